"""Writes tables as an Excel workbook (.xlsx), with typed cells, column widths, frozen headings, filters, drop-down
lists and page layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from planner.background import in_thread
from planner.domain.long_task import LongTask, Progress
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import EstradError, Text, clean_text
from planner.exporting.tables.table import OutColumn, OutTable
from planner.workbook.codecs import Cell, CellKind

MOST_CHARACTERS = 32_767
"""The maximum length of a text in a cell, in UTF-16 code units."""
LONGEST_LIST = 255
"""The maximum total length of a drop-down list's choices in a data validation rule."""
MORE_ROWS = 200
"""The number of empty rows below the last one that also get the drop-down lists."""
EACH = 50
"""The number of rows after which the writing can be cancelled."""
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_TOP = {"text_wrap": True, "valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "valign": "top", "text_wrap": True, "bottom": 1},
    CellKind.TEXT: {**_TOP, "num_format": "@"},
    CellKind.DATE: {"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"},
    CellKind.TIME: {"valign": "top", "align": "left", "num_format": "hh:mm"},
    CellKind.MINUTES: {"valign": "top", "num_format": "0"},
    CellKind.NUMBER: {"valign": "top", "num_format": "0"},
    "hidden": {"valign": "top", "num_format": "@"},
    "past midnight": {"valign": "top", "align": "left", "num_format": "[hh]:mm"},
}


def to_xlsx(tables: Sequence[OutTable], *, made: datetime, title: str = "", keywords: str = "") -> LongTask[bytes]:
    """Serialise the tables as a workbook with a sheet for each; the same arguments give the same bytes.

    Raise ``EstradError`` for a text longer than ``MOST_CHARACTERS``.
    """
    stream = BytesIO()
    total = sum(len(table.rows) for table in tables)
    book = Workbook(stream, dict(_OPTIONS))
    book.set_properties({"title": title, "created": made.replace(tzinfo=None), "keywords": keywords, "comments": ""})
    formats = {name: book.add_format(facts) for name, facts in _FORMATS.items()}
    done = 0
    for table in tables:
        sheet = _Sheet(table, book.add_worksheet(table.name), formats)
        sheet.write_head()
        yield from (Progress(done + written, total) for written in sheet.write_rows())
        done += len(table.rows)
    yield from in_thread(book.close)  # XlsxWriter assembles the file in one call
    return stream.getvalue()


@dataclass(slots=True)
class _Sheet:
    """A worksheet being written from a table."""

    table: OutTable
    sheet: Worksheet
    formats: dict[str, Any]

    def write_head(self) -> None:
        """Write the headings, frozen and with filters, and set column widths, drop-down lists and page layout."""
        columns, rows = self.table.columns, len(self.table.rows)
        for n, column in enumerate(columns):
            form = self.formats["hidden" if column.hidden else column.sort]
            self.sheet.set_column(n, n, column.width, form, {"hidden": column.hidden})
            self.sheet.write_string(0, n, clean_text(column.heading), self.formats["heading"])
            if source := column.offers or _dropdown_choices(column.choices):
                rule = {"validate": "list", "source": source, "show_error": False}
                self.sheet.data_validation(1, n, rows + MORE_ROWS, n, rule)
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        if columns:
            self.sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)

    def write_rows(self) -> Iterator[int]:
        """Write the rows, yielding the number written after every ``EACH`` rows."""
        for n, row in enumerate(self.table.rows, 1):
            for at, (column, cell) in enumerate(zip(self.table.columns, row, strict=True)):
                self._write(n, at, column, cell)
            if n % EACH == 0:
                yield n

    def _write(self, row: int, at: int, column: OutColumn, cell: Cell) -> None:
        form = self.formats["hidden" if column.hidden else column.sort]
        if cell is None:
            return
        if isinstance(cell, str):
            text = clean_text(cell)
            length = len(text) + sum(sign > "\uffff" for sign in text)
            if length > MOST_CHARACTERS:
                raise EstradError(  # a spreadsheet would truncate it
                    Text(
                        "“{column}” in row {row} of “{table}” has {length} characters; "
                        "a cell of a workbook holds {most}.",
                        column=column.heading,
                        row=row + 1,
                        table=self.table.name,
                        length=length,
                        most=MOST_CHARACTERS,
                    ),
                    Text("Save it as .csv, or leave that column out."),
                )
            self.sheet.write_string(row, at, text, form)
        elif isinstance(cell, int):
            if column.sort is CellKind.TIME:
                form = self.formats["past midnight"] if cell >= MINUTES_A_DAY else form
                self.sheet.write_number(row, at, cell / MINUTES_A_DAY, form)
            else:
                self.sheet.write_number(row, at, cell, form)
        else:
            self.sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), form)


def _dropdown_choices(choices: tuple[str, ...]) -> list[str]:
    """Return the choices if they fit into an Excel data validation rule, otherwise an empty list."""
    fits = len(",".join(choices)) <= LONGEST_LIST and not any("," in choice for choice in choices)
    return list(choices) if fits else []
