"""The fields that a table column can fill, with the headings by which they are recognised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.enums import Role
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


class Content(StrEnum):
    """The kind of content in the cells of a column."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    TIME = "time"
    PEOPLE = "people"
    NAME = "name"
    CHOICE = "choice"
    LIST = "list"
    NUMBER = "number"
    MAIL = "mail"
    PHONE = "phone"
    ADDRESS = "address"
    YES = "yes"
    ID = "id"


@dataclass(frozen=True, slots=True)
class FieldMeaning:
    """A meaning that a column can have.

    ``key`` is unique, ``name`` is its label in the window (a message id). ``feeds`` are the fields of entities that it
    fills, such as ``Session.title``; empty if it only helps to read the table. ``words`` are headings in the form that
    ``plain_heading`` returns; ``weak`` ones mean it only if there is no better one. ``role`` is that of the people in
    such a column.
    """

    key: str
    name: str
    of: Subject
    content: Content
    feeds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    role: Role | None = None


def _words(written: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in written.split("|") if word.strip())


def _field(key: str, name: str, content: Content, feeds: str, role: Role | None = None) -> FieldMeaning:
    words, weak = _words(HEADINGS.get(key, "")), _words(WEAK_HEADINGS.get(key, ""))
    return FieldMeaning(key, name, Subject(key.partition(".")[0]), content, tuple(feeds.split()), words, weak, role)


