"""The steps from an empty conference to one that is published, and which of them are done."""

from __future__ import annotations

from planner.domain.agenda import Agenda, chairs_and_shifts
from planner.domain.value_objects import Role

DAY, POINTS, PEOPLE, SESSIONS, MODERATORS, CALENDAR = STEPS = (
    "day", "points", "people", "sessions", "moderators", "calendar",
)  # fmt: skip
"""The steps in their order: rooms for the day, its breaks and meals, who speaks, what, who moderates, and sending."""

LEAST = 3
"""The sessions that a programme has at least, while nobody was named yet."""


def steps_done(agenda: Agenda, *, published: bool) -> frozenset[str]:
    """Return the steps that are done.

    That of the sessions is, if none waits in “Not placed” and everybody is in one or moderates; where no people are
    known, it takes ``LEAST`` sessions. Once it was published, whoever is in none is there for something else.
    """
    placed = [session for session, _where in agenda.placed]
    own = [session for session in placed if not session.facts.plenary]
    enough = not people_in_none(agenda) if agenda.people else len(own) >= LEAST
    own_moderators = (a for session in placed for a in session.people if a.role is Role.MODERATOR)
    done = {
        DAY: bool(agenda.days and agenda.rooms),
        POINTS: any(session.facts.plenary for session in placed),
        PEOPLE: bool(agenda.people),
        SESSIONS: not agenda.tray and bool(own) and (enough or published),
        MODERATORS: bool(agenda.covers) or any(b.chairs for b in agenda.blocks.values()) or any(own_moderators),
        CALENDAR: published,
    }
    return frozenset(step for step in STEPS if done[step])


def people_in_none(agenda: Agenda) -> tuple[str, ...]:
    """Return the names of the people who are in no placed session and moderate nothing."""
    seen = {a.person for session, _where in agenda.placed for a in session.people}
    seen |= chairs_and_shifts(agenda)
    return tuple(person.name for key, person in agenda.people.items() if key not in seen)
