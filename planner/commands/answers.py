"""Commands for people's answers, and the dates on which they were asked and answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from planner.domain.agenda import Agenda, Change, change
from planner.domain.entities import Cover, Session
from planner.domain.text import Plural
from planner.domain.value_objects import Appearance, State


def appearances_of(
    agenda: Agenda, *, people: Collection[str] = (), sessions: Collection[str] = ()
) -> tuple[tuple[Session, Appearance] | Cover, ...]:
    """Return the appearances of ``people`` and those in ``sessions``, and the shifts of ``people``."""
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
    """Set all ``appearances_of`` these people or sessions to ``state``, dating those that change with ``today``."""
    found = appearances_of(agenda, people=people, sessions=sessions)
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


def dated(appearance: Appearance, before: State, today: date | None) -> Appearance:
    """Return the appearance with the date of its new state: asked or answered ``today``, or no dates if not asked."""
    if appearance.state is State.NOT_ASKED and before is not State.NOT_ASKED:
        return replace(appearance, asked=None, answered=None)
    if today is None or appearance.state is before:
        return appearance
    if appearance.state is State.INVITED:
        return replace(appearance, asked=appearance.asked or today, answered=None)
    return replace(appearance, answered=today)
