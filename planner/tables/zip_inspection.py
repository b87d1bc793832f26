"""Examines a zipped workbook or document before it is parsed: its actual size, and the extent of its cells.

Nothing that the file declares about itself is trusted: neither the size of its sheets and entries nor their names.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Any

from planner.domain.text import N_, EstradError, Text
from planner.tables.opened_file import (
    AGAIN,
    DAMAGED,
    HAS_A_PASSWORD,
    MOST_SHEETS,
    MOST_UNPACKED,
    TOO_MUCH_UNPACKED,
    check_cells,
    faults_become,
    is_too_far,
    too_far,
)
from planner.tables.table import TableFormat

MOST_ENTRIES = 2_000
MOST_IN_A_ROW = 16_000_000
"""Maximum number of bytes of a row that are held in memory at a time."""
_PIECE = 1_000_000
_END, _END_WITHIN = b"PK\x05\x06", 65_557
"""The signature of a zip's end record, and the number of bytes at the end of the file in which it must be."""
_TAG = re.compile(rb"<(?:[\w.-]+:)?(?:row|c)(?=[\s/>])")
_TAG_WITH_MARKS = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^>]*>(?:</)?)")
_FILLED = re.compile(
    rb"""<(?:[\w.-]+:)?c\s+(?:r|[^>]*?\sr)\s*=\s*["']\s*"""
    rb"""([A-Za-z]++)(\d{1,9}+)\s*["'][^>]*+(?<!/)>(?!</)"""
)
"""A cell with a position and content; coloured columns have empty cells down to the last row."""
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)(\d{1,9})\s*["']""")
_MARKS = (b"strike", b"hidden=", b'"e"', b"'e'", b"<f>", b"<f ", b":f>", b":f ")
"""What is struck through or hidden, and what may be cells with an error or a formula."""
MAIN_PART = re.compile(r"word/document\d*\.xml")
"""The name of a Word document's text in its archive."""
_ROW_ENDS = (b"</row>", b":row>")
_OTHERS = (
    ("ppt/presentation.xml", N_("a presentation")),
    ("Index/Document.iwa", N_("a document of Apple's Numbers, Pages or Keynote")),
    ("content.xml", N_("a document, not a spreadsheet")),
)


@dataclass(slots=True)
class SheetSummary:
    """The extent of a sheet's cells."""

    rows: int = 0
    columns: int = 0
    is_marked: bool = False
    """Whether it mentions what ``WorkbookLooks`` looks for."""
    _row: int = 0
    _column: int = 0

    def take(self, part: bytes) -> None:
        """Examine a part of the sheet that ends with a row."""
        count = len(_TAG.findall(part))
        if not count:
            return
        if len(_PLACE.findall(part)) != count:
            self._count(part)
        elif filled := _FILLED.findall(part):
            self.rows = self._row = max(self.rows, max(map(int, {row for _letters, row in filled})))
            self.columns = max(self.columns, max(map(column_number, {letters for letters, _row in filled})))

    def _count(self, part: bytes) -> None:
        """Examine rows and cells one by one; one without a position follows the previous one."""
        for kind, marks in _TAG_WITH_MARKS.findall(part):
            place = _PLACE.search(marks)
            if kind == b"row":
                self._row = int(place[2]) if place else self._row + 1
                self._column = 0
                continue
            self._column = column_number(place[1]) if place else self._column + 1
            self._row = int(place[2]) if place else max(self._row, 1)
            if not marks.endswith((b"/>", b"></")):
                self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)


def look_into(data: bytes) -> tuple[TableFormat, frozenset[str]]:
    """Return the format of a zipped file, and its entries that mention what ``WorkbookLooks`` looks for.

    Raise ``EstradError`` if it is too large or nothing with tables.
    """
    if data[-_END_WITHIN:].count(_END) > 1:  # other programs may choose another end record
        raise EstradError(*DAMAGED)
    with faults_become(*DAMAGED), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _look(archive)


