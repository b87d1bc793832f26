"""What a change would bring, told before it is made."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.rules import ONLY_HINTS, RULES, check
from planner.rules.conflict import Conflict, Severity

GRAVE = tuple(rule for rule in RULES if rule not in ONLY_HINTS)
Identity = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def foreseen(agenda: Agenda, change: Change, known: Iterable[Conflict] | None = None) -> tuple[Conflict, ...]:
    """The problems and warnings that the change would bring, the gravest first; what is there already is not told.

    ``known`` is what the rules find now, if somebody has asked them.
    """
    before = {_identity(conflict) for conflict in (check(agenda, GRAVE) if known is None else known)}
    found = check(agenda.after(change), GRAVE)
    return tuple(c for c in found if c.severity is not Severity.HINT and _identity(c) not in before)


def _identity(conflict: Conflict) -> Identity:
    """Which finding it is, whatever its words say of times."""
    return conflict.rule, tuple(sorted(conflict.sessions)), conflict.people, conflict.rooms
