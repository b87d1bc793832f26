"""The square that a photo is cropped to: its limits, moving and resizing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QRect

LEAST = 64
"""Smallest side of the square in pixels, unless the picture itself is smaller."""


class Corner(Enum):
    """A corner of the square; its value is its offset from the top left in sides: right, down."""

    TOP_LEFT = (0, 0)
    TOP_RIGHT = (1, 0)
    BOTTOM_LEFT = (0, 1)
    BOTTOM_RIGHT = (1, 1)


@dataclass(frozen=True, slots=True)
class Square:
    """A square that lies inside a picture of ``width`` × ``height``, all in the picture's pixels."""

    width: int
    height: int
    x: int
    y: int
    side: int

    @classmethod
    def in_picture(cls, width: int, height: int) -> Square:
        """Return the largest square, centred; in a tall picture it is nearer to the top, where faces are."""
        side = min(width, height)
        return cls(width, height, (width - side) // 2, (height - side) // 3, side)

    @property
    def rect(self) -> QRect:
        """The square as a Qt rectangle."""
        return QRect(self.x, self.y, self.side, self.side)

    @property
    def step(self) -> int:
        """A small step in pixels: a hundredth of the picture's shorter side."""
        return max(1, min(self.width, self.height) // 100)

    @property
    def _least(self) -> int:
        return min(LEAST, self.width, self.height)

    def corner(self, corner: Corner) -> tuple[int, int]:
        """Return the position of a corner."""
        right, down = corner.value
        return self.x + right * self.side, self.y + down * self.side

    def moved(self, right: int, down: int) -> Square:
        """Return the square moved by an offset, but kept inside the picture."""
        x = min(max(0, self.x + right), self.width - self.side)
        y = min(max(0, self.y + down), self.height - self.side)
        return replace(self, x=x, y=y)

    def grown(self, by: int) -> Square:
        """Return the square with its side changed by ``by`` pixels, around the same centre if there is space."""
        side = min(max(self._least, self.side + by), self.width, self.height)
        return replace(self, side=side).moved((self.side - side) // 2, (self.side - side) // 2)

    def pulled(self, corner: Corner, x: int, y: int) -> Square:
        """Return the square resized by dragging a corner to a point; the opposite corner stays in place."""
        right, down = corner.value
        fixed_x, fixed_y = self.x + (1 - right) * self.side, self.y + (1 - down) * self.side
        wanted = max((x - fixed_x) * (1 if right else -1), (y - fixed_y) * (1 if down else -1))
        room = min(self.width - fixed_x if right else fixed_x, self.height - fixed_y if down else fixed_y)
        side = min(max(self._least, wanted), room)
        return replace(self, x=fixed_x - (1 - right) * side, y=fixed_y - (1 - down) * side, side=side)
