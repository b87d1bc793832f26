"""Reads the events of a ``schedule.xml`` with their people, and counts what is not read of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.domain.value_objects import Link, Role
from planner.importing.datetimes import LastsTooLong, parse_length
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import (
    IncomingPerson,
    IncomingSession,
    NumberedKeys,
    checked_name,
    filled,
    key_with_name,
)
from planner.importing.sources.json_values import whole_address
from planner.importing.sources.safe_xml import Element, children, name_of, raw_text_of, text_of
from planner.importing.sources.schedule_parts import start_of_listed
from planner.importing.vocabulary import is_yes, kind_said, role_of

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


_NOTHING = set("0-{}")
"""Characters of an id that refers to nobody."""
Id = tuple[str, str]
"""The attribute with a person's id, and the id."""


def _names_by_id(root: Element) -> dict[Id | None, int]:
    """Return the number of names for each id in the file."""
    found: dict[Id | None, set[str]] = {}
    for element in root.iter("{*}person"):
        found.setdefault(_id(element), set()).add(_name(element).casefold())
    return {known_by: len(names - {""}) for known_by, names in found.items()}


def _id(element: Element) -> Id | None:
    for attribute in ("guid", "id"):
        told = clean_line(element.get(attribute) or "").casefold()
        if set(told) - _NOTHING:
            return attribute, told[:200]
    return None


def _name(element: Element) -> str:
    return text_of(element, "name") or clean_line(element.get("name") or "") or clean_line(element.text or "")


