"""The sheets of our workbook as data: their names, and the columns of each, by the field that they hold."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.kinds import COLOUR_NAMES, KIND_NAMES, STATUS_NAMES, Role
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
"""The columns by which a workbook is known to be ours: what a thing is, what other sheets call it, and fingerprints of
its cells as they were written."""
EXTRA = N_("Field of your own: {name}")
MORE = N_("Other fields of your own")
"""The headings of extra fields whose names are those of other columns, and of those that no column can hold."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: the field that it holds, its heading, how the value stands in it, and how wide it is."""

    name: str
    heading: str
    codec: Codec = LINE
    width: int = 16


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: what its rows are, its name and its columns."""

    kind: type[Entity]
    name: str
    fields: tuple[Field, ...]
    extra: bool = False

    def field(self, name: str) -> Field:
        """The column that holds a field."""
        return next(field for field in self.fields if field.name == name)


PEOPLE_AS = "people:"
ROLES: dict[Role, str] = {
    Role.SPEAKER: N_("Speakers"), Role.PANELLIST: N_("Panellists"), Role.HOST: N_("Hosts"),
    Role.MODERATOR: N_("Moderators"), Role.RESERVE: N_("Reserves"),
}  # fmt: skip
"""The columns of those who are in a session; their fields begin with ``PEOPLE_AS``."""
OWN_WAY = ("number", "day", "start", "end", "minutes", "rooms", "place", "track")
"""The fields of a session that are not read one by one; its number is for people."""
_COLOUR = choice(COLOUR_NAMES)

SESSIONS = Layout(Session, N_("Sessions"), (
    Field("number", N_("No."), WHOLE, 6),
    Field("day", N_("Day"), DATE, 12),
    Field("start", N_("Start"), TIME, 8),
    Field("end", N_("End"), TIME, 8),
    Field("minutes", N_("Minutes"), LENGTH, 8),
    Field("title", N_("Title"), width=40),
    Field("rooms", N_("Room"), width=18),
    *(Field(f"{PEOPLE_AS}{role.value}", heading, width=28) for role, heading in ROLES.items()),
    Field("kind", N_("Kind"), choice(KIND_NAMES), 14),
    Field("track", N_("Track"), width=18),
    Field("status", N_("Status"), choice(STATUS_NAMES), 12),
    Field("place", N_("Place, if not the room"), width=18),
    Field("pinned", N_("Pinned"), FLAG, 8),
    Field("subtitle", N_("Subtitle"), width=24),
    Field("abstract", N_("Abstract"), width=60),
    Field("description", N_("Description, longer"), width=40),
    Field("language", N_("Language"), width=10),
    Field("tags", N_("Tags"), LIST),
    Field("introduction", N_("What the moderator says (for the crew)"), width=30),
    Field("note", N_("Notes for the moderator (for the crew)"), width=30),
    Field("cues", N_("Cues for the stage (for the crew)"), width=30),
    Field("segments", N_("Parts, a line each"), SEGMENTS, 24),
    Field("statements", N_("Statements, a line each"), STATEMENTS, 30),
    Field("audience", N_("Expected audience"), WHOLE, 10),
    Field("equipment", N_("Equipment"), LIST),
    Field("least", N_("Shortest length"), LENGTH, 10),
    Field("setup", N_("Set-up before"), SOME_LENGTH, 10),
    Field("teardown", N_("Clearing after"), SOME_LENGTH, 10),
    Field("do_not_record", N_("Not recorded"), FLAG, 10),
    Field("website", N_("Web page"), width=24),
    Field("stream", N_("Stream"), width=24),
    Field("links", N_("Links, a line each"), LINKS, 30),
), extra=True)  # fmt: skip
PEOPLE = Layout(Person, N_("People"), (
    Field("name", N_("Name"), width=28),
    Field("title", N_("Title"), width=24),
    Field("organisation", N_("Organisation"), width=24),
    Field("email", N_("E-mail (never published)"), width=28),
    Field("phone", N_("Phone (never published)"), width=18),
    Field("note", N_("Note (never published)"), width=30),
    Field("pronunciation", N_("Say it like"), width=18),
    Field("pronouns", N_("Pronouns"), width=12),
    Field("bio", N_("Biography"), width=60),
    Field("languages", N_("Languages"), LIST),
    Field("links", N_("Links, a line each"), LINKS, 30),
    Field("availability", N_("Available"), WINDOWS, 24),
    Field("needs", N_("Needs"), LIST),
    Field("brings", N_("Brings"), LIST),
    Field("travel", N_("Travel"), width=24),
    Field("lodging", N_("Lodging"), width=24),
    Field("fee", N_("Fee")),
    Field("expenses", N_("Expenses")),
    Field("diet", N_("Diet")),
    Field("earlier", N_("Earlier appearances, a line each"), EARLIER, 20),
    Field("sort_name", N_("Sort under"), width=20),
), extra=True)  # fmt: skip
ROOMS = Layout(Room, N_("Rooms"), (
    Field("name", N_("Name"), width=24),
    Field("seats", N_("Seats"), WHOLE, 8),
    Field("position", N_("Order"), PLACE, 8),
    Field("floor", N_("Floor")),
    Field("arrangement", N_("Set-up"), width=24),
    Field("equipment", N_("Equipment"), LIST, 24),
    Field("colour", N_("Colour"), choice({"": "", **COLOUR_NAMES}), 12),
    Field("closed", N_("Closed"), WINDOWS, 24),
    Field("column", N_("Has a column"), UNLESS, 10),
    Field("note", N_("Note (never published)"), width=30),
))  # fmt: skip
TRACKS = Layout(Track, N_("Tracks"), (
    Field("name", N_("Name"), width=24),
    Field("colour", N_("Colour"), _COLOUR, 12),
    Field("position", N_("Order"), PLACE, 8),
    Field("description", N_("Description"), width=60),
))  # fmt: skip
DAYS = Layout(Day, N_("Days"), (
    Field("date", N_("Date"), DATE, 12),
    Field("opens", N_("Opens"), TIME, 8),
    Field("closes", N_("Closes"), TIME, 8),
    Field("title", N_("Title"), width=30),
))  # fmt: skip
CONFERENCE = Layout(Conference, N_("Conference"), (
    Field("title", N_("Title"), width=40),
    Field("subtitle", N_("Subtitle"), width=30),
    Field("timezone", N_("Time zone"), width=20),
    Field("description", N_("Description"), width=60),
    Field("organisers", N_("Organisers"), width=30),
    Field("acronym", N_("Acronym")),
    Field("edition", N_("Edition")),
    Field("series", N_("Series")),
    Field("theme", N_("Theme"), width=24),
    Field("focus", N_("Focus of the year"), width=24),
    Field("tags", N_("Tags"), LIST),
    Field("contact", N_("Public contact address"), width=24),
    Field("website", N_("Website"), width=24),
    Field("programme_page", N_("Programme page"), width=24),
    Field("registration_page", N_("Registration page"), width=24),
))  # fmt: skip
VENUE = Layout(Venue, N_("Venue"), (
    Field("name", N_("Name"), width=24),
    Field("address", N_("Address"), width=40),
    Field("map_link", N_("Map"), width=24),
    Field("directions", N_("How to get there"), width=60),
    Field("note", N_("Note (never published)"), width=30),
))  # fmt: skip
LAYOUTS = (SESSIONS, PEOPLE, ROOMS, TRACKS, DAYS, CONFERENCE, VENUE)
