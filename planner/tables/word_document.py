"""Reads what is shown in a Word document: its tables, or the lines of one without a table.

A document is the same elements as a web page under other names ([ECMA-376] Part 1, 17), so it is told to the reader of
pages, and a table is the same from the file as from the clipboard. Left out is what Word does not show: hidden text,
tracked deletions, what was moved away, and what only serves programs that are older.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from planner.domain.text import EstradError, Text
from planner.tables.opened_file import damaged_document
from planner.tables.page_tables import PageTables
from planner.tables.table import Begins, Piece, SheetBegins, TableFormat, rows_in_pieces
from planner.tables.zip_inspection import MAIN_PART

_PIECE = 65_536
_NOT_SHOWN = {
    *("del", "moveFrom", "Fallback", "instrText", "delText", "rt"),
    *("sectPr", "tblPr", "tblGrid", "tblPrEx", "sdtPr"),
}
_OFF = {"0", "false", "off"}
_TEXTS = {"tab": "\t", "noBreakHyphen": "-"}
"""Elements of a run that stand for a text."""


def read_docx(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a document's tables, or its lines; raise ``EstradError`` if it is damaged or empty."""
    document = _Document()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/styles.xml" in archive.namelist():
                document.styles = _styles(archive.read("word/styles.xml"))
            with archive.open(next(filter(MAIN_PART.fullmatch, archive.namelist()))) as stream:
                parser = _parser(target=document)
                while piece := stream.read(_PIECE):
                    parser.feed(piece)
                parser.close()
    except (etree.LxmlError, zipfile.BadZipFile, ValueError, AssertionError, KeyError, EOFError, OSError) as error:
        raise damaged_document() from error
    page = document.page
    if page.filled:
        yield from page.pieces(TableFormat.DOCX)
        return
    lines = page.lines()
    if not lines:
        raise EstradError(Text("The document has no text."), Text("Choose a document with a table."))
    yield Begins(TableFormat.LINES, rows=len(lines))
    yield SheetBegins("")
    yield from rows_in_pieces(((line,), 0) for line in lines)


def _parser(**target: Any) -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, **target)


