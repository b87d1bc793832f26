"""The questions that the window asks by dialogs, in one class that a test can replace, and a dialog's buttons."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QWidget,
)

from planner.wording import Wording
from ui.kit.theme.theme import set_properties

SUFFIX = ".estrad"


class DialogService:
    """Asks the user with the platform's native dialogs."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def file_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask for an existing conference file; return None if cancelled."""
        kinds = self._words("Estrad conference (*{suffix})").format(suffix=SUFFIX)
        return _opened(parent, self._words("Open conference"), folder, kinds)

    def source_to_open(self, parent: QWidget, folder: Path, patterns: Iterable[str]) -> Path | None:
        """Ask for a file to import, whose name usually has one of the patterns; return None if cancelled."""
        what, all_files = self._words("Tables, schedules, calendars"), self._words("All files")
        kinds = f"{what} ({' '.join(patterns)});;{all_files} (*)"
        return _opened(parent, self._words("Choose a file to import"), folder, kinds)

    def picture_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask for a picture or any other file, as the format is recognised by content; return None if cancelled."""
        kinds = self._words("Pictures (*.png *.jpg *.jpeg *.webp);;All files (*)")
        return _opened(parent, self._words("Choose a picture"), folder, kinds)

    def file_to_save(self, parent: QWidget, title: str, start: Path, *, confirm: bool = True) -> Path | None:
        """Ask for a file name to save to, with the suffix of ``start``; return None if cancelled.

        The platform asks before replacing a file, unless ``confirm`` is False as the caller asks; macOS always does.
        """
        suffix = start.suffix
        options = QFileDialog.Option(0) if confirm else QFileDialog.Option.DontConfirmOverwrite
        name, _kind = QFileDialog.getSaveFileName(parent, title, str(start), f"*{suffix}", options=options)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def folder_to_fill(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """Ask for a folder to write several files to; return None if cancelled."""
        name = QFileDialog.getExistingDirectory(parent, title, str(start))
        return Path(name) if name else None

    def number(self, parent: QWidget, title: str, question: str, usual: int, most: int) -> int | None:
        """Ask for a whole number from 1 to ``most``; return None if cancelled."""
        found, given = QInputDialog.getInt(parent, title, question, usual, 1, most)
        return found if given else None

    def dialog(self, dialog: QDialog) -> bool:
        """Show a dialog and return whether it was accepted."""
        return dialog.exec() == QDialog.DialogCode.Accepted

    def leave(self, parent: QWidget, question: str, more: str, anyway: str = "") -> bool:
        """Ask whether to close a conference with unsaved changes, or to do what ``anyway`` says instead of closing."""
        _ = self._words
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Estrad", "", QMessageBox.StandardButton.NoButton, parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(more)
        stay = box.addButton(_("Keep editing"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(anyway or _("Close anyway"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is leave

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Show a modal message with an OK button."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, "", QMessageBox.StandardButton.Ok, parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.exec()


def _opened(parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return Path(name) if name else None


def closing_button(dialog: QDialog) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the buttons of a dialog that only shows something, with Close, and the latter by itself."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    return buttons, buttons.button(QDialogButtonBox.StandardButton.Close)


def answer_buttons(dialog: QDialog, text: str, *, primary: bool = True) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the buttons of a dialog that does something, Cancel and one with ``text``, and the latter by itself."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    accepting = set_properties(buttons.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole), primary=primary)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons, accepting


def set_default_button(dialog: QDialog, button: QAbstractButton | None) -> None:
    """Make a button the dialog's default: Enter presses it, unless another button has the focus.

    Call this when the dialog is laid out: Qt accepts only a button that is already in it, and otherwise uses the
    first in tab order, which may be Cancel.
    """
    assert isinstance(button, QPushButton)
    assert button.window() is dialog
    for other in dialog.findChildren(QPushButton):
        other.setAutoDefault(True)
    button.setDefault(True)
