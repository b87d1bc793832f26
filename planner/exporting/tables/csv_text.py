"""Serialises a table as CSV: UTF-8 with a byte order mark for Excel, and CRLF line ends."""

from __future__ import annotations

import csv
from io import StringIO

from planner.domain.cleaning import clean_text
from planner.domain.formula_guard import guard_formula
from planner.exporting.tables.table import OutColumn, OutTable, as_text
from planner.workbook.cells import Cell, CellKind

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
