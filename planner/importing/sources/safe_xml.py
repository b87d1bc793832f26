"""The only entry point for XML from elsewhere, with entities, DTDs, network access and huge content disabled."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.importing.sources.first_bytes import (
    encoding_of,
    not_a_schedule,
    other_root,
)
from planner.tables.opened_file import CHOOSE, OpenedFile, too_large

Element = Any
"""An lxml element, for which there are no types."""

MOST_MARKS = 1_000_000
"""Maximum number of "<" characters; an element has two, and libxml2 takes a few hundred bytes for each."""
PIECE = 262_144
"""Number of bytes fed to the parser at a time, so that a window stays responsive."""
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[)?", re.IGNORECASE)
_BEFORE_DOCTYPE = re.compile(r"\ufeff?(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
MOST_ATTRIBUTES = 100
"""Maximum number of attributes of an element; lxml visits all of them for each, which takes quadratic time."""
EACH = 10_000
"""Number of elements that are counted at a time."""
_CONTROLS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));", re.IGNORECASE
)
"""Characters that XML 1.0 forbids (section 2.2) although some programs write them."""


class _DocumentType(Exception):
    """Raised when a document type is declared; ``args`` contains its name."""


class _Root(Exception):
    """Raised when the root element begins, after which no document type can follow."""


class _Gate:
    """A parser target that checks the text before the root, and builds nothing."""

    def doctype(self, name: str, *_where: str) -> None:
        """Refuse the document type before any of it is processed."""
        raise _DocumentType(name)

    def start(self, tag: str, attributes: object) -> None:
        raise _Root

    def close(self) -> None:
        """Return nothing, since nothing was built."""


def _parser(target: _Gate | None = None) -> Any:
    """Return a parser that loads nothing.

    ``collect_ids`` stays on, since otherwise lxml loads an external DTD.
    """
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


def read_xml(data: bytes, path: Path) -> LongTask[Element]:
    """Parse XML and return the root; raise ``EstradError`` with the line if it is invalid or declares a document type.

    The document is parsed twice: first up to its root by a parser that refuses a document type as soon as it is
    declared, then completely.
    """
    if data.count(b"<") > MOST_MARKS:
        raise too_large(path)
    if data.startswith(codecs.BOM_UTF32_LE):  # the parser recognises it only if it gets everything at once
        data = data.decode("utf-32", "replace").encode("utf-32-be")
    parser = _parser()
    try:
        _pass_the_gate(data)
        yield from (Progress(done, len(data)) for done in _fed(parser, data))
        root = parser.close()
    except _DocumentType as found:
        if str(found).rpartition(":")[2].casefold() != "schedule":
            raise not_a_schedule(other_root(str(found)), path, _line_of_document_type(data)) from None
        raise _document_type(data, path) from None
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise EstradError(
            Text("The XML is broken: {why}.", why=_reason(error)),
            Text("Export the file again, or correct that line."),
            file=path,
            line=getattr(error, "lineno", None) or None,
        ) from error
    for number, element in enumerate(root.iter("*")):
        if len(element.attrib) > MOST_ATTRIBUTES:
            raise EstradError(
                Text("<{name}> has {n} attributes.", name=name_of(element)[:60], n=len(element.attrib)),
                CHOOSE,
                file=path,
                line=element.sourceline,
            )
        if number % EACH == EACH - 1:
            yield Progress(len(data), len(data))
    return root


def read_document(opened: OpenedFile, wanted: str = "") -> LongTask[tuple[Element, tuple[Text, ...]]]:
    """Parse a file as ``read_xml`` does, and return its root and a remark on control characters that were left out.

    In encodings in which these bytes have another meaning, they are kept. Raise ``EstradError`` if the root is not
    called as it is ``wanted``.
    """
    data, remarks = opened.data, tuple[Text, ...]()
    found = _CONTROLS.search(data)
    if found and encoding_of(data) == "latin-1" and b"iso-2022" not in data[:200].lower():
        line = 1 + data.count(b"\n", 0, found.start())
        data, n = _CONTROLS.subn(b"", data)
        remarks = (Plural("A control character on line {line} is left out, as XML forbids it.",
                          "{n} control characters are left out, as XML forbids them; the first is on line {line}.",
                          n, line=line),)  # fmt: skip
    root = yield from read_xml(data, opened.path)
    if wanted and name_of(root).casefold() != wanted:
        raise not_a_schedule(other_root(name_of(root)), opened.path, root.sourceline)
    return root, remarks


def _pass_the_gate(data: bytes) -> None:
    """Raise ``_DocumentType`` if one is declared, or the parser's error if anything before the root is invalid."""
    gate = _parser(_Gate())
    try:
        for _ in _fed(gate, data):
            pass
        gate.close()
    except _Root:
        pass


def _fed(parser: Any, data: bytes) -> Iterator[int]:
    """Feed the parser piece by piece, yielding the number of bytes fed so far."""
    for start in range(0, len(data), PIECE):
        parser.feed(data[start : start + PIECE])
        yield min(start + PIECE, len(data))


def name_of(element: Element) -> str:
    """Return an element's name without its namespace; empty for a node that is not an element, such as an entity."""
    tag = element.tag  # lxml creates it anew at each access
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _line_of_document_type(data: bytes) -> int | None:
    """Return the line of the document type, which the parser has already found, or None."""
    found = _BEFORE_DOCTYPE.match(data.decode(encoding_of(data), "replace").removeprefix("ï»¿"))
    return 1 + found[0].count("\n") if found else None


def _document_type(data: bytes, path: Path) -> EstradError:
    """Return the error for a schedule with a document type, which the user can delete if it declares nothing."""
    found = _DOCTYPE.search(data.decode(encoding_of(data), "replace"))
    plain = found is not None and not found[1]
    by_hand = Text("Delete it in a text editor, from <!DOCTYPE to the next >: nothing of the schedule stands in it.")
    again = Text("Export the file again without it: what it declares may stand in the texts.")
    return EstradError(
        Text("The file declares a document type (DOCTYPE), which can hide traps; Estrad does not read such XML."),
        by_hand if plain else again,
        file=path,
        line=_line_of_document_type(data),
    )


def _reason(error: Exception) -> str:
    """Return libxml2's message in English, without the position, which is shown elsewhere."""
    said = getattr(error, "msg", None) or str(error)
    return re.sub(r",? line \d+.*$", "", said.splitlines()[0] if said else "").rstrip(". ") or "?"


def text_of(element: Element, *names: str) -> str:
    """Return the text of the first child with one of the names that has any, in one line."""
    return clean_line(raw_text_of(element, *names))


def raw_text_of(element: Element, *names: str) -> str:
    """Return the unchanged text of the first child with one of the names that has any."""
    for wanted in names:
        for child in element.iterchildren(f"{{*}}{wanted}"):
            text = "".join(child.itertext())
            if text.strip():
                return text
    return ""


def children(element: Element, *path: str) -> list[Element]:
    """Return all elements at a path of names below an element."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent.iterchildren(f"{{*}}{name}")]
    return found
