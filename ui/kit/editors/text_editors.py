"""Editors for text of one or several lines, and the interface that all editors of values share."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from planner.domain.text import clean_line, clean_text
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.scrolling import scroll_to_widget

IDLE, LONGEST = 1500, 5000
"""Milliseconds before free text is saved: since the last key, and at most since the first unsaved letter."""


class AutosaveTimer(QObject):
    """Emits ``due`` when free text should be saved: after a pause in typing, at the latest after ``LONGEST``."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.idle = QTimer(self, interval=IDLE, singleShot=True)
        self.longest = QTimer(self, interval=LONGEST, singleShot=True)
        for timer in (self.idle, self.longest):
            timer.timeout.connect(self.stop)
            timer.timeout.connect(self.due)

    def restart(self) -> None:
        """Wait for a pause again, because something was typed; the time of ``LONGEST`` goes on if it has begun."""
        self.idle.start()
        if not self.longest.isActive():
            self.longest.start()

    def stop(self) -> None:
        """Stop both timers."""
        self.idle.stop()
        self.longest.stop()


MIXED = object()
"""The value that an editor of a line or a choice has while the edited entities differ in it."""
NOT_LEFT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Reasons for losing the focus that do not mean that the user left the field."""


class ValueEditor(Protocol):
    """The interface of all editors of values; ``edited`` is emitted with a new value."""

    edited: Any

    def show_value(self, value: Any) -> None:
        """Show a value, without emitting ``edited``."""

    def commit(self) -> None:
        """Emit ``edited`` now, if there is valid input not accepted yet; what was refused may be left out."""

    def refuse(self, *, again: bool) -> None:
        """Handle that the emitted value was refused; with ``again`` it may be emitted again, as after a full disk."""

    def drop(self) -> None:
        """Discard input that was not accepted."""

    def show_mixed(self, words: str) -> None:
        """Show the text ``words`` instead of a value, because the edited entities differ in it."""


class LineEditor(QLineEdit):
    """A line edit; ``read`` converts the text to a value or raises ``ValueError``, ``write`` converts a value to text.

    Without ``read`` it is ``free`` text, which is saved during typing. A refused text stays, and is committed again
    only if it was changed, Enter was pressed, or it was refused with ``again``. Its signals: ``typing`` when the text
    changes, ``paused`` with free text that may be saved during typing, ``refused`` with a sentence, ``settled`` when
    a commit finds nothing to save or the user discarded the typed text by Escape or Undo, ``reverted`` with a text that
    Undo discarded as a whole, ``left`` when the focus moves to another widget.
    """

    edited = Signal(object)
    typing = Signal()
    paused = Signal(object)
    refused = Signal(str)
    settled = Signal()
    reverted = Signal(str)
    left = Signal()

    def __init__(
        self, read: Callable[[str], object] = str, write: Callable[[Any], str] = str, placeholder: str = ""
    ) -> None:
        super().__init__(placeholderText=placeholder)
        self.parse_value, self._write, self._placeholder = read, write, placeholder
        self.free = read is str
        self._value: Any = None
        self._first: Any = None  # the value before the first key since the focus came, restored by Escape
        self._saving = False
        self._refused: str | None = None
        self._autosave_timer = AutosaveTimer(self)
        self._autosave_timer.due.connect(self.autosave)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self.commit)

    def has_own_undo(self, redo: bool) -> bool:
        """Return whether undo (or ``redo``) would concern text typed in this editor rather than the conference."""
        return self.isRedoAvailable() if redo else self.isUndoAvailable() or self.waiting is not None

    def _on_text_changed(self) -> None:
        self.typing.emit()
        if self.free and self.waiting is not None:
            self._autosave_timer.restart()

    def autosave(self) -> None:
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
        if (text := self.stored) != self.text() and not (self.hasFocus() and self._is_same_value(text)):
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)
        self._autosave_timer.stop()

    def show_mixed(self, words: str) -> None:
        self.show_value(MIXED)
        self.setPlaceholderText(words)

    def _is_same_value(self, text: str) -> bool:
        """Return whether the field shows this text, apart from characters that saving removes from free text."""
        return self.text() == text or (self.free and clean_line(self.text()) == clean_line(text))

    @property
    def waiting(self) -> str | None:
        return self.text() if self.isModified() and not self._is_same_value(self.stored) else None

    @property
    def stored(self) -> str:
        return "" if self._value is MIXED else self._write(self._value)

    def restore_text(self, text: str, *, again: bool) -> None:
        self.setText(text)
        self.refuse(again=again)
        self.typing.emit()

    def commit(self) -> None:
        self._autosave_timer.stop()
        if self.waiting is None:
            self._refused, self._first = None, self._value
            self.settled.emit()
            return
        if self.text() == self._refused:
            return
        self.setModified(False)
        try:
            value = self.parse_value(self.text())
        except ValueError as error:
            self.refuse(again=False)
            self.refused.emit(str(error))
            return
        self.edited.emit(value)
        if not self.isModified():
            self.setText(self.stored)

    def refuse(self, *, again: bool) -> None:
        self.setModified(True)
        self._refused = None if again else self.text()

    def drop(self) -> None:
        self._autosave_timer.stop()
        self._refused = None
        self.setModified(False)

    def discard_text(self) -> None:
        self.drop()
        self.setText(self.stored)
        self.settled.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in NOT_LEFT:
            if self.waiting is None:
                self.setText(self.stored)  # from now on, what was typed here is undone in the conference
            self._first = self._value
            self.left.emit()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setCursorPosition(0)  # show the beginning of a long text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.isModified() or self._value != self._first):
            self.discard_text()
            if self._value is not MIXED and self._first is not MIXED and self._value != self._first:
                self.edited.emit(self._first)  # from before the first key, though some of the input was saved
            return
        refused = self.waiting is not None and (self.text() == self._refused or not self.isUndoAvailable())
        if refused and event.matches(QKeySequence.StandardKey.Undo):  # also what a draft restored goes at once
            text = self.text()
            self.discard_text()
            self.reverted.emit(text)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._refused = None
        super().keyPressEvent(event)


MOST_ROWS, AROUND = 14, 9
"""Maximum height of a text editor in rows, and the pixels above and below its text together."""
QWIDGETSIZE_MAX = 16777215


def scroll_editor_into_view(editor: QPlainTextEdit) -> None:
    """Once the editor is laid out, scroll until all of it is visible, or at least its cursor, if it has the focus."""
    QTimer.singleShot(0, editor, lambda: scroll_to_widget(editor, editor.cursorRect()) if editor.hasFocus() else None)


class TextEditor(QPlainTextEdit):
    """A text edit of several lines that grows with its text; parameters and signals are those of ``LineEditor``.

    It looks like plain text, underlined as a field while it is empty, edited or under the pointer. Free text is saved
    during typing; text that ``read`` converts to a value is not.
    """

    edited = Signal(object)
    typing = Signal()
    paused = Signal(object)
    refused = Signal(str)
    settled = Signal()
    reverted = Signal(str)
    left = Signal()

    def __init__(
        self, placeholder: str = "", read: Callable[[str], object] | None = None, write: Callable[[Any], str] = str
    ) -> None:
        super().__init__(placeholderText=placeholder, tabChangesFocus=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # spaces at the end of lines want one
        self._fills = False
        set_properties(self, prose=True, empty=True).document().setDocumentMargin(0)
        self._fit_height()
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit_height())
        self.parse_value, self._write, self._placeholder = read or str, write, placeholder
        self.free = read is None
        self.stored = self._plain = ""  # the stored text, and the document's text for it
        self._not_taken = self._mixed = False
        self._refused: str | None = None
        self._held: str | None = None  # a text that is not saved again unless it changes
        self._autosave_timer = AutosaveTimer(self)
        self._autosave_timer.due.connect(self.autosave)
        self.textChanged.connect(self._on_text_changed)

    def fill_layout_height(self) -> None:
        """Fill the height of the layout instead of growing with the text, and look like a field."""
        self._fills = True
        set_properties(self, prose=False, writing=True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setMinimumHeight(0)
        self.setMaximumHeight(QWIDGETSIZE_MAX)

    def _fit_height(self) -> None:
        """Set the height to that of the text, up to ``MOST_ROWS``, plus ``AROUND``; not if the layout is filled."""
        block, text, most = self.document().begin(), 0.0, MOST_ROWS * QFontMetricsF(self.font()).lineSpacing()
        while block.isValid():
            text += self.blockBoundingRect(block).height()  # lays it out, which Qt does only for what is in sight
            block = block.next()
        height = ceil(min(text, most)) + AROUND
        if self._fills or height == self.minimumHeight():
            return
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded if text > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(needed)
        self.setFixedHeight(height)
        if self.hasFocus():
            scroll_editor_into_view(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def has_own_undo(self, redo: bool) -> bool:
        """Return whether undo (or ``redo``) would concern text typed in this editor rather than the conference."""
        document = self.document()
        return document.isRedoAvailable() if redo else document.isUndoAvailable() or self.waiting is not None

    def _on_text_changed(self) -> None:
        set_properties(self, empty=self.document().isEmpty())
        self.typing.emit()
        if self.free and self.toPlainText() != self._plain:
            self._autosave_timer.restart()

    def autosave(self) -> None:
        typed = self.waiting
        if self.free and typed is not None and typed != self._held:
            self.paused.emit(typed)

    def show_value(self, value: Any) -> None:
        self._show_text(self._write(value), mixed=False)
        self.setPlaceholderText(self._placeholder)

    def show_mixed(self, words: str) -> None:
        self._show_text("", mixed=True)
        self.setPlaceholderText(words)

    def _show_text(self, text: str, *, mixed: bool) -> None:
        if text == self.stored and mixed == self._mixed and self.toPlainText() != self._plain:
            return
        self.stored, self._mixed = text, mixed
        self._autosave_timer.stop()
        if self.hasFocus() and clean_text(self.toPlainText()) == clean_text(text):
            self._plain = self.toPlainText()  # keep the typed text and the cursor if only the cleaning changed the text
        else:
            self._replace_text(text)

    def _replace_text(self, text: str) -> None:
        self._plain = text  # so that this text is not treated as typed
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._plain = self.toPlainText()
        self._autosave_timer.stop()

    @property
    def waiting(self) -> str | None:
        typed = self.toPlainText()
        return None if typed == self._plain or clean_text(typed) == clean_text(self._plain) else typed

    def restore_text(self, text: str, *, again: bool) -> None:
        self._held = None if again else text
        self.setPlainText(text)

    def commit(self) -> None:
        self._autosave_timer.stop()
        if (typed := self.waiting) is None:
            self.settled.emit()
            return
        if typed == self._held:
            return
        try:
            value = self.parse_value(typed)
        except ValueError as error:
            self._refused = typed
            self.refused.emit(str(error))
            return
        before = self.stored, self._plain
        self.stored, self._plain, self._not_taken = typed.strip(), typed, False
        self.edited.emit(value)
        if self._not_taken:
            self.stored, self._plain = before

    def refuse(self, *, again: bool) -> None:
        self._refused = None if again else self.toPlainText()
        self._not_taken = True  # a long text is never discarded: it stays, and is committed again

    def drop(self) -> None:
        self._refused = self._held = None
        self._replace_text(self.stored)

    def discard_text(self) -> None:
        self.drop()
        self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and (
            (typed := self.waiting) is not None
            and (typed in (self._refused, self._held) or not self.document().isUndoAvailable())
        ):  # what was refused or restored from a draft is discarded at once
            text = self.toPlainText()
            self.discard_text()
            self.reverted.emit(text)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in NOT_LEFT:
            self.document().clearUndoRedoStacks()  # what was typed earlier is undone in the conference
        super().focusInEvent(event)
        scroll_editor_into_view(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
        if event.reason() not in NOT_LEFT:
            if self.waiting is None:
                self._replace_text(self.stored)
            self.left.emit()


TypedEditor = LineEditor | TextEditor
"""An editor that keeps a refused text.

``waiting`` is typed text not accepted yet, or None; ``stored`` is the text of its value. ``restore_text`` shows
an earlier text (with ``again`` it may be committed unchanged), ``discard_text`` discards the typed one.
"""
