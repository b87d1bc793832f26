"""The meanings that a column of a table can have, as they are offered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.domain.text import N_
from planner.importing.cells.fields import FIELDS, OF_NAMES, Of
from planner.importing.mapping.mapping import EXTRA, LEFT_OUT
from planner.wording import Wording

OTHERS: dict[str, str] = {
    LEFT_OUT: N_("Left out"),
    EXTRA: N_("Extra field"),
    "session.level": N_("Session or part of one"),
    "session.zone": N_("Time zone"),
    "session.state": N_("Whether it is deleted"),
}
"""What a column can be besides a field, by key: message ids."""
_NUMBERED = re.compile(r"(\w+):(\d+):(.+)")
"""``speakers:2:person.first``, ``part:3:title``."""


def meanings(words: Wording) -> Iterator[tuple[str, str, str]]:
    """The key of each meaning, what it is called, and what it is found by: both languages, and headings for it."""
    for key in dict.fromkeys((LEFT_OUT, EXTRA, *FIELDS, *OTHERS)):
        field, named = FIELDS.get(key), meaning(key, words)
        also = (field.name, *field.words, OF_NAMES[field.of]) if field else (OTHERS[key],)
        yield key, named, " ".join((named, *also, key)).casefold()


def meaning(key: str, words: Wording) -> str:
    """What the meaning of a column is called."""
    if numbered := _NUMBERED.fullmatch(key):
        what, number, inner = numbered.groups()
        inner = inner if "." in inner else f"session.{inner}"
        outer = FIELDS.get(f"session.{what}")
        name = meaning(inner, words) if inner in FIELDS else inner
        return f"{words(outer.name) if outer else words(N_('Part'))} {number}: {name}"
    field = FIELDS.get(key)
    if field is None:
        return words(OTHERS[key]) if key in OTHERS else key
    name = words(field.name)
    return name if field.of is Of.SESSION else f"{name} · {words(OF_NAMES[field.of])}"
