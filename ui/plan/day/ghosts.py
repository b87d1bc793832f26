"""The layers that show what would happen: ghosts of the change that a bar asks about, and of a drag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from planner.domain.agenda import Change
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.value_objects import Placement
from planner.dragging.drag_state import DragState
from planner.layout.day_layout import DayLayout
from planner.layout.drag import Slot
from planner.layout.frames import BESIDE, HEAD, BlockFrame, make_block_frames
from planner.layout.grid import Box, Grid, column_runs, room_boxes
from planner.rules.rule import Conflict, Severity
from ui.kit.theme.painting import LastCallCache, dashed_pen, paint_plain_text, paint_rounded, text_font
from ui.plan.canvas.painters import TilePainter, rectangle
from ui.plan.canvas.scene import Layer, Part, to_box
from ui.plan.canvas.tile_content import TileContent, session_content
from ui.plan.day.block_content import block_content
from ui.plan.day.block_frames import FramePainter
from ui.plan.day.day_scene import DayScene, Preview
from ui.plan.day.drag_label import DragLabel
from ui.state.plan_view import PlanView


class ChangePreview:
    """Ghosts of the sessions and blocks that a change would place on one day's grid.

    The session or block with the id ``without`` is left out, as it is painted elsewhere.
    """

    def __init__(self, plan: PlanView, tiles: TilePainter, preview: Preview, grid: Grid, *, without: str = "") -> None:
        self._plan, self._tiles = plan, tiles
        self._conflicts = preview.conflicts
        self._clashing = {session for conflict in preview.conflicts for session in conflict.sessions}
        self._contents: dict[str, TileContent] = {}
        moved = moved_boxes(preview.change, grid)
        self._ghosts = [(session, rectangle(box)) for session, box in moved if session.id != without]
        blocks = [b for edit in preview.change.edits if isinstance(b := edit.after, Block) and b.id != without]
        self._frames = [rectangle(frame.box(grid)) for block in blocks for frame in make_block_frames(block, grid)]

    @property
    def boxes(self) -> list[QRectF]:
        """The rectangles of the sessions' ghosts and of the blocks' frames, in grid coordinates."""
        return [*self._frames, *(box for _session, box in self._ghosts)]

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the outlines of the frames, and the ghosts that intersect a part of the grid."""
        for frame in self._frames:
            self._tiles.cache.paint(painter, ("preview", "accent"), frame, self._draw_outline)
        for session, box in self._ghosts:
            if box.intersects(area):
                assert session.placement
                span = session.placement.span
                if session.id not in self._contents:
                    content = session_content(self._plan, session, span.start, span.end)
                    self._contents[session.id] = with_conflicts(self._plan, content, session, self._conflicts)
                self._tiles.paint(painter, self._contents[session.id], box, selected=False)
                token = "problem" if session.id in self._clashing else "accent"
                self._tiles.cache.paint(painter, ("preview", token), box, self._draw_outline)

    def _draw_outline(self, name: tuple[str, str], painter: QPainter, box: QRectF) -> None:
        edge = dashed_pen(self._plan.presentation.theme.colour(name[1]), 1.5)
        paint_rounded(painter, box.adjusted(2, 1, -2, -1), 6, edge=edge)


def with_conflicts(plan: PlanView, content: TileContent, session: Session, found: Iterable[Conflict]) -> TileContent:
    """Return the content with the conflicts among ``found`` that the session is in, in place of those of now."""
    mine = [conflict for conflict in found if session.id in conflict.sessions]
    reason = plan.presentation.words.say(mine[0].short) if mine else ""
    return replace(content, reason=reason, grave=any(conflict.severity is Severity.PROBLEM for conflict in mine))


class PreviewLayer(Layer[DayScene]):
    """Paints the preview of the change that a bar asks about."""

    def __init__(self, plan: PlanView, tiles: TilePainter) -> None:
        self._make_preview = LastCallCache(partial(ChangePreview, plan, tiles))

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        if scene.preview:
            self._make_preview(scene.preview, scene.layout.grid).paint(painter, scene.area)

    def dirty(self, before: DayScene, now: DayScene) -> Iterable[Box]:
        return [] if before.preview is now.preview else [to_box(now.area)]


def moved_boxes(change: Change, grid: Grid) -> list[tuple[Session, Box]]:
    """Return the new boxes of sessions that a change places on the grid's day, each with its session, from the top."""
    return sorted(
        (
            (session, box)
            for edit in change.edits
            if isinstance(session := edit.after, Session) and (where := session.placement)
            if where.span.day == grid.day
            for box in room_boxes(grid, where.rooms, where.span)
        ),
        key=lambda pair: pair[1].y,
    )


SWAP = 15
"""Radius in pixels of the sign for swapping two sessions."""
MEETING = 4
"""Thickness in pixels of the line that shows that a dragged end meets a neighbour's."""


