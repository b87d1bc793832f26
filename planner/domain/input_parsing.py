"""Parses dates, times, lengths, numbers, e-mail and web addresses as they are typed, in several languages.

It also supplies the year that a date lacks. Months and weekdays are known by name in all of ``LANGUAGES``, words such
as *kl.* or *to* in English and Swedish. Unless the year comes first, the day comes before a month in digits. Only ASCII
digits are read. Unreadable input raises ``EstradError``, which says what is wrong and what to type instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from planner.domain.addresses import is_mail_or_web_address, is_usable_link, web_address
from planner.domain.languages import calendar_numbers_by_word
from planner.domain.span import FIRST_YEAR, LAST_YEAR, MINUTES_A_DAY
from planner.domain.text import N_, EstradError, Text

YearRule = Callable[[int, int], int]
"""A function that returns the year for a month and a day typed without one."""

MOST_HOURS = 47
"""The last hour of a day, which extends past midnight to the end of the following day."""

_YEAR = r"(?P<year>[0-9]{4})"
_DAY, _MONTH = r"(?P<day>[0-9]{1,2})", r"(?P<month>[0-9]{1,2})"
_NAME = r"(?P<name>[^\W\d_]{3,})\.?"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?P<sep>[-/.]){_MONTH}(?P=sep){_DAY}",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"{_DAY}(?P<sep>[-/.])\s*{_MONTH}(?P=sep)\s*{_YEAR}",
        rf"{_DAY}(?P<sep>[/.])\s*{_MONTH}(?:(?P=sep)\s*(?P<short>[0-9]{{2}}))?\.?",
        rf"{_DAY}\s*[/.]\s*{_MONTH}\.?(?:\s+|\s*-\s*)(?:{_YEAR}|(?P<short>[0-9]{{2}}))",
        rf"(?:den\s+|the\s+)?{_DAY}(?:\.|:[ea]|st|nd|rd|th)?\s*(?:of\s+)?{_NAME}(?:,?\s*{_YEAR})?",
        rf"{_NAME}\s*{_DAY}(?:st|nd|rd|th)?(?:(?:,\s*|\s+){_YEAR})?",
        rf"{_YEAR}\s+{_NAME}\s*{_DAY}",
        rf"{_YEAR}\s+{_DAY}\.?\s*{_NAME}",
    )
)
_WEEKDAY = re.compile(r"(?P<weekday>[^\W\d_]{3,})\.?,?\s+(?:den\s+|the\s+)?(?P<rest>.*[0-9].*)")
_CLOCK = re.compile(
    r"(?:(?:klockan|kl)\b\.?\s*)?(?P<hour>[0-9]{1,2})(?:\s*[:.]\s*(?P<minute>[0-9]{2})|(?P<joined>[0-9]{2}))?"
    r"\s*(?P<half>[ap]\.?m\.?|[fe]\.?m\.?)?"
)
_FROM_TO = re.compile(r"(?P<start>.*[0-9a-z.])\s*(?:[-–—]|\btill\b|\bto\b)\s*(?P<end>\S.*)", re.IGNORECASE | re.DOTALL)
_HOURS = r"(?:h|hours?|hrs?|tim|timm(?:e|ar)|t)\b\.?"
_MINUTES = r"(?:m|mins?|minutes?|minut(?:er)?)\b\.?"
_ADDRESS = r"[^\s<>()\[\],;:@\"]+@[^\s<>()\[\],;:@\"]+\.[^\s<>()\[\],;:@\".]+"
ADDRESS_WITHIN = re.compile(_ADDRESS)
"""Matches an e-mail address within a text."""
ADDRESS_ALONE = re.compile(rf"(?:[^<>@]*<)?(?:mailto:)?(?P<address>{_ADDRESS})>?", re.IGNORECASE)
"""Matches a text that is one e-mail address, perhaps behind a name: *Anna Berg <anna@example.org>*."""
_LENGTHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<minutes>[0-9]{{1,4}})\s*(?:{_MINUTES})?",
        r"(?P<hours>[0-9]{1,2}):(?P<minutes>[0-9]{2})(?:\s*(?:h|tim)\b\.?)?",
        rf"(?P<hours>[0-9]{{1,2}}(?:[.,][0-9]{{1,2}})?)\s*{_HOURS}",
        rf"(?P<hours>[0-9]{{1,2}})\s*(?:h|{_HOURS})\s*(?:(?:and|och|&)\s+)?(?P<minutes>[0-9]{{1,2}})\s*(?:{_MINUTES})?",
    )
)


# dates ---------------------------------------------------------------------------------------------------


def read_date(typed: str, choose_year: YearRule) -> date:
    """Parse a typed date; ``choose_year`` returns the year if it is missing.

    Raise ``EstradError`` if it is no date, or if its weekday is wrong or its year not from 1970 to 2200.
    """
    text = " ".join(typed.casefold().split())
    if not text:
        raise EstradError(Text("There is no date yet."), _date_example())
    for pattern in _DATES:
        if (found := pattern.fullmatch(text)) and (month := _month_number(found.groupdict())):
            return _checked_date(typed, found.groupdict(), month, choose_year)
    if (named := _WEEKDAY.fullmatch(text)) and (
        weekday := calendar_numbers_by_word("days").get(named["weekday"])
    ) is not None:
        when = read_date(named["rest"], choose_year)
        if when.weekday() != weekday:
            problem = Text("“{text}”: {date} is another day of the week.", text=typed.strip(), date=when.isoformat())
            raise EstradError(problem, _date_example())
        return when
    raise EstradError(Text("“{text}” is no date.", text=typed.strip()), _date_example())


def _month_number(said: dict[str, str | None]) -> int | None:
    """Return the number of the month: digits as they are, a name as its number, or None if it names no month."""
    if name := said.get("name"):
        return calendar_numbers_by_word("months").get(name)
    return int(said["month"] or 0)


def _checked_date(typed: str, said: dict[str, str | None], month: int, choose_year: YearRule) -> date:
    day = int(said["day"] or 0)
    short = said.get("short")
    try:
        date(2000, month, day)  # a leap year, so that 29 February passes
        year = int(year) if (year := said.get("year")) else 2000 + int(short) if short else choose_year(month, day)
        found = date(year, month, day)
    except ValueError:
        raise EstradError(Text("“{text}” is not in the calendar.", text=typed.strip()), _date_example()) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        years = Text("Type a year from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR)
        raise EstradError(Text("“{text}” is no date.", text=typed.strip()), years)
    return found


def _date_example() -> Text:
    return Text("Type a date such as 2024-04-25 or 25 April.")


def conference_year_rule(days: Iterable[date]) -> YearRule:
    """Return a rule for the conference's year or, of several, the one that brings a date nearest to its days.

    ``days`` are the conference days, at least one.
    """
    known = sorted(days)

    def choose_year(month: int, day: int) -> int:
        def away(year: int) -> int:
            found = _first_valid_date(year, month, day)
            return max((known[0] - found).days, (found - known[-1]).days, 0)

        return min(sorted({when.year for when in known}), key=away)

    return choose_year


def upcoming_year_rule(today: date) -> YearRule:
    """Return a rule for the year in which a date is next, today included."""

    def choose_year(month: int, day: int) -> int:
        found = _first_valid_date(today.year, month, day)
        return found.year if found >= today else _first_valid_date(today.year + 1, month, day).year

    return choose_year


def past_year_rule(today: date, rule: YearRule) -> YearRule:
    """Return a rule for past events: the year of ``rule``, but never one that makes the date a future one."""

    def choose_year(month: int, day: int) -> int:
        return min(rule(month, day), today.year if (month, day) <= (today.month, today.day) else today.year - 1)

    return choose_year


def _first_valid_date(year: int, month: int, day: int) -> date:
    """Return the date in that year, or in the next year that has it (29 February)."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            year += 1


