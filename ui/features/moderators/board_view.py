"""The view of the moderators' board, a list view that lays out sessions and shifts in columns of rooms."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from planner.domain.entities import Cover, Person, Session
from planner.layout.grid import Grid
from ui.features.moderators.block_contents import BoardItem, BoardSessionContent, ShiftContent
from ui.features.moderators.board_layout import board_layout_of
from ui.features.moderators.board_model import BoardModel, Index
from ui.features.moderators.board_painter import BoardPainter
from ui.features.moderators.coverage import Coverage
from ui.features.moderators.moderator_shift import shift_of
from ui.state.canvas.block_painter import rectangle
from ui.state.canvas.grid_view import GridView, scroll_into_view
from ui.state.canvas.room_header import RoomHeader
from ui.state.canvas.rulers import TimeRuler
from ui.state.document import Document

SPAN_WIDE = 10_000


class BoardView(GridView):
    """The sessions and shifts of the shown day. The all-rooms lane stays in place while the rooms scroll."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, document.presentation.words("Who moderates what"), parent)
        self.rows = BoardModel(document, self)
        self._coverage: Coverage | None = None
        self.board_layout = board_layout_of(document.agenda, document.day, 0, self._scale)
        self._boxes: list[tuple[BoardItem, QRectF]] = []
        self.painter = BoardPainter(document)
        self._set_rulers(
            TimeRuler(lambda: self.board_layout.grid, self.verticalOffset, document, self),
            RoomHeader(lambda: self.board_layout.grid, self.horizontalOffset, document, self, lane=self.fixed_width),
        )
        self.setModel(self.rows)
        self.rows.modelReset.connect(self.adopt_selection)
        document.selection_changed.connect(self.adopt_selection)

    # document ------------------------------------------------------------------------------------------

    def show_coverage(self, coverage: Coverage) -> None:
        """Show the current snapshot; ``coverage`` has its moderators."""
        self._coverage = coverage
        self.rows.refresh(coverage)
        self.lay_out()
        self.adopt_selection()

    @property
    def chosen(self) -> tuple[BoardItem, ...]:
        """The sessions or shifts that the document shows; they need not be on this day."""
        kind, _first = self.document.shown
        if kind is Session:
            return tuple((Session, session) for session in self.document.selected)
        return tuple((Cover, thing.id) for thing in self.document.shown_things) if kind is Cover else ()

    def adopt_selection(self) -> None:
        """Select what the document shows, and make the first of it current."""
        wanted, rows = [thing for thing in self.chosen if self.rows.row(thing) >= 0], self.rows
        new = self._selected() != set(wanted)
        if new:
            selection = QItemSelection()
            for thing in wanted:
                selection.select(rows.index(rows.row(thing)), rows.index(rows.row(thing)))
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if wanted and (new or self.currentIndex().row() != rows.row(wanted[0])):
            index = rows.index(rows.row(wanted[0]))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        self.viewport().update()

    def _selected(self) -> set[BoardItem]:
        things = self.rows.things
        return {things[i.row()] for i in self.selectionModel().selectedIndexes() if i.row() < len(things)}

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        found = self._selected()
        if found == {thing for thing in self.chosen if self.rows.row(thing) >= 0}:
            return
        covers = [name for kind, name in self.rows.things if kind is Cover and (kind, name) in found]
        sessions = [name for kind, name in self.rows.things if kind is Session and (kind, name) in found]
        current = self.current
        if covers and (not sessions or (current and current[0] is Cover)):
            self.document.show(Cover, *covers)
        elif sessions or self.document.shown[0] in (Session, Cover):
            self.document.show(Session, *sessions)

    @property
    def current(self) -> BoardItem | None:
        """The current session or shift, or None if there is none."""
        row = self.currentIndex().row()
        return self.rows.things[row] if 0 <= row < len(self.rows.things) else None

    # geometry ------------------------------------------------------------------------------------------

    def grid_now(self) -> Grid:
        return self.board_layout.grid

    def extent(self) -> QSizeF:
        return QSizeF(self.board_layout.width, self.board_layout.grid.height)

    def minutes_shown(self) -> float:
        return board_layout_of(self.document.agenda, self.document.day, 0, 1).grid.height

    def fixed_width(self) -> int:
        return round(self.board_layout.every)

    def lay_out(self) -> None:
        if self._fitted:
            self._scale = self._fit_scale()
        self.board_layout = board_layout_of(
            self.document.agenda, self.document.day, self.viewport().width(), self._scale
        )
        found: list[tuple[BoardItem, QRectF]] = []
        for block in self.board_layout.blocks:
            found.append(((Session, block.session), rectangle(self.board_layout.session_box(block))))
        for cover, place, places in self.board_layout.places:
            if box := self.board_layout.shift_box(shift_of(cover), place, places):
                found.append(((Cover, cover.id), rectangle(box)))
        self._boxes = [(thing, box) for thing, box in found if self.rows.row(thing) >= 0]
        self._set_ranges(self.viewport().size())
        self.viewport().update()
        self.ruler.update()
        self.header.refresh()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        (self.ruler.update if dy else self.header.refresh)()

    def on_board(self, point: QPointF | QPoint) -> QPointF:
        """Map a point from viewport to board coordinates; the all-rooms lane does not scroll horizontally."""
        x = point.x() if point.x() < self.board_layout.every else point.x() + self.horizontalOffset()
        return QPointF(x, point.y() + self.verticalOffset())

    def in_view(self, box: QRectF) -> QRectF:
        """Map a rectangle from board to viewport coordinates."""
        across = 0 if box.left() < self.board_layout.every else -self.horizontalOffset()
        return box.translated(across, -self.verticalOffset())

    def box_of(self, thing: BoardItem) -> QRectF | None:
        """Return the rectangle of a session or shift on the board, or None if it is not on it."""
        return next((box for other, box in self._boxes if other == thing), None)

    def thing_at(self, spot: QPointF) -> tuple[BoardItem, QRectF] | None:
        """Return the session or shift at a point of the board and its rectangle, or None; shifts are on top."""
        return next(((thing, box) for thing, box in reversed(self._boxes) if box.contains(spot)), None)

    def visualRect(self, index: Index) -> QRect:
        row = index.row()
        box = self.box_of(self.rows.things[row]) if 0 <= row < len(self.rows.things) else None
        return self.in_view(box).toRect() if box else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        found = self.thing_at(self.on_board(point))
        return self.rows.index(self.rows.row(found[0])) if found else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        rect, area = self.visualRect(index), self.viewport().rect()
        if rect.isEmpty():
            return
        left = self.fixed_width()
        scroll_into_view(
            self.verticalScrollBar(), rect.top(), rect.bottom(), area.top(), area.bottom(), before=24, after=24
        )
        if rect.right() > left or self.rows.things[index.row()][0] is not Cover:
            lane, across = round(max(self.board_layout.lanes)), self.horizontalScrollBar()
            scroll_into_view(across, rect.left(), rect.right(), left, area.right(), before=lane)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        area, chosen = QRectF(rect.normalized()), QItemSelection()
        for thing, box in self._boxes:
            if self.in_view(box).intersects(area):
                index = self.rows.index(self.rows.row(thing))
                chosen.select(index, index)
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        row = self._next_row(action)
        return self.rows.index(row) if row >= 0 else QModelIndex()

    def _next_row(self, action: QAbstractItemView.CursorAction) -> int:
        """Return the row that an arrow key moves to.

        It is the next in time in the same column or lane, or one beside it at about the same time.
        """
        actions, here, last = QAbstractItemView.CursorAction, self.current, len(self.rows.things) - 1
        if here is None or action == actions.MoveHome:
            return min(0, last)
        if action == actions.MoveEnd:
            return last
        mine = self.box_of(here)
        if mine is None:
            return -1
        others = [(box, thing) for thing, box in self._boxes if thing != here]
        if action in (actions.MoveLeft, actions.MoveRight):
            found = _beside(mine, others, right=action == actions.MoveRight)
        else:
            down = action in (actions.MoveDown, actions.MovePageDown, actions.MoveNext)
            found = _below(mine, others) if down else _above(mine, others)
        return self.rows.row(found) if found else self.rows.row(here)

    # painting ------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, board_layout = QPainter(self.viewport()), self.board_layout
        seen = QRectF(event.rect())
        origin = QPointF(-self.horizontalOffset(), -self.verticalOffset())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(origin)
        self.painter.paint_ground(painter, board_layout, seen.translated(-origin))
        self._paint_things(painter, seen.translated(-origin), sticky=False)
        self.paint_reach(painter)
        painter.restore()
        if board_layout.every:
            painter.save()
            painter.translate(0, origin.y())
            lane = QRectF(0, seen.top() - origin.y(), board_layout.every, seen.height())
            painter.setClipRect(lane)
            self.painter.paint_every(painter, board_layout, lane)
            self._paint_things(painter, lane, sticky=True)
            painter.restore()
        if not board_layout.blocks:
            self.painter.paint_empty(painter, QRectF(self.viewport().rect()).adjusted(board_layout.every, 0, 0, 0))
        self.paint_over(painter)

    def _paint_things(self, painter: QPainter, dirty: QRectF, *, sticky: bool) -> None:
        every, chosen = self.board_layout.every, set(self.chosen)
        kind, shown = self.document.shown
        his = shown if kind is Person else ""
        for thing, box in self._boxes:
            if (box.left() < every) != sticky or not box.adjusted(-4, -4, 4, 4).intersects(dirty):
                continue
            content = self.rows.content(thing)
            if isinstance(content, BoardSessionContent):
                self.painter.paint_session(
                    painter, content, box, self._room_for_words(box), selected=thing in chosen,
                    lit=self.is_lit(thing[1]), his=his in content.people,
                )  # fmt: skip
            else:
                self.paint_shift(painter, thing, content, box, selected=thing in chosen, his=content.person == his)

    def paint_shift(
        self, painter: QPainter, thing: BoardItem, content: ShiftContent, box: QRectF, *, selected: bool, his: bool
    ) -> None:
        """Paint one shift."""
        self.painter.paint_shift(painter, content, box, self.verticalOffset(), selected=selected, his=his)

    def _room_for_words(self, box: QRectF) -> float:
        """Return the width for a block's text, which ends before a shift that crosses a block over several rooms."""
        if box.width() <= self.board_layout.grid.column_width:
            return box.width()
        crossing = [
            other.left() for thing, other in self._boxes
            if thing[0] is Cover and other.left() > box.left() and other.intersects(box)
        ]  # fmt: skip
        return min([box.width(), *(left - box.left() for left in crossing)])

    def is_lit(self, session_id: str) -> bool:
        """Return True if the drag would give the session the dragged person as a moderator."""
        return False

    def paint_reach(self, painter: QPainter) -> None:
        """Paint the effect of the drag on the board."""

    def paint_over(self, painter: QPainter) -> None:
        """Paint above the board, in viewport coordinates."""


