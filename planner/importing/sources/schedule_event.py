"""Reads one event of a schedule.xml, and its people."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.enums import Role
from planner.domain.errors import EstradError
from planner.domain.text import Plural, Text
from planner.domain.value_objects import Link
from planner.importing.datetimes import parse_length
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import IncomingPerson, IncomingSession, checked_name, filled, key_with_name
from planner.importing.sources.json_entry import whole_address
from planner.importing.sources.safe_xml import Element, children, raw_text_of, text_of
from planner.importing.sources.schedule_days import start_of_listed
from planner.importing.vocabulary import is_yes, kind_said, role_of

_NOTHING = set("0-{}")
"""Characters of an id that refers to nobody."""
Id = tuple[str, str]
"""The attribute with a person's id, and the id."""


class PeopleReader:
    """Reads the people of events, and collects them by key; ``unmapped`` counts those who are not on stage.

    An id used for several names in the file is not a key by itself, but together with the name it is. Id 0 is ignored.
    """

    def __init__(self, namespace: str, root: Element, unmapped: Counter[str]) -> None:
        self.people: dict[str, IncomingPerson] = {}
        self._namespace = namespace
        self._unmapped = unmapped
        self._names = _names_by_id(root)

    @property
    def warnings(self) -> tuple[Text, ...]:
        """Warnings about ids that are used for several names."""
        ids = sum(1 for names in self._names.values() if len(names) > 1)
        people = sum(1 for person in self.people.values() if person.shared)
        return (
            Plural("An id in the file stands for several names; its {people} people are told apart by name.",
                   "{n} ids in the file stand for several names each; their {people} people are told apart by name.",
                   ids, people=people),
        ) if people else ()  # fmt: skip

    def read(self, event: Element) -> tuple[tuple[tuple[str, Role], ...], list[Text]]:
        """Return the keys and roles of an event's people, and remarks on them."""
        found: dict[tuple[str, Role], None] = {}
        remarks = []
        for element in children(event, "persons", "person"):
            word = clean_line(element.get("role") or "")
            role = role_of(word)
            if role is None:
                self._unmapped[f"person@role={word[:60]}"] += 1
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
        if len(self._names[known_by]) > 1:
            return IncomingPerson(line, key_with_name(key, name), name, bio, shared=key)
        return IncomingPerson(line, key, name, bio)


def _names_by_id(root: Element) -> dict[Id, set[str]]:
    """Return the casefolded names for each id in the file."""
    found: dict[Id, set[str]] = {}
    for element in root.iter("{*}person"):
        known_by, name = _id(element), _name(element).casefold()
        if known_by:
            names = found.setdefault(known_by, set())
            if name:
                names.add(name)
    return found


def _id(element: Element) -> Id | None:
    for attribute in ("guid", "id"):
        told = clean_line(element.get(attribute) or "").casefold()
        if set(told) - _NOTHING:
            return attribute, told[:200]
    return None


def _name(element: Element) -> str:
    return text_of(element, "name") or clean_line(element.get("name") or "") or clean_line(element.text or "")


class EventReader:
    """Reads the events below a root, and collects their people and the elements that are not imported.

    ``base`` completes addresses; ``days_first`` means that lengths in three parts begin with days.
    """

    def __init__(self, namespace: str, base: str, root: Element, days_first: bool) -> None:
        self._days_first = days_first
        self.unmapped: Counter[str] = Counter()
        self.people = PeopleReader(namespace, root, self.unmapped)
        self._namespace = namespace
        self._base = base
        self._lines: dict[str, int] = {}
        self._titles: Counter[str] = Counter()
        guids = Counter(clean_line(event.get("guid") or "").casefold() for event in root.iter("event"))
        self._shared = {guid for guid, times in guids.items() if times > 1}

    def key_of(self, event: Element) -> str:
        """Return the key that an event keeps in later versions of the file; empty if it has no id of any kind."""
        for attribute in ("guid", "id", "code"):
            name = clean_line(event.get(attribute) or "").casefold()
            if name:
                several = "+" if attribute == "guid" and name in self._shared else ""  # not unique: two events have it
                return f"{self._namespace}/{attribute}:{name[:200]}{several}"
        return ""

    def read(self, event: Element, day: date, room: str, night: int) -> IncomingSession:
        """Read the session of an event; raise ``EstradError`` if it cannot be one."""
        title = text_of(event, "title")
        if not title:
            raise EstradError(Text("The event has no title."), Text("Give it one in the file."))
        key = self._claimed(event, title)
        begin, remarks = start_of_listed(day, text_of(event, "start"), text_of(event, "date"), night)
        length = text_of(event, "duration")
        people, said = self.people.read(event)
        where = checked_name(room or text_of(event, "room"))
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
            minutes=parse_length(length, days_first=self._days_first) if length else None,
            remarks=(*remarks, *said),
            named=not self.key_of(event),
        )

    def _claimed(self, event: Element, title: str) -> str:
        """Return the key of an event, or one made from its title; raise ``EstradError`` if another event has it."""
        key = self.key_of(event)
        if not key:
            self._titles[title] += 1
            return f"{self._namespace}/title:{title[:200]}#{self._titles[title]}"
        if key in self._lines:
            raise EstradError(
                Text("The event on line {line} has the same key, {key}.", line=self._lines[key],
                     key=key.partition("/")[2][:60]),
                Text("Give each event one of its own."),
            )  # fmt: skip
        self._lines[key] = event.sourceline or 0
        return key

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
