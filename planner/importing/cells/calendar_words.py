"""Names of months and weekdays in the languages that conferences' sheets are written in, from CLDR."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale

LANGUAGES = ("en", "sv", "de", "da", "nb", "fi", "nl", "fr", "es", "it", "pt", "pl")
"""The languages that names are looked up in; a word with two meanings has that of the first language."""
SHORTEST = 3
"""Fewest letters by which an abbreviated name is known, where CLDR has no shorter form of its own."""


@lru_cache(8192)
def month_of(word: str) -> int | None:
    """Return the number of the month, from 1, that a word names; None where it names none."""
    return _known("months", word.strip(".").casefold())


@lru_cache(8192)
def weekday_of(word: str) -> int | None:
    """Return the number of the weekday, 0 for Monday, that a word names; None where it names none."""
    word = word.strip(".").casefold()
    forms = (word, word.removesuffix("en"), word.removesuffix("s"))  # fredagen, Fridays, freitags
    return next((day for form in forms if (day := _known("days", form)) is not None), None)


def _known(what: str, word: str) -> int | None:
    """Look a word up language by language; most sheets need only the first."""
    if len(word) < 2 or not word[0].isalpha():
        return None
    return next((found for tongue in LANGUAGES if (found := _names(what, tongue).get(word)) is not None), None)


@lru_cache
def _names(what: str, tongue: str) -> Mapping[str, int]:
    """Return every written form of a language's names, and the beginnings of them that fit one name only."""
    tables: Mapping[str, Mapping[str, Mapping[int, str]]] = getattr(Locale.parse(tongue), what)
    forms: dict[str, int] = {}
    starts: dict[str, set[int]] = {}
    for context in ("format", "stand-alone"):
        for number, name in _long_and_short(tables[context]):
            forms.setdefault(name.strip(".").casefold(), number)
            for length in range(SHORTEST, len(name)):
                starts.setdefault(name[:length].casefold(), set()).add(number)
    return {start: numbers.pop() for start, numbers in starts.items() if len(numbers) == 1} | forms


def _long_and_short(widths: Mapping[str, Mapping[int, str]]) -> Iterator[tuple[int, str]]:
    for width in ("wide", "abbreviated", "short"):
        yield from widths.get(width, {}).items()
