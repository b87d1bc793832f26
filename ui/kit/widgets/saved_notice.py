"""The message after a file was written, with buttons to show it in its folder and to copy its path."""

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
    """Show ``sentence``, or else that a file was saved, with buttons to show it in its folder and to copy its path."""
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
    """Open a file's folder in the desktop's file manager; on Windows and macOS the file is selected."""
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
