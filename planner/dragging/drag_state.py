"""A drag as values and functions: the grab, the moves by pointer or keys, and the change that a drop makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.commands.arranging import move_together
from planner.commands.blocks import BlockFit, block_after_drop, unplace_block, with_blocks
from planner.commands.propagation import KEPT, Propagation
from planner.commands.ripple import Ripple, make_way, overrun
from planner.commands.sessions import add_session
from planner.commands.timeline import resize, swap, unplace
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.span import Span
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Placement
from planner.dragging.grab import DraggedBlock, Grab, Target, block_change, block_slots, moving_members, placed_slot
from planner.layout.drag import Drag, DragPart, Slot, slots_moved_together
from planner.layout.grid import Grid
from planner.rules import conflicts_of_change, first_free_place, placing_conflicts
from planner.rules.rooms import ROOM_DOUBLE_BOOKED
from planner.rules.rule import Conflict, ConflictIndex


@dataclass(frozen=True, slots=True)
class DragState:
    """The state of a drag: what is dragged, and where it would be dropped.

    ``by_keys`` is true if the arrow keys move it, not the pointer. ``everywhere`` is True if the whole venue is asked
    for, False if rooms are, and None if neither. ``pushing`` is true while it is switched to push what follows.
    """

    grab: Grab
    target: Target
    by_keys: bool
    everywhere: bool | None = None
    pushing: bool = False
    block: DraggedBlock | None = None
    """The block that is dragged; the grabbed session stands for its frame."""

    @property
    def drag(self) -> Drag:
        return self.grab.drag

    @property
    def session(self) -> Session:
        """The dragged session; if there are several, the one that was grabbed."""
        return self.grab.drag.session

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of the sessions dragged along."""
        return tuple(self.grab.sessions)[1:]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self.grab.sessions)

    @property
    def moving_ids(self) -> frozenset[str]:
        """The ids of what has a slot at the target, or of all that is dragged if nothing has one."""
        return frozenset(self.slots) or self.ids

    @property
    def slots(self) -> Mapping[str, Slot]:
        return self.target.slots

    @property
    def slot(self) -> Slot | None:
        """The slot of the grabbed session at the target, or None if it has none."""
        return self.slots.get(self.session.id)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.target.conflicts

    @property
    def clashing(self) -> frozenset[str]:
        """The ids of the sessions in the conflicts, without the dragged ones."""
        return frozenset(s for c in self.conflicts for s in c.sessions) - self.ids

    @property
    def change(self) -> Change | None:
        """The change of a drop that pushes what follows or swaps two sessions; None for any other."""
        return self.target.change

    @property
    def outside(self) -> bool:
        return self.target.outside

    @property
    def moves_followers(self) -> bool:
        """True if a drop pushes what follows."""
        return self.target.change is not None and not self.target.swap

    @property
    def has_double_booking(self) -> bool:
        """True if a drop pushes what follows so that a room is taken twice."""
        return self.moves_followers and any(conflict.rule == ROOM_DOUBLE_BOOKED.id for conflict in self.conflicts)


REACH, MOST_OF_A_STEP = 6, 0.8
"""Distance in pixels at which a tile snaps to a neighbour's start or end, and its limit as a share of a grid step.

The limit keeps the next step beside the neighbour reachable. A drag that pushes or goes by minutes does not snap.
"""


def pointer_drag(grid: Grid, session: Session, x: float, y: float, hold: DragPart) -> Drag:
    """Return the drag of a session by the pointer; ``x`` and ``y`` in the grid only matter if it is placed."""
    origin, grab = placed_slot(session), min(10.0, session.minutes / 2)
    if origin:
        grab = grid.minute(y) - (origin.span.end if hold is DragPart.BOTTOM else origin.span.start)
    return Drag(grid, session, origin, grab, grid.column(x), hold)


def start_drag(
    agenda: Agenda, known: tuple[Conflict, ...], drag: Drag, others: Iterable[str] = (), *,
    draft: bool = False, by_keys: bool = False, how: Propagation = KEPT,
) -> DragState:  # fmt: skip
    """Return the state after a session is grabbed: in its slot; without one, over the tray or, by keys, in a free slot.

    ``known`` are the conflicts of the snapshot, ``others`` the ids of sessions to drag along: only the placed ones are,
    and only if the session itself is placed and dragged as a whole.
    """
    along = others if drag.origin and drag.hold is DragPart.WHOLE else ()
    placed = {name: agenda.sessions[name] for name in along if agenda.sessions[name].placement}
    index = ConflictIndex(agenda.after(unplace(agenda, drag.session.id, *placed)) if placed else agenda)
    grab = Grab(agenda, known, index, drag, {drag.session.id: drag.session, **placed}, draft, how)
    return _move_to_slot(DragState(grab, Target(), by_keys), drag.origin or (_free_slot(grab) if by_keys else None))


