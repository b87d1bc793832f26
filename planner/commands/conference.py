"""Commands that make a conference, empty or as an example, invite people again, or answer about profiles."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from planner.commands.answers import people_or_chairs
from planner.commands.duplicates import plain_name
from planner.commands.edit import cleaned_fields, make_entity, refuse_other_years
from planner.commands.next_edition import roles_of_this_year
from planner.commands.people import carry_over_person
from planner.domain.agenda import Agenda, Change, change
from planner.domain.block import Block
from planner.domain.entities import ENTITY_TYPES, Conference, Day, Entity, Person, Room, Session, Venue
from planner.domain.json_codec import from_json
from planner.domain.span import parse_clock_time
from planner.domain.text import N_, EstradError, Plural, Text
from planner.domain.value_objects import (
    PastAppearance,
    ProfileChoice,
)
from resources import FOLDER

MOST_DAYS = 60


def new_conference(
    ids: Callable[[], str],
    *,
    title: str,
    first: date,
    last: date | None = None,
    rooms: Sequence[str] = (),
    venue: str = "",
    **fields: Any,
) -> Agenda:
    """Build an empty conference with its days and rooms; raise ``EstradError`` if a value is invalid."""
    refuse_other_years(first, last or first)
    days = ((last or first) - first).days + 1
    if days < 1:
        raise EstradError(Text("The last date is before the first."), Text("Check both dates."))
    if days > MOST_DAYS:
        raise EstradError(
            Text("A conference has 1 to {most} days, not {days}.", most=MOST_DAYS, days=days),
            Text("Check the first and the last date."),
        )
    names = [cleaned_fields(Room, {"name": name})["name"] for name in rooms]
    if len(set(names)) != len(names):
        raise EstradError(Text("Two rooms have the same name."), Text("Give each room a name of its own."))
    return Agenda.of(
        make_entity(Conference, id=ids(), title=title, **fields),
        make_entity(Venue, id=ids(), name=venue),
        *(Day(id=ids(), date=first + timedelta(days=n)) for n in range(days)),
        *(Room(id=ids(), name=name, position=n) for n, name in enumerate(names)),
    )


def set_profile_answer(agenda: Agenda, answer: ProfileChoice) -> Change:
    """Set the answer to the question whether people's profiles are published."""
    before = agenda.conference
    return change(Text(_PROFILE_LABELS[answer]), (before, replace(before, profiles=answer)))


_PROFILE_LABELS = {
    ProfileChoice.NOT_ASKED: N_("Ask about biographies and photos again"),
    ProfileChoice.PUBLISHED: N_("Publish biographies and photos"),
    ProfileChoice.KEPT_BACK: N_("Publish no biographies and photos"),
}


def with_at_least_one_day(agenda: Agenda, when: date, ids: Callable[[], str]) -> Agenda:
    """Return the conference, with the day ``when`` added if it has none, as after importing a list of people."""
    if agenda.days:
        return agenda
    return agenda.after(change(Text("Add day {date}", date=when.isoformat()), (None, Day(id=ids(), date=when))))


def sample_conference(ids: Callable[[], str]) -> Agenda:
    """Build #Trygghetnu 2024 with new ids: the known facts, and obvious placeholders for everything else."""
    return read_example("trygghetnu.json", ids)[0]


@dataclass(frozen=True, slots=True)
class PastParticipant:
    """A person of an earlier conference, their sessions, blocks and roles; ``here``: the same person now, or None."""

    person: Person
    sessions: tuple[Session | Block, ...]
    earlier: tuple[PastAppearance, ...]
    here: Person | None


def past_participants(agenda: Agenda, before: Agenda) -> tuple[PastParticipant, ...]:
    """Return the people of the earlier conference, sorted, each with placed sessions by time, then blocks in use.

    They are found in this conference by their mail address, or by a name that only one person has here and there.
    """
    by_mail = {p.email.casefold(): p for p in agenda.people.values() if p.email}
    by_name: dict[str, list[Person]] = {}
    for person in agenda.people.values():
        by_name.setdefault(plain_name(person.name), []).append(person)
    held: list[Session | Block] = [session for session, _placement in before.placed]
    held += [block for block in before.blocks_in_order if before.member_sessions(block.id)]
    year, roles = before.days_in_order[0].date.year if before.days else 0, roles_of_this_year(before)
    names = Counter(plain_name(person.name) for person in before.people.values())
    found = []
    for person in before.people_in_order:
        name = plain_name(person.name)
        alike = by_name.get(name, []) if names[name] == 1 else []
        here = by_mail.get(person.email.casefold()) or (alike[0] if len(alike) == 1 else None)
        theirs = tuple(one for one in held if any(a.person == person.id for a in people_or_chairs(one)))
        earlier = tuple(PastAppearance(year, role) for role in sorted(roles.get(person.id, ())))
        found.append(PastParticipant(person, theirs, earlier, here))
    return tuple(found)


