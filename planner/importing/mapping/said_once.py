"""Lines above the headings of a table, which say once its title and place, a moderator, a room or a time for all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.text import Text, clean_line
from planner.domain.value_objects import Kind, Role
from planner.importing.cells.clocks import clock_range_in
from planner.importing.cells.dates import DRAFT, LONGEST_TITLE, date_ending, dated, plain_time
from planner.importing.cells.people import NamedPerson, read_people
from planner.importing.cells.rooms import LONGEST_LINE, room_within
from planner.importing.mapping.drafts import RowDraft
from planner.importing.mapping.records import MappedSheet, text_of
from planner.importing.mapping.table_mapping import ABOUT_SESSIONS, SheetShape
from planner.importing.vocabulary import role_of

SHORTEST = 5
"""The least number of characters of a title."""
_KIND = re.compile(r"\s*[–—:|-]\s*(?:program(?:me)?|dagsprogram|schedule|schema|agenda)\s*$", re.IGNORECASE)
_PROGRAMME = re.compile(r"^(?:program(?:me)?|schedule|schema|agenda|körschema)\b(?:\s+(?:för|for))?\s*:?\s*", re.I)
_PARTS = re.compile(r"\s*[,|]\s*|\s+[–—-]\s+")
_CLOCK = re.compile(r"\d[.:]\d\d")
_RANGE = re.compile(
    r"(?<![\d.:/-])\d{1,2}(?:[.:]\d{2})?\s?(?:[-–—]|till|to|bis)\s?\d{1,2}[.:]\d{2}(?!\d)"
    r"|(?:(?<=kl )|(?<=kl\. ))\d\d?[-–]\d\d?\b"
)
_ALL = re.compile(
    r"\b(?:all|alla|alle|samtliga|everything|allt|alles|hela|whole|unless|om inget|hele|tous|toutes|kaikki)\b", re.I
)
_MEALS = (Kind.BREAK, Kind.MEAL)


@dataclass(slots=True)
class AboveHeadings:
    """The content of the rows above a table's headings; ``led`` is the cell with the moderators."""

    title: str = ""
    place: str = ""
    moderators: tuple[NamedPerson, ...] = ()
    led: str = ""


def above_headings(view: MappedSheet) -> AboveHeadings:
    """Return what stands above the headings of a table of sessions: the title is the only text of the first row."""
    found = AboveHeadings()
    lines = list(_lines(view)) if view.mapping.shape in ABOUT_SESSIONS else []
    first = [(n, m, text) for n, m, text in lines if n == lines[0][0]]
    if len({text for *_, text in first}) == 1 and first[0][2] != view.mapping.room:
        found.title, found.place = _title_and_place(first[0][2])
        view.used |= {(n, m) for n, m, _ in first} if found.title else set()
    for n, m, text in lines:
        label, colon, _ = text.partition(":")
        if colon and role_of(label) is Role.MODERATOR and (people := read_people(text)):
            found.moderators, found.led = people, view.cell(n, m)
            view.used.add((n, m))
    return found


def _lines(view: MappedSheet) -> Iterator[tuple[int, int, str]]:
    """Yield the row, the column and the text of each filled cell above the headings."""
    for n, row in enumerate(view.sheet.rows[: view.mapping.above]):
        yield from ((n, m, text) for m, value in enumerate(row) if (text := text_of(value)))


def _title_and_place(line: str) -> tuple[str, str]:
    """Return the title in a line, and the place where a date stands there too; empty if it is a date or no title."""
    text = clean_line(DRAFT.sub("", line)) if len(line) <= LONGEST_TITLE else ""
    parts = _PARTS.split(text)
    rest = [_without_date(part) for part in parts]
    title, *others = [_KIND.sub("", text).strip()] if rest == parts else [part for part in rest if part] or [""]
    bare = _PROGRAMME.sub("", title)
    fits = len(bare) >= SHORTEST and " " in title and any(map(str.isalpha, bare)) and dated(bare.casefold()) is None
    return bare if fits else "", ", ".join(part for part in others if not _CLOCK.search(part))


def _without_date(part: str) -> str:
    if dated(plain_time(part)) is not None:
        return ""
    ending = date_ending(part)
    return part[: -len(ending)].rstrip(" (,") if ending != part and part.casefold().endswith(ending) else part


def take_said_once(view: MappedSheet, drafts: list[RowDraft]) -> None:
    """Give the sessions of a list without a room or a time those of a line above it; each is doubted."""
    lines = (
        [] if view.mapping.shape is SheetShape.GRID else [one for one in _lines(view) if len(one[2]) <= LONGEST_LINE]
    )
    told = [(*line, room) for line in lines if (room := room_within(line[2]))]
    if len({room.casefold() for *_, room in told}) == 1:
        n, m, text, room = told[-1]
        of_all = any(_ALL.search(one[2]) for one in told) or not any(draft.rooms for draft in drafts)
        for draft in drafts:
            if of_all and not draft.rooms and not draft.everywhere and draft.kind not in _MEALS:
                draft.rooms = (room,)
                draft.remarks.append(Text("{cell}: its room is that of “{text}”.", cell=view.cell(n, m), text=text))
                view.used.add((n, m))
    clocks = [(*line, stretch) for line in lines for found in _RANGE.findall(line[2])
              if (stretch := clock_range_in(plain_time(found)))]  # fmt: skip
    days = {draft.slot.day for draft in drafts if draft.slot.start is None and draft.slot.at is None}
    if len(clocks) == 1 and None not in days and len(days) == len(drafts):
        n, m, text, (begin, end) = clocks[0]
        for draft in drafts:
            draft.slot.start = begin.minutes if begin else None
            draft.slot.minutes = end.minutes - begin.minutes if begin and end else None
            draft.remarks.append(Text("{cell}: its time is that of “{text}”.", cell=view.cell(n, m), text=text))
            view.used.add((n, m))
