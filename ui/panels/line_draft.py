"""What stands in a line that adds somebody, and was not taken yet, kept until it is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

from planner.domain.entities import Session
from ui.desk import Desk
from ui.panels.drafts import Draft, Spot


class LineDraft(QObject):
    """Follows one line. What was kept stands in it again when the cursor comes there; a line that is left is taken."""

    def __init__(self, desk: Desk, line: QLineEdit, name: str) -> None:
        super().__init__(line)
        self._desk, self._line, self._name = desk, line, name
        self._spot: Spot | None = None
        line.textEdited.connect(self._on_edited)
        line.textChanged.connect(self._on_changed)
        line.installEventFilter(self)

    def show(self, sessions: Iterable[str]) -> None:
        """What is typed from now on is for these sessions."""
        self._spot = Spot.of(Session, sessions, self._name)

    def _on_edited(self, text: str) -> None:
        if self._spot and text.strip():
            self._desk.drafts.keep(self._spot, Draft(text))

    def _on_changed(self, text: str) -> None:
        if self._spot and not text:
            self._desk.drafts.let_go(self._spot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self._spot and not self._line.text():
            draft = self._desk.drafts.at(self._spot)
            self._line.setText(draft.text if draft else "")
        return False
