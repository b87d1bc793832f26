"""Commands that change people's answers, with their dates: about sessions, blocks and shifts, or coming at all.

A person's own answer is the one about coming at all. It counts only while no session, block or shift names the person.
An appearance that is added without details starts with a copy of it; after that, neither changes the other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, cast

from planner.domain.agenda import Agenda, Change, chair_and_shift_people, change
from planner.domain.block import Block
from planner.domain.entities import Cover, Entity, Person, Session
from planner.domain.text import Plural, Text
from planner.domain.value_objects import Appearance, State

Answer = TypeVar("Answer", Appearance, Person)
OWN_ANSWER = ("state", "asked", "answered")
"""The fields of a person's own answer."""


Seat = tuple[Session | Block, Appearance]
"""An appearance with the session, or the block, that it is in."""


def find_answer_holders(
    agenda: Agenda, *, people: Collection[str] = (), sessions: Collection[str] = ()
) -> tuple[Seat | Cover | Person, ...]:
    """Return the holders of the answers of ``people``, and of everybody in ``sessions``, ids of sessions or blocks.

    These are appearances in sessions and as chairs; for ``people`` also their shifts, and the persons themselves whom
    no session, block or shift names.
    """
    wanted = set(people)
    things: tuple[Session | Block, ...] = (*agenda.sessions_in_order, *agenda.blocks_in_order)
    seats = [
        (thing, a) for thing in things for a in people_or_chairs(thing) if a.person in wanted or thing.id in sessions
    ]
    covers = (cover for cover in agenda.covers_in_order if cover.person in wanted)
    named = people_in_plan(agenda) if people else ()
    return (*seats, *covers, *(agenda.people[person_id] for person_id in people if person_id not in named))


def find_session_or_block(agenda: Agenda, holder_id: str) -> Session | Block:
    """Return the session or block with that id; raise ``KeyError`` if there is none."""
    return agenda.sessions.get(holder_id) or agenda.blocks[holder_id]


def people_or_chairs(thing: Session | Block) -> tuple[Appearance, ...]:
    """Return the people of a session, or the chairs of a block."""
    return thing.people if isinstance(thing, Session) else thing.chairs


def with_people_or_chairs(thing: Session | Block, seats: tuple[Appearance, ...]) -> Session | Block:
    """Return a session with these people, or a block with these chairs."""
    return replace(thing, people=seats) if isinstance(thing, Session) else replace(thing, chairs=seats)


def people_in_plan(agenda: Agenda) -> set[str]:
    """Return the ids of the people whom a session, block or shift names, so that their own answers do not count."""
    return {a.person for session in agenda.sessions.values() for a in session.people} | chair_and_shift_people(agenda)


def set_answers(
    agenda: Agenda, state: State, *, people: Collection[str] = (), sessions: Collection[str] = (), today: date
) -> Change:
    """Set the answers that ``find_answer_holders`` finds for these people and sessions to ``state``.

    The dates of changed answers follow ``with_answer``; answers about shifts have no dates.
    """
    found = find_answer_holders(agenda, people=people, sessions=sessions)
    seats = {(one[0].id, one[1]) for one in found if isinstance(one, tuple)}
    holders = {one[0].id: one[0] for one in found if isinstance(one, tuple)}
    pairs: list[tuple[Entity, Entity]] = [
        (
            thing,
            with_people_or_chairs(
                thing, tuple(_answered_if_chosen(thing.id, a, seats, state, today) for a in people_or_chairs(thing))
            ),
        )
        for thing in holders.values()
    ]
    others = [one for one in found if not isinstance(one, tuple)]
    pairs += [
        (one, replace(one, state=state) if isinstance(one, Cover) else with_answer(one, state, today)) for one in others
    ]
    n = sum(a.state is not state for _sid, a in seats) + sum(one.state is not state for one in others)
    return change(Plural("Change {n} answer", "Change {n} answers", n), *pairs)


def _answered_if_chosen(
    holder: str, a: Appearance, seats: Collection[tuple[str, Appearance]], state: State, today: date
) -> Appearance:
    return with_answer(a, state, today) if (holder, a) in seats else a


def change_own_answer(
    agenda: Agenda, person_id: str, *, state: State | None = None, today: date | None = None, **dates: date | None
) -> Change:
    """Change a person's own answer, about coming at all, as ``with_answer`` does."""
    before = agenda.people[person_id]
    label = Text("Change the reply of {name}", name=before.name)
    return change(label, (before, with_answer(before, state, today, **dates)))


def with_answer(old: Answer, state: State | None, today: date | None, **dates: date | None) -> Answer:
    """Return an appearance or a person with another answer: its state, its dates (``asked``, ``answered``), or both.

    A new state sets the dates that are not given: *not asked* has none; *invited* has no answer, and was asked
    ``today`` if no date is known; any other was answered ``today``. Without ``today`` only *not asked* does so. Setting
    the date of asking makes somebody who was not asked invited, unless ``state`` says otherwise.
    """
    asked_now = dates.get("asked") is not None and old.state is State.NOT_ASKED
    now = state or (State.INVITED if asked_now else old.state)
    dated = _with_date_of_state(replace(old, state=now, **cast(Any, dates)), old.state, today)
    return replace(dated, **cast(Any, dates))


def _with_date_of_state(new: Answer, before: State, today: date | None) -> Answer:
    """Return an answer with the dates that its new state brings; ``before`` is the state that it had."""
    if new.state is State.NOT_ASKED and before is not State.NOT_ASKED:
        return replace(new, asked=None, answered=None)
    if today is None or new.state is before:
        return new
    if new.state is State.INVITED:
        return replace(new, asked=new.asked or today, answered=None)
    return replace(new, answered=today)


def with_own_answer(new: Appearance, person: Person) -> Appearance:
    """Return a new appearance with the person's own answer; one that has any details already stays unchanged."""
    if new != Appearance(new.person, new.role):
        return new
    return replace(new, state=person.state, asked=person.asked, answered=person.answered)
