"""The fields of the conference, its organisations and days, of the venue, its rooms and the tracks."""

from __future__ import annotations

import re
from typing import Any

from planner.commands.edit import edit
from planner.commands.people import move_partner
from planner.commands.venue import move_day, move_room, move_track
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Conference, Day, Partner, Room, Track, Venue
from planner.domain.enums import PartnerRole
from planner.domain.span import LATEST, MINUTES_A_DAY
from planner.domain.text import N_
from planner.wording import LANGUAGE_NAMES
from ui.kit.editors.text_editors import ValueEditor
from ui.state.availability.availability_editor import AvailabilityEditor
from ui.state.document import Document
from ui.state.fields.field import (
    Field,
    choice,
    clock_time,
    clock_time_or_none,
    colour,
    day,
    flag,
    line,
    listed,
    order,
    picture,
    plain,
    positive_number,
    text,
    typed,
    zone,
)
from ui.state.fields.naming_choice import naming

PARTNER_ROLES: dict[PartnerRole, str] = {
    PartnerRole.ORGANISER: N_("Organiser"), PartnerRole.PARTNER: N_("Partner"), PartnerRole.SUPPLIER: N_("Supplier"),
}  # fmt: skip
ADDRESSES, LOOKS, CREW = N_("Addresses"), N_("Looks"), N_("For the crew (never published)")

CONFERENCE_FIELDS: tuple[Field, ...] = (
    plain(Conference, "title", N_("Title"), line()),
    plain(Conference, "subtitle", N_("Subtitle"), line()),
    plain(Conference, "acronym", N_("Acronym"), line(), half=True),
    plain(Conference, "edition", N_("Edition"), line(), half=True),
    plain(Conference, "series", N_("Series"), line()),
    plain(Conference, "theme", N_("Theme"), line()),
    plain(Conference, "focus", N_("Focus of the year"), line()),
    plain(Conference, "description", N_("Description"), text(4)),
    plain(Conference, "tags", N_("Tags"), listed(N_("With commas between"))),
    plain(Conference, "language", N_("Language of print and calendar"), choice(LANGUAGE_NAMES)),
    plain(Conference, "timezone", N_("Time zone"), zone),
    plain(Conference, "organisers", N_("Organisers"), line()),
    plain(Conference, "naming", N_("Named to attendees"), naming),
    plain(Conference, "contact", N_("Public contact address"), line("info@…"), group=ADDRESSES),
    plain(Conference, "website", N_("Website"), line("https://"), group=ADDRESSES),
    plain(Conference, "programme_page", N_("Programme page"), line("https://"), group=ADDRESSES),
    plain(Conference, "registration_page", N_("Registration page"), line("https://"), group=ADDRESSES),
    plain(
        Conference, "calendar_address", N_("Where the calendar file will be published"), line("https://"),
        group=ADDRESSES,
    ),
    plain(
        Conference, "speakers_in_title", N_("In calendars"), flag(N_("Speakers in titles")),
        group=LOOKS,
    ),
    plain(Conference, "colour", N_("Colour"), colour(), group=LOOKS),
    picture(Conference, "logo", N_("Logo"), square=False, group=LOOKS),
    plain(Conference, "logo_address", N_("Logo address"), line("https://"), group=LOOKS),
    plain(Conference, "crew_contact", N_("Contact for the crew"), text(2), group=CREW),
    plain(Conference, "note", N_("Note"), text(4), group=CREW),
)  # fmt: skip
PARTNER_FIELDS: tuple[Field, ...] = (
    plain(Partner, "name", N_("Name"), line(), single=True),
    plain(Partner, "role", N_("Role"), choice(PARTNER_ROLES), half=True),
    order(
        Partner,
        lambda agenda, partner: [other for other in agenda.partners_in_order if other.role is partner.role],
        move_partner,
    ),
    plain(Partner, "website", N_("Website"), line("https://")),
    picture(Partner, "logo", N_("Logo"), square=False),
)

_DEGREES = re.compile(
    r"(-?[0-9]+(?:[.,][0-9]+)?)(?:\s*;\s*|,\s+|\s+|(?<=[0-9]),(?=-?[0-9]+\.))(-?[0-9]+(?:[.,][0-9]+)?)"
)
"""Matches two numbers; a comma between digits is a decimal comma unless the other number has a point."""


