"""Pinned sessions, whose time and rooms cannot change until they are unpinned."""

from __future__ import annotations

from collections.abc import Iterable

from planner.commands.timeline import is_placed_and_pinned, pin, pinned_error, unplace
from ui.state.document import Document


def report_pinned(document: Document, sessions: Iterable[str]) -> bool:
    """Report the placed sessions among these that are pinned, and return whether there are any."""
    there = (document.agenda.sessions.get(session) for session in sessions)
    found = [session for session in there if session and is_placed_and_pinned(session)]
    if found:
        document.change_refused.emit(pinned_error(found))
    return bool(found)


def toggle_pin(document: Document) -> None:
    """Pin the selected sessions, or unpin them if all are pinned."""
    chosen = document.selected
    if chosen:
        on = not all_pinned(document)
        document.apply(lambda agenda: pin(agenda, *chosen, on=on))


def all_pinned(document: Document) -> bool:
    """Return whether all selected sessions are pinned, so that toggling unpins them."""
    return bool(document.selected) and all(document.agenda.sessions[session].pinned for session in document.selected)


def return_to_tray(document: Document) -> bool:
    """Return the selected sessions to the tray and report pinned ones, which stay; return whether all were moved."""
    chosen = document.selected
    return document.apply(lambda agenda: unplace(agenda, *chosen)) and not report_pinned(document, chosen)
