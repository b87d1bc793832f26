"""Detects that an update has replaced the program's file while its window is open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.shell.reading_bar import is_user_busy

if TYPE_CHECKING:
    from ui.shell.application import Application, CrashHandler

LOOKS_EVERY = 2000
"""Milliseconds between two looks; the file must be the same in two of them, as an update takes a moment to write it."""


class UpdateWatch(QObject):
    """Watches the program's own file; ``due`` is emitted once, when it has been replaced and the user is not busy.

    A program that was removed is not an update: its window continues with the modules it has loaded.
    """

    due = Signal()

    def __init__(self, program: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._first = self._last = _file_identity(program)
        self.timer = QTimer(self, interval=LOOKS_EVERY)
        self.timer.timeout.connect(self.check_file)
        self.timer.start()

    def is_replaced(self) -> bool:
        """Return whether the file exists and is not the one there was at the start."""
        return _file_identity(self._program) not in (None, self._first)

    def check_file(self) -> None:
        """Check the file once, as the timer does."""
        import ui.features.inspector.entity_form  # noqa: F401 (the end needs it, and it would be the newer one then)

        before, self._last = self._last, _file_identity(self._program)
        if self._last == before and self.is_replaced() and not is_user_busy():
            self.timer.stop()
            self.due.emit()


def watch_updates(program: Path, estrad: Application, crashes: CrashHandler) -> UpdateWatch:
    """Restart Estrad when its program file has been replaced, also when that has caused an error.

    Return the watch.
    """
    watch = UpdateWatch(program, QApplication.instance())
    watch.due.connect(estrad.start_again)

    def explained() -> bool:
        if found := watch.is_replaced():
            estrad.start_again()
        return found

    crashes.explained = explained
    return watch


def _file_identity(program: Path) -> tuple[int, int, int] | None:
    try:
        found = os.stat(program)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns
