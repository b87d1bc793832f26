"""The layers of a day's tiles: tiles, strips, buffers and clash marks, and tiles that are moving."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPainterStateGuard, QPen

from planner.layout.day_layout import DayLayout
from planner.layout.grid import Box, ClashGroup, Tile
from planner.layout.strips import STRIP, PlacedBox
from ui.kit.theme.painting import MeasuredFont, paint_plain_text, paint_rounded
from ui.kit.theme.theme import Theme
from ui.kit.widgets.plain_widgets import first_lines_and_count
from ui.plan.canvas.painters import WORDS_WIDTH, LaidTile, TilePainter, rectangle
from ui.plan.canvas.scene import Layer, Part, to_box
from ui.plan.canvas.tile_content import TileContent
from ui.plan.canvas.tile_ground import CORNER
from ui.plan.day.day_scene import DayScene
from ui.plan.day.session_matcher import SessionMatcher
from ui.state.plan_view import PlanView

MARK_PAD = 3
"""Pixels on each side of a mark's text."""
SHADOW = 10
"""Pixels around a tile that its shadow may cover."""
SIZES = (12, 10, 9)
"""Font sizes in pixels that are tried for a mark's text, the largest first."""


class ClashMarks:
    """Paints the marks that stand for several clashing sessions."""

    def __init__(self, plan: PlanView) -> None:
        self._plan = plan
        self._styles = [MeasuredFont(size, QFont.Weight.DemiBold) for size in SIZES]

    def paint(
        self, painter: QPainter, theme: Theme, fold: ClashGroup, box: QRectF, *, selected: bool,
        corner: QPointF | None = None,
    ) -> None:  # fmt: skip
        """Paint a clash mark; its count is right of and below ``corner``, as the rest is scrolled out of sight."""
        beside = min(2.5, box.width() / 6)
        rect = box.adjusted(beside, 1, -beside, -1)
        corner_radius, edge = min(CORNER, rect.width() / 4, rect.height() / 4), QPen(theme.colour("problem"), 1.5)
        paint_rounded(painter, rect, corner_radius, fill=theme.colour("problem_soft"), edge=edge)
        shown = rect.intersected(QRectF(corner, rect.bottomRight())) if corner else rect
        n = len(fold.tiles)
        wordings = (_clash_count(self._plan, fold), str(n)) if fold.places == 1 else (f"+{n}",)
        self._paint_words(painter, theme.colour("problem"), shown, wordings)
        if selected:
            paint_rounded(painter, rect.adjusted(-1, -1, 1, 1), CORNER, edge=QPen(theme.colour("accent"), 2))

    def _paint_words(self, painter: QPainter, ink: QColor, rect: QRectF, wordings: Sequence[str]) -> None:
        """Paint the first wording that fits horizontally, in the largest font that fits; else the first vertical one.

        Vertical words have the smallest font. If no wording fits, nothing is painted.
        """
        sizes = [(words, style, style.metrics.horizontalAdvance(words)) for words in wordings for style in self._styles]
        for words, style, width in sizes:
            if width + 2 * MARK_PAD <= rect.width() and style.height <= rect.height():
                paint_plain_text(
                    painter, style.font, ink, QRectF(rect.left(), rect.top() + 1, rect.width(), style.height), words
                )
                return
        for words, style, width in sizes[len(SIZES) - 1 :: len(SIZES)]:
            across = style.metrics.capHeight()
            if width + 2 * MARK_PAD <= rect.height() and across + 2 <= rect.width():
                with QPainterStateGuard(painter):
                    painter.translate(rect.center().x(), rect.top() + MARK_PAD + width)
                    painter.rotate(-90)
                    paint_plain_text(painter, style.font, ink, QPointF(0, across / 2), words)
                return


def clash_mark_lines(plan: PlanView, mark: ClashGroup) -> list[str]:
    """Return the lines of a clash mark's tip: how many sessions clash, and the first few of their titles."""
    sessions = plan.agenda.sessions
    titles = [sessions[name].title for name in mark.sessions if name in sessions]
    return [_clash_count(plan, mark), *first_lines_and_count(plan.presentation.words, titles)]


def _clash_count(plan: PlanView, mark: ClashGroup) -> str:
    return plan.presentation.words.plural("{n} clashes", "{n} clash", len(mark.tiles))


class KeptTile(NamedTuple):
    """A tile as it was last painted whole: its content, painter and layout of words."""

    content: TileContent
    painter: TilePainter
    laid: LaidTile


