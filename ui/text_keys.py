"""Keys that mean one thing where text is typed and another in the rest of the window."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.bringing import is_list
from ui.panels.line import PlainLine

CTRL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier
Standard = QKeySequence.StandardKey


@runtime_checkable
class Undoing(Protocol):
    """A field that says when undo is its own."""

    def has_own(self, redo: bool) -> bool:
        """Whether undo or redo is about what was typed here, not about the conference."""


def takes_text(widget: QWidget | None) -> bool:
    """Whether one types into it."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)


class TextKeys(QObject):
    """Says whose a key is before it is taken for a shortcut, wherever the focus is.

    Ctrl+Backspace and Ctrl+Del are those of what is typed into. Undo and redo are the conference's unless something was
    typed, and Ctrl+E is always the window's, which a field on Linux would take for the end of its line. A table or a
    list that is pasted where one searches is the window's too, which imports it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if app := QApplication.instance():
            app.focusChanged.connect(self._follow)  # type: ignore[attr-defined]

    def _follow(self) -> None:
        widget = QApplication.focusWidget()
        if widget and takes_text(widget):
            widget.installEventFilter(self)  # again moves it to the front, it is never there twice

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and event.modifiers() & ~PAD == CTRL:
            event.accept()
            return True
        if isinstance(watched, PlainLine) and event.matches(Standard.Paste) and not watched.takes_lists:
            event.setAccepted(not is_list(QApplication.clipboard().mimeData()))
            return not event.isAccepted()
        if isinstance(watched, Undoing) and _is_for_the_window(event, watched):
            event.ignore()
            return True
        return False


def _is_for_the_window(event: QKeyEvent, field: Undoing) -> bool:
    redo = event.matches(Standard.Redo)
    if redo or event.matches(Standard.Undo):
        return not field.has_own(redo)
    return event.matches(Standard.MoveToEndOfLine) and event.key() == Qt.Key.Key_E
