"""The header of the board: the heading of the all-rooms lane, then the names of the rooms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.features.moderators.board_layout import BoardLayout
from ui.features.moderators.moderator_shift import ModeratorShift
from ui.kit.theme.painting import text_font
from ui.state.canvas.rulers import RoomHeader
from ui.state.document import Document


class BoardHeader(RoomHeader):
    """A header that shows a room when clicked; a person dropped on a room moderates it for the whole day."""

    def __init__(
        self, board_layout: Callable[[], BoardLayout], offset: Callable[[], int], document: Document, parent: QWidget
    ) -> None:
        super().__init__(lambda: board_layout().grid, lambda: offset() - round(board_layout().every), document, parent)
        self._board_layout, self._words, self._theme = (
            board_layout,
            document.presentation.words,
            document.presentation.theme,
        )
        self._font = text_font(12, QFont.Weight.DemiBold)
        self.lit: ModeratorShift | None = None

    def light(self, lit: ModeratorShift | None) -> None:
        """Highlight the room of a whole-day shift, the all-rooms lane, or nothing if ``lit`` is None."""
        if lit != self.lit:
            self.lit = lit
            self.update()

    def shift_at(self, x: float) -> ModeratorShift:
        """Return a whole-day shift in the room at ``x``."""
        board_layout = self._board_layout()
        return ModeratorShift(
            board_layout.room_at(x if x < board_layout.every else x + self._offset() + board_layout.every)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, board_layout, theme = QPainter(self), self._board_layout(), self._theme
        if self.lit and self.lit.room in board_layout.grid.rooms:
            left = board_layout.grid.rooms.index(self.lit.room) * board_layout.grid.column_width - self._offset()
            self._paint_highlight(painter, QRectF(left, 0, board_layout.grid.column_width, self.height()))
        every = QRectF(0, 0, board_layout.every, self.height())
        if board_layout.every:
            painter.fillRect(every, theme.colour("panel"))
            painter.setPen(theme.colour("line"))
            painter.drawLine(every.bottomLeft() - QPointF(0, 1), every.bottomRight() - QPointF(0, 1))
            painter.setFont(self._font)
            painter.setPen(theme.colour("ink"))
            words = self._words("Every room")
            shown = QFontMetricsF(self._font).elidedText(words, Qt.TextElideMode.ElideRight, board_layout.every - 8)
            painter.drawText(every, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)
        if self.lit and self.lit.room is None:
            self._paint_highlight(painter, every if board_layout.every else QRectF(self.rect()))

    def _paint_highlight(self, painter: QPainter, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -3), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self._board_layout().every:
            super().mousePressEvent(event)
