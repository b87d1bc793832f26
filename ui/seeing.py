"""How the timeline is looked at in this window, never in the file: rooms in sight, what is dimmed, what colours say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.finding import folded
from planner.domain.kinds import Kind, Status
from planner.layout.grid import SNAPS

MOST_DAYS = 5
"""More days beside each other leave no room for their rooms."""


class Colouring(StrEnum):
    """What the colour of a block says."""

    TRACK = "track"
    STATUS = "status"
    KIND = "kind"


STATUS_COLOURS: dict[Status, str] = {
    Status.CONFIRMED: "seagreen", Status.DRAFT: "goldenrod", Status.CANCELLED: "crimson",
}  # fmt: skip
KIND_COLOURS: dict[Kind, str] = {
    Kind.TALK: "royalblue", Kind.KEYNOTE: "mediumorchid", Kind.PANEL: "darkorange", Kind.WORKSHOP: "teal",
    Kind.OPENING: "goldenrod", Kind.BREAK: "slategray", Kind.MEAL: "seagreen", Kind.REGISTRATION: "steelblue",
    Kind.SOCIAL: "hotpink",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words that all are somewhere in it, and values of which it has one in each group."""

    text: str = ""
    tracks: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    people: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text.split()) or self.picked > 0

    @property
    def picked(self) -> int:
        """How many values are picked."""
        return len(self.tracks) + len(self.kinds) + len(self.statuses) + len(self.people)

    def toggled(self, group: str, value: Any) -> Wanted:
        """With one more value in a group, or one less."""
        return replace(self, **{group: getattr(self, group) ^ {value}})

    def without_picks(self) -> Wanted:
        """Only the words."""
        return Wanted(self.text)

    @property
    def words(self) -> tuple[str, ...]:
        """The words, folded."""
        return tuple(folded(self.text).split())

    def fits(self, session: Session, said: str, words: Sequence[str]) -> bool:
        """Whether a session is one of those; ``said`` is what can be read of it, folded, and ``words`` are ours."""
        return (
            (not self.tracks or session.track in self.tracks)
            and (not self.kinds or session.kind in self.kinds)
            and (not self.statuses or session.status in self.statuses)
            and (not self.people or any(a.person in self.people for a in session.people))
            and all(word in said for word in words)
        )

    def still_there(self, agenda: Agenda) -> Wanted:
        """Without what was deleted."""
        return replace(self, tracks=self.tracks & agenda.tracks.keys(), people=self.people & agenda.people.keys())


class Memory(Protocol):
    """What remembers it between starts."""

    def hidden_rooms(self, conference: str) -> tuple[str, ...]:
        """The rooms that were hidden."""

    def hide_rooms(self, conference: str, rooms: Iterable[str]) -> None:
        """Hide these the next time too."""

    def seen(self, name: str) -> str:
        """How something was seen."""

    def see(self, name: str, value: str) -> None:
        """See it so the next time too."""


class Seeing(QObject):
    """The state, and who is told of it."""

    rooms_changed = Signal()
    """Which rooms have a column, or the steps of the grid."""
    days_changed = Signal()
    wanted_changed = Signal()
    colours_changed = Signal()
    changed = Signal()
    """Any of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        for signal in (self.rooms_changed, self.days_changed, self.wanted_changed, self.colours_changed):
            signal.connect(self.changed)
        self._memory: tuple[Memory, str] | None = None
        self.hidden: frozenset[str] = frozenset()
        self.all_rooms = self.all_days = False
        self.colouring = Colouring.TRACK
        self.snap = 5
        self.wanted = Wanted()

    def remember_in(self, memory: Memory, conference: str) -> None:
        """Be as it was the last time, and from now on remember what it is."""
        self.hidden = frozenset(memory.hidden_rooms(conference))
        self.all_rooms, self.all_days = memory.seen("all_rooms") == "yes", memory.seen("all_days") == "yes"
        found = memory.seen("colouring")
        self.colouring = Colouring(found) if found in set(Colouring) else Colouring.TRACK
        self.snap = next((step for step in SNAPS if memory.seen("snap") == str(step)), 5)
        self._memory = memory, conference
        for signal in (self.rooms_changed, self.days_changed, self.colours_changed):
            signal.emit()

    def _keep(self, name: str, value: str) -> None:
        if self._memory:
            self._memory[0].see(name, value)

    # rooms ---------------------------------------------------------------------------------------------

    def hide(self, rooms: Iterable[str]) -> None:
        """Hide these rooms too."""
        self._hide(self.hidden | set(rooms))

    def show(self, rooms: Iterable[str] | None = None) -> None:
        """Show these rooms again, or all of them."""
        self._hide(frozenset() if rooms is None else self.hidden - set(rooms))

    def _hide(self, hidden: frozenset[str]) -> None:
        if hidden != self.hidden:
            self.hidden = hidden
            if self._memory:
                self._memory[0].hide_rooms(self._memory[1], sorted(hidden))
            self.rooms_changed.emit()

    def fit_rooms(self, on: bool) -> None:
        """Make the columns as narrow as it takes to have all of them in sight, or as wide as can be read."""
        if on != self.all_rooms:
            self.all_rooms = on
            self._keep("all_rooms", "yes" if on else "")
            self.rooms_changed.emit()

    def show_all_days(self, on: bool) -> None:
        """Show all days beside each other, or one."""
        if on != self.all_days:
            self.all_days = on
            self._keep("all_days", "yes" if on else "")
            self.days_changed.emit()

    # colours and dimming -------------------------------------------------------------------------------

    def colour_by(self, colouring: Colouring) -> None:
        """Let the colours say this."""
        if colouring != self.colouring:
            self.colouring = colouring
            self._keep("colouring", colouring.value)
            self.colours_changed.emit()

    def snap_to(self, minutes: int) -> None:
        """Let the grid have steps of so many minutes, one of ``SNAPS``."""
        if minutes != self.snap:
            self.snap = minutes
            self._keep("snap", str(minutes))
            self.rooms_changed.emit()

    def want(self, wanted: Wanted) -> None:
        """Dim what is not wanted; nothing where nothing is."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.wanted_changed.emit()
