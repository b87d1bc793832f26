"""Reads ``schedule.xml`` of Pentabarf, frab and pretalx, and of programs that adopted the format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from planner.domain.long_task import LongTask, as_half
from planner.domain.text import EstradError, Text, clean_line
from planner.domain.value_objects import Link, Role
from planner.importing.datetimes import LengthTooLong, parse_length
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import (
    LONGEST_NAME,
    Incoming,
    IncomingPerson,
    IncomingPlace,
    IncomingSession,
    NumberedKeys,
    checked_name,
    merged_order,
    most_frequent_first,
    non_empty,
    read_each,
)
from planner.importing.own_schedules import estrad_namespace, whole_venue_names
from planner.importing.sources.first_bytes import refuse_non_schedules
from planner.importing.sources.json_rows import NOBODY, valid_address
from planner.importing.sources.safe_xml import (
    Element,
    child_text,
    children_at_path,
    local_name,
    raw_child_text,
    read_document,
)
from planner.importing.sources.schedule_parts import (
    has_days_in_lengths,
    listed_event_start,
    parse_listed_days,
    schedule_facts,
    unique_days,
)
from planner.importing.vocabulary import find_kind, is_yes, nearest_colour, parse_role
from planner.tables.opened_file import OpenedFile

_READ = {
    element: frozenset(parts.split())
    for element, parts in (
        ("schedule", "conference day"),
        ("conference", "title acronym subtitle venue city start end days day_change base_url url logo time_zone_name"
                       " color track"),
        ("color", "@primary"),
        ("day", "@index @date @start @end room event"),
        ("room", "@name @capacity @seats event"),
        ("event", "@id @guid @code date start duration room title subtitle type language abstract description url"
                  " track persons links attachments recording"),
        ("recording", "optout"),
        ("track", "@name @color @colour"),
        ("persons", "person"),
        ("person", "@id @guid @role @name name biography bio"),
        ("links", "link"),
        ("link", "@href @title"),
        ("attachments", "attachment"),
        ("attachment", "@href @title"),
    )
}  # fmt: skip
"""The parts of each element that are read or need not be: its children, and its attributes after ``@``."""
_UNSAID = frozenset({"schedule", "event"})
"""Elements whose names are left out before those of their children in the count, since they do not describe them."""


def _unmapped_names(element: Element, own: str) -> Iterator[str]:
    """Yield the names of filled attributes (``room@guid``) and elements (``recording/license``) that no field takes."""
    known = _READ.get(own, ())
    yield from (f"{own}@{name}" for name, said in element.attrib.items() if f"@{name}" not in known and said.strip())
    for child in element:
        name = local_name(child)
        if name in known:
            yield from _unmapped_names(child, name)
        elif name and (len(child) or child.attrib or (child.text or "").strip()):
            yield name if own in _UNSAID else f"{own}/{name}"


def read_schedule(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a schedule in XML; raise ``EstradError`` if it is not valid."""
    refuse_non_schedules(opened)
    root, remarks = yield from as_half(read_document(opened, "schedule"), 0)
    return (yield from _Schedule(root, opened.path).read(remarks))


EventOfDay = tuple[int, str, Element]
"""The index of the day that lists an event, its room or an empty text, and the event."""


