"""The background of the timeline: the lines, the hours when the day is closed, and the hint of an empty day."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from planner.layout.grid import Grid
from planner.wording import Wording
from ui.kit.theme.painting import hatch_brush, text_font
from ui.kit.theme.theme import Theme


class GridBackground:
    """Paints the empty grid in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._closed = hatch_brush(theme.colour("shade"), rising=False)
        self._large = text_font(14)

    def paint(self, painter: QPainter, grid: Grid, dirty: QRectF) -> None:
        """Paint a part of the grid."""
        painter.fillRect(dirty, self._theme.colour("background"))
        for first, last in ((grid.first, grid.opens), (grid.closes, grid.last)):
            closed = QRectF(0, grid.y(first), max(grid.width, dirty.right()), grid.y(last) - grid.y(first))
            if closed.intersects(dirty):
                painter.fillRect(closed.intersected(dirty), self._closed)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        step = next((m for m in (15, 30, 60, 120) if m * grid.scale >= 34), 120)
        first = max(grid.first, int(grid.minute(dirty.top())) // step * step)
        last = min(grid.last, int(grid.minute(dirty.bottom())) + step)
        lines = [
            QLineF(dirty.left(), round(grid.y(m)), dirty.right(), round(grid.y(m)))
            for m in range(-(-first // step) * step, last + 1, step)
        ]
        left = max(0, int(dirty.left() // grid.column_width))
        right = min(grid.columns, int(dirty.right() // grid.column_width) + 1)
        lines += [
            QLineF(round(c * grid.column_width), dirty.top(), round(c * grid.column_width), dirty.bottom())
            for c in range(left, right + 1)
        ]
        painter.drawLines(lines)

    def paint_empty(self, painter: QPainter, words: Wording, area: QRectF) -> None:
        """Paint the hint of an empty day."""
        painter.setFont(self._large)
        painter.setPen(self._theme.colour("muted"))
        text = words("Drag a session here, or select one in the tray and press M")
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
