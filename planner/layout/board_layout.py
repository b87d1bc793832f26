"""The layout of the moderators' board, with a lane for all rooms and one for each; a shift that is moved or resized."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Day, Entity, Session
from planner.domain.span import LATEST
from planner.domain.value_objects import Status
from planner.layout.drag import DragPart
from planner.layout.grid import Box, Grid, Tile, make_day_grid, make_tiles
from planner.layout.neighbours import Direction, end_key, nearest_key_by_place


@dataclass(frozen=True, slots=True)
class ModeratorShift:
    """The room of a shift (None for all), and its start and end in minutes from the day's midnight (None: all day)."""

    room: str | None
    start: int | None = None
    end: int | None = None


def cover_shift(cover: Cover) -> ModeratorShift:
    """Return the room and times of a moderator's shift."""
    return ModeratorShift(cover.room, cover.start, cover.end)


def surrounding_shift(agenda: Agenda, day: Day, room: str | None, minute: float) -> ModeratorShift:
    """Return the shift around a minute: from the pause before it to the pause after it, or to the day's ends.

    The day's ends are its opening hours, extended to any sessions outside them. Inside a pause, return the shift that
    follows it at once, or else the pause. With ``room`` None, only sessions and pauses of the whole venue apply.
    """
    there = [
        (session, where.span)
        for session, where in agenda.day_sessions(day.date)
        if session.status is not Status.CANCELLED and (where.everywhere or room in where.rooms)
    ]
    pauses = [span for session, span in there if session.facts.pause]
    first = min([day.opens, *(span.start for _, span in there)])
    last = max([day.closes, *(span.end for _, span in there)])
    at = max(first, min(minute, last - 1))
    held = next((span for span in pauses if span.start <= at < span.end), None)
    at = held.end if held else at
    start = max([first, *(span.end for span in pauses if span.end <= at)])
    end = min([last, *(span.start for span in pauses if span.start >= at)])
    if start < end:
        return ModeratorShift(room, start, end)
    return ModeratorShift(room, held.start, held.end) if held else ModeratorShift(room, first, last)


def shift_around_session(agenda: Agenda, session: Session) -> ModeratorShift | None:
    """Return the shift from the pause before a session to the pause after it, or None if it is on no day.

    Its room is None, for all rooms, unless the session has exactly one.
    """
    where = session.placement
    day = agenda.day_with_date(where.span.day) if where else None
    if where is None or day is None:
        return None
    room = where.rooms[0] if len(where.rooms) == 1 else None
    found = surrounding_shift(agenda, day, room, where.span.start)
    if found.start is None or found.end is None:
        return found
    return ModeratorShift(room, min(found.start, where.span.start), max(found.end, where.span.end))


@dataclass(frozen=True, slots=True)
class ShiftGrab:
    """A shift grabbed as a whole or at one of its ends; ``grab`` is in minutes below its start or that end.

    If an end of a whole-day shift is dragged, the shift first becomes that of the opening hours.
    """

    grid: Grid
    origin: ModeratorShift
    hold: DragPart
    grab: float = 0

    def dropped_shift(self, minute: float, room: str | None) -> ModeratorShift:
        """Return the shift after a drop; a whole day that is moved stays one, and a resized shift stays in its room."""
        grid, origin, at = self.grid, self.origin, self.grid.snapped(minute - self.grab)
        start = grid.opens if origin.start is None else origin.start
        end = grid.closes if origin.end is None else origin.end
        if self.hold is DragPart.TOP:
            return ModeratorShift(origin.room, max(0, min(at, end - grid.snap)), end)
        if self.hold is DragPart.BOTTOM:
            return ModeratorShift(origin.room, start, min(LATEST, max(at, start + grid.snap)))
        if origin.start is None:
            return ModeratorShift(room)
        first = max(0, min(at, LATEST - (end - start)))
        return ModeratorShift(room, first, first + end - start)


