"""The people in a session: those who are expected, and those who moderate, by its own people or by a shift."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Session
from planner.domain.value_objects import Appearance, Role, State

SURENESS = (State.DECLINED, State.CANCELLED, State.INVITED, State.NOT_ASKED, State.TENTATIVE, State.CONFIRMED)
"""The states of an answer from the least to the most certain.

``INVITED`` is weaker than ``NOT_ASKED``, since ``Naming.EXCEPT_INVITED`` leaves out only the invited: a person with
several answers is named only if the weakest of them allows it.
"""


def names_in(agenda: Agenda, session: Session, *roles: Role) -> tuple[str, ...]:
    """Return the names of those expected in the session in one of ``roles``, or in any role if none is given."""
    wanted = [a for a in session.people if a.counts and (not roles or a.role in roles)]
    return tuple(agenda.people[a.person].name for a in wanted if a.person in agenda.people)


def moderating(agenda: Agenda, session: Session) -> tuple[Appearance, ...]:
    """Return the moderators of a session with their states. All other code relies on this rule.

    These are the session's own moderators, except those who declined or withdrew. Without any, the moderators of the
    shifts that cover the session moderate. A person who is only invited to the session already takes precedence over
    the moderator of the shift. A session in several rooms has whoever covers each of them, in one shift or several,
    with the weakest of their answers. A pause never has a moderator, even if the file names one. Which of them are
    shown to attendees is decided by ``attendee_names.named_in``.
    """
    if session.facts.pause:
        return ()
    own = tuple(a for a in session.people if a.counts and a.role is Role.MODERATOR)
    where = session.placement
    if own or where is None:
        return own
    there = [cover for cover in agenda.covers_in_order if cover.counts and cover.reaches(where)]
    people = dict.fromkeys(cover.person for cover in there)
    answers = {who: _weakest(where.rooms, [cover for cover in there if cover.person == who]) for who in people}
    return tuple(Appearance(who, Role.MODERATOR, state) for who, state in answers.items() if state)


def moderators_of(agenda: Agenda, session: Session) -> tuple[str, ...]:
    """Return the ids of the session's moderators, as ``moderating`` defines them."""
    return tuple(appearance.person for appearance in moderating(agenda, session))


def _weakest(rooms: tuple[str, ...], covers: Sequence[Cover]) -> State | None:
    """Return a person's weakest answer over all rooms, or None if the shifts do not cover every room."""
    sure = SURENESS.index
    answers = [
        max((cover.state for cover in covers if cover.room in (None, room)), key=sure, default=None)
        for room in rooms or (None,)
    ]
    return min((state for state in answers if state), key=sure) if all(answers) else None
