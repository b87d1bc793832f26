"""Rules about people's availability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Session
from planner.domain.span import Span, clock
from planner.domain.text import Text
from planner.domain.value_objects import Placement
from planner.rules.conflict import Conflict, Severity
from planner.rules.intervals import Stretch, first_outside, hours_on, merged, with_nights
from planner.rules.overlap import expected
from planner.rules.people import duty_time


def person_unavailable(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a conflict for each session or shift outside its person's availability.

    For a whole-day shift it is only a warning: there may be nothing to moderate in the rest of the day.
    """
    windows = windows_of_people(agenda)
    if not windows:
        return
    for (session, placement), (start, end, _name) in zip(agenda.taking_place, agenda.slots, strict=True):
        for person in expected(session):
            there = windows.get(person)
            if there is None or first_outside(there, start, end) is None:
                continue
            if found := absence(agenda, person, there, session, placement):
                yield found
    for cover in agenda.covers_in_order:
        if cover.counts and cover.person in windows and (found := _off_duty(agenda, windows[cover.person], cover)):
            yield found


def windows_of_people(agenda: Agenda) -> dict[str, tuple[Stretch, ...]]:
    """Return people's availability by person id, leaving out people without any."""
    said = (person for person in agenda.people.values() if person.availability)
    return {person.id: merged(with_nights(agenda, person.availability)) for person in said}


def absence(
    agenda: Agenda, person: str, windows: Sequence[Stretch], session: Session, placement: Placement
) -> Conflict | None:
    """Return a conflict if a person is not available for a whole placement, or None if they are."""
    span = placement.span
    away = first_outside(windows, span.absolute_start, span.absolute_end)
    if away is None:
        return None
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
