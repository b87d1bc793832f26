"""Rules about opening hours: of the day, the building and the rooms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Session
from planner.domain.span import MINUTES_A_DAY, clock
from planner.domain.text import Text
from planner.domain.value_objects import Placement
from planner.rules.conflict import Conflict, Severity
from planner.rules.intervals import Stretch, first_inside, hours_on, merged, with_nights


def outside_day_hours(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for each session that begins before its day opens or ends after it closes."""
    days = {day.date: day for day in agenda.days.values()}
    for session, placement in agenda.taking_place:
        if found := outside(days.get(placement.span.day), session, placement):
            yield found


def outside(day: Day | None, session: Session, placement: Placement) -> Conflict | None:
    """Return a conflict if a placement is outside its day's opening hours, otherwise None."""
    if day is None:
        text = Text(
            "“{title}” is on {date}, which is not a day of the conference.",
            title=session.title,
            date=placement.span.day.isoformat(),
        )
        short = Text("Not a day of the conference")
    elif placement.span.start < day.opens:
        text = Text(
            "“{title}” begins at {time}, before the day opens at {opens}.",
            title=session.title,
            time=clock(placement.span.start),
            opens=clock(day.opens),
        )
        short = Text("Before the day opens at {opens}", opens=clock(day.opens))
    elif placement.span.end > day.closes:
        text = Text(
            "“{title}” ends at {time}, after the day closes at {closes}.",
            title=session.title,
            time=clock(placement.span.end),
            closes=clock(day.closes),
        )
        short = Text("After the day closes at {closes}", closes=clock(day.closes))
    else:
        return None
    return Conflict("outside-day-hours", Severity.WARNING, (session.id,), text, short, rooms=placement.rooms)


def venue_closed(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for each session that ends after the building closes."""
    if agenda.venue.closes is None:
        return
    days = {day.date: day for day in agenda.days.values()}
    for session, placement in agenda.taking_place:
        if found := after_closing(agenda, days.get(placement.span.day), session, placement):
            yield found


def after_closing(agenda: Agenda, day: Day | None, session: Session, placement: Placement) -> Conflict | None:
    """Return a conflict if a placement ends after the building closes, otherwise None.

    Dates that are not conference days are skipped: without opening hours the two nights cannot be told apart.
    """
    closes = house_closes(agenda, day)
    if closes is None or placement.span.end <= closes:
        return None
    text = Text(
        "“{title}” ends at {time}, after the house closes at {closes}.",
        title=session.title,
        time=clock(placement.span.end),
        closes=clock(closes),
    )
    short = Text("After the house closes at {closes}", closes=clock(closes))
    return Conflict("venue-closed", Severity.WARNING, (session.id,), text, short, rooms=placement.rooms)


def house_closes(agenda: Agenda, day: Day | None) -> int | None:
    """Return the closing time of the building on that day in minutes from its midnight, or None if it is unknown.

    A closing time at or before the day's opening belongs to the following night.
    """
    closes = agenda.venue.closes
    if closes is None or day is None:
        return None
    return closes + MINUTES_A_DAY if closes <= day.opens else closes


def room_closed(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a problem for each session in a room that is closed at the time; whole-venue sessions are skipped."""
    closed = closed_rooms(agenda)
    if not closed:
        return
    for session, placement in agenda.taking_place:
        for room in placement.rooms:
            if room in closed and (found := behind_closed_doors(agenda, room, closed[room], session, placement)):
                yield found


def closed_rooms(agenda: Agenda) -> dict[str, tuple[Stretch, ...]]:
    """Return the closed times of each room, leaving out rooms without any."""
    return {room.id: merged(with_nights(agenda, room.closed)) for room in agenda.rooms.values() if room.closed}


def behind_closed_doors(
    agenda: Agenda, room: str, closed: Sequence[Stretch], session: Session, placement: Placement
) -> Conflict | None:
    """Return a conflict if the room is closed during the placement, otherwise None."""
    span = placement.span
    when = first_inside(closed, span.absolute_start, span.absolute_end)
    if when is None:
        return None
    name = agenda.rooms[room].name
    text = Text(
        "{room} is closed {times} on {date}, but “{title}” is there {start}–{end}.",
        room=name,
        times=hours_on(closed, span),
        date=span.day.isoformat(),
        title=session.title,
        start=clock(span.start),
        end=clock(span.end),
    )
    short = Text("{room} is closed at {time}", room=name, time=clock(when))
    return Conflict("room-closed", Severity.PROBLEM, (session.id,), text, short, rooms=(room,))
