"""Editors for one value each: they show what they are told, and say ``edited`` when a person has finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QDate, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from planner.domain.span import clock, minutes_of
from ui.labels import tip, unmarked
from ui.look import mark

ARROW_ROOM = 34
"""Pixels of a combo box that are not its text."""
IDLE = 1500
"""Milliseconds without a key after which a long text is saved."""


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


def is_for_the_window(event: QEvent, *, typed: bool) -> bool:
    """Whether a key is the window's own: undo and redo of the conference unless text was typed, and always Ctrl+E,
    which a field on Linux would take for the end of its line."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    if not (undo and not typed) and not event.matches(QKeySequence.StandardKey.MoveToEndOfLine):
        return False
    if not undo and event.key() != Qt.Key.Key_E:
        return False
    event.ignore()
    return True


class Line(QLineEdit):
    """A line of text that is no field of anything: a search, a name to add."""

    def event(self, event: QEvent) -> bool:
        return is_for_the_window(event, typed=bool(self.text())) or super().event(event)


class LineEditor(QLineEdit):
    """One line. ``read`` makes a value of the text and raises ``ValueError``; ``write`` the other way."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(
        self, read: Callable[[str], object] = str, write: Callable[[Any], str] = str, placeholder: str = ""
    ) -> None:
        super().__init__(placeholderText=placeholder)
        self._read, self._write = read, write
        self._value: Any = None
        self.editingFinished.connect(self.commit)

    def event(self, event: QEvent) -> bool:
        return is_for_the_window(event, typed=self.isModified()) or super().event(event)

    def show_value(self, value: Any) -> None:
        if value == self._value and self.isModified():
            return
        self._value = value
        text = self._write(value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)

    def commit(self) -> None:
        if not self.isModified() or self.text() == self._write(self._value):
            return
        self.setModified(False)
        try:
            value = self._read(self.text())
        except ValueError as error:
            self.setText(self._write(self._value))
            self.refused.emit(str(error))
            return
        self.edited.emit(value)
        if not self.isModified():
            self.setText(self._write(self._value))

    def refuse(self, *, again: bool) -> None:
        self.setModified(again)

    def drop(self) -> None:
        self.setModified(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setCursorPosition(0)  # a long text shows how it begins

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._write(self._value))
            self.setModified(False)
        else:
            super().keyPressEvent(event)


class TextEditor(QPlainTextEdit):
    """Several lines, saved when the field is left or nobody has typed for a while."""

    edited = Signal(object)

    def __init__(self, rows: int, placeholder: str = "") -> None:
        super().__init__(placeholderText=placeholder, tabChangesFocus=True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * rows + 20)
        self._value = ""
        self._refused = False
        self._idle = QTimer(self, interval=IDLE, singleShot=True)
        self._idle.timeout.connect(self.commit)
        self.textChanged.connect(self._on_text)

    def event(self, event: QEvent) -> bool:
        return is_for_the_window(event, typed=self.toPlainText() != self._value) or super().event(event)

    def _on_text(self) -> None:
        if self.toPlainText() != self._value:
            self._idle.start()

    def show_value(self, value: Any) -> None:
        typed = self.toPlainText() != self._value
        if value == self._value and typed:
            return
        self._value = str(value)
        self._idle.stop()
        if self.toPlainText().strip() != self._value:
            self.setPlainText(self._value)

    def commit(self) -> None:
        self._idle.stop()
        before, typed = self._value, self.toPlainText().strip()
        if typed != before.strip():
            self._value, self._refused = typed, False
            self.edited.emit(self.toPlainText())
            if self._refused:
                self._value = before

    def refuse(self, *, again: bool) -> None:
        self._refused = True  # a long text is never thrown away: it stays, and is tried again

    def drop(self) -> None:
        self.setPlainText(self._value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and how it reads."""

    value: Any
    name: str