class TilesLayer(Layer[DayScene]):
    """Paints the tiles by time, with the selected ones last so that their outlines are not covered."""

    def __init__(self, plan: PlanView, tiles: TilePainter, matcher: SessionMatcher) -> None:
        self._tiles, self._matcher, self._marks = tiles, matcher, ClashMarks(plan)
        self._dimmed, self._theme = tiles.dimmed(), plan.presentation.theme
        self._pale = self._theme.dimmed()
        self._kept: tuple[DayLayout | None, float, dict[int, KeptTile]] = (None, 0, {})
        """A layout, device pixels per pixel, and the tiles as they were last painted for both, by their numbers."""

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint buffers, tiles, strips and clash marks."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout, chosen = scene.layout, frozenset(scene.selected)
        found = {n for rect in dirty for n in layout.painted_tile_indices(to_box(rect))}
        shown, marks = sorted(found), dict[Tile, ClashGroup]()
        if layout.marks:
            marks = {mark.tiles[0]: mark for n in shown if (mark := layout.marks.get(layout.tiles[n]))}
            shown = [n for n in shown if layout.tiles[n] not in layout.marks]
        if scene.motion:
            shown = [n for n in shown if layout.tiles[n] not in scene.motion.origins]
        if layout.max_buffer_height:
            self._paint_buffers(painter, scene, [layout.tiles[n] for n in shown])
        tiles = layout.tiles
        order = sorted(shown, key=lambda n: tiles[n].session in chosen) if chosen else shown
        self._paint_tiles(painter, scene, order, chosen)
        for n in shown if layout.tiles_with_strip else ():
            if (spot := layout.spots[tiles[n]]).others is not None:
                self._paint_strip(painter, scene, tiles[n], spot, selected=tiles[n].session in chosen)
        for mark in sorted(marks.values(), key=lambda mark: not chosen.isdisjoint(mark.sessions)):
            self._paint_mark(painter, scene, mark, selected=not chosen.isdisjoint(mark.sessions))

    def _tile_painter(self, scene: DayScene, name: str) -> TilePainter:
        """Return the painter of a session's tile: the pale one if it is faded or does not match search and filter."""
        return self._tiles if name not in scene.faded_ids and self._matcher.fits(name) else self._dimmed

    def _paint_buffers(self, painter: QPainter, scene: DayScene, shown: Iterable[Tile]) -> None:
        for tile in shown:
            if tile.setup or tile.teardown:
                tiles = self._tile_painter(scene, tile.session)
                words = scene.contents[tile.session].buffers
                for box, said in zip(tile.buffers(scene.layout.grid), words, strict=True):
                    if box:
                        tiles.paint_buffer(painter, said, rectangle(box))

    def _paint_tiles(self, painter: QPainter, scene: DayScene, order: Iterable[int], chosen: Collection[str]) -> None:
        """Paint the tiles with these numbers in the layout, except those shown as strips."""
        layout, contents, ratio = scene.layout, scene.contents, painter.device().devicePixelRatioF()
        if self._kept[0] is not layout or self._kept[1] != ratio:
            self._kept = (layout, ratio, {})
        kept, faded, clashing, places = self._kept[2], scene.faded_ids, scene.clashing, layout.places
        left, top, every = scene.area.x(), scene.area.y(), not (scene.session_filter or faded)
        for n in order:
            spot, name = places[n], layout.tiles[n].session
            if spot.others is not None:
                continue
            content, by, found = contents[name], self._tiles if every else self._tile_painter(scene, name), kept.get(n)
            whole = spot.box.x >= left and spot.box.y >= top
            if whole and found and found.content is content and found.painter is by:
                laid = found.laid
            else:
                laid = self._lay_out_tile(scene, _tile_content(scene, layout.tiles[n]), by, spot, ratio)
                if whole and laid.is_final:
                    kept[n] = KeptTile(content, by, laid)
            by.paint_laid(painter, laid, selected=name in chosen and name not in faded)
            if name in clashing:
                self._tiles.paint_clash(painter, rectangle(spot.box))

    def paint_moving_tile(self, painter: QPainter, scene: DayScene, tile: Tile, rect: QRectF) -> None:
        """Paint a moving tile in a rectangle other than its own, with unchanged words unless the size differs."""
        content, by = _tile_content(scene, tile), self._tile_painter(scene, tile.session)
        place = rectangle(scene.layout.spots[tile].box)
        with QPainterStateGuard(painter):
            if rect.size() == place.size():  # by whole pixels, as its words are laid out for its own place
                painter.translate((rect.topLeft() - place.topLeft()).toPoint())
                rect = place
            by.paint(painter, content, rect, selected=tile.session in scene.selected)

    def shows_all_texts(self, scene: DayScene, tile: Tile, ratio: float) -> bool:
        """Return whether a tile shows all its texts unshortened, at ``ratio`` device pixels per pixel."""
        spot, content = scene.layout.spots[tile], _tile_content(scene, tile)
        words = self._lay_out_tile(scene, content, self._tiles, spot, ratio).words if spot.others is None else None
        return words is not None and words.shows_all(content)

    def _lay_out_tile(
        self, scene: DayScene, content: TileContent, by: TilePainter, spot: PlacedBox, ratio: float
    ) -> LaidTile:
        box = rectangle(spot.box)
        corner = _words_corner(scene, box)
        if spot.covered:
            shown = QPointF(box.x(), box.y() + spot.covered)
            corner = QPointF(max(corner.x(), shown.x()), max(corner.y(), shown.y())) if corner else shown
        return by.laid_tile(content, box, ratio, corner=corner, words=box.height() >= STRIP)

    def _paint_strip(self, painter: QPainter, scene: DayScene, tile: Tile, spot: PlacedBox, *, selected: bool) -> None:
        name, box, content = tile.session, rectangle(spot.strip), _tile_content(scene, tile)
        chosen = selected and name not in scene.faded_ids
        self._tile_painter(scene, name).paint_strip(painter, content, box, spot.others or 0, selected=chosen)
        if name in scene.clashing:
            self._tiles.paint_clash(painter, box)

    def _paint_mark(self, painter: QPainter, scene: DayScene, mark: ClashGroup, *, selected: bool) -> None:
        meant = any(self._tile_painter(scene, name) is self._tiles for name in mark.sessions)
        box, theme = rectangle(scene.layout.spots[mark.tiles[0]].box), self._theme if meant else self._pale
        self._marks.paint(painter, theme, mark, box, selected=selected, corner=_words_corner(scene, box))
        if not scene.clashing.isdisjoint(mark.sessions):
            self._tiles.paint_clash(painter, box)

    def dirty(self, before: DayScene, now: DayScene) -> Iterator[Box]:
        """Yield the areas of tiles that look different, or whose words move by scrolling.

        ``GroundLayer`` returns those of tiles that come, go or move.
        """
        old, new, changed = before.contents, now.contents, set[str]()
        if old is not new:
            changed = {name for name in new if name in old and new[name] is not old[name] and new[name] != old[name]}
        if before.selected is not now.selected:
            changed |= set(before.selected) ^ set(now.selected)
        if before.drag is not now.drag:
            changed |= (before.faded_ids ^ now.faded_ids) | (before.clashing ^ now.clashing)
        if changed:
            yield from now.layout.painted_areas(changed)
        if before.area != now.area:
            yield from _cut_off_boxes(before, now)


