"""The timeline's verbs: place, unplace, resize, shift, and what every place must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.commands.edit import cleaned, impossible
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.errors import EstradError
from planner.domain.span import MINUTES_A_DAY, Span, clock
from planner.domain.text import Text


def span_on(agenda: Agenda, day: date, start: int, minutes: int) -> Span:
    """A span on a day of the conference; raises ``EstradError`` where it cannot be."""
    if agenda.day_of(day) is None:
        raise EstradError(
            Text("{date} is not a day of this conference.", date=day.isoformat()), Text("Add the day first.")
        )
    try:
        span = Span(day, start, start + minutes)
    except ValueError as error:
        raise EstradError(
            Text(
                "A session cannot run from {start} for {minutes} minutes.",
                start=clock(start),
                minutes=minutes,
            ),
            Text("Choose a time from 00:00 to the end of the following night, and at least one minute."),
        ) from error
    return span


def in_night(agenda: Agenda, day: date, minute: int) -> int:
    """A time before the day opens means the night that follows, if the day is still open then."""
    found = agenda.day_of(day)
    late = found is not None and minute < found.opens and minute + MINUTES_A_DAY < found.closes
    return minute + MINUTES_A_DAY if late else minute


def place(
    agenda: Agenda,
    session_id: str,
    day: date,
    start: int,
    rooms: Sequence[str] = (),
    *,
    place: str | None = None,
    minutes: int | None = None,
) -> Change:
    """Put a session at a time (minutes from the day's midnight) into rooms, or over the whole venue if none.

    Its length and its place text stay unless given. Raises ``EstradError`` for a day or time that cannot be.
    """
    before = agenda.sessions[session_id]
    length = before.minutes if minutes is None else minutes
    for room in rooms:
        if room not in agenda.rooms:
            raise KeyError(room)
    where = (
        (before.placement.place if before.placement else "")
        if place is None
        else cleaned(Session, {"place": place})["place"]
    )
    order = [room.id for room in agenda.rooms_in_order if room.id in set(rooms)]
    placement = Placement(span_on(agenda, day, start, length), tuple(order), where)
    label = Text("Place “{title}”", title=before.title)
    if before.placement:
        label = Text("Move “{title}”", title=before.title)
    return change(label, (before, replace(before, minutes=length, placement=placement)))


def unplace(agenda: Agenda, *session_ids: str) -> Change:
    """Put sessions back into the tray."""
    found = [agenda.sessions[session_id] for session_id in dict.fromkeys(session_ids)]
    placed = [session for session in found if session.placement]
    label = Text("Return “{title}” to the tray", title=(placed or found)[0].title)
    if len(placed) > 1:
        label = Text("Return {n} sessions to the tray", n=len(placed))
    return change(label, *((session, replace(session, placement=None)) for session in placed))


def resize(agenda: Agenda, session_id: str, start: int, end: int) -> Change:
    """Give a placed session another start or end, in minutes from its day's midnight."""
    before = agenda.sessions[session_id]
    if before.placement is None:
        raise KeyError(session_id)
    span = span_on(agenda, before.placement.span.day, start, end - start)
    after = replace(before, minutes=span.minutes, placement=replace(before.placement, span=span))
    return change(Text("Resize “{title}”", title=before.title), (before, after))


def set_length(agenda: Agenda, session_id: str, minutes: int) -> Change:
    """Make a session so many minutes long, in the tray or where it stands."""
    before = agenda.sessions[session_id]
    if before.placement:
        start = before.placement.span.start
        return resize(agenda, session_id, start, start + minutes)
    try:
        after = replace(before, minutes=minutes)
    except ValueError as error:
        raise impossible(error) from error
    return change(Text("Resize “{title}”", title=before.title), (before, after))


def shift(agenda: Agenda, session_id: str, minutes: int, *, ripple: bool = False) -> Change:
    """Move a placed session later (negative: earlier); ``ripple`` takes along all that follows it in its rooms.

    What follows a whole-venue session follows it in every room.
    """
    first = agenda.sessions[session_id]
    if first.placement is None:
        raise EstradError(
            Text("“{title}” is in the tray and has no time.", title=first.title),
            Text("Place the session first."),
        )
    moving = _followers(agenda, first, first.placement) if ripple else [first]
    label = Text("Shift “{title}” by {minutes} min", title=first.title, minutes=minutes)
    return change(label, *((session, _shifted(agenda, session, minutes)) for session in moving))


def _followers(agenda: Agenda, first: Session, placement: Placement) -> list[Session]:
    everywhere = placement.everywhere
    rooms = set(placement.rooms)
    moving = [first]
    for session, where in agenda.on(placement.span.day):
        follows = where.span.start >= placement.span.end
        if session.id != first.id and follows and (everywhere or where.everywhere or rooms & set(where.rooms)):
            moving.append(session)
            everywhere = everywhere or where.everywhere
            rooms |= set(where.rooms)
    return moving


def _shifted(agenda: Agenda, session: Session, minutes: int) -> Session:
    assert session.placement
    old = session.placement.span
    span = span_on(agenda, old.day, old.start + minutes, old.minutes)
    return replace(session, placement=replace(session.placement, span=span))


def swap(agenda: Agenda, first_id: str, second_id: str) -> Change:
    """Let two placed sessions change places; each keeps its length."""
    first, second = agenda.sessions[first_id], agenda.sessions[second_id]
    if first.placement is None or second.placement is None:
        raise EstradError(Text("Only placed sessions can change places."), Text("Place both sessions first."))
    pairs = []
    for session, target in ((first, second.placement), (second, first.placement)):
        span = span_on(agenda, target.span.day, target.span.start, session.minutes)
        pairs.append((session, replace(session, placement=replace(target, span=span))))
    return change(Text("Swap “{first}” and “{second}”", first=first.title, second=second.title), *pairs)
