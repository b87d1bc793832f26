"""Made-up conferences of a given size: days, rooms, sessions with people, and no clash."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from planner.domain.agenda import Agenda
from planner.domain.entities import Conference, Cover, Day, Person, Room, Session, Track, Venue
from planner.domain.span import Span
from planner.domain.value_objects import OFFERED_COLOURS, Appearance, Placement
from planner.environment import Environment
from planner.wording import wording
from planner.workspace import Workspace

FIRST = date(2027, 5, 3)
ABSTRACT = "What it takes, what it costs, and what was learnt on the way; with time for questions. " * 3


def env() -> Environment:
    """Return the real environment: the system's clock and random ids."""
    return Environment(lambda: datetime.now(UTC), lambda: uuid4().hex, wording, "bench")


def conference(sessions: int, *, days: int = 2, rooms: int = 6) -> Agenda:
    """Return a conference with a number of placed sessions of 30 minutes, spread evenly."""
    hall = [Room(id=f"r{n}", name=f"Hall {n + 1}", seats=40 * (n + 1), position=n) for n in range(rooms)]
    tracks = [
        Track(id=f"t{n}", name=f"Track {n}", colour=c, position=n) for n, c in enumerate(list(OFFERED_COLOURS)[:8])
    ]
    each = -(-sessions // (days * rooms))
    people = [Person(id=f"p{n}", name=f"Person {n}", organisation="Somewhere") for n in range(sessions)]
    dates = [Day(id=f"d{n}", date=FIRST + timedelta(n), opens=480, closes=480 + each * 30) for n in range(days)]
    slots = itertools.product(range(days), range(each), range(rooms))
    made = []
    for n, (day, place, room) in zip(range(sessions), slots, strict=False):
        start = 480 + place * 30
        made.append(
            Session(
                id=f"s{n}",
                number=n + 1,
                title=f"Session {n + 1}: a title of a usual length",
                minutes=30,
                track=f"t{n % 8}",
                abstract=ABSTRACT,
                people=(Appearance(f"p{n}"),),
                placement=Placement(Span(dates[day].date, start, start + 30), (hall[room].id,)),
            )
        )
    return Agenda.of(
        Conference(id=uuid4().hex, title="A conference of a size", timezone="Europe/Stockholm"),
        Venue(id=uuid4().hex, name="Congress Centre"),
        *dates,
        *hall,
        *tracks,
        *people,
        *made,
    )


def furnished(agenda: Agenda) -> Agenda:
    """Return the conference with all that the rules check: availability, seats, equipment, set-up times, shifts."""
    days = agenda.days_in_order
    there = tuple(day.hours for day in days)
    people = [
        replace(p, availability=there, needs=("Microphone",), brings=("Clicker",)) for p in agenda.people.values()
    ]
    equipment = ("Projector", "Microphone")
    rooms = [
        replace(room, equipment=equipment, closed=tuple(Span(day.date, 0, day.opens) for day in days))
        for room in agenda.rooms.values()
    ]
    sessions = [
        replace(s, equipment=("projector",), audience=40, teardown=int(s.number % 20 == 0))
        for s in agenda.sessions.values()
    ]
    covers = [
        Cover(id=f"c{n}{day.id}", person=person.id, day=day.date, room=room.id)
        for n, (room, person) in enumerate(zip(rooms, people, strict=False))
        for day in days
    ]
    venue = replace(agenda.venue, closes=60)
    return Agenda.of(agenda.conference, venue, *days, *rooms, *agenda.tracks.values(), *people, *sessions, *covers)


def on_disk(path: Path, sessions: int, *, days: int = 2, rooms: int = 6) -> Path:
    """Create a new file with such a conference."""
    path.unlink(missing_ok=True)
    Workspace.create(path, conference(sessions, days=days, rooms=rooms), env()).close()
    return path
