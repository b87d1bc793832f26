"""The people at the left of the board: whoever moderates anything first, with how much; to be dragged onto it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelection, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.entities import Person
from planner.wording import Wording
from ui.cover.board import Board
from ui.cover.board_model import Index
from ui.cover.coverage import Coverage, Work
from ui.desk import Desk
from ui.labels import tip
from ui.look import Look, mark
from ui.panels.editors import Line
from ui.pictures.portrait import paint_photo
from ui.timeline.painter import text_font

ROW, FACE, PAD = 44, 30, 8
WIDTH = 248


def work_line(words: Wording, work: Work | None) -> str:
    """How much somebody moderates, such as 3 sessions · 2 h 15 min; nothing for nothing."""
    if work is None:
        return ""
    if not work.sessions:
        return words("a stretch without sessions")
    hours, minutes = divmod(work.minutes, 60)
    long = words("{hours} h {minutes} min") if minutes else words("{hours} h")
    time = long.format(hours=hours, minutes=minutes) if hours else words("{n} min").format(n=minutes)
    return f"{words.plural('{n} session', '{n} sessions', work.sessions)} · {time}"


class PeopleModel(QAbstractListModel):
    """The people that match the search."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._search = ""
        self._coverage: Coverage | None = None
        self.people: tuple[Person, ...] = ()
        self._lines: dict[str, str] = {}

    def search(self, text: str) -> None:
        """Show only those whose name, title or organisation hold every word of the text."""
        self._search = text
        self._refresh()

    def show_coverage(self, coverage: Coverage) -> None:
        """Read the snapshot anew, of which that is who moderates what."""
        self._coverage = coverage
        self._refresh()

    def _refresh(self) -> None:
        work, words = self._coverage.work if self._coverage else {}, self._search.casefold().split()
        found = [
            person for person in self._desk.agenda.people_in_order
            if all(word in f"{person.name} {person.title} {person.organisation}".casefold() for word in words)
        ]  # fmt: skip
        people = tuple(sorted(found, key=lambda person: person.id not in work))
        lines = {person.id: work_line(self._desk.reader.words, work.get(person.id)) for person in people}
        if (people, lines) != (self.people, self._lines):
            self.beginResetModel()
            self.people, self._lines = people, lines
            self.endResetModel()

    def row(self, person: str) -> int:
        """The person's row, or -1."""
        return next((n for n, one in enumerate(self.people) if one.id == person), -1)

    def line(self, person: Person) -> str:
        """What stands below the name: how much they moderate, else where they are from."""
        return self._lines[person.id] or person.organisation or person.title

    def works(self, person: Person) -> bool:
        """Whether they moderate anything."""
        return bool(self._lines[person.id])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        person = self.people[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(", ".join(part for part in (person.name, self.line(person)) if part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (person.name, self.line(person)) if part)
        return None


class PersonPainter(QStyledItemDelegate):
    """Draws a person: face, name, and a muted line."""

    def __init__(self, desk: Desk, people: PeopleModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._people, self._look = desk, people, desk.reader.look
        self._bold, self._body, self._small = text_font(13, QFont.Weight.DemiBold), text_font(13), text_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        person, look, box = self._people.people[index.row()], self._look, QRectF(option.rect)
        works, line = self._people.works(person), self._people.line(person)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft"))
            painter.drawRoundedRect(box.adjusted(0, 1, -1, -1), 6, 6)
        side = QRectF(box.x() + PAD, box.center().y() - FACE / 2, FACE, FACE)
        photo = self._desk.pictures.photo(person.photo, FACE, painter.device().devicePixelRatioF())
        paint_photo(painter, side, person.name, photo, look)
        left = side.right() + PAD
        room = QRectF(left, box.top() + 5, box.right() - left - PAD, 17)
        self._say(painter, person.name, self._bold if works else self._body, "ink", room if line else _middle(room, box))
        if line:
            self._say(painter, line, self._small, "muted", room.translated(0, 17))
        painter.restore()

    def _say(self, painter: QPainter, words: str, font: QFont, token: str, room: QRectF) -> None:
        painter.setFont(font)
        painter.setPen(self._look.colour(token))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _middle(room: QRectF, box: QRectF) -> QRectF:
    return QRectF(room.x(), box.center().y() - room.height() / 2, room.width(), room.height())