def _look(archive: zipfile.ZipFile) -> tuple[TableFormat, frozenset[str]]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) < len(entries):
        raise EstradError(*DAMAGED)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise EstradError(*TOO_MUCH_UNPACKED)
    form = _form(archive, names)
    if any(entry.flag_bits & 1 for entry in entries):
        raise EstradError(*HAS_A_PASSWORD)
    looks = {entry.filename: _look_at(archive, entry, form) for entry in entries}
    filled = [look.rows * look.columns for look in looks.values() if look.rows]
    check_cells(len(filled), sum(filled))
    return form, frozenset(path for path, look in looks.items() if look.is_marked)


def _form(archive: zipfile.ZipFile, names: set[str]) -> TableFormat:
    """Return the format of an archive; raise ``EstradError`` if it is encrypted, or neither a workbook nor of Word."""
    if any(name.lower().startswith("xl/workbook") for name in names):
        return TableFormat.XLSX
    if any(map(MAIN_PART.fullmatch, names)):
        return TableFormat.DOCX
    kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as stream:
            if b"encryption-data" in stream.read(_PIECE):
                raise EstradError(*HAS_A_PASSWORD)
    if "content.xml" in names and (not kind or b"spreadsheet" in kind):
        return TableFormat.ODS
    what = next((Text(words) for name, words in _OTHERS if name in names), Text("an archive of files"))
    raise EstradError(
        Text("The file is {what}.", what=what),
        Text("Copy its table and paste it, or export it as .xlsx or CSV."),
    )


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, form: TableFormat) -> SheetSummary:
    """Unpack an entry and examine the Excel cells in it, if any, since a sheet may have any file name."""
    look = SheetSummary()
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    for part in _parts(archive, entry):
        plain = part.replace(b"\0", b"") if is_xml else b""  # as it may be in UTF-16
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise EstradError(
                Text("The file declares a document type (DOCTYPE), which can hide traps; Estrad does not read it."),
                AGAIN,
            )
        look.is_marked |= any(mark in part for mark in _MARKS)
        if form is TableFormat.XLSX:
            look.take(part)
            if is_too_far(look.rows, look.columns):
                name = next((name for name, path in paths_of_sheets(archive) if path == entry.filename), "?")
                raise too_far(name, look.rows, look.columns)
    return look


def _parts(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked data of an entry in parts that end with a row, if it has rows.

    All packed data is unpacked, as other programs do, whatever size the file declares; raise ``EstradError`` if there
    is more.
    """
    rest, size, said = b"", 0, entry.file_size
    entry.file_size = MOST_UNPACKED + 1
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            rest += piece
            size += len(piece)
            if size > said:
                raise EstradError(*DAMAGED)
            end = max(rest.rfind(mark) + len(mark) if mark in rest else 0 for mark in _ROW_ENDS)
            if not end and len(rest) > MOST_IN_A_ROW:
                end = rest.rfind(b"<") or len(rest)
            if end:
                yield rest[:end]
                rest = rest[end:]
    yield rest


def paths_of_sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return the name of each sheet with its path in the archive."""
    from xml.etree import ElementTree  # only a few files need it

    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    targets = {}
    for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        targets[relation.get("Id")] = normpath(join("/xl", relation.get("Target", ""))).lstrip("/")
    sheets = [one for one in book.iter() if str(one.tag).rpartition("}")[2] == "sheet"][:MOST_SHEETS]
    ids = (next((value for key, value in one.attrib.items() if key.endswith("}id")), None) for one in sheets)
    return [(one.get("name", ""), targets.get(key, "")) for one, key in zip(sheets, ids, strict=True)]


def column_number(letters: bytes) -> int:
    """Return the number of a column, counted from 1; for too many letters, a number above the limit."""
    number = 0
    for letter in letters[:7].upper():
        number = number * 26 + letter - 64
    return number


SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""The options of lxml's parsers."""


def free(element: Any) -> None:
    """Free the memory of an element that was read, and of those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
