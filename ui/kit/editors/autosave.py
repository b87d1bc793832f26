"""The timing of automatic saving while free text is typed: after a pause, or a limit if typing goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

IDLE, LONGEST = 1500, 5000
"""Milliseconds after the last key, and after the first unsaved letter, before free text is saved."""


class AutosaveTimer(QObject):
    """Emits ``due`` when free text should be saved: after a pause, or after a limit if typing continues."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.idle = QTimer(self, interval=IDLE, singleShot=True)
        self.longest = QTimer(self, interval=LONGEST, singleShot=True)
        for timer in (self.idle, self.longest):
            timer.timeout.connect(self._say)

    def restart(self) -> None:
        self.idle.start()
        if not self.longest.isActive():
            self.longest.start()

    def stop(self) -> None:
        self.idle.stop()
        self.longest.stop()

    def _say(self) -> None:
        self.stop()
        self.due.emit()
