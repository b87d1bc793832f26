"""The places of blocks, and the strips of those that are too low for words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from planner.layout.grid import Block, Box

OUTLINE = 3
"""Pixels around a block that its outline may cover."""
STRIP = 15
"""Height in pixels of the strip that is painted for a block too low for words, over what is below it."""


class PlacedBox(NamedTuple):
    """The place of a block: its box, or that of the mark which replaces it, and the area that is painted for it.

    ``covered`` are the pixels at its top that the strip of a lower block covers. ``others`` is set for a block that is
    too low for words and so has a strip: the number of such blocks that follow at once, and have none.
    """

    box: Box
    painted: Box
    covered: float = 0
    others: int | None = None

    @property
    def strip(self) -> Box:
        """The box of the strip."""
        return self.box._replace(height=STRIP)


def plain_spot(spot: PlacedBox | None) -> PlacedBox | None:
    """Return a place that neither has a strip nor is covered by one, or None."""
    return spot if spot and not spot.covered and spot.others is None else None


def strips_of(spots: Mapping[Block, PlacedBox]) -> dict[Block, PlacedBox]:
    """Return the places of blocks that have a strip, as they are too low for words, and of those that it covers.

    Low blocks that follow each other at once share the strip of the first.
    """
    found: dict[Block, PlacedBox] = {}
    for _lane, low in groupby(sorted((b for b, s in spots.items() if s.box.height < STRIP), key=_lane_of), _lane_of):
        first, others, end = None, 0, 0.0
        for block in sorted(low, key=attrgetter("start")):
            box = spots[block].box
            first, others = (block, 0) if first is None or box.y >= end else (first, others + 1)
            head = spots[first]
            end = max(head.box.y + STRIP, box.bottom + 1)
            painted = head.painted._replace(
                height=max(head.painted.height, head.strip.bottom + OUTLINE - head.painted.y)
            )
            found[first] = head._replace(others=others, painted=painted)
    order = sorted(spots, key=attrgetter("start")) if found else []
    starts = [block.start for block in order]
    for begun, spot in list(found.items()):
        strip = spot.strip
        for block in order[bisect_left(starts, begun.start) :]:
            box = spots[block].box
            if box.y >= strip.bottom:
                break
            if box.height >= STRIP and box.meets(strip):
                found[block] = spots[block]._replace(covered=strip.bottom - box.y)
    return found


def _lane_of(block: Block) -> tuple[tuple[int, int], int, int]:
    return block.columns, block.lane, block.lanes
