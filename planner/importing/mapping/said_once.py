"""Takes the room and the time that a line above a table says once, for the sessions that have none; each is doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.domain.text import Text
from planner.domain.value_objects import Kind
from planner.importing.cells.clocks import clock_range_in
from planner.importing.cells.dates import plain_time
from planner.importing.mapping.drafts import RowDraft
from planner.importing.mapping.header_rows import is_room
from planner.importing.mapping.programme_lines import LONGEST_LINE
from planner.importing.mapping.records import MappedSheet, text_of
from planner.importing.mapping.table_mapping import MappingContext, SheetShape

_CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
_RANGE = re.compile(
    rf"(?<![\d.:/-]){_CLOCK}\s?(?:[-–—]|till|to|bis)\s?\d{{1,2}}[.:]\d{{2}}(?!\d)"
    r"|(?:(?<=kl )|(?<=kl\. ))\d\d?[-–]\d\d?\b"
)
_WITHIN = re.compile(
    r"\b(?:i|in|at|im|på|vid|à|dans|inne i|w)\s+(?:the\s+|der\s+|dem\s+|den\s+|la\s+|le\s+)?(?P<room>[^.,;:|()]+)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,|;:()]\s*|\s+[–—-]\s+|\.\s+|\s{2,}")
_NO_ROOM = re.compile(
    r"program|schedule|schema|agenda|plan\b|manager|producent|crew|teknik|rooms\b|stages\b|halls\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:all|alla|alle|samtliga|everything|allt|alles|hela|whole|unless|om inget|hele|tous|toutes|kaikki)\b", re.I
)
MOST_WORDS = 3
"""Maximum number of words in the name of a room."""
_KINDS_OF_ROOMS = re.compile(r"room|rum|lokal|sal|hall|stage|scen|raum|saal|bühne|zaal|salle|theatre|auditorium", re.I)
_MEALS = (Kind.BREAK, Kind.MEAL)


def take_said_once(view: MappedSheet, drafts: list[RowDraft]) -> None:
    """Give the sessions of a list without a room or a time those of a line above it."""
    if view.mapping.shape is SheetShape.GRID:
        return
    lines = list(_lines(view))
    told = [(n, m, text, room) for n, m, text in lines if (room := room_within(text))]
    if told and len({room.casefold() for *_, room in told}) == 1:
        n, m, text, room = told[-1]
        some = any(draft.rooms for draft in drafts)
        for draft in drafts if not some or any(_ALL.search(text) for _, _, text, _ in told) else ():
            if not draft.rooms and not draft.everywhere and draft.kind not in _MEALS:
                draft.rooms = (room,)
                draft.remarks.append(Text("{cell}: its room is that of “{text}”.", cell=view.cell(n, m), text=text))
                view.used.add((n, m))
    clocks = [(n, m, text, found) for n, m, text in lines for found in _RANGE.findall(text)]
    days = [draft.slot.day for draft in drafts]
    if len(clocks) == 1 and None not in days and len(set(days)) == len(days) and not any(_timed(one) for one in drafts):
        n, m, text, found = clocks[0]
        begin, end = clock_range_in(plain_time(found)) or (None, None)
        for draft in drafts:
            draft.slot.start = begin.minutes if begin else None
            draft.slot.minutes = end.minutes - begin.minutes if begin and end else None
            draft.remarks.append(Text("{cell}: its time is that of “{text}”.", cell=view.cell(n, m), text=text))
            view.used.add((n, m))


def _timed(draft: RowDraft) -> bool:
    return draft.slot.start is not None or draft.slot.at is not None


def _lines(view: MappedSheet) -> Iterator[tuple[int, int, str]]:
    for n, row in enumerate(view.sheet.rows[: view.mapping.above]):
        for m, value in enumerate(row):
            if isinstance(value, str) and len(value) <= LONGEST_LINE and (text := text_of(value)):
                yield n, m, text


def room_within(text: str) -> str:
    """Return the room that a line names: as a part of it, or in a sentence, as in *All talks are in the Blue Hall*."""
    for part in _PARTS.split(text):
        bare = _NO_ROOM.sub("", part).strip()
        words = bare.split()
        if words and len(words) <= MOST_WORDS and _is_room(bare) and all(not word[0].islower() for word in words):
            return bare
    for found in _WITHIN.finditer(text):
        words = found["room"].split()
        for n in range(1, min(len(words), MOST_WORDS) + 1):
            if _is_room(" ".join(words[:n])):
                while n < min(len(words), MOST_WORDS + 1) and not words[n][0].islower():
                    n += 1
                return " ".join(words[:n])
    return ""


def _is_room(text: str) -> bool:
    return is_room(text, MappingContext()) and not _NO_ROOM.search(text) and not _KINDS_OF_ROOMS.fullmatch(text)
