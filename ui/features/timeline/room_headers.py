"""The room headers above the timeline, with actions on each column, and the hidden rooms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from planner.commands.venue import move_room
from planner.layout.grid import Grid, columns_on
from ui.features.timeline.room_header_drag import RoomHeaderDrag
from ui.kit.widgets.labels import tooltip_text
from ui.state.canvas.rulers import FOOT, HEADER_HEIGHT, NARROW, RULER_WIDTH, TALLEST, TURNED, RoomHeader
from ui.state.command_table import ROOM_HEADERS, binding_for
from ui.state.document import Document

BESIDE = 28
"""Pixels of a timeline's width used by the scroll bar and the minimap."""


def hidden_on(document: Document) -> tuple[str, ...]:
    """Return the rooms that are hidden on the shown day but would otherwise have a column."""
    shown = set(columns_on(document.agenda, document.day, document.view_state.hidden))
    return tuple(room for room in columns_on(document.agenda, document.day) if room not in shown)


def shift_room(document: Document, room_id: str, by: int, columns: Sequence[str] = ()) -> bool:
    """Move a room's column right (negative: left) by a number of visible columns, and return True if it moved.

    ``columns`` are the visible rooms, by default those of the shown day.
    """
    columns = columns or columns_on(document.agenda, document.day, document.view_state.hidden)
    place = columns.index(room_id) + by if room_id in columns else -1
    if not 0 <= place < len(columns) or not document.workspace.writable:
        return False
    order = [other.id for other in document.agenda.rooms_in_order]
    places = order.index(columns[place]) - order.index(room_id)
    return document.apply(lambda agenda: move_room(agenda, room_id, places))


