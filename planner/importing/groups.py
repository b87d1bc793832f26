"""Groups the rows of a plan, for a window that shows a thousand of them."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.importing.plan import ImportRow

SORTS: tuple[type[Entity], ...] = (Session, Person, Room, Track, Day, Conference, Venue)
"""The classes of entities in the order in which they are shown."""


def by_sort(rows: Iterable[ImportRow]) -> dict[type[Entity], tuple[ImportRow, ...]]:
    """Return the rows grouped by class of entity: sessions, people, rooms and so on."""
    found: dict[type[Entity], list[ImportRow]] = {}
    for row in rows:
        found.setdefault(row.what, []).append(row)
    return {what: tuple(found[what]) for what in sorted(found, key=SORTS.index)}
