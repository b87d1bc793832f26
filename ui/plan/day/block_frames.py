"""Painting of the frames of blocks, with their heads and free time, and the layer that shows them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterStateGuard, QPen

from planner.layout.frames import BlockFrame, longest_free_times
from ui.kit.pictures.portrait import portrait_pixmap
from ui.kit.theme.painting import MeasuredFont, PaintCache, dashed_pen, paint_rounded
from ui.kit.theme.theme import Theme, mixed
from ui.plan.canvas.painters import rectangle
from ui.plan.canvas.scene import Layer, Part, to_box
from ui.plan.canvas.tile_ground import CORNER
from ui.plan.canvas.tile_words import FACE, LoadPhoto
from ui.plan.day.block_content import BlockContent
from ui.plan.day.day_scene import DayScene
from ui.state.plan_view import PlanView

AROUND = 3
"""Pixels outside a frame that its outline and grips may cover."""
PAD, BETWEEN = 9, 6
"""Pixels at each side of a head's words, and between them."""
GRIP, GRIP_HEIGHT = 24, 4
"""Size in pixels of the grips at the ends of a selected frame."""


class FramePainter:
    """Paints the frames of blocks in the colours of a theme."""

    def __init__(self, theme: Theme, cache: PaintCache, photo: LoadPhoto) -> None:
        self._theme, self._cache, self._photo = theme, cache, photo
        self._bold, self._small = MeasuredFont(12, QFont.Weight.DemiBold), MeasuredFont(12)

    def background_colour(self, content: BlockContent) -> QColor:
        """Return the background colour of a frame: a tint of its track's colour, or of grey, paler than a tile's."""
        theme = self._theme
        return mixed(
            theme.track(content.colour), theme.colour("background"), theme.wash * (0.8 if content.colour else 0.5)
        )

    def ink(self, content: BlockContent, ground: QColor) -> QColor:
        """Return the colour of a frame's title: ink, or the track's with as much ink as makes it readable."""
        theme = self._theme
        return theme.readable_colour(theme.track(content.colour), ground) if content.colour else theme.colour("ink")

    def paint(self, painter: QPainter, content: BlockContent, box: QRectF, *, selected: bool) -> None:
        """Paint a frame without its head."""
        theme, ground = self._theme, self.background_colour(content)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = box.adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPen(theme.colour("accent"), 2) if selected else QPen(theme.colour("line"), 1)
        paint_rounded(painter, rect, CORNER, fill=ground, edge=edge)
        if selected:
            for y in (rect.top(), rect.bottom()):
                grip = QRectF(rect.center().x() - GRIP / 2, y - GRIP_HEIGHT / 2, GRIP, GRIP_HEIGHT)
                paint_rounded(painter, grip, GRIP_HEIGHT / 2, fill=theme.colour("accent"))

    def paint_head(self, painter: QPainter, content: BlockContent, box: QRectF, high: float) -> None:
        """Paint the head of a frame, ``high`` pixels high: the title, then the end, and the chair at the right.

        If the title does not fit otherwise, first the end is left out, then the chair's name.
        """
        ground, head = self.background_colour(content), QRectF(box.x() + PAD, box.y(), box.width() - 2 * PAD, high)
        title = self._bold.metrics.horizontalAdvance(content.title) + BETWEEN
        until = self._small.metrics.horizontalAdvance(content.until) + BETWEEN
        face = FACE + BETWEEN if content.face else 0
        chair = self._small.metrics.horizontalAdvance(content.chair) + BETWEEN
        shown = [(True, True), (False, True), (False, False)]
        fits = (pair for pair in shown if title + pair[0] * until + pair[1] * chair + face <= head.width())
        ends, named = next(fits, shown[-1])
        right = self._paint_chair(painter, content, head, ground, named=named)
        laid = self._cache.text(content.title, self._bold, max(0, right - head.left()))
        laid.paint(painter, head.left(), head.top() + (high - self._bold.height) / 2, self.ink(content, ground))
        if ends:
            said, x = self._cache.text(content.until, self._small, until), head.left() + laid.width + BETWEEN
            top = head.top() + (high - self._small.height) / 2
            said.paint(painter, x, top, self._theme.readable("muted", ground))

    def _paint_chair(
        self, painter: QPainter, content: BlockContent, head: QRectF, ground: QColor, *, named: bool
    ) -> float:
        """Paint the chair at the right of a head, the name only if ``named``; return where the title must end."""
        left, face = head.right(), content.face
        if named:
            name = self._cache.text(content.chair, self._small, head.width())
            left -= name.width
            ink = self._theme.readable("ink" if face else "muted", ground)
            name.paint(painter, left, head.top() + (head.height() - self._small.height) / 2, ink)
        if face:
            left -= FACE + (BETWEEN if named else 0)
            ratio = painter.device().devicePixelRatioF()
            photo = self._photo(face.photo, FACE, ratio)
            circle = portrait_pixmap(self._cache, face.name, face.photo, photo, FACE, ratio, self._theme)
            painter.drawPixmap(QPointF(round(left), round(head.center().y() - FACE / 2)), circle)
        return left - BETWEEN

    def paint_free_time(self, painter: QPainter, said: str, box: QRectF) -> None:
        """Paint a part of a frame's free time, where a session can be dropped; with the text ``said`` if it is high."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, muted = box.adjusted(6.5, 2.5, -6.5, -2.5), self._theme.colour("muted")
        paint_rounded(painter, rect, CORNER - 2, edge=dashed_pen(muted, 1))
        if rect.height() > self._small.height:
            text = self._cache.text(said, self._small, rect.width() - 2 * BETWEEN)
            at = QPointF(rect.center().x() - text.width / 2, rect.center().y() - text.height / 2)
            text.paint(painter, at.x(), at.y(), muted)


class FramesLayer(Layer[DayScene]):
    """Paints the frames of blocks below the tiles, with the free time where ``_shows_free_time`` says so.

    With ``over`` it lies above the tiles and paints only the heads of those frames whose heads cover tiles.
    """

    def __init__(self, plan: PlanView, frames: FramePainter, pale: FramePainter, *, over: bool = False) -> None:
        self._plan, self._frames, self._pale, self._over = plan, frames, pale, over

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the frames in sight, with all that their look depends on."""
        layout, found = scene.layout, list[Part]()
        for frame in layout.frames.all:
            content, box = scene.contents.get(frame.block), frame.box(layout.grid).grown(AROUND)
            look = (frame, content, frame.block in scene.faded_ids, frame.block == scene.block)
            asked = (id(layout.agenda),) if self._shows_free_time(scene, frame.block) else ()
            if content and box.meets(to_box(scene.area)):
                found.append(((*look, *asked), box))
        return found

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        grid = scene.layout.grid
        for frame in scene.layout.frames.all:
            box, content = frame.box(grid), scene.contents.get(frame.block)
            if (self._over and not frame.covers) or content is None:
                continue
            if any(rectangle(box.grown(AROUND)).intersects(rect) for rect in dirty):
                by = self._pale if frame.block in scene.faded_ids else self._frames
                with QPainterStateGuard(painter):
                    if self._over:
                        painter.setClipRect(rectangle(frame.head_box(box)), Qt.ClipOperation.IntersectClip)
                    chosen = frame.block == scene.block and frame.block not in scene.faded_ids
                    by.paint(painter, content, rectangle(box), selected=chosen)
                    if frame.head:
                        by.paint_head(painter, content, rectangle(box), frame.head)
                if not self._over and self._shows_free_time(scene, frame.block):
                    self._paint_free_time(painter, by, scene, frame)

    def _paint_free_time(self, painter: QPainter, by: FramePainter, scene: DayScene, frame: BlockFrame) -> None:
        layout, words = scene.layout, self._plan.presentation.words
        for column, (start, end) in longest_free_times(layout.agenda, frame, layout.grid):
            place = rectangle(layout.grid.box((column, column), start, end))
            place.setTop(max(place.top(), frame.box(layout.grid).y + frame.head))
            by.paint_free_time(painter, words("Drop a session here · {n} min free").format(n=end - start), place)

    def _shows_free_time(self, scene: DayScene, block: str) -> bool:
        """Return whether a frame shows its free time: in a drag of sessions; without a drag, if selected or hovered."""
        if scene.drag:
            return scene.drag.block is None
        return block in (scene.block, scene.hovered)
