"""Sizes of paper, in millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType

from planner.domain.errors import EstradError
from planner.domain.text import Text


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, and how many times larger than on A4 everything is printed on it."""

    width: float
    height: float
    enlargement: float = 1

    @property
    def across(self) -> Paper:
        """The same sheet lying on its long side."""
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
"""The papers that can be printed on, standing upright, by the names that the command line knows."""


def paper_named(name: str) -> Paper:
    """The paper of that name, whatever its case; raises ``EstradError`` for one we do not know."""
    found = PAPERS.get(name.lower())
    if found is None:
        raise EstradError(
            Text("There is no paper size “{name}”.", name=name),
            Text("Choose one of: {names}.", names=", ".join(PAPERS)),
        )
    return found
