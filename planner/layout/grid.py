"""The grid of one day: rooms as columns, minutes downwards, in pixels of the whole scrollable area."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.details import Placement
from planner.domain.entities import Day, Session
from planner.domain.span import LATEST

SNAPS = (1, 5, 10, 15)
"""Minutes that a step of the grid can have."""
MARGIN = 30
"""Minutes shown before a day opens and after it closes."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Grid:
    """``rooms`` are the columns' ids; a conference without rooms has one column for the whole venue.

    ``first`` and ``last`` are the shown minutes from the day's midnight, ``scale`` pixels a minute and
    ``column_width`` pixels; times snap to ``snap`` minutes.
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
        """How many columns there are: at least one."""
        return max(1, len(self.rooms))

    @property
    def width(self) -> float:
        """Of all columns, in pixels."""
        return self.columns * self.column_width

    @property
    def height(self) -> float:
        """Of the shown time, in pixels."""
        return (self.last - self.first) * self.scale

    def y(self, minute: float) -> float:
        """Where a minute lies."""
        return (minute - self.first) * self.scale

    def minute(self, y: float) -> float:
        """Which minute lies there, unsnapped and unbounded."""
        return self.first + y / self.scale

    def column(self, x: float) -> int:
        """The column at ``x``, or the nearest one."""
        return max(0, min(self.columns - 1, int(x // self.column_width)))

    def snapped(self, minute: float) -> int:
        """The nearest minute that a session may start at."""
        return round(minute / self.snap) * self.snap

    def columns_of(self, rooms: Iterable[str]) -> tuple[int, ...]:
        """The columns of these rooms; all of them for none, which is the whole venue."""
        wanted = set(rooms)
        if not wanted:
            return tuple(range(self.columns))
        return tuple(n for n, room in enumerate(self.rooms) if room in wanted)

    def box(self, columns: tuple[int, int], start: int, end: int, lane: int = 0, lanes: int = 1) -> Box:
        """The place of a block: first and last column, minutes, and its lane among those side by side."""
        width = (columns[1] - columns[0] + 1) * self.column_width / lanes
        return Box(columns[0] * self.column_width + lane * width, self.y(start), width, (end - start) * self.scale)


def shown_minutes(agenda: Agenda, day: Day) -> tuple[int, int]:
    """What of a day is shown: its hours and all that lies outside them, setting up and clearing away included, with a
    margin, from whole half hours."""
    placed = agenda.on(day.date)
    first = min([day.opens, *(placement.span.start - session.setup for session, placement in placed)]) - MARGIN
    last = max([day.closes, *(placement.span.end + session.teardown for session, placement in placed)]) + MARGIN
    return max(0, first // 30 * 30), min(LATEST, -(-last // 30) * 30)


def shown_until(change: Change, day: date) -> int:
    """Until when a day has to be shown for what a change would bring there, to a whole half hour; 0 for nothing."""
    put = (edit.after for edit in change.edits if isinstance(edit.after, Session))
    ends = [s.placement.span.end + s.teardown for s in put if s.placement and s.placement.span.day == day]
    return min(LATEST, -(-(max(ends) + MARGIN) // 30) * 30) if ends else 0


def columns_on(agenda: Agenda, day: Day, hidden: Collection[str] = ()) -> tuple[str, ...]:
    """The rooms that have a column on a day: those that are one, and those that hold a session then all the same.

    ``hidden`` ones have none, unless then there would be no column left.
    """
    held = {room for _, placement in agenda.on(day.date) for room in placement.rooms}
    rooms = tuple(room.id for room in agenda.rooms_in_order if room.column or room.id in held)
    return tuple(room for room in rooms if room not in hidden) or rooms


def shown_on(agenda: Agenda, day: Day, hidden: Collection[str] = ()) -> tuple[tuple[Session, Placement], ...]:
    """What is placed on a day and has a block there, by time: all but what is in hidden rooms alone."""
    placed = agenda.on(day.date)
    if not hidden:
        return placed
    rooms = set(columns_on(agenda, day, hidden))
    return tuple(pair for pair in placed if not pair[1].rooms or not rooms.isdisjoint(pair[1].rooms))


def grid_of(agenda: Agenda, day: Day, column_width: float, scale: float, hidden: Collection[str] = ()) -> Grid:
    """The grid of a day with that zoom, without the columns of hidden rooms."""
    first, last = shown_minutes(agenda, day)
    rooms = columns_on(agenda, day, hidden)
    return Grid(day.date, rooms, first, last, day.opens, day.closes, column_width, scale)
