"""The geometry of a day's bar and of drags on it: drawing a window, moving one of its ends, or moving all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from planner.domain.entities import Day
from planner.domain.span import LATEST, MINUTES_A_DAY, Span

STEP = 15
"""Step in minutes that drags on a bar snap to."""


class BarGrip(Enum):
    """The part of a window that a drag changes."""

    NEW = "new"
    START = "start"
    END = "end"
    WHOLE = "whole"


class BegunBy(Enum):
    """The input that began a drag, and that therefore ends it."""

    MOUSE = "mouse"
    ENTER = "enter"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class ShownHours:
    """The range of hours that the bars show, in minutes from midnight."""

    first: int
    last: int

    def snapped(self, minute: float) -> int:
        """Return the minute rounded to ``STEP`` and clamped to the shown hours."""
        return self.clamped(round(minute / STEP) * STEP)

    def clamped(self, minute: int) -> int:
        """Return the minute, or the nearest one of the shown hours."""
        return max(self.first, min(self.last, minute))

    def ends(self, window: Span) -> tuple[int, int]:
        """Return the start and end of a window, clamped to the shown hours."""
        return max(window.start, self.first), min(window.end, self.last)


def shown_hours_of(days: Sequence[Day], windows: Sequence[Span]) -> ShownHours:
    """Return the range of whole hours that shows all days and the windows on them.

    A window widens the range at most to a whole day, or to the latest closing time. A window that is a whole day does
    not widen it.
    """
    latest = max(MINUTES_A_DAY, *(day.closes for day in days))
    dates = {day.date for day in days}
    found = [window for window in windows if window.day in dates and not window.is_whole_day]
    first = min([*(day.opens for day in days), *(window.start for window in found)])
    last = max([*(day.closes for day in days), *(min(window.end, latest) for window in found)])
    return ShownHours(first // 60 * 60, min(LATEST, -(-last // 60) * 60))


@dataclass(frozen=True, slots=True)
class BarDrag:
    """A drag that began at the minute ``taken`` of a day; ``held`` is the grabbed window, or None for a new one.

    ``result`` is the window if the drag ended now, or None as long as it has not moved.
    """

    day: Day
    reach: ShownHours
    grip: BarGrip
    taken: float
    held: Span | None = None
    by: BegunBy = BegunBy.MOUSE
    result: Span | None = None

    def to(self, minute: float) -> Span:
        """Return the window after a release at a minute; it is at least ``STEP`` long, unless it was shorter before."""
        if self.grip is BarGrip.NEW or self.held is None:
            return self._drawn(self.reach.snapped(self.taken), self.reach.snapped(minute))
        when, start, end = self.held.day, self.held.start, self.held.end
        if self.grip is BarGrip.START:
            return Span(when, max(0, min(self.reach.snapped(minute), end - min(STEP, end - start))), end)
        if self.grip is BarGrip.END:
            return Span(when, start, max(self.reach.snapped(minute), start + min(STEP, end - start)))
        begin = round((start + minute - self.taken) / STEP) * STEP
        first, last = min(self.reach.first, start), max(self.reach.last, end) - self.held.minutes
        return self.held.moved_to(when, max(first, min(begin, last)))

    def _drawn(self, one: int, other: int) -> Span:
        start, end = sorted((one, other))
        if start == end:
            start, end = (start, start + STEP) if start + STEP <= self.reach.last else (end - STEP, end)
        return Span(self.day.date, start, end)
