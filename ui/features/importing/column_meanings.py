"""The meanings that a table's column can have, by key, and their search words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planner.domain.text import N_
from planner.importing.cells.fields import FIELDS, OF_NAMES, Subject
from planner.importing.mapping.table_mapping import EXTRA, LEFT_OUT
from planner.wording import Wording

OTHERS: dict[str, str] = {
    LEFT_OUT: N_("Left out"),
    EXTRA: N_("Extra field"),
    "session.level": N_("Session or part of one"),
    "session.zone": N_("Time zone"),
    "session.state": N_("Whether it is deleted"),
}
"""Names of the meanings of a column that are not in ``FIELDS``, by key: message ids."""
SEPARATOR = "|"
"""Separates the search words of a meaning."""
_NUMBERED = re.compile(r"(\w+):(\d+):(.+)")
"""Matches keys such as ``speakers:2:person.first`` and ``part:3:title``."""


def all_meanings(words: Wording) -> Iterator[tuple[str, str, str]]:
    """Yield the key, name and search words of each meaning; the search words are in both languages."""
    for key in dict.fromkeys((LEFT_OUT, EXTRA, *FIELDS, *OTHERS)):
        field, named = FIELDS.get(key), meaning_name(key, words)
        also = (field.name, *field.words, OF_NAMES[field.of]) if field else (OTHERS[key],)
        yield key, named, SEPARATOR.join((named, *also, key)).casefold()


def meaning_name(key: str, words: Wording) -> str:
    """Return the displayed name of a column's meaning."""
    if numbered := _NUMBERED.fullmatch(key):
        what, number, inner = numbered.groups()
        inner = inner if "." in inner else f"session.{inner}"
        outer = FIELDS.get(f"session.{what}")
        name = meaning_name(inner, words) if inner in FIELDS else inner
        within = words(outer.name if outer else N_("Part"))
        return f"{within} {number}: {name}"
    field = FIELDS.get(key)
    if field is None:
        return words(OTHERS[key]) if key in OTHERS else key
    name = words(field.name)
    return name if field.of is Subject.SESSION else f"{name} · {words(OF_NAMES[field.of])}"


def best_match(typed: str, searched: Sequence[str]) -> int | None:
    """Return the index of the meaning whose search words best match the typed text, or None if none matches.

    A whole match ranks before a prefix, and a prefix before a match inside.
    """
    part = _plain(typed)
    ranked = [(_rank(part, _plain(words).split(SEPARATOR)), n) for n, words in enumerate(searched)]
    rank, n = min(ranked, default=(_NOWHERE, 0))
    return n if part and rank < _NOWHERE else None


_NOWHERE = 3


def _rank(part: str, words: Sequence[str]) -> int:
    if part in words:
        return 0
    if any(word.startswith(part) for word in words):
        return 1
    return 2 if any(part in word for word in words) else _NOWHERE


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())
