"""Writes tables as an Excel workbook (.xlsx), with typed cells, filters, drop-down lists and page layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from planner.workbook.codecs import CellKind

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
        sheet = book.add_worksheet(table.name)
        _write_head(sheet, table, formats)
        yield from (Progress(done + written, total) for written in _write_rows(sheet, table, formats))
        done += len(table.rows)
    yield from in_thread(book.close)  # XlsxWriter assembles the file in one call
    return stream.getvalue()


def _write_head(sheet: Worksheet, table: OutTable, formats: Mapping[str, Any]) -> None:
    """Write the headings, frozen and with filters, and set column widths, drop-down lists and page layout."""
    for n, column in enumerate(table.columns):
        form = formats["hidden" if column.hidden else column.sort]
        sheet.set_column(n, n, column.width, form, {"hidden": column.hidden})
        sheet.write_string(0, n, clean_text(column.heading), formats["heading"])
        if source := column.offers or _dropdown_choices(column.choices):
            rule = {"validate": "list", "source": source, "show_error": False}
            sheet.data_validation(1, n, len(table.rows) + MORE_ROWS, n, rule)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if table.columns:
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def _write_rows(sheet: Worksheet, table: OutTable, formats: Mapping[str, Any]) -> Iterator[int]:
    """Write the rows, yielding the number written after every ``EACH`` rows."""
    for n, row in enumerate(table.rows, 1):
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            form = formats["hidden" if column.hidden else column.sort]
            if isinstance(cell, str):
                sheet.write_string(n, at, _fitting_text(cell, column, n, table), form)
            elif isinstance(cell, int) and column.sort is CellKind.TIME:
                late = cell >= MINUTES_A_DAY
                sheet.write_number(n, at, cell / MINUTES_A_DAY, formats["past midnight"] if late else form)
            elif isinstance(cell, int):
                sheet.write_number(n, at, cell, form)
            elif cell is not None:
                sheet.write_datetime(n, at, datetime(cell.year, cell.month, cell.day), form)
        if n % EACH == 0:
            yield n


def _fitting_text(cell: str, column: OutColumn, row: int, table: OutTable) -> str:
    """Return the text of a cell as it is written; raise ``EstradError`` if it is longer than ``MOST_CHARACTERS``."""
    text = clean_text(cell)
    length = len(text) + sum(sign > "\uffff" for sign in text)
    if length > MOST_CHARACTERS:  # a spreadsheet would truncate it
        raise EstradError(
            Text(
                "“{column}” in row {row} of “{table}” has {length} characters; a cell of a workbook holds {most}.",
                column=column.heading,
                row=row + 1,
                table=table.name,
                length=length,
                most=MOST_CHARACTERS,
            ),
            Text("Save it as .csv, or leave that column out."),
        )
    return text


def _dropdown_choices(choices: tuple[str, ...]) -> list[str]:
    """Return the choices if they fit into an Excel data validation rule, otherwise an empty list."""
    fits = len(",".join(choices)) <= LONGEST_LIST and not any("," in choice for choice in choices)
    return list(choices) if fits else []
