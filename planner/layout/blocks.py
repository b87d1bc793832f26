"""The rectangles of a day's sessions: runs of adjacent rooms, and lanes for sessions that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeVar

from planner.domain.entities import Session
from planner.domain.span import Span
from planner.domain.value_objects import Placement
from planner.layout.grid import Box, Grid

LEAST_LANE, LEAST_MARK = 9, 26
"""The minimum width in pixels of a lane in which a block is visible, and of a mark with a count."""


class Block(NamedTuple):
    """A rectangle of a session; a session in rooms that are not adjacent, or that overlaps another, has several.

    ``setup`` and ``teardown`` are the minutes for which its room is occupied before and after. It is a tuple because
    views use it as the key of a rectangle: its hash costs a third of a dataclass's.
    """

    session: str
    start: int
    end: int
    columns: tuple[int, int]
    lane: int = 0
    lanes: int = 1
    setup: int = 0
    teardown: int = 0

    def box(self, grid: Grid) -> Box:
        """Return the rectangle of the block in pixels."""
        return grid.box(self.columns, self.start, self.end, self.lane, self.lanes)

    def buffers(self, grid: Grid) -> tuple[Box | None, Box | None]:
        """Return the rectangles in pixels of the set-up and clearing time, each None if there is none."""
        before = grid.box(self.columns, self.start - self.setup, self.start, self.lane, self.lanes)
        after = grid.box(self.columns, self.end, self.end + self.teardown, self.lane, self.lanes)
        return before if self.setup else None, after if self.teardown else None


class ClashGroup(NamedTuple):
    """A mark with the number of overlapping sessions, by time, that do not fit side by side into a column.

    The column has ``places`` slots side by side: the mark is in the last one, and blocks that fit are in those before.
    """

    blocks: tuple[Block, ...]
    places: int

    @property
    def sessions(self) -> tuple[str, ...]:
        """The ids of the sessions, by time."""
        return tuple(block.session for block in self.blocks)

    def box(self, grid: Grid) -> Box:
        """Return the rectangle of the mark in pixels."""
        first, end = self.blocks[0], max(block.end for block in self.blocks)
        return grid.box(first.columns, first.start, end, self.places - 1, self.places)


class _Placed(NamedTuple):
    session: str
    start: int
    end: int
    columns: tuple[int, ...]
    setup: int
    teardown: int

    def block(self, run: tuple[int, int], lane: int = 0, lanes: int = 1) -> Block:
        return Block(self.session, self.start, self.end, run, lane, lanes, self.setup, self.teardown)


T = TypeVar("T", Block, _Placed)


def blocks(grid: Grid, placed: Sequence[tuple[Session, Placement]]) -> tuple[Block, ...]:
    """Return the blocks of a day's placed sessions, sorted by time; sessions in no room of the grid have none."""
    everywhere = tuple(range(grid.columns))
    column = {room: n for n, room in enumerate(grid.rooms)}
    alone = {room: (n,) for room, n in column.items()}
    items = []
    for session, placement in placed:
        rooms, span = placement.rooms, placement.span
        one = alone.get(rooms[0]) if len(rooms) == 1 else None
        columns = one or tuple(sorted(column[room] for room in rooms if room in column))
        if not columns and rooms and grid.rooms:
            continue
        items.append(_Placed(session.id, span.start, span.end, columns or everywhere, session.setup, session.teardown))
    shared = _shared(items, grid.columns)
    found: list[Block] = []
    for item in items:
        lanes = shared.get(item.session, {})
        whole = tuple(column for column in item.columns if column not in lanes) if lanes else item.columns
        found += [item.block(run) for run in neighbours(whole)]
        found += [item.block((column, column), *lane) for column, lane in lanes.items()]
    return tuple(found)


def _shared(items: Iterable[_Placed], columns: int) -> dict[str, dict[int, tuple[int, int]]]:
    """Return the columns that each session shares with others, with its lane and the number of lanes there."""
    inside: list[list[_Placed]] = [[] for _ in range(columns)]
    for item in items:
        for column in item.columns:
            inside[column].append(item)
    found: dict[str, dict[int, tuple[int, int]]] = {}
    for column, those in enumerate(inside):
        for cluster in _overlapping(sorted(those, key=lambda item: (item.start, -item.end))):
            if len(cluster) > 1:
                lane_of = _lanes(cluster)
                lanes = max(lane_of.values()) + 1
                for session, lane in lane_of.items():
                    found.setdefault(session, {})[column] = (lane, lanes)
    return found


def _overlapping(items: Iterable[T]) -> list[list[T]]:
    """Return the groups of those in a column, sorted by time, that overlap directly or through others."""
    found: list[list[T]] = []
    end = 0
    for item in items:
        if found and item.start < end:
            found[-1].append(item)
        else:
            found.append([item])
            end = 0
        end = max(end, item.end)
    return found


def _lanes(cluster: Sequence[_Placed]) -> dict[str, int]:
    """Return a lane for each session of a cluster sorted by time: the leftmost that is free at its start."""
    lanes: dict[str, int] = {}
    taken: list[tuple[int, int]] = []
    free: list[int] = []
    for item in cluster:
        while taken and taken[0][0] <= item.start:
            heappush(free, heappop(taken)[1])
        lane = lanes[item.session] = heappop(free) if free else len(taken)
        heappush(taken, (item.end, lane))
    return lanes


def grouped_clashes(placed: Sequence[Block], width: float) -> tuple[tuple[Block, ...], tuple[ClashGroup, ...]]:
    """Return the blocks that are visible at this column width in pixels, and marks for all others.

    If lanes would be too narrow, as many blocks as fit beside a mark stay, and each run of overlapping sessions in the
    rest becomes one mark; in a column too narrow for that, all of them become one.
    """
    narrow = [block for block in placed if block.lanes > 1 and width / block.lanes < LEAST_LANE]
    if not narrow:
        return tuple(placed), ()
    gone, places = set(narrow), max(1, int(width // LEAST_MARK))
    kept = [block for block in placed if block not in gone]
    kept += [block._replace(lanes=places) for block in narrow if block.lane < places - 1]
    folds = []
    rest = sorted((b for b in narrow if b.lane >= places - 1), key=attrgetter("columns", "start", "lane"))
    for run in (run for _columns, those in groupby(rest, attrgetter("columns")) for run in _overlapping(those)):
        if len(run) == 1:
            kept.append(run[0]._replace(lane=places - 1, lanes=places))
        else:
            folds.append(ClashGroup(tuple(run), places))
    return tuple(sorted(kept, key=attrgetter("start", "columns", "lane"))), tuple(folds)


def boxes_at(grid: Grid, rooms: Iterable[str], span: Span) -> list[Box]:
    """Return the rectangles of these rooms (empty: the whole venue) in that time, one per run of columns."""
    return [grid.box(run, span.start, span.end) for run in neighbours(grid.columns_of(rooms))]


def neighbours(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Merge adjacent columns into runs of first and last column: (0, 1, 3) becomes 0–1 and 3–3."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs
