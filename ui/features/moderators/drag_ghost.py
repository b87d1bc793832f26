"""The ghost of a drag over the board: the shift at its target, and a label with its effects and conflicts."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QPointF, QRectF
from PySide6.QtGui import QPainter

from planner.domain.span import clock_range
from planner.domain.text import Plural, Text
from ui.features.moderators.board_layout import BoardLayout
from ui.features.moderators.board_painter import BoardPainter
from ui.features.moderators.drag_controller import ListTarget, ShiftDrag
from ui.features.moderators.moderator_shift import ModeratorShift
from ui.kit.theme.painting import dashed, paint_rounded
from ui.kit.widgets.labels import first_few
from ui.state.canvas.block_painter import rectangle
from ui.state.canvas.tip_label import TipLabel
from ui.state.document import Document

FACE, PAD = 24, 8
WIDEST = 340
"""Maximum width of the label in pixels; longer reasons wrap."""
BESIDE = 16
"""Pixels from the pointer to the label."""


class ShiftDragGhost:
    """Paints the dragged person or shift. ``pointer`` is in viewport coordinates."""

    def __init__(self, document: Document, painter: BoardPainter) -> None:
        self._document, self._painter, self._theme = document, painter, document.presentation.theme
        margins = QMarginsF(FACE + 2 * PAD, PAD - 2, PAD, PAD - 2)
        self._label = TipLabel(self._theme, document.paint_cache, 6, margins, snug=True)
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
        size = self._label.size(self._label.rows(self.lines(state), WIDEST))
        width, height = size.width(), max(size.height(), FACE + 2 * PAD - 4)
        x = max(area.left() + 4, min(self.pointer.x() + BESIDE, area.right() - width - 4))
        y = self.pointer.y() + BESIDE
        if y + height > area.bottom() - 4:
            y = self.pointer.y() - BESIDE - height
        return QRectF(x, max(area.top() + 4, y), width, height)

    def paint_reach(self, painter: QPainter, state: ShiftDrag, board_layout: BoardLayout) -> None:
        """Paint the area that the shift would cover, in board coordinates."""
        if isinstance(state.target, ModeratorShift) and (box := board_layout.reach_box(state.target)):
            painter.fillRect(rectangle(box), self._theme.tint("accent", 22))

    def paint_shift(self, painter: QPainter, state: ShiftDrag, box: QRectF) -> None:
        """Paint the shift at its target, in viewport coordinates."""
        edge = dashed(self._theme.colour("problem" if state.grave else "accent"), 2)
        paint_rounded(painter, box.adjusted(2, 2, -2, -2), 6, fill=self._theme.colour("accent_soft"), edge=edge)

    def paint_tip(self, painter: QPainter, state: ShiftDrag, area: QRectF) -> None:
        """Paint the label, in viewport coordinates, unless the drag is over the people or has left the board."""
        if state.target is ListTarget.PEOPLE or not (state.target or area.contains(self.pointer)):
            return
        box = self.tip(state, area)
        painter.setOpacity(1)
        self._label.paint(painter, box, self._label.rows(self.lines(state), WIDEST))
        self._painter.paint_face(painter, state.person, QRectF(box.x() + PAD, box.y() + PAD - 2, FACE, FACE))


def _gain_text(n: int) -> Text:
    return Plural("{n} session gets a moderator", "{n} sessions get a moderator", n)
