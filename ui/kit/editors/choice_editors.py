"""Editors for choices: one of several values, any number of values, yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
)

from ui.kit.editors.search_menus import COMMANDS, PickMenu
from ui.kit.editors.text_editors import MIXED
from ui.kit.theme.painting import SWATCH, swatch_icon
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import escape_mnemonic, tooltip_text

ARROW_ROOM = 28
"""Pixels of a menu button's width that its text cannot use."""


@dataclass(frozen=True, slots=True)
class EditorChoice:
    """A value, its label, and what its icon depends on, such as a colour (``#rrggbb``), or an empty text."""

    value: Any
    name: str
    swatch: str = ""


def _value_by_name(choices: Sequence[EditorChoice], text: str) -> Any:
    """Return the value of the one choice with a name, ignoring case; raise ``ValueError`` unless there is just one."""
    found = [choice.value for choice in choices if choice.name.casefold() == text.strip().casefold()]
    if len(found) == 1:
        return found[0]
    raise ValueError(", ".join(choice.name for choice in choices))


WIDEST, MANY = 480, 16
"""Pixels up to which a list is widened for its longest name, and rows up to which it does not scroll."""


class ChoiceEditor(QComboBox):
    """A combo box for one of several values; its list is widened for the longest name, and scrolls if it is long."""

    edited = Signal(object)

    def __init__(self, choices: Callable[[], Sequence[EditorChoice]]) -> None:
        super().__init__(
            sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon, minimumContentsLength=6
        )
        self._choices = choices
        self.setIconSize(QSize(SWATCH, SWATCH))
        self._shown: tuple[EditorChoice, ...] = ()
        self._value: Any = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda n: self._emit_choice(n))

    def _emit_choice(self, n: int) -> None:
        self.edited.emit(self._shown[n].value)

    def parse_value(self, text: str) -> Any:
        """Return the value that alone has this name, ignoring case; otherwise raise ``ValueError`` with all names."""
        return _value_by_name(self._choices(), text)

    def show_value(self, value: Any) -> None:
        self._value = value
        if (choices := tuple(self._choices())) != self._shown:
            self._shown = choices
            self.clear()
            self.add_choices(choices)
            if len(choices) > MANY and not self.property("long"):
                self.setMaxVisibleItems(MANY)
                self.setItemDelegate(QStyledItemDelegate(self))
                set_properties(self, long=True)
        values = [choice.value for choice in choices]
        self.setCurrentIndex(values.index(value) if value in values else -1)

    def add_choices(self, choices: Sequence[EditorChoice]) -> None:
        for choice in choices:
            self.addItem(swatch_icon(QColor(choice.swatch)) if choice.swatch else QIcon(), choice.name)

    def show_mixed(self, words: str) -> None:
        self.show_value(MIXED)
        self.setPlaceholderText(words)

    def commit(self) -> None:
        """Do nothing: a choice has been emitted at once."""

    def refuse(self, *, again: bool) -> None:
        self.show_value(self._value)

    def drop(self) -> None:
        """Do nothing: there is never input that was not accepted."""

    def showPopup(self) -> None:
        """Open the list, wide enough for its longest name, up to ``WIDEST``."""
        view = self.view()
        # a new list has the margins of a usual box, but its height is that of this one's, which may be narrower
        QCoreApplication.sendEvent(view.window(), QEvent(QEvent.Type.StyleChange))
        bar = view.verticalScrollBar().sizeHint().width() if self.count() > self.maxVisibleItems() else 0
        view.setMinimumWidth(min(WIDEST, view.sizeHintForColumn(0) + 2 * view.frameWidth() + bar))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the inspector must not change a value

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the combo box, eliding a name that is too long; the tooltip then shows the whole name."""
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        room -= 0 if option.currentIcon.isNull() else self.iconSize().width() + 4
        whole = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        option.currentText = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(tooltip_text(whole) if option.currentText != whole else "")
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class FlagEditor(QCheckBox):
    """A check box for yes or no."""

    edited = Signal(object)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._earlier = Qt.CheckState.Unchecked
        self.clicked.connect(lambda: self.edited.emit(self.isChecked()))

    def show_value(self, value: Any) -> None:
        self.setTristate(False)
        self.setToolTip("")
        self.setChecked(bool(value))

    def show_mixed(self, words: str) -> None:
        self.setTristate(True)
        self.setCheckState(Qt.CheckState.PartiallyChecked)
        self.setToolTip(words)

    def nextCheckState(self) -> None:
        """Untick a ticked box; tick any other, also one that is partially checked."""
        self._earlier = self.checkState()
        self.setTristate(False)
        self.setChecked(self._earlier is not Qt.CheckState.Checked)

    def commit(self) -> None:
        """Do nothing: a tick has been emitted at once."""

    def refuse(self, *, again: bool) -> None:
        self.setTristate(self._earlier is Qt.CheckState.PartiallyChecked)
        self.setCheckState(self._earlier)

    def drop(self) -> None:
        """Do nothing: there is never input that was not accepted."""


def set_menu_button_text(button: QPushButton, words: str, width: int) -> None:
    """Set the text of a menu button ``width`` pixels wide; if it is elided, the tooltip has the whole text.

    An & in the text is shown as such. Spaces are put before it, as Qt ignores the padding beside a menu arrow.
    """
    shown = button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width - ARROW_ROOM)
    button.setText(escape_mnemonic(f"\u2002 {shown}"))
    button.setToolTip(tooltip_text(words) if shown != words else "")


class MultiChoiceEditor(QPushButton):
    """A button with a searchable menu to pick one value or tick several; a letter or digit opens the menu.

    ``none`` is the menu's first entry, and the label for an empty tuple of values. ``several`` is the menu's last line
    if there are at least two choices: how to tick more than one.
    """

    edited = Signal(object)
    picked = Signal()
    """Emitted when one value, or none, was picked, even if it was chosen already; not emitted for ticks."""

    def __init__(self, choices: Callable[[], Sequence[EditorChoice]], none: str, several: str) -> None:
        super().__init__()
        self._choices, self._none, self._several = choices, none, several
        self._value: tuple[Any, ...] | None = None
        self._shown = self._mixed = ""
        self._filled: list[EditorChoice] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_properties(self, many=True)
        self._list = PickMenu(self)
        self._list.triggered.connect(self._pick)
        self._list.ticked.connect(self._tick)
        self.setMenu(self._list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """For a letter or digit, open the menu at the first entry that matches it."""
        if event.text().isalnum() and not event.modifiers() & COMMANDS:
            self._list.popup(self.mapToGlobal(self.rect().bottomLeft()))
            self._list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def parse_value(self, text: str) -> tuple[Any, ...]:
        """Return the value of one name, or those of names between commas, none for ``none``.

        Raise ``ValueError`` for a name that is unknown or that several choices have.
        """
        if text.strip().casefold() == self._none.casefold():
            return ()
        choices = self._choices()
        with suppress(ValueError):
            return (_value_by_name(choices, text),)
        return tuple(_value_by_name(choices, part) for part in text.split(",") if part.strip())

    def show_value(self, value: Any) -> None:
        self._value, self._mixed = value, ""
        self._show_values()

    def _show_values(self) -> None:
        """Show the chosen values and tick them in the menu; tick nothing if the edited entities differ."""
        value = self._value
        choices = [choice for choice in self._choices() if value is not None]
        named = [choice.name for choice in choices if choice.value in (value or ())]
        self._shown = self._mixed or ", ".join(named) or (self._none if value is not None else "–")
        self._fit_text()
        self.setAccessibleDescription(self._shown)
        if choices != self._filled:
            self._filled = choices
            self._list.clear()
            for choice in (EditorChoice(None, self._none), *choices):
                action = QAction(escape_mnemonic(choice.name), self._list, checkable=True)
                action.setData(choice.value)
                self._list.addAction(action)
            if len(choices) > 1:
                self._list.addAction(self._several).setEnabled(False)
        for action in self._list.actions():
            chosen = action.data() in (value or ()) if action.data() is not None else not value
            action.setChecked(chosen and not self._mixed)

    def _fit_text(self) -> None:
        set_menu_button_text(self, self._shown, self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_text()

    def _tick(self, action: QAction) -> None:
        """Emit the chosen values plus the value of an action, or minus it if ticked; no values if it is None."""
        kept, value = [chosen for chosen in self._value or () if chosen != action.data()], action.data()
        self._emit_values(() if value is None else (*kept, *([] if action.isChecked() else [value])))

    def _pick(self, action: QAction) -> None:
        self._emit_values(() if action.data() is None else (action.data(),))
        self.picked.emit()

    def _emit_values(self, result: tuple[Any, ...]) -> None:
        self.edited.emit(result)
        self._show_values()  # what was chosen may be refused

    def show_mixed(self, words: str) -> None:
        self._value, self._mixed = (), words
        self._show_values()

    def commit(self) -> None:
        """Do nothing: a tick has been emitted at once."""

    def refuse(self, *, again: bool) -> None:
        """Do nothing: after each edit the button has shown again what it was last given."""

    def drop(self) -> None:
        """Do nothing: there is never input that was not accepted."""
