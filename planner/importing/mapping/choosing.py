"""Asks about a mapping what is not sure, changes it as somebody chooses, or answers as is most likely."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.text import EstradError, Text
from planner.importing.cells.contents import bears_out
from planner.importing.cells.dates import DateOrder
from planner.importing.cells.fields import Subject, fields_of_heading
from planner.importing.mapping.columns import SURE
from planner.importing.mapping.guessing import with_dates
from planner.importing.mapping.lines_around import in_written_year
from planner.importing.mapping.records import headings_of, sheet_of, text_of
from planner.importing.mapping.table_mapping import (
    ABOUT_SESSIONS,
    EXTRA,
    LEFT_OUT,
    NAMED,
    NAMES,
    MappingContext,
    SheetMapping,
    SheetShape,
    TableMapping,
    mapping_doubts,
)
from planner.importing.mapping.timing import order_in
from planner.tables.table import Tables, Worksheet


def settled(mapping: TableMapping, tables: Tables, context: MappingContext) -> TableMapping:
    """Return the mapping with what follows from its columns: the kind of its rows, and if it has times and dates.

    It is certain from now on, since the user has checked it.
    """
    context = in_written_year(tables, context)
    mapping = with_dates(replace(_of_its_rows(mapping), certain=True), tables, context)
    return replace(mapping, order=mapping.order or order_in(tables, mapping.sheets, context))


def _of_its_rows(mapping: TableMapping) -> TableMapping:
    """Treat rows with a title as sessions, and rows with only a name as people."""
    keys, shape = set(mapping.main.columns), mapping.shape
    if "session.title" in keys:
        shape = shape if shape in ABOUT_SESSIONS else SheetShape.SESSIONS
    elif keys & NAMES and shape in (SheetShape.SESSIONS, SheetShape.SPEAKERS):
        shape = SheetShape.PEOPLE
    return mapping.with_sheet(0, replace(mapping.main, shape=shape))


def likely(mapping: TableMapping, tables: Tables, context: MappingContext) -> TableMapping:
    """Return the mapping with each open question answered as is most likely.

    The title is the column whose texts differ most, a date has its day first, and times without dates are of the first
    day of the conference; without one they have none. Raise ``EstradError`` if no column can be the title or name.
    """
    asked = mapping_doubts(mapping)
    if "title" in asked or "name" in asked:
        key = "session.title" if "title" in asked else next(iter(sorted(NAMED[mapping.shape])))
        column = most_telling(sheet_of(tables, mapping.main.sheet), mapping.main)
        if column is None:
            raise EstradError(next(iter(asked.values())), Text("Choose another sheet."))
        mapping = settled(mapping.with_field(column, key), tables, context)
    day = mapping.day or (context.dates[0] if "day" in mapping_doubts(mapping) and context.dates else None)
    return replace(mapping, order=mapping.order or DateOrder.DAY_FIRST.value, day=day)


def most_telling(sheet: Worksheet, told: SheetMapping) -> int | None:
    """Return the column without a field whose texts differ most, or None if none has words."""
    columns = [n for n, key in enumerate(told.columns[: sheet.width]) if key in (EXTRA, LEFT_OUT)]
    texts = {n: {text_of(row[n]).casefold() for row in sheet.rows[told.first :]} for n in columns}
    words = {n: sum(sum(map(str.isalpha, text)) > 2 for text in texts[n]) for n in columns}
    return max((n for n in columns if words[n]), key=lambda n: words[n], default=None)


def unfit_columns(tables: Tables, mapping: TableMapping) -> list[tuple[str, str, str]]:
    """Return the headings of columns that became extra fields as their cells do not fit, and a cell with its text."""
    found = []
    for told in mapping.sheets:
        sheet = sheet_of(tables, told.sheet)
        of = Subject.PERSON if told.shape is SheetShape.PEOPLE else Subject.SESSION
        for column, text in enumerate(headings_of(sheet, told.head, told.first)):
            said = fields_of_heading(text, of) if told.columns[column : column + 1] == (EXTRA,) else ()
            below = [row[column] for row in sheet.rows[told.first :]] if said and said[0].sure >= SURE else []
            row = next((n for n, value in enumerate(below, told.first) if text_of(value)), None)
            if row is not None and not bears_out(said[0].field.key, below):
                found.append((text, sheet.cell(row, column), text_of(sheet.rows[row][column])[:60]))
    return found
