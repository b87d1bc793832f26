"""Compares names and titles regardless of accents, case and punctuation, and finds a name that is nearly the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count

from rapidfuzz import fuzz, process

NEAR_NAMES = 88
"""Minimum similarity, of 100, of two names that may be one person's with a spelling mistake."""
SHORTEST = 6
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_WORDS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
MOST_WORDS, MOST_ALIKE = 6, 1_000
"""Maximum number of words of a name that are examined, and of people with one of them."""


@lru_cache(4096)
def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case without accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(_WORDS.findall(text.casefold().translate(_PLAIN)))


def title_key(title: str) -> str:
    """Return a key that is equal for titles that differ only in case, accents, spaces and punctuation."""
    return "".join(name_words(title))


def name_key(name: str) -> str:
    """Return a key that is equal with and without accents, and for *Surname, First* and *First Surname*."""
    last, comma, first = name.partition(",")
    return " ".join(name_words(f"{first} {last}" if comma and "," not in first else name))


def title_numbers(title: str) -> tuple[str, ...]:
    """Return the numbers in a title, since *Part 1* and *Part 2* are never the same session."""
    return tuple(_DIGITS.findall(title))


class NearNames:
    """Index of name keys that finds one that may belong to the same person.

    Names that share a word are compared: for spelling errors, if they have the same initials, for an initial in place
    of a first name, and for a missing middle name. Words in another order are the same.
    """

    def __init__(self) -> None:
        self._same: dict[tuple[str, ...], int] = {}
        self._with_word: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        self._places = count()

    def add(self, keys: Iterable[str]) -> None:
        """Add further names; their indexes go on from those before."""
        for key, n in zip(keys, self._places, strict=False):
            words = key.split()
            if words and key not in self._numbers:
                self._numbers[key] = n
                self._same.setdefault(tuple(sorted(words)), n)
                for word in words[:MOST_WORDS]:
                    self._with_word.setdefault(word, []).append(key)

    def find(self, key: str) -> int | None:
        """Return the index of the most similar name, or None if none may belong to the same person."""
        words = key.split()
        same = self._same.get(tuple(sorted(words)))
        if same is not None or not words:
            return same
        offered = [other for word in words[:MOST_WORDS] for other in self._with_word.get(word, ())[:MOST_ALIKE]]
        initials = {word[0] for word in words}
        alike = [other for other in offered if initials == {word[0] for word in other.split()}]
        best = process.extractOne(key, alike, scorer=fuzz.ratio, score_cutoff=NEAR_NAMES)
        if best and len(key) >= SHORTEST:
            return self._numbers[best[0]]
        stands = (other for other in offered if len(words) > 1 and _matches_initials(words, other.split()))
        return next((self._numbers[other] for other in stands), None)


def _matches_initials(one: list[str], other: list[str]) -> bool:
    """Return whether two names have one last word, and first words that are the same or the initial of the other."""
    first, second = one[0], other[0]
    same = first == second or (1 in (len(first), len(second)) and first[0] == second[0])
    return len(other) > 1 and one[-1] == other[-1] and same


def unique_keys(keys: Sequence[str]) -> dict[str, int]:
    """Return the keys that occur exactly once, with their indexes; empty keys are left out."""
    counts = Counter(keys)
    return {key: n for n, key in enumerate(keys) if key and counts[key] == 1}
