"""Painters of the hours below the tiles, and of the label beside what is dragged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QLineF, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter

from planner.layout.grid import Grid
from ui.kit.theme.painting import (
    LaidText,
    MeasuredFont,
    PaintCache,
    hatch_brush,
    paint_plain_text,
    paint_rounded,
    text_font,
)
from ui.kit.theme.theme import Theme, mixed

MOST_ROWS = 3
"""Maximum number of rows of a label that has a hint, those of the hint included."""
HALF = 153
"""Opacity, of 255, of the grid's lines that are not at a full hour."""


class HoursPainter:
    """Paints the hours of a grid in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._closed = hatch_brush(theme.colour("shade"), rising=False)

    def paint(self, painter: QPainter, grid: Grid, dirty: QRectF) -> None:
        """Paint a part of the grid: hatching while the day is closed, and its lines, those at full hours stronger."""
        left, right, first, last = dirty.left(), dirty.right(), dirty.top(), dirty.bottom()
        for begins, ends in ((grid.first, grid.opens), (grid.closes, grid.last)):
            top, bottom = max(first, grid.y(begins)), min(last, grid.y(ends))
            if top < bottom:
                painter.fillRect(QRectF(left, top, right - left, bottom - top), self._closed)
        lines: dict[str, list[QLineF]] = {"hour": [], "line": []}
        for minute in grid.line_minutes(first, last):
            y = round(grid.y(minute))
            lines["line" if minute % 60 else "hour"].append(QLineF(left, y, right, y))
        for token, found in lines.items():
            if found:
                painter.setPen(self._theme.translucent(token, 255 if token == "hour" else HALF))
                painter.drawLines(found)

    def paint_hint(self, painter: QPainter, text: str, area: QRectF) -> None:
        how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        paint_plain_text(painter, text_font(13), self._theme.colour("muted"), area, text, how)


PALE = 0.72
"""Share of the usual text colour in the colour of a label's hint."""


class LabelRow(NamedTuple):
    """A line of a label and its size in pixels; the hint is ``pale``."""

    text: LaidText
    size: QSizeF
    pale: bool = False


class TipLabel:
    """A label in inverted colours, with the radius of its corners and the margins around its lines in pixels.

    A ``snug`` label is as wide as its longest line; any other takes the full width as soon as a line wraps.
    """

    def __init__(
        self, theme: Theme, cache: PaintCache, corner: float, margins: QMarginsF, *, snug: bool = False
    ) -> None:
        self._theme, self._cache, self._corner, self._margins, self._snug = theme, cache, corner, margins, snug
        self._usual = theme.colour("panel")
        self._pale = mixed(self._usual, theme.colour("ink"), PALE)
        self._bold, self._small = MeasuredFont(12, QFont.Weight.DemiBold), MeasuredFont(12)

    def rows(self, lines: Iterable[str], width: float, hint: str = "") -> list[LabelRow]:
        """Return the lines, wrapped to ``width`` pixels without margins, and the hint if they leave room for it."""
        area, found = QRectF(0, 0, width, 0), []
        for n, line in enumerate(lines):
            style = self._small if n else self._bold
            text = self._cache.text(line, style, width, rows=None)
            size = QSizeF(text.width, text.height)
            if self._snug:
                size = style.metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, line).size() + QSizeF(1, 1)
            found.append(LabelRow(text, size))
        below = self._cache.text(hint, self._small, width, rows=None)
        high = sum(size.height() for _text, size, _pale in found) + below.height
        if hint and high <= MOST_ROWS * ceil(self._bold.height):
            found.append(LabelRow(below, QSizeF(below.width, below.height), pale=True))
        return found

    def size(self, rows: Sequence[LabelRow]) -> QSizeF:
        sizes = [size for _text, size, _pale in rows]
        inner = QSizeF(max(size.width() for size in sizes), sum(size.height() for size in sizes))
        return inner.grownBy(self._margins)

    def paint(self, painter: QPainter, box: QRectF, rows: Sequence[LabelRow]) -> None:
        paint_rounded(painter, box, self._corner, fill=self._theme.colour("ink"))
        y = box.y() + self._margins.top()
        for text, size, pale in rows:
            text.paint(painter, box.x() + self._margins.left(), y, self._pale if pale else self._usual)
            y += size.height()
