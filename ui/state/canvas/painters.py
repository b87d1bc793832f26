"""Painters of the timeline and the board: blocks, the hours below them, and the dark label of what is dragged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from planner.layout.grid import Box, Grid
from ui.kit.theme.painting import (
    PIN,
    LaidText,
    MeasuredFont,
    PaintCache,
    dashed,
    hatch_brush,
    paint_pin,
    paint_rounded,
    text_font,
    write,
)
from ui.kit.theme.theme import Theme
from ui.state.canvas.block_content import BlockContent


class HoursPainter:
    """Paints the hours of a grid in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._closed = hatch_brush(theme.colour("shade"), rising=False)

    def paint(self, painter: QPainter, grid: Grid, dirty: QRectF) -> None:
        """Paint a part of the grid: hatching while the day is closed, and a line for each hour or part of it."""
        for first, last in ((grid.first, grid.opens), (grid.closes, grid.last)):
            top, bottom = grid.y(first), grid.y(last)
            painter.fillRect(QRectF(dirty.x(), top, dirty.width(), bottom - top).intersected(dirty), self._closed)
        heights = [round(grid.y(minute)) for minute in grid.line_minutes(dirty.top(), dirty.bottom())]
        painter.setPen(self._theme.colour("line"))
        painter.drawLines([QLineF(dirty.left(), y, dirty.right(), y) for y in heights])

    def paint_hint(self, painter: QPainter, text: str, area: QRectF) -> None:
        """Paint a text in the middle of an area without blocks."""
        how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        write(painter, text_font(14), self._theme.colour("muted"), area, text, how)


Row = tuple[LaidText, QSizeF]
"""A line of a label, with the size that it takes."""


class TipLabel:
    """A label with a corner and margins around its lines, in pixels.

    A ``snug`` label is as wide as its longest line; another one has its full width as soon as a line is wrapped.
    """

    def __init__(
        self, theme: Theme, cache: PaintCache, corner: float, margins: QMarginsF, *, snug: bool = False
    ) -> None:
        self._theme, self._cache, self._corner, self._margins, self._snug = theme, cache, corner, margins, snug
        self._bold, self._small = MeasuredFont(11.5, QFont.Weight.DemiBold), MeasuredFont(11.5)

    def rows(self, lines: Iterable[str], width: float) -> list[Row]:
        """Return the lines, wrapped to a width without the margins."""
        area, found = QRectF(0, 0, width, 0), []
        for n, line in enumerate(lines):
            style = self._small if n else self._bold
            text = self._cache.text(line, style, width, rows=None)
            size = QSizeF(text.width, text.height)
            if self._snug:
                size = style.metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, line).size() + QSizeF(1, 1)
            found.append((text, size))
        return found

    def size(self, rows: Sequence[Row]) -> QSizeF:
        """Return the size of a label with these rows."""
        sizes = [size for _text, size in rows]
        inner = QSizeF(max(size.width() for size in sizes), sum(size.height() for size in sizes))
        return inner.grownBy(self._margins)

    def paint(self, painter: QPainter, box: QRectF, rows: Sequence[Row]) -> None:
        """Paint a label with these rows into a box."""
        paint_rounded(painter, box, self._corner, fill=self._theme.colour("ink"))
        y, colour = box.y() + self._margins.top(), self._theme.colour("panel")
        for text, size in rows:
            text.paint(painter, box.x() + self._margins.left(), y, colour)
            y += size.height()


PAD = 8
BAND = 4
CORNER = 6
GAP = 1.5
MOST_TINY, MOST_TINIEST, LEAST = 15, 11, 8
"""Heights in pixels below which there is only a small title, only a tiny one, and no title."""
LARGEST_GROUND = 120_000
"""Area in pixels of the largest background that is cached."""
READABLE = 46
"""Width in pixels below which a block has no text, as too little of it would fit."""
NARROW = 110
"""Width in pixels below which symbols and text may not fit and are clipped."""
BADGE = 15
"""Height of a badge, in pixels."""
MOST_ROWS = 4
"""Maximum number of lines of a title."""
PARTS_FROM = 200
"""Width in pixels from which the titles of the parts are shown on the right."""


