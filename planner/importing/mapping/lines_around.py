"""Reads lines around a table that say something once for all of it: title and place, moderators, room, time and year.

The year of dates that are written without one may also be in the names of sheets or of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from planner.domain.text import Text, clean_line
from planner.domain.value_objects import Kind, Role
from planner.importing.cells.cell_times import parse_date_with_time
from planner.importing.cells.clocks import parse_time_range
from planner.importing.cells.dates import (
    DRAFT,
    LONGEST_TITLE,
    DateOrder,
    cut_to_final_date,
    find_dates,
    has_possible_year,
    normalize_time_text,
    parse_month,
    parse_partial_date,
    without_document_dates,
)
from planner.importing.cells.names import LETTERS
from planner.importing.cells.people import NamedPerson, read_people
from planner.importing.cells.titles import LONGEST_LINE, find_named_room
from planner.importing.mapping.drafts import RowDraft
from planner.importing.mapping.header_rows import find_header_row
from planner.importing.mapping.records import MappedSheet, text_of
from planner.importing.mapping.table_mapping import ABOUT_SESSIONS, AHEAD, MappingContext, SheetShape
from planner.importing.vocabulary import parse_role
from planner.tables.table import Tables, Worksheet

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
_YEAR = re.compile(
    r"(?<![\w.,:/+-])(?P<first>(?:19|20)\d\d)(?:\s?[/–-]\s?(?P<last>(?:20)?\d\d)(?![\d/.–-]))?(?![\w:/+]|[.,-]\d)"
    r"|(?:\b[vh]t[ -]?|(?<!\w)['’])(?P<short>\d\d)\b"
    r"|(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?P<late>(?:19|20)\d\d)(?!\d)|(?<!\d)(?P<iso>(?:19|20)\d\d)-?[01]\d-?[0-3]\d(?!\d)",
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"_|-(?!\d)|(?<!\d)-")
FARTHEST = 15
"""Number of years from today within which a number is a year of a conference."""
LOOKED_AT = 60
"""Number of rows at either end of a sheet in which years are looked for."""


@dataclass(slots=True)
class TextAboveHeadings:
    """The content of the rows above a table's headings; ``led`` is the name of the cell with the moderators."""

    title: str = ""
    place: str = ""
    moderators: tuple[NamedPerson, ...] = ()
    led: str = ""


def read_above_headings(view: MappedSheet) -> TextAboveHeadings:
    """Return the content of the rows above a table of sessions, and mark the cells that were read.

    Title and place are in the first filled row, if that has only one text. Above other tables, nothing is read.
    """
    found = TextAboveHeadings()
    lines = list(_cells_above(view)) if view.mapping.shape in ABOUT_SESSIONS else []
    first = [(n, m, text) for n, m, text in lines if n == lines[0][0]]
    if len({text for *_, text in first}) == 1 and first[0][2] != view.mapping.room:
        found.title, found.place = _title_and_place(first[0][2])
        view.used |= {(n, m) for n, m, _ in first} if found.title else set()
    for n, m, text in lines:
        label, colon, _ = text.partition(":")
        if colon and parse_role(label) is Role.MODERATOR and (people := read_people(text)):
            found.moderators, found.led = people, view.cell_name(n, m)
            view.used.add((n, m))
    return found


def _cells_above(view: MappedSheet) -> Iterator[tuple[int, int, str]]:
    """Yield the row, the column and the text of each filled cell above the headings."""
    for n, row in enumerate(view.sheet.rows[: view.mapping.rows_above]):
        yield from ((n, m, text) for m, value in enumerate(row) if (text := text_of(value)))


def _title_and_place(line: str) -> tuple[str, str]:
    """Return the title in a line, and the place if a date is there too; both may be empty."""
    text = clean_line(DRAFT.sub("", line)) if len(line) <= LONGEST_TITLE else ""
    parts = _PARTS.split(text)
    rest = [_without_date(part) for part in parts]
    title, *others = [_KIND.sub("", text).strip()] if rest == parts else [part for part in rest if part] or [""]
    bare = _PROGRAMME.sub("", title)
    fits = (
        len(bare) >= SHORTEST
        and " " in title
        and any(map(str.isalpha, bare))
        and parse_partial_date(bare.casefold()) is None
    )
    return bare if fits else "", ", ".join(part for part in others if not _CLOCK.search(part))


def _without_date(part: str) -> str:
    if parse_partial_date(normalize_time_text(part)) is not None:
        return ""
    ending = cut_to_final_date(part)
    return part[: -len(ending)].rstrip(" (,") if ending != part and part.casefold().endswith(ending) else part


