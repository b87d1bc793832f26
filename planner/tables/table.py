"""Sheets of cells as another program wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from planner.domain.text import Text

Value = str | int | float | bool | date | datetime | time | timedelta | None
"""The value of a cell, None if empty. Texts are unchanged, including line breaks (``\\n``)."""


class TableFormat(StrEnum):
    """The format that a table was written in."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    HTML = "html"
    TEXT = "text"
    JSON = "json"
    XML = "xml"


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area: its first and last row and column, counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Rows of values, all padded to the width of the longest.

    Only the first cell of a merged area has its value, the others are None. ``lines`` are the lines of a text on which
    the rows begin, from 1; without them, row 0 is line 1. ``unknown`` are cells whose formula has no stored value: they
    are not empty, but their value is not known.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Area, ...] = ()
    unknown: tuple[tuple[int, int], ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def line(self, row: int) -> int:
        """Return the number of a row as shown by the program that wrote the table."""
        return self.lines[row] if self.lines else row + 1

    def cell(self, row: int, column: int) -> str:
        """Return the name of a cell, such as ``B7``."""
        return f"{column_name(column)}{self.line(row)}"


@dataclass(frozen=True, slots=True)
class Tables:
    """All sheets of one file or of the clipboard.

    ``name`` is the file's name, or empty. ``encoding`` and ``delimiter`` are those used to read a text, otherwise
    empty. ``remarks`` are about the reading.
    """

    name: str
    form: TableFormat
    sheets: tuple[Worksheet, ...]
    encoding: str = ""
    delimiter: str = ""
    remarks: tuple[Text, ...] = ()


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
