"""Rules about people's answers."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Session
from planner.domain.enums import State
from planner.domain.text import Text
from planner.domain.value_objects import Appearance
from planner.rules.availability import shift_label
from planner.rules.conflict import Conflict, Severity
from planner.rules.people import duty_time
from planner.rules.rule import Rule


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
