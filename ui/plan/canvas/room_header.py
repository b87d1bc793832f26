"""The header with the rooms' names above timeline and board: its model, its painter, and dragging to reorder rooms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from planner.domain.agenda import Agenda
from planner.domain.entities import Room
from planner.layout.drag import IDLE, RoomDrag
from planner.layout.grid import Grid
from planner.wording import Wording
from ui.kit.pictures.portrait import paint_portrait
from ui.kit.theme.painting import paint_plain_text, paint_rounded, text_font
from ui.kit.theme.theme import Theme
from ui.kit.widgets.plain_widgets import SHOWN, SPOKEN, TIP, Index, RowModel
from ui.plan.canvas.tile_content import TileFace
from ui.plan.canvas.tile_words import LoadPhoto
from ui.state.command_table import ROOM_HEADERS, match_binding
from ui.state.plan_view import PlanView

HEADER_HEIGHT = 34
FACE, MOST_MODERATORS = 18, 2
"""Diameter in pixels of a moderator's photo in a room's head, and the maximum number of photos."""
NARROW = 110
"""Column width in pixels below which a room's name is smaller, and its note is reduced to a "!"."""
LEAST = 32
"""Width in pixels below which the visible part of a head has no text."""
ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class RoomHead:
    """The texts in the head of a column: name, seats and note of a room, and who moderates there.

    ``room`` is the room's id, empty in the head of the whole venue and of all rooms.
    """

    room: str
    name: str
    seats: str = ""
    note: str = ""
    colour: str = ""
    moderators: tuple[TileFace, ...] = ()
    spoken: str = ""
    """The line that says who moderates all day."""
    dimmed: bool = False


def room_head(agenda: Agenda, day: date, room: Room | None, note: str, words: Wording) -> RoomHead:
    """Return the head of a room on a day; for None, that of the whole venue."""
    if room is None:
        return RoomHead("", words("All rooms"))
    seats = words.plural("{n} seat", "{n} seats", room.seats) if room.seats else ""
    covers = [
        cover for cover in agenda.covers_in_order
        if cover.day == day and cover.whole_day and cover.is_expected and cover.room in (None, room.id)
    ]  # fmt: skip
    people = [agenda.people[name] for name in dict.fromkeys(cover.person for cover in covers)]
    names = ", ".join(person.name for person in people)
    spoken = words("Moderator {name}, all day").format(name=names) if people else ""
    faces = tuple(TileFace(person.name, person.photo) for person in people[:MOST_MODERATORS])
    return RoomHead(room.id, room.name, seats, note, room.colour, faces, spoken)


def head_lines(head: RoomHead) -> list[str]:
    """Return the lines that a tooltip or screen reader tells of a room: name, seats, note, moderators."""
    return [line for line in (head.name, head.seats, head.note, head.spoken) if line]


