"""Commands for blocks: group sessions, join and leave, move and resize the frame, chairs and their replies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from planner.commands.edit import edit, make_entity
from planner.commands.timeline import day_span, with_span
from planner.domain.agenda import Agenda, Change, change
from planner.domain.block import Block
from planner.domain.entities import Entity, Session
from planner.domain.span import LATEST, Span
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import Placement, Status

STEP = 5
"""The interval in minutes to which scaled times are rounded."""


PlacedSession = tuple[Session, Placement]


class BlockFit(StrEnum):
    """The effect of resizing a block on its sessions.

    ``LEAVE``: none. ``SHIFT``: they move into the block, keeping their lengths. ``SHARE``: their times grow or shrink
    with the block's.
    """

    LEAVE = "leave"
    SHIFT = "shift"
    SHARE = "share"


def add_block(
    agenda: Agenda, block_id: str, *, title: str, placement: Placement | None = None, **fields: Any
) -> Change:
    """Add a block without sessions; raise ``EstradError`` for an invalid title, length or day."""
    if placement:
        fields["minutes"] = day_span(agenda, placement.span.day, placement.span.start, placement.span.minutes).minutes
    block = make_entity(Block, id=block_id, title=title, placement=placement, **fields)
    return change(Text("Add block “{title}”", title=block.title), (None, block))


def group(agenda: Agenda, session_ids: Sequence[str], block_id: str, title: str) -> Change:
    """Make a block around these sessions: from the first start to the last end, in all of their rooms.

    A whole-venue session adds no rooms beside others. If none is placed, the block waits in the tray, with the length
    of all together, up to 48 hours. It takes their track if all have the same. A session in another block leaves that.
    Raise ``EstradError`` for an invalid title, if they are placed on several days, or if there are none.
    """
    found = [agenda.sessions[name] for name in dict.fromkeys(session_ids)]
    if not found:
        raise EstradError(Text("A block takes one session or more."), Text("Select what belongs together."))
    placement = _surrounding_placement(agenda, found)
    tracks = {session.track for session in found}
    block = make_entity(
        Block,
        id=block_id,
        title=title,
        minutes=placement.span.minutes if placement else min(LATEST, sum(session.minutes for session in found)),
        track=tracks.pop() if len(tracks) == 1 else None,
        placement=placement,
    )
    label = Plural("Make block “{title}” of {n} session", "Make block “{title}” of {n} sessions", len(found),
                   title=block.title)  # fmt: skip
    return change(label, (None, block), *((session, replace(session, block=block_id)) for session in found))


def _surrounding_placement(agenda: Agenda, sessions: Iterable[Session]) -> Placement | None:
    """Return the time from the first start to the last end, and the rooms of all; None if none is placed.

    Sessions of the whole venue add no rooms; if there are no others, the placement is the whole venue. Raise
    ``EstradError`` if they are on several days.
    """
    places = [session.placement for session in sessions if session.placement]
    if not places:
        return None
    days = sorted({where.span.day for where in places})
    if len(days) > 1:
        raise EstradError(Text("A block is on one day."), Text("Select sessions of the same day."))
    span = Span(days[0], min(where.span.start for where in places), max(where.span.end for where in places))
    rooms = {room for where in places for room in where.rooms}
    return Placement(span, agenda.by_column(rooms))


def delete_block(agenda: Agenda, block_id: str, *, with_sessions: bool = False) -> Change:
    """Delete a block; its sessions stay where they are, or are deleted too."""
    block, members = agenda.blocks[block_id], agenda.member_sessions(block_id)
    if with_sessions and members:
        label = Plural("Delete block “{title}” with {n} session", "Delete block “{title}” with {n} sessions",
                       len(members), title=block.title)  # fmt: skip
        return change(label, *((session, None) for session in members), (block, None))
    label = Text("Ungroup “{title}”", title=block.title) if members else Text("Delete “{title}”", title=block.title)
    return change(label, *((session, replace(session, block=None)) for session in members), (block, None))


def assign_block(agenda: Agenda, session_ids: Sequence[str], block_id: str | None) -> Change:
    """Put sessions into a block, or take them out of theirs if ``block_id`` is None; their times and rooms stay."""
    found = [agenda.sessions[name] for name in dict.fromkeys(session_ids)]
    touched = [session for session in found if session.block != block_id]
    n, title = len(touched), (touched or found)[0].title
    if block_id is None:
        label = Text("Take “{title}” out of its block", title=title) if n == 1 else Plural(
            "Take {n} session out of its block", "Take {n} sessions out of their blocks", n
        )  # fmt: skip
    else:
        block = agenda.blocks[block_id].title
        label = Text("Put “{title}” into “{block}”", title=title, block=block) if n == 1 else Plural(
            "Put {n} session into “{block}”", "Put {n} sessions into “{block}”", n, block=block
        )  # fmt: skip
    return change(label, *((session, replace(session, block=block_id)) for session in touched))


def block_after_drop(agenda: Agenda, session: Session, where: Placement) -> str | None:
    """Return the id of the block that a session is in after being dropped at ``where``, or None.

    A session whose block waits stays in it. Otherwise it joins the placed block that contains the place, if several do
    its own or else the first by time. If none does, it stays in its own as long as it overlaps that block's frame.
    """
    own = agenda.blocks.get(session.block) if session.block else None
    if own and (own.placement is None or own.holds(where)):
        return own.id
    if found := next((block for block in agenda.blocks_in_order if block.holds(where)), None):
        return found.id
    return own.id if own and own.placement and own.placement.meets(where) else None


def with_blocks(agenda: Agenda, dropped: Change, only: Collection[str] | None = None) -> Change:
    """Return a drop's change, with each dropped session put into the block that ``block_after_drop`` returns for it.

    ``only`` are the ids of the dropped sessions, if the change also moves others that follow; ``agenda`` must then be
    the plan after that change, as it may have moved blocks too.
    """
    if not agenda.blocks:
        return dropped
    edits = []
    for one in dropped.edits:
        after = one.after
        if isinstance(after, Session) and after.placement and (only is None or after.id in only):
            after = replace(after, block=block_after_drop(agenda, after, after.placement))
        edits.append(replace(one, after=after))
    return Change(dropped.label, tuple(edits))


def move_block(
    agenda: Agenda, block_id: str, day: date, start: int, rooms: Sequence[str] | None = None, *, alone: bool = False
) -> Change:
    """Move a block to another time and other rooms (None: the same), with its sessions unless ``alone``.

    Its placed sessions keep their distance to the block's start, and change rooms as ``_moved_rooms`` says; pinned ones
    stay. If the block waited, only its waiting sessions move: they are placed one after another. Raise ``EstradError``
    for an invalid time.
    """
    block = agenda.blocks[block_id]
    was = block.placement
    there = agenda.by_column(rooms) if rooms is not None else was.rooms if was else ()
    to = Placement(day_span(agenda, day, start, block.minutes), there, was.place if was else "")
    moved = replace(block, placement=to)
    members = () if alone else agenda.member_sessions(block_id)
    places = moved_places(agenda, was, members, to) if was else _waiting_places(agenda, members, to)
    pairs = [(agenda.sessions[name], replace(agenda.sessions[name], placement=at)) for name, at in places.items()]
    label = Text("Move block “{title}”", title=block.title) if was else Text("Place block “{title}”", title=block.title)
    held = [session for session in members if session.pinned and session.placement]
    if held:
        label = Plural("{what}; {n} pinned session stays", "{what}; {n} pinned sessions stay", len(held), what=label)
    return change(label, (block, moved), *pairs)


def moved_places(agenda: Agenda, was: Placement, members: Iterable[Session], to: Placement) -> dict[str, Placement]:
    """Return the new placements of a block's sessions, by id, when the block moves from ``was`` to ``to``.

    Pinned and waiting sessions are left out. Raise ``EstradError`` for an invalid time.
    """
    by, found = to.span.start - was.span.start, dict[str, Placement]()
    for session in members:
        if (where := session.placement) and not session.pinned:
            day = to.span.day + (where.span.day - was.span.day)
            span = day_span(agenda, day, where.span.start + by, session.minutes)
            found[session.id] = Placement(span, _moved_rooms(agenda, was, to, where), where.place)
    return found


def _moved_rooms(agenda: Agenda, was: Placement, to: Placement, where: Placement) -> tuple[str, ...]:
    """Return the rooms of a session whose block moves: each room of the block becomes the new one at its position.

    A session in all rooms of the block gets all new ones. One that is not within the block's rooms keeps its own. Else,
    if the number of rooms changes, it keeps its rooms if they are among the new ones or the block gets the whole venue,
    and gets the first new one otherwise.
    """
    if set(where.rooms) == set(was.rooms):
        return to.rooms
    if not where.rooms or not set(where.rooms) <= set(was.rooms):
        return where.rooms
    if len(was.rooms) != len(to.rooms):
        return where.rooms if set(where.rooms) <= set(to.rooms) else to.rooms[:1] or where.rooms
    new = dict(zip(agenda.by_column(was.rooms), agenda.by_column(to.rooms), strict=True))
    return tuple(new[room] for room in where.rooms)


def _waiting_places(agenda: Agenda, members: Iterable[Session], to: Placement) -> dict[str, Placement]:
    """Return placements for the waiting sessions of a block placed at ``to``, by id: one after another.

    They are in its first room, or in the whole venue if the block is. Raise ``EstradError`` for an invalid time.
    """
    start, found = to.span.start, dict[str, Placement]()
    for session in members:
        if session.placement is None:
            found[session.id] = Placement(day_span(agenda, to.span.day, start, session.minutes), to.rooms[:1])
            start += session.minutes
    return found


def unplace_block(agenda: Agenda, block_id: str) -> Change:
    """Return a block to the tray with its sessions; pinned ones stay where they are."""
    block = agenda.blocks[block_id]
    free = [s for s in agenda.member_sessions(block_id) if s.placement and not s.pinned]
    label = Text("Return block “{title}” to “Not placed”", title=block.title)
    return change(label, (block, replace(block, placement=None)), *((s, replace(s, placement=None)) for s in free))


def resize_block(agenda: Agenda, block_id: str, start: int, end: int, fit: BlockFit = BlockFit.LEAVE) -> Change:
    """Change the start and end of a placed block, in minutes from its day's midnight.

    Its sessions change as ``fit`` says. Those that are pinned, wait, are cancelled or on another day stay as they are.
    Raise ``KeyError`` if the block waits, ``EstradError`` for an invalid time, or if the sessions do not fit.
    """
    block = agenda.blocks[block_id]
    if block.placement is None:
        raise KeyError(block_id)
    was = block.placement.span
    span = day_span(agenda, was.day, start, end - start)
    there = [(s, s.placement) for s in agenda.member_sessions(block_id) if s.placement and not s.pinned]
    members = [(s, at) for s, at in there if at.span.day == was.day and s.status is not Status.CANCELLED]
    pairs: list[tuple[Session, Session]] = []
    if fit is not BlockFit.LEAVE:
        pairs = [pair for line in _grouped_by_rooms(members) for pair in _fitted_sessions(agenda, line, was, span, fit)]
    return change(Text("Resize block “{title}”", title=block.title), (block, with_span(block, span)), *pairs)


def set_block_length(agenda: Agenda, block_id: str, minutes: int) -> Change:
    """Set the length of a block in minutes, whether it is placed or waits; its sessions stay as they are.

    Raise ``EstradError`` for an invalid length.
    """
    block = agenda.blocks[block_id]
    if block.placement is None:
        return edit(agenda, Block, block_id, minutes=minutes)
    start = block.placement.span.start
    return resize_block(agenda, block_id, start, start + minutes)


def set_block_place_text(agenda: Agenda, block_id: str, place: str) -> Change:
    """Set the text for the actual place of a placed block; raise ``EstradError`` if the block waits."""
    block = agenda.blocks[block_id]
    if block.placement is None:
        raise EstradError(Text("A block that is not placed has no place."), Text("Give it a day and a time first."))
    return edit(agenda, Block, block_id, placement=replace(block.placement, place=place))


def _grouped_by_rooms(members: Iterable[PlacedSession]) -> list[list[PlacedSession]]:
    """Return placed sessions grouped by their rooms, in the given order within each group."""
    lines: dict[frozenset[str], list[PlacedSession]] = {}
    for session, where in members:
        lines.setdefault(frozenset(where.rooms), []).append((session, where))
    return list(lines.values())


def _fitted_sessions(
    agenda: Agenda, line: Sequence[PlacedSession], was: Span, span: Span, fit: BlockFit
) -> list[tuple[Session, Session]]:
    """Return the sessions of a row, in the same rooms, each before and after it is fitted into a block's new time.

    Raise ``EstradError`` if they do not fit.
    """
    spans = [where.span for _session, where in line]
    times = _scaled_times(spans, was, span) if fit is BlockFit.SHARE else _shifted_times(spans, span)
    return [
        (session, with_span(session, day_span(agenda, where.span.day, start, minutes)))
        for (session, where), (start, minutes) in zip(line, times, strict=True)
    ]


def _shifted_times(spans: Sequence[Span], span: Span) -> list[tuple[int, int]]:
    """Return starts and lengths of sessions moved into the span, in the same order and without overlaps.

    Raise ``EstradError`` if together they are too long.
    """
    if sum(one.minutes for one in spans) > span.minutes:
        raise EstradError(
            Text("The sessions of the block do not fit into {n} min.", n=span.minutes),
            Text("Make it longer, or let them share the time."),
        )
    found, at = [], span.start
    for one in spans:
        found.append((max(one.start, at), one.minutes))
        at = found[-1][0] + one.minutes
    latest = span.end
    for n in range(len(found) - 1, -1, -1):
        start, minutes = found[n]
        found[n] = (min(start, latest - minutes), minutes)
        latest = found[n][0]
    return found


def _scaled_times(spans: Sequence[Span], was: Span, span: Span) -> list[tuple[int, int]]:
    """Return starts and lengths scaled from a block's old time to its new one, in steps of ``STEP`` minutes.

    Raise ``EstradError`` if a session would have no length.
    """
    edges = [edge for one in spans for edge in (one.start, one.end)]
    scaled = [span.start + round((edge - was.start) * span.minutes / was.minutes / STEP) * STEP for edge in edges]
    times = [(start, end - start) for start, end in zip(scaled[::2], scaled[1::2], strict=True)]
    if any(minutes < 1 for _start, minutes in times):
        raise EstradError(
            Text("The sessions of the block do not fit into {n} min.", n=span.minutes), Text("Make it longer.")
        )
    return times


def with_moved_frames(agenda: Agenda, moved: Change) -> Change:
    """Return a change that moves sessions, extended so that the frames of their blocks follow.

    A frame's start moves as its first session does, and its end as its last one does. Only frames follow whose placed
    sessions are all in the change, and which the change does not move itself.
    """
    after = {one.entity.id: one.after for one in moved.edits if isinstance(one.after, Session)}
    blocks = dict.fromkeys(session.block for session in after.values() if session.block) if agenda.blocks else {}
    pairs: list[tuple[Entity, Entity]] = []
    for block in (agenda.blocks[name] for name in blocks):
        placed = [s for s in agenda.member_sessions(block.id) if s.placement]
        if (
            block.placement
            and placed
            and block.id not in moved.edited_ids(Block)
            and all(s.id in after for s in placed)
        ):
            pairs.append((block, _moved_frame(block, placed, after)))
    return Change(moved.label, (*moved.edits, *change(moved.label, *pairs).edits))


def _moved_frame(block: Block, placed: Sequence[Session], after: dict[str, Session]) -> Block:
    """Return a block whose start and end move as its first and last session do.

    It is unchanged if the first session leaves its day, if one of the two is not placed any more, or if the new times
    would be impossible.
    """
    assert block.placement
    first = min(placed, key=lambda s: s.placement.span.start if s.placement else 0)
    last = max(placed, key=lambda s: s.placement.span.end if s.placement else 0)
    (was, now), (ended, ends) = ((s.placement, after[s.id].placement) for s in (first, last))
    if not (was and now and ended and ends) or now.span.day != was.span.day:
        return block
    old = block.placement.span
    start, end = old.start + now.span.start - was.span.start, old.end + ends.span.end - ended.span.end
    if not 0 <= start < end <= LATEST:
        return block
    span = Span(old.day, start, end)
    return with_span(block, span)
