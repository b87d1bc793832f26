"""The days of a schedule.json: their dates, hours and nights, as in a schedule.xml."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from planner.domain.cleaning import clean_line
from planner.domain.errors import EstradError
from planner.domain.span import LATEST, MINUTES_A_DAY
from planner.domain.text import Text
from planner.importing.datetimes import NIGHT_ENDS, parse_clock, parse_date, parse_datetime
from planner.importing.incoming import IncomingStart
from planner.importing.sources.json_entry import JsonEntry, written
from planner.importing.sources.json_times import on_the_wall
from planner.importing.sources.safe_json import JsonObject
from planner.importing.sources.schedule_days import LONGEST_DAY, NOON


@dataclass(frozen=True, slots=True)
class DayOfSchedule:
    """A day as the file lists it; hours and the end of its night are minutes from midnight."""

    line: int
    date: date
    night: int
    opens: int | None = None
    closes: int | None = None
    starts: datetime | None = None
    ends: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Return whether a time is between the start and the end of the day."""
        bounds = [bound for bound in (self.starts, self.ends) if bound]
        if len(bounds) < 2 or any((bound.tzinfo is None) != (moment.tzinfo is None) for bound in bounds):
            return False
        return bounds[0] <= moment < bounds[1]

    def begin(self, moment: datetime) -> IncomingStart:
        """Return the start of a session on this day."""
        return IncomingStart(self.date, moment, self.night)


class JsonDays:
    """Reads days; without a zone, the usual UTC offset of the ``events`` is used for wall clock times."""

    def __init__(self, clock: tzinfo | None, events: list[JsonObject], first: str) -> None:
        self._clock = clock or _usual_offset(events)
        self._first = first

    def read(self, day: JsonEntry, number: int, events: list[JsonObject]) -> DayOfSchedule:
        """Read a day with its index, from 0; raise ``EstradError`` if it has no date."""
        start, end = (self._bound(day, *names) for names in (("day_start", "start"), ("day_end", "end")))
        index = day.number("index")
        written_date = self._date(day, number if index is None else max(index, 1) - 1)
        starts, ends = (_moment(day, *names) for names in (("day_start", "start"), ("day_end", "end")))
        in_doubt = start is not None and starts is not None and starts.date() == written_date
        when = self._date_here(written_date, start, events) if in_doubt else written_date
        day.value("rooms", "events")  # the caller reads them
        night = _minutes(end, when) - MINUTES_A_DAY if end and end.date() > when else NIGHT_ENDS
        opens, closes = (_minutes(start, when), _minutes(end, when)) if start and end else (-1, -1)
        told = 0 <= opens < closes <= min(LATEST, opens + LONGEST_DAY)
        return DayOfSchedule(
            day.line, when, night if 0 <= night <= NOON else NIGHT_ENDS,
            opens if told else None, closes if told else None, starts, ends,
        )  # fmt: skip

    def _date(self, day: JsonEntry, number: int) -> date:
        told = day.line_of("date")
        if told:
            return parse_date(told)
        if not self._first:
            raise EstradError(Text("The day has no date."), Text("Give it one in the file, such as 2024-04-25."))
        return parse_date(self._first) + timedelta(days=number)

    def _date_here(self, told: date, start: datetime | None, events: list[JsonObject]) -> date:
        """Return the date at the venue, if the written one is that of a start in UTC and the events agree."""
        if start is None or start.date() == told:
            return told
        counted = Counter(moment.date() for moment in filter(None, map(_date_of_event, events)))
        return start.date() if counted[start.date()] >= counted[told] and abs((start.date() - told).days) == 1 else told

    def _bound(self, day: JsonEntry, *names: str) -> datetime | None:
        """Return a start or an end as wall clock time, or None."""
        moment = _moment(day, *names)
        return on_the_wall(moment, self._clock) if moment else None


def _moment(day: JsonEntry, *names: str) -> datetime | None:
    try:
        return parse_datetime(day.line_of(*names))
    except EstradError:
        return None


def _minutes(moment: datetime | None, day: date) -> int:
    return ((moment.date() - day).days * MINUTES_A_DAY + moment.hour * 60 + moment.minute) if moment else 0


def _date_of_event(event: JsonObject) -> datetime | None:
    try:
        return parse_datetime(clean_line(written(event.get("date"))))
    except EstradError:
        return None


def _usual_offset(events: list[JsonObject]) -> tzinfo | None:
    """Return the usual UTC offset at the venue, or None if it cannot be inferred from the events."""
    counted: Counter[timedelta] = Counter()
    for event in events:
        moment = _date_of_event(event)
        offset = moment.utcoffset() if moment else None
        try:
            clock = parse_clock(written(event.get("start")))
        except EstradError:
            continue
        if moment and offset is not None and clock % MINUTES_A_DAY == moment.hour * 60 + moment.minute:
            counted[offset] += 1
    usual = max(counted, key=lambda offset: counted[offset], default=None)
    return timezone(usual) if usual is not None else None
