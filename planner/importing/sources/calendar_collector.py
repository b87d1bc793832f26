"""The events of a calendar of any format, and their assembly into an ``Incoming``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import accumulate, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import KINDS, Kind, Role, Status
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
    filled,
    most_frequent_first,
    numbered_key,
    read_each,
)
from planner.importing.vocabulary import kind_by_title, kind_of


@dataclass(frozen=True, slots=True)
class NamedByEvent:
    """A person in an event, identified by name; ``line`` is the line in the file."""

    line: int
    name: str
    role: Role = Role.SPEAKER
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One event.

    ``start`` has a UTC offset or none; ``zone`` is the name of its time zone, or empty. ``key`` identifies it, and is
    empty if the file has no id; ``known_as`` are its other ids. ``all_day`` is the date of an event without a time.
    ``version`` counts its changes; ``occurrence`` identifies it in a series. ``fields`` are fields of the session with
    final values.
    """

    line: int
    key: str
    title: str
    start: datetime | None = None
    zone: str = ""
    minutes: int | None = None
    location: str = ""
    text: str = ""
    categories: tuple[str, ...] = ()
    people: tuple[NamedByEvent, ...] = ()
    track: str = ""
    kind: Kind | None = None
    status: Status | None = None
    version: int = 0
    occurrence: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    known_as: tuple[str, ...] = ()
    remarks: tuple[Text, ...] = ()


def sorted_out(
    categories: tuple[str, ...], everywhere: set[str], *, ours: bool
) -> tuple[str, Kind | None, tuple[str, ...]]:  # fmt: skip
    """Return the track (or an empty text), the kind (or None) and the tags of an event.

    Estrad's calendars list the track, the kind and then the tags; if the first is a kind there is no track. In others a
    category that all events have, which is ``everywhere``, is a tag, since it does not distinguish them.
    """
    names = [name for name in dict.fromkeys(categories) if name]
    if ours:
        at = next((n for n, name in enumerate(names[:2]) if kind_of(name)), None)
        if at is None:
            return next(iter(names), ""), None, tuple(names[1:])
        return names[0] if at else "", kind_of(names[at]), tuple(names[at + 1 :])
    kind = next((found for name in names if (found := kind_of(name))), None)
    others = [name for name in names if kind_of(name) is None]
    track = next((name for name in others if name not in everywhere), "")
    return track, kind, tuple(name for name in others if name != track)


WHOLE_VENUE = ("All rooms", "Alla salar", "Whole venue", "Plenum")
"""Words that Estrad writes, or once wrote, in place of a room for a session without one, in all its languages."""
_WEB = re.compile(r"https?://\S+")
Parts = tuple[str, ...]


class CalendarPlaces:
    """Splits the locations of all events; the ending that all share is the venue.

    Estrad's calendars (``ours``) write room, venue and address; the calendar of a room or of one event has only one
    location.
    """

    def __init__(self, locations: Sequence[str], *, ours: bool) -> None:
        self._ours = ours
        said = {_parts(location) for location in locations if location and not _WEB.match(location)}
        self._tail = self._common(said)

    @property
    def venue(self) -> dict[str, str]:
        """The name and the address of the venue, if the locations contain them."""
        return {"name": self._tail[0], **filled(address=", ".join(self._tail[1:]))} if self._tail else {}

    def place(self, location: str) -> tuple[str, str]:
        """Return the room of an event by its location, or its address on the web; both may be empty."""
        if _WEB.match(location):
            return "", location.split()[0].rstrip(",;")
        parts = _parts(location)
        room = ", ".join(parts[: len(parts) - len(self._tail)])
        return "" if self._ours and room in WHOLE_VENUE else room, ""

    def _common(self, said: set[Parts]) -> Parts:
        """Return the common ending of all locations; for one location in Estrad's calendars, all but its room."""
        if len(said) < 2:
            return next(iter(said), ())[1:] if self._ours else ()
        alike = zip(*(reversed(parts) for parts in said), strict=False)
        return tuple(reversed([same[0] for same in takewhile(lambda same: len(set(same)) == 1, alike)]))


