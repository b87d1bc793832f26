"""Finds entities by typed text; every look-up raises ``EstradError`` if there is none or more than one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TypeVar

from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Person, Room, Session, Track
from planner.domain.errors import EstradError
from planner.domain.input_parsing import read_date, year_among
from planner.domain.text import Text

N = TypeVar("N", Room, Track, Person)
FEW = 12
"""The maximum number of names to suggest."""
_WHOLE = re.compile("[-−+]?[0-9]{1,9}")


def session_named(agenda: Agenda, typed: str) -> Session:
    """Return the session with that id, or else with that number, or else with exactly that title."""
    by_number = [s for s in agenda.sessions.values() if str(s.number) == typed]
    by_title = [s for s in agenda.sessions.values() if s.title == typed]
    found = [agenda.sessions[typed]] if typed in agenda.sessions else by_number or by_title
    if len(found) > 1:
        numbers = ", ".join(str(number) for number in sorted(s.number for s in found))
        raise EstradError(
            Text("Several sessions are called “{title}”: {numbers}.", title=typed, numbers=numbers),
            Text("Say its number instead."),
        )
    if not found:
        raise EstradError(
            Text("There is no session “{title}”.", title=typed), Text("`list FILE sessions` shows their numbers.")
        )
    return found[0]


def room_named(agenda: Agenda, typed: str) -> Room:
    """Return the room with that id or name; case is ignored if no name matches exactly."""
    return _named(typed, agenda.rooms_in_order, Text("There is no room “{name}”.", name=typed))


def track_named(agenda: Agenda, typed: str) -> Track:
    """Return the track with that id or name; case is ignored if no name matches exactly."""
    return _named(typed, agenda.tracks_in_order, Text("There is no track “{name}”.", name=typed))


def person_named(agenda: Agenda, typed: str) -> Person:
    """Return the person with that id or name; case is ignored if no name matches exactly."""
    return _named(typed, agenda.people_in_order, Text("There is nobody called “{name}”.", name=typed))


def _named(typed: str, things: Sequence[N], none: Text) -> N:
    """Return the entity with that id, or else with exactly that name, or else with that name ignoring case."""
    folded = typed.strip().casefold()
    for found in (
        [thing for thing in things if thing.id == typed],
        [thing for thing in things if thing.name == typed],
        [thing for thing in things if thing.name.casefold() == folded],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise EstradError(
                Text("Several are called “{name}”.", name=typed),
                Text("Say the id instead: {ids}.", ids=", ".join(thing.id for thing in found)),
            )
    names = _near(folded, [thing.name for thing in things])
    raise EstradError(none, Text("There is: {names}.", names=", ".join(names)) if names else None)


def _near(folded: str, names: Sequence[str]) -> Sequence[str]:
    """Return all names if they are few, otherwise those that contain the typed text or are similar to it."""
    if len(names) <= FEW:
        return names
    by_key = {name.casefold(): name for name in names}
    like = [*get_close_matches(folded, by_key, n=FEW), *(key for key in by_key if folded and folded in key)]
    return [by_key[key] for key in dict.fromkeys(like)][:FEW]


def day_named(agenda: Agenda, typed: str) -> Day:
    """Return the day with that date; a missing year is inferred from the conference's days."""
    when = read_date(typed, year_among(day.date for day in agenda.days_in_order))
    day = agenda.day_of(when)
    if day is None:
        names = ", ".join(day.date.isoformat() for day in agenda.days_in_order)
        raise EstradError(
            Text("{date} is not a day of this conference.", date=when.isoformat()),
            Text("There is: {names}.", names=names),
        )
    return day


def whole_number(typed: str) -> int:
    """Parse a whole number of minutes with an optional sign; raise ``EstradError`` if it is invalid."""
    if not _WHOLE.fullmatch(typed):
        raise EstradError(Text("“{text}” is no whole number of minutes.", text=typed), Text("Write it as 15 or -15."))
    return int(typed.replace("−", "-"))
