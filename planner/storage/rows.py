"""Converts entities to rows and back, reading and writing their tables."""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache, partial
from operator import itemgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin

from planner.domain.agenda import Agenda
from planner.domain.change import Edit
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
from planner.domain.json_codec import to_json, type_hints_of, value_from_json
from planner.domain.span import Span
from planner.domain.value_objects import Appearance, Placement
from planner.storage.json_text import parse
from planner.storage.texts import check_column, check_lists

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

TABLES: dict[type[Entity], str] = {
    Conference: "conference",
    Venue: "venue",
    Partner: "partners",
    Day: "days",
    Room: "rooms",
    Track: "tracks",
    Person: "people",
    Session: "sessions",
    Cover: "covers",
    Template: "templates",
}
_PLAIN: tuple[type[Entity], ...] = (Conference, Venue, Partner, Day, Room, Track, Person, Cover, Template)
_LINKED = ("people", "placement")
"""The fields of a session stored in separate tables, or in the columns ``day``, ``start`` and ``place``."""
_KEYS = ("id", "person", "origin")
_FIELDS: dict[type, tuple[str, ...]] = {
    cls: tuple(f.name for f in fields(cls) if cls is not Session or f.name not in _LINKED)
    for cls in (*TABLES, Appearance)
}
COLUMNS: dict[type[Entity], tuple[str, ...]] = {
    cls: (*_FIELDS[cls], "day", "start", "place") if cls is Session else _FIELDS[cls] for cls in TABLES
}
APPEARANCE = (*_FIELDS[Appearance], "session", "position")


def _quoted(names: tuple[str, ...]) -> list[str]:
    return [f'"{name}"' for name in names]


def _marks(names: tuple[str, ...]) -> str:
    return ", ".join("?" * len(names))


INSERT = {c: f"INSERT INTO {TABLES[c]} ({', '.join(_quoted(n))}) VALUES ({_marks(n)})" for c, n in COLUMNS.items()}
UPDATE = {
    c: f"UPDATE {TABLES[c]} SET {', '.join(f'{x} = ?' for x in _quoted(n[1:]))} WHERE id = ?"
    for c, n in COLUMNS.items()
}
DELETE = {c: f"DELETE FROM {TABLES[c]} WHERE id = ?" for c in COLUMNS}
"""A constant statement for each table (likewise ``INSERT`` and ``UPDATE``), so that SQLite parses it only once."""


def write_edits(db: Database, edits: Iterable[Edit]) -> None:
    """Write the rows of edited entities: insert, update or delete each.

    Dates that change are first replaced by placeholders: a day may get the former date of another, and dates are
    unique.
    """
    edits = tuple(edits)
    for edit in edits:
        before, after = edit.before, edit.after
        if isinstance(before, Day) and not (isinstance(after, Day) and after.date == before.date):
            _one(db.execute("UPDATE days SET date = ? WHERE id = ?", (f"was {before.id}", before.id)))
    for edit in edits:
        _write_edit(db, edit)


def _write_edit(db: Database, edit: Edit) -> None:
    kind = type(edit.entity)
    before, after = edit.before, edit.after
    if kind is Session:
        _clear_links(db, edit)
    if after is None:
        _one(db.execute(DELETE[kind], (edit.entity.id,)))
        return
    row = row_of(after)
    _check_row(kind, row)
    if before is None:
        db.execute(INSERT[kind], row)
    elif row_of(before) != row:
        _one(db.execute(UPDATE[kind], (*row[1:], row[0])))
    if isinstance(after, Session):
        _write_links(db, before, after)


def _one(cursor: sqlite3.Cursor) -> None:
    if cursor.rowcount != 1:
        raise ValueError("the row to change is not there")


def _rooms(session: Entity | None) -> tuple[str, ...]:
    return session.placement.rooms if isinstance(session, Session) and session.placement else ()


def _people(session: Entity | None) -> tuple[Appearance, ...]:
    return session.people if isinstance(session, Session) else ()


def _clear_links(db: Database, edit: Edit) -> None:
    if edit.before and _rooms(edit.before) != _rooms(edit.after):
        db.execute("DELETE FROM session_rooms WHERE session = ?", (edit.entity.id,))
    if edit.before and _people(edit.before) != _people(edit.after):
        db.execute("DELETE FROM appearances WHERE session = ?", (edit.entity.id,))


def _write_links(db: Database, before: Entity | None, after: Session) -> None:
    if _rooms(before) != _rooms(after):
        for n, room in enumerate(_rooms(after)):
            db.execute("INSERT INTO session_rooms (session, room, position) VALUES (?, ?, ?)", (after.id, room, n))
    if _people(before) != after.people:
        for n, a in enumerate(after.people):
            row = (*(_value(getattr(a, name)) for name in _FIELDS[Appearance]), after.id, n)
            db.execute(f"INSERT INTO appearances ({', '.join(APPEARANCE)}) VALUES ({_marks(APPEARANCE)})", row)


def row_of(entity: Entity) -> tuple[Any, ...]:
    """Return an entity's row in the order of ``COLUMNS``, without a session's rooms and people (separate tables)."""
    own = tuple([_value(getattr(entity, name)) for name in _FIELDS[type(entity)]])
    if isinstance(entity, Session):
        placement = entity.placement
        where = (placement.span.day.isoformat(), placement.span.start, placement.place) if placement else (None,) * 3
        return (*own, *where)
    return own


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return json.dumps(to_json(value), ensure_ascii=False) if value else "[]"
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def read_agenda(conn: sqlite3.Connection) -> Agenda:
    """Read the whole conference; raise ``ValueError``, ``TypeError`` or ``KeyError`` if a row is invalid."""
    found: list[Entity] = []
    for cls in _PLAIN:
        found.extend(_things(cls, _rows(conn, _select(cls))))
    found.extend(_read_sessions(conn))
    kinds = [type(entity) for entity in found]
    if (kinds.count(Conference), kinds.count(Venue)) != (1, 1) or Day not in kinds:
        raise ValueError("not one conference")
    return Agenda.of(*found)