def shift_after_key(grid: Grid, shift: ModeratorShift, way: str) -> ModeratorShift:
    """Return a shift moved or resized by an arrow key.

    ``way`` is ``earlier`` or ``later`` (by a step of the grid), ``left`` or ``right`` (by a lane), ``shorter`` or
    ``longer`` (its end by a step).
    """
    if way in ("left", "right"):
        lanes = [None, *grid.rooms]
        n = lanes.index(shift.room) + (1 if way == "right" else -1)
        return ModeratorShift(lanes[max(0, min(n, len(lanes) - 1))], shift.start, shift.end)
    at_end = way in ("shorter", "longer")
    at = shift.end if at_end else shift.start
    at = (grid.closes if at_end else grid.opens) if at is None else at
    step = grid.snap if way in ("later", "longer") else -grid.snap
    return ShiftGrab(grid, shift, DragPart.BOTTOM if at_end else DragPart.WHOLE).dropped_shift(at + step, shift.room)


LANE = 26
"""Minimum width of a shift, in pixels."""
EDGE = 4
"""Margin on each side of a lane's shifts, in pixels."""
EVERY = 78
"""Minimum width of the all-rooms lane in pixels, so that its heading fits."""
LEAST_SESSIONS = 132
"""Minimum width for a room's sessions, in pixels."""
GRIP = 7
"""Maximum height in pixels of the area at each end of a shift that resizes it."""
MOST_SIDE_BY_SIDE = 4


BoardItem = tuple[type[Entity], str]
"""A session or a shift, by its type and id."""


