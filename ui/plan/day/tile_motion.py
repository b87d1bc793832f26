"""The motion of tiles after a change: each is drawn on its way from where it was seen last to where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.layout.day_layout import DayLayout, is_same_grid
from planner.layout.grid import Box, Tile, room_boxes

MOST = 80
"""Tiles that move at a time; of more nobody could follow one."""


@dataclass(frozen=True)
class TileMotion:
    """The tiles of a layout that are on their way, each with the box that it comes from, and the share that is done.

    Those of the sessions ``dropped`` have a shadow, which goes.
    """

    layout: DayLayout
    origins: Mapping[Tile, Box]
    dropped: Collection[str]
    share: float = 0.0

    def box(self, tile: Tile) -> Box:
        pairs = zip(self.origins[tile], self.layout.spots[tile].box, strict=True)
        return Box(*(start + (end - start) * self.share for start, end in pairs))


def make_motion(
    before: DayLayout, now: DayLayout, seen: Collection[str], dropped: Collection[str]
) -> TileMotion | None:
    """Return the motion of the tiles that another snapshot has elsewhere; None if nothing moves, or too much.

    The sessions ``seen``, ``dropped`` ones among them, were drawn in the whole of a column at their new place already,
    as a drag and a bar do.
    """
    if before.agenda is now.agenda or before.day.id != now.day.id or not is_same_grid(before, now.grid):
        return None
    changed = {tile.session for tile, spot in now.spots.items() if before.spots.get(tile) != spot}.union(dropped)
    pieces, origins = defaultdict[str, list[Tile]](list), dict[Tile, Box]()
    for tile in now.spots:
        if tile.session in changed:
            pieces[tile.session].append(tile)
    for name, tiles in pieces.items():
        where = now.agenda.sessions[name].placement if name in seen else None
        starts = room_boxes(now.grid, where.rooms, where.span) if where else before.find_boxes(name)
        if len(starts) == len(tiles):  # else there is no telling which piece was where
            origins |= {t: b for t, b in zip(tiles, starts, strict=True) if _moves(now, t, b) or name in dropped}
    return TileMotion(now, origins, dropped) if 0 < len(origins) <= MOST else None


def _moves(now: DayLayout, tile: Tile, start: Box) -> bool:
    """Return whether a tile comes from elsewhere, and is drawn by itself."""
    spot = now.spots[tile]
    return start != spot.box and spot.others is None and tile not in now.marks
