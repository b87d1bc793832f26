"""The title of a session typed where it stands in the timeline."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit

from planner.commands.edit import edit
from planner.domain.entities import Session
from ui.desk import Desk

LEAST_WIDTH, HEIGHT = 160, 30


class TitleEdit(QLineEdit):
    """Over the block: Enter keeps what was typed, Escape does not, and going elsewhere keeps it too."""

    def __init__(self, desk: Desk, view: QAbstractScrollArea) -> None:
        super().__init__(view.viewport())
        self._desk, self._view = desk, view
        self._session = ""
        self.setAccessibleName(desk.reader.words("Title"))
        self.hide()

    def begin(self, session: Session, block: QRect) -> None:
        """Stand over a block, in pixels of the viewport, with the session's title selected."""
        self._session = session.id
        self.setText(session.title)
        room = self._view.viewport().width()
        width = min(max(LEAST_WIDTH, block.width()), room)
        left = max(0, min(block.left(), room - width))
        self.setGeometry(left, max(0, block.top()), width, HEIGHT)
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._session = ""
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
        """Be gone when what it stands over is elsewhere; what was typed is kept."""
        if self.isVisible():
            self._end()

    def _end(self) -> None:
        self._view.setFocus()  # what was typed is kept on the way

    def _keep(self) -> None:
        name, self._session = self._session, ""
        session = self._desk.agenda.sessions.get(name)
        if session and self.text() != session.title:
            title = self.text()
            self._desk.perform(lambda agenda: edit(agenda, Session, name, title=title))
