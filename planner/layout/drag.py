"""A drag as a value: the grabbed part of a session, and the slot for a point in the grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from planner.domain.entities import Session
from planner.domain.span import LATEST, Span
from planner.layout.grid import Grid


class DragPart(Enum):
    """The part of a block that was grabbed."""

    WHOLE = "whole"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Slot:
    """The target of a drag: a span of the grid's day, and rooms (empty: the whole venue)."""

    span: Span
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drag:
    """A session grabbed in column ``column``, ``grab`` minutes below its top or its grabbed edge (negative: above it).

    A session from the tray has no ``origin``. The slot is at the block's top or edge, not at the pointer.
    """

    grid: Grid
    session: Session
    origin: Slot | None
    grab: float = 0
    column: int = 0
    hold: DragPart = DragPart.WHOLE

    def moved(
        self, x: float, y: float, *, everywhere: bool | None = None, edges: Sequence[int] = (), reach: float = 0
    ) -> Slot:
        """Return the slot for a pointer at that position, in pixels of the grid.

        ``everywhere`` requests the whole venue; False requests one room instead of the whole venue. ``edges`` are the
        minutes, sorted, at which neighbours start or end: the block's start or end snaps to one that is at most
        ``reach`` minutes away, rather than to the grid.
        """
        minute = self.grid.minute(y) - self.grab
        if self.hold is not DragPart.WHOLE and self.origin:
            near = nearest(edges, minute, reach)
            return self._resized(self.origin, self.grid.snapped(minute) if near is None else near)
        start = self._bounded(self._snapped(minute, edges, reach), self.session.minutes)
        rooms = self.rooms_at(x, everywhere)
        return Slot(Span(self.grid.day, start, start + self.session.minutes), rooms)

    def _snapped(self, minute: float, edges: Sequence[int], reach: float) -> int:
        length = self.session.minutes
        top, bottom = nearest(edges, minute, reach), nearest(edges, minute + length, reach)
        found = [start for start in (top, None if bottom is None else bottom - length) if start is not None]
        return min(found, key=lambda start: abs(start - minute)) if found else self.grid.snapped(minute)

    def stepped(self, slot: Slot, *, minutes: int = 0, columns: int = 0) -> Slot:
        """Return ``slot`` moved ``minutes`` later and ``columns`` to the right, within the grid."""
        start = self._bounded(slot.span.start + minutes, slot.span.minutes)
        return Slot(slot.span.moved_to(self.grid.day, start), shifted(self.grid, slot.rooms, columns))

    def _bounded(self, start: int, minutes: int) -> int:
        inside = max(self.grid.first, min(start, self.grid.last - minutes))
        return max(0, min(inside, LATEST - minutes))  # a session longer than the grid starts at its top

    def _resized(self, origin: Slot, minute: int) -> Slot:
        span, grid = origin.span, self.grid
        least = min(grid.snap, span.minutes)
        if self.hold is DragPart.TOP:
            return replace(origin, span=Span(span.day, max(grid.first, min(minute, span.end - least)), span.end))
        return replace(origin, span=Span(span.day, span.start, min(grid.last, max(minute, span.start + least))))

    def rooms_at(self, x: float, everywhere: bool | None = None) -> tuple[str, ...]:
        """Return the rooms for a pointer at that position, in pixels of the grid; ``everywhere`` as in ``moved``."""
        column = self.grid.column(x)
        if not self.grid.rooms or everywhere:
            return ()
        plenary = self.session.facts.plenary if self.origin is None else not self.origin.rooms
        if plenary or self.origin is None:
            return () if plenary and everywhere is None else (self.grid.rooms[column],)
        return shifted(self.grid, self.origin.rooms, column - self.column)


def shifted(grid: Grid, rooms: tuple[str, ...], columns: int) -> tuple[str, ...]:
    """Return the rooms ``columns`` to the right; together they stop at the edge.

    The whole venue stays the same, and so do rooms without a column, unless none has one: then the result is the
    nearest column.
    """
    if not rooms or not columns:
        return rooms
    taken = grid.columns_of(rooms)
    if not taken:
        return grid.rooms[:1] if columns > 0 else grid.rooms[-1:]
    by = max(-taken[0], min(columns, grid.columns - 1 - taken[-1]))
    beside = (room for room in rooms if room not in grid.rooms)
    return (*(grid.rooms[column + by] for column in taken), *beside)


def nearest(edges: Sequence[int], minute: float, reach: float) -> int | None:
    """Return the closest of the sorted ``edges`` if it is at most ``reach`` away, otherwise None."""
    n = bisect_left(edges, minute)
    near = [edge for edge in edges[max(0, n - 1) : n + 1] if abs(edge - minute) <= reach]
    return min(near, key=lambda edge: abs(edge - minute)) if near else None
