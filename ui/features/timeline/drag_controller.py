"""The drag of sessions, by mouse or keyboard, from the grab to the drop or the cancel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from planner.commands.arranging import move_together
from planner.commands.propagation import ScheduleGraph
from planner.commands.ripple import Ripple, make_way, run_over
from planner.commands.sessions import add_session
from planner.commands.timeline import place, resize, swap, unplace
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Session
from planner.domain.errors import EstradError
from planner.domain.span import Span
from planner.domain.value_objects import Placement
from planner.layout.drag import Drag, DragPart, Slot
from planner.layout.drag_group import DragGroup
from planner.layout.grid import Grid
from planner.layout.snapping import SnapTimes
from planner.rules.conflict import Conflict
from planner.rules.conflict_index import Absence, ConflictIndex
from planner.rules.free_place import first_free
from planner.rules.preview import conflicts_of_change
from ui.state.document import Document

REACH, MOST_OF_A_STEP = 6, 0.8
"""Distance in pixels at which a block snaps to a neighbour's start or end, and its limit as a share of a grid step.

The limit keeps the next step beside the neighbour reachable. Drags that push other sessions do not snap.
"""


@dataclass(frozen=True, slots=True)
class DragState:
    """The state of a drag.

    ``slot`` is None for the tray or, if ``outside`` is set, for no target: a drop there changes nothing. ``draft`` is
    True if the session is not in the conference yet. ``others`` are the other sessions of the selection and their
    targets. ``change`` is the change of a drop that also affects other sessions: a swap with ``swap``, or pushing those
    that follow. ``meets`` are the minutes at which the session begins or ends exactly where a neighbour does.
    """

    drag: Drag
    slot: Slot | None
    draft: bool
    by_keys: bool
    conflicts: tuple[Conflict, ...] = ()
    others: Mapping[str, Slot] = field(default_factory=dict)
    swap: str = ""
    change: Change | None = None
    outside: bool = False
    meets: tuple[int, ...] = ()

    @property
    def session(self) -> Session:
        """The dragged session; if there are several, the one that was grabbed."""
        return self.drag.session

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all dragged sessions."""
        return frozenset({self.session.id, *self.others})

    @property
    def slots(self) -> dict[str, Slot]:
        """The target of each dragged session, by id; empty over the tray."""
        return {self.session.id: self.slot, **self.others} if self.slot else {}

    @property
    def clashing(self) -> frozenset[str]:
        """The ids of the other sessions that the dragged ones would conflict with."""
        return frozenset(s for c in self.conflicts for s in c.sessions) - self.ids


