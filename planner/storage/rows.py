"""Entity to row and back. No other file has heard of a column."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.agenda import Agenda
from planner.domain.change import Edit
from planner.domain.entities import (
    COLOURS,
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


def write_edit(db: Database, edit: Edit) -> None:
    """Bring the rows of one thing from its image before to its image after."""
    table = TABLES[type(edit.entity)]
    if isinstance(edit.entity, Session) and (edit.before or edit.after is None):
        _clear_links(db, edit)
    if edit.after is None:
        db.table(table).delete(edit.entity.id)
        return
    row = row_of(edit.after)
    if edit.before is None:
        db.table(table).insert(row)
    else:
        before = row_of(edit.before)
        if changed := {column: value for column, value in row.items() if before[column] != value}:
            db.table(table).update(edit.after.id, changed)
    if isinstance(edit.after, Session):
        _write_links(db, edit.before, edit.after)


def _rooms(session: Entity | None) -> tuple[str, ...]:
    return session.placement.rooms if isinstance(session, Session) and session.placement else ()


def _people(session: Entity | None) -> tuple[Appearance, ...]:
    return session.people if isinstance(session, Session) else ()


def _clear_links(db: Database, edit: Edit) -> None:
    if _rooms(edit.before) != _rooms(edit.after):
        db.table("session_rooms").delete_where("session = ?", [edit.entity.id])
    if _people(edit.before) != _people(edit.after):
        db.table("appearances").delete_where("session = ?", [edit.entity.id])


def _write_links(db: Database, before: Entity | None, after: Session) -> None:
    if _rooms(before) != _rooms(after):
        db.table("session_rooms").insert_all(
            {"session": after.id, "room": room, "position": n} for n, room in enumerate(_rooms(after))
        )
    if _people(before) != after.people:
        db.table("appearances").insert_all(
            {
                "session": after.id,
                "person": a.person,
                "role": a.role.value,
                "state": a.state.value,
                "position": n,
            }
            for n, a in enumerate(after.people)
        )


def row_of(entity: Entity) -> dict[str, Any]:
    """The thing's own row; a session's rooms and people lie in tables of their own."""
    if isinstance(entity, Session):
        return _session_row(entity)
    row = {f.name: getattr(entity, f.name) for f in fields(entity)}
    if isinstance(entity, Day):
        row["date"] = entity.date.isoformat()
    return row


def _session_row(session: Session) -> dict[str, Any]:
    placement = session.placement
    return {
        "id": session.id,
        "number": session.number,
        "title": session.title,
        "kind": session.kind.value,
        "minutes": session.minutes,
        "status": session.status.value,
        "track": session.track,
        "abstract": session.abstract,
        "note": session.note,
        "website": session.website,
        "stream": session.stream,
        "day": placement.span.day.isoformat() if placement else None,
        "start": placement.span.start if placement else None,
        "place": placement.place if placement else None,
    }


def read_agenda(conn: sqlite3.Connection) -> Agenda:
    """The whole conference; raises ``ValueError`` or ``TypeError`` for rows that cannot be one."""
    found: list[Entity] = []
    for cls in _PLAIN:
        columns = [f.name for f in fields(cls)]
        query = f"SELECT {', '.join(columns)} FROM {TABLES[cls]}"
        found.extend(cls(**dict(zip(columns, row, strict=True))) for row in conn.execute(query))
    days = "SELECT id, date, opens, closes, title FROM days"
    found.extend(
        Day(id=i, date=date.fromisoformat(d), opens=o, closes=c, title=t) for i, d, o, c, t in conn.execute(days)
    )
    found.extend(_read_sessions(conn))
    kinds = [type(entity) for entity in found]
    if (kinds.count(Conference), kinds.count(Venue)) != (1, 1) or Day not in kinds:
        raise ValueError("not one conference")
    if any(e.colour not in COLOURS for e in found if isinstance(e, Conference | Track)):
        raise ValueError("no colour of ours")
    return Agenda.of(*found)


def _read_sessions(conn: sqlite3.Connection) -> list[Session]:
    rooms: dict[str, list[str]] = {}
    for session, room in conn.execute("SELECT session, room FROM session_rooms ORDER BY session, position"):
        rooms.setdefault(session, []).append(room)
    people: dict[str, list[Appearance]] = {}
    links = "SELECT session, person, role, state FROM appearances ORDER BY session, position"
    for session, person, role, state in conn.execute(links):
        people.setdefault(session, []).append(Appearance(person, Role(role), State(state)))
    columns = "number, title, kind, minutes, status, track, abstract, note, website, stream"
    query = f"SELECT id, day, start, place, {columns} FROM sessions"
    return [_session(row, tuple(rooms.get(row[0], ())), tuple(people.get(row[0], ()))) for row in conn.execute(query)]


def _session(row: tuple[Any, ...], rooms: tuple[str, ...], people: tuple[Appearance, ...]) -> Session:
    sid, day, start, place, number, title, kind, minutes, status, track, abstract, note, website, stream = row
    placement = None
    if day is not None:
        placement = Placement(Span(date.fromisoformat(day), start, start + minutes), rooms, place)
    elif rooms:
        raise ValueError("a room without a time")
    return Session(
        id=sid,
        number=number,
        title=title,
        kind=Kind(kind),
        minutes=minutes,
        status=Status(status),
        track=track,
        abstract=abstract,
        note=note,
        website=website,
        stream=stream,
        people=people,
        placement=placement,
    )
