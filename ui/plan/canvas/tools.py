"""The tools of a canvas: what the mouse and the keys do while one is active, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from planner.domain.agenda import Change
from planner.layout.drag import DragPart

PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
ToQt = Callable[[], object]
"""Passes the event on to Qt's item view, which selects and focuses items."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The place of the mouse pointer, the keys held, and the buttons of the mouse event that it was made from, if any.

    ``button`` is the one that was pressed or released; ``left`` is true if the left button is down.
    """

    spot: QPointF
    """The point in grid coordinates."""
    point: QPoint
    """The point in viewport coordinates."""
    on_screen: QPoint
    inside: bool
    """True if the point is on the canvas or its rulers."""
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    left: bool = False
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    twice: bool = False
    """True for the second press of a double click."""

    @property
    def is_left(self) -> bool:
        """True if the left button was pressed or released."""
        return self.button == Qt.MouseButton.LeftButton

    def is_far(self, start: Pointer) -> bool:
        """Return whether the pointer has moved far enough from ``start`` to begin a drag."""
        return (self.point - start.point).manhattanLength() >= QApplication.startDragDistance()


def hover_cursor(part: DragPart | None) -> Qt.CursorShape:
    """Return the shape of the mouse pointer over a part of a tile that a press would grab; None is no tile."""
    shapes = Qt.CursorShape
    return {None: shapes.ArrowCursor, DragPart.WHOLE: shapes.OpenHandCursor}.get(part, shapes.SizeVerCursor)


class Tool:
    """One way in which a canvas uses mouse and keys; this class itself, without ``idle``, leaves everything to Qt.

    Each mouse method returns the tool that is active afterwards. ``idle`` is the tool that is active when nothing has
    begun, by default this one.
    """

    name = "nothing"
    """The name of the tool, as in ``docs/tools.md``; *nothing* for a canvas that leaves all to Qt."""
    cursor: Qt.CursorShape | None = None
    """The shape of the mouse pointer; None leaves it as it is."""
    holds = False
    """True if it holds something at the pointer: the canvas scrolls near its edges, and the tool gets all keys."""

    def __init__(self, idle: Tool | None = None) -> None:
        self.idle: Tool = idle or self

    def press(self, at: Pointer, qt: ToQt) -> Tool:
        """Handle the press of a mouse button.

        The idle tool gives it to Qt. Another tool ends at a left press, as it missed the release, and gives the press
        to the idle tool; it ignores other buttons.
        """
        if self.idle is self:
            qt()
        elif at.is_left:
            self.end()
            return self.idle.press(at, qt)
        return self

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Handle a move of the mouse."""
        qt()
        return self

    def release(self, at: Pointer, qt: ToQt) -> Tool:
        """Handle the release of a mouse button."""
        qt()
        return self.idle

    def key(self, event: QKeyEvent) -> bool:
        """Handle a pressed or released key, by the idle tool unless overridden; return False to give it to Qt."""
        return self.idle is not self and self.idle.key(event)

    def end(self) -> None:
        """Undo what is shown of an unfinished action; the conference does not change.

        Called whenever the action is ended early, as by Escape, the right button or another change of the conference.
        """


