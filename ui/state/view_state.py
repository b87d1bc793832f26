"""The view state of the timeline, kept per window and never in the file: rooms, days, filter, colours and grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.enums import Kind, Status
from planner.domain.search import folded
from planner.layout.grid import SNAPS
from ui.state.settings import Settings

MOST_DAYS = 5
"""Maximum number of days shown side by side; more would leave too little width for their rooms."""


class Colouring(StrEnum):
    """The property of a session that determines the colour of its block."""

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
class SessionFilter:
    """A filter of sessions: all words must be found, and one of the picked values must match in each group."""

    text: str = ""
    tracks: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    people: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text.split()) or self.picked > 0

    @property
    def picked(self) -> int:
        """Return the number of picked values."""
        return len(self.tracks) + len(self.kinds) + len(self.statuses) + len(self.people)

    def toggled(self, group: str, value: Any) -> SessionFilter:
        """Return the filter with a value added to a group, or removed if the group already contains it."""
        return replace(self, **{group: getattr(self, group) ^ {value}})

    def without_picks(self) -> SessionFilter:
        """Return the filter with only its text."""
        return SessionFilter(self.text)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the filter's text, folded for comparison."""
        return tuple(folded(self.text).split())

    def fits(self, session: Session, said: str, words: Sequence[str]) -> bool:
        """Return whether a session matches; ``said`` is its folded text, ``words`` are those of the filter."""
        return (
            (not self.tracks or session.track in self.tracks)
            and (not self.kinds or session.kind in self.kinds)
            and (not self.statuses or session.status in self.statuses)
            and (not self.people or any(a.person in self.people for a in session.people))
            and all(word in said for word in words)
        )

    def still_there(self, agenda: Agenda) -> SessionFilter:
        """Return the filter without tracks and people that were deleted."""
        return replace(self, tracks=self.tracks & agenda.tracks.keys(), people=self.people & agenda.people.keys())


class ViewState(QObject):
    """The view state of the timeline, with a signal for each part of it."""

    rooms_changed = Signal()
    """Emitted when the visible rooms, the width of the columns or the steps of the grid change."""
    days_changed = Signal()
    filter_changed = Signal()
    colours_changed = Signal()
    changed = Signal()
    """Emitted after any of the signals above."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        for signal in (self.rooms_changed, self.days_changed, self.filter_changed, self.colours_changed):
            signal.connect(self.changed)
        self._memory: tuple[Settings, str] | None = None
        self.hidden: frozenset[str] = frozenset()
        self.rooms_fitted = self.all_days = False
        self.colouring = Colouring.TRACK
        self.snap = 5
        self.session_filter = SessionFilter()

    def remember_in(self, memory: Settings, conference: str) -> None:
        """Restore the state from ``memory``, and save changes there from now on."""
        self.hidden = frozenset(memory.hidden_rooms(conference))
        self.rooms_fitted, self.all_days = (memory.view_setting(name) == "yes" for name in ("all_rooms", "all_days"))
        found = memory.view_setting("colouring")
        self.colouring = Colouring(found) if found in set(Colouring) else Colouring.TRACK
        self.snap = next((step for step in SNAPS if memory.view_setting("snap") == str(step)), 5)
        self._memory = memory, conference
        for signal in (self.rooms_changed, self.days_changed, self.colours_changed):
            signal.emit()

    def _keep(self, name: str, value: str, changed: SignalInstance) -> None:
        """Save a part of the state and tell that it changed."""
        if self._memory:
            self._memory[0].remember_view_setting(name, value)
        changed.emit()

    # rooms ---------------------------------------------------------------------------------------------

    def hide_rooms(self, rooms: Iterable[str]) -> None:
        """Hide rooms in addition to those already hidden."""
        self._hide(self.hidden | set(rooms))

    def show_rooms(self, rooms: Iterable[str] | None = None) -> None:
        """Show hidden rooms again, or all of them for None."""
        self._hide(frozenset() if rooms is None else self.hidden - set(rooms))

    def _hide(self, hidden: frozenset[str]) -> None:
        if hidden != self.hidden:
            self.hidden = hidden
            if self._memory:
                self._memory[0].hide_rooms(self._memory[1], sorted(hidden))
            self.rooms_changed.emit()

    def fit_rooms(self, on: bool) -> None:
        """Make the columns narrow enough to show all rooms, or wide enough to be readable."""
        if on != self.rooms_fitted:
            self.rooms_fitted = on
            self._keep("all_rooms", "yes" if on else "", self.rooms_changed)

    def show_all_days(self, on: bool) -> None:
        """Show all days side by side, or only one day."""
        if on != self.all_days:
            self.all_days = on
            self._keep("all_days", "yes" if on else "", self.days_changed)

    # colours and dimming -------------------------------------------------------------------------------

    def colour_by(self, colouring: Colouring) -> None:
        """Set the property that determines the colours of blocks."""
        if colouring != self.colouring:
            self.colouring = colouring
            self._keep("colouring", colouring.value, self.colours_changed)

    def snap_to(self, minutes: int) -> None:
        """Set the steps of the grid in minutes, one of ``SNAPS``."""
        if minutes != self.snap:
            self.snap = minutes
            self._keep("snap", str(minutes), self.rooms_changed)

    def set_filter(self, session_filter: SessionFilter) -> None:
        """Set the filter: sessions that do not match are dimmed; an empty filter dims none."""
        if session_filter != self.session_filter:
            self.session_filter = session_filter
            self.filter_changed.emit()
