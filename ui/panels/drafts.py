"""What was typed and is not in the conference: kept until it is saved or taken back, whatever the window shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal


class Spot(NamedTuple):
    """The field that a text was typed into: the class name of the things, their ids in order, the field's name."""

    kind: str
    ids: tuple[str, ...]
    field: str

    @classmethod
    def of(cls, kind: type, ids: Iterable[str], field: str) -> Spot:
        """The same spot in whatever order the things were selected."""
        return cls(kind.__name__, tuple(sorted(ids)), field)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, what the field showed before it, and why it was not taken; no reason if it may be taken next time.

    ``restored`` says that it was typed before this window was opened.
    """

    text: str
    before: str = ""
    why: str = ""
    restored: bool = False


class Drafts(QObject):
    """Texts that are not saved, by the spots that they were typed into."""

    changed = Signal()
    gone = Signal(object)
    """The spot whose text is kept no longer."""
    refusal_changed = Signal()
    """Another text, or none, is the one that was refused last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Spot, Draft] = {}
        self._refused: Spot | None = None
        self._ended = False

    def __iter__(self) -> Iterator[tuple[Spot, Draft]]:
        return iter(tuple(self._kept.items()))

    def __len__(self) -> int:
        return len(self._kept)

    def at(self, spot: Spot) -> Draft | None:
        """What was typed there, or None."""
        return self._kept.get(spot)

    def keep(self, spot: Spot, draft: Draft) -> None:
        """Keep a text, in the place of what was kept of that spot."""
        if not self._ended and self._kept.get(spot) != draft:
            self._kept[spot] = draft
            self.changed.emit()

    def let_go(self, spot: Spot) -> None:
        """Keep nothing of that spot: it was saved, or taken back."""
        if not self._ended and self._kept.pop(spot, None) is not None:
            if spot == self._refused:
                self.forget_refusal()
            self.gone.emit(spot)
            self.changed.emit()

    def forget(self, is_gone: Callable[[Spot], bool]) -> None:
        """Keep nothing of what was deleted."""
        for spot in [spot for spot in self._kept if is_gone(spot)]:
            self.let_go(spot)

    def end(self) -> None:
        """The conference is being closed: fields that lose their texts now say nothing of what people want."""
        self._ended = True

    # what was refused last -----------------------------------------------------------------------------

    @property
    def refused(self) -> Spot | None:
        """Where a text was refused, if nothing was done since: that is what undo takes back."""
        return self._refused

    def refuse(self, spot: Spot) -> None:
        """The text of that spot was refused just now."""
        if not self._ended and spot in self._kept and spot != self._refused:
            self._refused = spot
            self.refusal_changed.emit()

    def forget_refusal(self) -> None:
        """Something was done since."""
        if self._refused is not None:
            self._refused = None
            self.refusal_changed.emit()
