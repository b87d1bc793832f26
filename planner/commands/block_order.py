"""Commands for the sessions in a block: reorder them, put one into its free time, widen the block to contain one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from planner.commands.blocks import assign_block
from planner.commands.timeline import day_span, is_placed_and_pinned, pinned_error, with_span
from planner.domain.agenda import Agenda, Change, change
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.span import Span, free_times
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Placement, Status


def move_within_block(agenda: Agenda, session_id: str, to: int) -> Change:
    """Move a session to position ``to`` among the other sessions of its block, in the order of ``member_sessions``.

    Those on the same day in the same rooms get new times, except other sessions that are cancelled: the first starts
    when the first one did, and the gaps keep their order, so that the last ends when the last one did. Raise
    ``EstradError`` if the session waits, and ``Pinned`` if one that would move is pinned.
    """
    session = agenda.sessions[session_id]
    members, where = agenda.member_sessions(session.block or ""), session.placement
    if where is None:
        raise EstradError(
            Text("“{title}” is not placed, so it has no place in the order.", title=session.title),
            Text("Place it, or its block, first."),
        )
    held = [one for one in members if one is session or one.status is not Status.CANCELLED]
    placed = [(one, one.placement) for one in held if one.placement]
    line = [(one, at) for one, at in placed if at.span.day == where.span.day and at.has_same_rooms(where)]
    before = {one.id for one in [one for one in members if one.id != session_id][: max(0, to)]}
    order = [one for one, _at in line if one.id != session_id]
    order.insert(sum(one.id in before for one in order), session)
    gaps = [later.span.start - earlier.span.end for (_a, earlier), (_b, later) in pairwise(line)]
    pairs, start = [], line[0][1].span.start
    for one, gap in zip(order, (*gaps, 0), strict=True):
        pairs.append((one, with_span(one, day_span(agenda, where.span.day, start, one.minutes))))
        start += one.minutes + gap
    if pinned := [one for one, after in pairs if is_placed_and_pinned(one) and after != one]:
        raise pinned_error(pinned)
    return change(Text("Move “{title}” in its block", title=session.title), *pairs)


def free_placements(agenda: Agenda, block: Block) -> list[Placement]:
    """Return the times within a placed block at which one of its rooms has no session, by start; none if it waits.

    Times at which the room is closed are left out. Each has that one room, or the whole venue if the block has it;
    those with the same start are in the order of the block's rooms.
    """
    if (own := block.placement) is None:
        return []
    found, midnight = list[Placement](), own.span.absolute_start - own.span.start
    there = [where for _session, where in agenda.taking_place if where.span.overlaps(own.span)]
    for room in own.rooms or ("",):
        meant = [at.span for at in there if not room or not at.rooms or room in at.rooms]
        meant += agenda.rooms[room].closed if room else ()
        taken = sorted((span.absolute_start - midnight, span.absolute_end - midnight) for span in meant)
        free = free_times(taken, own.span.start, own.span.end)
        found += [Placement(Span(own.span.day, start, end), (room,) if room else ()) for start, end in free]
    return sorted(found, key=lambda place: place.span.start)


def join_in_free_time(agenda: Agenda, session_id: str, block_id: str, free: list[Placement] | None = None) -> Change:
    """Put a session into a block, at the first of the block's free times that is long enough.

    ``free`` are these ``free_placements`` if they are known already. If none is long enough, the session joins the
    block but stays where it is, as does one that is placed and pinned, or already within the block's time and rooms.
    """
    session, block = agenda.sessions[session_id], agenda.blocks[block_id]
    where = session.placement
    place = None
    if not is_placed_and_pinned(session) and not (where and block.holds(where)):
        free = free_placements(agenda, block) if free is None else free
        place = next((one for one in free if one.span.minutes >= session.minutes), None)
    after = replace(session, block=block_id)
    if place:
        span = day_span(agenda, place.span.day, place.span.start, session.minutes)
        after = replace(after, placement=Placement(span, place.rooms, where.place if where else ""))
    return change(assign_block(agenda, [session_id], block_id).label, (session, after))


def block_candidates(agenda: Agenda, block_id: str) -> list[Session]:
    """Return the sessions that can be put into a block: those in the tray, then the placed ones, without its own."""
    found = (*agenda.tray, *(session for session, _where in agenda.placed))
    return [session for session in found if session.block != block_id]


def widen_block(agenda: Agenda, session_id: str) -> Change:
    """Widen the block of a session to contain it: from the earlier start to the later end, in the rooms of both.

    Raise ``KeyError`` if the session is in no block or one of the two is not placed, ``EstradError`` if they are on two
    days.
    """
    session = agenda.sessions[session_id]
    block = agenda.blocks[session.block or ""]
    was, where = block.placement, session.placement
    if was is None or where is None:
        raise KeyError(session_id)
    if was.span.day != where.span.day:
        raise EstradError(Text("A block is on one day."), Text("Move the session to the day of its block."))
    span = Span(was.span.day, min(was.span.start, where.span.start), max(was.span.end, where.span.end))
    rooms = agenda.by_column((*was.rooms, *where.rooms)) if was.rooms and where.rooms else ()
    after = replace(block, minutes=span.minutes, placement=replace(was, span=span, rooms=rooms))
    return change(Text("Resize block “{title}”", title=block.title), (block, after))
