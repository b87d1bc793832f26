"""The layout of a tile's words and small drawings, in colours that are readable on its background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPainterStateGuard, QPixmap

from ui.kit.pictures.portrait import portrait_pixmap
from ui.kit.theme.painting import PIN, LaidText, MeasuredFont, PaintCache, paint_card, paint_pin, paint_plain_text
from ui.kit.theme.theme import Theme
from ui.plan.canvas.tile_content import TileContent, TileFace
from ui.plan.canvas.tile_ground import BAND, TileInks, ink_lookup, make_ground

PAD = 6
NARROW = 110
"""Width in pixels below which symbols and words may not fit in a tile and are clipped."""
BADGE = 15
"""Height of a badge, in pixels."""
MOST_ROWS = 6
"""Maximum number of lines of a title."""
PARTS_FROM = 200
"""Width in pixels from which a tile shows the titles of its session's parts on the right."""
TURNED = 40
"""Height in pixels from which a tile too narrow for a line has its title written vertically."""
TIGHT, EDGE, SLACK = 13, 3, 2
"""In pixels: height of a line in a tile without space to spare, and the gap above the title in any other tile.

The last is the height by which a line may stick out of its tile, as that much of a line is empty.
"""
LOWEST_TINY = 11
"""Height in pixels below which a tile's single line has the smallest letters."""
FACE, LOW_FACE, OVERLAP = 16, 13, 4
"""Diameter in pixels of a photo, its diameter in a tight tile, and the gap after each photo."""
LoadPhoto = Callable[[str | None, int, float], QPixmap | None]
"""Returns a photo by its id, diameter and pixel ratio, or None if there is none yet."""


class TileText(NamedTuple):
    """A text of a tile, the coordinates of its top left corner, its colour, and whether it is struck through."""

    text: LaidText
    x: float
    y: float
    colour: QColor
    struck: bool = False


class TileWords:
    """The texts and small drawings of a tile, laid out, in colours that are readable on its background.

    ``awaited`` is true if a photo is not loaded; ``badges`` are the labels for which there was room.
    """

    __slots__ = ("awaited", "badges", "drawings", "inks", "texts")

    def __init__(self, inks: TileInks) -> None:
        self.inks = inks
        self.texts: list[TileText] = []
        self.drawings: list[Callable[[QPainter], None]] = []
        self.awaited = False
        self.badges: list[str] = []

    def shows_all(self, content: TileContent) -> bool:
        """Return whether these words include all texts of a tile except its time, none of them shortened."""
        reason, parts = f"! {content.reason}" if content.reason else "", [title for _begin, title in content.parts]
        asked = {content.title, reason, content.people, *content.more, *content.badges, *parts, ""}
        return asked <= {"", *self.badges, *(text.shown for text, *_place in self.texts)}

    def fits_unclipped(self, rect: QRectF) -> bool:
        """Return whether there are no drawings, and no text goes beyond a rectangle's right, upper or lower edge."""
        right, bottom = rect.right(), rect.bottom()
        return not self.drawings and all(
            x + text.width <= right and rect.y() <= y and y + text.height <= bottom for text, x, y, *_ in self.texts
        )

    def paint(self, painter: QPainter) -> None:
        for text, x, y, colour, struck in self.texts:
            text.paint(painter, x, y, colour, struck)
        for draw in self.drawings:
            draw(painter)


class TileLine(NamedTuple):
    """A line of a tile below its title: words, font, colour, and the people whose photos are before the words."""

    words: str
    style: MeasuredFont
    colour: QColor
    faces: tuple[TileFace, ...] = ()
    short: str = ""
    """Shorter words, used where ``words`` do not fit; empty if there are none."""


