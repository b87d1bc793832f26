"""The scene that a canvas shows: its source, model and layers; the ruler of hours and the frame around the canvas."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMargins,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.domain.span import format_clock
from planner.layout.day_layout import DayLayout
from planner.layout.grid import Box, Grid, bounding_box, column_runs
from ui.kit.theme.painting import paint_plain_text, paint_rounded, text_font
from ui.kit.widgets.plain_widgets import SHOWN, Index, RowModel, column
from ui.plan.canvas.room_header import HEADER_HEIGHT, RoomHeader
from ui.state.plan_view import PlanView

if TYPE_CHECKING:
    from planner.layout.board_layout import BoardLayout  # the window starts without it


class CanvasItemModel(RowModel):
    """A list model of a canvas's items by key, reset only if the keys change.

    ``contents`` maps each key to what its tile says; the rows are these contents.
    """

    def __init__(self, says: Mapping[int, Callable[[Any], str]]) -> None:
        super().__init__(says)
        self.contents: Mapping[Any, Any] = {}
        self.keys: tuple[Any, ...] = ()
        self._numbers: dict[Any, int] = {}

    def show_contents(self, contents: Mapping[Any, Any]) -> None:
        """Show contents by key, and tell which rows differ; do nothing if this same mapping is shown already."""
        if contents is self.contents:
            return
        before, keys = self.contents, tuple(contents)
        changed = [n for n, key in enumerate(keys) if key in before and contents[key] != before[key]]
        self.contents = contents
        if keys == self.keys:
            self.rows = tuple(contents.values())
        else:
            self.keys, self._numbers = keys, {key: n for n, key in enumerate(keys)}
            self.show_rows(tuple(contents.values()))
        for first, last in column_runs(changed):  # also after a reset, as remaining rows may have changed
            self.dataChanged.emit(self.index(first), self.index(last))

    def key(self, row: int) -> Any | None:
        """Return the key of a row, or None if there is no such row."""
        return self.keys[row] if 0 <= row < len(self.keys) else None

    def item_index(self, key: Hashable | None) -> QModelIndex:
        """Return the index of an item; an invalid one if it is not shown."""
        return self.index(self._numbers[key]) if key in self._numbers else QModelIndex()

    def data(self, index: Index, role: int = SHOWN) -> Any:
        """Return an item's key for Qt's user role; for another role its text, or None if it has none."""
        return self.key(index.row()) if role == Qt.ItemDataRole.UserRole else super().data(index, role)


Key = Any
"""The key of a row of the model, such as a session's id."""
MOST_RECTS, MOST_BOXES = 60, 200
"""Most rectangles that are repainted one by one, and most boxes that are joined into rectangles.

Beyond either number the bounding box is repainted.
"""
SPARE = 2
"""Factor by which a region's bounding rectangle may be larger than the region, to be repainted in its place."""
S = TypeVar("S")
Part = tuple[Hashable, Box]
"""Something painted: a value that differs whenever its look does, and the area it may cover on the grid."""


class Scene(Protocol):
    """All that a canvas shows at one moment, as a value; comparing two tells what must be repainted."""

    @property
    def layout(self) -> DayLayout | BoardLayout:
        """The layout of the items."""

    @property
    def area(self) -> QRectF:
        """The part of the scrollable area that is in sight."""


def map_to_grid(scene: Scene, point: QPointF) -> QPointF:
    """Map a point from viewport to grid coordinates; the fixed part of a layout does not scroll sideways."""
    across = 0 if point.x() < scene.layout.fixed else scene.area.x()
    return QPointF(point.x() + across, point.y() + scene.area.y())


def view_rect(scene: Scene, box: QRectF) -> QRectF:
    """Map a rectangle from grid to viewport coordinates."""
    across = 0 if box.x() < scene.layout.fixed else scene.area.x()
    return box.translated(-across, -scene.area.y())


