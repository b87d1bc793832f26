"""Commands for the moderators of sessions and for shifts in one or every room, for some hours or the whole day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from planner.commands.edit import in_one_step, make
from planner.commands.sessions import add_appearance, remove_appearance
from planner.domain.agenda import Agenda, Change, change
from planner.domain.entities import Cover, Session
from planner.domain.session_people import moderators_of
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import Appearance, Role


def add_moderator(agenda: Agenda, session_ids: Sequence[str], person_id: str) -> Change:
    """Make a person moderate these sessions; pauses and sessions they already moderate stay as they are.

    Raise ``EstradError`` if no session remains.
    """
    person, seat = agenda.people[person_id], Appearance(person_id, Role.MODERATOR)
    session_ids = [sid for sid in session_ids if not agenda.sessions[sid].facts.pause] or session_ids
    new = [sid for sid in session_ids if person_id not in _own_moderators(agenda.sessions[sid])]
    if len(new) == 1:
        label = Text("Let {name} moderate “{title}”", name=person.name, title=agenda.sessions[new[0]].title)
    else:
        label = Plural(
            "Let {name} moderate {n} session", "Let {name} moderate {n} sessions", len(new), name=person.name
        )
    makes = [partial(add_appearance, session_id=sid, appearance=seat) for sid in new or session_ids[:1]]
    return in_one_step(agenda, label, makes)


def remove_moderators(agenda: Agenda, session_ids: Sequence[str]) -> Change:
    """Remove these sessions' own moderators.

    Raise ``EstradError`` if none of them has one; the moderator of a shift is not the session's own.
    """
    gone = [(sid, who) for sid in session_ids for who in _own_moderators(agenda.sessions[sid])]
    if not gone:
        by_stretch = any(moderators_of(agenda, agenda.sessions[sid]) for sid in session_ids)
        remedy = Text("Select the stretch and delete that.") if by_stretch else Text("There is nothing to remove.")
        title = agenda.sessions[session_ids[0]].title
        raise EstradError(Text("“{title}” has no moderator of its own.", title=title), remedy)
    titles = {agenda.sessions[sid].title for sid, _who in gone}
    if len(titles) == 1:
        label = Text("Remove the moderator of “{title}”", title=titles.pop())
    else:
        label = Plural("Remove the moderator of {n} session", "Remove the moderators of {n} sessions", len(titles))
    makes = [partial(remove_appearance, session_id=sid, person_id=who, role=Role.MODERATOR) for sid, who in gone]
    return in_one_step(agenda, label, makes)


def _own_moderators(session: Session) -> list[str]:
    return [a.person for a in session.people if a.role is Role.MODERATOR]


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
    """Add a shift for a person, in minutes from the day's midnight; without times it lasts the whole day.

    Raise ``EstradError`` if the date is not a day of the conference, or if they already have that shift.
    """
    cover = make(Cover, id=cover_id, person=person_id, day=day, start=start, end=end, room=room)
    name = agenda.people[person_id].name
    _check(agenda, cover)
    if any(replace(other, id=cover_id, state=cover.state) == cover for other in agenda.covers.values()):
        raise EstradError(Text("{name} has that stretch already.", name=name), Text("Choose another time or person."))
    return change(Text("Let {name} moderate", name=name), (None, cover))


def edit_cover(agenda: Agenda, cover_id: str, **fields: Any) -> Change:
    """Change a shift's person, day, times, room or state; raise ``EstradError`` if the result is invalid."""
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
    """Delete a shift."""
    cover = agenda.covers[cover_id]
    return change(Text("Let {name} not moderate", name=agenda.people[cover.person].name), (cover, None))


def label_with_shifts(label: Text, covers: Sequence[Cover]) -> Text:
    """Return the label of a deletion that also deletes these shifts."""
    if not covers:
        return label
    taken = Plural("{n} stretch of a moderator", "{n} stretches of moderators", len(covers))
    return Text("{what}, and {stretches}", what=label, stretches=taken)


def _check(agenda: Agenda, cover: Cover) -> None:
    if cover.room is not None and cover.room not in agenda.rooms:
        raise KeyError(cover.room)
    if cover.person not in agenda.people:
        raise KeyError(cover.person)
    if agenda.day_of(cover.day) is None:
        raise EstradError(
            Text("{date} is not a day of this conference.", date=cover.day.isoformat()), Text("Add the day first.")
        )
