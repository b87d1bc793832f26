"""Blocks with a single calendar entry in place of one for each of their sessions, and the text of that entry."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.text import N_, fill_placeholders
from planner.domain.value_objects import KINDS
from planner.programme.programme import Programme, ProgrammeBlock, ProgrammeItem
from planner.programme.public_words import (
    MORE_LINE,
    ROLES,
    language_line,
    link_lines,
    session_texts,
    stream_lines,
    time_of_day,
)
from planner.wording import Wording


def block_key(block_id: str) -> str:
    """Return the key of a block's entry in a ledger, which differs from the id of any session."""
    return f"block:{block_id}"


def sessions_in_block_entries(programme: Programme) -> Mapping[str, tuple[ProgrammeItem, ...]]:
    """Return the sessions without a calendar entry of their own, by the id of the block whose entry lists them.

    A session that is not within its block's time keeps its own entry, since the block's would give a wrong time.
    """
    spans = {block.id: block.span for block in programme.blocks if block.one_entry and block.span}
    found: dict[str, tuple[ProgrammeItem, ...]] = {}
    for item in programme.items if spans else ():
        span = spans.get(item.block)
        if span and span.start_datetime <= item.span.start_datetime and item.span.end_datetime <= span.end_datetime:
            found[item.block] = (*found.get(item.block, ()), item)
    return found


def chair_ids_by_session(programme: Programme) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of a block's chairs by session id, for each session that only the block's entry lists."""
    chairs = {block.id: tuple(credit.person for credit in block.credits) for block in programme.blocks}
    return {item.id: chairs[block] for block, items in sessions_in_block_entries(programme).items() for item in items}


def block_as_item(block: ProgrammeBlock, items: tuple[ProgrammeItem, ...]) -> ProgrammeItem:
    """Return a block as a single session, from which its entry is made.

    It has the kind of its first session that is no pause, or else of the first one. It is tentative only if all its
    sessions are, and has a stream only if they have just one between them. Raise ``ValueError`` for a block without a
    time.
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


LONGEST_TEXT = 8000
"""The length above which a block entry's text is shortened; Google Calendar takes 8192 characters in all."""
LEAST_TEXT = 200
"""The least length to which the texts of sessions are cut; if there is less room, all of them are left out."""


def block_text(programme: Programme, block: ProgrammeBlock, items: tuple[ProgrammeItem, ...], words: Wording) -> str:
    """Return the text of a block's entry: its chairs, track and description, then each session with texts and links.

    The language is said once if all sessions have the same. If the texts are too long, the longer ones are cut to the
    same length, or all are left out; so are all links if even they do not fit. The address of the programme's page,
    which has everything, then follows, if there is one.
    """
    spoken = {item.language for item in items}
    shared = spoken.pop() if len(spoken) == 1 else ""
    chairs = words.say(block.chairs) if block.chairs else ""
    head = "\n".join(filter(None, (chairs, block.track, language_line(shared, words))))
    lines = [_session_line(block, item, "" if shared else language_line(item.language, words), words) for item in items]
    texts = ["\n\n".join(session_texts(item)) for item in items]
    links = ["\n".join(link_lines(item, words)) for item in items]
    room = LONGEST_TEXT - sum(map(len, (head, block.description, *lines))) - len("\n\n\n") * len(lines)
    shown = list(
        zip(_cut_to_fit(texts, room - sum(map(len, links))), _cut_to_fit(links, room, least=LONGEST_TEXT), strict=True)
    )
    told = ["\n".join(filter(None, (line, *more))) for line, more in zip(lines, shown, strict=True)]
    gap = "\n\n" if any("\n" in one for one in told) else "\n"
    page = programme.programme_page if shown != list(zip(texts, links, strict=True)) else ""
    where = fill_placeholders(words(MORE_LINE), {"address": page}) if page else ""
    return "\n\n".join(filter(None, (head, block.description.strip(), gap.join(told), where)))


def _cut_to_fit(texts: list[str], room: int, *, least: int = LEAST_TEXT) -> list[str]:
    """Return texts that fit into ``room`` characters together, the longer ones cut to the same length.

    If that length is below ``least``, all texts are empty.
    """
    for left, length in zip(range(len(texts), 0, -1), sorted(map(len, texts)), strict=True):
        if length * left > room:
            share = room // left
            return [_cut_text(text, share) for text in texts] if share >= least else [""] * len(texts)
        room -= length
    return texts


def _cut_text(text: str, length: int) -> str:
    """Return a text, cut to at most ``length`` if it is longer, behind a whole word if possible, with an ellipsis."""
    if len(text) <= length:
        return text
    begun = text[: length - 1]
    return f"{begun[: begun.rfind(' ')] if ' ' in begun else begun}…"


def _session_line(block: ProgrammeBlock, item: ProgrammeItem, spoken: str, words: Wording) -> str:
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
    return " · ".join(filter(None, (said, elsewhere, preliminary, spoken, *stream_lines(item, words))))
