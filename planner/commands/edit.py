"""Commands that set the fields of an entity, validated here, and reorder entities.

It also combines commands into one step, and has the display names of all fields but ``id``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from planner.domain.agenda import Agenda, Change, change, merged_change
from planner.domain.block import Block
from planner.domain.entities import (
    MULTILINE,
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
from planner.domain.text import N_, EstradError, Text, clean_line, clean_text
from planner.domain.zones import time_zone

FIELD_NAMES: dict[str, str] = {
    "abstract": N_("abstract"),
    "abstracts": N_("abstracts in the printed programme"),
    "acronym": N_("acronym"),
    "address": N_("address"),
    "answered": N_("date of the answer"),
    "arrangement": N_("seating"),
    "asked": N_("date of asking"),
    "audience": N_("expected audience"),
    "availability": N_("availability"),
    "bio": N_("biography"),
    "block": N_("block"),
    "brings": N_("equipment brought"),
    "calendar_address": N_("calendar address"),
    "closed": N_("closed times"),
    "closes": N_("closing time"),
    "colour": N_("colour"),
    "column": N_("shown in the timeline"),
    "contact": N_("contact address"),
    "crew_contact": N_("internal contact"),
    "chairs": N_("chairs"),
    "cues": N_("cues"),
    "date": N_("date"),
    "day": N_("day"),
    "description": N_("description"),
    "diet": N_("diet"),
    "directions": N_("directions"),
    "do_not_record": N_("do not record"),
    "earlier": N_("earlier appearances"),
    "edition": N_("edition"),
    "email": N_("e-mail"),
    "end": N_("end"),
    "equipment": N_("equipment"),
    "expenses": N_("expenses"),
    "extra": N_("extra fields"),
    "fee": N_("fee"),
    "floor": N_("floor"),
    "focus": N_("focus of the year"),
    "import_marks": N_("what the imported file told"),
    "imported": N_("what imports have brought"),
    "introduction": N_("introduction"),
    "kind": N_("type"),
    "language": N_("language"),
    "languages": N_("languages"),
    "latitude": N_("position on the map"),
    "links": N_("links"),
    "lodging": N_("lodging"),
    "logo": N_("logo"),
    "logo_address": N_("logo address"),
    "longitude": N_("position on the map"),
    "map_link": N_("map link"),
    "minutes": N_("length"),
    "name": N_("name"),
    "naming": N_("who is shown to attendees"),
    "needs": N_("equipment needed"),
    "note": N_("note"),
    "number": N_("number"),
    "one_entry": N_("one calendar entry"),
    "opens": N_("opening time"),
    "organisation": N_("organisation"),
    "organisers": N_("organisers"),
    "origin": N_("key in the imported file"),
    "people": N_("people"),
    "person": N_("person"),
    "phone": N_("phone"),
    "photo": N_("photo"),
    "pinned": N_("pinned"),
    "place": N_("place"),
    "placement": N_("time and room"),
    "position": N_("order"),
    "profiles": N_("whether biographies and photos are published"),
    "programme_page": N_("programme page"),
    "pronouns": N_("pronouns"),
    "pronunciation": N_("pronunciation"),
    "publish_profile": N_("publish biography, photo and links"),
    "registration_page": N_("registration page"),
    "role": N_("role"),
    "room": N_("room"),
    "rooms": N_("rooms"),
    "seats": N_("seats"),
    "segments": N_("parts"),
    "series": N_("series"),
    "least": N_("shortest length"),
    "setup": N_("set-up time"),
    "speakers_in_title": N_("speakers in titles"),
    "sort_name": N_("sort name"),
    "start": N_("start"),
    "state": N_("reply"),
    "statements": N_("statements"),
    "status": N_("status"),
    "stream": N_("stream"),
    "subtitle": N_("subtitle"),
    "tags": N_("tags"),
    "teardown": N_("clearing time"),
    "theme": N_("theme"),
    "timezone": N_("time zone"),
    "title": N_("title"),
    "track": N_("track"),
    "travel": N_("travel"),
    "website": N_("website"),
}

E = TypeVar("E", bound=Entity)

LONGEST_LINE, LONGEST_TEXT = 2_000, 100_000
MOST = 1_000_000
MOST_VALUES = 500
"""The maximum number of values in one list field, such as links or availability."""
NAMED: dict[type, str] = {
    Conference: "title",
    Block: "title",
    Session: "title",
    Template: "title",
    Person: "name",
    Partner: "name",
    Room: "name",
    Track: "name",
}


def entity_name(entity: Entity) -> str:
    """Return the name of an entity for labels: its title or name, or its date for a day or shift."""
    return str(getattr(entity, NAMED.get(type(entity)) or {Day: "date", Cover: "day", Venue: "name"}[type(entity)]))


def cleaned_fields(kind: type, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with their texts cleaned.

    Raise ``EstradError`` for an empty name, an unknown time zone, a negative number, or a value that is too large.
    """
    result = {name: _clean_value(name, value) for name, value in fields.items()}
    named = NAMED.get(kind)
    if named in result and not result[named]:
        raise EstradError(Text("It needs a name."), Text("Type at least one letter."))
    if "timezone" in result:
        time_zone(result["timezone"])
    return result


def _clean_value(name: str, value: Any) -> Any:
    if type(value) is str:
        return _clean_text(name, value)
    if isinstance(value, tuple):
        return _clean_values(name, value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _clean_value(name, getattr(value, f.name)) for f in fields(value) if f.init})
    if type(value) is int and not 0 <= value <= MOST:
        raise EstradError(
            Text("{value} is not possible as {field}.", value=str(value), field=_field_text(name)),
            Text("Type a number from 0 to {most}.", most=MOST),
        )
    return value


def _clean_text(name: str, value: str) -> str:
    text, most = (clean_text(value), LONGEST_TEXT) if name in MULTILINE else (clean_line(value), LONGEST_LINE)
    if len(text) > most:
        raise EstradError(
            Text("The text is too long as {field}: {length} characters.", length=len(text), field=_field_text(name)),
            Text("Shorten it to {most} characters.", most=most),
        )
    return text


def _clean_values(name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values cleaned, without empty ones or duplicates; raise ``EstradError`` if there are too many."""
    if len(values) > MOST_VALUES:
        raise EstradError(
            Text("There are too many values as {field}: {n}.", n=len(values), field=_field_text(name)),
            Text("Keep at most {most} of them.", most=MOST_VALUES),
        )
    found = (_clean_value(name, value) for value in values)
    return tuple(dict.fromkeys(value for value in found if value != ""))


def _field_text(name: str) -> Text:
    return Text(FIELD_NAMES[name])


def make_entity(kind: type[E], /, **fields: Any) -> E:
    """Create an entity from cleaned fields; raise ``EstradError`` for an invalid value."""
    try:
        return kind(**cleaned_fields(kind, fields))
    except ValueError as error:
        raise invalid_value_error(error) from error


def with_values(entity: E, /, **fields: Any) -> E:
    """Return the entity with these values, which are not cleaned; raise ``EstradError`` for an invalid one."""
    try:
        return replace(entity, **fields)
    except ValueError as error:
        raise invalid_value_error(error) from error


def invalid_value_error(error: ValueError) -> EstradError:
    """Convert the ``ValueError`` of an entity, whose text should be a message id, to an ``EstradError``."""
    return EstradError(Text("That value is not possible: {why}.", why=Text(str(error))))


def refuse_other_years(*days: date) -> None:
    """Raise ``EstradError`` for a day outside the years allowed for a conference."""
    for day in days:
        make_entity(Day, id="", date=day)


def taken_name_error(kind: type[Room | Track], name: str) -> EstradError:
    """Return the error that another room or track has that name."""
    problem = N_("There is already a room “{name}”.") if kind is Room else N_("There is already a track “{name}”.")
    return EstradError(Text(problem, name=name), Text("Choose another name."))


def refuse_taken_name(agenda: Agenda, name: str) -> None:
    """Raise ``EstradError`` if a room has that name."""
    if any(room.name == name for room in agenda.rooms.values()):
        raise taken_name_error(Room, name)


def _refuse_taken_number(agenda: Agenda, number: int) -> None:
    """Raise ``EstradError`` if a session has that number."""
    if any(session.number == number for session in agenda.sessions.values()):
        raise EstradError(Text("There is already a session {n}.", n=number), Text("Choose another number."))


def edit(agenda: Agenda, kind: type[E], entity_id: str, /, **fields: Any) -> Change:
    """Set fields of one entity; raise ``EstradError`` for an invalid value, ``KeyError`` if there is no such entity.

    The name of another room is invalid for a room, as is the number of another session for a session. A day's date
    cannot be set here, since its sessions move with it; see ``move_day``.
    """
    if kind is Day and "date" in fields:
        raise TypeError("a day moves with its sessions: move_day")
    before = agenda.find(kind, entity_id)
    if before is None:
        raise KeyError(entity_id)
    after = with_values(before, **cleaned_fields(kind, fields))
    if isinstance(after, Room) and after.name != entity_name(before):
        refuse_taken_name(agenda, after.name)
    if isinstance(before, Session) and fields.get("number", before.number) != before.number:
        _refuse_taken_number(agenda, fields["number"])
    names = {FIELD_NAMES[name] for name in fields if getattr(before, name) != getattr(after, name)}
    if len(names) == 1:
        label = Text("Change {field} of “{name}”", field=Text(names.pop()), name=entity_name(before))
    else:
        label = Text("Change “{name}”", name=entity_name(before))
    return change(label, (before, after))


_ORDERED: Mapping[type[Entity], tuple[str, Callable[[Agenda, Any], Sequence[Any]]]] = {
    Partner: (N_("Move {name}"), lambda agenda, one: [p for p in agenda.partners_in_order if p.role is one.role]),
    Room: (N_("Move room “{name}”"), lambda agenda, _one: agenda.rooms_in_order),
    Template: (N_("Move the template “{title}”"), lambda agenda, _one: agenda.templates_in_order),
    Track: (N_("Move track “{name}”"), lambda agenda, _one: agenda.tracks_in_order),
}
"""The types of entities that have an order, with the label of a move and the entities among which one moves."""


def position(agenda: Agenda, entity: Entity) -> int:
    """Return the position of an entity in its order, counted from 1; see ``_ORDERED``."""
    return [thing.id for thing in _ORDERED[type(entity)][1](agenda, entity)].index(entity.id) + 1


def next_position(things: Mapping[str, Partner | Room | Track | Template]) -> int:
    """Return the value of ``position`` that puts a new entity behind all of these; 0 if there are none."""
    return max((thing.position for thing in things.values()), default=-1) + 1


def move_in_order(agenda: Agenda, kind: type[Entity], entity_id: str, places: int) -> Change:
    """Move an entity ``places`` down (negative: up) in its order, as far as possible."""
    entity, (label, like) = agenda.find(kind, entity_id), _ORDERED[kind]
    assert entity is not None
    order = list(like(agenda, entity))
    index = order.index(entity)
    order.insert(max(0, min(len(order) - 1, index + places)), order.pop(index))
    pairs = [(thing, replace(thing, position=n)) for n, thing in enumerate(order)]
    return change(Text(label, **{NAMED[kind]: entity_name(entity)}), *pairs)


def move_to_position(agenda: Agenda, kind: type[Entity], entity_id: str, to: int) -> Change:
    """Move an entity to a position in its order, counted from 1."""
    entity = agenda.find(kind, entity_id)
    assert entity is not None
    return move_in_order(agenda, kind, entity_id, to - position(agenda, entity))


def alone_or_in_one_step(agenda: Agenda, label: Text, makes: Sequence[Callable[[Agenda], Change]]) -> Change:
    """Run commands as ``in_one_step`` does, except that a single one keeps its own label."""
    return makes[0](agenda) if len(makes) == 1 else in_one_step(agenda, label, makes)


def in_one_step(agenda: Agenda, label: Text, makes: Iterable[Callable[[Agenda], Change]]) -> Change:
    """Run commands one after the other, each on the result of the previous ones, and merge them into one change."""
    made: list[Change] = []
    for make in makes:
        made.append(make(agenda))
        agenda = agenda.after(made[-1])
    return merged_change(label, made)
