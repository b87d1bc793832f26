"""The layers of a day: grid, blocked times, insertion point, band, current time, a hint, blocks and their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterStateGuard, QPen

from planner.domain.span import clock
from planner.layout.day_layout import AROUND, BlockedTime, DayLayout, ReasonText, reason_boxes, text_room
from planner.layout.day_layout import dirty as changed_boxes
from planner.layout.grid import Block, Box, ClashGroup, Grid
from ui.features.timeline.day_scene import DayScene
from ui.features.timeline.session_matcher import SessionMatcher
from ui.kit.theme.painting import MeasuredFont, hatch_brush, paint_rounded, text_font, write
from ui.kit.widgets.plain_widgets import first_few
from ui.state.canvas.painters import CORNER, BlockPainter, HoursPainter, rectangle
from ui.state.canvas.scene import Layer, Part, box_of
from ui.state.document import Document

NEAR = 24
"""Pixels above and below the insertion point's line that its label and ends may use."""
SOFT = 30
"""Opacity of the band, of 255."""


class GroundLayer(Layer[DayScene]):
    """Paints the background. It is what tells that all must be painted anew, as it covers all."""

    def __init__(self, document: Document) -> None:
        self._theme = document.presentation.theme
        self._hours = HoursPainter(self._theme)

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the hours, and a line for each edge of a column."""
        grid = scene.layout.grid
        for rect in dirty:
            painter.fillRect(rect, self._theme.colour("background"))
            self._hours.paint(painter, grid, rect)
            columns = range(grid.column(rect.left()), grid.column(rect.right()) + 2)
            edges = [round(column * grid.column_width) for column in columns]
            painter.drawLines([QLineF(x, rect.top(), x, rect.bottom()) for x in edges])

    def dirty(self, before: DayScene, now: DayScene) -> Iterable[Box]:
        """Yield all that is in sight if the grid has changed or all blocks are painted otherwise."""
        found = changed_boxes(before.layout, now.layout)
        return found if found is not None and before.session_filter is now.session_filter else [box_of(now.area)]


class BusyLayer(Layer[DayScene]):
    """Hatches the times at which people of the dragged sessions are busy in others, across all columns."""

    def __init__(self, document: Document) -> None:
        self._hatch = hatch_brush(document.presentation.theme.colour("shade"))

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the times."""
        grid, busy = scene.layout.grid, scene.drag.grab.busy if scene.drag else ()
        return [("", Box(0, grid.y(start), grid.width, (end - start) * grid.scale)) for start, end in busy]

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the hatching."""
        for _look, box in self.parts(scene):
            for rect in dirty:
                painter.fillRect(QRectF(*box).intersected(rect), self._hatch)


class InsertionLayer(Layer[DayScene]):
    """Paints the insertion point: a line across its column, with the time on it."""

    def __init__(self, document: Document) -> None:
        self._theme, self._font = document.presentation.theme, text_font(11)

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the insertion point, if there is one on this day."""
        grid, at = scene.layout.grid, scene.insertion
        if at is None or at.span.day != grid.day:
            return ()
        column, *_others = grid.columns_of(at.rooms) or (0,)
        top = grid.y(at.span.start) - NEAR
        return [(clock(at.span.start), Box(column * grid.column_width, top, grid.column_width, 2 * NEAR))]

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the line and the time."""
        for time, box in self.parts(scene):
            y = box.y + NEAR
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawLine(QPointF(box.x + 3, y), QPointF(box.right - 3, y))
            label = QRectF(box.x + 3, y - 17, 40, 16)
            paint_rounded(painter, label, 3, fill=self._theme.colour("accent"))
            write(painter, self._font, self._theme.colour("on_accent"), label, str(time))


class BandLayer(Layer[DayScene]):
    """Paints the band that is drawn around blocks to select them."""

    def __init__(self, document: Document) -> None:
        self._theme = document.presentation.theme

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the band, if there is one."""
        return [("", box_of(scene.band).grown(1))] if scene.band else ()

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint its edge and a tint."""
        if scene.band:
            painter.setPen(self._theme.colour("accent"))
            painter.setBrush(self._theme.tint("accent", SOFT))
            painter.drawRect(scene.band)


class NowLayer(Layer[DayScene]):
    """Paints the line at the current time across all that is in sight, sharp on a row of pixels."""

    def __init__(self, document: Document) -> None:
        self._theme = document.presentation.theme

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the line, if the time is on this day."""
        if scene.now is None:
            return ()
        return [("", Box(scene.area.x(), scene.layout.grid.y(scene.now) - 3, scene.area.width(), 6))]

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the line."""
        if scene.now is not None:
            y = round(scene.layout.grid.y(scene.now) - scene.area.y()) + scene.area.y()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(self._theme.colour("accent"), 1.5))
            painter.drawLine(QPointF(scene.area.left(), y), QPointF(scene.area.right(), y))


class EmptyLayer(Layer[DayScene]):
    """Paints a hint in the middle of what is in sight of an empty day, unless something is dragged."""

    def __init__(self, document: Document) -> None:
        self._hours = HoursPainter(document.presentation.theme)
        self._hint = document.presentation.words("Drag a session here, or select one in “Not placed” and press M")

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the hint, if it is shown."""
        return [("", box_of(scene.area))] if not scene.layout.spots and scene.drag is None else ()

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the hint."""
        if self.parts(scene):
            self._hours.paint_hint(painter, self._hint, scene.area)


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
        background, ink = self._theme.colour("background"), self._theme.colour("muted")
        columns = {n for rect in dirty for n in range(grid.column(rect.left()), grid.column(rect.right()) + 1)}
        for box, text in (found for column in columns for found in laid.texts.get(column, ())):
            spot = rectangle(box)
            if any(spot.intersects(rect) for rect in dirty):
                paint_rounded(painter, spot, 3, fill=background)
                at = QPointF(spot.left() + AROUND, spot.top() + self._style.ascent)
                write(painter, self._style.font, ink, at, text)
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


MARK_PAD = 3
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
        ink = self._document.presentation.theme.colour("problem")
        sizes = [(words, style, style.metrics.horizontalAdvance(words)) for words in wordings for style in self._styles]
        for words, style, width in sizes:
            if width + 2 * MARK_PAD <= rect.width() and style.height <= rect.height():
                write(painter, style.font, ink, QRectF(rect.left(), rect.top() + 1, rect.width(), style.height), words)
                return
        for words, style, width in sizes[len(SIZES) - 1 :: len(SIZES)]:
            across = style.metrics.capHeight()
            if width + 2 * MARK_PAD <= rect.height() and across + 2 <= rect.width():
                with QPainterStateGuard(painter):
                    painter.translate(rect.center().x(), rect.top() + MARK_PAD + width)
                    painter.rotate(-90)
                    write(painter, style.font, ink, QPointF(0, across / 2), words)
                return


def mark_tooltip(document: Document, mark: ClashGroup) -> str:
    """Return the tooltip of a mark: the number of conflicts and the first few titles."""
    sessions = document.agenda.sessions
    titles = [sessions[name].title for name in mark.sessions if name in sessions]
    return "\n".join([_count(document, mark), *first_few(document.presentation.words, titles)])


def _count(document: Document, mark: ClashGroup) -> str:
    return document.presentation.words.plural("{n} clashes", "{n} clash", len(mark.blocks))


FADED, DIM = 0.45, 0.62
"""Opacity of a block that a drop would move, and of one that does not match the search, whose title stays readable."""
FOLDED = 1.5
"""Widths of a column from which a block's words follow its visible part sideways."""


