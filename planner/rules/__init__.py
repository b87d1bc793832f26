"""The rules that check a plan, and what they find: in the whole plan, or for a session at a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.enums import Status
from planner.domain.span import Span
from planner.domain.text import Text
from planner.domain.value_objects import Placement
from planner.rules.availability import PERSON_UNAVAILABLE
from planner.rules.capacity import EQUIPMENT_MISSING, ROOM_TOO_SMALL
from planner.rules.clocks import CLOCK_CHANGE
from planner.rules.completeness import (
    SESSION_UNPLACED,
    SESSION_WITHOUT_ABSTRACT,
    SESSION_WITHOUT_MODERATOR,
    SESSION_WITHOUT_SPEAKER,
)
from planner.rules.confirmations import PERSON_DECLINED, PERSON_UNCONFIRMED
from planner.rules.conflict import Conflict
from planner.rules.conflict_index import ConflictIndex
from planner.rules.hours import OUTSIDE_DAY_HOURS, ROOM_CLOSED, VENUE_CLOSED
from planner.rules.moderating import MODERATOR_IN_SEVERAL_ROOMS, MODERATOR_ON_STAGE
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.rules.rooms import ROOM_DOUBLE_BOOKED, SETUP_IN_THE_WAY
from planner.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    ROOM_DOUBLE_BOOKED,
    PERSON_IN_TWO_PLACES,
    PERSON_UNAVAILABLE,
    ROOM_CLOSED,
    CLOCK_CHANGE,
    OUTSIDE_DAY_HOURS,
    VENUE_CLOSED,
    SETUP_IN_THE_WAY,
    ROOM_TOO_SMALL,
    EQUIPMENT_MISSING,
    PERSON_DECLINED,
    PERSON_UNCONFIRMED,
    SESSION_WITHOUT_SPEAKER,
    SESSION_WITHOUT_MODERATOR,
    MODERATOR_IN_SEVERAL_ROOMS,
    MODERATOR_ON_STAGE,
    SESSION_WITHOUT_ABSTRACT,
    SESSION_UNPLACED,
)
"""All rules, in the order of their conflicts of one severity."""
RULE_OF = {rule.id: rule for rule in RULES}
OF_PLACES = tuple(rule.at_places for rule in RULES if rule.at_places)


def check(agenda: Agenda, rules: Iterable[Rule] = RULES) -> tuple[Conflict, ...]:
    """Return all conflicts found by the rules, the most serious first, in a stable order."""
    found = [conflict for rule in rules for conflict in rule.check(agenda)]
    return tuple(sorted(found, key=lambda conflict: conflict.severity.rank))


def conflicts_at(index: ConflictIndex, session: Session, rooms: Sequence[str], span: Span) -> tuple[Conflict, ...]:
    """Return the conflicts that the session would have if placed there, the most serious first."""
    if session.status is Status.CANCELLED:
        return ()
    where = Placement(span, tuple(rooms))
    there = ((replace(session, minutes=span.minutes, placement=where), where),)
    found = [conflict for at_places in OF_PLACES for conflict in at_places(index, there)]
    return tuple(sorted(found, key=lambda conflict: conflict.severity.rank) if len(found) > 1 else found)


def drag_message(agenda: Agenda, session: Session, start: int, conflict: Conflict) -> Text:
    """Return the text of a dragged session's conflict if it started at ``start``, in minutes from midnight.

    The session and its time are known: it says who is elsewhere until (or from) when, or which room is occupied.
    """
    return RULE_OF[conflict.rule].label(agenda, conflict, session, start)
