"""Finds the calendar that ``export`` means by ``--day``, ``--room``, ``--track``, ``--person`` or ``--moderator``,
also one of what was deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.cli.lookup import day_named, person_named, room_named, track_named
from planner.domain.text import EstradError, Text, fill
from planner.domain.value_objects import Role
from planner.programme.dates import long_date
from planner.programme.public_words import ROLE_LINES
from planner.programme.release import (
    Part,
    PartKind,
    day_part,
    moderator_part,
    person_part,
    room_part,
    track_part,
    whole_part,
)
from planner.publishing.offered_calendars import offered_parts
from planner.workspace import Workspace


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
    agenda, shown, words = workspace.agenda, workspace.programme(), workspace.wording
    makers: dict[PartKind, Callable[[], Part]] = {
        PartKind.DAY: lambda: day_part(shown, day := day_named(agenda, typed), long_date(day.date, words.language)),
        PartKind.ROOM: lambda: room_part(agenda, shown, room_named(agenda, typed)),
        PartKind.TRACK: lambda: track_part(agenda, shown, track_named(agenda, typed)),
        PartKind.PERSON: lambda: person_part(agenda, shown, person_named(agenda, typed)),
        PartKind.MODERATOR: lambda: moderator_part(agenda, shown, person_named(agenda, typed), words),
    }
    return makers[about]()


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