class SceneSource(Protocol):
    """Makes the layout and the scene of a canvas from the present plan; its ``model`` has the items."""

    model: CanvasItemModel

    def compute_layout(self, size: QSize, scale: float) -> Any:
        """Return the layout for a viewport's size and a zoom in pixels per minute; the last one if nothing differs."""

    def scene(self, layout: Any, area: QRectF) -> Any:
        """Return the scene of a layout; ``area`` is the part of it that is in sight."""


class Layer(Generic[S]):
    """A layer that paints part of a scene of type ``S``.

    Unless ``dirty`` is overridden, it repaints those of its ``parts`` that differ between two scenes.
    """

    _last: tuple[S | None, Sequence[Part]] = (None, ())

    def paint(self, painter: QPainter, scene: S, dirty: Sequence[QRectF]) -> None:
        """Paint what is in any of the ``dirty`` rectangles, in grid coordinates; the painter is clipped to them."""
        raise NotImplementedError

    def parts(self, scene: S) -> Sequence[Part]:
        """Return the things that the layer paints of a scene; none unless this is overridden."""
        return ()

    def dirty(self, before: S, now: S) -> Iterable[Box]:
        """Return the areas, in grid coordinates, that look different in ``now`` than in ``before``."""
        old = self._last[1] if self._last[0] is before else self.parts(before)
        new = self.parts(now)
        self._last = (now, new)
        return [part[1] for part in old if part not in new] + [part[1] for part in new if part not in old]


def to_box(rect: QRectF) -> Box:
    return Box(rect.x(), rect.y(), rect.width(), rect.height())


def paint_layers(viewport: QWidget, region: QRegion, layers: Sequence[Layer[Any]], scene: Any) -> None:
    """Paint all layers of a scene where a region of the viewport needs it."""
    painter = QPainter(viewport)
    painter.translate(-scene.area.topLeft())
    dirty = [QRectF(rect).translated(scene.area.topLeft()) for rect in region]  # type: ignore[attr-defined]
    for layer in layers:
        layer.paint(painter, scene, dirty)


def dirty_region(layers: Sequence[Layer[Any]], before: Any, now: Any) -> QRegion:
    """Return the region of the viewport in which two scenes differ.

    It is one rectangle if that is not much larger or replaces many, as each layer goes through them one by one.
    """
    region, boxes = QRegion(), [box for layer in layers for box in layer.dirty(before, now)]
    for box in boxes if len(boxes) <= MOST_BOXES else [bounding_box(boxes)]:
        region += QRectF(*box).translated(-now.area.topLeft()).toAlignedRect().adjusted(-1, -1, 1, 1)
    around, rects = region.boundingRect(), list[QRect](region)  # type: ignore[call-overload]
    small = around.width() * around.height() <= SPARE * sum(rect.width() * rect.height() for rect in rects)
    return QRegion(around) if small or len(rects) > MOST_RECTS else region


RULER_WIDTH = 58
NOW, ABOVE = 18, 8
"""Height of the label of the current time, and the space above a minute that is scrolled to, in pixels."""


