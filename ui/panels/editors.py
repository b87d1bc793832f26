"""Editors for one value each: they show what they are told, and say ``edited`` when a person has finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeGuard, runtime_checkable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
)

from planner.domain.cleaning import clean_text

MIXED = object()
"""The value of several things that have different ones."""
IDLE = 1500
"""Milliseconds without a key after which a long text is saved."""
NOT_LEFT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Why a field loses the keys without being left."""


class Editor(Protocol):
    """What every editor can do."""

    edited: Any

    def show_value(self, value: Any) -> None:
        """Show a value, without saying ``edited``."""

    def commit(self) -> None:
        """Say ``edited`` now if something was typed and not said yet."""

    def refuse(self, *, again: bool) -> None:
        """What was just said was not taken; ``again`` if the same may be taken later, as when a disk was full."""

    def drop(self) -> None:
        """Forget what was typed and not taken."""

    def show_mixed(self, words: str) -> None:
        """Show that several things have different values here; ``words`` say so."""


@runtime_checkable
class Typed(Protocol):
    """An editor that is typed into, so that what is refused stands in it until it is put right."""

    refused: Any
    let_go: Any
    left: Any

    @property
    def waiting(self) -> str | None:
        """What was typed and not taken, or None."""

    def resume(self, text: str, *, again: bool) -> None:
        """Show what was typed before and not taken; ``again`` if it is to be tried once more as it is."""


_TYPED: dict[type, bool] = {}


def is_typed(editor: object) -> TypeGuard[Typed]:
    """Whether an editor is ``Typed``; asked once a class, since what is no class is slow to ask."""
    kind = type(editor)
    if kind not in _TYPED:
        _TYPED[kind] = isinstance(editor, Typed)
    return _TYPED[kind]


class Line(QLineEdit):
    """A line of text that is no field of anything: a search, a name to add."""

    def has_own(self, redo: bool) -> bool:
        """Whether undo or redo is about what was typed here, not about the conference."""
        return bool(self.text())


class LineEditor(QLineEdit):
    """One line. ``read`` makes a value of the text and raises ``ValueError``; ``write`` the other way.

    What is refused stays, and is not tried again until it is another text or Enter is pressed.
    """

    edited = Signal(object)
    refused = Signal(str)
    let_go = Signal()
    left = Signal()

    def __init__(
        self, read: Callable[[str], object] = str, write: Callable[[Any], str] = str, placeholder: str = ""
    ) -> None:
        super().__init__(placeholderText=placeholder)
        self._read, self._write, self._placeholder = read, write, placeholder
        self._value: Any = None
        self._refused: str | None = None
        self.editingFinished.connect(self.commit)

    def has_own(self, redo: bool) -> bool:
        """Whether undo or redo is about what was typed here, not about the conference."""
        return self.isModified()

    def show_value(self, value: Any) -> None:
        if value == self._value and self.isModified():
            return
        self._value, self._refused = value, None
        self.setPlaceholderText(self._placeholder)
        text = self._text()
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)

    def show_mixed(self, words: str) -> None:
        if self._value is MIXED and self.isModified():
            return
        self.show_value(MIXED)
        self.setPlaceholderText(words)

    def _text(self) -> str:
        return "" if self._value is MIXED else self._write(self._value)

    @property
    def waiting(self) -> str | None:
        return self.text() if self.isModified() and self.text() != self._text() else None

    def resume(self, text: str, *, again: bool) -> None:
        self.setText(text)
        self.refuse(again=again)

    def commit(self) -> None:
        if self.waiting is None:
            self._refused = None
            self.let_go.emit()
            return
        if self.text() == self._refused:
            return
        self.setModified(False)
        try:
            value = self._read(self.text())
        except ValueError as error:
            self.refuse(again=False)
            self.refused.emit(str(error))
            return
        self.edited.emit(value)
        if not self.isModified():
            self.setText(self._text())

    def refuse(self, *, again: bool) -> None:
        self.setModified(True)
        self._refused = None if again else self.text()

    def drop(self) -> None:
        self._refused = None
        self.setModified(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in NOT_LEFT:
            self.left.emit()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setCursorPosition(0)  # a long text shows how it begins

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._text())
            self.drop()
            self.let_go.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._refused = None
        super().keyPressEvent(event)


class TextEditor(QPlainTextEdit):
    """Several lines, saved when the field is left or nobody has typed for a while.

    ``read`` and ``write`` are as for a line; what they make a list of is saved only when the field is left.
    """

    edited = Signal(object)
    refused = Signal(str)
    let_go = Signal()
    left = Signal()

    def __init__(
        self,
        rows: int,
        placeholder: str = "",
        read: Callable[[str], object] | None = None,
        write: Callable[[Any], str] = str,
    ) -> None:
        super().__init__(placeholderText=placeholder, tabChangesFocus=True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * rows + 20)
        self._read, self._write, self._placeholder = read or str, write, placeholder
        self._value = self._plain = ""  # what is stored, and how the document gives that back
        self._refused = self._mixed = False
        self._idle = QTimer(self, interval=IDLE, singleShot=True)
        self._idle.timeout.connect(self.commit)
        if read is None:
            self.textChanged.connect(self._on_text)

    def has_own(self, redo: bool) -> bool:
        """Whether undo or redo is about what was typed here, not about the conference."""
        return self.document().isRedoAvailable() if redo else self.document().isUndoAvailable()

    def _on_text(self) -> None:
        if self.toPlainText() != self._plain:
            self._idle.start()

    def show_value(self, value: Any) -> None:
        self._show(self._write(value), mixed=False)
        self.setPlaceholderText(self._placeholder)

    def show_mixed(self, words: str) -> None:
        self._show("", mixed=True)
        self.setPlaceholderText(words)

    def _show(self, text: str, *, mixed: bool) -> None:
        if text == self._value and mixed == self._mixed and self.toPlainText() != self._plain:
            return
        self._value, self._mixed = text, mixed
        self._idle.stop()
        if self.hasFocus() and clean_text(self.toPlainText()) == clean_text(text):
            self._plain = self.toPlainText()  # what only cleaning changed stays as it was typed, and the cursor there
        else:
            self._put(text)

    def _put(self, text: str) -> None:
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._plain = self.toPlainText()
        self._idle.stop()

    @property
    def waiting(self) -> str | None:
        typed = self.toPlainText()
        return None if clean_text(typed) == clean_text(self._plain) else typed

    def resume(self, text: str, *, again: bool) -> None:
        self.setPlainText(text)

    def commit(self) -> None:
        self._idle.stop()
        typed = self.waiting
        if typed is None:
            self.let_go.emit()
            return
        try:
            value = self._read(typed)
        except ValueError as error:
            self.refused.emit(str(error))
            return
        before = self._value, self._plain
        self._value, self._plain, self._refused = typed.strip(), typed, False
        self.edited.emit(value)
        if self._refused:
            self._value, self._plain = before

    def refuse(self, *, again: bool) -> None:
        self._refused = True  # a long text is never thrown away: it stays, and is tried again

    def drop(self) -> None:
        self._put(self._value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in NOT_LEFT:
            self.document().clearUndoRedoStacks()  # what was typed on an earlier visit is undone in the conference
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
        if event.reason() not in NOT_LEFT:
            if self.waiting is None:
                self._put(self._value)
            self.left.emit()
