"""The tools of the board before something is dragged: select, press a shift; and the drag from the list of people."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from planner.layout.board_layout import BoardLayout
from planner.layout.drag import DragPart
from ui.features.moderators.drag_controller import ShiftDragController
from ui.state.canvas.canvas import Canvas
from ui.state.canvas.tools import Pointer, Tool, ToolBox, ToQt
from ui.state.document import Document


class BoardSelectTool(Tool):
    """The idle tool: ``grab`` makes the tool that drags a part of a shift, ``opened`` handles a double click."""

    name, cursor = "select", Qt.CursorShape.ArrowCursor

    def __init__(
        self, document: Document, layout: Callable[[], BoardLayout], *, key: Callable[[QKeyEvent], bool],
        grab: Callable[[str, DragPart, Pointer, Tool], Tool], opened: Callable[[Pointer], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self._document, self._layout, self._key, self._grab, self._opened = document, layout, key, grab, opened

    def press(self, at: Pointer, qt: ToQt) -> Tool:
        """Select, and begin with a shift; open what is under a double click."""
        qt()
        found = self._layout().grip_at(at.spot.x(), at.spot.y())
        if at.is_left and at.twice:
            self._opened(at)
        elif at.is_left and found and self._document.workspace.writable:
            return ShiftPressTool(self, at, lambda: self._grab(*found, at, self))
        return self

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Show by the pointer's shape whether a press would resize a shift."""
        found = self._layout().grip_at(at.spot.x(), at.spot.y())
        edge = found is not None and found[1] is not DragPart.WHOLE
        self.cursor = Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor
        if not at.left:  # there is no band
            qt()
        return self

    def key(self, event: QKeyEvent) -> bool:
        """Handle a key that acts on the current session or shift."""
        return self._key(event)


class ShiftPressTool(Tool):
    """A pressed shift: a drag begins when the pointer is far enough away."""

    name = "press"

    def __init__(self, idle: Tool, start: Pointer, grab: Callable[[], Tool]) -> None:
        super().__init__(idle)
        self._start, self._grab = start, grab

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Grab the shift when the pointer has moved far enough."""
        if not at.left:
            return self.idle.move(at, qt)
        return self._grab() if at.is_far(self._start) else self


class PersonDrag:
    """The target of drags whose mouse events the list of people gets and passes on; ``controller`` holds the drag."""

    def __init__(self, canvas: Canvas, tools: ToolBox, controller: ShiftDragController) -> None:
        self._canvas, self._tools, self.controller = canvas, tools, controller

    def begin(self, person: str) -> None:
        """Start dragging a person."""
        self._tools.begin(partial(self.controller.bring, person))

    def move(self, pointer: QPoint) -> None:
        """Move the drag to ``pointer``, in screen coordinates."""
        self._tools.move_to(self._canvas.pointer(pointer, Qt.KeyboardModifier.NoModifier))

    def drop(self) -> None:
        """Drop the person at the current target."""
        self._tools.finish()
        self.controller.drop()

    def ends(self, event: QMouseEvent) -> bool:
        """Return True if a drag is active, which then handles the press; the right button cancels it."""
        if self.controller.state is None:
            return False
        if event.button() == Qt.MouseButton.RightButton:
            self._tools.end()
        return True
