"""Combo boxes that are searched by typing, and one of them for the time zones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from zoneinfo import available_timezones

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QLineEdit,
)

from planner.domain.text import EstradError
from planner.domain.zones import find_zone_name, zones_likely_first
from ui.kit.widgets.plain_widgets import name_widget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchableComboBox(QComboBox):
    """A combo box that is searched by typing; Enter, or leaving the box, chooses what was found.

    Getting the focus, even by a click, selects all text so that typing replaces it; the next click sets the cursor.
    Subclasses have ``choose_suggestion`` and ``show_value``, call ``set_up_completer``, and ``choose_match`` on Enter.
    """

    chosen = Signal(str)

    def __init__(self, name: str, most: int) -> None:
        super().__init__(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert, maxVisibleItems=most)
        self.line = name_widget(cast(QLineEdit, name_widget(self, name).lineEdit()), name)
        self._is_entered, self.value = False, ""

    def show_value(self, value: str) -> None:
        """Show a value without emitting ``chosen``."""
        raise NotImplementedError

    def choose(self, value: str) -> None:
        """Show a value, and emit ``chosen`` if it differs from the one before."""
        changed = value != self.value
        self.show_value(value)
        if changed:
            self.chosen.emit(value)

    def set_up_completer(self, completer: QCompleter) -> None:
        """Set up a completer for this box: it suggests names that contain the typed text, in the list ``offer``."""
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.offer = cast(QAbstractItemView, completer.popup())
        for part in (self.offer, self.line):
            part.installEventFilter(self)

    def choose_suggestion(self, offered: str) -> None:
        """Choose the suggestion with this name; for an empty name, interpret the typed text."""
        raise NotImplementedError

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.line.end(False)
        self.line.home(True)  # select all, with the beginning visible
        self._is_entered = True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Choose what was found, as Enter does, unless a popup or another window took the focus."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.choose_match()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle Enter in the list of suggestions; ignore the first click after the focus came, if text is selected."""
        if watched is self.line and event.type() == QEvent.Type.MouseButtonPress:
            first, self._is_entered = self._is_entered and self.line.hasSelectedText(), False
            return first  # else it would deselect
        if watched is self.offer and event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() in ENTER:
            self.choose_match()
            return True
        return super().eventFilter(watched, event)

    def choose_match(self) -> None:
        """Choose the selected suggestion, or what the typed text means if none is selected."""
        offered = self.offer.currentIndex() if self.offer.isVisible() else QModelIndex()
        self.offer.hide()
        self.choose_suggestion(str(offered.data()) if offered.isValid() else "")


class TimeZoneBox(SearchableComboBox):
    """A combo box for a time zone, or none; typing *Berlin* finds Europe/Berlin.

    ``refused`` is emitted for a text that is no time zone, which stays.
    """

    refused = Signal(EstradError)

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name, 14)
        self.setMinimumContentsLength(24)
        self._known = available_timezones()
        self.list_zones(())
        self.line.setPlaceholderText(hint)
        self.set_up_completer(cast(QCompleter, self.completer()))
        self.activated.connect(lambda n: self.choose(self.itemText(n) or self.value))
        self.show_value("")

    def list_zones(self, first: Sequence[str]) -> None:
        """Fill the list with all zones: the ``first`` ones, likely ones, others; call ``show_value`` after that.

        Filling the list replaces the text in the box.
        """
        self.clear()
        self.addItems(list(first))
        if first:
            self.insertSeparator(self.count())
        self.addItems(zones_likely_first(self._known - set(first), self.value))

    def show_value(self, value: str) -> None:
        """Show a zone; an empty string clears the box."""
        self.value = value
        self.setCurrentIndex(self.findText(value) if value else -1)
        self.setEditText(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On Enter, choose the typed zone instead of pressing the dialog's default button."""
        if event.key() in ENTER:
            self.choose_match()
        else:
            super().keyPressEvent(event)

    def choose_suggestion(self, offered: str) -> None:
        typed = self.currentText().strip()
        try:
            self.choose(offered or (self._single_match(typed) or find_zone_name(typed) if typed else self.value))
        except EstradError as error:
            self.refused.emit(error)

    def _single_match(self, typed: str) -> str:
        """Return the zone whose name contains the typed text; an empty string if there are none or several."""
        part = typed.casefold().replace(" ", "_")
        found = [name for name in map(self.itemText, range(self.count())) if part in name.casefold()]
        return found[0] if len(set(found)) == 1 else ""
