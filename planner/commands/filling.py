"""Place sessions from the tray one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.domain.change import Change, merged
from planner.domain.entities import Day, Session
from planner.domain.text import Plural, Text

STEP = 5
"""The interval in minutes between the start times tried."""

IsFree = Callable[[Agenda, Session, tuple[str, ...], int], bool]
"""A function that returns whether a session would have no conflict in those rooms at that minute of the day."""


@dataclass(frozen=True, slots=True)
class FillResult:
    """The change that places sessions, and the ids of those that do not fit into the day."""

    change: Change
    left: tuple[str, ...]


def fill_in_order(
    agenda: Agenda, day: Day, session_ids: Sequence[str], rooms: Sequence[str], is_free: IsFree
) -> FillResult:  # fmt: skip
    """Place waiting sessions on a day one after another, in the order of ``session_ids``.

    The first room is filled until the day closes, then the next; within a room the sessions keep the order of the list.
    A pause occupies the whole venue. A place is used only if ``is_free`` allows it.
    """
    filling = _Filling(agenda, day, list(rooms), is_free)
    left = tuple(name for name in session_ids if agenda.sessions[name].placement is None and not filling.put(name))
    n = len(filling.made)
    label: Text = Plural("Fill in {n} session", "Fill in {n} sessions", n)
    return FillResult(merged(label, filling.made), left)


class _Filling:
    """A day while it is being filled."""

    def __init__(self, agenda: Agenda, day: Day, rooms: list[str], is_free: IsFree) -> None:
        self._agenda, self._day, self._is_free = agenda, day, is_free
        self._ends: dict[tuple[str, ...], int] = {(room,): day.opens for room in rooms} or {(): day.opens}
        self.made: list[Change] = []

    def put(self, name: str) -> bool:
        """Place the session in the first free slot; return False if there is none."""
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
