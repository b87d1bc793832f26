"""The layout of a day on its grid: the places of its tiles, the tile at a point, folded rooms, the areas to repaint.

Also the times of the grid that cannot be used, and the places of the texts that give their reasons.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from planner.domain.agenda import Agenda
from planner.domain.entities import Day
from planner.layout.drag import DragPart
from planner.layout.frames import Frames, Inset, day_frames
from planner.layout.grid import (
    Box,
    ClashGroup,
    Grid,
    Tile,
    day_columns,
    make_day_grid,
    make_tiles,
    rooms_in_use,
    shown_minutes,
    tiles_and_clash_groups,
)
from planner.layout.neighbours import Direction, next_key_by_time
from planner.layout.strips import OUTLINE, STRIP, PlacedBox, place_without_strip, places_with_strips

EVERY = 200
"""Distance in pixels at which the text of a long blocked time is repeated, so that usually one is in sight."""
LEAST = 84
"""Minimum height in pixels of a blocked time that has the text at its end too."""
PAD, AROUND = 8, 4
"""The pixels to keep free on each side of a text's background, and those of the background on each side of the text."""


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


def max_text_width(grid: Grid) -> float:
    """Return the maximum width in pixels of a text in a column."""
    return grid.column_width - 2 * (PAD + AROUND)


def reason_boxes(
    grid: Grid, reasons: Iterable[tuple[BlockedTime, ReasonText]], tiles: Sequence[Box], line: float
) -> dict[int, list[tuple[Box, str]]]:
    """Return the boxes of the reasons' texts with their backgrounds, ``line`` pixels high, by column.

    A text is at the top of its blocked time, and of a high one also further down and at its end. It is moved down a
    line if another text is there, and below any tile that is there. A text for which there is no room then is left out.
    """
    found: dict[int, list[tuple[Box, str]]] = {}
    in_columns = tiles_by_column(grid, tiles)
    for blocked, reason in reasons:
        area = blocked.box(grid)
        for column in range(blocked.columns[0], blocked.columns[1] + 1):
            texts = found.setdefault(column, [])
            for y in _text_tops(area, line):
                box = Box(column * grid.column_width + PAD, y, reason.width + 2 * AROUND, line)
                if any(box.meets(other) for other, _text in texts):
                    box = box._replace(y=y + line + 2)
                for tile in in_columns.get(column, ()):
                    if box.meets(tile):
                        box = box._replace(y=tile.bottom + 2)
                if box.bottom <= area.bottom and not any(box.meets(other) for other, _text in texts):
                    texts.append((box, reason.text))
    return found


