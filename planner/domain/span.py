"""Times at the venue: whole minutes from a day's midnight, half-open, possibly past 24:00; written as 09:00–09:45."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MINUTES_A_DAY = 24 * 60
LATEST = 2 * MINUTES_A_DAY
FIRST_YEAR, LAST_YEAR = 1970, 2200
"""The first and last year of a conference; a day outside them is a mistake."""
_CLOCK = re.compile("([0-9]{1,2})[:.]([0-9]{2})")


def completed_times(had: tuple[int, int], start: int | None, end: int | None) -> tuple[int, int]:
    """Return start and end after one or both were typed; ``had`` are the former ones, None is what was not typed.

    A typed end that is not after the start is in the following night. If only a start was typed that is not before the
    end, the end moves too, keeping the length, up to ``LATEST``, so that 20:00 and then 03:00 can be typed one after
    the other.
    """
    begins, ends = had[0] if start is None else start, had[1] if end is None else end
    if begins < ends:
        return begins, ends
    return begins, min(begins + had[1] - had[0], LATEST) if end is None else ends + MINUTES_A_DAY


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From ``start`` up to but not including ``end``, in minutes from the midnight that begins ``day``."""

    day: date
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= LATEST:
            raise ValueError(f"no span of time: {self.start} to {self.end}")

    @property
    def is_whole_day(self) -> bool:
        """True if the span is a calendar day, from midnight to midnight.

        The rules add the following night, in which that day may still be open.
        """
        return (self.start, self.end) == (0, MINUTES_A_DAY)

    @property
    def minutes(self) -> int:
        """The length in minutes."""
        return self.end - self.start

    @property
    def absolute_start(self) -> int:
        """The start in minutes since a fixed midnight, so that spans of different days can be compared."""
        return self.day.toordinal() * MINUTES_A_DAY + self.start

    @property
    def absolute_end(self) -> int:
        """The end in minutes, on the same scale as ``absolute_start``."""
        return self.day.toordinal() * MINUTES_A_DAY + self.end

    @property
    def start_datetime(self) -> datetime:
        """The wall time of the start, without a zone; past midnight it is on the next date."""
        return wall_time(self.day, self.start)

    @property
    def end_datetime(self) -> datetime:
        """The wall time of the end, without a zone; past midnight it is on a later date, as 48:00 is two days later."""
        return wall_time(self.day, self.end)

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share at least one minute, even across midnight."""
        return self.absolute_start < other.absolute_end and other.absolute_start < self.absolute_end

    def moved_to(self, day: date, start: int) -> Span:
        """Return a span of the same length on that day from that start; raise ``ValueError`` if that is impossible."""
        return Span(day, start, start + self.minutes)


def whole_day(day: date) -> Span:
    """Return the span of the calendar day from midnight to midnight, regardless of its opening hours."""
    return Span(day, 0, MINUTES_A_DAY)


def merged_times(times: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return times (start and end) sorted, with those that touch or overlap merged into one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(times):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def free_times(taken: Iterable[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the times between ``start`` and ``end`` that are not taken; ``taken`` are starts and ends, sorted."""
    found, at = [], start
    for begins, ends in (*taken, (end, end)):
        if at < min(begins, end):
            found.append((at, min(begins, end)))
        at = max(at, ends)
    return tuple(found)


def format_clock(minutes: int, separator: str = ":") -> str:
    """Format minutes from midnight as ``HH:MM``; past midnight the count restarts, so 1500 is 01:00."""
    hours, rest = divmod(minutes % MINUTES_A_DAY, 60)
    return f"{hours:02d}{separator}{rest:02d}"


def format_long_clock(minutes: int) -> str:
    """Format minutes from midnight as ``HH:MM``, continuing past midnight as in 25:30."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def format_clock_range(start: int, end: int) -> str:
    """Format two times as 09:20–10:10."""
    return f"{format_clock(start)}–{format_clock(end)}"


def wall_time(day: date, minutes: int) -> datetime:
    """Return the wall time ``minutes`` after the midnight that begins ``day``: 1500 is 01:00 on the next date."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def format_times(span: Span) -> str:
    """Format a span as ``09:00–09:45``; if it lasts a day or more, its end has a date: ``09:00–2024-04-26 10:00``."""
    if span.minutes < MINUTES_A_DAY:
        return format_clock_range(span.start, span.end)
    return f"{format_clock(span.start)}–{span.end_datetime.date().isoformat()} {format_clock(span.end)}"


def format_date_and_times(span: Span) -> str:
    """Format a span as ``2024-04-25 09:00–09:45``, with the date on which it starts, the next one if past midnight."""
    return f"{span.start_datetime.date().isoformat()} {format_times(span)}"


def parse_clock_time(text: str) -> int:
    """Parse ``H:MM``, ``HH:MM`` or ``HH.MM`` up to 47:59 as minutes from midnight; raise ``ValueError`` if invalid."""
    found = _CLOCK.fullmatch(text.strip())
    if not found or int(found[2]) > 59 or int(found[1]) > 47:
        raise ValueError(f"“{text}” is no time of day")
    return int(found[1]) * 60 + int(found[2])
