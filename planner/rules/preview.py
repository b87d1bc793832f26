"""Predict the conflicts that a change would add, before it is made."""

from __future__ import annotations

from collections.abc import Iterable, Set

from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Session
from planner.rules import RULE_OF, RULES, check
from planner.rules.overlap import CROWD
from planner.rules.rule import Conflict, Severity

GRAVE = tuple(rule for rule in RULES if not rule.only_hints)
Identity = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def conflicts_of_change(
    agenda: Agenda, change: Change, known: Iterable[Conflict] | None = None
) -> tuple[Conflict, ...]:
    """Return the problems and warnings that the change would add or worsen, the most serious first.

    ``known`` are the conflicts of ``agenda`` if they have been computed already.
    """
    now = tuple(check(agenda, GRAVE) if known is None else known)
    before, crowds = {_identity(conflict) for conflict in now}, [c for c in now if len(c.sessions) >= CROWD]
    after, touched = agenda.after(change), set(change.ids(Session))

    def is_new(found: Conflict) -> bool:
        if _identity(found) not in before and not _is_left_of(crowds, found):
            return True
        if len(found.sessions) >= CROWD:
            return _meets_more(agenda, after, found, touched)
        minutes = RULE_OF[found.rule].minutes
        return not touched.isdisjoint(found.sessions) and minutes(after, found) > minutes(agenda, found)

    return tuple(c for c in check(after, GRAVE) if c.severity is not Severity.HINT and is_new(c))


def _identity(conflict: Conflict) -> Identity:
    """Return the identity of a conflict, regardless of the times in its text."""
    said = conflict.short.message  # distinguishes before the day opens from after it closes
    return conflict.rule, said, tuple(sorted(conflict.sessions)), conflict.people, conflict.rooms


def _is_left_of(crowds: Iterable[Conflict], found: Conflict) -> bool:
    """Return whether the conflict is left over from crowds: some sessions left, and the others still overlap there."""
    about, ids = (found.rule, found.people), set(found.sessions)
    those = [crowd for crowd in crowds if (crowd.rule, crowd.people) == about and ids <= set(crowd.sessions)]
    rooms = {room for crowd in those for room in crowd.rooms}
    return len(ids) > 1 and any(not crowd.rooms or rooms.issuperset(found.rooms) for crowd in those)


def _meets_more(before: Agenda, after: Agenda, crowd: Conflict, touched: Set[str]) -> bool:
    """Return whether two sessions of a crowd overlap longer than before, unless both moved by the same amount."""
    was, now = _times(before, crowd), _times(after, crowd)
    alike: dict[tuple[int, int] | None, list[str]] = {}
    for name, (start, end) in now.items():
        old = was.get(name)
        alike.setdefault((start - old[0], end - old[1]) if old else None, []).append(name)
    return any(
        (minutes := _overlap(now[one], now[other])) > 0 and minutes > _overlap(was.get(one), was.get(other))
        for way, names in alike.items()
        for one in touched & set(names)
        for other_way, others in alike.items()
        if other_way != way or way is None
        for other in others
        if other != one
    )


def _times(agenda: Agenda, conflict: Conflict) -> dict[str, tuple[int, int]]:
    places = {name: agenda.sessions[name].placement for name in conflict.sessions if name in agenda.sessions}
    return {name: (p.span.absolute_start, p.span.absolute_end) for name, p in places.items() if p}


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int:
    """Return the minutes shared by two intervals; zero or negative if they do not overlap."""
    return min(one[1], other[1]) - max(one[0], other[0]) if one and other else 0
