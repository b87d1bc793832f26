"""The first free place for a session in the tray that is given a day or a time in its form."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Session
from planner.layout.grid import columns_on
from planner.rules import first_free
from planner.rules.rule import ConflictIndex

STEP = 5
"""Minutes between the start times that are tried."""


def first_place(agenda: Agenda, session: Session, day: Day, start: int | None = None) -> tuple[int, tuple[str, ...]]:
    """Return a start and rooms on a day where the session has no conflict, only at ``start`` if that is given.

    If there is none, return the first place without a problem, or else the first place.
    """
    starts: Iterable[int] = range(day.opens, day.closes - session.minutes + 1, STEP) if start is None else [start]
    columns = () if session.facts.plenary else columns_on(agenda, day)
    found = first_free(ConflictIndex(agenda), session, day.date, starts, columns)
    return found or (day.opens if start is None else start, columns[:1])
