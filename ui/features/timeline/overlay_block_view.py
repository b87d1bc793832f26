"""Additions to the timeline: dimming, the current time, the minimap, and zooming to the selection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QHelpEvent, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QToolTip, QWidget

from planner.domain.change import Change
from planner.layout.blocks import ClashGroup
from planner.rules.conflict import Conflict
from ui.features.timeline.block_view import BlockView
from ui.features.timeline.minimap import STRIP, Minimap, Tile
from ui.features.timeline.now_line import NowClock
from ui.features.timeline.session_matcher import SessionMatcher
from ui.kit.widgets.labels import tooltip_text
from ui.state.canvas.grid_view import scroll_into_view
from ui.state.canvas.rulers import RULER_WIDTH
from ui.state.document import Document

DIM = 0.25
"""Opacity of a block that does not match the search."""
MANY = 50
"""Number of blocks above which a change repaints the whole viewport."""
AROUND = 10
"""Minutes shown before and after the selection that is zoomed to."""


class OverlayBlockView(BlockView):
    """A timeline with dimmed blocks, the line of the current time, and a minimap."""

    _ready = False
    """True once the minimap exists, since Qt asks for the geometry earlier."""

    def __init__(self, document: Document, parent: QWidget | None = None, day: str = "") -> None:
        super().__init__(document, parent, day)
        self.matcher, self.now = SessionMatcher(document), NowClock(document, self)
        self.minimap = Minimap(document, self.verticalScrollBar(), self._tiles, self)
        self.minimap.hide()
        self._line: int | None = None
        self._ready = True
        self.ruler.now = lambda: self.now.minute(self.grid)
        self.now.ticked.connect(self._on_tick)
        self.header.walked.connect(self._show_column)
        self.session_model.dataChanged.connect(self._on_contents)
        document.view_state.filter_changed.connect(self._on_view_state)
        document.view_state.colours_changed.connect(self._on_view_state)

    def _on_contents(self, first: QModelIndex, last: QModelIndex) -> None:
        """Repaint blocks whose content has changed in place, which Qt's list view does not do itself."""
        if last.row() - first.row() > MANY:  # adding up their regions would take longer than painting them
            self.viewport().update()
        else:
            self.viewport().update(self._around(self.boxes_of(*self.session_model.ids[first.row() : last.row() + 1])))

    def _on_view_state(self) -> None:
        self.viewport().update()
        self.minimap.renew(self.extent())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and repaint blocks that are cut off, as their text stays visible."""
        super().scrollContentsBy(dx, dy)
        left, top = self.horizontalOffset(), self.verticalOffset()
        cut = [*self._cut_above(top), *self._cut_above(top + dy)] if dy else []
        if dx:
            shown = [self._boxes[n] for n in self._between(top, top + self.viewport().height())]
            cut += [
                box for box in shown if box.width() > 1.5 * self.grid.column_width and box.x() < max(left, left + dx)
            ]
        if cut:
            self.viewport().update(self._around(cut))

    def _cut_above(self, top: int) -> list[QRectF]:
        """Return the rectangles of blocks that cross a y coordinate of the grid."""
        return [self._boxes[n] for n in self._between(top, top) if self._boxes[n].y() < top < self._boxes[n].bottom()]

    # marks of conflicting sessions ----------------------------------------------------------------------

    def fold_at(self, point: QPointF | QPoint) -> ClashGroup | None:
        """Return the mark of conflicting sessions at a point of the viewport, or None if there is none."""
        spot = QPointF(point) - self.origin()
        found = self.block_at(spot.x(), spot.y())
        return self.clash_marks.of(found[0]) if found else None

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a tooltip with all sessions of a mark."""
        fold = self.fold_at(event.pos()) if isinstance(event, QHelpEvent) else None
        if isinstance(event, QHelpEvent) and fold:
            QToolTip.showText(event.globalPos(), tooltip_text(self.clash_marks.tooltip(fold)), self.viewport())
            return True
        return super().viewportEvent(event)

    # dimming -------------------------------------------------------------------------------------------

    def solid(self, session_id: str) -> float:
        return 1 if self.matcher.fits(session_id) else DIM

    @property
    def matching(self) -> tuple[str, ...]:
        """The ids of the day's sessions that match the search, by time."""
        return tuple(session for session in self.session_model.ids if self.matcher.fits(session))

    def selectAll(self) -> None:
        """Select all sessions of the day, or all that match the search."""
        if self.document.view_state.session_filter:
            self.document.select(self.matching)
        else:
            super().selectAll()

    def _on_change(self, change: Change) -> None:
        super()._on_change(change)
        if self.document.view_state.session_filter and change.edits:
            self.viewport().update()

    # the current time ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.now.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.now.watch(False)

    def _on_tick(self) -> None:
        for minute in {self._line, self.now.minute(self.grid)} - {None}:
            y = round(self.grid.y(minute or 0)) - self.verticalOffset()
            self.viewport().update(QRect(0, y - 2, self.viewport().width(), 5))
        self.ruler.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._line = self.now.minute(self.grid)
        if self._line is not None:
            y = self.grid.y(self._line) - self.verticalOffset()
            painter = QPainter(self.viewport())
            painter.setClipRegion(event.region())
            painter.setPen(QPen(self.document.presentation.theme.colour("accent"), 1.5))
            painter.drawLine(0, round(y), self.viewport().width(), round(y))

    # the minimap --------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        laid, grid = self._laid, self.grid
        super().lay_out()
        if self._ready and (laid is not self._laid or grid != self.grid):
            alike = (grid.first, grid.last, grid.columns) == (self.grid.first, self.grid.last, self.grid.columns)
            self.minimap.renew(self.extent(), same=laid is self._laid and alike)
            self.updateGeometries()
            self.viewport().update(self._around(self._shade.settle(self.grid, self.shaded, self._boxes)))

    def _show_minimap(self) -> None:
        """Show the minimap if the day is taller than the window, or hide it."""
        tall = self.grid.height > self.viewport().height() + 1
        if tall != self.minimap.isVisibleTo(self):
            self.minimap.setVisible(tall)
            self.setViewportMargins(RULER_WIDTH, self.header.needed_height(), STRIP if tall else 0, 0)
            self.updateGeometries()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._ready:
            area = self.viewport().geometry()
            self.minimap.setGeometry(area.right() + 1, area.y(), STRIP, area.height())
            self._show_minimap()

    def _tiles(self) -> list[Tile]:
        contents = [self.session_model.content(block.session) for block in self._blocks]
        rows = zip(self._blocks, self._boxes, contents, strict=True)
        return [(box, content.colour, self.solid(block.session)) for block, box, content in rows]

    # zooming and scrolling -----------------------------------------------------------------------------

    def fit_selection(self) -> None:
        """Zoom so that the selected sessions of the day fill the window."""
        boxes = self.boxes_of(*self.document.selected)
        if not boxes:
            return
        around = boxes[0]
        for box in boxes[1:]:
            around = around.united(box)
        first, last = self.grid.minute(around.top()) - AROUND, self.grid.minute(around.bottom()) + AROUND
        self._fitted = False
        self._zoom_to(self.viewport().height() / (last - first), 0)
        self.verticalScrollBar().setValue(round(self.grid.y(first)))
        self._bring_across(around)

    def show_preview(self, change: Change | None, clashes: Sequence[Conflict] = ()) -> None:
        """Show the preview of a change, and scroll to its first session if none is visible."""
        super().show_preview(change, clashes)
        boxes = [box.translated(self.origin()).toRect() for box in self._preview.boxes] if self._preview else []
        area = self.viewport().rect()
        if boxes and not any(box.intersects(area) for box in boxes):
            scroll_into_view(self.verticalScrollBar(), boxes[0].top(), boxes[0].bottom(), area.top(), area.bottom())
            scroll_into_view(self.horizontalScrollBar(), boxes[0].left(), boxes[0].right(), area.left(), area.right())

    def reveal(self, sessions: Iterable[str]) -> None:
        """Scroll to the first of the sessions, unless one of them is visible."""
        rows = [index for s in sessions if (index := self.session_model.index(self.session_model.row(s))).isValid()]
        if rows and not any(self.visualRect(index).intersects(self.viewport().rect()) for index in rows):
            self.scrollTo(rows[0])

    def _show_column(self, column: int) -> None:
        """Scroll to a room's column."""
        self._bring_across(QRectF(column * self.grid.column_width, 0, self.grid.column_width, 1))

    def _bring_across(self, box: QRectF) -> None:
        bar, wide = self.horizontalScrollBar(), self.viewport().width()
        if box.left() < bar.value() or box.width() > wide:
            bar.setValue(round(box.left()))
        elif box.right() > bar.value() + wide:
            bar.setValue(round(box.right()) - wide)
