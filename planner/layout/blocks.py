"""Which rectangles a day's sessions are drawn as: runs of neighbouring rooms, and lanes where sessions clash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.span import Span
from planner.layout.grid import Box, Grid


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
