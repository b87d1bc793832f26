"""Converts entities to rows and back, and reads and writes their tables.

Texts are checked for control characters and for the maximum lengths in docs/file-format.md, except ids and import
keys. Those in lists are checked for their length only, and only when they are read.
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from types import UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin

from planner.commands.edit import LONGEST_LINE, LONGEST_TEXT
from planner.domain.agenda import Agenda, Change, Edit, merged_change
from planner.domain.block import Block
from planner.domain.entities import (
    MULTILINE,
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
from planner.domain.json_codec import field_types, stored_name, to_json, value_from_json
from planner.domain.span import Span
from planner.domain.text import Text, is_clean
from planner.domain.value_objects import Appearance, Placement

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase


class WrongText(ValueError):
    """The error for a text that is too long or has control characters; ``why`` names the text's field."""

    def __init__(self, why: Text) -> None:
        super().__init__(str(why))
        self.why = why


def too_long_error(where: str) -> WrongText:
    """Return the error for a text that is too long; ``where`` is its field as TABLE.COLUMN."""
    return WrongText(Text("a text in {field} is too long", field=where))


def check_column(table: str, name: str, column: Iterable[str | None]) -> None:
    """Raise ``WrongText`` if a text in a column is too long or has a control character."""
    texts = [text for text in column if text]
    most = LONGEST_TEXT if name in MULTILINE else LONGEST_LINE
    if texts and max(map(len, texts)) > most:
        raise too_long_error(f"{table}.{name}")
    many_lines = name in MULTILINE
    if not all(text.isprintable() or is_clean(text, many_lines=many_lines) for text in texts):
        raise WrongText(Text("a text in {field} holds control characters", field=f"{table}.{name}"))


def check_lists(table: str, name: str, stored: Sequence[str], lists: Iterable[Iterable[Any]]) -> None:
    """Raise ``WrongText`` if a text in one of the lists is too long; ``stored`` are the same lists as JSON."""
    if max(map(len, stored), default=0) <= LONGEST_LINE:
        return
    if any(len(text) > LONGEST_LINE for values in lists for value in values for text in _value_texts(value)):
        raise too_long_error(f"{table}.{name}")


def _value_texts(value: Any) -> Iterable[str]:
    if is_dataclass(value):
        return [text for f in fields(value) if isinstance(text := getattr(value, f.name), str)]
    return [value] if isinstance(value, str) else []


def parse_json(text: str) -> Any:
    """Parse JSON; raise ``ValueError`` or ``RecursionError`` if ``json.loads`` does, or if it has a lone surrogate.

    JSON can escape half a character (``\\ud800``), which cannot be encoded as UTF-8 and so never be stored again.
    """
    value = json.loads(text)
    if "\\u" in text:  # without an escape, the text was valid UTF-8 in the file
        json.dumps(value, ensure_ascii=False).encode()
    return value


T = TypeVar("T")

TABLES: dict[type[Entity], str] = {
    Conference: "conference",
    Venue: "venue",
    Partner: "partners",
    Day: "days",
    Room: "rooms",
    Track: "tracks",
    Person: "people",
    Block: "blocks",
    Session: "sessions",
    Cover: "covers",
    Template: "templates",
}
_LINKED = ("people", "chairs", "placement")
"""The fields of a session or block that are stored in separate tables, or in the columns ``PLACE``."""
_PLACED: tuple[type[Session | Block], ...] = (Session, Block)
"""The types with a placement; the others have rows only."""
PLACE = ("day", "start", "place")
_KEYS = ("id", "person", "origin")
_FIELDS: dict[type, tuple[str, ...]] = {
    cls: tuple(f.name for f in fields(cls) if f.name not in _LINKED) for cls in (*TABLES, Appearance)
}
COLUMNS: dict[type[Entity], tuple[str, ...]] = {
    cls: (*map(stored_name, _FIELDS[cls]), *(PLACE if cls in _PLACED else ())) for cls in TABLES
}
Row = dict[str, Any]
"""A row's values by column."""


def _quoted_names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def write_edits(db: FileDatabase, edits: Iterable[Edit]) -> None:
    """Write the rows of edited entities: update or delete each, then insert the new ones of each table together.

    Edits of the same entity are merged first, as the second might change a row that is not inserted yet. Dates that
    change are first replaced by placeholders: a day may get the former date of another, and dates are unique. Raise
    ``ValueError`` if a row to change does not exist.
    """
    label = Text("")
    edits = merged_change(label, [Change(label, tuple(edits))]).edits
    for edit in edits:
        before, after = edit.before, edit.after
        if isinstance(before, Day) and not (isinstance(after, Day) and after.date == before.date):
            db.table(TABLES[Day]).update(before.id, {"date": f"was {before.id}"})
    new: dict[str, list[Row]] = {}
    for edit in edits:
        for table, rows in _write_edit(db, edit).items():
            new.setdefault(table, []).extend(rows)
    for table, rows in new.items():
        db.table(table).insert_all(rows)


