"""A combo box that finds a time zone by any part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from zoneinfo import available_timezones

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit

from planner.domain.errors import EstradError
from planner.domain.zones import zone_named

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TimeZoneBox(QComboBox):
    """A combo box for a time zone or none; typing *Berlin* finds Europe/Berlin.

    Enter, or losing the focus, chooses the zone that was found. ``refused`` is emitted for a text that is not a zone.
    ``first`` are the zones at the top of the list.
    """

    chosen = Signal(str)
    refused = Signal(EstradError)

    def __init__(self, zone: str, first: Sequence[str], name: str, hint: str) -> None:
        super().__init__()
        self._zone = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(24)
        self.setMaxVisibleItems(14)
        self._known = available_timezones() | ({zone} if zone else set())
        self.offer_first(first)
        self.setAccessibleName(name)
        line = cast(QLineEdit, self.lineEdit())
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        completer = cast(QCompleter, self.completer())
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.activated.connect(lambda n: self._take(self.itemText(n)))
        self._offer = cast(QAbstractItemView, completer.popup())
        self._offer.installEventFilter(self)
        self.show_zone(zone)

    def offer_first(self, first: Sequence[str]) -> None:
        """Move the given zones to the top of the list."""
        self.clear()
        self.addItems(list(first))
        if first:
            self.insertSeparator(self.count())
        self.addItems(sorted(self._known - set(first)))

    def show_zone(self, zone: str) -> None:
        """Show a zone; an empty string clears the box."""
        self._zone = zone
        self.setCurrentIndex(self.findText(zone) if zone else -1)
        self.setEditText(zone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the typed zone on Enter, instead of pressing the dialog's default button."""
        if event.key() in ENTER:
            self._read()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Choose the typed zone, as on Enter; a text that is not a zone is refused and stays."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle Enter in the list of completions, which has the focus while it is open."""
        if event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() in ENTER:
            self._read()
            return True
        return super().eventFilter(watched, event)

    def _read(self) -> None:
        """Choose the current completion, or the typed zone if no completion is selected."""
        offered = self._offer.currentIndex() if self._offer.isVisible() else QModelIndex()
        self._offer.hide()
        if offered.isValid():
            self._take(str(offered.data()))
            return
        typed = self.currentText().strip()
        try:
            self._take(self._only(typed) or zone_named(typed) if typed else "")
        except EstradError as error:
            self.refused.emit(error)

    def _only(self, typed: str) -> str:
        """Return the zone whose name contains the typed text, or an empty string unless there is exactly one."""
        part = typed.casefold().replace(" ", "_")
        found = [name for name in map(self.itemText, range(self.count())) if part in name.casefold()]
        return found[0] if len(set(found)) == 1 else ""

    def _take(self, zone: str) -> None:
        changed = bool(zone) and zone != self._zone
        self.show_zone(zone or self._zone)
        if changed:
            self.chosen.emit(zone)