def apply_lines_above(view: MappedSheet, drafts: list[RowDraft]) -> None:
    """Give sessions of a list that lack a room or a time one that a line above the list has for all; say so on each.

    Breaks and meals get no room. A time is given only if no session has one and each is on a day of its own.
    """
    if view.mapping.shape is SheetShape.GRID:
        return
    lines = [one for one in _cells_above(view) if len(one[2]) <= LONGEST_LINE]
    view.used |= {(n, m) for n, m, text in lines if text == view.mapping.room}
    told = [(*line, room) for line in lines if (room := find_named_room(line[2]))]
    if len({room.casefold() for *_, room in told}) == 1:
        n, m, text, room = told[-1]
        of_all = any(_ALL.search(one[2]) for one in told) or not any(draft.rooms for draft in drafts)
        for draft in drafts:
            if of_all and not draft.rooms and not draft.everywhere and draft.kind not in (Kind.BREAK, Kind.MEAL):
                draft.rooms = (room,)
                draft.remarks.append(
                    Text("{cell}: its room is that of “{text}”.", cell=view.cell_name(n, m), text=text)
                )
                view.used.add((n, m))
    ranges = (
        (*line, parse_time_range(normalize_time_text(found))) for line in lines for found in _RANGE.findall(line[2])
    )
    clocks = [(n, m, text, stretch) for n, m, text, stretch in ranges if stretch]
    days = {draft.slot.day for draft in drafts if draft.slot.start is None and draft.slot.at is None}
    if len(clocks) == 1 and None not in days and len(days) == len(drafts):
        n, m, text, (start, end, _offset) = clocks[0]
        for draft in drafts:
            draft.slot.start = start
            if draft.slot.minutes is None and start is not None and end is not None:
                draft.slot.minutes = end - start
            draft.remarks.append(Text("{cell}: its time is that of “{text}”.", cell=view.cell_name(n, m), text=text))
            view.used.add((n, m))


def with_year_from_tables(tables: Tables, context: MappingContext) -> MappingContext:
    """Return the context with days of the year that the tables or their names give, or unchanged if they give none.

    A year beside a month counts first, then a year in a line above a table or in a name, then one in a column of dates.
    If there is none of these, nor a day of the conference, the day on which the table was written or sent counts. If
    the conference has a day in that year, its days are near enough, and the context is unchanged. It is also unchanged
    without ``today``, or if it has days of a year already.
    """
    if context.written or not context.today:
        return context
    above, alone = zip(*map(_surrounding_lines, tables.sheets), strict=True) if tables.sheets else ((), ())
    names = (*(sheet.name for sheet in tables.sheets), _BETWEEN_WORDS.sub(" ", tables.name.rpartition(".")[0]))
    lines = [*chain(*above), *chain(*alone), *names]
    found = (
        _written_years(map(without_document_dates, lines), context.today, beside_month=True)
        or _written_years(map(without_document_dates, (*chain(*above), *names)), context.today)
        or set(chain(*map(_years_beside_yearless_dates, tables.sheets)))
    )
    if found:
        is_ours = not found.isdisjoint(day.year for day in context.dates)
        return context if is_ours else replace(context, written=_days_amid_years(sorted(found)))
    whole = (said for line in lines for part, said in find_dates(line) if said.sure and str(said.year) in part)
    days = filter(None, (said.to_date(DateOrder.DAY_FIRST) for said in whole))
    sent = None if context.dates else next(filter(has_possible_year, days), None)
    return replace(context, written=(sent, sent + AHEAD)) if sent else context


def _surrounding_lines(sheet: Worksheet) -> tuple[list[str], list[str]]:
    """Return the texts above the headings of a sheet, and those of rows below with at most two cells."""
    head = find_header_row(sheet)[0]
    near = (*sheet.rows[: max(head, 0) + LOOKED_AT], *sheet.rows[max(head, 0) + LOOKED_AT :][-LOOKED_AT:])
    rows = [list(dict.fromkeys(filter(None, map(text_of, row)))) for row in near]
    below = [" ".join(row)[:LONGEST_LINE] for row in rows[max(head, 0) :] if len(row) <= 2]
    return list(chain(*rows[: max(head, 0)])), below


def _years_beside_yearless_dates(sheet: Worksheet) -> set[int]:
    """Return the years, one or two in a row, of dates in columns that have dates without a year as well."""
    found: set[int] = set()
    for column in zip(*sheet.rows[:LOOKED_AT], strict=True):
        said = [parse_date_with_time(value) for value in column if isinstance(value, str)]
        told = {one.year for one in said if one and one.has_day_and_month}
        found |= {year for year in told if year} if None in told else set()
    return {year for year in found if year - min(found) <= 1}


def _written_years(lines: Iterable[str], today: date, *, beside_month: bool = False) -> set[int]:
    """Return the years in the first line that has any: one year, or the two of a winter.

    With ``beside_month``, only years in a date or after the name of a month count.
    """
    for line in lines:
        found = set()
        for match in _YEAR.finditer(line):
            year = int(match["first"] or match["late"] or match["iso"] or f"20{match['short']}")
            word = LETTERS.findall(line[: match.start()])[-1:]
            dated = match["late"] or match["iso"] or (word and parse_month(word[0]))
            if abs(year - today.year) <= FARTHEST and (dated or not beside_month):
                found |= {year, year + 1} if match["last"] else {year}
        if found:
            return {year for year in found if year - min(found) <= 1}
    return set()


def _days_amid_years(years: list[int]) -> tuple[date, date]:
    """Return two days of the same weekday amid a year, or amid the winter between two years."""
    month, weeks = (10, 26) if len(years) > 1 else (4, 13)
    return date(years[0], month, 1), date(years[0], month, 1) + timedelta(weeks=weeks)
