"""Fonts, shapes (pin, hatching, dashes) and laid-out texts for painting, and caches for what is slow to make."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from operator import is_
from typing import Any, Generic, TypeVar, TypeVarTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QIcon,
    QPainter,
    QPainterStateGuard,
    QPen,
    QPixmap,
    QStaticText,
    QTextLayout,
    QTextOption,
)

PIN = 12
"""Width and height in pixels of the pin on a pinned session."""
SWATCH, AFTER_SWATCH = 10, 6
"""Width and height in pixels of the colour swatch before a track's name, and the gap after it."""
SHARPEST = 3
"""Device pixels per logical pixel of icons; Qt scales them down on screens that have fewer."""


def text_font(size: int, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False) -> QFont:
    """Return the window's font at a size in pixels; ``tabular`` gives all figures the same width."""
    font = QFont("Inter")
    font.setPixelSize(size)
    font.setWeight(weight)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def paint_rounded(
    painter: QPainter, rect: QRectF, corner: float, *, fill: QColor | QBrush | None = None,
    edge: QColor | QPen | None = None,
) -> None:  # fmt: skip
    """Paint a rectangle with rounded corners; a fill or an edge that is None is left out."""
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else edge)
    painter.drawRoundedRect(rect, corner, corner)


def paint_card(
    painter: QPainter, rect: QRectF, corner: float, *, fill: QColor, band: tuple[QColor, float] | None = None,
    edge: QPen | QColor | None = None,
) -> None:  # fmt: skip
    """Paint a rectangle with rounded corners: background and, unless None, an edge inside it and a band at the left.

    ``band`` is the band's colour and its width in pixels.
    """
    paint_rounded(painter, rect, corner, fill=fill)
    if edge is not None:
        pen = QPen(edge)
        inset = pen.widthF() / 2
        paint_rounded(painter, rect.adjusted(inset, inset, -inset, -inset), max(0, corner - inset), edge=pen)
    if band:
        colour, width = band
        with QPainterStateGuard(painter):
            painter.setClipRect(QRectF(rect.x(), rect.y(), width, rect.height()), Qt.ClipOperation.IntersectClip)
            paint_rounded(painter, rect, corner, fill=colour)


