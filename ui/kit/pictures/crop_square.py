"""The square cut out of a photo: its limits, and how it moves and grows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QRect

LEAST = 64
"""Pixels of the smallest square, unless the picture itself is smaller."""


class Corner(Enum):
    """A corner, as multiples of the side from the left and from the top."""

    TOP_LEFT = (0, 0)
    TOP_RIGHT = (1, 0)
    BOTTOM_LEFT = (0, 1)
    BOTTOM_RIGHT = (1, 1)


@dataclass(frozen=True, slots=True)
class Square:
    """A square in a picture of ``width`` × ``height``, in the picture's pixels. It is always inside."""

    width: int
    height: int
    x: int
    y: int
    side: int

    @classmethod
    def in_picture(cls, width: int, height: int) -> Square:
        """Return the largest square, in the middle; in a tall picture nearer to the top, where faces are."""
        side = min(width, height)
        return cls(width, height, (width - side) // 2, (height - side) // 3, side)

    @property
    def rect(self) -> QRect:
        """The square as a Qt rectangle."""
        return QRect(self.x, self.y, self.side, self.side)

    @property
    def step(self) -> int:
        """Pixels of a small step: a hundredth of the picture."""
        return max(1, min(self.width, self.height) // 100)

    @property
    def _least(self) -> int:
        return min(LEAST, self.width, self.height)

    def corner(self, corner: Corner) -> tuple[int, int]:
        """Return the position of a corner."""
        right, down = corner.value
        return self.x + right * self.side, self.y + down * self.side

    def moved(self, right: int, down: int) -> Square:
        """Return the square moved as far as there is space."""
        x = min(max(0, self.x + right), self.width - self.side)
        y = min(max(0, self.y + down), self.height - self.side)
        return replace(self, x=x, y=y)

    def grown(self, by: int) -> Square:
        """Return the square with longer sides (shorter if negative), around the same middle if there is space."""
        side = min(max(self._least, self.side + by), self.width, self.height)
        return replace(self, side=side).moved((self.side - side) // 2, (self.side - side) // 2)

    def pulled(self, corner: Corner, x: int, y: int) -> Square:
        """Return the square with a corner pulled towards a point; the opposite corner stays."""
        right, down = corner.value
        fixed_x, fixed_y = self.x + (1 - right) * self.side, self.y + (1 - down) * self.side
        wanted = max((x - fixed_x) * (1 if right else -1), (y - fixed_y) * (1 if down else -1))
        room = min(self.width - fixed_x if right else fixed_x, self.height - fixed_y if down else fixed_y)
        side = min(max(self._least, wanted), room)
        return replace(self, x=fixed_x - (1 - right) * side, y=fixed_y - (1 - down) * side, side=side)
