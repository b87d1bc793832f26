"""The people of a table, each once, with the values from all their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.value_objects import Extra, Link
from planner.importing.incoming import IncomingPerson

TEXTS = frozenset(
    (
        *("title", "organisation", "email", "phone", "note", "sort_name", "pronunciation", "pronouns", "bio", "travel"),
        *("lodging", "fee", "expenses", "diet"),
    )
)
"""Fields of a person that are texts."""


@dataclass(slots=True)
class _KnownPeople:
    key: str
    name: str
    line: int
    cell: str
    named: bool
    told: dict[str, Any] = field(default_factory=dict)


class TablePeople:
    """Collects people by their id in the table, or else by name and, if two share it, e-mail address."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        self._people: dict[str, _KnownPeople] = {}
        self._by_name: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._people)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the people recorded so far."""
        return tuple(one.name for one in self._people.values())

    def by_id(self, known_as: str) -> str:
        """Return the key of the person with an id in the table, or an empty text."""
        return self._ids.get(known_as.casefold(), "")

    def by_name(self, name: str) -> str:
        """Return the key of the only person with a name, or an empty text."""
        keys = self._by_name.get(name.casefold(), ())
        return keys[0] if len(keys) == 1 else ""

    def add(self, name: str, line: int, cell: str, told: Mapping[str, Any] | None = None, known_as: str = "") -> str:
        """Record a person and return their key; earlier values are kept unless they are empty."""
        told = told or {}
        key = self._key(name, known_as, str(told.get("email") or "").casefold() if told else "")
        known = self._people.get(key)
        if known is None:
            known = self._people[key] = _KnownPeople(key, name, line, cell, not known_as)
            self._by_name.setdefault(name.casefold(), []).append(key)
            if known_as:
                self._ids[known_as.casefold()] = key
        if told is known.told or not told:
            return key
        for what, value in told.items():
            if value or what not in known.told:
                if what in ("extra", "links"):
                    value = tuple(dict.fromkeys((*known.told.get(what, ()), *value)))
                elif known.told.get(what):
                    continue
                known.told[what] = value
        return key

    def people(self) -> tuple[IncomingPerson, ...]:
        """Return all people, in the order in which they were recorded."""
        return tuple(
            IncomingPerson(
                line=one.line,
                key=one.key,
                name=one.name,
                bio=str(one.told.get("bio", "")),
                named=one.named,
                told=one.told,
                cell=one.cell,
            )
            for one in self._people.values()
        )

    def _key(self, name: str, known_as: str, email: str) -> str:
        if known_as:
            return f"{self._namespace}/id:{known_as[:200].casefold()}"
        called = name.casefold()
        for key in self._by_name.get(called, ()):
            if not email:
                return key
            theirs = str(self._people[key].told.get("email") or "").casefold()
            if not theirs or theirs == email:
                return key
        plain = f"{self._namespace}/name:{called[:200]}"
        return f"{plain}/{email[:100]}" if plain in self._people else plain


def person_fields_of(values: Mapping[str, str], extras: list[Extra], links: list[Link]) -> dict[str, Any]:
    """Return a person's fields from the values of their columns; an empty cell makes the field empty."""
    told: dict[str, Any] = {}
    for name, text in values.items():
        if name in TEXTS:
            told[name] = text
        elif name in ("languages", "brings", "needs"):
            told[name] = parts_of(text)
    if links:
        told["links"] = tuple(dict.fromkeys(links))
    if extras:
        told["extra"] = tuple(extras)
    return told


@lru_cache(4096)
def parts_of(text: str, separator: str = "") -> tuple[str, ...]:
    """Return the words or names listed in a text, without duplicates."""
    separator = separator or (";" if ";" in text else ",")
    parts = (clean_line(part) for line in text.splitlines() for part in line.split(separator))
    return tuple(dict.fromkeys(part for part in parts if part))
