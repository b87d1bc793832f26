"""The replies in a table of people: their own answers, and those of the sessions and shifts that have none yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.commands.answers import with_answer
from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Person, Session
from planner.domain.text import Plural, Text
from planner.domain.value_objects import Appearance, State
from planner.importing.incoming import Incoming

MOST_NAMES = 3
_OPEN = frozenset({State.NOT_ASKED, State.INVITED})
"""The states in which a session or shift waits for an answer, and takes that of a list."""


def replies(incoming: Incoming, found: Mapping[str, Person]) -> dict[str, State]:
    """Return the replies in the file that are also those of people's sessions and shifts, by the people's ids.

    ``found`` are the people by their keys in the file. Files of Estrad's own say which answer they mean.
    """
    told = (one for one in incoming.people if "state" in one.told and not one.ours and one.key in found)
    return {found[one.key].id: one.told["state"] for one in told}


def with_replies(thing: Session | Cover, people: Mapping[str, tuple[Person, Person]]) -> Session | Cover:
    """Return a session or shift with the new replies of ``people``, each given before and after the import.

    A seat takes the reply if it has no answer, or the one that the person had before, as a list said it last time.
    """
    if isinstance(thing, Cover):
        return replace(thing, state=people[thing.person][1].state) if _takes(thing, people) else thing
    seats = (with_answer(a, people[a.person][1].state, None) if _takes(a, people) else a for a in thing.people)
    return replace(thing, people=tuple(seats))


def _takes(seat: Appearance | Cover, people: Mapping[str, tuple[Person, Person]]) -> bool:
    return seat.person in people and seat.state in _OPEN | {people[seat.person][0].state}


def replies_left_out(agenda: Agenda, told: Mapping[str, State]) -> tuple[Text, ...]:
    """Return a warning that names the people whose sessions or shifts have another answer, which stays, if any.

    ``told`` are the replies in the file by the people's ids.
    """
    seats: list[Appearance | Cover] = [a for session in agenda.sessions.values() for a in session.people]
    others = (
        agenda.people[seat.person]
        for seat in [*seats, *agenda.covers.values()]
        if seat.person in told and seat.state not in _OPEN | {agenda.people[seat.person].state, told[seat.person]}
    )
    names = [*dict.fromkeys(person.name for person in others)]
    if not names:
        return ()
    said = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
    return (
        Plural("{n} person has another answer in a session than in the list, and keeps it there: {names}.",
               "{n} people have another answer in a session than in the list, and keep it there: {names}.",
               len(names), names=said),
    )  # fmt: skip
