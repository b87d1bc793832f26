"""Times of the grid that cannot be used, and the places of the texts that give their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from planner.layout.grid import Box, Grid

EVERY = 200
"""Distance in pixels at which the text of a long blocked time is repeated, so that it is always visible."""
LEAST = 84
"""Minimum height in pixels of a blocked time that has the text at its end too."""
PAD, AROUND = 8, 4
"""Pixels beside a text with its background, and of the background on each side of the text."""


@dataclass(frozen=True, slots=True)
class BlockedTime:
    """A shaded part of the grid: its first and last column, minutes of the shown day, and the reason."""

    columns: tuple[int, int]
    start: int
    end: int
    why: str

    def box(self, grid: Grid) -> Box:
        """Return the rectangle of the part within the grid's hours."""
        start, end = max(self.start, grid.first), min(self.end, grid.last)
        return grid.box(self.columns, start, max(start, end))


class ReasonText(NamedTuple):
    """The reason of a blocked time as it is shown: a text and its width in pixels."""

    text: str
    width: float


def text_room(grid: Grid) -> float:
    """Return the width in pixels that a text may have in a column."""
    return grid.column_width - 2 * (PAD + AROUND)


def reason_boxes(
    grid: Grid, reasons: Iterable[tuple[BlockedTime, ReasonText]], blocks: Sequence[Box], line: float
) -> dict[int, list[tuple[Box, str]]]:
    """Return the boxes of the reasons' texts with their backgrounds, ``line`` pixels high, in each column.

    A text is at the top of its blocked time, repeated further down, and at its end, below any block that is there.
    One without room, or where there is another text, is left out.
    """
    found: dict[int, list[tuple[Box, str]]] = {}
    in_columns = _by_column(grid, blocks)
    for blocked, reason in reasons:
        area = blocked.box(grid)
        for column in range(blocked.columns[0], blocked.columns[1] + 1):
            texts = found.setdefault(column, [])
            for y in _tops(area, line):
                box = Box(column * grid.column_width + PAD, y, reason.width + 2 * AROUND, line)
                if any(box.meets(other) for other, _text in texts):
                    box = box._replace(y=y + line + 2)
                for block in in_columns.get(column, ()):
                    if box.meets(block):
                        box = box._replace(y=block.bottom + 2)
                if box.bottom <= area.bottom and not any(box.meets(other) for other, _text in texts):
                    texts.append((box, reason.text))
    return found


def _tops(area: Box, line: float) -> list[float]:
    """Return the preferred vertical positions of a blocked time's texts; the texts do not overlap."""
    top, last = area.y + 4, area.bottom - 4 - line
    if area.height < max(LEAST, line + 4):
        return [top] if area.height >= line + 4 else []
    return [*(top + step * EVERY for step in range(int((last - top - 2 * line) // EVERY) + 1)), last]


def _by_column(grid: Grid, blocks: Iterable[Box]) -> Mapping[int, list[Box]]:
    """Return the blocks of each column, from top to bottom."""
    found: dict[int, list[Box]] = {}
    for block in sorted(blocks, key=attrgetter("y")):
        for column in range(grid.column(block.x + 1), grid.column(block.right - 1) + 1):
            found.setdefault(column, []).append(block)
    return found
