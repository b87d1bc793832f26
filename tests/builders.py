"""Builders of plain conferences for tests: fields a test does not name have fixed defaults, and ids are names."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.span import Span, parse_clock_time
from planner.domain.value_objects import Appearance, Placement, Role, State
from planner.programme.release import ProgrammeVersion
from planner.wording import Wording, wording
from planner.workspace import Environment

DAY = date(2024, 4, 25)
FRIDAY = date(2024, 4, 26)
NOW = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told to move on."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        """Move the clock on by `minutes=5` and the like; a negative value sets it back."""
        self.now += timedelta(**delta)


def fixed_environment(
    clock: Callable[[], datetime] | None = None, words: Callable[[str], Wording] = wording, holder: str = "a test"
) -> Environment:
    """Return the outside world of a test: a clock that stands still, and the ids id1, id2, …"""
    numbers = count(1)
    return Environment(clock=clock or Clock(), ids=lambda: f"id{next(numbers)}", wording=words, holder=holder)


def released(number: int) -> ProgrammeVersion:
    """Return the version of a programme that shows a release."""
    return ProgrammeVersion(number, draft=False, at=NOW)


def draft(number: int, at: datetime = NOW) -> ProgrammeVersion:
    """Return the version of a programme that is not released yet."""
    return ProgrammeVersion(number, draft=True, at=at)


def conference(**fields: Any) -> Conference:
    """Return a conference in Stockholm whose language is English."""
    return Conference(**{"id": "conference", "title": "The Conference", **fields})


def day(when: date = DAY, opens: str = "08:00", closes: str = "18:00", **fields: Any) -> Day:
    """Return a day whose id is its date."""
    return Day(
        **{
            "id": when.isoformat(),
            "date": when,
            "opens": parse_clock_time(opens),
            "closes": parse_clock_time(closes),
            **fields,
        }
    )


def room(room_id: str, position: int = 0, **fields: Any) -> Room:
    """Return a room named after its id: `hall` is “Hall”."""
    return Room(**{"id": room_id, "name": room_id.capitalize(), "position": position, **fields})


def track(track_id: str, **fields: Any) -> Track:
    """Return a track named after its id."""
    return Track(**{"id": track_id, "name": track_id.capitalize(), **fields})


def person(person_id: str, **fields: Any) -> Person:
    """Return a person named after the id."""
    return Person(**{"id": person_id, "name": person_id.capitalize(), **fields})


def speaker(person_id: str, state: State = State.CONFIRMED) -> Appearance:
    """Return an appearance of that person as a speaker."""
    return Appearance(person_id, Role.SPEAKER, state)


def moderator(person_id: str, state: State = State.CONFIRMED) -> Appearance:
    """Return an appearance of that person as a moderator."""
    return Appearance(person_id, Role.MODERATOR, state)


def span(times: str, on: date = DAY) -> Span:
    """Return the span of a text such as `09:00-09:30`; an end past midnight reads `22:00-25:30`."""
    start, end = times.split("-")
    return Span(on, parse_clock_time(start), parse_clock_time(end))


def talk(
    session_id: str,
    where: str | tuple[str, ...] = "",
    times: str = "",
    *,
    on: date = DAY,
    place: str = "",
    **fields: Any,
) -> Session:
    """Return a session titled after its id; without `times` it is in the tray, without `where` in the whole venue."""
    rooms = (where,) if isinstance(where, str) and where else tuple(where)
    placement = Placement(span(times, on), rooms, place) if times else None
    minutes = {"minutes": placement.span.minutes} if placement else {}
    return Session(
        **{"id": session_id, "number": 1, "title": session_id.capitalize(), "placement": placement, **minutes, **fields}
    )


def block(block_id: str, where: str | tuple[str, ...] = "", times: str = "", *, on: date = DAY, **fields: Any) -> Block:
    """Return a block titled after its id; without `times` it waits, without `where` it has the whole venue."""
    rooms = (where,) if isinstance(where, str) and where else tuple(where)
    placement = Placement(span(times, on), rooms) if times else None
    minutes = {"minutes": placement.span.minutes} if placement else {}
    return Block(**{"id": block_id, "title": block_id.capitalize(), "placement": placement, **minutes, **fields})


def agenda(*entities: Entity, **fields: Any) -> Agenda:
    """Return a conference of these things and of all it cannot be without; `fields` are those of `Conference`.

    Without a day it has `DAY`, without a room `hall` and `lab`; sessions left at number 1 are numbered in order.
    """
    given = {type(entity) for entity in entities}
    boring: list[Entity] = []
    if Conference not in given:
        boring.append(conference(**fields))
    if Venue not in given:
        boring.append(Venue(id="venue", name="The Venue"))
    if Day not in given:
        boring.append(day())
    if Room not in given:
        boring += [room("hall"), room("lab", 1)]
    numbers = count(1)
    numbered = [replace(e, number=next(numbers)) if isinstance(e, Session) and e.number == 1 else e for e in entities]
    return Agenda.of(*boring, *numbered)
