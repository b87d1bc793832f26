"""The rows of a sheet as records, whose values are those of the cells, unparsed, by the fields of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from planner.domain.text import N_, Text, clean_line, clean_text, unguard_formula
from planner.domain.value_objects import ExtraField
from planner.importing.cells.fields import field_of_heading
from planner.importing.cells.people import NamedPerson
from planner.importing.incoming import UnusedCells
from planner.importing.mapping.table_mapping import EXTRA, SheetMapping, bare_heading
from planner.tables.table import Area, Tables, Value, Worksheet

CellValue = Value | tuple[Value, ...]
"""The value of a field: that of its cell, or those of several cells."""
GROUPED = re.compile(r"(\w+):(\d+):([\w.]+)")
"""The key of a numbered column: what is numbered, its number, and its field."""
SURE = 0.8
"""Minimum confidence with which a guess need not be checked."""
AS_EXTRA = frozenset({EXTRA, "person.availability"})
"""Columns that are imported as extra fields under their headings."""
CARRIED_DOWN = frozenset(
    (
        *("id", "title", "date", "start", "end", "when", "end_date", "length", "room", "track", "kind", "parent"),
        *("level", "subtitle", "abstract", "description"),
    )
)
"""Fields whose value in a cell merged over several rows is that of all these rows."""


LONGEST_LEFT = 60
"""Maximum number of characters shown of a cell that is left out."""
ROW = -1
"""The number that stands for all columns of a row."""


def text_of(value: CellValue) -> str:
    """Return the value of a cell as text; several different values are joined by line breaks."""
    if type(value) is str:
        return value.strip() if value.isascii() and value.isprintable() else clean_text(value)
    match value:
        case None:
            return ""
        case tuple():
            return "\n".join(dict.fromkeys(filter(None, (text_of(one) for one in value))))
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
        case datetime() | time():
            return value.isoformat(timespec="minutes").replace("T", " ")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def find_sheet(tables: Tables, name: str) -> Worksheet:
    """Return the first sheet with this name; there must be one."""
    return next(sheet for sheet in tables.sheets if sheet.name == name)


def sheet_part(sheet: Worksheet, part: tuple[int, int] | None) -> Worksheet:
    """Return the sheet with only the columns of ``part`` filled, if that is given."""
    if part is None:
        return sheet
    left, right = part
    rows = tuple(tuple(value if left <= n < right else None for n, value in enumerate(row)) for row in sheet.rows)
    return replace(sheet, rows=rows, merged=tuple(area for area in sheet.merged if left <= area.left < right))


def row_headings(row: Sequence[Value]) -> tuple[str, ...]:
    """Return the texts of a row as headings, in one line each."""
    return tuple(" ".join(text_of(value).split()) for value in row)


def sheet_headings(sheet: Worksheet, head: int, first: int) -> tuple[str, ...]:
    """Return a sheet's headings, completed from their second row if there is one; empty texts without headings."""
    if not 0 <= head < len(sheet.rows):
        return ("",) * sheet.width
    names = list(row_headings(sheet.rows[head]))
    below = row_headings(sheet.rows[head + 1] if first == head + 2 <= len(sheet.rows) else ())
    wide = [area for area in sheet.merged if area.top == head]
    over = {n: names[area.left] for area in wide for n in range(area.left, area.right + 1)}
    for n, text in enumerate(below):
        both = f"{over[n]} {text}" if n in over else ""
        known = field_of_heading(both) if both else None
        if text and (n in over or not names[n]):
            names[n] = both if known and known.sure >= SURE else text
    return tuple(names)


def without_formula_guard(value: Value) -> Value:
    """Return the value of a cell without an apostrophe that keeps a spreadsheet from reading it as a formula."""
    return unguard_formula(value) if type(value) is str and value[:1] == "'" else value


@dataclass(slots=True)
class RowTime:
    """The time of a session: ``start`` in minutes from midnight of ``day``; ``at`` if the row gives a UTC offset.

    In a grid, a ``start`` of -1 is one whose formula has no stored value. ``minutes`` is the length. ``wall`` is the
    time of day in minutes if it has a cell of its own beside ``at``. Unknown parts are None. ``doubted`` means
    that a part of it is doubtful or could not be read.
    """

    day: date | None = None
    start: int | None = None
    minutes: int | None = None
    at: datetime | None = None
    wall: int | None = None
    doubted: bool = False

    @property
    def begins(self) -> datetime | None:
        """The start by the table's clock, or in UTC if the row gives a UTC offset; None if day or time is unknown."""
        if self.at:
            return self.at.astimezone(UTC).replace(tzinfo=None)
        if self.day is None or self.start is None:
            return None
        return datetime.combine(self.day, time()) + timedelta(minutes=self.start)


