"""What is wrong with what stands in a field, said under it; the field is marked as long as that is so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.look import mark
from ui.panels.editors import LineEditor

GAP = 4
"""Pixels below the sentence."""


class Refusal(QLabel):
    """The line under a field; out of sight while nothing is wrong."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(wordWrap=True)
        self._field = field
        self.setTextFormat(Qt.TextFormat.PlainText)
        mark(self, tone="problem")
        self.setContentsMargins(0, 0, 0, GAP)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        self.setText(sentence)
        self._grow(self._field.width())
        self.setVisible(bool(sentence))
        mark(self._field, refused=bool(sentence))
        self._field.setAccessibleDescription(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow(event.size().width())

    def _grow(self, width: int) -> None:
        """Be as high as its words need: a dialog asks for that before it has its width."""
        self.setMinimumHeight(self.heightForWidth(width) if self.text() else 0)


def refusing(editor: LineEditor) -> Refusal:
    """The line under an editor that stands in no form: it says what the editor refuses until that is put right."""
    refusal = Refusal(editor)
    editor.refused.connect(refusal.say)
    editor.edited.connect(lambda _value: refusal.say(""))
    editor.let_go.connect(lambda: refusal.say(""))
    return refusal


def under(field: QWidget, refusal: Refusal) -> QVBoxLayout:
    """A field with the line under it, for a row of a form."""
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(3)
    box.addWidget(field)
    box.addWidget(refusal)
    return box
