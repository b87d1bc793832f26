"""The regular check of the open file."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from planner.domain.errors import EstradError
from ui.state.document import Document

INTERVAL = 1000
"""Milliseconds between two checks."""


class FileWatch(QTimer):
    """Checks that no other program has changed the file, and keeps a version of the plan once a day."""

    fault_found = Signal(EstradError)
    """Emitted at each check while the file is not ours."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent, interval=INTERVAL)
        self._document = document
        self.timeout.connect(self._check)

    def _check(self) -> None:
        """Check the file, and keep a version while no mouse button is held."""
        workspace = self._document.workspace
        workspace.guard.contents.take_digest()
        if workspace.versions and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._document.try_run(workspace.versions.keep_day)
        if fault := workspace.guard.fault():
            self.fault_found.emit(fault)
