"""What is carried, as it is seen: a block where it would land, and a label that says when, and why not."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from planner.layout.blocks import neighbours
from planner.layout.grid import Grid
from planner.rules.conflict import Severity
from ui.desk import Desk
from ui.timeline.grab import Held
from ui.timeline.model import face_of
from ui.timeline.painter import BlockPainter, rectangle, text_font

MOST_REASONS = 3
WIDEST_TIP = 440
"""Pixels; longer reasons wrap."""
SOLID = 0.9
SPREAD = 12
"""Pixels around a block that its shadow may take."""


class Ghost:
    """Paints what is in the hand, in pixels of the grid."""

    def __init__(self, desk: Desk, blocks: BlockPainter) -> None:
        self._desk, self._blocks = desk, blocks
        self._bold, self._small = text_font(11.5, QFont.Weight.DemiBold), text_font(11.5)
        self._shade: tuple[tuple[QSize, float], QPixmap] | None = None
        self._told: tuple[Held | None, float, list[tuple[QFont, QRectF, str]]] = (None, 0, [])

    def boxes(self, held: Held, grid: Grid) -> list[QRectF]:
        """Where it would land; nowhere over the tray."""
        if held.slot is None:
            return []
        span, runs = held.slot.span, neighbours(grid.columns_of(held.slot.rooms))
        return [rectangle(grid.box(run, span.start, span.end)) for run in runs]

    def lines(self, held: Held) -> list[str]:
        """What the label says: the time, then why it would clash."""
        if held.slot is None:
            return []
        words, span = self._desk.reader.words, held.slot.span
        reasons = [words.say(conflict.text) for conflict in held.conflicts]
        shown = reasons[:MOST_REASONS]
        if len(reasons) > MOST_REASONS:
            shown.append(words.plural("and {n} more", "and {n} more", len(reasons) - MOST_REASONS))
        return [self._desk.hours(span.start, span.end).replace("–", " – "), *shown]

    def tip(self, held: Held, ghost: QRectF, area: QRectF) -> QRectF:
        """Where the label lies, inside the part of the grid that is seen."""
        boxes = [box for _font, box, _words in self._rows(held, min(WIDEST_TIP, area.width() - 8) - 16)]
        width = max(box.width() for box in boxes) + 16
        height = sum(box.height() for box in boxes) + 6
        x = max(area.left() + 4, min(ghost.right() - width - 12, area.right() - width - 4))
        y = ghost.top() - height - 6
        return QRectF(x, y if y > area.top() else ghost.bottom() + 6, width, height)

    def _rows(self, held: Held, width: float) -> list[tuple[QFont, QRectF, str]]:
        """The lines of the label, each with its font and its size within a width; kept until it is moved on."""
        if self._told[0] is held and self._told[1] == width:
            return self._told[2]
        rows = []
        for n, words in enumerate(self.lines(held)):
            font, limit = self._small if n else self._bold, QRectF(0, 0, width, 1000)
            rows.append((font, QFontMetricsF(font).boundingRect(limit, Qt.TextFlag.TextWordWrap, words), words))
        self._told = (held, width, rows)
        return rows

    def paint(self, painter: QPainter, held: Held, grid: Grid, area: QRectF) -> None:
        """Paint the block in each of its places, and the label at the first."""
        boxes = self.boxes(held, grid)
        for box in boxes:
            self._paint_block(painter, held, box)
        if boxes:
            self._paint_tip(painter, held, self.tip(held, boxes[0], area))

    def _paint_block(self, painter: QPainter, held: Held, box: QRectF) -> None:
        look = self._desk.reader.look
        place = box.toRect()
        painter.drawPixmap(place.x() - SPREAD, place.y() - SPREAD, self._shadow(painter, place.size()))
        assert held.slot
        face = face_of(self._desk, held.session, held.slot.span.start, held.slot.span.end)
        self._blocks.paint(painter, face, box, selected=False, opacity=SOLID)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        gravest = min((c.severity.rank for c in held.conflicts), default=Severity.HINT.rank)
        outline = ("problem", "warning", "accent")[gravest]
        painter.setPen(QPen(look.colour(outline), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), 7, 7)

    def _shadow(self, painter: QPainter, size: QSize) -> QPixmap:
        """The shadow of a block of that size, with ``SPREAD`` pixels around it; kept, as it is painted at each step."""
        ratio, look = painter.device().devicePixelRatioF(), self._desk.reader.look
        if self._shade and self._shade[0] == (size, ratio):
            return self._shade[1]
        shadow = QPixmap((QSizeF(size.grownBy(QMargins(SPREAD, SPREAD, SPREAD, SPREAD))) * ratio).toSize())
        shadow.setDevicePixelRatio(ratio)
        shadow.fill(Qt.GlobalColor.transparent)
        inside = QPainter(shadow)
        inside.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside.setPen(Qt.PenStyle.NoPen)
        colour = look.colour("ink" if look.name == "light" else "background")
        box = QRectF(QPointF(SPREAD, SPREAD), size)
        for spread, alpha in ((8, 10), (5, 14), (2, 20)):
            colour.setAlpha(alpha)
            inside.setBrush(colour)
            inside.drawRoundedRect(box.adjusted(-spread, -spread + 3, spread, spread + 3), 10, 10)
        inside.end()
        self._shade = ((size, ratio), shadow)
        return shadow

    def _paint_tip(self, painter: QPainter, held: Held, box: QRectF) -> None:
        look = self._desk.reader.look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(look.colour("panel"))
        y = box.y() + 3
        for font, size, words in self._told[2]:
            painter.setFont(font)
            area = QRectF(box.x() + 8, y, box.width() - 16, size.height())
            painter.drawText(area, Qt.TextFlag.TextWordWrap, words)
            y += size.height()
