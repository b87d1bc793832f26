"""Releases and the calendar's ledger in the file. They are no steps: undo walks past them."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

from planner.domain.plain import from_plain, to_plain
from planner.storage.json_text import parse

if TYPE_CHECKING:
    from sqlite_utils import Database

    from planner.programme.release import Entry, Ledger, Release


def _utc(text: str) -> datetime:
    """A time in the file, which must name its zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without a zone")
    return found


def read_releases(conn: sqlite3.Connection) -> list[Release]:
    """All releases, the oldest first."""
    rows = conn.execute("SELECT number, made, programme, note FROM releases ORDER BY number").fetchall()
    return [_release(row) for row in rows]


def read_last_release(conn: sqlite3.Connection) -> Release | None:
    """The newest release, or None."""
    query = "SELECT number, made, programme, note FROM releases ORDER BY number DESC LIMIT 1"
    row = conn.execute(query).fetchone()
    return None if row is None else _release(row)


def _release(row: tuple[int, str, str, str]) -> Release:
    from planner.programme.programme import Programme  # a window on what was never sent starts without them
    from planner.programme.release import Release

    number, made, text, note = row
    return Release(number, _utc(made), from_plain(Programme, parse(text)), note)


def read_ledger(conn: sqlite3.Connection) -> Ledger:
    """What attendees were sent."""
    from planner.programme.release import Entry, Event, Ledger

    rows = conn.execute("SELECT session, created, modified, sequence, event FROM ledger").fetchall()
    entries = {
        session: Entry(
            session,
            from_plain(Event, parse(event)),
            _utc(created),
            _utc(modified),
            n,
        )
        for session, created, modified, n, event in rows
    }
    parts: dict[str, set[str]] = {}
    for part, session in conn.execute("SELECT part, session FROM calendar_parts").fetchall():
        parts.setdefault(part, set()).add(session)
    stamp = conn.execute("SELECT last_stamp FROM document").fetchone()[0]
    return Ledger(
        entries,
        {part: frozenset(held) for part, held in parts.items()},
        _utc(stamp) if stamp else None,
    )


def write_ledger(db: Database, before: Ledger, after: Ledger, release: Release | None) -> None:
    """Bring the ledger's rows from one state to the next, and add the release if there is a new one."""
    for entry in after.entries.values():
        if before.entries.get(entry.session) != entry:
            db.execute(_ENTRY, _row(entry))
    for part, sessions in after.parts.items():
        for session in sorted(sessions - before.parts.get(part, frozenset())):
            db.execute("INSERT INTO calendar_parts (part, session) VALUES (?, ?)", (part, session))
    if after.last_stamp:
        db.execute("UPDATE document SET last_stamp = ?", (after.last_stamp.isoformat(),))
    if release:
        text = json.dumps(to_plain(release.programme), ensure_ascii=False)
        row = (release.number, release.made.isoformat(), release.note, text)
        db.execute("INSERT INTO releases (number, made, note, programme) VALUES (?, ?, ?, ?)", row)


_ENTRY = """INSERT INTO ledger (session, created, modified, sequence, event) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (session) DO UPDATE SET created = excluded.created, modified = excluded.modified,
  sequence = excluded.sequence, event = excluded.event"""


def _row(entry: Entry) -> tuple[str | int, ...]:
    return (
        entry.session,
        entry.created.isoformat(),
        entry.modified.isoformat(),
        entry.sequence,
        json.dumps(to_plain(entry.event), ensure_ascii=False),
    )
