"""The mouse on something outside the timeline that can be dragged into it: a card of the tray, a chip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner.domain.entities import Session
from ui.timeline.timeline import Timeline


class Carrier(QObject):
    """From the press on a thing until the timeline has carried it where it is let go."""

    def __init__(self, timeline: Timeline, source: QWidget) -> None:
        super().__init__(source)
        self._timeline = timeline
        self._pressed: QPoint | None = None
        timeline.hand.ended.connect(self._let_go)

    def _let_go(self) -> None:
        self._pressed = None  # after Escape the button may still be down

    def press(self, event: QMouseEvent, *, on_thing: bool = True) -> bool:
        """The mouse was pressed, on something to drag or beside it; whether something was carried already."""
        if self._timeline.lets_go(event):
            return True
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left and on_thing else None
        return False

    def move(self, event: QMouseEvent, session: Callable[[], Session | None], *, draft: bool = False) -> bool:
        """The mouse was moved; far enough, it takes the session. Whether something is carried now."""
        if self._pressed is None or not self._timeline.desk.workspace.writable:
            return False
        if not self._timeline.hand.held:
            far = (event.position().toPoint() - self._pressed).manhattanLength()
            found = session() if far >= QApplication.startDragDistance() else None
            if found is None:
                return False
            self._timeline.carry_from_tray(found, draft=draft)
        self._timeline.carry(event.globalPosition().toPoint(), event.modifiers())
        return True

    def release(self) -> bool:
        """The mouse was let go; whether that dropped something."""
        self._pressed = None
        held = self._timeline.hand.held
        if held is None or held.by_keys:
            return False
        self._timeline.drop()
        return True
