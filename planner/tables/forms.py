"""Recognises whether a file may be a table, and the format of one by its content, and reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.domain.text import EstradError, Text
from planner.tables.delimited import ReadingOptions, guess_encoding, likely_delimiter, read_delimited
from planner.tables.opened_file import AS_DOCX, OpenedFile
from planner.tables.table import Piece, TableFormat

ZIP = b"PK\x03\x04"
LOOKED_AT = 4_000
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:version:[\d.]+\s|<(?:!doctype\s+html|html|head|meta|style|body|div|table)[\s>])",
    re.IGNORECASE,
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_pieces(data: bytes, how: ReadingOptions) -> Iterator[Piece]:
    """Yield the pieces of a table, whatever the file's extension; raise ``EstradError`` if it cannot be read."""
    if not data.strip():
        raise EstradError(Text("The file is empty."), Text("Choose a table with rows."))
    if data.startswith(b"%PDF"):
        raise EstradError(Text("The file is a PDF document, in which there are no cells."), AS_DOCX)
    if data.startswith((ZIP, OLE)):
        yield from _of_office(data)
    elif how.clip == TableFormat.HTML or (not how.clip and looks_like_page(data)):
        from planner.tables.documents import read_html

        yield from read_html(data)
    else:
        yield from read_delimited(data, how)


def looks_like_page(data: bytes) -> bool:
    """Return whether the data is a web page with a table, which some programs save as .xls."""
    return bool(_PAGE.match(data[:LOOKED_AT].replace(b"\0", b""))) and b"<table" in data.replace(b"\0", b"").lower()


def _of_office(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a spreadsheet or document; each library is imported only when it is needed."""
    from planner.tables.zip_inspection import inspect_zip

    form = inspect_zip(data) if data.startswith(ZIP) else TableFormat.XLS
    if form is TableFormat.ODS:
        from planner.tables.opendocument import read_ods

        yield from read_ods(data)
    elif form is TableFormat.DOCX:
        from planner.tables.documents import read_docx

        yield from read_docx(data)
    else:
        from planner.tables.workbook import read_workbook

        yield from read_workbook(data, form)


SNIFFED = 16_000
_ENTRIES_WITHIN = 70_000
"""Number of bytes at the end of a zip file in which the names of its entries are."""
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
    if looks_like_page(data):
        return True
    start = data[:SNIFFED]
    whole_lines = start if len(data) <= SNIFFED else start[: start.rfind(b"\n") + 1] or start
    encoding = guess_encoding(whole_lines)
    text = whole_lines.decode(encoding, "replace").removeprefix("\ufeff")
    if "\0" in text or _OTHER_TEXT.match(text):
        return False
    return text.lower().startswith("sep=") or bool(likely_delimiter(whole_lines, encoding))


def _looks_like_office(start: bytes, end: bytes) -> bool:
    """Return whether a zip file is a workbook or of Word, by the document type in its first bytes and its entries."""
    return (
        b"xl/workbook" in end
        or b"word/document" in end
        or (b"content.xml" in end and not any(kind in start for kind in _OTHER_DOCUMENTS))
    )
