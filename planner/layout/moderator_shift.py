"""The extent of a moderator's shift: a guess for a new one, and the geometry of moving and resizing one."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Day, Session
from planner.domain.enums import Status
from planner.domain.span import LATEST
from planner.layout.drag import DragPart
from planner.layout.grid import Grid


@dataclass(frozen=True, slots=True)
class ModeratorShift:
    """A room (None for every room), and start and end in minutes from the day's midnight (None for the whole day)."""

    room: str | None
    start: int | None = None
    end: int | None = None


def shift_of(cover: Cover) -> ModeratorShift:
    """Return the extent of a moderator's shift."""
    return ModeratorShift(cover.room, cover.start, cover.end)


def shift_around(agenda: Agenda, day: Day, room: str | None, minute: float) -> ModeratorShift:
    """Return the shift around a minute: from the pause before it to the pause after it, or to the day's ends.

    Inside a pause, return the shift that follows. With ``room`` None, only pauses of the whole venue apply.
    """
    there = [
        (session, where.span)
        for session, where in agenda.on(day.date)
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
    """Return the shift from the pause before a session to the pause after it, or None if it is unplaced.

    Its room is None, for every room, unless the session has exactly one.
    """
    where = session.placement
    day = agenda.day_of(where.span.day) if where else None
    if where is None or day is None:
        return None
    room = where.rooms[0] if len(where.rooms) == 1 else None
    found = shift_around(agenda, day, room, where.span.start)
    if found.start is None or found.end is None:
        return found
    return ModeratorShift(room, min(found.start, where.span.start), max(found.end, where.span.end))


@dataclass(frozen=True, slots=True)
class ShiftResize:
    """A shift grabbed as a whole or at one of its ends; ``grab`` is in minutes below its start or that end.

    A whole day that is resized becomes the opening hours.
    """

    grid: Grid
    origin: ModeratorShift
    hold: DragPart
    grab: float = 0

    def to(self, minute: float, room: str | None) -> ModeratorShift:
        """Return the shift after a drop at a minute of a room; a whole day that is moved remains one."""
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


def stepped(grid: Grid, shift: ModeratorShift, way: str) -> ModeratorShift:
    """Return a shift moved by a key: ``earlier`` or ``later`` by a step of the grid, ``left`` or ``right`` by a lane,
    or with its end moved by a step, ``shorter`` or ``longer``."""
    if way in ("left", "right"):
        lanes = [None, *grid.rooms]
        n = lanes.index(shift.room) + (1 if way == "right" else -1)
        return ModeratorShift(lanes[max(0, min(n, len(lanes) - 1))], shift.start, shift.end)
    at_end = way in ("shorter", "longer")
    at = (shift.end if at_end else shift.start) or (grid.closes if at_end else grid.opens)
    step = grid.snap if way in ("later", "longer") else -grid.snap
    return ShiftResize(grid, shift, DragPart.BOTTOM if at_end else DragPart.WHOLE).to(at + step, shift.room)
