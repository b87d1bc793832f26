"""Reads the people in the events of a schedule.xml."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from planner.domain.cleaning import clean_line
from planner.domain.enums import Role
from planner.domain.text import Plural, Text
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import IncomingPerson, key_with_name
from planner.importing.sources.safe_xml import Element
from planner.importing.sources.xml_text import children, raw_text_of, text_of
from planner.importing.vocabulary import role_of

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