def _tile_content(scene: DayScene, tile: Tile) -> TileContent:
    """Return the content of a tile, limited to the rooms that it covers."""
    first, last = tile.columns
    content: TileContent = scene.contents[tile.session]
    return content.limited_to_rooms(scene.layout.grid.rooms[first : last + 1])


def _words_corner(scene: DayScene, box: QRectF) -> QPointF | None:
    """Return the point where a tile's words begin if scrolling has moved them within the tile; None if it has not."""
    left, top = scene.area.x(), scene.area.y()
    if box.y() >= top and box.x() >= left:
        return None
    x = max(box.x(), min(left, box.right() - WORDS_WIDTH))
    return QPointF(x, max(box.y(), top)) if x > box.x() or box.y() < top else None


def _cut_off_boxes(before: DayScene, now: DayScene) -> Iterator[Box]:
    """Yield the boxes of tiles whose words move, as their top or left is out of sight before or after scrolling."""
    layout = now.layout
    if before.area.y() != now.area.y():
        for top in (before.area.y(), now.area.y()):
            yield from (
                box for n in layout.tile_indices_between(top, top) if (box := layout.boxes[n]).y < top < box.bottom
            )
    if before.area.x() != now.area.x():
        first, last = sorted((before.area.x(), now.area.x()))
        for n in layout.tile_indices_between(now.area.y(), now.area.y() + now.area.height()):
            if (box := layout.boxes[n]).x < last and box.right > first and box.width > WORDS_WIDTH:
                yield box


class MotionLayer(Layer[DayScene]):
    """Paints the moving tiles, above all others."""

    def __init__(self, tiles: TilesLayer, painter: TilePainter) -> None:
        self._tiles, self._painter = tiles, painter

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the areas where the moving tiles are drawn now, and where they will end."""
        if (motion := scene.motion) is None:
            return ()
        drawn = [(motion.share, motion.box(tile).grown(SHADOW)) for tile in motion.origins]
        return [*drawn, *(("", scene.layout.spots[tile].painted) for tile in motion.origins)]

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the moving tiles; the shadow of those just dropped fades."""
        if (motion := scene.motion) is None:
            return
        for tile in motion.origins:
            box = rectangle(motion.box(tile))
            if tile.session in motion.dropped:
                painter.setOpacity(1 - motion.share)
                self._painter.paint_shadow(painter, box)
                painter.setOpacity(1)
            self._tiles.paint_moving_tile(painter, scene, tile, box)
