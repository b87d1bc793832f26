"""Reads times in iCalendar files, with time zones of any name or described by the file itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from operator import itemgetter
from zoneinfo import ZoneInfo

from icalendar import vDDDTypes
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from planner.domain.span import FIRST_YEAR, LAST_YEAR, LATEST
from planner.domain.text import EstradError, Text
from planner.importing.datetimes import LastsTooLong, key_of_zone
from planner.importing.sources.content_lines import ZONE, Component, Property

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def known_zone(name: str) -> ZoneInfo | None:
    """Return the zone with an IANA or Windows name, possibly after a program's prefix, or None."""
    name = name.strip().strip('"')
    parts = name.split("/")
    tries = (name, _WINDOWS.get(name.casefold(), ""), *("/".join(parts[-n:]) for n in (3, 2) if len(parts) > n))
    found = next(filter(None, map(key_of_zone, tries)), "")
    return ZoneInfo(found) if found else None


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A change of the clocks to a UTC offset: once, or every year on a weekday of a month."""

    since: datetime
    until_year: int
    offset: timedelta
    month: int = 0
    nth: int = 0
    weekday: int = 0

    def until(self, year: int) -> Iterator[datetime]:
        """Yield the wall clock times at which the rule comes into force in a year, and those last before it."""
        yield self.since
        for each in {self.until_year, year - 1, year} if self.month else ():
            if self.since.year <= each <= min(self.until_year, year):
                first, days = monthrange(each, self.month)
                fitting = range(1 + (self.weekday - first) % 7, days + 1, 7)
                day = fitting[self.nth - 1 if self.nth > 0 else self.nth]
                yield datetime(each, self.month, day, self.since.hour, self.since.minute)


@dataclass(frozen=True, slots=True)
class FileZone:
    """A zone described by the file itself; ``known`` is the zone of that name in the time zone database, or None."""

    rules: tuple[ClockRule, ...]
    known: ZoneInfo | None = None
    _of_years: dict[int, list[tuple[datetime, timedelta]]] = field(default_factory=dict, compare=False, repr=False)

    def offset_at(self, wall: datetime) -> tzinfo | None:
        """Return the UTC offset at a wall clock time, or None if there are no rules.

        All rules are looked through once a year. Of those that come into force at the same time the first one counts.
        """
        if wall.year not in self._of_years:
            changes = [(when, rule.offset) for rule in reversed(self.rules) for when in rule.until(wall.year)]
            self._of_years[wall.year] = sorted(changes, key=itemgetter(0))
        changes = self._of_years[wall.year]
        at = bisect_right(changes, wall, key=itemgetter(0))
        if at:
            return timezone(changes[at - 1][1])
        return timezone(self.rules[0].offset) if self.rules else None


def zones_of(components: Iterable[Component]) -> dict[str, FileZone]:
    """Return the zones that the file describes, by their names in it."""
    found = {}
    for component in components:
        named = component.first("TZID") if component.name == ZONE else None
        if named:
            place = component.first("X-LIC-LOCATION")
            rules = [rule for part in component.inside[:1000] if (rule := _rule(part))]
            known = known_zone(named.text) or (known_zone(place.text) if place else None)
            found[named.text.strip()] = FileZone(tuple(rules), known)
    return found


def _rule(component: Component) -> ClockRule | None:
    """Return the change of a zone, or None if it is malformed; without a yearly weekday it comes into force once."""
    told, start, repeats = component.first("TZOFFSETTO"), component.first("DTSTART"), component.first("RRULE")
    offset = _offset(told.value.strip()) if told else None
    if offset is None or start is None:
        return None
    try:
        since = datetime.strptime(start.value.strip().rstrip("Zz"), "%Y%m%dT%H%M%S")
    except ValueError:
        return None
    rule = repeats.value.upper().replace(" ", "") if repeats else ""
    said = dict(part.partition("=")[::2] for part in rule.split(";"))
    day, month = _DAY.fullmatch(said.get("BYDAY", "")), said.get("BYMONTH", "")
    if said.get("FREQ") != "YEARLY" or not day or not re.fullmatch("[1-9]|1[0-2]", month):
        return ClockRule(since, 9000, offset)
    nth = min(max(int(day[1] or 1), -4), 4) or 1
    until = re.match(r"\d{4}", said.get("UNTIL", ""))
    return ClockRule(since, int(until[0]) if until else 9000, offset, int(month), nth, _WEEK.index(day[2]))


def _offset(written: str) -> timedelta | None:
    """Parse a UTC offset such as +0200, or return None."""
    found = _OFFSET.fullmatch(written)
    length = timedelta(hours=int(found[2]), minutes=int(found[3])) if found else timedelta(days=1)
    return None if found is None or length >= timedelta(days=1) else -length if found[1] == "-" else length


@dataclass(frozen=True, slots=True)
class IcsTime:
    """A date, with or without a time; ``zone`` is the name of the time zone in which it is given, or empty."""

    at: datetime | None
    day: date | None = None
    zone: str = ""

    def instant(self, like: IcsTime) -> datetime | None:
        """Return the time in UTC, or None; a floating time is in the zone of ``like``."""
        if self.at is None:
            return None
        return (self.at if self.at.tzinfo else self.at.replace(tzinfo=like.at.tzinfo if like.at else None)).astimezone(
            UTC
        )


class TimeReader:
    """Reads times, and records the names of unknown zones with the line of their first use."""

    def __init__(self, zones: Mapping[str, FileZone]) -> None:
        self._zones = zones
        self.unknown: dict[str, int] = {}

    def read(self, said: Property, calendar: ZoneInfo | None) -> IcsTime:
        """Parse a property as a time; a floating one is in the zone ``calendar``.

        Raise ``EstradError`` if it is not a time.
        """
        written = said.value.strip()
        try:
            found: object = vDDDTypes.from_ical(written.upper())  # type: ignore[no-untyped-call]
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            raise no_time(said) from error
        if isinstance(found, tuple):
            found = found[0]
        if not isinstance(found, date) or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise no_time(said)
        if not isinstance(found, datetime):
            return IcsTime(None, found)
        return IcsTime(found) if found.tzinfo else self._there(found, said, calendar)

    def _there(self, wall: datetime, said: Property, calendar: ZoneInfo | None) -> IcsTime:
        """Return the time in the zone that the property names."""
        name = said.parameters.get("TZID", "").strip()
        if not name:
            return _in_zone(wall, calendar) if calendar else IcsTime(wall)
        described = self._zones.get(name)
        zone = known_zone(name) or (described.known if described else None)
        if zone:
            return _in_zone(wall, zone)
        fixed = None if described else _offset(name)
        offset = described.offset_at(wall) if described else None if fixed is None else timezone(fixed)
        if offset:
            return IcsTime(wall.replace(tzinfo=offset))
        self.unknown.setdefault(name, said.line)
        return IcsTime(wall)


def _in_zone(wall: datetime, zone: ZoneInfo) -> IcsTime:
    """Return a wall clock time in a zone; a time skipped by the change to summer time is moved forward."""
    return IcsTime(wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone), zone=zone.key)


def no_time(said: Property) -> EstradError:
    """Return the error for a text that is not a time."""
    return EstradError(
        Text("“{text}” is no time as {name}.", text=said.value.strip()[:40], name=said.name),
        Text("Write it as 20240425T093000 or as 20240425."),
    )


def minutes_between(start: IcsTime, end: IcsTime) -> int | None:
    """Return the minutes between two times, or None; raise ``EstradError`` if they are too many for a session."""
    first, last = start.instant(end), end.instant(start)
    return None if first is None or last is None else _bearable(last - first)


def minutes_of(said: Property) -> int | None:
    """Parse a DURATION as minutes; None if invalid or not positive. Raise ``EstradError`` if too long for a session."""
    try:
        found = vDDDTypes.from_ical(said.value.strip().upper())  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    return _bearable(found) if isinstance(found, timedelta) else None


def _bearable(length: timedelta) -> int | None:
    minutes = round(length / timedelta(minutes=1))
    if minutes > LATEST:
        raise LastsTooLong(minutes)
    return minutes if minutes > 0 else None
