"""Finds the year of dates that are written without one: in the lines around a table, in the names of sheet and file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from planner.importing.cells.cell_times import date_in_text
from planner.importing.cells.dates import DateOrder, dates_within, month_of
from planner.importing.cells.stamps import without_stamps
from planner.importing.mapping.header_rows import find_head
from planner.importing.mapping.records import text_of
from planner.importing.mapping.table_mapping import AHEAD, MappingContext
from planner.tables.table import Tables, Worksheet

_YEAR = re.compile(
    r"(?<![\w.,:/+-])(?P<first>(?:19|20)\d\d)(?:\s?[/–-]\s?(?P<last>(?:20)?\d\d)(?![\d/.–-]))?(?![\w:/+]|[.,-]\d)"
    r"|(?:\b[vh]t[ -]?|(?<!\w)['’])(?P<short>\d\d)\b"
    r"|(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?P<late>(?:19|20)\d\d)(?!\d)|(?<!\d)(?P<iso>(?:19|20)\d\d)-?[01]\d-?[0-3]\d(?!\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_WORDS = re.compile(r"_|-(?!\d)|(?<!\d)-")
FARTHEST = 15
"""Number of years from today within which a number is a year of a conference."""
LOOKED_AT = 60
"""Number of rows at either end of a sheet in which years are looked for."""
LONGEST = 300
"""Maximum number of characters of a line that are looked at."""


def in_written_year(tables: Tables, context: MappingContext) -> MappingContext:
    """Return the context with the days near which dates without a year are, if the tables or their names tell a year.

    A year beside a month counts before one alone, what stands above a table before a name, and a day on which it was
    written or sent only without any of these. The days of a conference count where one of them is in that year.
    """
    if context.written or not context.today:
        return context
    above, alone = zip(*map(_lines_of, tables.sheets), strict=True) if tables.sheets else ((), ())
    names = (*(sheet.name for sheet in tables.sheets), _BETWEEN_WORDS.sub(" ", tables.name.rpartition(".")[0]))
    lines = [*chain(*above), *chain(*alone), *names]
    for found in (
        _years(map(without_stamps, lines), context.today, beside_month=True),
        _years(map(without_stamps, (*chain(*above), *names)), context.today),
        set(chain(*map(_years_beside, tables.sheets))),
    ):
        if found:
            told = found & {day.year for day in context.dates}
            return context if told else replace(context, written=_near(sorted(found)))
    sent = None if context.dates else next(filter(None, map(_whole_date, lines)), None)
    return replace(context, written=(sent, sent + AHEAD)) if sent else context


def _lines_of(sheet: Worksheet) -> tuple[list[str], list[str]]:
    """Return the texts above the headings of a sheet, and those below that are alone in a row, or beside a label."""
    head = find_head(sheet)[0]
    near = (*sheet.rows[: max(head, 0) + LOOKED_AT], *sheet.rows[max(head, 0) + LOOKED_AT :][-LOOKED_AT:])
    rows = [list(dict.fromkeys(filter(None, map(text_of, row)))) for row in near]
    below = [" ".join(row)[:LONGEST] for row in rows[max(head, 0) :] if len(row) <= 2]
    return list(chain(*rows[: max(head, 0)])), below


def _years_beside(sheet: Worksheet) -> set[int]:
    """Return the years of dates in columns that also hold dates without a year."""
    found: set[int] = set()
    for column in zip(*sheet.rows[:LOOKED_AT], strict=True):
        said = [date_in_text(value) for value in column if isinstance(value, str)]
        told = {one.year for one in said if one and one.is_date}
        found |= {year for year in told if year} if None in told else set()
    return {year for year in found if year - min(found) <= 1}


def _years(lines: Iterable[str], today: date, *, beside_month: bool = False) -> set[int]:
    """Return the years in the first line that has any: one, or two of a winter; only ``beside_month`` if so."""
    for line in lines:
        found = set()
        for match in _YEAR.finditer(line):
            year = int(match["first"] or match["late"] or match["iso"] or f"20{match['short']}")
            word = _WORD.findall(line[: match.start()])[-1:]
            dated = match["late"] or match["iso"] or (word and month_of(word[0]))
            if abs(year - today.year) <= FARTHEST and (dated or not beside_month):
                found |= {year, year + 1} if match["last"] else {year}
        if found:
            return {year for year in found if year - min(found) <= 1}
    return set()


def _near(years: list[int]) -> tuple[date, date]:
    """Return two days near which the days of a year are, or those of two; they are the same day of the week."""
    if len(years) > 1:
        return date(years[0], 10, 1), date(years[0], 10, 1) + timedelta(weeks=26)
    return date(years[0], 4, 1), date(years[0], 7, 1)


def _whole_date(line: str) -> date | None:
    """Return the first date with a year in a line, or None."""
    found = next((said for _, said in dates_within(line) if said.year and said.sure), None)
    return found.turned(DateOrder.DAY_FIRST) if found else None
