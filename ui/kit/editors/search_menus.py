"""Search fields for dialogs, and menus that are searched by typing, some of them to pick or tick entries."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""Modifiers that make a key a command rather than a letter."""


class SearchField(QLineEdit):
    """A search field for dialogs: Enter does not press the default button, and Escape first clears the text."""

    def __init__(self, hint: str) -> None:
        super().__init__(placeholderText=hint, clearButtonEnabled=True)
        self.setAccessibleName(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
            event.setAccepted(event.isAccepted() or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter))


class SearchMenu(QMenu):
    """A menu that is searched by typing.

    After a pause as long as in Qt's lists, the next letter starts a new search.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._since = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._add_to_search(event):
            super().keyPressEvent(event)

    def _add_to_search(self, event: QKeyEvent) -> bool:
        """Add a typed character to the search and go to its first match, if any; return False for any other key."""
        if not self._since.isValid() or self._since.hasExpired(QApplication.keyboardInputInterval()):
            self._typed = ""
        text = event.text().casefold()
        if not text.isprintable() or not text or event.modifiers() & COMMANDS or (text.isspace() and not self._typed):
            return False
        self._since.start()
        self._typed += text
        if found := self._first_match():
            self.setActiveAction(found)
        return True

    def _first_match(self) -> QAction | None:
        """Return the first enabled entry that begins with the typed text, else one with a word that does, or None."""
        named = [(action.text().replace("&&", "&").casefold(), action) for action in self.actions()]
        able = [(name, action) for name, action in named if action.isEnabled() and not action.isSeparator()]
        begins = (action for name, action in able if name.startswith(self._typed))
        return next(begins, None) or next((action for name, action in able if f" {self._typed}" in name), None)


class TickMenu(SearchMenu):
    """A menu that stays open while entries are ticked by click, Space or Enter; Escape or a click outside closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not _trigger_if_checkable(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ticks = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (ticks and _trigger_if_checkable(self.activeAction())):
            super().keyPressEvent(event)


def _trigger_if_checkable(action: QAction | None) -> bool:
    """Trigger a checkable action; return False if there is no action or it is not checkable."""
    if action is None or not action.isCheckable():
        return False
    action.trigger()
    return True


class PickMenu(SearchMenu):
    """A menu in which a click, Enter or Tab triggers an entry; Ctrl+click or Space emits ``ticked`` with it instead.

    Space is part of a search that has begun. Tab and Shift+Tab also move the focus on from the parent widget.
    """

    ticked = Signal(QAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action and action.isEnabled() and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.ticked.emit(action)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if self._add_to_search(event):
            return
        if event.key() == Qt.Key.Key_Space and action and action.isEnabled():
            self.ticked.emit(action)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.close()
            if action:
                action.trigger()
            if button := self.parentWidget():
                button.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        else:
            super().keyPressEvent(event)
