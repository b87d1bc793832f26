"""The rules that check a plan: one function each, and the tuple of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.domain.agenda import Agenda
from planner.rules.availability import person_unavailable
from planner.rules.capacity import equipment_missing, room_too_small
from planner.rules.clocks import clock_change
from planner.rules.completeness import (
    session_unplaced,
    session_without_abstract,
    session_without_moderator,
    session_without_speaker,
)
from planner.rules.confirmations import person_declined, person_unconfirmed
from planner.rules.conflict import Conflict
from planner.rules.hours import outside_day_hours, room_closed, venue_closed
from planner.rules.moderating import moderator_in_several_rooms, moderator_on_stage
from planner.rules.people import person_in_two_places
from planner.rules.rooms import room_double_booked, setup_in_the_way

Rule = Callable[[Agenda], Iterable[Conflict]]

RULES: tuple[Rule, ...] = (
    room_double_booked,
    person_in_two_places,
    person_unavailable,
    room_closed,
    clock_change,
    outside_day_hours,
    venue_closed,
    setup_in_the_way,
    room_too_small,
    equipment_missing,
    person_declined,
    person_unconfirmed,
    session_without_speaker,
    session_without_moderator,
    moderator_in_several_rooms,
    moderator_on_stage,
    session_without_abstract,
    session_unplaced,
)


ONLY_HINTS: tuple[Rule, ...] = (
    moderator_in_several_rooms,
    moderator_on_stage,
    session_without_abstract,
    session_unplaced,
)
"""The rules that yield nothing more serious than hints."""


def check(agenda: Agenda, rules: Iterable[Rule] = RULES) -> tuple[Conflict, ...]:
    """Return all conflicts found by the rules, the most serious first, in a stable order."""
    found = [conflict for rule in rules for conflict in rule(agenda)]
    return tuple(sorted(found, key=lambda conflict: conflict.severity.rank))
