"""The lines of the tray, in which titles are typed or pasted and sessions searched, and the button for a usual day."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from planner.commands.sessions import add_titles
from planner.domain.agenda import Change
from planner.domain.text import N_
from ui.kit.widgets.plain_widgets import tooltip_text
from ui.plan.canvas.outside_drag import DragTarget
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


class TraySearch(PlainLineEdit):
    """The search field of the tray. Escape clears it, and then focuses the timeline."""

    def __init__(self, timeline: DragTarget, words: str, parent: QWidget) -> None:
        super().__init__(parent, placeholderText=words, clearButtonEnabled=True)
        self._timeline = timeline

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self._timeline.canvas.setFocus()


class UsualDayButton(QPushButton):
    """A button that places registration, coffee, lunch and coffee; hidden once anything is placed on the day."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        words = document.presentation.words
        super().__init__(words("Add a usual day"), parent)
        self.setEnabled(document.workspace.writable)
        self._document = document
        self.setToolTip(tooltip_text(words("Registration, coffee, lunch and coffee, by the hours of the day.")))
        self._gives_way = False
        self.clicked.connect(lambda: add_usual_day(document))
        document.plan.changed.connect(self._settle)
        document.plan.day_changed.connect(self._settle)
        self._settle()

    def give_way(self, *, on: bool) -> None:
        """Hide the button while the card of the first steps has it."""
        self._gives_way = on
        self._settle()

    def _settle(self, _change: Change | None = None) -> None:
        self.setVisible(not self._gives_way and not self._document.agenda.on(self._document.plan.day.date))


def add_usual_day(document: Document) -> None:
    """Place registration, coffee, lunch and coffee on the shown day."""
    from planner.commands.usual_day import usual_day  # the window starts without it

    day, new_id = document.plan.day.date, document.workspace.new_id
    registration, coffee, lunch = map(document.workspace.wording, USUAL)
    document.apply(lambda agenda: usual_day(agenda, day, new_id, registration=registration, coffee=coffee, lunch=lunch))
