"""The dialogs that ask for files and folders, without ever opening a file that they list."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget

NOWHERE = ":/"
"""A folder without files, which a dialog shows until it has its icon provider."""
Kinds = QAbstractFileIconProvider.IconType


class NameOnlyIconProvider(QFileIconProvider):
    """Provides icons and types of files without reading them; Qt's file dialog calls it from a thread.

    Qt's own provider reads every file whose suffix it does not know. On POSIX the lock of an open conference is dropped
    as soon as any handle of its file is closed, and another program could then write into it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._icons: dict[Kinds, QIcon] = {}
        for kind in Kinds:
            self._icons[kind] = super().icon(kind)

    def icon(self, of: QFileInfo | Kinds) -> QIcon:
        if isinstance(of, QFileInfo):
            return self._icons[Kinds.Folder if of.isDir() else Kinds.File]
        return self._icons[of]

    def type(self, info: QFileInfo) -> str:
        return "" if info.isDir() else info.suffix()


class FileDialogs:
    """Asks for files and folders by the platform's dialog, or by Qt's where the platform has none."""

    @cached_property
    def _icon_provider(self) -> NameOnlyIconProvider:
        return NameOnlyIconProvider()  # it outlives each dialog, whose thread calls it

    def ask_existing_file(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        """Ask for an existing file, and return None if cancelled; ``kinds`` are Qt name filters separated by ;;."""
        dialog = self._make_dialog(parent, title, folder, QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(kinds.split(";;"))
        return _ask_path(dialog)

    def ask_file_to_write(self, parent: QWidget, title: str, start: Path, *, confirm: bool) -> Path | None:
        """Ask for the path of a file to write, proposing ``start``; return None if cancelled.

        With ``confirm`` the dialog asks before a file is chosen that exists.
        """
        dialog = self.writing(parent, title, start, f"*{start.suffix}")
        dialog.setDefaultSuffix(start.suffix)  # at once, so that it asks about the file that will be written
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not confirm)
        return _ask_path(dialog)

    def folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """Ask for a folder; return None if cancelled."""
        dialog = self._make_dialog(parent, title, start, QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return _ask_path(dialog)

    def writing(self, parent: QWidget, title: str, start: Path, kind: str) -> QFileDialog:
        """Return a dialog that asks for the path of a file to write; it must not outlive this object."""
        dialog = self._make_dialog(parent, title, start.parent, QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kind)
        dialog.selectFile(start.name)
        return dialog

    def _make_dialog(self, parent: QWidget, title: str, folder: Path, mode: QFileDialog.FileMode) -> QFileDialog:
        """Return a file dialog, which has its icon provider before it reads the folder."""
        dialog = QFileDialog(parent, title, NOWHERE)
        dialog.setIconProvider(self._icon_provider)
        dialog.setFileMode(mode)
        dialog.setDirectory(str(folder.absolute()))
        return dialog


def _ask_path(dialog: QFileDialog) -> Path | None:
    chosen = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
    dialog.deleteLater()
    return chosen
