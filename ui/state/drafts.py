"""Drafts: typed texts that are not in the conference yet, kept until they are saved or reverted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal


class Spot(NamedTuple):
    """The field that a text was typed into: the class name of the entities, their sorted ids, and the field's name."""

    kind: str
    ids: tuple[str, ...]
    field: str

    @classmethod
    def of(cls, kind: type, ids: Iterable[str], field: str) -> Spot:
        """Return the spot of a field, regardless of the order in which the entities were selected."""
        return cls(kind.__name__, tuple(sorted(ids)), field)


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved text, the stored text that the field showed before, and the reason why the text was refused.

    Without a reason it may be saved next time. ``restored`` is set if it was typed before this window was opened.
    """

    text: str
    before: str = ""
    why: str = ""
    restored: bool = False


class Drafts(QObject):
    """The unsaved texts, by the spots that they were typed into."""

    changed = Signal()
    gone = Signal(Spot)
    """Emitted with the spot of a draft that was discarded."""
    refusal_changed = Signal()
    """Emitted when ``refused`` changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Spot, Draft] = {}
        self.refused: Spot | None = None
        """The spot of the last refused text, which undo discards; None if there is none or something was done since."""
        self._ended = False

    def __iter__(self) -> Iterator[tuple[Spot, Draft]]:
        return iter(tuple(self._kept.items()))

    def __len__(self) -> int:
        return len(self._kept)

    def at(self, spot: Spot) -> Draft | None:
        """Return the draft of a spot, or None if there is none."""
        return self._kept.get(spot)

    def keep(self, spot: Spot, draft: Draft) -> None:
        """Keep a draft, replacing an earlier one of the same spot."""
        if not self._ended and self._kept.get(spot) != draft:
            self._kept[spot] = draft
            self.changed.emit()

    def discard(self, spot: Spot) -> None:
        """Discard the draft of a spot, because its text was saved or reverted."""
        if not self._ended and self._kept.pop(spot, None) is not None:
            if spot == self.refused:
                self.forget_refusal()
            self.gone.emit(spot)
            self.changed.emit()

    def forget(self, is_gone: Callable[[Spot], bool]) -> None:
        """Discard the drafts of deleted entities, those for whose spot ``is_gone`` returns True."""
        for spot in [spot for spot in self._kept if is_gone(spot)]:
            self.discard(spot)

    def end(self) -> None:
        """Ignore all later changes, because the conference is being closed and the fields lose their texts."""
        self._ended = True

    # the last refusal ----------------------------------------------------------------------------------

    def refuse(self, spot: Spot) -> None:
        """Mark the draft of a spot as the last refused one."""
        if not self._ended and spot in self._kept and spot != self.refused:
            self.refused = spot
            self.refusal_changed.emit()

    def forget_refusal(self) -> None:
        """Clear the last refusal, because something was done since."""
        if self.refused is not None:
            self.refused = None
            self.refusal_changed.emit()
