"""Conversions between text and the fields that hold several values, one per line or between commas.

These are links, parts of a session, statements, earlier appearances, extra fields and lists such as tags. ``read``
functions with a ``sentence`` raise ``ValueError`` with it for a line that they do not understand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from planner.domain.addresses import is_usable_link
from planner.domain.value_objects import ExtraField, Link, PastAppearance, Role, Segment, Statement

T = TypeVar("T")

_MINUTES = re.compile(r"(?P<title>.*?)[\s:,–-]*\b(?P<minutes>[0-9]{1,4})\s*(?:min\w*\.?)?\s*$")
_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\b[\s:,–-]*(?P<role>.*)")
_ADDRESS = re.compile(r"\S+://\S+|mailto:\S+|[^\s/]+\.[^\s/.]{2,}(?:/\S*)?")
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
_QUOTES = {"“": "”", "”": "”", '"': '"', "»": "»", "«": "»", "„": "“"}
_SAID = re.compile(r"(?P<text>.*\S)\s+[–—-](?:\s+(?P<by>.*))?")
DASH = " – "


def write_list(values: tuple[str, ...]) -> str:
    """Join values with commas, or semicolons if one contains a comma; an only value with a comma gets one behind it."""
    if not any("," in value for value in values):
        return ", ".join(values)
    return "; ".join(values) if len(values) > 1 else f"{values[0]};"


def read_list(text: str) -> tuple[str, ...]:
    """Split values at line breaks, and at semicolons if there are any, or else at commas; each is returned once."""
    parts = re.split(r"[;\n]" if ";" in text else r"[,\n]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _read_lines(text: str, read: Callable[[str], T]) -> tuple[T, ...]:
    return tuple(read(line.strip()) for line in text.splitlines() if line.strip())


def write_links(links: tuple[Link, ...]) -> str:
    """Return links as text, one address and label per line."""
    return "\n".join(f"{link.address} {link.label}".strip() for link in links)


def read_links(text: str, sentence: str) -> tuple[Link, ...]:
    """Parse links, one per line; web and ``mailto:`` ones may be behind their labels, others must be before them."""

    def one(line: str) -> Link:
        candidates = (_OTHER_SCHEME.match(line), _ADDRESS.search(line))
        found = next((one for one in candidates if one and is_usable_link(one[0])), None)
        if found is None:
            raise ValueError(sentence)
        label = f"{line[: found.start()]} {line[found.end() :]}"
        return Link(found[0], " ".join(label.split()).strip(":-– "))

    return _read_lines(text, one)


def write_segments(segments: tuple[Segment, ...]) -> str:
    """Return the parts of a session as text, one title and number of minutes per line."""
    return "\n".join(f"{segment.title} {segment.minutes}" for segment in segments)


def read_segments(text: str, sentence: str) -> tuple[Segment, ...]:
    """Parse the parts of a session, as ``write_segments`` writes them."""

    def one(line: str) -> Segment:
        if (found := _MINUTES.fullmatch(line)) and found["title"].strip():
            with suppress(ValueError):  # minutes that no part can have
                return Segment(found["title"].strip(), int(found["minutes"]))
        raise ValueError(sentence)

    return _read_lines(text, one)


def write_statements(statements: tuple[Statement, ...]) -> str:
    """Return statements as text, one per line with its speaker; verbatim ones are in quotation marks."""

    def one(said: Statement) -> str:
        text = f"“{said.text}”" if said.verbatim else said.text
        return f"{text}{DASH}{said.by}" if said.by or DASH in said.text else text

    return "\n".join(one(said) for said in statements)


def read_statements(text: str) -> tuple[Statement, ...]:
    """Parse statements, as ``write_statements`` writes them.

    Text in quotation marks is verbatim, and a hyphen between spaces is treated as a dash.
    """

    def one(line: str) -> Statement:
        end = line.rfind(_QUOTES.get(line[:1], "\n"))
        rest = line[end + 1 :].strip()
        if end > 1 and (not rest or rest[0] in "–—-"):
            return Statement(line[1:end].strip(), rest.lstrip("–—- "), verbatim=True)
        found = _SAID.fullmatch(line)
        return Statement(found["text"], found["by"] or "") if found else Statement(line)

    return _read_lines(text, one)


def write_earlier(earlier: tuple[PastAppearance, ...], names: Mapping[Role, str]) -> str:
    """Return earlier appearances as text, one year and role per line."""
    return "\n".join(f"{one.year} {names[one.role]}" for one in earlier)


def read_earlier(text: str, names: Mapping[Role, str], sentence: str) -> tuple[PastAppearance, ...]:
    """Parse earlier appearances, as ``write_earlier`` writes them, each once; no role means speaker."""
    roles = {name.casefold(): role for role, name in names.items()} | {role.value: role for role in Role}

    def one(line: str) -> PastAppearance:
        found = _YEAR.fullmatch(line)
        role = roles.get(found["role"].strip().casefold() or Role.SPEAKER.value) if found else None
        if not found or role is None:
            raise ValueError(sentence)
        return PastAppearance(int(found["year"]), role)

    return tuple(dict.fromkeys(_read_lines(text, one)))


def write_extra(extra: tuple[ExtraField, ...]) -> str:
    """Return extra fields as text, one name and value per line.

    A name that contains a colon, or begins with a quotation mark, is in quotation marks.
    """
    names = (f'"{one.name}"' if ":" in one.name or one.name.startswith('"') else one.name for one in extra)
    return "\n".join(f"{name}: {one.value}".rstrip() for name, one in zip(names, extra, strict=True))


def read_extra(text: str, sentence: str) -> tuple[ExtraField, ...]:
    """Parse extra fields, as ``write_extra`` writes them; a line without a name and a colon is not understood."""

    def one(line: str) -> ExtraField:
        quoted = line.startswith('"') and '":' in line
        name, colon, value = line[1:].partition('":') if quoted else line.partition(":")
        if not colon or not name.strip():
            raise ValueError(sentence)
        return ExtraField(name.strip(), value.strip())

    return _read_lines(text, one)
