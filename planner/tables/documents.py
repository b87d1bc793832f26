"""Reads the tables of web pages, of what office programs copy as HTML, and of Word documents.

Of a document comes in what is shown: its tables, or the lines of one without a table. It is the same elements as a web
page under other names ([ECMA-376] Part 1, 17), so it is told to the reader of pages, and a table is the same from the
file as from the clipboard. Left out is what Word does not show: hidden text, tracked deletions, what was moved away,
and what only serves programs that are older.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from lxml import etree

from planner.domain.text import EstradError, Text
from planner.tables.delimited import guess_encoding
from planner.tables.opened_file import DAMAGED_DOCUMENT, faults_become
from planner.tables.page_tables import PageTables
from planner.tables.table import Done, Piece, SheetMarks, TableFormat, not_seen, rows_in_pieces
from planner.tables.zip_inspection import MAIN_PART, SAFE

_HEAD_OF_CLIPBOARD = re.compile(r"\s*Version:[\d.]+\s*(?:\w+:[^\r\n<]*[\r\n]+)*")
"""The header that Windows puts before HTML on the clipboard (CF_HTML): offsets and the source address."""
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_OF_WORD, _OF_EXCEL = "urn:schemas-microsoft-com:office:word", "urn:schemas-microsoft-com:office:excel"
"""Names in the head of what Word and Excel copy; Word and Outlook may also name Excel."""
_PIECE = 32_768


def read_html(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a page's tables, each as a sheet; raise ``EstradError`` if there is none."""
    text = _HEAD_OF_CLIPBOARD.sub("", _decoded(data), count=1).replace("\0", "")
    is_of_word, is_of_excel = _OF_WORD in text[:_PIECE], _OF_EXCEL in text[:_PIECE]
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_pis=True, remove_comments=True)
    try:
        parser.feed(text)
        page = PageTables(parser.close(), with_lines=is_of_word)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError) as error:
        raise EstradError(Text("The web page is broken."), Text("Save the table as .xlsx or CSV.")) from error
    if not page.filled:
        raise EstradError(
            Text("There is no table on the web page."), Text("Copy the table itself, or save it as .xlsx or CSV.")
        )
    if is_of_excel and not is_of_word:
        yield not_seen(TableFormat.HTML)
    yield from page.pieces(TableFormat.HTML)


def _decoded(data: bytes) -> str:
    """Decode a page by its byte order mark or zero bytes; otherwise as UTF-8 if valid, or as it declares."""
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
"""Elements with their names on a page."""
_TEXTS = {"tab": "\t", "noBreakHyphen": "-"}
"""Elements of a run that stand for a text."""
_STYLES = "word/styles.xml"
MOST_BASED = 10
"""Maximum number of styles that are based on one another."""
Properties = Mapping[str, Any]
"""The elements that are the properties of another one, by their names."""


def read_docx(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a document's tables, or its lines; raise ``EstradError`` if it is damaged or empty."""
    with faults_become(*DAMAGED_DOCUMENT), zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        document = archive.read(next(filter(MAIN_PART.fullmatch, names)))
        page = _Document(_styles(archive.read(_STYLES)) if _STYLES in names else {}).read(document)
    if page.filled:
        yield from page.pieces(TableFormat.DOCX)
        return
    lines = page.lines()
    if not lines:
        raise EstradError(Text("The document has no text."), Text("Choose a document with a table."))
    yield from rows_in_pieces(((line,), 0) for line in lines)
    yield SheetMarks()
    yield Done(TableFormat.LINES)


def _styles(data: bytes) -> Mapping[str, Properties]:
    """Return what the document's styles, and those that each is based on, say of runs by their ids."""
    elements = etree.fromstring(data, etree.XMLParser(**SAFE)).iterchildren("{*}style")
    styles = {
        _value(style, "styleId"): {
            _name(one): one for part in ("{*}basedOn", "{*}rPr/*") for one in style.iterfind(part)
        }
        for style in elements
    }
    for _ in range(MOST_BASED):
        styles = {name: {**styles.get(_value(own.get("basedOn")), {}), **own} for name, own in styles.items()}
    return styles


def _name(element: Any) -> str:
    """Return the name of an element without its namespace, which is another one in a strict document."""
    return element.tag.rpartition("}")[2]  # type: ignore[no-any-return]


def _value(element: Any, name: str = "val") -> str:
    for key, value in () if element is None else element.items():
        if key.rpartition("}")[2] == name:
            return value  # type: ignore[no-any-return]
    return ""


class _Document:
    """A document while it is told as a page; its styles are those of runs."""

    def __init__(self, styles: Mapping[str, Properties]) -> None:
        self._page = etree.TreeBuilder()
        self._styles = styles
        self._paragraph = ""

    def read(self, data: bytes) -> PageTables:
        """Return what the whole document shows."""
        self._page.start("html", {})
        self._tell("document", etree.fromstring(data, etree.XMLParser(**SAFE)), {})
        self._page.end("html")
        return PageTables(self._page.close(), with_lines=True)

    def _tell(self, name: str, element: Any, run: Properties) -> None:
        """Tell what is shown of an element, and of those in it; ``run`` are the properties of the run around it."""
        if name == "t" or name in _TEXTS:
            text = _TEXTS.get(name) or element.text
            if text and not _is_switched(run, "vanish"):
                around = "s" if _is_switched(run, "strike", "dstrike") else "span"
                self._page.start(around, {})
                self._page.data(text)
                self._page.end(around)
            return
        parts = [(_name(part), part) for part in element]
        said = {_name(one): one for kind, part in parts if kind == f"{name}Pr" for one in part}
        if name == "r":
            style = self._styles.get(_value(said.get("rStyle")), {})
            run = {**self._styles.get(self._paragraph, {}), **style, **said}
        elif name == "p":
            self._paragraph = _value(said.get("pStyle"))
        tag = _TAGS.get(name)
        if tag:
            self._page.start(tag, _attributes(said) if said else {})
        if "gridBefore" in said and (before := _value(said["gridBefore"])) != "0":
            self._page.start("td", {"colspan": before})
            self._page.end("td")
        for kind, part in parts:
            if kind not in _NOT_SHOWN:
                self._tell(kind, part, run)
        if tag:
            self._page.end(tag)


def _is_switched(properties: Properties, *names: str) -> bool:
    """Return whether one of these properties is there, and not switched off."""
    return any(name in properties and _value(properties[name]) not in _OFF for name in names)


def _attributes(said: Properties) -> dict[str, str]:
    """Return what a row or a cell says of itself as it is said on a page."""
    hidden = "cellDel" in said or _is_switched(said, "del", "hidden")
    merged = _value(said["vMerge"]) or "continue" if "vMerge" in said else ""
    return {"colspan": _value(said.get("gridSpan")), "vmerge": merged, "style": "display:none" if hidden else ""}
