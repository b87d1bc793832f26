"""Reads the tables of web pages, and of clipboard HTML from Excel, Calc, Google Sheets, Word and Outlook."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from lxml import etree

from planner.domain.text import EstradError, Text
from planner.tables.delimited import encoding_of
from planner.tables.opened_file import MOST_COLUMNS, MOST_MERGED, MOST_SHEETS, check_extent, too_many_sheets
from planner.tables.table import Area, Begins, Piece, Row, SheetBegins, SheetMarks, TableFormat, Value, rows_in_pieces

MOST_SPAN = 100_000
_SPACES = re.compile(r"[ \t\r\n\f]+")
_NUMBER = re.compile(r"[-+−]?[\d  ., ]*\d[  ]*%?")
_MOMENT = re.compile(r"[YMDHSNÅJAP/\\0 .:;,@-]+", re.IGNORECASE)
"""A format of dates or times, as opposed to a number format such as Standard."""
_DATE_LETTERS = re.compile(r"[YD]", re.IGNORECASE)
_TIME_LETTERS = re.compile(r"H", re.IGNORECASE)
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""Parts of a format that are literal text, colours or languages."""
_FIRST_DAY = datetime(1899, 12, 30)
_SHEETS_MOMENTS = {5: "D", 6: "H", 7: "DH"}
"""Google's numbers for the formats of dates, times, and both."""


class HtmlCell:
    """A cell while its text is being read.

    ``wide`` and ``high`` are the numbers of columns and rows that it spans.
    """

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self.attributes = dict(attributes)
        self.wide = _span(self.attributes.get("colspan"))
        self.high = _span(self.attributes.get("rowspan"))
        self._lines: list[list[str]] = [[]]

    def add(self, text: str) -> None:
        """Add text, in which line breaks are treated as spaces."""
        self._lines[-1].append(text)

    def add_break(self) -> None:
        """Begin a new line, even after an empty one."""
        self._lines.append([])

    def break_line(self) -> None:
        """Begin a new line unless one has just begun."""
        if "".join(self._lines[-1]).strip():
            self._lines.append([])

    @property
    def text(self) -> str:
        """The text in lines, without spaces at either end of a line and empty lines at either end."""
        lines = [_SPACES.sub(" ", "".join(parts)).replace("\xa0", " ").strip() for parts in self._lines]
        return "\n".join(lines).strip("\n")


def _span(said: str | None) -> int:
    """Return the number of rows or columns that a cell spans; 0 means all that follow."""
    digits = (said or "").strip()[:9]
    return min(int(digits) or MOST_SPAN, MOST_SPAN) if digits.isdecimal() else 1


def typed_value(cell: HtmlCell) -> Value:
    """Return a cell's date or number if the program wrote it in a known format, or else its text."""
    text = cell.text
    if not text:
        return None
    attributes = cell.attributes
    if "sdval" in attributes:
        return _of_serial(attributes["sdval"], attributes.get("sdnum", "").split(";", 2)[2:], text)
    return _of_sheets(attributes, text) if "data-sheets-value" in attributes else text


