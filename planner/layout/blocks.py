"""Which rectangles a day's sessions are drawn as: runs of neighbouring rooms, and lanes where sessions clash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.span import Span
from planner.layout.grid import Box, Grid

LEAST_LANE, LEAST_MARK = 9, 26
"""Pixels of a lane below which a block is no longer seen, and of a mark that has room for a count."""


class Block(NamedTuple):
    """One rectangle of a session. A session in rooms that are not neighbours, or that clashes in one, has several.

    ``setup`` and ``teardown`` are the minutes that its room is taken before and after. A tuple, as it is the key under
    which a view keeps its rectangle: its hash costs a third of a dataclass's.
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
        """Its place in pixels."""
        return grid.box(self.columns, self.start, self.end, self.lane, self.lanes)

    def buffers(self, grid: Grid) -> tuple[Box | None, Box | None]:
        """Where its room is set up before it and cleared after it, in pixels, where there is such a time."""
        before = grid.box(self.columns, self.start - self.setup, self.start, self.lane, self.lanes)
        after = grid.box(self.columns, self.end, self.end + self.teardown, self.lane, self.lanes)
        return before if self.setup else None, after if self.teardown else None


class Fold(NamedTuple):
    """Sessions that clash in a column and have no room beside each other there: one mark with their number.

    ``place`` of ``places`` across the column is the mark's; in those before it stand the blocks that have room.
    """

    blocks: tuple[Block, ...]
    column: int
    start: int
    end: int
    place: int
    places: int

    @property
    def sessions(self) -> tuple[str, ...]:
        """Their ids, by time."""
        return tuple(block.session for block in self.blocks)

    def box(self, grid: Grid) -> Box:
        """Its place in pixels."""
        return grid.box((self.column, self.column), self.start, self.end, self.place, self.places)


class _Placed(NamedTuple):
    session: str
    start: int
    end: int
    columns: tuple[int, ...]
    setup: int
    teardown: int

    def block(self, run: tuple[int, int], lane: int = 0, lanes: int = 1) -> Block:
        return Block(self.session, self.start, self.end, run, lane, lanes, self.setup, self.teardown)


def blocks(grid: Grid, placed: Sequence[tuple[Session, Placement]]) -> tuple[Block, ...]:
    """The blocks of a day's placed sessions, which come sorted by time; none for what is in no room of the grid."""
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
    """In which columns a session stands beside others: its lane there, and how many there are."""
    inside: list[list[_Placed]] = [[] for _ in range(columns)]
    for item in items:
        for column in item.columns:
            inside[column].append(item)
    found: dict[str, dict[int, tuple[int, int]]] = {}
    for column, those in enumerate(inside):
        for cluster in _clusters(those):
            if len(cluster) > 1:
                lane_of = _lanes(cluster)
                lanes = max(lane_of.values()) + 1
                for session, lane in lane_of.items():
                    found.setdefault(session, {})[column] = (lane, lanes)
    return found


def _clusters(items: Iterable[_Placed]) -> list[list[_Placed]]:
    """Sessions of one column that meet, directly or through others, by time; they share their lanes."""
    found: list[list[_Placed]] = []
    end = 0
    for item in sorted(items, key=lambda i: (i.start, -i.end)):
        if found and item.start < end:
            found[-1].append(item)
        else:
            found.append([item])
            end = 0
        end = max(end, item.end)
    return found


def _lanes(cluster: Sequence[_Placed]) -> dict[str, int]:
    """A lane for each of these, which come by time: the leftmost that is free where it lies."""
    lanes: dict[str, int] = {}
    taken: list[tuple[int, int]] = []
    free: list[int] = []
    for item in cluster:
        while taken and taken[0][0] <= item.start:
            heappush(free, heappop(taken)[1])
        lane = lanes[item.session] = heappop(free) if free else len(taken)
        heappush(taken, (item.end, lane))
    return lanes


def folded(placed: Sequence[Block], width: float) -> tuple[tuple[Block, ...], tuple[Fold, ...]]:
    """The blocks that are seen where columns are so many pixels wide, and the marks for all others.

    Where lanes would be too narrow, as many as have room for a mark beside them stay, and what lies in the rest is one
    mark for each run of sessions that overlap; in a column with no room for that all of them are one.
    """
    narrow = [block for block in placed if block.lanes > 1 and width / block.lanes < LEAST_LANE]
    if not narrow:
        return tuple(placed), ()
    gone, places = set(narrow), max(1, int(width // LEAST_MARK))
    kept = [block for block in placed if block not in gone]
    kept += [block._replace(lanes=places) for block in narrow if block.lane < places - 1]
    folds = []
    for run in _runs(block for block in narrow if block.lane >= places - 1):
        if len(run) == 1:
            kept.append(run[0]._replace(lane=places - 1, lanes=places))
        else:
            column, end = run[0].columns[0], max(block.end for block in run)
            folds.append(Fold(tuple(run), column, run[0].start, end, places - 1, places))
    return tuple(sorted(kept, key=_by_time)), tuple(folds)


def _by_time(block: Block) -> tuple[int, tuple[int, int], int]:
    return block.start, block.columns, block.lane


def _runs(found: Iterable[Block]) -> list[list[Block]]:
    """Blocks of one column that overlap, directly or through others, by column and time."""
    runs: list[list[Block]] = []
    end = 0
    for block in sorted(found, key=lambda b: (b.columns, b.start, b.lane)):
        if runs and runs[-1][0].columns == block.columns and block.start < end:
            runs[-1].append(block)
        else:
            runs.append([block])
            end = 0
        end = max(end, block.end)
    return runs


def places(grid: Grid, rooms: Iterable[str], span: Span) -> list[Box]:
    """Where something in these rooms (none: the whole venue) lies in that time, a box for each run of columns."""
    return [grid.box(run, span.start, span.end) for run in neighbours(grid.columns_of(rooms))]


def neighbours(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring columns as one run each: (0, 1, 3) is 0–1 and 3–3."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs
