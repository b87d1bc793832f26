"""Start and end times of the sessions around the dragged ones, to which these snap."""

from __future__ import annotations

from collections.abc import Iterable, Set

from planner.domain.entities import Session
from planner.domain.value_objects import Placement


class SnapTimes:
    """The minutes at which the other sessions of a day begin or end, by room."""

    def __init__(self, placed: Iterable[tuple[Session, Placement]], held: Set[str]) -> None:
        self._everywhere: set[int] = set()
        self._by_room: dict[str, set[int]] = {}
        self._found: dict[tuple[str, ...], tuple[int, ...]] = {}
        for session, where in placed:
            if session.id not in held:
                own = [self._by_room.setdefault(room, set()) for room in where.rooms] or [self._everywhere]
                for edges in own:
                    edges.update((where.span.start, where.span.end))

    def of(self, rooms: tuple[str, ...]) -> tuple[int, ...]:
        """Return the sorted minutes for sessions that share one of the rooms; empty ``rooms`` is the whole venue."""
        if rooms not in self._found:
            chosen = [self._by_room.get(room, set()) for room in rooms] if rooms else list(self._by_room.values())
            self._found[rooms] = tuple(sorted(self._everywhere.union(*chosen)))
        return self._found[rooms]
