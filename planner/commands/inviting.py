"""Invite people again from the file of an earlier conference."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields, replace

from planner.commands.carry_over import carry_over_person
from planner.commands.duplicates import plain_name
from planner.domain.agenda import Agenda
from planner.domain.attendee_names import named_in
from planner.domain.change import Change, change
from planner.domain.entities import Person, Session
from planner.domain.text import Plural, Text
from planner.domain.value_objects import Earlier


@dataclass(frozen=True, slots=True)
class PastParticipant:
    """A person of an earlier conference, what they did there, and the matching person here, or None."""

    person: Person
    sessions: tuple[Session, ...]
    earlier: tuple[Earlier, ...]
    here: Person | None


def past_participants(agenda: Agenda, before: Agenda) -> tuple[PastParticipant, ...]:
    """Return the people of the earlier conference by name, with their sessions by time."""
    by_mail = {p.email.casefold(): p for p in agenda.people.values() if p.email}
    by_name: dict[str, list[Person]] = {}
    for person in agenda.people.values():
        by_name.setdefault(plain_name(person.name), []).append(person)
    placed = [session for session, _placement in before.placed]
    found = []
    for person in before.people_in_order:
        alike = by_name.get(plain_name(person.name), [])
        here = by_mail.get(person.email.casefold()) or (alike[0] if len(alike) == 1 else None)
        theirs = tuple(session for session in placed if any(a.person == person.id for a in session.people))
        found.append(PastParticipant(person, theirs, tuple(_roles(before, person)), here))
    return tuple(found)


def _roles(before: Agenda, person: Person) -> Iterator[Earlier]:
    """Yield the roles in which the person was named to attendees that year."""
    if not before.days_in_order:
        return
    year = before.days_in_order[0].date.year
    roles = {a.role for session, _ in before.taking_place for a in named_in(before, session) if a.person == person.id}
    yield from (Earlier(year, role) for role in sorted(roles))


def invite_again(agenda: Agenda, chosen: Collection[PastParticipant], ids: Callable[[], str]) -> Change:
    """Add these people with their lasting fields; for people who already exist, fill only empty fields.

    Arrangements for that year only (travel, lodging, fee, availability) are not copied.
    """
    pairs: list[tuple[Person | None, Person]] = []
    for guest in chosen:
        lasting = carry_over_person(guest.person)
        if guest.here is None:
            earlier = tuple(dict.fromkeys((*lasting.earlier, *guest.earlier)))
            pairs.append((None, replace(lasting, id=ids(), earlier=earlier)))
        else:
            here = agenda.people[guest.here.id]
            pairs.append((here, _filled(here, lasting, guest.earlier)))
    if len(pairs) == 1:
        return change(Text("Invite {name} again", name=pairs[0][1].name), *pairs)
    return change(Plural("Invite {n} person again", "Invite {n} people again", len(pairs)), *pairs)


def fields_to_fill(agenda: Agenda, guest: PastParticipant) -> tuple[str, ...]:
    """Return the fields of the existing person that inviting them again would fill; empty if they are new."""
    if guest.here is None:
        return ()
    here = agenda.people[guest.here.id]
    after = _filled(here, carry_over_person(guest.person), guest.earlier)
    return tuple(f.name for f in fields(Person) if getattr(after, f.name) != getattr(here, f.name))


def _filled(here: Person, lasting: Person, earlier: tuple[Earlier, ...]) -> Person:
    own = {"id", "name", "origin", "told", "earlier"}
    names = [f.name for f in fields(Person) if f.name not in own and not getattr(here, f.name)]
    known = tuple(dict.fromkeys((*here.earlier, *lasting.earlier, *earlier)))
    return replace(here, **{name: getattr(lasting, name) for name in names}, earlier=known)