@dataclass(slots=True)
class PersonRecord:
    """A person named in a row; ``role`` is the field in which the person is listed, such as *speakers*.

    ``of`` is the record of the person's row, if people have rows of their own.
    """

    values: dict[str, CellValue]
    role: str = "speakers"
    of: Record | None = None


@dataclass(slots=True)
class Record:
    """A session, its parent, a person, a room or a track as written in a sheet.

    ``values`` are by the keys of their fields, without ``session.``; several values of the same field make a tuple. Of
    a ``parent``, ``is_heading`` means that it is a heading above its sessions, ``is_named`` that only a column of
    theirs names it. ``part`` is the index of the session among the siblings that share a time, and their number.
    ``slot`` is its time in a grid, ``unknown`` the field and the name of each of its cells whose value is not known.
    ``doubts`` are remarks on it.
    """

    view: MappedSheet
    row: int
    values: dict[str, CellValue]
    extras: list[ExtraField] = field(default_factory=list)
    people: list[PersonRecord] = field(default_factory=list)
    day: date | None = None
    parent: Record | None = None
    is_heading: bool = False
    is_named: bool = False
    part: tuple[int, int] | None = None
    rooms: tuple[str, ...] | None = None
    column: int | None = None
    slot: RowTime | None = None
    unknown: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[Text] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return the value of a field as text, or an empty text."""
        return text_of(self.values.get(name))

    @property
    def line(self) -> int:
        """The number of the row as the program that wrote the sheet shows it."""
        return self.view.sheet.line(self.row)

    def cell_name(self, name: str = "title") -> str:
        """Return the name of the cell to show for a field, such as *B7*."""
        return self.view.cell_name(self.row, self.column if self.column is not None else self.view.first_column(name))

    def left_out_message(self, name: str, text: str) -> Text:
        """Return a message that a text in a field's cell is left out; it shows that text on one line, and cut."""
        said = N_("{cell}: “{text}” does not fit there and is left out.")
        return Text(said, cell=self.cell_name(name), text=" ".join(text.split())[:60])

    def cell_problem(self, name: str, problem: Text) -> Text:
        """Return a message that names the field's cell and says what is wrong with it."""
        return Text("{cell}: {problem}", cell=self.cell_name(name), problem=problem)


