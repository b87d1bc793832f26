"""The canvas of the timeline and the moderators' board: an item view with painted layers, tools, zoom and scrolling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QListView, QScrollBar, QWidget

from planner.layout.grid import Box
from planner.layout.neighbours import Direction
from ui.plan.canvas.painters import rectangle
from ui.plan.canvas.scene import (
    CanvasFrame,
    Index,
    Key,
    Layer,
    SceneSource,
    dirty_region,
    heads_key,
    map_to_grid,
    paint_layers,
    view_rect,
)
from ui.plan.canvas.tools import Pointer, ToolBox

SCROLL_ZONE, SCROLL_STEP, PAUSE = 28, 14, 30
"""Pixels from an edge within which a drag scrolls, pixels of each step, and milliseconds between two steps."""


class AutoScroll(QObject):
    """A timer that scrolls an area while a point is near one of its edges, or up to ``margin`` pixels outside.

    Beyond the upper and the left edge, ``SCROLL_ZONE`` pixels are the most. ``at`` returns the point in screen
    coordinates, or None; ``fixed`` the width on the left that does not scroll.
    """

    def __init__(
        self, area: QAbstractScrollArea, margin: int, *, fixed: Callable[[], float], at: Callable[[], QPoint | None],
        scrolled: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(area)
        self._area, self._margin, self._fixed, self._at, self._scrolled = area, margin, fixed, at, scrolled
        self.zone = SCROLL_ZONE
        self.timer = QTimer(self, interval=PAUSE)
        self.timer.timeout.connect(self._scroll_step)

    def run(self, on: bool, zone: int = SCROLL_ZONE) -> None:
        """Start or stop the timer; ``zone`` is the height in pixels of the scrolling zones at the top and bottom."""
        self.zone = zone
        self.timer.start() if on else self.timer.stop()

    def _scroll_step(self) -> None:
        view, margin = self._area.viewport(), self._margin
        at = self._at()
        spot, area, moved = view.mapFromGlobal(at) if at else QPoint(-margin - 1, 0), view.rect(), False
        if not area.adjusted(-margin, -margin, margin, margin).contains(spot):
            return
        for bar, across, low, high, zone in (
            (self._area.verticalScrollBar(), spot.y(), area.top(), area.bottom(), self.zone),
            (self._area.horizontalScrollBar(), spot.x(), area.left() + round(self._fixed()), area.right(), SCROLL_ZONE),
        ):
            before, value = low - SCROLL_ZONE <= across < low + zone, bar.value()
            bar.setValue(value + (-SCROLL_STEP if before else SCROLL_STEP if across > high - zone else 0))
            moved = moved or bar.value() != value
        if moved:
            self._scrolled()


PIXELS_A_MINUTE = 1.7
ENDS = (QEvent.Type.Hide, QEvent.Type.Close, QEvent.Type.WindowDeactivate)
"""Events of the canvas that end what the active tool has begun."""
WHEEL_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""Keys with which the wheel zooms or scrolls sideways."""
Actions = QListView.CursorAction
WAYS = {
    Actions.MoveHome: Direction.FIRST, Actions.MoveEnd: Direction.LAST, Actions.MoveLeft: Direction.LEFT,
    Actions.MoveRight: Direction.RIGHT, Actions.MoveDown: Direction.DOWN,
    Actions.MovePageDown: Direction.DOWN, Actions.MoveNext: Direction.DOWN,
}  # fmt: skip


