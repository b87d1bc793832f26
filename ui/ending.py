"""How the program ends when nobody closes its window: a signal, a log-out, the computer shutting down."""

from __future__ import annotations

import os
import signal
import sys
from typing import Protocol

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")
"""What ends a program that asks for nothing: a shutdown, Ctrl+C where it was started, a terminal that is closed."""


class Ends(Protocol):
    """What is told of the end."""

    def settle(self) -> None:
        """Save what was typed, or keep it aside; nobody may be asked any more."""

    def close(self) -> None:
        """Give the file back."""


def end_well(app: QApplication, ends: Ends) -> None:
    """From now on nothing that was typed is lost when the program is ended, and the file is given back."""
    if hasattr(app, "commitDataRequest"):  # Qt may have been built without session management
        app.commitDataRequest.connect(lambda _manager: ends.settle())
    app.aboutToQuit.connect(ends.close)
    if sys.platform != "win32":  # no signal ends a program there: Windows asks its window, or ends it at once
        Signals(app, ends)


class Signals(QObject):
    """Ends the application's event loop at a signal.

    Python may not run its own handler while Qt waits, so the signal wakes Qt up by a pipe: see
    ``signal.set_wakeup_fd``.
    """

    def __init__(self, app: QApplication, ends: Ends) -> None:
        super().__init__(app)
        self._app, self._ends = app, ends
        self._end, write = os.pipe()
        os.set_blocking(self._end, False)
        os.set_blocking(write, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for name in SIGNALS:
            signal.signal(getattr(signal, name), lambda *_: None)
        self._notifier = QSocketNotifier(self._end, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        os.read(self._end, 64)
        self._ends.settle()
        self._app.exit()  # of a dialog's loop too; quit() would ask the window, and that a person
