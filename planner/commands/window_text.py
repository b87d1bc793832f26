"""Conversions between text and windows, the times when a person is available or a room closed: one per line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from planner.domain.entities import Day
from planner.domain.languages import LANGUAGES, calendar_numbers_by_word, weekday_number
from planner.domain.span import (
    LATEST,
    MINUTES_A_DAY,
    Span,
    format_clock,
    format_clock_range,
    format_long_clock,
    merged_times,
    whole_day,
)
from planner.domain.text import N_, Text
from planner.wording import Wording, wording

Windows = tuple[Span, ...]

ALWAYS = N_("Always")
"""A word that can be typed for no windows at all; it is never written."""

_TIME = r"[0-9]{1,2}[:.][0-9]{2}|[0-9]{1,4}"
_DASH = r"\s*[-–—−]\s*"
_TO = r"\s*(?:[-–—−]|\b(?:to|until|till|til)\b)\s*"
_FILLERS = re.compile(r"\b(?:klockan|kl|on|den|the)\b\.?")
_BETWEEN = re.compile(rf"\b(?:between|mellan)\s+({_TIME})\s+(?:and|och)\s+({_TIME})\b")
_SEPARATOR = re.compile(r"([,;]|\b(?:and|och)\b|&)")
_WHOLE = re.compile(r"\b(?:whole day|all day|hela dagen|heldag)\b")
_ISO = re.compile(r"\b([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\b")
_JOINED = re.compile(r"\b([0-9]{4})([0-9]{2})([0-9]{2})\b")
_SLASHED = re.compile(r"\b([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?(?![0-9])")
_DOTTED = re.compile(r"\b([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})\b")
_NAMED = re.compile(r"\b([0-9]{1,2})\.?\s+([^\W\d]{3,})\b\.?(?:\s+([0-9]{4})\b)?")
_WORD = re.compile(r"[^\W\d]{3,}")
_RANGE = re.compile(rf"(?:(?:from|från)\s+)?({_TIME}){_TO}({_TIME})")
_FROM = re.compile(rf"(?:(?:from|från|after|efter|fr\.?\s?o\.?\s?m\.?)\s+({_TIME})|({_TIME}){_DASH})")
_UNTIL = re.compile(rf"(?:(?:until|till|til|to|before|före|t\.?\s?o\.?\s?m\.?)\s+|{_DASH})({_TIME})")


def write_windows(windows: Iterable[Span], days: Sequence[Day]) -> str:
    """Return windows as text in order, one per line; a whole day is only a date, hours on the only day have no date."""
    found = sorted(windows)
    return "\n".join(_window_line(window, found, days) for window in found)


def _window_line(window: Span, windows: Sequence[Span], days: Sequence[Day]) -> str:
    if window.is_whole_day:
        return window.day.isoformat()
    hours, plain = _hours_text(window, windows, days), len(days) == 1 and days[0].date == window.day
    return hours if plain else f"{window.day.isoformat()} {hours}"


def _hours_text(window: Span, windows: Sequence[Span], days: Sequence[Day]) -> str:
    """Return a window's hours such as 22:00–02:00, or past 24:00, such as 25:00, if they could be misread otherwise."""
    start, end, morning = window.start, window.end, window.start - MINUTES_A_DAY
    nightly = morning >= 0 and _is_in_night(_day_with_date(days, window.day), morning, end - MINUTES_A_DAY)
    if nightly and Span(window.day, morning, end - MINUTES_A_DAY) not in windows:
        return format_clock_range(morning, end)
    if start < MINUTES_A_DAY < end and end - MINUTES_A_DAY < start:
        return format_clock_range(start, end)
    return f"{format_long_clock(start)}–{format_long_clock(end)}"


def merge_windows(windows: Iterable[Span]) -> Windows:
    """Return windows in order, merging those on the same day that overlap or touch."""
    days = groupby(sorted(windows), attrgetter("day"))
    times = ((day, merged_times((window.start, window.end) for window in found)) for day, found in days)
    return tuple(Span(day, start, end) for day, merged in times for start, end in merged)


