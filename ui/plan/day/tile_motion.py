"""The motion of tiles after a change: each is drawn moving from where it was seen last to its new place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.layout.day_layout import DayLayout, is_same_grid
from planner.layout.grid import Box, Tile, room_boxes

MOST = 80
"""Maximum number of tiles that move at once; more could not be followed by eye."""


@dataclass(frozen=True)
class TileMotion:
    """The moving tiles of a layout, each with the box it started from.

    ``share`` is how much of the way is done, 0 to 1. Those of the sessions ``dropped`` have a shadow, which fades.
    """

    layout: DayLayout
    origins: Mapping[Tile, Box]
    dropped: Collection[str]
    share: float = 0.0

    def box(self, tile: Tile) -> Box:
        """Return the box in which a tile is drawn now."""
        pairs = zip(self.origins[tile], self.layout.spots[tile].box, strict=True)
        return Box(*(start + (end - start) * self.share for start, end in pairs))


def make_motion(
    before: DayLayout, now: DayLayout, seen: Collection[str], dropped: Collection[str]
) -> TileMotion | None:
    """Return the motion of the dropped tiles and of those that are drawn elsewhere in a new layout, or None.

    A tile that was not dropped moves only if it is drawn by itself, not as a strip or in a mark; a dropped one is
    included even where it stays. A session with another number of tiles than before does not move. It is None if no
    tile is left, or more than ``MOST``, and between layouts of one snapshot, of two days, or of two grids that differ
    in more than the end. The sessions ``seen`` were already drawn at their new place, across the
    whole column, by a drag or a bar; they start there. The sessions ``dropped`` are among them.
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
            origins |= {
                t: b for t, b in zip(tiles, starts, strict=True) if _can_be_animated(now, t, b) or name in dropped
            }
    return TileMotion(now, origins, dropped) if 0 < len(origins) <= MOST else None


def _can_be_animated(now: DayLayout, tile: Tile, start: Box) -> bool:
    """Return whether a tile starts elsewhere, and is drawn by itself rather than as a strip or a mark."""
    spot = now.spots[tile]
    return start != spot.box and spot.others is None and tile not in now.marks
