"""The values of a drag that stay from beginning to end, and its target: a slot for each session, or a change;
a dragged block, which a session stands for, and what moves with it.
"""

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


def own_slot(session: Session) -> Slot | None:
    """Return the slot at which a session is placed, or None."""
    return Slot(session.placement.span, session.placement.rooms) if session.placement else None


@dataclass(frozen=True, eq=False)
class Grab:
    """All that a drag keeps until it ends: the ``sessions`` by id, the grabbed one first, of the snapshot ``agenda``.

    ``known`` are the snapshot's conflicts, and ``index`` finds those of the sessions at a place. ``draft`` is True if
    the session is not in the conference yet. ``how`` is how what follows makes way. What is computed is computed once,
    when it is first needed.
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
        """The slots of the sessions in the snapshot; empty if the session waits in the tray."""
        return {name: slot for name, session in self.sessions.items() if (slot := own_slot(session))}

    @cached_property
    def edges(self) -> SnapTimes:
        """The starts and ends of the other sessions of the shown day."""
        return SnapTimes(self.agenda.on(self.drag.grid.day), self.sessions.keys())

    @cached_property
    def graph(self) -> ScheduleGraph | None:
        """The order of the sessions on the day from which the grabbed one comes; None if it comes from the tray."""
        return (
            ScheduleGraph(self.agenda, self.drag.origin.span.day, how=self.how.asked(self.sessions))
            if self.drag.origin
            else None
        )

    @cached_property
    def busy(self) -> tuple[tuple[int, int], ...]:
        """The minutes of the shown day at which people of the sessions are in others."""
        midnight = self.drag.grid.day.toordinal() * MINUTES_A_DAY
        return tuple(
            (start - midnight, end - midnight) for start, end, _ in self.index.busy(self._with_people_of_all())
        )

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The times of the shown day at which people of the sessions are away."""
        return absences(self.index, self._with_people_of_all(), self.drag.grid.day)

    def joined_blocks(self, after: Mapping[str, Session]) -> dict[str, str | None]:
        """Return the block, or None, of each session that is in another one ``after`` a drop."""
        return {
            name: after[name].block
            for name, was in self.sessions.items()
            if name in after and after[name].block != was.block
        }

    def _with_people_of_all(self) -> Session:
        grabbed, *others = self.sessions.values()
        found = {(a.person, a.role): a for one in (*others, grabbed) for a in one.people if a.counts}
        return replace(self.drag.session, people=tuple(found.values()))


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a drag: a slot for each session; without slots the tray, where a drop takes them off the timeline.

    ``meets`` are the minutes at which the grabbed session meets a neighbour exactly. ``change`` is that of a drop that
    also pushes the sessions that follow, which may hold the dragged ones back if pinned, or that swaps the session with
    ``swap``. ``outside`` every target, a drop changes nothing.
    """

    slots: Mapping[str, Slot] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    meets: tuple[int, ...] = ()
    change: Change | None = None
    swap: str = ""
    outside: bool = False
    blocks: Mapping[str, str | None] = field(default_factory=dict)
    """The block of each dragged session that a drop puts into another one, or into none."""


@dataclass(frozen=True, slots=True)
class DraggedBlock:
    """A block that is dragged: ``alone`` without its sessions; what is in it is fitted by ``fit`` to a dragged end."""

    block: Block
    alone: bool = False
    fit: BlockFit = BlockFit.LEAVE


def stand_in(block: Block) -> Session:
    """Return a session with the place, the length and the people of a block, which a drag holds for its frame."""
    return Session(
        id=block.id,
        number=0,
        title=block.title,
        minutes=block.minutes,
        track=block.track,
        people=block.chairs,
        placement=block.placement,
    )


def members(agenda: Agenda, block: Block) -> list[Session]:
    """Return the sessions that move with a block: its placed ones but for the pinned, or those that wait with it."""
    placed = block.placement is not None
    return [
        s for s in agenda.member_sessions(block.id) if (s.placement is not None) is placed and not (placed and s.pinned)
    ]


def staying(agenda: Agenda, block: Block) -> list[Session]:
    """Return the pinned sessions that stay where they are when a block moves."""
    return [session for session in agenda.member_sessions(block.id) if session.placement and session.pinned]


def block_slots(agenda: Agenda, dragged: DraggedBlock, part: DragPart, slot: Slot) -> dict[str, Slot]:
    """Return the slots of a block and of all sessions that go there with it, by id; raise as ``block_change`` does."""
    block, moved = dragged.block, dict[str, Placement]()
    if part is DragPart.WHOLE and block.placement:
        there = () if dragged.alone else members(agenda, block)
        moved = moved_places(agenda, block.placement, there, Placement(slot.span, slot.rooms))
    else:
        for edit in block_change(agenda, dragged, part, slot).edits:
            if isinstance(edit.after, Session) and edit.after.placement:
                moved[edit.after.id] = edit.after.placement
    return {block.id: slot, **{name: Slot(where.span, where.rooms) for name, where in moved.items()}}


def block_change(agenda: Agenda, dragged: DraggedBlock, part: DragPart, slot: Slot) -> Change:
    """Return the change that moves a block to a slot, or an end of it there; raise ``EstradError`` if it cannot be.

    What does not fit within the new end is left as it is.
    """
    name, span = dragged.block.id, slot.span
    if part is DragPart.WHOLE:
        return move_block(agenda, name, span.day, span.start, slot.rooms, alone=dragged.alone)
    try:
        return resize_block(agenda, name, span.start, span.end, dragged.fit)
    except EstradError:
        return resize_block(agenda, name, span.start, span.end)
