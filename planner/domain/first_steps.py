"""The steps from an empty conference to one that is published, and which of them are done."""

from __future__ import annotations

from planner.domain.agenda import Agenda
from planner.domain.value_objects import Role

DAY, POINTS, PEOPLE, SESSIONS, MODERATORS, CALENDAR = STEPS = (
    "day", "points", "people", "sessions", "moderators", "calendar",
)  # fmt: skip
"""The steps in their order: rooms for the day, its breaks and meals, who speaks, what, who moderates, and sending."""


def steps_done(agenda: Agenda, *, published: bool) -> frozenset[str]:
    """Return the steps that are done; a draft in “Not placed” leaves the sessions undone."""
    placed = [session for session, _where in agenda.placed]
    own_moderators = (a for session in placed for a in session.people if a.role is Role.MODERATOR)
    done = {
        DAY: bool(agenda.days and agenda.rooms),
        POINTS: any(session.facts.plenary for session in placed),
        PEOPLE: bool(agenda.people),
        SESSIONS: not agenda.tray and not all(session.facts.plenary for session in placed),
        MODERATORS: bool(agenda.covers) or any(own_moderators),
        CALENDAR: published,
    }
    return frozenset(step for step in STEPS if done[step])