def _write_edit(db: FileDatabase, edit: Edit) -> dict[str, list[Row]]:
    """Update or delete the rows of an edited entity, and return the new rows of each table."""
    kind, before, after, new = type(edit.entity), edit.before, edit.after, dict[str, list[Row]]()
    table = db.table(TABLES[kind])
    if after is None:
        table.delete(edit.entity.id)
    else:
        row = entity_row(after, before)
        for name in _text_columns(cast(Any, kind)) & row.keys():
            check_column(table.name, name, (row[name],))
        for name in _list_fields(cast(Any, kind)):
            if (column := stored_name(name)) in row:
                check_lists(table.name, column, (row[column],), (getattr(after, name),))
        if before is None:
            new[table.name] = [row]
        elif row:
            table.update(after.id, row)
    for link in _LINKS.get(kind, ()):
        was, now = link.of(before), link.of(after)
        if was != now:
            if was:
                db.table(link.table).delete_where(f"{link.owner} = ?", (edit.entity.id,))
            owner = {link.owner: edit.entity.id}
            new[link.table] = [{**_link_row(one), **owner, "position": n} for n, one in enumerate(now)]
    return new


def _room_ids(placed: Any) -> tuple[str, ...]:
    return placed.placement.rooms if placed and placed.placement else ()


class _LinkTable(NamedTuple):
    """A table of entities' rooms or people, with the entity's id in column ``owner``; ``of`` finds an entity's."""

    table: str
    owner: str
    of: Callable[[Any], tuple[object, ...]]


_LINKS: dict[type[Entity], tuple[_LinkTable, ...]] = {
    Session: (
        _LinkTable("session_rooms", "session", _room_ids),
        _LinkTable("appearances", "session", lambda session: session.people if session else ()),
    ),
    Block: (
        _LinkTable("block_rooms", "block", _room_ids),
        _LinkTable("chairs", "block", lambda block: block.chairs if block else ()),
    ),
}
"""The tables of the rooms and people of each type."""
LINK_TABLES = frozenset(link.table for links in _LINKS.values() for link in links)


def entity_row(entity: Entity, before: Entity | None = None) -> Row:
    """Return an entity's row, with only the columns that differ from ``before`` if given; without rooms and people."""
    names = [n for n in _FIELDS[type(entity)] if before is None or getattr(before, n) != getattr(entity, n)]
    row = {stored_name(name): _stored_value(getattr(entity, name)) for name in names}
    if isinstance(entity, _PLACED) and not (isinstance(before, _PLACED) and before.placement == entity.placement):
        where = entity.placement
        place = (where.span.day.isoformat(), where.span.start, where.place) if where else (None, None, None)
        row.update(zip(PLACE, place, strict=True))
    return row


def _link_row(link: object) -> Row:
    """Return the row of a room's id or an appearance in its link table, without owner and position."""
    return (
        {"room": link} if isinstance(link, str) else {n: _stored_value(getattr(link, n)) for n in _FIELDS[Appearance]}
    )


def _stored_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return json.dumps(to_json(value), ensure_ascii=False) if value else "[]"
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def read_agenda(conn: sqlite3.Connection) -> Agenda:
    """Read the whole conference; raise an error that ``reporting_read_errors`` converts if a row is invalid."""
    found: list[Entity] = []
    for cls in TABLES.keys() - _PLACED:
        found.extend(_entities_from_rows(cls, _fetch_rows(conn, _select_query(cls))))
    for kind in _PLACED:
        found.extend(_read_placed_entities(conn, kind))
    kinds = [type(entity) for entity in found]
    if (kinds.count(Conference), kinds.count(Venue)) != (1, 1) or Day not in kinds:
        raise ValueError("not one conference")
    return Agenda.of(*found)


