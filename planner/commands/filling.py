"""Placing sessions of the tray one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.domain.change import Change, merged
from planner.domain.entities import Day, Session
from planner.domain.text import Plural, Text

STEP = 5
"""Minutes between the times that are tried."""

IsFree = Callable[[Agenda, Session, tuple[str, ...], int], bool]
"""Whether a session meets nothing in those rooms when it begins at that minute of the day."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was placed, and the ids of the sessions for which the day has no place."""

    change: Change
    left: tuple[str, ...]


def fill_in_order(
    agenda: Agenda, day: Day, session_ids: Sequence[str], rooms: Sequence[str], is_free: IsFree
) -> Filled:  # fmt: skip
    """Return the change that places waiting sessions on a day one after another, in the order of their ids.

    The first room is filled until the day closes, then the next; in a room none begins before one that stands before
    it in the list. A pause goes over the whole venue. Nothing is placed where ``is_free`` says that it meets something.
    """
    filling = _Filling(agenda, day, list(rooms), is_free)
    left = tuple(name for name in session_ids if agenda.sessions[name].placement is None and not filling.put(name))
    n = len(filling.made)
    label: Text = Plural("Fill in {n} session", "Fill in {n} sessions", n)
    return Filled(merged(label, filling.made), left)


class _Filling:
    """A day that fills up."""

    def __init__(self, agenda: Agenda, day: Day, rooms: list[str], is_free: IsFree) -> None:
        self._agenda, self._day, self._is_free = agenda, day, is_free
        self._ends: dict[tuple[str, ...], int] = {(room,): day.opens for room in rooms} or {(): day.opens}
        self.made: list[Change] = []

    def put(self, name: str) -> bool:
        """Return whether the session found a place."""
        session = self._agenda.sessions[name]
        for where, end in self._ends.items():
            target = () if session.facts.pause else where
            for start in range(end, self._day.closes - session.minutes + 1, STEP):
                if self._is_free(self._agenda, session, target, start):
                    self._place(session, target, start)
                    self._ends[where] = start + session.minutes
                    return True
        return False

    def _place(self, session: Session, rooms: tuple[str, ...], start: int) -> None:
        made = place(self._agenda, session.id, self._day.date, start, rooms)
        self.made.append(made)
        self._agenda = self._agenda.after(made)