def _parts(location: str) -> Parts:
    return tuple(part.strip() for part in location.split(", ") if part.strip())


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
        self._shared, self._long, self._zone = dict[str, int](), set[date](), ""
        self._people: dict[str, IncomingPerson] = {}
        self._rooms: dict[str, IncomingRoom] = {}
        self._tracks: dict[str, IncomingTrack] = {}
        self._titles: Counter[str] = Counter()

    def _look_over(self) -> LongTask[None]:
        """Determine what depends on all events: their zone, venue and categories."""
        self._events = self._told_apart(self._given)
        keys = Counter(event.key for event in self._events if event.key and not event.occurrence)
        self._shared = {key: 0 for key, times in keys.items() if times > 1}
        self._zone = self._usual_zone()
        yield Progress(0, 1)
        self._places = CalendarPlaces([event.location for event in self._events], ours=self._head.ours)
        yield Progress(0, 1)
        sets = [set(event.categories) for event in self._events]
        self._everywhere = set.intersection(*sets) if len(sets) > 1 else set()
        yield Progress(0, 1)
        self._long = {at.date() for at in filter(None, map(self._at, self._events)) if at.hour >= EVENING}
        self._busy = sorted(
            self._wall(event) for event in self._events if event.start and self._places.place(event.location)[0]
        )
        self._ends = list(accumulate((end for _, end in self._busy), max))

    def incoming(self, unmapped: Mapping[str, int]) -> LongTask[Incoming]:
        """Return the content of the calendar."""
        yield from self._look_over()
        sessions, refused = yield from read_each(self._events, self._session, self._about)
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
            refused=tuple(sorted((*self._refused, *refused), key=lambda refusal: refusal.line)),
            unmapped=most_frequent_first(unmapped),
            remarks=self._head.remarks,
            warnings=(*self._head.warnings, *self._open_zone()),
        )

    def _about(self, event: CalendarEvent) -> tuple[int, str, str]:
        return event.line, event.title, f"{self._head.namespace}/{event.key}" if event.key else ""

    # versions of events ----------------------------------------------------------------------------------

    def _told_apart(self, events: Sequence[CalendarEvent]) -> list[CalendarEvent]:
        """Return the newest version of each event, and all that have one id and another title, time or occurrence."""
        newest: dict[tuple[object, ...], CalendarEvent] = {}
        versions = {event.key for event in events if event.version}
        for n, event in enumerate(events):
            apart = () if event.key in versions else (event.title.casefold(), event.start, event.location)
            name = (event.key, event.occurrence, *apart) if event.key else (n,)
            before = newest.get(name)
            if before and before.version >= event.version:
                self._refused.append(_older(event, before))
                continue
            if before:
                self._refused.append(_older(before, event))
            newest[name] = event
        return sorted(newest.values(), key=lambda event: event.line)

    # times -----------------------------------------------------------------------------------------------

    def _usual_zone(self) -> str:
        """Return the zone of most of the times, or an empty text if most have no known zone."""
        starts = ((event.zone, event.start.utcoffset()) for event in self._events if event.start)
        votes = Counter(zone or ("" if offset else self._head.zone) for zone, offset in starts)
        return max(votes, key=lambda zone: votes[zone], default=self._head.zone)

    def _open_zone(self) -> tuple[Text, ...]:
        """Return a warning if all times in the file are in UTC and it names no time zone."""
        starts = [event.start for event in self._events if event.start]
        if self._zone or not starts or any(start.tzinfo is None or start.utcoffset() for start in starts):
            return ()
        return (Text("The file tells its times in UTC and names no time zone; choose that of the place."),)

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

    def _wall(self, event: CalendarEvent) -> tuple[datetime, datetime]:
        """Return the start and the end of an event with a start, by the clock of the usual zone."""
        at = (self._at(event) or datetime.min).replace(tzinfo=None)
        return at, at + timedelta(minutes=event.minutes or KINDS[event.kind or Kind.TALK].minutes)

    def _is_everywhere(self, event: CalendarEvent, where: str) -> bool:
        """Return whether an event is in all rooms: Estrad says so, or no place is told and nothing else is on then."""
        if where or event.start is None or (event.location and not self._head.ours):
            return False
        start, end = self._wall(event)
        n = bisect_left(self._busy, (end,))
        return bool(event.location) or not n or self._ends[n - 1] <= start

    # content ---------------------------------------------------------------------------------------------

    def _session(self, event: CalendarEvent) -> IncomingSession:
        key, named = self._key(event)
        track, kind, tags = sorted_out(event.categories, self._everywhere, ours=self._head.ours)
        track = event.track or track
        room, stream = self._places.place(event.location)
        people = tuple(dict.fromkeys(self._appearance(named_one) for named_one in event.people))
        text = "" if event.text == event.fields.get("website") else event.text  # some programs repeat the address
        told = {"title": event.title, "abstract": text, "tags": tags, "status": event.status, **event.fields}
        if stream:
            told.setdefault("stream", stream)
        for name in (room, track):
            checked_name(name)
        if room:
            self._rooms.setdefault(room, IncomingRoom(event.line, room))
        if track:
            self._tracks.setdefault(track, IncomingTrack(event.line, track))
        return IncomingSession(
            line=event.line,
            key=key,
            title=event.title,
            told=filled(**told),
            kind=event.kind or kind or kind_by_title(event.title, alone=not people),
            track=track,
            rooms=(room,) if room else (),
            people=people,
            begin=self._begin(event),
            minutes=event.minutes,
            remarks=event.remarks,
            named=named,
            everywhere=self._is_everywhere(event, room or stream),
            known_as=tuple(f"{self._head.namespace}/{name}" for name in event.known_as),
        )

    def _key(self, event: CalendarEvent) -> tuple[str, bool]:
        """Return the key of an event, and whether the key is made from its title since it has no id."""
        if event.key:
            key = f"{self._head.namespace}/{event.key}"
            if event.occurrence:
                return f"{key}@{event.occurrence[:40]}", False
            if event.key not in self._shared:
                return key, False
            self._shared[event.key] += 1
            return numbered_key(key, self._shared[event.key]), False
        self._titles[event.title] += 1
        return f"{self._head.namespace}/title:{event.title[:200]}#{self._titles[event.title]}", True

    def _appearance(self, who: NamedByEvent) -> tuple[str, Role]:
        key = f"{self._head.namespace}/name:{who.name[:200].casefold()}"
        told = {"email": who.email} if who.email else {}
        known = self._people.get(key)
        if known is None or (told and not known.told):
            self._people[key] = IncomingPerson(who.line, key, who.name, named=True, told=told)
        return key, who.role


def _older(event: CalendarEvent, newer: CalendarEvent) -> ImportRefusal:
    same = Text("The event on line {line} has the same key, and counts.", line=newer.line)
    return ImportRefusal(event.line, event.title, EstradError(same, Text("Give each event one of its own.")))