class TimeRuler(QWidget):
    """The vertical ruler with the hours of a day."""

    def __init__(self, grid: Callable[[], Grid], offset: Callable[[], int], plan: PlanView, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid, self._offset, self._theme = grid, offset, plan.presentation.theme
        self._small = text_font(12, tabular=True)
        self._bold = text_font(12, QFont.Weight.DemiBold, tabular=True)
        self.now: Callable[[], int | None] = lambda: None
        """Returns the current time in minutes of the day, or None to show none."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, grid = QPainter(self), self._grid()
        painter.fillRect(event.rect(), self._theme.colour("background"))
        for minute in grid.line_minutes(0, grid.height):
            y = round(grid.y(minute)) - self._offset()
            painter.setPen(self._theme.colour("line" if minute % 60 else "hour"))
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
            if minute < grid.last:
                paint_plain_text(
                    painter, self._small, self._theme.colour("muted"), QPointF(12, y + 15), format_clock(minute)
                )
        if (now := self.now()) is not None:
            self._paint_current_time(painter, now)

    def _paint_current_time(self, painter: QPainter, minute: int) -> None:
        box = QRectF(4, self._grid().y(minute) - self._offset() - NOW / 2, self.width() - 5, NOW)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_rounded(painter, box, 4, fill=self._theme.colour("accent"))
        paint_plain_text(painter, self._bold, self._theme.colour("on_accent"), box, format_clock(minute))


class SideStrip(QWidget):
    """A narrow widget at the right of a canvas, such as the minimap."""

    def show_scene(self, scene: Any) -> None:
        """Show a scene; does nothing unless it is overridden."""

    def wanted_width(self, scene: Any) -> int:
        """Return the width in pixels that it needs; 0, as here, to be hidden."""
        return 0


class CanvasFrame(QWidget):
    """A canvas with ruler, header and strip around its viewport.

    They are not children of the canvas, as screen readers would not find them there. Keys and wheel turns that they do
    not handle go to the canvas.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.ClickFocus)
        self.strip: SideStrip | None = None
        self._strip_width = 0
        self._passes = False
        self._scene: Any = None

    def add_header_and_ruler(self, canvas: QAbstractScrollArea, plan: PlanView, **options: Any) -> RoomHeader:
        """Put a header and a ruler around a canvas that is a child of the frame, and return the header.

        The ``options`` are those of ``RoomHeader``.
        """
        across, down = canvas.horizontalScrollBar().value, canvas.verticalScrollBar().value
        self._canvas = canvas
        self.header = RoomHeader(lambda: self._scene.layout.grid, across, plan, self, **options)
        self.ruler = TimeRuler(lambda: self._scene.layout.grid, down, plan, self)
        self.setFocusProxy(canvas)
        column(canvas, inside=self)
        return self.header

    def refresh(self) -> None:
        """Repaint ruler and header after the grid or its rooms have changed."""
        self.ruler.update()
        self.header.refresh()

    def repaint_scrolled(self, dx: int, dy: int) -> None:
        """Repaint the ruler or the header after the canvas has scrolled by so many pixels."""
        if dy:
            self.ruler.update()
        if dx:
            self.header.viewport().update()

    def show_scene(self, scene: Any) -> None:
        self._scene = scene
        if self.strip:
            self.strip.show_scene(scene)

    def scroll_to_minute(self, minute: int) -> None:
        """Scroll so that a minute of the day is ``ABOVE`` pixels below the top."""
        self._canvas.verticalScrollBar().setValue(round(self._scene.layout.grid.y(minute)) - ABOVE)

    def margins(self, scene: Any, *, keep: bool) -> QMargins:
        """Return the margins of the viewport; unless ``keep`` is true, first show or hide the strip, if there is one.

        A canvas with a strip has no vertical scroll bar while the strip is shown, or all of its height is in sight.
        """
        if self.strip and not keep:
            self._strip_width = self.strip.wanted_width(scene)
            self.strip.setVisible(self._strip_width > 0)
            # the strip scrolls as well, and both side by side would look alike; and none comes during a drag
            without = self._strip_width or scene.layout.size[1] <= scene.area.height() + 1
            shown = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if without else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if self._canvas.verticalScrollBarPolicy() is not shown:
                self._canvas.setVerticalScrollBarPolicy(shown)
        return QMargins(RULER_WIDTH, HEADER_HEIGHT, self._strip_width, 0)

    def arrange(self, area: QRect) -> None:
        """Place ruler, header and strip around the viewport."""
        high = HEADER_HEIGHT
        self.ruler.setGeometry(0, area.y(), RULER_WIDTH, area.height())
        self.header.setGeometry(area.x(), area.y() - high, area.width(), high)
        if self.strip:
            self.strip.setGeometry(area.right() + 1, area.y(), self._strip_width, area.height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent | QWheelEvent) and not self._passes:
            self._passes = True  # what the canvas ignores comes back here
            handled = QCoreApplication.sendEvent(self._canvas, event)
            self._passes = False
            return handled
        return super().event(event)


def heads_key(layout: Any) -> tuple[int, ...]:
    """Return Python's ``id`` of each collection from which rooms' heads are made: rooms, shifts and people."""
    agenda = layout.agenda
    return id(agenda.rooms), id(agenda.covers), id(agenda.people)
