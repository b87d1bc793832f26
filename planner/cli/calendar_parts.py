"""Finds the calendar that ``export`` means by ``--day``, ``--room``, ``--track``, ``--person`` or ``--moderator``,
also one of what was deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.cli.lookup import day_named, person_named, room_named, track_named
from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Person, Room, Track
from planner.domain.text import EstradError, Text, fill
from planner.domain.value_objects import Role
from planner.programme.public_words import ROLE_LINES
from planner.programme.release import Part, PartKind, parts, whole_part
from planner.publishing.offered_calendars import offered_parts
from planner.workspace import Workspace

LOOKUP: Mapping[PartKind, Callable[[Agenda, str], Day | Room | Track | Person]] = {
    PartKind.DAY: day_named,
    PartKind.ROOM: room_named,
    PartKind.TRACK: track_named,
    PartKind.PERSON: person_named,
    PartKind.MODERATOR: person_named,
}
"""The functions that find the subject of a part by what is typed."""


def part_asked(workspace: Workspace, asked: Mapping[str, str]) -> Part:
    """Return the calendar part that an option selects, or the whole programme without options.

    Raise ``EstradError`` for a day, room, track or person that does not exist.
    """
    for about, typed in asked.items():
        try:
            return _part_now(workspace, PartKind(about), typed)
        except EstradError:
            if found := _part_gone(workspace, PartKind(about), typed):
                return found
            raise
    return whole_part(workspace.programme())


def _part_now(workspace: Workspace, about: PartKind, typed: str) -> Part:
    """Return the calendar part for the named day, room, track or person; raise ``EstradError`` if there is none."""
    agenda, found = workspace.agenda, LOOKUP[about](workspace.agenda, typed)
    key = found.date.isoformat() if isinstance(found, Day) else found.id
    return next(part for part in parts(agenda, workspace.programme(), about, workspace.wording) if part.of == key)


def _part_gone(workspace: Workspace, about: PartKind, typed: str) -> Part | None:
    """Return the deleted part with that name or id that was sent, or None; raise ``EstradError`` for several."""
    names = {typed.strip().casefold()}
    if about is PartKind.MODERATOR:
        names.add(fill(workspace.wording(dict(ROLE_LINES)[Role.MODERATOR]), {"names": typed.strip()}).casefold())
    gone = [part for part in offered_parts(workspace, [about]) if part.gone]
    found = [part for part in gone if part.of == typed] or [part for part in gone if part.title.casefold() in names]
    if len(found) > 1:
        raise EstradError(
            Text("Several are called “{name}”.", name=typed),
            Text("Say the id instead: {ids}.", ids=", ".join(part.of for part in found)),
        )
    return found[0] if found else None