def read_windows(text: str, days: Sequence[Day], words: Wording, *, before: Iterable[Span] = ()) -> Windows:
    """Parse windows; an empty text, or the word *Always* in any of ``LANGUAGES``, returns none.

    Raise ``ValueError``, with a sentence for the user, for a text that is not understood. A date alone is the whole
    day, regardless of its opening hours; hours without a date apply to every day. Windows that existed ``before`` keep
    their meaning, even on a date that is not a day of the conference.
    """
    if text.strip().casefold() in ("", *(wording(language)(ALWAYS).casefold() for language in LANGUAGES)):
        return ()
    reading = _WindowTextReader(days, words, tuple(before))
    return merge_windows(window for line in text.splitlines() for window in reading.read_line(line))


class _WindowTextReader:
    """Parses the lines of one text about windows."""

    def __init__(self, days: Sequence[Day], words: Wording, before: Windows) -> None:
        self._days, self._words, self._before = days, words, before
        self._all_days = [day.date for day in days]
        self._example = days[0].date.isoformat() if days else ""
        self._dates = sorted({*self._all_days, *(window.day for window in before)})

    def read_line(self, line: str) -> list[Span]:
        """Return the windows of one line; a date in it applies to all hours after it, up to the next date."""
        found: list[Span] = []
        said: list[date] = []  # the dates that apply
        waiting = False  # True while they have no hours yet
        both = False  # True if the next date shares their hours, as in “Thursday and Friday 9–12”
        whole = _BETWEEN.sub(r"\1-\2", _FILLERS.sub(" ", line.casefold()))
        for typed in filter(str.strip, _SEPARATOR.split(whole)):
            if _SEPARATOR.fullmatch(typed):
                both = typed not in (",", ";")
                continue
            dates, hours = self._split_dates(typed)
            if waiting and dates and both:
                dates = [*said, *dates]
            elif waiting and dates:
                found += map(whole_day, said)
            said, waiting = dates or said, (bool(dates) or waiting) and not hours
            if hours:
                found += [self._parse_window(when, hours, typed.strip()) for when in said or self._all_days]
        return [*found, *(whole_day(when) for when in said if waiting)]

    # days ----------------------------------------------------------------------------------------------

    def _split_dates(self, typed: str) -> tuple[list[date], str]:
        """Return the dates in a piece of text, and the rest of it, which has the hours."""
        dates, rest = self._split_off_date(typed)
        for match in _WORD.finditer(rest):
            if (weekday := weekday_number(match[0])) is not None:
                among = self._dates if dates is None else dates
                dates = self._conference_days([day for day in among if day.weekday() == weekday], match[0])
                rest = _without_match(match)
                break
        return dates or [], rest.strip(" :\t")

    def _split_off_date(self, typed: str) -> tuple[list[date] | None, str]:
        """Return the dates that the first written date in a text stands for, or None, and the text without it."""
        for pattern, read in (
            (_ISO, self._iso_dates), (_JOINED, self._iso_dates), (_SLASHED, self._day_first_dates),
            (_DOTTED, self._day_first_dates), (_NAMED, self._day_first_dates),
        ):  # fmt: skip
            for match in pattern.finditer(typed):
                if (found := read(*match.groups())) is not None:
                    return self._conference_days(found, match[0].strip()), _without_match(match)
        return None, typed

    def _conference_days(self, dates: list[date], typed: str) -> list[date]:
        if not (found := [day for day in dates if day in self._dates]):
            raise self._error(Text("{date} is not a day of the conference.", date=typed))
        return found

    def _iso_dates(self, year: str, month: str, day: str) -> list[date]:
        return _valid_dates(int(year), int(month), int(day))

    def _day_first_dates(self, day: str, month: str, year: str | None) -> list[date] | None:
        number = int(month) if month.isdecimal() else calendar_numbers_by_word("months").get(month)
        years = [int(year)] if year else sorted({found.year for found in self._dates})
        return None if number is None else [found for each in years for found in _valid_dates(each, number, int(day))]

    # hours ---------------------------------------------------------------------------------------------

    def _parse_window(self, when: date, hours: str, typed: str) -> Span:
        if _WHOLE.fullmatch(hours):
            return whole_day(when)
        if both := _RANGE.fullmatch(hours):
            return self._window_of_minutes(
                when, self._parse_minute(both[1], typed), self._parse_minute(both[2], typed), typed
            )
        opened = day.hours if (day := _day_with_date(self._days, when)) else whole_day(when)
        if begin := _FROM.fullmatch(hours):
            start = self._parse_minute(begin[1] or begin[2], typed)
            start += MINUTES_A_DAY if start < opened.start and start + MINUTES_A_DAY < opened.end else 0
            if start >= opened.end:
                said = {"date": when.isoformat(), "time": format_clock(opened.end), "typed": typed}
                raise self._error(Text("{date} closes at {time}, before “{typed}”.", **said))
            return self._make_span(when, start, opened.end, typed)
        if until := _UNTIL.fullmatch(hours):
            end = self._parse_minute(until[1], typed)
            end += MINUTES_A_DAY if end <= opened.start and end + MINUTES_A_DAY <= opened.end else 0
            if end <= opened.start:
                said = {"date": when.isoformat(), "time": format_clock(opened.start), "typed": typed}
                raise self._error(Text("{date} opens at {time}, after “{typed}”.", **said))
            return self._make_span(when, opened.start, end, typed)
        raise self._not_understood(typed)

    def _window_of_minutes(self, when: date, start: int, end: int, typed: str) -> Span:
        """Return the window between two minutes.

        An end before the start is in the following night. Both are if the day is open at those hours only in that
        night, unless the window existed before. Raise ``ValueError`` if there is no such window.
        """
        if end < start:
            end += MINUTES_A_DAY
        stood_there = any((w.day, w.start, w.end) == (when, start, end) for w in self._before)
        if not stood_there and _is_in_night(_day_with_date(self._days, when), start, end):
            start, end = start + MINUTES_A_DAY, end + MINUTES_A_DAY
        return self._make_span(when, start, end, typed)

    def _make_span(self, when: date, start: int, end: int, typed: str) -> Span:
        try:
            return Span(when, start, end)
        except ValueError:
            raise self._not_understood(typed) from None

    def _parse_minute(self, typed: str, piece: str) -> int:
        """Parse 9, 930, 9:30, 9.30 or, past midnight, 25:30 as minutes from midnight.

        Raise ``ValueError`` for any other time, and for 25 to 48 alone, which may be a date.
        """
        digits = typed.replace(".", ":")
        if digits.isdigit() and 24 < int(digits) <= LATEST // 60:
            said = {"typed": piece, "night": f"{typed}:00", "date": self._example}
            raise self._error(
                Text(
                    "“{typed}” is beyond 24. Type {night} if it is an hour of the night, or a date such as {date}.",
                    **said,
                )
            )
        if digits.isdigit():
            digits = f"{digits}:00" if len(digits) <= 2 else f"{digits[:-2]}:{digits[-2:]}"
        hours, _, rest = digits.partition(":")
        minute = int(hours) * 60 + int(rest)
        if int(rest) > 59 or minute > LATEST:
            raise self._not_understood(piece)
        return minute

    def _not_understood(self, typed: str) -> ValueError:
        said = {"typed": typed, "date": self._example}
        if len(self._days) == 1:
            return self._error(Text("“{typed}” is not understood. Type hours such as 9–14 or 13–.", typed=typed))
        return self._error(Text("“{typed}” is not understood. Type a day and hours such as {date} 9–14.", **said))

    def _error(self, text: Text) -> ValueError:
        return ValueError(self._words.say(text))


def _day_with_date(days: Sequence[Day], when: date) -> Day | None:
    return next((day for day in days if day.date == when), None)


def _without_match(match: re.Match[str]) -> str:
    """Return the searched text with a space in place of the match."""
    return f"{match.string[: match.start()]} {match.string[match.end() :]}"


def _is_in_night(day: Day | None, start: int, end: int) -> bool:
    """Return whether hours before a day opens belong to the following night, when it is still open."""
    return day is not None and end <= day.opens and start + MINUTES_A_DAY < day.closes


def _valid_dates(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []
