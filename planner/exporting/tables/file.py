"""Serialises tables as a file: one as CSV for Excel (UTF-8 with a byte order mark, CRLF), or all as XLSX."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path

from planner.domain.cleaning import clean_text
from planner.domain.formula_guard import guard_formula
from planner.domain.long_task import LongTask
from planner.exporting.tables.table import OutColumn, OutTable, as_text
from planner.workbook.codecs import Cell, CellKind

DELIMITERS = {"en": ",", "sv": ";"}
"""The delimiter by language: spreadsheets expect a semicolon if the comma is the decimal separator."""


def to_csv(table: OutTable, delimiter: str) -> bytes:
    """Serialise a table as CSV, guarding texts that a spreadsheet would evaluate as formulas.

    See ``planner.domain.formula_guard``.
    """
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guard_formula(column.heading) for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)])
    return stream.getvalue().encode("utf-8-sig", "replace")


def _cell(column: OutColumn, cell: Cell) -> str:
    text = as_text(column, cell)
    return guard_formula(clean_text(text)) if column.sort is CellKind.TEXT and isinstance(cell, str) else text


def table_file(
    making: LongTask[Sequence[OutTable]], out: Path, *, made: datetime, language: str, title: str
) -> LongTask[bytes]:
    """Serialise the tables that a task makes: one as CSV if ``out`` ends so, else all as XLSX.

    In CSV the ``language`` decides on the delimiter; without one it is a comma. Raise ``EstradError`` for contents that
    the format cannot hold.
    """
    tables = yield from making
    if out.suffix.lower() == ".csv":
        return to_csv(tables[0], DELIMITERS.get(language, ","))
    from planner.exporting.tables.xlsx import to_xlsx  # imports XlsxWriter

    return (yield from to_xlsx(tables, made=made, title=title))
