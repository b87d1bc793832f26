"""Paints a day's bar: windows with their hours, hatching elsewhere, and the hours below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPen

from planner.domain.span import clock
from ui.kit.theme.painting import hatch_brush, text_font
from ui.kit.theme.theme import Theme
from ui.state.availability.bar_layout import BarContent, BarLayout

CORNER = 4
LEAST_APART = 28
"""Minimum distance between two hours on the axis, in pixels."""
SOFT = 64
"""Opacity of the tint of a window, out of 255."""


class BarPainter:
    """Paints bars in the colours of a theme; with ``closed``, windows are the times when a room cannot be used."""

    def __init__(self, theme: Theme, *, closed: bool) -> None:
        self._theme, self._closed = theme, closed
        tint = theme.colour("good")
        tint.setAlpha(SOFT)
        self._hatch = hatch_brush(theme.colour("line"))
        self._filling = self._hatch if closed else QBrush(tint)
        self._small = text_font(11, tabular=True)
        self._metrics = QFontMetricsF(self._small)
        self._label = text_font(11.5)

    def column(self, names: Iterable[str]) -> float:
        """Return the width of the column of the days' names, in pixels."""
        metrics = QFontMetricsF(self._label)
        return max(metrics.horizontalAdvance(name) for name in names) + 8

    def paint(self, painter: QPainter, place: BarLayout, contents: Iterable[BarContent]) -> None:
        """Paint the bars with their names, and the hours below."""
        for content in contents:
            self._paint_bar(painter, content)
            if place.left:
                painter.setFont(self._label)
                painter.setPen(self._theme.colour("muted"))
                box = QRectF(0, content.bar.top(), content.bar.left(), content.bar.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, content.name)
        self._paint_axis(painter, place)

    def _paint_bar(self, painter: QPainter, shown: BarContent) -> None:
        theme, bar = self._theme, shown.bar
        frame = QPainterPath()
        frame.addRoundedRect(bar, CORNER, CORNER)
        painter.save()
        painter.setClipPath(frame)
        painter.fillRect(bar, theme.colour("panel"))
        if shown.said and not self._closed:
            painter.fillRect(bar, self._hatch)
        night = theme.colour("shade")
        painter.fillRect(QRectF(bar.topLeft(), shown.open.bottomLeft()), night)
        painter.fillRect(QRectF(shown.open.topRight(), bar.bottomRight()), night)
        for box, hours, selected in shown.stretches:
            self._window(painter, box, hours, selected=selected)
        painter.restore()
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
        painter.setFont(self._small)
        painter.setPen(self._theme.colour(token))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_axis(self, painter: QPainter, place: BarLayout) -> None:
        hours, bar, pixels = place.hours, place.bar(place.rows - 1), place.scale
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("muted"))
        step = next((m for m in (60, 120, 180, 240, 360) if m * pixels >= 40), 720)
        minutes = list(range(hours.first, hours.last + 1, step))
        if (hours.last - minutes[-1]) * pixels >= LEAST_APART:
            minutes.append(hours.last)
        for minute in minutes:
            hour = clock(minute)[:2]
            wide = self._metrics.horizontalAdvance(hour)
            x = max(bar.left(), min(bar.right() - wide, place.x_of(minute) - wide / 2))
            painter.drawText(QPointF(x, bar.bottom() + 4 + self._metrics.ascent()), hour)

    def paint_cursor(self, painter: QPainter, place: BarLayout, row: int, minute: int) -> None:
        """Paint the keyboard cursor: a line with a head, and an outline around the bar."""
        accent, bar = self._theme.colour("accent"), place.bar(row)
        painter.setPen(QPen(accent, 1))
        painter.drawRoundedRect(bar, CORNER, CORNER)
        x = max(bar.left() + 1, min(bar.right() - 1, place.x_of(minute)))
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawConvexPolygon(
            [QPointF(x - 4, bar.bottom() + 4), QPointF(x + 4, bar.bottom() + 4), QPointF(x, bar.bottom() - 1)]
        )