def rectangle(box: Box) -> QRectF:
    """Convert a box to a Qt rectangle."""
    return QRectF(box.x, box.y, box.width, box.height)


class BlockPainter:
    """Paints block contents into rectangles, in the colours of a theme."""

    def __init__(self, theme: Theme, cache: PaintCache | None = None) -> None:
        self._theme, self.cache = theme, cache or PaintCache()
        bold = QFont.Weight.DemiBold
        self._title, self._body = MeasuredFont(13, bold), MeasuredFont(12)
        self._tiny, self._tiniest = MeasuredFont(10, bold), MeasuredFont(9, bold)
        self._buffer_hatch = QBrush(theme.colour("muted"), Qt.BrushStyle.BDiagPattern)
        self._pause_hatch = hatch_brush(theme.colour("shade"))

    def paint(
        self, painter: QPainter, content: BlockContent, box: QRectF, *, selected: bool, opacity: float = 1,
        corner: QPointF | None = None,
    ) -> None:  # fmt: skip
        """Paint one block; ``opacity`` multiplies the painter's opacity.

        The text is painted right of and below ``corner``, because what is above or left of it is covered.
        """
        before = painter.opacity()
        gap = min(GAP, box.height() / 12)  # so that a low block has space for its title
        beside = min(GAP + 1, box.width() / 6)  # and a narrow one is still visible
        rect = box.adjusted(beside, gap, -beside, -gap)
        painter.setOpacity(before * opacity)
        ground = (content.colour, content.pause, bool(content.reason) and content.grave, content.draft)
        self.cache.paint(painter, ground, rect, self._paint_ground, 0, 0.5, LARGEST_GROUND)
        shown = rect
        if corner and (corner.x() > rect.x() or corner.y() > rect.y()):
            shown = rect.intersected(QRectF(corner, rect.bottomRight()))
        if shown.width() > READABLE and shown.height() > LEAST:
            marked = content.reason or content.pinned
            if tight := shown.width() < NARROW or (marked and shown.height() < self._title.height):
                painter.save()
                painter.setClipRect(shown.adjusted(0, 0, 0, gap))
            self._paint_words(painter, content, shown, rect)
            if tight:
                painter.restore()
        if selected:
            paint_rounded(painter, rect.adjusted(-1, -1, 1, 1), CORNER, edge=QPen(self._theme.colour("accent"), 2))
        painter.setOpacity(before)

    def paint_buffer(self, painter: QPainter, words: str, box: QRectF) -> None:
        """Paint the set-up or clearing time before or after a block."""
        rect = box.adjusted(GAP + 1 + BAND, 0, -GAP - 1, 0)
        painter.fillRect(rect, self._buffer_hatch)
        line = self._tiny.height
        if rect.width() > READABLE and rect.height() >= line:
            text = self.cache.text(words, self._tiny, int(rect.width() - 2 * PAD))
            spot = QRectF(rect.x() + PAD - 4, rect.y() + (rect.height() - line) / 2, text.width + 8, line)
            painter.fillRect(spot, self._theme.colour("background"))
            text.paint(painter, spot.x() + 4, spot.y(), self._theme.colour("muted"))

    def paint_clash(self, painter: QPainter, box: QRectF) -> None:
        """Highlight a block that dragged sessions would conflict with."""
        self.cache.paint(painter, "clash", box, self._draw_clash)

    def _draw_clash(self, _name: str, painter: QPainter, box: QRectF) -> None:
        edge, tint = QPen(self._theme.colour("problem"), 2), self._theme.tint("problem", 40)
        paint_rounded(painter, box.adjusted(3, 2, -3, -2), 6, fill=tint, edge=edge)

    def _paint_ground(self, ground: tuple[str, bool, bool, bool], painter: QPainter, rect: QRectF) -> None:
        """Paint a block's background; its band is a shape in the track's colour, most of which the panel covers."""
        colour, pause, wrong, draft = ground
        theme, corner = self._theme, min(CORNER, rect.height() / 4, rect.width() / 4)
        edge = theme.colour("problem" if wrong else "line")
        band = QRectF(rect.x(), rect.y(), min(rect.width(), 2 * CORNER), rect.height())
        paint_rounded(painter, band, corner, fill=edge if wrong else theme.track(colour))
        panel, corner = rect.adjusted(BAND, 0, 0, 0), corner * 2 / 3
        outline = dashed(edge if wrong else theme.colour("muted"), 1) if draft else edge
        paint_rounded(painter, panel, corner, fill=theme.colour("problem_soft" if wrong else "panel"), edge=outline)
        if pause and not wrong:
            paint_rounded(painter, panel.adjusted(1, 1, -1, -1), corner, fill=self._pause_hatch)

    def _paint_words(self, painter: QPainter, content: BlockContent, rect: QRectF, whole: QRectF) -> None:
        """Paint a block's text within ``rect``, the visible part of the block."""
        x, width, line = rect.x() + BAND + PAD, rect.width() - BAND - 2 * PAD, self._title.height
        ink = self._theme.colour("muted" if content.pause or content.cancelled else "ink")
        low = rect.height() < line + self._body.height + 6
        top = rect.y() + ((rect.height() - line) / 2 if low else 4)
        if content.reason:
            width -= 14
            token, at = "problem" if content.grave else "warning", QPointF(rect.right() - 14, top + self._title.ascent)
            write(painter, self._title.font, self._theme.colour(token), at, "!")
        if content.pinned:
            width -= PIN + PAD / 2
            paint_pin(painter, x + width + PAD / 2, top + (line - PIN) / 2, ink)
        if low:
            self._paint_low(painter, content, QRectF(x, rect.y(), width, rect.height()), ink)
            return
        lines = int((rect.height() - 8) // line)
        rows = 1 if lines < 3 else max(2, min(lines - 2, MOST_ROWS))  # two lines are left for time and people
        title = self.cache.text(content.title, self._title, int(width), rows)
        title.paint(painter, x, top, ink, content.cancelled)
        y = top + title.height
        taken, marks = [QRectF(x, rect.y(), title.width, y - rect.y())], x + width
        if content.parts:
            width -= self._paint_parts(painter, content, whole, y, width)
        y = self._paint_details(painter, content, QPointF(x, y), rect.bottom() - 2, width, taken)
        if content.badges and y + BADGE + 3 <= rect.bottom() - 2:
            end = self._paint_badges(painter, content.badges, x, y + 2, width)
            taken.append(QRectF(x, y + 2, end - x, BADGE))
        if content.parts:
            self._paint_part_lines(painter, content, whole, taken, marks)

    def _paint_details(
        self, painter: QPainter, content: BlockContent, at: QPointF, bottom: float, width: float, taken: list[QRectF]
    ) -> float:
        """Paint the lines below the title that fit, and return the y coordinate of their end.

        The rectangles of the lines are appended to ``taken``.
        """
        x, y, muted = at.x(), at.y(), self._theme.colour("muted")
        whole = self.cache.text(content.details[0], self._body, int(width))
        # if it is too wide, time, place and people go on separate lines
        first = content.details[0].split(" · ") if whole.natural > width else [content.details[0]]
        lines = [(detail, muted) for detail in (*first, *content.details[1:])]
        if content.reason:
            lines.insert(len(first), (content.reason, self._theme.colour("problem" if content.grave else "warning")))
        for words, colour in lines:
            text = self.cache.text(words, self._body, int(width))
            if y + text.height > bottom:
                return bottom
            text.paint(painter, x, y, colour)
            taken.append(QRectF(x, y, text.width, text.height))
            y += text.height
        return y

    def _paint_part_lines(
        self, painter: QPainter, content: BlockContent, rect: QRectF, taken: list[QRectF], marks: float
    ) -> None:
        """Paint a line where each part of a session starts, to the right of any text at that height.

        The lines end before ``marks``, the symbols beside the title. The title is the first rectangle in ``taken``.
        """
        painter.setPen(self._theme.colour("muted"))
        for begin, _title in content.parts:
            y = rect.y() + begin * rect.height()
            beside = [box.right() + 4 for box in taken if box.top() - 1 <= y <= box.bottom() + 1]
            left = max(beside, default=rect.x() + BAND + 1)
            right = rect.right() - 1 if y > taken[0].bottom() or marks > rect.right() - 2 * PAD else marks
            if begin and left < right - PAD:
                painter.drawLine(QLineF(left, y, right, y))

    def _paint_parts(self, painter: QPainter, content: BlockContent, rect: QRectF, top: float, width: float) -> float:
        """Paint the titles of the parts on the right, below the block's title; return the width reserved for them."""
        if rect.width() < PARTS_FROM:
            return 0
        room, muted = 0.38 * width, self._theme.colour("muted")
        ends = [*(begin for begin, _title in content.parts[1:]), 1.0]
        for (begin, title), end in zip(content.parts, ends, strict=True):
            y = max(rect.y() + begin * rect.height() + 1, top)
            if y + self._tiny.height <= rect.y() + end * rect.height():
                text = self.cache.text(title, self._tiny, int(room - PAD))
                text.paint(painter, rect.right() - PAD - text.width, y, muted)
        return room

    def _paint_badges(self, painter: QPainter, badges: tuple[str, ...], x: float, y: float, width: float) -> float:
        """Paint as many badges as fit in a row, each a word in a frame, and return the x coordinate of their end."""
        ratio, right = painter.device().devicePixelRatioF(), x + width
        for word in badges:
            wide = round(self.cache.text(word, self._tiny, int(width)).natural) + 10
            if x + wide > right:
                break
            badge = self.cache.pixmap(("badge", word), wide, BADGE, ratio, self._paint_badge, 0)
            painter.drawPixmap(QPointF(x, y), badge)
            x += wide + 4
        return x

    def _paint_badge(self, name: tuple[str, str], painter: QPainter, rect: QRectF) -> None:
        paint_rounded(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, edge=self._theme.colour("muted"))
        write(painter, self._tiny.font, self._theme.colour("ink"), rect, name[1])

    def _paint_low(self, painter: QPainter, content: BlockContent, rect: QRectF, ink: QColor) -> None:
        """Paint the text of a low block: title and details on one line, vertically centred."""
        x, width, struck = rect.x(), rect.width(), content.cancelled
        if rect.height() < MOST_TINY:
            style = self._tiny if rect.height() >= MOST_TINIEST else self._tiniest
            metrics = style.metrics  # centres the capitals and keeps the descenders inside
            base = min((rect.height() + metrics.capHeight()) / 2, rect.height() - metrics.descent() + 0.5)
            title = self.cache.text(content.title, style, int(width))
            title.paint(painter, x, rect.y() + base - style.ascent, ink, struck)
            return
        title = self.cache.text(content.title, self._title, int(width))
        y = rect.y() + (rect.height() - title.height) / 2
        title.paint(painter, x, y, ink, struck)
        used = title.width + PAD
        if width - used > 40:
            details = self.cache.text(content.details[0], self._body, int(width - used))
            details.paint(painter, x + used, y + 1, self._theme.colour("muted"))
            used += details.natural + PAD
            if content.badges and used < width:
                at = rect.y() + (rect.height() - BADGE) / 2
                self._paint_badges(painter, content.badges, x + used, at, width - used)
