"""Reads Excel workbooks, old and new."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.tables.limits import MOST_CELLS, MOST_MERGED, MOST_SHEETS, check_extent, too_many_cells, too_many_sheets
from planner.tables.pieces import Begins, Piece, Remark, Row, SheetBegins, SheetMarks, rows_in_pieces
from planner.tables.remarks import of_hidden_values
from planner.tables.table import Area, Value
from planner.tables.table_errors import damaged, damaged_sheet, has_a_password
from planner.tables.zip_inspection import SheetSummary, ZipSummary

_RETURN = re.compile(r"_x000[dD]_|\r(?=\n)")
"""Excel's notation for the first half of a Windows line break."""


@contextmanager
def _faults_become(fault: EstradError) -> Iterator[None]:
    """Raise ``fault`` for any exception of calamine, since the file caused it.

    A panic of calamine is not an ``Exception``, but is caught too.
    """
    try:
        yield
    except (EstradError, MemoryError, GeneratorExit):
        raise
    except PasswordError as error:
        raise has_a_password() from error
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise fault from error


def open_workbook(data: bytes) -> CalamineWorkbook:
    """Open the workbook in the data; raise ``EstradError`` if it is damaged or has a password."""
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in data:
        raise has_a_password()
    with _faults_become(damaged()):
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


def read_workbook(data: bytes, look: ZipSummary) -> Iterator[Piece]:
    """Yield the pieces of an examined Excel workbook; raise ``EstradError`` if it is damaged or too large."""
    book = open_workbook(data)
    yield Begins(look.form, rows=look.rows)
    cells = 0
    if len(book.sheets_metadata) > MOST_SHEETS:
        raise too_many_sheets()
    for facts in book.sheets_metadata:
        if facts.typ != SheetTypeEnum.WorkSheet:
            continue
        if facts.visible != SheetVisibleEnum.Visible:
            yield Remark(Text("The sheet “{sheet}” is hidden in the file.", sheet=facts.name))
        yield SheetBegins(facts.name)
        with _faults_become(damaged_sheet(facts.name)):
            sheet = book.get_sheet_by_name(facts.name)
            cells += sheet.total_height * sheet.total_width
            if cells > MOST_CELLS:
                raise too_many_cells(len(book.sheets_metadata), cells)
            yield from _read_sheet(sheet, look.sheets.get(facts.name, SheetSummary()))


def _read_sheet(sheet: CalamineSheet, look: SheetSummary) -> Iterator[Piece]:
    if sheet.end is not None:
        check_extent(sheet.name, sheet.end[0] + 1, sheet.end[1] + 1)
        yield from rows_in_pieces(_rows(sheet))
    merged = [Area(*first, *last) for first, last in (sheet.merged_cell_ranges or ())[:MOST_MERGED]]
    yield from of_hidden_values(sheet.name, look.errors, look.unknown)
    yield SheetMarks(tuple(merged), tuple(look.unknown + look.errors))


def _rows(sheet: CalamineSheet) -> Iterator[tuple[Row, int]]:
    """Yield the sheet's rows with the empty columns at the left, which calamine leaves out."""
    left: Row = (None,) * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield left + tuple([_value(value) for value in row]), 0


def _value(value: Any) -> Value:
    if type(value) is float and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if type(value) is str and ("\r" in value or "_x000" in value):
        return _RETURN.sub("", value).replace("\r", "\n")
    return value  # type: ignore[no-any-return]
