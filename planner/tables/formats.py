"""Recognises whether a file may be a table, finds its format by its content, and reads it.

A zipped workbook or document is unpacked once before it is parsed, since the sizes that it declares cannot be trusted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from planner.domain.text import N_, EstradError, Text
from planner.tables.delimited import ReadingOptions, guess_encoding, likely_delimiter, read_delimited
from planner.tables.opened_file import (
    AGAIN,
    AS_DOCX,
    DAMAGED,
    HAS_A_PASSWORD,
    MAIN_PART,
    MOST_UNPACKED,
    TOO_MUCH_UNPACKED,
    OpenedFile,
    replace_faults,
)
from planner.tables.table import Piece, TableFormat

ZIP = b"PK\x03\x04"
LOOKED_AT = 4_000
"""Number of bytes at the beginning of a file by which a web page is recognised."""
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:version:[\d.]+\s|<(?:!doctype\s+html|html|head|meta|style|body|div|table)[\s>])",
    re.IGNORECASE,
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_in_pieces(data: bytes, how: ReadingOptions) -> Iterator[Piece]:
    """Yield the pieces of a table in any format, whatever its extension; raise ``EstradError`` if it cannot be read."""
    if not data.strip():
        raise EstradError(Text("The file is empty."), Text("Choose a table with rows."))
    if data.startswith(b"%PDF"):
        raise EstradError(Text("The file is a PDF document, in which there are no cells."), AS_DOCX)
    if data.startswith((ZIP, OLE)):
        yield from _read_office(data)
    elif how.clip == TableFormat.HTML or (not how.clip and looks_like_html_table(data)):
        from planner.tables.documents import read_html

        yield from read_html(data)
    else:
        yield from read_delimited(data, how)


def looks_like_html_table(data: bytes) -> bool:
    """Return whether the data is a web page with a table, which some programs save as .xls."""
    return bool(_PAGE.match(data[:LOOKED_AT].replace(b"\0", b""))) and b"<table" in data.replace(b"\0", b"").lower()


def _read_office(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a spreadsheet or Word document, importing only the library that its format needs."""
    form = inspect_zip(data) if data.startswith(ZIP) else TableFormat.XLS
    if form in (TableFormat.ODS, TableFormat.DOCX):
        from planner.tables.documents import read_docx, read_ods

        yield from read_ods(data) if form is TableFormat.ODS else read_docx(data)
    else:
        from planner.tables.workbook import read_workbook

        yield from read_workbook(data, form)


SNIFFED = 16_000
_ENTRIES_WITHIN = 70_000
"""Number of bytes at the end of a zip file that are searched for names of its entries."""
_OTHER_TEXT = re.compile(r"\s*(?:<|\{|\[\s*[\[{\"]|BEGIN:|%PDF|#!)", re.IGNORECASE)
_OTHER_DOCUMENTS = (b"opendocument.text", b"opendocument.presentation", b"opendocument.graphics", b"epub")
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage"))


def looks_like_table(opened: OpenedFile) -> bool:
    """Return whether the bytes may be a spreadsheet, a Word document, delimited text, or a web page with a table."""
    data = opened.data
    if data.startswith(ZIP):
        return _looks_like_office(data[:100], data[-_ENTRIES_WITHIN:])
    if data.startswith(OLE):
        return any(name in data for name in _STREAMS)
    if looks_like_html_table(data):
        return True
    start = data[:SNIFFED]
    whole_lines = start if len(data) <= SNIFFED else start[: start.rfind(b"\n") + 1] or start
    encoding = guess_encoding(whole_lines)
    text = whole_lines.decode(encoding, "replace").removeprefix("\ufeff")
    if "\0" in text or _OTHER_TEXT.match(text):
        return False
    return text.lower().startswith("sep=") or bool(likely_delimiter(whole_lines, encoding))


def _looks_like_office(start: bytes, end: bytes) -> bool:
    """Return whether a zip may be a workbook or a Word document, by its first bytes and the entry names at its end."""
    return (
        b"xl/workbook" in end
        or b"word/document" in end
        or (b"content.xml" in end and not any(kind in start for kind in _OTHER_DOCUMENTS))
    )


MOST_ENTRIES = 2_000
_PIECE = 1_000_000
_END, _END_WITHIN = b"PK\x05\x06", 65_557
"""The signature of a zip's end record, and the number of bytes at the end of the file in which it must be."""
_LONGEST_MARK = 2 * len("<!DOCTYPE")
"""Number of a chunk's last bytes that are searched again with the next, for ``<!DOCTYPE`` across the border."""
_OTHERS = (
    ("ppt/presentation.xml", N_("a presentation")),
    ("Index/Document.iwa", N_("a document of Apple's Numbers, Pages or Keynote")),
    ("content.xml", N_("a document, not a spreadsheet")),
)


def inspect_zip(data: bytes) -> TableFormat:
    """Return the format of a zipped workbook or Word document.

    Raise ``EstradError`` if it is neither or unsafe to read.
    """
    if data[-_END_WITHIN:].count(_END) > 1:  # other programs may choose another end record
        raise EstradError(*DAMAGED)
    with replace_faults(*DAMAGED), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _inspect_archive(archive)


def _inspect_archive(archive: zipfile.ZipFile) -> TableFormat:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) < len(entries):
        raise EstradError(*DAMAGED)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise EstradError(*TOO_MUCH_UNPACKED)
    form = _archive_format(archive, names)
    if any(entry.flag_bits & 1 for entry in entries):
        raise EstradError(*HAS_A_PASSWORD)
    for entry in entries:
        _check_entry(archive, entry)
    return form


def _archive_format(archive: zipfile.ZipFile, names: set[str]) -> TableFormat:
    """Return the format of an archive.

    Raise ``EstradError`` if it is an encrypted OpenDocument file, or neither a workbook nor a Word document.
    """
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


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack an entry to check it.

    Raise ``EstradError`` if it is larger than declared, or if it is XML that declares a document type or an entity.
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