def _rows(conn: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    """Fetch all rows of a query at once: an unfinished cursor in a traceback would keep the file locked."""
    return conn.execute(query).fetchall()


def _select(cls: type[Entity]) -> str:
    return f"SELECT {', '.join(_quoted(COLUMNS[cls]))} FROM {TABLES[cls]}"


def _things(cls: type[T], rows: list[tuple[Any, ...]], **more: list[Any]) -> list[T]:
    """Construct an object of ``cls`` from each row; ``more`` has the values of fields stored elsewhere, as columns.

    The fields are set column by column, bypassing the frozen ``__init__``, which takes twice as long. The checks are
    the same.
    """
    names, hints = _FIELDS[cls], type_hints_of(cast(Any, cls))
    things = [object.__new__(cls) for _ in rows]
    stored = dict(zip(names, zip(*rows, strict=True), strict=False))
    columns = {name: _read_column(hints[name], column) for name, column in stored.items()}
    _check_texts(cls, stored, columns)
    for name, column in (columns | more).items():
        deque(map(getattr(cls, name).__set__, things, column), maxlen=0)
    if check := getattr(cls, "__post_init__", None):
        deque(map(check, things), maxlen=0)
    return things


def _check_row(kind: type[Entity], row: tuple[Any, ...]) -> None:
    """Raise ``WrongText`` if a text in a row is too long or has a control character, and so could not be read again."""
    for name, value in zip(COLUMNS[kind], row, strict=True):
        if (
            isinstance(value, str)
            and name not in _KEYS
            and get_origin(type_hints_of(cast(Any, kind)).get(name)) is not tuple
        ):
            check_column(TABLES[kind], name, (value,))


def _check_texts(cls: type, stored: Mapping[str, tuple[Any, ...]], columns: Mapping[str, Iterable[Any]]) -> None:
    """Raise ``WrongText`` if a text is too long or has a control character; ids and import keys are not checked."""
    table, hints = TABLES.get(cls, "appearances"), type_hints_of(cast(Any, cls))
    for name, column in stored.items():
        if hints[name] is str and name not in _KEYS:
            check_column(table, name, column)
        elif get_origin(hints[name]) is tuple:
            check_lists(table, name, column, columns[name])


def _read_column(hint: Any, column: tuple[Any, ...]) -> Iterable[Any]:
    """Convert a stored column to the type ``hint``, each distinct value only once, as most rows share values."""
    read = _reader(hint)
    if read is None:
        return column
    made = {value: read(value) for value in set(column)}
    return [made[value] for value in column]


@cache
def _reader(hint: Any) -> Callable[[Any], Any] | None:
    origin = get_origin(hint)
    if origin is tuple:
        return partial(_from_json, hint)
    if origin in (Union, UnionType):
        read = _reader(get_args(hint)[0])
        return (lambda value: None if value is None else read(value)) if read else None
    if hint is bool:
        return bool
    if hint is date:
        return _date
    if issubclass(hint, Enum):
        members = {member.value: member for member in hint}
        return members.__getitem__
    return None


def _from_json(hint: Any, text: str) -> Any:
    return () if text == "[]" else value_from_json(hint, parse(text))


@cache
def _date(text: str) -> date:
    """Parse a date in the form YYYY-MM-DD; other ISO forms are refused, since foreign keys compare the text."""
    found = date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(f"not our way of a date: {text}")
    return found


def _read_sessions(conn: sqlite3.Connection) -> list[Session]:
    rooms, people = _read_rooms(conn), _read_people(conn)
    rows = _rows(conn, _select(Session))
    minutes = _FIELDS[Session].index("minutes")
    check_column(TABLES[Session], "place", (row[-1] for row in rows))
    return _things(
        Session,
        rows,
        people=[tuple(people.get(row[0], ())) for row in rows],
        placement=[_placement(row, row[minutes], tuple(rooms.get(row[0], ()))) for row in rows],
    )


def _read_rooms(conn: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the rooms of each session in their stored order, by session id."""
    found: dict[str, list[str]] = {}
    for room, session, _ in _in_order(_rows(conn, "SELECT room, session, position FROM session_rooms")):
        found.setdefault(session, []).append(room)
    return found


def _read_people(conn: sqlite3.Connection) -> dict[str, list[Appearance]]:
    """Return the appearances in each session in their stored order, by session id."""
    found: dict[str, list[Appearance]] = {}
    rows = _in_order(_rows(conn, f"SELECT {', '.join(APPEARANCE)} FROM appearances"))
    for row, appearance in zip(rows, _things(Appearance, rows), strict=True):
        found.setdefault(row[-2], []).append(appearance)
    return found


def _in_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows sorted by their last column, the position."""
    return sorted(rows, key=itemgetter(-1))


def _placement(row: tuple[Any, ...], minutes: int, rooms: tuple[str, ...]) -> Placement | None:
    day, start, place = row[-3:]
    if day is not None:
        return Placement(Span(_date(day), start, start + minutes), rooms, place)
    if rooms:
        raise ValueError("a room without a time")
    return None
