"""The sheets of Estrad's workbook as data: their names and columns."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.enums import COLOUR_NAMES, KIND_NAMES, STATUS_NAMES, Role
from planner.domain.text import N_
from planner.workbook.codecs import (
    DATE,
    EARLIER,
    FLAG,
    LENGTH,
    LINE,
    LINKS,
    LIST,
    PLACE,
    SEGMENTS,
    SOME_LENGTH,
    STATEMENTS,
    TIME,
    UNLESS,
    WHOLE,
    WINDOWS,
    Codec,
    choice,
)

ID, WRITTEN_AS, SINCE = N_("Estrad ID"), N_("Name in other sheets"), N_("As saved by Estrad")
"""Columns that identify a workbook as Estrad's.

They are the id of an entity, its name in other sheets, and the fingerprints of its cells as they were written.
"""
EXTRA = N_("Field of your own: {name}")
MORE = N_("Other fields of your own")
"""Headings of an extra field whose name is that of another column, and of the column for all that do not fit."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: the name of its field, its heading, the codec of its values, and its width."""

    name: str
    heading: str
    codec: Codec = LINE
    width: int = 16


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet: the class of its entities, its name and its columns; ``extra`` if it has columns for extra fields."""

    kind: type[Entity]
    name: str
    fields: tuple[SheetColumn, ...]
    extra: bool = False

    def field(self, name: str) -> SheetColumn:
        """Return the column of a field."""
        return next(field for field in self.fields if field.name == name)


PEOPLE_AS = "people:"
ROLES: dict[Role, str] = {
    Role.SPEAKER: N_("Speakers"), Role.PANELLIST: N_("Panellists"), Role.HOST: N_("Hosts"),
    Role.MODERATOR: N_("Moderators"), Role.RESERVE: N_("Reserves"),
}  # fmt: skip
"""Headings of the columns for people in a session, whose field names begin with ``PEOPLE_AS``."""
OWN_WAY = ("number", "day", "start", "end", "minutes", "rooms", "place", "track")
"""Fields of a session that are read together rather than one by one; ``number`` is not read at all."""
_COLOUR = choice(COLOUR_NAMES)

SESSIONS = SheetLayout(Session, N_("Sessions"), (
    SheetColumn("number", N_("No."), WHOLE, 6),
    SheetColumn("day", N_("Day"), DATE, 12),
    SheetColumn("start", N_("Start"), TIME, 8),
    SheetColumn("end", N_("End"), TIME, 8),
    SheetColumn("minutes", N_("Minutes"), LENGTH, 8),
    SheetColumn("title", N_("Title"), width=40),
    SheetColumn("rooms", N_("Room"), width=18),
    *(SheetColumn(f"{PEOPLE_AS}{role.value}", heading, width=28) for role, heading in ROLES.items()),
    SheetColumn("kind", N_("Kind"), choice(KIND_NAMES), 14),
    SheetColumn("track", N_("Track"), width=18),
    SheetColumn("status", N_("Status"), choice(STATUS_NAMES), 12),
    SheetColumn("place", N_("Place, if not the room"), width=18),
    SheetColumn("pinned", N_("Pinned"), FLAG, 8),
    SheetColumn("subtitle", N_("Subtitle"), width=24),
    SheetColumn("abstract", N_("Abstract"), width=60),
    SheetColumn("description", N_("Description, longer"), width=40),
    SheetColumn("language", N_("Language"), width=10),
    SheetColumn("tags", N_("Tags"), LIST),
    SheetColumn("introduction", N_("What the moderator says (for the crew)"), width=30),
    SheetColumn("note", N_("Notes for the moderator (for the crew)"), width=30),
    SheetColumn("cues", N_("Cues for the stage (for the crew)"), width=30),
    SheetColumn("segments", N_("Parts, a line each"), SEGMENTS, 24),
    SheetColumn("statements", N_("Statements, a line each"), STATEMENTS, 30),
    SheetColumn("audience", N_("Expected audience"), WHOLE, 10),
    SheetColumn("equipment", N_("Equipment"), LIST),
    SheetColumn("least", N_("Shortest length"), LENGTH, 10),
    SheetColumn("setup", N_("Set-up before"), SOME_LENGTH, 10),
    SheetColumn("teardown", N_("Clearing after"), SOME_LENGTH, 10),
    SheetColumn("do_not_record", N_("Not recorded"), FLAG, 10),
    SheetColumn("website", N_("Web page"), width=24),
    SheetColumn("stream", N_("Stream"), width=24),
    SheetColumn("links", N_("Links, a line each"), LINKS, 30),
), extra=True)  # fmt: skip
PEOPLE = SheetLayout(Person, N_("People"), (
    SheetColumn("name", N_("Name"), width=28),
    SheetColumn("title", N_("Title"), width=24),
    SheetColumn("organisation", N_("Organisation"), width=24),
    SheetColumn("email", N_("E-mail (never published)"), width=28),
    SheetColumn("phone", N_("Phone (never published)"), width=18),
    SheetColumn("note", N_("Note (never published)"), width=30),
    SheetColumn("pronunciation", N_("Say it like"), width=18),
    SheetColumn("pronouns", N_("Pronouns"), width=12),
    SheetColumn("bio", N_("Biography"), width=60),
    SheetColumn("languages", N_("Languages"), LIST),
    SheetColumn("links", N_("Links, a line each"), LINKS, 30),
    SheetColumn("availability", N_("Available"), WINDOWS, 24),
    SheetColumn("needs", N_("Needs"), LIST),
    SheetColumn("brings", N_("Brings"), LIST),
    SheetColumn("travel", N_("Travel"), width=24),
    SheetColumn("lodging", N_("Lodging"), width=24),
    SheetColumn("fee", N_("Fee")),
    SheetColumn("expenses", N_("Expenses")),
    SheetColumn("diet", N_("Diet")),
    SheetColumn("earlier", N_("Earlier appearances, a line each"), EARLIER, 20),
    SheetColumn("sort_name", N_("Sort under"), width=20),
), extra=True)  # fmt: skip
ROOMS = SheetLayout(Room, N_("Rooms"), (
    SheetColumn("name", N_("Name"), width=24),
    SheetColumn("seats", N_("Seats"), WHOLE, 8),
    SheetColumn("position", N_("Order"), PLACE, 8),
    SheetColumn("floor", N_("Floor")),
    SheetColumn("arrangement", N_("Set-up"), width=24),
    SheetColumn("equipment", N_("Equipment"), LIST, 24),
    SheetColumn("colour", N_("Colour"), choice({"": "", **COLOUR_NAMES}), 12),
    SheetColumn("closed", N_("Closed"), WINDOWS, 24),
    SheetColumn("column", N_("Has a column"), UNLESS, 10),
    SheetColumn("note", N_("Note (never published)"), width=30),
))  # fmt: skip
TRACKS = SheetLayout(Track, N_("Tracks"), (
    SheetColumn("name", N_("Name"), width=24),
    SheetColumn("colour", N_("Colour"), _COLOUR, 12),
    SheetColumn("position", N_("Order"), PLACE, 8),
    SheetColumn("description", N_("Description"), width=60),
))  # fmt: skip
DAYS = SheetLayout(Day, N_("Days"), (
    SheetColumn("date", N_("Date"), DATE, 12),
    SheetColumn("opens", N_("Opens"), TIME, 8),
    SheetColumn("closes", N_("Closes"), TIME, 8),
    SheetColumn("title", N_("Title"), width=30),
))  # fmt: skip
CONFERENCE = SheetLayout(Conference, N_("Conference"), (
    SheetColumn("title", N_("Title"), width=40),
    SheetColumn("subtitle", N_("Subtitle"), width=30),
    SheetColumn("timezone", N_("Time zone"), width=20),
    SheetColumn("description", N_("Description"), width=60),
    SheetColumn("organisers", N_("Organisers"), width=30),
    SheetColumn("acronym", N_("Acronym")),
    SheetColumn("edition", N_("Edition")),
    SheetColumn("series", N_("Series")),
    SheetColumn("theme", N_("Theme"), width=24),
    SheetColumn("focus", N_("Focus of the year"), width=24),
    SheetColumn("tags", N_("Tags"), LIST),
    SheetColumn("contact", N_("Public contact address"), width=24),
    SheetColumn("website", N_("Website"), width=24),
    SheetColumn("programme_page", N_("Programme page"), width=24),
    SheetColumn("registration_page", N_("Registration page"), width=24),
))  # fmt: skip
VENUE = SheetLayout(Venue, N_("Venue"), (
    SheetColumn("name", N_("Name"), width=24),
    SheetColumn("address", N_("Address"), width=40),
    SheetColumn("map_link", N_("Map"), width=24),
    SheetColumn("directions", N_("How to get there"), width=60),
    SheetColumn("note", N_("Note (never published)"), width=30),
))  # fmt: skip
LAYOUTS = (SESSIONS, PEOPLE, ROOMS, TRACKS, DAYS, CONFERENCE, VENUE)
