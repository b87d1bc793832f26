"""Reads Excel workbooks, old and new, and how the cells of new ones look.

calamine lays out all cells up to the farthest one, and reads an error as an empty cell. A new workbook is examined
before (``zip_inspection``); an old one (XLS) has at most 65,536 rows and 256 columns a sheet, and is stopped by the
limit of memory.

calamine reads values only, so looks are read from a new workbook's own parts ([ECMA-376] Part 1, 18): its styles, the
texts that cells share, and of each sheet the rows, one after another; so are the cells with an error or with a formula
that has no result. A workbook whose styles neither strike nor colour anything is only read where an entry mentions such
a thing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
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
from planner.tables.zip_inspection import SAFE, column_number, free, paths_of_sheets

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


def read_workbook(data: bytes, form: TableFormat, marked: frozenset[str]) -> Iterator[Piece]:
    """Yield the pieces of an examined Excel workbook; raise ``EstradError`` if it is damaged or too large.

    ``marked`` are its entries that mention what is looked for beside values.
    """
    book = open_workbook(data)
    looks, cells = None, 0
    if form is TableFormat.XLSX:
        with suppress(*_BROKEN):
            looks = WorkbookLooks(data, marked)
    check_sheets(len(book.sheets_metadata))
    for facts in book.sheets_metadata:
        if facts.typ != SheetTypeEnum.WorkSheet:
            continue
        if facts.visible != SheetVisibleEnum.Visible:
            yield Text("The sheet “{sheet}” is hidden in the file.", sheet=facts.name)
        with faults_become(Text("The sheet “{sheet}” is damaged.", sheet=facts.name[:60]), AGAIN):
            sheet = book.get_sheet_by_name(facts.name)
            cells += sheet.total_height * sheet.total_width
            check_cells(len(book.sheets_metadata), cells)
            yield from _read_sheet(sheet, looks)
    if looks is None or not looks.are_seen:
        yield not_seen(form)
    yield Done(form)


def _read_sheet(sheet: CalamineSheet, looks: WorkbookLooks | None) -> Iterator[Piece]:
    if sheet.end is not None:
        check_extent(sheet.name, sheet.end[0] + 1, sheet.end[1] + 1)
        left: Row = (None,) * (sheet.start[1] if sheet.start else 0)  # empty columns, which calamine leaves out
        yield from rows_in_pieces((left + tuple(map(_value, row)), 0) for row in sheet.iter_rows())
    merged = [Area(*first, *last) for first, last in (sheet.merged_cell_ranges or ())[:MOST_MERGED]]
    marks = SheetMarks(sheet.name, merged)
    if looks:
        looks.note(marks)
    yield marks


def _value(value: Any) -> Value:
    if type(value) is float:
        return plain_number(value)
    if type(value) is str and ("\r" in value or "_x000" in value):
        return _RETURN.sub("", value).replace("\r", "\n")
    return value  # type: ignore[no-any-return]


MOST_LOOKS = 100_000
"""Maximum number of struck cells and of runs of coloured cells of a sheet."""
MOST_STYLES = 20_000_000
"""Maximum number of bytes of the styles, which are read at once."""
_OFF = ("0", "false")
_WHITE = re.compile(r"indexed=(?:1|9|65)|rgb=(?:FF|00)?FFFFFF|theme=0(?: tint=-?0(?:\.0+)?)?", re.IGNORECASE)
_PLACE = re.compile(r"([A-Za-z]{1,3})\d+")
_BROKEN = (SyntaxError, etree.LxmlError, zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError, OSError)
"""The errors of parts that cannot be read, though calamine may read their values."""


class WorkbookLooks:
    """The looks of a workbook's cells, and which have no value; raises what is ``_BROKEN`` if it cannot be read.

    ``are_seen`` says whether those of all sheets could be read.
    """

    def __init__(self, data: bytes, marked: frozenset[str]) -> None:
        self.are_seen = True
        self._marked = marked
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._paths = dict(paths_of_sheets(self._archive))
        self._styles = self._read_styles() if "xl/styles.xml" in self._archive.namelist() else {}
        self._struck_texts = self._read_texts()

    def _read_styles(self) -> dict[str, tuple[str, bool]]:
        """Return the colour and whether it strikes for each style that has either, by its number."""
        if self._archive.getinfo("xl/styles.xml").file_size > MOST_STYLES:
            raise ValueError("too large")
        root = etree.fromstring(self._archive.read("xl/styles.xml"), etree.XMLParser(**SAFE))
        struck = {str(n) for n, font in enumerate(root.iterfind("{*}fonts/{*}font")) if _is_struck(font)}
        colours = {str(n): _colour(fill) for n, fill in enumerate(root.iterfind("{*}fills/{*}fill"))}
        found = {}
        for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
            look = (colours.get(style.get("fillId", "0"), ""), style.get("fontId", "0") in struck)
            if any(look):
                found[str(number)] = look
        return found

    def _read_texts(self) -> frozenset[str]:
        """Return the numbers of the shared texts of which a part is struck through."""
        path = "xl/sharedStrings.xml"
        if path not in self._marked:
            return frozenset()
        return frozenset(str(number) for number, text in enumerate(self._elements(path, "si")) if _is_struck(text))

    def note(self, marks: SheetMarks) -> None:
        """Note how a sheet's cells look, and which have an error or no result, as far as that can be read."""
        try:
            self._read_sheet(marks)
        except _BROKEN:
            self.are_seen = False
        if not self.are_seen:
            marks.struck, marks.hidden, marks.colours = [], [], []

    def _read_sheet(self, marks: SheetMarks) -> None:
        path = self._paths[marks.name]
        if not (self._styles or self._struck_texts or path in self._marked):
            return
        number = -1
        for row in self._elements(path, "row"):
            number = int(row.get("r", number + 2)) - 1
            if number >= MOST_ROWS:
                break
            if row.get("hidden", "0") not in _OFF:
                marks.hidden.append(number)
            self._take(marks, number, row)

    def _take(self, marks: SheetMarks, number: int, row: Any) -> None:
        place, after = "", 0
        for cell in row:
            said = cell.get("r", "")
            place, after = (said, 0) if said else (place, after + 1)
            colour, struck = self._styles.get(cell.get("s", "0"), ("", False))
            struck = len(cell) > 0 and (struck or self._has_struck_text(cell))
            is_error = cell.get("t") == "e"
            is_unknown = len(cell) > 0 and not is_error and _lacks_result(cell)
            if not (colour or struck or is_error or is_unknown):
                continue
            found = _PLACE.match(place)
            column = (column_number(found[1].encode()) - 1 if found else -1) + after
            if colour and column < MOST_COLUMNS:
                _add_colour(marks.colours, number, column, colour)
            for cells, has in ((marks.struck, struck), (marks.errors, is_error), (marks.unknown, is_unknown)):
                if has:
                    cells.append((number, column))
        if len(marks.struck) + len(marks.colours) > MOST_LOOKS:
            self._styles, self._struck_texts, self.are_seen = {}, frozenset(), False

    def _has_struck_text(self, cell: Any) -> bool:
        if cell.get("t") == "s":
            return bool(self._struck_texts) and cell.findtext("{*}v") in self._struck_texts
        return cell.get("t") == "inlineStr" and _is_struck(cell)

    def _elements(self, path: str, name: str) -> Iterator[Any]:
        """Yield the elements of a name, and free each afterwards."""
        with self._archive.open(path) as stream:
            for _event, element in etree.iterparse(stream, tag=f"{{*}}{name}", **SAFE):
                yield element
                free(element)


