"""A line edit for a text that is not a field of an entity."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit

from ui.state.transfer import is_list


class PlainLineEdit(QLineEdit):
    """A line edit for a text that is not a field of an entity, such as a search or a name to add.

    ``takes_lists`` is set if it handles pasted text of several lines itself.
    """

    takes_lists = False

    def has_own_undo(self, redo: bool) -> bool:
        """Return whether undo or redo concerns text typed here, rather than the conference."""
        return bool(self.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Ignore a table or a list, so that the window imports it."""
        if not self.takes_lists and is_list(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show Qt's standard context menu, in which pasting a table or a list is left to the window, as with Ctrl+V."""
        menu = self.createStandardContextMenu()
        pasting = menu.findChild(QAction, "edit-paste")
        whole = self.window().findChild(QAction, "paste", Qt.FindChildOption.FindDirectChildrenOnly)
        if pasting and whole and not self.takes_lists and is_list(QGuiApplication.clipboard().mimeData()):
            pasting.triggered.disconnect()
            pasting.triggered.connect(whole.trigger)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
