"""Compares names and titles regardless of accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, count

from rapidfuzz import fuzz, process

NEAR_NAMES = 88
"""Minimum similarity, of 100, of two names that may be one person's with a spelling mistake."""
SHORTEST = 6
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_WORDS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
MOST_WORDS, MOST_ALIKE, MOST_OFFERED = 6, 200, 2_000
"""Maximum number of words of a name that are examined, of people with one surname, and of those with its initials."""


@lru_cache(4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case without accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(_WORDS.findall(text.casefold().translate(_PLAIN)))


def title_key(title: str) -> str:
    """Return a key that is equal for titles that differ only in case, accents, spaces and punctuation."""
    return "".join(words_of(title))


def name_key(name: str) -> str:
    """Return a key that is equal with and without accents, and for *Surname, First* and *First Surname*."""
    last, comma, first = name.partition(",")
    return " ".join(words_of(f"{first} {last}" if comma and "," not in first else name))


def numbers_in(title: str) -> tuple[str, ...]:
    """Return the numbers in a title, since *Part 1* and *Part 2* are never the same session."""
    return tuple(_DIGITS.findall(title))


class NearNames:
    """Index of name keys that finds one that may belong to the same person.

    Names with the same initials are compared for spelling errors. Words in another order, an initial for a first name
    and a missing middle name are found by the words of the name.
    """

    def __init__(self) -> None:
        self._by_initials: dict[str, list[str]] = {}
        self._by_words: dict[tuple[str, ...], int] = {}
        self._by_last: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        self._places = count()

    def add(self, keys: Iterable[str]) -> None:
        """Add further names; their indexes go on from those before."""
        for key, n in zip(keys, self._places, strict=False):
            words = tuple(key.split())
            if words and key not in self._numbers:
                self._numbers[key] = n
                self._by_words.setdefault(tuple(sorted(words)), n)
                self._by_last.setdefault(words[-1], []).append(key)
                for initials in _initials(words):
                    self._by_initials.setdefault(initials, []).append(key)

    def find(self, key: str) -> int | None:
        """Return the index of the most similar name, or None if none may belong to the same person."""
        words = tuple(key.split())
        same = self._by_words.get(tuple(sorted(words)))
        if same is not None or not words:
            return same
        for initials in _initials(words) if len(key) >= SHORTEST else ():
            offered = self._by_initials.get(initials, ())[:MOST_OFFERED]
            if best := process.extractOne(key, offered, scorer=fuzz.ratio, score_cutoff=NEAR_NAMES):
                return self._numbers[best[0]]
        for other in self._by_last.get(words[-1], ())[:MOST_ALIKE] if len(words) > 1 else ():
            first, *more = other.split()
            if more and _stands_for(words[0], first):
                return self._numbers[other]
        return None


def _stands_for(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _initials(words: Sequence[str]) -> Iterable[str]:
    """Return the pairs of initials by which a name is indexed; two names of one person should share a pair."""
    initials = sorted(word[0] for word in words[:MOST_WORDS])
    return {"".join(pair) for pair in combinations(initials, 2)} or initials


def unique_keys(keys: Sequence[str]) -> dict[str, int]:
    """Return the keys that occur exactly once, with their indexes; empty keys are left out."""
    counts = Counter(keys)
    return {key: n for n, key in enumerate(keys) if key and counts[key] == 1}