class AwaitingRelease(Tool):
    """The tool while the left button is still down after another tool has ended; it ignores moves until the release."""

    name, cursor = "waiting", Qt.CursorShape.ArrowCursor

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Ignore the move; if the button is up, as it was released elsewhere, give the move to the idle tool."""
        return self if at.left else self.idle.move(at, qt)

    def release(self, at: Pointer, qt: ToQt) -> Tool:
        """Return to the idle tool when the left button is released."""
        return self.idle if at.is_left else self


class HeldTool(Tool):
    """A tool that drags something with the pointer, or with the keys alone if there is no ``aim``.

    Its actions are given as functions: ``aim`` at a point, ``drop`` there, handle a ``key``, and ``cancel``.
    """

    def __init__(
        self, name: str, idle: Tool, *, drop: Callable[[], None], cancel: Callable[[], None],
        aim: Callable[[Pointer], None] | None = None, key: Callable[[QKeyEvent], object] = lambda event: None,
    ) -> None:  # fmt: skip
        super().__init__(idle)
        self.name, self.holds = name, aim is not None
        self.cursor = Qt.CursorShape.ClosedHandCursor if aim else None
        self._aim, self._drop, self._key, self.end = aim, drop, key, cancel  # type: ignore[method-assign]

    def press(self, at: Pointer, qt: ToQt) -> Tool:
        """Ignore the press of any button."""
        return self

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        if self._aim:
            self._aim(at)
        return self

    def release(self, at: Pointer, qt: ToQt) -> Tool:
        """Drop what the pointer drags if the left button was released; ignore any other release."""
        if not self._aim or not at.is_left:
            return self
        self._drop()
        return self.idle

    def key(self, event: QKeyEvent) -> bool:
        """Handle every key, so that none acts on the selection during a drag."""
        self._key(event)
        return True


class ToolBox(QObject):
    """The tools of a canvas, of which one is active: ``idle``, unless another has begun or awaits a release."""

    changed = Signal()
    """Emitted when another tool becomes active."""
    holding = Signal(bool)
    """Emitted with True when a tool takes hold of something at the pointer, and with False when it lets go."""

    ended = Signal()
    """Emitted when a tool was ended early, so that it does not get the release of the button."""

    def __init__(self, idle: Tool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.idle = self.active = idle
        self.last: Pointer | None = None
        """The pointer as it was last given to a tool; None before that."""

    @property
    def drags(self) -> bool:
        """True if something is dragged, by the pointer or by keys."""
        return isinstance(self.active, HeldTool)

    @property
    def has_begun(self) -> bool:
        return self.active is not self.idle and not isinstance(self.active, AwaitingRelease)

    def use(self, tool: Tool) -> None:
        before, self.active = self.active, tool
        if tool.holds != before.holds:
            self.holding.emit(tool.holds)
        if tool is not before:
            self.changed.emit()

    def begin(self, make: Callable[[Tool], Tool | None]) -> bool:
        """End the active tool and activate the one that ``make`` returns for the idle tool.

        Return False if that is None.
        """
        self.end()
        if tool := make(self.idle):
            self.use(tool)
        return tool is not None

    def handle_mouse(self, kind: QEvent.Type, at: Pointer, qt: ToQt) -> None:
        """Give a mouse event to the active tool; the right button ends a tool that has begun something."""
        tool, self.last = self.active, at
        if kind in PRESSES and at.button == Qt.MouseButton.RightButton and self.has_begun:
            self.end()
        elif kind in PRESSES:
            self._replace_active(tool, tool.press(at, qt))
        elif kind == QEvent.Type.MouseMove:
            self._replace_active(tool, then := tool.move(at, qt))
            if then is not tool and then.holds and self.active is then:
                then.move(at, qt)
        else:
            self._replace_active(tool, tool.release(at, qt))

    def _replace_active(self, before: Tool, then: Tool) -> None:
        """Make ``then`` the active tool, unless ``before`` has ended meanwhile, as by a change that it made itself."""
        if self.active is before:
            self.use(then)

    def repeat_move(self, pointer: Callable[[QPoint, Qt.KeyboardModifier], Pointer]) -> None:
        """Repeat the last move after the grid has scrolled under the mouse.

        ``pointer`` makes a ``Pointer`` of a screen point.
        """
        if self.last:
            self.move_to(pointer(self.last.on_screen, self.last.modifiers))

    def move_to(self, at: Pointer) -> None:
        """Give the active tool a move that it got no event for, as Qt gave the event to another widget or to none."""
        self.handle_mouse(QEvent.Type.MouseMove, at, bool)

    def key(self, event: QKeyEvent) -> bool:
        """Give a key to the active tool and return whether it was handled; Escape ends a tool that has begun something.

        A key that was not handled is left to Qt.
        """
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape and self.has_begun:
            self.end()
            return True
        return self.active.key(event)

    def end(self) -> None:
        """Cancel what the active tool has begun, without changing the conference."""
        if self.has_begun:
            tool = self.active
            self.return_to_idle()
            tool.end()
            self.ended.emit()

    def return_to_idle(self) -> None:
        """Return to the idle tool after the active one is done.

        If the left button is still down, wait for its release.
        """
        down = QApplication.mouseButtons() & Qt.MouseButton.LeftButton
        self.use(AwaitingRelease(self.idle) if down else self.idle)

    def on_change(self, change: Change) -> None:
        """Cancel what the active tool has begun, as it works on an older snapshot, unless the change has no edits."""
        if change.edits:
            self.end()
