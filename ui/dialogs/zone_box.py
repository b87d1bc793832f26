"""A box in which a time zone is found by any part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from zoneinfo import available_timezones

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ZoneBox(QComboBox):
    """Shows a time zone or none; typing *Berlin* finds Europe/Berlin. Enter takes what is found and nothing else.

    ``first`` are the zones that stand on top.
    """

    chosen = Signal(str)

    def __init__(self, zone: str, first: Sequence[str], name: str, hint: str) -> None:
        super().__init__()
        self._zone = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(24)
        self.setMaxVisibleItems(14)
        self.addItems(list(first))
        if first:
            self.insertSeparator(self.count())
        self.addItems(sorted((available_timezones() | ({zone} if zone else set())) - set(first)))
        self.setAccessibleName(name)
        line = cast(QLineEdit, self.lineEdit())
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        completer = cast(QCompleter, self.completer())
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.activated.connect(lambda n: self._take(self.itemText(n)))
        line.installEventFilter(self)
        self._offer = cast(QAbstractItemView, completer.popup())
        self._offer.installEventFilter(self)
        self.show_zone(zone)

    def show_zone(self, zone: str) -> None:
        """Show that zone; empty shows none."""
        self._zone = zone
        self.setCurrentIndex(self.findText(zone) if zone else -1)
        self.setEditText(zone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the zone that is meant, also where a dialog has a button for it; leaving forgets what is none."""
        if event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() in ENTER:
            offered = self._offer.currentIndex() if self._offer.isVisible() else QModelIndex()
            self._offer.hide()
            self._take(str(offered.data()) if offered.isValid() else self._meant())
            return True
        if event.type() == QEvent.Type.FocusOut and watched is not self._offer:
            reason = cast(QFocusEvent, event).reason()
            if reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self.show_zone(self._zone)
        return super().eventFilter(watched, event)

    def _meant(self) -> str:
        """The zone of that name, or the first that has what was typed in its name."""
        typed = self.currentText().strip().casefold().replace(" ", "_")
        names = [self.itemText(n) for n in range(self.count())]
        exact = (name for name in names if name.casefold() == typed)
        found = (name for name in names if typed and typed in name.casefold())
        return next(exact, next(found, ""))

    def _take(self, zone: str) -> None:
        if not zone or zone == self._zone:
            self.show_zone(self._zone)
            return
        self.show_zone(zone)
        self.chosen.emit(zone)
