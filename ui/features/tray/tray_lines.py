"""The line of the tray, which finds sessions and makes them of titles, and the button for a usual day."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from planner.commands.sessions import add_titles, usual_day
from planner.domain.agenda import Change
from planner.domain.text import N_
from ui.kit.theme.painting import write
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import escape_mnemonic, named, tooltip_text
from ui.plan.canvas.outside_drag import DragTarget
from ui.state.document import Document
from ui.state.transfer import PlainLineEdit

USUAL = (N_("Registration"), N_("Coffee"), N_("Lunch"))


SIGN, BESIDE = 16, 8
"""Pixels of the sign of Enter, and between it and the right edge."""


def _paint_sign(widget: QWidget, colour: QColor) -> None:
    """Paint the sign of Enter at the right of a widget."""
    place, aligned = QRectF(widget.rect()).adjusted(0, 0, -BESIDE, 0), Qt.AlignmentFlag.AlignVCenter
    write(QPainter(widget), widget.font(), colour, place, "↵", aligned | Qt.AlignmentFlag.AlignRight)


class NewSessionRow(QPushButton):
    """The row below the line that says what Enter makes of what is typed there. A press does it too."""

    def __init__(self, document: Document, line: QLineEdit) -> None:
        super().__init__(line.parentWidget())
        self._line, self._presentation = line, document.presentation
        set_properties(self, flat=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter does it
        self.say("")

    def say(self, title: str) -> None:
        """Say which title the new session would have; without one the row is hidden."""
        said = self._presentation.words("New session “{title}”").format(title=title)
        metrics, width = self.fontMetrics(), self._line.width() - SIGN - 2 * BESIDE
        self.setText(escape_mnemonic(metrics.elidedText(f"+ {said}", Qt.TextElideMode.ElideRight, width)))
        named(self, said).setToolTip(tooltip_text(said))
        self.setVisible(bool(title))

    def sizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._line.hasFocus():
            _paint_sign(self, self._presentation.theme.colour("accent"))


class TrayLine(PlainLineEdit):
    """The line of the tray: typing finds what waits there, and Enter makes a session of the title.

    A pasted column of titles makes a session of each. Escape clears the line, and then focuses the timeline.
    """

    takes_lists = True
    made = Signal()
    """Emitted after sessions were made."""

    def __init__(self, document: Document, timeline: DragTarget, parent: QWidget) -> None:
        super().__init__(parent, clearButtonEnabled=True)
        self._document, self._timeline, words = document, timeline, document.presentation.words
        self._makes = document.workspace.writable
        self.setPlaceholderText(words("Find, or type a new title") if self._makes else words("Find…"))
        self.setAccessibleName(self.placeholderText())
        hint = N_("Enter makes a session of the title, ↓ goes to what is found. A column from Excel makes one per row.")
        self.setToolTip(tooltip_text(words(hint) if self._makes else ""))
        self.new = NewSessionRow(document, self)
        self.new.clicked.connect(self._add)
        self.returnPressed.connect(self._add)
        self.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        self.new.say(" ".join(text.split()) if self._makes else "")
        if len(text.splitlines()) > 1:
            self._add()

    def _add(self) -> None:
        """Add a session for each line, in one step; of a table's rows the first cell is the title."""
        lines = [" ".join(line.split("\t")[0].split()) for line in self.text().splitlines()]
        titles = {self._document.workspace.new_id(): line for line in lines if line}
        if titles and self._makes and self._document.apply(lambda agenda: add_titles(agenda, titles)):
            self.clear()
            self.made.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self._timeline.canvas.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.new.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.new.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._makes and not self.text():
            _paint_sign(self, self._document.presentation.theme.colour("muted"))


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
    day, new_id = document.plan.day.date, document.workspace.new_id
    registration, coffee, lunch = map(document.workspace.wording, USUAL)
    document.apply(lambda agenda: usual_day(agenda, day, new_id, registration=registration, coffee=coffee, lunch=lunch))
