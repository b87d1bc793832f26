"""Rules about people's availability and answers: away, unconfirmed, declined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import Span, format_clock, free_times
from planner.domain.text import N_, Text
from planner.domain.value_objects import Appearance, Placement, State
from planner.rules.overlap import (
    Stretch,
    day_bounds,
    expected_person_ids,
    first_closed_minute,
    format_windows,
    merge_spans,
    with_following_nights,
)
from planner.rules.people import duty_time, shifts_and_chairs
from planner.rules.rule import Conflict, ConflictIndex, Places, Rule, Severity, short_label


@dataclass(frozen=True, slots=True)
class Absence:
    """A time range, in absolute minutes, in which the people called ``names`` are not available."""

    start: int
    end: int
    names: tuple[str, ...]


def absences(index: ConflictIndex, session: Session, day: date) -> tuple[Absence, ...]:
    """Return the times on that day and the following one at which some of the session's people are unavailable.

    Sorted by time and without overlap; adjacent ones differ in their people.
    """
    windows, people = index.cached_result(availability_by_person), index.agenda.people
    away = {p: free_times(windows[p], *day_bounds(day)) for p in expected_person_ids(session) if p in windows}
    edges = sorted({edge for stretches in away.values() for stretch in stretches for edge in stretch})
    found: list[Absence] = []
    for start, end in pairwise(edges):
        ids = [p for p, stretches in away.items() if any(s <= start and end <= e for s, e in stretches)]
        if ids:
            found.append(Absence(start, end, tuple(people[person].name for person in ids)))
    return tuple(found)


_OF_SESSION = (
    N_("{name} can be there only {times} on {date}, but “{title}” is at {start}–{end}."),
    N_("{name} cannot be there on {date}, when “{title}” is at {start}–{end}."),
)
_OF_SHIFT = (
    N_("{name} can be there only {times} on {date}, but moderates {stretch}."),
    N_("{name} cannot be there on {date}, but moderates {stretch}."),
)


def _absence_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a problem for each person who is expected in a session but not available during all of it."""
    windows = index.cached_result(availability_by_person)
    if not windows:
        return
    for session, placement in places:
        span = placement.span
        start, end = span.absolute_start, span.absolute_end
        for person in expected_person_ids(session):
            if person in windows and (away := first_closed_minute(windows[person], start, end)) is not None:
                said = {"title": session.title, "start": format_clock(span.start), "end": format_clock(span.end)}
                text, short = _absence_texts(index, person, span, away, _OF_SESSION, said)
                yield Conflict(
                    "person-unavailable", Severity.PROBLEM, (session.id,), text, short, (person,), placement.rooms
                )


def _all_absence_conflicts(agenda: Agenda) -> Iterator[Conflict]:
    """Yield the conflicts of sessions, and one for each shift or chaired block outside its moderator's availability.

    For a whole-day shift it is only a warning: there may be nothing to moderate in the rest of the day.
    """
    index = ConflictIndex(agenda)
    yield from _absence_conflicts(index, agenda.taking_place)
    windows = index.cached_result(availability_by_person)
    for cover, where, _asked in shifts_and_chairs(agenda) if windows else ():
        span = duty_time(agenda, cover) if cover.is_expected and cover.person in windows else None
        if span is None:
            continue
        away = first_closed_minute(windows[cover.person], span.absolute_start, span.absolute_end)
        if away is not None:
            said = {"stretch": shift_label(agenda, where, span)}
            text, short = _absence_texts(index, cover.person, span, away, _OF_SHIFT, said)
            severity = Severity.WARNING if cover.whole_day else Severity.PROBLEM
            yield Conflict("person-unavailable", severity, (), text, short, (cover.person,), where.rooms)


def _absence_texts(
    index: ConflictIndex, person: str, span: Span, away: int, words: tuple[str, str], said: Mapping[str, str | Text]
) -> tuple[Text, Text]:
    """Return the text and short text for a person who, in a span, is not available at ``away``, an absolute minute."""
    name, times = (
        index.agenda.people[person].name,
        format_windows(index.cached_result(availability_by_person)[person], span),
    )
    said = {"name": name, "date": span.day.isoformat(), **said}
    text = Text(words[0], times=times, **said) if times else Text(words[1], **said)
    return text, Text("{name} cannot be there at {time}", name=name, time=format_clock(away))


def availability_by_person(agenda: Agenda) -> dict[str, tuple[Stretch, ...]]:
    """Return people's times of availability by person id, in absolute minutes; people without any are left out."""
    said = (person for person in agenda.people.values() if person.availability)
    return {person.id: merge_spans(with_following_nights(agenda, person.availability)) for person in said}


