"""Keys that delete a word where text is typed, and that are shortcuts of the window everywhere else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

CTRL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier


def takes_text(widget: QWidget | None) -> bool:
    """Whether one types into it."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)


class WordKeys(QObject):
    """Leaves Ctrl+Backspace and Ctrl+Del to what is typed into, by saying so before they are taken for a shortcut."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if app := QApplication.instance():
            app.focusChanged.connect(self._follow)  # type: ignore[attr-defined]

    def _follow(self) -> None:
        widget = QApplication.focusWidget()
        if widget and takes_text(widget):
            widget.installEventFilter(self)  # again moves it to the front, it is never there twice

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and event.modifiers() & ~PAD == CTRL
            if ours:
                event.accept()
            return ours
        return False