def _fetch_rows(conn: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    """Fetch all rows of a query at once: an unfinished cursor in a traceback would keep the file locked."""
    return conn.execute(query).fetchall()


def _select_query(cls: type[Entity]) -> str:
    return f"SELECT {_quoted_names(COLUMNS[cls])} FROM {TABLES[cls]}"


def _entities_from_rows(cls: type[T], rows: list[tuple[Any, ...]], **more: list[Any]) -> list[T]:
    """Construct an object of ``cls`` from each row; ``more`` has the values of fields stored elsewhere, a column each.

    The fields are set column by column, bypassing the frozen ``__init__``; the checks are the same. Plain calls of
    ``cls`` took 10 of 37 ms more when 1,000 sessions were opened, 7 of 52 with FOSDEM; loops instead of ``deque``,
    which only exhausts the iterator, took 1.3 ms more.
    """
    names, hints = _FIELDS[cls], field_types(cast(Any, cls))
    things = [object.__new__(cls) for _ in rows]
    stored = dict(zip(names, zip(*rows, strict=True), strict=False))
    columns = {
        name: [*map(read, column)] if (read := _column_reader(hints[name])) else column
        for name, column in stored.items()
    }
    for name in _text_columns(cast(Any, cls)) & stored.keys():
        check_column(TABLES.get(cast(Any, cls), "appearances"), name, stored[name])
    for name in _list_fields(cast(Any, cls)):
        if name in stored:
            check_lists(TABLES[cast(Any, cls)], stored_name(name), stored[name], columns[name])
    for name, column in (columns | more).items():
        deque(map(getattr(cls, name).__set__, things, column), maxlen=0)
    if check := getattr(cls, "__post_init__", None):
        deque(map(check, things), maxlen=0)
    return things


@cache
def _text_columns(cls: Any) -> frozenset[str]:
    """Return the columns whose texts are checked, named as the fields are; ids and import keys are not checked."""
    texts = {name for name, hint in field_types(cls).items() if hint is str and name not in _KEYS}
    return frozenset(texts | ({"place"} if cls in _PLACED else set()))


@cache
def _list_fields(cls: Any) -> tuple[str, ...]:
    """Return the fields that are lists, which are stored as JSON."""
    return tuple(name for name, hint in field_types(cls).items() if get_origin(hint) is tuple)


@cache
def _column_reader(hint: Any) -> Callable[[Any], Any] | None:
    origin = get_origin(hint)
    if origin is tuple:
        return partial(_values_from_json, hint)
    if origin in (Union, UnionType):
        read = _column_reader(get_args(hint)[0])
        return (lambda value: None if value is None else read(value)) if read else None
    if hint is bool:
        return bool
    if hint is date:
        return _parse_date
    if issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    return None


def _values_from_json(hint: Any, text: str) -> Any:
    return () if text == "[]" else value_from_json(hint, parse_json(text))


@cache
def _parse_date(text: str) -> date:
    """Parse a date as YYYY-MM-DD; raise ``ValueError`` for other ISO forms, since foreign keys compare the text."""
    found = date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(f"not our way of a date: {text}")
    return found


def _read_placed_entities(conn: sqlite3.Connection, kind: type[Session | Block]) -> list[Any]:
    """Read the sessions or the blocks with their rooms and people."""
    of_rooms, of_people = _LINKS[kind]
    rooms = _read_links(conn, of_rooms, ("room",), lambda rows: [room for room, _owner in rows])
    people = _read_links(conn, of_people, _FIELDS[Appearance], partial(_entities_from_rows, Appearance))
    rows = _fetch_rows(conn, _select_query(kind))
    minutes = _FIELDS[kind].index("minutes")
    check_column(TABLES[kind], "place", (row[-1] for row in rows))
    seats = [tuple(people.get(row[0], ())) for row in rows]
    places = [_placement_from_row(row, row[minutes], tuple(rooms.get(row[0], ()))) for row in rows]
    return _entities_from_rows(kind, rows, **{"people" if kind is Session else "chairs": seats}, placement=places)


def _read_links(
    conn: sqlite3.Connection,
    link: _LinkTable,
    columns: tuple[str, ...],
    make: Callable[[list[tuple[Any, ...]]], list[T]],
) -> dict[str, list[T]]:
    """Return the rooms or the people in a link table, in the stored order, by the id of their session or block.

    ``make`` makes them from rows that have these columns and, at the end, that id.
    """
    rows = _fetch_rows(conn, f"SELECT {_quoted_names((*columns, link.owner))} FROM {link.table} ORDER BY position")
    found: dict[str, list[T]] = {}
    for row, thing in zip(rows, make(rows), strict=True):
        found.setdefault(row[-1], []).append(thing)
    return found


def _placement_from_row(row: tuple[Any, ...], minutes: int, rooms: tuple[str, ...]) -> Placement | None:
    day, start, place = row[-3:]
    if day is not None:
        return Placement(Span(_parse_date(day), start, start + minutes), rooms, place)
    if rooms:
        raise ValueError("a room without a time")
    return None
