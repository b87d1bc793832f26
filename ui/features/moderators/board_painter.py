"""Paints the board: plain blocks for sessions with their moderators, and shifts in their lanes."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from planner.layout.grid import Grid
from ui.features.moderators.block_contents import BoardSessionContent, ShiftContent
from ui.features.moderators.board_layout import BoardLayout
from ui.kit.pictures.portrait import paint_photo
from ui.kit.theme.painting import hatch_brush, text_font
from ui.state.canvas.block_painter import BAND, CORNER, MOST_TINY
from ui.state.document import Document

PAD, GAP = 7, 1.5
FACE_SIDE = 18
MARK = 11
"""Size in pixels of the ring before the text for a missing moderator."""
MOST_TEXTS = 6000
ROOMY = 56
"""Minimum width in pixels of a shift with horizontal text; narrower ones have it rotated."""


class BoardPainter:
    """Paints the board in the colours of the theme."""

    def __init__(self, document: Document) -> None:
        self._document, self._theme = document, document.presentation.theme
        self._title, self._body = text_font(12.5, QFont.Weight.DemiBold), text_font(12)
        self._strong, self._tiny = text_font(12, QFont.Weight.DemiBold), text_font(10, QFont.Weight.DemiBold)
        self._cut: dict[tuple[str, int, int], tuple[str, float]] = {}
        self._pauses, self._shut = (
            hatch_brush(self._theme.colour("shade")),
            hatch_brush(self._theme.colour("shade"), rising=False),
        )

    # the background ------------------------------------------------------------------------------------

    def paint_ground(self, painter: QPainter, board_layout: BoardLayout, dirty: QRectF) -> None:
        """Paint the columns with their lanes, the lines of the hours, and the hours when the day is closed."""
        theme, grid = self._theme, board_layout.grid
        painter.fillRect(dirty, theme.colour("background"))
        for column in range(grid.columns):
            lane = QRectF(board_layout.every + column * grid.column_width, 0, board_layout.lanes[column], grid.height)
            if lane.intersects(dirty):
                painter.fillRect(lane.intersected(dirty), theme.colour("shade"))
        self._outside(painter, grid, board_layout.width, dirty)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLines(self._hours(grid, dirty))
        edges = [board_layout.every + column * grid.column_width for column in range(grid.columns + 1)]
        painter.drawLines([QLineF(round(x), dirty.top(), round(x), dirty.bottom()) for x in edges])

    def paint_every(self, painter: QPainter, board_layout: BoardLayout, dirty: QRectF) -> None:
        """Paint the all-rooms lane, which does not scroll horizontally."""
        area = QRectF(0, 0, board_layout.every, board_layout.grid.height).intersected(dirty)
        if area.isEmpty():
            return
        painter.fillRect(area, self._theme.colour("shade"))
        self._outside(painter, board_layout.grid, board_layout.every, area)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLines(self._hours(board_layout.grid, area))
        painter.drawLine(QLineF(board_layout.every - 1, area.top(), board_layout.every - 1, area.bottom()))

    def _outside(self, painter: QPainter, grid: Grid, width: float, dirty: QRectF) -> None:
        for first, last in ((grid.first, grid.opens), (grid.closes, grid.last)):
            shut = QRectF(0, grid.y(first), max(width, dirty.right()), max(0.0, grid.y(last) - grid.y(first)))
            painter.fillRect(shut.intersected(dirty), self._shut)

    @staticmethod
    def _hours(grid: Grid, dirty: QRectF) -> list[QLineF]:
        step = next((m for m in (15, 30, 60, 120) if m * grid.scale >= 34), 120)
        minutes = range(-(-grid.first // step) * step, grid.last + 1, step)
        return [QLineF(dirty.left(), round(grid.y(m)), dirty.right(), round(grid.y(m))) for m in minutes]

    def paint_empty(self, painter: QPainter, area: QRectF) -> None:
        """Paint a hint that nothing is placed on this day yet."""
        painter.setFont(text_font(14))
        painter.setPen(self._theme.colour("muted"))
        words = self._document.presentation.words(
            "Nothing is placed on this day yet. Place sessions in the timeline first."
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

    def tint(self, token: str, alpha: int) -> QColor:
        """Return a colour of the theme with an alpha value."""
        colour = self._theme.colour(token)
        colour.setAlpha(alpha)
        return colour

    # sessions ------------------------------------------------------------------------------------------

    def paint_session(
        self,
        painter: QPainter,
        content: BoardSessionContent,
        box: QRectF,
        wide: float,
        *,
        selected: bool,
        lit: bool,
        his: bool,
    ) -> None:
        """Paint the block of a session.

        ``wide`` is the width available for its text in pixels, ``lit`` is set if the drag would moderate it, and
        ``his`` if the shown person does.
        """
        gap = min(GAP, box.height() / 5)
        beside = min(GAP + 1, box.width() / 6)  # many parallel blocks are narrow, and still visible
        rect = box.adjusted(beside, gap, -beside, -gap)
        self._block(painter, content, rect, lit=lit, his=his, bare=selected or lit)
        if rect.width() > 3 * PAD and rect.height() > 9:
            painter.save()
            painter.setClipRect(rect)
            self._words(painter, content, rect, min(wide, rect.width()) - BAND - 2 * PAD)
            painter.restore()
        if selected or lit:
            self._outline(painter, rect.adjusted(-1, -1, 1, 1), "accent", 2)

    def _block(
        self, painter: QPainter, content: BoardSessionContent, rect: QRectF, *, lit: bool, his: bool, bare: bool
    ) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track(content.colour))
        painter.drawRoundedRect(QRectF(rect.x(), rect.y(), 2 * CORNER, rect.height()), CORNER, CORNER)
        inner = rect.adjusted(BAND, 0, 0, 0)
        painter.setBrush(theme.colour("accent_soft" if lit or his else "panel"))
        painter.setPen(theme.colour("line"))
        painter.drawRoundedRect(inner, CORNER - 2, CORNER - 2)
        if content.pause and not lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._pauses)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), CORNER - 2, CORNER - 2)
        if bare:  # the selection's outline is painted instead
            return
        if content.missing:
            style = Qt.PenStyle.SolidLine if content.needed else Qt.PenStyle.DashLine
            self._outline(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), "warning", 1.5, style)
        elif content.wrong:
            self._outline(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), "problem", 1.5)

    def _outline(
        self, painter: QPainter, rect: QRectF, token: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour(token), width, style))
        painter.drawRoundedRect(rect, CORNER, CORNER)

    def _words(self, painter: QPainter, content: BoardSessionContent, rect: QRectF, width: float) -> None:
        x, line = rect.x() + BAND + PAD, 16.0
        title = self._struck(self._title, content.cancelled)
        ink = "muted" if content.pause or content.cancelled else "ink"
        if rect.height() < 2 * line + 2:
            tiny = rect.height() < MOST_TINY
            room = QRectF(x, rect.y(), width, rect.height())
            used = self._say(painter, content.title, self._tiny if tiny else title, ink, room, most=0.62)
            if not tiny and content.who:
                self._who(painter, content, room.adjusted(used + PAD, 0, 0, 0))
            return
        room = QRectF(x, rect.y() + 3, width, line)
        first, second = self._two_rows(content.title, title, width) if rect.height() > 5 * line else (content.title, "")
        self._say(painter, first, title, ink, room)
        if second:
            room.translate(0, line)
            self._say(painter, second, title, ink, room)
        rows = [] if content.pause else [content.hours]
        room.translate(0, line)
        if content.who:
            self._who(painter, content, room)
            room.translate(0, line)
        elif content.pause:
            rows = [content.hours]
        for words in [*([f"! {content.wrong}"] if content.wrong else []), *rows]:
            if room.bottom() <= rect.bottom():
                self._say(painter, words, self._body, "problem" if words.startswith("!") else "muted", room)
                room.translate(0, line)

    def _who(self, painter: QPainter, content: BoardSessionContent, room: QRectF) -> None:
        """Paint the moderator's name, or a ring and the text for a missing one."""
        if content.own:
            self._say(painter, content.who, self._strong, "ink", room)
            return
        if not content.missing:
            via = self._document.presentation.words("{name} · by stretch").format(name=content.who)
            whole = self._fitting(via, self._body, room.width())[0] == via
            self._say(painter, via if whole else content.who, self._body, "muted", room)
            return
        middle = QPointF(room.x() + MARK / 2, room.center().y() + 0.5)
        painter.setPen(QPen(self._theme.colour("warning"), 1.6))
        painter.setBrush(self._theme.colour("warning") if content.needed else QBrush(Qt.BrushStyle.NoBrush))
        painter.drawEllipse(middle, MARK / 2 - 1.5, MARK / 2 - 1.5)
        self._say(painter, content.who, self._strong, "warning", room.adjusted(MARK + 4, 0, 0, 0))

    def _say(self, painter: QPainter, words: str, font: QFont, token: str, room: QRectF, *, most: float = 1) -> float:
        """Paint one line of text, elided to ``most`` of the width, and return its width."""
        shown, used = self._fitting(words, font, room.width() * most)
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        return used

    def _fitting(self, words: str, font: QFont, width: float) -> tuple[str, float]:
        key = (words, font.pixelSize() * 1000 + font.weight(), int(width))
        if key not in self._cut:
            if len(self._cut) > MOST_TEXTS:
                self._cut.clear()
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, width))
            self._cut[key] = (shown, metrics.horizontalAdvance(shown))
        return self._cut[key]

    def _two_rows(self, words: str, font: QFont, width: float) -> tuple[str, str]:
        """Break a title that is too long for one line at a word boundary; return both lines."""
        first, rest = words, ""
        while self._fitting(first, font, width)[0] != first and " " in first:
            first, _space, last = first.rpartition(" ")
            rest = f"{last} {rest}".rstrip()
        return first, rest

    @staticmethod
    def _struck(font: QFont, struck: bool) -> QFont:
        if not struck:
            return font
        result = QFont(font)
        result.setStrikeOut(True)
        return result

    # shifts -----------------------------------------------------------------------------------------

    def paint_shift(
        self,
        painter: QPainter,
        content: ShiftContent,
        box: QRectF,
        top: float,
        *,
        selected: bool,
        his: bool,
        opacity: float = 1,
    ) -> None:
        """Paint a shift in its lane, with the photo and name below its start or ``top``, whichever is lower."""
        theme, rect = self._theme, box.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setOpacity(opacity)
        edge = QColor(theme.colour("problem" if content.wrong else "accent"))
        painter.setPen(QPen(edge, 1.4, Qt.PenStyle.SolidLine if content.firm else Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("accent_soft" if content.counts else "panel"))
        painter.drawRoundedRect(rect, CORNER, CORNER)
        painter.save()
        painter.setClipRect(rect)
        self._portrait(painter, content, rect.adjusted(0, max(0.0, top - rect.top()), 0, 0))
        painter.restore()
        if selected or his:
            self._outline(painter, rect, "accent", 2.5)
        painter.setOpacity(1.0)

    def _portrait(self, painter: QPainter, content: ShiftContent, rect: QRectF) -> None:
        side = min(FACE_SIDE, rect.width() - 4, rect.height() - 4)
        top = rect.y() + 3
        if side > 8:
            self.paint_face(painter, content.person, QRectF(rect.center().x() - side / 2, top, side, side))
            top += side + 4
        who = f"! {content.who}" if content.wrong else content.who
        font = self._struck(self._strong, not content.counts)
        token = "problem" if content.wrong else "ink"
        if rect.width() >= ROOMY:
            room = QRectF(rect.x() + 4, top, rect.width() - 8, max(0.0, rect.bottom() - top - 2))
            painter.setFont(font)
            painter.setPen(self._theme.colour(token))
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, who)
            return
        painter.translate(rect.center().x(), top)
        painter.rotate(90)
        self._say(painter, who, font, token, QRectF(0, -10, rect.bottom() - top - 4, 20))

    def paint_face(self, painter: QPainter, person_id: str, box: QRectF) -> None:
        """Paint a person's photo or initials."""
        found = self._document.agenda.people.get(person_id)
        if found:
            photo = self._document.pictures.photo(found.photo, round(box.width()), painter.device().devicePixelRatioF())
            paint_photo(painter, box, found.name, photo, self._theme)
