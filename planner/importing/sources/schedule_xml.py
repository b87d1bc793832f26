"""Reads ``schedule.xml`` from Pentabarf, frab and pretalx, and from programs that adopted the format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.domain.long_task import LongTask, Progress, half_of
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.importing.incoming import (
    LONGEST_NAME,
    ImportRefusal,
    Incoming,
    IncomingRoom,
    IncomingSession,
    IncomingStart,
    IncomingTrack,
    most_frequent_first,
)
from planner.importing.sources.first_bytes import not_a_schedule, other_root, refuse_other_files
from planner.importing.sources.safe_xml import Element, children, name_of, read_document, text_of
from planner.importing.sources.schedule_events import EventReader, count_unmapped
from planner.importing.sources.schedule_parts import (
    ListedDay,
    about_schedule,
    days_come_first,
    days_once,
    listed_days,
    starts_of,
    usual_offset,
)
from planner.importing.vocabulary import nearest_colour
from planner.tables.opened_file import OpenedFile


def read_schedule(opened: OpenedFile) -> LongTask[Incoming]:
    """Read an opened file; raise ``EstradError`` if it is not a valid schedule."""
    refuse_other_files(opened.data, opened.path)
    root, remarks = yield from half_of(read_document(opened), 0)
    if name_of(root).casefold() != "schedule":
        raise not_a_schedule(other_root(name_of(root)), opened.path, root.sourceline)
    return (yield from _Schedule(root, opened.path).read(remarks))


class _Schedule:
    """A file while it is being read."""

    def __init__(self, root: Element, path: Path) -> None:
        self._root, self._path = root, path
        self._days = children(root, "day")
        found = children(root, "conference")
        self._head = found[0] if found else root.makeelement("conference")
        colours = [colour.get("primary") or "" for colour in children(self._head, "color")]
        base, zone = text_of(self._head, "base_url"), text_of(self._head, "time_zone_name")
        self._about = about_schedule(self._said, base[:LONGEST_NAME].strip(), zone, next(iter(colours), ""), path.stem)
        self._events = EventReader(self._about["namespace"], base, root, days_come_first(_lengths(self._days)))
        self._rooms: dict[str, IncomingRoom] = {}
        self._tracks: dict[str, IncomingTrack] = {}
        self._sessions: list[IncomingSession] = []
        self._refused: list[ImportRefusal] = []

    def _said(self, *names: str) -> str:
        return text_of(self._head, *names)

    def read(self, remarks: tuple[Text, ...]) -> LongTask[Incoming]:
        if not self._days:
            raise EstradError(
                Text("The schedule has no day in it."), Text("Export the file again."), file=self._path, line=1
            )
        for track in children(self._head, "track"):
            self._track(clean_line(track.get("name") or track.text or ""), track)
        total = max(sum(1 for _ in self._root.iter("{*}event")), 1)
        zone = self._about["zone"]
        clock = ZoneInfo(zone) if zone else usual_offset(_starts(self._root))
        told = [(day.sourceline or 0, partial(_attribute, day)) for day in self._days]
        listed = listed_days(self._path, told, self._said, clock, lambda number: _starts(self._days[number]))
        for element, day in zip(self._days, listed, strict=True):
            for _ in self._day(element, day):
                if len(self._sessions) % 20 == 0:
                    yield Progress(total + len(self._sessions), 2 * total)
        if not self._sessions and not self._refused:
            self._refuse_other_elements(self._days)
        order = _order_of_rooms(self._days)
        return Incoming(
            **{**self._about, "remarks": (*remarks, *self._about["remarks"])},
            name=self._path.name,
            days=days_once(listed),
            rooms=tuple(sorted(self._rooms.values(), key=lambda room: order.get(room.name, len(order)))),
            tracks=tuple(self._tracks.values()),
            people=tuple(self._events.people.values()),
            sessions=tuple(self._sessions),
            refused=tuple(self._refused),
            unmapped=most_frequent_first(count_unmapped(self._root) + self._events.unmapped),
            warnings=self._events.warnings,
        )

    def _refuse_other_elements(self, days: list[Element]) -> None:
        """Raise ``EstradError`` if the days have content, but none of their elements is named like an event."""
        within = [child for day in days for child in day.iterdescendants("*")]
        inside = [child for child in within if name_of(child) not in ("room", "event")]
        sessions = [child for child in inside if any(name_of(part) in ("title", "start", "event") for part in child)]
        for name, n in Counter(name_of(child) for child in sessions or inside).most_common(1):
            raise EstradError(
                Plural("The days hold no <event>; {n} element is called <{name}>, which Estrad does not read.",
                       "The days hold no <event>; {n} elements are called <{name}>, which Estrad does not read.",
                       n, name=name[:60]),
                Text("Export it as Pentabarf, frab or pretalx do: each session an <event> in a <room>."),
                file=self._path,
                line=next(child.sourceline for child in inside if name_of(child) == name),
            )  # fmt: skip

    # days, rooms, tracks -------------------------------------------------------------------------------

    def _day(self, element: Element, day: ListedDay) -> Iterator[None]:
        """Read the events of a day, yielding after each."""
        for child in element:
            name, room, events = name_of(child), "", [child]
            if name == "room":
                room, events = self._room(clean_line(child.get("name") or ""), child), children(child, "event")
            for event in events if name in ("room", "event") else []:
                self._event(event, day.date, room, day.night)
                yield

    def _room(self, name: str, element: Element) -> str:
        if name and name not in self._rooms and len(name) <= LONGEST_NAME:
            seats = clean_line(element.get("capacity") or element.get("seats") or "")
            number = int(seats) if re.fullmatch("[0-9]{1,6}", seats) else None
            self._rooms[name] = IncomingRoom(element.sourceline or 0, name, number)
        return name

    def _track(self, name: str, element: Element) -> None:
        known = self._tracks.get(name)
        if name and len(name) <= LONGEST_NAME and (known is None or not known.colour):
            colour = nearest_colour(element.get("color") or element.get("colour") or "")
            self._tracks[name] = IncomingTrack(known.line if known else element.sourceline or 0, name, colour)

    def _event(self, event: Element, day: date, room: str, night: int) -> None:
        try:
            session = self._events.read(event, day, room, night)
        except EstradError as error:
            line, key = event.sourceline or 0, self._events.key_of(event)
            self._refused.append(ImportRefusal(line, text_of(event, "title"), error, key))
            return
        for name in session.rooms:
            self._room(name, event)
        for track in children(event, "track"):
            self._track(session.track, track)
        self._sessions.append(session)


def _attribute(element: Element, *names: str) -> str:
    """Return the first of these attributes that has any, in one line."""
    return next(filter(None, (clean_line(element.get(name) or "") for name in names)), "")


def _order_of_rooms(days: list[Element]) -> dict[str, int]:
    """Return the places of rooms in the order of the days' lists; what a later day adds follows the one before it."""
    following = {"": ""}
    for day in days:
        before = ""
        for room in children(day, "room"):
            name = clean_line(room.get("name") or "")
            if name not in following:
                following[name], following[before] = following[before], name
            before = name
    order, name = {"": 0}, ""
    while name := following[name]:
        order[name] = len(order)
    return order


def _starts(element: Element) -> Iterator[IncomingStart]:
    """Yield the starts of the events below an element that have a full date."""
    told = ((text_of(event, "date"), text_of(event, "start")) for event in element.iter("{*}event"))
    return starts_of((when, start) for when, start in told if len(when) > len("2024-04-25"))


def _lengths(days: list[Element]) -> Iterator[tuple[int, str, str, str]]:
    """Yield the day, room, start and length of each event, if any length has three parts."""
    written = (duration.text or "" for day in days for duration in day.iter("{*}duration"))
    if any(len(re.findall("[:.]", text)) > 1 for text in written):
        for number, event in ((number, event) for number, day in enumerate(days) for event in day.iter("{*}event")):
            parent = event.getparent()
            room = parent.get("name") if name_of(parent) == "room" else text_of(event, "room")
            yield number, room or "", text_of(event, "start"), text_of(event, "duration")