def paint_drag_dots(painter: QPainter, left: float, middle: float, colour: QColor) -> None:
    """Paint the six dots of a drag handle, 6 pixels wide, around the height ``middle``."""
    for n in range(6):
        dot = QPointF(left + 1.25 + n % 2 * 4, middle + (n // 2 - 1) * 4)
        paint_rounded(painter, QRectF(dot - QPointF(1, 1), dot + QPointF(1, 1)), 1, fill=colour)


def paint_swatch(painter: QPainter, left: float, middle: float, colour: QColor) -> float:
    """Paint the colour swatch of a track around the height ``middle``, and return the x coordinate of its name."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_rounded(painter, QRectF(left, middle - SWATCH / 2, SWATCH, SWATCH), 2, fill=colour)
    return left + SWATCH + AFTER_SWATCH


def swatch_icon(colour: QColor, side: int = SWATCH) -> QIcon:
    """Return the colour swatch of a track in the middle of an icon ``side`` pixels wide."""
    return painted_icon(side, lambda painter: paint_swatch(painter, (side - SWATCH) / 2, side / 2, colour))


def painted_icon(side: int, paint: Callable[[QPainter], object]) -> QIcon:
    """Return an icon ``side`` pixels wide and high, which looks the same when selected or disabled."""
    pixmap, found = QPixmap(side * SHARPEST, side * SHARPEST), QIcon()
    pixmap.setDevicePixelRatio(SHARPEST)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        paint(painter)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled, QIcon.Mode.Selected):
        found.addPixmap(pixmap, mode)
    return found


def paint_plain_text(
    painter: QPainter, font: QFont, colour: QColor, at: QPointF | QRectF, text: str,
    how: int = Qt.AlignmentFlag.AlignCenter,
) -> None:  # fmt: skip
    """Write a text: from a point on its baseline, or in a box with Qt's alignment and text flags ``how``."""
    painter.setFont(font)
    painter.setPen(colour)
    if isinstance(at, QPointF):
        painter.drawText(at, text)
    else:
        painter.drawText(at, how, text)


def dashed_pen(colour: QColor, width: float) -> QPen:
    """Return a pen for dashed outlines."""
    return QPen(colour, width, Qt.PenStyle.DashLine)


def hatch_brush(colour: QColor, *, rising: bool = True) -> QBrush:
    """Return a brush of diagonal stripes, rising or falling to the right."""
    tile = QPixmap(24, 24)
    tile.fill(Qt.GlobalColor.transparent)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for offset in (-24, 0, 24):
            left, right = (30, -6) if rising else (-6, 30)
            painter.drawLine(QPointF(offset - 6, left), QPointF(offset + 30, right))
    return QBrush(tile)


def paint_pin(painter: QPainter, x: float, y: float, colour: QColor) -> None:
    """Paint the pin of a pinned session, ``PIN`` pixels wide and high."""
    with QPainterStateGuard(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(x, y)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(2.5, 0.5, 7, 1.8), 0.9, 0.9)
        painter.drawPolygon([QPointF(*at) for at in ((4, 2), (8, 2), (8, 5), (10.5, 7.8), (1.5, 7.8), (4, 5))])
        painter.drawRoundedRect(QRectF(5.4, 7.5, 1.2, 4.2), 0.6, 0.6)


class MeasuredFont:
    """A font with its metrics in pixels; it equals only itself, so that it is a fast dictionary key."""

    def __init__(self, size: int, weight: QFont.Weight = QFont.Weight.Normal, *, struck: bool = False) -> None:
        self.font = text_font(size, weight)
        self.font.setStrikeOut(struck)
        self.metrics = QFontMetricsF(self.font)
        self.height, self.ascent, self.spacing = (
            self.metrics.height(), self.metrics.ascent(), self.metrics.lineSpacing(),
        )  # fmt: skip


def break_in_two(text: str, font: QFont, metrics: QFontMetrics, width: int) -> tuple[str, ...]:
    """Return a text as one line, or as two if it is wider than ``width`` pixels, the second elided if need be.

    A first word that is too long by itself is not broken: it is the whole first line, elided if no other follows.
    """
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    end = first.textLength()
    if end == len(text):
        return (metrics.elidedText(text, Qt.TextElideMode.ElideRight, width),)
    return text[:end], metrics.elidedText(text[end:], Qt.TextElideMode.ElideRight, width)


class LaidText:
    """A text laid out once: wrapped to ``limit`` pixels, or on one line if that is None.

    ``width`` and ``height`` are its size in pixels; ``natural`` is the width of the whole text on one line. It is
    ``broken`` if a word is longer than a line and had to be split.
    """

    __slots__ = ("_static", "broken", "height", "natural", "shown", "style", "width")

    def __init__(self, shown: str, style: MeasuredFont, natural: float, limit: float | None = None) -> None:
        self.shown, self.style, self.natural = shown, style, natural
        self._static = QStaticText(shown)
        self._static.setTextFormat(Qt.TextFormat.PlainText)
        self._static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        if limit is not None:
            self._wrap(limit, QTextOption.WrapMode.WordWrap)
        self._static.prepare(font=style.font)
        self.broken = limit is not None and self._static.size().width() > limit + 1
        if limit is not None and self.broken:
            self._wrap(limit, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            self._static.prepare(font=style.font)
        size = self._static.size()
        self.width, self.height = size.width(), size.height()

    def _wrap(self, limit: float, mode: QTextOption.WrapMode) -> None:
        option = QTextOption()
        option.setWrapMode(mode)
        self._static.setTextOption(option)
        self._static.setTextWidth(limit)

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor, struck: bool = False) -> None:
        """Paint the text with its top left corner at a point.

        ``struck`` draws a line through it, which ``QStaticText`` cannot.
        """
        painter.setFont(self.style.font)
        painter.setPen(colour)
        painter.drawStaticText(QPointF(x, y), self._static)
        if struck:
            spacing, middle = self.style.spacing, self.style.ascent - self.style.metrics.strikeOutPos()
            for row in range(max(1, round(self.height / spacing))):
                line = round(y + row * spacing + middle)
                painter.drawLine(QLineF(x, line, x + self.width, line))


def lay_out_text(words: str, style: MeasuredFont, width: float, rows: int | None) -> LaidText:
    """Return a text laid out on at most ``rows`` lines, or on as many as it needs for None.

    If it has to be cut, it ends with "…": after whole words, or anywhere on a single line, if ``rows`` is 1 or not even
    the first word would fit.
    """
    natural = style.metrics.horizontalAdvance(words)
    if rows is None:
        return LaidText(words, style, natural, width if natural > width else None)
    if rows > 1 and natural > width:
        parts = words.split()

        def first(n: int) -> LaidText:
            return LaidText(words if n == len(parts) else " ".join(parts[:n]) + " …", style, natural, width)

        def is_too_much(n: int) -> bool:
            return first(n).height > rows * style.spacing + 2

        if not is_too_much(len(parts)):
            return first(len(parts))
        if n := bisect_left(range(1, len(parts)), True, key=is_too_much):
            return first(n)
    return LaidText(style.metrics.elidedText(words, Qt.TextElideMode.ElideRight, width), style, natural)


MOST_PIXMAPS, MOST_TEXTS = 64 << 20, 16 << 20
"""Maximum bytes of cached pixmaps and of texts in a window; a 4K screen full of tiles needs half of that."""
TEXT_BYTES, CHARACTER_BYTES = 1200, 20
"""Measured bytes of memory for a laid-out text with its key, and for each of its characters."""
SPREAD, LARGEST = 12, 600_000
"""Pixels beyond a box that a drawing may cover, such as a shadow, and the largest area of a box that is cached."""
Draw = Callable[[Any, QPainter, QRectF], None]
"""A function that paints the drawing with a name into a rectangle."""
T = TypeVar("T")
Asked = TypeVarTuple("Asked")


class BoundedCache(Generic[T]):
    """Values by key, up to ``most`` in total, as ``size_of`` counts them; the least recently used are dropped."""

    def __init__(self, most: int, size_of: Callable[[T], int]) -> None:
        self._most, self._size_of = most, size_of
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self.bytes = 0

    def get(self, key: Hashable) -> T | None:
        """Return the value of a key and count it as used; None if it is not cached."""
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
        return found

    def add(self, key: Hashable, value: T) -> T:
        """Cache the value of a new key and return it; if it alone exceeds ``most``, nothing is cached any more."""
        self._kept[key] = value
        self.bytes += self._size_of(value)
        while self.bytes > self._most:
            self.bytes -= self._size_of(self._kept.popitem(last=False)[1])
        return value


def are_identical(things: Sequence[object], others: Sequence[object]) -> bool:
    """Return whether two sequences hold the identical objects, in the same order."""
    return len(things) == len(others) and all(map(is_, things, others))


class LastCallCache(Generic[T, *Asked]):
    """A function that returns its last result again as long as it is called with the identical objects."""

    def __init__(self, make: Callable[[*Asked], T]) -> None:
        self._make = make
        self._made: tuple[tuple[object, ...], T] | None = None

    def __call__(self, *asked: *Asked) -> T:
        if self._made is None or not are_identical(self._made[0], asked):
            self._made = (asked, self._make(*asked))
        return self._made[1]


class PaintCache:
    """The pixmaps and texts that several painters share.

    Keys have no theme, so a drawing that is to look different in two themes needs two names, or two caches.
    """

    def __init__(self, most_pixmaps: int = MOST_PIXMAPS, most_texts: int = MOST_TEXTS) -> None:
        self.pixmaps: BoundedCache[QPixmap] = BoundedCache(
            most_pixmaps, lambda found: found.width() * found.height() * 4
        )
        self.texts: BoundedCache[LaidText] = BoundedCache(
            most_texts, lambda found: TEXT_BYTES + CHARACTER_BYTES * len(found.shown)
        )

    def text(self, words: str, style: MeasuredFont, width: float, rows: int | None = 1) -> LaidText:
        """Return a text laid out in a width in pixels, on at most ``rows`` lines; on as many as it needs for None."""
        key = (words, style, width, rows)
        return self.texts.get(key) or self.texts.add(key, lay_out_text(words, style, width, rows))

    def pixmap(self, name: Hashable, width: int, height: int, ratio: float, draw: Draw, inset: float) -> QPixmap:
        """Return the pixmap of a named drawing, made by ``draw`` if it is not cached.

        Width and height are in logical pixels. The drawing's rectangle is ``inset`` pixels inside the pixmap, which has
        ``ratio`` device pixels per logical pixel.
        """
        key = (name, width, height, ratio)
        found = self.pixmaps.get(key)
        return self.pixmaps.add(key, draw_pixmap(name, width, height, ratio, draw, inset)) if found is None else found

    def paint(
        self, painter: QPainter, name: Hashable, box: QRectF, draw: Draw, spread: int = SPREAD, inset: float = 0,
        largest: int = LARGEST,
    ) -> None:  # fmt: skip
        """Paint a named drawing for a box from a cached pixmap, which extends ``spread`` pixels beyond the box.

        The drawing's rectangle is ``inset`` pixels inside the box. A box of more than ``largest`` square pixels is
        painted directly, without a pixmap and inset.
        """
        place, ratio = box.toRect(), painter.device().devicePixelRatioF()
        width, height = place.width(), place.height()
        if width * height > largest:
            draw(name, painter, QRectF(place))
            return
        found = self.pixmap(name, width + 2 * spread, height + 2 * spread, ratio, draw, spread + inset)
        painter.drawPixmap(place.x() - spread, place.y() - spread, found)


def draw_pixmap(name: Hashable, width: int, height: int, ratio: float, draw: Draw, inset: float) -> QPixmap:
    """Return a new pixmap with a named drawing, whose rectangle is ``inset`` logical pixels inside it."""
    made = QPixmap((QSizeF(width, height) * ratio).toSize() + QSize(1, 1))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as inside:
        inside.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(name, inside, QRectF(inset, inset, width - 2 * inset, height - 2 * inset))
    return made