def _beside(mine: QRectF, others: list[tuple[QRectF, BoardItem]], *, right: bool) -> BoardItem | None:
    side = [(b, t) for b, t in others if (b.left() >= mine.right() - 1 if right else b.right() <= mine.left() + 1)]

    def far(pair: tuple[QRectF, BoardItem]) -> tuple[float, float]:
        box, across = pair[0], abs(pair[0].center().x() - mine.center().x())
        apart = max(0.0, box.top() - mine.bottom(), mine.top() - box.bottom())
        return apart, across + abs(box.top() - mine.top()) / SPAN_WIDE

    return min(side, key=far)[1] if side else None


def _in_line(mine: QRectF, box: QRectF) -> bool:
    return box.left() < mine.right() - 1 and box.right() > mine.left() + 1


def _below(mine: QRectF, others: list[tuple[QRectF, BoardItem]]) -> BoardItem | None:
    after = [(b, t) for b, t in others if (b.top(), b.left()) > (mine.top(), mine.left()) and _in_line(mine, b)]
    return min(after, key=lambda pair: (pair[0].top(), abs(pair[0].left() - mine.left())))[1] if after else None


def _above(mine: QRectF, others: list[tuple[QRectF, BoardItem]]) -> BoardItem | None:
    before = [(b, t) for b, t in others if (b.top(), b.left()) < (mine.top(), mine.left()) and _in_line(mine, b)]
    return max(before, key=lambda pair: (pair[0].top(), -abs(pair[0].left() - mine.left())))[1] if before else None
