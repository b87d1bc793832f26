"""The part of a programme that is about one room, track, person or moderator, out of all parts of its kind."""

from __future__ import annotations

from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Room, Track
from planner.programme.programme import Programme
from planner.programme.release import Part, PartKind, parts
from planner.wording import wording


def part_about(agenda: Agenda, programme: Programme, about: PartKind, thing: str) -> Part:
    """Return the part about a thing, by its id; by its date if it is a day."""
    (found,) = (part for part in parts(agenda, programme, about, wording("en")) if part.of == thing)
    return found


def room_part(agenda: Agenda, programme: Programme, room: Room) -> Part:
    return part_about(agenda, programme, PartKind.ROOM, room.id)


def track_part(agenda: Agenda, programme: Programme, track: Track) -> Part:
    return part_about(agenda, programme, PartKind.TRACK, track.id)


def person_part(agenda: Agenda, programme: Programme, person: Person) -> Part:
    return part_about(agenda, programme, PartKind.PERSON, person.id)


def moderator_part(agenda: Agenda, programme: Programme, person: Person) -> Part:
    return part_about(agenda, programme, PartKind.MODERATOR, person.id)
