"""The geometry of the timeline: a list view that lays its rows out on the grid of a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QWidget

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Day
from planner.layout.blocks import Block, ClashGroup, blocks
from planner.layout.grid import Grid, columns_on, grid_of, shown_minutes, shown_until
from planner.rules.conflict import Conflict
from ui.features.timeline.blocked_times import BlockedTime, BlockedTimesPainter, closed_times
from ui.features.timeline.change_preview import ChangePreview
from ui.features.timeline.clash_marks import ClashMarks
from ui.features.timeline.day_model import DayModel, Index
from ui.features.timeline.grid_background import GridBackground
from ui.features.timeline.keyboard_navigation import next_row
from ui.features.timeline.room_headers import timeline_header
from ui.state.canvas.block_painter import BlockPainter, rectangle
from ui.state.canvas.grid_view import GridView, scroll_into_view
from ui.state.canvas.rulers import TimeRuler
from ui.state.document import Document

LEAST_COLUMN = 150
"""Minimum width of a column, in pixels."""
LEAST_BESIDE = 80
"""Minimum width of a column in pixels while several days are shown."""
NARROWEST = 6
"""Minimum width of a column in pixels when all rooms are fitted into the window."""


class BlockView(GridView):
    """A list view that lays the sessions out on the grid of a day; subclasses add mouse and keyboard."""

    menu_requested = Signal(QPoint)

    def __init__(self, document: Document, parent: QWidget | None = None, day: str = "") -> None:
        super().__init__(document, document.presentation.words("Timeline"), parent)
        self._adopting = False
        self._last = self.until = 0
        self._day = day
        self.grid = self._grid_of(LEAST_COLUMN, self._scale)
        self._laid: tuple[Agenda, Day, tuple[Block, ...]] | None = None
        self._placed: dict[Block, tuple[QRectF, QRectF]] = {}
        self._blocks: list[Block] = []
        self._boxes: list[QRectF] = []
        self._tops: list[float] = []
        self._painted: list[QRectF] = []
        self._tallest = self._reach = 0.0
        self._seen_from = (0, 0, 0.0)
        self._painter = BlockPainter(document.presentation.theme, document.paint_cache)
        self.clash_marks = ClashMarks(document)
        self._ground = GridBackground(document.presentation.theme)
        self._shade = BlockedTimesPainter(document.presentation.theme)
        self._closed: tuple[BlockedTime, ...] = ()
        self._preview: ChangePreview | None = None
        self.session_model = DayModel(document, self, lambda: self.day)
        self._set_rulers(
            TimeRuler(lambda: self.grid, self.verticalOffset, document, self),
            timeline_header(lambda: self.grid, self.horizontalOffset, document, self),
        )
        self.setModel(self.session_model)
        self.session_model.modelReset.connect(self._adopt_selection)
        document.changed.connect(self._on_change)
        document.day_changed.connect(self._on_day)
        document.selection_changed.connect(self._adopt_selection)
        document.view_state.rooms_changed.connect(self._on_seen)
        document.view_state.days_changed.connect(self._on_seen)

    # document ------------------------------------------------------------------------------------------

    @property
    def day(self) -> Day:
        """The day of this view: its fixed day, or else the shown day."""
        return self.document.agenda.days.get(self._day) or self.document.day

    def _grid_of(self, column: float, scale: float) -> Grid:
        """Return the grid of the day; days side by side get the same hours, so that these line up."""
        agenda, hidden = self.document.agenda, self.document.view_state.hidden
        grid = replace(grid_of(agenda, self.day, column, scale, hidden), snap=self.document.view_state.snap)
        if not self.document.shows_all_days:
            return grid
        shown = [shown_minutes(agenda, day) for day in agenda.days.values()]
        return replace(grid, first=min(first for first, _ in shown), last=max(last for _, last in shown))

    def _on_seen(self) -> None:
        self._laid = None
        self.lay_out()

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self.lay_out()

    def _on_day(self) -> None:
        self.lay_out()
        if not self.document.shows_all_days:
            self.scroll_to_minute(self.day.opens)

    def _adopt_selection(self) -> None:
        """Select what the document has selected, and make the first session current."""
        if self.session_model.ids and self._ids(self.selectionModel().selectedIndexes()) != set(self.document.selected):
            chosen = QItemSelection()
            for session in self.document.selected:
                if (row := self.session_model.row(session)) >= 0:
                    chosen.select(self.session_model.index(row), self.session_model.index(row))
            self._adopting = True  # keeps the selection on other days
            self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._adopting = False
        row = self.session_model.row(self.document.selected[0]) if self.document.selected else -1
        if row >= 0 and self.currentIndex().row() != row:
            self.selectionModel().setCurrentIndex(
                self.session_model.index(row), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.scrollTo(self.session_model.index(row))

    def _ids(self, indexes: list[QModelIndex]) -> set[str]:
        return {self.session_model.ids[index.row()] for index in indexes}

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        region = QRegion()
        for index in (*selected.indexes(), *deselected.indexes()):
            if index.row() < len(self.session_model.ids):
                region += self._region(self.session_model.ids[index.row()])
        self.viewport().update(region)
        if self._adopting:
            return
        chosen = self._ids(self.selectionModel().selectedIndexes())
        if chosen != set(self.document.selected) and (
            chosen or not set(self.document.selected).isdisjoint(self.session_model.ids)
        ):
            self.document.select(session for session in self.session_model.ids if session in chosen)

    # geometry ------------------------------------------------------------------------------------------

    def grid_now(self) -> Grid:
        return self.grid

    def minutes_shown(self) -> float:
        grid = self._grid_of(LEAST_COLUMN, 1)
        return max(grid.last, self.until) - grid.first

    def reach_for(self, change: Change | None) -> None:
        """Extend the shown hours to the end of a pending change; None restores them."""
        until = shown_until(change, self.day.date) if change else 0
        self.until = until if until > self._last else 0
        self.lay_out()

    def lay_out(self) -> None:
        """Lay out the grid and the blocks for the current snapshot, and repaint what has moved."""
        if self._fitted:
            self._scale = self._fit_scale()
        area, before = self.viewport().size(), (self.grid, self._placed)
        agenda, day, view_state = self.document.agenda, self.day, self.document.view_state
        rooms_changed = self._laid is None or self._laid[0].rooms is not agenda.rooms
        stale = self._laid is None or self._laid[0] is not agenda or self._laid[1] != day
        columns = max(1, len(columns_on(agenda, day, view_state.hidden))) if stale else self.grid.columns
        least = LEAST_BESIDE if self.document.shows_all_days else LEAST_COLUMN
        column = max(NARROWEST if view_state.rooms_fitted else least, area.width() / columns)
        if self._laid is None or stale:
            self.grid = self._grid_of(column, self._scale)
            self._last = self.grid.last
            self._closed = closed_times(agenda, self.grid, self.document.presentation.words)
            self._laid = (agenda, day, blocks(self.grid, agenda.on(day.date)))
        elif self.grid == self._zoomed(column):
            return
        self.grid = self._zoomed(column)
        same = self.grid == replace(before[0], last=self.grid.last) and not rooms_changed  # the end may differ
        old = before[1] if same else {}
        hinted = same and (not old) != (not self._laid[2])  # the hint of an empty day comes or goes
        shown, folded = self.clash_marks.lay(self._laid[2], self.grid)
        self._placed = {block: old[block] if block in old else self._put(block) for block in shown} | folded
        self._blocks = sorted(self._placed, key=attrgetter("start"))
        self._boxes = [self._placed[block][0] for block in self._blocks]
        self._painted = [self._placed[block][1] for block in self._blocks]
        self._tops = [box.y() for box in self._boxes]
        self._tallest = max((box.height() for box in self._boxes), default=0)
        self._reach = max((max(block.setup, block.teardown) for block in self._blocks), default=0) * self.grid.scale
        self._set_ranges(area)
        if self._preview:
            self.show_preview(self._preview.change, self._preview.clashes)
        if same and not hinted:
            self._repaint_others(old, before[0])
        else:
            for renew in (self.viewport().update, self.ruler.update, self.header.refresh):
                renew()

    def _repaint_others(self, old: Mapping[Block, tuple[QRectF, QRectF]], grid: Grid) -> None:
        """Repaint blocks that were added, removed or moved, and what is below the earlier of the two grids' ends."""
        now = self._placed
        gone = [place for block, place in old.items() if now.get(block) != place]
        come = [place for block, place in now.items() if old.get(block) != place]
        self.viewport().update(self._around(painted for _, painted in (*gone, *come)))
        if self.grid.last != grid.last:
            self.ruler.update()
            below = round(min(self.grid.height, grid.height)) - 2 - self.verticalOffset()
            self.viewport().update(self.viewport().rect().adjusted(0, below, 0, 0))

    def _zoomed(self, column: float) -> Grid:
        last = max(self._last, self.until)
        return replace(self.grid, column_width=column, scale=self._scale, last=last)

    def _put(self, block: Block) -> tuple[QRectF, QRectF]:
        """Return a block's rectangle in the grid, and the area painted for it including its outline and buffers."""
        box = rectangle(block.box(self.grid))
        painted = box.adjusted(-3, -3, 3, 3)
        if block.setup or block.teardown:
            for buffer in block.buffers(self.grid):
                painted = painted.united(rectangle(buffer)) if buffer else painted
        return box, painted

    def _around(self, boxes: Iterable[QRectF]) -> QRegion:
        """Return the region of the viewport that blocks with these rectangles are painted in."""
        region = QRegion()
        for box in boxes:
            region += box.translated(self.origin()).toAlignedRect().adjusted(-4, -4, 4, 4)
        return region

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        if not self._blocks:  # keeps the hint of an empty day in the middle
            self.viewport().update()
        if dy:
            self.ruler.update()
        if dx:
            self.header.refresh()

    def origin(self) -> QPointF:
        """Return the grid's top left corner in viewport coordinates."""
        return QPointF(-self.horizontalOffset(), -self.verticalOffset())

    def boxes_of(self, *sessions: str) -> list[QRectF]:
        """Return the rectangles of sessions in the grid."""
        wanted = frozenset(sessions)
        return [box for block, box in zip(self._blocks, self._boxes, strict=True) if block.session in wanted]

    def _region(self, session_id: str) -> QRegion:
        return self._around(self.boxes_of(session_id))

    def visualRect(self, index: Index) -> QRect:
        row, ids = index.row() if index.isValid() else -1, self.session_model.ids
        boxes = self.boxes_of(ids[row]) if 0 <= row < len(ids) else []
        return boxes[0].translated(self.origin()).toRect() if boxes else QRect()

    def _between(self, top: float, bottom: float) -> range:
        """Return the indices of the blocks that may be visible between two y coordinates of the grid."""
        return range(bisect_left(self._tops, top - self._tallest), bisect_right(self._tops, bottom))

    def block_at(self, x: float, y: float) -> tuple[Block, QRectF] | None:
        """Return the block at a point of the grid and its rectangle, or None if there is none."""
        for n in self._between(y, y):
            if self._boxes[n].contains(x, y):
                return self._blocks[n], self._boxes[n]
        return None

    def indexAt(self, point: QPoint) -> QModelIndex:
        spot = QPointF(point) - self.origin()
        found = self.block_at(spot.x(), spot.y())
        return self.session_model.index(self.session_model.row(found[0].session)) if found else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        rect, area = self.visualRect(index), self.viewport().rect()
        if rect.isEmpty() or not (self._laid and self._laid[0] is self.document.agenda and self._laid[1] == self.day):
            return  # the layout follows
        scroll_into_view(self.verticalScrollBar(), rect.top(), rect.bottom(), area.top(), area.bottom())
        scroll_into_view(self.horizontalScrollBar(), rect.left(), rect.right(), area.left(), area.right())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        area = QRectF(rect.normalized()).translated(-self.origin())
        chosen, spot, current = QItemSelection(), max(area.width(), area.height()) <= 1, self.currentIndex()
        for n in self._between(area.top(), area.bottom()):
            if self._boxes[n].intersects(area):
                index = self.session_model.index(self.session_model.row(self._blocks[n].session))
                if not (
                    spot and self.clash_marks.of(self._blocks[n]) and index != current
                ):  # a key selects a single session
                    chosen.select(index, index)
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self._region(self.session_model.ids[index.row()])
        return region

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        here, rows = self.currentIndex().row(), len(self.session_model.ids)
        boxes = [
            (box, self.session_model.row(block.session)) for block, box in zip(self._blocks, self._boxes, strict=True)
        ]
        row = next_row(action, here, boxes, rows - 1)
        return self.session_model.index(row) if row >= 0 else QModelIndex()

    # painting ------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:  # not during a drag
            self.menu_requested.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        dirty = [QRectF(rect).translated(-self.origin()) for rect in event.region()]  # type: ignore[attr-defined]
        self._seen_from = (self.horizontalOffset(), self.verticalOffset(), 1.5 * self.grid.column_width)
        painter.translate(self.origin())
        for rect in dirty:
            self._ground.paint(painter, self.grid, rect)
            self.paint_under(painter, rect)
        self._shade.paint(painter, self.grid, self.shaded, dirty)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._shade.paint_words(painter, self.grid, self.shaded, dirty)
        self.paint_blocks(painter, dirty)
        self.paint_over(painter)
        if not self._blocks and not self.drag_controller.state:
            self._ground.paint_empty(
                painter, self.document.presentation.words, QRectF(self.viewport().rect()).translated(-self.origin())
            )

    def paint_blocks(self, painter: QPainter, dirty: Sequence[QRectF]) -> None:
        """Paint the blocks that intersect parts of the grid, the selected ones last, so that their outline is whole."""
        chosen = set(self.document.selected)
        near, reach = [], self._reach + 3
        for rect in dirty:
            near.append((self._between(rect.top() - reach, rect.bottom() + reach), rect))
        shown = {n for places, rect in near for n in places if self._painted[n].intersects(rect)}
        folds = self.clash_marks.among(self._blocks[n] for n in sorted(shown))
        shown = {n for n in shown if not self.clash_marks.of(self._blocks[n])} if folds else shown
        if self._reach:
            self._paint_buffers(painter, [self._blocks[n] for n in sorted(shown)])
        for n in sorted(shown, key=lambda n: (self._blocks[n].session in chosen, n)):
            block = self._blocks[n]
            painter.setOpacity(self.solid(block.session))
            self.paint_block(painter, block, self._boxes[n], selected=block.session in chosen)
        for fold in sorted(folds, key=lambda fold: not chosen.isdisjoint(fold.sessions)):
            painter.setOpacity(max(map(self.solid, fold.sessions)))
            self.paint_fold(
                painter, fold, self._placed[fold.blocks[0]][0], selected=not chosen.isdisjoint(fold.sessions)
            )
        painter.setOpacity(1)

    def _paint_buffers(self, painter: QPainter, shown: Sequence[Block]) -> None:
        """Paint the set-up and teardown times of blocks, below all blocks."""
        for block in shown:
            if block.setup or block.teardown:
                painter.setOpacity(self.solid(block.session))
                words = self.session_model.content(block.session).buffers
                for box, said in zip(block.buffers(self.grid), words, strict=True):
                    if box:
                        self._painter.paint_buffer(painter, said, rectangle(box))

    def solid(self, session_id: str) -> float:
        """Return the opacity of a session's block, up to 1."""
        return 1

    def paint_block(self, painter: QPainter, block: Block, box: QRectF, *, selected: bool) -> None:
        """Paint one block."""
        self._painter.paint(
            painter, self.session_model.content(block.session), box, selected=selected, corner=self.corner_for(box)
        )

    def paint_fold(self, painter: QPainter, fold: ClashGroup, box: QRectF, *, selected: bool) -> None:
        """Paint the mark of conflicting sessions that do not fit side by side."""
        self.clash_marks.paint(painter, fold, box, selected=selected, corner=self.corner_for(box))

    def corner_for(self, box: QRectF) -> QPointF | None:
        """Return the corner where a block's text begins if it is cut off at the top or left; None if it is not."""
        left, top, wide = self._seen_from
        x = left if box.x() < left and box.width() > wide else box.x()
        return QPointF(x, top) if x == left or box.y() < top else None

    @property
    def shaded(self) -> tuple[BlockedTime, ...]:
        """The shaded times, with their reasons."""
        return self._closed

    def paint_under(self, painter: QPainter, dirty: QRectF) -> None:
        """Paint between the background and the blocks."""

    def paint_over(self, painter: QPainter) -> None:
        """Paint above the blocks: the preview of a change."""
        if self._preview:
            self._preview.paint_vacated(painter, self.boxes_of(*self._preview.moved))
            self._preview.paint(painter, [QRectF(self.viewport().rect()).translated(-self.origin())])

    def show_preview(self, change: Change | None, clashes: Sequence[Conflict] = ()) -> None:
        """Show the preview of a change and its conflicts; None ends the preview."""
        if change or self._preview:
            self._preview = ChangePreview(self.document, self._painter, change, clashes, self.grid) if change else None
            self.reach_for(change)
            self.viewport().update()
