"""Keys whose meaning in text fields differs from that in the rest of the window."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.state.plain_line import PlainLineEdit
from ui.state.transfer import is_list

CTRL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier
Standard = QKeySequence.StandardKey


@runtime_checkable
class UndoableField(Protocol):
    """The interface of a field with its own undo and redo."""

    def has_own_undo(self, redo: bool) -> bool:
        """Return whether undo or redo concerns text typed here, rather than the conference."""


def is_text_field(widget: QWidget | None) -> bool:
    """Return whether a widget accepts typed text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)


class TextKeys(QObject):
    """Decides whether the focused text field or the window's shortcut gets a key.

    Ctrl+Backspace and Ctrl+Del go to the field. Undo and redo go to the conference unless something was typed, and
    Ctrl+E always goes to the window, though a field on Linux would move to the end of its line. A table or a list that
    is pasted into a search line also goes to the window, which imports it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if app := QApplication.instance():
            app.focusChanged.connect(self._follow)  # type: ignore[attr-defined]

    def _follow(self) -> None:
        widget = QApplication.focusWidget()
        if widget and is_text_field(widget):
            widget.installEventFilter(self)  # installing it again only moves it to the front

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and event.modifiers() & ~PAD == CTRL:
            event.accept()
            return True
        if isinstance(watched, PlainLineEdit) and event.matches(Standard.Paste) and not watched.takes_lists:
            event.setAccepted(not is_list(QApplication.clipboard().mimeData()))
            return not event.isAccepted()
        if isinstance(watched, UndoableField) and _belongs_to_window(event, watched):
            event.ignore()
            return True
        return False


def _belongs_to_window(event: QKeyEvent, field: UndoableField) -> bool:
    redo = event.matches(Standard.Redo)
    if redo or event.matches(Standard.Undo):
        return not field.has_own_undo(redo)
    return event.matches(Standard.MoveToEndOfLine) and event.key() == Qt.Key.Key_E
