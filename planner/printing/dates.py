"""Dates and times on paper, in the printed language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from babel.dates import format_date

from planner.domain.span import clock

LOCALES = MappingProxyType({"en": "en_GB", "sv": "sv_SE"})
"""Babel's locale for each of our languages; English as in Europe, since times count to 24."""


def long_date(day: date, language: str) -> str:
    """Return a date in full, such as “Torsdag 25 april 2024”, for the beginning of a line."""
    text = format_date(day, "EEEE d MMMM y", locale=LOCALES[language])
    return text[:1].upper() + text[1:]


def date_range(days: Sequence[date], language: str) -> str:
    """Return one date in full, or the first to the last of several in order: “25–26 april 2024”."""
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first == last:
        return long_date(first, language)
    end = format_date(last, "d MMMM y", locale=LOCALES[language])
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = format_date(first, "d MMMM" if first.year == last.year else "d MMMM y", locale=LOCALES[language])
    return f"{start}–{end}" if language == "sv" else f"{start} – {end}"


def time_of_day(minutes: int, language: str) -> str:
    """Return a time as that language prints it: “09.00” in Swedish, “09:00” in English."""
    return clock(minutes, "." if language == "sv" else ":")
