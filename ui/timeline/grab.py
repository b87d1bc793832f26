"""A session in the hand: from grabbing it with mouse or keyboard until it is dropped or let go of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from planner.commands.sessions import add_session
from planner.commands.timeline import place, resize, unplace
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.span import Span
from planner.layout.drag import Drag, Hold, Slot
from planner.layout.grid import Grid
from planner.rules.conflict import Conflict, Severity
from planner.rules.index import Absence, ClashIndex
from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Held:
    """What is in the hand. ``slot`` None means the tray; ``draft`` a session that is not in the conference yet."""

    drag: Drag
    slot: Slot | None
    draft: bool
    by_keys: bool
    conflicts: tuple[Conflict, ...] = ()

    @property
    def session(self) -> Session:
        """The session in the hand."""
        return self.drag.session

    @property
    def clashing(self) -> frozenset[str]:
        """The ids of the sessions it would clash with."""
        return frozenset(s for c in self.conflicts for s in c.sessions) - {self.session.id}


class Hand(QObject):
    """Holds at most one session; asks the index at each step, and makes one change when it is dropped."""

    moved = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, grid: Callable[[], Grid], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._grid = desk, grid
        self._index: ClashIndex | None = None
        self.held: Held | None = None
        self.busy: tuple[tuple[int, int], ...] = ()
        self.absences: tuple[Absence, ...] = ()

    def take(
        self, session: Session, *, x: float = 0, y: float = 0, hold: Hold = Hold.WHOLE, draft: bool = False
    ) -> None:
        """Grab a session; ``x`` and ``y`` are pixels of the grid where a placed one was grabbed."""
        grid = self._grid()
        placement = session.placement
        origin = Slot(placement.span, placement.rooms) if placement else None
        grab = grid.minute(y) - placement.span.start if placement else min(10, session.minutes / 2)
        self._take(Drag(grid, session, origin, grab, grid.column(x), hold), origin, draft, by_keys=False)

    def take_by_keys(self, session: Session, *, draft: bool = False) -> None:
        """Grab a session for the arrow keys: where it stands, or at the first free place of the day."""
        grid = self._grid()
        placement = session.placement
        origin = Slot(placement.span, placement.rooms) if placement else None
        drag = Drag(grid, session, origin)
        self._take(drag, origin or self._first_free(drag), draft, by_keys=True)

    def _take(self, drag: Drag, slot: Slot | None, draft: bool, *, by_keys: bool) -> None:
        self._index = ClashIndex(self._desk.agenda)
        day = drag.grid.day.toordinal() * 24 * 60
        self.busy = tuple((start - day, end - day) for start, end, _ in self._index.busy(drag.session))
        self.absences = self._index.absent(drag.session, drag.grid.day)
        self.held = Held(drag, None, draft, by_keys)
        self._to(slot)

    def _first_free(self, drag: Drag) -> Slot:
        grid, index = drag.grid, ClashIndex(self._desk.agenda)
        rooms = [(room,) for room in grid.rooms] if grid.rooms and not drag.session.facts.plenary else [()]
        minutes, bearable = drag.session.minutes, None
        for start in range(grid.opens, grid.closes - minutes + 1, grid.snap):
            for room in rooms:
                slot = Slot(Span(grid.day, start, start + minutes), room)
                found = index.would_meet(drag.session, slot.rooms, slot.span)
                if not found:
                    return slot
                if bearable is None and all(conflict.severity is not Severity.PROBLEM for conflict in found):
                    bearable = slot
        return bearable or drag.moved(0, grid.y(grid.opens))

    def to_point(self, x: float, y: float, *, everywhere: bool = False) -> None:
        """Follow the pointer, in pixels of the grid."""
        if self.held:
            self._to(self.held.drag.moved(x, y, everywhere=everywhere))

    def to_tray(self) -> None:
        """The pointer is over the tray."""
        if self.held and self.held.drag.hold is Hold.WHOLE:
            self._to(None)

    def step(self, *, minutes: int = 0, columns: int = 0) -> None:
        """Follow an arrow key."""
        if self.held and self.held.slot:
            self._to(self.held.drag.stepped(self.held.slot, minutes=minutes, columns=columns))

    def toggle_everywhere(self) -> None:
        """Take the whole venue, or one room again."""
        if self.held and self.held.slot and self.held.drag.grid.rooms:
            rooms = () if self.held.slot.rooms else (self.held.drag.grid.rooms[0],)
            self._to(replace(self.held.slot, rooms=rooms))

    def _to(self, slot: Slot | None) -> None:
        assert self.held
        assert self._index
        if slot == self.held.slot and slot is not None:
            return
        conflicts = self._index.would_meet(self.held.session, slot.rooms, slot.span) if slot else ()
        self.held = replace(self.held, slot=slot, conflicts=conflicts)
        self.moved.emit()

    def drop(self) -> str:
        """Let it go where it is; the answer is the session's id. A refused change is said by the desk."""
        held, self.held = self.held, None
        self.busy, self.absences = (), ()
        if held is None:
            return ""
        self.ended.emit()
        self._desk.perform(lambda agenda: _change(agenda, held))
        return held.session.id

    def cancel(self) -> None:
        """Let it go as if nothing had been."""
        self.held, self.busy, self.absences = None, (), ()
        self.ended.emit()


def _change(agenda: Agenda, held: Held) -> Change:
    """What dropping it does."""
    session, slot = held.session, held.slot
    if held.draft:
        placement = Placement(slot.span, slot.rooms) if slot else None
        return add_session(
            agenda, session.id, title=session.title, kind=session.kind, minutes=session.minutes, placement=placement
        )
    if slot is None:
        return unplace(agenda, session.id)
    if held.drag.hold is not Hold.WHOLE:
        return resize(agenda, session.id, slot.span.start, slot.span.end)
    return place(agenda, session.id, slot.span.day, slot.span.start, slot.rooms)
