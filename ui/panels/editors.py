"""Editors for one value each: they show what they are told, and say ``edited`` when a person has finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeGuard, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
)

from planner.domain.cleaning import clean_line, clean_text
from ui.panels.pace import Pace

MIXED = object()
"""The value of several things that have different ones."""
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
    """An editor that is typed into, so that what is refused stands in it until it is put right.

    Its signals: ``typing`` when another text stands in it, ``paused`` with free text that may be saved although
    somebody still types, ``refused`` with a sentence, ``let_go`` when nothing waits any more, ``taken_back`` with the
    text that was, ``left`` when the keys went elsewhere. ``free`` is whether it is saved before it is finished.
    """

    typing: Any
    paused: Any
    refused: Any
    let_go: Any
    taken_back: Any
    left: Any
    free: bool

    @property
    def waiting(self) -> str | None:
        """What was typed and not taken, or None."""

    @property
    def stored(self) -> str:
        """What it shows when nothing was typed."""

    def resume(self, text: str, *, again: bool) -> None:
        """Show what was typed before and not taken; ``again`` if it is to be tried once more as it is."""

    def take_back(self) -> None:
        """Show what is stored, in the place of what was typed."""

    def save_on_the_way(self) -> None:
        """Say ``paused`` if it is free text and something was typed."""


_TYPED: dict[type, bool] = {}


def is_typed(editor: object) -> TypeGuard[Typed]:
    """Whether an editor is ``Typed``; asked once a class, since what is no class is slow to ask."""
    kind = type(editor)
    if kind not in _TYPED:
        _TYPED[kind] = isinstance(editor, Typed)
    return _TYPED[kind]


class LineEditor(QLineEdit):
    """One line. ``read`` makes a value of the text and raises ``ValueError``; ``write`` the other way.

    Without a ``read`` it is free text, which is saved while somebody types. What is refused stays, and is not tried
    again until it is another text or Enter is pressed.
    """

    edited = Signal(object)
    typing = Signal()
    paused = Signal(object)
    refused = Signal(str)
    let_go = Signal()
    taken_back = Signal(str)
    left = Signal()

    def __init__(
        self, read: Callable[[str], object] = str, write: Callable[[Any], str] = str, placeholder: str = ""
    ) -> None:
        super().__init__(placeholderText=placeholder)
        self._read, self._write, self._placeholder = read, write, placeholder
        self.free = read is str
        self._value: Any = None
        self._first: Any = None  # the value before the first letter of a visit, which Escape brings back
        self._saving = False
        self._refused: str | None = None
        self._pace = Pace(self)
        self._pace.due.connect(self.save_on_the_way)
        self.textChanged.connect(self._on_text)
        self.editingFinished.connect(self.commit)

    def has_own(self, redo: bool) -> bool:
        """Whether undo or redo is about what was typed here, not about the conference."""
        return self.isRedoAvailable() if redo else self.isUndoAvailable() or self.waiting is not None

    def _on_text(self) -> None:
        self.typing.emit()
        if self.free and self.waiting is not None:
            self._pace.go_on()

    def save_on_the_way(self) -> None:
        if self.free and self.waiting is not None and self.text() != self._refused:
            self._saving = True
            self.paused.emit(self.text())
            self._saving = False

    def show_value(self, value: Any) -> None:
        if value == self._value and self.isModified():
            return
        self._value, self._refused = value, None
        if not self._saving:
            self._first = value
        self.setPlaceholderText(self._placeholder)
        text = self._text()
        if text != self.text() and not (self.hasFocus() and self._is_as(text)):
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)
        self._pace.stop()

    def show_mixed(self, words: str) -> None:
        if self._value is MIXED and self.isModified():
            return
        self.show_value(MIXED)
        self.setPlaceholderText(words)

    def _text(self) -> str:
        return "" if self._value is MIXED else self._write(self._value)

    def _is_as(self, text: str) -> bool:
        """Whether what stands here is that text, but for what is cleaned from free text when it is saved."""
        return self.text() == text or (self.free and clean_line(self.text()) == clean_line(text))

    @property
    def waiting(self) -> str | None:
        return self.text() if self.isModified() and not self._is_as(self._text()) else None

    @property
    def stored(self) -> str:
        return self._text()

    def resume(self, text: str, *, again: bool) -> None:
        self.setText(text)
        self.refuse(again=again)
        self.typing.emit()

    def commit(self) -> None:
        self._pace.stop()
        if self.waiting is None:
            self._refused, self._first = None, self._value
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
        self._pace.stop()
        self._refused = None
        self.setModified(False)

    def take_back(self) -> None:
        self.drop()
        self.setText(self._text())
        self.let_go.emit()

    def _is_refused_whole(self) -> bool:
        """Whether what stands here was refused, or comes from before: undo then takes all of it back at once."""
        return self.waiting is not None and (self.text() == self._refused or not self.isUndoAvailable())

    def _escape(self) -> None:
        """Show again what stood here before the first letter, also if some of it was saved on the way."""
        self.take_back()
        if self._value is not MIXED and self._first is not MIXED and self._value != self._first:
            self.edited.emit(self._first)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in NOT_LEFT:
            if self.waiting is None:
                self.setText(self._text())  # what was typed on this visit is undone in the conference from now on
            self._first = self._value
            self.left.emit()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setCursorPosition(0)  # a long text shows how it begins

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.isModified() or self._value != self._first):
            self._escape()
            return
        if event.matches(QKeySequence.StandardKey.Undo) and self._is_refused_whole():
            text = self.text()
            self.take_back()
            self.taken_back.emit(text)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._refused = None
        super().keyPressEvent(event)


class TextEditor(QPlainTextEdit):
    """Several lines. ``read`` and ``write`` are as for a line; what they make a list of is saved only when the field
    is left, free text also while somebody types.
    """

    edited = Signal(object)
    typing = Signal()
    paused = Signal(object)
    refused = Signal(str)
    let_go = Signal()
    taken_back = Signal(str)
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
        self.free = read is None
        self._value = self._plain = ""  # what is stored, and how the document gives that back
        self._not_taken = self._mixed = False
        self._refused: str | None = None
        self._held: str | None = None  # what is not saved as it is
        self._pace = Pace(self)
        self._pace.due.connect(self.save_on_the_way)
        self.textChanged.connect(self._on_text)

    def has_own(self, redo: bool) -> bool:
        """Whether undo or redo is about what was typed here, not about the conference."""
        document = self.document()
        return document.isRedoAvailable() if redo else document.isUndoAvailable() or self.waiting is not None

    def _on_text(self) -> None:
        self.typing.emit()
        if self.free and self.toPlainText() != self._plain:
            self._pace.go_on()

    def save_on_the_way(self) -> None:
        typed = self.waiting
        if self.free and typed is not None and typed != self._held:
            self.paused.emit(typed)

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
        self._pace.stop()
        if self.hasFocus() and clean_text(self.toPlainText()) == clean_text(text):
            self._plain = self.toPlainText()  # what only cleaning changed stays as it was typed, and the cursor there
        else:
            self._put(text)

    def _put(self, text: str) -> None:
        self._plain = text  # so that what is put here is not taken for typed
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._plain = self.toPlainText()
        self._pace.stop()

    @property
    def waiting(self) -> str | None:
        typed = self.toPlainText()
        return None if typed == self._plain or clean_text(typed) == clean_text(self._plain) else typed

    @property
    def stored(self) -> str:
        return self._value

    def resume(self, text: str, *, again: bool) -> None:
        self._held = None if again else text
        self.setPlainText(text)

    def commit(self) -> None:
        self._pace.stop()
        typed = self.waiting
        if typed is None:
            self.let_go.emit()
            return
        if typed == self._held:
            return
        try:
            value = self._read(typed)
        except ValueError as error:
            self._refused = typed
            self.refused.emit(str(error))
            return
        before = self._value, self._plain
        self._value, self._plain, self._not_taken = typed.strip(), typed, False
        self.edited.emit(value)
        if self._not_taken:
            self._value, self._plain = before

    def refuse(self, *, again: bool) -> None:
        self._refused = None if again else self.toPlainText()
        self._not_taken = True  # a long text is never thrown away: it stays, and is tried again

    def drop(self) -> None:
        self._refused = self._held = None
        self._put(self._value)

    def take_back(self) -> None:
        self.drop()
        self.let_go.emit()

    def _is_refused_whole(self) -> bool:
        """Whether what stands here was refused, or comes from before: undo then takes all of it back at once."""
        typed = self.waiting
        return typed is not None and (typed in (self._refused, self._held) or not self.document().isUndoAvailable())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and self._is_refused_whole():
            text = self.toPlainText()
            self.take_back()
            self.taken_back.emit(text)
            return
        super().keyPressEvent(event)

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
