"""A warning before publishing and printing about people who are named but have not confirmed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.attendee_names import unconfirmed_people, unconfirmed_warning
from ui.kit.widgets.plain_widgets import plain_label, row
from ui.state.document import PEOPLE, WITHOUT_YES, Document


class UnconfirmedLine(QWidget):
    """A warning with a button that closes the dialog and shows the list of these people; hidden if all have confirmed.

    ``leave`` closes the dialog, as its Cancel button does.
    """

    def __init__(self, document: Document, leave: Callable[[], object]) -> None:
        super().__init__()
        words, line = document.presentation.words, unconfirmed_warning(unconfirmed_people(document.agenda))
        self.any = line is not None
        self.sentence = plain_label(words.say(line) if line else "", tone="warning")
        self.show_them = QPushButton(words("Show in the list"), autoDefault=False)
        self.show_them.clicked.connect(lambda: self._go(document, leave))
        row((self.sentence, 1), self.show_them, inside=self)
        self.setHidden(not self.any)

    @staticmethod
    def _go(document: Document, leave: Callable[[], object]) -> None:
        leave()
        document.list_requested.emit(PEOPLE, WITHOUT_YES)
