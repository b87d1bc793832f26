"""Quickly recognises whether a file may be a table."""

from __future__ import annotations

import re

from planner.tables.delimited import encoding_of, likely_delimiter
from planner.tables.forms import OLE, ZIP, looks_like_page
from planner.tables.opened_file import OpenedFile

LOOKED_AT = 16_000
_END = 70_000
"""Number of bytes at the end of a zip file in which the names of its entries are."""
_OTHER_TEXT = re.compile(r"\s*(?:<|\{|\[\s*[\[{\"]|BEGIN:|%PDF|#!)", re.IGNORECASE)
_OTHER_DOCUMENTS = (b"opendocument.text", b"opendocument.presentation", b"opendocument.graphics", b"epub")
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage"))


def looks_like_table(opened: OpenedFile) -> bool:
    """Return whether the bytes may be a spreadsheet, delimited text, or a web page with a table."""
    data = opened.data
    if data.startswith(ZIP):
        return _looks_like_workbook(data[:100], data[-_END:])
    if data.startswith(OLE):
        return any(name in data for name in _STREAMS)
    if looks_like_page(data):
        return True
    start = data[:LOOKED_AT]
    whole_lines = start if len(data) <= LOOKED_AT else start[: start.rfind(b"\n") + 1] or start
    encoding = encoding_of(whole_lines)
    text = whole_lines.decode(encoding, "replace").removeprefix("\ufeff")
    if "\0" in text or _OTHER_TEXT.match(text):
        return False
    return text.lower().startswith("sep=") or bool(likely_delimiter(whole_lines, encoding))


def _looks_like_workbook(start: bytes, end: bytes) -> bool:
    """Return whether a zip file is a workbook, by the document type in its first bytes and its entries."""
    return b"xl/workbook" in end or (b"content.xml" in end and not any(kind in start for kind in _OTHER_DOCUMENTS))