class RoomHeadPainter:
    """Paints the heads of rooms, in boxes as high as the header."""

    def __init__(self, theme: Theme, photo: LoadPhoto = lambda *_asked: None) -> None:
        self._theme, self._small, self._photo = theme, text_font(12), photo
        self._tight = text_font(11, QFont.Weight.DemiBold)
        self._bold, self._lane = text_font(13, QFont.Weight.DemiBold), text_font(12, QFont.Weight.DemiBold)

    def paint_ground(self, painter: QPainter, box: QRectF) -> None:
        """Paint the header's background."""
        painter.fillRect(box, self._theme.colour("panel"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(box.bottomLeft() - QPointF(0, 1), box.bottomRight() - QPointF(0, 1))

    def paint(self, painter: QPainter, head: RoomHead, box: QRectF, seen: QRectF | None = None) -> None:
        """Paint a room's head: name, note or else seats, and moderators, as far as the ``seen`` part has room."""
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        if head.colour:
            painter.fillRect(box.adjusted(1, box.height() - 4, 0, -1), self._theme.track(head.colour))
        words = box if seen is None else box & seen
        if words.width() < LEAST:
            return
        if box.width() < NARROW:
            self._paint_narrow_head(painter, head, words)
            return
        box = self._paint_moderators(painter, head, words) if words.width() >= NARROW else words
        metrics, small, note = QFontMetricsF(self._bold), QFontMetricsF(self._small), f"! {head.note}"
        kept = min(small.horizontalAdvance(note) + 8, box.width() * 0.6) if head.note else 0
        shown = metrics.elidedText(head.name, ELIDE, box.width() - 20 - kept)
        at = QPointF(box.x() + 10, box.bottom() - 12)
        beside = at + QPointF(6 + metrics.horizontalAdvance(shown), 0)
        space = box.right() - 8 - beside.x()
        paint_plain_text(painter, self._bold, self._theme.colour("muted" if head.dimmed else "ink"), at, shown)
        if head.note:
            paint_plain_text(
                painter, self._small, self._theme.colour("warning"), beside, small.elidedText(note, ELIDE, space)
            )
        elif small.horizontalAdvance(head.seats) < space:
            paint_plain_text(painter, self._small, self._theme.colour("muted"), beside, head.seats)

    def _paint_moderators(self, painter: QPainter, head: RoomHead, box: QRectF) -> QRectF:
        """Paint the photos of all-day moderators at the right of a head, and return the rest of its box."""
        for face in reversed(head.moderators):
            spot = QRectF(box.right() - FACE - 8, box.y() + (box.height() - FACE) / 2, FACE, FACE)
            photo = self._photo(face.photo, FACE, painter.device().devicePixelRatioF())
            paint_portrait(painter, spot, face.name, photo, self._theme)
            box = box.adjusted(0, 0, -FACE - 4, 0)
        return box

    def _paint_narrow_head(self, painter: QPainter, head: RoomHead, box: QRectF) -> None:
        """Paint a room's name in small type, with "!" before it if the room has a note, which the tooltip tells."""
        name, colour = (f"! {head.name}", "warning") if head.note else (head.name, "muted" if head.dimmed else "ink")
        shown = QFontMetricsF(self._tight).elidedText(name, ELIDE, box.width() - 9)
        paint_plain_text(
            painter, self._tight, self._theme.colour(colour), QPointF(box.x() + 5, box.bottom() - 12), shown
        )

    def paint_lane_head(self, painter: QPainter, head: RoomHead, box: QRectF) -> None:
        """Paint the head of the board's lane for all rooms, which lies over the rooms' heads."""
        self.paint_ground(painter, box)
        shown = QFontMetricsF(self._lane).elidedText(head.name, ELIDE, box.width() - 8)
        how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        paint_plain_text(painter, self._lane, self._theme.colour("ink"), box, shown, how)

    def paint_dragged_head(self, painter: QPainter, head: RoomHead, box: QRectF, target: QRectF) -> None:
        """Paint a dragged head over the others, and a line where it would be dropped, if ``target`` is not empty."""
        frame = box.adjusted(1, 1, -1, -2)
        painter.fillRect(frame, self._theme.colour("panel"))
        self.paint(painter, head, box)
        painter.setPen(QPen(self._theme.colour("accent"), 1))
        painter.drawRect(frame)
        painter.fillRect(target, self._theme.colour("accent"))

    def paint_ring(self, painter: QPainter, box: QRectF, corner: float) -> None:
        """Paint a ring around a head, for focus or highlight; ``corner`` is the radius of its corners."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_rounded(painter, box.adjusted(2, 2, -2, -3), corner, edge=QPen(self._theme.colour("accent"), 2))


ENDS = (QEvent.Type.FocusOut, QEvent.Type.UngrabMouse, QEvent.Type.WindowDeactivate, QEvent.Type.Hide)
"""Events that end the drag of a head without a change."""


HEAD_TEXTS: dict[int, Callable[[RoomHead], str]] = {
    SHOWN: lambda head: head.name, SPOKEN: lambda head: ", ".join(head_lines(head)),
    TIP: lambda head: "\n".join(head_lines(head)),
}  # fmt: skip
"""The texts of a head for Qt and screen readers, by item role."""


class RoomHeader(QListView):
    """A list view of the rooms' heads above their columns, so that Qt makes them known to screen readers.

    The owner calls ``refresh`` when the grid has changed. ``move`` moves a room right by a number of the given columns
    (left if negative) and returns whether it did; without it heads cannot be dragged or focused. ``lane`` returns the
    width in pixels of the head for all rooms at the left, which does not scroll, or 0 if there is none.
    """

    room_clicked = Signal(str)
    menu_requested = Signal(QPoint)
    walked = Signal(int)
    """Emitted with the number of the column to scroll to, as a drag or the keyboard has reached it."""
    order = IDLE
    dimmed: Callable[[], Collection[str]] = tuple
    """Returns the ids of the rooms without a session that matches search and filter; none if neither is set."""
    _lit: str | None = None
    _painted: tuple[list[RoomHead], int, float] = ([], 0, 0)
    """The heads, the width of the lane and the width of a column at the last refresh."""

    def __init__(
        self, grid: Callable[[], Grid], offset: Callable[[], int], plan: PlanView, parent: QWidget, *,
        move: Callable[[str, int, Sequence[str]], bool] | None = None, lane: Callable[[], int] = lambda: 0,
    ) -> None:  # fmt: skip
        # Qt needs only the order of the grid; the places are those of the columns
        super().__init__(parent, flow=QListView.Flow.LeftToRight, gridSize=QSize(1, 1))
        self._grid, self._offset, self._plan = grid, offset, plan
        self._shift, self._lane = move, lane
        self._painter = RoomHeadPainter(plan.presentation.theme, plan.photos.photo)
        self._model = RowModel(HEAD_TEXTS, self)
        plan.photos.loaded.connect(self.viewport().update)
        self.notes: Mapping[str, str] = {}
        self.setModel(self._model)
        self.viewport().setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if move else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(plan.presentation.words("Rooms"))

    def refresh(self) -> None:
        """Show the rooms of the present grid.

        The head at the same place from the left stays current; a drag ends if there are other rooms now, or another
        order.
        """
        agenda, words, row = self._plan.agenda, self._plan.presentation.words, self.currentIndex().row()
        heads = [RoomHead("", words("All rooms"))] if self._lane() else []
        rooms = self._grid().rooms or ("",)
        day = self._grid().day
        heads += [room_head(agenda, day, agenda.rooms.get(room), self.notes.get(room, ""), words) for room in rooms]
        dimmed = self.dimmed()
        heads = [replace(head, dimmed=True) if head.room in dimmed else head for head in heads]
        others = [head.room for head in heads] != [head.room for head in self._model.rows]
        if (others and self.order.dragged) or (self.order.room and self.order.room not in rooms):
            self._set_head_drag(IDLE)
        if heads != self._model.rows:
            self._model.show_rows(heads)
            self.setCurrentIndex(self._model.index(max(0, min(row, len(heads) - 1))))
        painted = (heads, self._lane(), self._grid().column_width)
        if painted != self._painted:
            self._painted = painted
            self.viewport().update()

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """Show notes by room id, such as that there are too few seats, in place of the seats of these rooms."""
        if notes != self.notes:
            self.notes = notes
            self.refresh()

    def highlight(self, room: str | None) -> None:
        """Highlight the head of a room by its id; an empty id is the head of all rooms, None highlights none."""
        self._lit = room
        self.viewport().update()

    @property
    def room(self) -> str:
        """The id of the current room, or an empty string if the head of all rooms is current."""
        return self._model.rows[self.currentIndex().row()].room

    def find_room(self, x: float) -> str:
        """Return the id of the room at or nearest to ``x``, or an empty string in the head of all rooms."""
        return self._model.rows[self.indexAt(QPoint(int(x), 0)).row()].room

    def _head_box(self, row: int) -> QRectF:
        lane, width = self._lane(), self._grid().column_width
        left = lane + (row - bool(lane)) * width - self._offset()
        return QRectF(left, 0, width, self.height()) if row or not lane else QRectF(0, 0, lane, self.height())

    def visualRect(self, index: Index) -> QRect:
        return self._head_box(index.row()).toRect() if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        lane = self._lane()
        column = self._grid().column(point.x() - lane + self._offset())
        return self._model.index(0 if point.x() < lane else column + bool(lane))

    def scrollTo(self, index: Index, hint: object = None) -> None:
        if self.hasFocus():
            self.walked.emit(index.row())

    def _set_head_drag(self, order: RoomDrag) -> None:
        """Store the state of dragging a room's head, and update the cursor; ``IDLE`` means that none is dragged.

        The room itself is moved by ``_move_room``, after the drop.
        """
        self.order = order
        if order.dragged:
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # for Escape
        shapes = Qt.CursorShape
        self.viewport().setCursor(shapes.ClosedHandCursor if self.order.dragged else shapes.ArrowCursor)
        self.viewport().update()

    def _move_room(self, room: str, by: int) -> None:
        if by and self._shift and self._shift(room, by, self._grid().rooms):
            self.setCurrentIndex(self._model.index(self._grid().rooms.index(room)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x, left, dragged = event.position().x(), event.button() == Qt.MouseButton.LeftButton, self.order.dragged
        room, start = self.find_room(x), x + self._offset()
        if event.button() == Qt.MouseButton.RightButton:
            self._set_head_drag(IDLE)
        if room and not dragged:
            self.room_clicked.emit(room)  # saves unfinished input, which may change the order of rooms
            if left and self._shift and self._plan.editable():
                self._set_head_drag(RoomDrag(room, start, start))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, held = event.position().x() + self._offset(), event.buttons() & Qt.MouseButton.LeftButton
        if self.order.room:  # the release was lost if no button is held
            self._set_head_drag(self.order.after_move(x, QApplication.startDragDistance()) if held else IDLE)
        if self.order.dragged:
            self.walked.emit(self._grid().column(x))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        order = self.order
        if event.button() == Qt.MouseButton.LeftButton:
            self._set_head_drag(IDLE)
            self._move_room(order.room, order.columns_moved(self._grid()) if order.dragged else 0)

    def event(self, event: QEvent) -> bool:
        if event.type() in ENDS:
            self._set_head_drag(IDLE)
        if event.type() == QEvent.Type.ShortcutOverride and self.order.dragged:
            event.accept()  # undo and similar would change the dragged room
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        binding, dragged, room = match_binding(ROOM_HEADERS, event), self.order.dragged, self.room
        by = -1 if "left" in binding else 1
        if event.key() == Qt.Key.Key_Escape:
            self._set_head_drag(IDLE)
        if dragged:
            return
        if binding in ("left", "right"):
            row = max(0, min(self._model.rowCount() - 1, self.currentIndex().row() + by))
            self.setCurrentIndex(self._model.index(row))
        elif binding == "hide" and room:
            self._plan.hide_rooms(room)
        elif binding == "show" and room:
            self.room_clicked.emit(room)
        elif binding and room:
            self._move_room(room, by)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.scrollTo(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse, box = event.reason() == QContextMenuEvent.Reason.Mouse, self.visualRect(self.currentIndex())
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton or not self._grid().rooms:
            return  # a click with the left button held has ended a drag
        if self.room and not by_mouse:
            self.room_clicked.emit(self.room)
        self.menu_requested.emit(event.globalPos() if by_mouse else self.mapToGlobal(box.center()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, paints, grid, order = QPainter(self.viewport()), self._painter, self._grid(), self.order
        heads, lanes = self._model.rows, bool(self._lane())
        paints.paint_ground(painter, QRectF(self.rect()))
        seen = QRectF(self.rect()).adjusted(self._lane(), 0, 0, 0)
        for row in sorted(range(len(heads)), key=lambda row: (row < lanes, heads[row].room == self._lit)):
            box = self._head_box(row)
            if row < lanes:
                paints.paint_lane_head(painter, heads[row], box)
            elif box.intersects(seen):
                paints.paint(painter, heads[row], box, seen)
            if heads[row].room == self._lit:
                paints.paint_ring(painter, box, 6)
        if order.dragged:
            row, left = grid.rooms.index(order.room), order.edge_index(grid) * grid.column_width - self._offset() - 2
            target = QRectF(max(0, min(self.width() - 4, left)), 0, 4, self.height())
            box = self._head_box(row).translated(order.x - order.start, 0)
            paints.paint_dragged_head(painter, heads[row], box, target if order.columns_moved(grid) else QRectF())
        elif self.hasFocus():
            paints.paint_ring(painter, self._head_box(self.currentIndex().row()), 4)
