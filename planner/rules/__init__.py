"""The rules that check a plan: conflicts in the whole plan or of a session at some place; the first free place.

Also the conflicts that a change would add, before it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date

from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Session
from planner.domain.span import LATEST, Span
from planner.domain.text import Text
from planner.domain.value_objects import Placement, Status
from planner.rules.addresses import ADDRESS_UNUSABLE
from planner.rules.availability import PERSON_DECLINED, PERSON_UNAVAILABLE, PERSON_UNCONFIRMED
from planner.rules.capacity import EQUIPMENT_MISSING, ROOM_TOO_SMALL
from planner.rules.completeness import (
    BLOCK_WITHOUT_CHAIR,
    MODERATOR_IN_SEVERAL_ROOMS,
    MODERATOR_ON_STAGE,
    SESSION_UNPLACED,
    SESSION_WITHOUT_ABSTRACT,
    SESSION_WITHOUT_MODERATOR,
    SESSION_WITHOUT_SPEAKER,
)
from planner.rules.hours import (
    CLOCK_CHANGE,
    OUTSIDE_DAY_HOURS,
    ROOM_CLOSED,
    SESSION_OUTSIDE_BLOCK,
    UNKNOWN_TIME_ZONE,
    VENUE_CLOSED,
)
from planner.rules.overlap import CROWD
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.rules.rooms import ROOM_DOUBLE_BOOKED, SETUP_IN_THE_WAY
from planner.rules.rule import Conflict, ConflictIndex, Rule, Severity

RULES: tuple[Rule, ...] = (
    ROOM_DOUBLE_BOOKED,
    PERSON_IN_TWO_PLACES,
    PERSON_UNAVAILABLE,
    ROOM_CLOSED,
    CLOCK_CHANGE,
    UNKNOWN_TIME_ZONE,
    OUTSIDE_DAY_HOURS,
    VENUE_CLOSED,
    SETUP_IN_THE_WAY,
    ROOM_TOO_SMALL,
    EQUIPMENT_MISSING,
    SESSION_OUTSIDE_BLOCK,
    ADDRESS_UNUSABLE,
    PERSON_DECLINED,
    PERSON_UNCONFIRMED,
    SESSION_WITHOUT_SPEAKER,
    SESSION_WITHOUT_MODERATOR,
    BLOCK_WITHOUT_CHAIR,
    MODERATOR_IN_SEVERAL_ROOMS,
    MODERATOR_ON_STAGE,
    SESSION_WITHOUT_ABSTRACT,
    SESSION_UNPLACED,
)
"""All rules, in the order in which conflicts of the same severity are listed."""
RULE_OF = {rule.id: rule for rule in RULES}
OF_PLACES = tuple(rule.at_places for rule in RULES if rule.at_places)


def check(agenda: Agenda, rules: Iterable[Rule] = RULES, *, today: date | None = None) -> tuple[Conflict, ...]:
    """Return all conflicts found by the rules, the most serious first, in a stable order.

    An unanswered question to a person is no conflict yet if it was asked ``today``.
    """
    found = [one for rule in rules for one in rule.check(agenda) if not one.asked or one.asked != today]
    return tuple(sorted(found, key=lambda conflict: conflict.severity.rank))


def placing_conflicts(index: ConflictIndex, session: Session, rooms: Sequence[str], span: Span) -> tuple[Conflict, ...]:
    """Return the conflicts that the session would have in these rooms at that time, the most serious first.

    Only rules with ``at_places`` are asked. A cancelled session has none.
    """
    if session.status is Status.CANCELLED:
        return ()
    where = Placement(span, tuple(rooms))
    there = ((replace(session, minutes=span.minutes, placement=where), where),)
    found = [conflict for at_places in OF_PLACES for conflict in at_places(index, there)]
    return tuple(sorted(found, key=lambda conflict: conflict.severity.rank) if len(found) > 1 else found)


def drag_message(agenda: Agenda, session: Session, start: int, conflict: Conflict) -> Text:
    """Return the text of a dragged session's conflict if it started at ``start``, in minutes from midnight.

    The user sees the session and its time, so the text may leave them out.
    """
    return RULE_OF[conflict.rule].label(agenda, conflict, session, start)


def reason_in_tile(agenda: Agenda, session: str, conflict: Conflict) -> Text:
    """Return the reason of a session's conflict for its tile: “Ada Ek also in Hall B”, or else the short text."""
    others = [name for name in conflict.sessions if name != session]
    if conflict.rule != "person-in-two-places" or len(conflict.people) != 1 or len(others) != 1:
        return conflict.short
    name, other = agenda.people[conflict.people[0]].name, agenda.sessions[others[0]]
    where = ", ".join(agenda.room_names(other.placement.rooms)) if other.placement else ""
    return Text("{name} also in {room}", name=name, room=where or f"“{other.title}”")


