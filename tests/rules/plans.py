"""A small plan for the rules: three rooms, three people, two days, the second from 20:00 to 03:00; a faulty one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Entity, Venue
from planner.domain.span import Span, parse_clock_time
from planner.domain.value_objects import Kind, State
from planner.rules.hours import UNKNOWN_TIME_ZONE
from planner.rules.rule import Conflict, Rule
from tests.builders import DAY, agenda, block, day, moderator, person, room, span, speaker, talk

NEXT = DAY + timedelta(days=1)
MIDNIGHT = DAY.toordinal() * 1440
SPRING = date(2024, 3, 31)
"""The day in whose night the clocks of Stockholm change."""


def plan(*things: Entity, **venue: Any) -> Agenda:
    """Return the plan with these things; a room or person given replaces the one with that id."""
    boring: list[Entity] = [
        day(),
        day(NEXT, "20:00", "27:00"),
        *(room(name, n) for n, name in enumerate(("hall", "lab", "attic"))),
        *map(person, ("ada", "bo", "cy")),
    ]
    given = {(type(thing), thing.id) for thing in things}
    kept = [thing for thing in boring if (type(thing), thing.id) not in given]
    return replace(agenda(*kept, *things), venue=Venue(id="venue", name="The Venue", **venue))


def cover(person_id: str, where: str | None = None, times: str = "", *, on: date = DAY, **fields: Any) -> Cover:
    """Return that person's shift; without `times` it is the whole day, without `where` all rooms."""
    start, end = (parse_clock_time(time) for time in times.split("-")) if times else (None, None)
    made = {"id": f"{person_id} {where} {times}", "person": person_id, "day": on, "room": where}
    return Cover(**made | {"start": start, "end": end} | fields)  # type: ignore[arg-type]


def there(*times: str, on: date = DAY) -> dict[str, tuple[Span, ...]]:
    """Return the field of a person who is available only at those times."""
    return {"availability": tuple(span(text, on) for text in times)}


def texts(found: Iterable[Conflict]) -> list[str]:
    """Return the text of each finding."""
    return [str(conflict.text) for conflict in found]


def parts(found: Iterable[Conflict]) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Return everything of each finding except its long text."""
    return [(c.rule, f"{c.severity.value}: {c.short}", c.sessions, c.people, c.rooms) for c in found]


def as_asked(found: Iterable[Conflict], expected: Sequence[object]) -> list[object]:
    """Return the text of each finding, or all but that where `expected` has no text there."""
    given = list(found)
    return [
        text if isinstance(wanted, str) else rest
        for wanted, text, rest in zip_longest(expected, texts(given), parts(given), fillvalue="")
    ]


def faulty() -> Agenda:
    """Return a plan in which every rule finds something."""
    made = agenda(
        day(),
        day(SPRING, "00:00", "36:00"),
        room("hall", seats=9, equipment=("piano",), closed=(span("19:00-20:00"),)),
        room("lab", 1),
        person("ada", needs=("clicker",), availability=(span("09:00-10:00"),)),
        person("bo"),
        person("cy"),
        talk("a", kind=Kind.PANEL),
        talk(
            "b",
            "hall",
            "09:00-10:00",
            people=(speaker("ada"),),
            abstract="Yes.",
            audience=10,
            teardown=1,
            website="yes",
        ),
        talk("c", "hall", "07:00-09:30", people=(speaker("ada"), speaker("bo", State.INVITED)), kind=Kind.PANEL),
        talk("d", "hall", "10:00-20:00", people=(speaker("bo"), moderator("ada", State.DECLINED)), abstract="Yes."),
        talk("e", "lab", "02:30-03:15", on=SPRING, people=(speaker("bo"),), abstract="Yes."),
        talk("f", "lab", "10:00-11:00", people=(speaker("cy"),), abstract="Yes.", block="early"),
        block("early", "lab", "09:00-10:00"),
        Cover(id="shift", person="cy", day=DAY, start=10 * 60, end=20 * 60),
    )
    return replace(made, venue=replace(made.venue, closes=19 * 60))


def faulty_for(rule: Rule) -> Agenda:
    """Return a plan in which the rule finds something; where the time zone is unknown, no other knows the clocks."""
    plan = faulty()
    if rule is not UNKNOWN_TIME_ZONE:
        return plan
    return replace(plan, conference=replace(plan.conference, timezone="America/Coyhaique2"))
