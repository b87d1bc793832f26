"""The painter of the board: plain blocks for sessions with their moderators, and stretches in their lanes."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from planner.layout.grid import Grid
from ui.features.moderators.block_contents import SessionFace, StretchFace
from ui.features.moderators.board_layout import Plan
from ui.kit.pictures.portrait import paint_photo
from ui.kit.theme.painting import hatch, text_font
from ui.state.canvas.block_painter import BAND, CORNER, MOST_TINY
from ui.state.document import Desk

PAD, GAP = 7, 1.5
FACE_SIDE = 18
MARK = 11
"""Size of the sign before the words for a missing moderator, in pixels."""
MOST_TEXTS = 6000
ROOMY = 56
"""Width in pixels from which a stretch has its text horizontally."""


class BoardPainter:
    """Paints in the colours of a scheme."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._look = desk, desk.reader.look
        self._title, self._body = text_font(12.5, QFont.Weight.DemiBold), text_font(12)
        self._strong, self._tiny = text_font(12, QFont.Weight.DemiBold), text_font(10, QFont.Weight.DemiBold)
        self._cut: dict[tuple[str, int, int], tuple[str, float]] = {}
        self._pauses, self._shut = hatch(self._look.colour("shade")), hatch(self._look.colour("shade"), rising=False)

    # the background ------------------------------------------------------------------------------------

    def paint_ground(self, painter: QPainter, plan: Plan, dirty: QRectF) -> None:
        """Paint the rooms with their lanes, the hours, and the hours outside the day."""
        look, grid = self._look, plan.grid
        painter.fillRect(dirty, look.colour("background"))
        for column in range(grid.columns):
            lane = QRectF(plan.every + column * grid.column_width, 0, plan.lanes[column], grid.height)
            if lane.intersects(dirty):
                painter.fillRect(lane.intersected(dirty), look.colour("shade"))
        self._outside(painter, grid, plan.width, dirty)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLines(self._hours(grid, dirty))
        edges = [plan.every + column * grid.column_width for column in range(grid.columns + 1)]
        painter.drawLines([QLineF(round(x), dirty.top(), round(x), dirty.bottom()) for x in edges])

    def paint_every(self, painter: QPainter, plan: Plan, dirty: QRectF) -> None:
        """Paint the lane for every room, which does not scroll sideways."""
        area = QRectF(0, 0, plan.every, plan.grid.height).intersected(dirty)
        if area.isEmpty():
            return
        painter.fillRect(area, self._look.colour("shade"))
        self._outside(painter, plan.grid, plan.every, area)
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLines(self._hours(plan.grid, area))
        painter.drawLine(QLineF(plan.every - 1, area.top(), plan.every - 1, area.bottom()))

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
        """Show why there is nothing to moderate on this day."""
        painter.setFont(text_font(14))
        painter.setPen(self._look.colour("muted"))
        words = self._desk.reader.words("Nothing is placed on this day yet. Place sessions in the timeline first.")
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

    def tint(self, token: str, alpha: int) -> QColor:
        """Return a translucent colour."""
        colour = self._look.colour(token)
        colour.setAlpha(alpha)
        return colour

    # sessions ------------------------------------------------------------------------------------------

    def paint_session(
        self, painter: QPainter, face: SessionFace, box: QRectF, wide: float, *, selected: bool, lit: bool, his: bool
    ) -> None:
        """Paint one block.

        ``wide`` is the width of its text in pixels, ``lit`` is set if the drag would moderate it, ``his`` if the shown
        person does.
        """
        gap = min(GAP, box.height() / 5)
        beside = min(GAP + 1, box.width() / 6)  # many clashing blocks are narrow, and still visible
        rect = box.adjusted(beside, gap, -beside, -gap)
        self._block(painter, face, rect, lit=lit, his=his, bare=selected or lit)
        if rect.width() > 3 * PAD and rect.height() > 9:
            painter.save()
            painter.setClipRect(rect)
            self._words(painter, face, rect, min(wide, rect.width()) - BAND - 2 * PAD)
            painter.restore()
        if selected or lit:
            self._outline(painter, rect.adjusted(-1, -1, 1, 1), "accent", 2)

    def _block(self, painter: QPainter, face: SessionFace, rect: QRectF, *, lit: bool, his: bool, bare: bool) -> None:
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.track(face.colour))
        painter.drawRoundedRect(QRectF(rect.x(), rect.y(), 2 * CORNER, rect.height()), CORNER, CORNER)
        inner = rect.adjusted(BAND, 0, 0, 0)
        painter.setBrush(look.colour("accent_soft" if lit or his else "panel"))
        painter.setPen(look.colour("line"))
        painter.drawRoundedRect(inner, CORNER - 2, CORNER - 2)
        if face.pause and not lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._pauses)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), CORNER - 2, CORNER - 2)
        if bare:  # it has an outline of its own
            return
        if face.missing:
            style = Qt.PenStyle.SolidLine if face.needed else Qt.PenStyle.DashLine
            self._outline(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), "warning", 1.5, style)
        elif face.wrong:
            self._outline(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), "problem", 1.5)

    def _outline(
        self, painter: QPainter, rect: QRectF, token: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.colour(token), width, style))
        painter.drawRoundedRect(rect, CORNER, CORNER)

    def _words(self, painter: QPainter, face: SessionFace, rect: QRectF, width: float) -> None:
        x, line = rect.x() + BAND + PAD, 16.0
        title = self._struck(self._title, face.cancelled)
        ink = "muted" if face.pause or face.cancelled else "ink"
        if rect.height() < 2 * line + 2:
            tiny = rect.height() < MOST_TINY
            room = QRectF(x, rect.y(), width, rect.height())
            used = self._say(painter, face.title, self._tiny if tiny else title, ink, room, most=0.62)
            if not tiny and face.who:
                self._who(painter, face, room.adjusted(used + PAD, 0, 0, 0))
            return
        room = QRectF(x, rect.y() + 3, width, line)
        first, second = self._two_rows(face.title, title, width) if rect.height() > 5 * line else (face.title, "")
        self._say(painter, first, title, ink, room)
        if second:
            room.translate(0, line)
            self._say(painter, second, title, ink, room)
        rows = [] if face.pause else [face.hours]
        room.translate(0, line)
        if face.who:
            self._who(painter, face, room)
            room.translate(0, line)
        elif face.pause:
            rows = [face.hours]
        for words in [*([f"! {face.wrong}"] if face.wrong else []), *rows]:
            if room.bottom() <= rect.bottom():
                self._say(painter, words, self._body, "problem" if words.startswith("!") else "muted", room)
                room.translate(0, line)

    def _who(self, painter: QPainter, face: SessionFace, room: QRectF) -> None:
        """Paint the moderator; if there is none, with a ring before the words."""
        if face.own:
            self._say(painter, face.who, self._strong, "ink", room)
            return
        if not face.missing:
            via = self._desk.reader.words("{name} · by stretch").format(name=face.who)
            whole = self._fitting(via, self._body, room.width())[0] == via
            self._say(painter, via if whole else face.who, self._body, "muted", room)
            return
        middle = QPointF(room.x() + MARK / 2, room.center().y() + 0.5)
        painter.setPen(QPen(self._look.colour("warning"), 1.6))
        painter.setBrush(self._look.colour("warning") if face.needed else QBrush(Qt.BrushStyle.NoBrush))
        painter.drawEllipse(middle, MARK / 2 - 1.5, MARK / 2 - 1.5)
        self._say(painter, face.who, self._strong, "warning", room.adjusted(MARK + 4, 0, 0, 0))

    def _say(self, painter: QPainter, words: str, font: QFont, token: str, room: QRectF, *, most: float = 1) -> float:
        """Paint one line of text, elided if it is too long, and return its width."""
        shown, used = self._fitting(words, font, room.width() * most)
        painter.setFont(font)
        painter.setPen(self._look.colour(token))
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
        """Break a title that is too long for one line between words."""
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

    # stretches -----------------------------------------------------------------------------------------

    def paint_stretch(
        self,
        painter: QPainter,
        face: StretchFace,
        box: QRectF,
        top: float,
        *,
        selected: bool,
        his: bool,
        opacity: float = 1,
    ) -> None:
        """Paint a stretch in its lane, with the person's face and name below ``top`` or below its start."""
        look, rect = self._look, box.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setOpacity(opacity)
        edge = QColor(look.colour("problem" if face.wrong else "accent"))
        painter.setPen(QPen(edge, 1.4, Qt.PenStyle.SolidLine if face.firm else Qt.PenStyle.DashLine))
        painter.setBrush(look.colour("accent_soft" if face.counts else "panel"))
        painter.drawRoundedRect(rect, CORNER, CORNER)
        painter.save()
        painter.setClipRect(rect)
        self._portrait(painter, face, rect.adjusted(0, max(0.0, top - rect.top()), 0, 0))
        painter.restore()
        if selected or his:
            self._outline(painter, rect, "accent", 2.5)
        painter.setOpacity(1.0)

    def _portrait(self, painter: QPainter, face: StretchFace, rect: QRectF) -> None:
        side = min(FACE_SIDE, rect.width() - 4, rect.height() - 4)
        top = rect.y() + 3
        if side > 8:
            self.paint_face(painter, face.person, QRectF(rect.center().x() - side / 2, top, side, side))
            top += side + 4
        who = f"! {face.who}" if face.wrong else face.who
        font = self._struck(self._strong, not face.counts)
        token = "problem" if face.wrong else "ink"
        if rect.width() >= ROOMY:
            room = QRectF(rect.x() + 4, top, rect.width() - 8, max(0.0, rect.bottom() - top - 2))
            painter.setFont(font)
            painter.setPen(self._look.colour(token))
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, who)
            return
        painter.translate(rect.center().x(), top)
        painter.rotate(90)
        self._say(painter, who, font, token, QRectF(0, -10, rect.bottom() - top - 4, 20))

    def paint_face(self, painter: QPainter, person: str, box: QRectF) -> None:
        """Paint a person's photo or initials."""
        found = self._desk.agenda.people.get(person)
        if found:
            photo = self._desk.pictures.photo(found.photo, round(box.width()), painter.device().devicePixelRatioF())
            paint_photo(painter, box, found.name, photo, self._look)
