"""Entity to row and back. No other file has heard of a column."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache, partial
from operator import itemgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin

from planner.domain.agenda import Agenda
from planner.domain.change import Edit
from planner.domain.details import Appearance, Placement
from planner.domain.entities import Conference, Cover, Day, Entity, Partner, Person, Room, Session, Track, Venue
from planner.domain.kinds import Role, State
from planner.domain.plain import hints_of, to_plain, value_from_plain
from planner.domain.span import Span

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
}
_PLAIN: tuple[type[Entity], ...] = (Conference, Venue, Partner, Day, Room, Track, Person, Cover)
_LINKED = ("people", "placement")
"""What of a session lies in tables of its own, or in the columns ``day``, ``start`` and ``place``."""
_FIELDS: dict[type[Entity], tuple[str, ...]] = {
    cls: tuple(f.name for f in fields(cls) if cls is not Session or f.name not in _LINKED) for cls in TABLES
}
COLUMNS: dict[type[Entity], tuple[str, ...]] = {
    cls: (*names, "day", "start", "place") if cls is Session else names for cls, names in _FIELDS.items()
}


def _quoted(names: tuple[str, ...]) -> list[str]:
    return [f'"{name}"' for name in names]


INSERT = {
    c: f"INSERT INTO {TABLES[c]} ({', '.join(_quoted(n))}) VALUES ({', '.join('?' * len(n))})"
    for c, n in COLUMNS.items()
}
UPDATE = {
    c: f"UPDATE {TABLES[c]} SET {', '.join(f'{x} = ?' for x in _quoted(n[1:]))} WHERE id = ?"
    for c, n in COLUMNS.items()
}
DELETE = {c: f"DELETE FROM {TABLES[c]} WHERE id = ?" for c in COLUMNS}
"""One text a table, so that SQLite parses each of them once."""


def write_pictures(db: Database, pictures: Mapping[str, bytes]) -> None:
    """Store pictures by their id; one that is there already is the same."""
    for picture, data in pictures.items():
        db.execute("INSERT OR IGNORE INTO pictures (id, bytes) VALUES (?, ?)", (picture, data))


def read_picture(conn: sqlite3.Connection, picture: str) -> bytes | None:
    """The bytes of a picture, or None."""
    row = conn.execute("SELECT bytes FROM pictures WHERE id = ?", (picture,)).fetchone()
    return bytes(row[0]) if row else None


def write_edit(db: Database, edit: Edit) -> None:
    """Bring the rows of one thing from its image before to its image after."""
    kind = type(edit.entity)
    before, after = edit.before, edit.after
    if kind is Session:
        _clear_links(db, edit)
    if after is None:
        _one(db.execute(DELETE[kind], (edit.entity.id,)))
        return
    row = row_of(after)
    if before is None:
        db.execute(INSERT[kind], row)
    elif row_of(before) != row:
        _one(db.execute(UPDATE[kind], (*row[1:], row[0])))
    if isinstance(after, Session):
        _write_links(db, before, after)


APPEARANCE = "session, person, role, state, asked, answered, position"


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
            row = (after.id, a.person, a.role.value, a.state.value, _value(a.asked), _value(a.answered), n)
            db.execute(f"INSERT INTO appearances ({APPEARANCE}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def row_of(entity: Entity) -> tuple[Any, ...]:
    """The thing's own row in the order of ``COLUMNS``; a session's rooms and people lie in tables of their own."""
    own = tuple([_value(getattr(entity, name)) for name in _FIELDS[type(entity)]])
    if isinstance(entity, Session):
        placement = entity.placement
        where = (placement.span.day.isoformat(), placement.span.start, placement.place) if placement else (None,) * 3
        return (*own, *where)
    return own


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return json.dumps(to_plain(value), ensure_ascii=False) if value else "[]"
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def read_agenda(conn: sqlite3.Connection) -> Agenda:
    """The whole conference; raises ``ValueError``, ``TypeError`` or ``KeyError`` for rows that cannot be one."""
    found: list[Entity] = []
    for cls in _PLAIN:
        found.extend(_things(cls, _rows(conn, _select(cls))))
    found.extend(_read_sessions(conn))
    kinds = [type(entity) for entity in found]
    if (kinds.count(Conference), kinds.count(Venue)) != (1, 1) or Day not in kinds:
        raise ValueError("not one conference")
    return Agenda.of(*found)


def _rows(conn: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    """All rows at once: a cursor left half-read in an error's traceback would keep the file locked."""
    return conn.execute(query).fetchall()


def _select(cls: type[Entity]) -> str:
    return f"SELECT {', '.join(_quoted(COLUMNS[cls]))} FROM {TABLES[cls]}"


def _things(cls: type[T], rows: list[tuple[Any, ...]], **more: list[Any]) -> Iterator[T]:
    """A thing of each row; ``more`` are the values of fields that lie elsewhere, a list a field."""
    names, hints = _FIELDS[cls], hints_of(cls)  # type: ignore[index]
    columns = [_read_column(hints[name], column) for name, column in zip(names, zip(*rows, strict=True), strict=False)]
    keys = (*names, *more)
    for values in zip(*columns, *more.values(), strict=True):
        yield cls(**dict(zip(keys, values, strict=True)))


def _read_column(hint: Any, column: tuple[Any, ...]) -> Iterable[Any]:
    """A column's values as the model has them; each different one is made once, as most things share most of them."""
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
    return () if text == "[]" else value_from_plain(hint, json.loads(text))


@cache
def _date(text: str) -> date:
    """The date in the one way we write it; foreign keys compare the text."""
    found = date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(f"not our way of a date: {text}")
    return found


def _read_sessions(conn: sqlite3.Connection) -> Iterator[Session]:
    rooms: dict[str, list[tuple[int, str]]] = {}
    for session, n, room in _rows(conn, "SELECT session, position, room FROM session_rooms"):
        rooms.setdefault(session, []).append((n, room))
    people: dict[str, list[tuple[int, Appearance]]] = {}
    roles, states = {r.value: r for r in Role}, {s.value: s for s in State}
    for session, person, role, state, asked, answered, n in _rows(conn, f"SELECT {APPEARANCE} FROM appearances"):
        dates = (_date(asked) if asked else None, _date(answered) if answered else None)
        people.setdefault(session, []).append((n, Appearance(person, roles[role], states[state], *dates)))
    rows = _rows(conn, _select(Session))
    minutes = _FIELDS[Session].index("minutes")
    yield from _things(
        Session,
        rows,
        people=[_in_order(people.get(row[0])) for row in rows],
        placement=[_placement(row, row[minutes], _in_order(rooms.get(row[0]))) for row in rows],
    )


def _in_order(found: list[tuple[int, T]] | None) -> tuple[T, ...]:
    if found is None:
        return ()
    if len(found) > 1:
        found.sort(key=itemgetter(0))
    return tuple([item for _, item in found])


def _placement(row: tuple[Any, ...], minutes: int, rooms: tuple[str, ...]) -> Placement | None:
    day, start, place = row[-3:]
    if day is not None:
        return Placement(Span(_date(day), start, start + minutes), rooms, place)
    if rooms:
        raise ValueError("a room without a time")
    return None
