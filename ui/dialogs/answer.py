"""What Enter does in a dialog: one button is marked, and Enter in any field presses it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QDialog, QPushButton


def answered_by(dialog: QDialog, button: QAbstractButton | None) -> None:
    """Let Enter in any field of the dialog press this button; on another button Enter presses that one.

    Called when all is laid out: Qt takes a default button only from what is in the dialog already, and else lets the
    first in the order of Tab be it, which may be Cancel.
    """
    assert isinstance(button, QPushButton)
    assert button.window() is dialog
    for other in dialog.findChildren(QPushButton):
        other.setAutoDefault(True)
    button.setDefault(True)
