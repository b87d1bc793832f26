"""A warning before publishing or printing about people named without having confirmed, with a button to list them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.attendee_names import unconfirmed_warning
from planner.domain.entities import Person
from planner.programme.difference import newly_unconfirmed
from ui.kit.widgets.plain_widgets import plain_label, row
from ui.state.document import PEOPLE, WITHOUT_YES, Document


class UnconfirmedLine(QWidget):
    """A warning with a button that closes the dialog and shows the list of these people; hidden if there are none.

    Once something was sent, it tells of those alone whom the version sent last did not name, and selects them in the
    list. ``leave`` closes the dialog, as its Cancel button does.
    """

    def __init__(self, document: Document, leave: Callable[[], object]) -> None:
        super().__init__()
        last, words = document.workspace.releases.last, document.presentation.words
        people = newly_unconfirmed(document.agenda, last)
        chosen = [person.id for person in people] if last else []
        line = unconfirmed_warning(people, more=last is not None)
        self.any = line is not None
        self.sentence = plain_label(words.say(line) if line else "", tone="warning")
        self.show_them = QPushButton(words("Show in the list"), autoDefault=False)
        self.show_them.clicked.connect(lambda: self._go(document, leave, chosen))
        row((self.sentence, 1), self.show_them, inside=self)
        self.setHidden(not self.any)

    @staticmethod
    def _go(document: Document, leave: Callable[[], object], chosen: Sequence[str]) -> None:
        leave()
        document.list_requested.emit(PEOPLE, WITHOUT_YES)
        if chosen:
            document.plan.show(Person, *chosen)
