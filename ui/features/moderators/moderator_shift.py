"""The extent of a moderator's shift: a guess for a new one, and the geometry of moving and resizing one."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Day, Session
from planner.domain.enums import Status
from planner.domain.span import LATEST, Span
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
    """A shift grabbed as a whole or at one of its ends; ``grab`` is in minutes below its start or that end."""

    grid: Grid
    origin: ModeratorShift
    hold: DragPart
    grab: float = 0

    @property
    def _span(self) -> Span:
        """The shift's time; a whole day becomes the opening hours."""
        grid, origin = self.grid, self.origin
        return Span(
            grid.day,
            grid.opens if origin.start is None else origin.start,
            grid.closes if origin.end is None else origin.end,
        )

    def to(self, minute: float, room: str | None) -> ModeratorShift:
        """Return the shift after a drop at a minute of a room; a whole day that is moved remains one."""
        span, snap, at = self._span, self.grid.snap, self.grid.snapped(minute - self.grab)
        if self.hold is DragPart.TOP:
            return ModeratorShift(self.origin.room, max(0, min(at, span.end - snap)), span.end)
        if self.hold is DragPart.BOTTOM:
            return ModeratorShift(self.origin.room, span.start, min(LATEST, max(at, span.start + snap)))
        if self.origin.start is None:
            return ModeratorShift(room)
        start = max(0, min(at, LATEST - span.minutes))
        return ModeratorShift(room, start, start + span.minutes)
