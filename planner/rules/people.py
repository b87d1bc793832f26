"""Rules about people."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import clock
from planner.domain.text import Text
from planner.rules.conflict import Conflict, Severity
from planner.rules.overlap import overlapping, slots_by_person


def person_in_two_places(agenda: Agenda) -> Iterator[Conflict]:
    """One person in two sessions at the same time, whatever the roles."""
    for person, slots in sorted(slots_by_person(agenda).items()):
        for first, second in overlapping(slots):
            yield person_clash(agenda, person, agenda.sessions[first], agenda.sessions[second])


def person_clash(agenda: Agenda, person: str, first: Session, second: Session) -> Conflict:
    """The finding for a person in two placed sessions that overlap."""
    assert first.placement
    assert second.placement
    when = clock(max(first.placement.span.start, second.placement.span.start))
    name = agenda.people[person].name
    text = Text(
        "{name} is in two places at {time}: “{first}” and “{second}”.",
        name=name,
        time=when,
        first=first.title,
        second=second.title,
    )
    short = Text("{name} in two places at {time}", name=name, time=when)
    ids = tuple(s.id for s in sorted((first, second), key=lambda s: (s.number, s.id)))
    return Conflict("person-in-two-places", Severity.PROBLEM, ids, text, short, people=(person,))
