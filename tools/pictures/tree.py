"""The accessibility tree of the windows in sight, as lines of text.

A line has role, name, description, value, states and place, and nothing that tells how the program is built: no class,
no name of an object, and no container without a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from tools.pictures.screen import windows_in_sight

FLAGS = (
    "disabled", "selected", "focused", "pressed", "checkable", "checked", "checkStateMixed", "readOnly",
    "defaultButton", "expanded", "collapsed", "expandable", "busy", "hasPopup", "modal", "offscreen", "passwordEdit",
    "multiSelectable", "editable", "multiLine",
)  # fmt: skip
PLUMBING = {
    QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane, QAccessible.Role.Grouping,
    QAccessible.Role.LayeredPane, QAccessible.Role.Border,
}  # fmt: skip
"""Roles of containers, which say nothing where they have no name."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that a screen reader finds, and the window it is in."""

    found: QAccessibleInterface
    window: QWidget
    depth: int

    @property
    def name(self) -> str:
        """Its accessible name."""
        return self.found.text(QAccessible.Text.Name)

    @property
    def role(self) -> str:
        """Its role, such as ``ListItem``."""
        return self.found.role().name


def nodes(window: QWidget) -> Iterator[Node]:
    """Everything visible of a window, each before what is in it."""
    root = QAccessible.queryAccessibleInterface(window)
    if root:
        yield from _below(root, window, 0)


def _below(found: QAccessibleInterface, window: QWidget, depth: int) -> Iterator[Node]:
    if found.state().invisible:
        return
    if not _is_plumbing(found):
        yield Node(found, window, depth)
        depth += 1
    for n in range(found.childCount()):
        child = found.child(n)
        if child and child.isValid() and not _is_a_window(child):
            yield from _below(child, window, depth)


def _is_a_window(found: QAccessibleInterface) -> bool:
    """Dialogs and menus are children of what they belong to, and windows of their own."""
    thing = found.object()
    return isinstance(thing, QWidget) and thing.isWindow()


def _is_plumbing(found: QAccessibleInterface) -> bool:
    texts = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    return found.role() in PLUMBING and not any(found.text(text) for text in texts)


def spoken() -> str:
    """Return the lines of all windows in sight, the lowest first."""
    lines: list[str] = []
    for window in windows_in_sight():
        lines += [_line(node) for node in nodes(window)]
    return "\n".join(lines) + "\n"


def _line(node: Node) -> str:
    found, rect, state = node.found, node.found.rect(), node.found.state()
    parts = [node.role, repr(node.name)]
    for word, text in (("about", QAccessible.Text.Description), ("value", QAccessible.Text.Value)):
        if said := found.text(text):
            parts.append(f"{word}={said!r}")
    parts += [name for name in FLAGS if getattr(state, name)]
    parts.append(f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}")
    return "  " * node.depth + " ".join(parts)
