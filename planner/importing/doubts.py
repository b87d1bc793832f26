"""Doubts whether a file belongs to the conference at all."""

from __future__ import annotations

from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Room, Session, Track
from planner.domain.text import Text
from planner.importing.incoming import Incoming


def doubts(agenda: Agenda, incoming: Incoming) -> tuple[Text, ...]:
    """A warning where nothing here came from the file's conference, the title is another, and no date is the same."""
    days = sorted(day.date for day in agenda.days.values())
    theirs = sorted(day.date for day in incoming.days)
    title, ours = str(incoming.conference.get("title", "")), agenda.conference.title
    origins = (thing.origin for thing in agenda.entities() if isinstance(thing, Session | Person | Room | Track))
    if not days or title.casefold() == ours.casefold() or set(days) & set(theirs) or any(map(incoming.has, origins)):
        return ()
    return (
        Text("The file seems to belong to another conference: it is of “{title}”, {date}, and this is “{ours}”, {day}.",
             title=title or incoming.name, date=theirs[0].isoformat(), ours=ours, day=days[0].isoformat()),
    )  # fmt: skip
