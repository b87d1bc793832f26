"""The preview of a change on the shown day: veils over the blocks that would move, and ghosts at their new places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from planner.domain.change import Change
from planner.domain.entities import Session
from planner.layout.blocks import boxes_at
from planner.layout.grid import Box, Grid
from ui.features.timeline.day_scene import DayScene, Preview
from ui.kit.theme.painting import dashed, paint_rounded
from ui.state.canvas.block_content import BlockContent, content_of
from ui.state.canvas.block_painter import BlockPainter, rectangle
from ui.state.canvas.scene import Layer, box_of
from ui.state.document import Document

VEIL = 150
"""Opacity, of 255, of the veil over a block that would move."""


class ChangePreview:
    """The ghosts of a change, in grid coordinates. The session ``without`` is painted elsewhere."""

    def __init__(
        self, document: Document, blocks: BlockPainter, preview: Preview, grid: Grid, *, without: str = ""
    ) -> None:
        self._document, self._blocks = document, blocks
        self._clashing = {session for conflict in preview.conflicts for session in conflict.sessions}
        self._contents: dict[str, BlockContent] = {}
        moved = moved_boxes(preview.change, grid)
        self._ghosts = [(session, rectangle(box)) for session, box in moved if session.id != without]

    @property
    def boxes(self) -> list[QRectF]:
        """The rectangles of the ghosts."""
        return [box for _session, box in self._ghosts]

    def paint_vacated(self, painter: QPainter, boxes: Iterable[Box]) -> None:
        """Fade the blocks that would move."""
        veil = self._document.presentation.theme.tint("background", VEIL)
        for box in boxes:
            painter.fillRect(rectangle(box), veil)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the ghosts that intersect a part of the grid."""
        for session, box in self._ghosts:
            if box.intersects(area):
                assert session.placement
                span = session.placement.span
                if session.id not in self._contents:
                    self._contents[session.id] = content_of(self._document, session, span.start, span.end)
                self._blocks.paint(painter, self._contents[session.id], box, selected=False)
                token = "problem" if session.id in self._clashing else "accent"
                self._blocks.cache.paint(painter, ("preview", token), box, self._draw_outline)

    def _draw_outline(self, name: tuple[str, str], painter: QPainter, box: QRectF) -> None:
        edge = dashed(self._document.presentation.theme.colour(name[1]), 1.5)
        paint_rounded(painter, box.adjusted(2, 1, -2, -1), 6, edge=edge)


class PreviewLayer(Layer[DayScene]):
    """Paints the preview of the change that a bar asks about."""

    def __init__(self, document: Document, blocks: BlockPainter) -> None:
        self._document, self._blocks = document, blocks
        self._made: tuple[Preview, Grid, ChangePreview] | None = None

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint veils and ghosts."""
        if preview := scene.preview:
            grid = scene.layout.grid
            if self._made is None or self._made[0] is not preview or self._made[1] != grid:
                self._made = (preview, grid, ChangePreview(self._document, self._blocks, preview, grid))
            ghosts = self._made[2]
            ghosts.paint_vacated(painter, scene.layout.boxes_of(*frozenset(preview.change.ids(Session))))
            ghosts.paint(painter, scene.area)

    def dirty(self, before: DayScene, now: DayScene) -> Iterable[Box]:
        """Yield all that is in sight if another change is previewed."""
        return [] if before.preview is now.preview else [box_of(now.area)]


def moved_boxes(change: Change, grid: Grid) -> list[tuple[Session, Box]]:
    """Return the sessions of a change with their new boxes on the grid's day, from the top."""
    return sorted(
        (
            (session, box)
            for edit in change.edits
            if isinstance(session := edit.after, Session) and (where := session.placement)
            if where.span.day == grid.day
            for box in boxes_at(grid, where.rooms, where.span)
        ),
        key=lambda pair: pair[1].y,
    )
