"""Actions and menus made from the command table, enabled by the page's state; which keys a text field gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from planner.domain.entities import Person
from planner.domain.text import Text
from planner.domain.value_objects import LINES, metadata_defaults
from planner.wording import Wording
from ui.features.inspector.inspector import DELETIONS
from ui.forms.unsaved import field_label, shortened_text
from ui.kit.widgets.plain_widgets import escape_mnemonic
from ui.shell.conference_commands import command_check_states, met_view_needs
from ui.shell.one_by_one import NEW, kind_to_add
from ui.shell.planner_page import PlannerPage
from ui.state.command_table import _ROW, ALSO, COMMANDS, EXCLUSIVE, LINE, LIST, TIMELINE, keys_text
from ui.state.document import Document, all_called_off, all_pinned
from ui.state.transfer import PlainLineEdit, is_table_or_list

LONGEST_LABEL = 60
"""Maximum number of characters of a step beside *Undo* or *Redo*, as a menu is as wide as its widest row."""


def make_actions(owner: QWidget, words: Wording, handlers: dict[str, Callable[[], object]]) -> dict[str, QAction]:
    """Return the actions by name, made with their shortcuts and connected to their handlers."""
    found: dict[str, QAction] = {}
    groups = {within: QActionGroup(owner) for within in EXCLUSIVE}
    texts = {row.menu: list[str]() for row in COMMANDS}
    for row in COMMANDS:
        texts[row.menu] += (words(row.text), words(row.within))
    for row in COMMANDS:
        if row.name != LINE:
            text = words(row.text) if row.within else with_mnemonic(words(row.text), texts[row.menu])
            texts[row.menu].append(text)
            action = QAction(text_with_key(row.name, text, words), owner)
            action.setObjectName(row.name)
            action.setShortcuts([QKeySequence(key) for key in row.keys])
            action.setCheckable(row.ticks)
            handler = handlers[row.name]
            action.triggered.connect(lambda _checked=False, act=handler: act())
            found[row.name] = action
            if row.within in groups:
                groups[row.within].addAction(action)
    return found


def with_mnemonic(text: str, others: Sequence[str]) -> str:
    """Return a menu text with an access letter: its own, or else its first that none of ``others`` uses, if any."""
    if "&" in text:
        return text
    taken = {other.partition("&")[2][:1].casefold() for other in others}
    free = [at for at, letter in enumerate(text) if letter.isalpha() and letter.casefold() not in taken]
    return f"{text[: free[0]]}&{text[free[0] :]}" if free else text


def text_with_key(name: str, text: str, words: Wording) -> str:
    """Return an action's text followed, after a tab, by its key in the timeline or in lists, if any.

    Qt aligns the key to the right.
    """
    binding = _ROW[name].key_binding
    keys = next((stroke.keys for stroke in (*TIMELINE, *LIST) if binding and stroke.name == binding), ())
    return f"{text}\t{keys_text(keys[:1], words)}" if keys else text


def make_menus(
    owner: QWidget, words: Wording, actions: dict[str, QAction], add: Callable[[QMenu], object]
) -> dict[str, QMenu]:
    """Create the menus from the command table, and return them by their English titles.

    ``add`` puts one into the menu bar.
    """
    menus: dict[str, QMenu] = {}

    def find_menu(title: str, within: Callable[[QMenu], object]) -> QMenu:
        if title not in menus:
            menus[title] = QMenu(words(title), owner)
            within(menus[title])
        return menus[title]

    for row in COMMANDS:
        menu = find_menu(row.menu, add)
        if row.within:
            menu = find_menu(row.within, menu.addMenu)
        for name in (row.name, *ALSO.get(row.name, ())):
            if name == LINE:
                menu.addSeparator()
            else:
                menu.addAction(actions[name])
    return menus


def fill_recent_menu(menu: QMenu, words: Wording, paths: Iterable[Path], open_path: Callable[[Path], object]) -> None:
    """Fill the menu of recently opened files with these paths."""
    menu.clear()
    for path in paths:
        menu.addAction(escape_mnemonic(path.name)).triggered.connect(lambda _checked, path=path: open_path(path))
    if menu.isEmpty():
        menu.addAction(words("No file yet")).setEnabled(False)


def update_actions(actions: Mapping[str, QAction], page: PlannerPage | None, words: Wording) -> None:
    """Enable, show, check and name the actions for the page's state; undo and redo say what they would do."""
    met = action_conditions(page)
    for name, action in actions.items():
        action.setEnabled(met[_ROW[name].needs])
        action.setVisible(met["copy"] or _ROW[name].needs != "copy")
    for name, on in command_check_states(page).items():
        actions[name].setChecked(on)
    free = page is not None and all_pinned(page.document)
    actions["pin"].setText(text_with_key("pin", words("Un&pin") if free else words("&Pin to its time"), words))
    off = page is not None and all_called_off(page.document)
    some = page is not None and bool(page.document.plan.selected)
    call_off = words("&Call off") if some else words("&Call off…")
    actions["call_off"].setText(words("Not &called off") if off else call_off)
    one = page is not None and len(page.document.plan.selected) == 1
    actions["swap"].setText(text_with_key("swap", words("S&wap with…") if one else words("S&wap the two"), words))
    actions["add"].setText(words(NEW[kind_to_add(page)]))
    undone = (_refused_text_label(page.document) or page.document.workspace.history.undo_label) if page else None
    redone = page.document.workspace.history.redo_label if page else None
    for name, label, bare in (("undo", undone, words("&Undo")), ("redo", redone, words("&Redo"))):
        actions[name].setEnabled(met["change"] and label is not None)
        said = escape_mnemonic(shortened_text(words.say(label), LONGEST_LABEL)) if label else ""
        actions[name].setText(f"{bare} {said}" if said else bare)


