"""The dark label beside a pointer or a dragged block: rounded, with lines of text of which the first is bold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter

from ui.kit.theme.laid_text import LaidText, MeasuredFont
from ui.kit.theme.paint_cache import PaintCache
from ui.kit.theme.painting import paint_rounded
from ui.kit.theme.theme import Theme

Row = tuple[LaidText, QSizeF]
"""A line of a label, with the size that it takes."""


class TipLabel:
    """A label with a corner and margins around its lines, in pixels.

    A ``snug`` label is as wide as its longest line; another one has its full width as soon as a line is wrapped.
    """

    def __init__(
        self, theme: Theme, cache: PaintCache, corner: float, margins: QMarginsF, *, snug: bool = False
    ) -> None:
        self._theme, self._cache, self._corner, self._margins, self._snug = theme, cache, corner, margins, snug
        self._bold, self._small = MeasuredFont(11.5, QFont.Weight.DemiBold), MeasuredFont(11.5)

    def rows(self, lines: Iterable[str], width: float) -> list[Row]:
        """Return the lines, wrapped to a width without the margins."""
        area, found = QRectF(0, 0, width, 0), []
        for n, line in enumerate(lines):
            style = self._small if n else self._bold
            text = self._cache.text(line, style, width, rows=None)
            size = QSizeF(text.width, text.height)
            if self._snug:
                size = style.metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, line).size() + QSizeF(1, 1)
            found.append((text, size))
        return found

    def size(self, rows: Sequence[Row]) -> QSizeF:
        """Return the size of a label with these rows."""
        sizes = [size for _text, size in rows]
        inner = QSizeF(max(size.width() for size in sizes), sum(size.height() for size in sizes))
        return inner.grownBy(self._margins)

    def paint(self, painter: QPainter, box: QRectF, rows: Sequence[Row]) -> None:
        """Paint a label with these rows into a box."""
        paint_rounded(painter, box, self._corner, fill=self._theme.colour("ink"))
        y, colour = box.y() + self._margins.top(), self._theme.colour("panel")
        for text, size in rows:
            text.paint(painter, box.x() + self._margins.left(), y, colour)
            y += size.height()
