"""The one door through which foreign XML comes in: closed to entities, DTDs, the network and whatever is too large."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Any

from lxml import etree

from planner.domain.errors import EstradError
from planner.domain.text import N_, Text
from planner.importing.incoming import Progress, Steps

Element = Any
"""An element of lxml, which has no types."""

MOST_BYTES = 50_000_000
MOST_MARKS = 1_000_000
"""Signs "<": an element has two, and libxml2 takes a few hundred bytes for each."""
PIECE = 262_144
"""Bytes that the parser is given at a time, so that a window stays alive."""
FROM_A_SCHEDULE = Text("Choose a schedule.xml, as Pentabarf, frab and pretalx export it.")
_WEB_PAGE = re.compile(rb"\s*<!doctype\s+html", re.IGNORECASE)
_BEFORE_DOCTYPE = re.compile(r"\ufeff?(?:\s|<\?.*?\?>|<!--.*?-->)*<!DOCTYPE", re.DOTALL)
_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (b"\x00\x00", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
"""How a file begins that is written in more than one byte a sign; all others begin as ASCII does."""
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


class _DocumentType(Exception):
    """There is one; ``args`` is its name."""


class _Root(Exception):
    """The root begins: no document type can follow."""


class _Gate:
    """A parser's target that looks at what stands before the root, and builds nothing."""

    def doctype(self, name: str, *_where: str) -> None:
        """Called before anything of the document type is looked at."""
        raise _DocumentType(name)

    def start(self, tag: str, attributes: object) -> None:
        raise _Root

    def close(self) -> None:
        """Nothing has been built."""


def _parser(target: _Gate | None = None) -> Any:
    """A parser that loads nothing. ``collect_ids`` stays on: without it lxml loads an external DTD all the same."""
    return etree.XMLParser(
        target=target,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        dtd_validation=False,
        attribute_defaults=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=True,
    )


def read_xml(data: bytes, path: Path) -> Steps[Element]:
    """The root of that XML document; raises ``EstradError`` with the line for whatever is not one.

    The document is parsed twice: first up to its root by what refuses a document type the moment it is declared,
    then whole.
    """
    _refuse_what_is_no_xml(data, path)
    if data.count(b"<") > MOST_MARKS:
        raise _too_large(path)
    if data.startswith(codecs.BOM_UTF32_LE):  # which the parser knows only when it gets all at once
        data = data.decode("utf-32", "replace").encode("utf-32-be")
    parser = _parser()
    try:
        _pass_the_gate(data)
        for done in _fed(parser, data):
            yield Progress(done, len(data))
        return parser.close()
    except _DocumentType as found:
        if str(found).casefold() == "html":
            raise not_a_schedule(Text("a web page"), path) from None
        raise _document_type(path, _line_of_document_type(data)) from None
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise EstradError(
            Text("The XML is broken: {why}.", why=_reason(error)),
            Text("Export the file again, or correct that line."),
            file=path,
            line=getattr(error, "lineno", None) or None,
        ) from error


def _pass_the_gate(data: bytes) -> None:
    """Raise ``_DocumentType`` if one is declared, or whatever is wrong before the root."""
    gate = _parser(_Gate())
    try:
        for _ in _fed(gate, data):
            pass
        gate.close()
    except _Root:
        pass


def _fed(parser: Any, data: bytes) -> Iterator[int]:
    """Feed the parser piece by piece; the answers are how many bytes it has."""
    for start in range(0, len(data), PIECE):
        parser.feed(data[start : start + PIECE])
        yield min(start + PIECE, len(data))


def name_of(element: Element) -> str:
    """The element's name without its namespace; empty for what is no element, such as an entity's mark."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _line_of_document_type(data: bytes) -> int | None:
    """For the words only: that there is one has been said by the parser."""
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "latin-1")
    text = data.decode(encoding, "replace").removeprefix("ï»¿")
    found = _BEFORE_DOCTYPE.match(text)
    return 1 + found[0].count("\n") if found else None


def _refuse_what_is_no_xml(data: bytes, path: Path) -> None:
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise EstradError(Text("“{name}” is empty.", name=path.name), FROM_A_SCHEDULE, file=path)
    for sign, what in _OTHER_FILES:
        if start.startswith(sign):
            raise not_a_schedule(Text(what), path)
    if b"<" not in data:
        raise not_a_schedule(Text("no XML"), path)
    if _WEB_PAGE.match(start):
        raise not_a_schedule(Text("a web page"), path)


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
