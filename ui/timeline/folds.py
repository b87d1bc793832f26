"""Marks for sessions that clash and have no room beside each other: how many there are, and that something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from planner.layout.blocks import Block, Fold, folded
from planner.layout.grid import Grid
from ui.desk import Desk
from ui.labels import first_few
from ui.timeline.painter import CORNER, rectangle, text_font

PAD = 3
"""Pixels beside the words of a mark."""
SIZES = (12, 10, 9)
"""Pixels of the letters that are tried."""


class Marks:
    """Where the marks of a day lie, and how they are painted."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._of: dict[Block, Fold] = {}
        self._fonts = [(font, QFontMetricsF(font)) for font in (text_font(s, QFont.Weight.DemiBold) for s in SIZES)]

    def lay(self, placed: Sequence[Block], grid: Grid) -> tuple[tuple[Block, ...], dict[Block, tuple[QRectF, QRectF]]]:
        """The blocks that are seen at this width, and for all others the place of their mark, without and with its
        outline."""
        shown, folds = folded(placed, grid.column_width)
        self._of = {block: fold for fold in folds for block in fold.blocks}
        boxes: dict[Block, tuple[QRectF, QRectF]] = {}
        for fold in folds:
            box = rectangle(fold.box(grid))
            boxes |= dict.fromkeys(fold.blocks, (box, box.adjusted(-3, -3, 3, 3)))
        return shown, boxes

    def of(self, block: Block) -> Fold | None:
        """The mark in which a block is."""
        return self._of.get(block)

    def among(self, found: Iterable[Block]) -> list[Fold]:
        """The marks in which some of these blocks are, each once."""
        folds = (self._of[block] for block in found if block in self._of)
        return list({fold.blocks[0]: fold for fold in folds}.values())

    def told(self, fold: Fold) -> str:
        """How many clash there, and the first of them."""
        sessions = self._desk.agenda.sessions
        titles = [sessions[name].title for name in fold.sessions if name in sessions]
        return "\n".join([self._count(fold), *first_few(self._desk.reader.words, titles)])

    def _count(self, fold: Fold) -> str:
        return self._desk.reader.words.plural("{n} clashes", "{n} clash", len(fold.blocks))

    def paint(
        self, painter: QPainter, fold: Fold, box: QRectF, *, selected: bool, corner: QPointF | None = None
    ) -> None:
        """One mark; what is above and left of ``corner`` is out of sight, so the count stands right and below of it."""
        look, beside = self._desk.reader.look, min(2.5, box.width() / 6)
        rect = box.adjusted(beside, 1, -beside, -1)
        painter.setPen(QPen(look.colour("problem"), 1.5))
        painter.setBrush(look.colour("problem_soft"))
        rounded = min(CORNER, rect.width() / 4, rect.height() / 4)
        painter.drawRoundedRect(rect, rounded, rounded)
        shown = rect.intersected(QRectF(corner, rect.bottomRight())) if corner else rect
        n = len(fold.blocks)
        self._paint_words(painter, shown, (self._count(fold), str(n)) if fold.places == 1 else (f"+{n}",))
        if selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), CORNER, CORNER)

    def _paint_words(self, painter: QPainter, rect: QRectF, wordings: Sequence[str]) -> None:
        """The first of the wordings that has room, across in letters as large as can be, else upwards."""
        painter.setPen(self._desk.reader.look.colour("problem"))
        for words in wordings:
            for font, metrics in self._fonts:
                if metrics.horizontalAdvance(words) + 2 * PAD <= rect.width() and metrics.height() <= rect.height():
                    painter.setFont(font)
                    top = QRectF(rect.left(), rect.top() + 1, rect.width(), metrics.height())
                    painter.drawText(top, Qt.AlignmentFlag.AlignCenter, words)
                    return
        font, metrics = self._fonts[-1]
        for words in wordings:
            if metrics.horizontalAdvance(words) + 2 * PAD <= rect.height() and metrics.capHeight() + 2 <= rect.width():
                painter.save()
                painter.setFont(font)
                painter.translate(rect.center().x(), rect.top() + PAD + metrics.horizontalAdvance(words))
                painter.rotate(-90)
                painter.drawText(QPointF(0, metrics.capHeight() / 2), words)
                painter.restore()
                return