# times of day and lengths --------------------------------------------------------------------------------


def read_time(typed: str) -> int:
    """Parse a time of day as minutes from midnight: 9, 0910, 9.30, 9:30, kl. 9.30, 9:30 am; 24:30 is past midnight.

    An hour alone is at most 24: 30 or 45 is a length typed into the wrong field. Raise ``EstradError`` if unreadable.
    """
    found = _match_clock(typed)
    if found is None:
        raise _time_error(typed)
    hour, minute = int(found["hour"]), int(found["minute"] or found["joined"] or 0)
    if half := (found["half"] or "").replace(".", ""):
        if not 1 <= hour <= 12:
            raise _time_error(typed)
        hour = hour % 12 + (12 if half in ("pm", "em") else 0)
    if hour > (MOST_HOURS if found["minute"] or found["joined"] else 24) or minute > 59:
        raise _time_error(typed)
    return hour * 60 + minute


def read_start_and_end(typed: str) -> tuple[int, int | None]:
    """Parse a start and an end, None if there is none, as minutes from midnight: 9, kl 9–9.45, 13 till 14.

    An end before 13:00 that is not after the start is moved twelve hours later, as in 11–1, or else to the next day;
    one with *am* or *pm* only to the next day. *pm* behind the end holds for a start without it too if that is then
    still before the end, as in 9–10 pm. Raise ``EstradError`` if the text is unreadable, or the end still not after it.
    """
    found = _FROM_TO.fullmatch(typed)
    if found is None:
        return read_time(typed), None
    try:
        start, end = read_time(found["start"]), read_time(found["end"])
    except EstradError:
        raise _time_error(typed) from None
    half, (start_half, end_half) = MINUTES_A_DAY // 2, (_has_am_or_pm(found["start"]), _has_am_or_pm(found["end"]))
    if end_half and not start_half and half < end and start + half < end:
        return start + half, end  # 9–10 pm
    steps = (0,) if end >= half + 60 else (0, MINUTES_A_DAY) if end_half else (0, half, MINUTES_A_DAY)
    later = [end + step for step in steps if end + step > start]
    if not later:
        raise _time_error(typed)
    return start, later[0]


