"""Decides which actions are enabled, by what is open and selected."""

from __future__ import annotations

from planner.domain.entities import Person, Session
from ui.features.inspector.inspector import DELETIONS
from ui.shell.planner_page import PlannerPage
from ui.shell.view_commands import view_needs


def met_needs(page: PlannerPage | None) -> dict[str, bool]:
    """Return each need that an action can have, mapped to whether it is met.

    The needs are: nothing; an open ``file``, or one that can be ``change``d, or, for a ``paste``, none at all;
    ``chosen`` sessions; if the file can be changed, one or more of them (``session``), a ``single`` one, a ``pair``,
    ``several``, or some that are ``placed``; a ``thing`` that can be edited and deleted; a ``person`` or
    ``two_people``; something ``waiting`` in the tray. ``view_needs`` in ``ui.shell.view_commands`` adds the needs of
    the timeline's view.
    """
    writable = page is not None and page.document.workspace.writable
    chosen = _selected(page)
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


def _selected(page: PlannerPage | None) -> list[Session]:
    if page is None:
        return []
    return [page.document.agenda.sessions[session] for session in page.document.selected]
