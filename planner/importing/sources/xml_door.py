"""The one door through which foreign XML comes in: closed to entities, DTDs, the network and whatever is too large."""

from __future__ import annotations

import re
from pathlib import Path
from stat import S_ISREG
from typing import Any

from lxml import etree

from planner.domain.errors import EstradError
from planner.domain.text import N_, Text

Element = Any
"""An element of lxml, which has no types."""

MOST_BYTES = 50_000_000
MOST_MARKS = 1_000_000
"""Signs "<": an element has two, and libxml2 takes a few hundred bytes for each."""
PROLOGUE = 65_536
FROM_A_SCHEDULE = Text("Choose a schedule.xml, as Pentabarf, frab and pretalx export it.")
_DOCTYPE = re.compile(r"<!DOCTYPE\s+(\w*)", re.IGNORECASE)
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_OTHER_FILES = (
    (b"PK", N_("a spreadsheet or an archive")),
    (b"%PDF", N_("a PDF document")),
    (b"SQLite format 3", N_("a database")),
    (b"BEGIN:VCALENDAR", N_("an iCalendar file")),
    (b"{", N_("a JSON file")),
    (b"[", N_("a JSON file")),
)


def bytes_of(path: Path) -> bytes:
    """The bytes of an ordinary file of bearable size; raises ``EstradError``."""
    try:
        facts = path.stat()
        if not S_ISREG(facts.st_mode):
            raise EstradError(Text("“{name}” is not a file.", name=path.name), FROM_A_SCHEDULE, file=path)
        if facts.st_size > MOST_BYTES:
            raise _too_large(path)
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise EstradError(
            Text("“{name}” cannot be read.", name=path.name),
            Text("Check whether it is there and whether you may read it."),
            file=path,
        ) from error
    if len(data) > MOST_BYTES:
        raise _too_large(path)
    return data


def read_xml(data: bytes, path: Path) -> Element:
    """The root of that XML document; raises ``EstradError`` with the line for whatever is not one."""
    _refuse_what_is_no_xml(data, path)
    _refuse_document_type(_beginning(data), path)
    if data.count(b"<") > MOST_MARKS:
        raise _too_large(path)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        dtd_validation=False,
        attribute_defaults=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise EstradError(
            Text("The XML is broken: {why}.", why=_reason(error)),
            Text("Export the file again, or correct that line."),
            file=path,
            line=getattr(error, "lineno", None) or None,
        ) from error
    document = root.getroottree().docinfo
    if document.internalDTD is not None or document.doctype:
        raise _document_type(path)
    return root


def name_of(element: Element) -> str:
    """The element's name without its namespace; empty for what is no element, such as an entity's mark."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _beginning(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding:
        encoding = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(data[:2], "utf-8")
    return data[:PROLOGUE].decode(encoding, "ignore").lstrip("\ufeff")


def _refuse_what_is_no_xml(data: bytes, path: Path) -> None:
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise EstradError(Text("“{name}” is empty.", name=path.name), FROM_A_SCHEDULE, file=path)
    for sign, what in _OTHER_FILES:
        if start.startswith(sign):
            raise not_a_schedule(Text(what), path)
    if b"<" not in data[:PROLOGUE]:
        raise not_a_schedule(Text("no XML"), path)


def _refuse_document_type(beginning: str, path: Path) -> None:
    found = _DOCTYPE.search(beginning)
    if found and found[1].lower() == "html":
        raise not_a_schedule(Text("a web page"), path)
    if found and not re.search(r"<\w", beginning[: found.start()]):
        raise _document_type(path, 1 + beginning.count("\n", 0, found.start()))


def not_a_schedule(what: Text, path: Path, line: int | None = None) -> EstradError:
    """The fault of a file that is something else."""
    return EstradError(
        Text("“{name}” is {what}, not a schedule.", name=path.name, what=what), FROM_A_SCHEDULE, file=path, line=line
    )


def _document_type(path: Path, line: int | None = None) -> EstradError:
    return EstradError(
        Text("The file declares a document type (DOCTYPE), which can hide traps; Estrad does not read such XML."),
        Text("Delete the DOCTYPE in a text editor: a schedule needs none."),
        file=path,
        line=line,
    )


def _too_large(path: Path) -> EstradError:
    return EstradError(Text("“{name}” is too large to be a conference.", name=path.name), FROM_A_SCHEDULE, file=path)


def _reason(error: Exception) -> str:
    """libxml2's words, in English, without the place that is told otherwise."""
    said = getattr(error, "msg", None) or str(error)
    return re.sub(r",? line \d+.*$", "", said.splitlines()[0] if said else "").rstrip(". ") or "?"
