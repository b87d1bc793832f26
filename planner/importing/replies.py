"""The replies in a table of people: their own answers, except of people whose sessions have the answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from planner.commands.answers import OWN_ANSWER
from planner.domain.agenda import Agenda
from planner.domain.entities import Person
from planner.domain.text import Plural, Text
from planner.domain.value_objects import State
from planner.importing.incoming import Incoming, IncomingPerson

MOST_NAMES = 3


def is_left_out(field: str, told: IncomingPerson, person: Person, placed: Collection[str]) -> bool:
    """Return whether a field of a person is a reply that is not taken, as the person is ``placed`` in sessions.

    Files of Estrad's own say which answer they mean.
    """
    return field in OWN_ANSWER and not told.ours and person.id in placed


def with_reply(person: Person, told: IncomingPerson, placed: Collection[str]) -> Person:
    """Return the person with the reply in the file, with which new sessions begin, unless it is left out."""
    if "state" not in told.told or is_left_out("state", told, person, placed):
        return person
    return replace(person, state=told.told["state"])


def replies_left_out(agenda: Agenda, incoming: Incoming, found: Mapping[str, Person]) -> tuple[Text, ...]:
    """Return a warning that names the people whose sessions or shifts say something else than the file, if any.

    ``found`` are the people by their keys in the file.
    """
    here: dict[str, set[State]] = {}
    for session in agenda.sessions.values():
        for one in session.people:
            here.setdefault(one.person, set()).add(one.state)
    for cover in agenda.covers.values():
        here.setdefault(cover.person, set()).add(cover.state)
    names = [
        told.name
        for told in incoming.people
        if (person := found.get(told.key))
        and is_left_out("state", told, person, here)
        and here[person.id] - {told.told.get("state", State.NOT_ASKED)}
        and "state" in told.told
    ]
    if not names:
        return ()
    said = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
    return (
        Plural("The reply of {n} person is not taken, as their sessions have another: {names}. Set it there.",
               "The replies of {n} people are not taken, as their sessions have others: {names}. Set them there.",
               len(names), names=said),
    )  # fmt: skip
