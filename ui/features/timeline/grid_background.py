"""The background of the timeline: the lines, the hours when the day is closed, and the hint of an empty day."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter

from planner.layout.grid import Grid
from planner.wording import Wording
from ui.kit.theme.theme import Theme
from ui.state.canvas.hours_painter import HoursPainter


class GridBackground:
    """Paints the empty grid in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme, self._hours = theme, HoursPainter(theme)

    def paint(self, painter: QPainter, grid: Grid, dirty: QRectF) -> None:
        """Paint a part of the grid."""
        painter.fillRect(dirty, self._theme.colour("background"))
        self._hours.paint(painter, grid, dirty)
        columns = range(grid.column(dirty.left()), grid.column(dirty.right()) + 2)
        edges = [round(column * grid.column_width) for column in columns]
        painter.drawLines([QLineF(x, dirty.top(), x, dirty.bottom()) for x in edges])

    def paint_empty(self, painter: QPainter, words: Wording, area: QRectF) -> None:
        """Paint the hint of an empty day."""
        self._hours.paint_hint(painter, words("Drag a session here, or select one in the tray and press M"), area)
