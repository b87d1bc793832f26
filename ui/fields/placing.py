"""Where a session from the tray goes that is given a day or a time in its form."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Session
from planner.domain.span import LATEST, Span
from planner.layout.grid import columns_on
from planner.rules.conflict import Severity
from planner.rules.index import ClashIndex

STEP = 5
"""Minutes between the times that are tried."""


def first_free(agenda: Agenda, session: Session, day: Day, start: int | None = None) -> tuple[int, tuple[str, ...]]:
    """The first time of the day, or the time ``start``, and rooms where the session meets nothing.

    Where there is no such place it is the first that is no problem, else the first of all.
    """
    minutes = session.minutes
    starts: Iterable[int] = [start] if start is not None else range(day.opens, day.closes - minutes + 1, STEP)
    columns = () if session.facts.plenary else columns_on(agenda, day)
    rooms: list[tuple[str, ...]] = [(room,) for room in columns] or [()]
    index, bearable = ClashIndex(agenda), None
    for minute in starts:
        if not 0 <= minute < minute + minutes <= LATEST:
            continue
        for where in rooms:
            found = index.would_meet(session, where, Span(day.date, minute, minute + minutes))
            if not found:
                return minute, where
            if bearable is None and all(conflict.severity is not Severity.PROBLEM for conflict in found):
                bearable = minute, where
    return bearable or (day.opens if start is None else start, rooms[0])
