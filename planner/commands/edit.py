"""Changing fields of a thing, and the checks every field passes on its way in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.cleaning import clean_line, clean_text
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.errors import EstradError
from planner.domain.text import N_, Text

E = TypeVar("E", bound=Entity)

MULTILINE = frozenset({"abstract", "note", "description"})
NAMED: dict[type, str] = {Conference: "title", Session: "title", Person: "name", Room: "name", Track: "name"}
FIELD_NAMES: dict[str, str] = {
    "abstract": N_("abstract"),
    "address": N_("address"),
    "calendar_address": N_("calendar address"),
    "closes": N_("closing time"),
    "colour": N_("colour"),
    "contact": N_("contact address"),
    "date": N_("date"),
    "description": N_("description"),
    "email": N_("e-mail"),
    "kind": N_("kind"),
    "language": N_("language"),
    "latitude": N_("position on the map"),
    "logo_address": N_("logo address"),
    "longitude": N_("position on the map"),
    "minutes": N_("length"),
    "name": N_("name"),
    "note": N_("note"),
    "number": N_("number"),
    "opens": N_("opening time"),
    "organisation": N_("organisation"),
    "organisers": N_("organisers"),
    "people": N_("people"),
    "phone": N_("phone"),
    "placement": N_("time and room"),
    "position": N_("order"),
    "programme_page": N_("programme page"),
    "registration_page": N_("registration page"),
    "seats": N_("seats"),
    "status": N_("status"),
    "stream": N_("stream"),
    "timezone": N_("time zone"),
    "title": N_("title"),
    "track": N_("track"),
    "website": N_("website"),
}


def name_of(entity: Entity) -> str:
    """What the thing is called in labels: its title or name, a day's date."""
    if isinstance(entity, Day):
        return entity.date.isoformat()
    if isinstance(entity, Venue):
        return entity.name
    return str(getattr(entity, NAMED[type(entity)]))


def cleaned(kind: type, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with their texts cleaned; raises ``EstradError`` where a thing would lose its name."""
    result = {
        name: (clean_text(value) if name in MULTILINE else clean_line(value)) if type(value) is str else value
        for name, value in fields.items()
    }
    named = NAMED.get(kind)
    if named in result and not result[named]:
        raise EstradError(Text("It needs a name."), Text("Type at least one letter."))
    return result


def edit(agenda: Agenda, kind: type[E], entity_id: str, **fields: Any) -> Change:
    """Set fields of one thing. Raises ``EstradError`` for a value that cannot be, ``KeyError`` for no such thing."""
    before = agenda.find(kind, entity_id)
    if before is None:
        raise KeyError(entity_id)
    try:
        after = replace(before, **cleaned(kind, fields))
    except ValueError as error:
        raise EstradError(Text("That value is not possible: {why}.", why=str(error))) from error
    names = {FIELD_NAMES[name] for name in fields if getattr(before, name) != getattr(after, name)}
    if len(names) == 1:
        label = Text("Change {field} of “{name}”", field=Text(names.pop()), name=name_of(before))
    else:
        label = Text("Change “{name}”", name=name_of(before))
    return change(label, (before, after))
