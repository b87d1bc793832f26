"""The code inside a window that will be killed: endless typing into one field, with reports of its progress."""

from __future__ import annotations

import os
import random
import sys
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.shell.application import Application

FIELD = "ESTRAD_TEST_FIELD"
"""The environment variable that names the field."""
LONGEST_PAUSE = 60
"""Longest pause between two letters, in milliseconds."""


def letters(n: int) -> str:
    """Return the first n letters of the typed text: endless words, of which no beginning is a time."""
    return "".join("kvart i nio " for _ in range(n // 12 + 1))[:n]


def keep_typing(estrad: Application) -> None:
    """Type until the process is killed."""
    assert estrad.window
    page = estrad.window.page
    assert page
    page.document.select(("keynote",))
    field = next(w for w in page.inspector.findChildren(QWidget, os.environ[FIELD]) if w.isVisible())
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    Typist(field, QApplication.instance())


class Typist(QObject):
    """A user who types a letter, reports it, and continues after a moment."""

    def __init__(self, field: QWidget, parent: QObject | None) -> None:
        super().__init__(parent)
        self._field, self._done, self._luck = field, 0, random.Random()
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._type)
        app = QApplication.instance()
        assert app
        app.aboutToQuit.connect(self._stop)
        self._next.start()

    def _type(self) -> None:
        self._done += 1
        QTest.keyClicks(self._field, letters(self._done)[-1])
        sys.stdout.write(f"typed {self._done} {monotonic()}\n")
        sys.stdout.flush()
        self._next.start(self._luck.randrange(LONGEST_PAUSE))

    def _stop(self) -> None:
        """Stop typing when the application quits."""
        self._next.stop()
        self._next.timeout.disconnect(self._type)