def start_block_drag(
    agenda: Agenda, known: tuple[Conflict, ...], drag: Drag, block: Block, *, by_keys: bool = False,
    how: Propagation = KEPT,
) -> DragState:  # fmt: skip
    """Return the state after a block is grabbed with its sessions; ``drag`` is that of its ``stand_in_session``."""
    sessions = {session.id: session for session in (drag.session, *moving_members(agenda, block))}
    without = agenda.after(unplace_block(agenda, block.id)) if block.placement else agenda
    grab = Grab(agenda, known, ConflictIndex(without), drag, sessions, False, how)
    slot = drag.origin or (drag.slot_at_point(0, drag.grid.y(drag.grid.opens)) if by_keys else None)
    return _move_to_slot(DragState(grab, Target(), by_keys, block=DraggedBlock(block)), slot)


def _free_slot(grab: Grab) -> Slot:
    """Return the first slot of the day without a conflict, else without a problem, else one where the day opens."""
    grid, session = grab.drag.grid, grab.drag.session
    starts = range(grid.opens, grid.closes - session.minutes + 1, grid.snap)
    found = first_free_place(grab.index, session, grid.day, starts, () if session.facts.plenary else grid.rooms)
    if found is None:
        return grab.drag.slot_at_point(0, grid.y(grid.opens))
    return Slot(Span(grid.day, found[0], found[0] + session.minutes), found[1])


def move_to_point(
    state: DragState, grid: Grid, x: float, y: float, push: bool = False, fine: bool = False, over: str = "",
    apart: bool = False,
) -> DragState:  # fmt: skip
    """Return the state after a move to a point of the grid at its present zoom.

    ``push`` pushes the sessions that follow, ``fine`` moves by single minutes, and ``over`` is the id of a session to
    swap with, if that is possible. With ``apart`` the frame of a block moves alone. If an end of the frame is held, its
    sessions are shifted into it with ``push``, and share its time with ``apart``.
    """
    if state.block:
        fit = BlockFit.SHIFT if push else BlockFit.SHARE if apart else BlockFit.LEAVE
        state = replace(state, block=replace(state.block, alone=apart, fit=fit))
    if over and (swapped := _swap_state(state, over)):
        return swapped
    drag, push = state.grab.drag, push or state.pushing
    x, y = x * (drag.grid.column_width / grid.column_width), y * (drag.grid.scale / grid.scale)
    edges = () if fine or push else state.grab.snap_times.minutes_in_rooms(drag.rooms_at_point(x, state.everywhere))
    reach = min(REACH / grid.scale, MOST_OF_A_STEP * drag.grid.snap)
    if fine:
        drag = replace(drag, grid=replace(drag.grid, snap=1))
    slot = drag.slot_at_point(x, y, everywhere=state.everywhere, edges=edges, reach=reach)
    return _move_to_slot(state, slot, push, edges)


def move_to_tray(state: DragState) -> DragState:
    """Return the state after a move over the tray; unchanged if an edge is held."""
    return replace(state, target=Target()) if state.drag.hold is DragPart.WHOLE else state


def move_outside(state: DragState) -> DragState:
    """Return the state after a move outside every target, where a drop changes nothing."""
    return replace(state, target=Target(outside=True))


def move_to_own_times(state: DragState) -> DragState:
    """Return the state with all at their own times on the shown day, or ``move_outside`` if they have none.

    If an edge is held, it is unchanged.
    """
    if state.drag.hold is not DragPart.WHOLE:
        return state
    day, origins = state.drag.grid.day, state.grab.origins
    slots = {name: Slot(slot.span.moved_to(day, slot.span.start), slot.rooms) for name, slot in origins.items()}
    return _move_to_slot(state, slots[state.session.id], slots=slots) if slots else move_outside(state)


def move_by_step(state: DragState, *, minutes: int = 0, columns: int = 0) -> DragState:
    """Return the state moved by minutes and columns; unchanged if an edge is held or there is no slot."""
    if not state.slot or state.drag.hold is not DragPart.WHOLE:
        return state
    return _move_to_slot(state, state.drag.slot_after_step(state.slot, minutes=minutes, columns=columns), state.pushing)


def toggle_whole_venue(state: DragState) -> DragState:
    """Return the state with a session or a block switched between the whole venue and its own rooms, or the first.

    It is unchanged without a slot or rooms, if an edge is held, or if several sessions are dragged.
    """
    drag, slot = state.drag, state.slot
    if not slot or not drag.grid.rooms or (state.others and not state.block) or drag.hold is not DragPart.WHOLE:
        return state
    wide = bool(slot.rooms)
    rooms = () if wide else (drag.origin and drag.origin.rooms) or drag.grid.rooms[:1]
    return _move_to_slot(replace(state, everywhere=wide), replace(slot, rooms=rooms), state.pushing)