def _refused_text_label(document: Document) -> Text | None:
    """Return a label for the refused text that undo would discard, or None if there is none."""
    spot = document.drafts.refused
    draft = document.drafts.find_draft(spot) if spot else None
    if not (spot and draft):
        return None
    return Text("“{text}” in {field}", text=shortened_text(draft.text), field=field_label(document, spot))


def action_conditions(page: PlannerPage | None) -> dict[str, bool]:
    """Return each need that an action can have, by name, and whether it is met.

    Those of commands that change the conference are only met if it can be changed. ``copy`` is a copy in memory of a
    file that is open elsewhere or cannot be written; for a ``paste`` there may also be no conference yet; the second
    session to ``swap`` may be any in the tray; ``texts`` are fields for the large editor; a ``list`` is of entities.
    """
    writable = page is not None and page.document.workspace.writable
    chosen = [page.document.agenda.sessions[name] for name in page.document.plan.selected] if page else []
    people = len(page.document.plan.shown_entities) if page and page.document.plan.shown[0] is Person else 0
    n, block = len(chosen), page.document.agenda.blocks.get(page.document.plan.selected_block_id) if page else None
    any_placed = any(thing.placement for thing in (*chosen, block) if thing)
    return {
        "": True,
        "file": page is not None,
        "change": writable,
        "copy": page is not None and page.document.workspace.source is not None,
        "paste": writable or page is None,
        "chosen": n > 0,
        "copyable": n > 0 or people > 0 or block is not None,
        "people": people > 0,
        "session": writable and n > 0,
        "movable": writable and (n > 0 or block is not None),
        "block": writable and block is not None,
        "in_block": writable and any(session.block for session in chosen),
        "single": writable and n == 1,
        "swap": writable and any_placed and (n == 2 or (n == 1 and bool(page and page.document.agenda.tray))),
        "several": writable and n > 1,
        "placed": writable and any_placed,
        "list": writable and page is not None and page.places.current.lists is not None,
        "texts": page is not None and bool(metadata_defaults(LINES, page.document.plan.shown[0])),
        "waiting": writable and page is not None and bool(page.document.agenda.tray),
        "empty_day": writable
        and page is not None
        and not page.document.agenda.day_sessions(page.document.plan.day.date),
        **met_view_needs(page),
        "person": writable and people == 1,
        "two_people": writable and people == 2,
        "thing": writable and page is not None and page.document.plan.shown[0] in DELETIONS,
    }


CTRL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier
Standard = QKeySequence.StandardKey


@runtime_checkable
class UndoableField(Protocol):
    """The interface of a field with its own undo and redo."""

    def has_own_undo(self, redo: bool) -> bool:
        """Return whether undo (or ``redo``) would concern text typed here rather than the conference."""


def is_text_field(widget: QWidget | None) -> bool:
    """Return whether a widget takes typed text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)


class TextFieldKeyFilter(QObject):
    """Decides whether the focused text field or the window's shortcut gets a key.

    Ctrl+Backspace and Ctrl+Del go to the field. In an ``UndoableField``, undo and redo go to the conference unless
    something was typed, and Ctrl+E goes to the window, though on Linux a field would move to the end of its line.
    Pasting a table or list in a search line goes to the window too, which imports it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if app := QApplication.instance():
            app.focusChanged.connect(self._watch_focused_field)  # type: ignore[attr-defined]

    def _watch_focused_field(self) -> None:
        if (widget := QApplication.focusWidget()) and is_text_field(widget):
            widget.installEventFilter(self)  # installing it again only moves it to the front

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and event.modifiers() & ~PAD == CTRL:
            event.accept()
            return True
        if isinstance(watched, PlainLineEdit) and event.matches(Standard.Paste) and not watched.takes_lists:
            event.setAccepted(not is_table_or_list(QApplication.clipboard().mimeData()))
            return not event.isAccepted()
        if isinstance(watched, UndoableField) and _is_key_for_window(event, watched):
            event.ignore()
            return True
        return False


def _is_key_for_window(event: QKeyEvent, field: UndoableField) -> bool:
    if (redo := event.matches(Standard.Redo)) or event.matches(Standard.Undo):
        return not field.has_own_undo(redo)
    return event.matches(Standard.MoveToEndOfLine) and event.key() == Qt.Key.Key_E
