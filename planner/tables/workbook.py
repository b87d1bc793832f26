"""Reads Excel workbooks, old (XLS) and new (XLSX), and how the cells of new ones look.

calamine reads no looks, lays out all cells up to the farthest one, and reads an error as an empty cell. So the parts of
a new workbook are read first ([ECMA-376] Part 1, 18): its styles, its shared texts, and the rows of each sheet. They
say how far the cells reach, how they look, and which have an error or a formula without a result. A sheet of an old
workbook has at most 65,536 rows and 256 columns; if it takes too much memory, the limit of the process stops the
reading.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from posixpath import join, normpath
from typing import Any

from lxml import etree
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from planner.domain.text import EstradError, Text
from planner.tables.opened_file import (
    AGAIN,
    DAMAGED,
    HAS_A_PASSWORD,
    MOST_COLUMNS,
    MOST_MERGED,
    MOST_ROWS,
    MOST_SHEETS,
    SAFE,
    check_cell_count,
    check_sheet_count,
    check_sheet_size,
    free_element,
    replace_faults,
)
from planner.tables.table import (
    Area,
    Done,
    Piece,
    Row,
    SheetMarks,
    TableFormat,
    Value,
    plain_number,
    rows_in_pieces,
    unseen_looks_remark,
)

_BREAK = re.compile(r"(?:_x000[dD]_|\r)\n?")
"""A line break of Windows or of an old Mac; its carriage return may be escaped, as Excel does it."""


def open_workbook(data: bytes) -> CalamineWorkbook:
    """Open the workbook in the data; raise ``EstradError`` if it is damaged or has a password."""
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in data:
        raise EstradError(*HAS_A_PASSWORD)
    with replace_faults(*DAMAGED):
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
        except PasswordError as error:
            raise EstradError(*HAS_A_PASSWORD) from error


def read_workbook(data: bytes, form: TableFormat) -> Iterator[Piece]:
    """Yield the pieces of an Excel workbook; raise ``EstradError`` if it is damaged, too large or has a password."""
    book = open_workbook(data)
    looks, cells = WorkbookLooks(data) if form is TableFormat.XLSX else None, 0
    check_sheet_count(len(book.sheets_metadata))
    for facts in book.sheets_metadata:
        if facts.typ != SheetTypeEnum.WorkSheet:
            continue
        if facts.visible != SheetVisibleEnum.Visible:
            yield Text("The sheet “{sheet}” is hidden in the file.", sheet=facts.name)
        with replace_faults(Text("The sheet “{sheet}” is damaged.", sheet=facts.name[:60]), AGAIN):
            sheet = book.get_sheet_by_name(facts.name)
            cells += sheet.total_height * sheet.total_width
            check_cell_count(len(book.sheets_metadata), cells)
            yield from _read_sheet(sheet, looks.sheet_marks(facts.name) if looks else SheetMarks())
    if looks is None or not looks.are_seen:
        yield unseen_looks_remark(form)
    yield Done(form)


def _read_sheet(sheet: CalamineSheet, marks: SheetMarks) -> Iterator[Piece]:
    if sheet.end is not None:
        check_sheet_size(sheet.name, sheet.end[0] + 1, sheet.end[1] + 1)
        left: Row = (None,) * (sheet.start[1] if sheet.start else 0)  # empty columns, which calamine leaves out
        yield from rows_in_pieces((left + tuple(map(_plain_value, row)), 0) for row in sheet.iter_rows())
    merged = [Area(*first, *last) for first, last in (sheet.merged_cell_ranges or ())[:MOST_MERGED]]
    yield replace(marks, name=sheet.name, merged=merged)


def _plain_value(value: Any) -> Value:
    if type(value) is float:
        return plain_number(value)
    if type(value) is str and ("\r" in value or "_x000" in value):
        return _BREAK.sub("\n", value)
    return value  # type: ignore[no-any-return]


MOST_LOOKS = 100_000
"""Maximum number of struck-through cells and runs of coloured cells in a sheet, counted together."""
_OFF = ("0", "false")
_WHITE = re.compile(r"indexed=(?:1|9|65)|rgb=(?:FF|00)?FFFFFF|theme=0(?: tint=-?0(?:\.0+)?)?", re.IGNORECASE)
_PLACE = re.compile(r"([A-Za-z]+)(\d{1,9})")
_IS_SPECIAL = etree.XPath("boolean(*[@t='e'] | */*[local-name()='f'] | .//*[local-name()='strike'])")
"""Test of a row for an error, a formula or struck-through text in it; testing each cell takes twice as long."""
_PLAIN = "", False
"""The look of a cell whose style says nothing: no colour, not struck through."""
_STYLES, _TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"
_BROKEN = (SyntaxError, etree.LxmlError, zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError, OSError)
"""Errors raised by parts of a workbook that cannot be read; calamine may still read their values."""


class WorkbookLooks:
    """The extent and looks of the cells of a new workbook (XLSX), and its cells with an error or without a result.

    All entries of the archive are read, since a sheet may have any file name. ``are_seen`` is false if styles, texts or
    a sheet could not be read, or there are too many looks. Raise ``EstradError`` if a sheet, or all together, are too
    large.
    """

    def __init__(self, data: bytes) -> None:
        self.are_seen = True
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._paths: dict[str, str] = {}
        self._styles: dict[str, tuple[str, bool]] = {}
        self._struck_texts = frozenset[str]()
        self._marks: dict[str, SheetMarks] = {}
        self._cells: list[int] = []
        with self._noting_faults():
            self._paths = paths_of_sheets(self._archive)
            if _STYLES in self._archive.namelist():
                self._read_styles()
            if _TEXTS in self._archive.namelist() and b"strike" in self._archive.read(_TEXTS):
                texts = enumerate(self._elements(_TEXTS, "si"))
                self._struck_texts = frozenset(str(number) for number, text in texts if _is_struck(text))
        names = {path: name for name, path in self._paths.items()}
        for path in self._archive.namelist():
            marks = self._marks[path] = SheetMarks(names.get(path, "?"))
            with self._noting_faults() if path in names else suppress(*_BROKEN):
                self._read_sheet(path, marks)
            if not self.are_seen:
                marks.struck, marks.hidden, marks.colours = [], [], []
        check_cell_count(len(self._cells), sum(self._cells))

    def sheet_marks(self, sheet: str) -> SheetMarks:
        """Return the marks of the sheet with this name, as far as they could be read."""
        return self._marks.get(self._paths.get(sheet, ""), SheetMarks())

    @contextmanager
    def _noting_faults(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN:
            self.are_seen = False

    def _read_styles(self) -> None:
        """Remember each style that has a colour or strikes text through, by its number."""
        root = etree.fromstring(self._archive.read(_STYLES), etree.XMLParser(**SAFE))
        struck = {str(n) for n, font in enumerate(root.iterfind("{*}fonts/{*}font")) if _is_struck(font)}
        colours = {str(n): _fill_colour(fill) for n, fill in enumerate(root.iterfind("{*}fills/{*}fill"))}
        for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
            look = (colours.get(style.get("fillId", "0"), ""), style.get("fontId", "0") in struck)
            if any(look):
                self._styles[str(number)] = look

    def _read_sheet(self, path: str, marks: SheetMarks) -> None:
        number, height, width = -1, 0, 0
        for row in self._elements(path, "row"):
            number, column = int(row.get("r", number + 2)) - 1, -1
            if row.get("hidden", "0") not in _OFF and number < MOST_ROWS:
                marks.hidden.append(number)
            is_special = bool(self._struck_texts) or _IS_SPECIAL(row)
            for cell in row:
                found = _PLACE.match(cell.get("r", ""))
                number, column = (int(found[2]) - 1, column_number(found[1])) if found else (number, column + 1)
                colour, struck = self._styles.get(cell.get("s", "0"), _PLAIN)
                if colour and column < MOST_COLUMNS and number < MOST_ROWS:
                    _add_colour(marks.colours, number, column, colour)
                if len(cell):
                    height, width = max(height, number + 1), max(width, column + 1)
                    if is_special or struck:
                        self._mark_cell(marks, (number, column), cell, struck=struck)
            check_sheet_size(marks.name, height, width)
            if len(marks.struck) + len(marks.colours) > MOST_LOOKS:
                self._styles, self._struck_texts, self.are_seen = {}, frozenset(), False
        if height:
            self._cells.append(height * width)

    def _mark_cell(self, marks: SheetMarks, place: tuple[int, int], cell: Any, *, struck: bool) -> None:
        """Note whether a cell with content is struck through, shows an error, or lacks the result of its formula."""
        kind = cell.get("t")
        if kind == "s":
            struck = struck or (bool(self._struck_texts) and cell.findtext("{*}v") in self._struck_texts)
        elif kind == "inlineStr":
            struck = struck or _is_struck(cell)
        elif kind == "e":
            marks.errors.append(place)
        elif _lacks_result(cell):
            marks.unknown.append(place)
        if struck:
            marks.struck.append(place)

    def _elements(self, path: str, name: str) -> Iterator[Any]:
        """Yield the elements called ``name`` in an entry, skipping broken XML, and free each afterwards.

        Raise ``ValueError`` at the end if something was broken.
        """
        with self._archive.open(path) as stream:
            parts = etree.iterparse(stream, tag=f"{{*}}{name}", recover=True, **SAFE)
            for _event, element in parts:
                yield element
                free_element(element)
        if len(parts.error_log):
            raise ValueError(parts.error_log)


def _add_colour(runs: list[tuple[int, int, int, str]], row: int, column: int, colour: str) -> None:
    """Add a coloured cell to the last run if it continues that, else as a new run."""
    first = column
    if runs and runs[-1][0::2] == (row, column - 1) and runs[-1][3] == colour:
        first = runs.pop()[1]
    runs.append((row, first, column, colour))


def _lacks_result(cell: Any) -> bool:
    """Return whether a cell has a formula without a stored result; an empty text counts as a result."""
    if not cell[0].tag.endswith("}f"):
        return False
    results = [part for part in cell if part.tag.endswith(("}v", "}is"))]
    return not any(part.text or len(part) or cell.get("t") == "str" for part in results)


def _is_struck(element: Any) -> bool:
    """Return whether a font, text or cell has a property that strikes text through."""
    return any(one.get("val", "1") not in _OFF for one in element.iterfind(".//{*}strike"))


def _fill_colour(fill: Any) -> str:
    """Return a text that identifies the colour of a fill; empty for none and for white."""
    colour = fill.find("{*}patternFill/{*}fgColor")
    is_seen = colour is not None and colour.getparent().get("patternType", "none") not in ("none", "gray125")
    found = " ".join(f"{name}={value}" for name, value in sorted(colour.attrib.items())) if is_seen else ""
    return "" if _WHITE.fullmatch(found) else found


def paths_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the path of each sheet in the archive, by the sheet's name."""
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), etree.XMLParser(**SAFE))
    targets = {one.get("Id"): normpath(join("/xl", one.get("Target", ""))).lstrip("/") for one in relations}
    book = etree.fromstring(archive.read("xl/workbook.xml"), etree.XMLParser(**SAFE))
    found = {}
    for sheet in [*book.iter("{*}sheet")][:MOST_SHEETS]:
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        found[sheet.get("name", "")] = targets.get(key, "")
    return found


@cache
def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0, by its letters; for too many letters, a number above the limit."""
    number = 0
    for letter in letters[:7].upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
