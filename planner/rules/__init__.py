"""What can be wrong with a plan: one rule a function, and the tuple of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.domain.agenda import Agenda
from planner.rules.completeness import outside_day_hours, session_unplaced, session_without_speaker
from planner.rules.conflict import Conflict
from planner.rules.people import person_in_two_places
from planner.rules.rooms import room_double_booked

Rule = Callable[[Agenda], Iterable[Conflict]]

RULES: tuple[Rule, ...] = (
    room_double_booked,
    person_in_two_places,
    outside_day_hours,
    session_without_speaker,
    session_unplaced,
)


def check(agenda: Agenda) -> tuple[Conflict, ...]:
    """All that every rule finds, the gravest first, in a stable order."""
    found = [conflict for rule in RULES for conflict in rule(agenda)]
    return tuple(sorted(found, key=lambda conflict: conflict.severity.rank))
