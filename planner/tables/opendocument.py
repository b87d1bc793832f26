"""Reads LibreOffice spreadsheets (ODS) row by row.

calamine reads them too, but it reports neither merged cells nor formulas without a value, and it expands all
repetitions. To check for these, the table would have to be read here anyway.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from lxml import etree

from planner.domain.text import Text
from planner.tables.opened_file import (
    DAMAGED,
    MOST_MERGED,
    check_cells,
    check_extent,
    check_sheets,
    faults_become,
)
from planner.tables.table import (
    Area,
    Done,
    Piece,
    Row,
    SheetMarks,
    TableFormat,
    Value,
    not_seen,
    plain_number,
    rows_in_pieces,
)
from planner.tables.zip_inspection import SAFE, free

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELL = f"{_TABLE}table-cell"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_LENGTH = re.compile(r"(-?)P(?:(\d{1,6})D)?T?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,]\d*)?S)?")
_NUMBERS = ("float", "percentage", "currency")
MOST_SPACES = 1_000
MOST_REPEATED = 10_000_000


def read_ods(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a spreadsheet that has been examined; raise ``EstradError`` if it is damaged or too large."""
    with (
        faults_become(*DAMAGED),
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        archive.open("content.xml") as stream,
    ):
        yield from _sheets(stream)
    yield not_seen(TableFormat.ODS)
    yield Done(TableFormat.ODS)


def _sheets(stream: Any) -> Iterator[Piece]:
    """Yield the pieces of the sheets, one sheet after another."""
    tags = (f"{_TABLE}table", f"{_TABLE}table-row", f"{_STYLE}style")
    parts = etree.iterparse(stream, events=("start", "end"), tag=tags, **SAFE)
    hidden = set[str]()
    sheets = cells = 0
    for event, element in parts:
        if event == "end" and element.find(f"{_STYLE}table-properties[@{_TABLE}display='false']") is not None:
            hidden.add(element.get(f"{_STYLE}name", ""))
        elif event == "start" and _is_sheet(element):
            sheets += 1
            check_sheets(sheets)
            name = element.get(f"{_TABLE}name", "")
            if element.get(f"{_TABLE}style-name") in hidden:
                yield Text("The sheet “{sheet}” is hidden in the file.", sheet=name)
            grid = _Grid(name)
            yield from rows_in_pieces(_rows(parts, element, grid))
            cells += grid.height * grid.width
            check_cells(sheets, cells)
            yield grid.marks


def _rows(parts: Any, table: Any, grid: _Grid) -> Iterator[tuple[Row, int]]:
    for event, element in parts:
        if event == "end" and element is table:
            return
        if event == "end" and element.tag == f"{_TABLE}table-row":
            around = element.iterancestors(f"{_TABLE}table", _CELL)  # the row may lie in a group
            if next(around) is table:
                yield from ((row, 0) for row in grid.take(element))
                free(element)


def _is_sheet(element: Any) -> bool:
    """Return whether an element is a sheet, rather than a table in a cell or of a linked file."""
    parent = element.getparent()
    return element.tag == f"{_TABLE}table" and parent is not None and parent.tag == f"{_OFFICE}spreadsheet"


class _Grid:
    """The rows of a sheet in order, with repetitions expanded within the limits."""

    def __init__(self, name: str) -> None:
        self.height = self.width = 0
        self.marks = SheetMarks(name)
        self._next = 0

    def take(self, element: Any) -> Iterator[Row]:
        """Yield a row as often as it is repeated; empty rows are yielded only once a row with values follows."""
        first, repeated = self._next, _count(element, "number-rows-repeated")
        self._next += repeated
        row: list[Value] = []
        column = 0
        for cell in element.iterchildren(_CELL, f"{_TABLE}covered-table-cell"):
            across = _count(cell, "number-columns-repeated")
            is_filled = cell.tag == _CELL and (len(cell) or len(cell.attrib))
            value = self._value(cell, first, column) if is_filled else None
            if value is not None:
                self.width = max(self.width, column + across)
                check_extent(self.marks.name, self._next, self.width)
                row += [None] * (column - len(row)) + [value] * across
            column += across
        if row:
            yield from [()] * (first - self.height)
            yield from [tuple(row)] * repeated
            self.height = self._next

    def _value(self, cell: Any, row: int, column: int) -> Value:
        """Return the value of a cell, and note if it is merged or if its value is unknown."""
        wide, high = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
        if (wide > 1 or high > 1) and len(self.marks.merged) < MOST_MERGED:
            self.marks.merged.append(Area(row, column, row + high - 1, column + wide - 1))
        if cell.get(f"{_CALC}value-type") == "error":
            self.marks.errors.append((row, column))
        elif cell.get(f"{_TABLE}formula") is not None and cell.get(f"{_OFFICE}value-type") is None:
            self.marks.unknown.append((row, column))
        else:
            return _value(cell)
        return None


def _count(element: Any, attribute: str) -> int:
    """Return the number of repetitions or of spanned cells, at least 1."""
    said = element.get(f"{_TABLE}{attribute}")
    return min(max(int(said), 1), MOST_REPEATED) if said is not None and said[:9].isdecimal() and len(said) < 9 else 1


def _value(cell: Any) -> Value:
    kind = cell.get(f"{_OFFICE}value-type") or "string"
    said = cell.get(f"{_OFFICE}{'value' if kind in _NUMBERS else f'{kind}-value'}")
    read = _READERS.get(kind)
    try:
        if said is not None and read:
            return read(said)
    except (ValueError, OverflowError):
        pass
    text = said if said and kind == "string" else "\n".join(_paragraph(p) for p in cell.iterchildren(f"{_TEXT}p"))
    return text or None


def _paragraph(paragraph: Any) -> str:
    """Return the text of a paragraph with its line breaks, spaces and tabs, but without notes and drawings."""
    for part in paragraph.iter(f"{_TEXT}s", *_SIGNS):
        part.text = _SIGNS.get(part.tag) or " " * min(int(part.get(f"{_TEXT}c") or 1), MOST_SPACES)
    etree.strip_elements(paragraph, f"{_TEXT}note", f"{_OFFICE}*", f"{_DRAW}*", with_tail=False)
    return "".join(paragraph.itertext())


def _number(said: str) -> Value:
    return plain_number(float(said))


def _moment(said: str) -> Value:
    """Parse an ISO 8601 date, or date and time."""
    return datetime.fromisoformat(said[:26]).replace(tzinfo=None) if "T" in said else date.fromisoformat(said)


def _length(said: str) -> Value:
    """Parse an ISO 8601 duration as a time of day; negative ones and those of a day or more become a ``timedelta``."""
    found = _LENGTH.fullmatch(said)
    if not found:
        raise ValueError(said)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds) * (-1 if found[1] else 1)
    return (datetime.min + length).time() if timedelta() <= length < timedelta(days=1) else length


_READERS: dict[str, Callable[[str], Value]] = {
    "float": _number,
    "percentage": _number,
    "currency": _number,
    "date": _moment,
    "time": _length,
    "boolean": lambda said: said == "true",
}
