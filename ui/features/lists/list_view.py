"""The table view of a list page, with its keys and mouse presses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from ui.features.lists.list_model import EntityTableModel
from ui.state.command_table import KeyBinding, binding_for


class ListView(QTableView):
    """A table view that emits signals for the keys of its bindings."""

    delete_requested = Signal()
    add_requested = Signal()
    edit_requested = Signal()
    pin_requested = Signal()
    resized = Signal()

    def __init__(self, rows: EntityTableModel, strokes: Sequence[KeyBinding]) -> None:
        super().__init__()
        self._rows, self._strokes, self._sorted_anew = rows, strokes, False
        self.setModel(rows)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # mousePressEvent takes the focus itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press the row under the pointer, even if moving the focus changes the sort order.

        A form that loses the focus saves its text, which may change the order.
        """
        aimed = self.indexAt(event.position().toPoint())
        column, wanted = aimed.column(), self._rows.ids[aimed.row()] if aimed.isValid() else ""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        now = self._rows.index(self._rows.row(wanted), column) if wanted else aimed
        self._sorted_anew = now.isValid() and self.indexAt(event.position().toPoint()) != now
        if self._sorted_anew:
            self.scrollTo(now)
            spot = QPointF(self.visualRect(now).center())
            event = QMouseEvent(
                event.type(), spot, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
            )
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._sorted_anew:  # otherwise it would extend the selection to the row now under the pointer
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._sorted_anew = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            "delete": self.delete_requested, "add": self.add_requested, "edit": self.edit_requested,
            "pin": self.pin_requested,
        }.get(binding_for(self._strokes, event))  # fmt: skip
        if wanted:
            wanted.emit()
        else:
            super().keyPressEvent(event)
