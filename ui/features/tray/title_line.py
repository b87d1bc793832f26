"""The field of the tray in which titles of new sessions are typed or pasted, and the button for a usual day."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from planner.commands.sessions import add_titles
from planner.commands.usual_day import usual_day
from planner.domain.agenda import Change
from planner.domain.text import N_
from ui.kit.widgets.plain_widgets import tooltip_text
from ui.state.document import Document
from ui.state.transfer import PlainLineEdit

USUAL = (N_("Registration"), N_("Coffee"), N_("Lunch"))


class TitleLine(PlainLineEdit):
    """A line that makes a session of a title at Enter, and of a pasted column of titles one each."""

    takes_lists = True

    def __init__(self, document: Document, parent: QWidget) -> None:
        words = document.presentation.words
        super().__init__(parent, placeholderText=words("Title, then Enter"))
        self.setEnabled(document.workspace.writable)
        self._document = document
        self.setAccessibleName(words("Title of a new session"))
        self.setToolTip(tooltip_text(words("Type a title and press Enter, or paste a column of titles from Excel.")))
        self.returnPressed.connect(self._add)
        self.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        if len(text.splitlines()) > 1:
            self._add()

    def _add(self) -> None:
        """Add a session for each line, in one step; of a table's rows the first cell is the title."""
        lines = [" ".join(line.split("\t")[0].split()) for line in self.text().splitlines()]
        titles = {self._document.workspace.new_id(): line for line in lines if line}
        if titles and self._document.apply(lambda agenda: add_titles(agenda, titles)):
            self.clear()


class UsualDayButton(QPushButton):
    """A button that places registration, coffee, lunch and coffee; hidden once anything is placed on the day."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        words = document.presentation.words
        super().__init__(words("Add a usual day"), parent)
        self.setEnabled(document.workspace.writable)
        self._document = document
        self.setToolTip(tooltip_text(words("Registration, coffee, lunch and coffee, by the hours of the day.")))
        self.clicked.connect(self._add)
        document.changed.connect(self._settle)
        document.day_changed.connect(self._settle)
        self._settle()

    def _settle(self, _change: Change | None = None) -> None:
        self.setVisible(not self._document.agenda.on(self._document.day.date))

    def _add(self) -> None:
        document, day = self._document, self._document.day.date
        titles = {name: document.workspace.wording(name) for name in USUAL}
        new_id = document.workspace.new_id
        document.apply(
            lambda agenda: usual_day(
                agenda, day, new_id, registration=titles[USUAL[0]], coffee=titles[USUAL[1]], lunch=titles[USUAL[2]]
            )
        )
