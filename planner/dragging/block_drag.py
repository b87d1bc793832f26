"""A dragged block: the session that stands for its frame, which sessions come along, and the change of a drop."""

from __future__ import annotations

from dataclasses import dataclass

from planner.commands.blocks import BlockFit, move_block, moved_places, resize_block
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.text import EstradError
from planner.domain.value_objects import Placement
from planner.layout.drag import DragPart, Slot


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
