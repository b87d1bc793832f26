"""Reads the table that another program has put on the clipboard."""

from __future__ import annotations

from pathlib import Path

from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask
from planner.domain.text import Text
from planner.tables.limits import too_much_unpacked
from planner.tables.opened_file import MOST_BYTES, OpenedFile
from planner.tables.reading import read_clip
from planner.tables.table import TableFormat, Tables

CLIPBOARD = Path("clipboard")
"""Placeholder for a file's path in errors."""


def read_clipboard(html: bytes | str, text: str) -> LongTask[Tables]:
    """Read the tables on the clipboard; raise ``EstradError`` if there are none or they cannot be read.

    ``html`` is the content as ``text/html`` or ``HTML Format``, as bytes if possible, or empty; ``text`` is the content
    as plain text. The HTML is preferred, as it has line breaks in cells and merged cells, unless it contains no table.
    """
    page = html.encode("utf-8", "replace") if isinstance(html, str) else html
    plain = text.encode("utf-8", "replace")
    if max(len(page), len(plain)) > MOST_BYTES:
        raise too_much_unpacked()
    if has_table(page):
        try:
            return (yield from read_clip(OpenedFile(CLIPBOARD, page), TableFormat.HTML))
        except EstradError:
            if not plain.strip():
                raise
    if not plain.strip():
        raise EstradError(Text("There is no text on the clipboard."), Text("Copy a table, and paste it then."))
    return (yield from read_clip(OpenedFile(CLIPBOARD, plain), TableFormat.TEXT))


def has_table(html: bytes) -> bool:
    """Return whether HTML, in any common encoding, contains a table."""
    return b"<table" in html.replace(b"\0", b"").lower()
