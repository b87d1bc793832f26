"""Detects that an update has replaced the program's file while its window is open."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ui.shell.reading_bar import is_user_busy

LOOKS_EVERY = 2000
"""Milliseconds between two checks; the file must be the same in both, as an update takes a moment to write it."""


class UpdateWatch(QTimer):
    """Watches the program's own file; ``restart`` is called once it has been replaced and the user is not busy.

    A program that was removed is not an update: its window continues with the modules it has loaded.
    """

    def __init__(self, program: Path, restart: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent, interval=LOOKS_EVERY)
        self._program, self._restart = program, restart
        self._first = self._last = _file_identity(program)
        self.timeout.connect(self.check_file)
        self.start()

    def is_replaced(self) -> bool:
        """Return whether the file exists and is not the one there was at the start."""
        return _file_identity(self._program) not in (None, self._first)

    def check_file(self) -> None:
        """Check the file once, as the timer does."""
        import ui.features.inspector.entity_form  # noqa: F401 (the end needs it, and it would be the newer one then)

        before, self._last = self._last, _file_identity(self._program)
        if self._last == before and self.is_replaced() and not is_user_busy():
            self.stop()
            self._restart()

    def restart_if_replaced(self) -> bool:
        """Restart after a fault and return True if the file was replaced since the start, else return False."""
        if found := self.is_replaced():
            self._restart()
        return found


def _file_identity(program: Path) -> tuple[int, int, int] | None:
    try:
        found = os.stat(program)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns
