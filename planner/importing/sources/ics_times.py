"""Reads times in iCalendar files; their time zones may have any name, or be described by the file itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthcalendar
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from operator import itemgetter
from zoneinfo import ZoneInfo

from icalendar import vDDDTypes
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from planner.domain.span import FIRST_YEAR, LAST_YEAR, LATEST
from planner.domain.text import EstradError, Text
from planner.importing.datetimes import LengthTooLong, valid_zone_name
from planner.importing.sources.content_lines import ZONE, Component, Property

_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def known_zone(name: str) -> ZoneInfo | None:
    """Return the zone with a Windows or IANA name, or None; a program's prefix may precede names like Europe/Oslo."""
    name = name.strip().strip('"')
    parts = name.split("/")
    tries = (name, _WINDOWS.get(name.casefold(), ""), *("/".join(parts[-n:]) for n in (3, 2) if len(parts) > n))
    found = next(filter(None, map(valid_zone_name, tries)), "")
    return ZoneInfo(found) if found else None


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A rule by which the clocks change to a UTC offset: once, or every year on a weekday of a month."""

    since: datetime
    offset: tzinfo
    until_year: int = 9000
    month: int = 0
    nth: int = 0
    weekday: int = 0

    def transition_times(self, year: int) -> Iterator[datetime]:
        """Yield wall clock times at which the rule takes effect: its first, and those in a year and the year before.

        Of a rule that has ended by then, its last time is among them. They are not sorted, and may repeat.
        """
        yield self.since
        for each in {self.until_year, year - 1, year} if self.month else ():
            if self.since.year <= each <= min(self.until_year, year):
                days = [week[self.weekday] for week in monthcalendar(each, self.month) if week[self.weekday]]
                day = days[self.nth - 1 if self.nth > 0 else self.nth]
                yield datetime(each, self.month, day, self.since.hour, self.since.minute)


class FileZone:
    """A zone described by the file; ``known`` is the zone in the time zone database that it names, or None."""

    def __init__(self, rules: tuple[ClockRule, ...], known: ZoneInfo | None = None) -> None:
        self.known, self._rules = known, rules
        self._changes = cache(self._zone_changes)  # all rules are looked through once a year

    def utc_offset(self, wall: datetime) -> tzinfo | None:
        """Return the UTC offset at a wall clock time, or None if there are no rules."""
        changes = self._changes(wall.year)
        at = bisect_right(changes, wall, key=itemgetter(0))
        return changes[max(at - 1, 0)][1] if changes else None

    def _zone_changes(self, year: int) -> list[tuple[datetime, tzinfo]]:
        """Return the changes that matter in a year, sorted by time.

        Of several at the same time, the file's first one comes last.
        """
        changes = ((when, rule.offset) for rule in reversed(self._rules) for when in rule.transition_times(year))
        return sorted(changes, key=itemgetter(0))


def file_zones(components: Iterable[Component]) -> dict[str, FileZone]:
    """Return the zones that a file describes, by the names that they have in it."""
    found = {}
    for component in components:
        name = component.text("TZID").strip()
        if component.name == ZONE and name:
            rules = tuple(filter(None, map(_parse_rule, component.inside[:1000])))
            found[name] = FileZone(rules, known_zone(name) or known_zone(component.text("X-LIC-LOCATION")))
    return found


def _parse_rule(component: Component) -> ClockRule | None:
    """Return the rule in a component of a zone, or None if it is malformed.

    Without a yearly weekday it applies once.
    """
    start, offset = component.find_first("DTSTART"), _parse_offset(component.text("TZOFFSETTO"))
    since = _parse_ics_value(start) if start else None
    if offset is None or not isinstance(since, datetime):
        return None
    since = since.replace(tzinfo=None)
    said = dict(part.partition("=")[::2] for part in component.text("RRULE").upper().replace(" ", "").split(";"))
    day, month = _DAY.fullmatch(said.get("BYDAY", "")), said.get("BYMONTH", "")
    if said.get("FREQ") != "YEARLY" or not day or not re.fullmatch("[1-9]|1[0-2]", month):
        return ClockRule(since, offset)
    nth = min(max(int(day[1] or 1), -4), 4) or 1
    until = re.match(r"\d{4}", said.get("UNTIL", ""))
    return ClockRule(since, offset, int(until[0]) if until else 9000, int(month), nth, _WEEK.index(day[2]))


def _parse_offset(written: str) -> tzinfo | None:
    """Parse a UTC offset such as +0200, or return None; seconds are left out."""
    with suppress(ValueError):
        return datetime.strptime(written.strip()[:5], "%z").tzinfo
    return None


class TimeReader:
    """Reads times, and records the names of unknown zones with the line of their first use."""

    def __init__(self, zones: Mapping[str, FileZone]) -> None:
        self._zones = zones
        self.unknown: dict[str, int] = {}

    def read(self, said: Property, calendar: ZoneInfo | None) -> date:
        """Parse a property as a date, or as a time, whose ``tzinfo`` is its zone, its UTC offset or None.

        A time without either is in the zone ``calendar``. Raise ``EstradError`` if it is no valid date or time.
        """
        found = _parse_ics_value(said)
        found = found[0] if isinstance(found, tuple) else found
        if not isinstance(found, date) or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise EstradError(
                Text("“{text}” is no time as {name}.", text=said.value.strip()[:40], name=said.name),
                Text("Write it as 20240425T093000 or as 20240425."),
            )
        if not isinstance(found, datetime) or found.utcoffset():
            return found
        return found.replace(tzinfo=UTC) if found.tzinfo else self._with_zone(found, said, calendar)

    def _with_zone(self, wall: datetime, said: Property, calendar: ZoneInfo | None) -> datetime:
        """Return a wall clock time in the zone that the property names, or in that of the calendar if it names none.

        In a zone that only the file describes it gets the UTC offset; in an unknown one it gets neither, and the name
        is recorded. A time that is skipped by the change to summer time is moved forward.
        """
        name = said.parameters.get("TZID", "").strip()
        described = self._zones.get(name)
        zone = (known_zone(name) or (described.known if described else None)) if name else calendar
        if zone:
            return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        offset = described.utc_offset(wall) if described else _parse_offset(name)
        if name and offset is None:
            self.unknown.setdefault(name, said.line)
        return wall.replace(tzinfo=offset)


def _parse_ics_value(said: Property) -> object:
    """Return the value of a property: a date, a time, a length or a period; None if it is invalid.

    A time may be written as Pentabarf does.
    """
    value = said.value.strip().upper()
    with suppress(ValueError, TypeError, AttributeError, OverflowError):
        found: object = vDDDTypes.from_ical(value)  # type: ignore[no-untyped-call]
        return found
    with suppress(ValueError):
        return datetime.strptime(value, "%Y-%m-%d %H:%M:%S %z")
    return None


def event_length(start: datetime, end: date) -> timedelta | None:
    """Return the length from a start to an end, or None if the end is only a date.

    If one of the two has no zone, it is in that of the other.
    """
    if not isinstance(end, datetime):
        return None
    begins, ends = start.tzinfo or end.tzinfo or UTC, end.tzinfo or start.tzinfo or UTC
    return end.replace(tzinfo=ends).astimezone(UTC) - start.replace(tzinfo=begins).astimezone(UTC)


def parse_duration(said: Property | None) -> timedelta | None:
    """Parse a DURATION, or return None if there is none or it is invalid."""
    found = _parse_ics_value(said) if said else None
    return found if isinstance(found, timedelta) else None


def whole_minutes(length: timedelta | None) -> int | None:
    """Return a length rounded to minutes, None if that is not positive.

    Raise ``EstradError`` if it is too long for a session.
    """
    minutes = round(length / timedelta(minutes=1)) if length else 0
    if minutes > LATEST:
        raise LengthTooLong(minutes)
    return minutes if minutes > 0 else None
