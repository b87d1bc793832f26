"""Menus and actions, created from the rows of the command table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from planner.wording import Wording
from ui.kit.widgets.labels import escape_mnemonic
from ui.state.command_table import _ROW, COMMANDS, EXCLUSIVE, LINE, TIMELINE, shown_keys


def make_actions(owner: QWidget, words: Wording, handlers: dict[str, Callable[[], object]]) -> dict[str, QAction]:
    """Create the actions with their shortcuts, connect them to their handlers, and return them by name."""
    found: dict[str, QAction] = {}
    for row in COMMANDS:
        if row.name != LINE:
            action = QAction(with_key(row.name, words(row.text)), owner)
            action.setObjectName(row.name)
            action.setShortcuts([QKeySequence(key) for key in row.keys])
            action.setCheckable(row.ticks)
            handler = handlers[row.name]
            action.triggered.connect(lambda _checked=False, act=handler: act())
            found[row.name] = action
    for within in EXCLUSIVE:
        either = QActionGroup(owner)
        for row in COMMANDS:
            if row.within == within:
                either.addAction(found[row.name])
    return found


def with_key(name: str, text: str) -> str:
    """Return an action's text; the timeline's key for it, if any, follows a tab, so that Qt aligns it to the right."""
    binding = _ROW[name].key_binding
    keys = next((stroke.keys for stroke in TIMELINE if binding and stroke.name == binding), ())
    return f"{text}\t{shown_keys(keys[:1])}" if keys else text


def fill_menus(
    owner: QWidget, words: Wording, actions: dict[str, QAction], add: Callable[[QMenu], object]
) -> dict[str, QMenu]:
    """Create the menus in the order of the rows, and return them by their English title."""
    menus: dict[str, QMenu] = {}

    def menu_of(title: str, within: Callable[[QMenu], object]) -> QMenu:
        if title not in menus:
            menus[title] = QMenu(words(title), owner)
            within(menus[title])
        return menus[title]

    for row in COMMANDS:
        menu = menu_of(row.menu, add)
        if row.within:
            menu = menu_of(row.within, menu.addMenu)
        if row.name == LINE:
            menu.addSeparator()
        else:
            menu.addAction(actions[row.name])
    return menus


def fill_recent(menu: QMenu, words: Wording, paths: Iterable[Path], open_path: Callable[[Path], object]) -> None:
    """Fill the menu of recently opened files."""
    menu.clear()
    for path in paths:
        menu.addAction(escape_mnemonic(path.name)).triggered.connect(lambda _checked, path=path: open_path(path))
    if menu.isEmpty():
        menu.addAction(words("No file yet")).setEnabled(False)
