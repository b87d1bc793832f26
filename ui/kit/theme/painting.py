"""Fonts, rounded boxes, hatching and the pin symbol, which several widgets paint with."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPixmap

PIN = 12
"""Width and height in pixels of the pin symbol of a pinned session."""


def text_font(size: float, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False) -> QFont:
    """Return the window's font at a size in pixels; ``tabular`` gives all figures the same width."""
    font = QFont("Inter")
    font.setPixelSize(round(size))
    font.setWeight(weight)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def paint_rounded(
    painter: QPainter, rect: QRectF, corner: float, *, fill: QColor | QBrush | None = None,
    edge: QColor | QPen | None = None,
) -> None:  # fmt: skip
    """Paint a rectangle with rounded corners, without a fill or an edge for None."""
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else edge)
    painter.drawRoundedRect(rect, corner, corner)


def write(
    painter: QPainter, font: QFont, colour: QColor, at: QPointF | QRectF, text: str,
    how: int = Qt.AlignmentFlag.AlignCenter,
) -> None:  # fmt: skip
    """Write a text: from a point on its base line, or in a box as its alignment and other flags say."""
    painter.setFont(font)
    painter.setPen(colour)
    if isinstance(at, QPointF):
        painter.drawText(at, text)
    else:
        painter.drawText(at, how, text)


def dashed(colour: QColor, width: float) -> QPen:
    """Return the pen of a dashed outline."""
    return QPen(colour, width, Qt.PenStyle.DashLine)


def hatch_brush(colour: QColor, *, rising: bool = True) -> QBrush:
    """Return a brush of diagonal stripes, 6 pixels wide and 6 apart."""
    tile = QPixmap(24, 24)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for offset in (-24, 0, 24):
        if rising:
            painter.drawLine(QPointF(offset - 6, 30), QPointF(offset + 30, -6))
        else:
            painter.drawLine(QPointF(offset - 6, -6), QPointF(offset + 30, 30))
    painter.end()
    return QBrush(tile)


def paint_pin(painter: QPainter, x: float, y: float, colour: QColor) -> None:
    """Paint the pin symbol of a session that must not move, ``PIN`` pixels wide and high."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(2.5, 0.5, 7, 1.8), 0.9, 0.9)
    painter.drawPolygon([QPointF(*at) for at in ((4, 2), (8, 2), (8, 5), (10.5, 7.8), (1.5, 7.8), (4, 5))])
    painter.drawRoundedRect(QRectF(5.4, 7.5, 1.2, 4.2), 0.6, 0.6)
    painter.restore()
