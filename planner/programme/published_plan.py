"""A programme as a plan to look at: what attendees have got, with nothing that they have not."""

from __future__ import annotations

from planner.domain.agenda import Agenda
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.value_objects import Appearance, Placement, State
from planner.programme.programme import Programme, ProgrammeItem


def plan_of(shown: Programme) -> Agenda:
    """Return a snapshot with the sessions, people, rooms and tracks of a programme.

    Rooms and tracks have their names as ids, and stand in the order of their first sessions; a day is open from its
    first session to its last.
    """
    items = shown.items
    rooms = dict.fromkeys(room for item in items for room in item.rooms)
    tracks = {item.track: item.track_colour for item in items if item.track}
    people = {credit.person or credit.name: credit for item in items for credit in item.credits}
    entities: list[Entity] = [
        Conference(id=shown.id, title=shown.title, timezone=shown.timezone, language=shown.language),
        Venue(id="venue", name=shown.venue),
    ]
    for day in shown.days:
        spans = [item.span for item in shown.on(day.date)]
        opens = min((span.start for span in spans), default=8 * 60)
        closes = max((span.end for span in spans), default=18 * 60)
        entities.append(Day(id=day.date.isoformat(), date=day.date, opens=opens, closes=closes, title=day.title))
    entities += [Room(id=name, name=name, position=n) for n, name in enumerate(rooms)]
    entities += [Track(id=name, name=name, colour=tracks[name], position=n) for n, name in enumerate(tracks)]
    entities += [
        Person(id=key, name=credit.name, title=credit.title, organisation=credit.organisation)
        for key, credit in people.items()
    ]
    return Agenda.of(*entities, *(_session(n, item) for n, item in enumerate(items, 1)))


def _session(number: int, item: ProgrammeItem) -> Session:
    return Session(
        id=item.id,
        number=number,
        title=item.title,
        kind=item.kind,
        minutes=item.span.minutes,
        track=item.track or None,
        abstract=item.abstract,
        subtitle=item.subtitle,
        language=item.language,
        people=tuple(Appearance(one.person or one.name, one.role, State.CONFIRMED) for one in item.credits),
        placement=Placement(item.span, item.rooms, item.place),
    )
