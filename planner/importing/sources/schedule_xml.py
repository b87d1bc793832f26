"""Reads ``schedule.xml`` from Pentabarf, frab and pretalx, and from programs that adopted the format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.long_task import LongTask, Progress, half_of
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.importing.datetimes import NIGHT_ENDS, key_of_zone, parse_clock
from planner.importing.incoming import (
    LONGEST_NAME,
    ImportRefusal,
    Incoming,
    IncomingDay,
    IncomingRoom,
    IncomingSession,
    IncomingStart,
    IncomingTrack,
    filled,
    most_frequent_first,
    namespace_of,
)
from planner.importing.sources.first_bytes import not_a_schedule, other_root, refuse_other_files
from planner.importing.sources.safe_xml import Element, children, name_of, read_document, text_of
from planner.importing.sources.schedule_parts import (
    EventReader,
    ListedDay,
    check_days,
    date_of,
    days_come_first,
    listed_day,
    night_of,
    starts_of,
    usual_offset,
)  # fmt: skip
from planner.importing.vocabulary import nearest_colour
from planner.tables.opened_file import OpenedFile

KnownElement = dict[str, Any]
"""The parts of an element that are read: its children by name, and under ``@`` the names of its attributes."""


def _known(attributes: str = "", **children: KnownElement) -> KnownElement:
    return {"@": attributes.split(), **children}


_TEXT = _known()
_LINK = _known("href title")
_PERSON = _known("id guid role name", name=_TEXT, biography=_TEXT, bio=_TEXT)
_EVENT = _known(
    "id guid code",
    date=_TEXT, start=_TEXT, duration=_TEXT, room=_TEXT, title=_TEXT, subtitle=_TEXT, type=_TEXT, language=_TEXT,
    abstract=_TEXT, description=_TEXT, url=_TEXT, track=_known("color colour"), persons=_known(person=_PERSON),
    links=_known(link=_LINK), attachments=_known(attachment=_LINK), recording=_known(optout=_TEXT),
)  # fmt: skip
_CONFERENCE = _known(
    title=_TEXT, acronym=_TEXT, subtitle=_TEXT, venue=_TEXT, city=_TEXT, start=_TEXT, end=_TEXT, days=_TEXT,
    day_change=_TEXT, base_url=_TEXT, url=_TEXT, logo=_TEXT, time_zone_name=_TEXT, color=_known("primary"),
    track=_known("name color colour"),
)  # fmt: skip
SCHEDULE = _known(
    conference=_CONFERENCE,
    day=_known("index date start end", room=_known("name capacity seats", event=_EVENT), event=_EVENT),
)
"""All parts of a schedule.xml that are read."""
_UNSAID = frozenset({"schedule", "event"})
"""Elements whose own names are left out of the count, since they do not describe their content."""


def count_unmapped(root: Element) -> Counter[str]:
    """Return the number of non-empty attributes (``room@guid``) and elements (``recording/license``) by name."""
    counts: Counter[str] = Counter()
    pending: list[tuple[Element, KnownElement]] = [(root, SCHEDULE)]
    while pending:
        element, known = pending.pop()
        own = name_of(element)
        for name, value in element.attrib.items():
            if name not in known["@"] and value.strip():
                counts[f"{own}@{name}"] += 1
        for child in element:
            name = name_of(child)
            if name in known:
                pending.append((child, known[name]))
            elif name and (len(child) or child.attrib or (child.text or "").strip()):
                counts[name if own in _UNSAID else f"{own}/{name}"] += 1
    return counts


def read_schedule(opened: OpenedFile) -> LongTask[Incoming]:
    """Read an opened file; raise ``EstradError`` if it is not a valid schedule."""
    refuse_other_files(opened.data, opened.path)
    root, remarks = yield from half_of(read_document(opened), 0)
    if name_of(root).casefold() != "schedule":
        raise not_a_schedule(other_root(name_of(root)), opened.path, root.sourceline)
    return (yield from _Schedule(root, opened.path, remarks).read())


class _Schedule:
    """A file while it is being read."""

    def __init__(self, root: Element, path: Path, remarks: tuple[Text, ...]) -> None:
        self._root = root
        self._path = path
        found = children(root, "conference")
        self._head = found[0] if found else root.makeelement("conference")
        title, acronym = text_of(self._head, "title"), text_of(self._head, "acronym")
        self._namespace = namespace_of(acronym, title, path.stem, "schedule")
        base = text_of(self._head, "base_url")
        self._events = EventReader(self._namespace, base, root, days_come_first(_lengths(children(root, "day"))))
        self._days: dict[date, IncomingDay] = {}
        self._rooms: dict[str, IncomingRoom] = {}
        self._order = _order_of_rooms(children(root, "day"))
        self._tracks: dict[str, IncomingTrack] = {}
        self._sessions: list[IncomingSession] = []
        self._refused: list[ImportRefusal] = []
        self._remarks = list(remarks)

    def read(self) -> LongTask[Incoming]:
        days = children(self._root, "day")
        if not days:
            raise EstradError(
                Text("The schedule has no day in it."), Text("Export the file again."), file=self._path, line=1
            )
        check_days([day.sourceline for day in days], self._path)
        for track in children(self._head, "track"):
            self._track(clean_line(track.get("name") or track.text or ""), track)
        total = max(sum(1 for _ in self._root.iter("{*}event")), 1)
        zone = self._zone()
        clock = ZoneInfo(zone) if zone else usual_offset(_starts(self._root))
        for number, day in enumerate(days):
            for _ in self._day(day, number, clock):
                if len(self._sessions) % 20 == 0:
                    yield Progress(total + len(self._sessions), 2 * total)
        if not self._sessions and not self._refused:
            self._refuse_other_elements(days)
        return self._incoming(zone)

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

    def _incoming(self, zone: str) -> Incoming:
        return Incoming(
            name=self._path.name,
            namespace=self._namespace,
            conference=self._conference(),
            venue=filled(name=self._said("venue"), address=self._said("city")),
            zone=zone,
            days=tuple(sorted(self._days.values(), key=lambda day: day.date)),
            rooms=tuple(sorted(self._rooms.values(), key=lambda room: self._order.get(room.name, len(self._order)))),
            tracks=tuple(self._tracks.values()),
            people=tuple(self._events.people.people.values()),
            sessions=tuple(self._sessions),
            refused=tuple(self._refused),
            unmapped=most_frequent_first(count_unmapped(self._root) + self._events.unmapped),
            remarks=tuple(self._remarks),
            warnings=self._events.people.warnings,
        )

    # the conference ------------------------------------------------------------------------------------

    def _conference(self) -> dict[str, Any]:
        page, base = self._web("url"), self._web("base_url")
        colours = children(self._head, "color")
        return filled(
            title=self._said("title"),
            acronym=self._said("acronym"),
            subtitle=self._said("subtitle"),
            website=page or base,
            programme_page=base if page else "",
            logo_address=self._web("logo"),
            colour=nearest_colour(colours[0].get("primary") or "") if colours else "",
        )

    def _said(self, name: str) -> str:
        return text_of(self._head, name)[:LONGEST_NAME].strip()

    def _web(self, name: str) -> str:
        address = self._said(name)
        return address if re.fullmatch(r"https?://[^\s/]+\S*", address, re.IGNORECASE) else ""

    def _zone(self) -> str:
        name = text_of(self._head, "time_zone_name")
        zone = key_of_zone(name)
        if name and not zone:
            self._remarks.append(Text("The file names a time zone that there is not: “{name}”.", name=name[:60]))
        return zone

    # days, rooms, tracks -------------------------------------------------------------------------------

    def _day(self, element: Element, number: int, clock: tzinfo | None) -> Iterator[None]:
        """Read a day and its events, yielding after each; raise ``EstradError`` if it has no date."""
        try:
            day = self._listed(element, number, clock)
        except EstradError as error:
            raise EstradError(error.problem, error.remedy, file=self._path, line=element.sourceline) from error
        self._days.setdefault(day.date, IncomingDay(day.line, day.date, day.opens, day.closes))
        for child in element:
            name, room, events = name_of(child), "", [child]
            if name == "room":
                room, events = self._room(clean_line(child.get("name") or ""), child), children(child, "event")
            for event in events if name in ("room", "event") else []:
                self._event(event, day.date, room, day.night)
                yield

    def _listed(self, element: Element, number: int, clock: tzinfo | None) -> ListedDay:
        index, changes = clean_line(element.get("index") or ""), text_of(self._head, "day_change")
        place = int(index) if re.fullmatch("[0-9]{1,3}", index) else None
        written = date_of(clean_line(element.get("date") or ""), text_of(self._head, "start"), place, number)
        bounds = (element.get(name) or "" for name in ("start", "end"))
        day = listed_day(element.sourceline or 0, written, bounds, clock, _starts(element))
        try:
            night = (parse_clock(changes) if changes else day.night) % MINUTES_A_DAY
        except EstradError:
            night = NIGHT_ENDS
        return replace(day, night=night_of(night))

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