def shift_label(agenda: Agenda, where: Placement, span: Span) -> Text:
    """Return where and when somebody moderates as text, such as Hall 09:00–12:00; ``span`` is the time to tell."""
    times = {"start": format_clock(span.start), "end": format_clock(span.end)}
    name = where.place_name(agenda.room_names(where.rooms))
    return Text("{room} {start}–{end}", room=name, **times) if name else Text("all rooms {start}–{end}", **times)


def _availability_label(agenda: Agenda, conflict: Conflict, session: Session, start: int) -> Text:
    said = dict(conflict.text.args)
    if "times" in said:
        return Text("{name} can be there only {times}.", name=said["name"], times=said["times"])
    return short_label(agenda, conflict, session, start)


PERSON_UNAVAILABLE = Rule(
    id="person-unavailable",
    title=N_("Person cannot be there"),
    at_places=_absence_conflicts,
    in_plan=_all_absence_conflicts,
    label=_availability_label,
)


_ANSWERS = {
    State.INVITED: (
        N_("{name} has not answered yet"),
        N_("{name} has not answered yet about “{title}”."),
        N_("{name} has not answered since {date} about “{title}”."),
        N_("{name} has not answered yet about moderating {stretch} on {date}."),
    ),
    State.TENTATIVE: (
        N_("{name} is not certain yet"),
        N_("{name} is not certain yet for “{title}”."),
        N_("{name} was asked on {date} and is not certain yet for “{title}”."),
        N_("{name} is not certain yet about moderating {stretch} on {date}."),
    ),
    State.DECLINED: (
        N_("{name} has declined"),
        N_("{name} has declined “{title}” and still stands in it."),
        N_("{name} declined “{title}” on {date} and still stands in it."),
        N_("{name} has declined to moderate {stretch} on {date}."),
    ),
    State.CANCELLED: (
        N_("{name} has called off"),
        N_("{name} has called off “{title}” and still stands in it."),
        N_("{name} called off “{title}” on {date} and still stands in it."),
        N_("{name} has called off moderating {stretch} on {date}."),
    ),
}
"""The texts about answers: in short, about a session without a date and with one, and about a shift."""


def _answer_conflicts(agenda: Agenda, rule: str, states: tuple[State, State], dated: str) -> Iterator[Conflict]:
    """Yield a warning for each answer in ``states`` to a session that takes place, a placed block or a shift.

    A person with several roles in a session gets one warning for it. A whole-day shift on a date that is no day of the
    conference is skipped.

    ``dated`` is the field of an appearance with the date that the warning tells.
    """
    for session, placement in agenda.taking_place:
        if answers := [a for a in session.people if a.state in states]:
            for answer in _first_answer_per_person(answers, dated):
                short, undated, on_date, _shift = _ANSWERS[answer.state]
                name, when = agenda.people[answer.person].name, getattr(answer, dated)
                text = (
                    Text(on_date, name=name, title=session.title, date=when.isoformat())
                    if when
                    else Text(undated, name=name, title=session.title)
                )
                yield Conflict(
                    rule, Severity.WARNING, (session.id,), text, Text(short, name=name), (answer.person,),
                    placement.rooms, answer.asked if answer.state is State.INVITED else None,
                )  # fmt: skip
    for cover, where, asked in shifts_and_chairs(agenda):
        if cover.state in states and (span := duty_time(agenda, cover)):
            short, *_session, on_shift = _ANSWERS[cover.state]
            name, stretch = agenda.people[cover.person].name, shift_label(agenda, where, span)
            text = Text(on_shift, name=name, stretch=stretch, date=span.day.isoformat())
            since = asked if cover.state is State.INVITED else None
            who = (cover.person,)
            yield Conflict(rule, Severity.WARNING, (), text, Text(short, name=name), who, where.rooms, since)


def _first_answer_per_person(answers: list[Appearance], dated: str) -> list[Appearance]:
    """Return one answer per person: the first in time, or the first of those without a date if none has one."""
    in_time = sorted(answers, key=lambda answer: getattr(answer, dated) or date.max)
    first = {answer.person: answer for answer in reversed(in_time)}
    return [first[person] for person in dict.fromkeys(answer.person for answer in answers)]


PERSON_UNCONFIRMED = Rule(
    id="person-unconfirmed",
    title=N_("Person has not confirmed"),
    in_plan=partial(
        _answer_conflicts, rule="person-unconfirmed", states=(State.INVITED, State.TENTATIVE), dated="asked"
    ),
)
PERSON_DECLINED = Rule(
    id="person-declined",
    title=N_("Person has declined"),
    in_plan=partial(
        _answer_conflicts, rule="person-declined", states=(State.DECLINED, State.CANCELLED), dated="answered"
    ),
)