@dataclass(slots=True)
class _Style:
    """A style, which may hide its text or strike it through; None leaves that to the style that it is based on."""

    based_on: str = ""
    hides: bool | None = None
    strikes: bool | None = None

    def take(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in a property of a run."""
        is_on = _value(attributes) not in _OFF
        if name == "vanish":
            self.hides = is_on
        elif name in ("strike", "dstrike"):
            self.strikes = is_on


def _styles(data: bytes) -> dict[str, _Style]:
    """Return the document's styles by their ids."""
    found: dict[str, _Style] = {}
    for element in etree.fromstring(data, _parser()).iterchildren("{*}style"):
        style = found[_value(element.attrib, "styleId")] = _Style()
        for one in element.iterchildren("{*}basedOn"):
            style.based_on = _value(one.attrib)
        for one in element.iterfind("{*}rPr/*"):
            style.take(_name(one.tag), one.attrib)
    return found


def _name(tag: object) -> str:
    """Return the name of an element without its namespace, which is another one in a strict document."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(attributes: Mapping[str, str], name: str = "val") -> str:
    return next((value for key, value in attributes.items() if _name(key) == name), "")


def _count(attributes: Mapping[str, str]) -> int:
    said = _value(attributes)[:4]
    return int(said) if said.isdecimal() else 1


MOST_BASED = 10
"""Maximum number of styles that are based on one another."""


@dataclass(slots=True)
class _Document:
    """A parser target that tells a document to the reader of pages."""

    page: PageTables = field(default_factory=lambda: PageTables(with_lines=True))
    styles: dict[str, _Style] = field(default_factory=dict)
    _path: list[str] = field(default_factory=list)
    _skipped: int = 0
    _rows: list[dict[str, str]] = field(default_factory=list)
    """The properties of each row that is open, until its first cell begins."""
    _cell: dict[str, str] | None = None
    """The properties of a cell that has not begun."""
    _paragraph: str = ""
    _run: _Style = field(default_factory=_Style)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Handle the beginning of an element."""
        name, inside = _name(tag), self._path[-1] if self._path else ""
        self._path.append(name)
        if self._skipped:
            self._skipped += 1
        elif inside in ("trPr", "tcPr", "pPr", "rPr"):
            self._property(name, inside, attributes)
            self._skipped = int(name != "rPr")
        elif name in _NOT_SHOWN:
            self._skipped = 1
        else:
            self._begin(name)

    def _property(self, name: str, inside: str, attributes: Mapping[str, str]) -> None:
        """Take in a property of a row, a cell, a paragraph or a run."""
        match inside, name:
            case "trPr", _ if not self._rows:
                pass
            case "trPr", "del" | "hidden" if _value(attributes) not in _OFF:
                self._rows[-1]["style"] = "display:none"
            case "trPr", "gridBefore":
                self._rows[-1]["before"] = _value(attributes)
            case "tcPr", "gridSpan" if self._cell is not None:
                self._cell["colspan"] = _value(attributes)
            case "tcPr", "vMerge" if self._cell is not None:
                self._cell["vmerge"] = _value(attributes) or "continue"
            case "tcPr", "cellDel" if self._cell is not None:
                self._cell["deleted"] = "1"
            case "pPr", "pStyle":
                self._paragraph = _value(attributes)
            case "rPr", "rStyle":
                self._run.based_on = _value(attributes)
            case "rPr", _ if self._path[-3:-2] == ["r"]:
                self._run.take(name, attributes)

    def _begin(self, name: str) -> None:
        match name:
            case "tr":
                self._rows.append({})
            case "tc":
                self._cell = {}
            case "p" | "tbl":
                self._begin_cell()
                self._paragraph = ""
                self.page.start("table" if name == "tbl" else "p", {})
            case "r":
                self._run = _Style()
            case "br" | "cr":
                self.page.start("br", {})
            case "tab" | "noBreakHyphen":
                self._say(_TEXTS[name])

    def _begin_cell(self) -> None:
        """Begin the cell whose first content comes, and its row if it is the row's first."""
        cell, self._cell = self._cell, None
        if cell is None or not self._rows:
            return
        self._begin_row(self._rows[-1])
        if "deleted" in cell:
            cell["style"] = "display:none"
        self.page.start("td", cell)

    def _begin_row(self, row: dict[str, str]) -> None:
        if "begun" in row:
            return
        self.page.start("tr", row)
        if before := _count({"val": row.get("before", "0")}):
            self.page.start("td", {"colspan": str(before)})
            self.page.end("td")
        row["begun"] = "1"

    def data(self, text: str) -> None:
        """Handle text, of which only that of runs is shown."""
        if self._path[-1:] == ["t"] and not self._skipped:
            self._say(text)

    def _say(self, text: str) -> None:
        if self._is("hides"):
            return
        if struck := self._is("strikes"):
            self.page.start("s", {})
        self.page.data(text)
        if struck:
            self.page.end("s")

    def _is(self, what: str) -> bool:
        """Return what the run says of itself, or else its style or that of its paragraph."""
        said = getattr(self._run, what)
        for name in (self._run.based_on, self._paragraph):
            for _ in range(MOST_BASED):
                if said is not None or name not in self.styles:
                    break
                said, name = getattr(self.styles[name], what), self.styles[name].based_on
        return bool(said)

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        name = self._path.pop()
        if self._skipped:
            self._skipped -= 1
            return
        match name:
            case "p":
                self.page.end("p")
            case "tbl":
                self.page.end("table")
            case "tc":
                self._begin_cell()
                self.page.end("td")
            case "tr" if self._rows:
                self._begin_row(self._rows[-1])
                self._rows.pop()
                self.page.end("tr")
            case "br" | "cr":
                self.page.end("br")

    def close(self) -> None:
        """Handle the end of the document."""
        self.page.close()
