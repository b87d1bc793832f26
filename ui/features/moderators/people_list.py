"""The people beside the board: moderators first, with their load. They can be dragged onto it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelection, QModelIndex, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
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
from ui.features.moderators.board import Board
from ui.features.moderators.board_model import Index
from ui.features.moderators.coverage import Coverage, ModeratorLoad
from ui.kit.pictures.portrait import paint_photo
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import group_heading, tooltip_text
from ui.state.document import Document
from ui.state.plain_line import PlainLineEdit

ROW, FACE, PAD = 44, 30, 8
WIDTH = 248


def load_text(words: Wording, work: ModeratorLoad | None) -> str:
    """Return a moderator's load, such as "2 h 15 min · 3 sessions", or an empty string if ``work`` is None."""
    if work is None:
        return ""
    if not work.sessions:
        return words("a stretch without sessions")
    hours, minutes = divmod(work.minutes, 60)
    long = words("{hours} h {minutes} min") if minutes else words("{hours} h")
    time = long.format(hours=hours, minutes=minutes) if hours else words("{n} min").format(n=minutes)
    sessions = words.plural("{n} session", "{n} sessions", work.sessions)
    return f"{time} · {sessions}"


class PeopleModel(QAbstractListModel):
    """A list model of the people that match the search."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._search = ""
        self._only: tuple[Person, ...] | None = None
        self._coverage: Coverage | None = None
        self.people: tuple[Person, ...] = ()
        self._lines: dict[str, str] = {}

    def search(self, text: str) -> None:
        """Show only people whose name, title and organisation together contain every word of a text."""
        self._search = text
        self._refresh()

    def show_only(self, people: tuple[Person, ...]) -> None:
        """Show these people in this order, regardless of the search."""
        self._only = people
        self._refresh()

    def show_coverage(self, coverage: Coverage) -> None:
        """Show the current snapshot; ``coverage`` has its moderators."""
        self._coverage = coverage
        self._refresh()

    def _refresh(self) -> None:
        work, words = self._coverage.work if self._coverage else {}, self._search.casefold().split()
        found = [
            person for person in self._document.agenda.people_in_order
            if all(word in f"{person.name} {person.title} {person.organisation}".casefold() for word in words)
        ]  # fmt: skip
        people = self._only
        if people is None:
            people = tuple(sorted(found, key=lambda person: person.id not in work))
        lines = {person.id: load_text(self._document.presentation.words, work.get(person.id)) for person in people}
        if (people, lines) != (self.people, self._lines):
            self.beginResetModel()
            self.people, self._lines = people, lines
            self.endResetModel()

    def row(self, person_id: str) -> int:
        """Return a person's row, or -1 if they are not shown."""
        return next((n for n, one in enumerate(self.people) if one.id == person_id), -1)

    def line(self, person: Person) -> str:
        """Return the line below the name: the person's load, or else their organisation or title."""
        return self._lines[person.id] or person.organisation or person.title

    def works(self, person: Person) -> bool:
        """Return True if a person moderates anything."""
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
            return tooltip_text(", ".join(part for part in (person.name, self.line(person)) if part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (person.name, self.line(person)) if part)
        return None


class PersonDelegate(QStyledItemDelegate):
    """A delegate that paints a person: photo, name, and a muted line."""

    def __init__(self, document: Document, people: PeopleModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._people, self._theme = document, people, document.presentation.theme
        self._bold, self._body, self._small = text_font(13, QFont.Weight.DemiBold), text_font(13), text_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        person, theme, box = self._people.people[index.row()], self._theme, QRectF(option.rect)
        works, line = self._people.works(person), self._people.line(person)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(box.adjusted(0, 1, -1, -1), 6, 6)
        side = QRectF(box.x() + PAD, box.center().y() - FACE / 2, FACE, FACE)
        photo = self._document.pictures.photo(person.photo, FACE, painter.device().devicePixelRatioF())
        paint_photo(painter, side, person.name, photo, theme)
        left = side.right() + PAD
        room = QRectF(left, box.top() + 5, box.right() - left - PAD, 17)
        self._say(
            painter, person.name, self._bold if works else self._body, "ink", room if line else _centred(room, box)
        )
        if line:
            self._say(painter, line, self._small, "muted", room.translated(0, 17))
        painter.restore()

    def _say(self, painter: QPainter, words: str, font: QFont, token: str, room: QRectF) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _centred(room: QRectF, box: QRectF) -> QRectF:
    return QRectF(room.x(), box.center().y() - room.height() / 2, room.width(), room.height())


class PeopleList(QListView):
    """A list view of people, who can be dragged onto the board."""

    def __init__(self, document: Document, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._board = document, board
        self._pressed: QPoint | None = None
        self.people = PeopleModel(document, self)
        self.setModel(self.people)
        self.setItemDelegate(PersonDelegate(document, self.people, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setAccessibleName(document.presentation.words("People"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        board.drag_controller.ended.connect(self._let_go)
        document.selection_changed.connect(self.adopt)
        self.people.modelReset.connect(self.adopt)

    def adopt(self) -> None:
        """Select the person that the document shows."""
        kind, shown = self._document.shown
        row = self.people.row(shown) if kind is Person else -1
        if row < 0:
            self.selectionModel().clearSelection()
        elif not self.selectionModel().isSelected(self.people.index(row)):
            self.setCurrentIndex(self.people.index(row))

    @property
    def current(self) -> Person | None:
        """The person who is current in the list, or None."""
        row = self.currentIndex().row()
        return self.people.people[row] if 0 <= row < len(self.people.people) else None

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        rows = [index.row() for index in self.selectionModel().selectedIndexes()]
        if rows and self._document.shown != (Person, self.people.people[rows[0]].id):
            self._document.show(Person, self.people.people[rows[0]].id)

    def _let_go(self) -> None:
        self._pressed = None  # after Escape the button may still be down

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._board.ends_drag(event):
            return
        super().mousePressEvent(event)
        on_person = self.indexAt(event.position().toPoint()).isValid()
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left and on_person else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self._document.workspace.writable:
            return
        if not self._board.drag_controller.state:
            far = (event.position().toPoint() - self._pressed).manhattanLength()
            person = self.current
            if far < QApplication.startDragDistance() or person is None:
                return
            self._board.carry_person(person.id)
        self._board.carry(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self._board.drag_controller.state:
            self._board.drop()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._document.edit_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.current and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._document.edit_requested.emit()
        else:
            super().keyPressEvent(event)


class PeoplePanel(QFrame):
    """The left side of the page: a heading with the count, a search field, the people, and a hint."""

    def __init__(self, document: Document, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        set_properties(self, part="left")
        self._document = document
        self.setFixedWidth(WIDTH)
        self.search = PlainLineEdit(self, placeholderText=words("Search people"), clearButtonEnabled=True)
        self.search.setAccessibleName(words("Search people"))
        self.list = PeopleList(document, board, self)
        self.search.textChanged.connect(self.list.people.search)
        self._count = QLabel()
        set_properties(self._count, heading="group")
        self.hint = QLabel(wordWrap=True)
        set_properties(self.hint, tone="muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 14, 12, 12)
        box.setSpacing(8)
        box.addLayout(group_heading(words("Moderators"), self._count))
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        box.addWidget(self.hint)
        box.setStretchFactor(self.list, 1)
        board.over_people.connect(lambda over: set_properties(self.list, drop=over))
        self.list.people.modelReset.connect(self._settle)

    def show_coverage(self, coverage: Coverage) -> None:
        """Show the current snapshot; ``coverage`` has its moderators."""
        self._count.setText(str(len(coverage.work)) if coverage.work else "")
        self.list.people.show_coverage(coverage)
        self._settle()

    def _settle(self) -> None:
        words, agenda = self._document.presentation.words, self._document.agenda
        if not agenda.people:
            said = words("No people yet. Select a session and press Enter to type who moderates it.")
        elif not self.list.people.people:
            said = words("Nobody matches.")
        else:
            said = words(
                "Drag a person onto a session, onto a lane for a stretch, or onto a room's name for the whole day."
            )
        self.hint.setText(said)
        self.list.setVisible(bool(self.list.people.people))
