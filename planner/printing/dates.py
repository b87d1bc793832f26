"""Formats dates and times for print, in the document's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from planner.domain.span import clock
from planner.wording import LOCALES


def long_date(day: date, language: str) -> str:
    """Return a date in full with a capital first letter, such as “Torsdag 25 april 2024”."""
    text = format_date(day, "EEEE d MMMM y", locale=LOCALES[language])
    return text[:1].upper() + text[1:]


def date_range(days: Sequence[date], language: str) -> str:
    """Return a single date in full, or the range of several sorted dates, such as “25–26 april 2024”."""
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
    """Format a time of day in the language's notation: “09.00” in Swedish, “09:00” in English."""
    return clock(minutes, "." if language == "sv" else ":")
