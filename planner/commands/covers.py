"""Moderators for a stretch: a room or every room, from one time to another or the whole day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from planner.commands.edit import make
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.entities import Cover
from planner.domain.errors import EstradError
from planner.domain.text import Text


def add_cover(
    agenda: Agenda,
    cover_id: str,
    person_id: str,
    day: date,
    *,
    start: int | None = None,
    end: int | None = None,
    room: str | None = None,
) -> Change:
    """Let a person moderate a stretch, in minutes from the day's midnight; the whole day without them.

    Raises ``EstradError`` for a day that is none and for a stretch that they have already.
    """
    cover = make(Cover, id=cover_id, person=person_id, day=day, start=start, end=end, room=room)
    name = agenda.people[person_id].name
    _check(agenda, cover)
    if any(replace(other, id=cover_id, state=cover.state) == cover for other in agenda.covers.values()):
        raise EstradError(Text("{name} has that stretch already.", name=name), Text("Choose another time or person."))
    return change(Text("Let {name} moderate", name=name), (None, cover))


def edit_cover(agenda: Agenda, cover_id: str, **fields: Any) -> Change:
    """Change a stretch: its person, day, start and end, room or state. Raises ``EstradError`` where it cannot be."""
    before = agenda.covers[cover_id]
    try:
        after = replace(before, **fields)
    except ValueError as error:
        raise EstradError(
            Text("A stretch ends after it begins."), Text("Type two times, or none of them for the whole day.")
        ) from error
    _check(agenda, after)
    return change(Text("Change what {name} moderates", name=agenda.people[after.person].name), (before, after))


def delete_cover(agenda: Agenda, cover_id: str) -> Change:
    """Let a person no longer moderate that stretch."""
    cover = agenda.covers[cover_id]
    return change(Text("Let {name} not moderate", name=agenda.people[cover.person].name), (cover, None))


def _check(agenda: Agenda, cover: Cover) -> None:
    if cover.room is not None and cover.room not in agenda.rooms:
        raise KeyError(cover.room)
    if cover.person not in agenda.people:
        raise KeyError(cover.person)
    if agenda.day_of(cover.day) is None:
        raise EstradError(
            Text("{date} is not a day of this conference.", date=cover.day.isoformat()), Text("Add the day first.")
        )
