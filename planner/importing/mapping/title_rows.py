"""Reads the rows above the headings of a table: the title, the place and the moderator of the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planner.domain.text import clean_line
from planner.domain.value_objects import Role
from planner.importing.cells.dates import DRAFT, LONGEST_TITLE, date_ending, dated, plain_time
from planner.importing.cells.people import NamedPerson, read_people
from planner.importing.mapping.records import MappedSheet
from planner.importing.mapping.table_mapping import ABOUT_SESSIONS
from planner.importing.vocabulary import role_of
from planner.tables.table import Value

SHORTEST = 5
"""The least number of characters of a title."""
_KIND = re.compile(r"\s*[–—:|-]\s*(?:program(?:me)?|dagsprogram|schedule|schema|agenda)\s*$", re.IGNORECASE)
_PROGRAMME = re.compile(r"^(?:program(?:me)?|schedule|schema|agenda|körschema)\b(?:\s+(?:för|for))?\s*:?\s*", re.I)
_PARTS = re.compile(r"\s*[,|]\s*|\s+[–—-]\s+")
_CLOCK = re.compile(r"\d[.:]\d\d")


@dataclass(frozen=True, slots=True)
class AboveHeadings:
    """The content of the rows above a table's headings; ``cells`` are those used, ``led`` the one with moderators."""

    title: str = ""
    place: str = ""
    moderators: tuple[NamedPerson, ...] = ()
    led: str = ""
    cells: frozenset[tuple[int, int]] = frozenset()


def above_headings(view: MappedSheet) -> AboveHeadings:
    """Return what stands above the headings of a table of sessions: the title is the only text of the first row."""
    if view.mapping.shape not in ABOUT_SESSIONS:
        return AboveHeadings()
    title, place, led, cells = "", "", "", set()
    moderators: tuple[NamedPerson, ...] = ()
    rows = view.sheet.rows[: max(view.mapping.head, 0)]
    filled = [[(n, m) for m, value in enumerate(row) if value not in (None, "")] for n, row in enumerate(rows)]
    first = next(filter(None, filled), [])
    if len({rows[n][m] for n, m in first}) == 1 and rows[first[0][0]][first[0][1]] != view.mapping.room:
        title, place = _title_and_place(rows[first[0][0]][first[0][1]])
        cells |= set(first) if title else set()
    for n, m in (cell for row in filled for cell in row):
        if people := _moderators(rows[n][m]):
            moderators, led = people, view.cell(n, m)
            cells.add((n, m))
    return AboveHeadings(title, place, moderators, led, frozenset(cells))


def _moderators(value: Value) -> tuple[NamedPerson, ...]:
    label, colon, _rest = value.partition(":") if isinstance(value, str) else ("", "", "")
    return read_people(value) if colon and role_of(label) is Role.MODERATOR else ()


def _title_and_place(value: Value) -> tuple[str, str]:
    """Return the title in a cell, and the place where a date stands there too; empty if it is a date or no title."""
    text = DRAFT.sub("", clean_line(value) if isinstance(value, str) else "")
    if len(text) > LONGEST_TITLE or not text:
        return "", ""
    parts = _PARTS.split(text)
    rest = [_without_date(part) for part in parts]
    if rest == parts:
        return _checked(_KIND.sub("", text).strip()), ""
    title, *others = [part for part in rest if part] or [""]
    place = ", ".join(part for part in others if not _CLOCK.search(part))
    return _checked(title), place


def _without_date(part: str) -> str:
    if dated(plain_time(part)) is not None:
        return ""
    ending = date_ending(part)
    return part[: -len(ending)].rstrip(" (,") if ending != part and part.casefold().endswith(ending) else part


def _checked(title: str) -> str:
    bare = _PROGRAMME.sub("", title)
    fits = SHORTEST <= len(bare) <= LONGEST_TITLE and (" " in title) and any(map(str.isalpha, bare))
    return bare if fits and dated(bare.casefold()) is None else ""
