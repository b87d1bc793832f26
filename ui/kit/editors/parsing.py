"""Conversions between typed text and values: dates, times, lengths and numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from planner.domain.errors import EstradError
from planner.domain.input_parsing import YearRule, read_date, read_length, read_time
from planner.domain.span import clock
from planner.wording import Wording

T = TypeVar("T")


def error_text(error: EstradError, words: Wording) -> str:
    """Return an error's problem and remedy as one line."""
    return " ".join(words.say(text) for text in (error.problem, error.remedy) if text)


def date_reader(
    words: Wording, year_of: Callable[[], YearRule], *, empty: bool = False
) -> Callable[[str], date | None]:
    """Return a parser of typed dates, which returns None for an empty text if ``empty`` is true.

    It raises ``ValueError`` with a sentence in the language of ``words``. ``year_of`` is called for each text and
    returns the rule for a date without a year.
    """

    def read(text: str) -> date | None:
        if empty and not text.strip():
            return None
        try:
            return read_date(text, year_of())
        except EstradError as error:
            raise ValueError(error_text(error, words)) from None

    return read


def read_clock(text: str, sentence: str) -> int:
    """Parse a time of day like ``read_time``, but raise ``ValueError(sentence)`` if it is invalid."""
    return _read(read_time, text, sentence)


def write_clock(value: int | None) -> str:
    """Return a time of day as a clock shows it: 25:30 as 01:30, and None as an empty string."""
    return "" if value is None else clock(value)


def read_minutes(text: str, sentence: str) -> int:
    """Parse a length in minutes like ``read_length``, but raise ``ValueError(sentence)`` if it is invalid."""
    return _read(read_length, text, sentence)


def _read(read: Callable[[str], T], text: str, sentence: str) -> T:
    try:
        return read(text)
    except EstradError:
        raise ValueError(sentence) from None


def read_positive_number(text: str, sentence: str) -> int | None:
    """Parse a positive whole number, or return None for an empty text; raise ``ValueError(sentence)`` if invalid."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()) or int(typed) < 1:
        raise ValueError(sentence)
    return int(typed)


def read_minutes_or_zero(text: str, sentence: str) -> int:
    """Parse a length in minutes, or return 0 for an empty text; raise ``ValueError(sentence)`` if it is invalid."""
    return 0 if text.strip() in ("", "0") else read_minutes(text, sentence)


def read_clock_or_none(text: str, sentence: str) -> int | None:
    """Parse a time of day, or return None for an empty text; raise ``ValueError(sentence)`` if it is invalid."""
    return read_clock(text, sentence) if text.strip() else None
