"""Drags onto a canvas that begin outside of it: on a card of the tray, a chip of the palette or a person in a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.plan.canvas.canvas import Canvas
from ui.plan.canvas.tools import Tool, ToolBox
from ui.state.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class DragTarget:
    """A canvas onto which things can be dragged, or moved by keys, from elsewhere in the window."""

    canvas: Canvas
    tools: ToolBox
    bring: Callable[..., Tool | None]
    """Gets a dragged thing and the idle tool, and returns the tool that drags the thing by the pointer, or None."""
    grab_by_keys: Callable[..., object] = bool
    """Begins to move a thing by the arrow keys; by default nothing is moved."""


class DragSource(QObject):
    """Lets the user drag things from a widget onto a canvas, by watching the widget's mouse events.

    ``found`` returns the thing at the place that was pressed, or None; ``holds`` returns whether there is anything at a
    point. The ``options`` are passed on to ``DragTarget.bring``.
    """

    def __init__(
        self, plan: PlanView, target: DragTarget, source: QWidget, found: Callable[[], Any], *,
        holds: Callable[[QPoint], bool] = lambda point: True, **options: bool,
    ) -> None:  # fmt: skip
        super().__init__(source)
        self._plan, self._target, self._tools = plan, target, target.tools
        self._found, self._holds, self._options = found, holds, options
        self._pressed: QPoint | None = None
        target.tools.holding.connect(self._on_holding)
        source.installEventFilter(self)

    def _on_holding(self, on: bool) -> None:
        if not on:
            self._pressed = None  # after Escape the button may still be down

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle press, move and release; return True to keep the event from the widget."""
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            return self._press(event)
        if event.type() == QEvent.Type.MouseMove:
            self._move(event)
            return bool(event.buttons())
        return event.type() == QEvent.Type.MouseButtonRelease and self._release(event)

    def _press(self, event: QMouseEvent) -> bool:
        """Remember where a drag may start; return True if there is a drag already, which the right button cancels."""
        if self._tools.drags:
            if event.button() == Qt.MouseButton.RightButton:
                self._tools.end()
            return True
        at = event.position().toPoint()
        self._pressed = at if event.button() == Qt.MouseButton.LeftButton and self._holds(at) else None
        return False

    def _move(self, event: QMouseEvent) -> None:
        """Begin a drag once the pointer is far enough from the pressed point, and move what is dragged."""
        if self._pressed is None or not self._plan.editable():
            return
        if not self._tools.drags:
            far = (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            thing = self._found() if far else None
            if thing is None:
                return
            self._tools.begin(partial(self._target.bring, thing, **self._options))
        self._tools.move_to(self._target.canvas.pointer(event.globalPosition().toPoint(), event.modifiers()))

    def _release(self, event: QMouseEvent) -> bool:
        """Give the release to the active tool if that holds something, and return whether it does."""
        self._pressed = None
        if held := self._tools.active.holds:
            at = self._target.canvas.pointer(event.globalPosition().toPoint(), event.modifiers(), event)
            self._tools.handle_mouse(event.type(), at, bool)
        return held
