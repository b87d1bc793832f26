"""A cache of pixmaps around blocks, such as shadows and outlines, as rounded corners and dashes are expensive."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

SPREAD = 12
"""Pixels around a block that a shadow may cover."""
MOST, LARGEST = 240, 600_000
"""Maximum number of cached pixmaps, and the area in pixels of the largest box that is cached."""
Draw = Callable[[QPainter, QRectF], None]


class BlockPixmaps:
    """Caches pixmaps by name and size; a drag or a preview needs the same ones repeatedly."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, int, float], QPixmap] = {}

    def paint(self, painter: QPainter, name: str, box: QRectF, draw: Draw) -> None:
        """Paint a drawing for a box, which may extend ``SPREAD`` pixels beyond it."""
        place, ratio = box.toRect(), painter.device().devicePixelRatioF()
        if place.width() * place.height() > LARGEST:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            draw(painter, QRectF(place))
            return
        key = (name, place.width(), place.height(), ratio)
        if key not in self._kept:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = _picture(place.size(), ratio, draw)
        painter.drawPixmap(place.x() - SPREAD, place.y() - SPREAD, self._kept[key])


def _picture(size: QSize, ratio: float, draw: Draw) -> QPixmap:
    picture = QPixmap((QSizeF(size.grownBy(QMargins(SPREAD, SPREAD, SPREAD, SPREAD))) * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    inside = QPainter(picture)
    inside.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside.setBrush(Qt.BrushStyle.NoBrush)
    draw(inside, QRectF(QPointF(SPREAD, SPREAD), size))
    inside.end()
    return picture
