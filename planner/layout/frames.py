"""The frames of blocks on a day's grid: boxes and heads, the insets of their sessions' tiles, and their free time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.span import free_times
from planner.layout.drag import DragPart
from planner.layout.grid import Box, Grid, Tile, column_runs

HEAD, LOW_HEAD = 21, 15
"""Height in pixels of a frame's head, and of a low head, which leaves room for short sessions."""
BESIDE, BELOW = 4, 3
"""Pixels by which the tiles at a frame's sides are set in, and by which the frame reaches below its end time."""
LEAST_LEFT = 11
"""Minimum height in pixels that a tile keeps when it is set in below a head."""
TALL = 46
"""Minimum height in pixels of a tile of which a head may cover the end or the beginning."""
TITLE = 17
"""Height in pixels of a tile's beginning with the first line of its title."""
EDGE = 4
"""Pixels around the ends of a frame that resize it."""
LEAST_FREE = 15
"""The minimum minutes of free time for which a frame shows that a session can be dropped there."""


class BlockFrame(NamedTuple):
    """The frame of a block in a run of adjacent columns.

    The head, ``head`` pixels high, is ``above`` the frame's start if there is room, else inside; its height is 0 if
    there is no room for even a low one. ``covers`` is true if the head is painted over tiles: over the end of a
    tall one above, over one that goes on past the frame's start, or over first ones that are too low for words.
    """

    block: str
    columns: tuple[int, int]
    start: int
    end: int
    above: bool = False
    head: int = HEAD
    covers: bool = False

    def box(self, grid: Grid) -> Box:
        """Return the rectangle of the frame with its head in pixels."""
        x, y, width, height = grid.box(self.columns, self.start, self.end)
        over = self.head if self.above else 0
        return Box(x + 1, y - over, width - 2, height + over + BELOW)

    def head_box(self, box: Box) -> Box:
        """Return the rectangle in pixels of the head of the frame with this ``box``; it is no higher than the frame."""
        return box._replace(height=min(self.head, box.height))

    def shares_columns(self, columns: tuple[int, int]) -> bool:
        """Return whether a run of columns has one in common with the frame."""
        return self.columns[0] <= columns[1] and columns[0] <= self.columns[1]


class Inset(NamedTuple):
    """The pixels by which a tile is narrowed at left and right; ``top`` is the least y of its top, below a head."""

    left: float
    right: float
    top: float = 0

    def inset_box(self, box: Box) -> Box:
        """Return a tile's box, narrowed and lowered by the inset."""
        down = max(0.0, self.top - box.y)
        return Box(box.x + self.left, box.y + down, box.width - self.left - self.right, box.height - down)


@dataclass(frozen=True)
class Frames:
    """The frames of a day on a grid, by time, and the insets of the tiles in them."""

    grid: Grid | None = None
    all: tuple[BlockFrame, ...] = ()
    insets: Mapping[Tile, Inset] = field(default_factory=dict)

    @cached_property
    def _boxes(self) -> list[tuple[BlockFrame, Box]]:
        return [(frame, frame.box(self.grid)) for frame in self.all] if self.grid else []

    def find_boxes(self, block_id: str) -> list[Box]:
        """Return the boxes of a block with their heads; none if it has no frame."""
        return [box for frame, box in self._boxes if frame.block == block_id]

    def find_head_block(self, x: float, y: float) -> str | None:
        """Return the id of the block whose head is at a point, or None."""
        return next((name for name, head in self.heads() if head.holds(x, y)), None)

    def heads(self) -> list[tuple[str, Box]]:
        """Return the ids of the blocks with the boxes of their heads."""
        return [(frame.block, frame.head_box(box)) for frame, box in self._boxes]

    def find_grab(self, x: float, y: float, block_id: str | None = None) -> tuple[str, DragPart] | None:
        """Return the id of the block that a press at a point grabs by head or end, and that part; else None.

        If ``block_id`` is given, no other block can be grabbed.
        """
        for frame, box in self._boxes:
            if box.x <= x < box.right and block_id in (None, frame.block):
                if abs(y - box.bottom) <= EDGE:
                    return frame.block, DragPart.BOTTOM
                if abs(y - box.y) <= EDGE:
                    return frame.block, DragPart.TOP
                if frame.head_box(box).holds(x, y):
                    return frame.block, DragPart.WHOLE
        return None


