"""The buttons at the bottom of a dialog, and the default one, which Enter presses."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QDialog, QDialogButtonBox, QPushButton

from ui.kit.theme.theme import set_properties


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
