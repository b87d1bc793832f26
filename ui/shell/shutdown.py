"""Ends the program in order when its window is not closed first: at a signal, a log-out or a shutdown."""

from __future__ import annotations

import os
import signal
import sys
from typing import Protocol

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")
"""The signals of a shutdown, of Ctrl+C and of closing the terminal."""


class ShutdownTarget(Protocol):
    """The interface of an object that is notified when the program ends."""

    def save_without_asking(self) -> None:
        """Save typed text to the file or as drafts, without asking."""

    def close(self) -> None:
        """Close the file."""


def end_in_order(app: QApplication, ends: ShutdownTarget) -> None:
    """Ensure that typed text is saved and the file closed, however the program ends."""
    if hasattr(app, "commitDataRequest"):  # Qt may have been built without session management
        app.commitDataRequest.connect(lambda _manager: ends.save_without_asking())
    app.aboutToQuit.connect(ends.close)
    if sys.platform != "win32":  # no signal ends a program there: Windows asks its window, or ends it at once
        SignalWatch(app, ends)


class SignalWatch(QObject):
    """Ends the application's event loop at a signal.

    Python cannot run its own handler while Qt waits, so the signal wakes Qt by a pipe: see ``signal.set_wakeup_fd``.
    """

    def __init__(self, app: QApplication, ends: ShutdownTarget) -> None:
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
        self._ends.save_without_asking()
        self._app.exit()  # also out of a dialog's loop; quit() would ask the window to close, which may ask the user
