"""Names and titles as they are compared: without accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

NEAR_NAMES = 88
"""Of 100: how like one another two names are that may be one, spelt otherwise once."""
SHORTEST = 6
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_WORDS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
MOST_WORDS = 6


@lru_cache(4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters without accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(_WORDS.findall(text.casefold().translate(_PLAIN)))


def title_key(title: str) -> str:
    """What is the same in titles that differ in case, spaces and punctuation alone; empty if it has no letters."""
    return "".join(words_of(title))


def name_key(name: str) -> str:
    """What is the same in a name with and without accents, and in *Surname, First* and *First Surname*."""
    last, comma, first = name.partition(",")
    return " ".join(words_of(f"{first} {last}" if comma and "," not in first else name))


def numbers_in(title: str) -> tuple[str, ...]:
    """The numbers in a title; *Part 1* and *Part 2* are never one."""
    return tuple(_DIGITS.findall(title))


def perhaps_one(one: str, other: str) -> bool:
    """Whether two keys of names may be one person's: a slip of the pen, initials, a middle name, another order."""
    if len(one) >= SHORTEST and fuzz.ratio(one, other, score_cutoff=NEAR_NAMES):
        return True
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) < 2:
        return False
    if sorted(short) == sorted(long):
        return True
    return short[-1] == long[-1] and _stands_for(short[0], long[0])


def _stands_for(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def drawers(key: str) -> Iterator[str]:
    """Under what a name is looked for: two names that may be one person's share one of them."""
    initials = sorted(word[0] for word in key.split()[:MOST_WORDS])
    yield from {"".join(pair) for pair in combinations(initials, 2)} or initials


def alone(keys: Sequence[str]) -> dict[str, int]:
    """The keys that are there once, with their numbers; an empty one is nobody's."""
    counts = Counter(keys)
    return {key: n for n, key in enumerate(keys) if key and counts[key] == 1}
