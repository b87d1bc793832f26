"""The heads of rooms above their columns: their texts, their model, and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from planner.domain.entities import Room
from planner.wording import Wording
from ui.kit.theme.painting import paint_rounded, text_font
from ui.kit.theme.theme import Theme
from ui.kit.widgets.labels import tooltip_text

Index = QModelIndex | QPersistentModelIndex
HEADER_HEIGHT = 34
NARROW = 54
"""Column width in pixels below which a room's name is rotated to read upwards."""
TURNED, TURNED_LARGE = 10, 15
"""Column widths in pixels from which a rotated name fits, and from which it has the usual font size."""
FOOT = 8
"""Pixels below a rotated name, where the room's colour is painted."""
ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class RoomHead:
    """The head of a column: the texts of a room, by its id; the id is empty for the whole venue and for every room."""

    room: str
    name: str
    seats: str = ""
    note: str = ""
    colour: str = ""


def head_of(room: Room | None, note: str, words: Wording) -> RoomHead:
    """Return the head of a room, or of the whole venue if it is None."""
    seats = words.plural("{n} seat", "{n} seats", room.seats) if room and room.seats else ""
    return RoomHead(room.id, room.name, seats, note, room.colour) if room else RoomHead("", words("Whole venue"))


class RoomHeadModel(QAbstractListModel):
    """The heads of a header, from the left; the painter, tooltips and screen readers take them from here."""

    heads: Sequence[RoomHead] = ()

    def show(self, heads: Sequence[RoomHead]) -> None:
        """Replace the heads."""
        self.beginResetModel()
        self.heads = heads
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        head, roles = self.heads[index.row()], Qt.ItemDataRole
        lines = [line for line in (head.name, head.seats, head.note) if line]
        told: dict[int, str] = {
            roles.AccessibleTextRole: ", ".join(lines),
            roles.ToolTipRole: tooltip_text("\n".join(lines)),
        }
        return head.name if role == roles.DisplayRole else told.get(role)


def turned_font(width: float) -> QFont:
    """Return the font of a rotated name in a column of that width."""
    return text_font(12) if width >= TURNED_LARGE else text_font(10, QFont.Weight.Medium)


class RoomHeadPainter:
    """A painter of heads, in boxes as high as the header."""

    def __init__(self, theme: Theme) -> None:
        self._theme, self._small = theme, text_font(12)
        self._bold, self._lane = text_font(13, QFont.Weight.DemiBold), text_font(12, QFont.Weight.DemiBold)

    def paint_ground(self, painter: QPainter, box: QRectF) -> None:
        """Paint what is below heads."""
        painter.fillRect(box, self._theme.colour("panel"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(box.bottomLeft() - QPointF(0, 1), box.bottomRight() - QPointF(0, 1))

    def paint(self, painter: QPainter, head: RoomHead, box: QRectF) -> None:
        """Paint the head of a room: its name, then its note or else its seats."""
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        if head.colour:
            painter.fillRect(box.adjusted(1, box.height() - 4, 0, -1), self._theme.track(head.colour))
        if box.width() < NARROW:
            self._paint_turned(painter, head, box)
            return
        metrics, small, note = QFontMetricsF(self._bold), QFontMetricsF(self._small), f"! {head.note}"
        kept = min(small.horizontalAdvance(note) + 8, box.width() * 0.6) if head.note else 0
        shown = metrics.elidedText(head.name, ELIDE, box.width() - 20 - kept)
        at = QPointF(box.x() + 10, box.bottom() - 12)
        beside = at + QPointF(6 + metrics.horizontalAdvance(shown), 0)
        space = box.right() - 8 - beside.x()
        self._write(painter, at, shown, self._bold, "ink")
        if head.note:
            self._write(painter, beside, small.elidedText(note, ELIDE, space), self._small, "warning")
        elif small.horizontalAdvance(head.seats) < space:
            self._write(painter, beside, head.seats, self._small, "muted")

    def _paint_turned(self, painter: QPainter, head: RoomHead, box: QRectF) -> None:
        """Paint a rotated name, preceded by "!" if the room has a note, whose text is in the tooltip."""
        name, colour = (f"! {head.name}", "warning") if head.note else (head.name, "ink")
        font = turned_font(box.width())
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(name if box.width() >= TURNED else "", ELIDE, box.height() - FOOT - 4)
        painter.save()
        painter.translate(box.center().x(), box.bottom() - FOOT)
        painter.rotate(-90)
        self._write(painter, QPointF(0, metrics.capHeight() / 2), shown, font, colour)
        painter.restore()

    def _write(self, painter: QPainter, at: QPointF, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        painter.drawText(at, text)

    def paint_lane(self, painter: QPainter, head: RoomHead, box: QRectF) -> None:
        """Paint the head of every room, which lies over those of rooms."""
        self.paint_ground(painter, box)
        painter.setFont(self._lane)
        painter.setPen(self._theme.colour("ink"))
        shown = QFontMetricsF(self._lane).elidedText(head.name, ELIDE, box.width() - 8)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)

    def paint_dragged(self, painter: QPainter, head: RoomHead, box: QRectF, target: QRectF) -> None:
        """Paint a dragged head over the others, and the line where it would be dropped, if any."""
        frame = box.adjusted(1, 1, -1, -2)
        painter.fillRect(frame, self._theme.colour("panel"))
        self.paint(painter, head, box)
        painter.setPen(QPen(self._theme.colour("accent"), 1))
        painter.drawRect(frame)
        painter.fillRect(target, self._theme.colour("accent"))

    def paint_ring(self, painter: QPainter, box: QRectF, corner: float) -> None:
        """Paint a ring around a head, with rounded corners."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_rounded(painter, box.adjusted(2, 2, -2, -3), corner, edge=QPen(self._theme.colour("accent"), 2))
