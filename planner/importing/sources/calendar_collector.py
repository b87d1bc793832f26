"""Assembles a calendar's events into an ``Incoming``: zone, days, rooms, tracks, people and sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.enums import Role
from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import Text
from planner.importing.datetimes import NIGHT_ENDS
from planner.importing.incoming import (
    ImportRefusal,
    Incoming,
    IncomingDay,
    IncomingPerson,
    IncomingRoom,
    IncomingSession,
    IncomingStart,
    IncomingTrack,
    checked_name,
)
from planner.importing.sources.calendar_categories import CalendarCategories
from planner.importing.sources.calendar_event import CalendarEvent, NamedByEvent
from planner.importing.sources.calendar_places import CalendarPlaces
from planner.importing.vocabulary import kind_by_title

EACH = 200
"""Number of events between two checks for cancellation."""
EVENING = 18
"""The hour at or after which an event must start for the hours after midnight to belong to its day."""


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """The properties of a calendar itself; ``zone`` is the time zone of floating times, or empty."""

    name: str
    namespace: str
    conference: Mapping[str, Any] = field(default_factory=dict)
    venue: Mapping[str, Any] = field(default_factory=dict)
    zone: str = ""
    ours: bool = False
    remarks: tuple[Text, ...] = ()
    warnings: tuple[Text, ...] = ()


class CalendarCollector:
    """Collects the events of a calendar; their keys begin with the calendar's namespace."""

    def __init__(self, head: CalendarHead, events: Sequence[CalendarEvent], refused: Sequence[ImportRefusal]) -> None:
        self._head = head
        self._refused = list(refused)
        self._given = events
        self._events: list[CalendarEvent] = []
        self._shared, self._long, self._zone = set[str](), set[date](), ""
        self._people: dict[str, IncomingPerson] = {}
        self._rooms: dict[str, IncomingRoom] = {}
        self._tracks: dict[str, IncomingTrack] = {}
        self._titles: Counter[str] = Counter()

    def _look_over(self) -> LongTask[None]:
        """Determine what depends on all events: their zone, venue and categories."""
        self._events = yield from self._told_apart(self._given)
        keys = Counter(event.key for event in self._events if not event.occurrence)
        self._shared = {key for key, times in keys.items() if times > 1}
        self._zone = self._usual_zone()
        yield Progress(0, 1)
        self._places = CalendarPlaces([event.location for event in self._events], ours=self._head.ours)
        yield Progress(0, 1)
        self._themes = CalendarCategories([event.categories for event in self._events], ours=self._head.ours)
        for n, event in enumerate(self._events):
            at = self._at(event)
            if at and at.hour >= EVENING:
                self._long.add(at.date())
            if n % EACH == EACH - 1:
                yield Progress(0, 1)

    def incoming(self, unmapped: Mapping[str, int]) -> LongTask[Incoming]:
        """Return the content of the calendar."""
        yield from self._look_over()
        sessions = []
        for n, event in enumerate(self._events):
            if n % 20 == 19:
                yield Progress(n, len(self._events))
            try:
                sessions.append(self._session(event))
            except EstradError as error:
                key = f"{self._head.namespace}/{event.key}" if event.key else ""
                self._refused.append(ImportRefusal(event.line, event.title, error, key))
        days = dict.fromkeys(sorted(one.begin.day for one in sessions if one.begin))
        lines = {one.begin.day: one.line for one in reversed(sessions) if one.begin}
        return Incoming(
            name=self._head.name,
            namespace=self._head.namespace,
            conference=self._head.conference,
            venue={**self._places.venue, **self._head.venue},
            zone=self._zone,
            days=tuple(IncomingDay(lines[day], day) for day in days),
            rooms=tuple(self._rooms.values()),
            tracks=tuple(self._tracks.values()),
            people=tuple(self._people.values()),
            sessions=tuple(sessions),
            refused=tuple(sorted(self._refused, key=lambda refusal: refusal.line)),
            unmapped=dict(sorted(unmapped.items(), key=lambda pair: (-pair[1], pair[0]))),
            remarks=self._head.remarks,
            warnings=(*self._head.warnings, *self._open_zone()),
        )

    # versions of events ----------------------------------------------------------------------------------

    def _told_apart(self, events: Sequence[CalendarEvent]) -> LongTask[list[CalendarEvent]]:
        """Return the newest version of each event; of a series, each occurrence in the file is kept."""
        newest: dict[tuple[str, str, str], CalendarEvent] = {}
        often = Counter(event.key for event in events if event.key and not event.occurrence)
        for n, event in enumerate(events):
            name = event.key, event.occurrence, self._which(event, often) if event.key else str(n)
            before = newest.get(name)
            if n % EACH == EACH - 1:
                yield Progress(0, 1)
            if before and before.version >= event.version:
                self._refused.append(_older(event, before))
                continue
            if before:
                self._refused.append(_older(before, event))
            newest[name] = event
        return sorted(newest.values(), key=lambda event: event.line)

    def _which(self, event: CalendarEvent, often: Counter[str]) -> str:
        """Return a mark that distinguishes events with the same id that are not versions of each other."""
        return event.title.casefold() if often[event.key] > 1 and not event.version else ""

    # times -----------------------------------------------------------------------------------------------

    def _usual_zone(self) -> str:
        """Return the zone of most of the times, or an empty text if most have no known zone."""
        votes = Counter(self._own_zone(event) for event in self._events if event.start)
        return max(votes, key=lambda zone: votes[zone], default=self._head.zone)

    def _open_zone(self) -> tuple[Text, ...]:
        """Return a warning if all times in the file are in UTC and it names no time zone."""
        starts = [event.start for event in self._events if event.start]
        if self._zone or not starts or any(start.tzinfo is None or start.utcoffset() for start in starts):
            return ()
        return (Text("The file tells its times in UTC and names no time zone; choose that of the place."),)

    def _own_zone(self, event: CalendarEvent) -> str:
        assert event.start
        in_utc_or_floats = not event.start.utcoffset()
        return event.zone or (self._head.zone if in_utc_or_floats else "")

    def _at(self, event: CalendarEvent) -> datetime | None:
        """Return the start of an event, converted to the usual zone if its UTC offset is known."""
        at = event.start
        if at is None or at.tzinfo is None:
            return at
        there = at.astimezone(UTC).astimezone(ZoneInfo(self._zone)) if self._zone else at
        return there.replace(tzinfo=timezone(there.utcoffset() or timedelta()))

    def _begin(self, event: CalendarEvent) -> IncomingStart | None:
        """Return the start; after midnight it belongs to the day before if that had events in the evening."""
        at = self._at(event)
        if at is None:
            return None
        day, minutes = at.date(), at.hour * 60 + at.minute
        night_before = day - timedelta(days=1)
        if minutes < NIGHT_ENDS and night_before in self._long:
            day = night_before
        return IncomingStart(day, at.replace(second=0, microsecond=0), NIGHT_ENDS)

    # content ---------------------------------------------------------------------------------------------

    def _session(self, event: CalendarEvent) -> IncomingSession:
        key, named = self._key(event)
        track, kind, tags = self._themes.sorted_out(event.categories)
        track = event.track or track
        where = self._places.room(event.location)
        people = tuple(dict.fromkeys(self._appearance(named_one) for named_one in event.people))
        text = "" if event.text == event.fields.get("website") else event.text  # some programs repeat the address
        told = {"title": event.title, "abstract": text, "tags": tags, "status": event.status, **event.fields}
        if where.stream:
            told.setdefault("stream", where.stream)
        for name in (*where.rooms, track):
            checked_name(name)
        for name in where.rooms:
            self._rooms.setdefault(name, IncomingRoom(event.line, name))
        if track:
            self._tracks.setdefault(track, IncomingTrack(event.line, track))
        return IncomingSession(
            line=event.line,
            key=key,
            title=event.title,
            told={name: value for name, value in told.items() if value},
            kind=event.kind or kind or kind_by_title(event.title, alone=not people),
            track=track,
            rooms=where.rooms,
            people=people,
            begin=self._begin(event),
            minutes=event.minutes,
            remarks=event.remarks,
            named=named,
            known_as=tuple(f"{self._head.namespace}/{name}" for name in event.known_as),
        )

    def _key(self, event: CalendarEvent) -> tuple[str, bool]:
        """Return the key of an event, and whether the key is made from its title since it has no id."""
        if event.key:
            apart = f"+{event.title[:100].casefold()}" if event.key in self._shared and not event.occurrence else ""
            series = f"@{event.occurrence[:40]}" if event.occurrence else ""
            return f"{self._head.namespace}/{event.key}{series}{apart}", False
        self._titles[event.title] += 1
        return f"{self._head.namespace}/title:{event.title[:200]}#{self._titles[event.title]}", True

    def _appearance(self, who: NamedByEvent) -> tuple[str, Role]:
        key = f"{self._head.namespace}/{who.key or f'name:{who.name[:200].casefold()}'}"
        told = {"email": who.email} if who.email else {}
        known = self._people.get(key)
        if known is None or (told and not known.told):
            self._people[key] = IncomingPerson(who.line, key, who.name, named=not who.key, told=told)
        return key, who.role


def _older(event: CalendarEvent, newer: CalendarEvent) -> ImportRefusal:
    why = EstradError(
        Text("The event on line {line} has the same key, and counts.", line=newer.line),
        Text("Give each event one of its own."),
    )
    return ImportRefusal(event.line, event.title, why)
