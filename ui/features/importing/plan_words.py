"""Names of the types of entities in the rows of an import."""

from __future__ import annotations

from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.text import N_

WHAT_NAMES: dict[type[Entity], str] = {
    Room: N_("{name} (room)"),
    Track: N_("{name} (track)"),
    Person: N_("{name} (person)"),
    Day: N_("{name} (day)"),
    Conference: N_("{name} (conference)"),
    Venue: N_("{name} (venue)"),
}
SORT_NAMES: dict[type[Entity], str] = {
    Session: N_("Sessions"),
    Person: N_("People"),
    Room: N_("Rooms"),
    Track: N_("Tracks"),
    Day: N_("Days"),
    Conference: N_("The conference"),
    Venue: N_("The venue"),
}
HEADS: dict[type[Entity], str] = {
    Session: N_("Session"), Person: N_("Person"), Room: N_("Room"), Track: N_("Track"), Day: N_("Day"),
}  # fmt: skip
"""Heading of the column of names if all rows are of one type."""
