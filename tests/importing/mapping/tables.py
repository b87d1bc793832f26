"""Small tables made by hand, and the sessions read from them in short."""

from __future__ import annotations

from datetime import date

from planner.domain.long_task import run_to_end
from planner.importing.incoming import Incoming, IncomingSession
from planner.importing.mapping.guessing import guess
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext, TableMapping
from planner.tables.table import Area, TableFormat, Tables, Value, Worksheet

FRIDAY, SATURDAY = date(2026, 4, 10), date(2026, 4, 11)
TWO_DAYS = MappingContext(language="sv", dates=(FRIDAY, SATURDAY), today=date(2026, 3, 1))


def sheet(
    *rows: list[Value],
    name: str = "Sheet1",
    merged: tuple[Area, ...] = (),
    unknown: tuple[tuple[int, int], ...] = (),
) -> Worksheet:
    """Return a sheet of those rows, all as long as the longest."""
    width = max(len(row) for row in rows)
    return Worksheet(name, tuple((*row, *[None] * (width - len(row))) for row in rows), merged, unknown)


def lines(text: str, name: str = "Sheet1", separator: str = "|", merged: tuple[Area, ...] = ()) -> Worksheet:
    """Return a sheet with a row for each line of a text, its cells separated by bars; ``\\n`` breaks a cell's line."""
    rows = [
        [cell.strip().replace("\\n", "\n") or None for cell in line.split(separator)]
        for line in text.strip().splitlines()
    ]
    return sheet(*rows, name=name, merged=merged)


def tables(*sheets: Worksheet) -> Tables:
    return Tables("table.xlsx", TableFormat.XLSX, sheets)


def guessed(*sheets: Worksheet, context: MappingContext = TWO_DAYS) -> TableMapping:
    return guess(tables(*sheets), context)


def read(*sheets: Worksheet, context: MappingContext = TWO_DAYS, mapping: TableMapping | None = None) -> Incoming:
    whole = tables(*sheets)
    return run_to_end(read_mapped(whole, mapping or guess(whole, context), context))


def names_in(incoming: Incoming, session: IncomingSession) -> tuple[str, ...]:
    """Return the names of the people in a session."""
    names = {person.key: person.name for person in incoming.people}
    return tuple(names[key] for key, _ in session.people)


def told(incoming: Incoming) -> list[tuple[object, ...]]:
    """Return title, beginning, minutes, rooms and people of each session."""
    return [
        (
            session.title,
            session.begin.at.strftime("%d %H:%M") if session.begin else None,
            session.minutes,
            session.rooms,
            names_in(incoming, session),
        )
        for session in incoming.sessions
    ]
