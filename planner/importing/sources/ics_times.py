"""Reads times in iCalendar files, with time zones of any name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import vDDDTypes

from planner.domain.errors import EstradError
from planner.domain.span import FIRST_YEAR, LAST_YEAR, LATEST
from planner.domain.text import Text
from planner.importing.sources.content_lines import Property
from planner.importing.sources.ics_zones import FileZone, known_zone


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
        self.counted: Counter[str] = Counter()

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
        if found.tzinfo:
            return IcsTime(found)
        return self._there(found, said, calendar)

    def _there(self, wall: datetime, said: Property, calendar: ZoneInfo | None) -> IcsTime:
        """Return the time in the zone that the property names."""
        name = said.parameters.get("TZID", "").strip()
        if not name:
            return _in_zone(wall, calendar) if calendar else IcsTime(wall)
        described = self._zones.get(name)
        zone = known_zone(name) or (described.known if described else None)
        if zone:
            return _in_zone(wall, zone)
        offset = described.offset_at(wall) if described else None
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
    if first is None or last is None:
        return None
    return _bearable(last - first)


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
        raise EstradError(
            Text("It lasts {hours} hours; a session ends on the following day at the latest.", hours=minutes // 60),
            Text("Divide it in the file, or enter it here by hand."),
        )
    return minutes if minutes > 0 else None
