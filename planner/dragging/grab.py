"""The values that a drag keeps from the grab on, and its target; a dragged block, and the sessions that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.commands.blocks import BlockFit, move_block, moved_places, resize_block
from planner.commands.propagation import KEPT, Propagation, ScheduleGraph
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import EstradError
from planner.domain.value_objects import Placement
from planner.layout.drag import Drag, DragPart, Slot, SnapTimes
from planner.rules.availability import Absence, absences
from planner.rules.rule import Conflict, ConflictIndex


def placed_slot(session: Session) -> Slot | None:
    """Return the slot at which a session is placed, or None if it is in the tray."""
    return Slot(session.placement.span, session.placement.rooms) if session.placement else None


@dataclass(frozen=True, eq=False)
class Grab:
    """The values that a drag keeps from the grab on.

    ``sessions`` are the dragged ones by id, the grabbed one first. ``agenda`` is the snapshot, ``known`` are its
    conflicts, and ``index`` finds those of the sessions at a place. ``draft`` is true if the session is not in the
    conference yet. ``how`` tells how what follows makes way. Properties are computed once, when they are first needed.
    """

    agenda: Agenda
    known: tuple[Conflict, ...]
    index: ConflictIndex
    drag: Drag
    sessions: Mapping[str, Session]
    draft: bool
    how: Propagation = KEPT

    @cached_property
    def origins(self) -> dict[str, Slot]:
        """The slots of the dragged sessions in the snapshot, by id; empty if they are not placed."""
        return {name: slot for name, session in self.sessions.items() if (slot := placed_slot(session))}

    @cached_property
    def snap_times(self) -> SnapTimes:
        """The starts and ends of the other sessions on the shown day, to snap to."""
        return SnapTimes(self.agenda.day_sessions(self.drag.grid.day), self.sessions.keys())

    @cached_property
    def schedule_graph(self) -> ScheduleGraph | None:
        """The order of the sessions on the day from which the grabbed one comes; None if it comes from the tray."""
        return (
            ScheduleGraph(self.agenda, self.drag.origin.span.day, how=self.how.without_ended(self.sessions))
            if self.drag.origin
            else None
        )

    @cached_property
    def busy_times(self) -> tuple[tuple[int, int], ...]:
        """The times when people of the dragged sessions are in others, in minutes from the shown day's midnight.

        Those on other days are included.
        """
        midnight = self.drag.grid.day.toordinal() * MINUTES_A_DAY
        return tuple(
            (start - midnight, end - midnight)
            for start, end, _ in self.index.busy_slots(self._session_with_all_people())
        )

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The times on the shown day and the next at which people of the dragged sessions are unavailable."""
        return absences(self.index, self._session_with_all_people(), self.drag.grid.day)

    def new_block_ids(self, after: Mapping[str, Session]) -> dict[str, str | None]:
        """Return the new block's id (None: no block) of each dragged session that changes its block.

        ``after`` are the sessions after the drop, by id.
        """
        return {
            name: after[name].block
            for name, was in self.sessions.items()
            if name in after and after[name].block != was.block
        }

    def _session_with_all_people(self) -> Session:
        grabbed, *others = self.sessions.values()
        found = {(a.person, a.role): a for one in (*others, grabbed) for a in one.people if a.is_expected}
        return replace(self.drag.session, people=tuple(found.values()))


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a drag: the slots of what is dragged, by id; without slots it is the tray, unless ``outside``.

    A drop on the tray takes the dragged sessions off the timeline, and one ``outside`` changes nothing. ``meets`` are
    the minutes at which the grabbed session meets a neighbour exactly. ``change`` is that of a drop that pushes the
    sessions that follow, of which pinned ones may hold the dragged ones back, or that swaps the session with ``swap``.
    """

    slots: Mapping[str, Slot] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    meets: tuple[int, ...] = ()
    change: Change | None = None
    swap: str = ""
    outside: bool = False
    blocks: Mapping[str, str | None] = field(default_factory=dict)
    """The id of the new block, or None for none, of each dragged session that changes its block."""


@dataclass(frozen=True, slots=True)
class DraggedBlock:
    """A block that is dragged, without its sessions if ``alone``.

    ``fit`` says what happens to its sessions if one of its ends is dragged.
    """

    block: Block
    alone: bool = False
    fit: BlockFit = BlockFit.LEAVE


def stand_in_session(block: Block) -> Session:
    """Return a session that stands for a block's frame in a drag, with the block's place, length and people."""
    return Session(
        id=block.id,
        number=0,
        title=block.title,
        minutes=block.minutes,
        track=block.track,
        people=block.chairs,
        placement=block.placement,
    )


def moving_members(agenda: Agenda, block: Block) -> list[Session]:
    """Return the sessions that move with a block.

    Those are its placed ones that are not pinned, or its waiting ones if it waits.
    """
    placed = block.placement is not None
    return [
        s for s in agenda.member_sessions(block.id) if (s.placement is not None) is placed and not (placed and s.pinned)
    ]


def staying_members(agenda: Agenda, block: Block) -> list[Session]:
    """Return the placed and pinned sessions of a block, which stay where they are when it moves."""
    return [session for session in agenda.member_sessions(block.id) if session.placement and session.pinned]


def block_slots(agenda: Agenda, dragged: DraggedBlock, part: DragPart, slot: Slot) -> dict[str, Slot]:
    """Return the slots of a block and of all sessions that move with it, by id.

    Raise ``EstradError`` if a session would get an invalid time, or the block by a resize or on leaving the tray.
    """
    block, moved = dragged.block, dict[str, Placement]()
    if part is DragPart.WHOLE and block.placement:
        there = () if dragged.alone else moving_members(agenda, block)
        moved = moved_places(agenda, block.placement, there, Placement(slot.span, slot.rooms))
    else:
        for edit in block_change(agenda, dragged, part, slot).edits:
            if isinstance(edit.after, Session) and edit.after.placement:
                moved[edit.after.id] = edit.after.placement
    return {block.id: slot, **{name: Slot(where.span, where.rooms) for name, where in moved.items()}}


def block_change(agenda: Agenda, dragged: DraggedBlock, part: DragPart, slot: Slot) -> Change:
    """Return the change that moves a block, or one end of it, to a slot; raise ``EstradError`` if that is impossible.

    If its sessions do not fit within a new end, they are left as they are.
    """
    name, span = dragged.block.id, slot.span
    if part is DragPart.WHOLE:
        return move_block(agenda, name, span.day, span.start, slot.rooms, alone=dragged.alone)
    try:
        return resize_block(agenda, name, span.start, span.end, dragged.fit)
    except EstradError:
        return resize_block(agenda, name, span.start, span.end)
