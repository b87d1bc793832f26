"""The questions that the window asks by dialogs, in a class that tests can replace; dialogs' buttons and sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.wording import Wording
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import EDGE, SPACE, Part, column, labelled_field, number_field

if TYPE_CHECKING:
    from ui.kit.dialogs.file_dialogs import FileDialogs

SUFFIX = ".estrad"
FRAME = 8
"""Pixels between the edge of the screen and a dialog that stays open beside the window."""


USUAL = "usualSize"
"""The property of a dialog that has a usual size, which the user can change by dragging its edges."""


class SizeMemory(Protocol):
    """Stores the sizes of dialogs by name, each as a text."""

    def view_setting(self, name: str) -> str:
        """Return the text stored under a name, or an empty string."""

    def remember_view_setting(self, name: str, value: str) -> None:
        """Store a text under a name."""


class DialogService:
    """Asks the user for files and answers, and shows our own dialogs, in their last size if they have a usual one."""

    memory: SizeMemory | None = None

    def __init__(self, words: Wording) -> None:
        self._words = words

    @cached_property
    def _files(self) -> FileDialogs:
        from ui.kit.dialogs.file_dialogs import FileDialogs  # the window starts without it

        return FileDialogs()

    def file_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask for an existing conference file; return None if cancelled."""
        kinds = self._words("Estrad conference (*{suffix})").format(suffix=SUFFIX)
        return self._files.ask_existing_file(parent, self._words("Open conference"), folder, kinds)

    def source_to_open(self, parent: QWidget, folder: Path, patterns: Iterable[str]) -> Path | None:
        """Ask for a file to import, offering first those that match the ``patterns``; return None if cancelled."""
        what, all_files = self._words("Tables, schedules, calendars"), self._words("All files")
        kinds = f"{what} ({' '.join(patterns)});;{all_files} (*)"
        return self._files.ask_existing_file(parent, self._words("Choose a file to import"), folder, kinds)

    def picture_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask for a picture; return None if cancelled.

        Any other file can be chosen too, as a picture's format is recognised by its content.
        """
        kinds = self._words("Pictures (*.png *.jpg *.jpeg *.webp);;All files (*)")
        return self._files.ask_existing_file(parent, self._words("Choose a picture"), folder, kinds)

    def file_to_save(self, parent: QWidget, title: str, start: Path, *, confirm: bool = True) -> Path | None:
        """Ask for a file name to save to, with the suffix of ``start``; return None if cancelled.

        The platform asks before replacing the chosen file, but not if the suffix is added here after that; nor if
        ``confirm`` is false because the caller asks, except on macOS.
        """
        suffix = start.suffix
        if (path := self._files.ask_file_to_write(parent, title, start, confirm=confirm)) is None:
            return None
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def folder_to_fill(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """Ask for a folder to write several files to; return None if cancelled."""
        return self._files.folder(parent, title, start)

    def number(self, parent: QWidget, title: str, question: str, usual: int, most: int) -> int | None:
        """Ask for a whole number from 1 to ``most``; return None if cancelled."""
        dialog, field = QDialog(parent), number_field(usual, most)
        dialog.setMinimumWidth(320)
        buttons = button_box(dialog, QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        default = buttons.button(QDialogButtonBox.StandardButton.Ok)
        fill_dialog(dialog, title, labelled_field(question, field), buttons, default=default)
        field.selectAll()
        return field.value() if self.run_dialog(dialog) else None

    def run_dialog(self, dialog: QDialog) -> bool:
        """Show a modal dialog in its last size, if it has a usual one, and return whether it was accepted."""
        keep_size = self._restore_size(dialog)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        keep_size()
        return accepted

    def show_beside_window(self, dialog: QDialog) -> None:
        """Show a dialog at the right of the screen that stays open while the window is used, or bring it to the front.

        It is a window of its own, which the main window may cover.
        """
        if not dialog.isVisible():
            dialog.setWindowFlags(Qt.WindowType.Window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(self._restore_size(dialog))
            area = dialog.screen().availableGeometry()
            dialog.move(area.right() - dialog.width() - FRAME, area.top() + FRAME)
            dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _restore_size(self, dialog: QDialog) -> Callable[[], None]:
        """Give a dialog with a usual size the size that it had last, if that is known.

        Return a function to call at its end, which remembers its new size if that was changed.
        """
        name, memory = f"size/{type(dialog).__name__}", self.memory if dialog.property(USUAL) else None
        width, _by, height = memory.view_setting(name).partition("x") if memory else ("", "", "")
        if width.isdecimal() and height.isdecimal():
            resize_within_screen(dialog, int(width), int(height))
        before = dialog.size()

        def keep() -> None:
            if memory and dialog.size() != before:
                memory.remember_view_setting(name, f"{dialog.width()}x{dialog.height()}")

        return keep

    def is_sure(self, parent: QWidget, question: str, more: str, *, go: str, stay: str) -> bool:
        """Ask before doing something that cannot be undone; return whether ``go`` was pressed rather than ``stay``.

        Enter and Escape mean ``stay``.
        """
        box = message_box(parent, "Estrad", question, more)
        keep = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
        going = box.addButton(go, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is going

    def which(self, parent: QWidget, question: str, more: str, *answers: str) -> int | None:
        """Ask a question with several answers, the first on Enter.

        Return the index of the one chosen, or None if cancelled.
        """
        box = message_box(parent, "Estrad", question, more, QMessageBox.StandardButton.Cancel)
        buttons = [box.addButton(answer, QMessageBox.ButtonRole.AcceptRole) for answer in answers]
        box.setDefaultButton(buttons[0])
        box.exec()
        return next((n for n, button in enumerate(buttons) if button is box.clickedButton()), None)

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        message_box(parent, title, text, buttons=QMessageBox.StandardButton.Ok).exec()


def message_box(
    parent: QWidget,
    title: str,
    text: str,
    more: str = "",
    buttons: QMessageBox.StandardButton = QMessageBox.StandardButton.NoButton,
) -> QMessageBox:
    """Return a message box with a text and, below it, the explanation ``more``; neither is read as markup."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, "", buttons, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # before there is a text that could be taken for markup
    box.setText(text)
    box.setInformativeText(more)
    return box


