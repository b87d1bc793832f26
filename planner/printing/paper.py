"""Paper sizes in millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper size, with the factor by which the layout is enlarged compared to A4."""

    width: float
    height: float
    enlargement: float = 1

    @property
    def across(self) -> Paper:
        """The paper in landscape."""
        return Paper(self.height, self.width, self.enlargement)


PAPERS = MappingProxyType(
    {
        "a5": Paper(148, 210, 0.85),
        "a4": Paper(210, 297),
        "letter": Paper(215.9, 279.4),
        "a3": Paper(297, 420, math.sqrt(2)),
        "a0": Paper(841, 1189, 4),
    }
)
"""The supported paper sizes in portrait, by their names on the command line."""
