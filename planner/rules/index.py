"""What a session would meet at a place: asked at every step of a drag, so answered by bisection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.domain.agenda import Agenda
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.kinds import Status
from planner.domain.span import Span
from planner.rules.completeness import outside
from planner.rules.conflict import Conflict
from planner.rules.overlap import Slot, slot_of, slots_by_person, slots_by_room
from planner.rules.people import person_clash
from planner.rules.rooms import room_clash


class ClashIndex:
    """A snapshot's rooms and people, each sorted by time. Built once a drag; a question costs microseconds."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._rooms = slots_by_room(agenda)
        self._people = slots_by_person(agenda)
        everything = [*self._rooms.values(), *self._people.values()]
        self._longest = max((end - start for slots in everything for start, end, _ in slots), default=0)

    def would_meet(self, session: Session, rooms: Sequence[str], span: Span) -> tuple[Conflict, ...]:
        """The clashes and the day's hours, as the full rules would find them for the session if placed there."""
        if session.status is Status.CANCELLED:
            return ()
        placed = replace(session, minutes=span.minutes, placement=Placement(span, tuple(rooms)))
        found = [
            room_clash(self._agenda, *self._by_time(placed, self._agenda.sessions[other]))
            for other in sorted(self.rooms_taken(session.id, rooms, span), key=self._number)
        ]
        for person in sorted({a.person for a in session.people if a.counts}):
            for other in sorted(self._hits(self._people.get(person, ()), session.id, span), key=self._number):
                found.append(person_clash(self._agenda, person, *self._by_time(placed, self._agenda.sessions[other])))
        assert placed.placement
        if late := outside(self._agenda, placed, placed.placement):
            found.append(late)
        return tuple(found)

    def rooms_taken(self, session_id: str, rooms: Iterable[str], span: Span) -> set[str]:
        """The ids of the other sessions in these rooms (all of them, if none is given) in that time."""
        lists = [self._rooms.get(room, []) for room in rooms] or list(self._rooms.values())
        return {hit for slots in lists for hit in self._hits(slots, session_id, span)}

    def busy(self, session: Session) -> tuple[Slot, ...]:
        """When the session's people are on elsewhere."""
        people = {a.person for a in session.people if a.counts}
        found = {slot for person in people for slot in self._people.get(person, ()) if slot[2] != session.id}
        return tuple(sorted(found))

    def _hits(self, slots: Sequence[Slot], session_id: str, span: Span) -> list[str]:
        start, end = span.absolute_start, span.absolute_end
        found = []
        for index in range(bisect_left(slots, (start - self._longest,)), len(slots)):
            other_start, other_end, other = slots[index]
            if other_start >= end:
                break
            if other_end > start and other != session_id:
                found.append(other)
        return found

    def _number(self, session_id: str) -> int:
        return self._agenda.sessions[session_id].number

    @staticmethod
    def _by_time(one: Session, other: Session) -> tuple[Session, Session]:
        assert one.placement
        assert other.placement
        first = slot_of(one, one.placement) <= slot_of(other, other.placement)
        return (one, other) if first else (other, one)