_FIELDS: tuple[FieldMeaning, ...] = (
    _field("session.title", N_("Title"), Content.TEXT, "Session.title"),
    _field("session.subtitle", N_("Subtitle"), Content.TEXT, "Session.subtitle"),
    _field("session.abstract", N_("Abstract"), Content.LONG_TEXT, "Session.abstract"),
    _field("session.description", N_("Description"), Content.LONG_TEXT, "Session.description"),
    _field("session.date", N_("Date"), Content.TIME, "Session.placement"),
    _field("session.start", N_("Start"), Content.TIME, "Session.placement"),
    _field("session.end", N_("End"), Content.TIME, "Session.placement"),
    _field("session.end_date", N_("End date"), Content.TIME, "Session.placement"),
    _field("session.when", N_("Date and time, or from–to"), Content.TIME, "Session.placement"),
    _field("session.length", N_("Length"), Content.TIME, "Session.minutes"),
    _field("session.room", N_("Room"), Content.CHOICE, "Session.placement"),
    _field("session.track", N_("Track"), Content.CHOICE, "Session.track"),
    _field("session.kind", N_("Kind"), Content.CHOICE, "Session.kind"),
    _field("session.speakers", N_("Speakers"), Content.PEOPLE, "Session.people", Role.SPEAKER),
    _field("session.moderators", N_("Moderators"), Content.PEOPLE, "Session.people", Role.MODERATOR),
    _field("session.hosts", N_("Hosts"), Content.PEOPLE, "Session.people", Role.HOST),
    _field("session.panellists", N_("Panellists"), Content.PEOPLE, "Session.people", Role.PANELLIST),
    _field("session.reserves", N_("Reserves"), Content.PEOPLE, "Session.people", Role.RESERVE),
    _field("session.people", N_("People, with their roles in the cell"), Content.PEOPLE, "Session.people"),
    _field("session.person_role", N_("Role in the session"), Content.CHOICE, "Session.people"),
    _field("session.language", N_("Language"), Content.CHOICE, "Session.language"),
    _field("session.tags", N_("Tags"), Content.LIST, "Session.tags"),
    _field("session.status", N_("Status"), Content.CHOICE, "Session.status"),
    _field("session.audience", N_("Expected audience"), Content.NUMBER, "Session.audience"),
    _field("session.website", N_("Web page"), Content.ADDRESS, "Session.website"),
    _field("session.stream", N_("Stream"), Content.ADDRESS, "Session.stream"),
    _field("session.links", N_("Links"), Content.ADDRESS, "Session.links"),
    _field("session.equipment", N_("Equipment needed"), Content.LIST, "Session.equipment"),
    _field("session.number", N_("Number"), Content.NUMBER, "Session.number"),
    _field("session.id", N_("Id"), Content.ID, "Session.origin"),
    _field("session.note", N_("Note"), Content.LONG_TEXT, "Session.note"),
    _field("session.introduction", N_("Introduction"), Content.LONG_TEXT, "Session.introduction"),
    _field("session.cues", N_("Cues"), Content.LONG_TEXT, "Session.cues"),
    _field("session.setup", N_("Set-up before"), Content.TIME, "Session.setup"),
    _field("session.teardown", N_("Clearing after"), Content.TIME, "Session.teardown"),
    _field("session.do_not_record", N_("Do not record"), Content.YES, "Session.do_not_record"),
    _field("session.least", N_("Shortest length"), Content.TIME, "Session.least"),
    _field("session.pinned", N_("Pinned"), Content.YES, "Session.pinned"),
    _field("session.parent", N_("Belongs to session"), Content.TEXT, "Session.extra"),
    _field("person.name", N_("Name"), Content.NAME, "Person.name"),
    _field("person.first", N_("First name"), Content.NAME, "Person.name"),
    _field("person.last", N_("Last name"), Content.NAME, "Person.name"),
    _field("person.sort_name", N_("Sort under"), Content.NAME, "Person.sort_name"),
    _field("person.title", N_("Title"), Content.TEXT, "Person.title"),
    _field("person.organisation", N_("Organisation"), Content.TEXT, "Person.organisation"),
    _field("person.email", N_("E-mail"), Content.MAIL, "Person.email"),
    _field("person.phone", N_("Phone"), Content.PHONE, "Person.phone"),
    _field("person.bio", N_("Biography"), Content.LONG_TEXT, "Person.bio"),
    _field("person.pronouns", N_("Pronouns"), Content.TEXT, "Person.pronouns"),
    _field("person.pronunciation", N_("Pronunciation"), Content.TEXT, "Person.pronunciation"),
    _field("person.first_pronunciation", N_("Pronunciation of the first name"), Content.TEXT, "Person.pronunciation"),
    _field("person.last_pronunciation", N_("Pronunciation of the last name"), Content.TEXT, "Person.pronunciation"),
    _field("person.diet", N_("Diet"), Content.TEXT, "Person.diet"),
    _field("person.languages", N_("Languages"), Content.LIST, "Person.languages"),
    _field("person.links", N_("Links"), Content.ADDRESS, "Person.links"),
    _field("person.photo", N_("Picture (left out)"), Content.ADDRESS, ""),
    _field("person.travel", N_("Travel"), Content.TEXT, "Person.travel"),
    _field("person.lodging", N_("Lodging"), Content.TEXT, "Person.lodging"),
    _field("person.fee", N_("Fee"), Content.TEXT, "Person.fee"),
    _field("person.expenses", N_("Expenses"), Content.TEXT, "Person.expenses"),
    _field("person.brings", N_("Brings"), Content.LIST, "Person.brings"),
    _field("person.needs", N_("Needs"), Content.LIST, "Person.needs"),
    _field("person.availability", N_("Availability"), Content.TEXT, "Person.note"),
    _field("person.note", N_("Note"), Content.LONG_TEXT, "Person.note"),
    _field("person.confirmed", N_("Has said yes"), Content.YES, ""),
    _field("person.id", N_("Id"), Content.ID, "Person.origin"),
    _field("room.name", N_("Room"), Content.TEXT, "Room.name"),
    _field("room.seats", N_("Seats"), Content.NUMBER, "Room.seats"),
    _field("room.floor", N_("Floor"), Content.TEXT, "Room.floor"),
    _field("room.arrangement", N_("Set-up"), Content.TEXT, "Room.arrangement"),
    _field("room.equipment", N_("Equipment"), Content.LIST, "Room.equipment"),
    _field("room.note", N_("Note"), Content.LONG_TEXT, "Room.note"),
    _field("room.id", N_("Id"), Content.ID, "Room.origin"),
    _field("track.name", N_("Track"), Content.TEXT, "Track.name"),
    _field("track.colour", N_("Colour"), Content.TEXT, "Track.colour"),
    _field("track.description", N_("Description"), Content.LONG_TEXT, "Track.description"),
    _field("track.id", N_("Id"), Content.ID, "Track.origin"),
)  # fmt: skip
FIELDS: dict[str, FieldMeaning] = {field.key: field for field in _FIELDS}
"""All fields by key, in the order in which the window offers them."""


def fields_of(of: Iterable[Subject]) -> tuple[FieldMeaning, ...]:
    """Return the fields of tables with certain subjects."""
    wanted = frozenset(of)
    return tuple(field for field in FIELDS.values() if field.of in wanted)
