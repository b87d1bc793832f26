"""Create a new conference, empty or the sample from ``resources/sample``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from planner.commands.edit import cleaned, make, refuse_other_years
from planner.domain.agenda import Agenda, change
from planner.domain.entities import Conference, Day, Partner, Person, Room, Session, Track, Venue
from planner.domain.span import Span, minutes_of
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import (
    KINDS,
    Appearance,
    Earlier,
    Kind,
    PartnerRole,
    Placement,
    Role,
    State,
    Statement,
)
from resources import FOLDER

MOST_DAYS = 60


def new_conference(
    ids: Callable[[], str],
    *,
    title: str,
    first: date,
    last: date | None = None,
    rooms: Sequence[str] = (),
    venue: str = "",
    **fields: Any,
) -> Agenda:
    """Build an empty conference with its days and rooms; raise ``EstradError`` if a value is invalid."""
    refuse_other_years(first, last or first)
    days = ((last or first) - first).days + 1
    if not 1 <= days <= MOST_DAYS:
        raise EstradError(
            Text("A conference has 1 to {most} days, not {days}.", most=MOST_DAYS, days=days),
            Text("Check the first and the last date."),
        )
    names = [cleaned(Room, {"name": name})["name"] for name in rooms]
    if len(set(names)) != len(names):
        raise EstradError(Text("Two rooms have the same name."), Text("Give each room a name of its own."))
    return Agenda.of(
        make(Conference, id=ids(), title=title, **fields),
        make(Venue, id=ids(), name=venue),
        *(Day(id=ids(), date=first + timedelta(days=n)) for n in range(days)),
        *(Room(id=ids(), name=name, position=n) for n, name in enumerate(names)),
    )


def with_a_day(agenda: Agenda, when: date, ids: Callable[[], str]) -> Agenda:
    """Return the conference, adding that day if it has none, as after importing a list of people."""
    if agenda.days:
        return agenda
    return agenda.after(change(Text("Add day {date}", date=when.isoformat()), (None, Day(id=ids(), date=when))))


def sample_conference(ids: Callable[[], str]) -> Agenda:
    """Build #Trygghetnu 2024 with new ids: the known facts, and obvious placeholders for everything else."""
    data = json.loads((FOLDER / "sample" / "trygghetnu.json").read_text(encoding="utf-8"))
    hours = data["day"]
    day = Day(
        id=ids(),
        date=date.fromisoformat(hours["date"]),
        opens=minutes_of(hours["opens"]),
        closes=minutes_of(hours["closes"]),
    )
    rooms = {name: Room(id=ids(), name=name, position=n) for n, name in enumerate(data["rooms"])}
    tracks = {row["name"]: Track(id=ids(), position=n, **row) for n, row in enumerate(data["tracks"])}
    people = {row["name"]: _person(ids(), row) for row in data["people"]}
    named = {name: thing.id for shelf in (rooms, tracks, people) for name, thing in shelf.items()}
    return Agenda.of(
        Conference(id=ids(), **data["conference"]),
        Venue(id=ids(), **data["venue"]),
        *(_partner(ids(), n, row) for n, row in enumerate(data["partners"])),
        day,
        *rooms.values(),
        *tracks.values(),
        *people.values(),
        *(_session(ids(), n, row, day.date, named) for n, row in enumerate(data["sessions"], start=1)),
    )


def _person(person_id: str, row: Mapping[str, Any]) -> Person:
    earlier = tuple(Earlier(int(year), Role(role)) for year, role in row.get("earlier", {}).items())
    return Person(id=person_id, **{**row, "earlier": earlier})


def _partner(partner_id: str, position: int, row: Mapping[str, Any]) -> Partner:
    return Partner(id=partner_id, position=position, **{**row, "role": PartnerRole(row["role"])})


def _session(session_id: str, number: int, row: Mapping[str, Any], day: date, named: Mapping[str, str]) -> Session:
    kind, placement = Kind(row["kind"]), None
    minutes = row.get("minutes", KINDS[kind].minutes)
    if times := row.get("time"):
        span = Span(day, *(minutes_of(time) for time in times.split("-")))
        placement = Placement(span, tuple(named[room] for room in row.get("rooms", ())), row.get("place", ""))
        minutes = span.minutes
    return Session(
        id=session_id,
        number=number,
        title=row["title"],
        kind=kind,
        minutes=minutes,
        track=named.get(row.get("track", "")),
        abstract=row.get("abstract", ""),
        statements=tuple(Statement(said["text"], said["by"]) for said in row.get("statements", ())),
        people=tuple(
            _appearance(named[name], role, row.get("answers", {}).get(name, {}))
            for role in Role
            for name in row.get(role, ())
        ),
        placement=placement,
    )


def _appearance(person_id: str, role: Role, dates: Mapping[str, str]) -> Appearance:
    """Return an appearance with these dates: confirmed if answered, invited if only asked, otherwise not asked."""
    asked, answered = (date.fromisoformat(dates[name]) if name in dates else None for name in ("asked", "answered"))
    state = State.CONFIRMED if answered else State.INVITED if asked else State.NOT_ASKED
    return Appearance(person_id, role, state, asked, answered)
