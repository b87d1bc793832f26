"""The ruler of the timeline and the board, with hours on the left. It follows the grid and its scrolling."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.domain.span import clock
from planner.layout.grid import Grid
from ui.kit.theme.painting import paint_rounded, text_font
from ui.state.document import Document

RULER_WIDTH = 58
NOW = 18
"""Height of the label of the current time, in pixels."""


class TimeRuler(QWidget):
    """The vertical ruler with the hours of the shown day."""

    def __init__(
        self, grid: Callable[[], Grid], offset: Callable[[], int], document: Document, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._grid, self._offset, self._theme = grid, offset, document.presentation.theme
        self._small = text_font(11.5, tabular=True)
        self._bold = text_font(11.5, QFont.Weight.DemiBold, tabular=True)
        self.now: Callable[[], int | None] = lambda: None
        """Returns the current time as a minute of the shown day, or None if it is not visible."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, grid = QPainter(self), self._grid()
        painter.fillRect(event.rect(), self._theme.colour("background"))
        painter.setFont(self._small)
        for minute in grid.line_minutes(0, grid.height):
            y = grid.y(minute) - self._offset()
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
            painter.setPen(self._theme.colour("muted"))
            if minute < grid.last:
                painter.drawText(QPointF(12, y + 15), clock(minute))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        if (now := self.now()) is not None:
            self._paint_now(painter, now)

    def _paint_now(self, painter: QPainter, minute: int) -> None:
        box = QRectF(4, self._grid().y(minute) - self._offset() - NOW / 2, self.width() - 5, NOW)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_rounded(painter, box, 4, fill=self._theme.colour("accent"))
        painter.setFont(self._bold)
        painter.setPen(self._theme.colour("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, clock(minute))
