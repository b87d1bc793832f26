"""Which rectangles a day's sessions are drawn as: runs of neighbouring rooms, and lanes where sessions clash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.span import Span
from planner.layout.grid import Box, Grid


class Block(NamedTuple):
    """One rectangle of a session. A session in rooms that are not neighbours, or that clashes, has several.

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


class _Placed(NamedTuple):
    session: str
    start: int
    end: int
    columns: tuple[int, ...]
    setup: int
    teardown: int

    def meets(self, other: _Placed) -> bool:
        return self.start < other.end and other.start < self.end and bool(set(self.columns) & set(other.columns))

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
    found: list[Block] = []
    for cluster in _clusters(items):
        if len(cluster) == 1:
            item = cluster[0]
            runs = neighbours(item.columns) if len(item.columns) > 1 else [(item.columns[0], item.columns[0])]
            found += [item.block(run) for run in runs]
            continue
        lane_of = _lanes(cluster)
        lanes = max(lane_of.values()) + 1
        for item in cluster:
            runs = neighbours(item.columns) if lanes == 1 else [(column, column) for column in item.columns]
            found.extend(item.block(run, lane_of[item.session], lanes) for run in runs)
    return tuple(found)


def _clusters(items: Iterable[_Placed]) -> list[list[_Placed]]:
    """Sessions that meet, directly or through others, by time; they share their lanes."""
    ordered = sorted(items, key=lambda i: (i.start, -i.end))
    leader = list(range(len(ordered)))

    def find(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    reach: dict[int, tuple[int, int]] = {}  # a column's latest end so far, and who is in its present run
    for n, item in enumerate(ordered):
        for column in item.columns:
            end, other = reach.get(column, (0, n))
            if item.start < end:
                leader[find(n)] = find(other)
            reach[column] = (max(end, item.end), n)
    clusters: dict[int, list[_Placed]] = {}
    for n, item in enumerate(ordered):
        clusters.setdefault(find(n), []).append(item)
    return list(clusters.values())


def _lanes(cluster: Sequence[_Placed]) -> dict[str, int]:
    """A lane for each, the leftmost that is free where it lies."""
    lanes: dict[str, int] = {}
    for n, item in enumerate(cluster):
        taken = {lanes[other.session] for other in cluster[:n] if item.meets(other)}
        lanes[item.session] = next(lane for lane in range(len(cluster)) if lane not in taken)
    return lanes


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
