"""The forms as data, the fields of each type of entity, and the value of a field as text in the user's language."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.entities import (
    Conference,
    Cover,
    Day,
    Entity,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.enums import COLOUR_NAMES, KIND_NAMES, STATUS_NAMES, Kind, Naming, PartnerRole, Role, State, Status
from planner.domain.span import Span, clock, clock_range
from planner.domain.value_objects import Earlier, Extra, Link, Segment, Statement
from planner.wording import LANGUAGE_NAMES
from ui.state.document import Document
from ui.state.fields.conference_fields import (
    CONFERENCE_FIELDS,
    COVER_FIELDS,
    DAY_FIELDS,
    PARTNER_FIELDS,
    PARTNER_ROLES,
    PERSON_FIELDS,
    ROLE_NAMES,
    ROOM_FIELDS,
    STATE_NAMES,
    TRACK_FIELDS,
    VENUE_FIELDS,
)
from ui.state.fields.field import NAMING_NAMES, Field
from ui.state.fields.photo_editor import ShownPicture
from ui.state.fields.session_fields import SESSION_FIELDS, TEMPLATE_FIELDS

FORMS: dict[type[Entity], tuple[Field, ...]] = {
    Session: SESSION_FIELDS, Person: PERSON_FIELDS, Room: ROOM_FIELDS, Track: TRACK_FIELDS, Day: DAY_FIELDS,
    Conference: CONFERENCE_FIELDS, Venue: VENUE_FIELDS, Partner: PARTNER_FIELDS, Cover: COVER_FIELDS,
    Template: TEMPLATE_FIELDS,
}  # fmt: skip
NAMES: dict[type[Enum], dict[Any, str]] = {
    Kind: KIND_NAMES, Status: STATUS_NAMES, Role: ROLE_NAMES, State: STATE_NAMES, PartnerRole: PARTNER_ROLES,
    Naming: NAMING_NAMES,
}  # fmt: skip
CLOCKS = frozenset({"start", "end", "opens", "closes"})
LENGTHS = frozenset({"minutes", "setup", "teardown"})


def field_text(document: Document, field: Field, entity: Entity) -> str:
    """Return a field's value as text on one line, or an empty string if there is none."""
    return value_text(document, field.name, field.value(document.agenda, entity))


def value_text(document: Document, name: str, value: Any) -> str:
    """Return a value of the named field as text on one line, or an empty string if there is none."""
    if value is None or value is False or value == "" or value == ():
        return ""
    if name in CLOCKS:
        return clock(value)
    if name in LENGTHS:
        return document.presentation.words("{n} min").format(n=value) if value else ""
    if name == "colour":
        return document.presentation.words(COLOUR_NAMES[value])
    if name == "language":
        return LANGUAGE_NAMES.get(value, value)
    if isinstance(value, ShownPicture):
        return document.presentation.words("yes") if value.picture else ""
    if isinstance(value, tuple):
        return ", ".join(_text_of(document, item, name) for item in value)
    return _text_of(document, value, name)


def window_name(document: Document, window: Span) -> str:
    """Format a window as "Thu 25 Apr 09:00–12:00", or only the day for a whole day."""
    day = document.presentation.short_day(window.day)
    return day if window.is_whole_day else f"{day} {clock_range(window.start, window.end)}"


def _text_of(document: Document, value: Any, name: str) -> str:
    words, agenda = document.presentation.words, document.agenda
    match value:
        case True:
            return words("yes")
        case Enum():
            return words(NAMES[type(value)][value])
        case str():
            return " ".join(_name_of(agenda, name, value).split())
        case date():
            return document.presentation.short_day(value)
        case Span():
            return window_name(document, value)
        case Link():
            return f"{value.label} {value.address}".strip()
        case Extra():
            return f"{value.name}: {value.value}"
        case Earlier():
            return f"{value.year} {words(ROLE_NAMES[value.role])}"
        case Segment():
            return f"{value.title} {value.minutes}"
        case Statement():
            return f"{value.text} {value.by}".strip()
        case _:
            return str(value)


def _name_of(agenda: Agenda, name: str, value: str) -> str:
    """Return the name of the room or track with an id; return the value of any other field unchanged."""
    if name == "rooms":
        return agenda.rooms[value].name if value in agenda.rooms else ""
    if name == "track":
        return agenda.tracks[value].name if value in agenda.tracks else ""
    return value


def searchable_text(document: Document, entity: Entity) -> str:
    """Return the case-folded texts of all fields of an entity, for searching; flags and pictures have no text."""
    found = []
    for field in FORMS[type(entity)]:
        value = field.value(document.agenda, entity)
        if not isinstance(value, bool | ShownPicture) and (text := value_text(document, field.name, value)):
            found.append(text)
    return "\n".join(found).casefold()