class DragGhost(Layer[DayScene]):
    """The layer of dragged sessions or blocks, with the label, above the tiles."""

    def __init__(self, plan: PlanView, tiles: TilePainter) -> None:
        self._plan, self._tiles, self._theme = plan, tiles, plan.presentation.theme
        self._frames = FramePainter(self._theme, tiles.cache, plan.photos.photo)
        self._sign = text_font(18, QFont.Weight.DemiBold)
        self._drag_preview = LastCallCache(self._make_preview)
        self.label = DragLabel(plan, tiles.cache)

    def boxes(self, state: DragState, grid: Grid) -> list[QRectF]:
        """Return the rectangles where a drop would put things, the grabbed one's first; none if it would place none."""
        return [box for name, slot in state.slots.items() for box in _target_boxes(state, name, slot, grid)]

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the scene's drag, if there is one."""
        if scene.drag:
            self.paint_drag(painter, scene.drag, scene.layout.grid, scene.area, scene.layout)

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the areas of ghosts and shadows, label, and other sessions that would move.

        All of them look different with each drag state.
        """
        state, grid = scene.drag, scene.layout.grid
        if state is None:
            return ()
        boxes = self.boxes(state, grid)
        found = [box.adjusted(-6, -6, 6, 10) for box in boxes]
        if boxes:  # the label stays in sight when the grid is scrolled
            found.append(self.label.place_label(state, boxes[0], scene.area, scene.layout)[0].adjusted(-2, -2, 2, 2))
        look = (id(state), id(scene.contents))  # what it says may be another
        return [(look, to_box(rect)) for rect in (*found, *self.side_effect_boxes(state, grid))]

    def paint_drag(
        self, painter: QPainter, state: DragState, grid: Grid, area: QRectF, layout: DayLayout | None = None
    ) -> None:
        """Paint dragged sessions where they would land, others that would move, and the label beside the first."""
        boxes = self.boxes(state, grid)
        alone = state.slot if state.block else None  # the sessions of a block lie on its frame
        for box in _target_boxes(state, state.session.id, alone, grid) if alone else boxes:
            self._tiles.paint_shadow(painter, box)
        if state.change:
            self._drag_preview(state, grid).paint(painter, area)
        for name, slot in state.slots.items():
            for box in _target_boxes(state, name, slot, grid):
                if box.intersects(area) and state.block and name == state.session.id:
                    self._paint_frame(painter, state.block.block, slot, box)
                elif box.intersects(area):
                    self._paint_tile(painter, state, state.grab.sessions[name], slot, box)
        if boxes:
            if state.target.swap:
                self._paint_swap(painter, boxes[0].center())
            self.label.paint(painter, *self.label.place_label(state, boxes[0], area, layout))

    def side_effect_boxes(self, state: DragState, grid: Grid) -> list[QRectF]:
        """Return the rectangles of what a drop that affects others would move, except the grabbed session or block.

        There are none if a drop affects no others.
        """
        return self._drag_preview(state, grid).boxes if state.change else []

    def _make_preview(self, state: DragState, grid: Grid) -> ChangePreview:
        assert state.change
        made = Preview(state.change, state.conflicts)
        return ChangePreview(self._plan, self._tiles, made, grid, without=state.session.id)

    def content(self, state: DragState, session: Session, slot: Slot) -> TileContent:
        """Return the content of a dragged session's tile at its target, with the conflicts that it would have there."""
        content = session_content(self._plan, session, slot.span.start, slot.span.end)
        return with_conflicts(self._plan, content, session, state.conflicts)

    def _paint_frame(self, painter: QPainter, block: Block, slot: Slot, box: QRectF) -> None:
        """Paint the frame of a dragged block, below the block's sessions."""
        placed = replace(block, minutes=slot.span.minutes, placement=Placement(slot.span, slot.rooms))
        content = block_content(self._plan, placed)

        def draw(_name: object, there: QPainter, rect: QRectF) -> None:
            self._frames.paint(there, content, rect, selected=False)
            self._draw_outline("accent", there, rect)

        self._tiles.cache.paint(painter, ("dragged block", content.colour), box, draw)
        self._frames.paint_head(painter, content, box, HEAD)

    def _paint_tile(self, painter: QPainter, state: DragState, session: Session, slot: Slot, box: QRectF) -> None:
        cache, content = self._tiles.cache, self.content(state, session, slot)
        self._tiles.paint(painter, content, box, selected=False)
        outline = "problem" if content.grave else "warning" if content.reason else "accent"
        if not state.block or content.reason:  # the frame around them has one
            cache.paint(painter, outline, box, self._draw_outline)
        for minute in state.target.meets if session is state.session else ():
            y = box.top() if minute == slot.span.start else box.bottom()
            painter.fillRect(QRectF(box.left(), y - MEETING / 2, box.width(), MEETING), self._theme.colour("accent"))

    def _paint_swap(self, painter: QPainter, centre: QPointF) -> None:
        box = QRectF(centre.x() - SWAP, centre.y() - SWAP, 2 * SWAP, 2 * SWAP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawEllipse(box)
        paint_plain_text(painter, self._sign, self._theme.colour("on_accent"), box, "⇄")

    def _draw_outline(self, token: str, painter: QPainter, box: QRectF) -> None:
        paint_rounded(painter, box.adjusted(1, 0, -1, 0), 7, edge=dashed_pen(self._theme.colour(token), 2))


def _target_boxes(state: DragState, name: str, slot: Slot, grid: Grid) -> list[QRectF]:
    """Return the rectangles of a dragged block, with its head above, or session, inset if it moves with its block."""
    if state.block and name == state.session.id:
        runs = column_runs(grid.find_columns(slot.rooms))
        frames = [BlockFrame(name, run, slot.span.start, slot.span.end, above=True) for run in runs]
        return [rectangle(frame.box(grid)) for frame in frames]
    beside = BESIDE if state.block else 0
    return [rectangle(box).adjusted(beside, 0, -beside, 0) for box in room_boxes(grid, slot.rooms, slot.span)]
