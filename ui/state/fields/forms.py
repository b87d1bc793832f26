"""The forms as data: the fields of each type of entity."""

from __future__ import annotations

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
from ui.state.fields.conference_fields import CONFERENCE_FIELDS, PARTNER_FIELDS
from ui.state.fields.field import Field
from ui.state.fields.person_fields import COVER_FIELDS, PERSON_FIELDS
from ui.state.fields.session_fields import SESSION_FIELDS, TEMPLATE_FIELDS
from ui.state.fields.venue_fields import DAY_FIELDS, ROOM_FIELDS, TRACK_FIELDS, VENUE_FIELDS

FORMS: dict[type[Entity], tuple[Field, ...]] = {
    Session: SESSION_FIELDS, Person: PERSON_FIELDS, Room: ROOM_FIELDS, Track: TRACK_FIELDS, Day: DAY_FIELDS,
    Conference: CONFERENCE_FIELDS, Venue: VENUE_FIELDS, Partner: PARTNER_FIELDS, Cover: COVER_FIELDS,
    Template: TEMPLATE_FIELDS,
}  # fmt: skip
