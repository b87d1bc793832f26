"""Recognises the format of a table by its content, and reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.tables.delimited import read_delimited
from planner.tables.pieces import Done, Piece
from planner.tables.reading_options import ReadingOptions
from planner.tables.table import TableFormat
from planner.tables.table_errors import AGAIN

ZIP = b"PK\x03\x04"
LOOKED_AT = 4_000
COPY = Text("Ask for the table it was made from, or copy its table and paste it.")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:version:[\d.]+\s|<(?:!doctype\s+html|html|head|meta|style|body|div|table)[\s>])",
    re.IGNORECASE,
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_pieces(data: bytes, how: ReadingOptions, clip: str = "") -> Iterator[Piece]:
    """Yield the pieces of a table, whatever the file's extension; raise ``EstradError`` if it cannot be read.

    ``clip`` is the format of the clipboard's content, or empty for a file.
    """
    if not data.strip():
        raise EstradError(Text("The file is empty."), Text("Choose a table with rows."))
    if data.startswith((ZIP, OLE)):
        yield from _spreadsheet(data)
    elif clip == TableFormat.HTML or (not clip and looks_like_page(data)):
        from planner.tables.web_page import read_html

        yield from read_html(data)
    else:
        _refuse_what_is_no_table(data)
        yield from read_delimited(data, how, TableFormat.TEXT if clip else TableFormat.CSV)
    yield Done()


def looks_like_page(data: bytes) -> bool:
    """Return whether the data is a web page with a table, which some programs save as .xls."""
    start = data[:LOOKED_AT].replace(b"\0", b"")
    return bool(_PAGE.match(start)) and b"<table" in data.replace(b"\0", b"").lower()


def _refuse_what_is_no_table(data: bytes) -> None:
    start = data[:LOOKED_AT].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise EstradError(Text("The file is a spreadsheet in the XML of Excel 2003."), AGAIN)
    if start.startswith(b"%PDF"):
        raise EstradError(Text("The file is a PDF document, in which there are no cells."), COPY)


def _spreadsheet(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a spreadsheet; each library is imported only when it is needed."""
    from planner.tables.old_excel import inspect_xls
    from planner.tables.zip_inspection import look_into

    look = look_into(data) if data.startswith(ZIP) else inspect_xls(data)
    if look.form is TableFormat.ODS:
        from planner.tables.opendocument import read_ods

        yield from read_ods(data, look)
    else:
        from planner.tables.workbook import read_workbook

        yield from read_workbook(data, look)
