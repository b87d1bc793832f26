"""The grid of one day: rooms as columns, minutes downwards, in pixels of the whole scrollable area."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Day, Session
from planner.domain.span import LATEST
from planner.domain.value_objects import Placement

SNAPS = (1, 5, 10, 15)
"""The possible steps of the grid in minutes."""
MARGIN = 30
"""The minutes shown before a day opens and after it closes."""
LINES, LEAST_APART = (15, 30, 60, 120), 34
"""The possible minutes between two lines of the grid, and the least distance in pixels where there is a choice."""


class Box(NamedTuple):
    """A rectangle in pixels; a tuple, as a layout makes one for each block, and a dataclass takes twice as long."""

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
        """Return the nearest minute at which a session may start."""
        return round(minute / self.snap) * self.snap

    def columns_of(self, rooms: Iterable[str]) -> tuple[int, ...]:
        """Return the column indices of these rooms; of all columns if empty (the whole venue)."""
        wanted = set(rooms)
        if not wanted:
            return tuple(range(self.columns))
        return tuple(n for n, room in enumerate(self.rooms) if room in wanted)

    def box(self, columns: tuple[int, int], start: int, end: int, lane: int = 0, lanes: int = 1) -> Box:
        """Return the rectangle of a block from its first and last column, its minutes, and its lane among ``lanes``."""
        width = (columns[1] - columns[0] + 1) * self.column_width / lanes
        return Box(columns[0] * self.column_width + lane * width, self.y(start), width, (end - start) * self.scale)


def shown_minutes(agenda: Agenda, day: Day) -> tuple[int, int]:
    """Return the first and last shown minute of a day, in whole half hours.

    They include its opening hours, everything placed outside them, setting up and clearing away, and a margin.
    """
    placed = agenda.on(day.date)
    first = min([day.opens, *(placement.span.start - session.setup for session, placement in placed)]) - MARGIN
    last = max([day.closes, *(placement.span.end + session.teardown for session, placement in placed)]) + MARGIN
    return max(0, first // 30 * 30), min(LATEST, -(-last // 30) * 30)


def shown_until(change: Change, day: date) -> int:
    """Return the half hour until which a day must be shown to include a change; 0 if it places nothing there."""
    put = (edit.after for edit in change.edits if isinstance(edit.after, Session))
    ends = [s.placement.span.end + s.teardown for s in put if s.placement and s.placement.span.day == day]
    return min(LATEST, -(-(max(ends) + MARGIN) // 30) * 30) if ends else 0


def columns_on(agenda: Agenda, day: Day, hidden: Collection[str] = ()) -> tuple[str, ...]:
    """Return the rooms with a column on a day: those with ``column`` set, and others that hold a session then.

    ``hidden`` rooms have none, unless no column would be left.
    """
    held = {room for _, placement in agenda.on(day.date) for room in placement.rooms}
    rooms = tuple(room.id for room in agenda.rooms_in_order if room.column or room.id in held)
    return tuple(room for room in rooms if room not in hidden) or rooms


def shown_on(agenda: Agenda, day: Day, hidden: Collection[str] = ()) -> tuple[tuple[Session, Placement], ...]:
    """Return the sessions of a day that have a block, by time: all but those only in hidden rooms."""
    placed = agenda.on(day.date)
    if not hidden:
        return placed
    rooms = set(columns_on(agenda, day, hidden))
    return tuple(pair for pair in placed if not pair[1].rooms or not rooms.isdisjoint(pair[1].rooms))


def grid_of(agenda: Agenda, day: Day, column_width: float, scale: float, hidden: Collection[str] = ()) -> Grid:
    """Return the grid of a day at that zoom, without the columns of hidden rooms."""
    first, last = shown_minutes(agenda, day)
    return Grid(day.date, columns_on(agenda, day, hidden), first, last, day.opens, day.closes, column_width, scale)
