"""Dates in tables: if there are any, the order in which they are written, and the day in a sheet's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from planner.domain.errors import EstradError
from planner.importing.cells.cell_times import NOTHING, DoubtfulOrder, TimeColumn, read_cell_time
from planner.importing.cells.dates import DateOrder, date_ending
from planner.importing.cells.order import needs_order, order_of
from planner.importing.mapping.context import MappingContext
from planner.importing.mapping.grid import turned
from planner.importing.mapping.table_mapping import ABOUT_SESSIONS, SheetMapping, SheetShape, TableMapping
from planner.tables.table import Tables, Value, Worksheet

LOOKED_AT = 200
_DATED = frozenset({"session.date", "session.start", "session.when", "session.end", "session.end_date"})
_LONGEST = 40


def order_in(tables: Tables, sheets: Iterable[SheetMapping], context: MappingContext) -> str | None:
    """Return the order in which the tables write dates, or None if the user has to be asked."""
    values = [value for sheet, told in _with(tables, sheets) for value, _ in _values(sheet, told)]
    found = order_of(values, context.dates)
    if found is None and needs_order(values):
        return None
    return (found or DateOrder.DAY_FIRST).value


def tells_dates(tables: Tables, mapping: TableMapping, context: MappingContext) -> bool:
    """Return whether the times in the tables have dates: in columns, between rows, or in the names of the sheets."""
    order = DateOrder(mapping.order) if mapping.order else DateOrder.DAY_FIRST
    near = context.dates or ((context.today,) if context.today else ())
    for sheet, told in _with(tables, mapping.sheets):
        if told.shape in ABOUT_SESSIONS and told.day is None:
            cells = ((value, certain) for value, certain in _values(sheet, told) if value is not None)
            if any(
                (certain or not _is_time(value)) and _is_dated(value, order, near, context) for value, certain in cells
            ):
                return True
        elif told.day is not None:
            return True
    return False


def day_of_sheet(name: str, context: MappingContext) -> date | None:
    """Return the day in the name of a sheet, such as *Friday 12 April* or *Day 2*, or None."""
    near = context.dates or ((context.today,) if context.today else ())
    try:
        said = read_cell_time(name, None, TimeColumn.DATE, near)
    except EstradError:
        ending = date_ending(name)
        return None if ending == name else day_of_sheet(ending, context)
    if said.day is None and said.nth and said.nth <= len(context.dates):
        return context.dates[said.nth - 1]
    return None if said.weekday is not None and not context.dates else said.day


def _is_dated(value: Value, order: DateOrder, near: tuple[date, ...], context: MappingContext) -> bool:
    try:
        said = read_cell_time(value, order, TimeColumn.DATE, near)
    except DoubtfulOrder:
        return True
    except EstradError:
        return False
    if said.weekday is not None and not context.dates:
        return False
    return said.day is not None or bool(said.nth and said.nth <= len(context.dates))


def _is_time(value: Value) -> bool:
    """Return whether a text is a time of day rather than a date, such as *6.05*."""
    try:
        said = read_cell_time(value, DateOrder.DAY_FIRST, TimeColumn.START) if isinstance(value, str) else NOTHING
    except EstradError:
        return False
    return said.start is not None and said.day is None and said.weekday is None and said.nth is None


def _with(tables: Tables, sheets: Iterable[SheetMapping]) -> Iterator[tuple[Worksheet, SheetMapping]]:
    by_name = {sheet.name: sheet for sheet in tables.sheets}
    return ((by_name[told.sheet], told) for told in sheets if told.sheet in by_name)


def _values(sheet: Worksheet, told: SheetMapping) -> Iterator[tuple[Value, bool]]:
    """Yield the values that may be dates, and whether each is in a column of dates.

    They are in columns of time, in rows with a single value, and around the cells of a grid.
    """
    if told.shape not in ABOUT_SESSIONS:
        return
    if told.shape is SheetShape.GRID:
        yield from ((value, False) for value in _around_grid(turned(sheet) if told.across else sheet, told))
        return
    columns = [(n, key == "session.date") for n, key in enumerate(told.columns) if key in _DATED]
    for number, row in enumerate(sheet.rows[: told.first + LOOKED_AT]):
        if number >= told.first:
            yield from ((row[n], certain) for n, certain in columns if n < len(row))
        said = [value for value in row if value not in (None, "")]
        said = [date_ending(said[0])] if len(said) == 1 and number < told.first else said
        if len(said) == 1 and len(row) > 1 and _may_be_date(said[0]):
            yield said[0], False


def _around_grid(sheet: Worksheet, told: SheetMapping) -> Iterator[Value]:
    """Yield the values above a grid's cells and to the left of them, and those that are alone in their row."""
    columns = [n for n, key in enumerate(told.columns) if key.startswith("session.") and key != "session.room"]
    for number, row in enumerate(sheet.rows[:LOOKED_AT]):
        said = list(dict.fromkeys(value for value in row if value not in (None, "")))
        said = [date_ending(said[0])] if len(said) == 1 and number < told.first else said
        whole = number < told.first or len(said) == 1
        yield from (
            value for value in (said if whole else (row[n] for n in columns if n < len(row))) if _may_be_date(value)
        )


def _may_be_date(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST and any(map(str.isalnum, value))
    return isinstance(value, date)
