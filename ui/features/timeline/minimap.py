"""The minimap beside a day taller than the window: all blocks in miniature, and a frame around the visible part."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from ui.features.timeline.blocks_layer import DIM
from ui.features.timeline.day_scene import DayScene
from ui.features.timeline.session_matcher import SessionMatcher
from ui.state.canvas.frame import Strip
from ui.state.document import Document

STRIP = 16
"""Width of the minimap, in pixels."""
EDGE = 1
"""Width of the line between the last column and the minimap, in pixels."""


class Minimap(Strip):
    """A miniature of the day that scrolls on a click or a drag; its picture is cached until the blocks change."""

    def __init__(self, document: Document, bar: QScrollBar, matcher: SessionMatcher, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._bar, self._matcher = document.presentation.theme, bar, matcher
        self._scene: DayScene | None = None
        self._picture: QPixmap | None = None
        self.hide()
        self.setAccessibleName(document.presentation.words("Overview of the day"))
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        bar.valueChanged.connect(lambda _value: self.update())

    def follow(self, scene: DayScene) -> None:
        """Show a scene; its picture is made anew unless only the zoom or the selection differ."""
        before, self._scene = self._scene, scene
        if before is None or _pictured(before) != _pictured(scene):
            self._picture = None
        if before is None or self._picture is None or before.layout is not scene.layout:
            self.update()

    def wanted_width(self, scene: DayScene) -> int:
        """Return the width in pixels; 0 if the whole day is in sight."""
        return STRIP if scene.layout.grid.height > scene.area.height() + 1 else 0

    @property
    def _share(self) -> float:
        """The height in the minimap of one pixel of the day."""
        return self.height() / max(1.0, self._scene.layout.size[1] if self._scene else 0)

    @property
    def seen(self) -> QRectF:
        """The frame around the visible part, in pixels of the minimap."""
        return QRectF(0, self._bar.value() * self._share, self.width(), self._bar.pageStep() * self._share)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Scroll so that the point is in the middle of the window."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._bar.setValue(round(event.position().y() / self._share - self._bar.pageStep() / 2))

    mouseMoveEvent = mousePressEvent

    def _drawn(self) -> QPixmap:
        picture = QPixmap((QSizeF(self.size()) * self.devicePixelRatioF()).toSize())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(self._theme.colour("panel"))
        painter = QPainter(picture)
        painter.setPen(Qt.PenStyle.NoPen)
        alike: dict[tuple[str, float], list[QRectF]] = {}
        assert self._scene
        layout, contents, down = self._scene.layout, self._scene.contents, self._share
        across = (self.width() - EDGE - 3) / max(1.0, layout.size[0])
        for block, box in zip(layout.blocks, layout.boxes, strict=True):
            wide, high = max(1.0, box.width * across - 0.5), max(1.0, box.height * down - 1)
            place = QRectF(EDGE + 2 + box.x * across, box.y * down, wide, high)
            solid = 1 if self._matcher.fits(block.session) else DIM
            alike.setdefault((contents[block.session].colour, solid), []).append(place)
        for (colour, solid), places in sorted(alike.items(), key=lambda pair: pair[0][1]):  # dimmed blocks below
            painter.setOpacity(solid)
            painter.setBrush(self._theme.track(colour))
            painter.drawRects(places)
        painter.end()
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None or self._picture.deviceIndependentSize().toSize() != self.size():
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(QPointF(0, 0), self._picture)
        painter.fillRect(0, 0, EDGE, self.height(), self._theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = self._theme.colour("accent")
        painter.setPen(QPen(tint, 1.5))
        tint.setAlpha(28)
        painter.setBrush(tint)
        painter.drawRoundedRect(self.seen.adjusted(EDGE + 1, 1, -1, -1), 3, 3)


def _pictured(scene: DayScene) -> tuple[object, ...]:
    """Return the things that the picture shows, whatever the zoom."""
    layout = scene.layout
    return id(layout.lanes), layout.grid.first, layout.grid.last, id(scene.contents), id(scene.session_filter)
