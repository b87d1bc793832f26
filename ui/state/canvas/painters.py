"""The painter of the blocks of sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPixmap

from planner.layout.grid import Box
from ui.kit.pictures.portrait import paint_photo
from ui.kit.theme.painting import (
    PIN,
    LaidText,
    MeasuredFont,
    PaintCache,
    dashed,
    paint_pin,
    paint_rounded,
    write,
)
from ui.kit.theme.theme import Theme
from ui.state.canvas.block_content import BlockContent, BlockFace

PAD = 8
BAND = 4
CORNER = 6
GAP = 1.5
LEAST = 8
"""Height in pixels below which a block has no title; one so low has a strip above it instead."""
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
TIGHT = 13
"""Pixels from a title's line to the next one in a block that has no room for more."""
FACE, LOW_FACE, OVERLAP = 16, 13, 4
"""Diameter of a face in pixels, that in a tight block, and the pixels after each."""


def rectangle(box: Box) -> QRectF:
    """Convert a box to a Qt rectangle."""
    return QRectF(box.x, box.y, box.width, box.height)


class BlockLine(NamedTuple):
    """A line of a block: its words with font and colour, and the faces before them."""

    words: str
    style: MeasuredFont
    colour: QColor
    faces: tuple[BlockFace, ...] = ()
    short: str = ""
    """The words where these are too long."""


LoadPhoto = Callable[[str | None, int, float], QPixmap | None]
"""Returns a photo by its id, diameter and pixel ratio, or None if there is none yet."""


