"""A menu that stays open while several of its entries are ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent

from ui.kit.widgets.search_menu import SearchMenu


class TickMenu(SearchMenu):
    """A menu that stays open while entries are ticked by click, Space or Enter; Escape or a click outside closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not _tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ticks = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (ticks and _tick(self.activeAction())):
            super().keyPressEvent(event)


def _tick(action: QAction | None) -> bool:
    """Trigger a checkable action; return False if there is no action or it is not checkable."""
    if action is None or not action.isCheckable():
        return False
    action.trigger()
    return True
