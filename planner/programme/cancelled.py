"""The cancelled sessions of a programme, which its calendar still holds and paper strikes through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from planner.domain.agenda import Agenda
from planner.domain.value_objects import Status
from planner.programme.programme import ProgrammeItem
from planner.programme.release import LedgerEntry, Release


def cancelled_items(
    agenda: Agenda, entries: Mapping[str, LedgerEntry], releases: Callable[[], Sequence[Release]]
) -> tuple[ProgrammeItem, ...]:
    """Return the cancelled sessions that a calendar still holds as such, as last sent, without texts.

    ``entries`` are those of the whole conference's file, ``releases`` returns all of them, the oldest first. What was
    deleted, or returned to the tray, is not among them.
    """
    off = {session.id for session in agenda.sessions.values() if session.status is Status.CANCELLED}
    held = {entry.session: entry.event for entry in entries.values() if not entry.dropped and entry.session in off}
    held = {session: event for session, event in held.items() if event.status == "CANCELLED"}
    found: dict[str, ProgrammeItem] = {}
    for release in releases() if held else ():
        for item in release.programme.items:
            event, known = held.get(item.id), found.get(item.id)
            if event and (known is None or known.span.begins != event.start or item.span.begins == event.start):
                found[item.id] = item
    return tuple(
        replace(item, abstract="", description="", names_nobody=True, tentative=False) for item in found.values()
    )
