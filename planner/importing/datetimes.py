"""Dates and times as other programs write them, mapped to a conference whose days continue past midnight."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.domain.errors import EstradError
from planner.domain.span import FIRST_YEAR, LAST_YEAR, LATEST, MINUTES_A_DAY, Span, clock, times_of
from planner.domain.text import Text
from planner.importing.incoming import IncomingStart

NIGHT_ENDS = 4 * 60
"""Minutes after midnight until which an event belongs to the day before, if the file does not say; as in pretalx."""
FARTHEST = 60 * MINUTES_A_DAY
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")
_MINUTES = re.compile(r"\d{1,4}")


def parse_length(written: str, *, days_first: bool = False) -> int:
    """Parse HH:MM, H:MM, HH:MM:SS or a number of minutes as a length; raise ``EstradError`` if it is invalid.

    The length is in minutes. ``days_first`` reads three parts as D:HH:MM.
    """
    text = written.strip()
    found = _CLOCK.fullmatch(text)
    if found and found[3] and days_first:
        minutes = int(found[1]) * MINUTES_A_DAY + int(found[2]) * 60 + int(found[3])
    elif found and int(found[2]) < 60:
        minutes = int(found[1]) * 60 + int(found[2]) + (int(found[3] or 0) >= 30)
    else:
        minutes = int(text) if _MINUTES.fullmatch(text) and text.isascii() else 0
    if minutes > LATEST:
        raise EstradError(
            Text("It lasts {hours} hours; a session ends on the following day at the latest.", hours=minutes // 60),
            Text("Divide it in the file, or enter it here by hand."),
        )
    if minutes <= 0:
        raise EstradError(
            Text("“{text}” is no length.", text=_short(written)), Text("Write it as 00:45, up to 48 hours.")
        )
    return minutes


def parse_clock(written: str) -> int:
    """Parse HH:MM or HH:MM:SS, up to 47:59, as minutes from midnight; raise ``EstradError`` if it is invalid."""
    found = _CLOCK.fullmatch(written.strip())
    if not found or int(found[2]) > 59 or int(found[1]) > 47:
        raise EstradError(
            Text("“{text}” is no time of day.", text=_short(written)),
            Text("Write it as 09:30; past midnight goes on with 24:30."),
        )
    return int(found[1]) * 60 + int(found[2])


def parse_date(written: str) -> date:
    """Parse the date YYYY-MM-DD at the start of a text; raise ``EstradError`` if there is none."""
    return parse_datetime(written.strip()[:10]).date()


def parse_datetime(written: str) -> datetime:
    """Parse an ISO 8601 date and time, with its UTC offset if given; raise ``EstradError`` if it is invalid."""
    try:
        found = datetime.fromisoformat(written.strip())
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    except ValueError:
        pass
    raise EstradError(
        Text("“{text}” is no date.", text=_short(written)), Text("Write it as 2024-04-25 or 2024-04-25T09:30:00+02:00.")
    )


def parse_start(day: date, start: str, when: str, night: int) -> IncomingStart | None:
    """Return the start of an event from its ``start`` and its full ``when``; None if it has no time of day."""
    when, listed = when.strip(), day
    if len(when) > 10:
        return IncomingStart(day, parse_datetime(when), night, clock_beside(start))
    if when and parse_date(when) != day:
        listed, night_before = parse_date(when), 0
    else:
        night_before = night
    if not start.strip():
        return None
    minutes = parse_clock(start)
    if minutes < night_before:
        minutes += MINUTES_A_DAY
    return IncomingStart(day, datetime.combine(listed, time()) + timedelta(minutes=minutes), night)


def clock_beside(start: str) -> int | None:
    """Return the time of day beside a full date and time, or None if there is none."""
    try:
        return parse_clock(start) % MINUTES_A_DAY
    except EstradError:
        return None


def instant_of(begin: IncomingStart, zone: ZoneInfo) -> datetime:
    """Return the start of an event in UTC, with the file's times read in ``zone``.

    The wall clock time takes precedence over the UTC offset beside it: in all files that could be checked the former is
    right, and in many the latter is wrong.
    """
    at = begin.at
    if at.tzinfo is None or (begin.is_wall_clock and contradicts_zone(begin, zone)):
        at = at.replace(tzinfo=zone)
    return at.astimezone(UTC)


def span_of(begin: IncomingStart, minutes: int, zone: ZoneInfo, here: ZoneInfo) -> Span:
    """Return the span of an event; the file's times are in ``zone``, the conference's in ``here``.

    Raise ``EstradError`` if its date is far from ``begin.day`` or it lasts too long. It stays on the day that lists it
    until that day's night ends, otherwise it is moved to its own date. ``minutes`` are elapsed time, so if the clocks
    change meanwhile, the end is an hour earlier or later on the wall clock. If that end is not after the start, the
    change of the clocks is ignored.
    """
    local, end = _walls(begin, minutes, zone, here)
    if end <= local:
        end = local + timedelta(minutes=minutes)
    minutes = (end - local) // timedelta(minutes=1)
    start = (local - datetime.combine(begin.day, time())) // timedelta(minutes=1)
    if abs(start) > FARTHEST:
        raise EstradError(
            Text("Its date {date} is far from the day that lists it, {day}.", date=local.date().isoformat(),
                 day=begin.day.isoformat()),
            Text("Correct one of the two."),
        )  # fmt: skip
    day = begin.day
    if not 0 <= start < MINUTES_A_DAY + begin.night:
        day, start = local.date(), local.hour * 60 + local.minute
    if start + minutes > LATEST:
        raise EstradError(
            Text("It would run for {minutes} minutes from {start}, past the end of the following day.",
                 minutes=minutes, start=clock(start)),
            Text("Shorten it or begin it earlier."),
        )  # fmt: skip
    return Span(day, start, start + minutes)


def _walls(begin: IncomingStart, minutes: int, zone: ZoneInfo, here: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the wall clock times in the conference's zone at the start and after ``minutes``."""
    at = instant_of(begin, zone)
    first, last = (moment.astimezone(here).replace(tzinfo=None) for moment in (at, at + timedelta(minutes=minutes)))
    return first, last


def clock_change_notes(
    span: Span, begin: IncomingStart, minutes: int, zone: ZoneInfo, here: ZoneInfo
) -> tuple[Text, ...]:
    """Return remarks on an event during which the clocks change."""
    at = instant_of(begin, zone)
    starts, ends = (wall.replace(tzinfo=here).astimezone(UTC) for wall in (span.begins, span.ends))
    if (starts, ends - starts) != (at, timedelta(minutes=minutes)):
        return (Text("The clocks are set back at that time: here it is {times} by the clock on the wall.",
                     times=times_of(span)),)  # fmt: skip
    if span.minutes != minutes:
        return (Text("The clocks change during it: its {n} min are {times} here.", n=minutes, times=times_of(span)),)
    return ()


def contradicts_zone(begin: IncomingStart, zone: ZoneInfo) -> bool:
    """Return whether the file's UTC offset differs from the zone's at that time.

    A time in UTC contradicts it only if a wall clock time beside it does.
    """
    offset = begin.at.utcoffset()
    if offset is None:
        return False
    there = begin.at.astimezone(zone)
    if begin.start is not None and (not offset or begin.is_wall_clock):
        return there.hour * 60 + there.minute != begin.start
    return bool(offset) and offset != there.utcoffset()


def _short(written: str) -> str:
    text = " ".join(written.split())
    return text if len(text) <= 40 else text[:39] + "…"