class TileWordsLayout:
    """Lays out the words of tiles with the fonts and colours of a theme."""

    def __init__(self, theme: Theme, cache: PaintCache, photo: LoadPhoto) -> None:
        self._theme, self._cache, self._photo = theme, cache, photo
        bold, medium = QFont.Weight.DemiBold, QFont.Weight.Medium
        self._inks = ink_lookup(theme)
        self._title, self._body, self._reason = MeasuredFont(13, bold), MeasuredFont(12), MeasuredFont(12, medium)
        self._loud = MeasuredFont(14, bold)
        self._pause, self._low, self._time = MeasuredFont(12, bold), MeasuredFont(11, bold), MeasuredFont(11)
        self._tiny, self._tiniest = MeasuredFont(10, bold), MeasuredFont(9, bold)
        self.two_lines = self._title.height + TIGHT
        """Height in pixels from which a tile has room for two lines."""

    def _blank_words(self, content: TileContent) -> TileWords:
        return TileWords(self._inks(make_ground(content)))

    def lay_out_strip(self, content: TileContent, rect: QRectF, time: str) -> TileWords:
        """Lay out the words of a strip, with the text ``time`` in place of the tile's time."""
        return self._lay_out_on_one_line(content, rect, self._low, time)

    def lay_out_narrow_tile(self, content: TileContent, rect: QRectF) -> TileWords:
        """Lay out the vertical title of a tile too narrow for a line; if there is no room, the "!" of a reason."""
        laid, style, room = self._blank_words(content), self._low, rect.width() - BAND
        if room >= style.height and rect.height() >= TURNED:
            text = self._cache.text(content.title, style, int(rect.height()) - PAD)
            at = QPointF(rect.x() + BAND + (room - style.height) / 2, rect.bottom() - PAD / 2)
            ink = laid.inks.muted if content.cancelled or content.pause else laid.inks.ink
            laid.drawings.append(partial(_paint_vertical_text, text=text, at=at, ink=ink))
        elif content.reason and rect.height() >= self._tiniest.height - PAD / 2:
            tone = laid.inks.problem if content.grave else laid.inks.warning
            sign = self._cache.text("!", self._tiny if rect.height() >= self._tiny.height else self._tiniest, int(room))
            x, y = rect.x() + BAND + (room - sign.width) / 2, rect.y() + (rect.height() - sign.height) / 2
            laid.texts.append(TileText(sign, x, y, tone))
        return laid

    def lay_out_tile(self, content: TileContent, rect: QRectF, whole: QRectF, ratio: float) -> TileWords:
        """Lay out a tile's words within ``rect``, the part of the ``whole`` tile that is in sight.

        ``ratio`` is the screen's number of device pixels per pixel, for the photos.
        """
        if content.pause and not content.reason:
            return self._lay_out_on_one_line(content, rect, self._pause, content.time)
        x, width = rect.x() + BAND + PAD, rect.width() - BAND - 2 * PAD
        beside = width - (PIN + PAD / 2 if content.pinned else 0)
        if rect.height() < 2 * TIGHT:
            style = self._line_style(content.title, beside, rect.height())
            return self._lay_out_on_one_line(content, rect, style, content.time)
        laid = self._blank_words(content)
        ink = laid.inks.muted if content.cancelled else laid.inks.ink
        title, lines = self._fit_title(content, int(beside), rect.height(), self._lines_below_title(content, laid.inks))
        tight = rect.height() < title.height + (self._body.height + 4 if lines else 2 * EDGE)
        spare = rect.height() - title.height - (TIGHT + 1 if lines else 0)
        top = rect.y() + (max(-SLACK, spare / 2) if tight else EDGE)
        if content.pinned:
            at = rect.right() - PAD / 2 - PIN, top + (title.style.height - PIN) / 2
            laid.drawings.append(partial(paint_pin, x=at[0], y=at[1], colour=ink))
        laid.texts.append(TileText(title, x, top, ink, content.cancelled))
        y = top + title.height - (self._body.height - TIGHT if tight else 0)
        taken, marks = [QRectF(x, rect.y(), title.width, y - rect.y())], x + beside
        if content.parts:
            width -= self._lay_out_part_titles(laid, content, whole, y, width)
        room = QRectF(x, y, width, rect.bottom() - y)
        end = self._lay_out_below_title(laid, lines, content.time, room, taken, tight=tight, ratio=ratio)
        if content.badges and end + BADGE + 3 <= rect.bottom() - 2:
            right = self._lay_out_badges(laid, content.badges, x, end + 2, width)
            taken.append(QRectF(x, end + 2, right - x, BADGE))
        if content.parts:
            self._lay_out_part_lines(laid, content, whole, taken, marks)
        return laid

    def _line_style(self, title: str, width: float, height: float) -> MeasuredFont:
        """Return the font for a tile with one line: a smaller one if the tile is low or the title is wide."""
        if height < self._title.height - SLACK:
            return self._tiny if height >= LOWEST_TINY else self._tiniest
        return self._title if self._title.metrics.horizontalAdvance(title) <= width else self._low

    def _fit_title(
        self, content: TileContent, width: int, height: float, lines: list[TileLine]
    ) -> tuple[LaidText, list[TileLine]]:
        """Return a tile's title laid out, and the lines that stay below it; the reason of a problem always stays.

        The whole title matters more than the people and than large type; a word is broken only where it would be cut
        off otherwise.
        """
        usual = self._loud if content.stands_out else self._title
        broken: tuple[LaidText, list[TileLine]] | None = None
        for style, kept in product((usual, self._low), (lines,) if content.reason or not lines else (lines, [])):
            title = self._cache.text(content.title, style, width, None)
            rows = max(1, min(int((height + SLACK - (TIGHT if kept else 0)) // style.height), MOST_ROWS))
            if round(title.height / style.spacing) <= rows:
                if not title.broken:
                    return title, kept
                broken = broken or (title, kept)
        return broken or (self._cache.text(content.title, style, width, rows), kept)

    def _lines_below_title(self, content: TileContent, inks: TileInks) -> list[TileLine]:
        """Return the lines below a tile's title: reason of a problem, people, then the content's further lines."""
        muted, found = inks.muted, []
        ink = muted if content.cancelled else inks.ink
        if content.reason:
            tone = inks.problem if content.grave else inks.warning
            found.append(TileLine(f"! {content.reason}", self._reason, tone))
        if content.people:
            tone = ink if content.faces else muted
            found.append(TileLine(content.people, self._body, tone, content.faces, content.surnames))
        return [*found, *(TileLine(line, self._body, muted) for line in content.more)]

    def _lay_out_below_title(
        self, laid: TileWords, lines: Sequence[TileLine], time: str, room: QRectF, taken: list[QRectF], *,
        tight: bool, ratio: float,
    ) -> float:  # fmt: skip
        """Lay out the lines that fit below the title within ``room``, and the time beside the last one if it fits.

        Return the y coordinate where they end; the rectangle of each line is appended to ``taken``.
        """
        high = TIGHT if tight else self._body.height
        shown = lines[: 1 if tight else max(0, int((room.height() - 1) // high))]
        clock = self._cache.text(time, self._time, room.width()) if shown and time else None
        y = room.y()
        if clock and clock.width > room.width() / 2:
            clock = None
        for n, line in enumerate(shown):
            last = n == len(shown) - 1
            width = room.width() - (clock.width + PAD if clock and last else 0)
            x = self._lay_out_faces(laid, line.faces, QPointF(room.x(), y), LOW_FACE if tight else FACE, width, ratio)
            text = self._fit_line(line, int(width - (x - room.x())))
            laid.texts.append(TileText(text, x, y, line.colour))
            taken.append(QRectF(room.x(), y, x - room.x() + text.width, high))
            if clock and last:
                at = room.right() - clock.width, y + line.style.ascent - clock.style.ascent  # on one base line
                laid.texts.append(TileText(clock, *at, laid.inks.muted))
            y += high
        return y

    def _fit_line(self, line: TileLine, width: int) -> LaidText:
        text = self._cache.text(line.words, line.style, width)
        return self._cache.text(line.short, line.style, width) if line.short and text.natural > width else text

    def _lay_out_faces(
        self, laid: TileWords, faces: Sequence[TileFace], at: QPointF, side: int, width: float, ratio: float
    ) -> float:
        """Lay out people's photos, or discs with initials, and return the x coordinate where the names begin.

        A narrow line has only the first person's, or none.
        """
        if width < 2 * NARROW:
            faces = faces[:1] if width > NARROW - 2 * PAD else ()
        x, y = at.x(), round(at.y() + (self._body.height - side) / 2)
        for face in faces:
            photo = self._photo(face.photo, side, ratio)
            laid.awaited = laid.awaited or (photo is None and face.photo is not None)
            disc = portrait_pixmap(self._cache, face.name, face.photo, photo, side, ratio, self._theme)
            laid.drawings.append(partial(_paint_pixmap, QPointF(x, y), disc))
            x += side + OVERLAP
        return x

    def _lay_out_on_one_line(self, content: TileContent, rect: QRectF, style: MeasuredFont, time: str) -> TileWords:
        """Lay out the words of a low tile, or of a pause, on one line at half its height, as far as there is room.

        The title comes first, then the reason of a problem or else the people or the next line, then badges; the time
        is at the right. In a pause without a problem the time follows the title, or is on a second line, then badges.
        """
        x, width, flat = rect.x() + BAND + PAD, rect.width() - BAND - 2 * PAD, content.pause and not content.reason
        laid = self._blank_words(content)
        quiet = laid.inks.muted
        ink = quiet if flat or content.cancelled else laid.inks.ink
        metrics, high = style.metrics, rect.height()
        base = rect.y() + min((high + metrics.capHeight()) / 2, high - metrics.descent() + 0.5)
        if content.pinned and high >= PIN:
            width -= PIN + PAD / 2
            laid.drawings.append(partial(paint_pin, x=x + width + PAD / 2, y=rect.y() + (high - PIN) / 2, colour=ink))
        title = self._cache.text(content.title, style, int(width))
        used, below = title.width + PAD, flat and high > 2 * self._body.height
        if below and self._body.metrics.horizontalAdvance(time) > width - used:
            base -= self._body.height / 2
            clock = self._cache.text(time, self._body, int(width))
            laid.texts.append(TileText(clock, x, base + self._body.metrics.descent(), quiet))
            time = ""
        laid.texts.append(TileText(title, x, base - style.ascent, ink, content.cancelled))
        if high < self._time.height - 3 or width - used < 32:
            return laid
        clock = self._cache.text(time, self._time if not flat else self._body, int(width - used))
        if flat:
            laid.texts.append(TileText(clock, x + used, base - clock.style.ascent, quiet))
            used += clock.natural + PAD
        elif clock.natural <= width - used:
            laid.texts.append(TileText(clock, x + width - clock.width, base - clock.style.ascent, quiet))
            width -= clock.width + PAD
        lines = [] if flat else self._lines_below_title(content, laid.inks)
        if lines and width - used > 40:
            text = self._fit_line(lines[0], int(width - used))
            laid.texts.append(TileText(text, x + used, base - lines[0].style.ascent, lines[0].colour))
            used += text.natural + PAD
        if content.badges and used < width and high >= BADGE:
            self._lay_out_badges(laid, content.badges, x + used, rect.y() + (high - BADGE) / 2, width - used)
        return laid

    def _lay_out_part_lines(
        self, laid: TileWords, content: TileContent, rect: QRectF, taken: list[QRectF], marks: float
    ) -> None:
        """Lay out a horizontal line where each part but the first starts, to the right of any text at that height.

        ``taken`` are the rectangles of the texts, the title's first. Beside the title a line ends before ``marks``, the
        x coordinate of the symbols there.
        """
        lines = []
        for begin, _title in content.parts:
            y = rect.y() + begin * rect.height()
            beside = [box.right() + 4 for box in taken if box.top() - 1 <= y <= box.bottom() + 1]
            left = max(beside, default=rect.x() + BAND + 1)
            right = rect.right() - 1 if y > taken[0].bottom() or marks > rect.right() - 2 * PAD else marks
            if begin and left < right - PAD:
                lines.append(QLineF(left, y, right, y))
        if lines:
            laid.drawings.append(partial(_paint_lines, laid.inks.muted, lines))

    def _lay_out_part_titles(
        self, laid: TileWords, content: TileContent, rect: QRectF, top: float, width: float
    ) -> float:
        """Lay out the titles of the session's parts at the right, below the tile's title.

        Return the width reserved for them; 0 if the tile is narrower than ``PARTS_FROM`` and shows none.
        """
        if rect.width() < PARTS_FROM:
            return 0
        room, muted = 0.38 * width, laid.inks.muted
        ends = [*(begin for begin, _title in content.parts[1:]), 1.0]
        for (begin, title), end in zip(content.parts, ends, strict=True):
            y = max(rect.y() + begin * rect.height() + 1, top)
            if y + self._tiny.height <= rect.y() + end * rect.height():
                text = self._cache.text(title, self._tiny, int(room - PAD))
                laid.texts.append(TileText(text, rect.right() - PAD - text.width, y, muted))
        return room

    def _lay_out_badges(self, laid: TileWords, badges: tuple[str, ...], x: float, y: float, width: float) -> float:
        """Lay out as many badges as fit in a row, and return the x coordinate where the row ends."""
        right = x + width
        for word in badges:
            wide = round(self._cache.text(word, self._tiny, int(width)).natural) + 10
            if x + wide > right:
                break
            laid.drawings.append(partial(self._paint_badge, word, wide, QPointF(x, y)))
            laid.badges.append(word)
            x += wide + 4
        return x

    def _paint_badge(self, word: str, wide: int, at: QPointF, painter: QPainter) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(at, self._cache.pixmap(("badge", word), wide, BADGE, ratio, self._draw_badge, 0))

    def _draw_badge(self, name: tuple[str, str], painter: QPainter, rect: QRectF) -> None:
        paint_card(painter, rect, 4, fill=self._theme.colour("hover"), edge=self._theme.edge())
        paint_plain_text(painter, self._tiny.font, self._theme.colour("ink"), rect, name[1])


def _paint_pixmap(at: QPointF, pixmap: QPixmap, painter: QPainter) -> None:
    painter.drawPixmap(at, pixmap)


def _paint_lines(colour: QColor, lines: Sequence[QLineF], painter: QPainter) -> None:
    painter.setPen(colour)
    painter.drawLines(lines)


def _paint_vertical_text(painter: QPainter, text: LaidText, at: QPointF, ink: QColor) -> None:
    with QPainterStateGuard(painter):
        painter.translate(at)
        painter.rotate(-90)
        text.paint(painter, 0, 0, ink)
