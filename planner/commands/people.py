"""Commands for people and for the organisations behind the conference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.commands.covers import label_with_shifts
from planner.commands.edit import make, moved
from planner.domain.agenda import Agenda, Change, change
from planner.domain.entities import YEARLY, Partner, Person, defaults_with
from planner.domain.text import Plural, Text


def add_person(agenda: Agenda, person_id: str, *, name: str, **fields: Any) -> Change:
    """Add a person, in no session yet."""
    person = make(Person, id=person_id, name=name, **fields)
    return change(Text("Add {name}", name=person.name), (None, person))


def delete_person(agenda: Agenda, person_id: str) -> Change:
    """Delete a person, removing them from every session and deleting their shifts."""
    person = agenda.people[person_id]
    freed = [
        (session, replace(session, people=tuple(a for a in session.people if a.person != person_id)))
        for session in agenda.sessions_in_order
        if any(a.person == person_id for a in session.people)
    ]
    covers = [cover for cover in agenda.covers_in_order if cover.person == person_id]
    label = (
        Plural(
            "Delete {name}, who was in {n} session",
            "Delete {name}, who was in {n} sessions",
            len(freed),
            name=person.name,
        )
        if freed
        else Text("Delete {name}", name=person.name)
    )
    return change(label_with_shifts(label, covers), *freed, *((cover, None) for cover in covers), (person, None))


def add_partner(agenda: Agenda, partner_id: str, *, name: str, **fields: Any) -> Change:
    """Add an organisation at the end."""
    last = max((partner.position for partner in agenda.partners.values()), default=-1)
    partner = make(Partner, id=partner_id, name=name, position=last + 1, **fields)
    return change(Text("Add {name}", name=partner.name), (None, partner))


def move_partner(agenda: Agenda, partner_id: str, places: int) -> Change:
    """Move an organisation ``places`` down (negative: up) among those with its role."""
    partner = agenda.partners[partner_id]
    alike = (other for other in agenda.partners_in_order if other.role is partner.role)
    return change(Text("Move {name}", name=partner.name), *moved(alike, partner_id, places))


def delete_partner(agenda: Agenda, partner_id: str) -> Change:
    """Delete an organisation."""
    partner = agenda.partners[partner_id]
    return change(Text("Delete {name}", name=partner.name), (partner, None))


def carry_over_person(person: Person) -> Person:
    """Return the person without the arrangements for one year: availability, travel, lodging, fee and expenses."""
    return replace(person, told=(), **defaults_with(YEARLY, Person))
