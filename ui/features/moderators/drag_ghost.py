"""The ghost of a drag over the board: the shift at its target, and a label with its effects and conflicts."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from planner.domain.span import clock_range
from planner.domain.text import Plural, Text
from ui.features.moderators.board_layout import BoardLayout
from ui.features.moderators.board_painter import BoardPainter
from ui.features.moderators.drag_controller import ListTarget, ShiftDrag
from ui.features.moderators.moderator_shift import ModeratorShift
from ui.kit.theme.painting import text_font
from ui.kit.widgets.labels import first_few
from ui.state.canvas.block_painter import rectangle
from ui.state.document import Document

FACE, PAD = 24, 8
WIDEST = 340
"""Maximum width of the label in pixels; longer reasons wrap."""
BESIDE = 16
"""Pixels from the pointer to the label."""


class ShiftDragGhost:
    """Paints the dragged person or shift. ``pointer`` is in viewport coordinates."""

    def __init__(self, document: Document, painter: BoardPainter) -> None:
        self._document, self._painter = document, painter
        self._bold, self._small = text_font(12, QFont.Weight.DemiBold), text_font(11.5)
        self.pointer = QPointF()

    def lines(self, state: ShiftDrag) -> list[str]:
        """Return the lines of the label: the person, the target and effect, then reasons for conflicts."""
        agenda, words, target = self._document.agenda, self._document.presentation.words, state.target
        lines = [agenda.people[state.person].name] if state.person in agenda.people else []
        if isinstance(target, str) and target in agenda.sessions:
            lines.append(words("Moderator of “{title}”").format(title=agenda.sessions[target].title))
        elif isinstance(target, ModeratorShift):
            lines.append(f"{self.place(target)} · {self.times(target)}")
            lines.append(words.say(_gain_text(len(state.lit))))
        return [*lines, *first_few(words, [f"! {words.say(reason)}" for reason in state.reasons])]

    def place(self, shift: ModeratorShift) -> str:
        """Return the name of a shift's room, such as "Sal B", or "Every room"."""
        room = self._document.agenda.rooms.get(shift.room or "")
        return room.name if room else self._document.presentation.words("Every room")

    def times(self, shift: ModeratorShift) -> str:
        """Return the times of a shift, such as "09:00 – 10:10", or "the whole day"."""
        if shift.start is None or shift.end is None:
            return self._document.presentation.words("the whole day")
        return clock_range(shift.start, shift.end).replace("–", " – ")

    def tip(self, state: ShiftDrag, area: QRectF) -> QRectF:
        """Return the rectangle of the label, beside the pointer and inside the viewport ``area``."""
        rows = self._rows(state)
        width = max(size.width() for _font, size, _line in rows) + FACE + 3 * PAD
        height = max(sum(size.height() for _font, size, _line in rows), FACE) + 2 * PAD - 4
        x = max(area.left() + 4, min(self.pointer.x() + BESIDE, area.right() - width - 4))
        y = self.pointer.y() + BESIDE
        if y + height > area.bottom() - 4:
            y = self.pointer.y() - BESIDE - height
        return QRectF(x, max(area.top() + 4, y), width, height)

    def _rows(self, state: ShiftDrag) -> list[tuple[QFont, QSizeF, str]]:
        limit, found = QRectF(0, 0, WIDEST, 1000), []
        for n, line in enumerate(self.lines(state)):
            font = self._small if n else self._bold
            size = QFontMetricsF(font).boundingRect(limit, Qt.TextFlag.TextWordWrap, line).size()
            found.append((font, size + QSizeF(1, 1), line))
        return found

    def paint_reach(self, painter: QPainter, state: ShiftDrag, board_layout: BoardLayout) -> None:
        """Paint the area that the shift would cover, in board coordinates."""
        if isinstance(state.target, ModeratorShift) and (box := board_layout.reach_box(state.target)):
            tint = self._painter.tint("accent", 22)
            painter.fillRect(rectangle(box), tint)

    def paint_shift(self, painter: QPainter, state: ShiftDrag, box: QRectF) -> None:
        """Paint the shift at its target, in viewport coordinates."""
        theme = self._document.presentation.theme
        painter.setBrush(theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("problem" if state.grave else "accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 6, 6)

    def paint_tip(self, painter: QPainter, state: ShiftDrag, area: QRectF) -> None:
        """Paint the label, in viewport coordinates, unless the drag is over the people or has left the board."""
        if state.target is ListTarget.PEOPLE or not (state.target or area.contains(self.pointer)):
            return
        theme, box = self._document.presentation.theme, self.tip(state, area)
        painter.setOpacity(1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        painter.drawRoundedRect(box, 6, 6)
        self._painter.paint_face(painter, state.person, QRectF(box.x() + PAD, box.y() + PAD - 2, FACE, FACE))
        painter.setPen(theme.colour("panel"))
        y = box.y() + PAD - 2
        for font, size, line in self._rows(state):
            painter.setFont(font)
            painter.drawText(QRectF(QPointF(box.x() + FACE + 2 * PAD, y), size), Qt.TextFlag.TextWordWrap, line)
            y += size.height()


def _gain_text(n: int) -> Text:
    return Plural("{n} session gets a moderator", "{n} sessions get a moderator", n)
