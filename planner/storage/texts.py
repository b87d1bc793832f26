"""Checks texts in the file for control characters and the maximum lengths in docs/file-format.md, and parses JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from planner.commands.edit import LONGEST_LINE, LONGEST_TEXT
from planner.domain.cleaning import is_clean
from planner.domain.entities import MULTILINE
from planner.domain.text import Text


class WrongText(ValueError):
    """Raised for a text that is too long or has control characters; ``why`` names its field."""

    def __init__(self, why: Text) -> None:
        super().__init__(str(why))
        self.why = why


def too_long(where: str) -> WrongText:
    """Return the error for a text that is too long; ``where`` is its field as TABLE.COLUMN."""
    return WrongText(Text("a text in {field} is too long", field=where))


def check_column(table: str, name: str, column: Iterable[str | None]) -> None:
    """Raise ``WrongText`` if a text in a column is too long or has a control character."""
    texts = [text for text in column if text]
    most = LONGEST_TEXT if name in MULTILINE else LONGEST_LINE
    if texts and max(map(len, texts)) > most:
        raise too_long(f"{table}.{name}")
    many_lines = name in MULTILINE
    if not all(text.isprintable() or is_clean(text, many_lines=many_lines) for text in texts):
        raise WrongText(Text("a text in {field} holds control characters", field=f"{table}.{name}"))


def check_lists(table: str, name: str, stored: Sequence[str], lists: Iterable[Iterable[Any]]) -> None:
    """Raise ``WrongText`` if a text in one of the lists is too long; ``stored`` has the same lists as JSON."""
    if max(map(len, stored), default=0) <= LONGEST_LINE:
        return
    if any(len(text) > LONGEST_LINE for values in lists for value in values for text in _texts_of(value)):
        raise too_long(f"{table}.{name}")


def _texts_of(value: Any) -> Iterable[str]:
    if is_dataclass(value):
        return [text for f in fields(value) if isinstance(text := getattr(value, f.name), str)]
    return [value] if isinstance(value, str) else []


def parse(text: str) -> Any:
    """Parse JSON; raise ``ValueError`` or ``RecursionError`` if it is invalid or has a lone surrogate.

    JSON can escape half a character (``\\ud800``), which cannot be encoded as UTF-8 and so never be stored again.
    """
    value = json.loads(text)
    if "\\u" in text:  # without an escape, the text was valid UTF-8 in the file
        json.dumps(value, ensure_ascii=False).encode()
    return value
