"""Reads the tables of web pages, and of clipboard HTML from Excel, Calc, Google Sheets, Word and Outlook."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from planner.domain.text import EstradError, Text
from planner.tables.delimited import encoding_of
from planner.tables.page_tables import PageTables
from planner.tables.table import Piece, TableFormat, not_seen

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
    page = PageTables(with_lines=is_of_word)
    parser = etree.HTMLParser(target=page, no_network=True, huge_tree=False, remove_pis=True)
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError) as error:
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
    encoding = encoding_of(data)
    said = _CHARSET.search(data[:4000])
    if said and encoding in ("cp1252", "mac_roman"):
        with suppress(LookupError):
            encoding = codecs.lookup(said[1].decode("ascii")).name
        if encoding == "utf-8":  # declared, but invalid
            encoding = "cp1252"
    return data.decode(encoding, "replace").removeprefix("\ufeff")
