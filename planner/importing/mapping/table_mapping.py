"""The mapping of a table to fields, whether guessed, chosen or remembered; its open questions; layouts of programs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from planner.domain.agenda import Agenda
from planner.domain.text import N_, Text, clean_line

AHEAD = timedelta(weeks=35)
"""The longest time before a conference at which its programme is written.

It is whole weeks, so that its first and last day are the same weekday, and that weekday alone does not tell which of
them is meant.
"""


@dataclass(frozen=True, slots=True)
class MappingContext:
    """Facts known about the conference before a table is read; for a new one only the language and ``today``.

    ``written`` are days near those of the tables, if these give a year or the day on which they were sent. If they give
    neither and the conference has no day yet, dates without a year are taken to be near ``today``, rather after than
    before it.
    """

    language: str = "en"
    dates: tuple[date, ...] = ()
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    today: date | None = None
    written: tuple[date, ...] = ()

    @property
    def likely_days(self) -> tuple[date, ...]:
        """Days near which a date without a year is taken to be: ``written``, the conference's, or today and later.

        None are known if there is not even ``today``.
        """
        soon = (self.today, self.today + AHEAD) if self.today else ()
        return self.written or self.dates or soon


def mapping_context(agenda: Agenda, today: date | None = None) -> MappingContext:
    """Return the facts about a conference that help to read a table."""
    return MappingContext(
        language=agenda.conference.language,
        dates=tuple(sorted(day.date for day in agenda.days.values())),
        people=tuple(person.name for person in agenda.people.values()),
        rooms=tuple(room.name for room in agenda.rooms_in_order),
        today=today,
    )


LEFT_OUT = ""
EXTRA = "extra"
"""The key of a column that is imported as an extra field under its heading."""


class SheetShape(StrEnum):
    """The way in which a sheet arranges its content."""

    SESSIONS = "sessions"
    SPEAKERS = "speakers"
    GRID = "grid"
    NUMBERED = "numbered"
    NESTED = "nested"
    PEOPLE = "people"
    ROOMS = "rooms"
    TRACKS = "tracks"
    TITLES = "titles"


SHAPE_NAMES: dict[SheetShape, str] = {
    SheetShape.SESSIONS: N_("A row for each session"),
    SheetShape.SPEAKERS: N_("A row for each speaker"),
    SheetShape.GRID: N_("A grid of times and rooms"),
    SheetShape.NUMBERED: N_("Numbered columns"),
    SheetShape.NESTED: N_("Sessions with parts below them"),
    SheetShape.PEOPLE: N_("A row for each person"),
    SheetShape.ROOMS: N_("A row for each room"),
    SheetShape.TRACKS: N_("A row for each track"),
    SheetShape.TITLES: N_("A list of titles"),
}
"""Names of the shapes in the interface, as message ids."""
ABOUT_SESSIONS = (
    SheetShape.SESSIONS,
    SheetShape.SPEAKERS,
    SheetShape.GRID,
    SheetShape.NUMBERED,
    SheetShape.NESTED,
    SheetShape.TITLES,
)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """The mapping of one sheet.

    ``sheet`` is its name. ``head`` is the row of the headings, counted from 0, or -1 without headings; ``first`` is the
    first row of content. ``columns`` are the keys of fields: ``""`` is left out, ``"extra"`` becomes an extra field
    under the column's heading. ``across`` is set for a grid whose times stand side by side and whose rooms are rows;
    its rows are then counted as columns. ``day`` and ``room`` are those in the sheet's name; the room may also be in a
    line above the table. ``tracks`` is the row above or below a grid's rooms with a track for each, or None. ``found``
    is the row in which headings were found, so that they can be found again in a table where they stand elsewhere; -1
    without headings. ``part`` is, for a table beside others in its sheet, its first column and the one after its last.
    ``sure`` is the confidence in the guess of each column, from 0 to 1; if it is empty, they are certain.

    Besides the keys of ``FIELDS``, columns may have ``session.level`` (whether a row is a part of the one above it, or
    which part of its session), ``session.zone``, ``session.state`` (whether a row is deleted), ``part:3:title`` (the
    third talk of a row) and ``speakers:2:person.first`` (the second speaker's first name).
    """

    sheet: str
    shape: SheetShape
    head: int = 0
    first: int = 1
    columns: tuple[str, ...] = ()
    across: bool = False
    day: date | None = None
    room: str = ""
    tracks: int | None = None
    found: int = -1
    part: tuple[int, int] | None = None
    sure: tuple[float, ...] = ()

    @property
    def rows_above(self) -> int:
        """The number of rows above the headings, or above a row of times."""
        return next((n for n, key in enumerate(self.columns) if key), 0) if self.across else max(self.head, 0)


@dataclass(frozen=True, slots=True)
class Join:
    """A join: ``other_column`` of the sheet ``other`` has the values of ``column`` in ``sheet``; all are indexes."""

    sheet: int
    column: int
    other: int
    other_column: int


@dataclass(frozen=True, slots=True)
class TableMapping:
    """The mapping of tables to sessions and people; the first sheet is the main one.

    ``layout`` is the key of a recognised layout. ``order`` is the order of day and month as a ``DateOrder``; None means
    that the user has to be asked. ``timed`` is set if there are times; ``dated`` if the times have dates, otherwise
    they are on ``day``. ``zone`` is the time zone that the layout, a heading or a column gives, or empty. ``separator``
    separates people in a cell; if it is empty, all usual separators do. ``certain`` means that the user need
    not check the columns.
    """

    sheets: tuple[SheetMapping, ...] = ()
    joins: tuple[Join, ...] = ()
    layout: str = ""
    order: str | None = "day_first"
    timed: bool = False
    dated: bool = True
    day: date | None = None
    zone: str = ""
    separator: str = ""
    certain: bool = False

    @property
    def main_sheet(self) -> SheetMapping:
        """The first sheet, which has the sessions if there are any; there must be a sheet."""
        return self.sheets[0]

    @property
    def shape(self) -> SheetShape:
        """The shape of the main sheet; ``SESSIONS`` without one."""
        return self.sheets[0].shape if self.sheets else SheetShape.SESSIONS

    @property
    def sure(self) -> bool:
        """True if the tables can be imported without asking the user."""
        return self.certain and not mapping_doubts(self)

    def with_sheet(self, number: int, sheet: SheetMapping) -> TableMapping:
        """Return the mapping with one of its sheets replaced."""
        return replace(self, sheets=(*self.sheets[:number], sheet, *self.sheets[number + 1 :]))

    def with_field(self, column: int, key: str, number: int = 0) -> TableMapping:
        """Return the mapping with the field of one column replaced."""
        columns = list(self.sheets[number].columns)
        columns += [LEFT_OUT] * (column + 1 - len(columns))
        columns[column] = key
        return self.with_sheet(number, replace(self.sheets[number], columns=tuple(columns)))

    def with_shape(self, shape: SheetShape, number: int = 0) -> TableMapping:
        """Return the mapping with another shape of a sheet; titles become names, or names titles, if it needs them."""
        columns, names, titles = self.sheets[number].columns, "person.name", "session.title"
        wanted, other = (names, titles) if shape is SheetShape.PEOPLE else (titles, names)
        if (shape is SheetShape.PEOPLE or shape in ABOUT_SESSIONS) and wanted not in columns:
            columns = tuple(wanted if key == other else key for key in columns)
        return self.with_sheet(number, replace(self.sheets[number], shape=shape, columns=columns))


_TITLED = (SheetShape.SESSIONS, SheetShape.SPEAKERS, SheetShape.NUMBERED, SheetShape.NESTED)
NAMES = frozenset({"person.name", "person.first", "person.last"})
"""The ``person`` fields for the name."""
NAMED: Mapping[SheetShape, Collection[str]] = {
    SheetShape.PEOPLE: NAMES,
    SheetShape.ROOMS: {"room.name"},
    SheetShape.TRACKS: {"track.name"},
}


def mapping_doubts(mapping: TableMapping) -> dict[str, Text]:
    """Return the questions that must be answered before the tables can be read, by what is not known yet."""
    if not mapping.sheets:
        return {"sheet": Text("There is nothing in the table.")}
    keys = {key for sheet in mapping.sheets for key in sheet.columns}
    titled = any(re.fullmatch(r"(?:.*session\.(?:timed_)?|part:.*:)title", key) for key in keys)
    named = mapping.shape not in NAMED or not keys.isdisjoint(NAMED[mapping.shape])
    told_day = not mapping.timed or mapping.dated or mapping.day is not None
    answered = {
        "title": (titled or mapping.shape not in _TITLED, Text("No column is the title.")),
        "name": (named, Text("No column is the name.")),
        "order": (mapping.order, Text("Dates such as 03/04 can be read in two ways; choose which.")),
        "day": (told_day, Text("There are times but no dates; choose a day for them.")),
    }
    return {what: text for what, (is_answered, text) in answered.items() if not is_answered}


_MARK = re.compile(
    r"[(\[](?:optional|required|do not delete|not shared publicly|hh:mm|[mdy/.-]{6,10}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
    r"|\d+ characters max|\d+ max|in brackets)[)\]]",
    re.IGNORECASE,
)


@lru_cache(4096)
def bare_heading(written: str) -> str:
    """Return the words of a heading in lower case, without the marks that programs add to them."""
    return " ".join(_MARK.sub(" ", clean_line(written)).replace("_", " ").strip(" *:?").casefold().split())


_OF_TICKETS = frozenset(
    word
    for words in (
        "order ordernummer ordernr ticket tickets tickettype biljett biljetter biljettyp price pris betald paid",
        "payment betalning bokning booking invoice faktura anmälan anmäld checkin buyer köpare quantity antal",
    )
    for word in words.split()
)


def has_ticket_headings(headings: Sequence[str]) -> bool:
    """Return whether a list of people has several headings of a ticket shop."""
    return sum(not _OF_TICKETS.isdisjoint(bare_heading(text).split()) for text in headings) > 1


@dataclass(frozen=True, slots=True)
class ExportLayout:
    """The headings that a program writes, with their fields; ``needs`` are those that identify it.

    They are in the form that ``bare_heading`` returns. ``namespace`` is the beginning of the keys; empty for that of
    any list. ``order`` is that of its dates, if it is always the same. A layout that is not ``sure`` still has to be
    checked.
    """

    key: str
    name: str
    needs: frozenset[str]
    fields: dict[str, str]
    shape: SheetShape = SheetShape.SESSIONS
    namespace: str = ""
    order: str = ""
    zone: str = ""
    separator: str = ""
    sure: bool = True


def parse_layout(key: str, name: str, needs: str, fields: str, **facts: object) -> ExportLayout:
    """Parse lines ``heading = field`` as a layout.

    ``needs`` are its identifying headings, separated by vertical bars.
    """
    pairs = (line.rpartition(" =") for line in fields.strip().splitlines())
    named = {bare_heading(heading): known.strip() for heading, _, known in pairs}
    return ExportLayout(key, name, frozenset(map(bare_heading, needs.split("|"))), named, **facts)  # type: ignore[arg-type]
