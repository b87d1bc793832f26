"""A room's name in the hand, on its way to another place among the columns."""

from __future__ import annotations

from dataclasses import dataclass

from planner.layout.grid import Grid


@dataclass(frozen=True, slots=True)
class HeadDrag:
    """``start`` and ``x`` are where it was taken and where it is, in pixels from the left of the first column."""

    room: str
    start: float
    x: float

    def edge(self, grid: Grid) -> int:
        """The edge between columns that is nearest, 0 left of the first."""
        return max(0, min(grid.columns, round(self.x / grid.column_width)))

    def by(self, grid: Grid) -> int:
        """By how many columns it would move to the right (negative: left); 0 at its own two edges."""
        edge, column = self.edge(grid), grid.rooms.index(self.room)
        return edge - column if edge <= column else max(0, edge - column - 1)
