"""The rulers of the timeline and the board: hours on the left, rooms on top. They follow the grid and its scrolling."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Room
from planner.domain.span import clock
from planner.layout.grid import Grid
from ui.kit.theme.painting import text_font
from ui.state.document import Document

RULER_WIDTH = 58
NOW = 18
"""Height of the label of the current time, in pixels."""
HEADER_HEIGHT = 34
NARROW = 54
"""Column width in pixels below which a room's name is rotated to read upwards."""
TURNED, TURNED_LARGE = 10, 15
"""Column widths in pixels from which a rotated name fits, and from which it has the usual font size."""
TALLEST = 128
"""Maximum height of a header with rotated names, in pixels."""
FOOT = 8
"""Pixels below a rotated name, where the room's colour is painted."""


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
        painter = QPainter(self)
        grid = self._grid()
        painter.fillRect(event.rect(), self._theme.colour("background"))
        step = next((m for m in (15, 30, 60, 120) if m * grid.scale >= 34), 120)
        painter.setFont(self._small)
        for minute in range(-(-grid.first // step) * step, grid.last + 1, step):
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
        y = self._grid().y(minute) - self._offset()
        box = QRectF(4, y - NOW / 2, self.width() - 5, NOW)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self._bold)
        painter.setPen(self._theme.colour("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, clock(minute))


class RoomHeader(QWidget):
    """The header with the names of the rooms; clicking a room shows it in the inspector."""

    clicked = Signal(str)

    def __init__(
        self, grid: Callable[[], Grid], offset: Callable[[], int], document: Document, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._grid, self._offset, self._document = grid, offset, document
        self._bold, self._small = text_font(13, QFont.Weight.DemiBold), text_font(12)
        self._tiny = text_font(10, QFont.Weight.Medium)
        self.notes: Mapping[str, str] = {}

    @property
    def needed_height(self) -> int:
        """The height in pixels, which may grow for rotated names."""
        return HEADER_HEIGHT

    def note(self, notes: Mapping[str, str]) -> None:
        """Show notes instead of the seats of some rooms, such as that there are too few seats."""
        if notes != self.notes:
            self.notes = notes
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, grid = self._document.presentation.theme, self._grid()
        painter.fillRect(event.rect(), theme.colour("panel"))
        for column in range(grid.columns):
            box = QRectF(column * grid.column_width - self._offset(), 0, grid.column_width, self.height())
            if box.right() > 0 and box.left() < self.width():
                self._paint_room(painter, column, box)
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _seats(self, room: Room | None) -> str:
        words = self._document.presentation.words
        return words.plural("{n} seat", "{n} seats", room.seats) if room and room.seats else ""

    def _name(self, room: Room | None) -> str:
        return room.name if room else self._document.presentation.words("Whole venue")

    def tooltip(self, room: Room) -> str:
        """Return the tooltip of a room: its name, seats and note."""
        return "\n".join(line for line in (room.name, self._seats(room), self.notes.get(room.id, "")) if line)

    def _paint_room(self, painter: QPainter, column: int, box: QRectF) -> None:
        theme, grid = self._document.presentation.theme, self._grid()
        room = self._document.agenda.rooms.get(grid.rooms[column]) if grid.rooms else None
        name, seats = self._name(room), self._seats(room)
        note = f"! {self.notes[room.id]}" if room and room.id in self.notes else ""
        metrics, small = QFontMetricsF(self._bold), QFontMetricsF(self._small)
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        if room and room.colour:
            painter.fillRect(QRectF(box.x() + 1, box.bottom() - 4, box.width() - 1, 3), theme.track(room.colour))
        if box.width() < NARROW:
            self._paint_turned(painter, box, name, noted=bool(note))
            return
        right, space, base = box.right(), box.width() - 20, self.height() - 12
        kept = min(small.horizontalAdvance(note) + 8, box.width() * 0.6) if note else 0
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, space - kept)
        painter.setFont(self._bold)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QPointF(box.x() + 10, base), shown)
        x = box.x() + 16 + metrics.horizontalAdvance(shown)
        if note:
            painter.setFont(self._small)
            painter.setPen(theme.colour("warning"))
            painter.drawText(QPointF(x, base), small.elidedText(note, Qt.TextElideMode.ElideRight, right - 8 - x))
        elif seats and x + small.horizontalAdvance(seats) < right - 8:
            painter.setFont(self._small)
            painter.setPen(theme.colour("muted"))
            painter.drawText(QPointF(x, base), seats)

    def _turned_font(self, width: float) -> QFont:
        return self._small if width >= TURNED_LARGE else self._tiny

    def _paint_turned(self, painter: QPainter, box: QRectF, name: str, *, noted: bool) -> None:
        """Paint a rotated name, preceded by "!" if the room has a note, whose text is in the tooltip."""
        if box.width() < TURNED:
            return
        font = self._turned_font(box.width())
        metrics, space = QFontMetricsF(font), box.height() - FOOT - 4
        shown = metrics.elidedText(f"! {name}" if noted else name, Qt.TextElideMode.ElideRight, space)
        painter.save()
        painter.setFont(font)
        painter.setPen(self._document.presentation.theme.colour("warning" if noted else "ink"))
        painter.translate(box.center().x(), box.bottom() - FOOT)
        painter.rotate(-90)
        painter.drawText(QPointF(0, metrics.capHeight() / 2), shown)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        grid = self._grid()
        if grid.rooms:
            self.clicked.emit(grid.rooms[grid.column(event.position().x() + self._offset())])
        super().mousePressEvent(event)
