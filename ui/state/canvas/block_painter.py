"""Paints blocks. Texts are laid out once per session and width and cached; painting reads prepared values."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QStaticText, QTextOption

from planner.layout.grid import Box
from ui.kit.theme.painting import PIN, hatch_brush, paint_pin, text_font
from ui.kit.theme.theme import Theme
from ui.state.canvas.block_content import BlockContent
from ui.state.canvas.block_pixmaps import BlockPixmaps

PAD = 8
BAND = 4
CORNER = 6
GAP = 1.5
MOST_TEXTS = 6000
LARGEST_KEPT, MOST_GROUNDS = 120_000, 240
"""Area in pixels of the largest block background that is cached, and the maximum number of cached backgrounds."""
TITLE, BODY, TINY, TINIEST = range(4)
MOST_TINY, MOST_TINIEST, LEAST = 15, 11, 8
"""Heights in pixels below which there is only a small title, only a tiny one, and no title."""
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

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._title = text_font(13, QFont.Weight.DemiBold)
        self._body = text_font(12)
        self._tiny = text_font(10, QFont.Weight.DemiBold)
        self._title_metrics = QFontMetricsF(self._title)
        self._body_metrics = QFontMetricsF(self._body)
        fonts = (self._title, self._body, self._tiny, text_font(9, QFont.Weight.DemiBold))
        self._fonts = tuple((font, QFontMetricsF(font)) for font in fonts)
        self._texts: dict[tuple[str, int, int, int], QStaticText] = {}
        self._widths: dict[str, float] = {}
        self._grounds: dict[tuple[int, int, str, bool, bool, bool, float], QPixmap] = {}
        self.pictures = BlockPixmaps()
        self._badges: dict[tuple[str, str, float], QPixmap] = {}
        self._buffer_hatch = QBrush(theme.colour("muted"), Qt.BrushStyle.BDiagPattern)
        self._pause_hatch = hatch_brush(theme.colour("shade"))

    def paint(
        self, painter: QPainter, content: BlockContent, box: QRectF, *, selected: bool, opacity: float = 1,
        corner: QPointF | None = None,
    ) -> None:  # fmt: skip
        """Paint one block; ``opacity`` multiplies the painter's opacity.

        The text is painted right of and below ``corner``, because what is above or left of it is covered.
        """
        theme, before = self._theme, painter.opacity()
        gap = min(GAP, box.height() / 12)  # so that a low block has space for its title
        beside = min(GAP + 1, box.width() / 6)  # and a narrow one is still visible
        rect = box.adjusted(beside, gap, -beside, -gap)
        painter.setOpacity(before * opacity)
        self._ground(painter, content, rect)
        shown = rect
        if corner and (corner.x() > rect.x() or corner.y() > rect.y()):
            shown = rect.intersected(QRectF(corner, rect.bottomRight()))
        if shown.width() > READABLE and shown.height() > LEAST:
            marked = content.reason or content.pinned
            if tight := shown.width() < NARROW or (marked and shown.height() < self._title_metrics.height()):
                painter.save()
                painter.setClipRect(shown.adjusted(0, 0, 0, gap))
            self._words(painter, content, shown, rect)
            if tight:
                painter.restore()
        if selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), CORNER, CORNER)
        painter.setOpacity(before)

    def paint_buffer(self, painter: QPainter, words: str, box: QRectF) -> None:
        """Paint the set-up or clearing time before or after a block."""
        rect = box.adjusted(GAP + 1 + BAND, 0, -GAP - 1, 0)
        painter.fillRect(rect, self._buffer_hatch)
        line = self._fonts[TINY][1].height()
        if rect.width() > READABLE and rect.height() >= line:
            text = self._text(words, rect.width() - 2 * PAD, TINY)
            spot = QRectF(rect.x() + PAD - 4, rect.y() + (rect.height() - line) / 2, text.size().width() + 8, line)
            painter.fillRect(spot, self._theme.colour("background"))
            painter.setFont(self._tiny)
            painter.setPen(self._theme.colour("muted"))
            painter.drawStaticText(QPointF(spot.x() + 4, spot.y()), text)

    def _ground(self, painter: QPainter, content: BlockContent, rect: QRectF) -> None:
        """Paint a block without its text, from a pixmap cached by size and colour, as rounded corners are expensive.

        A large block is not cached. A translucent one is painted from a pixmap all the same, as its parts overlap.
        """
        place, ratio = rect.toRect(), painter.device().devicePixelRatioF()
        wrong = bool(content.reason) and content.grave
        large = place.width() * place.height() > LARGEST_KEPT
        if large and painter.opacity() == 1:
            self._paint_ground(painter, content, QRectF(place), wrong=wrong)
            return
        key = (place.width(), place.height(), content.colour, content.pause, wrong, content.draft, ratio)
        ground = self._grounds.get(key)
        if ground is None:
            if len(self._grounds) >= MOST_GROUNDS:
                self._grounds.clear()
            ground = QPixmap((QSizeF(place.size()) * ratio).toSize() + QSize(1, 1))
            if not large:
                self._grounds[key] = ground
            ground.setDevicePixelRatio(ratio)
            ground.fill(Qt.GlobalColor.transparent)
            inside = QPainter(ground)
            inside.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(inside, content, QRectF(0.5, 0.5, place.width() - 1, place.height() - 1), wrong=wrong)
            inside.end()
        painter.drawPixmap(place.topLeft(), ground)

    def _paint_ground(self, painter: QPainter, content: BlockContent, rect: QRectF, *, wrong: bool) -> None:
        """Paint a block's background; its band is a shape in the track's colour, most of which the panel covers."""
        theme, corner = self._theme, min(CORNER, rect.height() / 4, rect.width() / 4)
        edge = theme.colour("problem" if wrong else "line")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge if wrong else theme.track(content.colour))
        painter.drawRoundedRect(
            QRectF(rect.x(), rect.y(), min(rect.width(), 2 * CORNER), rect.height()), corner, corner
        )
        inner = rect.adjusted(BAND, 0, 0, 0)
        dashed = QPen(edge if wrong else theme.colour("muted"), 1, Qt.PenStyle.DashLine)
        painter.setPen(dashed if content.draft else edge)
        painter.setBrush(theme.colour("problem_soft" if wrong else "panel"))
        painter.drawRoundedRect(inner, corner * 2 / 3, corner * 2 / 3)
        if content.pause and not wrong:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._pause_hatch)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), corner * 2 / 3, corner * 2 / 3)

    def _words(self, painter: QPainter, content: BlockContent, rect: QRectF, whole: QRectF) -> None:
        """Paint a block's text within the visible part of the block."""
        theme = self._theme
        x, width = rect.x() + BAND + PAD, rect.width() - BAND - 2 * PAD
        line = self._title_metrics.height()
        quiet = content.pause or content.cancelled
        low = rect.height() < line + self._body_metrics.height() + 6
        top = rect.y() + ((rect.height() - line) / 2 if low else 4)
        if content.reason:
            width -= 14
            painter.setFont(self._title)
            painter.setPen(theme.colour("problem" if content.grave else "warning"))
            painter.drawText(QPointF(rect.right() - 14, top + self._title_metrics.ascent()), "!")
        if content.pinned:
            width -= PIN + PAD / 2
            paint_pin(painter, x + width + PAD / 2, top + (line - PIN) / 2, theme.colour("muted" if quiet else "ink"))
        painter.setPen(theme.colour("muted" if quiet else "ink"))
        if low:
            self._one_line(painter, content, x, rect, width)
            return
        lines = int((rect.height() - 8) // line)
        rows = 1 if lines < 3 else max(2, min(lines - 2, MOST_ROWS))  # two lines are left for time and people
        title = self._text(content.title, width, TITLE, rows)
        y = rect.y() + 4 + title.size().height()
        self._draw_title(painter, content, QPointF(x, rect.y() + 4), title, TITLE)
        taken, marks = [QRectF(x, rect.y(), title.size().width(), y - rect.y())], x + width
        if content.parts:
            width -= self._parts(painter, content, whole, y, width)
        y = self._details(painter, content, QPointF(x, y), rect.bottom() - 2, width, taken)
        if content.badges and y + BADGE + 3 <= rect.bottom() - 2:
            taken.append(self._paint_badges(painter, content.badges, QPointF(x, y + 2), width))
        if content.parts:
            self._part_lines(painter, content, whole, taken, marks)

    def _details(
        self, painter: QPainter, content: BlockContent, at: QPointF, bottom: float, width: float, taken: list[QRectF]
    ) -> float:
        """Paint the lines below the title that fit, and return the y coordinate of their end.

        The rectangles of the lines are appended to ``taken``.
        """
        theme = self._theme
        painter.setFont(self._body)
        wide = self._width_of(content.details[0]) > width  # then time, place and people go on separate lines
        first = content.details[0].split(" · ") if wide else [content.details[0]]
        lines = [(detail, "muted") for detail in (*first, *content.details[1:])]
        if content.reason:
            lines.insert(len(first), (content.reason, "problem" if content.grave else "warning"))
        y = at.y()
        for words, token in lines:
            text = self._text(words, width, BODY)
            if y + text.size().height() > bottom:
                return bottom
            painter.setPen(theme.colour(token))
            painter.drawStaticText(QPointF(at.x(), y), text)
            taken.append(QRectF(at.x(), y, text.size().width(), text.size().height()))
            y += text.size().height()
        return y

    def _part_lines(
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
                painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _parts(self, painter: QPainter, content: BlockContent, rect: QRectF, top: float, width: float) -> float:
        """Paint the titles of the parts on the right, below the block's title; return the width reserved for them."""
        if rect.width() < PARTS_FROM:
            return 0
        line, room = self._fonts[TINY][1].height(), 0.38 * width
        ends = [*(begin for begin, _title in content.parts[1:]), 1.0]
        painter.setFont(self._tiny)
        for (begin, title), end in zip(content.parts, ends, strict=True):
            y, below = rect.y() + begin * rect.height(), rect.y() + end * rect.height()
            y = max(y + 1, top)
            if y + line <= below:
                text = self._text(title, room - PAD, TINY)
                painter.setPen(self._theme.colour("muted"))
                painter.drawStaticText(QPointF(rect.right() - PAD - text.size().width(), y), text)
        return room

    def _paint_badges(self, painter: QPainter, badges: tuple[str, ...], at: QPointF, width: float) -> QRectF:
        """Paint as many badges as fit in a row, and return the rectangle that they occupy."""
        ratio, x = painter.device().devicePixelRatioF(), at.x()
        for word, badge in ((word, self._badge(word, ratio)) for word in badges):
            if x + self._badge_width(word) > at.x() + width:
                break
            painter.drawPixmap(QPointF(x, at.y()), badge)
            x += self._badge_width(word) + 4
        return QRectF(at, QSizeF(x - at.x(), BADGE))

    def _badge_width(self, word: str) -> int:
        return round(self._fonts[TINY][1].horizontalAdvance(word)) + 10

    def _badge(self, word: str, ratio: float) -> QPixmap:
        """Return the pixmap of a badge: a word in a frame."""
        key = (word, self._theme.name, ratio)
        if key not in self._badges:
            size = QSize(self._badge_width(word), BADGE)
            badge = self._badges[key] = QPixmap((QSizeF(size) * ratio).toSize())
            badge.setDevicePixelRatio(ratio)
            badge.fill(Qt.GlobalColor.transparent)
            inside = QPainter(badge)
            inside.setRenderHint(QPainter.RenderHint.Antialiasing)
            inside.setPen(self._theme.colour("muted"))
            inside.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), 4, 4)
            inside.setFont(self._tiny)
            inside.setPen(self._theme.colour("ink"))
            inside.drawText(QRectF(0, 0, size.width(), size.height()), Qt.AlignmentFlag.AlignCenter, word)
            inside.end()
        return self._badges[key]

    def _one_line(self, painter: QPainter, content: BlockContent, x: float, rect: QRectF, width: float) -> None:
        """Paint the text of a low block: title and details on one line, vertically centred."""
        if rect.height() < MOST_TINY:
            which = TINY if rect.height() >= MOST_TINIEST else TINIEST
            metrics = self._fonts[which][1]  # centres the capitals and keeps the descenders inside
            base = min((rect.height() + metrics.capHeight()) / 2, rect.height() - metrics.descent() + 0.5)
            at = QPointF(x, rect.y() + base - metrics.ascent())
            self._draw_title(painter, content, at, self._text(content.title, width, which), which)
            return
        title = self._text(content.title, width, TITLE)
        y = rect.y() + (rect.height() - title.size().height()) / 2
        self._draw_title(painter, content, QPointF(x, y), title, TITLE)
        used = title.size().width() + PAD
        if width - used > 40:
            painter.setFont(self._body)
            painter.setPen(self._theme.colour("muted"))
            painter.drawStaticText(QPointF(x + used, y + 1), self._text(content.details[0], width - used, BODY))
            used += self._width_of(content.details[0]) + PAD
            if content.badges and used < width:
                at = QPointF(x + used, rect.y() + (rect.height() - BADGE) / 2)
                self._paint_badges(painter, content.badges, at, width - used)

    def _width_of(self, words: str) -> float:
        """Return the width of a detail line, cached because every paint needs it."""
        found = self._widths.get(words)
        if found is None:
            if len(self._widths) > MOST_TEXTS:
                self._widths.clear()
            found = self._widths[words] = self._body_metrics.horizontalAdvance(words)
        return found

    def _draw_title(
        self, painter: QPainter, content: BlockContent, at: QPointF, title: QStaticText, which: int
    ) -> None:
        """Paint the title, struck through if the session is cancelled, which ``QStaticText`` cannot do."""
        font, metrics = self._fonts[which]
        painter.setFont(font)
        painter.drawStaticText(at, title)
        if content.cancelled:
            for row in range(max(1, round(title.size().height() / metrics.lineSpacing()))):
                y = round(at.y() + row * metrics.lineSpacing() + metrics.ascent() - metrics.strikeOutPos())
                painter.drawLine(QPointF(at.x(), y), QPointF(at.x() + title.size().width(), y))

    def _text(self, words: str, width: float, font: int, rows: int = 1) -> QStaticText:
        key = (words, int(width), font, rows)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > MOST_TEXTS:
                self._texts.clear()
            found = self._texts[key] = self._laid_out(words, float(int(width)), font, rows)
        return found

    def _laid_out(self, words: str, width: float, which: int, rows: int) -> QStaticText:
        font, metrics = self._fonts[which]
        if rows > 1 and metrics.horizontalAdvance(words) > width:
            parts = words.split()

            def shown(n: int) -> QStaticText:
                return laid_out(words if n == len(parts) else " ".join(parts[:n]) + " …", font, width)

            def is_too_much(n: int) -> bool:
                size = shown(n).size()
                return size.height() > rows * metrics.lineSpacing() + 2 or size.width() > width + 1

            if not is_too_much(len(parts)):
                return shown(len(parts))
            if n := bisect_left(range(1, len(parts)), True, key=is_too_much):
                return shown(n)
        return laid_out(metrics.elidedText(words, Qt.TextElideMode.ElideRight, width), font, None)


def laid_out(words: str, font: QFont, width: float | None) -> QStaticText:
    """Return a static text for repeated painting, wrapped to a width in pixels, or on one line for None."""
    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    if width is not None:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        text.setTextOption(option)
        text.setTextWidth(width)
    text.prepare(font=font)
    return text
