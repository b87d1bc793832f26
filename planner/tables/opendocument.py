"""Reads LibreOffice spreadsheets (ODS) row by row, with their merged cells and formulas that have no value.

calamine reads them too, but it reports neither merged cells nor formulas without a value, and it expands all
repetitions. To check for these, the table would have to be read here anyway.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
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
    hidden = set[str]()
    cells = 0
    for number, (table, rows) in enumerate(groupby(_rows(stream, hidden), key=itemgetter(0)), 1):
        check_sheets(number)
        grid = _Grid(table.get(f"{_TABLE}name", ""))
        if table.get(f"{_TABLE}style-name") in hidden:
            yield Text("The sheet “{sheet}” is hidden in the file.", sheet=grid.marks.name)
        yield from rows_in_pieces((row, 0) for _table, element in rows for row in grid.take(element))
        cells += grid.height * grid.width
        check_cells(number, cells)
        yield grid.marks


def _rows(stream: Any, hidden: set[str]) -> Iterator[tuple[Any, Any]]:
    """Yield each row with the sheet that it is in, and add to ``hidden`` the names of styles that hide a sheet.

    A table in a cell or of a linked file is no sheet; a row may lie in a group.
    """
    for _event, element in etree.iterparse(stream, tag=(f"{_TABLE}table-row", f"{_STYLE}style"), **SAFE):
        if element.find(f"{_STYLE}table-properties[@{_TABLE}display='false']") is not None:
            hidden.add(element.get(f"{_STYLE}name", ""))
        table = next(element.iterancestors(f"{_TABLE}table"), None)
        if table is not None and table.getparent().tag == f"{_OFFICE}spreadsheet":
            yield table, element
            free(element)


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
    kind = cell.get(f"{_OFFICE}value-type", "string")
    said = cell.get(f"{_OFFICE}value") or cell.get(f"{_OFFICE}{kind}-value")
    with suppress(ValueError, OverflowError, KeyError):
        if said:
            return _READERS[kind](said)
    return "\n".join(_paragraph(p) for p in cell.iterchildren(f"{_TEXT}p")) or None


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
    "string": str,
}
