"""Reads what schedules in XML and JSON share: conference, days and nights, starts and lengths of events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.span import LATEST, MINUTES_A_DAY
from planner.domain.text import EstradError, Text
from planner.importing.datetimes import (
    NIGHT_ENDS,
    parse_clock,
    parse_clock_or_none,
    parse_date,
    parse_datetime,
    valid_zone_name,
)
from planner.importing.incoming import (
    LONGEST_NAME,
    IncomingDay,
    IncomingStart,
    namespace_from_names,
    non_empty,
)
from planner.importing.sources.json_rows import LEAST, web_or_mail_address
from planner.importing.vocabulary import nearest_colour

MOST_DAYS = 60
LONGEST_DAY = 20 * 60
"""Maximum number of minutes of opening hours; longer ones go past the change of the day, and are not taken over."""
NOON = 12 * 60
"""Latest end of a night, in minutes from midnight; a later one is not wall clock time."""
_PARTS = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A day as the file lists it, by the wall clock; ``night`` is the end of its night in minutes from midnight."""

    day: IncomingDay
    night: int

    def holds(self, moment: datetime) -> bool:
        """Return whether a wall clock time is on the day or in its night."""
        return 0 <= _minutes_of_day(moment, self.day.date) < MINUTES_A_DAY + self.night


Said = Callable[..., str]
"""A function that returns the first text under one of some names."""


def schedule_facts(said: Said, base: str, zone: str, colour: str, stem: str, own: str) -> dict[str, Any]:
    """Return what a schedule says of its conference and venue: namespace, fields, zone and remarks.

    ``said`` returns the texts of its conference, ``stem`` is the name of the file without suffix. ``own`` is the
    namespace of a schedule that Estrad wrote, which stays if the conference is renamed, and empty for any other.
    """

    def short(*names: str) -> str:
        return said(*names)[:LONGEST_NAME].strip()

    page, programme = web_or_mail_address(short("url")), web_or_mail_address(base)
    unknown = Text("The file names a time zone that there is not: “{name}”.", name=zone[:60])
    return {
        "namespace": own or namespace_from_names(said("acronym"), said("title"), stem, "schedule"),
        "conference": non_empty(
            title=short("title"),
            acronym=short("acronym"),
            subtitle=short("subtitle"),
            website=page or programme,
            programme_page=programme if page else "",
            logo_address=web_or_mail_address(short("logo")),
            colour=nearest_colour(colour),
        ),
        "venue": non_empty(name=short("venue"), address=short("city")),
        "zone": valid_zone_name(zone),
        "remarks": (unknown,) if zone and not valid_zone_name(zone) else (),
    }


def parse_listed_days(
    path: Path, days: Sequence[tuple[int, Said]], changes: str, zone: str, events: Iterable[tuple[int, str, str]]
) -> list[ListedDay]:  # fmt: skip
    """Parse the days of a schedule; each of ``days`` is the line on which one begins, and the function for its texts.

    ``changes`` is the time at which days change, if the file says it, ``zone`` the name of its time zone, or empty.
    Each of ``events`` is the index of the day that lists it, and the texts of its date and its start. Raise
    ``EstradError`` if a day has no valid date, or if there are more days than a conference can have.
    """
    if len(days) > MOST_DAYS:
        raise EstradError(
            Text("A conference has 1 to {most} days, not {days}.", most=MOST_DAYS, days=len(days)),
            Text("Check the first and the last date."),
            file=path,
            line=days[MOST_DAYS][0],
        )
    begins = [(day, begin) for day, when, start in events if (begin := event_start(when, start))]
    clock = ZoneInfo(zone) if zone else _usual_offset(begin for _, begin in begins)
    found = []
    for number, (line, said) in enumerate(days):
        try:
            written = parse_date(said("date"))
        except EstradError as error:
            raise EstradError(error.problem, error.remedy, file=path, line=line) from error
        dates = Counter(begin.at.date() for day, begin in begins if day == number)
        found.append(_listed_day(line, written, said, clock, dates, changes))
    return found


def unique_days(days: Sequence[ListedDay]) -> tuple[IncomingDay, ...]:
    """Return the days in the order of their dates; of several with the same date the first one counts."""
    found = {listed.day.date: listed.day for listed in reversed(days)}
    return tuple(found[when] for when in sorted(found))


