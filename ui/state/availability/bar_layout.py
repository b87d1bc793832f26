"""The places and contents of the bars in their widget: minutes to pixels and back, and what a press grabs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from ui.state.availability.bar_drag import BarDrag, ShownHours
from ui.state.availability.bar_state import BarState
from ui.state.availability.bar_words import BarWords

AXIS = 18
"""Height of the hours below the bars, in pixels."""
EDGE = 5
"""Pixels on either side of a window's edge within which it can be grabbed."""
GAP = 4


@dataclass(frozen=True, slots=True)
class BarLayout:
    """The places of ``rows`` bars, all in pixels; they begin at ``left`` and end at ``width``."""

    rows: int
    hours: ShownHours
    left: float = 0
    width: float = 0

    @property
    def height(self) -> int:
        """The height of all bars, with the hours below."""
        return self.rows * (self._thick + GAP) + AXIS

    @property
    def _thick(self) -> int:
        return 22 if self.rows < 2 else 16

    @property
    def scale(self) -> float:
        """Pixels per minute."""
        return self.bar(0).width() / (self.hours.last - self.hours.first)

    def bar(self, row: int) -> QRectF:
        """Return the rectangle of a day's bar."""
        top = row * (self._thick + GAP)
        return QRectF(self.left, top, self.width - self.left, self._thick).adjusted(1, 1, -1, -1)

    def box(self, row: int, start: int, end: int) -> QRectF:
        """Return the part of a bar between two minutes."""
        bar = self.bar(row)
        left, right = max(bar.left(), self.x_of(start)), min(bar.right(), self.x_of(end))
        return QRectF(left, bar.top(), right - left, bar.height())

    def x_of(self, minute: float) -> float:
        """Return the x coordinate of a minute."""
        bar = self.bar(0)
        return bar.left() + (minute - self.hours.first) / (self.hours.last - self.hours.first) * bar.width()

    def minute_at(self, x: float) -> float:
        """Return the minute at an x coordinate, the inverse of ``x_of``."""
        return self.hours.first + (x - self.bar(0).left()) / self.scale

    def drag_at(self, point: QPointF, state: BarState) -> BarDrag | None:
        """Return the drag that a press at a point would begin, or None below the bars."""
        if point.y() >= self.bar(self.rows - 1).bottom():
            return None
        row = max(0, int(point.y() // (self._thick + GAP)))
        return state.drag_at(row, self.minute_at(point.x()), EDGE / self.scale)


@dataclass(frozen=True, slots=True)
class BarContent:
    """The content of a day's bar, ready to paint.

    ``open`` is the part of the bar from the day's opening to its closing, ``stretches`` are the windows (rectangle,
    hours, selected), ``nothing`` is the text of a bar without windows, ``said`` is set if any day has a window.
    """

    name: str
    bar: QRectF
    open: QRectF
    stretches: tuple[tuple[QRectF, str, bool], ...]
    nothing: str
    said: bool


def bar_contents(state: BarState, place: BarLayout, words: BarWords) -> tuple[BarContent, ...]:
    """Return the content of each bar."""
    contents = []
    for row, day in enumerate(state.days):
        windows = [window for window in state.preview if window.day == day.date]
        stretches = tuple((place.box(row, w.start, w.end), words.hours(w), w == state.hit) for w in windows)
        nothing, hours = "" if windows else words.nothing(state), place.box(row, day.opens, day.closes)
        contents.append(BarContent(words.name(day), place.bar(row), hours, stretches, nothing, bool(state.preview)))
    return tuple(contents)
