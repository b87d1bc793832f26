"""Recognises files by their first bytes: for the source that reads them, or for the error that refuses them."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NoReturn

from planner.domain.text import N_, EstradError, Text
from planner.tables.formats import LOOKED_AT, OLE, looks_like_html_table
from planner.tables.opened_file import AS_DOCX, CHOOSE, OpenedFile

_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (b"\x00\x00", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
"""First bytes of files in UTF-16 or UTF-32; all others are taken to begin like ASCII."""
LONGEST_PROLOGUE = 65_536
"""Number of bytes in which the root element of XML must begin; some programs write licences and notes before it."""
_ROOT = re.compile(
    r"(?>\ufeff|\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>)*+<([^\s<>/!?]{1,100})",
    re.DOTALL | re.IGNORECASE,
)
_ROOTS = {
    "icalendar": N_("a calendar in XML (xCal)"),
    "feed": N_("an Atom feed"),
    "rss": N_("an RSS feed"),
    "html": N_("a web page"),
    "workbook": N_("a spreadsheet in XML"),
}
_OF_OTHERS = {"", "schedule", "rdf", "svg", "plist", "schema", *_ROOTS}
"""Names of the root elements of documents in XML that are not tables, and the empty name of a file without one."""
_PDF, _RTF, _OLD_WORD = N_("a PDF document"), N_("a text document (RTF)"), N_("a document of an old Word (.doc)")
_DOCUMENTS = (_PDF, _RTF, _OLD_WORD)
"""Kinds of documents that Word can save as .docx."""
_PAGE = (
    r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|div|table|p|h1)[\s>/]"
)
_NEVER_READ = (
    ("%PDF", _PDF),
    (r"\{\\rtf", _RTF),
    ("\x89PNG|\xff\xd8\xff|GIF8", N_("a picture")),
    ("\x1f\x8b|7z\xbc\xaf|Rar!", N_("a compressed file")),
    (r"# [^\n]*\n\n<!-- Estrad ", N_("a programme in Markdown")),
    (r"(?:#[^\n]*\n|\s)*(?:---[ \t]*\r?\n|%YAML)", N_("YAML")),
)
"""Beginnings of files that are never read."""
_SORTS = (
    *_NEVER_READ,
    ("PK\x03\x04", N_("a spreadsheet or an archive")),
    (OLE.decode("latin-1"), N_("an old spreadsheet or document of Microsoft Office")),
    ("SQLite format 3", N_("a database")),
    (f"{_PAGE}.*urn:schemas-microsoft-com:office:excel", N_("a spreadsheet saved as a web page")),
    (_PAGE, N_("a web page")),
    ("<|$", ""),
    (r"[{\[]", N_("a JSON file")),
    ("BEGIN:VCALENDAR", N_("an iCalendar file")),
    (".*\x00", N_("no text")),
    (r"(?:[^\n]*\n){0,2}(?=[^\n]*\S)[^,;\t|\n]*+(?:\n|\Z)", N_("text without columns")),
    ("", N_("a table as text (CSV)")),
)
"""Beginnings of all files; the first that fits describes a file. The description of XML is empty."""
_YAML_SUFFIXES = (".yml", ".yaml")


def guess_encoding(data: bytes) -> str:
    """Return the encoding by the first bytes: a form of UTF-16 or UTF-32, or ``latin-1`` for all others."""
    return next((name for mark, name in _ENCODINGS if data.startswith(mark)), "latin-1")


def text_start(data: bytes, most: int = LOOKED_AT) -> str:
    """Return the beginning of a file as text, without a byte order mark and white space before it."""
    return data[:most].decode(guess_encoding(data), "replace").removeprefix("ï»¿").lstrip("\ufeff \t\r\n")


def looks_like_calendar(opened: OpenedFile) -> bool:
    """Return whether a file may be an iCalendar file."""
    return _begins_component(opened, rb"(?!CARD)[A-Z]")


def looks_like_cards(opened: OpenedFile) -> bool:
    """Return whether a file may consist of address cards."""
    return _begins_component(opened, rb"CARD")


def _begins_component(opened: OpenedFile, component: bytes) -> bool:
    """Return whether a component begins in the first bytes; ``component`` matches its name after the ``V``."""
    begin = rb"(?:^|[\r\n])\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?BEGIN:V" + component
    return re.search(begin, opened.data[:LOOKED_AT].replace(b"\0", b""), re.IGNORECASE) is not None


def root_name(data: bytes) -> str:
    """Return the root element's name in XML, without prefix and in lower case; an empty text for other files.

    Processing instructions, comments and a document type before it (XML 1.0, section 2.8) are skipped, if they take
    less than ``LONGEST_PROLOGUE`` bytes.
    """
    found = _ROOT.match(text_start(data, LONGEST_PROLOGUE))
    return found[1].rpartition(":")[2].casefold() if found else ""


def looks_like_xcal(opened: OpenedFile) -> bool:
    """Return whether a file may be a calendar in XML."""
    return root_name(opened.data) == "icalendar"


def looks_like_xml_table(opened: OpenedFile) -> bool:
    """Return whether a file may be a table in XML: its root element is not that of another known format."""
    return root_name(opened.data) not in _OF_OTHERS and not looks_like_html_table(opened.data)


def looks_like_xml(opened: OpenedFile) -> bool:
    """Return whether a file may be XML, but no web page with a table.

    One without a root element may be XML if it begins with ``<`` and is no iCalendar file.
    """
    is_xml = root_name(opened.data) or (text_start(opened.data)[:1] == "<" and not looks_like_calendar(opened))
    return bool(is_xml) and not looks_like_html_table(opened.data)


def other_xml_error(root: str, path: Path, line: int | None) -> EstradError:
    """Return the error for XML that is not a schedule, by the name of its root element."""
    known = _ROOTS.get(root.casefold())
    return _not_schedule_error(
        Text(known) if known else Text("XML of another sort (<{name}>)", name=root[:60]), path, line
    )


def _not_schedule_error(what: Text, path: Path, line: int | None = None) -> EstradError:
    said = Text("“{name}” is {what}, not a schedule.", name=path.name, what=what)
    return EstradError(said, CHOOSE, file=path, line=line)


def refuse_non_schedules(opened: OpenedFile) -> None:
    """Raise ``EstradError`` for an empty file, a web page, or a file other than XML that has no ``<schedule`` in it."""
    start = _nonempty_start(opened)
    what = _describe_file(start, _SORTS)
    if what and (start[0] == "<" or b"<schedule" not in opened.data):
        raise _not_schedule_error(Text(what), opened.path)


def refuse_unread_formats(opened: OpenedFile) -> None:
    """Raise ``EstradError`` for an empty file, and for known formats that are never read."""
    start = _nonempty_start(opened)
    named_yaml = opened.path.suffix.lower() in _YAML_SUFFIXES and start[0] not in "{[<"
    if what := _describe_file(start, _NEVER_READ) or (N_("YAML") if named_yaml else ""):
        raise _unread_format_error(what, opened.path)


def refuse_unrecognised_file(opened: OpenedFile) -> NoReturn:
    """Raise ``EstradError`` for a file that no source recognises, and say what it seems to be."""
    is_old_word = opened.data.startswith(OLE) and "WordDocument".encode("utf-16-le") in opened.data
    what = _OLD_WORD if is_old_word else _describe_file(text_start(opened.data), _SORTS)
    raise _unread_format_error(what or N_("XML of another sort"), opened.path)


def _nonempty_start(opened: OpenedFile) -> str:
    """Return the beginning of a file; raise ``EstradError`` if it is empty."""
    if start := text_start(opened.data):
        return start
    raise EstradError(Text("“{name}” is empty.", name=opened.name), CHOOSE, file=opened.path)


def _describe_file(start: str, sorts: tuple[tuple[str, str], ...]) -> str:
    """Return the description of a file by its beginning; empty for XML, and if it is none of the ``sorts``."""
    flags = re.DOTALL | re.IGNORECASE
    return next((name for pattern, name in sorts if re.match(pattern, start, flags)), "")


def _unread_format_error(what: str, path: Path) -> EstradError:
    said = Text("“{name}” is {what}, which Estrad does not read.", name=path.name, what=Text(what))
    return EstradError(said, AS_DOCX if what in _DOCUMENTS else CHOOSE, file=path)
