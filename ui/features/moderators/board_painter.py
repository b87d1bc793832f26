"""Paints the board: plain blocks for sessions with their moderators, and shifts in their lanes."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen

from planner.layout.board_layout import BoardLayout
from planner.layout.moderator_shift import ModeratorShift
from ui.features.moderators.board_scene import BoardSessionContent, ShiftContent
from ui.kit.pictures.portrait import paint_photo
from ui.kit.theme.laid_text import MeasuredFont
from ui.kit.theme.painting import hatch_brush, paint_rounded
from ui.state.canvas.block_painter import BAND, CORNER, MOST_TINY, rectangle
from ui.state.canvas.hours_painter import HoursPainter
from ui.state.document import Document

PAD, GAP = 7, 1.5
FACE_SIDE = 18
MARK = 11
"""Size in pixels of the ring before the text for a missing moderator."""
LINE = 16.0
"""Height in pixels of a line of text."""
ROOMY = 56
"""Minimum width in pixels of a shift with horizontal text; narrower ones have it rotated."""


class BoardPainter:
    """Paints the board in the colours of the theme."""

    def __init__(self, document: Document) -> None:
        self._document, self._theme, self._cache = document, document.presentation.theme, document.paint_cache
        bold = QFont.Weight.DemiBold
        self._body, self._tiny = MeasuredFont(12), MeasuredFont(10, bold)
        self._titles, self._names = (
            (MeasuredFont(size, bold), MeasuredFont(size, bold, struck=True)) for size in (12.5, 12)
        )  # each as usual, and struck through
        self._hours, self._pauses = HoursPainter(self._theme), hatch_brush(self._theme.colour("shade"))

    # the background ------------------------------------------------------------------------------------

    def paint_ground(self, painter: QPainter, board_layout: BoardLayout, dirty: QRectF) -> None:
        """Paint the columns with their lanes, the lines of the hours, and the hours when the day is closed."""
        theme, grid = self._theme, board_layout.grid
        painter.fillRect(dirty, theme.colour("background"))
        edges = [board_layout.fixed + column * grid.column_width for column in range(grid.columns + 1)]
        for left, lane in zip(edges, board_layout.lanes, strict=False):
            painter.fillRect(QRectF(left, 0, lane, grid.height).intersected(dirty), theme.colour("shade"))
        self._hours.paint(painter, grid, dirty)
        painter.drawLines([QLineF(round(x), dirty.top(), round(x), dirty.bottom()) for x in edges])

    def paint_every(self, painter: QPainter, board_layout: BoardLayout, dirty: QRectF) -> None:
        """Paint the all-rooms lane, which does not scroll horizontally."""
        area = QRectF(0, 0, board_layout.fixed, board_layout.grid.height).intersected(dirty)
        if not area.isEmpty():
            painter.fillRect(area, self._theme.colour("shade"))
            self._hours.paint(painter, board_layout.grid, area)
            painter.drawLine(QLineF(board_layout.fixed - 1, area.top(), board_layout.fixed - 1, area.bottom()))

    def paint_reach(self, painter: QPainter, board_layout: BoardLayout, shift: ModeratorShift) -> None:
        """Tint the area that a dragged shift would cover."""
        if box := board_layout.reach_box(shift):
            painter.fillRect(rectangle(box), self._theme.tint("accent", 22))

    def paint_empty(self, painter: QPainter, area: QRectF) -> None:
        """Paint a hint that nothing is placed on this day yet."""
        words = self._document.presentation.words
        hint = words("Nothing is placed on this day yet. Place sessions in the timeline first.")
        self._hours.paint_hint(painter, hint, area)

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
        self._paint_block(painter, content, rect, lit=lit, his=his)
        if not (selected or lit) and (content.missing or content.wrong):
            style = Qt.PenStyle.DashLine if content.missing and not content.needed else Qt.PenStyle.SolidLine
            token = "warning" if content.missing else "problem"
            self._paint_outline(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), token, 1.5, style)
        if rect.width() > 3 * PAD and rect.height() > 9:
            painter.save()
            painter.setClipRect(rect)
            self._paint_words(painter, content, rect, min(wide, rect.width()) - BAND - 2 * PAD)
            painter.restore()
        if selected or lit:
            self._paint_outline(painter, rect.adjusted(-1, -1, 1, 1), "accent", 2)

    def _paint_block(
        self, painter: QPainter, content: BoardSessionContent, rect: QRectF, *, lit: bool, his: bool
    ) -> None:
        theme, panel, corner = self._theme, rect.adjusted(BAND, 0, 0, 0), CORNER - 2
        band = QRectF(rect.x(), rect.y(), 2 * CORNER, rect.height())
        paint_rounded(painter, band, CORNER, fill=theme.track(content.colour))
        fill = theme.colour("accent_soft" if lit or his else "panel")
        paint_rounded(painter, panel, corner, fill=fill, edge=theme.colour("line"))
        if content.pause and not lit:
            paint_rounded(painter, panel.adjusted(1, 1, -1, -1), corner, fill=self._pauses)

    def _paint_outline(
        self, painter: QPainter, rect: QRectF, token: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> None:
        paint_rounded(painter, rect, CORNER, edge=QPen(self._theme.colour(token), width, style))

    def _paint_words(self, painter: QPainter, content: BoardSessionContent, rect: QRectF, width: float) -> None:
        title, quiet = self._titles[content.cancelled], content.pause or content.cancelled
        ink = "muted" if quiet else "ink"
        room = QRectF(rect.x() + BAND + PAD, rect.y(), width, rect.height())
        if rect.height() < 2 * LINE + 2:
            tiny = rect.height() < MOST_TINY
            used = self._say(painter, content.title, self._tiny if tiny else title, ink, room, most=0.62)
            if content.who and not tiny:
                self._paint_who(painter, content, room.adjusted(used + PAD, 0, 0, 0))
            return
        room.setRect(room.x(), rect.y() + 3, width, LINE)
        for row in self._in_rows(content.title, title, width) if rect.height() > 5 * LINE else (content.title,):
            self._say(painter, row, title, ink, room)
            room.translate(0, LINE)
        if content.who:
            self._paint_who(painter, content, room)
            room.translate(0, LINE)
        lines = [(f"! {content.wrong}", "problem")] if content.wrong else []
        if not (content.pause and content.who):
            lines.append((content.hours, "muted"))
        for words, token in lines:
            if room.bottom() <= rect.bottom():
                self._say(painter, words, self._body, token, room)
                room.translate(0, LINE)

    def _paint_who(self, painter: QPainter, content: BoardSessionContent, room: QRectF) -> None:
        """Paint the moderator's name, or a ring and the text for a missing one."""
        name = self._names[False]
        if content.own:
            self._say(painter, content.who, name, "ink", room)
        elif not content.missing:
            via = self._document.presentation.words("{name} · by stretch").format(name=content.who)
            whole = self._cache.text(via, self._body, max(0.0, room.width())).shown == via
            self._say(painter, via if whole else content.who, self._body, "muted", room)
        else:
            middle, colour = QPointF(room.x() + MARK / 2, room.center().y() + 0.5), self._theme.colour("warning")
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(QBrush(colour) if content.needed else QBrush(Qt.BrushStyle.NoBrush))
            painter.drawEllipse(middle, MARK / 2 - 1.5, MARK / 2 - 1.5)
            self._say(painter, content.who, name, "warning", room.adjusted(MARK + 4, 0, 0, 0))

    def _say(
        self, painter: QPainter, words: str, style: MeasuredFont, token: str, room: QRectF, *, most: float = 1
    ) -> float:
        """Paint one line of text, elided to ``most`` of the width, and return its width."""
        text = self._cache.text(words, style, max(0.0, room.width() * most))
        painter.setFont(style.font)
        painter.setPen(self._theme.colour(token))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text.shown)
        return text.width

    def _in_rows(self, words: str, style: MeasuredFont, width: float) -> tuple[str, ...]:
        """Break a title that is too long for one line at a word boundary, into two lines."""
        first, rest = words, ""
        while self._cache.text(first, style, max(0.0, width)).shown != first and " " in first:
            first, _space, last = first.rpartition(" ")
            rest = f"{last} {rest}".rstrip()
        return (first, rest) if rest else (first,)

    # shifts -----------------------------------------------------------------------------------------

    def paint_shift(
        self, painter: QPainter, content: ShiftContent, box: QRectF, top: float, *, selected: bool, his: bool
    ) -> None:
        """Paint a shift in its lane, with the photo and name below its start or ``top``, whichever is lower."""
        theme, rect = self._theme, box.adjusted(1.5, 1.5, -1.5, -1.5)
        style = Qt.PenStyle.SolidLine if content.firm else Qt.PenStyle.DashLine
        edge = QPen(theme.colour("problem" if content.wrong else "accent"), 1.4, style)
        fill = theme.colour("accent_soft" if content.counts else "panel")
        paint_rounded(painter, rect, CORNER, fill=fill, edge=edge)
        painter.save()
        painter.setClipRect(rect)
        self._paint_portrait(painter, content, rect.adjusted(0, max(0.0, top - rect.top()), 0, 0))
        painter.restore()
        if selected or his:
            self._paint_outline(painter, rect, "accent", 2.5)

    def _paint_portrait(self, painter: QPainter, content: ShiftContent, rect: QRectF) -> None:
        side, top = min(FACE_SIDE, rect.width() - 4, rect.height() - 4), rect.y() + 3
        if side > 8:
            self.paint_face(painter, content.person, QRectF(rect.center().x() - side / 2, top, side, side))
            top += side + 4
        who, token = (f"! {content.who}", "problem") if content.wrong else (content.who, "ink")
        style = self._names[not content.counts]
        if rect.width() >= ROOMY:
            room = QRectF(rect.x() + 4, top, rect.width() - 8, max(0.0, rect.bottom() - top - 2))
            painter.setFont(style.font)
            painter.setPen(self._theme.colour(token))
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, who)
            return
        painter.translate(rect.center().x(), top)
        painter.rotate(90)
        self._say(painter, who, style, token, QRectF(0, -10, rect.bottom() - top - 4, 20))

    def paint_face(self, painter: QPainter, person_id: str, box: QRectF) -> None:
        """Paint a person's photo or initials."""
        found = self._document.agenda.people.get(person_id)
        if found:
            photo = self._document.pictures.photo(found.photo, round(box.width()), painter.device().devicePixelRatioF())
            paint_photo(painter, box, found.name, photo, self._theme)