class ChoiceEditor(QComboBox):
    """One of several values."""

    edited = Signal(object)

    def __init__(self, choices: Callable[[], Sequence[Choice]]) -> None:
        super().__init__()
        self._choices = choices
        self._shown: tuple[Choice, ...] = ()
        self._value: Any = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda n: self.edited.emit(self._shown[n].value))

    def show_value(self, value: Any) -> None:
        self._value = value
        choices = tuple(self._choices())
        if choices != self._shown:
            self._shown = choices
            self.clear()
            self.addItems([choice.name for choice in choices])
        values = [choice.value for choice in choices]
        self.setCurrentIndex(values.index(value) if value in values else -1)

    def commit(self) -> None:
        """Nothing waits: a choice is said at once."""

    def refuse(self, *, again: bool) -> None:
        self.show_value(self._value)

    def drop(self) -> None:
        """Nothing waits."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the inspector must not change a value

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does it, but a name that is too long ends in … and is whole in the tooltip."""
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        room = self.width() - ARROW_ROOM
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        self.setToolTip(tip(self.currentText()) if option.currentText != self.currentText() else "")
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class DateEditor(QDateEdit):
    """A date."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._value: date | None = None
        self.editingFinished.connect(self.commit)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.setDate(QDate(value.year, value.month, value.day))

    def commit(self) -> None:
        found = self.date().toPython()
        if isinstance(found, date) and found != self._value:
            self.edited.emit(found)
            if self._value:
                self.show_value(self._value)

    def refuse(self, *, again: bool) -> None:
        """It shows what is true by itself."""

    def drop(self) -> None:
        """Nothing waits."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ManyEditor(QPushButton):
    """Any of several values, ticked in a menu; none of them has a name of its own."""

    edited = Signal(object)

    def __init__(self, choices: Callable[[], Sequence[Choice]], none: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices, self._none = choices, none
        self._value: tuple[Any, ...] | None = None
        self._told = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        mark(self, many=True)
        self._list = QMenu(self)
        self.setMenu(self._list)

    def show_value(self, value: Any) -> None:
        self._value = value
        choices = [choice for choice in self._choices() if value is not None]
        named = [choice.name for choice in choices if choice.value in (value or ())]
        shown = ", ".join(named) if named else self._none if value is not None else "–"
        self._told = shown
        self._fit()
        self.setAccessibleDescription(shown)
        self._list.clear()
        for choice in (Choice(None, self._none), *choices):
            action = QAction(unmarked(choice.name), self._list, checkable=True)
            action.setChecked(choice.value in (value or ()) if choice.value is not None else not value)
            action.triggered.connect(lambda on, chosen=choice.value: self._on(chosen, on))
            self._list.addAction(action)

    def _fit(self) -> None:
        """Names that are too long end in …; the style sheet's padding is not heeded beside a menu arrow."""
        room = self.width() - ARROW_ROOM - 6
        shown = self.fontMetrics().elidedText(self._told, Qt.TextElideMode.ElideRight, room)
        self.setText(unmarked(f"\u2002{shown}"))
        self.setToolTip(tip(self._told) if shown != self._told else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on(self, chosen: Any, on: bool) -> None:
        kept = tuple(v for v in self._value or () if v != chosen)
        result: tuple[Any, ...] = () if chosen is None else (*kept, chosen) if on else kept
        before = self._value
        self.edited.emit(result)
        self.show_value(self._value if self._value != before else before)

    def commit(self) -> None:
        """Nothing waits: a tick is said at once."""

    def refuse(self, *, again: bool) -> None:
        """It shows what is true by itself."""

    def drop(self) -> None:
        """Nothing waits."""


def read_clock(text: str, sentence: str) -> int:
    """Minutes of a typed time of day; 930 and 9 are understood. Raises ``ValueError`` with the sentence."""
    typed = text.strip().replace(" ", "")
    if typed.isdigit():
        typed = f"{typed}:00" if len(typed) <= 2 else f"{typed[:-2]}:{typed[-2:]}"
    try:
        return minutes_of(typed)
    except ValueError:
        raise ValueError(sentence) from None


def write_clock(value: int | None) -> str:
    """A time of day, as a clock shows it: 25:30 is 01:30."""
    return "" if value is None else clock(value)


def read_minutes(text: str, sentence: str) -> int:
    """Minutes of a typed length: 45, 45 min, 1:30 or 1 h 30. Raises ``ValueError`` with the sentence."""
    typed = text.casefold().replace("minuter", "").replace("minutes", "").replace("min", "").strip()
    hours, mark, rest = typed.replace(":", "h").replace("tim", "h").partition("h")
    try:
        minutes = int(hours) * 60 + int(rest or 0) if mark else int(hours)
    except ValueError:
        raise ValueError(sentence) from None
    if minutes < 1:
        raise ValueError(sentence)
    return minutes


def read_whole(text: str, sentence: str) -> int | None:
    """A whole number of at least one, or None for nothing. Raises ``ValueError`` with the sentence."""
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) < 1:
        raise ValueError(sentence)
    return int(text)