def day_frames(agenda: Agenda, grid: Grid, tiles: Sequence[Tile]) -> Frames:
    """Return the frames of the blocks placed on a grid's day; ``tiles`` are those shown there."""
    found = [frame for block in agenda.blocks_in_order for frame in make_block_frames(block, grid)]
    if not found:
        return Frames()
    frames = [_frame_with_head(frame, agenda, grid, tiles, found) for frame in found]
    insets = {}
    for tile in tiles:
        session = agenda.sessions[tile.session]
        block = agenda.blocks.get(session.block) if session.block else None
        if block and session.placement and block.holds(session.placement):
            for frame in frames:
                if (
                    frame.block == block.id
                    and frame.columns[0] <= tile.columns[0]
                    and tile.columns[1] <= frame.columns[1]
                ):
                    insets[tile] = _tile_inset(tile, frame, grid)
    return Frames(grid, tuple(frames), insets)


def make_block_frames(block: Block, grid: Grid) -> list[BlockFrame]:
    """Return the frames of a block on a grid, one for each run of columns, with no decision on their heads yet."""
    if (where := block.placement) is None or where.span.day != grid.day:
        return []
    return [
        BlockFrame(block.id, run, where.span.start, where.span.end)
        for run in column_runs(grid.find_columns(where.rooms))
    ]


def _frame_with_head(
    frame: BlockFrame, agenda: Agenda, grid: Grid, tiles: Sequence[Tile], frames: Sequence[BlockFrame]
) -> BlockFrame:
    """Return a frame with its head: above it if grid, low tiles and other frames leave room, else within, or none.

    A tall tile is not in the way, although the head covers a part of it. If that part is the title of one that goes on
    past the frame's start, the head is within, over the middle of that tile, unless it would cover the title there too.
    """
    top = frame.start - (HEAD + BELOW) / grid.scale
    inside = [tile for tile in tiles if frame.shares_columns(tile.columns)]
    near = [b for b in inside if b.end + b.teardown > top and b.start - b.setup < frame.start]
    framed = any(f.end > top and f.start < frame.start and frame.shares_columns(f.columns) for f in frames)
    free = top >= grid.first and not framed and all((b.end - b.start) * grid.scale >= TALL for b in near)
    above = frame._replace(above=True, covers=bool(near)) if free else None
    nearest = min(((frame.start - b.start) * grid.scale for b in near), default=0)
    if above and not TITLE <= nearest < HEAD + TITLE:
        return above
    members = {session.id for session in agenda.member_sessions(frame.block)}
    for head in (HEAD, LOW_HEAD):
        below = frame.start + head / grid.scale
        first = [b for b in inside if b.session in members and frame.start <= b.start < below]
        if all((b.end - below) * grid.scale >= LEAST_LEFT for b in first):
            return frame._replace(head=head, covers=any(b.start < frame.start < b.end for b in near))
    if above:
        return above
    low = all((b.end - b.start) * grid.scale < LEAST_LEFT for b in first)  # so that none of them has words
    covers = low and (frame.end - frame.start) * grid.scale >= 2 * LOW_HEAD
    return frame._replace(head=LOW_HEAD if covers else 0, covers=covers)


def _tile_inset(tile: Tile, frame: BlockFrame, grid: Grid) -> Inset:
    """Return the inset of a tile within a frame: at the sides where they share an edge, and below the head."""
    left = BESIDE if tile.columns[0] == frame.columns[0] and tile.lane == 0 else 0
    right = BESIDE if tile.columns[1] == frame.columns[1] and tile.lane == tile.lanes - 1 else 0
    below = grid.y(frame.start) + frame.head
    return Inset(left, right, 0 if frame.above or grid.y(tile.end) - below < LEAST_LEFT else below)


def longest_free_times(agenda: Agenda, frame: BlockFrame, grid: Grid) -> list[tuple[int, tuple[int, int]]]:
    """Return the longest free time in each column of a frame: its column, and start and end in minutes.

    It is free of all the day's sessions there with their set-up and clearing; times shorter than ``LEAST_FREE`` are
    left out.
    """
    found = []
    for column in range(frame.columns[0], frame.columns[1] + 1):
        room = grid.rooms[column] if grid.rooms else None
        busy = sorted(
            (where.span.start - session.setup, where.span.end + session.teardown)
            for session, where in agenda.day_sessions(grid.day)
            if not where.rooms or room is None or room in where.rooms
        )
        free = free_times(busy, frame.start, frame.end)
        longest = max(free, key=lambda gap: gap[1] - gap[0], default=(0, 0))
        if longest[1] - longest[0] >= LEAST_FREE:
            found.append((column, longest))
    return found
