"""The ghost of a drag: a block at each target, and a label with the time and the conflicts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QStaticText

from planner.domain.entities import Session
from planner.domain.span import clock_range
from planner.domain.text import Text
from planner.dragging.drag_state import DragState
from planner.layout.blocks import boxes_at
from planner.layout.drag import Slot
from planner.layout.grid import Grid
from planner.rules.conflict import Conflict, Severity
from planner.rules.drag_messages import drag_message
from ui.features.timeline.change_preview import ChangePreview
from ui.kit.theme.painting import text_font
from ui.kit.widgets.labels import first_few
from ui.state.canvas.block_content import BlockContent, content_of
from ui.state.canvas.block_painter import BlockPainter, laid_out, rectangle
from ui.state.document import Document

WIDEST_TIP, LEAST_TIP = 440, 190
"""Maximum width of the label, and its minimum width beside the block, in pixels; longer reasons wrap."""
SOLID = 0.97
SWAP = 15
"""Radius in pixels of the sign for a swap of two sessions."""
MEETING = 4
"""Thickness in pixels of the line where an end meets a neighbour's."""
MOST_LINES = 600
"""Number of text layouts that are cached, as a drag needs the same ones again and again."""


class DragGhost:
    """Paints the dragged sessions, in grid coordinates."""

    def __init__(self, document: Document, blocks: BlockPainter) -> None:
        self._document, self._blocks = document, blocks
        self._bold, self._small = text_font(11.5, QFont.Weight.DemiBold), text_font(11.5)
        self._lines: dict[tuple[str, float, bool], QStaticText] = {}
        self._sign = text_font(18, QFont.Weight.DemiBold)
        self._preview: tuple[DragState, Grid, ChangePreview] | None = None
        self.hint = document.presentation.words(
            "Arrows move it, Enter puts it there, Escape leaves it, F1 has more keys."
        )
        self._told: tuple[DragState | None, float, list[tuple[QFont, QStaticText]]] = (None, 0, [])

    def boxes(self, state: DragState, grid: Grid) -> list[QRectF]:
        """Return the rectangles of all targets, those of the grabbed session first; empty over the tray."""
        return [box for slot in state.slots.values() for box in _boxes(slot, grid)]

    def lines(self, state: DragState) -> list[str]:
        """Return the lines of the label: the time, the other effects of a drop, then the reasons for conflicts."""
        if state.slot is None:
            return []
        words, span = self._document.presentation.words, state.slot.span
        shown = first_few(words, [words.say(self._reason(state, conflict)) for conflict in state.conflicts])
        hours = clock_range(span.start, span.end).replace("–", " – ")
        return [" · ".join(part for part in (hours, self._besides(state)) if part), *shown]

    def _reason(self, state: DragState, conflict: Conflict) -> Text:
        """Return the text of a conflict, in a short form if it concerns only one of the dragged sessions."""
        mine = [name for name in conflict.sessions if name in state.slots]
        if len(mine) != 1:
            return conflict.text
        session = state.session if mine[0] == state.session.id else self._document.agenda.sessions[mine[0]]
        return drag_message(self._document.agenda, session, state.slots[mine[0]].span.start, conflict)

    def _besides(self, state: DragState) -> str:
        """Return the other effects of a drop: a swap, further sessions, pushed sessions, shortened breaks."""
        words = self._document.presentation.words
        if state.swap:
            return words("⇄ with “{title}”").format(title=self._document.agenda.sessions[state.swap].title)
        parts = [words.plural("{n} session", "{n} sessions", len(state.ids))] if state.others else []
        if moved := len(set(state.change.ids(Session)) - state.ids) if state.change else 0:
            parts.append(words.plural("{n} session makes way", "{n} sessions make way", moved))
        if given := _minutes_from_breaks(state):
            parts.append(words("breaks give {n} min").format(n=given))
        return " · ".join(parts)

    def tip(self, state: DragState, ghost: QRectF, area: QRectF) -> QRectF:
        """Return the label's rectangle, inside the visible part of the grid.

        It is beside the block if there is space, so that it hides nothing in the block's own column, or else above or
        below the block.
        """
        right, left = area.right() - ghost.right() - 12, ghost.left() - area.left() - 12
        if max(right, left) >= LEAST_TIP:
            size = self._size(state, min(WIDEST_TIP, right if right >= LEAST_TIP else left))
            x = ghost.right() + 8 if right >= LEAST_TIP else ghost.left() - 8 - size.width()
            y = max(area.top() + 4, min(ghost.top(), area.bottom() - size.height() - 4))
            return QRectF(QPointF(x, y), size)
        size = self._size(state, min(WIDEST_TIP, area.width() - 8))
        x = max(area.left() + 4, min(ghost.right() - size.width() - 12, area.right() - size.width() - 4))
        y = ghost.top() - size.height() - 6
        return QRectF(QPointF(x, y if y > area.top() else ghost.bottom() + 6), size)

    def _size(self, state: DragState, widest: float) -> QSizeF:
        sizes = [text.size() for _font, text in self._rows(state, widest - 16)]
        return QSizeF(max(size.width() for size in sizes) + 16, sum(size.height() for size in sizes) + 6)

    def _rows(self, state: DragState, width: float) -> list[tuple[QFont, QStaticText]]:
        """Return the lines of the label, each with its font and laid out within a width."""
        if self._told[0] is not state or self._told[1] != width:
            lines = [*self.lines(state), *([self.hint] if state.by_keys else [])]
            rows = [self._row(words, width, bold=n == 0) for n, words in enumerate(lines)]
            self._told = (state, width, rows)
        return self._told[2]

    def _row(self, words: str, width: float, *, bold: bool) -> tuple[QFont, QStaticText]:
        font, key = self._bold if bold else self._small, (words, width, bold)
        if key not in self._lines:
            if len(self._lines) >= MOST_LINES:
                self._lines.clear()
            wide = QFontMetricsF(font).horizontalAdvance(words) > width
            self._lines[key] = laid_out(words, font, width if wide else None)
        return font, self._lines[key]

    def paint(self, painter: QPainter, state: DragState, grid: Grid, area: QRectF) -> None:
        """Paint the dragged sessions where they would land, others that would move, and a label by the first block."""
        if state.change:
            self._change_of(state, grid).paint(painter, [area])
        for name, slot in state.slots.items():
            session = state.session if name == state.session.id else self._document.agenda.sessions[name]
            for box in _boxes(slot, grid):
                if box.intersects(area):
                    self._paint_block(painter, state, session, slot, box)
        if boxes := self.boxes(state, grid):
            if state.swap:
                self._paint_swap(painter, boxes[0].center())
            self._paint_tip(painter, state, self.tip(state, boxes[0], area))

    def besides(self, state: DragState, grid: Grid) -> list[QRectF]:
        """Return the rectangles of other sessions that a drop would move."""
        return self._change_of(state, grid).boxes if state.change else []

    def _change_of(self, state: DragState, grid: Grid) -> ChangePreview:
        if self._preview is None or self._preview[0] is not state or self._preview[1] != grid:
            assert state.change
            conflicts = state.conflicts
            made = ChangePreview(self._document, self._blocks, state.change, conflicts, grid, without=state.session.id)
            self._preview = (state, grid, made)
        return self._preview[2]

    def content(self, state: DragState, session: Session, slot: Slot) -> BlockContent:
        """Return the content of a dragged session's block at its target, with the conflicts it would have there."""
        mine = [c for c in state.conflicts if session.id in c.sessions]
        reason = self._document.presentation.words.say(mine[0].short) if mine else ""
        content = content_of(self._document, session, slot.span.start, slot.span.end)
        return replace(content, reason=reason, grave=any(c.severity is Severity.PROBLEM for c in mine))

    def _paint_block(self, painter: QPainter, state: DragState, session: Session, slot: Slot, box: QRectF) -> None:
        self._blocks.pictures.paint(painter, "shadow", box, self._draw_shadow)
        content = self.content(state, session, slot)
        self._blocks.paint(painter, content, box, selected=False, opacity=SOLID)
        outline = "problem" if content.grave else "warning" if content.reason else "accent"
        self._blocks.pictures.paint(painter, outline, box, partial(self._draw_outline, outline))
        if session is state.session:
            for minute in state.meets:
                y = box.top() if minute == slot.span.start else box.bottom()
                line = QRectF(box.left(), y - MEETING / 2, box.width(), MEETING)
                painter.fillRect(line, self._document.presentation.theme.colour("accent"))

    def _paint_swap(self, painter: QPainter, centre: QPointF) -> None:
        theme = self._document.presentation.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(centre, SWAP, SWAP)
        painter.setPen(theme.colour("on_accent"))
        painter.setFont(self._sign)
        box = QRectF(centre.x() - SWAP, centre.y() - SWAP, 2 * SWAP, 2 * SWAP)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "⇄")

    def paint_clash(self, painter: QPainter, box: QRectF) -> None:
        """Highlight a block that the dragged sessions would conflict with."""
        self._blocks.pictures.paint(painter, "clash", box, self._draw_clash)

    def _draw_shadow(self, painter: QPainter, box: QRectF) -> None:
        theme = self._document.presentation.theme
        painter.setPen(Qt.PenStyle.NoPen)
        colour = theme.colour("ink" if theme.name == "light" else "background")
        for spread, alpha in ((8, 10), (5, 14), (2, 20)):
            colour.setAlpha(alpha)
            painter.setBrush(colour)
            painter.drawRoundedRect(box.adjusted(-spread, -spread + 3, spread, spread + 3), 10, 10)

    def _draw_outline(self, colour: str, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(self._document.presentation.theme.colour(colour), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), 7, 7)

    def _draw_clash(self, painter: QPainter, box: QRectF) -> None:
        tint = self._document.presentation.theme.colour("problem")
        painter.setPen(QPen(tint, 2))
        tint.setAlpha(40)
        painter.setBrush(tint)
        painter.drawRoundedRect(box.adjusted(3, 2, -3, -2), 6, 6)

    def _paint_tip(self, painter: QPainter, state: DragState, box: QRectF) -> None:
        theme = self._document.presentation.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(theme.colour("panel"))
        y = box.y() + 3
        for font, text in self._told[2]:
            painter.setFont(font)
            painter.drawStaticText(QPointF(box.x() + 8, y), text)
            y += text.size().height()


def _minutes_from_breaks(state: DragState) -> int:
    """Return the number of minutes by which a drop shortens breaks."""
    pairs = [(edit.before, edit.after) for edit in state.change.edits] if state.change else []
    return sum(
        max(0, before.minutes - after.minutes)
        for before, after in pairs
        if isinstance(before, Session) and isinstance(after, Session)
        if after.facts.pause and after.id not in state.ids
    )


def _boxes(slot: Slot, grid: Grid) -> list[QRectF]:
    return [rectangle(box) for box in boxes_at(grid, slot.rooms, slot.span)]
