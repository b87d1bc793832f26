"""The scene that a canvas shows, as a value; its source, its selection, and the layers that paint it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from planner.layout.grid import Box, Grid
from planner.layout.neighbours import Way

Key = Any
"""The key of a row of the model, such as a session's id."""
MOST_RECTS = 60
"""Maximum number of rectangles repainted one by one; if there are more, their bounding box is repainted."""
S = TypeVar("S")
Part = tuple[Hashable, Box]
"""A thing that is painted: all that its look depends on, and the area that it may cover in grid coordinates."""


class CanvasLayout(Protocol):
    """The layout of the items of a canvas, in grid coordinates (pixels of the whole scrollable area)."""

    @property
    def grid(self) -> Grid:
        """The grid that the items lie on."""

    @property
    def rooms(self) -> object:
        """The rooms of the snapshot, of which the header tells more than the grid does."""

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of the scrollable area."""

    @property
    def fixed(self) -> float:
        """The width on the left that does not scroll sideways."""

    @property
    def clearance(self) -> tuple[int, int]:
        """The pixels to keep free left of an item that is scrolled to, and above and below it."""

    def boxes_of(self, *keys: Any) -> list[Box]:
        """Return the boxes of items."""

    def key_at(self, x: float, y: float) -> Key | None:
        """Return the key of the item at a point, or None if there is none."""

    def keys_in(self, box: Box) -> Iterable[Key]:
        """Return the keys of the items that share an area with a box."""

    def next_key(self, way: Way, here: Key | None, keys: Sequence[Key]) -> Key | None:
        """Return the key of the item that an arrow key goes to; ``keys`` are all keys in the order of the model."""


class Scene(Protocol):
    """All that a canvas shows at one moment, as a value. Two of them tell what must be painted anew."""

    @property
    def layout(self) -> CanvasLayout:
        """The layout of the items."""

    @property
    def area(self) -> QRectF:
        """The part of the scrollable area that is in sight."""


def on_grid(scene: Scene, point: QPointF) -> QPointF:
    """Map a point from viewport to grid coordinates; the fixed part of a layout does not scroll sideways."""
    across = 0 if point.x() < scene.layout.fixed else scene.area.x()
    return QPointF(point.x() + across, point.y() + scene.area.y())


def in_view(scene: Scene, box: QRectF) -> QRectF:
    """Map a rectangle from grid to viewport coordinates."""
    across = 0 if box.x() < scene.layout.fixed else scene.area.x()
    return box.translated(-across, -scene.area.y())


class SceneSource(Protocol):
    """Makes the layout and the scene of a canvas from what is known now."""

    def lay_out(self, size: QSize, scale: float) -> Any:
        """Return the layout for a viewport's size and a zoom in pixels per minute; the same one if nothing differs."""

    def scene(self, layout: Any, area: QRectF) -> Any:
        """Return the scene with a layout and the part of it that is in sight."""


@dataclass(frozen=True, slots=True)
class SharedSelection:
    """The selection of the document, as keys of a canvas: read in order, the first being the current one, or set."""

    read: Callable[[], Sequence[Key]]
    write: Callable[[Sequence[Key], Key | None], None]
    """Called with the selected keys in the order of the model, and the current one."""


class Layer(Generic[S]):
    """A layer of scenes of a type. By itself it repaints those of its parts that differ between two scenes."""

    _last: tuple[S | None, Sequence[Part]] = (None, ())

    def paint(self, painter: QPainter, scene: S, dirty: Sequence[QRectF]) -> None:
        """Paint what intersects any of the rectangles ``dirty`` of the grid; the painter is clipped to them."""
        raise NotImplementedError

    def parts(self, scene: S) -> Sequence[Part]:
        """Return what is painted of a scene."""
        return ()

    def dirty(self, before: S, now: S) -> Iterable[Box]:
        """Return the areas that are painted otherwise in ``now`` than in ``before``."""
        old = self._last[1] if self._last[0] is before else self.parts(before)
        new = self.parts(now)
        self._last = (now, new)
        if not old and not new:
            return ()
        return [part[1] for part in old if part not in new] + [part[1] for part in new if part not in old]


def box_of(rect: QRectF) -> Box:
    """Convert a Qt rectangle to a box."""
    return Box(rect.x(), rect.y(), rect.width(), rect.height())


def paint_layers(viewport: QWidget, region: QRegion, layers: Sequence[Layer[Any]], scene: Any) -> None:
    """Paint a region of the viewport, in grid coordinates."""
    painter = QPainter(viewport)
    painter.translate(-scene.area.topLeft())
    dirty = [QRectF(rect).translated(scene.area.topLeft()) for rect in region]  # type: ignore[attr-defined]
    for layer in layers:
        layer.paint(painter, scene, dirty)


def dirty_region(layers: Sequence[Layer[Any]], before: Any, now: Any) -> QRegion:
    """Return the region of the viewport in which two scenes differ."""
    region = QRegion()
    for layer in layers:
        for box in layer.dirty(before, now):
            region += QRectF(*box).translated(-now.area.topLeft()).toAlignedRect().adjusted(-1, -1, 1, 1)
    return QRegion(region.boundingRect()) if region.rectCount() > MOST_RECTS else region
