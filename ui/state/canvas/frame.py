"""The widgets around a canvas that follow its grid: the ruler of hours, the header above, and a strip on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.domain.span import clock
from planner.layout.grid import Grid
from ui.kit.theme.painting import paint_rounded, text_font, write
from ui.kit.widgets.labels_and_boxes import column
from ui.state.canvas.room_header import RoomHeader
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
        for minute in grid.line_minutes(0, grid.height):
            y = grid.y(minute) - self._offset()
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
            if minute < grid.last:
                write(painter, self._small, self._theme.colour("muted"), QPointF(12, y + 15), clock(minute))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        if (now := self.now()) is not None:
            self._paint_now(painter, now)

    def _paint_now(self, painter: QPainter, minute: int) -> None:
        box = QRectF(4, self._grid().y(minute) - self._offset() - NOW / 2, self.width() - 5, NOW)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_rounded(painter, box, 4, fill=self._theme.colour("accent"))
        write(painter, self._bold, self._theme.colour("on_accent"), box, clock(minute))


class Strip(QWidget):
    """A widget on the right of a canvas."""

    def follow(self, scene: Any) -> None:
        """Show a scene."""

    def wanted_width(self, scene: Any) -> int:
        """Return the width in pixels; 0 if it is not needed."""
        return 0


class CanvasFrame(QWidget):
    """A canvas with ruler, header and strip beside its viewport: as children of an item view nobody would find them.

    What they do not handle, of keys and wheel, goes to the canvas.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip: Strip | None = None
        self._strip_width = 0
        self._passes = False
        self._scene: Any = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def surround(self, canvas: QAbstractScrollArea, document: Document, **options: Any) -> RoomHeader:
        """Place a canvas, which is a child, with a header and a ruler around it; return the header.

        The ``options`` are those of the header.
        """
        across, down = canvas.horizontalScrollBar().value, canvas.verticalScrollBar().value
        self._canvas = canvas
        self.header = RoomHeader(lambda: self._scene.layout.grid, across, document, self, **options)
        self.ruler = TimeRuler(lambda: self._scene.layout.grid, down, document, self)
        self.setFocusProxy(canvas)
        column(canvas, inside=self)
        return self.header

    def refresh(self) -> None:
        """Repaint ruler and header, as the grid or its rooms have changed."""
        self.ruler.update()
        self.header.refresh()

    def scrolled(self, dx: int, dy: int) -> None:
        """Repaint what has scrolled."""
        if dy:
            self.ruler.update()
        if dx:
            self.header.viewport().update()

    def follow(self, scene: Any) -> None:
        """Show a scene."""
        self._scene = scene
        if self.strip:
            self.strip.follow(scene)

    def scroll_to_minute(self, minute: int) -> None:
        """Scroll so that a minute of the day is near the top."""
        self._canvas.verticalScrollBar().setValue(round(self._scene.layout.grid.y(minute)) - 24)

    def margins(self, scene: Any, *, keep: bool) -> QMargins:
        """Return the margins of the viewport; with ``keep``, the strip neither comes nor goes."""
        if self.strip and not keep:
            self._strip_width = self.strip.wanted_width(scene)
            self.strip.setVisible(self._strip_width > 0)
        return QMargins(RULER_WIDTH, self.header.needed_height(), self._strip_width, 0)

    def arrange(self, area: QRect) -> None:
        """Place the widgets around the viewport."""
        high = self.header.needed_height()
        self.ruler.setGeometry(0, area.y(), RULER_WIDTH, area.height())
        self.header.setGeometry(area.x(), area.y() - high, area.width(), high)
        if self.strip:
            self.strip.setGeometry(area.right() + 1, area.y(), self._strip_width, area.height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent | QWheelEvent) and not self._passes:
            self._passes = True  # what the canvas ignores comes back here
            handled = QCoreApplication.sendEvent(self._canvas, event)
            self._passes = False
            return handled
        return super().event(event)
