"""Sessions in the hand: from grabbing them with mouse or keyboard until they are dropped or let go of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from planner.commands.arranging import move_together
from planner.commands.flow import Flow
from planner.commands.ripple import Ripple, make_way, run_over
from planner.commands.sessions import add_session
from planner.commands.timeline import place, resize, swap, unplace
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.errors import EstradError
from planner.domain.span import Span
from planner.layout.drag import Drag, Hold, Slot
from planner.layout.grid import Grid
from planner.layout.group import Group
from planner.rules.conflict import Conflict
from planner.rules.free import first_free
from planner.rules.index import Absence, ClashIndex
from planner.rules.preview import foreseen
from ui.desk import Desk
from ui.timeline.edges import Edges

REACH, MOST_OF_A_STEP = 6, 0.8
"""Pixels within which a block snaps to where a neighbour begins or ends, and how much of a step of the grid that is at
the most, so that the next step beside the neighbour can still be reached. What follows and makes way draws nothing."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is in the hand. ``slot`` None means the tray, or ``outside`` nowhere: let go there, nothing changes.
    ``draft`` is a session that is not in the conference yet.

    ``others`` are the rest of a selection and where they would land. ``change`` is what dropping it would do to others
    as well: exchange places with ``swap``, or let what follows make way. ``meets`` are the minutes at which it begins
    or ends just where a neighbour does.
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
        """The session in the hand, of several the one that was grabbed."""
        return self.drag.session

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all that are in the hand."""
        return frozenset({self.session.id, *self.others})

    @property
    def slots(self) -> dict[str, Slot]:
        """Where each of them would land; nowhere over the tray."""
        return {self.session.id: self.slot, **self.others} if self.slot else {}

    @property
    def clashing(self) -> frozenset[str]:
        """The ids of the sessions it would clash with."""
        return frozenset(s for c in self.conflicts for s in c.sessions) - self.ids


class Hand(QObject):
    """Holds a session or a selection; asks the index at each step, and makes one change when it is dropped."""

    moved = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, grid: Callable[[], Grid], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._grid = desk, grid
        self._index: ClashIndex | None = None
        self._group: Group | None = None
        self._all: Session | None = None
        self._flow: Flow | None = None
        self._edges = Edges((), frozenset())
        self._wide: bool | None = None
        self._pushing = False
        self.held: Held | None = None
        self.busy: tuple[tuple[int, int], ...] = ()
        self.absences: tuple[Absence, ...] = ()
        desk.changed.connect(self._on_change)

    def _on_change(self, change: Change) -> None:
        """What was taken is no longer as it was."""
        if change.edits and self.held:
            self.cancel()

    # taking --------------------------------------------------------------------------------------------

    def take(
        self, session: Session, *, x: float = 0, y: float = 0, hold: Hold = Hold.WHOLE, draft: bool = False,
        others: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Grab a session; ``x`` and ``y`` are pixels of the grid where a placed one was grabbed.

        ``others`` are the ids of the rest of a selection that stands on the shown day.
        """
        grid = self._grid()
        origin = _origin(session)
        grab: float = min(10, session.minutes / 2)
        if origin:
            grab = grid.minute(y) - (origin.span.end if hold is Hold.BOTTOM else origin.span.start)
        drag = Drag(grid, session, origin, grab, grid.column(x), hold)
        self._take(drag, origin, draft, others if hold is Hold.WHOLE and origin else (), by_keys=False)

    def take_by_keys(self, session: Session, *, draft: bool = False, others: Sequence[str] = ()) -> None:
        """Grab a session for the arrow keys: where it stands, or at the first free place of the day."""
        origin = _origin(session)
        drag = Drag(self._grid(), session, origin)
        self._take(drag, origin or self._first_free(drag), draft, others if origin else (), by_keys=True)

    def _take(self, drag: Drag, slot: Slot | None, draft: bool, others: Sequence[str], *, by_keys: bool) -> None:
        agenda, grid = self._desk.agenda, drag.grid
        there = {name: origin for name in others if (origin := _origin(agenda.sessions[name]))}
        slots = {drag.session.id: drag.origin, **there} if drag.origin and there else {}
        self._group = Group(grid, drag.session.id, slots) if slots else None
        held = {drag.session.id, *there}
        self._index = ClashIndex(agenda.after(unplace(agenda, *held)) if there else agenda)
        self._edges = Edges(agenda.on(grid.day), frozenset(held))
        self._wide, self._pushing, self._flow = None, False, None
        self._all = _as_one(drag.session, [agenda.sessions[name] for name in there])
        self._look_up(grid)
        self.held = Held(drag, None, draft, by_keys, others=there)
        self._to(slot)

    def _look_up(self, grid: Grid) -> None:
        """When its people are elsewhere or away on the shown day."""
        if self._index and self._all:
            day = grid.day.toordinal() * 24 * 60
            self.busy = tuple((start - day, end - day) for start, end, _ in self._index.busy(self._all))
            self.absences = self._index.absent(self._all, grid.day)

    def _first_free(self, drag: Drag) -> Slot:
        grid, session = drag.grid, drag.session
        columns = () if session.facts.plenary else grid.rooms
        starts = range(grid.opens, grid.closes - session.minutes + 1, grid.snap)
        found = first_free(ClashIndex(self._desk.agenda), session, grid.day, starts, columns)
        if found is None:
            return drag.moved(0, grid.y(grid.opens))
        start, rooms = found
        return Slot(Span(grid.day, start, start + session.minutes), rooms)

    # moving --------------------------------------------------------------------------------------------

    def to_point(self, x: float, y: float, *, ripple: bool = False, fine: bool = False, over: str = "") -> None:
        """Follow the pointer, in pixels of the grid. ``ripple`` lets what follows make way, ``fine`` means single
        minutes, and ``over`` is the session on whose middle the pointer is, to exchange places with.
        """
        held = self.held
        if held is None:
            return
        if over and self._swap(over):
            return
        drag = self._zoomed(held.drag)
        ripple = ripple or self._pushing
        edges = () if fine or ripple else self._edges.of(drag.rooms_at(x, self._wide))
        reach = min(REACH / drag.grid.scale, MOST_OF_A_STEP * drag.grid.snap)
        if fine:
            drag = replace(drag, grid=replace(drag.grid, snap=1))
        self._to(drag.moved(x, y, everywhere=self._wide, edges=edges, reach=reach), ripple=ripple, edges=edges)

    def _zoomed(self, drag: Drag) -> Drag:
        """The drag on the grid as large as it is now."""
        now, was = self._grid(), drag.grid
        if (now.scale, now.column_width) == (was.scale, was.column_width):
            return drag
        return replace(drag, grid=replace(was, scale=now.scale, column_width=now.column_width))

    def to_tray(self) -> None:
        """The pointer is over the tray."""
        if self.held and self.held.drag.hold is Hold.WHOLE:
            self._to(None)

    def to_nowhere(self) -> None:
        """The pointer is outside everything that takes it."""
        if self.held and not self.held.outside:
            self._set(replace(self.held, slot=None, conflicts=(), swap="", change=None, outside=True, meets=()))

    def to_same_time(self) -> None:
        """The pointer is on the tab of the shown day: all in the hand at their own times there, nowhere without one."""
        held = self.held
        if held is None or held.drag.hold is not Hold.WHOLE:
            return
        origins = self._group.origins if self._group else {held.session.id: _origin(held.session)}
        day = self._grid().day
        there = {name: replace(o, span=o.span.moved_to(day, o.span.start)) for name, o in origins.items() if o}
        if slot := there.pop(held.session.id, None):
            self._to(slot, others=there)
        else:
            self.to_nowhere()

    def step(self, *, minutes: int = 0, columns: int = 0) -> None:
        """Follow an arrow key."""
        if self.held and self.held.slot:
            slot = self.held.drag.stepped(self.held.slot, minutes=minutes, columns=columns)
            self._to(slot, ripple=self._pushing)

    def toggle_everywhere(self) -> None:
        """Take the whole venue, or one room again."""
        held = self.held
        whole = held is not None and held.drag.hold is Hold.WHOLE
        if held and held.slot and held.drag.grid.rooms and not held.others and whole:
            self._wide = bool(held.slot.rooms)
            origin = held.drag.origin.rooms if held.drag.origin else ()
            rooms = () if self._wide else origin or (held.drag.grid.rooms[0],)
            self._to(replace(held.slot, rooms=rooms), ripple=self._pushing)

    def toggle_ripple(self) -> None:
        """Let what follows make way, or stay again."""
        self._pushing = not self._pushing
        if self.held and self.held.slot:
            self._to(self.held.slot, ripple=self._pushing)

    def rebase(self) -> None:
        """Another day is shown, or other rooms: carry on there. An edge stays where its session is."""
        held, grid = self.held, self._grid()
        if held is None or held.drag.grid == grid:
            return
        if held.drag.hold is not Hold.WHOLE:
            self.cancel()
            return
        drag = replace(held.drag, grid=grid)
        if drag.origin and drag.origin.rooms:
            columns = grid.columns_of(drag.origin.rooms)
            drag = replace(drag, column=columns[0]) if columns else replace(drag, origin=None)
        self._edges = Edges(self._desk.agenda.on(grid.day), held.ids)
        self._group = replace(self._group, grid=grid) if self._group else None
        self._look_up(grid)
        self.held = replace(held, drag=drag)
        if held.slot:
            slot = replace(held.slot, span=held.slot.span.moved_to(grid.day, held.slot.span.start))
            self._to(slot, ripple=self._pushing)

    def _to(
        self, slot: Slot | None, *, ripple: bool = False, edges: Sequence[int] = (),
        others: Mapping[str, Slot] | None = None,
    ) -> None:  # fmt: skip
        """It would land there; ``edges`` are where neighbours begin or end, ``others`` where the rest of them would."""
        held, index = self.held, self._index
        assert held
        assert index
        if slot is None:
            self._set(replace(held, slot=None, conflicts=(), swap="", change=None, outside=False, meets=()))
            return
        if others is None and self._group:
            slots = self._group.moved(slot)
            slot, others = slots.pop(held.session.id), slots
        if slot == held.slot and ripple == (held.change is not None) and not held.swap:
            return
        meets = tuple(minute for minute in (slot.span.start, slot.span.end) if minute in edges)
        there = replace(
            held, slot=slot, others=others or {}, swap="", change=None, outside=False, meets=meets
        )  # fmt: skip
        pushed = self._pushed(there) if ripple else None
        if pushed:
            conflicts = foreseen(self._desk.agenda, pushed.change, self._desk.conflicts)
            there = _landed(replace(there, conflicts=conflicts, change=pushed.change))
            if there != held:
                self._set(there)
            return
        met = [index.would_meet(self._session(held, name), to.rooms, to.span) for name, to in there.slots.items()]
        self._set(replace(there, conflicts=tuple(dict.fromkeys(conflict for found in met for conflict in found))))

    def _session(self, held: Held, name: str) -> Session:
        return held.session if name == held.session.id else self._desk.agenda.sessions[name]

    def _set(self, held: Held) -> None:
        self.held = held
        self.moved.emit()

    def _pushed(self, held: Held) -> Ripple | None:
        """What follows makes way; None where it cannot, or where nothing is there to begin with."""
        agenda, drag = self._desk.agenda, held.drag
        if drag.hold is Hold.TOP and drag.origin:
            return None
        mine = drag.origin is not None and held.slot is not None and drag.origin.span.day == held.slot.span.day
        flow = self._flow_of(agenda) if mine else None
        try:
            if drag.hold is Hold.BOTTOM and drag.origin and held.slot:
                return run_over(agenda, held.session.id, held.slot.span.end - drag.origin.span.end, flow=flow)
            return make_way(agenda, _change(agenda, held), flow=flow)
        except EstradError:
            return None

    def _flow_of(self, agenda: Agenda) -> Flow:
        """What follows what on the day from which it comes, worked out once."""
        assert self.held
        assert self.held.drag.origin
        if self._flow is None:
            self._flow = Flow(agenda, self.held.drag.origin.span.day)
        return self._flow

    def _swap(self, other: str) -> bool:
        """Whether it would exchange places with the other session, and then that is what is shown."""
        held, agenda = self.held, self._desk.agenda
        if held is None or held.draft or held.others or held.drag.hold is not Hold.WHOLE or other == held.session.id:
            return False
        if held.swap == other:
            return True
        try:
            change = swap(agenda, held.session.id, other)
        except EstradError:
            return False
        after = agenda.after(change).sessions[held.session.id].placement
        assert after
        conflicts = foreseen(agenda, change, self._desk.conflicts)
        slot = Slot(after.span, after.rooms)
        self._set(
            replace(held, slot=slot, conflicts=conflicts, swap=other, change=change, outside=False, meets=())
        )  # fmt: skip
        return True

    # letting go ----------------------------------------------------------------------------------------

    def drop(self) -> tuple[str, ...]:
        """Let go where it is; the answer are the ids. A refused change is said by the desk."""
        held, self.held = self.held, None
        self.busy, self.absences = (), ()
        if held is None:
            return ()
        self.ended.emit()
        if held.outside:
            return ()
        self._desk.perform(lambda agenda: _change(agenda, held))
        return (held.session.id, *held.others)

    def cancel(self) -> None:
        """Let it go as if nothing had been."""
        self.held, self.busy, self.absences = None, (), ()
        self.ended.emit()


def _as_one(session: Session, others: Iterable[Session]) -> Session:
    """The session with the people of others as well."""
    found = {(a.person, a.role): a for one in (*others, session) for a in one.people if a.counts}
    return replace(session, people=tuple(found.values()))


def _origin(session: Session) -> Slot | None:
    where = session.placement
    return Slot(where.span, where.rooms) if where else None


def _landed(held: Held) -> Held:
    """What is in the hand where its change puts it: what is pinned may hold it back."""
    after = {e.after.id: e.after for e in held.change.edits if isinstance(e.after, Session)} if held.change else {}
    slots = {name: _origin(after[name]) or slot if name in after else slot for name, slot in held.slots.items()}
    return replace(held, slot=slots.pop(held.session.id), others=slots)


def _change(agenda: Agenda, held: Held) -> Change:
    """What dropping it does."""
    session, slot = held.session, held.slot
    if held.change is not None:
        return held.change
    if held.draft:
        placement = Placement(slot.span, slot.rooms) if slot else None
        return add_session(
            agenda, session.id, title=session.title, kind=session.kind, minutes=session.minutes, placement=placement,
            track=session.track,
        )  # fmt: skip
    if slot is None:
        return unplace(agenda, session.id, *held.others)
    if held.others:
        return move_together(agenda, {name: Placement(to.span, to.rooms) for name, to in held.slots.items()})
    if held.drag.hold is not Hold.WHOLE:
        return resize(agenda, session.id, slot.span.start, slot.span.end)
    return place(agenda, session.id, slot.span.day, slot.span.start, slot.rooms)
