"""The state of the bars of days, and its transitions: a cursor, a selected window, and a drag by mouse or keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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


def shown_hours(days: Sequence[Day], windows: Sequence[Span]) -> ShownHours:
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


@dataclass(frozen=True, slots=True)
class BarState:
    """The windows of the days with a bar, the cursor (a row and a minute), and a drag under way if there is one.

    ``mixed`` is the text shown instead of windows if the edited entities have different windows.
    """

    days: tuple[Day, ...]
    windows: tuple[Span, ...]
    hours: ShownHours
    mixed: str = ""
    row: int = 0
    minute: int = 0
    selected: Span | None = None
    drag: BarDrag | None = None

    @property
    def day(self) -> Day:
        """The day at the cursor."""
        return self.days[self.row]

    @property
    def under_cursor(self) -> Span | None:
        """The window at the cursor, or None if there is none."""
        return next((w for w in self.windows if w.day == self.day.date and w.start <= self.minute <= w.end), None)

    @property
    def hit(self) -> Span | None:
        """The window that is drawn as selected: the one that is dragged, or else the selected one."""
        return (self.drag and self.drag.result) or self.selected

    @property
    def preview(self) -> tuple[Span, ...]:
        """The windows as they would be if the drag ended now."""
        if self.drag is None or self.drag.result is None:
            return self.windows
        return (*(w for w in self.windows if w != self.drag.held), self.drag.result)

    def next_edge(self, *, forward: bool) -> int:
        """Return the nearest edge before or after the cursor, of a window, the opening hours or the bar."""
        ends = (m for w in self.windows if w.day == self.day.date for m in self.hours.ends(w))
        edges = {self.day.opens, self.day.closes, *ends}
        if forward:
            return min((m for m in edges if m > self.minute), default=self.hours.last)
        return max((m for m in edges if m < self.minute), default=self.hours.first)

    def find_drag(self, row: int, minute: float, near: float) -> BarDrag:
        """Return the drag that begins at a minute: of an edge at most ``near`` minutes away, a window, or a new one."""
        day = self.days[row]
        for window in (w for w in self.windows if w.day == day.date):
            start, end = self.hours.ends(window)
            far, grip = min((abs(end - minute), BarGrip.END), (abs(start - minute), BarGrip.START), key=lambda p: p[0])
            if far <= min(near, (end - start) / 3):
                return BarDrag(day, self.hours, grip, minute, window)
            if window.start <= minute < window.end:
                return BarDrag(day, self.hours, BarGrip.WHOLE, minute, window)
        return BarDrag(day, self.hours, BarGrip.NEW, minute)

    # transitions ---------------------------------------------------------------------------------------

    def showing(self, days: tuple[Day, ...], windows: tuple[Span, ...], mixed: str) -> BarState:
        """Return the state with other days or windows: the cursor stays, a drag is cancelled."""
        hours, row = shown_hours(days, windows), min(self.row, len(days) - 1)
        minute = hours.clamped(self.minute if self.days else days[row].opens)
        return BarState(days, windows, hours, mixed, row, minute, self.selected if self.selected in windows else None)

    def pressed(self, drag: BarDrag) -> BarState:
        """Return the state after a mouse press, which selects the window there."""
        row, minute = self.days.index(drag.day), self.hours.snapped(drag.taken)
        return replace(self, row=row, minute=minute, selected=drag.held, drag=drag)

    def dragged_state(self, minute: float) -> BarState:
        """Return the state after the mouse was moved to a minute during a drag."""
        drag = self.drag and replace(self.drag, result=self.drag.to(minute))
        return replace(self, minute=self.hours.snapped(minute), drag=drag)

    def begun(self, by: BegunBy) -> BarState:
        """Return the state with a drag begun at the cursor: with Shift of the window edge there, else of a new one."""
        drag = self.find_drag(self.row, self.minute, 0)
        if by is not BegunBy.SHIFT or drag.grip is BarGrip.WHOLE:
            drag = BarDrag(self.day, self.hours, BarGrip.NEW, self.minute)
        return replace(self, drag=replace(drag, by=by))

    def moved_to(self, row: int, minute: int) -> BarState:
        """Return the state with the cursor there, or as near as there are bars; a drag by keys follows it."""
        row, minute = max(0, min(len(self.days) - 1, row)), self.hours.clamped(minute)
        if self.drag:
            result = self.drag.to(minute) if minute != self.drag.taken else None
            return replace(self, minute=minute, drag=replace(self.drag, result=result))
        moved = replace(self, row=row, minute=minute)
        return replace(moved, selected=moved.under_cursor)
