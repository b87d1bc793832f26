"""The insertion point: the clicked place of the empty grid, where the next session is added or pasted."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from planner.domain.span import LATEST, Span, clock
from planner.domain.value_objects import Placement
from planner.layout.grid import Grid
from ui.kit.theme.painting import text_font
from ui.state.document import Document

NEAR = 24
"""Pixels above and below the insertion point's line that its label and ends may use."""


class InsertionPoint(QObject):
    """A time in a room of the shown day. Selecting a session, any change, or showing another day clears it."""

    moved = Signal()

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._font = text_font(11)
        self.at: Placement | None = None
        document.changed.connect(self.leave)
        document.day_changed.connect(self.leave)
        document.selection_changed.connect(self._on_selection)
        document.view_state.rooms_changed.connect(self.leave)

    def _on_selection(self) -> None:
        if self._document.selected:
            self.leave()

    def leave(self, _change: object = None) -> None:
        """Clear the insertion point."""
        if self.at:
            self.at = None
            self.moved.emit()

    def put(self, grid: Grid, spot: QPointF) -> str:
        """Set the insertion point to a point of the grid, and return its room and time as text."""
        minute = max(0, min(int(grid.minute(spot.y()) // grid.snap * grid.snap), LATEST - 1))
        rooms = (grid.rooms[grid.column(spot.x())],) if grid.rooms else ()
        self.at = Placement(Span(grid.day, minute, LATEST), rooms)
        self.moved.emit()
        return ", ".join([*self._document.agenda.room_names(rooms), clock(minute)])

    def box(self, grid: Grid) -> QRectF:
        """Return the area that the insertion point is painted in, in grid coordinates; empty if not on this day."""
        if self.at is None or self.at.span.day != grid.day:
            return QRectF()
        column, *_others = grid.columns_of(self.at.rooms) or (0,)
        y = grid.y(self.at.span.start)
        return QRectF(column * grid.column_width, y - NEAR, grid.column_width, 2 * NEAR)

    def paint(self, painter: QPainter, grid: Grid) -> None:
        """Paint a line across the column, with the time on it."""
        box = self.box(grid)
        if self.at is None or box.isEmpty():
            return
        theme, y = self._document.presentation.theme, box.center().y()
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QPointF(box.left() + 3, y), QPointF(box.right() - 3, y))
        label = QRectF(box.left() + 3, y - 17, 40, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(label, 3, 3)
        painter.setPen(theme.colour("on_accent"))
        painter.setFont(self._font)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, clock(self.at.span.start))