def _listed_day(
    line: int, written: date, said: Said, clock: tzinfo | None, dates: Counter[date], changes: str
) -> ListedDay:  # fmt: skip
    """Return a day by its written date, start and end, and the ``dates`` of its events.

    If the written date is that of a start in UTC, the day may be that of the start at the venue; its events decide,
    since some programs write UTC beside local times. Without a start and a later end, or if they are too far apart, the
    opening hours are not known. ``changes`` is the time at which days change, if the file says it.
    """
    starts, ends = event_start(said("day_start", "start")), event_start(said("day_end", "end"))
    start, end = (begin and to_wall_clock(begin.at, clock) for begin in (starts, ends))
    when = written
    if starts and start and starts.day == written != start.date():
        when = start.date() if dates[start.date()] >= dates[written] else written
    opens, closes = (_minutes_of_day(start, when), _minutes_of_day(end, when)) if start and end else (-1, -1)
    night = _minutes_of_day(end, when) if end and end.date() > when else NIGHT_ENDS
    with suppress(EstradError):
        night = parse_clock(changes) if changes else night
    night = night % MINUTES_A_DAY if night % MINUTES_A_DAY <= NOON else NIGHT_ENDS
    known = 0 <= opens < closes <= min(LATEST, opens + LONGEST_DAY)
    return ListedDay(IncomingDay(line, when, opens if known else None, closes if known else None), night)


def to_wall_clock(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return the wall clock time of a moment, converted to ``zone`` if that is given and the moment has an offset."""
    return (moment.astimezone(zone) if moment.tzinfo and zone else moment).replace(tzinfo=None)


def _minutes_of_day(moment: datetime, day: date) -> int:
    return (moment.date() - day).days * MINUTES_A_DAY + moment.hour * 60 + moment.minute


def event_start(when: str, start: str = "") -> IncomingStart | None:
    """Return the start of an event from its date and the time of day beside it, or None if the date is invalid."""
    with suppress(EstradError):
        moment = parse_datetime(when)
        return IncomingStart(moment.date(), moment, NIGHT_ENDS, parse_clock_or_none(start))
    return None


def _usual_offset(begins: Iterable[IncomingStart]) -> tzinfo | None:
    """Return the usual UTC offset of wall clock times, or None if it cannot be inferred from them."""
    offsets = (begin.at.utcoffset() for begin in begins if begin.is_wall_clock)
    counted = Counter(offset for offset in offsets if offset is not None)
    return next((timezone(offset) for offset, _ in counted.most_common(1)), None)


def listed_event_start(
    listed: ListedDay, start: str, when: str
) -> tuple[IncomingStart | None, tuple[Text, ...]]:  # fmt: skip
    """Return the start of an event that a day lists, from its ``start`` and its full ``when``; None without a time.

    There is a remark if the two contradict each other, unless ``when`` is in UTC. Raise ``EstradError`` if ``when``, or
    a ``start`` beside no full date, cannot be read.
    """
    day, when, start = listed.day.date, when.strip(), start.strip()
    if len(when) > len("2024-04-25"):
        begin = IncomingStart(day, parse_datetime(when), listed.night, parse_clock_or_none(start))
        in_utc = begin.at.tzinfo is not None and not begin.at.utcoffset()
        said = Text("It begins at {start} by its start, but its date counts: {date}.", start=start, date=when)
        return begin, () if not start or in_utc or begin.is_wall_clock else (said,)
    on = parse_date(when) if when else day
    if not start:
        return None, ()
    minutes = parse_clock(start)
    minutes += MINUTES_A_DAY if on == day and minutes < listed.night else 0
    return IncomingStart(day, datetime.combine(on, time()) + timedelta(minutes=minutes), listed.night), ()


def has_days_in_lengths(lengths: Iterable[str]) -> bool:
    """Return whether lengths in three parts are days, hours and minutes, and not hours, minutes and seconds.

    The format (voc/schedule, ``schedule.xml.xsd``) allows both forms and defines the meaning of neither: ``2:06:00`` is
    2 hours 6 minutes, or 2 days 6 hours. Most programs write HH:MM or HH:MM:SS throughout; one family writes HH:MM, and
    D:HH:MM for lengths of more than a day. A second part above 23 cannot be hours, and a length of less than 5 minutes
    is impossible.
    """
    found = [tuple(map(int, length.split(":"))) for length in lengths if _PARTS.fullmatch(length)]
    three = [parts for parts in found if len(parts) == 3]
    if any(parts[1] > 23 for parts in three):
        return False
    return any(parts[0] * 60 + parts[1] < LEAST for parts in three) or 0 < len(three) < len(found)
