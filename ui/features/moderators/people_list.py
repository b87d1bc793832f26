"""The people beside the board: moderators first, with their load. They can be dragged onto it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelection, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.domain.entities import Person
from planner.wording import Wording
from ui.features.moderators.coverage import Coverage, ModeratorLoad
from ui.kit.pictures.portrait import paint_photo
from ui.kit.theme.painting import paint_rounded, text_font, write
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.boxes import column
from ui.kit.widgets.labels import group_heading, heading, tooltip_text
from ui.state.canvas.outside_drag import DragSource, DragTarget
from ui.state.canvas.scene import Index
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


def by_load(people: Iterable[Person], work: Mapping[str, ModeratorLoad]) -> tuple[Person, ...]:
    """Return the people in their order, moderators first."""
    return tuple(sorted(people, key=lambda person: person.id not in work))


class PeopleModel(QAbstractListModel):
    """A list model of people. ``loads`` are the texts of what they moderate, by their ids; empty for nothing."""

    def __init__(self, words: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.people: tuple[Person, ...] = ()
        self.loads: dict[str, str] = {}

    def show(self, people: tuple[Person, ...], work: Mapping[str, ModeratorLoad]) -> None:
        """Show these people in this order; ``work`` are their loads."""
        loads = {person.id: load_text(self._words, work.get(person.id)) for person in people}
        if (people, loads) != (self.people, self.loads):
            self.beginResetModel()
            self.people, self.loads = people, loads
            self.endResetModel()

    def row(self, person_id: str) -> int:
        """Return a person's row, or -1 if they are not shown."""
        return next((n for n, one in enumerate(self.people) if one.id == person_id), -1)

    def line(self, person: Person) -> str:
        """Return the line below the name: the person's load, or else their organisation or title."""
        return self.loads[person.id] or person.organisation or person.title

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        person, roles = self.people[index.row()], Qt.ItemDataRole
        told = ", ".join(part for part in (person.name, self.line(person)) if part)
        texts: dict[int, str] = {
            roles.DisplayRole: person.name, roles.ToolTipRole: tooltip_text(told), roles.AccessibleTextRole: told,
        }  # fmt: skip
        return texts.get(role)


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
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            paint_rounded(painter, box.adjusted(0, 1, -1, -1), 6, fill=theme.colour("accent_soft"))
        side = QRectF(box.x() + PAD, box.center().y() - FACE / 2, FACE, FACE)
        photo = self._document.pictures.photo(person.photo, FACE, painter.device().devicePixelRatioF())
        paint_photo(painter, side, person.name, photo, theme)
        left = side.right() + PAD
        name = QRectF(left, box.top() + 5, box.right() - left - PAD, 17)
        if line := self._people.line(person):
            self._say(painter, line, self._small, "muted", name.translated(0, 17))
        else:
            name.moveTop(box.center().y() - name.height() / 2)
        self._say(painter, person.name, self._bold if self._people.loads[person.id] else self._body, "ink", name)
        painter.restore()

    def _say(self, painter: QPainter, words: str, font: QFont, token: str, room: QRectF) -> None:
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        how = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        write(painter, font, self._theme.colour(token), room, shown, how)


def fill_with_people(view: QListView, document: Document) -> PeopleModel:
    """Make a view list people, and return its model, without any yet."""
    people = PeopleModel(document.presentation.words, view)
    view.setModel(people)
    view.setItemDelegate(PersonDelegate(document, people, view))
    view.setAccessibleName(document.presentation.words("People"))
    view.setUniformItemSizes(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    return people


class PeopleList(QListView):
    """A list view of people, who can be dragged onto the board."""

    def __init__(self, document: Document, drag: DragTarget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._drag_source = document, DragSource(document, drag, self)
        self.people = fill_with_people(self, document)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
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
        for index in self.selectionModel().selectedIndexes():  # at most one
            chosen = Person, self.people.people[index.row()].id
            if self._document.shown != chosen:
                self._document.show(*chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._drag_source.press(event, on_thing=self.indexAt(event.position().toPoint()).isValid()):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag_source.move(event, lambda: self.current and self.current.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._drag_source.release(event):
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

    def __init__(self, document: Document, drag: DragTarget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document, self._coverage = document, Coverage()
        self.setFixedWidth(WIDTH)
        self.search = PlainLineEdit(self, placeholderText=words("Search people"), clearButtonEnabled=True)
        self.search.setAccessibleName(words("Search people"))
        self.list = PeopleList(document, drag, self)
        self.search.textChanged.connect(self._refresh)
        self._count, self.hint = heading(""), set_properties(QLabel(wordWrap=True), tone="muted")
        set_properties(self, part="left")
        column(
            group_heading(words("Moderators"), self._count), self.search, (self.list, 1), self.hint,
            inside=self, margins=(12, 14, 12, 12), spacing=8,
        )  # fmt: skip

    def show_coverage(self, coverage: Coverage) -> None:
        """Show the current snapshot; ``coverage`` has its moderators."""
        self._coverage = coverage
        self._count.setText(str(len(coverage.work)) if coverage.work else "")
        self._refresh()

    def _refresh(self) -> None:
        """Show the people whose name, title and organisation together contain every word of the search, and a hint."""
        words, agenda, work = self._document.presentation.words, self._document.agenda, self._coverage.work
        typed = self.search.text().casefold().split()
        found = [
            person for person in agenda.people_in_order
            if all(word in f"{person.name} {person.title} {person.organisation}".casefold() for word in typed)
        ]  # fmt: skip
        self.list.people.show(by_load(found, work), work)
        if not agenda.people:
            said = words("No people yet. Select a session and press Enter to type who moderates it.")
        elif not found:
            said = words("Nobody matches.")
        else:
            said = words(
                "Drag a person onto a session, onto a lane for a stretch, or onto a room's name for the whole day."
            )
        self.hint.setText(said)
        self.list.setVisible(bool(found))
