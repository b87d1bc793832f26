"""Search by typed words, without accents, with the best matches first.

Each word may match anywhere in the name or the additional text of an entry. ``near_matches``, for use when nothing
matches, allows typing errors.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic, TypeVar

T = TypeVar("T")
WHOLE, BEGINS, WORD, BESIDE, INSIDE, ALSO = range(6)
"""The ranks of a match, best first.

The name equals the typed text; the name starts with it; each typed word begins a word of the name; each begins a word
of the name or of ``also``; the name contains each typed word; each is in the name or in ``also``. Only a space
separates words of the name.
"""

SHORT, LENGTHS, ALIKE = 3, 2, 0.75
"""The limits for typing errors.

A word of up to ``SHORT`` letters allows none; two words may differ by ``LENGTHS`` letters in length, and need a
similarity of at least ``ALIKE`` (0 to 1).
"""
_WORDS = re.compile(r"\w+")


def folded(text: str) -> str:
    """Return the text in lower case without accents, so that “a” matches å and “cafe” matches Café."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def alphabetical_key(name: str) -> str:
    """Return the key to sort a name by: without case and accents, but å, ä (æ) and ö (ø) after z, as in Swedish."""
    return folded(name.casefold().translate(str.maketrans("åäæöø", "{||}}")))


@dataclass(frozen=True, slots=True)
class SearchEntry(Generic[T]):
    """A searchable entry for ``thing``; ``name`` and ``also`` are folded."""

    thing: T
    name: str
    also: str = ""


def search_entry(thing: T, name: str, also: str = "") -> SearchEntry[T]:
    """Build an entry from a name and additional text to search in, folding both."""
    return SearchEntry(thing, folded(name), folded(also))


def best_matching_things(entries: Iterable[SearchEntry[T]], typed: str, most: int | None = None) -> list[T]:
    """Return up to ``most`` matches, best first, then in the order of the entries; all match if nothing is typed."""
    whole = " ".join(folded(typed).split())
    wanted = whole.split()
    found = [(rank, n, e.thing) for n, e in enumerate(entries) if (rank := _match_rank(e, whole, wanted)) is not None]
    return [thing for _rank_, _n, thing in sorted(found, key=lambda hit: hit[:2])[:most]]


def near_matches(entries: Sequence[SearchEntry[T]], typed: str) -> list[T]:
    """Return the things that match the most typed words, allowing typing errors; for use when nothing matches exactly.

    Typed words of fewer than four letters are not searched for: too many words are similar to them. Entries that
    contain more of all typed words unchanged come first.
    """
    said = set(folded(typed).split())
    wanted = [word for word in folded(typed).split() if len(word) > SHORT]
    known = {word for e in entries for word in _WORDS.findall(f"{e.name} {e.also}") if len(word) > SHORT}
    found = Counter[int]()
    for word in wanted:
        alike = [other for other in known if abs(len(other) - len(word)) <= LENGTHS]
        meant = [word, *get_close_matches(word, alike, n=5, cutoff=ALIKE)]
        found.update(n for n, e in enumerate(entries) if any(other in e.name or other in e.also for other in meant))
    top = max(found.values(), default=0)
    best = [entries[n] for n in sorted(found) if found[n] == top]
    best.sort(key=lambda e: -len(said.intersection(_WORDS.findall(f"{e.name} {e.also}"))))
    return [e.thing for e in best]


def _match_rank(entry: SearchEntry[T], whole: str, wanted: Sequence[str]) -> int | None:
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
    if all(f" {word}" in f"{padded} {entry.also}" for word in wanted):
        return BESIDE
    return INSIDE if all(word in name for word in wanted) else ALSO
