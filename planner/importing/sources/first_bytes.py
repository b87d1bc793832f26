"""Recognises files by their first bytes: for the source that reads them, or for the error that refuses them."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NoReturn

from planner.domain.text import N_, EstradError, Text
from planner.tables.forms import OLE, looks_like_page
from planner.tables.opened_file import AS_DOCX, CHOOSE, OpenedFile

LOOKED_AT = 4000
"""Number of bytes at the beginning of a file that are examined."""
_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (b"\x00\x00", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
"""First bytes of files with a multi-byte encoding; all others begin like ASCII."""
_BY_BYTES = (
    (b"PK\x03\x04", N_("a spreadsheet or an archive")),
    (OLE, N_("an old spreadsheet or document of Microsoft Office")),
    (b"%PDF", N_("a PDF document")),
    (b"SQLite format 3", N_("a database")),
)
_CALENDAR, _CARD = (
    re.compile(rb"(?:^|[\r\n])\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?BEGIN:V" + name, re.IGNORECASE)
    for name in (rb"(?!CARD)[A-Z]", rb"CARD")
)
LONGEST_PROLOGUE = 65_536
"""Number of bytes in which the root element of XML must begin; programs write licences and notes before it."""
_ROOT = re.compile(
    r"(?>\ufeff|\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>)*+<([^\s<>/!?]{1,100})",
    re.DOTALL | re.IGNORECASE,
)
_OF_OTHERS = {"schedule", "icalendar", "feed", "rss", "rdf", "html", "svg", "workbook", "plist", "schema"}
"""Names of the root elements of documents that are not tables."""
_ROOTS = {
    "icalendar": N_("a calendar in XML (xCal)"),
    "feed": N_("an Atom feed"),
    "rss": N_("an RSS feed"),
    "html": N_("a web page"),
    "workbook": N_("a spreadsheet in XML"),
}
_WEB_PAGE = re.compile(
    r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|div|table|p|h1)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_YAML = re.compile(r"(?:#[^\n]*\n|\s)*(?:---[ \t]*\r?\n|%YAML)")
_YAML_SUFFIXES = (".yml", ".yaml")
_DOCUMENTS = (N_("a PDF document"), N_("a text document (RTF)"), N_("a document of an old Word (.doc)"))
"""Kinds of documents that Word can save as .docx."""
_OLD_WORD = "WordDocument".encode("utf-16-le")
_READ_BY_NOBODY = (
    (b"%PDF", _DOCUMENTS[0]),
    (b"{\\rtf", _DOCUMENTS[1]),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"\x1f\x8b", N_("a compressed file")),
    (b"7z\xbc\xaf", N_("a compressed file")),
    (b"Rar!", N_("a compressed file")),
)
"""First bytes of files that never contain a programme."""
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_BETWEEN_COLUMNS = re.compile("[,;\t|]")


def encoding_of(data: bytes) -> str:
    """Return the encoding by the first bytes; ``latin-1`` for all that begin like ASCII."""
    return next((name for mark, name in _ENCODINGS if data.startswith(mark)), "latin-1")


def looks_like_calendar(opened: OpenedFile) -> bool:
    """Return whether a file may be an iCalendar file."""
    return _CALENDAR.search(_plain(opened)) is not None


def looks_like_cards(opened: OpenedFile) -> bool:
    """Return whether a file may consist of address cards."""
    return _CARD.search(_plain(opened)) is not None


def root_name(data: bytes) -> str:
    """Return the name of the root element of XML, without prefix and in lower case, or an empty text for other files.

    What may stand before it (XML 1.0, section 2.8) is passed over: a byte order mark, processing instructions, comments
    and a document type.
    """
    start = data[:LONGEST_PROLOGUE].decode(encoding_of(data), "replace").removeprefix("ï»¿")
    found = _ROOT.match(start)
    return found[1].rpartition(":")[2].casefold() if found else ""


def looks_like_xcal(opened: OpenedFile) -> bool:
    """Return whether a file may be a calendar in XML."""
    return root_name(opened.data) == "icalendar"


def looks_like_records(opened: OpenedFile) -> bool:
    """Return whether a file may be a table in XML: its root element is not that of another known format."""
    return root_name(opened.data) not in {"", *_OF_OTHERS} and not looks_like_page(opened.data)


def looks_like_xml(opened: OpenedFile) -> bool:
    """Return whether a file may be XML, but no web page, and no calendar in a comment."""
    is_xml = root_name(opened.data) or (_start(opened.data)[:1] == "<" and not looks_like_calendar(opened))
    return bool(is_xml) and not looks_like_page(opened.data)


def _plain(opened: OpenedFile) -> bytes:
    """Return the first bytes without those that UTF-16 adds."""
    return opened.data[:LOOKED_AT].replace(b"\0", b"")


def not_a_schedule(what: Text, path: Path, line: int | None = None) -> EstradError:
    """Return the error for a file that is something other than a schedule."""
    return EstradError(
        Text("“{name}” is {what}, not a schedule.", name=path.name, what=what), CHOOSE, file=path, line=line
    )


def other_root(name: str) -> Text:
    """Return the description of XML with this root element."""
    known = _ROOTS.get(name.casefold())
    return Text(known) if known else Text("XML of another sort (<{name}>)", name=name[:60])


def refuse_other_files(data: bytes, path: Path) -> None:
    """Raise ``EstradError`` if a file to be read as a schedule is not XML, or is a web page."""
    start = _start(data)
    if not start:
        raise _empty(path)
    what = _sort_of(data, start)
    if what and (start[0] == "<" or b"<schedule" not in data):
        raise not_a_schedule(Text(what), path)


def refuse_other_sorts(opened: OpenedFile) -> None:
    """Raise ``EstradError`` for an empty file, and for known formats that are never read."""
    start = _start(opened.data)
    if not start:
        raise _empty(opened.path)
    what = next((name for sign, name in _READ_BY_NOBODY if opened.data.startswith(sign)), "")
    if not what and start[0] not in "{[<" and (opened.path.suffix.lower() in _YAML_SUFFIXES or _YAML.match(start)):
        what = N_("YAML")
    if what:
        raise _not_read(Text(what), opened.path)


def refuse_unread(opened: OpenedFile) -> NoReturn:
    """Raise ``EstradError`` with the kind of a file that no source recognises."""
    start = _start(opened.data)
    what = _sort_of(opened.data, start)
    if opened.data.startswith(OLE) and _OLD_WORD in opened.data:
        what = _DOCUMENTS[2]
    raise _not_read(Text(what or (N_("XML of another sort") if start[:1] == "<" else N_("no text"))), opened.path)


def _sort_of(data: bytes, start: str) -> str:
    """Return the description of a file by its beginning; empty for XML, and for nothing."""
    known = next((name for sign, name in _BY_BYTES if data.startswith(sign)), "")
    return known or (_web_page(start) if start[:1] in ("<", "") else _text(start))


def _not_read(what: Text, path: Path) -> EstradError:
    remedy = AS_DOCX if what.message in _DOCUMENTS else CHOOSE
    return EstradError(
        Text("“{name}” is {what}, which Estrad does not read.", name=path.name, what=what), remedy, file=path
    )


def _empty(path: Path) -> EstradError:
    return EstradError(Text("“{name}” is empty.", name=path.name), CHOOSE, file=path)


def _start(data: bytes) -> str:
    """Return the beginning of the text, without leading white space."""
    return data[:LOOKED_AT].decode(encoding_of(data), "replace").removeprefix("ï»¿").lstrip("\ufeff \t\r\n")


def _web_page(start: str) -> str:
    if not _WEB_PAGE.match(start):
        return ""
    return N_("a spreadsheet saved as a web page") if _EXCEL in start else N_("a web page")


def _text(start: str) -> str:
    """Return the description of a file that does not begin with an element."""
    if start[0] in "{[":
        return N_("a JSON file")
    if start[:15].upper() == "BEGIN:VCALENDAR":
        return N_("an iCalendar file")
    if "\x00" in start:
        return N_("no text")
    lines = [line for line in start.splitlines()[:3] if line.strip()]
    return N_("a table as text (CSV)") if all(map(_BETWEEN_COLUMNS.search, lines)) else N_("text without columns")
