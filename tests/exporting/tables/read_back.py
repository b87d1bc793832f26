"""Tables that we wrote, read back as their recipients read them."""

import csv
from datetime import datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from planner.domain.long_task import run_to_end
from planner.exporting.tables.table import OutTable, to_csv
from planner.exporting.tables.xlsx import to_xlsx
from planner.tables.table import TableFormat, Tables, Worksheet
from planner.workbook.codecs import CellKind

MADE = datetime(2024, 4, 25, 9, 0)


def as_tables(*tables: OutTable) -> Tables:
    """Return the tables as a spreadsheet would show them, without writing a file."""
    return Tables("conference.xlsx", TableFormat.XLSX, tuple(_sheet(table) for table in tables))


def _sheet(table: OutTable) -> Worksheet:
    rows = [tuple(column.heading for column in table.columns)]
    rows += [tuple(map(_value, table.columns, row)) for row in table.rows]
    return Worksheet(table.name, tuple(rows))


def _value(column, cell):
    if column.sort is CellKind.TIME and cell is not None:
        return timedelta(minutes=cell) if cell >= 24 * 60 else time(*divmod(cell, 60))
    return float(cell) if type(cell) is int else cell


def through_xlsx(*tables: OutTable) -> Tables:
    """Write the tables as XLSX and read them back with calamine."""
    return _book(run_to_end(to_xlsx(tables, made=MADE)))


def read_xlsx(path: Path) -> Tables:
    """Read a workbook from the disk."""
    return _book(path.read_bytes())


def _book(data: bytes) -> Tables:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = (Worksheet(name, tuple(map(tuple, book.get_sheet_by_name(name).to_python()))) for name in book.sheet_names)
    return Tables("conference.xlsx", TableFormat.XLSX, tuple(sheets))


def through_csv(table: OutTable, delimiter: str = ",") -> Tables:
    """Write a table as CSV and read it back with Python's own reader."""
    return _csv(to_csv(table, delimiter), table.name, delimiter)


def read_csv(path: Path, delimiter: str) -> Tables:
    """Read a CSV file from the disk."""
    return _csv(path.read_bytes(), path.stem, delimiter)


def _csv(data: bytes, name: str, delimiter: str) -> Tables:
    rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    return Tables(f"{name}.csv", TableFormat.CSV, (Worksheet(name, tuple(map(tuple, rows))),))


def plain_rows(tables: Tables, sheet: int = 0) -> list[list[object]]:
    """Return the rows of a sheet, with whole numbers as integers and midnights as dates."""
    return [[_plain(value) for value in row] for row in tables.sheets[sheet].rows]


def _plain(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if not isinstance(value, datetime) else value.date() if value.time() == time() else value
