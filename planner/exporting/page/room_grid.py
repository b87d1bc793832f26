"""Places the sessions of a day in a grid, a column for each room and a row for each stretch between two times.

Sessions never overlap in it: those in the same room at the same time stand side by side, in further columns of that
room. A session in several rooms spans their columns if these are adjacent and free; otherwise it stands in a column
behind all rooms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from planner.domain.span import Span
from planner.programme.programme import ProgrammeItem

FIRST_COLUMN = 2
"""The first column of the first room, counted from 1 as in CSS; the column before it shows the times."""
FEWEST_ROOMS = 2
SEVERAL = ""
"""The name of the column for sessions in several rooms, behind all rooms."""


@dataclass(frozen=True, slots=True)
class GridHead:
    """The head of a room's columns, from ``column`` up to but not including ``column_end``; see ``SEVERAL``."""

    room: str
    column: int
    column_end: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """The rows and columns of a session, counted from 1 as in CSS; the ends are not included."""

    row: int
    row_end: int
    column: int
    column_end: int

    @property
    def wide(self) -> bool:
        """True if it spans more than one column."""
        return self.column_end > self.column + 1


@dataclass(frozen=True, slots=True)
class PageDayGrid:
    """The heads of a day's columns from left to right, and the cells of its sessions by id."""

    heads: tuple[GridHead, ...]
    cells: dict[str, GridCell]

    @property
    def columns(self) -> int:
        """The number of columns that can have sessions, without that of the times."""
        return self.heads[-1].column_end - FIRST_COLUMN

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max(cell.row_end for cell in self.cells.values()) - 1


def day_grid(items: Sequence[ProgrammeItem]) -> PageDayGrid | None:
    """Return the grid of one day's sessions; None if they name fewer than two rooms, so that a list shows as much."""
    rooms = tuple(dict.fromkeys(room for item in items for room in item.rooms))
    if len(rooms) < FEWEST_ROOMS:
        return None
    lanes = _Lanes(rooms)
    for item in sorted(items, key=lambda item: len(item.rooms) or len(rooms)):
        lanes.put(item)
    row = {minute: at for at, minute in enumerate(sorted({m for i in items for m in (i.span.start, i.span.end)}), 1)}
    columns = lanes.columns()
    cells = {
        item.id: GridCell(row[item.span.start], row[item.span.end], *lanes.session_columns(item.id, columns))
        for item in items
    }
    return PageDayGrid(tuple(GridHead(room, *ends) for room, ends in columns.items() if ends[0] < ends[1]), cells)


class _Lanes:
    """The columns that each room needs so that none has two sessions at a time."""

    def __init__(self, rooms: Sequence[str]) -> None:
        self._rooms = rooms
        self._taken: dict[str, list[list[Span]]] = {**{room: [[]] for room in rooms}, SEVERAL: []}
        self._where: dict[str, tuple[str, str, int]] = {}

    def put(self, item: ProgrammeItem) -> None:
        """Put an item into a free column, or the free columns of its rooms; items in fewer rooms must come first."""
        inside = [room for room in self._rooms if room in item.rooms or not item.rooms]
        if len(inside) == 1:
            self._put_in_room(inside[0], item)
            return
        first = self._rooms.index(inside[0])
        lanes = [lane for room in inside for lane in self._taken[room]]
        if tuple(inside) == self._rooms[first : first + len(inside)] and not any(
            _is_busy(lane, item) for lane in lanes
        ):
            for lane in lanes:
                lane.append(item.span)
            self._where[item.id] = (inside[0], inside[-1], -1)
        else:
            self._put_in_room(SEVERAL, item)

    def _put_in_room(self, room: str, item: ProgrammeItem) -> None:
        lanes = self._taken[room]
        number = next((n for n, lane in enumerate(lanes) if not _is_busy(lane, item)), len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(item.span)
        self._where[item.id] = (room, room, number)

    def columns(self) -> dict[str, tuple[int, int]]:
        """Return the first column of each room and the one behind its last, by the room's name."""
        ends = list(accumulate((len(lanes) for lanes in self._taken.values()), initial=FIRST_COLUMN))
        return {room: (ends[n], ends[n + 1]) for n, room in enumerate(self._taken)}

    def session_columns(self, session: str, columns: dict[str, tuple[int, int]]) -> tuple[int, int]:
        """Return the first column of a session and the one behind its last, given those of all rooms."""
        first, last, lane = self._where[session]
        if lane < 0:
            return columns[first][0], columns[last][1]
        return columns[first][0] + lane, columns[first][0] + lane + 1


def _is_busy(lane: Sequence[Span], item: ProgrammeItem) -> bool:
    """Return whether a lane already has a session at the time of an item."""
    return any(span.overlaps(item.span) for span in lane)