def toggle_push(state: DragState) -> DragState:
    """Return the state switched between pushing the sessions that follow and leaving them in place."""
    return _move_to_slot(replace(state, pushing=not state.pushing), state.slot, not state.pushing)


def toggle_block_alone(state: DragState) -> DragState:
    """Return the state with a block dragged alone, or with its sessions again; unchanged without block or slot."""
    if state.block is None or not state.slot:
        return state
    return _move_to_slot(
        replace(state, block=replace(state.block, alone=not state.block.alone)), state.slot, state.pushing
    )


def move_to_grid(state: DragState, grid: Grid) -> DragState | None:
    """Return the state on another grid, as day or rooms have changed; None for a resize, which then has to end."""
    if state.drag.grid == grid:
        return state
    if state.drag.hold is not DragPart.WHOLE:
        return None
    drag, slot = replace(state.drag, grid=grid), state.slot
    if drag.origin and drag.origin.rooms:
        columns = grid.find_columns(drag.origin.rooms)
        drag = replace(drag, column=columns[0]) if columns else replace(drag, origin=None)
    if slot:
        slot = Slot(slot.span.moved_to(grid.day, slot.span.start), slot.rooms)
    return _move_to_slot(replace(state, grab=replace(state.grab, drag=drag)), slot, state.pushing)


def _move_to_slot(
    state: DragState, slot: Slot | None, push: bool = False, edges: Sequence[int] = (),
    slots: Mapping[str, Slot] | None = None,
) -> DragState:  # fmt: skip
    """Return the state with the grabbed session at ``slot``, and the others moved along or at ``slots``.

    Without a slot nothing changes. ``push`` makes what follows give way; ``edges`` are starts and ends of neighbours.
    """
    grab, target, name = state.grab, state.target, state.session.id
    if slot is None:
        return state
    if state.block:
        return _move_block_to_slot(state, state.block, slot, push, edges)
    slots = slots or (slots_moved_together(grab.drag.grid, grab.origins, slot) if state.others else {name: slot})
    slot = slots[name]
    if slot == target.slots.get(name) and not target.swap and push == (target.change is not None):
        return state
    if push and (pushing := _pushing_target(grab, slots)):
        return replace(state, target=pushing)
    there = {name: _session_in_new_block(state, name, to) for name, to in slots.items()}
    met = [placing_conflicts(grab.index, there[name], to.rooms, to.span) for name, to in slots.items()]
    conflicts = tuple(dict.fromkeys(conflict for found in met for conflict in found))
    return replace(state, target=Target(slots, conflicts, _met_edges(slot, edges), blocks=grab.new_block_ids(there)))


def _met_edges(slot: Slot, edges: Sequence[int]) -> tuple[int, ...]:
    """Return the start and the end of a slot as far as they are among ``edges``, the starts and ends of neighbours."""
    return tuple(minute for minute in (slot.span.start, slot.span.end) if minute in edges)


def _session_in_new_block(state: DragState, name: str, slot: Slot) -> Session:
    """Return a dragged session in the block into which a drop at a slot would put it."""
    session = state.grab.sessions[name]
    if not state.grab.agenda.blocks or state.drag.hold is not DragPart.WHOLE:
        return session
    block = block_after_drop(state.grab.agenda, session, Placement(slot.span, slot.rooms))
    return session if block == session.block else replace(session, block=block)


def _move_block_to_slot(
    state: DragState, dragged: DraggedBlock, slot: Slot, push: bool, edges: Sequence[int]
) -> DragState:
    """Return the state with the grabbed block, or its held end, at ``slot``; unchanged if that is impossible."""
    grab, name, part = state.grab, dragged.block.id, state.drag.hold
    try:
        slots = block_slots(grab.agenda, dragged, part, slot)
        moved = block_change(grab.agenda, dragged, part, slot) if push else None
        pushing = _ripple_for_block(state, moved) if moved else None
    except EstradError:
        return state
    if moved and pushing and pushing.change:
        frame = () if pushing.change.edited_ids(Block) else tuple(e for e in moved.edits if isinstance(e.after, Block))
        found = _target_of_change(grab, Change(moved.label, (*frame, *pushing.change.edits)))
        return replace(state, target=replace(found, slots={name: slot, **found.slots}))
    if slots == state.slots and state.change is None:
        return state
    asked = slots if dragged.block.chairs else {one: to for one, to in slots.items() if one != name}
    met = [(one, placing_conflicts(grab.index, grab.sessions[one], to.rooms, to.span)) for one, to in asked.items()]
    there = (c for one, found in met for c in found if one != name or c.people)  # a frame takes no room by itself
    return replace(state, target=Target(slots, tuple(dict.fromkeys(there)), _met_edges(slot, edges)))


