"""The people of a JSON programme, from lists or from the sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planner.domain.text import Plural, Text, clean_line
from planner.domain.value_objects import Extra
from planner.importing.incoming import IncomingPerson, filled, key_with_name
from planner.importing.sources.json_entry import FieldUsage, JsonEntry, is_object, labelled, whole_address, written
from planner.importing.sources.safe_json import JsonObject

Ids = tuple[tuple[str, str], ...]
"""The names of id fields with the ids, the most stable first."""
_NOTHING = set("0-{}")
"""Characters of an id that refers to nobody."""
LONGEST_ID = 200
_LABELS = {"contribution_id": "id", "session_id": "id"}
"""Names of ids in keys, for fields that have other names."""
_PROFILES = (
    *(("Twitter", "twitter", "https://twitter.com/"), ("GitHub", "github", "https://github.com/")),
    *(("LinkedIn", "linkedin", "https://www.linkedin.com/in/"), ("Mastodon", "mastodon", "")),
    ("Facebook", "facebook", ""),
)


@dataclass(eq=False, slots=True)
class PersonDraft:
    """A person as described in one place of the file; ``key`` is set when all have been read."""

    line: int
    ids: Ids
    name: str
    told: dict[str, Any] = field(default_factory=dict)
    key: str = ""


def ids_of(entry: JsonEntry, *names: str) -> Ids:
    """Return the ids in the fields, normalised for comparison."""
    found = []
    for name in names:
        value = entry.value(name)
        told = clean_line(written(value)).casefold() if not isinstance(value, dict | list) else ""
        if set(told) - _NOTHING:
            found.append((_LABELS.get(name, name), told[:LONGEST_ID]))
    return tuple(found)


class JsonPeople:
    """All people of the file; lists are read before the sessions, which may refer to people by id only."""

    def __init__(self, seen: FieldUsage) -> None:
        self._seen = seen
        self._all: list[PersonDraft] = []
        self._known: dict[str, PersonDraft] = {}
        self._named: dict[str, PersonDraft] = {}
        self._shared: set[tuple[str, str]] = set()

    def list(self, values: Iterable[JsonObject], sort: str = "speakers") -> None:
        """Read a list of people; those without a name are left out."""
        for person in (self.read(self._seen.entry(value, sort)) for value in values):
            if person.name:
                for _, told in person.ids:
                    self._known.setdefault(told, person)
                self._named.setdefault(person.name.casefold(), person)

    def who(self, value: Any, sort: str = "persons") -> PersonDraft | None:
        """Return the person that a value refers to: an object, an id from the lists, or a name; None if unknown."""
        if is_object(value):
            person = self.read(self._seen.entry(value, sort))
            same = next((self._known[told] for _, told in person.ids if told in self._known), None)
            return same if same and person.name in ("", same.name) else person
        told = clean_line(written(value))
        return self._known.get(told.casefold()[:LONGEST_ID]) or self._named.get(told.casefold())

    def named(self, name: str, line: int) -> PersonDraft:
        """Return the person with a name, who is added if there is none yet."""
        known = self._named.get(name.casefold())
        if known is None:
            known = self._named[name.casefold()] = PersonDraft(line, (), name)
            self._all.append(known)
        return known

    def read(self, entry: JsonEntry) -> PersonDraft:
        """Return the person that an object describes."""
        entry.value("role")  # the reader of the session uses it
        first = entry.line_of("first_name", "given_name")
        last = entry.line_of("last_name", "family_name", "surname")
        whole = entry.line_of("full_public_name", "public_name", "name", "full_name", "display_name", "speaker_name")
        person = PersonDraft(
            entry.line, ids_of(entry, "guid", "id", "code", "slug"), whole or f"{first} {last}".strip(), _told(entry)
        )
        self._all.append(person)
        return person

    def settle(self, namespace: str) -> tuple[tuple[IncomingPerson, ...], tuple[Text, ...]]:
        """Set the keys of all people, and return each person once, with warnings.

        An id used for several names is not a key by itself, but together with the name it is.
        """
        names: dict[tuple[str, str], set[str]] = {}
        for person in self._all:
            if person.ids and person.name:
                names.setdefault(person.ids[0], set()).add(person.name.casefold())
        self._shared = {known_by for known_by, found in names.items() if len(found) > 1}
        people: dict[str, IncomingPerson] = {}
        for person in self._all:
            if person.name:
                made = self._incoming(person, namespace)
                known = people.setdefault(made.key, made)  # what it says takes precedence
                people[made.key] = replace(known, bio=known.bio or made.bio, told={**made.told, **known.told})
        several = sum(1 for person in people.values() if person.shared)
        warning = Plural("An id in the file stands for several names; its {people} people are told apart by name.",
                         "{n} ids in the file stand for several names each; their {people} people are told apart by "
                         "name.", len(self._shared), people=several)  # fmt: skip
        return tuple(people.values()), (warning,) if several else ()

    def _incoming(self, person: PersonDraft, namespace: str) -> IncomingPerson:
        told = {name: value for name, value in person.told.items() if name != "bio"}
        bio = person.told.get("bio", "")
        if not person.ids:
            person.key = f"{namespace}/name:{person.name[:LONGEST_ID].casefold()}"
            return IncomingPerson(person.line, person.key, person.name, bio, True, told=told)
        key = person.key = f"{namespace}/{person.ids[0][0]}:{person.ids[0][1]}"
        if person.ids[0] not in self._shared:
            return IncomingPerson(person.line, key, person.name, bio, told=told)
        person.key = key_with_name(key, person.name)
        return IncomingPerson(person.line, person.key, person.name, bio, shared=key, told=told)


def _told(entry: JsonEntry) -> dict[str, Any]:
    """Return the person's fields that the entry has."""
    return filled(
        bio=entry.text("biography", "bio", "long_biography", "short_biography", "description", "speaker_desc"),
        title=entry.line_of("title", "job_title", "tag_line", "position"),
        organisation=entry.line_of("organisation", "organization", "affiliation", "company", "company_name"),
        email=entry.line_of("email", "email_address"),
        phone=entry.line_of("phone", "mobile"),
        pronouns=entry.line_of("pronouns"),
        links=_links(entry),
        extra=answers_of(entry),
    )


def _links(entry: JsonEntry) -> tuple[Any, ...]:
    found = [
        *entry.links("links"),
        *labelled([("", entry.address("website", "website_url", "homepage"))]),
        *labelled((label, _profile(entry, label, name, base)) for label, name, base in _PROFILES),
    ]
    return tuple({link.address: link for link in reversed(found)}.values())[::-1]


def _profile(entry: JsonEntry, label: str, name: str, base: str) -> str:
    """Return the address of a person's profile, which may be given as their user name."""
    told = entry.line_of(name, f"{name}_handle", f"{name}_url")
    return whole_address(told) or (whole_address(base + told.lstrip("@")) if told and base and "/" not in told else "")


def answers_of(entry: JsonEntry, questions: Mapping[str, str] | None = None) -> tuple[Extra, ...]:
    """Return the answers to an organiser's questions; ``questions`` are the texts of the questions by id."""
    found: dict[str, Extra] = {}
    for answer in entry.entries("answers", "question_answers", sort="answers"):
        asked = answer.value("question", "question_id")
        name = clean_line(written(asked.get("question") if is_object(asked) else asked))
        name = (questions or {}).get(name, name)
        told = answer.text("answer", "answer_value", "answer_extra")
        if told and (not name or name.isdigit()):  # only an id: the question is unknown
            answer.pass_over()
        elif told:
            found.setdefault(name, Extra(name, told))
    return tuple(found.values())
