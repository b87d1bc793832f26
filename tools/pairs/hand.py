"""Finds views by their accessible names, and sends the mouse's events to them; knows nothing of a tree's classes."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
AWAY = 60
"""Pixels from an edge of the viewport, where nothing scrolls by itself."""


class Unfound(Exception):
    """Raised when the window has nothing of that name."""


def view(name: str) -> QAbstractItemView:
    """Return the view in sight that has an accessible name."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractItemView) and widget.accessibleName() == name and widget.isVisible():
            return widget
    raise Unfound(f"there is no view “{name}”")


def trigger(keys: str) -> None:
    """Trigger the action that has a shortcut."""
    wanted = QKeySequence(keys)
    for window in QApplication.topLevelWidgets():
        for action in window.findChildren(QAction):
            if wanted in action.shortcuts() and action.isEnabled():
                action.trigger()
                return
    raise Unfound(f"there is no action with {keys}")


def settle() -> None:
    """Let the window do all that it is about to do, up to the next frame."""
    QApplication.processEvents()


def inner(view: QAbstractItemView) -> QRect:
    """Return the part of a viewport in which nothing scrolls by itself, in its coordinates."""
    return view.viewport().rect().adjusted(AWAY, AWAY, -AWAY, -AWAY)


def tile(view: QAbstractItemView) -> QRect:
    """Return the place of the first item by text that is wholly in sight and can be pressed in its middle."""
    model, area = view.model(), view.viewport().rect().adjusted(0, AWAY, 0, -AWAY)
    found = [(index.data(), view.visualRect(index)) for index in (model.index(n, 0) for n in range(model.rowCount()))]
    for _text, box in sorted(found, key=lambda pair: str(pair[0])):
        if area.contains(box) and view.indexAt(box.center()).isValid():
            return box
    raise Unfound(f"no item of “{view.accessibleName()}” is in sight")


def picture(view: QAbstractItemView) -> str:
    """Return a short digest of what a viewport shows."""
    image = view.viewport().grab().toImage()
    return hashlib.sha256(bytes(image.constBits())).hexdigest()[:8]


class Mouse:
    """The left button of a mouse that is pressed on one view, whose viewport gets all events until the release."""

    def __init__(self, view: QAbstractItemView) -> None:
        self._port = view.viewport()

    def press(self, at: QPoint) -> None:
        """Press the button at a point of the viewport."""
        self._send(QEvent.Type.MouseButtonPress, at, LEFT, LEFT, NO_KEY)

    def move(self, to: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Move with the button pressed."""
        self._send(QEvent.Type.MouseMove, to, NO_BUTTON, LEFT, keys)

    def release(self, at: QPoint) -> None:
        """Release the button."""
        self._send(QEvent.Type.MouseButtonRelease, at, LEFT, NO_BUTTON, NO_KEY)

    def _send(
        self, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.MouseButton, keys: Qt.KeyboardModifier
    ) -> None:
        glob = self._port.mapToGlobal(at)
        QApplication.sendEvent(self._port, QMouseEvent(kind, QPointF(at), QPointF(glob), button, held, keys))
