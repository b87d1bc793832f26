"""Turns a programme into a plan that the window can show, with nothing but what attendees see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.value_objects import Appearance, Placement, State, Status, current_colour
from planner.programme.profiles import PublicPerson
from planner.programme.programme import Credit, Programme, ProgrammeBlock, ProgrammeItem


def programme_plan(shown: Programme, *beside: Programme, columns: Sequence[str] = ()) -> Agenda:
    """Return a programme as a snapshot: its days, sessions, blocks, people, rooms and tracks.

    Sessions keep their ids, but have number 0; the id of a room is its name. The ids of tracks and people contain what
    ``difference`` compares of them, so that ``session_differences`` of two such plans finds the same sessions.

    Rooms stand in the order of ``columns``, others behind them as they are first used; rooms that no session or block
    uses are left out. A day is open from its earliest start to its latest end, or from 8 to 18 without sessions. Rooms
    and hours of the programmes shown ``beside`` it are included, so that the same time and room is at the same spot in
    all of them.
    """
    items, alike = shown.items, (shown, *beside)
    places = [thing.rooms for one in alike for things in (one.items, one.blocks) for thing in things]
    used = dict.fromkeys(room for rooms in places for room in rooms)
    rooms = [*(name for name in columns if name in used), *(name for name in used if name not in columns)]
    tracks = {_track_id(item): item for item in items if item.track}
    people = {_person_id(credit): credit for item in items for credit in item.credits}
    profiles = {one.id: one for one in shown.people or ()}
    entities: list[Entity] = [
        Conference(id=shown.id, title=shown.title, timezone=shown.timezone, language=shown.language),
        Venue(id="venue", name=shown.venue),
    ]
    for day in shown.days:
        spans = [item.span for one in alike for item in one.day_items(day.date)]
        opens = min((span.start for span in spans), default=8 * 60)
        closes = max((span.end for span in spans), default=18 * 60)
        entities.append(Day(id=day.date.isoformat(), date=day.date, opens=opens, closes=closes, title=day.title))
    entities += [Room(id=name, name=name, position=n) for n, name in enumerate(rooms)]
    entities += [
        Track(id=key, name=item.track, colour=item.track_colour, position=n)
        for n, (key, item) in enumerate(tracks.items())
    ]
    entities += [_person(key, credit, profiles.get(credit.person)) for key, credit in people.items()]
    return Agenda.of(*entities, *map(_block, shown.blocks), *(_session(item) for item in items))


def _person(key: str, credit: Credit, profile: PublicPerson | None) -> Person:
    said = profile or PublicPerson(id=key, name=credit.name)
    return Person(
        id=key,
        name=credit.name,
        title=credit.title,
        organisation=credit.organisation,
        pronouns=said.pronouns,
        bio=said.bio,
        photo=said.photo or None,
        links=said.links,
        languages=said.languages,
    )


def _block(shown: ProgrammeBlock) -> Block:
    where = Placement(shown.span, shown.rooms, shown.place) if shown.span else None
    found = Block(id=shown.id, title=shown.title, description=shown.description)
    return replace(found, minutes=shown.span.minutes, placement=where) if shown.span else found


def _track_id(item: ProgrammeItem) -> str:
    return f"{item.track}\n{current_colour(item.track_colour)}"


def _person_id(credit: Credit) -> str:
    return "\n".join((credit.person or credit.name, credit.title, credit.organisation))


def _session(item: ProgrammeItem) -> Session:
    return Session(
        id=item.id,
        number=0,
        title=item.title,
        kind=item.kind,
        minutes=item.span.minutes,
        track=_track_id(item) if item.track else None,
        block=item.block or None,
        status=Status.DRAFT if item.tentative else Status.CONFIRMED,
        abstract=item.abstract,
        website=item.website,
        stream=item.stream,
        subtitle=item.subtitle,
        description=item.description,
        tags=item.tags,
        language=item.language,
        links=item.links,
        origin=item.id if item.names_nobody else "",
        people=tuple(Appearance(_person_id(one), one.role, State.CONFIRMED) for one in item.credits),
        placement=Placement(item.span, item.rooms, item.place),
    )
