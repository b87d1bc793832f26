"""The layer of the times that cannot be used: hatched, with the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from planner.layout.blocked_times import AROUND, BlockedTime, ReasonText, reason_boxes, text_room
from planner.layout.day_layout import DayLayout
from planner.layout.grid import Box, Grid
from ui.features.timeline.day_scene import DayScene
from ui.kit.theme.laid_text import MeasuredFont
from ui.kit.theme.painting import hatch_brush, paint_rounded
from ui.state.canvas.block_painter import rectangle
from ui.state.canvas.scene import Layer
from ui.state.document import Document

NARROWEST = 24
"""Minimum width in pixels for any text."""


class Blocked(NamedTuple):
    """The times that cannot be used laid out among the blocks: a box for each, and the boxes of texts by column."""

    layout: DayLayout
    shaded: tuple[BlockedTime, ...]
    boxes: list[QRectF]
    texts: dict[int, list[tuple[Box, str]]]


class BlockedLayer(Layer[DayScene]):
    """Paints closed rooms and absent people below the blocks."""

    def __init__(self, document: Document) -> None:
        self._theme, self._style = document.presentation.theme, MeasuredFont(11.5, QFont.Weight.Medium)
        self._hatch = hatch_brush(self._theme.colour("line"), rising=False)
        self._laid: Blocked | None = None

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the hatching, then the words on a plain background, as they would be hard to read on the hatching."""
        if not scene.shaded:
            return
        laid, grid = self._lay_out(scene), scene.layout.grid
        for rect in dirty:
            for hatched in laid.boxes:
                if hatched.intersects(rect):
                    painter.fillRect(hatched.intersected(rect), self._hatch)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._style.font)
        background, ink = self._theme.colour("background"), self._theme.colour("muted")
        columns = {n for rect in dirty for n in range(grid.column(rect.left()), grid.column(rect.right()) + 1)}
        for box, text in (found for column in columns for found in laid.texts.get(column, ())):
            spot = rectangle(box)
            if any(spot.intersects(rect) for rect in dirty):
                paint_rounded(painter, spot, 3, fill=background)
                painter.setPen(ink)
                painter.drawText(QPointF(spot.left() + AROUND, spot.top() + self._style.ascent), text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def dirty(self, before: DayScene, now: DayScene) -> Iterable[Box]:
        """Yield the times that come or go, and the places of words that make way for blocks or come back."""
        if (before.shaded is now.shaded and before.layout is now.layout) or not (before.shaded or now.shaded):
            return []
        old, new = _spots(self._lay_out(before)), _spots(self._lay_out(now))
        times = set(before.shaded) ^ set(now.shaded)
        return [*(old ^ new), *(part.box(now.layout.grid) for part in times)]

    def _lay_out(self, scene: DayScene) -> Blocked:
        """Return the times of a scene laid out, anew only if they or the blocks differ from those of the last call."""
        laid, layout, shaded = self._laid, scene.layout, scene.shaded
        if laid is None or laid.layout is not layout or laid.shaded is not shaded:
            boxes = [rectangle(part.box(layout.grid)) for part in shaded]
            self._laid = laid = Blocked(layout, shaded, boxes, self._texts(layout.grid, shaded, layout.boxes))
        return laid

    def _texts(
        self, grid: Grid, shaded: Sequence[BlockedTime], blocks: Sequence[Box]
    ) -> dict[int, list[tuple[Box, str]]]:
        room, metrics = text_room(grid), self._style.metrics
        if room < NARROWEST or not shaded:
            return {}
        texts = [metrics.elidedText(part.why, Qt.TextElideMode.ElideRight, room) for part in shaded]
        reasons = [ReasonText(text, metrics.horizontalAdvance(text)) for text in texts]
        return reason_boxes(grid, zip(shaded, reasons, strict=True), blocks, self._style.height)


def _spots(laid: Blocked) -> set[Box]:
    return {box for texts in laid.texts.values() for box, _text in texts}
