"""A menu in which typing goes to an entry: the first letters of its name, or of one of the words in it."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget


class SearchMenu(QMenu):
    """What is typed without a pause, which is as long as in Qt's lists, is looked for from the beginning of names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._since = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._search(event):
            super().keyPressEvent(event)

    def _search(self, event: QKeyEvent) -> bool:
        """Go to what is typed; whether the key was part of it."""
        if not self._since.isValid() or self._since.hasExpired(QApplication.keyboardInputInterval()):
            self._typed = ""
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        text = event.text().casefold()
        if not text.isprintable() or not text or event.modifiers() & commands or (text.isspace() and not self._typed):
            return False
        self._since.start()
        self._typed += text
        if found := self._meant():
            self.setActiveAction(found)
        return True

    def _meant(self) -> QAction | None:
        """The first entry that begins so, else the first in which a word does."""
        named = [(action.text().replace("&&", "&").casefold(), action) for action in self.actions()]
        able = [(name, action) for name, action in named if action.isEnabled() and not action.isSeparator()]
        begins = (action for name, action in able if name.startswith(self._typed))
        inside = (action for name, action in able if f" {self._typed}" in name)
        return next(begins, None) or next(inside, None)