class _Schedule:
    """A schedule while it is being read; an id that it uses for several names is not the key of a person."""

    def __init__(self, root: Element, path: Path) -> None:
        self._root, self._path, self._days = root, path, children_at_path(root, "day")
        self._head = next(iter(children_at_path(root, "conference")), root.makeelement("conference"))
        said = self._said = partial(child_text, self._head)
        colour = next((colour.get("primary") or "" for colour in children_at_path(self._head, "color")), "")
        self._base, zone = said("base_url"), said("time_zone_name")
        written = next(iter(children_at_path(root, "generator")), self._head)
        own = estrad_namespace(_first_attribute(written, "name"), _first_attribute(written, "system"))
        self._about = schedule_facts(said, self._base[:LONGEST_NAME].strip(), zone, colour, path.stem, own)
        self._namespace, self._everywhere = self._about["namespace"], whole_venue_names() if own else frozenset()
        self._keys = NumberedKeys(self._namespace, map(self._event_key, root.iter("{*}event")))
        self._names = _name_count_by_id(root)
        self._people: dict[str, IncomingPerson] = {}
        self._unmapped: Counter[str] = Counter()
        self._rooms: dict[str, IncomingPlace] = {}
        self._tracks: dict[str, IncomingPlace] = {}

    def read(self, remarks: tuple[Text, ...]) -> LongTask[Incoming]:
        for track in children_at_path(self._head, "track"):
            self._add_track(clean_line(track.get("name") or track.text or ""), track)
        events = list(self._listed_events())
        inside = (child for day in self._days for child in day.iterdescendants("*"))
        if not events and (not self._days or any(local_name(child) != "room" for child in inside)):
            raise EstradError(
                Text("The schedule has no <day> with an <event> in it."),
                Text("Export it as Pentabarf, frab or pretalx do: each session an <event> in a <room>."),
                file=self._path,
                line=1,
            )
        told = [(day.sourceline or 0, partial(_first_attribute, day)) for day in self._days]
        texts = [(day, child_text(event, "date"), child_text(event, "start")) for day, _, event in events]
        self._listed = parse_listed_days(self._path, told, self._said("day_change"), self._about["zone"], texts)
        self._days_first = has_days_in_lengths(child_text(event, "duration") for _, _, event in events)
        sessions, refused = yield from as_half(read_each(events, self._read_session, self._refusal_facts), 1)
        order = merged_order(
            [_first_attribute(room, "name") for room in children_at_path(day, "room")] for day in self._days
        )
        places = {name: n for n, name in enumerate(order)}
        return Incoming(
            **{**self._about, "remarks": (*remarks, *self._about["remarks"])},
            name=self._path.name,
            days=unique_days(self._listed),
            rooms=tuple(sorted(self._rooms.values(), key=lambda room: places.get(room.name, len(places)))),
            tracks=tuple(self._tracks.values()),
            people=tuple(self._people.values()),
            sessions=tuple(sessions),
            refused=tuple(refused),
            unmapped=most_frequent_first(Counter(_unmapped_names(self._root, "schedule")) + self._unmapped),
        )

    # days, rooms, tracks -------------------------------------------------------------------------------

    def _listed_events(self) -> Iterator[EventOfDay]:
        for number, day in enumerate(self._days):
            for child in day:
                if local_name(child) == "room":
                    room = self._add_room(_first_attribute(child, "name"), child)
                    yield from ((number, room, event) for event in children_at_path(child, "event"))
                elif local_name(child) == "event":
                    yield number, "", child

    def _add_room(self, name: str, element: Element) -> str:
        if name and name not in self._rooms and name not in self._everywhere and len(name) <= LONGEST_NAME:
            seats = _first_attribute(element, "capacity", "seats")
            told = {"seats": int(seats)} if re.fullmatch("[0-9]{1,6}", seats) else {}
            self._rooms[name] = IncomingPlace(element.sourceline or 0, name, told)
        return name

    def _add_track(self, name: str, element: Element) -> None:
        known = self._tracks.get(name)
        if name and len(name) <= LONGEST_NAME and (known is None or not known.fields):
            colour = nearest_colour(element.get("color") or element.get("colour") or "")
            line = known.line if known else element.sourceline or 0
            self._tracks[name] = IncomingPlace(line, name, non_empty(colour=colour))

    # sessions and people -------------------------------------------------------------------------------

    def _event_key(self, event: Element) -> str:
        """Return the key that an event keeps in later versions of the file; empty if it has no id of any kind."""
        known_by = _first_id(event, "guid", "id", "code")
        return f"{self._namespace}/{known_by}" if known_by else ""

    def _refusal_facts(self, listed: EventOfDay) -> tuple[int, str, str]:
        return listed[2].sourceline or 0, child_text(listed[2], "title"), self._event_key(listed[2])

    def _read_session(self, listed: EventOfDay) -> IncomingSession:
        """Return the session of an event; raise ``EstradError`` if it cannot be one."""
        day, room, event = listed
        title = child_text(event, "title")
        if not title:
            raise EstradError(Text("The event has no title."), Text("Give it one in the file."))
        begin, remarks = listed_event_start(self._listed[day], child_text(event, "start"), child_text(event, "date"))
        minutes, said_of_length = self._read_length(child_text(event, "duration"))
        where = checked_name(room or child_text(event, "room"))
        line, own_key = event.sourceline or 0, self._event_key(event)
        key = self._keys.next(own_key, title, line, title, begin, where)
        people, said = self._read_people(event)
        session = IncomingSession(
            line=line,
            key=key,
            title=title,
            fields=self._fields(event, title),
            kind=find_kind(child_text(event, "type"), title, self._unmapped, alone=not people),
            track=checked_name(child_text(event, "track")),
            rooms=(where,) if where and where not in self._everywhere else (),
            everywhere=where in self._everywhere,
            people=people,
            begin=begin,
            minutes=minutes,
            remarks=(*remarks, *said_of_length, *said),
            named=not own_key,
        )
        self._add_room(where, event)
        for track in children_at_path(event, "track"):
            self._add_track(session.track, track)
        return session

    def _read_length(self, written: str) -> tuple[int | None, tuple[Text, ...]]:
        """Return a length in minutes or None, and a remark if it is too long.

        Raise ``EstradError`` if it is invalid.
        """
        try:
            return parse_length(written, days_first=self._days_first) if written else None, ()
        except LengthTooLong as error:
            return None, (error.problem,)

    def _read_people(self, event: Element) -> tuple[tuple[tuple[str, Role], ...], list[Text]]:
        """Return the keys and roles of an event's people, and remarks on them; add them to the file's people."""
        found: dict[tuple[str, Role], None] = {}
        remarks = []
        for element in children_at_path(event, "persons", "person"):
            word, person = _first_attribute(element, "role"), self._read_person(element)
            role = parse_role(word)
            if role is None:
                self._unmapped[f"person@role={word[:60]}"] += 1
            elif person.name:
                known = self._people.get(person.key, person)
                self._people[person.key] = replace(known, bio=known.bio or person.bio)
                found[person.key, role] = None
            else:
                remarks.append(Text("Somebody on line {line} has no name and is left out.", line=person.line))
        return tuple(found), remarks

    def _read_person(self, element: Element) -> IncomingPerson:
        line, name = element.sourceline or 0, _person_name(element)
        bio = html_to_text(raw_child_text(element, "biography", "bio"))
        known_by = _person_element_id(element)
        known_by = known_by if self._names[known_by] == 1 else ""
        key = f"{self._namespace}/{known_by or f'name:{name[:200].casefold()}'}"
        return IncomingPerson(line, key, name, bio, named=not known_by)

    def _fields(self, event: Element, title: str) -> dict[str, Any]:
        """Return the fields of a session that its event fills."""
        return non_empty(
            title=title,
            subtitle=child_text(event, "subtitle"),
            abstract=html_to_text(raw_child_text(event, "abstract")),
            description=html_to_text(raw_child_text(event, "description")),
            language=child_text(event, "language").replace("_", "-"),
            website=valid_address(self._unmapped, "url", child_text(event, "url"), self._base),
            links=(*self._event_links(event, "links", "link"), *self._event_links(event, "attachments", "attachment")),
            do_not_record=any(
                is_yes(clean_line(one.text or "")) for one in children_at_path(event, "recording", "optout")
            ),
        )

    def _event_links(self, event: Element, *path: str) -> tuple[Link, ...]:
        found = []
        for link in children_at_path(event, *path):
            written = clean_line(link.get("href") or "")
            address = valid_address(self._unmapped, f"{path[-1]}@href", written, self._base)
            label = clean_line("".join(link.itertext())) or clean_line(link.get("title") or "")
            if address:
                found.append(Link(address, "" if label == address else label))
        return tuple(dict.fromkeys(found))


def _first_attribute(element: Element, *names: str) -> str:
    """Return the first of these attributes that has a text, in one line, or an empty text."""
    return next(filter(None, (clean_line(element.get(name) or "") for name in names)), "")


def _name_count_by_id(root: Element) -> dict[str, int]:
    """Return the number of different names of people for each id in the file."""
    found: dict[str, set[str]] = {}
    for element in root.iter("{*}person"):
        found.setdefault(_person_element_id(element), set()).add(_person_name(element).casefold())
    return {known_by: len(names - {""}) for known_by, names in found.items()}


def _person_element_id(element: Element) -> str:
    return _first_id(element, "guid", "id", nothing=NOBODY)


def _first_id(element: Element, *attributes: str, nothing: Set[str] = frozenset()) -> str:
    """Return the first of these attributes that is an id, as ``name:id``; empty if there is none.

    An id that consists only of the characters in ``nothing`` is none.
    """
    told = ((name, clean_line(element.get(name) or "").casefold()) for name in attributes)
    return next((f"{name}:{text[:200]}" for name, text in told if set(text) - nothing), "")


def _person_name(element: Element) -> str:
    return child_text(element, "name") or clean_line(element.get("name") or "") or clean_line(element.text or "")
