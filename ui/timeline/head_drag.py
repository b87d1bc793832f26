"""A room's name in the hand, on its way to another place among the columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeadDrag:
    """``column`` is where it was; ``x`` and ``start`` are pixels from the left of the first column."""

    room: str
    column: int
    start: float
    x: float

    def edge(self, width: float, columns: int) -> int:
        """The edge between columns that is nearest, 0 left of the first, for columns of that many pixels."""
        return max(0, min(columns, round(self.x / width)))

    def by(self, width: float, columns: int) -> int:
        """By how many columns it would move to the right (negative: left); 0 at its own two edges."""
        edge = self.edge(width, columns)
        return edge - self.column if edge <= self.column else max(0, edge - self.column - 1)
