"""The base class of the timeline and the moderators' board: a list view on a grid of hours, with zoom and scrolling."""

from __future__ import annotations

import gc
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHideEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollBar, QWidget

from planner.layout.drag import DragPart
from planner.layout.grid import Grid
from ui.state.canvas.room_header import RoomHeader
from ui.state.canvas.room_heads import HEADER_HEIGHT
from ui.state.canvas.rulers import RULER_WIDTH, TimeRuler
from ui.state.document import Document

Index = QModelIndex | QPersistentModelIndex
LEAST_SCALE, MOST_SCALE = 0.35, 8.0
PIXELS_A_MINUTE = 1.7
SCROLL_ZONE, SCROLL_STEP = 28, 14
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class GridDrag(Protocol):
    """The part of a drag controller that a grid view needs: its state and a way to cancel the drag."""

    @property
    def state(self) -> object | None:
        """The state of the current drag, or None if nothing is dragged."""

    def cancel(self) -> None:
        """Cancel the drag without a change."""


class GridView(QListView):
    """A list view with hours on the left and columns above. Qt's list view provides focus, selection and accessibility.

    A subclass provides a ruler and a header, lays out the items, and follows the pointer during a drag.
    """

    zoomed = Signal()
    scroll_margin = SCROLL_ZONE
    """Pixels outside the viewport within which a drag still scrolls."""
    ruler: TimeRuler
    header: RoomHeader
    drag_controller: GridDrag
    _pressed: tuple[QPoint, Any, DragPart] | None

    def __init__(self, document: Document, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._scale = PIXELS_A_MINUTE
        self._fitted = False
        self._pointer = QPoint()
        self._collects = False
        self._scroller = QTimer(self, interval=30)
        self._scroller.timeout.connect(self._scroll_while_dragging)
        self.setAccessibleName(name)

    def _set_rulers(self, ruler: TimeRuler, header: RoomHeader) -> None:
        """Set the ruler and the header, and configure the view. Call this as soon as the grid is known."""
        self.ruler, self.header = ruler, header
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setViewportMargins(RULER_WIDTH, HEADER_HEIGHT, 0, 0)

    # to be implemented by a subclass -------------------------------------------------------------------

    def grid_now(self) -> Grid:
        """Return the current grid."""
        raise NotImplementedError

    def extent(self) -> QSizeF:
        """Return the size of the whole content, in pixels."""
        return QSizeF(self.grid_now().width, self.grid_now().height)

    def minutes_shown(self) -> float:
        """Return the length in minutes of the part of the day that the grid shows."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Lay out all items anew."""
        raise NotImplementedError

    def carry(self, pointer: QPoint) -> None:
        """Follow the pointer, given in global coordinates, during a drag."""
        raise NotImplementedError

    def fixed_width(self) -> int:
        """Return the width in pixels of the part on the left that does not scroll."""
        return 0

    # geometry ------------------------------------------------------------------------------------------

    def _set_ranges(self, area: QSize) -> None:
        size = self.extent()
        for bar, whole, seen in (
            (self.verticalScrollBar(), size.height(), area.height()),
            (self.horizontalScrollBar(), size.width(), area.width()),
        ):
            bar.setRange(0, max(0, round(whole) - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(24)

    def doItemsLayout(self) -> None:
        self.lay_out()

    def updateGeometries(self) -> None:
        margins, high = self.viewportMargins(), self.header.needed_height()
        if margins.top() != high:
            self.setViewportMargins(margins.left(), high, margins.right(), margins.bottom())
        self._set_ranges(self.viewport().size())
        frame = self.viewport().geometry()
        self.ruler.setGeometry(0, frame.y(), RULER_WIDTH, frame.height())
        self.header.setGeometry(frame.x(), frame.y() - high, frame.width(), high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()
        self.updateGeometries()

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def scroll_to_minute(self, minute: int) -> None:
        """Scroll vertically so that a minute of the day is near the top."""
        self.verticalScrollBar().setValue(round(self.grid_now().y(minute)) - 24)

    # zoom ----------------------------------------------------------------------------------------------

    @property
    def scale_now(self) -> float:
        """The zoom, in pixels per minute."""
        return self._scale

    @property
    def most_scale(self) -> float:
        """The maximum zoom: at least ``MOST_SCALE``, and enough for one hour to fill the viewport."""
        return max(MOST_SCALE, self.viewport().height() / 60)

    def _bounded(self, scale: float) -> float:
        return max(LEAST_SCALE, min(self.most_scale, scale))

    def _fit_scale(self) -> float:
        return self._bounded(self.viewport().height() / self.minutes_shown())

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Zoom by a factor, keeping the viewport's y coordinate ``around`` in place (by default its centre)."""
        self._fitted = False
        self._zoom_to(self._scale * factor, self.viewport().height() / 2 if around is None else around)

    def fit(self) -> None:
        """Zoom so that the whole day is visible, and keep it visible when the window's height changes."""
        self._fitted = True
        self._zoom_to(self._fit_scale(), 0)

    def _zoom_to(self, scale: float, around: float) -> None:
        minute = self.grid_now().minute(self.verticalOffset() + around)
        self._scale = self._bounded(scale)
        self.lay_out()
        self.verticalScrollBar().setValue(round(self.grid_now().y(minute) - around))
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.0015 ** event.angleDelta().y(), event.position().y())
            event.accept()
            return
        super().wheelEvent(event)

    # carrying ------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        if gc.isenabled():
            self._collects = True
        gc.disable()  # a full collection takes longer than a frame; it can wait until after the drop
        self.grabKeyboard()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scroller.start()

    def _end(self) -> None:
        if self._collects:
            self._collects = False
            gc.enable()
        self.releaseKeyboard()
        self._scroller.stop()
        self.viewport().unsetCursor()

    def _scroll_while_dragging(self) -> None:
        """Scroll while something is dragged near an edge, and let the drag follow."""
        spot, area = self.viewport().mapFromGlobal(self._pointer), self.viewport().rect()
        beyond = self.scroll_margin
        if not area.adjusted(-beyond, -beyond, beyond, beyond).contains(spot):
            return
        for bar, at, low, high in (
            (self.verticalScrollBar(), spot.y(), area.top(), area.bottom()),
            (self.horizontalScrollBar(), spot.x(), area.left() + self.fixed_width(), area.right()),
        ):
            before = low - SCROLL_ZONE <= at < low + SCROLL_ZONE
            value = bar.value()
            bar.setValue(value + (-SCROLL_STEP if before else SCROLL_STEP if at > high - SCROLL_ZONE else 0))
            if bar.value() != value:
                self.viewport().update()
                self.carry(self._pointer)

    def cancel(self) -> None:
        """Cancel a drag without a change."""
        self._pressed = None
        if self.drag_controller.state:
            self.drag_controller.cancel()

    def ends_drag(self, event: QMouseEvent) -> bool:
        """Return whether a mouse press belongs to a running drag; the right button also cancels the drag."""
        if not self.drag_controller.state:
            return False
        if event.button() == Qt.MouseButton.RightButton:
            self.cancel()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self.cancel()
        super().hideEvent(event)

    # accessibility -------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(current.row())
            QAccessible.updateAccessibility(event)


def scroll_into_view(
    bar: QScrollBar, near: int, far: int, low: int, high: int, *, before: int = 12, after: int = 12
) -> None:
    """Scroll so that the range from ``near`` to ``far`` is visible between ``low`` and ``high``, all in pixels.

    If the range is too large, its start is visible. ``before`` and ``after`` are margins in pixels.
    """
    if near < low or far - near > high - low:
        bar.setValue(bar.value() + near - low - before)
    elif far > high:
        bar.setValue(bar.value() + far - high + after)
