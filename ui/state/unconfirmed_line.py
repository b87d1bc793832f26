"""A warning before publishing and printing about people who are named but have not confirmed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from planner.domain.attendee_names import unconfirmed_people, unconfirmed_warning
from ui.kit.theme.theme import set_properties
from ui.state.document import WITHOUT_YES, Document
from ui.state.places import PEOPLE


class UnconfirmedLine(QWidget):
    """A warning with a button that closes the dialog and shows the list of these people; hidden if all have confirmed.

    ``leave`` closes the dialog, as its Cancel button does.
    """

    def __init__(self, document: Document, leave: Callable[[], object]) -> None:
        super().__init__()
        words, line = document.presentation.words, unconfirmed_warning(unconfirmed_people(document.agenda))
        self.any = line is not None
        self.sentence = QLabel(words.say(line) if line else "", wordWrap=True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.show_them = QPushButton(words("Show in the list"), autoDefault=False)
        self.show_them.clicked.connect(lambda: self._go(document, leave))
        set_properties(self.sentence, tone="warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.show_them)
        if not self.any:
            self.hide()

    @staticmethod
    def _go(document: Document, leave: Callable[[], object]) -> None:
        leave()
        document.list_requested.emit(PEOPLE, WITHOUT_YES)