class DragController(QObject):
    """Drags one or several sessions: looks up conflicts at each step, and makes one change on a drop."""

    moved = Signal()
    ended = Signal()

    def __init__(self, document: Document, grid: Callable[[], Grid], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._grid = document, grid
        self._index: ConflictIndex | None = None
        self._group: DragGroup | None = None
        self._all: Session | None = None
        self._schedule_graph: ScheduleGraph | None = None
        self._edges = SnapTimes((), frozenset())
        self._wide: bool | None = None
        self._pushing = False
        self.state: DragState | None = None
        self.busy: tuple[tuple[int, int], ...] = ()
        self.absences: tuple[Absence, ...] = ()
        document.changed.connect(self._on_change)

    def _on_change(self, change: Change) -> None:
        """Cancel the drag, as the sessions may have changed since they were grabbed."""
        if change.edits and self.state:
            self.cancel()

    # grabbing ------------------------------------------------------------------------------------------

    def take(
        self, session: Session, *, x: float = 0, y: float = 0, hold: DragPart = DragPart.WHOLE, draft: bool = False,
        others: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Grab a session with the mouse. If it is placed, ``x`` and ``y`` are the grabbed point in grid coordinates.

        ``others`` are the ids of the other selected sessions that are placed on the shown day.
        """
        grid = self._grid()
        origin = _origin(session)
        grab: float = min(10, session.minutes / 2)
        if origin:
            grab = grid.minute(y) - (origin.span.end if hold is DragPart.BOTTOM else origin.span.start)
        drag = Drag(grid, session, origin, grab, grid.column(x), hold)
        self._take(drag, origin, draft, others if hold is DragPart.WHOLE and origin else (), by_keys=False)

    def take_by_keys(self, session: Session, *, draft: bool = False, others: Sequence[str] = ()) -> None:
        """Grab a session for the arrow keys, at its own place or else at the first free place of the day."""
        origin = _origin(session)
        drag = Drag(self._grid(), session, origin)
        self._take(drag, origin or self._first_free(drag), draft, others if origin else (), by_keys=True)

    def _take(self, drag: Drag, slot: Slot | None, draft: bool, others: Sequence[str], *, by_keys: bool) -> None:
        agenda, grid = self._document.agenda, drag.grid
        there = {name: origin for name in others if (origin := _origin(agenda.sessions[name]))}
        slots = {drag.session.id: drag.origin, **there} if drag.origin and there else {}
        self._group = DragGroup(grid, drag.session.id, slots) if slots else None
        held = {drag.session.id, *there}
        self._index = ConflictIndex(agenda.after(unplace(agenda, *held)) if there else agenda)
        self._edges = SnapTimes(agenda.on(grid.day), frozenset(held))
        self._wide, self._pushing, self._schedule_graph = None, False, None
        self._all = _with_people_of(drag.session, [agenda.sessions[name] for name in there])
        self._look_up_absences(grid)
        self.state = DragState(drag, None, draft, by_keys, others=there)
        self._to(slot)

    def _look_up_absences(self, grid: Grid) -> None:
        """Look up when the people of the dragged sessions are busy or away on the shown day."""
        if self._index and self._all:
            day = grid.day.toordinal() * 24 * 60
            self.busy = tuple((start - day, end - day) for start, end, _ in self._index.busy(self._all))
            self.absences = self._index.absent(self._all, grid.day)

    def _first_free(self, drag: Drag) -> Slot:
        grid, session = drag.grid, drag.session
        columns = () if session.facts.plenary else grid.rooms
        starts = range(grid.opens, grid.closes - session.minutes + 1, grid.snap)
        found = first_free(ConflictIndex(self._document.agenda), session, grid.day, starts, columns)
        if found is None:
            return drag.moved(0, grid.y(grid.opens))
        start, rooms = found
        return Slot(Span(grid.day, start, start + session.minutes), rooms)

    # moving --------------------------------------------------------------------------------------------

    def move_to_point(self, x: float, y: float, *, push: bool = False, fine: bool = False, over: str = "") -> None:
        """Move the drag to a point in grid coordinates.

        ``push`` pushes the sessions that follow, ``fine`` moves by single minutes, and ``over`` is the session to swap
        with if the pointer is on the middle of its block.
        """
        state = self.state
        if state is None:
            return
        if over and self._swap(over):
            return
        drag = self._zoomed(state.drag)
        push = push or self._pushing
        edges = () if fine or push else self._edges.of(drag.rooms_at(x, self._wide))
        reach = min(REACH / drag.grid.scale, MOST_OF_A_STEP * drag.grid.snap)
        if fine:
            drag = replace(drag, grid=replace(drag.grid, snap=1))
        self._to(drag.moved(x, y, everywhere=self._wide, edges=edges, reach=reach), push=push, edges=edges)

    def _zoomed(self, drag: Drag) -> Drag:
        """Return the drag with the grid's current zoom."""
        now, was = self._grid(), drag.grid
        if (now.scale, now.column_width) == (was.scale, was.column_width):
            return drag
        return replace(drag, grid=replace(was, scale=now.scale, column_width=now.column_width))

    def move_to_tray(self) -> None:
        """Move the drag to the tray."""
        if self.state and self.state.drag.hold is DragPart.WHOLE:
            self._to(None)

    def move_outside(self) -> None:
        """Move the drag outside every target."""
        if self.state and not self.state.outside:
            self._set(replace(self.state, slot=None, conflicts=(), swap="", change=None, outside=True, meets=()))

    def keep_time(self) -> None:
        """Move all dragged sessions to their own times on the shown day, as the pointer is on its tab.

        If the grabbed session has no time, it moves outside every target.
        """
        state = self.state
        if state is None or state.drag.hold is not DragPart.WHOLE:
            return
        origins = self._group.origins if self._group else {state.session.id: _origin(state.session)}
        day = self._grid().day
        there = {name: replace(o, span=o.span.moved_to(day, o.span.start)) for name, o in origins.items() if o}
        if slot := there.pop(state.session.id, None):
            self._to(slot, others=there)
        else:
            self.move_outside()

    def step(self, *, minutes: int = 0, columns: int = 0) -> None:
        """Move the drag by some minutes and columns, as for an arrow key."""
        if self.state and self.state.slot:
            slot = self.state.drag.stepped(self.state.slot, minutes=minutes, columns=columns)
            self._to(slot, push=self._pushing)

    def toggle_everywhere(self) -> None:
        """Switch the dragged session between the whole venue and one room."""
        state = self.state
        whole = state is not None and state.drag.hold is DragPart.WHOLE
        if state and state.slot and state.drag.grid.rooms and not state.others and whole:
            self._wide = bool(state.slot.rooms)
            origin = state.drag.origin.rooms if state.drag.origin else ()
            rooms = () if self._wide else origin or (state.drag.grid.rooms[0],)
            self._to(replace(state.slot, rooms=rooms), push=self._pushing)

    def toggle_push(self) -> None:
        """Switch between pushing the sessions that follow and leaving them in place."""
        self._pushing = not self._pushing
        if self.state and self.state.slot:
            self._to(self.state.slot, push=self._pushing)

    def rebase(self) -> None:
        """Continue the drag on another grid, after the shown day or rooms have changed; a resize is cancelled."""
        state, grid = self.state, self._grid()
        if state is None or state.drag.grid == grid:
            return
        if state.drag.hold is not DragPart.WHOLE:
            self.cancel()
            return
        drag = replace(state.drag, grid=grid)
        if drag.origin and drag.origin.rooms:
            columns = grid.columns_of(drag.origin.rooms)
            drag = replace(drag, column=columns[0]) if columns else replace(drag, origin=None)
        self._edges = SnapTimes(self._document.agenda.on(grid.day), state.ids)
        self._group = replace(self._group, grid=grid) if self._group else None
        self._look_up_absences(grid)
        self.state = replace(state, drag=drag)
        if state.slot:
            slot = replace(state.slot, span=state.slot.span.moved_to(grid.day, state.slot.span.start))
            self._to(slot, push=self._pushing)

    def _to(
        self, slot: Slot | None, *, push: bool = False, edges: Sequence[int] = (),
        others: Mapping[str, Slot] | None = None,
    ) -> None:  # fmt: skip
        """Set the target. ``edges`` are starts and ends of neighbours, ``others`` the targets of other sessions."""
        state, index = self.state, self._index
        assert state
        assert index
        if slot is None:
            self._set(replace(state, slot=None, conflicts=(), swap="", change=None, outside=False, meets=()))
            return
        if others is None and self._group:
            slots = self._group.moved(slot)
            slot, others = slots.pop(state.session.id), slots
        if slot == state.slot and push == (state.change is not None) and not state.swap:
            return
        meets = tuple(minute for minute in (slot.span.start, slot.span.end) if minute in edges)
        there = replace(
            state, slot=slot, others=others or {}, swap="", change=None, outside=False, meets=meets
        )  # fmt: skip
        pushed = self._pushed(there) if push else None
        if pushed:
            conflicts = conflicts_of_change(self._document.agenda, pushed.change, self._document.problems.all)
            there = _with_real_targets(replace(there, conflicts=conflicts, change=pushed.change))
            if there != state:
                self._set(there)
            return
        met = [index.conflicts_at(self._session(state, name), to.rooms, to.span) for name, to in there.slots.items()]
        self._set(replace(there, conflicts=tuple(dict.fromkeys(conflict for found in met for conflict in found))))

    def _session(self, state: DragState, name: str) -> Session:
        return state.session if name == state.session.id else self._document.agenda.sessions[name]

    def _set(self, state: DragState) -> None:
        self.state = state
        self.moved.emit()

    def _pushed(self, state: DragState) -> Ripple | None:
        """Return the ripple that pushes the sessions that follow; None if the start is resized or it is impossible."""
        agenda, drag = self._document.agenda, state.drag
        if drag.hold is DragPart.TOP and drag.origin:
            return None
        mine = drag.origin is not None and state.slot is not None and drag.origin.span.day == state.slot.span.day
        flow = self._schedule_graph_of(agenda) if mine else None
        try:
            if drag.hold is DragPart.BOTTOM and drag.origin and state.slot:
                return run_over(agenda, state.session.id, state.slot.span.end - drag.origin.span.end, flow=flow)
            return make_way(agenda, _drop_change(agenda, state), flow=flow)
        except EstradError:
            return None

    def _schedule_graph_of(self, agenda: Agenda) -> ScheduleGraph:
        """Return the graph of which session follows which on the drag's original day, computed once per drag."""
        assert self.state
        assert self.state.drag.origin
        if self._schedule_graph is None:
            self._schedule_graph = ScheduleGraph(agenda, self.state.drag.origin.span.day)
        return self._schedule_graph

    def _swap(self, other: str) -> bool:
        """Set the target to a swap with another session, and return True if that is possible."""
        state, agenda = self.state, self._document.agenda
        if (
            state is None
            or state.draft
            or state.others
            or state.drag.hold is not DragPart.WHOLE
            or other == state.session.id
        ):
            return False
        if state.swap == other:
            return True
        try:
            change = swap(agenda, state.session.id, other)
        except EstradError:
            return False
        after = agenda.after(change).sessions[state.session.id].placement
        assert after
        conflicts = conflicts_of_change(agenda, change, self._document.problems.all)
        slot = Slot(after.span, after.rooms)
        self._set(
            replace(state, slot=slot, conflicts=conflicts, swap=other, change=change, outside=False, meets=())
        )  # fmt: skip
        return True

    # dropping ------------------------------------------------------------------------------------------

    def drop(self) -> tuple[str, ...]:
        """Drop at the target and return the ids of the sessions; the document reports a refused change."""
        state, self.state = self.state, None
        self.busy, self.absences = (), ()
        if state is None:
            return ()
        self.ended.emit()
        if state.outside:
            return ()
        self._document.apply(lambda agenda: _drop_change(agenda, state))
        return (state.session.id, *state.others)

    def cancel(self) -> None:
        """Cancel the drag without a change."""
        self.state, self.busy, self.absences = None, (), ()
        self.ended.emit()


def _with_people_of(session: Session, others: Iterable[Session]) -> Session:
    """Return the session with the people of the other sessions added."""
    found = {(a.person, a.role): a for one in (*others, session) for a in one.people if a.counts}
    return replace(session, people=tuple(found.values()))


def _origin(session: Session) -> Slot | None:
    where = session.placement
    return Slot(where.span, where.rooms) if where else None


def _with_real_targets(state: DragState) -> DragState:
    """Return the drag with its targets where its change places them; pinned sessions may hold them back."""
    after = {e.after.id: e.after for e in state.change.edits if isinstance(e.after, Session)} if state.change else {}
    slots = {name: _origin(after[name]) or slot if name in after else slot for name, slot in state.slots.items()}
    return replace(state, slot=slots.pop(state.session.id), others=slots)


def _drop_change(agenda: Agenda, state: DragState) -> Change:
    """Return the change that a drop makes."""
    session, slot = state.session, state.slot
    if state.change is not None:
        return state.change
    if state.draft:
        placement = Placement(slot.span, slot.rooms) if slot else None
        return add_session(
            agenda, session.id, title=session.title, kind=session.kind, minutes=session.minutes, placement=placement,
            track=session.track,
        )  # fmt: skip
    if slot is None:
        return unplace(agenda, session.id, *state.others)
    if state.others:
        return move_together(agenda, {name: Placement(to.span, to.rooms) for name, to in state.slots.items()})
    if state.drag.hold is not DragPart.WHOLE:
        return resize(agenda, session.id, slot.span.start, slot.span.end)
    return place(agenda, session.id, slot.span.day, slot.span.start, slot.rooms)