def _read_position(text: str, sentence: str) -> tuple[float, float] | None:
    if not text.strip():
        return None
    found = _DEGREES.fullmatch(text.strip())
    if found is None:
        raise ValueError(sentence)
    return _degrees(found[1]), _degrees(found[2])


def _degrees(text: str) -> float:
    return float(text.replace(",", "."))


def _written(degrees: float) -> str:
    """Return degrees with at most six decimals, a precision of about ten centimetres on the ground."""
    return f"{degrees:.6f}".rstrip("0").rstrip(".")


_position = typed(
    N_("Type latitude and longitude, such as 59.3293, 18.0686."), _read_position,
    lambda place: f"{_written(place[0])}, {_written(place[1])}" if place else "",
)  # fmt: skip


def _closed(document: Document) -> ValueEditor:
    return AvailabilityEditor(document, closed=True)


def _open(agenda: Agenda, did: str, opens: int) -> Change:
    """Return the change that sets a day's opening time.

    If that is not before the closing time, the day keeps its length, so that 20:00 and then 03:00 can be typed.
    """
    found = agenda.days[did]
    kept = min(opens + found.closes - found.opens, LATEST)
    return edit(agenda, Day, did, opens=opens, closes=kept if opens >= found.closes else found.closes)


def _close(agenda: Agenda, did: str, closes: int) -> Change:
    """Return the change that sets a day's closing time, which is in the following night unless after the opening."""
    found = agenda.days[did]
    return edit(agenda, Day, did, closes=closes + MINUTES_A_DAY if closes <= found.opens else closes)


def _put_on_map(agenda: Agenda, vid: str, value: Any) -> Change:
    latitude, longitude = value or (None, None)
    return edit(agenda, Venue, vid, latitude=latitude, longitude=longitude)


ROOM_FIELDS: tuple[Field, ...] = (
    plain(Room, "name", N_("Name"), line(), single=True),
    plain(Room, "seats", N_("Seats"), positive_number, half=True),
    plain(Room, "floor", N_("Floor"), line(), half=True),
    plain(Room, "arrangement", N_("Set-up"), line(N_("Theatre, 12 rows"))),
    plain(Room, "equipment", N_("Equipment"), listed(N_("With commas between"))),
    plain(Room, "column", N_("Timeline"), flag(N_("Has a column")), half=True),
    plain(Room, "colour", N_("Colour"), colour(none=N_("None")), half=True),
    plain(Room, "closed", N_("Closed"), _closed),
    plain(Room, "note", N_("Note (never published)"), text(3)),
    order(Room, lambda agenda, room: agenda.rooms_in_order, move_room),
)
TRACK_FIELDS: tuple[Field, ...] = (
    plain(Track, "name", N_("Name"), line(), single=True),
    plain(Track, "colour", N_("Colour"), colour(), half=True),
    order(Track, lambda agenda, track: agenda.tracks_in_order, move_track),
    plain(Track, "description", N_("Description"), text(3)),
)
DAY_FIELDS: tuple[Field, ...] = (
    Field("date", N_("Date"), day, move_day, lambda agenda, found: found.date, single=True),
    Field("opens", N_("Opens"), clock_time, _open, lambda agenda, found: found.opens, half=True),
    Field("closes", N_("Closes"), clock_time, _close, lambda agenda, found: found.closes, half=True),
    plain(Day, "title", N_("Title"), line()),
)
VENUE_FIELDS: tuple[Field, ...] = (
    plain(Venue, "name", N_("Name"), line()),
    plain(Venue, "address", N_("Address"), line()),
    Field(
        "position", N_("Latitude, longitude"), _position, _put_on_map,
        lambda agenda, venue: None if venue.latitude is None else (venue.latitude, venue.longitude), half=True,
    ),
    plain(Venue, "closes", N_("The house closes"), clock_time_or_none, half=True),
    plain(Venue, "map_link", N_("Map"), line("https://")),
    plain(Venue, "directions", N_("How to get there"), text(3)),
    plain(Venue, "note", N_("Note (never published)"), text(3)),
)  # fmt: skip
