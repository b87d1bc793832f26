"""The blocks that have one entry in calendars instead of one for each of their sessions, and the text of that entry."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.text import N_, fill
from planner.domain.value_objects import KINDS
from planner.programme.dates import time_of_day
from planner.programme.programme import Programme, ProgrammeBlock, ProgrammeItem
from planner.programme.public_words import ROLES, STREAM_LINE
from planner.wording import Wording


def block_key(block_id: str) -> str:
    """Return the key of a block's entry in a ledger, which no session has."""
    return f"block:{block_id}"


def gathered(programme: Programme) -> Mapping[str, tuple[ProgrammeItem, ...]]:
    """Return the sessions that have no entry of their own, by the id of the block whose entry tells of them.

    Those outside the time of their block keep their entries: its own would tell another time.
    """
    spans = {block.id: block.span for block in programme.blocks if block.one_entry and block.span}
    found: dict[str, tuple[ProgrammeItem, ...]] = {}
    for item in programme.items if spans else ():
        span = spans.get(item.block)
        if span and span.begins <= item.span.begins and item.span.ends <= span.ends:
            found[item.block] = (*found.get(item.block, ()), item)
    return found


def chairs_of_entries(programme: Programme) -> Mapping[str, tuple[str, ...]]:
    """Return the chairs of the block whose entry tells of a session, by the id of each that has no entry of its own."""
    chairs = {block.id: tuple(credit.person for credit in block.credits) for block in programme.blocks}
    return {item.id: chairs[block] for block, items in gathered(programme).items() for item in items}


def block_item(block: ProgrammeBlock, items: tuple[ProgrammeItem, ...]) -> ProgrammeItem:
    """Return a block as the one session of which its entry tells: a pause if all in it are, and as certain as they.

    It has a stream if all streams of its sessions are one. Raise ``ValueError`` for a block without a time.
    """
    if block.span is None:
        raise ValueError(f"{block.id} has no time")
    streams = {item.stream for item in items if item.stream}
    return ProgrammeItem(
        id=block_key(block.id),
        title=block.title,
        kind=next((item.kind for item in items if not KINDS[item.kind].pause), items[0].kind),
        span=block.span,
        rooms=block.rooms,
        place=block.place,
        tentative=all(item.tentative for item in items),
        track=block.track,
        track_colour=block.track_colour,
        stream=streams.pop() if len(streams) == 1 else "",
    )


def block_text(block: ProgrammeBlock, items: tuple[ProgrammeItem, ...], words: Wording) -> str:
    """Return what the entry of a block tells: its chairs and track, its description, and a line for each session."""
    head = "\n".join(filter(None, (words.say(block.chairs) if block.chairs else "", block.track)))
    lines = "\n".join(_line(block, item, words) for item in items)
    return "\n\n".join(filter(None, (head, block.description.strip(), lines)))


def _line(block: ProgrammeBlock, item: ProgrammeItem, words: Wording) -> str:
    start, end = (time_of_day(minutes, words.language) for minutes in (item.span.start, item.span.end))
    known = {(chair.name, chair.role) for chair in block.credits}
    names = [
        f"{credit.name} ({words(ROLES[credit.role])})" if credit.role in ROLES else credit.name
        for credit in item.credits
        if (credit.name, credit.role) not in known
    ]
    said = f"{start}–{end} {item.title}"
    said = f"{said} – {', '.join(names)}" if names else said
    elsewhere = item.where if item.where != (block.place or ", ".join(block.rooms)) else ""
    preliminary = words(N_("Preliminary")) if item.tentative else ""
    stream = fill(words(STREAM_LINE), {"address": item.stream}) if item.stream else ""
    return " · ".join(filter(None, (said, elsewhere, preliminary, stream)))