class RoomHeaders(RoomHeader):
    """A header with a current room: Left and Right change it; menu and mouse hide and move columns."""

    menu_requested = Signal(QPoint)
    walked = Signal(int)
    """Emitted with the column to scroll to."""

    def __init__(
        self, grid: Callable[[], Grid], offset: Callable[[], int], document: Document, parent: QWidget
    ) -> None:
        super().__init__(grid, offset, document, parent)
        self.column, self._view = 0, parent
        self._pressed: RoomHeaderDrag | None = None
        self.carried: RoomHeaderDrag | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rename()

    @property
    def room(self) -> str:
        """The id of the current room, or an empty string if there is none."""
        rooms = self._grid().rooms
        return rooms[min(self.column, len(rooms) - 1)] if rooms else ""

    @property
    def needed_height(self) -> int:
        """The height in pixels, equal for all days side by side so that their hours line up."""
        document, host = self._document, self._view.parentWidget()
        if not document.view_state.rooms_fitted:
            return HEADER_HEIGHT
        days = tuple(document.agenda.days.values()) if document.shows_all_days and host else ()
        hidden, width = document.view_state.hidden, host.width() // len(days) if days and host else self._view.width()
        columns = [columns_on(document.agenda, day, hidden) for day in days] or [self._grid().rooms]
        column = (width - RULER_WIDTH - BESIDE) / max(1, *map(len, columns))
        if not TURNED <= column < NARROW:
            return HEADER_HEIGHT
        metrics = QFontMetricsF(self._turned_font(column))
        rooms = [document.agenda.rooms.get(room) for room in {room for shown in columns for room in shown}]
        longest = max((metrics.horizontalAdvance(self._name(room)) for room in rooms), default=0)
        return max(HEADER_HEIGHT, min(TALLEST, ceil(longest) + FOOT + 6))

    def _box(self) -> QRectF:
        grid = self._grid()
        column = min(self.column, grid.columns - 1)
        return QRectF(column * grid.column_width - self._offset(), 0, grid.column_width, self.height())

    def rename(self) -> None:
        """Set the accessible name to the current room."""
        words, room = self._document.presentation.words, self._document.agenda.rooms.get(self.room)
        name = words("Rooms: {name}").format(name=room.name) if room else words("Rooms")
        if name != self.accessibleName():
            self.setAccessibleName(name)
            if self.hasFocus() and QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, name))

    def _walk_to(self, column: int) -> None:
        self.column = max(0, min(self._grid().columns - 1, column))
        self.walked.emit(self.column)
        self.rename()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.carried:
            if event.key() == Qt.Key.Key_Escape:
                self.release()
            return
        binding = binding_for(ROOM_HEADERS, event)
        by = {"left": -1, "right": 1, "room_left": -1, "room_right": 1}.get(binding, 0)
        if binding in ("left", "right"):
            self._walk_to(self.column + by)
        elif by and self.room:
            if shift_room(self._document, self.room, by, self._grid().rooms):
                self._walk_to(self.column + by)
        elif binding == "show" and self.room:
            self.clicked.emit(self.room)
        elif binding == "hide" and self.room:
            self._document.hide_rooms(self.room)
            self._walk_to(self.column)
        else:
            super().keyPressEvent(event)

    # mouse ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.carried:
            if event.button() is Qt.MouseButton.RightButton:
                self.release()
            return
        grid, x = self._grid(), event.position().x() + self._offset()
        room = grid.rooms[grid.column(x)] if grid.rooms else ""
        super().mousePressEvent(event)  # saves unfinished input, which may change the order of rooms
        if event.button() is Qt.MouseButton.LeftButton and room and self._document.workspace.writable:
            self._pressed = RoomHeaderDrag(room, x, x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        grid, x, pressed = self._grid(), event.position().x() + self._offset(), self._pressed
        if not pressed or (not self.carried and abs(x - pressed.start) < QApplication.startDragDistance()):
            return
        if not self.carried:
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # for Escape
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.carried = replace(pressed, x=x)
        self.walked.emit(max(0, min(grid.columns - 1, int(x // grid.column_width))))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carried, grid = self.carried, self._grid()
        self.release()
        if carried and carried.room in grid.rooms:
            by = carried.by(grid)
            if by and shift_room(self._document, carried.room, by, grid.rooms):
                self._walk_to(grid.rooms.index(carried.room) + by)
        super().mouseReleaseEvent(event)

    def release(self) -> None:
        """Cancel the drag of a room without a change."""
        self._pressed = self.carried = None
        self.unsetCursor()
        self.update()

    def _paint_carried(self, painter: QPainter, carried: RoomHeaderDrag) -> None:
        """Paint a dragged room's header at the pointer, and a line at its target."""
        grid, theme, offset = self._grid(), self._document.presentation.theme, self._offset()
        accent = theme.colour("accent")
        column = grid.rooms.index(carried.room)
        box = QRectF(column * grid.column_width - offset, 0, grid.column_width, self.height())
        box.translate(carried.x - carried.start, 0)
        painter.fillRect(box.adjusted(1, 1, -1, -2), theme.colour("panel"))
        self._paint_room(painter, column, box)
        painter.setPen(QPen(accent, 1))
        painter.drawRect(box.adjusted(1, 1, -1, -2))
        if carried.by(grid):
            x = carried.edge(grid) * grid.column_width - offset
            painter.fillRect(QRectF(max(0, min(self.width() - 4, x - 2)), 0, 4, self.height()), accent)

    # focus ---------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.carried and not self._pressed:
            self._walk_to(self.column)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.release()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return  # the click cancelled a drag
        if event.reason() != QContextMenuEvent.Reason.Mouse and self.room:
            self.clicked.emit(self.room)
            self.menu_requested.emit(self.mapToGlobal(self._box().center().toPoint()))
        elif self._grid().rooms:
            self.menu_requested.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._grid().rooms:
            grid = self._grid()
            room = self._document.agenda.rooms.get(grid.rooms[grid.column(event.pos().x() + self._offset())])
            QToolTip.showText(event.globalPos(), tooltip_text(self.tooltip(room)) if room else "", self)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and self.carried:
            event.accept()  # undo and similar would change the dragged room
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        if self.carried and self.carried.room in self._grid().rooms:  # the room may have been deleted meanwhile
            self._paint_carried(painter, self.carried)
        elif self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._document.presentation.theme.colour("accent"), 2))
            painter.drawRoundedRect(self._box().adjusted(2, 2, -2, -3), 4, 4)