def close_buttons(dialog: QDialog) -> tuple[QDialogButtonBox, QPushButton]:
    """Return a dialog's button box with a Close button, and that button."""
    buttons = button_box(dialog, QDialogButtonBox.StandardButton.Close)
    return buttons, buttons.button(QDialogButtonBox.StandardButton.Close)


def answer_buttons(dialog: QDialog, text: str, *, primary: bool = True) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the button box of a dialog, with Cancel and a button that says ``text`` and accepts, and that button."""
    buttons = button_box(dialog, QDialogButtonBox.StandardButton.Cancel)
    return buttons, set_properties(buttons.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole), primary=primary)


def button_box(dialog: QDialog, which: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """Return a box of Qt's standard buttons, connected to accept or reject the dialog."""
    buttons = QDialogButtonBox(which)
    if box := buttons.layout():
        box.setSpacing(SPACE)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def fill_dialog(
    dialog: QDialog,
    title: str,
    *parts: Part,
    default: QAbstractButton | None = None,
    size: tuple[int, int] | None = None,
    spacing: int = SPACE,
) -> QVBoxLayout:
    """Give a dialog its title, its parts one below the other, and, if given, its default button and usual size.

    The size is in pixels. Return the layout.
    """
    dialog.setWindowTitle(title)
    if size:
        resize_within_screen(dialog, *size)
    box = column(*parts, inside=dialog, margins=EDGE, spacing=spacing)
    if default:
        set_default_button(dialog, default)
    return box


def set_default_button(dialog: QDialog, button: QAbstractButton | None) -> None:
    """Make a button the dialog's default: Enter presses it, unless another button has the focus.

    Call this once the dialog is laid out: Qt accepts only a button that is already in it, and otherwise takes the first
    one in tab order, which may be Cancel.
    """
    assert isinstance(button, QPushButton)
    assert button.window() is dialog
    for other in dialog.findChildren(QPushButton):
        other.setAutoDefault(True)
    button.setDefault(True)


def resize_within_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog a size in pixels, or less if the screen is smaller, and mark it as having a usual size."""
    room = dialog.screen().availableGeometry()
    dialog.setProperty(USUAL, True)
    dialog.resize(min(width, room.width() - 40), min(height, room.height() - 60))
