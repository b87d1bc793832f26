"""Finds out by its content what a table is written as, and reads it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.tables.choices import Reading
from planner.tables.pieces import Done, Piece
from planner.tables.separated import read_separated
from planner.tables.table import Form

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_pieces(data: bytes, how: Reading) -> Iterator[Piece]:
    """Tell the pieces of a table, whatever its file is called; raises ``EstradError``."""
    if not data.strip():
        raise EstradError(Text("The file is empty."), Text("Choose a table with rows."))
    if data.startswith((ZIP, OLE)):
        yield from _spreadsheet(data)
    else:
        yield from read_separated(data, how)
    yield Done()


def _spreadsheet(data: bytes) -> Iterator[Piece]:
    """Tell the pieces of a spreadsheet; the libraries are brought by those alone that need them."""
    from planner.tables.zip_look import Look, look_into

    look = look_into(data) if data.startswith(ZIP) else Look(Form.XLS, {})
    if look.form is Form.ODS:
        from planner.tables.opendocument import read_ods

        yield from read_ods(data)
    else:
        from planner.tables.workbook import read_workbook

        yield from read_workbook(data, look)
