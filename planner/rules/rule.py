"""The type of a rule, with all that the problem list, a drag and the preview of a change need of it.

Also conflicts with their severity, and the index in which rules look things up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.text import Plural, Text
from planner.domain.value_objects import Placement
from planner.rules.overlap import Slot, expected_person_ids, slots_by_person, slots_by_room


class Severity(StrEnum):
    """The severity: a problem is impossible on the day, a warning undesirable, a hint work left to do."""

    PROBLEM = "problem"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """The position in the order of severity; 0 is the most serious."""
        return _BY_GRAVITY.index(self)


_BY_GRAVITY = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict found by a rule. ``rule`` is a stable id, ``text`` the reason; ``short`` fits on a timeline tile.

    ``asked`` is the date since which an answer is missing, None if the date is unknown or no answer is missing.
    """

    rule: str
    severity: Severity
    sessions: tuple[str, ...]
    text: Text
    short: Text
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    asked: date | None = None


def count_concerned_sessions(conflicts: Iterable[Conflict]) -> int:
    """Return the number of sessions that the conflicts concern."""
    return len({session for conflict in conflicts for session in conflict.sessions})


def session_and_problem_count(sessions: int, count: Text) -> Text:
    """Return a text that combines the number of sessions with a count of conflicts: 366 sessions in 32 problems.

    With 0 sessions it is the count of conflicts alone.
    """
    told = Text("{sessions} in {problems}", sessions=Plural("{n} session", "{n} sessions", sessions), problems=count)
    return told if sessions else count


class Problems:
    """All conflicts of a plan, the most severe first, and by session and by person those that are not hints."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        self.all = conflicts
        self._by_session: dict[str, list[Conflict]] = {}
        self._by_person: dict[str, list[Conflict]] = {}
        for conflict in conflicts:
            if conflict.severity is not Severity.HINT:
                for session in conflict.sessions:
                    self._by_session.setdefault(session, []).append(conflict)
                for person in conflict.people:
                    self._by_person.setdefault(person, []).append(conflict)

    def session_conflicts(self, session_id: str) -> list[Conflict]:
        """Return the conflicts of a session that are not hints."""
        return self._by_session.get(session_id, [])

    def person_conflicts(self, person_id: str) -> list[Conflict]:
        """Return the conflicts about a person that are not hints."""
        return self._by_person.get(person_id, [])


Made = TypeVar("Made")


class SlotIndex:
    """The sorted slots of each room or person, by its id."""

    def __init__(self, slots: Mapping[str, list[Slot]]) -> None:
        self.slots = slots
        self._longest = max((end - start for found in slots.values() for start, end, _ in found), default=0)

    def overlapping_ids(self, key: str, session_id: str, start: int, end: int) -> list[str]:
        """Return the ids of sessions of a room or person (``key``) that overlap that time, but not ``session_id``."""
        slots, found = self.slots.get(key, ()), []
        for index in range(bisect_left(slots, (start - self._longest,)), len(slots)):
            other_start, other_end, other = slots[index]
            if other_start >= end:
                break
            if other_end > start and other != session_id:
                found.append(other)
        return found

    def overlapping_ids_by_keys(self, keys: Iterable[str], session_id: str, start: int, end: int) -> set[str]:
        """Return the ids of other sessions that overlap that time in one of these rooms, or in any if none are given.

        Those of the whole venue are in all rooms.
        """
        return {hit for key in keys or self.slots for hit in self.overlapping_ids(key, session_id, start, end)}


class ConflictIndex:
    """A snapshot with the slots of its rooms and people and with cached results, each computed once and kept."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self._made: dict[Callable[[Agenda], Any], Any] = {}

    def cached_result(self, build: Callable[[Agenda], Made]) -> Made:
        """Return what ``build`` returns for the snapshot; it is called only once."""
        if build not in self._made:
            self._made[build] = build(self.agenda)
        return self._made[build]  # type: ignore[no-any-return]

    @cached_property
    def rooms(self) -> SlotIndex:
        """The slots of each room."""
        return SlotIndex(slots_by_room(self.agenda))

    @cached_property
    def people(self) -> SlotIndex:
        """The slots of each person, in sessions that expect them."""
        return SlotIndex(slots_by_person(self.agenda))

    def sessions_by_number(self, ids: Iterable[str]) -> list[Session]:
        """Return the sessions with these ids, sorted by number."""
        return sorted([self.agenda.sessions[name] for name in ids], key=lambda s: (s.number, s.id)) if ids else []

    def busy_slots(self, session: Session) -> tuple[Slot, ...]:
        """Return the slots of the other sessions in which the session's expected people are expected, sorted."""
        found = {
            slot for p in expected_person_ids(session) for slot in self.people.slots.get(p, ()) if slot[2] != session.id
        }
        return tuple(sorted(found))


Places = Iterable[tuple[Session, Placement]]
"""Sessions that take place, each with its placement."""
Label = Callable[[Agenda, Conflict, Session, int], Text]
"""A function that returns the text of a dragged session's conflict if it started at a minute of the day."""


def full_label(_agenda: Agenda, conflict: Conflict, _session: Session, _start: int) -> Text:
    """Return the whole reason of a conflict, as a ``Label``."""
    return conflict.text


def short_label(_agenda: Agenda, conflict: Conflict, _session: Session, _start: int) -> Text:
    """Return the short text, as a ``Label``: it is enough where the session and its time are seen."""
    return conflict.short


def other_session(agenda: Agenda, conflict: Conflict, session: Session) -> tuple[Session, Placement] | None:
    """Return the other session of a conflict between two, with its placement, or None.

    It is None if the conflict is not between two sessions, or if the other is not in the plan or not placed.
    """
    others = [agenda.sessions[name] for name in conflict.sessions if name != session.id and name in agenda.sessions]
    where = others[0].placement if len(others) == 1 else None
    return (others[0], where) if where else None


def minutes_shared(agenda: Agenda, conflict: Conflict) -> int:
    """Return the minutes that two sessions overlap (negative: the gap between them), or 0 if there are not two."""
    spans = [where.span for name in conflict.sessions if (where := agenda.sessions[name].placement)]
    if len(spans) != 2:
        return 0
    return min(span.absolute_end for span in spans) - max(span.absolute_start for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that finds conflicts by ``at_places``, ``in_plan`` or both.

    ``id`` is stable, ``title`` heads its conflicts in lists.

    ``at_places`` yields the conflicts of sessions at given places, for drags; those of the whole plan follow from it,
    unless ``in_plan`` yields them, because it finds more or is faster.

    ``label`` returns the text of a conflict at the pointer, where the dragged session and its time are seen.
    ``minutes`` is the extent of a conflict: in the preview of a change, an existing conflict is shown again if it lasts
    longer. ``only_hints`` is true if no conflict is more severe; such a rule is not asked for previews. ``why_silent``
    is the reason why a drag does not show the rule although it depends on places.
    """

    id: str
    title: str
    at_places: Callable[[ConflictIndex, Places], Iterable[Conflict]] | None = None
    in_plan: Callable[[Agenda], Iterable[Conflict]] | None = None
    label: Label = full_label
    minutes: Callable[[Agenda, Conflict], int] = minutes_shared
    only_hints: bool = False
    why_silent: str = ""

    def check(self, agenda: Agenda) -> Iterable[Conflict]:
        """Return the conflicts of a whole plan."""
        if self.in_plan:
            return self.in_plan(agenda)
        return self.at_places(ConflictIndex(agenda), agenda.taking_place) if self.at_places else ()
