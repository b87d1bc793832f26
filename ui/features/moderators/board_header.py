"""The header of the board: the heading of the lane for every room, then the name of each room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.features.moderators.board_layout import Plan
from ui.features.moderators.moderator_shift import Stretch
from ui.kit.theme.painting import text_font
from ui.state.canvas.rulers import RoomHeader
from ui.state.document import Desk


class BoardHeader(RoomHeader):
    """A header that shows a room on a click. A person dropped on a name moderates that room for the whole day."""

    def __init__(self, plan: Callable[[], Plan], offset: Callable[[], int], desk: Desk, parent: QWidget) -> None:
        super().__init__(lambda: plan().grid, lambda: offset() - round(plan().every), desk, parent)
        self._plan, self._words, self._look = plan, desk.reader.words, desk.reader.look
        self._font = text_font(12, QFont.Weight.DemiBold)
        self.lit: Stretch | None = None

    def light(self, lit: Stretch | None) -> None:
        """Highlight the room, or the lane for every room, whose whole day would be moderated."""
        if lit != self.lit:
            self.lit = lit
            self.update()

    def stretch_at(self, x: float) -> Stretch:
        """Return a stretch for the whole day of the room at ``x``."""
        plan = self._plan()
        return Stretch(plan.room_at(x if x < plan.every else x + self._offset() + plan.every))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, plan, look = QPainter(self), self._plan(), self._look
        if self.lit and self.lit.room in plan.grid.rooms:
            left = plan.grid.rooms.index(self.lit.room) * plan.grid.column_width - self._offset()
            self._paint_lit(painter, QRectF(left, 0, plan.grid.column_width, self.height()))
        every = QRectF(0, 0, plan.every, self.height())
        if plan.every:
            painter.fillRect(every, look.colour("panel"))
            painter.setPen(look.colour("line"))
            painter.drawLine(every.bottomLeft() - QPointF(0, 1), every.bottomRight() - QPointF(0, 1))
            painter.setFont(self._font)
            painter.setPen(look.colour("ink"))
            words = self._words("Every room")
            shown = QFontMetricsF(self._font).elidedText(words, Qt.TextElideMode.ElideRight, plan.every - 8)
            painter.drawText(every, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)
        if self.lit and self.lit.room is None:
            self._paint_lit(painter, every if plan.every else QRectF(self.rect()))

    def _paint_lit(self, painter: QPainter, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.colour("accent"), 2))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -3), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self._plan().every:
            super().mousePressEvent(event)
