"""The rules that check a plan, and what they find in the whole plan, at a place, or at the first free one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import LATEST, Span
from planner.domain.text import Text
from planner.domain.value_objects import Placement, Status
from planner.rules.availability import PERSON_DECLINED, PERSON_UNAVAILABLE, PERSON_UNCONFIRMED
from planner.rules.capacity import EQUIPMENT_MISSING, ROOM_TOO_SMALL
from planner.rules.completeness import (
    MODERATOR_IN_SEVERAL_ROOMS,
    MODERATOR_ON_STAGE,
    SESSION_UNPLACED,
    SESSION_WITHOUT_ABSTRACT,
    SESSION_WITHOUT_MODERATOR,
    SESSION_WITHOUT_SPEAKER,
)
from planner.rules.hours import CLOCK_CHANGE, OUTSIDE_DAY_HOURS, ROOM_CLOSED, VENUE_CLOSED
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.rules.rooms import ROOM_DOUBLE_BOOKED, SETUP_IN_THE_WAY
from planner.rules.rule import Conflict, ConflictIndex, Rule, Severity

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


def first_free(
    index: ConflictIndex, session: Session, day: date, starts: Iterable[int], columns: Sequence[str]
) -> tuple[int, tuple[str, ...]] | None:
    """Return the first start time, in minutes from midnight, and rooms at which the session has no conflict.

    ``columns`` are the rooms to try; an empty sequence means the whole venue. If there is no such place, return the
    first without a problem, or None.
    """
    rooms: list[tuple[str, ...]] = [(room,) for room in columns] or [()]
    minutes, bearable = session.minutes, None
    for start in starts:
        if not 0 <= start < start + minutes <= LATEST:
            continue
        for where in rooms:
            found = conflicts_at(index, session, where, Span(day, start, start + minutes))
            if not found:
                return start, where
            if bearable is None and all(conflict.severity is not Severity.PROBLEM for conflict in found):
                bearable = start, where
    return bearable