class EventReader:
    """Reads the events below a root, and collects their people by key and the elements that are not imported.

    ``base`` completes addresses; ``days_first`` means that lengths in three parts begin with days. An id used for
    several names in the file is not a key by itself, but together with the name it is. Id 0 is ignored.
    """

    def __init__(self, namespace: str, base: str, root: Element, days_first: bool) -> None:
        self._days_first = days_first
        self.unmapped: Counter[str] = Counter()
        self.people: dict[str, IncomingPerson] = {}
        self._names = _names_by_id(root)
        self._namespace, self._base = namespace, base
        self._keys = NumberedKeys(namespace, map(self.key_of, root.iter("{*}event")))
        self._read: dict[tuple[object, ...], int] = {}

    @property
    def warnings(self) -> tuple[Text, ...]:
        """Warnings about ids that are used for several names."""
        ids = sum(1 for names in self._names.values() if names > 1)
        people = sum(1 for person in self.people.values() if person.shared)
        return (
            Plural("An id in the file stands for several names; its {people} people are told apart by name.",
                   "{n} ids in the file stand for several names each; their {people} people are told apart by name.",
                   ids, people=people),
        ) if people else ()  # fmt: skip

    def key_of(self, event: Element) -> str:
        """Return the key that an event keeps in later versions of the file; empty if it has no id of any kind."""
        for attribute in ("guid", "id", "code"):
            name = clean_line(event.get(attribute) or "").casefold()
            if name:
                return f"{self._namespace}/{attribute}:{name[:200]}"
        return ""

    def read(self, event: Element, day: date, room: str, night: int) -> IncomingSession:
        """Read the session of an event; raise ``EstradError`` if it cannot be one."""
        title = text_of(event, "title")
        if not title:
            raise EstradError(Text("The event has no title."), Text("Give it one in the file."))
        begin, remarks = start_of_listed(day, text_of(event, "start"), text_of(event, "date"), night)
        minutes, said_of_length = self._length(text_of(event, "duration"))
        where = checked_name(room or text_of(event, "room"))
        key = self._claimed(event, title, begin, where)
        people, said = self._people_of(event)
        return IncomingSession(
            line=event.sourceline or 0,
            key=key,
            title=title,
            told=self._told(event, title),
            kind=kind_said(text_of(event, "type"), title, self.unmapped, alone=not people),
            track=checked_name(text_of(event, "track")),
            rooms=(where,) if where else (),
            people=people,
            begin=begin,
            minutes=minutes,
            remarks=(*remarks, *said_of_length, *said),
            named=not self.key_of(event),
        )

    def _length(self, written: str) -> tuple[int | None, tuple[Text, ...]]:
        """Return a length in minutes, and the remark if it is longer than a session can be; raise ``EstradError``."""
        try:
            return parse_length(written, days_first=self._days_first) if written else None, ()
        except LastsTooLong as error:
            return None, (error.problem,)

    def _claimed(self, event: Element, title: str, *facts: object) -> str:
        """Return the key of an event, numbered if others have its code, or one made from its title.

        ``facts`` are its start and place. Raise ``EstradError`` if another one has the same code, title and facts.
        """
        key, here = self.key_of(event), event.sourceline or 0
        line = self._read.setdefault((key, title, *facts), here) if key else here
        if line != here:
            raise EstradError(
                Text("The event on line {line} has the same key, {key}.", line=line, key=key.partition("/")[2][:60]),
                Text("Give each event one of its own."),
            )
        return self._keys.next(key, title)

    def _people_of(self, event: Element) -> tuple[tuple[tuple[str, Role], ...], list[Text]]:
        """Return the keys and roles of an event's people, and remarks on them."""
        found: dict[tuple[str, Role], None] = {}
        remarks = []
        for element in children(event, "persons", "person"):
            word = clean_line(element.get("role") or "")
            role = role_of(word)
            if role is None:
                self.unmapped[f"person@role={word[:60]}"] += 1
                continue
            person = self._person(element)
            if not person.name:
                remarks.append(Text("Somebody on line {line} has no name and is left out.", line=person.line))
                continue
            known = self.people.setdefault(person.key, person)
            if person.bio and not known.bio:
                self.people[person.key] = replace(known, bio=person.bio)
            if person.shared:
                remarks.append(Text("“{name}” has an id that stands for other names as well.", name=person.name))
            found[person.key, role] = None
        return tuple(found), remarks

    def _person(self, element: Element) -> IncomingPerson:
        line, name = element.sourceline or 0, _name(element)
        bio = html_to_text(raw_text_of(element, "biography", "bio"))
        known_by = _id(element)
        if known_by is None:
            return IncomingPerson(line, f"{self._namespace}/name:{name[:200].casefold()}", name, bio, True)
        key = f"{self._namespace}/{known_by[0]}:{known_by[1]}"
        if self._names[known_by] > 1:
            return IncomingPerson(line, key_with_name(key, name), name, bio, shared=key)
        return IncomingPerson(line, key, name, bio)

    def _told(self, event: Element, title: str) -> dict[str, Any]:
        """Return the session's fields that the event has, without empty ones and the permission to record."""
        links = (*self._links(event, "links", "link"), *self._links(event, "attachments", "attachment"))
        optout = children(event, "recording", "optout")
        return filled(
            title=title,
            subtitle=text_of(event, "subtitle"),
            abstract=html_to_text(raw_text_of(event, "abstract")),
            description=html_to_text(raw_text_of(event, "description")),
            language=text_of(event, "language").replace("_", "-"),
            website=self._address(text_of(event, "url"), "url"),
            links=links,
            do_not_record=bool(optout) and is_yes(clean_line(optout[0].text or "")),
        )

    def _links(self, event: Element, *path: str) -> tuple[Link, ...]:
        found = []
        for link in children(event, *path):
            address = self._address(clean_line(link.get("href") or ""), f"{path[-1]}@href")
            label = clean_line("".join(link.itertext())) or clean_line(link.get("title") or "")
            if address:
                found.append(Link(address, "" if label == address else label))
        return tuple(dict.fromkeys(found))

    def _address(self, written: str, name: str) -> str:
        """Return the complete address if it is a web or mail address, or an empty text; any other text is counted."""
        address = whole_address(written, self._base) if written else ""
        if written and not address:
            self.unmapped[name] += 1
        return address
