"""Finds the header row of a sheet, and the layout that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from planner.domain.fingerprint import fingerprint
from planner.importing.cells.fields import FIELDS
from planner.importing.cells.headings import heading, plain_heading
from planner.importing.mapping.layout import Layout, bare_heading
from planner.importing.mapping.layouts import LAYOUTS
from planner.importing.mapping.questions import fields_of_question
from planner.importing.mapping.records import text_of
from planner.tables.table import Value, Worksheet

HIGHEST = 30
"""Number of rows in which headings are searched for."""
_LONGEST = 60


@lru_cache(1)
def _known_words() -> frozenset[str]:
    """Return all headings that mean a field."""
    return frozenset(plain_heading(word) for field in FIELDS.values() for word in (*field.words, *field.weak))


@lru_cache(1)
def _of_layouts() -> frozenset[str]:
    """Return all headings of layouts."""
    return frozenset(name for layout in LAYOUTS for name in layout.fields)


def headings_in(row: Sequence[Value]) -> tuple[str, ...]:
    """Return the texts of a row as headings, in one line each."""
    return tuple(" ".join(text_of(value).split()) for value in row)


def is_known(text: str) -> bool:
    """Return whether a text is a known heading."""
    if not text or len(text) > _LONGEST:
        return False
    known = bare_heading(text) in _of_layouts() or heading(text).words in _known_words()
    return known or bool(fields_of_question(text))


def layout_of(headings: Sequence[str]) -> Layout | None:
    """Return the layout that the headings belong to, or None."""
    names = frozenset(bare_heading(text) for text in headings if text)
    return next((layout for layout in LAYOUTS if layout.is_of(names)), None)


def find_head(sheet: Worksheet) -> tuple[int, Layout | None]:
    """Return the header row, or -1, and its layout: the row with the most known headings."""
    best, found, known_as = 0.0, -1, None
    filled = {n for row in sheet.rows[:HIGHEST] for n, value in enumerate(row) if value not in (None, "")}
    for number, row in enumerate(sheet.rows[:HIGHEST]):
        texts = [text for text, value in zip(headings_in(row), row, strict=True) if isinstance(value, str) and text]
        if not texts:
            continue
        layout = layout_of(texts)
        others = sum(1 for value in row if value not in (None, "") and not isinstance(value, str))
        score = sum(map(is_known, texts)) - others + (100 if layout else 0)
        enough = score >= 2 or (score == 1 and len(texts) <= 2 and not others and len(filled) <= 2)
        first = best == 0 and score >= 3 and not others
        if enough and score > best and (layout or first or score * 3 >= len(texts)):
            best, found, known_as = score, number, layout
    return found, known_as


def first_below(sheet: Worksheet, head: int) -> int:
    """Return the first row below the headings; a second row of headings is treated as part of the header."""
    below = sheet.rows[head + 1] if head + 1 < len(sheet.rows) else ()
    texts = [text for text in headings_in(below) if text]
    strings = all(isinstance(value, str) for value in below if value not in (None, ""))
    known = sum(map(is_known, texts))
    return head + 2 if len(texts) > 2 and strings and known >= 3 and known * 3 >= len(texts) * 2 else head + 1


def signature(sheet: Worksheet, head: int) -> str:
    """Return a hash shared by tables with the same headings, for remembering a choice; it reveals no heading."""
    row = sheet.rows[head] if 0 <= head < len(sheet.rows) else ()
    names = [bare_heading(text) for text in headings_in(row)]
    return fingerprint("|".join(names).rstrip("|") if any(names) else f"{sheet.width} columns")
