"""Drags as values: of a session, with its slot for a point and the times it snaps to, and of a room by its head."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum

from planner.domain.entities import Session
from planner.domain.span import LATEST, Span
from planner.domain.value_objects import Placement
from planner.layout.grid import Grid


class DragPart(Enum):
    """The part that was grabbed of a tile, a frame or a moderator's shift."""

    WHOLE = "whole"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place from which or to which a session is dragged: a span, and rooms (empty: the whole venue)."""

    span: Span
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drag:
    """A session grabbed in column ``column``, ``grab`` minutes below its top or its grabbed edge (negative: above it).

    A session from the tray has no ``origin``. The slot follows the tile's top or edge, not the pointer.
    """

    grid: Grid
    session: Session
    origin: Slot | None
    grab: float = 0
    column: int = 0
    hold: DragPart = DragPart.WHOLE

    def slot_at_point(
        self, x: float, y: float, *, everywhere: bool | None = None, edges: Sequence[int] = (), reach: float = 0
    ) -> Slot:
        """Return the slot for a pointer at that position, in pixels of the grid.

        ``everywhere`` requests the whole venue; False requests one room instead of the whole venue. ``edges`` are the
        minutes, sorted, at which neighbours start or end: the tile's start or end snaps to one that is at most
        ``reach`` minutes away, rather than to the grid. If an edge is held, only that edge moves, and the rooms stay.
        """
        minute = self.grid.minute(y) - self.grab
        if self.hold is not DragPart.WHOLE and self.origin:
            near = nearest_edge(edges, minute, reach)
            return self._resized_slot(self.origin, self.grid.snapped(minute) if near is None else near)
        start = self._bounded_start(self._snapped_start(minute, edges, reach), self.session.minutes)
        return Slot(Span(self.grid.day, start, start + self.session.minutes), self.rooms_at_point(x, everywhere))

    def _snapped_start(self, minute: float, edges: Sequence[int], reach: float) -> int:
        length = self.session.minutes
        top, bottom = nearest_edge(edges, minute, reach), nearest_edge(edges, minute + length, reach)
        found = [start for start in (top, None if bottom is None else bottom - length) if start is not None]
        return min(found, key=lambda start: abs(start - minute)) if found else self.grid.snapped(minute)

    def slot_after_step(self, slot: Slot, *, minutes: int = 0, columns: int = 0) -> Slot:
        """Return ``slot`` moved ``minutes`` later and ``columns`` to the right, within the grid."""
        start = self._bounded_start(slot.span.start + minutes, slot.span.minutes)
        return Slot(slot.span.moved_to(self.grid.day, start), shifted_rooms(self.grid, slot.rooms, columns))

    def _bounded_start(self, start: int, minutes: int) -> int:
        inside = max(self.grid.first, min(start, self.grid.last - minutes))
        return max(0, min(inside, LATEST - minutes))  # a session longer than the grid starts at its top

    def _resized_slot(self, origin: Slot, minute: int) -> Slot:
        span, grid = origin.span, self.grid
        least = min(grid.snap, span.minutes)
        if self.hold is DragPart.TOP:
            return replace(origin, span=Span(span.day, max(grid.first, min(minute, span.end - least)), span.end))
        return replace(origin, span=Span(span.day, span.start, min(grid.last, max(minute, span.start + least))))

    def rooms_at_point(self, x: float, everywhere: bool | None = None) -> tuple[str, ...]:
        """Return the rooms for a pointer at ``x`` pixels of the grid; ``everywhere`` is as in ``slot_at_point``."""
        column = self.grid.column(x)
        if not self.grid.rooms or everywhere:
            return ()
        plenary = self.session.facts.plenary if self.origin is None else not self.origin.rooms
        if plenary or self.origin is None:
            return () if plenary and everywhere is None else (self.grid.rooms[column],)
        return shifted_rooms(self.grid, self.origin.rooms, column - self.column)


def shifted_rooms(grid: Grid, rooms: tuple[str, ...], columns: int) -> tuple[str, ...]:
    """Return the rooms ``columns`` to the right; rooms that move together stop together at the edge.

    The whole venue stays the same, and so do rooms without a column. But if rooms of which none has one are to move,
    the result is the first or last column, the one on the side they come from.
    """
    if not rooms or not columns:
        return rooms
    taken = grid.find_columns(rooms)
    if not taken:
        return grid.rooms[:1] if columns > 0 else grid.rooms[-1:]
    by = max(-taken[0], min(columns, grid.columns - 1 - taken[-1]))
    beside = (room for room in rooms if room not in grid.rooms)
    return (*(grid.rooms[column + by] for column in taken), *beside)


def slots_moved_together(grid: Grid, origins: Mapping[str, Slot], slot: Slot) -> dict[str, Slot]:
    """Return the slots of several sessions by id when the first of them is at ``slot``.

    They keep their arrangement: all move by the same minutes and columns, and stop together at an edge.
    """
    was, spans = next(iter(origins.values())), [each.span for each in origins.values()]
    here, there = grid.find_columns(was.rooms), grid.find_columns(slot.rooms)
    columns = there[0] - here[0] if was.rooms and slot.rooms and here and there else 0
    above = min(0, grid.first - min(span.start for span in spans))
    below = max(0, grid.last - max(span.end for span in spans))
    minutes = max(above, min(slot.span.start - was.span.start, below))
    if taken := [column for each in origins.values() if each.rooms for column in grid.find_columns(each.rooms)]:
        columns = max(-min(taken), min(columns, grid.columns - 1 - max(taken)))
    return {
        name: Slot(each.span.moved_to(grid.day, each.span.start + minutes), shifted_rooms(grid, each.rooms, columns))
        for name, each in origins.items()
    }


def nearest_edge(edges: Sequence[int], minute: float, reach: float) -> int | None:
    """Return the closest of the sorted ``edges`` if it is at most ``reach`` away, otherwise None."""
    n = bisect_left(edges, minute)
    near = [edge for edge in edges[max(0, n - 1) : n + 1] if abs(edge - minute) <= reach]
    return min(near, key=lambda edge: abs(edge - minute)) if near else None


class SnapTimes:
    """The minutes at which the sessions of a day begin or end, by room, except sessions that are ``held``."""

    def __init__(self, placed: Iterable[tuple[Session, Placement]], held: Set[str]) -> None:
        self._everywhere: set[int] = set()
        self._by_room: dict[str, set[int]] = {}
        self._found: dict[tuple[str, ...], tuple[int, ...]] = {}
        for session, where in placed:
            if session.id not in held:
                for edges in [self._by_room.setdefault(room, set()) for room in where.rooms] or [self._everywhere]:
                    edges.update((where.span.start, where.span.end))

    def minutes_in_rooms(self, rooms: tuple[str, ...]) -> tuple[int, ...]:
        """Return the sorted minutes at which sessions in these rooms (empty: any) or the whole venue begin or end."""
        if rooms not in self._found:
            chosen = [self._by_room.get(room, set()) for room in rooms or self._by_room]
            self._found[rooms] = tuple(sorted(self._everywhere.union(*chosen)))
        return self._found[rooms]


@dataclass(frozen=True, slots=True)
class RoomDrag:
    """The state of moving a room by its head: idle without a ``room``, else it is pressed or dragged.

    ``start`` and ``x`` are where it was pressed and where the pointer is, in pixels from the left of the first column.
    """

    room: str = ""
    start: float = 0
    x: float = 0
    dragged: bool = False

    def after_move(self, x: float, distance: float) -> RoomDrag:
        """Return the state with the room dragged to ``x``, or the same state while no drag has begun.

        A drag begins ``distance`` pixels from the press; without a pressed room it never does.
        """
        far = self.dragged or abs(x - self.start) >= distance
        return replace(self, x=x, dragged=True) if self.room and far else self

    def edge_index(self, grid: Grid) -> int:
        """Return the index of the nearest edge between columns; 0 is the left edge of the first column."""
        return max(0, min(grid.columns, round(self.x / grid.column_width)))

    def columns_moved(self, grid: Grid) -> int:
        """Return the number of columns to move right (negative: left); 0 at either edge of the room's own column."""
        edge, column = self.edge_index(grid), grid.rooms.index(self.room)
        return edge - column if edge <= column else max(0, edge - column - 1)


IDLE = RoomDrag()
