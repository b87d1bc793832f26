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
    """Return an error's problem and remedy on one line."""
    return " ".join(words.say(text) for text in (error.problem, error.remedy) if text)


def date_reader(
    words: Wording, year_of: Callable[[], YearRule], *, empty: bool = False
) -> Callable[[str], date | None]:
    """Return a reader of typed dates; it returns None for no text if the field may be ``empty``.

    It raises ``ValueError`` with a sentence in the language of ``words``. ``year_of`` is called for each text, and
    gives the rule for a date without a year.
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
    """Return the minutes of a typed time of day, as ``read_time``. Raises ``ValueError`` with the sentence."""
    return _read(read_time, text, sentence)


def write_clock(value: int | None) -> str:
    """Return a time of day as a clock shows it: 25:30 is 01:30."""
    return "" if value is None else clock(value)


def read_minutes(text: str, sentence: str) -> int:
    """Return the minutes of a typed length, as ``read_length``. Raises ``ValueError`` with the sentence."""
    return _read(read_length, text, sentence)


def _read(read: Callable[[str], T], text: str, sentence: str) -> T:
    try:
        return read(text)
    except EstradError:
        raise ValueError(sentence) from None


def read_positive_number(text: str, sentence: str) -> int | None:
    """Return a typed whole number of at least one, or None for no text. Raises ``ValueError`` with the sentence."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()) or int(typed) < 1:
        raise ValueError(sentence)
    return int(typed)


def read_minutes_or_zero(text: str, sentence: str) -> int:
    """Return the minutes of a typed length, 0 for no text. Raises ``ValueError`` with the sentence."""
    return 0 if text.strip() in ("", "0") else read_minutes(text, sentence)


def read_clock_or_none(text: str, sentence: str) -> int | None:
    """Return the minutes of a typed time of day, or None for no text. Raises ``ValueError`` with the sentence."""
    return read_clock(text, sentence) if text.strip() else None
