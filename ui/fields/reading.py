"""What people type made into values, and back: times, lengths and numbers."""

from __future__ import annotations

from datetime import date

from planner.domain.span import clock, minutes_of


def read_clock(text: str, sentence: str) -> int:
    """Minutes of a typed time of day; 930 and 9 are understood. Raises ``ValueError`` with the sentence."""
    typed = text.strip().replace(" ", "")
    if typed.isdigit():
        typed = f"{typed}:00" if len(typed) <= 2 else f"{typed[:-2]}:{typed[-2:]}"
    try:
        return minutes_of(typed)
    except ValueError:
        raise ValueError(sentence) from None


def write_clock(value: int | None) -> str:
    """A time of day, as a clock shows it: 25:30 is 01:30."""
    return "" if value is None else clock(value)


def read_minutes(text: str, sentence: str) -> int:
    """Minutes of a typed length: 45, 45 min, 1:30 or 1 h 30. Raises ``ValueError`` with the sentence."""
    typed = text.casefold().replace("minuter", "").replace("minutes", "").replace("min", "").strip()
    hours, mark, rest = typed.replace(":", "h").replace("tim", "h").partition("h")
    try:
        minutes = int(hours) * 60 + int(rest or 0) if mark else int(hours)
    except ValueError:
        raise ValueError(sentence) from None
    if minutes < 1:
        raise ValueError(sentence)
    return minutes


def read_whole(text: str, sentence: str) -> int | None:
    """A whole number of at least one, or None for nothing. Raises ``ValueError`` with the sentence."""
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) < 1:
        raise ValueError(sentence)
    return int(text)


def read_some_minutes(text: str, sentence: str) -> int:
    """Minutes of a typed length, none of them for nothing. Raises ``ValueError`` with the sentence."""
    return 0 if text.strip() in ("", "0") else read_minutes(text, sentence)


def read_clock_or_none(text: str, sentence: str) -> int | None:
    """Minutes of a typed time of day, or None for nothing. Raises ``ValueError`` with the sentence."""
    return read_clock(text, sentence) if text.strip() else None


def read_date_or_none(text: str, sentence: str) -> date | None:
    """A date as 2024-04-25, or None for nothing. Raises ``ValueError`` with the sentence."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise ValueError(sentence) from None
