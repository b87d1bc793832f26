"""The painter of sessions' tiles: background, words, outline of the selected, buffers, strips and clashes."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen

from planner.layout.grid import Box
from ui.kit.theme.painting import BoundedCache, MeasuredFont, PaintCache, paint_rounded
from ui.kit.theme.theme import Theme
from ui.plan.canvas.tile_content import TileContent
from ui.plan.canvas.tile_ground import BAND, CORNER, TileGround, make_ground
from ui.plan.canvas.tile_words import NARROW, PAD, LoadPhoto, TileWords, TileWordsLayout

GAP = 1.5
LEAST = 8
"""Height in pixels up to which the visible part of a tile has no words, if that is wider than ``READABLE``."""
LARGEST_GROUND = 120_000
"""Area in pixels of the largest background that is cached."""
READABLE = 46
"""Width in pixels up to which a tile's title is written vertically, as too little of it would fit on a line."""
WORDS_WIDTH = 96
"""Width in pixels that a tile's words keep while the tile is scrolled out of sight sideways."""
MOST_TILES = 3000
"""Maximum number of tiles kept laid out, about three times as many as a large screen shows."""


def rectangle(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


class LaidTile(NamedTuple):
    """A tile ready to paint: rectangle, background, the key and place of its cached pixmap, words, and their clip."""

    rect: QRectF
    ground: TileGround
    pixmap: tuple[TileGround, int, int, float]
    at: QPoint
    words: TileWords | None = None
    clip: QRectF | None = None

    @property
    def is_final(self) -> bool:
        """True unless a photo is missing, which may still be loaded."""
        return self.words is None or not self.words.awaited


class TilePainter:
    """Paints tile contents into rectangles, in the colours of a theme."""

    def __init__(self, theme: Theme, cache: PaintCache | None = None, photo: LoadPhoto = lambda *_asked: None) -> None:
        self._theme, self.cache = theme, cache or PaintCache()
        self._layout = TileWordsLayout(theme, self.cache, photo)
        self._laid: BoundedCache[LaidTile] = BoundedCache(MOST_TILES, lambda _laid: 1)
        self._tiny = MeasuredFont(10, QFont.Weight.DemiBold)
        self._buffer_hatch = QBrush(theme.colour("muted"), Qt.BrushStyle.BDiagPattern)

    def dimmed(self) -> TilePainter:
        """Return a painter for tiles that are moved or filtered out: in pale colours and without photos."""
        return TilePainter(self._theme.dimmed())

    def paint(
        self, painter: QPainter, content: TileContent, box: QRectF, *, selected: bool, corner: QPointF | None = None
    ) -> None:
        """Paint one tile.

        Its words are kept right of and below ``corner``, as the rest of the tile is covered or scrolled out of sight.
        """
        laid = self.laid_tile(content, box, painter.device().devicePixelRatioF(), corner=corner)
        self.paint_laid(painter, laid, selected=selected)

    def laid_tile(
        self, content: TileContent, box: QRectF, ratio: float, *, corner: QPointF | None = None, words: bool = True
    ) -> LaidTile:
        """Return a tile laid out as ``paint`` paints it.

        ``ratio`` is the screen's number of device pixels per pixel.
        """
        spot = (corner.x(), corner.y()) if corner else None
        key = (content, box.getRect(), spot, ratio, words)
        if (laid := self._laid.get(key)) is None:
            laid = self._lay_out(content, box, corner, ratio, words=words)
            if laid.is_final:
                self._laid.add(key, laid)
        return laid

    def _lay_out(
        self, content: TileContent, box: QRectF, corner: QPointF | None, ratio: float, *, words: bool
    ) -> LaidTile:
        gap = min(GAP, box.height() / 12)  # so that a low tile has space for its title
        beside = min(GAP + 1, box.width() / 6)  # and a narrow one is still visible
        rect = shown = box.adjusted(beside, gap, -beside, -gap)
        laid = _wordless_tile(content, rect, ratio)
        if corner and (corner.x() > rect.x() or corner.y() > rect.y()):
            shown = rect.intersected(QRectF(corner, rect.bottomRight()))
        if words and shown.width() <= READABLE:
            laid = laid._replace(words=self._layout.lay_out_narrow_tile(content, shown))
        elif words and shown.height() > LEAST:
            texts, inside = self._layout.lay_out_tile(content, shown, rect, ratio), shown.adjusted(0, 0, 0, gap)
            tight = shown.width() < NARROW or shown.height() < self._layout.two_lines
            laid = laid._replace(words=texts, clip=inside if tight and not texts.fits_unclipped(inside) else None)
        return laid

    def paint_laid(self, painter: QPainter, laid: LaidTile, *, selected: bool) -> None:
        """Paint a tile that is already laid out."""
        if pixmap := self.cache.pixmaps.get(laid.pixmap):
            painter.drawPixmap(laid.at, pixmap)
        else:
            self.cache.paint(painter, laid.ground, laid.rect, self._paint_ground, 0, 0, LARGEST_GROUND)
        if laid.clip:
            painter.save()
            painter.setClipRect(laid.clip)
        if laid.words:
            laid.words.paint(painter)
        if laid.clip:
            painter.restore()
        if selected:
            around = QRectF(laid.rect.toRect()).adjusted(-1, -1, 1, 1)  # beside the ground, to the pixel
            paint_rounded(painter, around, CORNER + 1, edge=QPen(self._theme.colour("accent"), 2))

    def paint_buffer(self, painter: QPainter, words: str, box: QRectF) -> None:
        """Paint the set-up or clearing time before or after a session, with its label if there is room."""
        rect = box.adjusted(GAP + 1 + BAND, 0, -GAP - 1, 0)
        painter.fillRect(rect, self._buffer_hatch)
        line = self._tiny.height
        if rect.width() > READABLE and rect.height() >= line:
            text = self.cache.text(words, self._tiny, int(rect.width() - 2 * PAD))
            spot = QRectF(rect.x() + PAD - 4, rect.y() + (rect.height() - line) / 2, text.width + 8, line)
            painter.fillRect(spot, self._theme.colour("background"))
            text.paint(painter, spot.x() + 4, spot.y(), self._theme.colour("muted"))

    def paint_shadow(self, painter: QPainter, box: QRectF) -> None:
        """Paint the shadow below a tile that is being dragged."""
        self.cache.paint(painter, "shadow", box, self._draw_shadow)

    def _draw_shadow(self, _name: str, painter: QPainter, box: QRectF) -> None:
        token = "ink" if self._theme.name == "light" else "background"
        for spread, alpha in ((4, 12), (2, 20)):  # words beside it stay readable
            around = box.adjusted(-spread, -spread + 3, spread, spread + 3)
            paint_rounded(painter, around, 10, fill=self._theme.translucent(token, alpha))

    def paint_clash(self, painter: QPainter, box: QRectF) -> None:
        """Highlight the tile of a session that a drop would bring into conflict."""
        self.cache.paint(painter, "clash", box, self._draw_clash)

    def _draw_clash(self, _name: str, painter: QPainter, box: QRectF) -> None:
        edge, tint = QPen(self._theme.colour("problem"), 2), self._theme.translucent("problem", 40)
        paint_rounded(painter, box.adjusted(3, 2, -3, -2), 6, fill=tint, edge=edge)

    def paint_strip(self, painter: QPainter, content: TileContent, box: QRectF, others: int, *, selected: bool) -> None:
        """Paint a tile that is too low for words as a strip, with its title if the strip is wide enough.

        Where there is room, it also has the number of such tiles right after it that share it, or else the tile's time.
        """
        rect, words = box.adjusted(GAP + 1, 0, -GAP - 1, 0), None
        if rect.width() > READABLE:
            words = self._layout.lay_out_strip(content, rect, f"+{others}" if others else content.time)
        laid = _wordless_tile(content, rect, painter.device().devicePixelRatioF())
        self.paint_laid(painter, laid._replace(words=words), selected=selected)

    def _paint_ground(self, ground: TileGround, painter: QPainter, rect: QRectF) -> None:
        ground.paint(painter, rect, self._theme)


def _wordless_tile(content: TileContent, rect: QRectF, ratio: float) -> LaidTile:
    """Return a tile laid out with its background only; ``ratio`` is the screen's number of device pixels per pixel."""
    ground, place = make_ground(content), rect.toRect()
    return LaidTile(rect, ground, (ground, place.width(), place.height(), ratio), place.topLeft())
