"""An index of a snapshot in which rules look up what is near a place, fast enough for every step of a drag."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.rules.overlap import Slot, expected, slots_by_person, slots_by_room

Made = TypeVar("Made")


class SlotIndex:
    """The sorted slots of each room or person, by its id."""

    def __init__(self, slots: Mapping[str, list[Slot]]) -> None:
        self.slots = slots
        self._longest = max((end - start for found in slots.values() for start, end, _ in found), default=0)

    def hits(self, key: str, session_id: str, start: int, end: int) -> list[str]:
        """Return the ids of the other sessions in a room or of a person that overlap that time."""
        slots, found = self.slots.get(key, ()), []
        for index in range(bisect_left(slots, (start - self._longest,)), len(slots)):
            other_start, other_end, other = slots[index]
            if other_start >= end:
                break
            if other_end > start and other != session_id:
                found.append(other)
        return found

    def hits_in(self, keys: Iterable[str], session_id: str, start: int, end: int) -> set[str]:
        """Return the ids of the other sessions that overlap that time in any of these rooms; in all if none are given.

        Those of the whole venue are in every room.
        """
        return {hit for key in keys or self.slots for hit in self.hits(key, session_id, start, end)}


class ConflictIndex:
    """A snapshot with what rules compute of it, each once and when it is first needed; a query takes microseconds."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self._made: dict[Callable[[Agenda], Any], Any] = {}

    def made(self, build: Callable[[Agenda], Made]) -> Made:
        """Return what a function makes of the snapshot; it is called once."""
        try:
            return self._made[build]  # type: ignore[no-any-return]
        except KeyError:
            made = self._made[build] = build(self.agenda)
            return made

    @cached_property
    def rooms(self) -> SlotIndex:
        """The sessions of each room."""
        return SlotIndex(slots_by_room(self.agenda))

    @cached_property
    def people(self) -> SlotIndex:
        """The sessions of each person who is expected in them."""
        return SlotIndex(slots_by_person(self.agenda))

    def by_number(self, ids: Iterable[str]) -> list[Session]:
        """Return these sessions by number, the order in which conflicts name them."""
        return sorted([self.agenda.sessions[name] for name in ids], key=lambda s: (s.number, s.id)) if ids else []

    def busy(self, session: Session) -> tuple[Slot, ...]:
        """Return the times at which the session's people are in other sessions, sorted."""
        found = {slot for p in expected(session) for slot in self.people.slots.get(p, ()) if slot[2] != session.id}
        return tuple(sorted(found))
