"""Pinned sessions: their time and rooms stay until somebody unpins them."""

from __future__ import annotations

from collections.abc import Iterable

from planner.commands.timeline import pin, pinned, stays, unplace
from ui.desk import Desk


def refuses(desk: Desk, sessions: Iterable[str]) -> bool:
    """Say which of these sessions are pinned where they stand; whether there are any."""
    there = (desk.agenda.sessions.get(session) for session in sessions)
    found = [session for session in there if session and stays(session)]
    if found:
        desk.trouble.emit(pinned(found))
    return bool(found)


def toggle(desk: Desk) -> None:
    """Pin the selected sessions; where all of them are, unpin them."""
    chosen = desk.selected
    if chosen:
        on = not all_pinned(desk)
        desk.perform(lambda agenda: pin(agenda, *chosen, on=on))


def all_pinned(desk: Desk) -> bool:
    """Whether all selected sessions are pinned, so that what comes next is to unpin them."""
    return bool(desk.selected) and all(desk.agenda.sessions[session].pinned for session in desk.selected)


def return_to_tray(desk: Desk) -> bool:
    """Put the selected sessions back into the tray; those that are pinned stay, which is said. Whether all went."""
    chosen = desk.selected
    return desk.perform(lambda agenda: unplace(agenda, *chosen)) and not refuses(desk, chosen)
