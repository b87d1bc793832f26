"""The drag of a room's header to another place among the columns."""

from __future__ import annotations

from dataclasses import dataclass

from planner.layout.grid import Grid


@dataclass(frozen=True, slots=True)
class RoomHeaderDrag:
    """A dragged room: grabbed at ``start``, now at ``x``, in pixels from the left of the first column."""

    room: str
    start: float
    x: float

    def edge(self, grid: Grid) -> int:
        """Return the index of the nearest edge between columns; 0 is the left edge of the first column."""
        return max(0, min(grid.columns, round(self.x / grid.column_width)))

    def by(self, grid: Grid) -> int:
        """Return the number of columns to move right (negative: left); 0 at either edge of the room's own column."""
        edge, column = self.edge(grid), grid.rooms.index(self.room)
        return edge - column if edge <= column else max(0, edge - column - 1)
