"""The states of ordering rooms by dragging one by its head."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.layout.grid import Grid


@dataclass(frozen=True, slots=True)
class RoomOrder:
    """Idle without a room; else one is pressed, or dragged, at ``x``, in pixels from the left of the first column."""

    room: str = ""
    start: float = 0
    x: float = 0
    dragged: bool = False

    def to(self, x: float, distance: float) -> RoomOrder:
        """Return the state with the pointer at ``x``; a pressed room is dragged from ``distance`` pixels on."""
        far = self.dragged or abs(x - self.start) >= distance
        return replace(self, x=x, dragged=True) if self.room and far else self

    def edge(self, grid: Grid) -> int:
        """Return the index of the nearest edge between columns; 0 is the left edge of the first column."""
        return max(0, min(grid.columns, round(self.x / grid.column_width)))

    def by(self, grid: Grid) -> int:
        """Return the number of columns to move right (negative: left); 0 at either edge of the room's own column."""
        edge, column = self.edge(grid), grid.rooms.index(self.room)
        return edge - column if edge <= column else max(0, edge - column - 1)


IDLE = RoomOrder()
