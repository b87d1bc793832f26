"""The fields that a table column can fill, with the headings by which they are recognised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import N_
from planner.importing.cells.field_words import HEADINGS, WEAK_HEADINGS


class Subject(StrEnum):
    """The kind of entity that a column describes."""

    SESSION = "session"
    PERSON = "person"
    ROOM = "room"
    TRACK = "track"


OF_NAMES: dict[Subject, str] = {
    Subject.SESSION: N_("Session"),
    Subject.PERSON: N_("Person"),
    Subject.ROOM: N_("Room"),
    Subject.TRACK: N_("Track"),
}
"""Names of the subjects in the interface, as message ids."""


@dataclass(frozen=True, slots=True)
class FieldMeaning:
    """A meaning that a column can have.

    ``key`` is unique, ``name`` is its label in the window (a message id). ``feeds`` are the fields of entities that it
    fills, such as ``Session.title``; empty if it only helps to read the table. ``words`` are headings in the form that
    ``plain_heading`` returns; ``weak`` ones mean it only if there is no better one.
    """

    key: str
    name: str
    of: Subject
    feeds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


def _words(written: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in written.split("|") if word.strip())


def _field(key: str, name: str, feeds: str) -> FieldMeaning:
    words, weak = _words(HEADINGS.get(key, "")), _words(WEAK_HEADINGS.get(key, ""))
    return FieldMeaning(key, name, Subject(key.partition(".")[0]), tuple(feeds.split()), words, weak)


_FIELDS: tuple[FieldMeaning, ...] = (
    _field("session.title", N_("Title"), "Session.title"),
    _field("session.subtitle", N_("Subtitle"), "Session.subtitle"),
    _field("session.abstract", N_("Abstract"), "Session.abstract"),
    _field("session.description", N_("Description"), "Session.description"),
    _field("session.date", N_("Date"), "Session.placement"),
    _field("session.start", N_("Start"), "Session.placement"),
    _field("session.end", N_("End"), "Session.placement"),
    _field("session.end_date", N_("End date"), "Session.placement"),
    _field("session.when", N_("Date and time, or from–to"), "Session.placement"),
    _field("session.length", N_("Length"), "Session.minutes"),
    _field("session.room", N_("Room"), "Session.placement"),
    _field("session.track", N_("Track"), "Session.track"),
    _field("session.kind", N_("Kind"), "Session.kind"),
    _field("session.speakers", N_("Speakers"), "Session.people"),
    _field("session.moderators", N_("Moderators"), "Session.people"),
    _field("session.hosts", N_("Hosts"), "Session.people"),
    _field("session.panellists", N_("Panellists"), "Session.people"),
    _field("session.reserves", N_("Reserves"), "Session.people"),
    _field("session.people", N_("People, with their roles in the cell"), "Session.people"),
    _field("session.person_role", N_("Role in the session"), "Session.people"),
    _field("session.language", N_("Language"), "Session.language"),
    _field("session.tags", N_("Tags"), "Session.tags"),
    _field("session.status", N_("Status"), "Session.status"),
    _field("session.audience", N_("Expected audience"), "Session.audience"),
    _field("session.website", N_("Web page"), "Session.website"),
    _field("session.stream", N_("Stream"), "Session.stream"),
    _field("session.links", N_("Links"), "Session.links"),
    _field("session.equipment", N_("Equipment needed"), "Session.equipment"),
    _field("session.number", N_("Number"), "Session.number"),
    _field("session.id", N_("Id"), "Session.origin"),
    _field("session.note", N_("Note"), "Session.note"),
    _field("session.introduction", N_("Introduction"), "Session.introduction"),
    _field("session.cues", N_("Cues"), "Session.cues"),
    _field("session.setup", N_("Set-up before"), "Session.setup"),
    _field("session.teardown", N_("Clearing after"), "Session.teardown"),
    _field("session.do_not_record", N_("Do not record"), "Session.do_not_record"),
    _field("session.least", N_("Shortest length"), "Session.least"),
    _field("session.pinned", N_("Pinned"), "Session.pinned"),
    _field("session.parent", N_("Belongs to session"), "Session.extra"),
    _field("person.name", N_("Name"), "Person.name"),
    _field("person.first", N_("First name"), "Person.name"),
    _field("person.last", N_("Last name"), "Person.name"),
    _field("person.sort_name", N_("Sort under"), "Person.sort_name"),
    _field("person.title", N_("Title"), "Person.title"),
    _field("person.organisation", N_("Organisation"), "Person.organisation"),
    _field("person.email", N_("E-mail"), "Person.email"),
    _field("person.phone", N_("Phone"), "Person.phone"),
    _field("person.bio", N_("Biography"), "Person.bio"),
    _field("person.pronouns", N_("Pronouns"), "Person.pronouns"),
    _field("person.pronunciation", N_("Pronunciation"), "Person.pronunciation"),
    _field("person.first_pronunciation", N_("Pronunciation of the first name"), "Person.pronunciation"),
    _field("person.last_pronunciation", N_("Pronunciation of the last name"), "Person.pronunciation"),
    _field("person.diet", N_("Diet"), "Person.diet"),
    _field("person.languages", N_("Languages"), "Person.languages"),
    _field("person.links", N_("Links"), "Person.links"),
    _field("person.photo", N_("Picture (left out)"), ""),
    _field("person.travel", N_("Travel"), "Person.travel"),
    _field("person.lodging", N_("Lodging"), "Person.lodging"),
    _field("person.fee", N_("Fee"), "Person.fee"),
    _field("person.expenses", N_("Expenses"), "Person.expenses"),
    _field("person.brings", N_("Brings"), "Person.brings"),
    _field("person.needs", N_("Needs"), "Person.needs"),
    _field("person.availability", N_("Availability"), "Person.note"),
    _field("person.note", N_("Note"), "Person.note"),
    _field("person.confirmed", N_("Has said yes"), ""),
    _field("person.id", N_("Id"), "Person.origin"),
    _field("room.name", N_("Room"), "Room.name"),
    _field("room.seats", N_("Seats"), "Room.seats"),
    _field("room.floor", N_("Floor"), "Room.floor"),
    _field("room.arrangement", N_("Set-up"), "Room.arrangement"),
    _field("room.equipment", N_("Equipment"), "Room.equipment"),
    _field("room.note", N_("Note"), "Room.note"),
    _field("room.id", N_("Id"), "Room.origin"),
    _field("track.name", N_("Track"), "Track.name"),
    _field("track.colour", N_("Colour"), "Track.colour"),
    _field("track.description", N_("Description"), "Track.description"),
    _field("track.id", N_("Id"), "Track.origin"),
)  # fmt: skip
FIELDS: dict[str, FieldMeaning] = {field.key: field for field in _FIELDS}
"""All fields by key, in the order in which the window offers them."""
