"""Reads XML files of other programs, with entities, DTDs, network access and huge content disabled."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.importing.sources.first_bytes import guess_encoding, other_xml_error
from planner.tables.opened_file import CHOOSE, SAFE, OpenedFile, too_large_error

Element = Any
"""An lxml element, for which there are no types."""

ROLE = "estrad-role"
"""The target of the processing instruction in which Estrad writes a role before a person.

The schema of ``schedule.xml`` has no place for a role.
"""
MOST_MARKS = 1_000_000
"""Maximum number of "<" characters; an element has one or two, and takes libxml2 a few hundred bytes."""
PIECE = 262_144
"""Number of bytes fed to the parser at a time, so that a window stays responsive."""
_DOCTYPE = re.compile(
    r"\ufeff?(?:ï»¿)?((?>\s+|<\?.*?\?>|<!--.*?-->)*+)<!DOCTYPE[^>\[]*(\[)?", re.DOTALL | re.IGNORECASE
)
"""A document type with the text before it, and the bracket that opens its declarations, if it has any."""
MOST_ATTRIBUTES = 100
"""Maximum number of attributes of an element; lxml visits all of them for each, which takes quadratic time."""
_CONTROLS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));", re.IGNORECASE
)
"""Characters that XML 1.0 forbids (section 2.2) although some programs write them."""


def read_document(opened: OpenedFile, wanted: str = "") -> LongTask[tuple[Element, tuple[Text, ...]]]:
    """Parse XML, and return its root and a remark on control characters that were left out.

    Raise ``EstradError``, with the line if it is known, if the file is too large or invalid, declares a document type,
    or its root does not have the name ``wanted``, if that is given.
    """
    if opened.data.count(b"<") > MOST_MARKS:
        raise too_large_error(opened.path)
    data, remarks = _without_control_characters(opened.data)
    try:
        root = yield from _parse(OpenedFile(opened.path, data))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise EstradError(
            Text("The XML is broken: {why}.", why=_parser_message(error)),
            Text("Export the file again, or correct that line."),
            file=opened.path,
            line=getattr(error, "lineno", None) or None,
        ) from error
    if wanted and local_name(root).casefold() != wanted:
        raise other_xml_error(local_name(root), opened.path, root.sourceline)
    return _with_role_attributes(root), remarks


def _with_role_attributes(root: Element) -> Element:
    """Return the root with the roles of people as attributes instead of processing instructions, which are removed."""
    for instruction in root.iter(etree.ProcessingInstruction):
        person = instruction.getnext()
        if instruction.target == ROLE and person is not None and local_name(person):
            person.set("role", instruction.text or "")
    etree.strip_elements(root, etree.ProcessingInstruction, with_tail=False)
    return root


def _without_control_characters(data: bytes) -> tuple[bytes, tuple[Text, ...]]:
    """Return the data without control characters, and a remark on them.

    In encodings in which these bytes have another meaning, they are kept.
    """
    found = _CONTROLS.search(data)
    if not found or guess_encoding(data) != "latin-1" or b"iso-2022" in data[:200].lower():
        return data, ()
    line = 1 + data.count(b"\n", 0, found.start())
    data, n = _CONTROLS.subn(b"", data)
    return data, (Plural("A control character on line {line} is left out, as XML forbids it.",
                         "{n} control characters are left out, as XML forbids them; the first is on line {line}.",
                         n, line=line),)  # fmt: skip


def _parse(opened: OpenedFile) -> LongTask[Element]:
    """Parse XML piece by piece with a parser that loads nothing, and check each element as it begins.

    ``collect_ids`` stays on, since otherwise lxml loads an external DTD.
    """
    parser = etree.XMLPullParser(
        events=("start",),
        dtd_validation=False,
        attribute_defaults=False,
        collect_ids=True,
        **{**SAFE, "remove_pis": False},
    )
    data = opened.data
    if data.startswith(codecs.BOM_UTF32_LE):  # the parser recognises it only if it gets everything at once
        data = data.decode("utf-32", "replace").encode("utf-32-be")
    for start in range(0, len(data), PIECE):
        parser.feed(data[start : start + PIECE])
        for _, element in parser.read_events():
            _check_element(element, opened)
        yield Progress(min(start + PIECE, len(data)), len(data))
    return parser.close()


def _check_element(element: Element, opened: OpenedFile) -> None:
    """Raise ``EstradError`` for a root with a document type before it, and for an element with too many attributes."""
    if element.getparent() is None and element.getroottree().docinfo.internalDTD is not None:
        raise _document_type_error(element, opened)
    if len(element.attrib) > MOST_ATTRIBUTES:
        raise EstradError(
            Text("<{name}> has {n} attributes.", name=local_name(element)[:60], n=len(element.attrib)),
            CHOOSE,
            file=opened.path,
            line=element.sourceline,
        )


def _document_type_error(root: Element, opened: OpenedFile) -> EstradError:
    """Return the error for a file with a document type.

    If that declares nothing, the user can delete it from a schedule.
    """
    found = _DOCTYPE.match(opened.data.decode(guess_encoding(opened.data), "replace"))
    line = 1 + found[1].count("\n") if found else None
    if local_name(root).casefold() != "schedule":
        return other_xml_error(local_name(root), opened.path, line)
    by_hand = Text("Delete it in a text editor, from <!DOCTYPE to the next >: nothing of the schedule stands in it.")
    again = Text("Export the file again without it: what it declares may stand in the texts.")
    return EstradError(
        Text("The file declares a document type (DOCTYPE), which can hide traps; Estrad does not read such XML."),
        by_hand if found and not found[2] else again,
        file=opened.path,
        line=line,
    )


def local_name(element: Element) -> str:
    """Return an element's name without its namespace; empty for a node that is not an element, such as an entity."""
    tag = element.tag  # lxml creates it anew at each access
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _parser_message(error: Exception) -> str:
    """Return libxml2's message in English, without the position, which is shown elsewhere."""
    said = getattr(error, "msg", None) or str(error)
    return re.sub(r",? line \d+.*$", "", said.splitlines()[0] if said else "").rstrip(". ") or "?"


def child_text(element: Element, *names: str) -> str:
    """Return the text of a child, found as by ``raw_child_text``, in one line; empty if there is none."""
    return clean_line(raw_child_text(element, *names))


def raw_child_text(element: Element, *names: str) -> str:
    """Return the unchanged text of the first child that has any, looking under each name in turn; empty if none has."""
    texts = ("".join(child.itertext()) for name in names for child in element.iterchildren(f"{{*}}{name}"))
    return next((text for text in texts if text.strip()), "")


def children_at_path(element: Element, *path: str) -> list[Element]:
    """Return all elements at a path of names below an element, regardless of their namespaces."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent.iterchildren(f"{{*}}{name}")]
    return found
