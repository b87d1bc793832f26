"""Reads the tables of web pages, of HTML that office programs copy, of Word documents and of LibreOffice (ODS).

Of a Word document, only what it shows is read: its tables with the short lines just above each, or all its lines if it
has no table. Its elements are those of a web page under other names ([ECMA-376] Part 1, 17), so it is converted to a
page; thus a table comes out the same from the file and from the clipboard. Hidden text, tracked deletions, the old
places of moved text, and fallbacks for older programs are left out.

A spreadsheet (ODS) is read row by row. calamine reads them too, but it reports neither merged cells nor formulas
without a value, and it expands all repetitions. To check for these, the table would have to be read here anyway.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from lxml import etree

from planner.domain.text import EstradError, Text
from planner.tables.delimited import guess_encoding
from planner.tables.opened_file import (
    DAMAGED,
    DAMAGED_DOCUMENT,
    MAIN_PART,
    MOST_MERGED,
    SAFE,
    check_cell_count,
    check_sheet_count,
    check_sheet_size,
    free_element,
    replace_faults,
)
from planner.tables.page_tables import PageTables
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

_HEAD_OF_CLIPBOARD = re.compile(r"\s*Version:[\d.]+\s*(?:\w+:[^\r\n<]*[\r\n]+)*")
"""The header that Windows puts before HTML on the clipboard (CF_HTML): offsets and the source address."""
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_OF_WORD, _OF_EXCEL = "urn:schemas-microsoft-com:office:word", "urn:schemas-microsoft-com:office:excel"
"""XML namespaces in the head of HTML that Word and Excel copy; HTML of Word and Outlook may also name that of Excel."""
_PIECE = 32_768


def read_html(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a web page's tables, a sheet each; raise ``EstradError`` if it has none or is broken."""
    text = _HEAD_OF_CLIPBOARD.sub("", _decode(data), count=1).replace("\0", "")
    is_of_word, is_of_excel = _OF_WORD in text[:_PIECE], _OF_EXCEL in text[:_PIECE]
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_pis=True, remove_comments=True)
    try:
        parser.feed(text)
        page = PageTables(parser.close(), with_lines=is_of_word)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError) as error:
        raise EstradError(Text("The web page is broken."), Text("Save the table as .xlsx or CSV.")) from error
    if not page.filled_tables:
        raise EstradError(
            Text("There is no table on the web page."), Text("Copy the table itself, or save it as .xlsx or CSV.")
        )
    if is_of_excel and not is_of_word:
        yield unseen_looks_remark(TableFormat.HTML)
    yield from page.pieces(TableFormat.HTML)


def _decode(data: bytes) -> str:
    """Decode a page by its byte order mark or zero bytes, or as UTF-8 if valid, or as it declares, or by a guess."""
    encoding = guess_encoding(data)
    said = _CHARSET.search(data[:4000])
    if said and encoding in ("cp1252", "mac_roman"):
        with suppress(LookupError):
            encoding = codecs.lookup(said[1].decode("ascii")).name
        if encoding == "utf-8":  # declared, but invalid
            encoding = "cp1252"
    return data.decode(encoding, "replace").removeprefix("\ufeff")


_NOT_SHOWN = {
    *("del", "moveFrom", "Fallback", "instrText", "delText", "rt"),
    *("sectPr", "tblPr", "tblGrid", "tblPrEx", "sdtPr", "trPr", "tcPr", "pPr", "rPr"),
}
_OFF = {"0", "false", "off"}
_TAGS = {"tbl": "table", "tr": "tr", "tc": "td", "p": "p", "br": "br", "cr": "br"}
"""HTML tags for elements of a Word document."""
_TEXTS = {"tab": "\t", "noBreakHyphen": "-"}
"""Elements of a run that stand for a character."""
_STYLES = "word/styles.xml"
MOST_BASED = 10
"""Maximum number of styles from which a style inherits."""
Properties = Mapping[str, Any]
"""The property elements of a row, cell, paragraph or run, by their names without namespace."""


