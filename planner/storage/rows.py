"""Entity to row and back. No other file has heard of a column."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from planner.domain.agenda import Agenda
from planner.domain.change import Edit
from planner.domain.entities import (
    Appearance,
    Conference,
    Day,
    Entity,
    Kind,
    Person,
    Placement,
    Role,
    Room,
    Session,
    State,
    Status,
    Track,
    Venue,
)
from planner.domain.span import Span

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

TABLES: dict[type[Entity], str] = {
    Conference: "conference",
    Venue: "venue",
    Day: "days",
    Room: "rooms",
    Track: "tracks",
    Person: "people",
    Session: "sessions",
}
_PLAIN: tuple[type[Entity], ...] = (Conference, Venue, Room, Track, Person)
_SESSION = ("id", "number", "title", "kind", "minutes", "status", "track", "abstract", "note", "website", "stream")
COLUMNS: dict[type[Entity], tuple[str, ...]] = {
    cls: (*_SESSION, "day", "start", "place") if cls is Session else tuple(f.name for f in fields(cls))
    for cls in TABLES
}
INSERT = {c: f"INSERT INTO {TABLES[c]} ({', '.join(n)}) VALUES ({', '.join('?' * len(n))})" for c, n in COLUMNS.items()}
UPDATE = {c: f"UPDATE {TABLES[c]} SET {', '.join(f'{x} = ?' for x in n[1:])} WHERE id = ?" for c, n in COLUMNS.items()}
DELETE = {c: f"DELETE FROM {TABLES[c]} WHERE id = ?" for c in COLUMNS}
"""One text a table, so that SQLite parses each of them once."""


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
            row = (after.id, a.person, a.role.value, a.state.value, n)
            db.execute("INSERT INTO appearances (session, person, role, state, position) VALUES (?, ?, ?, ?, ?)", row)


def row_of(entity: Entity) -> tuple[Any, ...]:
    """The thing's own row in the order of ``COLUMNS``; a session's rooms and people lie in tables of their own."""
    if isinstance(entity, Session):
        placement = entity.placement
        where = (placement.span.day.isoformat(), placement.span.start, placement.place) if placement else (None,) * 3
        return (*(_value(getattr(entity, name)) for name in _SESSION), *where)
    return tuple(_value(getattr(entity, name)) for name in COLUMNS[type(entity)])


def _value(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def read_agenda(conn: sqlite3.Connection) -> Agenda:
    """The whole conference; raises ``ValueError``, ``TypeError`` or ``KeyError`` for rows that cannot be one."""
    found: list[Entity] = []
    for cls in _PLAIN:
        found.extend(cls(**dict(zip(COLUMNS[cls], row, strict=True))) for row in _rows(conn, _select(cls)))
    for i, when, opens, closes, title in _rows(conn, _select(Day)):
        found.append(Day(id=i, date=_date(when), opens=opens, closes=closes, title=title))
    found.extend(_read_sessions(conn))
    kinds = [type(entity) for entity in found]
    if (kinds.count(Conference), kinds.count(Venue)) != (1, 1) or Day not in kinds:
        raise ValueError("not one conference")
    return Agenda.of(*found)


def _rows(conn: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    """All rows at once: a cursor left half-read in an error's traceback would keep the file locked."""
    return conn.execute(query).fetchall()


def _select(cls: type[Entity]) -> str:
    return f"SELECT {', '.join(COLUMNS[cls])} FROM {TABLES[cls]}"


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
    links = "SELECT session, position, person, role, state FROM appearances"
    for session, n, person, role, state in _rows(conn, links):
        people.setdefault(session, []).append((n, Appearance(person, _ROLES[role], _STATES[state])))
    days = {text: _date(text) for (text,) in _rows(conn, "SELECT date FROM days")}
    for row in _rows(conn, _select(Session)):
        yield _session(row, days, _in_order(rooms.get(row[0])), _in_order(people.get(row[0])))


def _in_order(found: list[tuple[int, T]] | None) -> tuple[T, ...]:
    if found is None:
        return ()
    if len(found) > 1:
        found.sort(key=itemgetter(0))
    return tuple([item for _, item in found])


_ROLES, _STATES = {r.value: r for r in Role}, {s.value: s for s in State}
_KINDS, _STATUSES = {k.value: k for k in Kind}, {s.value: s for s in Status}


def _session(
    row: tuple[Any, ...], days: dict[str, date], rooms: tuple[str, ...], people: tuple[Appearance, ...]
) -> Session:
    sid, number, title, kind, minutes, status, track, abstract, note, website, stream, day, start, place = row
    placement = None
    if day is not None:
        placement = Placement(Span(days[day], start, start + minutes), rooms, place)
    elif rooms:
        raise ValueError("a room without a time")
    return Session(
        id=sid,
        number=number,
        title=title,
        kind=_KINDS[kind],
        minutes=minutes,
        status=_STATUSES[status],
        track=track,
        abstract=abstract,
        note=note,
        website=website,
        stream=stream,
        people=people,
        placement=placement,
    )