def invite_again(agenda: Agenda, chosen: Collection[PastParticipant], ids: Callable[[], str]) -> Change:
    """Add these people with their lasting fields; for those who are in this conference already, fill empty fields.

    All get their earlier appearances, and a profile that was kept back then stays so. What was agreed for one
    year only, such as travel and fee, is not copied.
    """
    pairs, filled = list[tuple[Person | None, Person]](), dict[str, Person]()
    for guest in chosen:
        lasting = carry_over_person(guest.person)
        if guest.here is None:
            earlier = tuple(dict.fromkeys((*lasting.earlier, *guest.earlier)))
            pairs.append((None, replace(lasting, id=ids(), earlier=earlier)))
        else:
            here = filled.get(guest.here.id, agenda.people[guest.here.id])
            filled[here.id] = _with_empty_fields_filled(here, lasting, guest.earlier)
    pairs += [(agenda.people[known], person) for known, person in filled.items()]
    if len(pairs) == 1:
        return change(Text("Invite {name} again", name=pairs[0][1].name), *pairs)
    return change(Plural("Invite {n} person again", "Invite {n} people again", len(pairs)), *pairs)


def fields_to_fill(agenda: Agenda, guest: PastParticipant) -> tuple[str, ...]:
    """Return the names of the fields that inviting a person again would change; none if they are not here yet."""
    if guest.here is None:
        return ()
    here = agenda.people[guest.here.id]
    after = _with_empty_fields_filled(here, carry_over_person(guest.person), guest.earlier)
    return tuple(f.name for f in fields(Person) if getattr(after, f.name) != getattr(here, f.name))


def _with_empty_fields_filled(here: Person, lasting: Person, earlier: tuple[PastAppearance, ...]) -> Person:
    own = {"id", "name", "origin", "import_marks", "earlier", "publish_profile"}
    names = [f.name for f in fields(Person) if f.name not in own and not getattr(here, f.name)]
    known = tuple(dict.fromkeys((*here.earlier, *lasting.earlier, *earlier)))
    public = here.publish_profile and lasting.publish_profile
    return replace(here, **{name: getattr(lasting, name) for name in names}, earlier=known, publish_profile=public)


SAMPLES = FOLDER / "sample"
USUAL = "en"
"""The language of an example's texts where they are not written in the window's language."""
_NAMES = {kind.__name__: kind for kind in ENTITY_TYPES}
_TIMES = re.compile(r"\d\d:\d\d-\d\d:\d\d")
_PICTURE = "picture:"


def full_example(ids: Callable[[], str], language: str) -> tuple[Agenda, Mapping[str, bytes]]:
    """Return the full example with new ids, and its pictures by id."""
    return read_example("full.json", ids, language)


def read_example(name: str, ids: Callable[[], str], language: str = USUAL) -> tuple[Agenda, Mapping[str, bytes]]:
    """Return the example in the file ``name`` of the folder ``SAMPLES``, with new ids, and its pictures by id."""
    written = _ExampleFile(ids, language, json.loads((SAMPLES / name).read_text(encoding="utf-8")))
    return Agenda.of(*written.entities()), written.pictures


class _ExampleFile:
    """The content of an example's file: entities as JSON, with short forms.

    An object with a text for each language stands for one of them, ``@name`` for an id, ``09:00-10:00`` for a time on
    the example's day, and ``picture:name`` for a file among the portraits, which becomes a picture with its id.
    """

    def __init__(self, ids: Callable[[], str], language: str, data: Mapping[str, Any]) -> None:
        self._ids, self._language, self._data = defaultdict[str, str](ids), language, data
        self.pictures: dict[str, bytes] = {}

    def entities(self) -> list[Entity]:
        """Return the entities, of which placed ones get the length of their time."""
        found = []
        for thing in self._data["things"]:
            plain = {name: self._expand_value(value) for name, value in thing.items()}
            if placement := plain.get("placement"):
                plain["minutes"] = placement["span"]["end"] - placement["span"]["start"]
            found.append(from_json(_NAMES[plain["is"]], plain))
        return found

    def _expand_value(self, value: Any) -> Any:
        """Return a value with its short forms replaced by what they stand for."""
        if isinstance(value, dict):
            if USUAL in value:
                return self._expand_value(value.get(self._language, value[USUAL]))
            return {name: self._expand_value(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self._expand_value(item) for item in value]
        return self._expand_text(value) if isinstance(value, str) else value

    def _expand_text(self, text: str) -> Any:
        if text.startswith("@"):
            return self._ids[text]
        if text.startswith(_PICTURE):
            data = (SAMPLES / "portraits" / text.removeprefix(_PICTURE)).read_bytes()
            picture = sha256(data).hexdigest()
            self.pictures[picture] = data
            return picture
        if _TIMES.fullmatch(text):
            start, end = map(parse_clock_time, text.split("-"))
            return {"day": self._data["day"], "start": start, "end": end}
        return text