def _add_colour(runs: list[tuple[int, int, int, str]], row: int, column: int, colour: str) -> None:
    """Add a coloured cell, to the run before it if that ends there."""
    first = column
    if runs and runs[-1][0::2] == (row, column - 1) and runs[-1][3] == colour:
        first = runs.pop()[1]
    runs.append((row, first, column, colour))


def _lacks_result(cell: Any) -> bool:
    """Return whether a cell has a formula without a stored value; an empty text is one."""
    if not cell[0].tag.endswith("}f"):
        return False
    results = [part for part in cell if part.tag.endswith(("}v", "}is"))]
    return not any(part.text or len(part) or cell.get("t") == "str" for part in results)


def _is_struck(element: Any) -> bool:
    """Return whether an element has a property that strikes text through."""
    return any(one.get("val", "1") not in _OFF for one in element.iterfind(".//{*}strike"))


def _colour(fill: Any) -> str:
    """Return a text that is the same for the same colour of a fill, empty for none and for white."""
    colour = fill.find("{*}patternFill/{*}fgColor")
    is_seen = colour is not None and colour.getparent().get("patternType", "none") not in ("none", "gray125")
    found = " ".join(f"{name}={value}" for name, value in sorted(colour.attrib.items())) if is_seen else ""
    return "" if _WHITE.fullmatch(found) else found