def _ripple_for_block(state: DragState, moved: Change) -> Ripple | None:
    """Return the ripple that makes way for a moved block; None for a held end, no sessions, or several days."""
    places = [edit.after.placement for edit in moved.edits if isinstance(edit.after, Session)]
    one_day = len({where.span.day for where in places if where}) == 1
    if not one_day or state.drag.hold is not DragPart.WHOLE:
        return None
    return make_way(state.grab.agenda, moved, state.grab.how)


def _pushing_target(grab: Grab, slots: Mapping[str, Slot]) -> Target | None:
    """Return the target that pushes what follows; None if the start is resized or pushing is impossible."""
    agenda, drag, span = grab.agenda, grab.drag, slots[grab.drag.session.id].span
    if drag.hold is DragPart.TOP:
        return None
    flow = grab.schedule_graph if drag.origin and drag.origin.span.day == span.day else None
    try:
        if drag.hold is DragPart.BOTTOM and drag.origin:
            ripple = overrun(agenda, [drag.session.id], span.end - drag.origin.span.end, flow=flow)
        else:
            ripple = make_way(agenda, _placing_change(grab, slots), grab.how, flow=flow)
    except EstradError:
        return None
    after = agenda.after(ripple.change) if agenda.blocks and drag.hold is DragPart.WHOLE else None
    return _target_of_change(grab, with_blocks(after, ripple.change, grab.sessions) if after else ripple.change)


def _swap_state(state: DragState, other: str) -> DragState | None:
    """Return the state of a swap with another session, or None if it is impossible."""
    grab = state.grab
    if grab.draft or state.block or len(grab.sessions) > 1:
        return None
    if grab.drag.hold is not DragPart.WHOLE or other == state.session.id:
        return None
    if state.target.swap == other:
        return state
    try:
        change = swap(grab.agenda, state.session.id, other)
    except EstradError:
        return None
    return replace(state, target=_target_of_change(grab, change, other))


def _target_of_change(grab: Grab, change: Change, swapped: str = "") -> Target:
    """Return the target with the slots of the dragged sessions after a change, and its conflicts."""
    after = {edit.after.id: edit.after for edit in change.edits if isinstance(edit.after, Session)}
    slots = {name: slot for name, was in grab.sessions.items() if (slot := placed_slot(after.get(name, was)))}
    conflicts = conflicts_of_change(grab.agenda, change, grab.known)
    return Target(slots, conflicts, change=change, swap=swapped, blocks=grab.new_block_ids(after))


def drop_change(state: DragState) -> Change:
    """Return the change that a drop makes; it is empty outside every target."""
    if state.outside:
        return Change(Text(""))
    if state.block and state.change is None:
        slot, block = state.slot, state.block
        agenda = state.grab.agenda
        return block_change(agenda, block, state.drag.hold, slot) if slot else unplace_block(agenda, block.block.id)
    return _placing_change(state.grab, state.slots) if state.change is None else state.change


def drop_ripple(state: DragState, left: Sequence[str], how: Propagation) -> Ripple:
    """Return the ripple of a drop; those ``left`` behind as they are over come along if ``how.over`` is empty."""
    if left and not how.over:
        whole = start_drag(state.grab.agenda, state.grab.known, state.drag, [*state.others, *left], how=state.grab.how)
        state = _move_to_slot(whole, state.slot, state.moves_followers) if state.slots else move_to_tray(whole)
    return Ripple(drop_change(state), moves_followers=state.moves_followers)


def _placing_change(grab: Grab, slots: Mapping[str, Slot]) -> Change:
    """Return the change that gives the sessions these slots, adding a draft, or puts them in the tray without slots."""
    agenda, session = grab.agenda, grab.drag.session
    places = {name: Placement(slot.span, slot.rooms) for name, slot in slots.items()}
    if grab.draft:
        added = add_session(
            agenda, session.id, title=session.title, kind=session.kind, minutes=session.minutes,
            placement=places.get(session.id), track=session.track,
        )  # fmt: skip
        return with_blocks(agenda, added)
    if not places:
        return unplace(agenda, *grab.sessions)
    if grab.drag.hold is DragPart.WHOLE:
        return with_blocks(agenda, move_together(agenda, places))
    span = places[session.id].span
    return resize(agenda, session.id, span.start, span.end)
