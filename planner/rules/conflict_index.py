"""An index of a snapshot that finds a session's conflicts at a place, fast enough for every step of a drag."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from planner.domain.agenda import Agenda
from planner.domain.clock_change import zone_of
from planner.domain.entities import Session
from planner.domain.enums import Status
from planner.domain.span import Span
from planner.domain.value_objects import Placement
from planner.rules.availability import absence, windows_of_people
from planner.rules.capacity import Equipment, equipment_finding, too_few_seats
from planner.rules.clocks import while_clocks_change
from planner.rules.conflict import Conflict
from planner.rules.hours import after_closing, behind_closed_doors, closed_rooms, outside
from planner.rules.intervals import Stretch, bounds, clipped, gaps
from planner.rules.overlap import (
    Slot,
    by_time,
    expected,
    lets_set_up,
    padded,
    padded_by_room,
    slots_by_person,
    slots_by_room,
)
from planner.rules.people import duties_by_person, duty_clashes, person_clash
from planner.rules.rooms import room_clash, setup_clash


@dataclass(frozen=True, slots=True)
class Absence:
    """A time range, in absolute minutes, in which the people called ``names`` are not available."""

    start: int
    end: int
    names: tuple[str, ...]


class ConflictIndex:
    """The rooms and people of a snapshot, sorted by time. Built once per drag; a query takes microseconds."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._rooms = slots_by_room(agenda)
        self._people = slots_by_person(agenda)
        self._longest = _longest([*self._rooms.values(), *self._people.values()])
        self._duties = duties_by_person(agenda)
        self._windows = windows_of_people(agenda)
        self._closed = closed_rooms(agenda)
        self._days = {day.date: day for day in agenda.days.values()}
        self._zone = zone_of(agenda)
        self._set_up = any([session.setup or session.teardown for session in agenda.sessions.values()])

    # the place in question -----------------------------------------------------------------------------

    def conflicts_at(self, session: Session, rooms: Sequence[str], span: Span) -> tuple[Conflict, ...]:
        """Return the conflicts that the session would have if placed there, the most serious first."""
        if session.status is Status.CANCELLED:
            return ()
        where = Placement(span, tuple(rooms))
        placed = replace(session, minutes=span.minutes, placement=where)
        return (
            *self._room_clashes(placed, where),
            *self._people_clashes(placed, where),
            *self._closing(placed, where),
            *self._setting_up(placed, where),
            *self._fitting(placed, where),
        )

    def _room_clashes(self, placed: Session, where: Placement) -> Iterator[Conflict]:
        for other in self._by_number(self.rooms_taken(placed.id, where.rooms, where.span)):
            yield room_clash(self._agenda, *by_time(placed, other))

    def _people_clashes(self, placed: Session, where: Placement) -> Iterator[Conflict]:
        agenda, span = self._agenda, where.span
        for person in expected(placed):
            slots = self._people.get(person, ())
            hits = _hits(slots, self._longest, placed.id, span.absolute_start, span.absolute_end)
            for other in self._by_number(hits):
                yield person_clash(agenda, person, *by_time(placed, other))
            yield from duty_clashes(agenda, self._duties.get(person, ()), placed)
            if person in self._windows and (found := absence(agenda, person, self._windows[person], placed, where)):
                yield found

    def _closing(self, placed: Session, where: Placement) -> Iterator[Conflict]:
        agenda, day = self._agenda, self._days.get(where.span.day)
        for room in where.rooms:
            closed = self._closed.get(room)
            if closed and (shut := behind_closed_doors(agenda, room, closed, placed, where)):
                yield shut
        if self._zone:
            yield from while_clocks_change(self._zone, placed, where)
        if late := outside(day, placed, where):
            yield late
        if out := after_closing(agenda, day, placed, where):
            yield out

    def _setting_up(self, placed: Session, where: Placement) -> Iterator[Conflict]:
        if not (self._set_up or placed.setup or placed.teardown) or lets_set_up(placed, where):
            return
        start, end, name = padded(placed, where)
        slots, longest = self._padded
        lists = [slots[room] for room in where.rooms] or list(slots.values())
        hits = {hit for slots in lists for hit in _hits(slots, longest, name, start, end)}
        for other in self._by_number(hits):
            if found := setup_clash(self._agenda, *by_time(placed, other)):
                yield found

    def _fitting(self, session: Session, where: Placement) -> Iterator[Conflict]:
        if small := too_few_seats(self._agenda, session, where.rooms):
            yield small
        if missing := equipment_finding(self._equipment, session, where.rooms):
            yield missing

    # shown during a drag -------------------------------------------------------------------------------

    def rooms_taken(self, session_id: str, rooms: Iterable[str], span: Span) -> set[str]:
        """Return the ids of the other sessions in these rooms (in all rooms if empty) at that time."""
        lists = [self._rooms.get(room, []) for room in rooms] or list(self._rooms.values())
        start, end = span.absolute_start, span.absolute_end
        return {hit for slots in lists for hit in _hits(slots, self._longest, session_id, start, end)}

    def busy(self, session: Session) -> tuple[Slot, ...]:
        """Return the times at which the session's people are in other sessions, sorted."""
        found = {slot for p in expected(session) for slot in self._people.get(p, ()) if slot[2] != session.id}
        return tuple(sorted(found))

    def absent(self, session: Session, day: date) -> tuple[Absence, ...]:
        """Return the times on that day and the following night at which some of the session's people are unavailable.

        Sorted by time and without overlap; adjacent ones differ in their people.
        """
        away = {p: gaps(self._windows[p], *bounds(day)) for p in expected(session) if p in self._windows}
        edges = sorted({edge for stretches in away.values() for stretch in stretches for edge in stretch})
        found: list[Absence] = []
        for start, end in pairwise(edges):
            ids = [p for p, stretches in away.items() if any(s <= start and end <= e for s, e in stretches)]
            if ids:
                found.append(Absence(start, end, tuple(self._agenda.people[person].name for person in ids)))
        return tuple(found)

    def closed(self, day: date) -> Mapping[str, tuple[Stretch, ...]]:
        """Return the closed times of each room on that day and in the following night, in absolute minutes."""
        shut = {room: clipped(windows, *bounds(day)) for room, windows in self._closed.items()}
        return {room: stretches for room, stretches in shut.items() if stretches}

    def too_small(self, session: Session) -> frozenset[str]:
        """Return the ids of the rooms that have fewer seats than the session expects."""
        if session.audience is None:
            return frozenset()
        rooms = self._agenda.rooms.values()
        return frozenset(room.id for room in rooms if room.seats is not None and room.seats < session.audience)

    # computed once --------------------------------------------------------------------------------------

    @cached_property
    def _padded(self) -> tuple[dict[str, list[Slot]], int]:
        slots = padded_by_room(self._agenda)
        return slots, _longest(slots.values())

    @cached_property
    def _equipment(self) -> Equipment:
        return Equipment(self._agenda)

    def _by_number(self, ids: Iterable[str]) -> list[Session]:
        return sorted([self._agenda.sessions[name] for name in ids], key=lambda s: (s.number, s.id)) if ids else []


def _longest(lists: Iterable[list[Slot]]) -> int:
    return max((end - start for slots in lists for start, end, _ in slots), default=0)


def _hits(slots: Sequence[Slot], longest: int, session_id: str, start: int, end: int) -> list[str]:
    """Return the ids of the other slots that overlap that time; no slot may be longer than ``longest``."""
    found = []
    for index in range(bisect_left(slots, (start - longest,)), len(slots)):
        other_start, other_end, other = slots[index]
        if other_start >= end:
            break
        if other_end > start and other != session_id:
            found.append(other)
    return found
