"""Rules about what is missing or does not fit the day."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.agenda import Agenda
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.kinds import Role, Status
from planner.domain.span import clock
from planner.domain.text import Text
from planner.rules.conflict import Conflict, Severity
from planner.rules.overlap import takes_place

ON_STAGE = (Role.SPEAKER, Role.PANELLIST, Role.HOST)


def outside_day_hours(agenda: Agenda) -> Iterator[Conflict]:
    """A session that begins before its day opens or ends after it closes."""
    for session, placement in takes_place(agenda):
        if found := outside(agenda, session, placement):
            yield found


def outside(agenda: Agenda, session: Session, placement: Placement) -> Conflict | None:
    """The finding for one placement, or None if its day is open all the while."""
    day = agenda.day_of(placement.span.day)
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


def session_without_speaker(agenda: Agenda) -> Iterator[Conflict]:
    """A session whose kind needs somebody on stage and has nobody who has not declined."""
    for session in agenda.sessions_in_order:
        staffed = any(a.counts and a.role in ON_STAGE for a in session.people)
        if session.facts.needs_speaker and not staffed and session.status is not Status.CANCELLED:
            text = Text("“{title}” has no speaker yet.", title=session.title)
            short = Text("No speaker yet")
            yield Conflict("session-without-speaker", Severity.WARNING, (session.id,), text, short)


def session_unplaced(agenda: Agenda) -> Iterator[Conflict]:
    """A session that still waits in the tray."""
    for session in agenda.tray:
        if session.status is not Status.CANCELLED:
            text = Text("“{title}” is not placed in the timeline yet.", title=session.title)
            yield Conflict("session-unplaced", Severity.HINT, (session.id,), text, Text("Not placed yet"))
