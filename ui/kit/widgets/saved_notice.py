"""The message after a file was written, with buttons for its folder and its path."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from planner.wording import Wording
from ui.kit.widgets.notice_bar import NoticeBar, Remedy


def show_saved(
    notice: NoticeBar, words: Wording, path: Path, sentence: str = "", remedies: Sequence[Remedy] = ()
) -> None:
    """Say that a file was saved, or ``sentence``, with buttons to show it in its folder and copy its path."""
    shown = QDir.toNativeSeparators(str(path))
    notice.show_message(
        sentence or words("Saved in {path}.").format(path=shown),
        [
            *remedies,
            (words("Show in folder"), lambda: show_in_folder(path)),
            (words("Copy path"), lambda: QGuiApplication.clipboard().setText(shown)),
        ],
    )


def show_in_folder(path: Path) -> None:
    """Open the folder of a file in the desktop's file manager, with the file selected on Windows and macOS."""
    if sys.platform == "win32":
        shower = QProcess()
        shower.setProgram("explorer.exe")
        shower.setNativeArguments(f'/select,"{QDir.toNativeSeparators(str(path))}"')  # it rejects a quoted /select
        shown = bool(shower.startDetached())
    elif sys.platform == "darwin":
        shown = QProcess.startDetached("/usr/bin/open", ["-R", str(path)])[0]
    else:
        shown = False
    if not shown:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