def first_free_place(
    index: ConflictIndex, session: Session, day: date, starts: Iterable[int], columns: Sequence[str]
) -> tuple[int, tuple[str, ...]] | None:
    """Return the first start time, in minutes from midnight, and the rooms at which the session has no conflict.

    ``columns`` are the rooms to try, one at a time; an empty sequence means the whole venue. If all
    places have a conflict, return the first without a problem, or None.
    """
    rooms: list[tuple[str, ...]] = [(room,) for room in columns] or [()]
    minutes, bearable = session.minutes, None
    for start in starts:
        if not 0 <= start < start + minutes <= LATEST:
            continue
        for where in rooms:
            found = placing_conflicts(index, session, where, Span(day, start, start + minutes))
            if not found:
                return start, where
            if bearable is None and all(conflict.severity is not Severity.PROBLEM for conflict in found):
                bearable = start, where
    return bearable


GRAVE = tuple(rule for rule in RULES if not rule.only_hints)
Identity = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def conflicts_of_change(
    agenda: Agenda, change: Change, known: Iterable[Conflict] | None = None
) -> tuple[Conflict, ...]:
    """Return the problems and warnings that the change would add or worsen, the most serious first.

    ``known`` are the conflicts of ``agenda`` if they have been computed already.
    """
    now = tuple(check(agenda, GRAVE) if known is None else known)
    asked = PERSON_UNCONFIRMED.check(agenda)  # also today, which nobody was told
    before, crowds = {_identity(conflict) for conflict in (*now, *asked)}, [c for c in now if len(c.sessions) >= CROWD]
    after, touched = agenda.after(change), set(change.edited_ids(Session))

    def is_new(found: Conflict) -> bool:
        if _identity(found) not in before and not _is_crowd_remainder(crowds, found):
            return True
        if len(found.sessions) >= CROWD:
            return _overlaps_longer(agenda, after, found, touched)
        minutes = RULE_OF[found.rule].minutes
        return not touched.isdisjoint(found.sessions) and minutes(after, found) > minutes(agenda, found)

    return tuple(c for c in check(after, GRAVE) if c.severity is not Severity.HINT and is_new(c))


def _identity(conflict: Conflict) -> Identity:
    """Return the identity of a conflict, regardless of the times in its text.

    The message of the short text is part of it, as it tells a time before the day opens from one after it closes.
    """
    return conflict.rule, conflict.short.message, tuple(sorted(conflict.sessions)), conflict.people, conflict.rooms


def _is_crowd_remainder(crowds: Iterable[Conflict], found: Conflict) -> bool:
    """Return whether a conflict can be the rest of one of ``crowds``: same people, no other sessions or rooms."""
    about, ids = (found.rule, found.people), set(found.sessions)
    those = [crowd for crowd in crowds if (crowd.rule, crowd.people) == about and ids <= set(crowd.sessions)]
    rooms = {room for crowd in those for room in crowd.rooms}
    return len(ids) > 1 and any(not crowd.rooms or rooms.issuperset(found.rooms) for crowd in those)


def _overlaps_longer(before: Agenda, after: Agenda, crowd: Conflict, touched: Set[str]) -> bool:
    """Return whether one of ``touched`` overlaps another of a crowd longer than before, unless both moved alike."""
    was, now = _absolute_times(before, crowd), _absolute_times(after, crowd)
    alike: dict[tuple[int, int] | None, list[str]] = {}
    for name, (start, end) in now.items():
        old = was.get(name)
        alike.setdefault((start - old[0], end - old[1]) if old else None, []).append(name)
    return any(
        (minutes := _shared_minutes(now[one], now[other])) > 0
        and minutes > _shared_minutes(was.get(one), was.get(other))
        for way, names in alike.items()
        for one in touched & set(names)
        for other_way, others in alike.items()
        if other_way != way or way is None
        for other in others
        if other != one
    )


def _absolute_times(agenda: Agenda, conflict: Conflict) -> dict[str, tuple[int, int]]:
    places = {name: agenda.sessions[name].placement for name in conflict.sessions if name in agenda.sessions}
    return {name: (p.span.absolute_start, p.span.absolute_end) for name, p in places.items() if p}


def _shared_minutes(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int:
    """Return the minutes shared by two intervals; zero or negative if they do not overlap, zero if one is None."""
    return min(one[1], other[1]) - max(one[0], other[0]) if one and other else 0