def read_docx(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a document's tables, or its lines if it has none.

    Raise ``EstradError`` if it is damaged or empty.
    """
    with replace_faults(*DAMAGED_DOCUMENT), zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        document = archive.read(next(filter(MAIN_PART.fullmatch, names)))
        page = _WordConverter(_style_properties(archive.read(_STYLES)) if _STYLES in names else {}).read(document)
    if page.filled_tables:
        yield from page.pieces(TableFormat.DOCX)
        return
    lines = page.take_lines()
    if not lines:
        raise EstradError(Text("The document has no text."), Text("Choose a document with a table."))
    yield from rows_in_pieces(((line,), 0) for line in lines)
    yield SheetMarks()
    yield Done(TableFormat.LINES)


def _style_properties(data: bytes) -> Mapping[str, Properties]:
    """Return the run properties of each style, with those that it inherits from other styles, by the style's id."""
    elements = etree.fromstring(data, etree.XMLParser(**SAFE)).iterchildren("{*}style")
    styles = {
        _attribute(style, "styleId"): {
            _local_name(one): one for part in ("{*}basedOn", "{*}rPr/*") for one in style.iterfind(part)
        }
        for style in elements
    }
    for _ in range(MOST_BASED):
        styles = {name: {**styles.get(_attribute(own.get("basedOn")), {}), **own} for name, own in styles.items()}
    return styles


def _local_name(element: Any) -> str:
    """Return an element's tag without its namespace, as Strict Open XML has other namespaces than the usual form."""
    return element.tag.rpartition("}")[2]  # type: ignore[no-any-return]


def _attribute(element: Any, name: str = "val") -> str:
    for key, value in () if element is None else element.items():
        if key.rpartition("}")[2] == name:
            return value  # type: ignore[no-any-return]
    return ""


class _WordConverter:
    """Converts a Word document to a web page; ``styles`` are the run properties of each style, by its id."""

    def __init__(self, styles: Mapping[str, Properties]) -> None:
        self._page = etree.TreeBuilder()
        self._styles = styles
        self._paragraph = ""

    def read(self, data: bytes) -> PageTables:
        """Return the tables and lines of the document from the bytes of its main part."""
        self._page.start("html", {})
        self._convert_element("document", etree.fromstring(data, etree.XMLParser(**SAFE)), {})
        self._page.end("html")
        return PageTables(self._page.close(), with_lines=True)

    def _convert_element(self, name: str, element: Any, run: Properties) -> None:
        """Add what an element and those in it show to the page; ``run`` are the properties of the run around it."""
        if name == "t" or name in _TEXTS:
            text = _TEXTS.get(name) or element.text
            if text and not _is_switched_on(run, "vanish"):
                around = "s" if _is_switched_on(run, "strike", "dstrike") else "span"
                self._page.start(around, {})
                self._page.data(text)
                self._page.end(around)
            return
        parts = [(_local_name(part), part) for part in element]
        said = {_local_name(one): one for kind, part in parts if kind == f"{name}Pr" for one in part}
        if name == "r":
            style = self._styles.get(_attribute(said.get("rStyle")), {})
            run = {**self._styles.get(self._paragraph, {}), **style, **said}
        elif name == "p":
            self._paragraph = _attribute(said.get("pStyle"))
        tag = _TAGS.get(name)
        if tag:
            self._page.start(tag, _html_attributes(said) if said else {})
        if "gridBefore" in said and (before := _attribute(said["gridBefore"])) != "0":
            self._page.start("td", {"colspan": before})
            self._page.end("td")
        for kind, part in parts:
            if kind not in _NOT_SHOWN:
                self._convert_element(kind, part, run)
        if tag:
            self._page.end(tag)


def _is_switched_on(properties: Properties, *names: str) -> bool:
    """Return whether one of these properties is present and not switched off."""
    return any(name in properties and _attribute(properties[name]) not in _OFF for name in names)


def _html_attributes(said: Properties) -> dict[str, str]:
    """Return the HTML attributes for the properties of a row or a cell."""
    hidden = "cellDel" in said or _is_switched_on(said, "del", "hidden")
    merged = _attribute(said["vMerge"]) or "continue" if "vMerge" in said else ""
    return {
        "colspan": _attribute(said.get("gridSpan")),
        "vmerge": merged,
        "style": "display:none" if hidden else "",
    }


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
    """Yield the pieces of an ODS spreadsheet that ``inspect_zip`` accepts.

    Raise ``EstradError`` if it is damaged or too large.
    """
    with (
        replace_faults(*DAMAGED),
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        archive.open("content.xml") as stream,
    ):
        yield from _sheet_pieces(stream)
    yield unseen_looks_remark(TableFormat.ODS)
    yield Done(TableFormat.ODS)


def _sheet_pieces(stream: Any) -> Iterator[Piece]:
    """Yield the pieces of all sheets in order; raise ``EstradError`` if there are too many sheets or cells."""
    hidden = set[str]()
    cells = 0
    for number, (table, rows) in enumerate(groupby(_row_elements(stream, hidden), key=itemgetter(0)), 1):
        check_sheet_count(number)
        grid = _OdsSheet(table.get(f"{_TABLE}name", ""))
        if table.get(f"{_TABLE}style-name") in hidden:
            yield Text("The sheet “{sheet}” is hidden in the file.", sheet=grid.marks.name)
        yield from rows_in_pieces((row, 0) for _table, element in rows for row in grid.expand_row(element))
        cells += grid.height * grid.width
        check_cell_count(number, cells)
        yield grid.marks


def _row_elements(stream: Any, hidden: set[str]) -> Iterator[tuple[Any, Any]]:
    """Yield the element of the sheet and that of the row for each row of a spreadsheet.

    The names of styles that hide a sheet are added to ``hidden``. Tables inside cells and of linked files are no
    sheets; a row may be in a group of rows.
    """
    for _event, element in etree.iterparse(stream, tag=(f"{_TABLE}table-row", f"{_STYLE}style"), **SAFE):
        if element.find(f"{_STYLE}table-properties[@{_TABLE}display='false']") is not None:
            hidden.add(element.get(f"{_STYLE}name", ""))
        table = next(element.iterancestors(f"{_TABLE}table"), None)
        if table is not None and table.getparent().tag == f"{_OFFICE}spreadsheet":
            yield table, element
            free_element(element)


class _OdsSheet:
    """The rows of a sheet in order, with repetitions expanded within the limits.

    ``marks`` are filled as rows are taken; ``height`` and ``width`` are those of the cells with values so far.
    """

    def __init__(self, name: str) -> None:
        self.height = self.width = 0
        self.marks = SheetMarks(name)
        self._next = 0

    def expand_row(self, element: Any) -> Iterator[Row]:
        """Yield a row as often as it is repeated, after the empty rows before it; yield nothing for an empty row."""
        first, repeated = self._next, _repetitions(element, "number-rows-repeated")
        self._next += repeated
        row: list[Value] = []
        column = 0
        for cell in element.iterchildren(_CELL, f"{_TABLE}covered-table-cell"):
            across = _repetitions(cell, "number-columns-repeated")
            is_filled = cell.tag == _CELL and (len(cell) or len(cell.attrib))
            value = self._read_ods_cell(cell, first, column) if is_filled else None
            if value is not None:
                self.width = max(self.width, column + across)
                check_sheet_size(self.marks.name, self._next, self.width)
                row += [None] * (column - len(row)) + [value] * across
            column += across
        if row:
            yield from [()] * (first - self.height)
            yield from [tuple(row)] * repeated
            self.height = self._next

    def _read_ods_cell(self, cell: Any, row: int, column: int) -> Value:
        """Return the value of a cell, and note if it is merged; return None and note an error or a missing result."""
        wide, high = _repetitions(cell, "number-columns-spanned"), _repetitions(cell, "number-rows-spanned")
        if (wide > 1 or high > 1) and len(self.marks.merged) < MOST_MERGED:
            self.marks.merged.append(Area(row, column, row + high - 1, column + wide - 1))
        if cell.get(f"{_CALC}value-type") == "error":
            self.marks.errors.append((row, column))
        elif cell.get(f"{_TABLE}formula") is not None and cell.get(f"{_OFFICE}value-type") is None:
            self.marks.unknown.append((row, column))
        else:
            return _cell_value(cell)
        return None


def _repetitions(element: Any, attribute: str) -> int:
    """Return the number of repetitions or of spanned cells, at least 1."""
    said = element.get(f"{_TABLE}{attribute}")
    return min(max(int(said), 1), MOST_REPEATED) if said is not None and said[:9].isdecimal() and len(said) < 9 else 1


def _cell_value(cell: Any) -> Value:
    kind = cell.get(f"{_OFFICE}value-type", "string")
    said = cell.get(f"{_OFFICE}value") or cell.get(f"{_OFFICE}{kind}-value")
    with suppress(ValueError, OverflowError, KeyError):
        if said:
            return _READERS[kind](said)
    return "\n".join(_paragraph_text(p) for p in cell.iterchildren(f"{_TEXT}p")) or None


def _paragraph_text(paragraph: Any) -> str:
    """Return the text of a paragraph with its line breaks, spaces and tabs, but without notes and drawings."""
    for part in paragraph.iter(f"{_TEXT}s", *_SIGNS):
        part.text = _SIGNS.get(part.tag) or " " * min(int(part.get(f"{_TEXT}c") or 1), MOST_SPACES)
    etree.strip_elements(paragraph, f"{_TEXT}note", f"{_OFFICE}*", f"{_DRAW}*", with_tail=False)
    return "".join(paragraph.itertext())


def _parse_number(said: str) -> Value:
    return plain_number(float(said))


def _parse_date_or_datetime(said: str) -> Value:
    """Parse an ISO 8601 date, or date and time."""
    return datetime.fromisoformat(said[:26]).replace(tzinfo=None) if "T" in said else date.fromisoformat(said)


def _parse_time_of_day(said: str) -> Value:
    """Parse an ISO 8601 duration as a time of day; negative ones and those of a day or more become a ``timedelta``."""
    found = _LENGTH.fullmatch(said)
    if not found:
        raise ValueError(said)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds) * (-1 if found[1] else 1)
    return (datetime.min + length).time() if timedelta() <= length < timedelta(days=1) else length


_READERS: dict[str, Callable[[str], Value]] = {
    "float": _parse_number,
    "percentage": _parse_number,
    "currency": _parse_number,
    "date": _parse_date_or_datetime,
    "time": _parse_time_of_day,
    "boolean": lambda said: said == "true",
    "string": str,
}
