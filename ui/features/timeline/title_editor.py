"""The editor of a session's title inside its block in the timeline."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit

from planner.commands.edit import edit
from planner.domain.entities import Session
from planner.domain.errors import EstradError
from ui.kit.editors.autosave import AutosaveTimer
from ui.state.document import Document
from ui.state.drafts import Draft, Spot

LEAST_WIDTH, HEIGHT = 160, 30


class TitleEditor(QLineEdit):
    """A line edit over a block. Enter and losing the focus save the text; Escape restores the title."""

    def __init__(self, document: Document, view: QAbstractScrollArea) -> None:
        super().__init__(view.viewport())
        self._document, self._view = document, view
        self._session = self._before = self._step = ""
        self._autosave_timer = AutosaveTimer(self)
        self._autosave_timer.due.connect(self._autosave_draft)
        self.textEdited.connect(self._on_typed)
        self.setAccessibleName(document.presentation.words("Title"))
        self.hide()

    def begin(self, session: Session, block: QRect) -> None:
        """Open the editor over a block, in viewport coordinates, with the title selected."""
        self._session, self._before, self._step = session.id, session.title, ""
        self.setText(session.title)
        room = self._view.viewport().width()
        width = min(max(LEAST_WIDTH, block.width()), room)
        self.setGeometry(max(0, min(block.left(), room - width)), max(0, block.top()), width, HEIGHT)
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._before)  # also if some of it has been saved already
            self._end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._keep()
        self.hide()

    def leave(self) -> None:
        """Close the editor when its block moves away, saving the text."""
        if self.isVisible():
            self._end()

    def _end(self) -> None:
        self._view.setFocus()  # losing the focus saves the text

    def _on_typed(self, text: str) -> None:
        self._document.drafts.keep(self._spot(), Draft(text, self._before))
        self._autosave_timer.go_on()

    def _spot(self) -> Spot:
        return Spot.of(Session, [self._session], "title")

    def _autosave_draft(self) -> None:
        """Save the text so far, unless it is not a valid title yet."""
        if self._session not in self._document.agenda.sessions:
            return
        try:
            edit(self._document.agenda, Session, self._session, title=self.text())
        except EstradError:
            return
        if self._save():
            self._document.drafts.discard(self._spot())

    def _save(self) -> bool:
        """Save the title; all typing becomes one step of the history."""
        name, title, workspace = self._session, self.text(), self._document.workspace

        def amend() -> None:
            self._step = workspace.amend(edit(workspace.agenda, Session, name, title=title), self._step)

        return self._document.try_run(amend)

    def _keep(self) -> None:
        self._autosave_timer.stop()
        session = self._document.agenda.sessions.get(self._session)
        if session and self.text() != session.title and not self._save() and self.text().strip():
            self._session = ""
            return  # not lost: the draft is shown in the form, and the bar below reports it
        self._document.drafts.discard(self._spot())
        self._session = ""
