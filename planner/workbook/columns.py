"""The sheets and columns of Estrad's workbook, and an entity's cells in it with their fingerprints.

The fingerprints show what somebody changed in the workbook since it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from planner.domain.block import Block
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.span import format_long_clock
from planner.domain.text import N_, clean_text, fill_placeholders
from planner.domain.value_objects import (
    KIND_NAMES,
    STATE_NAMES,
    STATUS_NAMES,
    Appearance,
    ExtraField,
    Placement,
    Role,
    State,
)
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
    WHOLE_VENUE,
    WINDOWS,
    Cell,
    CellKind,
    Codec,
    Labels,
    cell_as_text,
    choice_codec,
    colour_codec,
    join_lines,
    join_with_bars,
    parse_cell_clock,
)

ID, WRITTEN_AS, SINCE = N_("Estrad ID"), N_("Name in other sheets"), N_("As saved by Estrad")
"""Headings of the columns for an entity's id, its name in other sheets, and the fingerprints of its cells as written.

A workbook is Estrad's if a sheet of it has the first of these.
"""
EXTRA = N_("Field of your own: {name}")
MORE = N_("Other fields of your own")
"""Headings of an extra field whose name could be taken for another column, and of the last column for extra fields."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: the name of its field, its heading, the codec of its values, and its width in characters."""

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
OWN_WAY = ("number", "day", "start", "end", "minutes", "rooms", "place", "track", "block", "chairs")
"""Fields of a session or block that an import reads apart from the others; ``number`` is not read at all."""
_COLOUR, _COLOUR_OR_NONE = colour_codec({}), colour_codec({"": ""})

