"""The languages of window, paper, calendar, tables and command line, and how each writes dates and times.

Also the names of months and weekdays. A new language is a row here and a catalogue in ``resources/translations``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from planner.domain.text import N_


@dataclass(frozen=True, slots=True)
class Language:
    """A language, with the facts that neither its catalogue nor CLDR has, or that we write differently from CLDR.

    ``code`` is its name in settings, files and options, and that of its catalogue's folder. ``name`` is what the
    language calls itself, ``action`` the name of the command that chooses it. ``locale``, for CLDR and Qt, decides the
    names of months, weekdays, cities and languages, the decimal sign, the alphabet, and the texts of Qt's own dialogs.

    The rest is how dates and times are written, in the pattern letters of CLDR: ``number`` is the day of the month,
    ``day`` adds the month to it, ``dated`` adds the year, and ``named`` adds the weekday to either. ``between``
    separates two dates of different months, ``clock_sign`` hours and minutes.
    """

    code: str
    name: str
    action: str
    locale: str
    number: str = "d"
    day: str = "{number} {month}"
    dated: str = "{day} {year}"
    named: str = "{weekday} {day}"
    between: str = " – "
    clock_sign: str = ":"

    @property
    def locale_without_country(self) -> str:
        """CLDR's locale of the language, without a country."""
        return self.locale.partition("_")[0]

    def date_pattern(self, month: str = "MMMM", *, year: str = "", weekday: str = "") -> str:
        """Return the pattern of a date from the pattern letters of its parts, which differ between CLDR and Qt."""
        day = self.day.format(number=self.number, month=month)
        dated = self.dated.format(day=day, year=year) if year else day
        return self.named.format(weekday=weekday, day=dated) if weekday else dated


SOURCE = "en"
"""The language of the messages in the code, which has no catalogue."""
LANGUAGES: dict[str, Language] = {
    row.code: row
    for row in (
        Language("en", "English", N_("Language: English"), "en_GB"),  # British, since times use the 24-hour clock
        Language("sv", "Svenska", N_("Language: Swedish"), "sv_SE", between="–", clock_sign="."),
    )
}
"""The languages by their code, in the order of menus and lists."""
LANGUAGE_NAMES: dict[str, str] = {code: language.name for code, language in LANGUAGES.items()}
SHORTEST = 3
"""The minimum length of an abbreviated name of a month or weekday, unless CLDR contains a shorter form."""


@cache
def calendar_numbers_by_word(what: str, *abroad: str) -> Mapping[str, int]:
    """Return the numbers of ``months`` (from 1) or ``days`` of the week (from 0) by their names in lower case.

    Names are the wide, abbreviated and short forms of CLDR, in all of ``LANGUAGES`` and then those ``abroad``, and
    beginnings that fit only one name of a language. If a word has two meanings, the first language decides.
    """
    from babel import Locale  # imported here so that the window starts without it

    found: dict[str, int] = {}
    for tongue in reversed((*(language.locale_without_country for language in LANGUAGES.values()), *abroad)):
        tables: Mapping[str, Mapping[str, Mapping[int, str]]] = getattr(Locale.parse(tongue), what)
        forms: dict[str, int] = {}
        starts: dict[str, set[int]] = {}
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                for number, name in tables[context].get(width, {}).items():
                    forms.setdefault(name.strip(".").casefold(), number)
                    for length in range(SHORTEST, len(name)):
                        starts.setdefault(name[:length].casefold(), set()).add(number)
        found |= {start: numbers.pop() for start, numbers in starts.items() if len(numbers) == 1} | forms
    return found


def weekday_number(word: str, *abroad: str) -> int | None:
    """Return the number of a weekday, 0 for Monday, by its name in lower case; None if the word is not a weekday.

    The name may be in the plural or, in Swedish, in the definite form: *Fridays*, *fredagen*.
    """
    forms = (word, *(word.removesuffix(ending) for ending in ("en", "s", "ar")))  # fredagen, Fridays, freitags
    return next(
        (day for form in forms if (day := calendar_numbers_by_word("days", *abroad).get(form)) is not None), None
    )
