"""The common part of ``schedule.xml`` and ``schedule.json``: ids, names, and the events of each day by room.

Both are formats of the Chaos Computer Club's video team (voc/schedule). Each session is in them once, in a room named
after its place as attendees read it: a session in two rooms is in one called *Hall, Lab*, one in the whole venue in
*All rooms*. Apps draw a column for each such room, and cannot draw two sessions at once in one column; if a session
were in every room, they would remind people of it as often.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from planner import VERSION
from planner.domain.addresses import web_address
from planner.domain.span import Span
from planner.domain.text import N_
from planner.domain.value_objects import COLOURS, KIND_NAMES, Link
from planner.domain.zones import time_zone
from planner.exporting.file_names import to_slug
from planner.programme.calendar import conference_uid, person_uid, session_uid, wall_times
from planner.programme.programme import Credit, Programme, ProgrammeItem
from planner.programme.release import Release
from planner.wording import Wording

GENERATOR = "Estrad"
"""The program's name, by which exported files say that Estrad wrote them."""
MARK = "urn:uuid:"
"""The prefix that makes the conference's UUID an address, by which exported files name their conference (RFC 9562)."""
LARGEST = 2**31 - 1
"""The largest id of an event or a person: some apps keep them in 32 bits with a sign."""
TIMESLOT = "00:05"
ALL_ROOMS = N_("All rooms")
STREAM = N_("Stream")


@dataclass(frozen=True, slots=True)
class ScheduleEvent:
    """A session with the values that both formats need: numeric id, guid, room, type, and times with a UTC offset."""

    item: ProgrammeItem
    number: int
    guid: str
    room: str
    type: str
    start: datetime
    end: datetime

    @property
    def duration(self) -> str:
        """The time that passes between start and end, as ``HH:MM``."""
        minutes = (self.end.astimezone(UTC) - self.start.astimezone(UTC)) // timedelta(minutes=1)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class ScheduleDay:
    """A day, numbered from 1, with its events by room name.

    ``start`` is when its first event begins and ``end`` when its last one ends, or its midnights if it has no events.
    """

    index: int
    date: date
    start: datetime
    end: datetime
    rooms: Mapping[str, tuple[ScheduleEvent, ...]]


class Schedule:
    """A release prepared for both formats; ``words`` are in the conference's language."""

    def __init__(self, release: Release, words: Wording) -> None:
        self.programme: Programme = release.programme
        self.version = f"{release.number} ({release.made.astimezone(UTC):%Y-%m-%d %H:%M} UTC)"
        self.conference = conference_uid(self.programme.id)
        self.acronym = to_acronym(self.programme)
        self._words, self._zone = words, time_zone(self.programme.timezone)
        self._numbers = guid_numbers(self.guid(item) for item in self.programme.items)
        people = (credit for item in self.programme.items for credit in item.credits)
        self.person_numbers = guid_numbers(self.person_guid(credit) for credit in people)
        self.profiles = {one.id: one for one in self.programme.people or ()}
        self.tracks = {item.track: COLOURS.get(item.track_colour, "") for item in self.programme.items if item.track}
        self.days = tuple(self._days())

    def guid(self, item: ProgrammeItem) -> str:
        """Return a session's guid: its ``session_uid``, even if the calendar has one that it was imported with."""
        return session_uid(self.programme.id, item.id)

    def person_guid(self, credit: Credit) -> str:
        """Return a person's guid, made of their id, or of their name in an older Estrad's release, which has no ids."""
        return person_uid(self.programme.id, credit.person or f"name:{credit.name}")

    def links(self, item: ProgrammeItem) -> tuple[Link, ...]:
        """Return a session's links that lead to the web, and its stream as the last one if it does too."""
        stream = [Link(item.stream, self._words(STREAM))] if item.stream else []
        told = ((web_address(link.address), link.label) for link in (*item.links, *stream))
        return tuple(Link(address, label) for address, label in told if address)

    def _days(self) -> Iterable[ScheduleDay]:
        listed = [(day.date, [self._event(item) for item in items]) for day, items in self.programme.days_with_items()]
        order = dict.fromkeys(event.room for _date, events in listed for event in events)
        for index, (when, events) in enumerate(listed, 1):
            midnights = _zoned_times(Span(when, 0, 24 * 60), self._zone)
            rooms = {room: tuple(event for event in events if event.room == room) for room in order}
            yield ScheduleDay(
                index,
                when,
                min((event.start for event in events), default=midnights[0]),
                max((event.end for event in events), default=midnights[1]),
                {room: inside for room, inside in rooms.items() if inside},
            )

    def _event(self, item: ProgrammeItem) -> ScheduleEvent:
        guid, room = self.guid(item), item.where or self._words(ALL_ROOMS)
        return ScheduleEvent(
            item,
            self._numbers[guid],
            guid,
            room,
            self._words(KIND_NAMES[item.kind]),
            *_zoned_times(item.span, self._zone),
        )


def generator_line(release: Release) -> str:
    """Return the line by which an exported file names the program, the release with its time, and the conference."""
    mark = f"{MARK}{conference_uid(release.programme.id)}"
    return f"{GENERATOR} {VERSION}, {release.number}, {release.made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}, {mark}"


def _zoned_times(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start, end = wall_times(span, zone)
    return start.replace(tzinfo=zone), end.replace(tzinfo=zone)


def guid_numbers(guids: Iterable[str]) -> dict[str, int]:
    """Return a positive number up to ``LARGEST`` for each guid, computed from the guid so that it stays the same.

    If two guids give the same number, which hardly happens, the later one in sorted order gets the next free number.
    """
    found: dict[str, int] = {}
    taken: set[int] = set()
    for guid in sorted(set(guids)):
        number = UUID(guid).int % LARGEST + 1
        while number in taken:
            number = number % LARGEST + 1
        taken.add(number)
        found[guid] = number
    return found


def to_acronym(programme: Programme) -> str:
    """Return an acronym made of the title, as both formats want it: at least four of a-z, 0-9 and underscore.

    If the title has fewer of these, as one in Chinese, the first digits of the conference's UUID are added.
    """
    name = re.sub("-", "_", to_slug(programme.title))
    return name if len(name) >= len("abcd") else f"{name or 'conference'}_{conference_uid(programme.id)[:4]}"
