"""Formats dates and times for attendees and the crew, in the language of the document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from planner.domain.languages import Language
from planner.domain.span import MINUTES_A_DAY, Span, clock


def long_date(day: date, language: Language) -> str:
    """Return a date in full with a capital first letter, such as “Torsdag 25 april 2024”."""
    text = format_date(day, language.date_pattern(year="y", weekday="EEEE"), locale=language.locale)
    return text[:1].upper() + text[1:]


def date_range(days: Sequence[date], language: Language) -> str:
    """Return a single date in full, or the range of several sorted dates, such as “25–26 april 2024”."""
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first == last:
        return long_date(first, language)
    end = format_date(last, language.date_pattern(year="y"), locale=language.locale)
    if (first.year, first.month) == (last.year, last.month):
        return f"{format_date(first, language.number, locale=language.locale)}–{end}"
    pattern = language.date_pattern(year="" if first.year == last.year else "y")
    return f"{format_date(first, pattern, locale=language.locale)}{language.between}{end}"


def time_of_day(minutes: int, language: Language) -> str:
    """Format a time of day in the language's notation, such as “09.00” or “09:00”."""
    return clock(minutes, language.clock_sign)


def end_of_span(span: Span, language: Language) -> str:
    """Return when a span ends, with the date if it lasts a day or more."""
    end = time_of_day(span.end, language)
    return end if span.minutes < MINUTES_A_DAY else f"{long_date(span.ends.date(), language)} {end}"


def span_times(span: Span, language: Language) -> str:
    """Return the start and end of a span, such as “09:00–09:30”."""
    return f"{time_of_day(span.start, language)}–{end_of_span(span, language)}"
