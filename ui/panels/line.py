"""A line of text that is no field of anything."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit

from ui.bringing import is_list


class PlainLine(QLineEdit):
    """A line of text that is no field of anything: a search, a name to add.

    ``takes_lists`` tells whether it makes something of several lines itself.
    """

    takes_lists = False

    def has_own(self, redo: bool) -> bool:
        """Return whether undo or redo is about what was typed here, not about the conference."""
        return bool(self.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave a table or a list to the window, which imports it."""
        if not self.takes_lists and is_list(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show Qt's own menu; its Paste of a table or a list is the window's, as Ctrl+V is."""
        menu = self.createStandardContextMenu()
        pasting = menu.findChild(QAction, "edit-paste")
        whole = self.window().findChild(QAction, "paste", Qt.FindChildOption.FindDirectChildrenOnly)
        if pasting and whole and not self.takes_lists and is_list(QGuiApplication.clipboard().mimeData()):
            pasting.triggered.disconnect()
            pasting.triggered.connect(whole.trigger)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
