"""Rules about rooms."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import clock
from planner.domain.text import Text
from planner.rules.conflict import Conflict, Severity
from planner.rules.overlap import overlapping, slots_by_room


def room_double_booked(agenda: Agenda) -> Iterator[Conflict]:
    """Two sessions in one room at the same time; a whole-venue session is in every room."""
    pairs = {pair for slots in slots_by_room(agenda).values() for pair in overlapping(slots)}
    for first, second in sorted(pairs, key=lambda pair: tuple(agenda.sessions[s].number for s in pair)):
        yield room_clash(agenda, agenda.sessions[first], agenda.sessions[second])


def room_clash(agenda: Agenda, first: Session, second: Session) -> Conflict:
    """The finding for two placed sessions that overlap in a room or the whole venue."""
    assert first.placement
    assert second.placement
    mine, theirs = set(first.placement.rooms), set(second.placement.rooms)
    shared = (mine & theirs) if mine and theirs else (mine or theirs)
    rooms = tuple(room.id for room in agenda.rooms_in_order if room.id in shared)
    when = clock(max(first.placement.span.start, second.placement.span.start))
    names = ", ".join(agenda.rooms[room].name for room in rooms)
    if rooms:
        text = Text(
            "{room} is taken twice at {time}: “{first}” and “{second}”.",
            room=names,
            time=when,
            first=first.title,
            second=second.title,
        )
    else:
        text = Text(
            "The whole venue is taken twice at {time}: “{first}” and “{second}”.",
            time=when,
            first=first.title,
            second=second.title,
        )
    short = Text("Room taken twice at {time}", time=when)
    return Conflict("room-double-booked", Severity.PROBLEM, _ids(first, second), text, short, rooms=rooms)


def _ids(*sessions: Session) -> tuple[str, ...]:
    return tuple(s.id for s in sorted(sessions, key=lambda s: (s.number, s.id)))
