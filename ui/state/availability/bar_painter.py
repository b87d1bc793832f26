"""Paints a day's bar: windows with their hours, hatching elsewhere, and the hours below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from planner.domain.span import clock
from ui.kit.theme.painting import hatch_brush, text_font
from ui.kit.theme.theme import Theme
from ui.state.availability.bar_drag import ShownHours

AXIS = 18
"""Height of the hours below the bars, in pixels."""
CORNER = 4
LEAST_APART = 28
"""Minimum distance between two hours on the axis, in pixels."""
SOFT = 64
"""Opacity of the tint of a window, out of 255."""


@dataclass(frozen=True, slots=True)
class BarContent:
    """The content of a day's bar, ready to paint.

    ``open`` are the x coordinates of the day's opening and closing, ``stretches`` the windows (rectangle, hours,
    selected), ``nothing`` is the text of a bar without windows, ``said`` is set if any day has a window.
    """

    bar: QRectF
    open: tuple[float, float]
    stretches: tuple[tuple[QRectF, str, bool], ...]
    nothing: str
    said: bool


class BarPainter:
    """Paints bars in the colours of a theme; with ``closed``, windows are the times when a room cannot be used."""

    def __init__(self, theme: Theme, *, closed: bool) -> None:
        self._theme, self._closed = theme, closed
        self._hatch = hatch_brush(theme.colour("line"))
        self._small = text_font(11, tabular=True)
        self._label = text_font(11.5)

    def paint(self, painter: QPainter, shown: BarContent, *, enabled: bool) -> None:
        """Paint one bar."""
        theme, bar = self._theme, shown.bar
        frame = QPainterPath()
        frame.addRoundedRect(bar, CORNER, CORNER)
        painter.save()
        painter.setClipPath(frame)
        painter.fillRect(bar, theme.colour("panel"))
        if shown.said and not self._closed:
            painter.fillRect(bar, self._hatch)
        night = theme.colour("shade")
        painter.fillRect(QRectF(bar.topLeft(), QPointF(max(bar.left(), shown.open[0]), bar.bottom())), night)
        painter.fillRect(QRectF(QPointF(min(bar.right(), shown.open[1]), bar.top()), bar.bottomRight()), night)
        for box, hours, selected in shown.stretches:
            self._window(painter, box, hours, selected=selected)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawPath(frame)
        if shown.nothing:
            self._words(painter, bar, shown.nothing, covered=shown.said)

    def _window(self, painter: QPainter, box: QRectF, hours: str, *, selected: bool) -> None:
        theme = self._theme
        edge = theme.colour("accent" if selected else "muted" if self._closed else "good")
        painter.fillRect(box, theme.colour("panel"))
        if self._closed:
            painter.fillRect(box, self._hatch)
        else:
            tint = theme.colour("good")
            tint.setAlpha(SOFT)
            painter.fillRect(box, tint)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(edge, 2))
        if selected:
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), CORNER - 1, CORNER - 1)
        else:
            painter.drawLine(QPointF(box.left() + 1, box.top()), QPointF(box.left() + 1, box.bottom()))
            painter.drawLine(QPointF(box.right() - 1, box.top()), QPointF(box.right() - 1, box.bottom()))
        if QFontMetricsF(self._small).horizontalAdvance(hours) + 10 < box.width():
            self._words(painter, box, hours, covered=self._closed, token="ink")

    def _words(self, painter: QPainter, box: QRectF, words: str, *, covered: bool, token: str = "muted") -> None:
        """Paint a centred text, on a plain background if it covers hatching."""
        metrics = QFontMetricsF(self._small)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 8)
        if covered:
            width = metrics.horizontalAdvance(shown) + 10
            painter.fillRect(
                QRectF(box.center().x() - width / 2, box.top() + 1, width, box.height() - 2),
                self._theme.colour("panel"),
            )
        painter.setFont(self._small)
        painter.setPen(self._theme.colour(token))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def paint_name(self, painter: QPainter, bar: QRectF, name: str) -> None:
        """Paint the name of a day to the left of its bar."""
        painter.setFont(self._label)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(QRectF(0, bar.top(), bar.left(), bar.height()), Qt.AlignmentFlag.AlignVCenter, name)

    def paint_axis(self, painter: QPainter, bar: QRectF, reach: ShownHours) -> None:
        """Paint the hours below the last bar."""
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("muted"))
        metrics = QFontMetricsF(self._small)
        pixels = bar.width() / (reach.last - reach.first)
        step = next((m for m in (60, 120, 180, 240, 360) if m * pixels >= 40), 720)
        minutes = list(range(reach.first, reach.last + 1, step))
        if (reach.last - minutes[-1]) * pixels >= LEAST_APART:
            minutes.append(reach.last)
        for minute in minutes:
            hour = clock(minute)[:2]
            wide = metrics.horizontalAdvance(hour)
            x = bar.left() + (minute - reach.first) * pixels - wide / 2
            x = max(bar.left(), min(bar.right() - wide, x))
            painter.drawText(QPointF(x, bar.bottom() + 4 + metrics.ascent()), hour)

    def paint_cursor(self, painter: QPainter, bar: QRectF, x: float) -> None:
        """Paint the keyboard cursor: a line with a head, and an outline around the bar."""
        accent = self._theme.colour("accent")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 1))
        painter.drawRoundedRect(bar, CORNER, CORNER)
        x = max(bar.left() + 1, min(bar.right() - 1, x))
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawConvexPolygon(
            [QPointF(x - 4, bar.bottom() + 4), QPointF(x + 4, bar.bottom() + 4), QPointF(x, bar.bottom() - 1)]
        )