class BlockPainter:
    """Paints block contents into rectangles, in the colours of a theme."""

    def __init__(self, theme: Theme, cache: PaintCache | None = None, photo: LoadPhoto = lambda *_asked: None) -> None:
        self._theme, self.cache, self._photo = theme, cache or PaintCache(), photo
        bold, medium = QFont.Weight.DemiBold, QFont.Weight.Medium
        self._title, self._body, self._reason = MeasuredFont(13, bold), MeasuredFont(12), MeasuredFont(12, medium)
        self._pause, self._low, self._time = MeasuredFont(12, bold), MeasuredFont(11, bold), MeasuredFont(11)
        self._tiny, self._tiniest = MeasuredFont(10, bold), MeasuredFont(9, bold)
        self._buffer_hatch = QBrush(theme.colour("muted"), Qt.BrushStyle.BDiagPattern)

    def paint(
        self, painter: QPainter, content: BlockContent, box: QRectF, *, selected: bool, opacity: float = 1,
        corner: QPointF | None = None, words: bool = True,
    ) -> None:  # fmt: skip
        """Paint one block, with ``words`` or without; ``opacity`` multiplies the painter's opacity.

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
        if words and shown.width() > READABLE and shown.height() > LEAST:
            if tight := shown.width() < NARROW or shown.height() < self._title.height + TIGHT:
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

    def paint_strip(
        self, painter: QPainter, content: BlockContent, box: QRectF, others: int, *, selected: bool, opacity: float = 1
    ) -> None:
        """Paint a block too low for words as a strip with its title, and how many more such blocks follow at once."""
        before, rect = painter.opacity(), box.adjusted(GAP + 1, 0, -GAP - 1, 0)
        painter.setOpacity(before * opacity)
        ground = (content.colour, content.pause, bool(content.reason) and content.grave, content.draft)
        self.cache.paint(painter, ground, rect, self._paint_ground, 0, 0.5, LARGEST_GROUND)
        if rect.width() > READABLE:
            self._paint_line(painter, content, rect, self._low, f"+{others}" if others else content.time)
        if selected:
            paint_rounded(painter, rect.adjusted(-1, -1, 1, 1), CORNER, edge=QPen(self._theme.colour("accent"), 2))
        painter.setOpacity(before)

    def _paint_ground(self, ground: tuple[str, bool, bool, bool], painter: QPainter, rect: QRectF) -> None:
        """Paint a block's background; its band is a shape in the track's colour, most of which the panel covers."""
        colour, pause, wrong, draft = ground
        theme, corner = self._theme, min(CORNER, rect.height() / 4, rect.width() / 4)
        if pause and not wrong:
            broken = dashed(theme.colour("muted"), 1) if draft else None
            paint_rounded(painter, rect, corner, fill=theme.colour("shade"), edge=broken)
            return
        edge = theme.colour("problem" if wrong else "line")
        band = QRectF(rect.x(), rect.y(), min(rect.width(), 2 * CORNER), rect.height())
        paint_rounded(painter, band, corner, fill=theme.track(colour))
        panel, corner = rect.adjusted(BAND, 0, 0, 0), corner * 2 / 3
        outline = dashed(edge if wrong else theme.colour("muted"), 1) if draft else edge
        paint_rounded(painter, panel, corner, fill=theme.colour("problem_soft" if wrong else "panel"), edge=outline)

    def _paint_words(self, painter: QPainter, content: BlockContent, rect: QRectF, whole: QRectF) -> None:
        """Paint a block's text within ``rect``, the visible part of the block."""
        if content.pause and not content.reason:
            self._paint_line(painter, content, rect, self._pause, content.time)
            return
        line, body = self._title.height, self._body.height
        if rect.height() < 2 * TIGHT:
            style = self._title if rect.height() >= line - 2 else self._tiny if rect.height() >= 11 else self._tiniest
            self._paint_line(painter, content, rect, style, content.time)
            return
        x, width = rect.x() + BAND + PAD, rect.width() - BAND - 2 * PAD
        ink = self._theme.colour("muted" if content.cancelled else "ink")
        tight = rect.height() < line + body + 4
        top = rect.y() + (max(-1.5, (rect.height() - line - TIGHT - 1) / 2) if tight else 3)
        if content.pinned:
            paint_pin(painter, rect.right() - PAD / 2 - PIN, top + (line - PIN) / 2, ink)
        beside = width - (PIN + PAD / 2 if content.pinned else 0)
        lines = self._lines(content)
        free = int((rect.height() - 6 - (body if lines else 0)) // line)  # one line is left for people
        rows = 1 if tight else max(1, min(free, MOST_ROWS))
        title = self.cache.text(content.title, self._title, int(beside), rows)
        title.paint(painter, x, top, ink, content.cancelled)
        y = top + (TIGHT + (line - body) if tight else title.height)
        taken, marks = [QRectF(x, rect.y(), title.width, y - rect.y())], x + beside
        if content.parts:
            width -= self._paint_parts(painter, content, whole, y, width)
        end = self._paint_lines(
            painter, lines, content.time, QRectF(x, y, width, rect.bottom() - y), taken, tight=tight
        )
        if content.badges and end + BADGE + 3 <= rect.bottom() - 2:
            right = self._paint_badges(painter, content.badges, x, end + 2, width)
            taken.append(QRectF(x, end + 2, right - x, BADGE))
        if content.parts:
            self._paint_part_lines(painter, content, whole, taken, marks)

    def _lines(self, content: BlockContent) -> list[BlockLine]:
        """Return the lines below a block's title: the reason of a problem, the people, and all that is there else."""
        ink, muted = self._theme.colour("muted" if content.cancelled else "ink"), self._theme.colour("muted")
        found = []
        if content.reason:
            tone = self._theme.colour("problem" if content.grave else "warning")
            found.append(BlockLine(f"! {content.reason}", self._reason, tone))
        if content.people:
            tone = ink if content.faces else muted
            found.append(BlockLine(content.people, self._body, tone, content.faces, content.surnames))
        return [*found, *(BlockLine(line, self._body, muted) for line in content.more)]

    def _paint_lines(
        self,
        painter: QPainter,
        lines: Sequence[BlockLine],
        time: str,
        room: QRectF,
        taken: list[QRectF],
        *,
        tight: bool,
    ) -> float:
        """Paint the lines that fit into the room, and the time at the right of the last of them.

        Return the y coordinate of their end; their rectangles are appended to ``taken``.
        """
        high = TIGHT if tight else self._body.height
        shown = lines[: 1 if tight else max(0, int((room.height() - 1) // high))]
        clock = self.cache.text(time, self._time, room.width()) if shown and time else None
        y, apart = room.y(), self._time.height
        if clock and clock.width > room.width() / 2:
            clock = None
        for n, line in enumerate(shown):
            last = n == len(shown) - 1
            width = room.width() - (clock.width + PAD if clock and last else 0)
            x = self._paint_faces(painter, line.faces, QPointF(room.x(), y), tight=tight, width=width)
            text = self._fitting(line, int(width - (x - room.x())))
            text.paint(painter, x, y, line.colour)
            taken.append(QRectF(room.x(), y, x - room.x() + text.width, high))
            if clock and last:
                clock.paint(painter, room.right() - clock.width, y + (high - apart) / 2, self._theme.colour("muted"))
            y += high
        return y

    def _fitting(self, line: BlockLine, width: int) -> LaidText:
        text = self.cache.text(line.words, line.style, width)
        return self.cache.text(line.short, line.style, width) if line.short and text.natural > width else text

    def _paint_faces(
        self, painter: QPainter, faces: Sequence[BlockFace], at: QPointF, *, tight: bool, width: float
    ) -> float:
        """Paint the photos or initials of people before their names, and return where the names begin."""
        side = LOW_FACE if tight else FACE
        if width < 2 * NARROW:
            faces = faces[:1] if width > NARROW - 2 * PAD else ()
        ratio, x = painter.device().devicePixelRatioF(), at.x()
        for face in faces:
            photo = self._photo(face.photo, side, ratio)
            name = ("face", face.name, face.photo if photo else None)
            disc = self.cache.pixmap(name, side, side, ratio, partial(self._draw_face, photo), 0)
            painter.drawPixmap(QPointF(x, round(at.y() + (self._body.height - side) / 2)), disc)
            x += side + OVERLAP
        return x

    def _draw_face(self, photo: QPixmap | None, name: tuple[str, str, object], painter: QPainter, box: QRectF) -> None:
        paint_photo(painter, box, name[1], photo, self._theme)

    def _paint_line(
        self, painter: QPainter, content: BlockContent, rect: QRectF, style: MeasuredFont, time: str
    ) -> None:
        """Paint the text of a low block, or of a pause, on one line in the middle of its height.

        It is the title, then the reason of a problem or the people; the time is at the right, of a pause after the
        title.
        """
        x, width, flat = rect.x() + BAND + PAD, rect.width() - BAND - 2 * PAD, content.pause and not content.reason
        quiet = self._theme.colour("quiet") if flat else self._theme.colour("muted")
        ink = quiet if flat or content.cancelled else self._theme.colour("ink")
        base = min((rect.height() + style.metrics.capHeight()) / 2, rect.height() - style.metrics.descent() + 0.5)
        base += rect.y()
        if content.pinned and rect.height() >= PIN:
            width -= PIN + PAD / 2
            paint_pin(painter, x + width + PAD / 2, rect.y() + (rect.height() - PIN) / 2, ink)
        title = self.cache.text(content.title, style, int(width))
        used, below = title.width + PAD, flat and rect.height() > 2 * self._body.height
        if below and self._body.metrics.horizontalAdvance(time) > width - used:
            base -= self._body.height / 2
            clock = self.cache.text(time, self._body, int(width))
            clock.paint(painter, x, base + self._body.metrics.descent(), quiet)
            time = ""
        title.paint(painter, x, base - style.ascent, ink, content.cancelled)
        if rect.height() < self._time.height - 3 or width - used < 32:
            return
        clock = self.cache.text(time, self._time if not flat else self._body, int(width - used))
        if flat:
            clock.paint(painter, x + used, base - clock.style.ascent, quiet)
            used += clock.natural + PAD
        elif clock.natural <= width - used:
            clock.paint(painter, x + width - clock.width, base - clock.style.ascent, self._theme.colour("muted"))
            width -= clock.width + PAD
        lines = [] if flat else self._lines(content)
        if lines and width - used > 40:
            text = self._fitting(lines[0], int(width - used))
            text.paint(painter, x + used, base - lines[0].style.ascent, lines[0].colour)
            used += text.natural + PAD
        if content.badges and used < width and rect.height() >= BADGE:
            self._paint_badges(painter, content.badges, x + used, rect.y() + (rect.height() - BADGE) / 2, width - used)

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