def _has_am_or_pm(typed: str) -> bool:
    """Return whether a typed time says which half of the day it is in, as in 9 pm."""
    found = _match_clock(typed)
    return bool(found and found["half"])


def _match_clock(typed: str) -> re.Match[str] | None:
    return _CLOCK.fullmatch(" ".join(typed.casefold().split()))


def _time_error(typed: str) -> EstradError:
    return EstradError(Text("“{text}” is no time of day.", text=typed.strip()), Text("Type a time such as 9:30."))


def read_mail_address(typed: str) -> str:
    """Return a typed e-mail address, also from “Anna Berg <anna@example.org>”; raise ``EstradError`` if it is none."""
    text = typed.strip()
    if found := ADDRESS_ALONE.fullmatch(text):
        return found["address"]
    raise EstradError(
        Text("“{text}” is no e-mail address.", text=text), Text("Type an address such as anna@example.org.")
    )


def _read_usable_address(works: Callable[[str], object], remedy: str, typed: str) -> str:
    text = typed.strip()
    if text and not works(text):
        raise EstradError(Text("“{text}” is no address that can work.", text=text), Text(remedy))
    return text


read_web_address = partial(_read_usable_address, web_address, N_("Type an address such as https://example.org."))
"""Return a typed address of a web page, stripped, or an empty text; raise ``EstradError`` if it cannot work."""
read_link_address = partial(_read_usable_address, is_usable_link, N_("Type an address such as https://example.org."))
"""Return a typed link, stripped, or an empty text; raise ``EstradError`` if it cannot lead anywhere."""
read_contact = partial(_read_usable_address, is_mail_or_web_address, N_("Type an address such as info@example.org."))
"""Return a typed e-mail or web address, stripped, or an empty text; raise ``EstradError`` for anything else."""


def read_language(typed: str) -> str:
    """Return a typed language such as en, stripped, or an empty text.

    Raise ``EstradError`` if it does not begin with a letter.
    """
    text = typed.strip()
    if text and not text[0].isalpha():
        raise EstradError(Text("“{text}” is no language.", text=text), Text("Type a language such as en or sv."))
    return text


def read_positive_number(typed: str) -> int:
    """Parse a whole number from 1, in at most nine ASCII digits; raise ``EstradError`` if it is none."""
    text = typed.strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 10) or int(text) < 1:
        raise EstradError(Text("“{text}” is no number from 1.", text=text), Text("Type a whole number from 1."))
    return int(text)


def read_length(typed: str) -> int:
    """Parse 45, 45 min, 1:30, 1 h 30 or 1,5 h as minutes, at least one; raise ``EstradError`` if unreadable."""
    text = " ".join(typed.casefold().split())
    for pattern in _LENGTHS:
        if found := pattern.fullmatch(text):
            said = found.groupdict()
            hours, minutes = float((said.get("hours") or "0").replace(",", ".")), int(said.get("minutes") or 0)
            if (total := round(hours * 60) + minutes) > 0 and (minutes < 60 or not hours):
                return total
    raise EstradError(Text("“{text}” is no length.", text=typed.strip()), Text("Type a length in minutes, such as 45."))
