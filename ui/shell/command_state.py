"""Shows in the actions what can be done, by what is open and selected."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction

from planner.domain.entities import Person
from planner.domain.text import Text
from planner.wording import Wording
from ui.features.inspector.inspector import DELETIONS
from ui.kit.widgets.labels import escape_mnemonic
from ui.shell.menus import with_key
from ui.shell.planner_page import PlannerPage
from ui.shell.view_commands import checked_commands, view_needs
from ui.state.command_table import need_of
from ui.state.document import Document
from ui.state.fields.unsaved import label_of, shortened
from ui.state.pinning import all_pinned


def update_actions(actions: Mapping[str, QAction], page: PlannerPage | None, words: Wording) -> None:
    """Enable, check and name the actions for the current state, undo and redo with what they would do."""
    met = met_needs(page)
    for name, action in actions.items():
        action.setEnabled(met[need_of(name)])
    for name, on in checked_commands(page).items():
        actions[name].setChecked(on)
    free = page is not None and all_pinned(page.document)
    actions["pin"].setText(with_key("pin", words("Un&pin") if free else words("&Pin to its time")))
    undone = (_refused_label(page.document) or page.document.workspace.history.undoable) if page else None
    redone = page.document.workspace.history.redoable if page else None
    for name, label, bare in (("undo", undone, words("&Undo")), ("redo", redone, words("&Redo"))):
        actions[name].setEnabled(met["change"] and label is not None)
        actions[name].setText(f"{bare} {escape_mnemonic(words.say(label))}" if label else bare)


def _refused_label(document: Document) -> Text | None:
    """Return a label for the refused text that undo would discard, or None if there is none."""
    spot = document.drafts.refused
    draft = document.drafts.at(spot) if spot else None
    if not (spot and draft):
        return None
    return Text("“{text}” in {field}", text=shortened(draft.text), field=label_of(document, spot))


def met_needs(page: PlannerPage | None) -> dict[str, bool]:
    """Return each need that an action can have, mapped to whether it is met.

    The needs are: nothing; an open ``file``, or one that can be ``change``d, or, for a ``paste``, none at all;
    ``chosen`` sessions; if the file can be changed, one or more of them (``session``), a ``single`` one, a ``pair``,
    ``several``, or some that are ``placed``; a ``thing`` that can be edited and deleted; a ``person`` or
    ``two_people``; something ``waiting`` in the tray. ``view_needs`` in ``ui.shell.view_commands`` adds the needs of
    the timeline's view.
    """
    writable = page is not None and page.document.workspace.writable
    chosen = [page.document.agenda.sessions[name] for name in page.document.selected] if page else []
    people = len(page.document.shown_things) if page and page.document.shown[0] is Person else 0
    n, any_placed = len(chosen), any(session.placement for session in chosen)
    return {
        "": True,
        "file": page is not None,
        "change": writable,
        "paste": writable or page is None,
        "chosen": n > 0,
        "copyable": n > 0 or people > 0,
        "people": people > 0,
        "session": writable and n > 0,
        "single": writable and n == 1,
        "pair": writable and n == 2 and any_placed,
        "several": writable and n > 1,
        "placed": writable and any_placed,
        "waiting": writable and page is not None and bool(page.document.agenda.tray),
        **view_needs(page),
        "person": writable and people == 1,
        "two_people": writable and people == 2,
        "thing": writable and page is not None and page.document.shown[0] in DELETIONS,
    }
