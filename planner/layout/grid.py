"""The grid of one day: its hours, columns and steps, and the tiles of its sessions, side by side where they overlap.

Rooms are columns, minutes go downwards, in pixels of the whole scrollable area. A session takes runs of adjacent rooms,
and lanes where sessions overlap.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Day, Session
from planner.domain.span import LATEST, Span
from planner.domain.value_objects import Placement

SNAPS = (1, 5, 10, 15)
"""The possible steps of the grid in minutes."""
MARGIN = 30
"""The minutes shown before a day's hours and sessions and after them, before rounding out to half hours."""
LINES, LEAST_APART = (15, 30, 60, 120), 34
"""The possible minutes between two lines of the grid, and the pixels that are at least between them, if possible."""


class Box(NamedTuple):
    """A rectangle in pixels; a tuple, as there is one for each tile, and making a dataclass takes twice as long."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The horizontal position of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The vertical position of the lower edge."""
        return self.y + self.height

    def grown(self, by: float) -> Box:
        """Return the box with its edges ``by`` pixels further out."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: Box) -> bool:
        """Return whether the boxes share an area; edges that touch do not count."""
        return (
            self.x < other.x + other.width and other.x < self.x + self.width
            and self.y < other.y + other.height and other.y < self.y + self.height
        )  # fmt: skip

    def holds(self, x: float, y: float) -> bool:
        """Return whether the point lies inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def bounding_box(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds all of these boxes, of which there must be at least one."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.x + box.width for box in boxes) - x, max(box.y + box.height for box in boxes) - y)


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns and hours of a day; ``rooms`` are ids, and without rooms there is one column for the venue.

    ``first`` and ``last`` are the shown minutes from the day's midnight, ``scale`` is the pixels per minute, and
    ``column_width`` is in pixels; times snap to ``snap`` minutes.
    """

    day: date
    rooms: tuple[str, ...]
    first: int
    last: int
    opens: int
    closes: int
    column_width: float
    scale: float
    snap: int = 5

    @property
    def columns(self) -> int:
        """The number of columns, at least one."""
        return max(1, len(self.rooms))

    @property
    def width(self) -> float:
        """The width of all columns in pixels."""
        return self.columns * self.column_width

    @property
    def height(self) -> float:
        """The height of the shown time in pixels."""
        return (self.last - self.first) * self.scale

    def y(self, minute: float) -> float:
        """Return the vertical position of a minute in pixels."""
        return (minute - self.first) * self.scale

    def minute(self, y: float) -> float:
        """Return the minute at that position, unsnapped and unbounded."""
        return self.first + y / self.scale

    def line_minutes(self, top: float, bottom: float) -> range:
        """Return the minutes with a line across the grid, from ``top`` to ``bottom`` and at most one line further."""
        step = next((minutes for minutes in LINES if minutes * self.scale >= LEAST_APART), LINES[-1])
        first = max(self.first, int(self.minute(top)) // step * step)
        return range(-(-first // step) * step, min(self.last, int(self.minute(bottom)) + step) + 1, step)

    def column(self, x: float) -> int:
        """Return the index of the column at ``x``, or of the nearest one."""
        return max(0, min(self.columns - 1, int(x // self.column_width)))

    def snapped(self, minute: float) -> int:
        """Return the minute of the nearest step of the grid."""
        return round(minute / self.snap) * self.snap

    def find_columns(self, rooms: Iterable[str]) -> tuple[int, ...]:
        """Return the column indices of these rooms; without rooms (the whole venue), those of all columns."""
        wanted = set(rooms)
        if not wanted:
            return tuple(range(self.columns))
        return tuple(n for n, room in enumerate(self.rooms) if room in wanted)

    def box(self, columns: tuple[int, int], start: int, end: int, lane: int = 0, lanes: int = 1) -> Box:
        """Return the rectangle of a tile from its first and last column, its minutes, and its lane among ``lanes``."""
        width = (columns[1] - columns[0] + 1) * self.column_width / lanes
        return Box(columns[0] * self.column_width + lane * width, self.y(start), width, (end - start) * self.scale)


def shown_minutes(agenda: Agenda, day: Day) -> tuple[int, int]:
    """Return the first and last shown minute of a day, in whole half hours.

    They include its opening hours, everything placed outside them, setting up and clearing away, and a margin, but
    never reach before midnight or beyond ``LATEST``.
    """
    placed, framed = agenda.day_sessions(day.date), [where.span for where in _block_placements(agenda, day)]
    starts = [*(placement.span.start - session.setup for session, placement in placed), *(s.start for s in framed)]
    ends = [*(placement.span.end + session.teardown for session, placement in placed), *(s.end for s in framed)]
    first, last = min([day.opens, *starts]) - MARGIN, max([day.closes, *ends]) + MARGIN
    return max(0, first // 30 * 30), min(LATEST, -(-last // 30) * 30)


def _block_placements(agenda: Agenda, day: Day) -> list[Placement]:
    """Return the placements of the blocks that are placed on a day."""
    places = (block.placement for block in agenda.blocks.values())
    return [where for where in places if where and where.span.day == day.date]


def shown_end(change: Change, day: date) -> int:
    """Return the half hour until which a day must be shown to include a change; 0 if it places no session there."""
    put = (edit.after for edit in change.edits if isinstance(edit.after, Session))
    ends = [s.placement.span.end + s.teardown for s in put if s.placement and s.placement.span.day == day]
    return min(LATEST, -(-(max(ends) + MARGIN) // 30) * 30) if ends else 0


def rooms_in_use(agenda: Agenda, day: Day) -> set[str]:
    """Return the ids of the rooms of a day's sessions and blocks, not counting those in the whole venue."""
    places = [*(placement for _, placement in agenda.day_sessions(day.date)), *_block_placements(agenda, day)]
    return {room for placement in places for room in placement.rooms}


def day_columns(agenda: Agenda, day: Day, hidden: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids of the rooms with a column on a day: those with ``column`` set, and others that are used then.

    ``hidden`` rooms have none, unless no column would be left.
    """
    held = rooms_in_use(agenda, day)
    rooms = tuple(room.id for room in agenda.rooms_in_order if room.column or room.id in held)
    return tuple(room for room in rooms if room not in hidden) or rooms


def tiled_sessions(agenda: Agenda, day: Day, hidden: Collection[str] = ()) -> tuple[tuple[Session, Placement], ...]:
    """Return the sessions of a day that have a tile, by time: all but those only in hidden rooms."""
    placed = agenda.day_sessions(day.date)
    if not hidden:
        return placed
    rooms = set(day_columns(agenda, day, hidden))
    return tuple(pair for pair in placed if not pair[1].rooms or not rooms.isdisjoint(pair[1].rooms))


def make_day_grid(agenda: Agenda, day: Day, column_width: float, scale: float, hidden: Collection[str] = ()) -> Grid:
    """Return the grid of a day with that column width and scale, without the columns of hidden rooms."""
    first, last = shown_minutes(agenda, day)
    return Grid(day.date, day_columns(agenda, day, hidden), first, last, day.opens, day.closes, column_width, scale)


LEAST_LANE, LEAST_MARK = 9, 26
"""The minimum width in pixels of a lane in which a tile is visible, and of a mark with a count."""


class Tile(NamedTuple):
    """A rectangle of a session; a session in rooms that are not adjacent, or that overlaps another, may have several.

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
        """Return the rectangle of the tile in pixels."""
        return grid.box(self.columns, self.start, self.end, self.lane, self.lanes)

    def buffers(self, grid: Grid) -> tuple[Box | None, Box | None]:
        """Return the rectangles in pixels of the set-up and clearing time, each None if there is none."""
        before = grid.box(self.columns, self.start - self.setup, self.start, self.lane, self.lanes)
        after = grid.box(self.columns, self.end, self.end + self.teardown, self.lane, self.lanes)
        return before if self.setup else None, after if self.teardown else None


class ClashGroup(NamedTuple):
    """Overlapping sessions that do not fit side by side into a column, by time, with a mark that shows their number.

    The column has ``places`` slots side by side: the mark is in the last one, and tiles that fit are in those before.
    """

    tiles: tuple[Tile, ...]
    places: int

    @property
    def sessions(self) -> tuple[str, ...]:
        """The ids of the sessions, by time."""
        return tuple(tile.session for tile in self.tiles)

    def box(self, grid: Grid) -> Box:
        """Return the rectangle of the mark in pixels."""
        first, end = self.tiles[0], max(tile.end for tile in self.tiles)
        return grid.box(first.columns, first.start, end, self.places - 1, self.places)


def make_tiles(grid: Grid, placed: Sequence[tuple[Session, Placement]]) -> tuple[Tile, ...]:
    """Return the tiles of a day's placed sessions, in their order; sessions whose rooms have no column have none."""
    everywhere = tuple(range(grid.columns))
    column = {room: n for n, room in enumerate(grid.rooms)}
    alone = {room: (n,) for room, n in column.items()}
    items: list[tuple[Tile, tuple[int, ...]]] = []
    for session, placement in placed:
        rooms, span = placement.rooms, placement.span
        one = alone.get(rooms[0]) if len(rooms) == 1 else None
        columns = one or tuple(sorted(column[room] for room in rooms if room in column))
        if not columns and rooms and grid.rooms:
            continue
        tile = Tile(session.id, span.start, span.end, (0, 0), 0, 1, session.setup, session.teardown)
        items.append((tile, columns or everywhere))
    shared = _shared_columns(items, grid.columns)
    found: list[Tile] = []
    for tile, columns in items:
        lanes = shared.get(tile.session, {})
        whole = tuple(column for column in columns if column not in lanes) if lanes else columns
        found += [tile._replace(columns=run) for run in column_runs(whole)]
        found += [tile._replace(columns=(n, n), lane=lane, lanes=count) for n, (lane, count) in lanes.items()]
    return tuple(found)


def _shared_columns(
    items: Iterable[tuple[Tile, tuple[int, ...]]], columns: int
) -> dict[str, dict[int, tuple[int, int]]]:
    """Return, by session id, the columns that sessions share with others, with their lane and number of lanes there."""
    inside: list[list[Tile]] = [[] for _ in range(columns)]
    for tile, own in items:
        for column in own:
            inside[column].append(tile)
    found: dict[str, dict[int, tuple[int, int]]] = {}
    for column, those in enumerate(inside):
        for cluster in _overlap_groups(sorted(those, key=lambda item: (item.start, -item.end))):
            if len(cluster) > 1:
                lane_of = _lanes(cluster)
                lanes = max(lane_of.values()) + 1
                for session, lane in lane_of.items():
                    found.setdefault(session, {})[column] = (lane, lanes)
    return found


def _overlap_groups(items: Iterable[Tile]) -> list[list[Tile]]:
    """Return the groups of tiles that overlap directly or through others; ``items`` are those of a column, by time."""
    found: list[list[Tile]] = []
    end = 0
    for item in items:
        if found and item.start < end:
            found[-1].append(item)
        else:
            found.append([item])
            end = 0
        end = max(end, item.end)
    return found


def _lanes(cluster: Sequence[Tile]) -> dict[str, int]:
    """Return the lane of each session in a group of overlapping tiles, by time: the leftmost free at its start."""
    lanes: dict[str, int] = {}
    taken: list[tuple[int, int]] = []
    free: list[int] = []
    for item in cluster:
        while taken and taken[0][0] <= item.start:
            heappush(free, heappop(taken)[1])
        lane = lanes[item.session] = heappop(free) if free else len(taken)
        heappush(taken, (item.end, lane))
    return lanes


def tiles_and_clash_groups(placed: Sequence[Tile], width: float) -> tuple[tuple[Tile, ...], tuple[ClashGroup, ...]]:
    """Return the tiles that are visible at this column width in pixels, and marks for all others.

    If lanes would be too narrow, as many tiles as fit beside a mark stay, and each run of overlapping sessions among
    the others becomes one mark, or stays a tile if it is a single session.
    """
    narrow = [tile for tile in placed if tile.lanes > 1 and width / tile.lanes < LEAST_LANE]
    if not narrow:
        return tuple(placed), ()
    gone, places = set(narrow), max(1, int(width // LEAST_MARK))
    kept = [tile for tile in placed if tile not in gone]
    kept += [tile._replace(lanes=places) for tile in narrow if tile.lane < places - 1]
    folds = []
    rest = sorted((b for b in narrow if b.lane >= places - 1), key=attrgetter("columns", "start", "lane"))
    for run in (run for _columns, those in groupby(rest, attrgetter("columns")) for run in _overlap_groups(those)):
        if len(run) == 1:
            kept.append(run[0]._replace(lane=places - 1, lanes=places))
        else:
            folds.append(ClashGroup(tuple(run), places))
    return tuple(sorted(kept, key=attrgetter("start", "columns", "lane"))), tuple(folds)


def room_boxes(grid: Grid, rooms: Iterable[str], span: Span) -> list[Box]:
    """Return the rectangles of these rooms (empty: the whole venue) in that time, one per run of columns."""
    return [grid.box(run, span.start, span.end) for run in column_runs(grid.find_columns(rooms))]


def column_runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Merge adjacent columns into runs of first and last column: (0, 1, 3) becomes 0–1 and 3–3."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs
