"""The line below the list of people with the number of possible duplicates, and a button that shows them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from planner.commands.duplicates import DuplicatePair, find_duplicates
from planner.domain.entities import Person
from planner.domain.long_task import LongTask
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels_and_boxes import named, plain_label, row
from ui.state.document import Document

PAUSE, SLICE = 700, 4
"""Milliseconds: the pause after a change before the search starts, and the length of one slice of it."""


class DuplicatesLine(QWidget):
    """A line that searches for duplicates while it is visible and the window is idle; empty if there are none."""

    requested = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        set_properties(self, part="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._looked: Mapping[str, Person] | None = None  # the people last searched, or being searched
        self._steps: LongTask[tuple[DuplicatePair, ...]] | None = None
        words = document.presentation.words
        self.says = plain_label(wrap=False, tone="muted")
        self.look = named(QPushButton(words("Look…"), autoDefault=True), words("Look at possible duplicates"))
        self.look.clicked.connect(self.requested)
        self._row = row(self.says, self.look, 0, inside=self, spacing=8)
        for part in (self.says, self.look):
            part.hide()
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._begin)
        self._work = QTimer(self, interval=0)
        self._work.timeout.connect(self._go_on)
        document.changed.connect(self._on_change)

    def _on_change(self) -> None:
        if self.isVisible() and self._document.agenda.people is not self._looked:
            self._work.stop()
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_change()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()
        self._work.stop()
        if self._steps:
            self._steps = self._looked = None  # starts again when the line is next shown

    def _begin(self) -> None:
        self._steps, self._looked = find_duplicates(self._document.agenda), self._document.agenda.people
        self._work.start()

    def _go_on(self) -> None:
        timer = QElapsedTimer()
        timer.start()
        try:
            while self._steps and timer.elapsed() < SLICE:
                next(self._steps)
        except StopIteration as end:
            self._work.stop()
            self._steps = None
            self._say(end.value)

    def _say(self, pairs: tuple[DuplicatePair, ...]) -> None:
        n = len({pair.second for pair in pairs})
        words = self._document.presentation.words
        self.says.setText(words.plural("{n} person may be there twice.", "{n} people may be there twice.", n))
        self._row.setContentsMargins(16, 0, 16, 10 if n else 0)
        for part in (self.says, self.look):
            part.setVisible(n > 0)
