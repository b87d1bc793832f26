"""The timeline during a drag: ghosts at the target, the conflicts there, and the sessions that are shifted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Session
from planner.dragging.drag_state import DragState
from planner.layout.blocks import Block, ClashGroup
from ui.features.timeline.blocked_times import BlockedTime, absence_times, unfit_rooms
from ui.features.timeline.drag_controller import DragController
from ui.features.timeline.drag_ghost import DragGhost
from ui.features.timeline.overlay_block_view import OverlayBlockView
from ui.kit.theme.accessibility import announce
from ui.kit.theme.painting import hatch_brush
from ui.state.document import Document

FADED = 0.45
"""Opacity of a block whose session is being dragged."""
MOST_RECTS = 60
"""Maximum number of rectangles repainted one by one; if there are more, their bounding box is repainted."""


class DragBlockView(OverlayBlockView):
    """A timeline that paints a drag. The subclass starts the drag."""

    over_tray = Signal(bool)
    drag_controller: DragController
    _carried: frozenset[str] = frozenset()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.drag_controller = DragController(document, lambda: self.grid, self)
        self.drag_controller.moved.connect(self._on_moved)
        self.drag_controller.ended.connect(self._on_ended)
        self._band: tuple[QPointF, QRectF] | None = None
        self._shown = QRegion()
        self._clashing: frozenset[str] = frozenset()
        self._faded: frozenset[str] = frozenset()
        self._changing = False
        self._hatched: tuple[tuple[int, int], ...] = ()
        self._away: tuple[BlockedTime, ...] = ()
        self._ghost = DragGhost(document, self._painter)
        self._busy_hatch = hatch_brush(document.presentation.theme.colour("shade"))
        self._hatched_day = document.day.date
        document.day_changed.connect(self.drag_controller.rebase)
        document.view_state.rooms_changed.connect(self.drag_controller.rebase)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Translate the painted region with the grid, so that it is erased at its new place."""
        super().scrollContentsBy(dx, dy)
        self._shown.translate(dx, dy)
        if self._carried and (
            state := self.drag_controller.state
        ):  # the label stays visible, so it moves relative to the grid
            self._shown += self._region_of(state)
            self.viewport().update(self._shown)

    def lay_out(self) -> None:
        """Lay out the grid; if that happens during a drag, repaint the whole viewport, as the ghost may have moved."""
        before = self.grid
        super().lay_out()
        if self._carried and self.grid != replace(before, last=self.grid.last):
            self._shown = QRegion(self.viewport().rect())

    def _fit_scale(self) -> float:
        return (
            self._scale if self.drag_controller.state else super()._fit_scale()
        )  # keeps the grid in place below the pointer

    def _show_minimap(self) -> None:
        if not self.drag_controller.state:  # would take space beside the columns
            super()._show_minimap()

    # dragging ------------------------------------------------------------------------------------------

    def _dragged_blocks(self, state: DragState) -> list[QRectF]:
        return self._ghost.boxes(state, self.grid)

    def tip_lines(self, state: DragState) -> list[str]:
        """Return the lines of the label beside a dragged block: the time, then the reasons for conflicts."""
        return self._ghost.lines(state)

    def _seen(self) -> QRectF:
        """Return the visible part of the grid."""
        return QRectF(self.viewport().rect()).translated(-self.origin())

    def _on_moved(self) -> None:
        state = self.drag_controller.state
        assert state
        many = state.change is not None and not state.swap
        if many or self._changing:
            self.reach_for(state.change if many else None)  # first, as the view scrolls when the day becomes shorter
        region = self._region_of(state)
        faded = state.ids.union(state.change.ids(Session) if state.change else ())
        faded = frozenset[str]() if state.outside else faded
        dirty = self._shown + region + self._around(self.boxes_of(*state.clashing ^ self._clashing))
        if many or self._changing or faded != self._faded:
            dirty += self._around(self.boxes_of(*faded ^ self._faded))
        if dirty.rectCount() > MOST_RECTS:
            dirty = QRegion(dirty.boundingRect())
        first, self._carried = not self._carried, state.ids
        self._shown, self._clashing, self._changing, self._faded = region, state.clashing, many, faded
        if first or self._hatched_day != state.drag.grid.day:
            self._hatched_day = state.drag.grid.day
            self._away = absence_times(self.drag_controller.absences, state.drag.grid, self.document.presentation.words)
            self._hatched = (*self.drag_controller.busy, *((part.start, part.end) for part in self._away))
            self.header.note(self._unfit(state))
            dirty += self._hatched_region()
            for session in self._carried:
                dirty += self._region(session)
        self.viewport().update(dirty)

    def _region_of(self, state: DragState) -> QRegion:
        """Return the region that a drag paints: the ghosts, the label, and other sessions that move."""
        region, boxes = QRegion(), self._dragged_blocks(state)
        for box in boxes:
            region += box.translated(self.origin()).toAlignedRect().adjusted(-10, -10, 10, 14)
        if boxes:
            tip = self._ghost.tip(state, boxes[0], self._seen())
            region += tip.translated(self.origin()).toAlignedRect().adjusted(-2, -2, 2, 2)
        if state.swap:
            region += self._region(state.swap)
        return region + self._around(self._ghost.besides(state, self.grid))

    def _unfit(self, state: DragState) -> dict[str, str]:
        """Return the rooms that do not suit one of the dragged sessions, each with the reason."""
        others = [self.document.agenda.sessions[name] for name in state.others]
        found: dict[str, str] = {}
        for session in (*others, state.session):
            found |= unfit_rooms(self.document.agenda, session, self.document.presentation.words)
        return found

    def _on_ended(self) -> None:
        self._end()
        self.over_tray.emit(False)
        dirty = QRegion(self.viewport().rect()) if self._changing else self._shown
        for session in self._clashing | self._carried:
            dirty += self._region(session)
        self.viewport().update(dirty + self._hatched_region())
        if self._changing:
            self.reach_for(None)
        self._shown, self._clashing, self._carried, self._hatched = QRegion(), frozenset(), frozenset(), ()
        self._faded = frozenset()
        self._changing = False
        self._away = ()
        self.header.note({})

    def _hatched_region(self) -> QRegion:
        """Return the region hatched across all columns because people of the dragged sessions are busy or away."""
        grid, width = self.grid, max(self.grid.width, self.viewport().width())
        return self._around(QRectF(0, grid.y(start), width, (end - start) * grid.scale) for start, end in self._hatched)

    def _reveal_dragged(self) -> None:
        """Scroll to the session that is moved with the keyboard, and announce its place."""
        state = self.drag_controller.state
        if state and state.slot:
            boxes = self._dragged_blocks(state) or [QRectF()]  # it may be in rooms without a column
            box = boxes[0].translated(self.origin()).toRect()
            area, bar = self.viewport().rect(), self.verticalScrollBar()
            if box.top() < area.top() + 40:
                bar.setValue(bar.value() + box.top() - 40)
            elif box.bottom() > area.bottom() - 12:
                bar.setValue(bar.value() + box.bottom() - area.bottom() + 12)
            self._bring_across(boxes[0])
            rooms = ", ".join(self.document.agenda.room_names(state.slot.rooms)) or self.document.presentation.words(
                "Whole venue"
            )
            announce(self, ", ".join([rooms, *self.tip_lines(state)]))

    def paint_under(self, painter: QPainter, dirty: QRectF) -> None:
        """Hatch the times at which people of the dragged sessions are busy in other sessions."""
        for start, end in self.drag_controller.busy:
            stretch = QRectF(0, self.grid.y(start), self.grid.width, (end - start) * self.grid.scale)
            if stretch.intersects(dirty):
                painter.fillRect(stretch.intersected(dirty), self._busy_hatch)

    @property
    def shaded(self) -> tuple[BlockedTime, ...]:
        return (*super().shaded, *self._away)

    def paint_block(self, painter: QPainter, block: Block, box: QRectF, *, selected: bool) -> None:
        faded = block.session in self._faded
        self._painter.paint(
            painter, self.session_model.content(block.session), box, selected=selected and not faded,
            opacity=FADED if faded else 1, corner=self.corner_for(box),
        )  # fmt: skip
        if self.drag_controller.state and block.session in self._clashing:
            self._ghost.paint_clash(painter, box)

    def paint_fold(self, painter: QPainter, fold: ClashGroup, box: QRectF, *, selected: bool) -> None:
        if self._faded.issuperset(fold.sessions):
            painter.setOpacity(FADED)
        super().paint_fold(painter, fold, box, selected=selected)
        if self.drag_controller.state and not self._clashing.isdisjoint(fold.sessions):
            self._ghost.paint_clash(painter, box)

    def paint_over(self, painter: QPainter) -> None:
        super().paint_over(painter)
        if self.drag_controller.state:
            self._ghost.paint(painter, self.drag_controller.state, self.grid, self._seen())
        if self._band:
            theme = self.document.presentation.theme
            tint = theme.colour("accent")
            painter.setPen(tint)
            tint.setAlpha(30)
            painter.setBrush(tint)
            painter.drawRect(self._band[1])
