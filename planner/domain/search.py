"""Search by typed words: each word may match anywhere, and the best match comes first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic, TypeVar

T = TypeVar("T")
WHOLE, BEGINS, WORD, INSIDE, ALSO = range(5)
"""The ranks of a match, best first.

The name equals the typed text, begins with it, has words that begin with it, contains it, or only the additional text
of the entry contains it.
"""

SHORT, LENGTHS, ALIKE = 3, 2, 0.75
"""The limits for typing errors.

A word of up to ``SHORT`` letters allows none; two words may differ by ``LENGTHS`` letters in length, and must be at
least ``ALIKE`` (0 to 1) alike.
"""
_WORDS = re.compile(r"\w+")


def folded(text: str) -> str:
    """Return the text without case and accents, so that “a” finds å and “cafe” finds Café."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@dataclass(frozen=True, slots=True)
class SearchEntry(Generic[T]):
    """Something that can be found; ``name`` and ``also`` are folded."""

    thing: T
    name: str
    also: str = ""


def search_entry(thing: T, name: str, also: str = "") -> SearchEntry[T]:
    """Make an entry from a name and the additional text it can be found by."""
    return SearchEntry(thing, folded(name), folded(also))


def best_matches(entries: Iterable[SearchEntry[T]], typed: str, most: int = 50) -> list[T]:
    """Return the matching things, the best first, otherwise in order of the entries; all if nothing is typed."""
    whole = " ".join(folded(typed).split())
    wanted = whole.split()
    found = [(rank, n, e.thing) for n, e in enumerate(entries) if (rank := _rank(e, whole, wanted)) is not None]
    found.sort(key=lambda hit: hit[:2])
    return [thing for _rank_, _n, thing in found[:most]]


def near_matches(entries: Sequence[SearchEntry[T]], typed: str, most: int = 50) -> list[T]:
    """Return the things that match the most typed words, typing errors allowed; used when nothing matches exactly.

    Words of fewer than four letters do not count: too many words are similar to them.
    """
    wanted = [word for word in folded(typed).split() if len(word) > SHORT]
    known = {word for e in entries for word in _WORDS.findall(f"{e.name} {e.also}") if len(word) > SHORT}
    found: dict[int, int] = {}
    for word in wanted:
        alike = [other for other in known if abs(len(other) - len(word)) <= LENGTHS]
        meant = [word, *get_close_matches(word, alike, n=5, cutoff=ALIKE)]
        for n, e in enumerate(entries):
            if any(other in e.name or other in e.also for other in meant):
                found[n] = found.get(n, 0) + 1
    top = max(found.values(), default=0)
    return [entries[n].thing for n in sorted(found) if found[n] == top][:most]


def _rank(entry: SearchEntry[T], whole: str, wanted: Sequence[str]) -> int | None:
    name = entry.name
    if not wanted:
        return INSIDE
    if not all(word in name or word in entry.also for word in wanted):
        return None
    if name.startswith(whole):
        return WHOLE if name == whole else BEGINS
    padded = f" {name}"
    if all(f" {word}" in padded for word in wanted):
        return WORD
    return INSIDE if all(word in name for word in wanted) else ALSO
