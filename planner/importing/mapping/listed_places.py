"""The rooms and tracks in sheets that list them."""

from __future__ import annotations

from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.importing.incoming import IncomingRoom, IncomingTrack
from planner.importing.mapping.records import Record, text_of
from planner.importing.mapping.table_people import parts_of
from planner.importing.mapping.values import count_in
from planner.importing.vocabulary import nearest_colour


class ListedPlaces:
    """Collects rooms and tracks, each once."""

    def __init__(self) -> None:
        self._rooms: dict[str, IncomingRoom] = {}
        self._tracks: dict[str, IncomingTrack] = {}
        self._of_ids: dict[tuple[str, str], str] = {}

    def named(self, what: str, written: str) -> str:
        """Return the name of the *room* or *track* with an id, or the text itself if there is none."""
        return self._of_ids.get((what, written.casefold()), written) if self._of_ids else written

    @property
    def rooms(self) -> tuple[IncomingRoom, ...]:
        """The rooms in the order of the table."""
        return tuple(self._rooms.values())

    @property
    def tracks(self) -> tuple[IncomingTrack, ...]:
        """The tracks in the order of the table."""
        return tuple(self._tracks.values())

    def room(self, record: Record) -> None:
        """Record the room of a row; raise ``EstradError`` if it has no name."""
        name = _name(record, "room.name")
        told: dict[str, Any] = {}
        for key in ("floor", "arrangement", "note"):
            if f"room.{key}" in record.view.fields:
                told[key] = record.text(f"room.{key}")
        if "room.equipment" in record.view.fields:
            told["equipment"] = parts_of(record.text("room.equipment"))
        seats = count_in(record.values.get("room.seats"))
        if seats is not None:
            told["seats"] = seats
        self._note_id(record, "room", name)
        self._rooms.setdefault(name.casefold(), IncomingRoom(record.line, name, seats, told))

    def track(self, record: Record) -> None:
        """Record the track of a row; raise ``EstradError`` if it has no name."""
        name = _name(record, "track.name")
        told: dict[str, Any] = {}
        if "track.description" in record.view.fields:
            told["description"] = record.text("track.description")
        colour = nearest_colour(text_of(record.values.get("track.colour")))
        if colour:
            told["colour"] = colour
        self._note_id(record, "track", name)
        self._tracks.setdefault(name.casefold(), IncomingTrack(record.line, name, colour, told))

    def _note_id(self, record: Record, what: str, name: str) -> None:
        if known_as := record.text(f"{what}.id"):
            self._of_ids.setdefault((what, known_as.casefold()), name)


def _name(record: Record, key: str) -> str:
    name = clean_line(record.text(key))[:300]
    if not name:
        raise EstradError(Text("It has no name."), Text("Give it one in the table."))
    return name
