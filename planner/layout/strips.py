"""The places of tiles, and the strips of tiles that are too low for words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from planner.layout.grid import Box, Tile

OUTLINE = 3
"""Pixels around a tile that its outline may cover."""
STRIP = 15
"""Height in pixels of the strip that is painted for a tile too low for words, covering what is below the tile."""


class PlacedBox(NamedTuple):
    """The place of a tile: its box, or that of the mark which replaces it, and the area that is painted for it.

    ``covered`` are the pixels at its top that another tile's strip covers. ``others`` is None unless the tile has a
    strip, as it is too low for words; then it is the number of such tiles that follow at once and share the strip.
    """

    box: Box
    painted: Box
    covered: float = 0
    others: int | None = None

    @property
    def strip(self) -> Box:
        """The box of the strip."""
        return self.box._replace(height=STRIP)


def place_without_strip(spot: PlacedBox | None) -> PlacedBox | None:
    """Return a tile's place; None if there is none, if it has a strip, or if another tile's strip covers a part."""
    return spot if spot and not spot.covered and spot.others is None else None


def places_with_strips(spots: Mapping[Tile, PlacedBox]) -> dict[Tile, PlacedBox]:
    """Return the new places of tiles that get a strip, as they are too low for words, and of tiles that a strip covers.

    Low tiles that follow each other at once share the strip of the first.
    """
    found: dict[Tile, PlacedBox] = {}
    lane = attrgetter("columns", "lane", "lanes")
    for _lane, low in groupby(sorted((b for b, s in spots.items() if s.box.height < STRIP), key=lane), lane):
        first, others, end = None, 0, 0.0
        for tile in sorted(low, key=attrgetter("start")):
            box = spots[tile].box
            first, others = (tile, 0) if first is None or box.y >= end else (first, others + 1)
            head = spots[first]
            end = max(head.box.y + STRIP, box.bottom + 1)
            painted = head.painted._replace(
                height=max(head.painted.height, head.strip.bottom + OUTLINE - head.painted.y)
            )
            found[first] = head._replace(others=others, painted=painted)
    order = sorted(spots, key=attrgetter("start")) if found else []
    starts = [tile.start for tile in order]
    for begun, spot in list(found.items()):
        strip = spot.strip
        for tile in order[bisect_left(starts, begun.start) :]:
            box = spots[tile].box
            if box.y >= strip.bottom:
                break
            if box.height >= STRIP and box.meets(strip):
                found[tile] = spots[tile]._replace(covered=strip.bottom - box.y)
    return found
