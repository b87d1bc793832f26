"""Rules about people's availability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Session
from planner.domain.span import Span, clock
from planner.domain.text import Text
from planner.domain.value_objects import Placement
from planner.rules.conflict import Conflict, Severity
from planner.rules.conflict_index import ConflictIndex
from planner.rules.intervals import Stretch, bounds, first_outside, gaps, hours_on, merged, with_nights
from planner.rules.overlap import expected
from planner.rules.people import duty_time
from planner.rules.rule import Places, Rule, in_short


@dataclass(frozen=True, slots=True)
class Absence:
    """A time range, in absolute minutes, in which the people called ``names`` are not available."""

    start: int
    end: int
    names: tuple[str, ...]


def absences(index: ConflictIndex, session: Session, day: date) -> tuple[Absence, ...]:
    """Return the times on that day and the following night at which some of the session's people are unavailable.

    Sorted by time and without overlap; adjacent ones differ in their people.
    """
    windows, people = index.made(windows_of_people), index.agenda.people
    away = {p: gaps(windows[p], *bounds(day)) for p in expected(session) if p in windows}
    edges = sorted({edge for stretches in away.values() for stretch in stretches for edge in stretch})
    found: list[Absence] = []
    for start, end in pairwise(edges):
        ids = [p for p, stretches in away.items() if any(s <= start and end <= e for s, e in stretches)]
        if ids:
            found.append(Absence(start, end, tuple(people[person].name for person in ids)))
    return tuple(found)


def _unavailable_at(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a problem for each session outside the availability of a person who is expected in it."""
    windows = index.made(windows_of_people)
    if not windows:
        return
    for session, placement in places:
        start, end = placement.span.absolute_start, placement.span.absolute_end
        for person in expected(session):
            if person in windows and (away := first_outside(windows[person], start, end)) is not None:
                yield _absence(index.agenda, person, windows[person], session, placement, away)


def _unavailable_in(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a conflict for each session or shift outside its person's availability.

    For a whole-day shift it is only a warning: there may be nothing to moderate in the rest of the day.
    """
    index = ConflictIndex(agenda)
    yield from _unavailable_at(index, agenda.taking_place)
    windows = index.made(windows_of_people)
    for cover in agenda.covers_in_order if windows else ():
        if cover.counts and cover.person in windows and (found := _off_duty(agenda, windows[cover.person], cover)):
            yield found


def windows_of_people(agenda: Agenda) -> dict[str, tuple[Stretch, ...]]:
    """Return people's availability by person id, leaving out people without any."""
    said = (person for person in agenda.people.values() if person.availability)
    return {person.id: merged(with_nights(agenda, person.availability)) for person in said}


def _absence(
    agenda: Agenda, person: str, windows: Sequence[Stretch], session: Session, placement: Placement, away: int
) -> Conflict:
    """Return the conflict for a person who is not available for a whole placement, but not from ``away`` on."""
    span = placement.span
    name = agenda.people[person].name
    said = {"name": name, "date": span.day.isoformat(), "title": session.title}
    times = {"start": clock(span.start), "end": clock(span.end)}
    if there := hours_on(windows, span):
        text = Text(
            "{name} can be there only {times} on {date}, but “{title}” is at {start}–{end}.",
            times=there,
            **said,
            **times,
        )
    else:
        text = Text("{name} cannot be there on {date}, when “{title}” is at {start}–{end}.", **said, **times)
    return _unavailable(Severity.PROBLEM, (session.id,), person, placement.rooms, text, name, away)


def _off_duty(agenda: Agenda, windows: Sequence[Stretch], cover: Cover) -> Conflict | None:
    span = duty_time(agenda, cover)
    if span is None:
        return None
    away = first_outside(windows, span.absolute_start, span.absolute_end)
    if away is None:
        return None
    name = agenda.people[cover.person].name
    date, stretch = span.day.isoformat(), shift_label(agenda, cover, span)
    if times := hours_on(windows, span):
        text = Text(
            "{name} can be there only {times} on {date}, but moderates {stretch}.",
            name=name,
            times=times,
            date=date,
            stretch=stretch,
        )
    else:
        text = Text("{name} cannot be there on {date}, but moderates {stretch}.", name=name, date=date, stretch=stretch)
    severity = Severity.WARNING if cover.whole_day else Severity.PROBLEM
    return _unavailable(severity, (), cover.person, (cover.room,) if cover.room else (), text, name, away)


def shift_label(agenda: Agenda, cover: Cover, span: Span) -> Text:
    """Return a moderator's shift as text, such as Hall 09:00–12:00."""
    times = {"start": clock(span.start), "end": clock(span.end)}
    if cover.room:
        return Text("{room} {start}–{end}", room=agenda.rooms[cover.room].name, **times)
    return Text("every room {start}–{end}", **times)


def _unavailable(
    severity: Severity, sessions: tuple[str, ...], person: str, rooms: tuple[str, ...], text: Text, name: str, away: int
) -> Conflict:
    short = Text("{name} cannot be there at {time}", name=name, time=clock(away))
    return Conflict("person-unavailable", severity, sessions, text, short, people=(person,), rooms=rooms)


def _label(agenda: Agenda, conflict: Conflict, session: Session, start: int) -> Text:
    said = dict(conflict.text.args)
    if "times" in said:
        return Text("{name} can be there only {times}.", name=said["name"], times=said["times"])
    return in_short(agenda, conflict, session, start)


PERSON_UNAVAILABLE = Rule(id="person-unavailable", at_places=_unavailable_at, in_plan=_unavailable_in, label=_label)
