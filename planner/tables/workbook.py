"""Reads Excel workbooks, old and new.

calamine lays out all cells up to the farthest one, and reads an error as an empty cell. A new workbook is examined
before (``zip_inspection``); an old one (XLS) has at most 65,536 rows and 256 columns a sheet, and is stopped by the
limit of memory.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from planner.domain.text import EstradError, Text
from planner.tables.opened_file import (
    AGAIN,
    DAMAGED,
    HAS_A_PASSWORD,
    MOST_MERGED,
    check_cells,
    check_extent,
    check_sheets,
    faults_become,
)
from planner.tables.table import (
    Area,
    Begins,
    Piece,
    Remark,
    Row,
    SheetBegins,
    SheetMarks,
    TableFormat,
    Value,
    not_seen,
    of_hidden_values,
    plain_number,
    rows_in_pieces,
)
from planner.tables.workbook_looks import BROKEN, WorkbookLooks
from planner.tables.zip_inspection import SheetSummary, ZipSummary

_RETURN = re.compile(r"_x000[dD]_|\r(?=\n)")
"""Excel's notation for the first half of a Windows line break."""


def open_workbook(data: bytes) -> CalamineWorkbook:
    """Open the workbook in the data; raise ``EstradError`` if it is damaged or has a password."""
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in data:
        raise EstradError(*HAS_A_PASSWORD)
    with faults_become(*DAMAGED):
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
        except PasswordError as error:
            raise EstradError(*HAS_A_PASSWORD) from error


def read_workbook(data: bytes, look: ZipSummary) -> Iterator[Piece]:
    """Yield the pieces of an examined Excel workbook; raise ``EstradError`` if it is damaged or too large."""
    book = open_workbook(data)
    yield Begins(look.form, rows=look.rows)
    looks, cells = None, 0
    if look.form is TableFormat.XLSX:
        with suppress(*BROKEN):
            looks = WorkbookLooks(data, look.marked)
    check_sheets(len(book.sheets_metadata))
    for facts in book.sheets_metadata:
        if facts.typ != SheetTypeEnum.WorkSheet:
            continue
        if facts.visible != SheetVisibleEnum.Visible:
            yield Remark(Text("The sheet “{sheet}” is hidden in the file.", sheet=facts.name))
        yield SheetBegins(facts.name)
        with faults_become(Text("The sheet “{sheet}” is damaged.", sheet=facts.name[:60]), AGAIN):
            sheet = book.get_sheet_by_name(facts.name)
            cells += sheet.total_height * sheet.total_width
            check_cells(len(book.sheets_metadata), cells)
            yield from _read_sheet(sheet, look.sheets.get(facts.name, SheetSummary()), looks)
    if looks is None:
        yield not_seen(look.form)


def _read_sheet(sheet: CalamineSheet, look: SheetSummary, looks: WorkbookLooks | None) -> Iterator[Piece]:
    if sheet.end is not None:
        check_extent(sheet.name, sheet.end[0] + 1, sheet.end[1] + 1)
        left: Row = (None,) * (sheet.start[1] if sheet.start else 0)  # empty columns, which calamine leaves out
        yield from rows_in_pieces((left + tuple(map(_value, row)), 0) for row in sheet.iter_rows())
    marks = SheetMarks(unknown=look.unknown, errors=look.errors)
    yield from of_hidden_values(sheet.name, marks)
    try:
        marks = looks.of(sheet.name) if looks else marks
    except BROKEN:
        yield not_seen(TableFormat.XLSX)
    marks.merged = [Area(*first, *last) for first, last in (sheet.merged_cell_ranges or ())[:MOST_MERGED]]
    marks.unknown, marks.errors = look.unknown, look.errors
    yield marks


def _value(value: Any) -> Value:
    if type(value) is float:
        return plain_number(value)
    if type(value) is str and ("\r" in value or "_x000" in value):
        return _RETURN.sub("", value).replace("\r", "\n")
    return value  # type: ignore[no-any-return]
