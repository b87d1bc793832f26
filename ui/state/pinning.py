"""Pinned sessions, whose time and rooms cannot be changed until they are unpinned."""

from __future__ import annotations

from collections.abc import Iterable

from planner.commands.timeline import is_held, pin, pinned_error, unplace
from ui.state.document import Desk


def refuses(desk: Desk, sessions: Iterable[str]) -> bool:
    """Report which of these sessions are pinned in place, and return whether there are any."""
    there = (desk.agenda.sessions.get(session) for session in sessions)
    found = [session for session in there if session and is_held(session)]
    if found:
        desk.trouble.emit(pinned_error(found))
    return bool(found)


def toggle(desk: Desk) -> None:
    """Pin the selected sessions, or unpin them if all are pinned."""
    chosen = desk.selected
    if chosen:
        on = not all_pinned(desk)
        desk.perform(lambda agenda: pin(agenda, *chosen, on=on))


def all_pinned(desk: Desk) -> bool:
    """Return whether all selected sessions are pinned, so that toggling unpins them."""
    return bool(desk.selected) and all(desk.agenda.sessions[session].pinned for session in desk.selected)


def return_to_tray(desk: Desk) -> bool:
    """Return the selected sessions to the tray, report the pinned ones, which stay, and return whether all went."""
    chosen = desk.selected
    return desk.perform(lambda agenda: unplace(agenda, *chosen)) and not refuses(desk, chosen)
