"""The error message below a field; the field is marked as invalid while the message is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.kit.editors.text_editors import LineEditor
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels_and_boxes import column

GAP = 4
"""Pixels below the message."""


class FieldError(QLabel):
    """The error message below a field, hidden while there is no error."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(wordWrap=True)
        self._field = field
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_properties(self, tone="problem")
        self.setContentsMargins(0, 0, 0, GAP)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a message and mark the field, or hide the message if it is empty."""
        self.setText(sentence)
        self._grow(self._field.width())
        self.setVisible(bool(sentence))
        set_properties(self._field, refused=bool(sentence))
        self._field.setAccessibleDescription(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow(event.size().width())

    def _grow(self, width: int) -> None:
        """Set the minimum height to that of the text, as a dialog asks for it before the label has its width."""
        self.setMinimumHeight(self.heightForWidth(width) if self.text() else 0)


def attach_error(editor: LineEditor) -> FieldError:
    """Create the error message of an editor outside a form; it is shown until the text is corrected."""
    refusal = FieldError(editor)
    editor.refused.connect(refusal.say)
    editor.edited.connect(lambda _value: refusal.say(""))
    editor.settled.connect(lambda: refusal.say(""))
    return refusal


def with_error_below(field: QWidget, refusal: FieldError) -> QVBoxLayout:
    """Return a layout with the field and its error message below it, for a row of a form."""
    return column(field, refusal, spacing=3)
