"""Finds things in the window by role and name, as a screen reader does, and acts on them by mouse and keyboard."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tools.pictures.driver import Script, Step, Unreached
from tools.pictures.screen import windows_in_sight
from tools.pictures.tree import Node, nodes

NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
MOVES = 6
"""Steps of a pull, each a move of the mouse."""


def catalogue(root: Path, language: str) -> Callable[[str], str]:
    """The words of a checkout in a language."""
    path = root / "resources" / "translations" / language / "LC_MESSAGES" / "estrad.mo"
    if language == "en":
        return lambda message: message
    with path.open("rb") as stream:
        return gettext.GNUTranslations(stream).gettext


class Hands:
    """Mouse and keyboard on what is in sight. Every method gives steps for a script."""

    def __init__(self, root: Path, language: str, folder: Path) -> None:
        self.say, self.folder, self.language = catalogue(root, language), folder, language
        self._at: tuple[QWindow, QPoint] | None = None

    # what is seen --------------------------------------------------------------------------------------

    def seen(self, name: str, role: str = "") -> Node | None:
        """The first thing in the topmost window with that name; of a name with more behind a comma, its beginning."""
        wanted = plain(self.say(name))
        return next((node for node in self.all_seen(role) if _is_called(plain(node.name), wanted)), None)

    def all_seen(self, role: str = "") -> Iterator[Node]:
        """Everything of a role, that of the topmost window first."""
        for window in reversed(windows_in_sight()):
            yield from (node for node in nodes(window) if role in ("", node.role))

    def sees(self, name: str, role: str = "") -> Step:
        """Wait until it is there."""
        return Step(f"there was {role} “{name}”", lambda: self.seen(name, role))

    def sees_a_dialog(self) -> Step:
        """Wait until a dialog asks something."""
        return Step("there was a dialog", QApplication.activeModalWidget)

    def sees_a_popup(self) -> Step:
        """Wait until a menu or another popup is open."""
        return Step("there was a popup", QApplication.activePopupWidget)

    # the mouse -----------------------------------------------------------------------------------------

    def click(
        self, name: str, role: str = "", *, held: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT,
        at: Callable[[QRect], QPoint] = QRect.center,
    ) -> Step:  # fmt: skip
        """Click the middle of it, scrolled into sight, or another point."""
        return Step(
            f"there was {role} “{name}” to be clicked",
            lambda: self.seen(name, role),
            lambda node: _click(node.window, at(_scrolled_to(node)), button, held),
        )

    def double_click(self, name: str, role: str = "") -> Step:
        """Click it twice."""

        def act(node: Node) -> None:
            QTest.mouseDClick(_handle(node.window), LEFT, NONE, _local(node.window, _scrolled_to(node).center()))

        return Step(f"there was {role} “{name}”", lambda: self.seen(name, role), act)

    def take(
        self, name: str, role: str, to: Callable[[QRect], QPoint], *,
        held: Qt.KeyboardModifier = NONE, at: Callable[[QRect], QPoint] = QRect.center,
    ) -> Step:  # fmt: skip
        """Press the button on it and move to a point of the screen, and keep the button pressed."""

        def act(node: Node) -> None:
            rect = node.found.rect()
            _pull(_handle(node.window), _local(node.window, at(rect)), _local(node.window, to(rect)), held)

        return Step(f"there was {role} “{name}” to be taken", lambda: self.seen(name, role), act)

    def place(self, name: str, role: str = "") -> QRect:
        """Return its point on the screen."""
        node = self.seen(name, role)
        if node is None:
            raise Unreached(f"there is no {role} “{name}”")
        return node.found.rect()

    # the keyboard --------------------------------------------------------------------------------------

    def press(self, *keys: str) -> Step:
        """Press keys one after the other, such as ``Ctrl+K``, wherever the focus is."""

        def act(_found: object) -> None:
            for key in keys:
                combination = QKeySequence(key)[0]
                QTest.keyClick(_listening(), combination.key(), combination.keyboardModifiers())

        return Step("something could hear keys", lambda: True, act)

    def type(self, text: str) -> Step:
        """Type a text into what has the focus."""
        return Step(
            "something could be typed into",
            QApplication.focusWidget,
            lambda widget: QTest.keyClicks(widget, text),
        )

    def confirm(self) -> Step:
        """Press Enter in the very field that has the focus; a dialog of Qt's for files offers names in a popup."""
        return Step(
            "something had the focus",
            QApplication.focusWidget,
            lambda widget: QTest.keyClick(widget, Qt.Key.Key_Return),
        )

    # several steps -------------------------------------------------------------------------------------

    def menu(self, *names: str) -> Script:
        """Choose from the menus: the name of the menu, those inside, and of the entry."""
        yield self.click(names[0], "MenuItem")
        for name in names[1:]:
            yield self.sees_a_popup()
            yield self.click(name, "MenuItem")


def plain(name: str) -> str:
    """A name without the signs for access keys."""
    return name.replace("&&", "\0").replace("&", "").replace("\0", "&").partition("\t")[0]


def _is_called(name: str, wanted: str) -> bool:
    return name == wanted or name.startswith(wanted + ",")


def _listening() -> QWindow:
    """The window that hears the keys; Qt itself hands them on to a popup."""
    return _handle(QApplication.activeModalWidget() or QApplication.activeWindow() or windows_in_sight()[-1])


def _handle(widget: QWidget) -> QWindow:
    handle = widget.window().windowHandle()
    if handle is None:
        raise Unreached("a window is not shown")
    return handle


def _scrolled_to(node: Node) -> QRect:
    """The place of a thing, after whatever it lies in was scrolled to it."""
    thing = node.found.object()
    parent = thing.parentWidget() if isinstance(thing, QWidget) else None
    while parent:
        if isinstance(parent, QScrollArea) and isinstance(thing, QWidget):
            parent.ensureWidgetVisible(thing)
        parent = parent.parentWidget()
    return node.found.rect()


def _local(window: QWidget, point: QPoint) -> QPoint:
    return window.mapFromGlobal(point)


def _click(window: QWidget, point: QPoint, button: Qt.MouseButton, held: Qt.KeyboardModifier) -> None:
    QTest.mouseClick(_handle(window), button, held, _local(window, point))


def _pull(window: QWindow, at: QPoint, to: QPoint, held: Qt.KeyboardModifier) -> None:
    QTest.mousePress(window, LEFT, NONE, at)
    for n in range(1, MOVES + 1):
        point = at + (to - at) * n / MOVES
        QTest.mouseEvent(QTest.MouseAction.MouseMove, window, Qt.MouseButton.NoButton, held, point)
