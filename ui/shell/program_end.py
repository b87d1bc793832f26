"""Saves typed text and closes the file when Qt, the session or a signal ends the program."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")
"""The signals for shutdown, for Ctrl+C, and for closing the terminal."""


def save_and_close_on_end(app: QApplication, save: Callable[[], None], close: Callable[[], None]) -> None:
    """Arrange that typed text is saved and the file closed when Qt, the session or a signal ends the program."""
    if hasattr(app, "commitDataRequest"):  # Qt may have been built without session management
        app.commitDataRequest.connect(lambda _manager: save())
    app.aboutToQuit.connect(close)
    if sys.platform != "win32":  # no signal ends a program there: Windows asks its window, or ends it at once
        _end_on_signals(app, save)


def _end_on_signals(app: QApplication, save: Callable[[], None]) -> None:
    """Save typed text and end the application's event loop when a signal of ``SIGNALS`` arrives.

    Python cannot run its handler while Qt waits, so the signal wakes Qt by a pipe: see ``signal.set_wakeup_fd``.
    """
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    for name in SIGNALS:
        signal.signal(getattr(signal, name), lambda *_: None)

    def end() -> None:
        os.read(read, 64)
        save()
        app.exit()  # also out of a dialog's loop; quit() would ask the window to close, which may ask the user

    QSocketNotifier(read, QSocketNotifier.Type.Read, app).activated.connect(end)
