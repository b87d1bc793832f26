"""The minimap beside a day taller than the window: all blocks in miniature, and a frame around the visible part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from ui.state.document import Document

STRIP = 16
"""Width of the minimap, in pixels."""
EDGE = 1
"""Width of the line between the last column and the minimap, in pixels."""
Tile = tuple[QRectF, str, float]
"""A block's rectangle in the grid, the name of its colour, and its opacity."""


class Minimap(QWidget):
    """A miniature of the day that scrolls on a click or a drag; its picture is cached until the blocks change."""

    def __init__(
        self, document: Document, bar: QScrollBar, tiles: Callable[[], Sequence[Tile]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._bar, self._tiles = document.presentation.theme, bar, tiles
        self._size = QSizeF()
        self._picture: QPixmap | None = None
        self.setAccessibleName(document.presentation.words("Overview of the day"))
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        bar.valueChanged.connect(lambda _value: self.update())

    def renew(self, size: QSizeF, *, same: bool = False) -> None:
        """Set the grid's size in pixels; ``same`` means that only the zoom has changed, not the blocks."""
        self._size = size
        if not same:
            self._picture = None
        self.update()

    @property
    def seen(self) -> QRectF:
        """The frame around the visible part, in pixels of the minimap."""
        share = self.height() / max(1.0, self._size.height())
        return QRectF(0, self._bar.value() * share, self.width(), self._bar.pageStep() * share)

    def _scroll_to(self, y: float) -> None:
        """Scroll so that a y coordinate of the minimap is in the middle of the window."""
        share = self.height() / max(1.0, self._size.height())
        self._bar.setValue(round(y / share - self._bar.pageStep() / 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._scroll_to(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._scroll_to(event.position().y())

    def _drawn(self) -> QPixmap:
        picture = QPixmap((QSizeF(self.size()) * self.devicePixelRatioF()).toSize())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(self._theme.colour("panel"))
        painter = QPainter(picture)
        across = (self.width() - EDGE - 3) / max(1.0, self._size.width())
        down = self.height() / max(1.0, self._size.height())
        painter.setPen(Qt.PenStyle.NoPen)
        alike: dict[tuple[str, float], list[QRectF]] = {}
        for box, colour, solid in self._tiles():
            wide, high = max(1.0, box.width() * across - 0.5), max(1.0, box.height() * down - 1)
            place = QRectF(EDGE + 2 + box.x() * across, box.y() * down, wide, high)
            alike.setdefault((colour, solid), []).append(place)
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
