"""The popup that chooses a moderator for a session or a shift: type a few letters and press Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QPushButton, QWidget

from planner.commands.appearances import person_by_name
from planner.commands.name_completion import NameCompleter, Offers, PersonChoice
from planner.domain.entities import Person
from planner.domain.errors import EstradError
from ui.features.moderators.board_tools import ShiftDrag, Target, with_effects
from ui.features.moderators.coverage import Coverage
from ui.features.moderators.people_list import ROW, by_load, fill_with_people
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.boxes import column, show_within_screen
from ui.kit.widgets.labels import ElidedLabel, escape_mnemonic, plain_label
from ui.state.document import Document
from ui.state.fields.person_line import PersonLine, row_text

WIDTH, ROWS = 300, 6


class PersonPopup(QFrame):
    """A popup that emits the chosen person, or the name of a new one."""

    chosen = Signal(str)
    named = Signal(str)

    def __init__(self, document: Document, coverage: Coverage, title: str, target: Target, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup, frameShape=QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(title)
        self._document, self._target, self._work = document, target, coverage.work
        words = document.presentation.words
        head = set_properties(ElidedLabel(), label="field")
        head.setText(title)
        set_properties(self, part="chooser")
        self._names = NameCompleter.of(by_load(document.agenda.people_in_order, self._work))
        self.line = PersonLine(self._ask, self._take, lambda: self._names)
        self.line.setPlaceholderText(words("Type a name"))
        self.line.setAccessibleName(title)
        self.line.installEventFilter(self)
        self.line.offered.connect(self._show_offered)
        self.list = QListView()
        self.people = fill_with_people(self.list, document)
        self.list.clicked.connect(self._on_clicked)
        self.new = QPushButton(flat=True)
        for inert in (self.list, self.new):  # the line keeps the focus
            inert.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.new.clicked.connect(lambda: self._take_row(self.line.rows.index(None)))
        self.said = plain_label()
        self._box = column(
            head, self.line, self.list, self.new, self.said, inside=self, margins=(10, 10, 10, 10), spacing=6
        )
        self.line.offer()

    def open_at(self, spot: QRect) -> None:
        """Show the popup beside a rectangle in screen coordinates, and focus its line."""
        self.adjustSize()
        right, left = spot.right() + 6, spot.left() - self.width() - 6
        beside = right if right + self.width() <= self.screen().availableGeometry().right() else left
        show_within_screen(self, QPoint(beside, spot.top()))
        self.line.setFocus()

    @property
    def current(self) -> Person | None:
        """The person that Enter would choose, or None if it would add a new one or choose nobody."""
        offer = self.line.rows[self.line.row] if 0 <= self.line.row < len(self.line.rows) else None
        return offer.person if offer else None

    def _ask(self, typed: str) -> Offers:
        """Return the people that match the typed text; if it is empty, all people, moderators first."""
        everybody = self._names.offers
        return self._names.for_typed(typed) if typed.strip() else Offers("", everybody, next(iter(everybody), None))

    def _show_offered(self) -> None:
        """Show the offered people, and highlight the one that Enter would choose."""
        rows, row = self.line.rows, self.line.row
        people = tuple(offer.person for offer in rows if offer)
        self.people.show(people, self._work)
        self.list.setFixedHeight(ROW * max(1, min(ROWS, len(people))))
        self.list.setVisible(bool(people))
        if current := self.current:
            self.list.setCurrentIndex(self.people.index(people.index(current)))
        else:
            self.list.selectionModel().clear()
        self.new.setVisible(None in rows)
        if None in rows:
            place = self._box.indexOf(self.line) + 1 if rows[0] is None else self._box.indexOf(self.said) - 1
            self._box.insertWidget(place, self.new)
            self.new.setText(escape_mnemonic(row_text(None, self.line.typed, self._document.presentation.words)))
            set_properties(self.new, offered="chosen" if row >= 0 and rows[row] is None else "other")
        self._judge()

    def _judge(self) -> None:
        """Show the conflict that choosing the current person would cause, or a hint if there are no people."""
        words, person = self._document.presentation.words, self.current
        if person is None:
            self._say("" if self.line.rows else words("No people yet."), "muted")
            return
        held = with_effects(self._document, ShiftDrag(person.id, target=self._target))
        reason = words.say(held.reasons[0]) if held.reasons else ""
        self._say(f"! {reason}" if reason else "", "problem" if held.grave else "muted")

    def _say(self, words: str, tone: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        set_properties(self.said, tone=tone)
        self.adjustSize()

    def _on_clicked(self, index: QModelIndex) -> None:
        person = self.people.people[index.row()]
        self._take_row(next(n for n, offer in enumerate(self.line.rows) if offer and offer.person == person))

    def _take_row(self, row: int) -> None:
        self.line.choose(row)
        self.line.take()

    def _take(self, choice: PersonChoice) -> bool:
        """Emit the choice and close; refuse a name shared by several people. Return True if somebody was chosen."""
        person = choice.person
        if person is None and not choice.new:
            try:
                known = person_by_name(self._document.agenda, choice.name)
            except EstradError as error:
                self._say(self._document.presentation.words.say(error.problem), "problem")
                return False
            person = known.id if known else None
        if not self.isVisible():
            return True  # somebody was chosen already
        self.close()
        if person:
            self.chosen.emit(person)
        else:
            self.named.emit(choice.name)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose the current person on Tab, as in a form."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() == Qt.Key.Key_Tab and self.line.text():  # type: ignore[attr-defined]
            self.line.take()
            return True
        return super().eventFilter(watched, event)
