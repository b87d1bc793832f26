"""The message below a field that says what is wrong with its text; the field is marked as long as it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.kit.editors.text_editors import LineEditor
from ui.kit.theme.theme import set_properties

GAP = 4
"""Pixels below the message."""


class FieldError(QLabel):
    """The message below a field; hidden while nothing is wrong."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(wordWrap=True)
        self._field = field
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_properties(self, tone="problem")
        self.setContentsMargins(0, 0, 0, GAP)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a message; an empty one hides it."""
        self.setText(sentence)
        self._grow(self._field.width())
        self.setVisible(bool(sentence))
        set_properties(self._field, refused=bool(sentence))
        self._field.setAccessibleDescription(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow(event.size().width())

    def _grow(self, width: int) -> None:
        """Set the minimum height to that of the text, as a dialog asks for it before it has its width."""
        self.setMinimumHeight(self.heightForWidth(width) if self.text() else 0)


def attach_error(editor: LineEditor) -> FieldError:
    """Return the message for an editor outside a form; it shows a refusal until the text is corrected."""
    refusal = FieldError(editor)
    editor.refused.connect(refusal.say)
    editor.edited.connect(lambda _value: refusal.say(""))
    editor.settled.connect(lambda: refusal.say(""))
    return refusal


def with_error_below(field: QWidget, refusal: FieldError) -> QVBoxLayout:
    """Return a layout of a field with its message below, for a row of a form."""
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(3)
    box.addWidget(field)
    box.addWidget(refusal)
    return box