def _of_sheets(attributes: Mapping[str, str], text: str) -> Value:
    """Return the value that Google Sheets wrote beside the text, or else the text."""
    try:
        value = json.loads(attributes["data-sheets-value"])
        if value.get("1") == 2 and isinstance(value["2"], str):
            return value["2"].replace("\r\n", "\n").strip() or None
        if value.get("1") == 4:
            return bool(value["4"])
        if value.get("1") == 3:
            letters = _SHEETS_MOMENTS.get(json.loads(attributes.get("data-sheets-numberformat", "{}")).get("1"), "")
            return _of_serial(str(float(value["3"])), [letters] if letters else [], text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        pass
    return text


def _of_serial(said: str, formats: list[str], text: str) -> Value:
    """Return a serial number as a number, date or time, depending on its format; the text if the format is unknown."""
    try:
        number = float(said)
        letters = _NOT_LETTERS.sub("", formats[0]) if formats else ""
        is_moment = _MOMENT.fullmatch(letters) is not None
        has_date = is_moment and _DATE_LETTERS.search(letters) is not None
        has_time = is_moment and _TIME_LETTERS.search(letters) is not None
        if (has_date or has_time) and 0 <= number < 2_958_466:
            moment = _FIRST_DAY + timedelta(seconds=round(number * 86_400))
            if has_date and number >= 1:
                return moment if has_time else moment.date()
            if has_time and number < 1:
                return moment.time()
        if not (has_date or has_time) and _NUMBER.fullmatch(text):
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
    except (ValueError, OverflowError):
        pass
    return text


_HEAD_OF_CLIPBOARD = re.compile(r"\s*Version:[\d.]+\s*(?:\w+:[^\r\n<]*[\r\n]+)*")
"""The header that Windows puts before HTML on the clipboard (CF_HTML): offsets and the source address."""
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_SILENT = {"style", "script", "title", "template", "noscript", "xml", "select", "textarea"}
_BLOCKS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt", "tr"}
_CELLS = {"td", "th"}
_PIECE = 32_768


def read_html(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a page's tables, each as a sheet; raise ``EstradError`` if there is none."""
    page = _Page()
    parser = etree.HTMLParser(target=page, no_network=True, huge_tree=False, remove_pis=True)
    text = _HEAD_OF_CLIPBOARD.sub("", _decoded(data), count=1).replace("\0", "")
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise EstradError(Text("The web page is broken."), Text("Save the table as .xlsx or CSV.")) from error
    tables = [table for table in page.tables if any(any(v is not None for v in row) for row in table.rows)]
    if not tables:
        raise EstradError(
            Text("There is no table on the web page."), Text("Copy the table itself, or save it as .xlsx or CSV.")
        )
    yield Begins(TableFormat.HTML, rows=sum(len(table.rows) for table in tables))
    for number, table in enumerate(tables, 1):
        yield SheetBegins(str(number) if len(tables) > 1 else "")
        yield from rows_in_pieces((row, 0) for row in table.rows)
        yield SheetMarks(tuple(table.areas()))


def _decoded(data: bytes) -> str:
    """Decode a page by its byte order mark or zero bytes; otherwise as UTF-8 if valid, or as it declares."""
    encoding = encoding_of(data)
    said = _CHARSET.search(data[:4000])
    if said and encoding in ("cp1252", "mac_roman"):
        with suppress(LookupError):
            encoding = codecs.lookup(said[1].decode("ascii")).name
        if encoding == "utf-8":  # declared, but invalid
            encoding = "cp1252"
    return data.decode(encoding, "replace").removeprefix("\ufeff")


class _Table:
    """The rows of a table while it is being read; a merged cell blocks the positions that it covers."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._merged: list[Area] = []
        self._taken: dict[int, int] = {}
        """Number of following rows that are still covered from above, by column."""
        self._row: list[Value] = []
        self._fresh: dict[int, int] = {}
        self.is_open = False

    def begin_row(self) -> None:
        """Begin a row, ending the previous one if it is still open."""
        self.end_row()
        self.is_open = True

    def end_row(self) -> None:
        """End the row, if one is open."""
        if not self.is_open:
            return
        self.rows.append(tuple(self._row))
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1} | self._fresh
        self._row, self._fresh, self.is_open = [], {}, False
        check_extent("", len(self.rows), max(map(len, self.rows[-1:]), default=0))

    def add(self, cell: HtmlCell, value: Value) -> None:
        """Put a cell at the next free position in the row."""
        if not self.is_open:
            self.begin_row()
        column = len(self._row)
        while column in self._taken:
            column += 1
        check_extent("", len(self.rows) + 1, column + 1)
        wide = min(cell.wide, MOST_COLUMNS - column)
        self._row += [None] * (column - len(self._row)) + [value] + [None] * (wide - 1)
        if cell.high != 1:
            self._fresh |= dict.fromkeys(range(column, column + wide), cell.high - 1)
        if (wide > 1 or cell.high > 1) and len(self._merged) < MOST_MERGED:
            row = len(self.rows)
            self._merged.append(Area(row, column, row + cell.high - 1, column + wide - 1))

    def areas(self) -> Iterator[Area]:
        """Yield the merged areas, clipped at the last row."""
        last = len(self.rows) - 1
        return (Area(area.top, area.left, min(area.bottom, last), area.right) for area in self._merged)


class _Page:
    """A parser target that collects the outermost tables, with the text in their cells."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._depth = self._silent = 0
        self._cell: HtmlCell | None = None
        self._hidden_row = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the beginning of an element."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._silent = 0
                if len(self.tables) >= MOST_SHEETS:
                    raise too_many_sheets()
                self.tables.append(_Table())
            elif self._cell:
                self._cell.break_line()
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._hidden_row = "display:none" in attributes.get("style", "").replace(" ", "").lower()
            if not self._hidden_row:
                self.tables[-1].begin_row()
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
            self._cell = HtmlCell(attributes)
        elif self._cell:
            self._mark(tag)

    def _mark(self, tag: str) -> None:
        assert self._cell is not None
        match tag:
            case "br":
                self._cell.add_break()
            case "td" | "th":
                self._cell.add(" ")
            case _ if tag in _BLOCKS:
                self._cell.break_line()

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
                self.tables[-1].end_row()
            self._depth -= 1
        elif self._depth == 1 and tag in ("tr", *_CELLS):
            self._end_cell()
            if tag == "tr":
                self.tables[-1].end_row()
        elif self._cell and tag in _BLOCKS:
            self._cell.break_line()

    def data(self, text: str) -> None:
        """Handle text."""
        if self._cell and not self._silent:
            self._cell.add(text)

    def close(self) -> None:
        """Handle the end of the page; a table that is still open ends there."""
        self._end_cell()
        if self._depth and self.tables:
            self.tables[-1].end_row()

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell and not self._hidden_row:
            self.tables[-1].add(cell, typed_value(cell))