@dataclass(frozen=True)
class BoardLayout:
    """The layout of a day's board, in board coordinates (pixels).

    ``fixed`` is the width of the all-rooms lane, which does not scroll sideways, and 0 without rooms; ``lanes`` are the
    widths of the lane in each column. ``grid`` begins to the right of ``fixed``, and its columns include their lanes.
    ``tiles`` are the sessions; ``places`` are the shifts, each with its place among those side by side and the number
    of places.
    """

    agenda: Agenda
    day: Day
    grid: Grid
    fixed: float
    lanes: tuple[float, ...]
    tiles: tuple[Tile, ...]
    places: tuple[tuple[Cover, int, int], ...]

    least_fitted = 0.0

    @property
    def content_minutes(self) -> tuple[int, int]:
        """The first and the last minute shown."""
        return self.grid.first, self.grid.last

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of the whole board."""
        return self.fixed + self.grid.width, self.grid.height

    @property
    def clearance(self) -> tuple[int, int]:
        """The pixels to keep free left of an item that is scrolled to, for the widest lane, and above and below it."""
        return round(max(self.lanes)), 24

    @cached_property
    def items(self) -> list[tuple[BoardItem, Box]]:
        """The sessions and shifts with their boxes, each above those before it.

        Shifts are above sessions, but below those of the whole venue, as a shift in one room does not cover these; a
        shift is above these too if one that overlaps it reaches beyond an end of it or has the same time. A session in
        rooms that are not adjacent has several boxes.
        """
        boxes = [(cover, self.shift_box(cover_shift(cover), place, places)) for cover, place, places in self.places]
        shifts = [((Cover, cover.id), box) for cover, box in boxes if box]
        every = {session.id for session, where in self.agenda.day_sessions(self.day.date) if where.everywhere}
        sessions = [((Session, tile.session), self.session_box(tile)) for tile in self.tiles]
        of_venue = [(item, box) for item, box in sessions if item[1] in every]
        on_top = [(item, box) for item, box in shifts if any(_hides(other, box) for _item, other in of_venue)]
        return [
            *(one for one in sessions if one not in of_venue),
            *(one for one in shifts if one not in on_top),
            *of_venue,
            *on_top,
        ]

    @cached_property
    def boxes_above(self) -> list[list[Box]]:
        """For each of the items, the boxes above it that share an area with it."""
        boxes = [box for _item, box in self.items]
        return [[other for other in boxes[n + 1 :] if other.meets(box)] for n, box in enumerate(boxes)]

    def find_boxes(self, *items: BoardItem) -> list[Box]:
        """Return the boxes of sessions and shifts."""
        return [box for item, box in self.items if item in items]

    def find_item(self, x: float, y: float) -> tuple[BoardItem, Box] | None:
        """Return the session or shift at a point with its box, the topmost of several, or None if there is none."""
        return next(((item, box) for item, box in reversed(self.items) if box.holds(x, y)), None)

    def find_key(self, x: float, y: float) -> BoardItem | None:
        """Return the session or shift at a point, or None if there is none."""
        found = self.find_item(x, y)
        return found[0] if found else None

    def find_grip(self, x: float, y: float) -> tuple[str, DragPart] | None:
        """Return the id of the shift at a point and the part of it that a press there grabs, or None without one."""
        (kind, cover), box = self.find_item(x, y) or ((None, ""), Box(0, 0, 0, 0))
        grip = min(GRIP, box.height / 4)
        part = DragPart.TOP if y < box.y + grip else DragPart.BOTTOM if y > box.bottom - grip else DragPart.WHOLE
        return (cover, part) if kind is Cover else None

    def keys_in_area(self, area: Box) -> list[BoardItem]:
        """Return the sessions and shifts that share an area with a box."""
        return [item for item, box in self.items if box.meets(area)]

    def next_key(self, way: Direction, here: BoardItem | None, keys: Sequence[BoardItem]) -> BoardItem | None:
        """Return the session or shift that an arrow key goes to, or None if there are none.

        ``here`` is the one from which it goes; ``keys`` are all of them by time.
        """
        if here is None or way in (Direction.FIRST, Direction.LAST):
            return end_key(way, here, keys)
        return nearest_key_by_place(way, here, self.items)

    def session_box(self, tile: Tile) -> Box:
        """Return the box of a session's tile, beside the lane of its first room."""
        first, last = tile.columns
        left = self.fixed + first * self.grid.column_width + self.lanes[first]
        width = ((last - first + 1) * self.grid.column_width - self.lanes[first]) / tile.lanes
        return self._box(left + tile.lane * width, width, tile.start, tile.end)

    def shift_box(self, shift: ModeratorShift, place: int = 0, places: int = 1) -> Box | None:
        """Return the box of a shift in its lane, or None if its room has no column."""
        if (lane := self._room_lane(shift.room)) is None:
            return None
        left, width = lane[0] + EDGE, (lane[1] - 2 * EDGE) / places
        return self._box(left + place * width, width, *self.clipped_minutes(shift))

    def covered_box(self, shift: ModeratorShift) -> Box | None:
        """Return the box of the columns and the time that a shift covers, or None if its room has no column."""
        if shift.room is None:
            return self._box(self.fixed, self.grid.width, *self.clipped_minutes(shift))
        lane = self._room_lane(shift.room)
        return self._box(lane[0], self.grid.column_width, *self.clipped_minutes(shift)) if lane else None

    def _box(self, left: float, width: float, start: int, end: int) -> Box:
        top = self.grid.y(start)
        return Box(left, top, width, self.grid.y(end) - top)

    def clipped_minutes(self, shift: ModeratorShift) -> tuple[int, int]:
        """Return the start and end of a shift, clipped to the grid's hours."""
        start = self.grid.first if shift.start is None else max(shift.start, self.grid.first)
        return start, max(start, self.grid.last if shift.end is None else min(shift.end, self.grid.last))

    def _room_lane(self, room: str | None) -> tuple[float, float] | None:
        """Return the left edge and width of a room's lane, or None if the room has no column."""
        if room is None:
            return 0, self.fixed or self.lanes[0]
        if room not in self.grid.rooms:
            return None
        column = self.grid.rooms.index(room)
        return self.fixed + column * self.grid.column_width, self.lanes[column]

    def find_room(self, x: float) -> str | None:
        """Return the room of the column at ``x``; None in the all-rooms lane, or in a conference without rooms."""
        return None if x < self.fixed or not self.grid.rooms else self.grid.rooms[self.grid.column(x - self.fixed)]

    def shift_around_point(self, x: float, y: float) -> ModeratorShift:
        """Return the shift from pause to pause that a point is in; its room is None in the all-rooms lane."""
        return surrounding_shift(self.agenda, self.day, self.find_room(x), self.grid.minute(y))


