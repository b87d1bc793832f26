"""The steps from an empty conference to one that is published, and which of them are done."""

from __future__ import annotations

from planner.domain.agenda import Agenda, chair_and_shift_people
from planner.domain.value_objects import Role

DAY, POINTS, PEOPLE, SESSIONS, MODERATORS, CALENDAR = STEPS = (
    "day", "points", "people", "sessions", "moderators", "calendar",
)  # fmt: skip
"""The steps in order: a day and rooms, breaks and meals, people, sessions, moderators, publishing the calendar."""

LEAST = 3
"""The minimum number of placed sessions, of kinds that are not plenary, for the step of sessions to be done.

It is asked only of a conference without people that is not published yet.
"""


def steps_done(agenda: Agenda, *, published: bool) -> frozenset[str]:
    """Return the steps that are done.

    The step of sessions is done if none waits in “Not placed” and one of a kind that is not plenary is placed. Until
    the conference is published, everybody must also be in a placed session or moderate or, without any people,
    ``LEAST`` of those kinds be placed; later, people may be there for something else.
    """
    placed = [session for session, _where in agenda.placed]
    own = [session for session in placed if not session.facts.plenary]
    enough = not people_without_session(agenda) if agenda.people else len(own) >= LEAST
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


def people_without_session(agenda: Agenda) -> tuple[str, ...]:
    """Return the names of the people who are in no placed session, chair no block and have no moderator's shift."""
    seen = {a.person for session, _where in agenda.placed for a in session.people}
    seen |= chair_and_shift_people(agenda)
    return tuple(person.name for key, person in agenda.people.items() if key not in seen)