def _text_tops(area: Box, line: float) -> list[float]:
    """Return the preferred vertical positions of a blocked time's texts; the texts do not overlap."""
    top, last = area.y + 4, area.bottom - 4 - line
    if area.height < max(LEAST, line + 4):
        return [top] if area.height >= line + 4 else []
    return [*(top + step * EVERY for step in range(int((last - top - 2 * line) // EVERY) + 1)), last]


def tiles_by_column(grid: Grid, tiles: Iterable[Box]) -> Mapping[int, list[Box]]:
    """Return the tiles of each column by its index, from top to bottom."""
    found: dict[int, list[Box]] = {}
    for tile in sorted(tiles, key=attrgetter("y")):
        for column in range(grid.column(tile.x + 1), grid.column(tile.right - 1) + 1):
            found.setdefault(column, []).append(tile)
    return found


LEAST_COLUMN, LEAST_BESIDE, NARROWEST = 150, 80, 64
"""Minimum width of a column in pixels: usually, while several days are shown, and while all rooms are fitted in."""
SCROLLED = 196
"""Width in pixels of a column if not all have room at their minimum: one has to scroll anyway, and titles get room."""
EDGE, MIDDLE = 6, 4
"""Maximum height in pixels of the end of a tile that resizes it, and minimum height of each half of its middle."""


@dataclass(frozen=True, slots=True)
class DayOptions:
    """The options of a day's view: its width in pixels, its scale in pixels per minute, its ``hidden`` rooms.

    ``snap`` is the step of the grid in minutes. ``beside`` is true if other days are shown beside it, ``fitted`` if all
    rooms are fitted into the width. ``until`` extends the shown hours to that minute, for a change that is pending.
    """

    width: float
    scale: float
    hidden: frozenset[str] = frozenset()
    snap: int = 5
    beside: bool = False
    fitted: bool = False
    until: int = 0


class Hit(NamedTuple):
    """The id of the session or block at a point and the part that a press there grabs; a ``mark`` replaces its tile."""

    session: str
    part: DragPart
    mark: ClashGroup | None = None


@dataclass(frozen=True)
class DayLayout:
    """The layout of a day: its tiles with their places, from the top, and marks that replace tiles in narrow lanes."""

    agenda: Agenda
    day: Day
    view: DayOptions
    hidden: frozenset[str]
    """The ids of the hidden rooms, and of those that are folded."""
    grid: Grid
    last: int
    """The last shown minute without a pending change."""
    lanes: tuple[Tile, ...]
    """The tiles before marks replace some of them; for the same columns they depend on the snapshot alone."""
    spots: dict[Tile, PlacedBox]
    marks: dict[Tile, ClashGroup]
    frames: Frames

    fixed = 0.0
    clearance = (12, 12)
    least_fitted = 1.0
    """The minimum pixels per minute when the day is fitted into the view: most tiles then have room for a word."""

    @cached_property
    def tiles(self) -> list[Tile]:
        """The tiles, from the top; those that a mark replaces count as beginning where the mark does."""
        return list(self.spots)

    @cached_property
    def places(self) -> list[PlacedBox]:
        """The places of the tiles, in the order of ``tiles``."""
        return list(self.spots.values())

    @cached_property
    def boxes(self) -> list[Box]:
        """The boxes of the tiles, in the order of ``tiles``."""
        return [spot.box for spot in self.spots.values()]

    @cached_property
    def tiles_with_strip(self) -> list[tuple[Tile, PlacedBox]]:
        """The tiles that have a strip, from the top."""
        return [(tile, spot) for tile, spot in self.spots.items() if spot.others is not None]

    @cached_property
    def _tile_tops(self) -> list[float]:
        return [box.y for box in self.boxes]

    @cached_property
    def _max_tile_height(self) -> float:
        return max((box.height for box in self.boxes), default=0)

    @cached_property
    def max_buffer_height(self) -> float:
        """The height of the day's longest set-up or clearing time in pixels, 0 if no session has any."""
        return max((max(b.setup, b.teardown) for b in self.spots), default=0) * self.grid.scale

    @cached_property
    def _tiles_by_session(self) -> dict[str, list[Tile]]:
        found: dict[str, list[Tile]] = {}
        for tile in self.spots:
            found.setdefault(tile.session, []).append(tile)
        return found

    @property
    def content_minutes(self) -> tuple[int, int]:
        """The first and last minute of all that the day has to show, without the closed hours around it.

        That is its opening hours, its sessions with set-up and clearing, its blocks, and a pending change.
        """
        starts, ends = [b.start - b.setup for b in self.lanes], [b.end + b.teardown for b in self.lanes]
        framed = self.frames.all
        first = min([self.grid.opens, *starts, *(frame.start for frame in framed)])
        return first, max([self.grid.closes, self.view.until, *ends, *(frame.end for frame in framed)])

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of the grid in pixels."""
        return self.grid.width, self.grid.height

    def find_boxes(self, *sessions: str) -> list[Box]:
        """Return the boxes of sessions, or of the marks that replace them, and of blocks; those not shown have none."""
        found = [self.spots[tile].box for name in sessions for tile in self._tiles_by_session.get(name, ())]
        return [*found, *(box for name in sessions for box in self.frames.find_boxes(name))]

    def painted_areas(self, sessions: Iterable[str]) -> list[Box]:
        """Return the areas in which something is painted for these sessions."""
        return [self.spots[tile].painted for name in sessions for tile in self._tiles_by_session.get(name, ())]

    def tile_indices_between(self, top: float, bottom: float) -> range:
        """Return the indices in ``tiles`` of all that reach into the range between two heights, and perhaps of more."""
        return range(bisect_left(self._tile_tops, top - self._max_tile_height), bisect_right(self._tile_tops, bottom))

    def painted_tile_indices(self, area: Box) -> list[int]:
        """Return the indices in ``tiles`` of those of which something is painted inside an area."""
        beyond, places = self.max_buffer_height + OUTLINE + (STRIP if self.tiles_with_strip else 0), self.places
        left, top, right, bottom = area.x, area.y, area.right, area.bottom
        return [
            n
            for n in self.tile_indices_between(top - beyond, bottom + beyond)
            for x, y, wide, high in (places[n].painted,)
            if x < right and x + wide > left and y < bottom and y + high > top
        ]

    def find_tile(self, x: float, y: float) -> Tile | None:
        """Return the tile at a point of the grid, or None if there is none; strips are on top of other tiles."""
        found = next((self.tiles[n] for n in self.tile_indices_between(y, y) if self.boxes[n].holds(x, y)), None)
        if self.tiles_with_strip and (found is None or self.spots[found].box.height >= STRIP):
            found = next((tile for tile, spot in self.tiles_with_strip if spot.strip.holds(x, y)), found)
        return found

    def find_key(self, x: float, y: float) -> str | None:
        """Return the id of the block with its head at a point, or of the session there, or None."""
        found = self.find_tile(x, y)
        return self.frames.find_head_block(x, y) or (found.session if found else None)

    def keys_in_area(self, area: Box) -> list[str]:
        """Return the ids of the sessions whose tiles share an area with a box, from the top.

        If there are none, return the ids of the blocks whose heads share an area with it.
        """
        near = self.tile_indices_between(area.y, area.bottom)
        found = dict.fromkeys(self.tiles[n].session for n in near if self.boxes[n].meets(area))
        return list(found or dict.fromkeys(name for name, head in self.frames.heads() if head.meets(area)))

    def next_key(self, way: Direction, here: str | None, keys: Sequence[str]) -> str | None:
        """Return the id of the session or block that an arrow key goes to, or None if there are none.

        ``here`` is the id from which it goes; ``keys`` are the ids of all that are shown, by time.
        """
        boxes = [(tile.session, spot.box) for tile, spot in self.spots.items()]
        return next_key_by_time(way, here, [*boxes, *self.frames.heads()], keys)


def compute_layout(before: DayLayout | None, agenda: Agenda, day: Day, view: DayOptions) -> DayLayout:
    """Return the layout of a day: ``before`` itself if nothing differs, else one that reuses what has not changed."""
    old = before if before and before.agenda is agenda and before.day == day else None
    if old and old.view == view:
        return old
    hidden = view.hidden | empty_rooms_to_hide(agenda, day, view)
    if old and old.hidden == hidden and old.view.beside == view.beside:
        lanes, last, grid = old.lanes, old.last, replace(old.grid, snap=view.snap, scale=view.scale)
    else:
        grid = _make_grid(agenda, day, view, hidden)
        lanes, last = make_tiles(grid, agenda.day_sessions(day.date)), grid.last
    grid = replace(grid, column_width=_column_width(view, grid.columns), last=max(last, view.until))
    shown, groups = tiles_and_clash_groups(lanes, grid.column_width)
    frames = day_frames(agenda, grid, shown) if agenda.blocks else Frames()
    same = before and is_same_grid(before, grid) and before.frames.insets == frames.insets
    known = before.spots if before and same else {}
    spots = {
        tile: place_without_strip(known.get(tile)) or _tile_place(tile, grid, frames.insets.get(tile)) for tile in shown
    }
    spots |= places_with_strips(spots)
    for group in groups:
        box = group.box(grid)
        spots |= dict.fromkeys(group.tiles, PlacedBox(box, box.grown(OUTLINE)))
    if groups or frames.insets:  # a mark begins above some of its tiles, and a head moves those below it down
        spots = dict(sorted(spots.items(), key=lambda pair: pair[1].box.y))
    marks = {tile: g for g in groups for tile in g.tiles}
    return DayLayout(agenda, day, view, hidden, grid, last, lanes, spots, marks, frames)


def _column_width(view: DayOptions, columns: int) -> float:
    """Return the width in pixels of each column; ``columns`` is their number."""
    if view.fitted or view.beside:
        return max(NARROWEST if view.fitted else LEAST_BESIDE, view.width / columns)
    return view.width / columns if view.width >= LEAST_COLUMN * columns else SCROLLED


def empty_rooms_to_hide(agenda: Agenda, day: Day, view: DayOptions) -> frozenset[str]:
    """Return the ids of empty rooms that get no column, to leave room for the others.

    There are none if the view is not ``fitted``, if all columns have room, or if all rooms are empty.
    """
    shown = day_columns(agenda, day, view.hidden) if view.fitted else ()
    if view.width >= NARROWEST * len(shown):
        return frozenset()
    held = rooms_in_use(agenda, day).intersection(shown)
    return frozenset(shown) - held if held else frozenset()


def is_same_grid(before: DayLayout, grid: Grid) -> bool:
    """Return whether a grid differs from that of a layout in nothing, or only in its last minute."""
    return before.grid == grid or replace(before.grid, last=grid.last) == grid


def dirty_areas(before: DayLayout, now: DayLayout) -> list[Box] | None:
    """Return the areas of the grid in which tiles or hours differ between two layouts, or None if all of it does.

    These are the places of tiles that came, went or moved, and the range between the two ends of the shown hours.
    """
    if before is now:
        return []
    emptied = (not before.spots) != (not now.spots)  # the hint of an empty day comes or goes
    if emptied or before.agenda.rooms is not now.agenda.rooms or not is_same_grid(before, now.grid):
        return None
    found = [spot.painted for tile, spot in before.spots.items() if now.spots.get(tile) != spot]
    found += [spot.painted for tile, spot in now.spots.items() if before.spots.get(tile) != spot]
    first, last = sorted((before.grid.height, now.grid.height))
    if first != last:
        found.append(Box(0, first - 2, now.grid.width, last - first + 4))
    return found


def find_hit(layout: DayLayout, x: float, y: float, selected: Sequence[str]) -> Hit | None:
    """Return the session or block at a point of the grid, or None.

    On a mark, it is the first selected one of the mark's sessions, or else its first. Over a tile without a block's
    head there, the end of a block counts only if the block is the first of ``selected``.
    """
    tile = layout.find_tile(x, y)
    asked = None if tile is None or layout.frames.find_head_block(x, y) else next(iter(selected), "")
    if found := layout.frames.find_grab(x, y, asked):  # of a selected block also the ends, over its tiles
        return Hit(*found)
    if tile is None:
        return None
    if mark := layout.marks.get(tile):
        chosen = [name for name in selected if name in mark.sessions]
        return Hit(chosen[0] if chosen else tile.session, DragPart.WHOLE, mark)
    box = layout.spots[tile].box
    edge = min(EDGE, box.height / 4)
    if y < box.y + edge:
        return Hit(tile.session, DragPart.TOP)
    return Hit(tile.session, DragPart.BOTTOM if y > box.bottom - edge else DragPart.WHOLE)


def session_in_tile_middle(layout: DayLayout, x: float, y: float) -> str:
    """Return the id of the session in the middle of whose tile a point is, or an empty string."""
    tile = layout.find_tile(x, y)
    if tile is None or tile in layout.marks:
        return ""
    box = layout.spots[tile].box
    across, down = abs(x - box.x - box.width / 2), abs(y - box.y - box.height / 2)
    return tile.session if across < box.width / 4 and down < max(box.height / 6, MIDDLE) else ""


def _tile_place(tile: Tile, grid: Grid, inset: Inset | None = None) -> PlacedBox:
    """Return the place of a tile and the area painted for it, with its outline and its set-up and clearing time."""
    box = x, y, width, height = inset.inset_box(tile.box(grid)) if inset else tile.box(grid)
    above = max(OUTLINE, tile.setup * grid.scale) if tile.setup else OUTLINE
    below = max(OUTLINE, tile.teardown * grid.scale) if tile.teardown else OUTLINE
    return PlacedBox(box, Box(x - OUTLINE, y - above, width + 2 * OUTLINE, height + above + below))


def _make_grid(agenda: Agenda, day: Day, view: DayOptions, hidden: frozenset[str]) -> Grid:
    """Return the grid of a day; days side by side have the same hours, so that these line up."""
    grid = replace(make_day_grid(agenda, day, LEAST_COLUMN, view.scale, hidden), snap=view.snap)
    if not view.beside:
        return grid
    shown = [shown_minutes(agenda, each) for each in agenda.days.values()]
    return replace(grid, first=min(first for first, _ in shown), last=max(last for _, last in shown))
