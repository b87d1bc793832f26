"""The rows of a plan in groups, for a window that shows a thousand of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.importing.plan import Row, Verdict

K = TypeVar("K")
SORTS: tuple[type[Entity], ...] = (Session, Person, Room, Track, Day, Conference, Venue)
"""The sorts of things in the order in which they are shown."""


def by_verdict(rows: Iterable[Row]) -> dict[Verdict, tuple[Row, ...]]:
    """The rows by what becomes of them, without empty groups."""
    return _grouped(rows, lambda row: row.verdict, list(Verdict).index)


def by_sort(rows: Iterable[Row]) -> dict[type[Entity], tuple[Row, ...]]:
    """The rows by what they are about: sessions, people, rooms and so on."""
    return _grouped(rows, lambda row: row.what, SORTS.index)


def by_day(rows: Iterable[Row]) -> dict[date | None, tuple[Row, ...]]:
    """The rows by the day on which the file has them, or on which they are; under None what has no day comes last."""
    return _grouped(rows, _day_of, lambda day: day or date.max)


def _day_of(row: Row) -> date | None:
    for entity in (row.after, row.before):
        if isinstance(entity, Day):
            return entity.date
        if isinstance(entity, Session) and entity.placement:
            return entity.placement.span.day
    return None


def _grouped(rows: Iterable[Row], key: Callable[[Row], K], order: Callable[[K], object]) -> dict[K, tuple[Row, ...]]:
    found: dict[K, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {key: tuple(found[key]) for key in sorted(found, key=order)}  # type: ignore[arg-type]
