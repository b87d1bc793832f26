"""The default button of a dialog, which Enter presses."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QDialog, QPushButton


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
