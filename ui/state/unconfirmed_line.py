"""A warning before publishing and printing about people who are named but have not said yes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from planner.domain.attendee_names import unconfirmed_people, unconfirmed_warning
from ui.kit.theme.theme import mark
from ui.state.document import WITHOUT_YES, Desk
from ui.state.places import PEOPLE


class NamedLine(QWidget):
    """A sentence and a button that leaves the dialog for the list of these people; hidden if all said yes.

    ``leave`` closes the dialog, as its Cancel does.
    """

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__()
        words, line = desk.reader.words, unconfirmed_warning(unconfirmed_people(desk.agenda))
        self.any = line is not None
        self.sentence = QLabel(words.say(line) if line else "", wordWrap=True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.show_them = QPushButton(words("Show in the list"), autoDefault=False)
        self.show_them.clicked.connect(lambda: self._go(desk, leave))
        mark(self.sentence, tone="warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.show_them)
        if not self.any:
            self.hide()

    @staticmethod
    def _go(desk: Desk, leave: Callable[[], object]) -> None:
        leave()
        desk.list_wanted.emit(PEOPLE, WITHOUT_YES)
