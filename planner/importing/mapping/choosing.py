"""Completes a mapping after the user has chosen the field of a column."""

from __future__ import annotations

from dataclasses import replace

from planner.importing.mapping.context import MappingContext
from planner.importing.mapping.dating import order_in, tells_dates
from planner.importing.mapping.guessing import TIMES
from planner.importing.mapping.table_mapping import ABOUT_SESSIONS, SheetShape, TableMapping
from planner.tables.table import Tables

_NAMES = frozenset({"person.name", "person.first", "person.last"})
_TIMED = TIMES | {"session.date"}


def settled(mapping: TableMapping, tables: Tables, context: MappingContext) -> TableMapping:
    """Return the mapping with what follows from its columns: the kind of its rows, and if it has times and dates.

    It is certain from now on, since the user has checked it.
    """
    mapping = replace(_of_its_rows(mapping), certain=True)
    timed = any(one.shape is SheetShape.GRID or TIMES & set(one.columns) for one in mapping.sheets)
    dated = tells_dates(tables, mapping, context)
    day, order = mapping.day, mapping.order
    if timed and not dated and day is None and len(context.dates) == 1:
        day = context.dates[0]
    if any(_TIMED & set(one.columns) for one in mapping.sheets):
        order = order or order_in(tables, mapping.sheets, context)
    return replace(mapping, timed=timed, dated=dated, day=day, order=order)


def _of_its_rows(mapping: TableMapping) -> TableMapping:
    """Treat rows with a title as sessions, and rows with only a name as people."""
    main, keys = mapping.main, set(mapping.main.columns)
    if "session.title" in keys and main.shape not in ABOUT_SESSIONS:
        shape = SheetShape.SESSIONS
    elif "session.title" not in keys and keys & _NAMES and main.shape in (SheetShape.SESSIONS, SheetShape.SPEAKERS):
        shape = SheetShape.PEOPLE
    else:
        return mapping
    return mapping.with_sheet(0, replace(main, shape=shape))


_SAME = {"session.title": "person.name", "person.name": "session.title"}
"""The fields for the name of a row, which turn a session's title into a person's name and vice versa."""


def with_shape(mapping: TableMapping, shape: SheetShape, number: int = 0) -> TableMapping:
    """Return the mapping with another shape of a sheet, turning titles into names or names into titles."""
    told = mapping.sheets[number]
    columns = told.columns
    wanted, other = ("person.name", "session.title") if shape is SheetShape.PEOPLE else ("session.title", "person.name")
    if (shape is SheetShape.PEOPLE or shape in ABOUT_SESSIONS) and wanted not in columns:
        columns = tuple(_SAME[key] if key == other else key for key in columns)
    return mapping.with_sheet(number, replace(told, shape=shape, columns=columns))
