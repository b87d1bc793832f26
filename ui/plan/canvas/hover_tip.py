"""The tip beside a tile on which the pointer rests, placed where it hides least of other tiles' words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil, inf
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMarginsF, QPointF, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.layout.grid import Box
from ui.kit.theme.painting import LaidText, MeasuredFont, PaintCache, paint_card
from ui.kit.theme.theme import Theme, add_shadow
from ui.plan.canvas.painters import rectangle

REST = 600
"""Milliseconds that the pointer has to rest before the tip is shown."""
WIDEST, MOST_ROWS, CORNER, BESIDE, WORDS = 300, 3, 6, 4, 48
"""Maximum width of a line, most rows of a longer one, radius of the corners, and gap between tile and tip.

The last is the height of the upper part of a tile, which has most of its words. All but the rows are in pixels.
"""
MARGINS = QMarginsF(12, 8, 12, 8)
ENDING = (QEvent.Type.Leave, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.Hide)


class TipLine(NamedTuple):
    """A line of a tip, with the name of its colour in the theme."""

    words: str
    tone: str = "muted"


class TileTip(NamedTuple):
    """The lines of a tip, the box of the tile that it describes, and those of the other tiles.

    The boxes are in viewport coordinates.
    """

    lines: Sequence[TipLine]
    tile: Box
    others: Sequence[Box]


def tip_box(size: QSizeF, tip: TileTip, area: QRectF) -> Box:
    """Return the box of a tip: at the tile's right edge, or where it hides less of other tiles' words.

    If there is no room beside, above or below the tile, the tip lies over it.
    """
    tile, (wide, high) = rectangle(tip.tile).intersected(area), size.toTuple()
    right, left, end = tile.right() + BESIDE, tile.left() - BESIDE - wide, max(area.left(), tile.right() - wide)
    below, above = tile.bottom() + BESIDE, tile.top() - BESIDE - high
    sides = [(x, y) for x in (right, left) for y in (tile.top(), tile.bottom() - high, above, below)]
    last = Box(end, max(area.top(), tile.top()), wide, high)
    boxes = [Box(x, y, wide, high) for x, y in (*sides, (end, below), (end, above))]
    return least_hiding_box(boxes, lambda _box: tip.others, area, last)


def least_hiding_box(boxes: Iterable[Box], near: Callable[[Box], Iterable[Box]], area: QRectF, last: Box) -> Box:
    """Return the box, of those within the area, that hides least of other tiles' words; the first if several do.

    If none is within the area, return ``last``. ``near`` returns the tiles around a box.
    """
    left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
    found, least = last, inf
    for box in boxes:
        x, y, wide, high = box
        if x >= left and y >= top and x + wide <= right and y + high <= bottom:
            if (hides := _hidden_area(box, near(box))) < least:
                found, least = box, hides
            if not hides:
                break
    return found


def _hidden_area(box: Box, others: Iterable[Box]) -> float:
    """Return the area in square pixels that a box covers of other tiles' words."""
    left, top, width, height = box
    right, bottom, area = left + width, top + height, 0.0
    for x, y, wide, high in others:
        if y < bottom and y + WORDS > top and (across := min(right, x + wide) - max(left, x)) > 0:
            area += across * max(0, min(bottom, y + min(high, WORDS)) - max(top, y))
    return area


class HoverTip(QWidget):
    """A tip shown over a canvas; it takes no mouse events, and hides when the pointer leaves the tile.

    ``say`` returns the tip for a point of the viewport, or None if there is nothing to say.
    """

    def __init__(
        self, canvas: QAbstractScrollArea, theme: Theme, cache: PaintCache, say: Callable[[QPointF], TileTip | None]
    ) -> None:
        super().__init__(canvas)
        self._view, self._theme, self._cache, self._say = canvas.viewport(), theme, cache, say
        self._title, self._body = MeasuredFont(13, QFont.Weight.DemiBold), MeasuredFont(12)
        self._spot, self._tile = QPointF(), Box(0, 0, 0, 0)
        self.lines: Sequence[TipLine] = ()
        """The lines that it shows, or showed last."""
        self.timer = QTimer(self, singleShot=True, interval=REST)
        self.timer.timeout.connect(self._show_tip)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        add_shadow(self, theme)
        self.hide()
        for bar in (canvas.verticalScrollBar(), canvas.horizontalScrollBar()):
            bar.valueChanged.connect(self.hide_until_moved)

    def handle_event(self, event: QEvent, kind: QEvent.Type) -> bool:
        """Handle an event of the viewport: hide the tip, or show it once the pointer rests.

        Return True for the event that would show Qt's own tooltip.
        """
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            if not event.buttons():
                self._spot = event.position()
                if not (self.isVisible() and self._tile.holds(self._spot.x(), self._spot.y())):
                    self.hide()
                    self.timer.start()
        elif kind in ENDING:
            self.hide_until_moved()
        return kind == QEvent.Type.ToolTip

    def hide_until_moved(self) -> None:
        """Hide the tip; it comes again only after the pointer has moved and rested."""
        self.timer.stop()
        self.hide()

    def rows(self) -> list[tuple[LaidText, str]]:
        """Return the lines laid out, with the names of their colours."""
        return [
            (self._cache.text(line.words, self._body if n else self._title, WIDEST, MOST_ROWS), line.tone)
            for n, line in enumerate(self.lines)
        ]

    def _show_tip(self) -> None:
        if tip := self._say(self._spot):
            self.lines, self._tile = tip.lines, tip.tile
            rows = [text for text, _tone in self.rows()]
            inner = QSizeF(ceil(max(text.width for text in rows)), ceil(sum(text.height for text in rows)))
            place = tip_box(inner.grownBy(MARGINS), tip, QRectF(self._view.rect()))
            self.setGeometry(rectangle(place).translated(self._view.pos()).toRect())
            self.show()
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge = self._theme.colour("panel"), QColor(self._theme.around)
        paint_card(painter, QRectF(self.rect()), CORNER, fill=fill, edge=edge)
        y = MARGINS.top()
        for text, tone in self.rows():
            text.paint(painter, MARGINS.left(), y, self._theme.colour(tone))
            y += text.height
