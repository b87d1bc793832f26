"""A table for export, independent of the file format."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.errors import EstradError
from planner.domain.span import clock
from planner.domain.text import Text
from planner.workbook.codecs import Cell, CellKind


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column: its heading, the kind of its cells (``sort``), and its width in characters.

    ``choices`` are the values of a drop-down list in its cells. ``offers`` is a cell range with such values instead,
    such as ``=Rooms!$A$2:$A$9``. A ``hidden`` column holds data for reimporting, such as ids.
    """

    heading: str
    sort: CellKind = CellKind.TEXT
    width: int = 16
    choices: tuple[str, ...] = ()
    offers: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class OutTable:
    """A named table: its columns, and its rows of cells in the order of the columns."""

    name: str
    columns: tuple[OutColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_text(column: OutColumn, cell: Cell) -> str:
    """Format a cell as text: dates as ``2024-04-25``, times as ``09:30``, past midnight as ``25:30``."""
    if cell is None:
        return ""
    if column.sort is CellKind.TIME and isinstance(cell, int):
        return f"{cell // 60:02d}:{clock(cell)[-2:]}"
    return str(cell)


def too_long(table: OutTable, row: int, column: OutColumn, length: int, most: int) -> EstradError:
    """Return the error for a text that a spreadsheet would truncate."""
    return EstradError(
        Text(
            "“{column}” in row {row} of “{table}” has {length} characters; a cell of a workbook holds {most}.",
            column=column.heading, row=row, table=table.name, length=length, most=most,
        ),
        Text("Save it as .csv, or leave that column out."),
    )  # fmt: skip
