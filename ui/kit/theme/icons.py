"""The line icons, drawn in the colours of the scheme. They are made for this program and under its licence."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER

SIDE = 22
"""Width and height in pixels of an icon on the navigation rail."""
SHARPEST = 3
"""Device pixels per logical pixel that icons are rendered for; Qt scales them down for other screens."""


@cache
def _drawing(name: str, side: int) -> QImage:
    """Return the icon rendered in black."""
    image = QImage(side * SHARPEST, side * SHARPEST, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray((FOLDER / "icons" / f"{name}.svg").read_bytes())).render(painter, QRectF(image.rect()))
    painter.end()
    return image


def _pixmap(name: str, colour: str, side: int) -> QPixmap:
    image = _drawing(name, side).copy()  # a copy of its own: Qt caches scaled pixmaps by the image they are made from
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor(colour))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(SHARPEST)
    return pixmap


def icon(name: str, colour: str, chosen: str, side: int = SIDE) -> QIcon:
    """Return an icon in ``colour`` (``#rrggbb``), which is painted in ``chosen`` while it is checked."""
    found = QIcon()
    found.addPixmap(_pixmap(name, colour, side), QIcon.Mode.Normal, QIcon.State.Off)
    found.addPixmap(_pixmap(name, chosen, side), QIcon.Mode.Normal, QIcon.State.On)
    return found
