"""Paints what lies below the blocks of the timeline and of the board: closed hours, lines, and a hint."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter

from planner.layout.grid import Grid
from ui.kit.theme.painting import hatch_brush, text_font
from ui.kit.theme.theme import Theme


class HoursPainter:
    """Paints the hours of a grid in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._closed = hatch_brush(theme.colour("shade"), rising=False)

    def paint(self, painter: QPainter, grid: Grid, dirty: QRectF) -> None:
        """Paint a part of the grid: hatching while the day is closed, and a line for each hour or part of it."""
        for first, last in ((grid.first, grid.opens), (grid.closes, grid.last)):
            top, bottom = grid.y(first), grid.y(last)
            painter.fillRect(QRectF(dirty.x(), top, dirty.width(), bottom - top).intersected(dirty), self._closed)
        heights = [round(grid.y(minute)) for minute in grid.line_minutes(dirty.top(), dirty.bottom())]
        painter.setPen(self._theme.colour("line"))
        painter.drawLines([QLineF(dirty.left(), y, dirty.right(), y) for y in heights])

    def paint_hint(self, painter: QPainter, text: str, area: QRectF) -> None:
        """Paint a text in the middle of an area without blocks."""
        painter.setFont(text_font(14))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
