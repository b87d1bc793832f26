"""The line icons, drawn in the colours of the scheme. They are our own, under the licence of the program."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER

SIDE = 22
"""Pixels of an icon on the rail."""
SHARPEST = 3
"""Device pixels a pixel that an icon is drawn for; a screen with fewer scales it down."""


@cache
def _drawing(name: str) -> str:
    return (FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _pixmap(name: str, colour: str, side: int) -> QPixmap:
    pixmap = QPixmap(side * SHARPEST, side * SHARPEST)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing = _drawing(name).replace("#000000", colour)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(SHARPEST)
    return pixmap


def icon(name: str, colour: str, chosen: str, side: int = SIDE) -> QIcon:
    """An icon in one colour (``#rrggbb``), and in another where it is the chosen one."""
    found = QIcon()
    found.addPixmap(_pixmap(name, colour, side), QIcon.Mode.Normal, QIcon.State.Off)
    found.addPixmap(_pixmap(name, chosen, side), QIcon.Mode.Normal, QIcon.State.On)
    return found