class Canvas(QListView):
    """An item view on a grid of hours; Qt's list view provides focus, selection and accessibility of the items.

    It shows a scene: a value that ``refresh`` makes anew whenever something may have changed. The layers tell how it
    differs from the scene before, and only that is repainted.
    """

    grid_changed = Signal()
    """Emitted when the grid has changed."""
    menu_requested = Signal(QPoint)
    """Emitted to ask for a context menu at a position in global coordinates."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._source: SceneSource | None = None
        self.scene: Any = None
        self.scale_now = PIXELS_A_MINUTE
        self._fitted = self._adopting = self._fits_margins = False
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_up(
        self, source: SceneSource, layers: Sequence[Layer[Any]], tools: ToolBox, frame: CanvasFrame, *,
        selected: Callable[[], Sequence[Key]], select: Callable[[Sequence[Key], Key | None], None],
        scroll_margin: int = SCROLL_ZONE,
    ) -> None:  # fmt: skip
        """Set what differs between canvases: the source of scenes, layers from lowest to highest, tools and frame.

        ``selected`` returns the keys that are selected in the plan, the current one first. ``select`` is called with
        the keys selected on the canvas, in the order of the model, and with the current key. During a drag the canvas
        scrolls while the pointer is near an edge, or up to ``scroll_margin`` pixels outside the viewport.
        """
        self._source, self._model, self._layers = source, source.model, layers
        self._tools, self._frame, self._selected, self._select = tools, frame, selected, select
        tools.changed.connect(self.refresh)
        tools.changed.connect(lambda: show_cursor(self.viewport(), tools.active.cursor))
        tools.ended.connect(lambda: self.setState(QListView.State.NoState))  # no more selecting by Qt
        tools.holding.connect(lambda on: self.grabKeyboard() if on else self.releaseKeyboard())
        self.scroller = AutoScroll(
            self, scroll_margin, fixed=lambda: self.scene.layout.fixed,
            at=lambda: tools.last.on_screen if tools.last else None,
            scrolled=lambda: tools.repeat_move(self.pointer),
        )  # fmt: skip
        tools.holding.connect(lambda on: self.scroller.run(on, FIT_MARGIN if self._fitted else SCROLL_ZONE))
        self.setModel(self._model)
        self._model.modelReset.connect(self.adopt_selection)
        self.refresh()
        self.updateGeometries()

    # the scene ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Make layout and scene from the present plan, and repaint what differs from the scene before."""
        if (source := self._source) is None:
            return
        start, size, rescaled = self.scene, self.viewport().size(), False
        layout = source.compute_layout(size, self.scale_now)
        if self._fitted and not self._tools.has_begun:  # else the grid would move below the pointer
            rescaled = self.scale_now != (scale := fitted_scale(layout, size.height()))
            self.scale_now = scale
            layout = source.compute_layout(size, scale)
        if self.scene is None or layout is not self.scene.layout:
            set_scroll_ranges(self, layout.size)
        if rescaled:
            self.verticalScrollBar().setValue(fitted_scroll_value(layout))
        at = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        if self.scene is not start:  # scroll bars or selection have moved, and so all is fresh already
            return
        before, self.scene = start, source.scene(layout, QRectF(at, size))
        self.viewport().update(
            dirty_region(self._layers, before, self.scene) if before else QRegion(self.viewport().rect())
        )
        self._frame.show_scene(self.scene)
        if before is None or before.layout.grid != layout.grid or heads_key(before.layout) != heads_key(layout):
            self._frame.refresh()
        if before is None or before.layout.grid != layout.grid:
            self.grid_changed.emit()
            self.updateGeometries()

    doItemsLayout = refresh

    def updateGeometries(self) -> None:
        if self.scene:
            keep, before = self._tools.has_begun or self._fits_margins, self._fits_margins
            if (margins := self._frame.margins(self.scene, keep=keep)) != self.viewportMargins():
                self._fits_margins = True  # a scroll bar that comes with the strip may make it needless, and back
                self.setViewportMargins(margins)
                self._fits_margins = before
            set_scroll_ranges(self, self.scene.layout.size)
            self._frame.arrange(self.viewport().geometry())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        if self.scene:
            self._frame.repaint_scrolled(dx, dy)
            self.refresh()

    # zoom -----------------------------------------------------------------------------------------------

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Zoom by a factor, keeping the viewport's y coordinate ``around`` in place (by default its centre)."""
        self.set_zoom(self.scale_now * factor, self.viewport().height() / 2 if around is None else around)

    def fit(self) -> None:
        """Fit a day's hours and sessions into the height as far as tiles stay readable, until another zoom is set."""
        self.set_zoom(fitted_scale(self.scene.layout, self.viewport().height()), 0)
        self._fitted = True
        self.verticalScrollBar().setValue(fitted_scroll_value(self.scene.layout))

    def set_zoom(self, scale: float, around: float) -> None:
        """Set the zoom in pixels per minute, within bounds, keeping the viewport's y coordinate ``around`` in place."""
        self._fitted, bar = False, self.verticalScrollBar()
        minute = self.scene.layout.grid.minute(bar.value() + around)
        self.scale_now = bounded_scale(scale, self.viewport().height())
        self.refresh()
        bar.setValue(round(self.scene.layout.grid.y(minute) - around))

    # items, for Qt and assistive technology ----------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        key = self._model.key(index.row()) if self.scene and index.isValid() else None
        boxes = self.scene.layout.find_boxes(key) if key is not None else []
        return view_rect(self.scene, rectangle(boxes[0])).toRect() if boxes else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        if self.scene is None:  # asked by Qt's constructor
            return QModelIndex()
        spot = map_to_grid(self.scene, QPointF(point))
        return self._model.item_index(self.scene.layout.find_key(spot.x(), spot.y()))

    def scrollTo(self, index: Index, hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible) -> None:
        if self._source is None or self.scene is None:  # as above, or by a selection that is there before the layout
            return
        boxes = self.scene.layout.find_boxes(self._model.key(index.row()))
        current = self._source.compute_layout(self.viewport().size(), self.scale_now) is self.scene.layout
        if current and boxes:  # else the new layout follows
            self.reveal(view_rect(self.scene, rectangle(boxes[0])).toRect(), fixed=boxes[0].x < self.scene.layout.fixed)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        rect, chosen, current = rect.normalized(), QItemSelection(), self.currentIndex()
        corner = map_to_grid(self.scene, QPointF(rect.topLeft()))
        keys = self.scene.layout.keys_in_area(Box(corner.x(), corner.y(), rect.width(), rect.height()))
        found = [self._model.item_index(key) for key in keys]
        spot = rect.width() <= 1 and rect.height() <= 1  # a key selects the current item, even if others are there too
        mine = self.scene.layout.find_boxes(self._model.key(current.row())) if spot and current.isValid() else ()
        for index in [current] if any(box.holds(corner.x(), corner.y()) for box in mine) else found:
            chosen.select(index, index)
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion()  # what is selected in the plan is painted, and refreshed when that changes

    def moveCursor(self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        model, row = self._model, self.currentIndex().row()
        return model.item_index(self.scene.layout.next_key(WAYS.get(action, Direction.UP), model.key(row), model.keys))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self.scene and not self._adopting:
            chosen = {index.row() for index in self.selectionModel().selectedIndexes()}
            keys = [key for row, key in enumerate(self._model.keys) if row in chosen]
            self._select(keys, self._model.key(self.currentIndex().row()))

    def adopt_selection(self) -> None:
        """Select the items that are selected in the plan; make the first current, and scroll to it, if that is new."""
        model, selection = self._model, QItemSelection()
        wanted = [index for key in self._selected() if (index := model.item_index(key)).isValid()]
        for index in wanted:
            selection.select(index, index)
        if new := {i.row() for i in self.selectionModel().selectedIndexes()} != {i.row() for i in wanted}:
            self._adopting = True  # what is selected elsewhere stays so
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._adopting = False
        if wanted and (new or self.currentIndex().row() != wanted[0].row()):
            self.selectionModel().setCurrentIndex(wanted[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(wanted[0])
        self.refresh()

    def reveal(self, rect: QRect, *, fixed: bool = False) -> None:
        """Scroll to a rectangle in viewport coordinates; one in the ``fixed`` part of the layout only vertically."""
        layout, area = self.scene.layout, self.viewport().rect()
        beside, above = layout.clearance
        down, across = (rect.top(), rect.bottom()), (rect.left(), rect.right())
        scroll_into_view(self.verticalScrollBar(), down, (area.top(), area.bottom()), above, above)
        if not fixed:
            scroll_into_view(self.horizontalScrollBar(), across, (round(layout.fixed), area.right()), beside, 12)

    # events -----------------------------------------------------------------------------------------------

    def pointer(self, on_screen: QPoint, modifiers: Qt.KeyboardModifier, event: QMouseEvent | None = None) -> Pointer:
        """Return a screen point as a ``Pointer`` for the tools, with the buttons of a mouse event if there is one."""
        point = self.viewport().mapFromGlobal(on_screen)
        return Pointer(
            map_to_grid(self.scene, QPointF(point)), point, on_screen,
            self.rect().contains(self.mapFromGlobal(on_screen)), event.button() if event else Qt.MouseButton.NoButton,
            bool(event and event.buttons() & Qt.MouseButton.LeftButton), modifiers,
            event is not None and event.type() == QEvent.Type.MouseButtonDblClick,
        )  # fmt: skip

    def viewportEvent(self, event: QEvent) -> bool:
        kind, to_qt = event.type(), super().viewportEvent
        if self.scene is None:
            return to_qt(event)
        if isinstance(event, QPaintEvent):
            paint_layers(self.viewport(), event.region(), self._layers, self.scene)
            return True
        if isinstance(event, QMouseEvent):
            at = self.pointer(event.globalPosition().toPoint(), event.modifiers(), event)
            self._tools.handle_mouse(kind, at, lambda: to_qt(event))
            show_cursor(self.viewport(), self._tools.active.cursor)
            return True
        if isinstance(event, QWheelEvent) and event.modifiers() & WHEEL_KEYS:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.zoom(wheel_zoom_factor(event), event.position().y())
            else:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
            event.accept()
            return True
        if isinstance(event, QContextMenuEvent):
            return self.event(event)
        handled = to_qt(event)
        if kind == QEvent.Type.Resize:
            self.refresh()
            self.updateGeometries()
        return handled

    def event(self, event: QEvent) -> bool:
        tools = self._tools if self.scene else None
        if tools and event.type() in ENDS:
            tools.end()
        if isinstance(event, QContextMenuEvent):
            event.accept()
            if not QApplication.mouseButtons() & Qt.MouseButton.LeftButton:  # else the click ended a drag
                self.menu_requested.emit(event.globalPos())
            return True
        keys = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        if tools and isinstance(event, QKeyEvent) and event.type() in keys:
            if tools.key(event):
                return True
            if event.text().strip().isprintable() and event.text().strip():
                event.ignore()  # Qt would select what begins with the letter, and the next letter may be a command
                return False
        return super().event(event)


def set_scroll_ranges(view: QAbstractScrollArea, size: tuple[float, float]) -> None:
    """Set the ranges and steps of the scroll bars for contents of this width and height in pixels."""
    bars, area = (view.horizontalScrollBar(), view.verticalScrollBar()), view.viewport().size().toTuple()
    for bar, whole, seen in zip(bars, size, area, strict=True):
        bar.setRange(0, max(0, round(whole) - seen))
        bar.setPageStep(seen)
        bar.setSingleStep(24)


def show_cursor(viewport: QWidget, shape: Qt.CursorShape | None) -> None:
    """Give the mouse pointer a shape over a viewport; None leaves it as it is."""
    if shape is not None and shape != viewport.cursor().shape():
        viewport.setCursor(shape)


def wheel_zoom_factor(event: QWheelEvent) -> float:
    return float(1.0015 ** event.angleDelta().y())


def scroll_into_view(
    bar: QScrollBar, item: tuple[int, int], area: tuple[int, int], before: int = 0, after: int = 0
) -> None:
    """Scroll so that an item is in sight, or its start if it is too long; all values are pixels along the bar.

    If it has to scroll, ``before`` or ``after`` the item so many pixels stay free.
    """
    (near, far), (low, high) = item, area
    if near < low or far - near > high - low:
        bar.setValue(bar.value() + near - low - before)
    elif far > high:
        bar.setValue(bar.value() + far - high + after)


LEAST_SCALE, MOST_SCALE = 0.35, 8.0
FIT_MARGIN = 4
"""Pixels left above and below a day that is zoomed to fit."""


def fitted_scale(layout: Any, height: int) -> float:
    """Return the pixels per minute at which a whole day fits in a viewport of this height, within bounds."""
    first, last = layout.content_minutes
    return bounded_scale(max(layout.least_fitted, (height - 2 * FIT_MARGIN) / max(1, last - first)), height)


def fitted_scroll_value(layout: Any) -> int:
    """Return the scroll bar's value at which a day that is zoomed to fit begins."""
    return round(layout.grid.y(layout.content_minutes[0])) - FIT_MARGIN


def bounded_scale(scale: float, height: int) -> float:
    """Return a zoom in pixels per minute, within bounds that let an hour fill a viewport of this height."""
    return max(LEAST_SCALE, min(max(MOST_SCALE, height / 60), scale))
