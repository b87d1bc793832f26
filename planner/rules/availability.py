"""Rules about people's availability and answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Session
from planner.domain.enums import State
from planner.domain.span import Span, clock
from planner.domain.text import Text
from planner.domain.value_objects import Appearance, Placement
from planner.rules.conflict import Conflict, Severity
from planner.rules.intervals import Stretch, bounds, first_outside, gaps, hours_on, merged, with_nights
from planner.rules.overlap import expected
from planner.rules.people import duty_time
from planner.rules.rule import ConflictIndex, Places, Rule, in_short


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


def _unconfirmed(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for each person in a placed session or with a shift who is only invited or tentative."""
    invited, tentative = State.INVITED, State.TENTATIVE
    for session, placement in agenda.taking_place:
        if open_ones := [a for a in session.people if a.state is invited or a.state is tentative]:
            for answer in _one_each(open_ones):
                text, short = _open(agenda, session, answer)
                yield _finding("person-unconfirmed", session, answer, placement.rooms, text, short)
    for cover in agenda.covers_in_order:
        if cover.state in (invited, tentative) and (span := duty_time(agenda, cover)):
            said = {"name": agenda.people[cover.person].name, "date": span.day.isoformat()}
            stretch = shift_label(agenda, cover, span)
            if cover.state is invited:
                text = Text(
                    "{name} has not answered yet about moderating {stretch} on {date}.", stretch=stretch, **said
                )
                short = Text("{name} has not answered yet", name=said["name"])
            else:
                text = Text("{name} is not certain yet about moderating {stretch} on {date}.", stretch=stretch, **said)
                short = Text("{name} is not certain yet", name=said["name"])
            yield _shift_finding("person-unconfirmed", cover, text, short)


def _declined(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for each person in a placed session or with a shift who has declined or called off."""
    declined, cancelled = State.DECLINED, State.CANCELLED
    for session, placement in agenda.taking_place:
        if gone := [a for a in session.people if a.state is declined or a.state is cancelled]:
            for answer in _one_each(gone):
                text, short = _gone(agenda, session, answer)
                yield _finding("person-declined", session, answer, placement.rooms, text, short)
    for cover in agenda.covers_in_order:
        if cover.state in (declined, cancelled) and (span := duty_time(agenda, cover)):
            said = {"name": agenda.people[cover.person].name, "date": span.day.isoformat()}
            stretch = shift_label(agenda, cover, span)
            if cover.state is declined:
                text = Text("{name} has declined to moderate {stretch} on {date}.", stretch=stretch, **said)
                short = Text("{name} has declined", name=said["name"])
            else:
                text = Text("{name} has called off moderating {stretch} on {date}.", stretch=stretch, **said)
                short = Text("{name} has called off", name=said["name"])
            yield _shift_finding("person-declined", cover, text, short)


def _one_each(answers: list[Appearance]) -> list[Appearance]:
    """Return one answer per person: the first that has a date, or else the first."""
    found: dict[str, Appearance] = {}
    for answer in answers:
        known = found.setdefault(answer.person, answer)
        if not (known.asked or known.answered) and (answer.asked or answer.answered):
            found[answer.person] = answer
    return list(found.values())


def _open(agenda: Agenda, session: Session, answer: Appearance) -> tuple[Text, Text]:
    who = {"name": agenda.people[answer.person].name, "title": session.title}
    if answer.state is State.TENTATIVE:
        short = Text("{name} is not certain yet", name=who["name"])
        if answer.asked:
            date = answer.asked.isoformat()
            return Text("{name} was asked on {date} and is not certain yet for “{title}”.", date=date, **who), short
        return Text("{name} is not certain yet for “{title}”.", **who), short
    short = Text("{name} has not answered yet", name=who["name"])
    if answer.asked:
        date = answer.asked.isoformat()
        return Text("{name} has not answered since {date} about “{title}”.", date=date, **who), short
    return Text("{name} has not answered yet about “{title}”.", **who), short


def _gone(agenda: Agenda, session: Session, answer: Appearance) -> tuple[Text, Text]:
    who = {"name": agenda.people[answer.person].name, "title": session.title}
    date = answer.answered.isoformat() if answer.answered else ""
    if answer.state is State.DECLINED:
        short = Text("{name} has declined", name=who["name"])
        if date:
            return Text("{name} declined “{title}” on {date} and still stands in it.", date=date, **who), short
        return Text("{name} has declined “{title}” and still stands in it.", **who), short
    short = Text("{name} has called off", name=who["name"])
    if date:
        return Text("{name} called off “{title}” on {date} and still stands in it.", date=date, **who), short
    return Text("{name} has called off “{title}” and still stands in it.", **who), short


def _finding(
    rule: str, session: Session, answer: Appearance, rooms: tuple[str, ...], text: Text, short: Text
) -> Conflict:
    return Conflict(rule, Severity.WARNING, (session.id,), text, short, people=(answer.person,), rooms=rooms)


def _shift_finding(rule: str, cover: Cover, text: Text, short: Text) -> Conflict:
    rooms = (cover.room,) if cover.room else ()
    return Conflict(rule, Severity.WARNING, (), text, short, people=(cover.person,), rooms=rooms)


PERSON_UNCONFIRMED = Rule(id="person-unconfirmed", in_plan=_unconfirmed)
PERSON_DECLINED = Rule(id="person-declined", in_plan=_declined)
