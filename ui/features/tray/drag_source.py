"""Drags into the timeline from outside it, such as from a card in the tray or a chip of the palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner.domain.entities import Session
from ui.features.tray.drop_target import DropTarget


class DragSource(QObject):
    """Handles one drag by mouse, from the press on a widget until the session is dropped in the timeline."""

    def __init__(self, timeline: DropTarget, source: QWidget) -> None:
        super().__init__(source)
        self._timeline = timeline
        self._pressed: QPoint | None = None
        timeline.drag_controller.ended.connect(self._let_go)

    def _let_go(self) -> None:
        self._pressed = None  # after Escape the button may still be down

    def press(self, event: QMouseEvent, *, on_thing: bool = True) -> bool:
        """Handle a mouse press; ``on_thing`` if it is on a draggable item. Return True if a drag was already active."""
        if self._timeline.ends_drag(event):
            return True
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left and on_thing else None
        return False

    def move(self, event: QMouseEvent, session: Callable[[], Session | None], *, draft: bool = False) -> bool:
        """Handle a mouse move, which starts the drag if it is far enough. Return True if a drag is active now."""
        if self._pressed is None or not self._timeline.document.workspace.writable:
            return False
        if not self._timeline.drag_controller.state:
            far = (event.position().toPoint() - self._pressed).manhattanLength()
            found = session() if far >= QApplication.startDragDistance() else None
            if found is None:
                return False
            self._timeline.carry_from_tray(found, draft=draft)
        self._timeline.carry(event.globalPosition().toPoint(), event.modifiers())
        return True

    def release(self) -> bool:
        """Handle a mouse release, and return True if it dropped a session."""
        self._pressed = None
        held = self._timeline.drag_controller.state
        if held is None or held.by_keys:
            return False
        self._timeline.drop()
        return True
