"""The timing with which free text is saved during typing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

IDLE, LONGEST = 1500, 5000
"""Milliseconds without a key, and since the first unsaved letter, after which free text is saved."""


class AutosaveTimer(QObject):
    """Emits ``due`` when free text is to be saved: after a pause, or after a limit if the typing goes on."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.idle = QTimer(self, interval=IDLE, singleShot=True)
        self.longest = QTimer(self, interval=LONGEST, singleShot=True)
        for timer in (self.idle, self.longest):
            timer.timeout.connect(self._say)

    def go_on(self) -> None:
        """Note that a letter was typed."""
        self.idle.start()
        if not self.longest.isActive():
            self.longest.start()

    def stop(self) -> None:
        """Stop the timers, as nothing is unsaved."""
        self.idle.stop()
        self.longest.stop()

    def _say(self) -> None:
        self.stop()
        self.due.emit()