SESSIONS = SheetLayout(Session, N_("Sessions"), (
    SheetColumn("number", N_("No."), WHOLE, 6),
    SheetColumn("day", N_("Day"), DATE, 12),
    SheetColumn("start", N_("Start"), TIME, 8),
    SheetColumn("end", N_("End"), TIME, 8),
    SheetColumn("minutes", N_("Minutes"), LENGTH, 8),
    SheetColumn("title", N_("Title"), width=40),
    SheetColumn("rooms", N_("Room"), width=18),
    *(SheetColumn(f"{PEOPLE_AS}{role.value}", heading, width=28) for role, heading in ROLES.items()),
    SheetColumn("kind", N_("Type"), choice_codec(KIND_NAMES), 14),
    SheetColumn("track", N_("Track"), width=18),
    SheetColumn("block", N_("Block"), width=24),
    SheetColumn("status", N_("Status"), choice_codec(STATUS_NAMES), 12),
    SheetColumn("place", N_("Other place"), width=18),
    SheetColumn("pinned", N_("Pinned"), FLAG, 8),
    SheetColumn("subtitle", N_("Subtitle"), width=24),
    SheetColumn("abstract", N_("Abstract"), width=60),
    SheetColumn("description", N_("Description, longer"), width=40),
    SheetColumn("language", N_("Language"), width=10),
    SheetColumn("tags", N_("Tags"), LIST),
    SheetColumn("introduction", N_("Introduction (internal)"), width=30),
    SheetColumn("note", N_("Notes for the moderator (internal)"), width=30),
    SheetColumn("cues", N_("Cues for the stage (internal)"), width=30),
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
BLOCKS = SheetLayout(Block, N_("Blocks"), (
    SheetColumn("title", N_("Title"), width=40),
    SheetColumn("day", N_("Day"), DATE, 12),
    SheetColumn("start", N_("Start"), TIME, 8),
    SheetColumn("end", N_("End"), TIME, 8),
    SheetColumn("minutes", N_("Minutes"), LENGTH, 8),
    SheetColumn("rooms", N_("Room"), width=18),
    SheetColumn("place", N_("Other place"), width=18),
    SheetColumn("track", N_("Track"), width=18),
    SheetColumn("chairs", N_("Chairs"), width=28),
    SheetColumn("description", N_("Description"), width=60),
    SheetColumn("one_entry", N_("One calendar entry"), FLAG, 10),
))  # fmt: skip
PEOPLE = SheetLayout(Person, N_("People"), (
    SheetColumn("name", N_("Name"), width=28),
    SheetColumn("title", N_("Title"), width=24),
    SheetColumn("organisation", N_("Organisation"), width=24),
    SheetColumn("email", N_("E-mail (never published)"), width=28),
    SheetColumn("phone", N_("Phone (never published)"), width=18),
    SheetColumn("note", N_("Note (never published)"), width=30),
    SheetColumn("state", N_("Reply"), choice_codec(STATE_NAMES), 14),
    SheetColumn("asked", N_("Asked"), DATE, 12),
    SheetColumn("answered", N_("Answered"), DATE, 12),
    SheetColumn("pronunciation", N_("Pronunciation"), width=18),
    SheetColumn("pronouns", N_("Pronouns"), width=12),
    SheetColumn("bio", N_("Biography"), width=60),
    SheetColumn("languages", N_("Languages"), LIST),
    SheetColumn("links", N_("Links, a line each"), LINKS, 30),
    SheetColumn("publish_profile", N_("Publish biography, photo and links"), UNLESS, 10),
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
    SheetColumn("arrangement", N_("Seating"), width=24),
    SheetColumn("equipment", N_("Equipment"), LIST, 24),
    SheetColumn("colour", N_("Colour"), _COLOUR_OR_NONE, 12),
    SheetColumn("closed", N_("Closed"), WINDOWS, 24),
    SheetColumn("column", N_("Show in timeline"), UNLESS, 10),
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
LAYOUTS = (SESSIONS, PEOPLE, BLOCKS, ROOMS, TRACKS, DAYS, CONFERENCE, VENUE)


BYTES = 3
OF_NOTHING = blake2b(digest_size=BYTES).hexdigest()


def cell_fingerprint(sort: CellKind, value: Cell) -> str:
    """Return the fingerprint of a value as it is written to a cell."""
    if value is None or value == "":
        return OF_NOTHING
    text = format_long_clock(value) if sort is CellKind.TIME and isinstance(value, int) else str(value)
    return blake2b(clean_text(text).encode(), digest_size=BYTES).hexdigest()


def read_cell_fingerprint(sort: CellKind, value: Any) -> str:
    """Return the fingerprint of a cell that was read, the same as when it was written unless somebody changed it.

    Raise ``EstradError`` for a decimal number in a column of times if it is no time.
    """
    if sort is CellKind.TIME and isinstance(value, time | timedelta | datetime | float):
        value = parse_cell_clock(value)
    elif isinstance(value, datetime) or (isinstance(value, date) and sort is CellKind.DATE):
        value = value.date() if isinstance(value, datetime) else value
    elif value is not None and not isinstance(value, str):
        value = cell_as_text(value)
    return cell_fingerprint(sort, value)


def fingerprints_as_text(prints: Mapping[str, str]) -> str:
    """Serialise fingerprints by field as the text of a cell."""
    return " ".join(f"{name}={found}" for name, found in prints.items())


def read_fingerprints(text: str) -> dict[str, str]:
    """Parse the text that ``fingerprints_as_text`` returns; malformed words are ignored."""
    pairs = (word.rpartition("=") for word in text.split())
    return {name: found for name, mark, found in pairs if mark and len(found) == 2 * BYTES}


ASKED, ANSWERED = N_("asked {date}"), N_("answered {date}")


def entity_cells(layout: SheetLayout, thing: Any, labels: Labels) -> dict[str, Cell]:
    """Return the cells of an entity, by the names of its sheet's fields."""
    read: Callable[[SheetColumn, Any, Labels], Cell] = (
        _session_or_block_cell if isinstance(thing, Session | Block) else _plain_cell
    )
    return {field.name: read(field, thing, labels) for field in layout.fields}


def cell_fingerprints(layout: SheetLayout, thing: Any, labels: Labels) -> dict[str, str]:
    """Return the fingerprint of each cell by field; if the sheet has extra fields, ``extra`` is that of them all."""
    cells = entity_cells(layout, thing, labels)
    prints = {field.name: cell_fingerprint(field.codec.sort, cells[field.name]) for field in layout.fields}
    return prints | ({"extra": extra_fingerprint(thing.extra)} if layout.extra else {})


def extra_fingerprint(extra: Sequence[ExtraField]) -> str:
    """Return the fingerprint of the extra fields that have a value, regardless of their order."""
    said = sorted(join_with_bars(one.name, one.value) for one in extra if one.value)
    return cell_fingerprint(CellKind.TEXT, join_lines(said))


def _plain_cell(field: SheetColumn, thing: Any, labels: Labels) -> Cell:
    value = getattr(thing, field.name)
    cell = None if value is None else field.codec.write(labels.words, value)
    return None if cell == "" else cell


def _session_or_block_cell(field: SheetColumn, thing: Any, labels: Labels) -> Cell:
    """Return a cell of a session or a block."""
    if field.name.startswith(PEOPLE_AS):
        role = Role(field.name.removeprefix(PEOPLE_AS))
        return _people_cell([who for who in thing.people if who.role is role], labels)
    if field.name == "chairs":
        return _people_cell(thing.chairs, labels)
    if field.name == "track":
        return labels.tracks.get(thing.track or "")
    if field.name == "block":
        return labels.blocks.get(thing.block or "")
    if field.name in ("day", "start", "end", "rooms", "place"):
        return _placement_cell(field.name, thing.placement, labels)
    return _plain_cell(field, thing, labels)


def _placement_cell(name: str, where: Placement | None, labels: Labels) -> Cell:
    if where is None:
        return None
    if name == "rooms":
        return "; ".join(labels.rooms[room] for room in where.rooms) or labels.words(WHOLE_VENUE)
    if name == "place":
        return where.place or None
    found: Cell = getattr(where.span, name)
    return found


def _people_cell(seats: Sequence[Appearance], labels: Labels) -> Cell:
    return "; ".join(_appearance_text(who, labels) for who in seats) or None


def _appearance_text(who: Appearance, labels: Labels) -> str:
    """Return a person's label, with the state of the invitation if any: ``Anna Berg [Invited, asked 2024-03-01]``."""
    words, said = labels.words, list[str]()
    if who.state is not State.NOT_ASKED:
        said.append(words(STATE_NAMES[who.state]))
    for message, day in ((ASKED, who.asked), (ANSWERED, who.answered)):
        if day:
            said.append(fill_placeholders(words(message), {"date": day.isoformat()}))
    return f"{labels.people[who.person]} [{', '.join(said)}]" if said else labels.people[who.person]


def extra_cells(extra: tuple[ExtraField, ...], names: Sequence[str]) -> tuple[Cell, ...]:
    """Return a cell for each column in ``names`` with the extra field of that name, and an empty last one.

    If that would lose a field or the order of the fields, the last cell has all of them and the others are empty.
    """
    by_name = {one.name: one.value for one in extra}
    if tuple(ExtraField(name, by_name[name]) for name in names if by_name.get(name)) == extra:
        return (*(by_name.get(name) or None for name in names), None)
    return (*(None for _ in names), join_lines(join_with_bars(one.name, one.value) for one in extra) or None)