def _hides(session: Box, shift: Box) -> bool:
    """Return whether a session that overlaps a shift also reaches beyond one of its ends, or has the same time."""
    beyond = session.y < shift.y or session.bottom > shift.bottom or session.height == shift.height
    return beyond and session.meets(shift)


def visible_text_width(session: Box, above: Iterable[Box]) -> float:
    """Return the width for a tile's text, which ends where the first of the boxes ``above`` the tile begins."""
    return min((other.x - session.x for other in above if other.x > session.x), default=session.width)


def longest_visible_part(shift: Box, above: Iterable[Box], area: Box) -> Box:
    """Return the longest part of a shift's box that is in an area and not hidden by the boxes ``above`` it."""
    top, bottom = max(shift.y, area.y), max(shift.y, min(shift.bottom, area.bottom))
    within = sorted((max(top, min(box.y, bottom)), max(top, min(box.bottom, bottom))) for box in above)
    parts = zip(
        [top, *accumulate((end for _start, end in within), max)],
        [*(start for start, _end in within), bottom],
        strict=True,
    )
    start, end = max(parts, key=lambda part: part[1] - part[0])
    return Box(shift.x, start, shift.width, max(0.0, end - start))


def compute_board_layout(agenda: Agenda, day: Day, width: float, scale: float) -> BoardLayout:
    """Lay out the board of a day, filling ``width`` if possible, at ``scale`` pixels a minute."""
    covers = [cover for cover in agenda.covers_in_order if cover.day == day.date]
    grid = _grid_with_shifts(make_day_grid(agenda, day, LEAST_SESSIONS, scale), agenda, covers)
    found = {room: _places_side_by_side([c for c in covers if c.room == room]) for room in (None, *grid.rooms)}
    most = {room: max((place for _, place in places), default=0) + 1 for room, places in found.items()}
    lanes = tuple(LANE * most[room] + 2 * EDGE for room in grid.rooms or (None,))
    fixed = max(EVERY, LANE * most[None] + 2 * EDGE) if grid.rooms else 0.0
    grid = replace(grid, column_width=max(max(lanes) + LEAST_SESSIONS, (width - fixed) / grid.columns))
    places = tuple((cover, place, most[room]) for room, placed in found.items() for cover, place in placed)
    return BoardLayout(agenda, day, grid, fixed, lanes, make_tiles(grid, agenda.day_sessions(day.date)), places)


def _grid_with_shifts(grid: Grid, agenda: Agenda, covers: Iterable[Cover]) -> Grid:
    """Return the grid with the rooms of all shifts, and the hours of those that do not last the whole day."""
    rooms = agenda.by_column((*grid.rooms, *(cover.room for cover in covers if cover.room)))
    timed = [cover.span for cover in covers if not cover.whole_day]
    first = min([grid.first, *(span.start // 30 * 30 for span in timed)])
    last = max([grid.last, *(-(-span.end // 30) * 30 for span in timed)])
    return replace(grid, rooms=rooms, first=first, last=last)


def _places_side_by_side(covers: Sequence[Cover]) -> list[tuple[Cover, int]]:
    """Return each shift with its leftmost free place; a fifth shift at the same time shares the last place."""
    found: list[tuple[Cover, int]] = []
    for cover in covers:
        taken = {place for other, place in found if other.span.overlaps(cover.span)}
        found.append((cover, next((n for n in range(MOST_SIDE_BY_SIDE) if n not in taken), MOST_SIDE_BY_SIDE - 1)))
    return found
