"""A JSON programme while it is being read: its rooms, tracks and sessions, and their conversion to an ``Incoming``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.long_task import LongTask
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.domain.value_objects import Kind, Role
from planner.importing.datetimes import NIGHT_ENDS, key_of_zone
from planner.importing.incoming import (
    LONGEST_NAME,
    ImportRefusal,
    Incoming,
    IncomingDay,
    IncomingRoom,
    IncomingSession,
    IncomingStart,
    IncomingTrack,
    checked_name,
    filled,
    namespace_of,
    read_each,
)
from planner.importing.sources.json_entry import FieldUsage, JsonEntry, is_thing, on_the_wall, written
from planner.importing.sources.json_people import Ids, JsonPeople, PersonDraft, ids_of
from planner.importing.sources.safe_json import JsonObject
from planner.importing.vocabulary import nearest_colour
from planner.tables.opened_file import OpenedFile

_ADDRESS = re.compile(r"^https?://|\.html?(?:[?#]|$)", re.IGNORECASE)
"""A place that is the address of a page."""
NOON = 12
EACH = 50
"""Number of sessions between two checks for cancellation."""


@dataclass(slots=True)
class SessionDraft:
    """A session before all people of the file are known.

    ``ids`` are the names of its id fields with the ids, the most stable first.
    """

    line: int
    ids: Ids
    title: str
    told: dict[str, Any]
    kind: Kind | None = None
    track: str = ""
    rooms: tuple[str, ...] = ()
    people: list[tuple[PersonDraft, Role]] = field(default_factory=list)
    begin: IncomingStart | None = None
    listed: bool = False
    minutes: int | None = None
    remarks: list[Text] = field(default_factory=list)


class JsonProgramme:
    """The programme in a file.

    ``namespace`` is the prefix of its keys; ``zone`` is the name of the file's zone, or empty.
    """

    def __init__(self, opened: OpenedFile, namespace: str, zone: str = "", base: str = "") -> None:
        self._opened = opened
        self.namespace = namespace_of(namespace, "programme")
        self.zone = key_of_zone(zone)
        self.clock = ZoneInfo(self.zone) if self.zone else None
        self.seen = FieldUsage(base)
        self.people = JsonPeople(self.seen)
        self.remarks: list[Text] = []
        if zone and not self.zone:
            self.remarks.append(Text("The file names a time zone that there is not: “{name}”.", name=zone[:60]))
        self.rooms: dict[str, IncomingRoom] = {}
        self.tracks: dict[str, IncomingTrack] = {}
        self._room_ids: dict[str, str] = {}
        self._track_ids: dict[str, str] = {}
        self._drafts: list[SessionDraft] = []
        self._refused: list[ImportRefusal] = []
        self._taken: dict[str, SessionDraft] = {}
        self._titles: dict[str, int] = {}
        self._numbers: dict[int, int] = {}

    # rooms and tracks ----------------------------------------------------------------------------------

    def list_rooms(self, values: Iterable[JsonObject]) -> None:
        """Read a list of rooms, so that sessions can refer to them by id."""
        for value in values:
            self._room(self.seen.entry(value, "rooms"))

    def list_tracks(self, values: Iterable[JsonObject]) -> None:
        """Read a list of tracks."""
        for value in values:
            self._track(self.seen.entry(value, "tracks"))

    def rooms_of(self, value: Any, line: int, remarks: list[Text]) -> tuple[str, ...]:
        """Return the names of the rooms that a value refers to: an id, a name or an object, or a list of these."""
        names = []
        for one in value if isinstance(value, list) else [value]:
            name = self._room(self.seen.entry(one, "rooms")) if is_thing(one) else self._room_named(one, line)
            if not name and isinstance(one, int) and not isinstance(one, bool):
                remarks.append(Text("It is in room {id}, which the file does not name.", id=str(one)[:20]))
            names.append(checked_name(name))
        return tuple(dict.fromkeys(filter(None, names)))

    def track_of(self, value: Any, line: int) -> str:
        """Return the name of the track that a value refers to."""
        if is_thing(value):
            return checked_name(self._track(self.seen.entry(value, "tracks")))
        told = clean_line(written(value))
        name = self._track_ids.get(told.casefold(), "" if isinstance(value, int) else told)
        if checked_name(name):
            self.tracks.setdefault(name, IncomingTrack(line, name))
        return name

    def _room_named(self, value: Any, line: int) -> str:
        told = clean_line(written(value))
        known = self._room_ids.get(told.casefold())
        if known is None and _ADDRESS.search(told):
            return ""
        name = known or ("" if isinstance(value, int) else told)
        if checked_name(name):
            self.rooms.setdefault(name, IncomingRoom(line, name))
        return name

    def _named(self, entry: JsonEntry, by_id: dict[str, str], *names: str) -> str:
        """Return the name of a room or track, which may be known by its id; it is known by it from now on."""
        ids, name = ids_of(entry, "id", "guid", "slug"), entry.line_of(*names)
        name = name or next((by_id[told] for _, told in ids if told in by_id), "")
        if name and len(name) <= LONGEST_NAME:
            by_id.update({told: name for _, told in ids if told not in by_id})
        return name

    def _room(self, entry: JsonEntry) -> str:
        name = self._named(entry, self._room_ids, "name", "title", "room_name")
        if not name or len(name) > LONGEST_NAME:
            return name
        seats, floor = entry.number("capacity", "seats"), entry.line_of("floor")
        known = self.rooms.get(name)
        if known is None or (known.seats is None and seats is not None):
            self.rooms[name] = IncomingRoom(known.line if known else entry.line, name, seats, filled(floor=floor))
        return name

    def _track(self, entry: JsonEntry) -> str:
        name = self._named(entry, self._track_ids, "name", "title")
        if not name or len(name) > LONGEST_NAME:
            return name or next((told for _, told in ids_of(entry, "id", "guid", "slug")), "")
        colours = entry.value("color", "colour", "colors")
        colour = next(iter(colours.values()), "") if isinstance(colours, dict) else colours
        told = filled(description=entry.text("description"))
        known = self.tracks.get(name)
        if known is None or not known.colour:
            line = known.line if known else entry.line
            self.tracks[name] = IncomingTrack(line, name, nearest_colour(written(colour)), told)
        return name

    # sessions ------------------------------------------------------------------------------------------

    def add(self, draft: SessionDraft) -> None:
        """Add a session."""
        if draft.track:
            self.tracks.setdefault(draft.track, IncomingTrack(draft.line, draft.track))
        self._drafts.append(draft)

    def refuse(self, line: int, title: str, ids: Ids, why: EstradError) -> None:
        """Record that an entry cannot be a session."""
        self._refused.append(ImportRefusal(line, title, why, self._key(ids)))

    def _key(self, ids: Ids) -> str:
        return f"{self.namespace}/{ids[0][0]}:{ids[0][1]}" if ids else ""

    def incoming(
        self, conference: Mapping[str, Any] | None = None, venue: Mapping[str, Any] | None = None,
        days: tuple[IncomingDay, ...] = (), remarks: Iterable[Text] = (),
    ) -> LongTask[Incoming]:  # fmt: skip
        """Return the content of the file; ``remarks`` on reading it precede the programme's."""
        people, warnings = self.people.settle(self.namespace)
        self._put_nights_to_their_days()
        self._number_what_is_given_again()
        sessions, refused = yield from read_each(
            self._drafts, self._session, lambda draft: (draft.line, draft.title, self._key(draft.ids))
        )
        return Incoming(
            name=self._opened.name,
            namespace=self.namespace,
            conference=filled(**conference or {}),
            venue=filled(**venue or {}),
            zone=self.zone,
            days=days or self._days(),
            rooms=tuple(self.rooms.values()),
            tracks=tuple(self.tracks.values()),
            people=people,
            sessions=tuple(sessions),
            refused=(*self._refused, *refused),
            unmapped=(yield from self.seen.unmapped()),
            remarks=(*remarks, *self.remarks, *self._without_a_date()),
            warnings=warnings,
        )

    def _session(self, draft: SessionDraft) -> IncomingSession:
        key, named = self._claimed(draft)
        people = dict.fromkeys((person.key, role) for person, role in draft.people if person.key)
        known_as = (f"{self.namespace}/{name}:{told}" for name, told in draft.ids[1:])
        return IncomingSession(
            line=draft.line, key=key, title=draft.title, told=draft.told, kind=draft.kind, track=draft.track,
            rooms=draft.rooms, people=tuple(people), begin=draft.begin, minutes=draft.minutes,
            remarks=tuple(draft.remarks), named=named, known_as=tuple(known_as),
        )  # fmt: skip

    def _claimed(self, draft: SessionDraft) -> tuple[str, bool]:
        """Return the key and whether it is made from the title; raise ``EstradError`` if another session has it."""
        key = self._key(draft.ids)
        if not key:
            times = self._titles[draft.title] = self._titles.get(draft.title, 0) + 1
            return f"{self.namespace}/title:{draft.title[:200]}#{times}", True
        number = self._numbers.get(id(draft), 1)
        key = key if number == 1 else f"{key}#{number}"
        if (other := self._taken.get(key)) is not None:
            raise EstradError(
                Text("The session on line {line} has the same key, {key}.", line=other.line,
                     key=key.partition("/")[2][:60]),
                Text("Give each session one of its own."),
            )  # fmt: skip
        self._taken[key] = draft
        return key, False

    def _number_what_is_given_again(self) -> None:
        """Number the repetitions of a session with the same id and title at several times, in their order."""
        alike: dict[tuple[str, str], dict[IncomingStart, list[SessionDraft]]] = {}
        for draft in self._drafts:
            if draft.ids and draft.begin:
                again = alike.setdefault((draft.ids[0][1], draft.title), {})
                again.setdefault(draft.begin, []).append(draft)
        for again in alike.values():
            in_order = sorted(again, key=lambda begin: on_the_wall(begin.at, self.clock))
            self._numbers |= {id(d): n for n, begin in enumerate(in_order, start=1) for d in again[begin]}

    def _put_nights_to_their_days(self) -> None:
        """Assign sessions after midnight to the day before, if that has any in the afternoon or evening."""
        walls = {id(d): on_the_wall(d.begin.at, self.clock) for d in self._drafts if d.begin and not d.listed}
        evenings = {wall.date() for wall in walls.values() if wall.hour >= NOON}
        for draft in self._drafts:
            wall = walls.get(id(draft))
            if draft.begin and wall:
                draft.begin = replace(draft.begin, day=_day_of(wall, evenings))

    def _days(self) -> tuple[IncomingDay, ...]:
        """Return the dates on which sessions start, if they are known without the conference's time zone."""
        found: dict[date, int] = {}
        for draft in self._drafts:
            if draft.begin and (self.clock or draft.begin.at.tzinfo is None):
                found.setdefault(draft.begin.day, draft.line)
        return tuple(IncomingDay(line, day) for day, line in sorted(found.items()))

    def _without_a_date(self) -> tuple[Text, ...]:
        if not self._drafts or any(draft.begin for draft in self._drafts):
            return ()
        return (
            Plural(
                "The file tells no date; its session waits in “Not placed”.",
                "The file tells no date; its {n} sessions wait in “Not placed”.",
                len(self._drafts),
            ),
        )


def begin_at(moment: datetime, clock: ZoneInfo | None) -> IncomingStart:
    """Return the start of a session that is not listed under a day."""
    return IncomingStart(on_the_wall(moment, clock).date(), moment, NIGHT_ENDS)


def _day_of(wall: datetime, evenings: set[date]) -> date:
    before = wall.date() - timedelta(days=1)
    return before if wall.hour * 60 + wall.minute < NIGHT_ENDS and before in evenings else wall.date()
