"""Notices that a newer Estrad took the place of the program's files while its window is open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.shell.reading_bar import hands_are_full

if TYPE_CHECKING:
    from ui.shell.application import Application, CrashHandler

LOOKS_EVERY = 2000
"""Milliseconds between two looks. What is put into place takes a moment, so the program is the same in two of them."""


class UpdateWatch(QObject):
    """Looks at the program's own file; ``due`` is emitted once, when it is another one and nobody's hands are full.

    A program that was removed is not an update: its window goes on with what it has loaded.
    """

    due = Signal()

    def __init__(self, program: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._first = self._last = _identity(program)
        self.timer = QTimer(self, interval=LOOKS_EVERY)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def replaced(self) -> bool:
        """Return whether the file is there and another one than at the start."""
        return _identity(self._program) not in (None, self._first)

    def look(self) -> None:
        import ui.features.inspector.entity_form  # noqa: F401 (the end needs it, and it would be the newer one then)

        before, self._last = self._last, _identity(self._program)
        if self._last == before and self.replaced() and not hands_are_full():
            self.timer.stop()
            self.due.emit()


def watch_updates(program: Path, estrad: Application, crashes: CrashHandler) -> UpdateWatch:
    """Let Estrad start again as soon as the program's file is a newer one, also where that has caused a fault."""
    watch = UpdateWatch(program, QApplication.instance())
    watch.due.connect(estrad.start_again)

    def explained() -> bool:
        if found := watch.replaced():
            estrad.start_again()
        return found

    crashes.explained = explained
    return watch


def _identity(program: Path) -> tuple[int, int, int] | None:
    try:
        found = os.stat(program)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns
