"""The form fields of sessions and templates, the forms of all types of entities, and values of fields as text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any

from planner.commands.edit import entity_name
from planner.commands.timeline import minute_in_night, place, set_length, unplace
from planner.commands.value_text import read_segments, read_statements, write_segments, write_statements
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
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
from planner.domain.languages import LANGUAGE_NAMES
from planner.domain.span import Span, format_clock, format_clock_range
from planner.domain.text import N_, Text
from planner.domain.value_objects import (
    ABSTRACT_NAMES,
    COLOUR_NAMES,
    KIND_NAMES,
    LINES,
    PROFILE_NAMES,
    STATUS_NAMES,
    AbstractLength,
    ExtraField,
    Kind,
    Link,
    NamingRule,
    PartnerRole,
    PastAppearance,
    ProfileChoice,
    Role,
    Segment,
    State,
    Statement,
    Status,
    current_colour,
    metadata_defaults,
)
from planner.layout.grid import day_columns
from planner.rules import first_free_place
from planner.rules.rule import ConflictIndex
from ui.forms.conference_fields import (
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
from ui.forms.field import (
    NAMING_NAMES,
    Field,
    choice_factory,
    entity_field,
    extra_editor,
    flag_factory,
    headline_factory,
    language,
    line_factory,
    link,
    links_editor,
    list_factory,
    minutes,
    number,
    number_or_none,
    order_field,
    some_minutes,
    text_editor,
    value_factory,
    web_page,
)
from ui.forms.photo_editor import ShownPicture
from ui.forms.placed_fields import (
    BLOCK_FIELDS,
    TypedStart,
    as_typed_start,
    day_field,
    placed_value,
    placement_or_error,
    rooms_editor,
    start_editor,
    track_field,
)
from ui.kit.editors.text_editors import TextEditor, ValueEditor
from ui.state.document import Document

STEP = 5
"""Minutes between the start times tried for a session from the tray."""
TEXTS, STAGE, NEEDS, LINKS, MORE = N_("Texts"), N_("On stage"), N_("What it needs"), N_("Links"), N_("More")
PLACE = N_("Place, pin, recording")


def _segments_editor(document: Document) -> ValueEditor:
    sentence = document.presentation.words("Type what it is and its minutes, such as “Questions 15”.")
    hint = document.presentation.words("Talk 30, then Questions 15, a line each")
    return TextEditor(hint, lambda typed: read_segments(typed, sentence), write_segments)


def _statements_editor(document: Document) -> ValueEditor:
    return TextEditor(document.presentation.words("What is said – who says it"), read_statements, write_statements)


def best_place(agenda: Agenda, session: Session, day: Day, start: int | None = None) -> tuple[int, tuple[str, ...]]:
    """Return a start and rooms for a session on a day.

    They are the first without any conflict, else the first with warnings at most, else the day's opening time in the
    first room with a column (in all rooms if there is none, or for a plenary session). With ``start``, only that time
    is tried, and is the last resort.
    """
    starts: Iterable[int] = range(day.opens, day.closes - session.minutes + 1, STEP) if start is None else [start]
    columns = () if session.facts.plenary else day_columns(agenda, day)
    found = first_free_place(ConflictIndex(agenda), session, day.date, starts, columns)
    return found or (day.opens if start is None else start, columns[:1])


def _set_start(agenda: Agenda, sid: str, start: TypedStart | int) -> Change:
    session, start = agenda.sessions[sid], as_typed_start(agenda, start)
    if session.placement:
        day = session.placement.span.day
        minute = minute_in_night(agenda, day, start.minute)
        return place(agenda, sid, day, minute, session.placement.rooms, minutes=start.length)
    shown = agenda.day_with_date(start.shown) or agenda.days_in_order[0]
    session = session if start.length is None else replace(session, minutes=start.length)
    minute, rooms = best_place(agenda, session, shown, minute_in_night(agenda, shown.date, start.minute))
    return place(agenda, sid, shown.date, minute, rooms, minutes=start.length)


def _move_to_day(agenda: Agenda, sid: str, day: Any) -> Change:
    session = agenda.sessions[sid]
    if day is None:
        return unplace(agenda, sid)
    if session.placement:
        return place(agenda, sid, day, session.placement.span.start, session.placement.rooms)
    found = agenda.day_with_date(day)
    minute, rooms = best_place(agenda, session, found) if found else (9 * 60, ())
    return place(agenda, sid, day, minute, rooms)


def _move_to_rooms(agenda: Agenda, sid: str, rooms: Any) -> Change:
    span = placement_or_error(agenda.sessions[sid], Text("A session that is not placed has no room.")).span
    return place(agenda, sid, span.day, span.start, rooms)


def _set_place(agenda: Agenda, sid: str, where: str) -> Change:
    now = placement_or_error(agenda.sessions[sid], Text("A session that is not placed has no place."))
    return place(agenda, sid, now.span.day, now.span.start, now.rooms, place=where)


_block = choice_factory(
    lambda document: [(block.id, block.title) for block in document.agenda.blocks_in_order], N_("No block")
)


SESSION_FIELDS: tuple[Field, ...] = (
    entity_field(Session, "title", N_("Title"), headline_factory(N_("Title")), single=True),
    entity_field(Session, "subtitle", N_("Subtitle"), headline_factory(N_("Subtitle")), single=True),
    Field("start", N_("Starts"), start_editor, _set_start, placed_value("start")),
    Field("minutes", N_("Length"), minutes, set_length, lambda agenda, session: session.minutes),
    Field("rooms", N_("Room"), rooms_editor, _move_to_rooms, placed_value("rooms")),
    Field("day", N_("Day"), day_field, _move_to_day, placed_value("day")),
    entity_field(Session, "kind", N_("Type"), value_factory(KIND_NAMES)),
    entity_field(Session, "track", N_("Track"), track_field),
    replace(
        entity_field(Session, "block", N_("Block"), _block),
        fits=lambda agenda, _sessions: bool(agenda.blocks),
    ),
    entity_field(Session, "status", N_("Status"), value_factory(STATUS_NAMES)),
    entity_field(Session, "abstract", N_("Abstract"), text_editor),
    entity_field(Session, "description", N_("Description, longer"), text_editor, group=TEXTS),
    entity_field(Session, "language", N_("Language"), language, group=TEXTS),
    entity_field(Session, "tags", N_("Tags"), list_factory(N_("Separate with commas")), group=TEXTS),
    Field("place", N_("Other place"), line_factory(), _set_place, placed_value("place"), group=PLACE),
    entity_field(Session, "pinned", N_("Pinned"), flag_factory(N_("Stays at its time")), group=PLACE),
    entity_field(Session, "do_not_record", N_("Recording"), flag_factory(N_("Not recorded")), group=PLACE),
    entity_field(Session, "introduction", N_("Introduction (internal)"), text_editor, group=STAGE),
    entity_field(Session, "note", N_("Notes for the moderator (internal)"), text_editor, group=STAGE),
    entity_field(Session, "cues", N_("Cues for the stage (internal)"), text_editor, group=STAGE),
    entity_field(Session, "segments", N_("Parts, a line each"), _segments_editor, group=STAGE),
    entity_field(Session, "statements", N_("Statements, a line each"), _statements_editor, group=STAGE),
    entity_field(Session, "audience", N_("Expected audience"), number_or_none, group=NEEDS),
    entity_field(Session, "equipment", N_("Equipment"), list_factory(N_("Separate with commas")), group=NEEDS),
    entity_field(Session, "least", N_("Shortest length"), number_or_none, group=NEEDS),
    entity_field(Session, "setup", N_("Set-up before"), some_minutes, group=NEEDS),
    entity_field(Session, "teardown", N_("Clearing after"), some_minutes, group=NEEDS),
    entity_field(Session, "website", N_("Web page"), web_page, group=LINKS),
    entity_field(Session, "stream", N_("Stream"), link, group=LINKS),
    entity_field(Session, "links", N_("Links, a line each"), links_editor, group=LINKS),
    entity_field(Session, "number", N_("Number"), number, single=True, group=MORE),
    entity_field(Session, "origin", N_("Key in the imported file"), line_factory(), single=True, group=MORE),
    entity_field(Session, "extra", N_("Fields of your own (never published)"), extra_editor, group=MORE),
)
TEMPLATE_FIELDS: tuple[Field, ...] = (
    entity_field(Template, "title", N_("Title"), headline_factory(), single=True),
    entity_field(Template, "kind", N_("Type"), value_factory(KIND_NAMES)),
    entity_field(Template, "minutes", N_("Length"), minutes),
    entity_field(Template, "track", N_("Track"), track_field),
    order_field(Template),
)


FORMS: dict[type[Entity], tuple[Field, ...]] = {
    Session: SESSION_FIELDS, Person: PERSON_FIELDS, Room: ROOM_FIELDS, Track: TRACK_FIELDS, Day: DAY_FIELDS,
    Conference: CONFERENCE_FIELDS, Venue: VENUE_FIELDS, Partner: PARTNER_FIELDS, Cover: COVER_FIELDS,
    Template: TEMPLATE_FIELDS, Block: BLOCK_FIELDS,
}  # fmt: skip


def long_text_fields(kind: type[Entity], *, several: bool = False) -> tuple[Field, ...]:
    """Return the fields for long texts in a type's form, in their order; if ``several``, those for several entities."""
    names = metadata_defaults(LINES, kind)
    return tuple(f for f in FORMS[kind] if f.name in names and not (several and f.single))


NAMES: dict[type[Enum], dict[Any, str]] = {
    Kind: KIND_NAMES, Status: STATUS_NAMES, Role: ROLE_NAMES, State: STATE_NAMES, PartnerRole: PARTNER_ROLES,
    AbstractLength: ABSTRACT_NAMES, ProfileChoice: PROFILE_NAMES,
    NamingRule: NAMING_NAMES,
}  # fmt: skip
CLOCKS = frozenset({"start", "end", "opens", "closes"})
LENGTHS = frozenset({"minutes", "setup", "teardown"})


def field_text(document: Document, field: Field, entity: Entity) -> str:
    """Return the value of an entity's field as text on one line; empty if there is none."""
    return value_text(document, field.name, field.value(document.agenda, entity))


def value_text(document: Document, name: str, value: Any) -> str:
    """Return a value of the field with this name as text on one line; empty if there is none."""
    if value is None or value is False or value == "" or value == ():
        return ""
    if name in CLOCKS:
        return format_clock(value)
    if name in LENGTHS:
        return document.presentation.words("{n} min").format(n=value) if value else ""
    if name == "colour":
        return document.presentation.words(COLOUR_NAMES[current_colour(value)])
    if name == "language":
        return LANGUAGE_NAMES.get(value, value)
    if isinstance(value, ShownPicture):
        return document.presentation.words("yes") if value.picture else ""
    if isinstance(value, tuple):
        return ", ".join(_single_value_text(document, item, name) for item in value)
    return _single_value_text(document, value, name)


def time_window_text(document: Document, window: Span) -> str:
    """Return a window of time as "Thu 25 Apr 09:00–12:00", or the day alone if it is a whole day."""
    day = document.presentation.short_date(window.day)
    return day if window.is_whole_day else f"{day} {format_clock_range(window.start, window.end)}"


def _single_value_text(document: Document, value: Any, name: str) -> str:
    words, agenda = document.presentation.words, document.agenda
    match value:
        case True:
            return words("yes")
        case Enum():
            return words(NAMES[type(value)][value])
        case str():
            return " ".join(_name_or_value(agenda, name, value).split())
        case date():
            return document.presentation.short_date(value)
        case Span():
            return time_window_text(document, value)
        case Link():
            return f"{value.label} {value.address}".strip()
        case ExtraField():
            return f"{value.name}: {value.value}"
        case PastAppearance():
            return f"{value.year} {words(ROLE_NAMES[value.role])}"
        case Segment():
            return f"{value.title} {value.minutes}"
        case Statement():
            return f"{value.text} {value.by}".strip()
        case _:
            return str(value)


def _name_or_value(agenda: Agenda, name: str, value: str) -> str:
    """Return the name of a session's room, track or block by its id, empty if that is missing.

    For fields of other names, return the value itself.
    """
    kinds: dict[str, type[Entity]] = {"rooms": Room, "block": Block, "track": Track}
    if name not in kinds:
        return value
    return entity_name(thing) if (thing := agenda.find(kinds[name], value)) else ""


def searchable_text(document: Document, entity: Entity) -> str:
    """Return the texts of the fields in which an entity has a value, a line each, casefolded for searching.

    Flags and pictures are left out.
    """
    found = []
    for field in FORMS[type(entity)]:
        value = field.value(document.agenda, entity)
        if isinstance(value, bool | ShownPicture) or not field.has_value(document.agenda, entity):
            continue
        if text := value_text(document, field.name, value):
            found.append(text)
    return "\n".join(found).casefold()
