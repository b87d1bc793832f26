"""Paints a list's cells: a first line, a muted second line, pills for states, and a photo before a name."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.domain.entities import Person, Room, Session, Track
from ui.features.lists.list_model import CELL, ENTITY, Cell
from ui.kit.pictures.portrait import paint_photo
from ui.kit.theme.painting import PIN, paint_pin, text_font
from ui.kit.theme.theme import Theme
from ui.state.document import Document

ROW, PAD, FACE, BAND = 48, 10, 30, 4
PILLS = {"good": "good", "warning": "warning", "problem": "problem"}


def pill_colour(theme: Theme, tone: str) -> QColor:
    """Return the pale background colour of a pill."""
    colour = theme.colour(PILLS[tone])
    colour.setAlpha(38)
    return colour


class CellPainter(QStyledItemDelegate):
    """Draws a cell as plain text; foreign text is never interpreted as markup."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._theme = document, document.presentation.theme
        self._bold, self._body, self._small = text_font(13, QFont.Weight.DemiBold), text_font(13), text_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell = index.data(CELL)
        theme, box = self._theme, QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("accent_soft"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("line"))
        left = box.left() + PAD
        if index.column() == 0:
            left = self._lead(painter, index.data(ENTITY), box, left)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(QRectF(box.left(), box.top(), 3, box.height() - 1), theme.colour("accent"))
        room = QRectF(left, box.top() + 4, box.right() - left - PAD / 2, box.height() - 8)
        self._words(painter, cell, room)
        painter.restore()

    def _lead(self, painter: QPainter, entity: object, box: QRectF, left: float) -> float:
        """Paint what precedes the text, a person's photo or the colour of a track or room; return the x after it."""
        if isinstance(entity, Person):
            side = QRectF(left, box.center().y() - FACE / 2, FACE, FACE)
            photo = self._document.pictures.photo(entity.photo, FACE, painter.device().devicePixelRatioF())
            paint_photo(painter, side, entity.name, photo, self._theme)
            return left + FACE + PAD
        colour = ""
        if isinstance(entity, Session):
            track = self._document.agenda.tracks.get(entity.track or "")
            colour = track.colour if track else ""
        elif isinstance(entity, Track | Room):
            colour = entity.colour
        if isinstance(entity, Session | Track | Room):
            band = QRectF(left, box.top() + 8, BAND, box.height() - 17)
            painter.fillRect(band, self._theme.track(colour) if colour else self._theme.colour("line"))
            return left + BAND + PAD
        return left

    def _words(self, painter: QPainter, cell: Cell, room: QRectF) -> None:
        font = self._bold if cell.bold else self._body
        metrics = QFontMetricsF(font)
        if cell.tone:
            self._pill(painter, cell, room)
            return
        top = room
        if cell.below:
            top = QRectF(room.left(), room.center().y() - 18, room.width(), 18)
            under = QRectF(room.left(), room.center().y(), room.width(), 18)
            painter.setFont(self._small)
            painter.setPen(self._theme.colour("muted"))
            small = QFontMetricsF(self._small)
            painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, self._fit(small, cell.below, room.width()))
        painter.setFont(font)
        painter.setPen(self._theme.colour("ink"))
        text = self._fit(metrics, cell.text, room.width() - (PIN + 6 if cell.pinned else 0))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, text)
        if cell.pinned:
            x = top.left() + metrics.horizontalAdvance(text) + 6
            paint_pin(painter, x, top.center().y() - PIN / 2, self._theme.colour("ink"))

    def _pill(self, painter: QPainter, cell: Cell, room: QRectF) -> None:
        if not cell.text:
            return
        metrics = QFontMetricsF(self._small)
        mark = "! " if cell.tone == "problem" else ""
        text = self._fit(metrics, mark + cell.text, room.width() - 12)
        pill = QRectF(room.left(), room.center().y() - 11, metrics.horizontalAdvance(text) + 14, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pill_colour(self._theme, cell.tone))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setFont(self._small)
        painter.setPen(self._theme.colour(PILLS[cell.tone]))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)

    @staticmethod
    def _fit(metrics: QFontMetricsF, text: str, width: float) -> str:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))
