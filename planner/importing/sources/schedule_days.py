"""The days of a schedule.xml: their dates, their hours and their nights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from planner.domain.cleaning import clean_line
from planner.domain.errors import EstradError
from planner.domain.span import LATEST, MINUTES_A_DAY
from planner.domain.text import Text
from planner.importing.datetimes import NIGHT_ENDS, parse_clock, parse_date, parse_datetime, parse_start
from planner.importing.incoming import IncomingStart
from planner.importing.sources.safe_xml import Element, text_of

LONGEST_DAY = 20 * 60
"""Maximum minutes from a start to an end that are opening hours; longer ones span the change of the day."""
NOON = 12 * 60
"""Latest end of a night; a later one is not wall clock time."""


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A day as the file lists it; hours and the end of its night are minutes from midnight."""

    date: date
    night: int
    opens: int | None = None
    closes: int | None = None


class DayReader:
    """Reads days.

    ``zone`` is the name of the file's zone, or empty; ``head`` is the conference element.
    """

    def __init__(self, root: Element, head: Element, zone: str) -> None:
        self._head = head
        self._clock = ZoneInfo(zone) if zone else _usual_offset(root)
        self._read = 0

    def read(self, day: Element) -> ListedDay:
        """Read a day; raise ``EstradError`` if it has no date."""
        self._read += 1
        written = self._date(day)
        when = self._date_here(day, written)
        return ListedDay(when, self._night(day, when), *self._hours(day, when))

    def _date(self, day: Element) -> date:
        """Return the day's date as written, or else counted from the first day of the conference."""
        written, first_of_all = clean_line(day.get("date") or ""), text_of(self._head, "start")
        if written:
            return parse_date(written)
        if not first_of_all:
            raise EstradError(Text("The day has no date."), Text("Give it one in the file, such as 2024-04-25."))
        first = parse_date(first_of_all)
        index = clean_line(day.get("index") or "")
        place = int(index) if re.fullmatch("[0-9]{1,3}", index) else self._read
        return first + timedelta(days=max(place, 1) - 1)

    def _date_here(self, day: Element, written: date) -> date:
        """Return the date of the start at the venue, if the written date is that of a start in UTC.

        If the day starts on another date by the wall clock, its events decide, since some programs write UTC beside
        local times.
        """
        start = _bound(day, "start")
        if start is None or start.date() != written:
            return written
        here = self._at_the_venue(start).date()
        told = Counter(begin.at.date() for begin in _begins(day, written))
        return here if told[here] >= told[written] else written

    def _night(self, day: Element, when: date) -> int:
        """Return the end of the night in minutes after midnight; earlier times belong to the day before."""
        written = text_of(self._head, "day_change")
        try:
            night = parse_clock(written) % MINUTES_A_DAY if written else self._night_by_its_end(day, when)
        except EstradError:
            return NIGHT_ENDS
        return night if night <= NOON else NIGHT_ENDS

    def _night_by_its_end(self, day: Element, when: date) -> int:
        end = _bound(day, "end")
        here = self._at_the_venue(end) if end else None
        return here.hour * 60 + here.minute if here and here.date() > when else NIGHT_ENDS

    def _hours(self, day: Element, when: date) -> tuple[int | None, int | None]:
        """Return the opening hours, or None for both if an end is missing or they span the change of the day."""
        start, end = _bound(day, "start"), _bound(day, "end")
        if start is None or end is None:
            return None, None
        opens, closes = (
            (m.toordinal() - when.toordinal()) * MINUTES_A_DAY + m.hour * 60 + m.minute
            for m in map(self._at_the_venue, (start, end))
        )
        return (opens, closes) if 0 <= opens < closes <= min(LATEST, opens + LONGEST_DAY) else (None, None)

    def _at_the_venue(self, moment: datetime) -> datetime:
        """Return a time converted to the venue's zone, if that is known."""
        return moment.astimezone(self._clock) if moment.tzinfo and self._clock else moment


def _bound(day: Element, name: str) -> datetime | None:
    try:
        return parse_datetime(day.get(name) or "")
    except EstradError:
        return None


def _begins(element: Element, day: date = date(1970, 1, 1)) -> Iterator[IncomingStart]:
    """Yield the starts of the events below an element that have a full date."""
    for event in element.iter("{*}event"):
        written = text_of(event, "date")
        try:
            begin = parse_start(day, text_of(event, "start"), written, NIGHT_ENDS) if len(written) > 10 else None
        except EstradError:
            continue
        if begin:
            yield begin


def _usual_offset(root: Element) -> tzinfo | None:
    """Return the usual UTC offset at the venue, or None if it cannot be inferred from the events."""
    counted = Counter(begin.at.utcoffset() for begin in _begins(root) if begin.is_wall_clock)
    usual = max(counted, key=lambda offset: counted[offset], default=None)
    return timezone(usual) if usual is not None else None
