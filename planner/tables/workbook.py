"""Reads Excel workbooks, old and new.

An old one (XLS) is examined before: calamine lays out all cells up to the farthest one, and reads an error as an empty
cell. A file that cannot be examined here is left to calamine.
"""

from __future__ import annotations

import io
import re
import struct
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
            looks = WorkbookLooks(data)
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


_LAST = 0xFFFFFFFA
"""First of the sector numbers that are markers."""
_SHIFTS = (b"\x09\0\x06\0", b"\x0c\0\x06\0")
"""The sizes of sectors, 512 or 4,096 and 64 bytes, as powers of two."""
_BOUNDSHEET, _FILEPASS, _FORMULA, _BOOLERR, _MULRK = 0x85, 0x2F, 0x06, 0x205, 0xBD
_RECORDS = {_FORMULA, _BOOLERR, _MULRK, 0x203, 0x27E, 0xFD, 0x204, 0xD6, 0x206, 0x406}
"""Records of cells with a value; each begins with row and column ([MS-XLS] 2.4)."""


class _Broken(Exception):
    """Raised when the structure of the file is invalid."""


def inspect_xls(data: bytes) -> ZipSummary:
    """Return the extent of a workbook's sheets; raise ``EstradError`` if it is too large or has a password."""
    try:
        sheets = _sheets_of_stream(_stream_of_workbook(data))
    except (_Broken, struct.error, IndexError, UnicodeError):
        return ZipSummary(TableFormat.XLS, {})
    cells = sum(sheet.rows * sheet.columns for sheet in sheets.values())
    check_cells(len(sheets), cells)
    return ZipSummary(TableFormat.XLS, sheets, sum(sheet.rows for sheet in sheets.values()))


def _numbers(data: bytes) -> list[int]:
    return [number for (number,) in struct.iter_unpack("<I", data[: len(data) // 4 * 4])]


def _stream_of_workbook(data: bytes) -> bytes:
    """Return the workbook in a Microsoft compound file ([MS-CFB]), whose streams are chains of sectors."""
    if data[30:34] not in _SHIFTS:
        raise _Broken
    size = 1 << data[30]
    sectors = [data[start : start + size] for start in range(size, len(data), size)]
    first_directory, cutoff, first_small, more = struct.unpack_from("<I4xII4xI", data, 48)
    table = _numbers(data[76:512])
    for _ in sectors:
        if more >= _LAST:
            break
        *some, more = _numbers(sectors[more])
        table += some
    following = _numbers(b"".join(sectors[number] for number in table if number < _LAST))
    entries = _chain(sectors, following, first_directory)
    for at in range(0, len(entries) - 127, 128):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        start, long = struct.unpack_from("<II", entries, at + 116)
        if kind == 2 and entries[at : at + max(length - 2, 0)].decode("utf-16-le") in ("Workbook", "Book"):
            if long < cutoff:  # it lies in small sectors, which are in the stream of the root
                root = _chain(sectors, following, *struct.unpack_from("<I", entries, 116))
                following = _numbers(_chain(sectors, following, first_small))
                sectors = [root[place : place + 64] for place in range(0, len(root), 64)]
            return _chain(sectors, following, start)[:long]
    raise _Broken


def _chain(sectors: list[bytes], following: list[int], number: int) -> bytes:
    """Return the bytes of a chain of sectors; raise ``_Broken`` if it is circular."""
    found = []
    while number < _LAST:
        found.append(sectors[number])
        number = following[number]
        if len(found) > len(following):
            raise _Broken
    return b"".join(found)


def _sheets_of_stream(stream: bytes) -> dict[str, SheetSummary]:
    """Return the extent of each sheet, read from the records of a workbook."""
    names: dict[int, str] = {}
    sheets: dict[str, SheetSummary] = {}
    place, name = 0, ""
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        name = names.get(place, name)
        record = stream[place + 4 : place + 4 + size]
        if kind == _BOUNDSHEET:
            names[struct.unpack_from("<I", record)[0]] = _name_of_sheet(record)
        elif kind == _FILEPASS and not name:
            raise EstradError(*HAS_A_PASSWORD)
        elif kind in _RECORDS and name:
            look = sheets.setdefault(name, SheetSummary())
            _note_cell(look, kind, record)
            check_extent(name, look.rows, look.columns)
        place += 4 + size
    return sheets


def _name_of_sheet(record: bytes) -> str:
    length, wide = record[6], record[7] & 1
    return record[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _note_cell(look: SheetSummary, kind: int, record: bytes) -> None:
    row, column = struct.unpack_from("<HH", record)
    last = struct.unpack("<H", record[-2:])[0] if kind == _MULRK else column
    look.rows, look.columns = max(look.rows, row + 1), max(look.columns, last + 1)
    if (kind == _BOOLERR and record[7] == 1) or (kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2):
        look.errors.append((row, column))
