"""Who is in sessions, by name and for several at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from planner.commands.people import add_person
from planner.commands.sessions import add_appearance, dated
from planner.commands.several import several
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change, merged
from planner.domain.cleaning import clean_line
from planner.domain.details import Appearance
from planner.domain.entities import Cover, Person, Session
from planner.domain.errors import EstradError
from planner.domain.kinds import Role, State
from planner.domain.text import Plural, Text


def told_apart(people: Iterable[Person]) -> dict[str, Person]:
    """A name for each person that no other has: the title and organisation where names are the same, else a number."""
    found = list(people)
    shared = {name for name, n in Counter(person.name.casefold() for person in found).items() if n > 1}
    named: dict[str, Person] = {}
    taken = set(shared)
    for person in found:
        name = person.name
        if name.casefold() in shared:
            name = " · ".join(part for part in (name, person.title, person.organisation) if part)
        told, n = name, 1
        while told.casefold() in taken:
            n += 1
            told = f"{name} · {n}"
        taken.add(told.casefold())
        named[told] = person
    return named


def meant(agenda: Agenda, typed: str, session_ids: Collection[str] = (), role: Role = Role.SPEAKER) -> Person | None:
    """Whose name that is, as such or as ``told_apart`` has it; None if nobody's.

    Of several with the name it is the one that is not in all these sessions in that role. Raises ``EstradError``
    where that leaves more than one.
    """
    name = clean_line(typed)
    namesakes = [person for person in agenda.people_in_order if person.name.casefold() == name.casefold()]
    if not namesakes:
        told = {label.casefold(): person for label, person in told_apart(agenda.people_in_order).items()}
        return told.get(name.casefold())
    free = [person for person in namesakes if _without(agenda, session_ids, person.id, role)]
    if len(free) > 1:
        raise EstradError(
            Plural("{n} person is called “{name}”.", "{n} people are called “{name}”.", len(free), name=name),
            Text("Choose one of those that are offered while you type."),
        )
    return (free or namesakes)[0]


def add_by_name(agenda: Agenda, session_ids: Sequence[str], typed: str, role: Role, new_id: str) -> Change:
    """Put somebody into these sessions by name; one whom the conference does not know yet is made, in the same step.

    Sessions in which they have that role stay as they are, and so do pauses where it is a moderator's. Raises
    ``EstradError`` where those are all, and where it cannot be told who is meant.
    """
    if role is Role.MODERATOR:
        session_ids = [sid for sid in session_ids if not agenda.sessions[sid].facts.pause] or session_ids
    known = meant(agenda, typed, session_ids, role)
    born = None if known else add_person(agenda, new_id, name=typed)
    start = agenda.after(born) if born else agenda
    person = start.people[known.id if known else new_id]
    into = _without(start, session_ids, person.id, role) or list(session_ids[:1])
    makes = [partial(add_appearance, session_id=sid, appearance=Appearance(person.id, role)) for sid in into]
    label = Plural("Add {name} to {n} session", "Add {name} to {n} sessions", len(into), name=person.name)
    joined = several(start, label, makes)
    if len(into) == 1:
        label = add_appearance(start, into[0], Appearance(person.id, role)).label
    return merged(label, [*([born] if born else []), joined])


def _without(agenda: Agenda, session_ids: Iterable[str], person: str, role: Role) -> list[str]:
    """Those of the sessions in which the person does not have that role."""
    return [
        sid for sid in session_ids if (person, role) not in {(a.person, a.role) for a in agenda.sessions[sid].people}
    ]


def answers(
    agenda: Agenda, *, people: Collection[str] = (), sessions: Collection[str] = ()
) -> tuple[tuple[Session, Appearance] | Cover, ...]:
    """Every appearance of these people, their stretches among them, and of everybody in these sessions."""
    wanted = set(people)
    seats = [
        (session, a)
        for session in agenda.sessions_in_order
        for a in session.people
        if a.person in wanted or session.id in sessions
    ]
    return (*seats, *(cover for cover in agenda.covers_in_order if cover.person in wanted))


def answer_all(
    agenda: Agenda, state: State, *, people: Collection[str] = (), sessions: Collection[str] = (), today: date
) -> Change:
    """Give all ``answers`` of these people or sessions that state, with ``today`` as the date of those that change."""
    found = answers(agenda, people=people, sessions=sessions)
    seats = {(pair[0].id, pair[1]) for pair in found if isinstance(pair, tuple)}
    sat_in = {session_id for session_id, _seat in seats}
    pairs: list[tuple[Session | Cover, Session | Cover]] = [
        (session, replace(session, people=tuple(_answered(session, a, seats, state, today) for a in session.people)))
        for session in agenda.sessions_in_order
        if session.id in sat_in
    ]
    pairs += [(cover, replace(cover, state=state)) for cover in found if isinstance(cover, Cover)]
    n = sum(a.state is not state for _sid, a in seats)
    n += sum(cover.state is not state for cover in found if isinstance(cover, Cover))
    return change(Plural("Change {n} answer", "Change {n} answers", n), *pairs)


def _answered(
    session: Session, a: Appearance, seats: Collection[tuple[str, Appearance]], state: State, today: date
) -> Appearance:
    return dated(replace(a, state=state), a.state, today) if (session.id, a) in seats else a
