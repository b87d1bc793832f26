"""A small chooser at a session or a stretch: type a few letters of whoever moderates there, and press Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView, QVBoxLayout, QWidget

from planner.domain.cleaning import clean_line
from planner.domain.entities import Person
from ui.cover.coverage import Coverage
from ui.cover.hand import Held, Target, judged
from ui.cover.people_list import ROW, PeopleModel, PersonPainter
from ui.desk import Desk
from ui.labels import ElidedLabel
from ui.look import mark
from ui.panels.editors import Line

WIDTH, ROWS = 300, 6
STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Chooser(QFrame):
    """Says who was chosen: a person, or a name that the conference does not know yet."""

    chosen = Signal(str)
    named = Signal(str)

    def __init__(self, desk: Desk, coverage: Coverage, title: str, target: Target, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._target, words = desk, target, desk.reader.words
        mark(self, part="chooser")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(title)
        head = ElidedLabel()
        head.setText(title)
        mark(head, label="field")
        self.line = Line(placeholderText=words("Type a name"))
        self.line.setAccessibleName(title)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self._accept)
        self.people = PeopleModel(desk, self)
        self.people.show_coverage(coverage)
        self.list = QListView()
        self.list.setModel(self.people)
        self.list.setItemDelegate(PersonPainter(desk, self.people, self.list))
        self.list.setAccessibleName(words("People"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setFixedHeight(ROW * max(1, min(ROWS, len(self.people.people))))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._judge)
        self.list.clicked.connect(self._accept)
        self._said = QLabel(wordWrap=True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 10, 10, 10)
        box.setSpacing(6)
        for widget in (head, self.line, self.list, self._said):
            box.addWidget(widget)
        self._on_typed()

    def open_at(self, spot: QRect) -> None:
        """Show it beside a place of the screen, and let one type."""
        self.adjustSize()
        screen = (self.screen() or QGuiApplication.primaryScreen()).availableGeometry()
        right = QPoint(spot.right() + 6, spot.top())
        left = QPoint(spot.left() - self.width() - 6, spot.top())
        at = right if right.x() + self.width() <= screen.right() else left
        x = max(screen.left() + 4, min(at.x(), screen.right() - self.width() - 4))
        y = max(screen.top() + 4, min(at.y(), screen.bottom() - self.height() - 4))
        self.move(x, y)
        self.show()
        self.line.setFocus()

    @property
    def current(self) -> Person | None:
        """Whom Enter would take."""
        row = self.list.currentIndex().row()
        return self.people.people[row] if 0 <= row < len(self.people.people) else None

    @property
    def said(self) -> str:
        """What is said about whoever Enter would take."""
        return self._said.text()

    def _on_typed(self) -> None:
        self.people.search(self.line.text())
        if self.people.people:
            self.list.setCurrentIndex(self.people.index(0))
        self.list.setVisible(bool(self.people.people))
        self._judge()

    def _judge(self) -> None:
        """Say why the person under the cursor could not, or that a name is new."""
        words, person = self._desk.reader.words, self.current
        if person is None:
            name = clean_line(self.line.text())
            said = words("Enter adds “{name}” as a new person.").format(name=name) if name else words("No people yet.")
            self._say(said, "muted")
            return
        held = judged(self._desk, Held(person.id, target=self._target))
        reason = words.say(held.reasons[0]) if held.reasons else ""
        self._say(f"! {reason}" if reason else "", "problem" if held.grave else "muted")

    def _say(self, words: str, tone: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        mark(self._said, tone=tone)
        self.adjustSize()

    def _accept(self) -> None:
        person, name = self.current, clean_line(self.line.text())
        if person is None and not name:
            return
        self.close()
        if person:
            self.chosen.emit(person.id)
        else:
            self.named.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the line go through the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in STEPS:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)