class BlocksLayer(Layer[DayScene]):
    """Paints the blocks by time, the selected ones last, so that their outline is whole."""

    def __init__(self, document: Document, blocks: BlockPainter, matcher: SessionMatcher) -> None:
        self._blocks, self._matcher, self._marks = blocks, matcher, ClashMarks(document)
        self._rects: tuple[DayLayout | None, dict[int, QRectF]] = (None, {})
        """The rectangles of the blocks of a layout, made when they are first painted."""

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint buffers, blocks and marks."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout, chosen = scene.layout, frozenset(scene.selected)
        if self._rects[0] is not layout:
            self._rects = (layout, {})
        found = {n for rect in dirty for n in layout.painted_in(box_of(rect))}
        shown, marks = sorted(found), dict[Block, ClashGroup]()
        if layout.marks:
            marks = {mark.blocks[0]: mark for n in shown if (mark := layout.marks.get(layout.blocks[n]))}
            shown = [n for n in shown if layout.blocks[n] not in layout.marks]
        if layout.buffer_height:
            self._paint_buffers(painter, scene, [layout.blocks[n] for n in shown])
        blocks, rects, dims = layout.blocks, self._rects[1], bool(scene.session_filter)
        for n in sorted(shown, key=lambda n: blocks[n].session in chosen) if chosen else shown:
            name, box = blocks[n].session, rects.get(n)
            if box is None:
                box = rects[n] = rectangle(layout.boxes[n])
            if dims:
                painter.setOpacity(1 if self._matcher.fits(name) else DIM)
            self._paint_block(painter, scene, name, box, selected=name in chosen)
        for mark in sorted(marks.values(), key=lambda mark: not chosen.isdisjoint(mark.sessions)):
            self._paint_mark(painter, scene, mark, selected=not chosen.isdisjoint(mark.sessions))
        painter.setOpacity(1)

    def _paint_buffers(self, painter: QPainter, scene: DayScene, shown: Iterable[Block]) -> None:
        for block in shown:
            if block.setup or block.teardown:
                painter.setOpacity(1 if self._matcher.fits(block.session) else DIM)
                words = scene.contents[block.session].buffers
                for box, said in zip(block.buffers(scene.layout.grid), words, strict=True):
                    if box:
                        self._blocks.paint_buffer(painter, said, rectangle(box))

    def _paint_block(self, painter: QPainter, scene: DayScene, name: str, box: QRectF, *, selected: bool) -> None:
        faded = name in scene.faded
        self._blocks.paint(
            painter, scene.contents[name], box, selected=selected and not faded, opacity=FADED if faded else 1,
            corner=_corner(scene, box),
        )  # fmt: skip
        if name in scene.clashing:
            self._blocks.paint_clash(painter, box)

    def _paint_mark(self, painter: QPainter, scene: DayScene, mark: ClashGroup, *, selected: bool) -> None:
        painter.setOpacity(1 if any(map(self._matcher.fits, mark.sessions)) else DIM)
        if scene.faded.issuperset(mark.sessions):
            painter.setOpacity(FADED)
        box = rectangle(scene.layout.spots[mark.blocks[0]].box)
        self._marks.paint(painter, mark, box, selected=selected, corner=_corner(scene, box))
        if not scene.clashing.isdisjoint(mark.sessions):
            self._blocks.paint_clash(painter, box)

    def dirty(self, before: DayScene, now: DayScene) -> Iterator[Box]:
        """Yield the blocks that are painted otherwise; those that come, go or move are the ground's."""
        old, new, changed = before.contents, now.contents, set[str]()
        if old is not new:
            changed = {name for name in new if name in old and new[name] is not old[name] and new[name] != old[name]}
        if before.selected is not now.selected:
            changed |= set(before.selected) ^ set(now.selected)
        if before.drag is not now.drag:
            changed |= (before.faded ^ now.faded) | (before.clashing ^ now.clashing)
        if changed:
            yield from now.layout.painted_of(changed)
        if before.area != now.area:
            yield from _cut(before, now)


def _corner(scene: DayScene, box: QRectF) -> QPointF | None:
    """Return the corner where a block's text begins if it is cut off at the top or left; None if it is not."""
    left, top = scene.area.x(), scene.area.y()
    if box.y() >= top and box.x() >= left:
        return None
    x = left if box.x() < left and box.width() > FOLDED * scene.layout.grid.column_width else box.x()
    return QPointF(x, top) if x == left or box.y() < top else None


def _cut(before: DayScene, now: DayScene) -> Iterator[Box]:
    """Yield the blocks that are cut off at the top or left before or after scrolling, as their words stay in sight."""
    layout = now.layout
    if before.area.y() != now.area.y():
        for top in (before.area.y(), now.area.y()):
            yield from (box for n in layout.between(top, top) if (box := layout.boxes[n]).y < top < box.bottom)
    if before.area.x() != now.area.x():
        left, wide = max(before.area.x(), now.area.x()), FOLDED * layout.grid.column_width
        for n in layout.between(now.area.y(), now.area.y() + now.area.height()):
            if layout.boxes[n].width > wide and layout.boxes[n].x < left:
                yield layout.boxes[n]
