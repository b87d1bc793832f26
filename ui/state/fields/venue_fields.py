"""The fields of the venue, its rooms, the tracks and the days."""

from __future__ import annotations

import re
from typing import Any

from planner.commands.edit import edit
from planner.commands.venue import move_day, move_room, move_track
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Day, Room, Track, Venue
from planner.domain.span import LATEST, MINUTES_A_DAY
from planner.domain.text import N_
from ui.kit.editors.text_editors import LineEditor, ValueEditor
from ui.state.availability.availability_editor import AvailabilityEditor
from ui.state.document import Document
from ui.state.fields.field import (
    Field,
    clock_time,
    clock_time_or_none,
    colour,
    day,
    flag,
    line,
    listed,
    order,
    plain,
    positive_number,
    text,
)

_DEGREES = re.compile(
    r"(-?[0-9]+(?:[.,][0-9]+)?)(?:\s*;\s*|,\s+|\s+|(?<=[0-9]),(?=-?[0-9]+\.))(-?[0-9]+(?:[.,][0-9]+)?)"
)
"""Matches two numbers; a comma between digits is a decimal comma unless the other number has a point."""


def _position(document: Document) -> ValueEditor:
    sentence = document.presentation.words("Type latitude and longitude, such as 59.3293, 18.0686.")

    def read(typed: str) -> tuple[float, float] | None:
        if not typed.strip():
            return None
        found = _DEGREES.fullmatch(typed.strip())
        if found is None:
            raise ValueError(sentence)
        return _degrees(found[1]), _degrees(found[2])

    return LineEditor(read, lambda v: f"{_written(v[0])}, {_written(v[1])}" if v else "")


def _degrees(typed: str) -> float:
    return float(typed.replace(",", "."))


def _written(degrees: float) -> str:
    """Return degrees with at most six decimals, a precision of about ten centimetres on the ground."""
    return f"{degrees:.6f}".rstrip("0").rstrip(".")


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
