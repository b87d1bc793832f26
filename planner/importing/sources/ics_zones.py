"""The time zones of an iCalendar file: by their names, or by rules in the file itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from planner.importing.sources.ics_components import ZONE, Component

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def known_zone(name: str) -> ZoneInfo | None:
    """Return the zone with an IANA or Windows name, possibly after a program's prefix, or None."""
    name = name.strip().strip('"')
    parts = name.split("/")
    for tried in (name, _WINDOWS.get(name.casefold(), ""), *("/".join(parts[-n:]) for n in (3, 2) if len(parts) > n)):
        try:
            if tried and len(tried) < 100:
                return ZoneInfo(tried)
        except (KeyError, ValueError, OSError):
            continue
    return None


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A change of the clocks to a UTC offset: once, or every year on a weekday of a month."""

    since: datetime
    until_year: int
    offset: timedelta
    month: int = 0
    nth: int = 0
    weekday: int = 0

    def last_before(self, wall: datetime) -> datetime | None:
        """Return the last wall clock time before ``wall`` at which the rule came into force, or None."""
        if not self.month:
            return self.since if self.since <= wall else None
        for year in (wall.year, wall.year - 1, self.until_year):
            if self.since.year <= year <= self.until_year:
                when = self._in(year)
                if when <= wall:
                    return when
        return self.since if self.since <= wall else None

    def _in(self, year: int) -> datetime:
        first = datetime(year, self.month, 1, self.since.hour, self.since.minute)
        if self.nth > 0:
            return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))
        after = datetime(year + self.month // 12, self.month % 12 + 1, 1, self.since.hour, self.since.minute)
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - self.weekday) % 7 - 7 * (self.nth + 1))


@dataclass(frozen=True, slots=True)
class FileZone:
    """A zone described by the file itself; ``known`` is the zone of that name in the time zone database, or None."""

    name: str
    rules: tuple[ClockRule, ...]
    known: ZoneInfo | None = None

    def offset_at(self, wall: datetime) -> tzinfo | None:
        """Return the UTC offset at a wall clock time, or None if there are no rules."""
        since = [(when, rule) for rule in self.rules if (when := rule.last_before(wall))]
        if not since:
            return timezone(self.rules[0].offset) if self.rules else None
        return timezone(max(since, key=lambda pair: pair[0])[1].offset)


def zones_of(components: Iterable[Component]) -> dict[str, FileZone]:
    """Return the zones that the file describes, by their names in it."""
    found = {}
    for component in components:
        named = component.first("TZID") if component.name == ZONE else None
        if named:
            place = component.first("X-LIC-LOCATION")
            rules = [rule for part in component.inside[:1000] if (rule := _rule(part))]
            known = known_zone(named.text) or (known_zone(place.text) if place else None)
            found[named.text.strip()] = FileZone(named.text.strip(), tuple(rules), known)
    return found


def _rule(component: Component) -> ClockRule | None:
    offset, start, repeats = component.first("TZOFFSETTO"), component.first("DTSTART"), component.first("RRULE")
    found = _OFFSET.fullmatch(offset.value.strip()) if offset else None
    if not found or start is None:
        return None
    try:
        since = datetime.strptime(start.value.strip().rstrip("Zz"), "%Y%m%dT%H%M%S")
        minutes = timedelta(hours=int(found[2]), minutes=int(found[3]))
        if minutes >= timedelta(hours=24):
            return None
        return _yearly(since, -minutes if found[1] == "-" else minutes, repeats.value if repeats else "")
    except (ValueError, OverflowError):
        return None


def _yearly(since: datetime, offset: timedelta, written: str) -> ClockRule:
    """Parse a rule; one that does not repeat yearly on a weekday applies once."""
    said = dict(part.partition("=")[::2] for part in written.upper().replace(" ", "").split(";"))
    day = _DAY.fullmatch(said.get("BYDAY", ""))
    month = said.get("BYMONTH", "")
    if said.get("FREQ") != "YEARLY" or not day or not re.fullmatch("[1-9]|1[0-2]", month):
        return ClockRule(since, 9000, offset)
    until = re.match(r"\d{4}", said.get("UNTIL", ""))
    nth = min(max(int(day[1] or 1), -4), 4) or 1
    return ClockRule(since, int(until[0]) if until else 9000, offset, int(month), nth, _WEEK.index(day[2]))
