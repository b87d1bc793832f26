"""Search for the first free place of a day for a session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from planner.domain.entities import Session
from planner.domain.span import LATEST, Span
from planner.rules import conflicts_at
from planner.rules.conflict import Severity
from planner.rules.conflict_index import ConflictIndex


def first_free(
    index: ConflictIndex, session: Session, day: date, starts: Iterable[int], columns: Sequence[str]
) -> tuple[int, tuple[str, ...]] | None:
    """Return the first start time, in minutes from midnight, and rooms at which the session has no conflict.

    ``columns`` are the rooms to try; an empty sequence means the whole venue. If there is no such place, return the
    first without a problem, or None.
    """
    rooms: list[tuple[str, ...]] = [(room,) for room in columns] or [()]
    minutes, bearable = session.minutes, None
    for start in starts:
        if not 0 <= start < start + minutes <= LATEST:
            continue
        for where in rooms:
            found = conflicts_at(index, session, where, Span(day, start, start + minutes))
            if not found:
                return start, where
            if bearable is None and all(conflict.severity is not Severity.PROBLEM for conflict in found):
                bearable = start, where
    return bearable
