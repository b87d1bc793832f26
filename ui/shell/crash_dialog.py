"""Reports unexpected errors: writes the traceback to a log and shows one dialog. The file is already saved."""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from planner.wording import Wording


class CrashHandler(QObject):
    """Handles uncaught exceptions. Repeats are only logged, so that an error in painting shows one dialog, not many."""

    _caught = Signal(str)

    def __init__(self, words: Wording, log: Path) -> None:
        super().__init__()
        self._words, self._log = words, log
        self._open = False
        self._told: set[str] = set()
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Replace ``sys.excepthook``."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)
        with suppress(OSError):
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("a", encoding="utf-8") as stream:
                stream.write(text + "\n")
        self._caught.emit(text)

    def _tell(self, text: str) -> None:
        if self._open or text in self._told:
            return
        self._open = True
        self._told.add(text)
        from PySide6.QtWidgets import QMessageBox

        _ = self._words
        box = QMessageBox(QMessageBox.Icon.Warning, _("Estrad has a fault"), "", QMessageBox.StandardButton.Ok)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("Something went wrong in Estrad. Your conference is saved up to your last change."))
        box.setInformativeText(_("The details are in {file}.").format(file=self._log))
        box.setDetailedText(text)
        copy = box.addButton(_("Copy the details"), QMessageBox.ButtonRole.ActionRole)
        box.exec()
        if box.clickedButton() is copy:
            QApplication.clipboard().setText(text)
        self._open = False
