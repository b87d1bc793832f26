"""Commands that add and delete people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.commands.covers import label_with_shifts
from planner.commands.edit import make
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.entities import Person
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
    label = Text("Delete {name}", name=person.name)
    if freed:
        label = Plural(
            "Delete {name}, who was in {n} session", "Delete {name}, who was in {n} sessions", len(freed),
            name=person.name,
        )  # fmt: skip
    return change(label_with_shifts(label, covers), *freed, *((cover, None) for cover in covers), (person, None))