class MappedSheet:
    """A sheet with its mapping; ``prefix`` is put before the names of its cells.

    ``used`` are the cells that were read, as row and column; ``ROW`` as column means the whole row. ``most`` is the
    maximum number of rows to be read, or None.
    """

    def __init__(self, sheet: Worksheet, mapping: SheetMapping, prefix: str, most: int | None) -> None:
        self.sheet, self.mapping, self._prefix = sheet, mapping, prefix
        self.most = most
        self._headings = sheet_headings(sheet, mapping.head, mapping.first)
        self._columns = tuple(key.removeprefix("session.") for key in mapping.columns[: sheet.width])
        self._numbers: dict[str, list[int]] = {}
        self._groups: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for number, key in enumerate(self._columns):
            if numbered := GROUPED.fullmatch(key):
                self._groups.setdefault((numbered[1], int(numbered[2])), []).append((number, numbered[3]))
            elif key and key not in AS_EXTRA:
                self._numbers.setdefault(key, []).append(number)
        self.extras = [(n, self.heading(n)) for n, key in enumerate(self._columns) if key in AS_EXTRA]
        self.fields = frozenset(self._numbers)
        self.has_people = any(group != "part" for group, _ in self._groups)
        self.of_persons = tuple(key for key in self._numbers if key.startswith("person."))
        self.used: set[tuple[int, int]] = set()
        self._merged = _merged_values(sheet, self._columns)
        self._unknown = frozenset(sheet.unknown)

    def heading(self, column: int) -> str:
        """Return the heading of a column, or the name of its cell if there is none."""
        return (self._headings[column] or self.cell_name(max(self.mapping.head, 0), column))[:200]

    def id_label(self, name: str) -> str:
        """Return the word before the ids of a field in keys: *guid* if that is the column's heading, otherwise *id*."""
        named = self.heading(self.first_column(name)) if name in self._numbers else ""
        return "guid" if bare_heading(named) == "guid" else "id"

    def first_column(self, name: str) -> int:
        """Return the first column of a field, or else of the title, or of the name, or else 0."""
        of = self._numbers.get
        return (of(name) or of("title") or of("person.name") or [0])[0]

    def cell_name(self, row: int, column: int) -> str:
        """Return the name of a cell, such as *B7*, with that of its sheet if there are several sheets."""
        return f"{self._prefix}{self.sheet.cell(row, column)}"

    def unused_cells(self) -> Iterator[UnusedCells]:
        """Yield each filled cell that was not read."""
        for number, row in enumerate(self.sheet.rows):
            if (number, ROW) not in self.used:
                for column, value in enumerate(row):
                    if value is not None and (number, column) not in self.used and (text := text_of(value)):
                        yield UnusedCells(" ".join(text.split())[:LONGEST_LEFT], cell=self.cell_name(number, column))

    def unresolved_cells(self, row: int) -> list[tuple[str, str]]:
        """Return the field and the name of each mapped cell in a row whose value is not known."""
        columns = enumerate(self._columns if self._unknown else ())
        return [(key, self.cell_name(row, n)) for n, key in columns if key and (row, n) in self._unknown]

    def record(self, number: int) -> Record:
        """Return a row as a record, and mark the row as used."""
        row = self.sheet.rows[number]
        self.used.add((number, ROW))
        values: dict[str, CellValue] = {}
        for key, columns in self._numbers.items():
            told = tuple(without_formula_guard(row[n]) for n in columns if row[n] not in (None, ""))
            if told:
                values[key] = told if len(told) > 1 else told[0]
        for key, value in self._merged.get(number, ()):
            values.setdefault(key, value)
        doubts = [
            Text(
                "{cell}: “{text}” is a guess for “{field}”.",
                cell=self.cell_name(number, n),
                text=text_of(row[n]),
                field=self.heading(n),
            )
            for n in range(len(row))
            if (number, n) in self.sheet.guessed
        ]
        people = [PersonRecord(told, group) for group, told in self.numbered_groups(row) if group != "part"]
        extras = [ExtraField(name, text) for n, name in self.extras if (text := text_of(without_formula_guard(row[n])))]
        return Record(
            self, number, values, extras, people, self.mapping.day, unknown=self.unresolved_cells(number), doubts=doubts
        )

    def numbered_groups(self, row: tuple[Value, ...]) -> Iterator[tuple[str, dict[str, CellValue]]]:
        """Yield the filled groups of numbered columns in a row: the kind of each, such as *part*, and its values."""
        for (group, _), columns in sorted(self._groups.items()):
            values = {
                key: without_formula_guard(row[column]) for column, key in columns if row[column] not in (None, "")
            }
            if values:
                yield group, dict(values)


def _merged_values(sheet: Worksheet, columns: tuple[str, ...]) -> dict[int, list[tuple[str, Value]]]:
    """Return the values that cells merged over several rows carry down, each with its field, by row."""
    found: dict[int, list[tuple[str, Value]]] = {}
    for area in sheet.merged:
        key = columns[area.left] if area.left < len(columns) else ""
        for row in range(area.top + 1, area.bottom + 1) if key in CARRIED_DOWN else ():
            found.setdefault(row, []).append((key, sheet.rows[area.top][area.left]))
    return found


def transposed(sheet: Worksheet) -> Worksheet:
    """Return the sheet with rows and columns exchanged, except in its looks and guesses, and without its lines."""
    merged = tuple(Area(area.left, area.top, area.right, area.bottom) for area in sheet.merged)
    unknown = tuple((column, row) for row, column in sheet.unknown)
    return replace(sheet, rows=tuple(zip(*sheet.rows, strict=True)), merged=merged, unknown=unknown, lines=())


def person_record(one: NamedPerson) -> PersonRecord:
    """Return a person named in a cell as a record, with the values of ``person`` fields."""
    told = {"name": one.name, **one.details}
    values: dict[str, CellValue] = {f"person.{key}": text for key, text in told.items() if text}
    return PersonRecord(values, f"{one.role.value}s" if one.role else "speakers")


@lru_cache(4096)
def split_parts(text: str, separator: str = "") -> tuple[str, ...]:
    """Return the words or names listed in a text, without duplicates."""
    separator = separator or (";" if ";" in text else ",")
    parts = (clean_line(part) for line in text.splitlines() for part in line.split(separator))
    return tuple(dict.fromkeys(part for part in parts if part))
