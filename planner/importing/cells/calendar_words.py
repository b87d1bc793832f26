"""Names of months and weekdays, from CLDR, in the languages that conference tables are written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale

LANGUAGES = ("en", "sv", "de", "da", "nb", "fi", "nl", "fr", "es", "it", "pt", "pl")
"""The languages in which names are looked up; the first one decides if a word has two meanings."""
SHORTEST = 3
"""Minimum length of an abbreviated name, unless CLDR contains a shorter form."""


@lru_cache(8192)
def month_of(word: str) -> int | None:
    """Return the number of a month, from 1, by its name; None if the word is not a month."""
    return _known("months", word.strip(".").casefold())


@lru_cache(8192)
def weekday_of(word: str) -> int | None:
    """Return the number of a weekday, 0 for Monday, by its name; None if the word is not a weekday."""
    word = word.strip(".").casefold()
    forms = (word, word.removesuffix("en"), word.removesuffix("s"))  # fredagen, Fridays, freitags
    return next((day for form in forms if (day := _known("days", form)) is not None), None)


def _known(what: str, word: str) -> int | None:
    """Look up a word in one language after another, since most tables need only the first."""
    if len(word) < 2 or not word[0].isalpha():
        return None
    return next((found for tongue in LANGUAGES if (found := _names(what, tongue).get(word)) is not None), None)


@lru_cache
def _names(what: str, tongue: str) -> Mapping[str, int]:
    """Return every form of a language's names, and the prefixes that belong to only one name."""
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
