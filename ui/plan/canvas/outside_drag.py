"""Drags onto a canvas that begin outside of it: on a card of the tray, a chip of the palette or a person in a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.plan.canvas.canvas import Canvas
from ui.plan.canvas.tools import Tool, ToolBox
from ui.state.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class DragTarget:
    """A canvas into which things can be dragged, or moved by keys, from elsewhere."""

    canvas: Canvas
    tools: ToolBox
    bring: Callable[..., Tool | None]
    """Returns the tool that drags a thing by the pointer; it gets the thing and the idle tool."""
    grab_by_keys: Callable[..., object] = bool
    """Begins to move a thing by the arrow keys."""


class DragSource(QObject):
    """Handles one drag by mouse, from the press on a widget, which gets all its events, to the drop on the canvas."""

    def __init__(self, plan: PlanView, target: DragTarget, source: QWidget) -> None:
        super().__init__(source)
        self._plan, self._target, self._tools = plan, target, target.tools
        self._pressed: QPoint | None = None
        target.tools.holding.connect(self._on_holding)

    def _on_holding(self, on: bool) -> None:
        if not on:
            self._pressed = None  # after Escape the button may still be down

    def press(self, event: QMouseEvent, *, on_thing: bool = True) -> bool:
        """Handle a mouse press; ``on_thing`` if it is on a draggable item. Return True if a drag was already active.

        The right button then cancels that.
        """
        if self._tools.drags:
            if event.button() == Qt.MouseButton.RightButton:
                self._tools.end()
            return True
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left and on_thing else None
        return False

    def move(self, event: QMouseEvent, found: Callable[[], Any], **options: bool) -> bool:
        """Handle a mouse move, which drags what ``found`` returns if it is far enough. Return True if it is dragged."""
        if self._pressed is None or not self._plan.editable():
            return False
        if not self._tools.drags:
            far = (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            thing = found() if far else None
            if thing is None:
                return False
            self._tools.begin(partial(self._target.bring, thing, **options))
        self._tools.move_to(self._target.canvas.pointer(event.globalPosition().toPoint(), event.modifiers()))
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Handle a mouse release, and return True if it dropped something."""
        self._pressed = None
        if held := self._tools.active.holds:
            at = self._target.canvas.pointer(event.globalPosition().toPoint(), event.modifiers(), event)
            self._tools.mouse(event.type(), at, bool)
        return held
