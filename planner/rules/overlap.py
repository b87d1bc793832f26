"""The one place that knows how overlapping sessions are found: a sweep over what is sorted by start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.agenda import Agenda
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.kinds import Status
from planner.domain.span import MINUTES_A_DAY

Slot = tuple[int, int, str]
"""Absolute start and end in minutes, and a session's id."""


def slot_of(session: Session, placement: Placement) -> Slot:
    """The session's time as a sortable tuple."""
    span = placement.span
    midnight = span.day.toordinal() * MINUTES_A_DAY
    return (midnight + span.start, midnight + span.end, session.id)


def takes_place(agenda: Agenda) -> Iterator[tuple[Session, Placement]]:
    """The placed sessions that are not cancelled, by time."""
    return ((session, where) for session, where in agenda.placed if session.status is not Status.CANCELLED)


def overlapping(slots: Iterable[Slot]) -> Iterator[tuple[str, str]]:
    """Each pair of ids that share at least a minute; the slots must be sorted. Back to back is no overlap."""
    active: list[Slot] = []
    for slot in slots:
        active = [other for other in active if other[1] > slot[0]]
        for other in active:
            yield other[2], slot[2]
        active.append(slot)


def slots_by_room(agenda: Agenda) -> dict[str, list[Slot]]:
    """What each room holds, sorted; whole-venue sessions are in every room, and under "" on their own."""
    by_room: dict[str, list[Slot]] = {room: [] for room in agenda.rooms}
    by_room[""] = []
    for session, placement in takes_place(agenda):
        slot = slot_of(session, placement)
        for room in placement.rooms or by_room:
            by_room[room].append(slot)
    for slots in by_room.values():
        slots.sort()
    return by_room


def slots_by_person(agenda: Agenda) -> dict[str, list[Slot]]:
    """When each person is on, in any role, sorted; the declined and cancelled are not."""
    by_person: dict[str, list[Slot]] = {}
    for session, placement in takes_place(agenda):
        if session.people:
            slot = slot_of(session, placement)
            for person in {a.person for a in session.people if a.counts}:
                by_person.setdefault(person, []).append(slot)
    for slots in by_person.values():
        slots.sort()
    return by_person
