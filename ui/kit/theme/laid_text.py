"""Texts laid out for repeated painting: elided to one line, or wrapped within a width."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTextOption

from ui.kit.theme.painting import text_font


class MeasuredFont:
    """A font with its metrics in pixels. It is equal only to itself, which makes it a fast key."""

    def __init__(self, size: float, weight: QFont.Weight = QFont.Weight.Normal, *, struck: bool = False) -> None:
        self.font = text_font(size, weight)
        self.font.setStrikeOut(struck)
        self.metrics = QFontMetricsF(self.font)
        self.height, self.ascent, self.spacing = (
            self.metrics.height(), self.metrics.ascent(), self.metrics.lineSpacing(),
        )  # fmt: skip


class LaidText:
    """A text laid out once, wrapped to ``limit`` pixels or on one line for None.

    ``width`` and ``height`` are its size in pixels; ``natural`` is the width of the whole text on one line.
    """

    __slots__ = ("_static", "height", "natural", "shown", "style", "width")

    def __init__(self, shown: str, style: MeasuredFont, natural: float, limit: float | None = None) -> None:
        self.shown, self.style, self.natural = shown, style, natural
        self._static = QStaticText(shown)
        self._static.setTextFormat(Qt.TextFormat.PlainText)
        self._static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        if limit is not None:
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WordWrap)
            self._static.setTextOption(option)
            self._static.setTextWidth(limit)
        self._static.prepare(font=style.font)
        size = self._static.size()
        self.width, self.height = size.width(), size.height()

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor, struck: bool = False) -> None:
        """Paint the text with its top left corner at a point; ``QStaticText`` cannot be struck through itself."""
        painter.setFont(self.style.font)
        painter.setPen(colour)
        painter.drawStaticText(QPointF(x, y), self._static)
        if struck:
            spacing, middle = self.style.spacing, self.style.ascent - self.style.metrics.strikeOutPos()
            for row in range(max(1, round(self.height / spacing))):
                line = round(y + row * spacing + middle)
                painter.drawLine(QLineF(x, line, x + self.width, line))


def fitted(words: str, style: MeasuredFont, width: float, rows: int | None) -> LaidText:
    """Return a text on at most ``rows`` lines, or on as many as it needs for None.

    If it is longer, it ends with "…" after whole words, or anywhere if it has one line only.
    """
    natural = style.metrics.horizontalAdvance(words)
    if rows is None:
        return LaidText(words, style, natural, width if natural > width else None)
    if rows > 1 and natural > width:
        parts = words.split()

        def first(n: int) -> LaidText:
            return LaidText(words if n == len(parts) else " ".join(parts[:n]) + " …", style, natural, width)

        def is_too_much(n: int) -> bool:
            return first(n).height > rows * style.spacing + 2 or first(n).width > width + 1

        if not is_too_much(len(parts)):
            return first(len(parts))
        if n := bisect_left(range(1, len(parts)), True, key=is_too_much):
            return first(n)
    return LaidText(style.metrics.elidedText(words, Qt.TextElideMode.ElideRight, width), style, natural)
