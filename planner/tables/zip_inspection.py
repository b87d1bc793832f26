"""Examines a zipped workbook or document before it is parsed: its actual size, and what it is.

Nothing that the file declares about itself is trusted: neither the size of its entries nor their names.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from planner.domain.text import N_, EstradError, Text
from planner.tables.opened_file import (
    AGAIN,
    DAMAGED,
    HAS_A_PASSWORD,
    MOST_UNPACKED,
    TOO_MUCH_UNPACKED,
    faults_become,
)
from planner.tables.table import TableFormat

MOST_ENTRIES = 2_000
_PIECE = 1_000_000
_END, _END_WITHIN = b"PK\x05\x06", 65_557
"""The signature of a zip's end record, and the number of bytes at the end of the file in which it must be."""
MAIN_PART = re.compile(r"word/document\d*\.xml")
"""The name of a Word document's text in its archive."""
_LONGEST_MARK = 2 * len("<!DOCTYPE")
"""Maximum number of bytes of a mark that is looked for in XML."""
_OTHERS = (
    ("ppt/presentation.xml", N_("a presentation")),
    ("Index/Document.iwa", N_("a document of Apple's Numbers, Pages or Keynote")),
    ("content.xml", N_("a document, not a spreadsheet")),
)


def inspect_zip(data: bytes) -> TableFormat:
    """Return the format of a zipped file; raise ``EstradError`` if it is too large or nothing with tables."""
    if data[-_END_WITHIN:].count(_END) > 1:  # other programs may choose another end record
        raise EstradError(*DAMAGED)
    with faults_become(*DAMAGED), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _look(archive)


def _look(archive: zipfile.ZipFile) -> TableFormat:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) < len(entries):
        raise EstradError(*DAMAGED)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise EstradError(*TOO_MUCH_UNPACKED)
    form = _form(archive, names)
    if any(entry.flag_bits & 1 for entry in entries):
        raise EstradError(*HAS_A_PASSWORD)
    for entry in entries:
        _unpack(archive, entry)
    return form


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


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack an entry as other programs do, whatever size the file declares.

    Raise ``EstradError`` if there is more, or if it is XML that declares a document type.
    """
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    size, said, end = 0, entry.file_size, b""
    entry.file_size = MOST_UNPACKED + 1
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > said:
                raise EstradError(*DAMAGED)
            plain = (end + piece).replace(b"\0", b"") if is_xml else b""  # as it may be in UTF-16
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise EstradError(
                    Text("The file declares a document type (DOCTYPE), which can hide traps; Estrad does not read it."),
                    AGAIN,
                )
            end = piece[-_LONGEST_MARK:]


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
