"""The layout of the board: one lane for shifts in all rooms, then a column per room: its lane, then its sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Day
from planner.layout.blocks import Block, blocks
from planner.layout.grid import Box, Grid, grid_of
from ui.features.moderators.moderator_shift import ModeratorShift

LANE = 26
"""Width of a shift, in pixels."""
EDGE = 4
"""Margin on each side of a lane's shifts, in pixels."""
EVERY = 78
"""Minimum width of the all-rooms lane in pixels, so that its heading fits."""
LEAST_SESSIONS = 132
"""Minimum width for a room's sessions, in pixels."""
MOST_SIDE_BY_SIDE = 4


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """The layout of a day's board, in board coordinates (pixels).

    ``every`` is the width of the all-rooms lane, 0 without rooms; ``lanes`` are the widths of the lane in each
    column. ``grid`` begins to the right of ``every``, and its columns include their lanes. ``blocks`` are the sessions;
    ``places`` are the shifts, each with its place among those side by side and the number of places.
    """

    grid: Grid
    every: float
    lanes: tuple[float, ...]
    blocks: tuple[Block, ...]
    places: tuple[tuple[Cover, int, int], ...]

    @property
    def width(self) -> float:
        """The width of the whole board."""
        return self.every + self.grid.width

    def session_box(self, block: Block) -> Box:
        """Return the box of a session's block, beside the lane of its first room."""
        first, last = block.columns
        left = self.every + first * self.grid.column_width + self.lanes[first]
        width = ((last - first + 1) * self.grid.column_width - self.lanes[first]) / block.lanes
        top = self.grid.y(block.start)
        return Box(left + block.lane * width, top, width, self.grid.y(block.end) - top)

    def shift_box(self, shift: ModeratorShift, place: int = 0, places: int = 1) -> Box | None:
        """Return the box of a shift in its lane, or None if its room has no column."""
        left, width = self._lane_of(shift.room)
        if left is None:
            return None
        start, end = self.minutes(shift)
        across = (width - 2 * EDGE) / places
        top = self.grid.y(start)
        return Box(left + EDGE + place * across, top, across, self.grid.y(end) - top)

    def reach_box(self, shift: ModeratorShift) -> Box | None:
        """Return the box of the sessions that a shift covers, or None if its room has no column."""
        start, end = self.minutes(shift)
        top, height = self.grid.y(start), self.grid.y(end) - self.grid.y(start)
        if shift.room is None:
            return Box(self.every, top, self.grid.width, height)
        left, _width = self._lane_of(shift.room)
        return None if left is None else Box(left, top, self.grid.column_width, height)

    def minutes(self, shift: ModeratorShift) -> tuple[int, int]:
        """Return the start and end of a shift, clipped to the grid's hours."""
        start = self.grid.first if shift.start is None else max(shift.start, self.grid.first)
        end = self.grid.last if shift.end is None else min(shift.end, self.grid.last)
        return start, max(start, end)

    def _lane_of(self, room: str | None) -> tuple[float | None, float]:
        if room is None:
            return 0, self.every or self.lanes[0]
        if room not in self.grid.rooms:
            return None, 0
        column = self.grid.rooms.index(room)
        return self.every + column * self.grid.column_width, self.lanes[column]

    def room_at(self, x: float) -> str | None:
        """Return the room of the column at ``x``, or None in the all-rooms lane."""
        if x < self.every or not self.grid.rooms:
            return None
        return self.grid.rooms[self.grid.column(x - self.every)]


def board_layout_of(agenda: Agenda, day: Day, width: float, scale: float) -> BoardLayout:
    """Lay out the board of a day, filling ``width`` if possible, at ``scale`` pixels a minute."""
    covers = [cover for cover in agenda.covers_in_order if cover.day == day.date]
    grid = _with(grid_of(agenda, day, LEAST_SESSIONS, scale), covers)
    found = {room: _side_by_side([c for c in covers if c.room == room]) for room in (None, *grid.rooms)}
    most = {room: max((place for _, place in places), default=0) + 1 for room, places in found.items()}
    lanes = tuple(LANE * most[room] + 2 * EDGE for room in grid.rooms or (None,))
    every = max(EVERY, LANE * most[None] + 2 * EDGE) if grid.rooms else 0.0
    column = max(max(lanes) + LEAST_SESSIONS, (width - every) / grid.columns)
    grid = replace(grid, column_width=column)
    places = tuple((cover, place, most[room]) for room, placed in found.items() for cover, place in placed)
    return BoardLayout(grid, every, lanes, blocks(grid, agenda.on(day.date)), places)


def _with(grid: Grid, covers: Iterable[Cover]) -> Grid:
    """Extend the grid's hours to include all shifts."""
    timed = [cover.span for cover in covers if not cover.whole_day]
    first = min([grid.first, *(span.start // 30 * 30 for span in timed)])
    last = max([grid.last, *(-(-span.end // 30) * 30 for span in timed)])
    return replace(grid, first=first, last=last)


def _side_by_side(covers: Sequence[Cover]) -> list[tuple[Cover, int]]:
    """Return each shift with its leftmost free place; a fifth shift at the same time shares the last place."""
    found: list[tuple[Cover, int]] = []
    for cover in covers:
        taken = {place for other, place in found if other.span.overlaps(cover.span)}
        free = next((n for n in range(MOST_SIDE_BY_SIDE) if n not in taken), MOST_SIDE_BY_SIDE - 1)
        found.append((cover, free))
    return found
