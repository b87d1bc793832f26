"""Marks in place of conflicting sessions that do not fit side by side, with their number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from planner.layout.blocks import ClashGroup
from ui.kit.theme.laid_text import MeasuredFont
from ui.kit.theme.painting import paint_rounded
from ui.kit.widgets.labels import first_few
from ui.state.canvas.block_painter import CORNER
from ui.state.document import Document

PAD = 3
"""Pixels on each side of a mark's text."""
SIZES = (12, 10, 9)
"""Font sizes to try, in pixels."""


class ClashMarks:
    """The marks of a day: their layout and painting."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = [MeasuredFont(size, QFont.Weight.DemiBold) for size in SIZES]

    def paint(
        self, painter: QPainter, fold: ClashGroup, box: QRectF, *, selected: bool, corner: QPointF | None = None
    ) -> None:
        """Paint a mark; its count is placed below and right of ``corner``, as the rest is scrolled out of view."""
        theme, beside = self._document.presentation.theme, min(2.5, box.width() / 6)
        rect = box.adjusted(beside, 1, -beside, -1)
        corner_radius, edge = min(CORNER, rect.width() / 4, rect.height() / 4), QPen(theme.colour("problem"), 1.5)
        paint_rounded(painter, rect, corner_radius, fill=theme.colour("problem_soft"), edge=edge)
        shown = rect.intersected(QRectF(corner, rect.bottomRight())) if corner else rect
        n = len(fold.blocks)
        self._paint_words(painter, shown, (_count(self._document, fold), str(n)) if fold.places == 1 else (f"+{n}",))
        if selected:
            paint_rounded(painter, rect.adjusted(-1, -1, 1, 1), CORNER, edge=QPen(theme.colour("accent"), 2))

    def _paint_words(self, painter: QPainter, rect: QRectF, wordings: Sequence[str]) -> None:
        """Paint the first of the wordings that fits: horizontally in the largest font, or else rotated."""
        painter.setPen(self._document.presentation.theme.colour("problem"))
        sizes = [(words, style, style.metrics.horizontalAdvance(words)) for words in wordings for style in self._styles]
        for words, style, width in sizes:
            if width + 2 * PAD <= rect.width() and style.height <= rect.height():
                painter.setFont(style.font)
                top = QRectF(rect.left(), rect.top() + 1, rect.width(), style.height)
                painter.drawText(top, Qt.AlignmentFlag.AlignCenter, words)
                return
        for words, style, width in sizes[len(SIZES) - 1 :: len(SIZES)]:
            across = style.metrics.capHeight()
            if width + 2 * PAD <= rect.height() and across + 2 <= rect.width():
                painter.save()
                painter.setFont(style.font)
                painter.translate(rect.center().x(), rect.top() + PAD + width)
                painter.rotate(-90)
                painter.drawText(QPointF(0, across / 2), words)
                painter.restore()
                return


def mark_tooltip(document: Document, mark: ClashGroup) -> str:
    """Return the tooltip of a mark: the number of conflicts and the first few titles."""
    sessions = document.agenda.sessions
    titles = [sessions[name].title for name in mark.sessions if name in sessions]
    return "\n".join([_count(document, mark), *first_few(document.presentation.words, titles)])


def _count(document: Document, mark: ClashGroup) -> str:
    return document.presentation.words.plural("{n} clashes", "{n} clash", len(mark.blocks))
