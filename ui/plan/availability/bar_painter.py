"""The bars of days: their texts, their places, what a press grabs, and how they are painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPainterStateGuard, QPen

from planner.domain.entities import Day
from planner.domain.span import Span, clock, clock_range
from planner.domain.text import Text
from ui.kit.theme.painting import hatch_brush, paint_rounded, text_font, write
from ui.kit.theme.theme import Theme
from ui.plan.availability.bar_state import BarDrag, BarState, ShownHours
from ui.state.plan_view import PlanView


class BarWords:
    """Words the state of the bars; with ``closed``, windows are the times when a room cannot be used."""

    def __init__(self, plan: PlanView, *, closed: bool) -> None:
        self._plan, self._closed = plan, closed
        self._words = plan.presentation.words

    def hours(self, window: Span) -> str:
        """Return the hours of a window."""
        return self._words("The whole day") if window.is_whole_day else clock_range(window.start, window.end)

    def nothing(self, state: BarState) -> str:
        """Return the text on the bar of a day without windows."""
        if state.mixed:
            return state.mixed
        if self._closed:
            return self._words("Always open")
        return self._words("Not there") if state.preview else self._words("Always")

    def name(self, day: Day) -> str:
        """Return the name of a day, such as Thu 25 Apr."""
        return self._plan.presentation.short_day(day.date)

    def day(self, state: BarState, day: Day) -> str:
        """Return a day with its windows."""
        times = ", ".join(self.hours(w) for w in state.windows if w.day == day.date) or self.nothing(state)
        return self._words.say(Text("{day}: {times}", day=self.name(day), times=times))

    def cursor(self, state: BarState) -> str:
        """Return the hours of the window that follows the cursor, or else the time at the cursor, and what is there."""
        if state.drag and state.drag.result:
            return self.hours(state.drag.result)
        time, window = clock(state.minute), state.under_cursor
        if self._closed:
            return self._words.say(Text("{time}, closed", time=time) if window else Text("{time}, open", time=time))
        there = bool(window) or not state.windows
        return self._words.say(Text("{time}, available", time=time) if there else Text("{time}, not there", time=time))

    def begun(self, minute: int) -> str:
        """Return the text about a window that was begun with Enter."""
        return self._words.say(Text("From {time}. Press Enter where it ends.", time=clock(minute)))

    def drawn(self, window: Span) -> str:
        """Return the text about a window that was drawn, moved or resized."""
        times = self.hours(window)
        return self._words.say(
            Text("Closed {times}", times=times) if self._closed else Text("Available {times}", times=times)
        )

    def removed(self, window: Span) -> str:
        """Return the text about a window that was removed."""
        return self._words.say(Text("Removed {times}", times=self.hours(window)))


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
        left, right = max(bar.left(), self.to_x(start)), min(bar.right(), self.to_x(end))
        return QRectF(left, bar.top(), right - left, bar.height())

    def to_x(self, minute: float) -> float:
        """Return the x coordinate of a minute."""
        bar = self.bar(0)
        return bar.left() + (minute - self.hours.first) / (self.hours.last - self.hours.first) * bar.width()

    def to_minute(self, x: float) -> float:
        """Return the minute at an x coordinate, the inverse of ``to_x``."""
        return self.hours.first + (x - self.bar(0).left()) / self.scale

    def find_drag(self, point: QPointF, state: BarState) -> BarDrag | None:
        """Return the drag that a press at a point would begin, or None below the bars."""
        if point.y() >= self.bar(self.rows - 1).bottom():
            return None
        row = max(0, int(point.y() // (self._thick + GAP)))
        return state.find_drag(row, self.to_minute(point.x()), EDGE / self.scale)


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


CORNER = 4
LEAST_APART = 28
"""Minimum distance between two hours on the axis, in pixels."""
SOFT = 64
"""Opacity of the tint of a window, out of 255."""


class BarPainter:
    """Paints bars in the colours of a theme; with ``closed``, windows are the times when a room cannot be used."""

    def __init__(self, theme: Theme, *, closed: bool) -> None:
        self._theme, self._closed = theme, closed
        self._hatch = hatch_brush(theme.colour("line"))
        self._filling = self._hatch if closed else QBrush(theme.tint("good", SOFT))
        self._small = text_font(11, tabular=True)
        self._metrics = QFontMetricsF(self._small)
        self._label = text_font(12)

    def column(self, names: Iterable[str]) -> float:
        """Return the width of the column of the days' names, in pixels."""
        return max(map(QFontMetricsF(self._label).horizontalAdvance, names)) + 8

    def paint(self, painter: QPainter, place: BarLayout, contents: Iterable[BarContent]) -> None:
        """Paint the bars with their names, and the hours below."""
        for content in contents:
            self._paint_bar(painter, content)
            if place.left:
                box = QRectF(0, content.bar.top(), content.bar.left(), content.bar.height())
                ink, how = self._theme.colour("muted"), Qt.AlignmentFlag.AlignVCenter
                write(painter, self._label, ink, box, content.name, how)
        self._paint_axis(painter, place)

    def _paint_bar(self, painter: QPainter, shown: BarContent) -> None:
        theme, bar = self._theme, shown.bar
        frame = QPainterPath()
        frame.addRoundedRect(bar, CORNER, CORNER)
        with QPainterStateGuard(painter):
            painter.setClipPath(frame)
            painter.fillRect(bar, theme.colour("panel"))
            if shown.said and not self._closed:
                painter.fillRect(bar, self._hatch)
            night = theme.colour("shade")
            painter.fillRect(QRectF(bar.topLeft(), shown.open.bottomLeft()), night)
            painter.fillRect(QRectF(shown.open.topRight(), bar.bottomRight()), night)
            for box, hours, selected in shown.stretches:
                self._window(painter, box, hours, selected=selected)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawPath(frame)
        if shown.nothing:
            self._words(painter, bar, shown.nothing, covered=shown.said)

    def _window(self, painter: QPainter, box: QRectF, hours: str, *, selected: bool) -> None:
        theme = self._theme
        edge = theme.colour("accent" if selected else "muted" if self._closed else "good")
        painter.fillRect(box, theme.colour("panel"))
        painter.fillRect(box, self._filling)
        painter.setPen(QPen(edge, 2))
        if selected:
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), CORNER - 1, CORNER - 1)
        else:
            painter.drawLine(QPointF(box.left() + 1, box.top()), QPointF(box.left() + 1, box.bottom()))
            painter.drawLine(QPointF(box.right() - 1, box.top()), QPointF(box.right() - 1, box.bottom()))
        if self._metrics.horizontalAdvance(hours) + 10 < box.width():
            self._words(painter, box, hours, covered=self._closed, token="ink")

    def _words(self, painter: QPainter, box: QRectF, words: str, *, covered: bool, token: str = "muted") -> None:
        """Paint a centred text, on a plain background if it covers hatching."""
        shown = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 8)
        if covered:
            width = self._metrics.horizontalAdvance(shown) + 10
            painter.fillRect(
                QRectF(box.center().x() - width / 2, box.top() + 1, width, box.height() - 2),
                self._theme.colour("panel"),
            )
        write(painter, self._small, self._theme.colour(token), box, shown)

    def _paint_axis(self, painter: QPainter, place: BarLayout) -> None:
        hours, bar, pixels = place.hours, place.bar(place.rows - 1), place.scale
        step = next((m for m in (60, 120, 180, 240, 360) if m * pixels >= 40), 720)
        minutes = list(range(hours.first, hours.last + 1, step))
        if (hours.last - minutes[-1]) * pixels >= LEAST_APART:
            minutes.append(hours.last)
        for minute in minutes:
            hour = clock(minute)[:2]
            wide = self._metrics.horizontalAdvance(hour)
            x = max(bar.left(), min(bar.right() - wide, place.to_x(minute) - wide / 2))
            at = QPointF(x, bar.bottom() + 4 + self._metrics.ascent())
            write(painter, self._small, self._theme.colour("muted"), at, hour)

    def paint_cursor(self, painter: QPainter, place: BarLayout, row: int, minute: int) -> None:
        """Paint the keyboard cursor: a line with a head, and an outline around the bar."""
        accent, bar = self._theme.colour("accent"), place.bar(row)
        paint_rounded(painter, bar, CORNER, edge=QPen(accent, 1))
        x = max(bar.left() + 1, min(bar.right() - 1, place.to_x(minute)))
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawConvexPolygon(
            [QPointF(x - 4, bar.bottom() + 4), QPointF(x + 4, bar.bottom() + 4), QPointF(x, bar.bottom() - 1)]
        )
