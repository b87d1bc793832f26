"""The facts that sheets give beside their columns: the day, the room and the time zone, and whether they have times."""

from __future__ import annotations

from dataclasses import replace

from planner.importing.cells.dates import normalize_time_text, parse_partial_date
from planner.importing.cells.fields import parse_heading
from planner.importing.cells.titles import is_room
from planner.importing.datetimes import valid_zone_name
from planner.importing.mapping.columns import TIMES
from planner.importing.mapping.records import row_headings, sheet_headings, text_of
from planner.importing.mapping.table_mapping import (
    ABOUT_SESSIONS,
    ExportLayout,
    MappingContext,
    SheetMapping,
    SheetShape,
    TableMapping,
)
from planner.importing.mapping.timing import day_in_sheet_name, has_dates
from planner.tables.table import Tables, Worksheet


def room_above(table: Worksheet, head: int) -> str:
    """Return the last text above the row ``head`` of a table's headings; empty if that is a date or there is none."""
    above = [text for row in table.rows[:head] for text in row_headings(row) if text]
    return above[-1] if above and parse_partial_date(normalize_time_text(above[-1])) is None else ""


def with_day_and_room(sheet: SheetMapping, context: MappingContext) -> SheetMapping:
    """Return the mapping of a sheet with the day or the room in the name of the sheet."""
    day = sheet.day or day_in_sheet_name(sheet.sheet, context)
    name, is_grid = sheet.sheet.strip(), sheet.shape is SheetShape.GRID
    lists = sheet.shape in ABOUT_SESSIONS and not is_grid and "session.room" not in sheet.columns
    room = sheet.room or (name if lists and day is None and is_room(name, context.rooms) else "")
    return replace(sheet, day=day, room=room)


def with_time_facts(mapping: TableMapping, tables: Tables, context: MappingContext) -> TableMapping:
    """Return the mapping with ``timed`` and ``dated`` set, and ``day`` to the only day of a conference if needed.

    It is needed if there are times without dates.
    """
    timed = any(one.shape is SheetShape.GRID or _has_times(one, tables) for one in mapping.sheets)
    dated = has_dates(tables, mapping, context)
    only = context.dates[0] if timed and not dated and len(context.dates) == 1 else None
    return replace(mapping, timed=timed, dated=dated, day=mapping.day or only)


def _has_times(mapping: SheetMapping, tables: Tables) -> bool:
    """Return whether a sheet has any value in its columns of times."""
    columns = [n for n, key in enumerate(mapping.columns) if key in TIMES]
    rows = next((sheet.rows for sheet in tables.sheets if sheet.name == mapping.sheet), ())
    return any(row[n] not in (None, "") for row in rows[mapping.first :] for n in columns if n < len(row))


def table_zone(mapping: SheetMapping, sheet: Worksheet, layout: ExportLayout | None) -> str:
    """Return the time zone of a layout, of a heading such as *Start (UTC)*, or the only one in a column of zones.

    It is empty if there is none.
    """
    if layout and layout.zone:
        return layout.zone
    row = () if mapping.shape is SheetShape.GRID else sheet_headings(sheet, mapping.head, mapping.first)
    if any(parse_heading(text).is_utc for text, key in zip(row, mapping.columns, strict=False) if key in TIMES):
        return "UTC"
    columns = [n for n, key in enumerate(mapping.columns) if key == "session.zone"]
    named = {text_of(line[n]) for line in sheet.rows[mapping.first :] for n in columns} - {""}
    return valid_zone_name(named.pop()) if len(named) == 1 else ""
