"""Shorter texts for conflicts during a drag, when the dragged session and its time are already known."""

from __future__ import annotations

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import clock, clock_range
from planner.domain.text import Text
from planner.rules.conflict import Conflict

SHORT = ("outside-day-hours", "venue-closed", "clock-change")
"""The rules whose short text says everything, since they involve no other session."""


def drag_message(agenda: Agenda, session: Session, start: int, conflict: Conflict) -> Text:
    """Return the short text of a dragged session's conflict if it started at ``start``, in minutes from midnight.

    It says who is elsewhere until (or from) when, or which room is occupied.
    """
    others = [agenda.sessions[name] for name in conflict.sessions if name != session.id and name in agenda.sessions]
    if not others:
        return _closed(conflict)
    if len(others) > 1:
        return conflict.text
    other = others[0]
    if conflict.rule == "person-in-two-places" and conflict.people:
        return _elsewhere(agenda, agenda.people[conflict.people[0]].name, other, start)
    if conflict.rule == "room-double-booked":
        return _taken(", ".join(agenda.room_names(conflict.rooms)), other, start)
    return conflict.text


def _closed(conflict: Conflict) -> Text:
    """Return the text of a conflict with no other session, without the date if possible."""
    said = dict(conflict.text.args)
    if conflict.rule == "person-unavailable" and "times" in said:
        return Text("{name} can be there only {times}.", name=said["name"], times=said["times"])
    if conflict.rule == "room-closed":
        return Text("{room} is closed {times}.", room=said["room"], times=said["times"])
    if conflict.rule in (*SHORT, "person-unavailable"):
        return conflict.short
    return conflict.text


def _elsewhere(agenda: Agenda, name: str, other: Session, start: int) -> Text:
    assert other.placement
    span, rooms = other.placement.span, ", ".join(agenda.room_names(other.placement.rooms))
    if not rooms:
        return Text(
            "{name} is in “{title}” {hours}.", name=name, title=other.title, hours=clock_range(span.start, span.end)
        )
    if span.start > start:
        time = clock(span.start)
        return Text("{name} is in {room} from {time}: “{title}”.", name=name, room=rooms, time=time, title=other.title)
    time = clock(span.end)
    return Text("{name} is in {room} until {time}: “{title}”.", name=name, room=rooms, time=time, title=other.title)


def _taken(rooms: str, other: Session, start: int) -> Text:
    assert other.placement
    span = other.placement.span
    if not rooms:
        return Text(
            "The whole venue is taken {hours}: “{title}”.", hours=clock_range(span.start, span.end), title=other.title
        )
    if span.start > start:
        return Text("{room} is taken from {time}: “{title}”.", room=rooms, time=clock(span.start), title=other.title)
    return Text("{room} is taken until {time}: “{title}”.", room=rooms, time=clock(span.end), title=other.title)
