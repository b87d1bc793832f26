"""Which rectangles a day's sessions are drawn as: runs of neighbouring rooms, and lanes where sessions clash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.entities import Placement, Session
from planner.layout.grid import Box, Grid


@dataclass(frozen=True, slots=True)
class Block:
    """One rectangle of a session. A session in rooms that are not neighbours, or that clashes, has several."""

    session: str
    start: int
    end: int
    columns: tuple[int, int]
    lane: int = 0
    lanes: int = 1

    def box(self, grid: Grid) -> Box:
        """Its place in pixels."""
        return grid.box(self.columns, self.start, self.end, self.lane, self.lanes)


@dataclass(frozen=True, slots=True)
class _Placed:
    session: str
    start: int
    end: int
    columns: tuple[int, ...]

    def meets(self, other: _Placed) -> bool:
        return self.start < other.end and other.start < self.end and bool(set(self.columns) & set(other.columns))


def blocks(grid: Grid, placed: Sequence[tuple[Session, Placement]]) -> tuple[Block, ...]:
    """The blocks of a day's placed sessions, which come sorted by time."""
    items = [_Placed(s.id, p.span.start, p.span.end, grid.columns_of(p.rooms)) for s, p in placed]
    found: list[Block] = []
    for cluster in _clusters(items):
        lane_of = _lanes(cluster)
        lanes = max(lane_of.values()) + 1
        for item in cluster:
            runs = neighbours(item.columns) if lanes == 1 else [(column, column) for column in item.columns]
            found.extend(Block(item.session, item.start, item.end, run, lane_of[item.session], lanes) for run in runs)
    return tuple(found)


def _clusters(items: Iterable[_Placed]) -> list[list[_Placed]]:
    """Sessions that meet, directly or through others; they share their lanes."""
    clusters: list[list[_Placed]] = []
    active: list[list[_Placed]] = []
    for item in sorted(items, key=lambda i: (i.start, -i.end)):
        active = [cluster for cluster in active if max(i.end for i in cluster) > item.start]
        met = [cluster for cluster in active if any(item.meets(other) for other in cluster)]
        joined = [*(other for cluster in met for other in cluster), item]
        gone = {id(cluster) for cluster in met}
        active = [*(cluster for cluster in active if id(cluster) not in gone), joined]
        clusters = [*(cluster for cluster in clusters if id(cluster) not in gone), joined]
    return clusters


def _lanes(cluster: Sequence[_Placed]) -> dict[str, int]:
    """A lane for each, the leftmost that is free where it lies."""
    lanes: dict[str, int] = {}
    for n, item in enumerate(cluster):
        taken = {lanes[other.session] for other in cluster[:n] if item.meets(other)}
        lanes[item.session] = next(lane for lane in range(len(cluster)) if lane not in taken)
    return lanes


def neighbours(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring columns as one run each: (0, 1, 3) is 0–1 and 3–3."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs
