"""The preview of a change on the shown day: a ghost for each session that would move, and its conflicts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from planner.domain.change import Change
from planner.domain.entities import Session
from planner.layout.blocks import boxes_at
from planner.layout.grid import Grid
from planner.rules.conflict import Conflict
from ui.kit.theme.painting import dashed, paint_rounded
from ui.state.canvas.block_content import BlockContent, content_of
from ui.state.canvas.block_painter import BlockPainter, rectangle
from ui.state.document import Document

VEIL = 150
"""Opacity, of 255, of the veil over a block that would move."""


class ChangePreview:
    """The preview of a change, in grid coordinates. The session ``without`` is painted elsewhere."""

    def __init__(
        self, document: Document, blocks: BlockPainter, change: Change, clashes: Sequence[Conflict], grid: Grid, *,
        without: str = "",
    ) -> None:  # fmt: skip
        self._document, self._blocks = document, blocks
        self.change, self.clashes = change, tuple(clashes)
        clashing = {session for clash in clashes for session in clash.sessions}
        self.moved: frozenset[str] = frozenset(change.ids(Session))
        self._contents: dict[str, BlockContent] = {}
        self._ghosts = [
            (edit.after, box, edit.after.id in clashing)
            for edit in change.edits
            if isinstance(edit.after, Session) and edit.after.id != without
            for box in _boxes(edit.after, grid)
        ]
        self._ghosts.sort(key=lambda ghost: ghost[1].y())

    @property
    def boxes(self) -> list[QRectF]:
        """The rectangles of the ghosts."""
        return [box for _session, box, _clashes in self._ghosts]

    def paint_vacated(self, painter: QPainter, boxes: Sequence[QRectF]) -> None:
        """Fade the blocks that would move."""
        veil = self._document.presentation.theme.tint("background", VEIL)
        for box in boxes:
            painter.fillRect(box, veil)

    def paint(self, painter: QPainter, dirty: Sequence[QRectF]) -> None:
        """Paint the ghosts that intersect parts of the grid."""
        for session, box, clashes in self._ghosts:
            if any(box.intersects(rect) for rect in dirty):
                assert session.placement
                span = session.placement.span
                if session.id not in self._contents:
                    self._contents[session.id] = content_of(self._document, session, span.start, span.end)
                self._blocks.paint(painter, self._contents[session.id], box, selected=False)
                token = "problem" if clashes else "accent"
                self._blocks.cache.paint(painter, ("preview", token), box, self._draw_outline)

    def _draw_outline(self, name: tuple[str, str], painter: QPainter, box: QRectF) -> None:
        edge = dashed(self._document.presentation.theme.colour(name[1]), 1.5)
        paint_rounded(painter, box.adjusted(2, 1, -2, -1), 6, edge=edge)


def _boxes(session: Session, grid: Grid) -> list[QRectF]:
    where = session.placement
    if where is None or where.span.day != grid.day:
        return []
    return [rectangle(box) for box in boxes_at(grid, where.rooms, where.span)]
