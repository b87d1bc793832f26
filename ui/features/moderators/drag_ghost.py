"""The ghost of a drag over the board: the stretch at its target, and a label with its effect and clashes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from planner.domain.text import Plural, Text
from ui.features.moderators.board_layout import Plan
from ui.features.moderators.board_painter import BoardPainter
from ui.features.moderators.drag_controller import Back, Held
from ui.features.moderators.moderator_shift import Stretch
from ui.kit.theme.painting import text_font
from ui.kit.widgets.labels import first_few
from ui.state.canvas.block_painter import rectangle
from ui.state.document import Desk

FACE, PAD = 24, 8
WIDEST = 340
"""Maximum width of the label in pixels; longer reasons wrap."""
BESIDE = 16
"""Pixels from the pointer to the label."""


class CoverGhost:
    """Paints the carried person or stretch. ``pointer`` is in pixels of the viewport."""

    def __init__(self, desk: Desk, painter: BoardPainter) -> None:
        self._desk, self._painter = desk, painter
        self._bold, self._small = text_font(12, QFont.Weight.DemiBold), text_font(11.5)
        self.pointer = QPointF()

    def lines(self, held: Held) -> list[str]:
        """Return the lines of the label: the person, the target, then the reasons why it would clash."""
        agenda, words, target = self._desk.agenda, self._desk.reader.words, held.target
        lines = [agenda.people[held.person].name] if held.person in agenda.people else []
        if isinstance(target, str) and target in agenda.sessions:
            lines.append(words("Moderator of “{title}”").format(title=agenda.sessions[target].title))
        elif isinstance(target, Stretch):
            lines.append(f"{self.place(target)} · {self.times(target)}")
            lines.append(words.say(_gain(len(held.lit))))
        return [*lines, *first_few(words, [f"! {words.say(reason)}" for reason in held.reasons])]

    def place(self, stretch: Stretch) -> str:
        """Return the name of a stretch's room, such as "Sal B"."""
        room = self._desk.agenda.rooms.get(stretch.room or "")
        return room.name if room else self._desk.reader.words("Every room")

    def times(self, stretch: Stretch) -> str:
        """Return the times of a stretch, such as "09:00 – 10:10"."""
        if stretch.start is None or stretch.end is None:
            return self._desk.reader.words("the whole day")
        return self._desk.hours(stretch.start, stretch.end).replace("–", " – ")

    def tip(self, held: Held, area: QRectF) -> QRectF:
        """Return the rectangle of the label, beside the pointer and inside the viewport ``area``."""
        rows = self._rows(held)
        width = max(size.width() for _font, size, _line in rows) + FACE + 3 * PAD
        height = max(sum(size.height() for _font, size, _line in rows), FACE) + 2 * PAD - 4
        x = max(area.left() + 4, min(self.pointer.x() + BESIDE, area.right() - width - 4))
        y = self.pointer.y() + BESIDE
        if y + height > area.bottom() - 4:
            y = self.pointer.y() - BESIDE - height
        return QRectF(x, max(area.top() + 4, y), width, height)

    def _rows(self, held: Held) -> list[tuple[QFont, QSizeF, str]]:
        limit, found = QRectF(0, 0, WIDEST, 1000), []
        for n, line in enumerate(self.lines(held)):
            font = self._small if n else self._bold
            size = QFontMetricsF(font).boundingRect(limit, Qt.TextFlag.TextWordWrap, line).size()
            found.append((font, size + QSizeF(1, 1), line))
        return found

    def paint_reach(self, painter: QPainter, held: Held, plan: Plan) -> None:
        """Paint the area that the stretch would cover, in pixels of the board."""
        if isinstance(held.target, Stretch) and (box := plan.reach_box(held.target)):
            tint = self._painter.tint("accent", 22)
            painter.fillRect(rectangle(box), tint)

    def paint_stretch(self, painter: QPainter, held: Held, box: QRectF) -> None:
        """Paint the stretch itself, in pixels of the viewport."""
        look = self._desk.reader.look
        painter.setBrush(look.colour("accent_soft"))
        painter.setPen(QPen(look.colour("problem" if held.grave else "accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 6, 6)

    def paint_tip(self, painter: QPainter, held: Held, area: QRectF) -> None:
        """Paint the label, in pixels of the viewport. It is below a column's header, and absent over the people."""
        if held.target is Back.PEOPLE or not (held.target or area.contains(self.pointer)):
            return
        look, box = self._desk.reader.look, self.tip(held, area)
        painter.setOpacity(1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink"))
        painter.drawRoundedRect(box, 6, 6)
        self._painter.paint_face(painter, held.person, QRectF(box.x() + PAD, box.y() + PAD - 2, FACE, FACE))
        painter.setPen(look.colour("panel"))
        y = box.y() + PAD - 2
        for font, size, line in self._rows(held):
            painter.setFont(font)
            painter.drawText(QRectF(QPointF(box.x() + FACE + 2 * PAD, y), size), Qt.TextFlag.TextWordWrap, line)
            y += size.height()


def _gain(n: int) -> Text:
    return Plural("{n} session gets a moderator", "{n} sessions get a moderator", n)
