"""Changes a mapping as somebody chooses, or answers what it leaves open as is most likely."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.text import EstradError, Text
from planner.importing.cells.dates import DateOrder
from planner.importing.mapping.columns import most_telling
from planner.importing.mapping.guessing import TIMES, with_dates
from planner.importing.mapping.table_mapping import (
    ABOUT_SESSIONS,
    NAMED,
    NAMES,
    MappingContext,
    SheetShape,
    TableMapping,
    mapping_doubts,
)
from planner.importing.mapping.timing import order_in
from planner.importing.mapping.written_years import in_written_year
from planner.tables.table import Tables

_TIMED_OR_DATED = TIMES | {"session.date"}


def settled(mapping: TableMapping, tables: Tables, context: MappingContext) -> TableMapping:
    """Return the mapping with what follows from its columns: the kind of its rows, and if it has times and dates.

    It is certain from now on, since the user has checked it.
    """
    context = in_written_year(tables, context)
    mapping = with_dates(replace(_of_its_rows(mapping), certain=True), tables, context)
    if mapping.order or not any(_TIMED_OR_DATED & set(one.columns) for one in mapping.sheets):
        return mapping
    return replace(mapping, order=order_in(tables, mapping.sheets, context))


def _of_its_rows(mapping: TableMapping) -> TableMapping:
    """Treat rows with a title as sessions, and rows with only a name as people."""
    main, keys = mapping.main, set(mapping.main.columns)
    if "session.title" in keys and main.shape not in ABOUT_SESSIONS:
        shape = SheetShape.SESSIONS
    elif "session.title" not in keys and keys & NAMES and main.shape in (SheetShape.SESSIONS, SheetShape.SPEAKERS):
        shape = SheetShape.PEOPLE
    else:
        return mapping
    return mapping.with_sheet(0, replace(main, shape=shape))


def likely(mapping: TableMapping, tables: Tables, context: MappingContext) -> TableMapping:
    """Return the mapping with each open question answered as is most likely.

    The title is the column whose texts differ most, a date has its day first, and times without dates are of the first
    day of the conference; without one they have none. Raise ``EstradError`` if no column can be the title or name.
    """
    asked = mapping_doubts(mapping)
    if "title" in asked or "name" in asked:
        key = "session.title" if "title" in asked else next(iter(sorted(NAMED[mapping.shape])))
        column = most_telling(next(one for one in tables.sheets if one.name == mapping.main.sheet), mapping.main)
        if column is None:
            raise EstradError(next(iter(asked.values())), Text("Choose another sheet."))
        mapping = settled(mapping.with_field(column, key), tables, context)
    day = mapping.day or (context.dates[0] if "day" in mapping_doubts(mapping) and context.dates else None)
    return replace(mapping, order=mapping.order or DateOrder.DAY_FIRST.value, day=day)


_OTHER_NAME = {"session.title": "person.name", "person.name": "session.title"}
"""The fields for the name of a row, which turn a session's title into a person's name and vice versa."""


def with_shape(mapping: TableMapping, shape: SheetShape, number: int = 0) -> TableMapping:
    """Return the mapping with another shape of a sheet, turning titles into names or names into titles."""
    told = mapping.sheets[number]
    columns = told.columns
    wanted, other = ("person.name", "session.title") if shape is SheetShape.PEOPLE else ("session.title", "person.name")
    if (shape is SheetShape.PEOPLE or shape in ABOUT_SESSIONS) and wanted not in columns:
        columns = tuple(_OTHER_NAME[key] if key == other else key for key in columns)
    return mapping.with_sheet(number, replace(told, shape=shape, columns=columns))
