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

    from planner.programme.release import Entry, Ledger, Release, SentPart


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
    stamp = conn.execute("SELECT last_stamp FROM document").fetchone()[0]
    return Ledger(entries, _read_parts(conn), _utc(stamp) if stamp else None)


def _read_parts(conn: sqlite3.Connection) -> dict[str, SentPart]:
    from planner.programme.release import SentPart

    held: dict[str, dict[str, int]] = {}
    for part, session, sequence in conn.execute("SELECT part, session, sequence FROM calendar_parts").fetchall():
        held.setdefault(part, {})[session] = sequence
    rows = conn.execute("SELECT part, title, name, release FROM sent_parts").fetchall()
    sent = {part: (title, name, number) for part, title, name, number in rows}
    return {part: SentPart(sequences, *sent.get(part, ("", "", 0))) for part, sequences in held.items()}


def write_ledger(db: Database, before: Ledger, after: Ledger, release: Release | None) -> None:
    """Bring the ledger's rows from one state to the next, and add the release if there is a new one."""
    for entry in after.entries.values():
        if before.entries.get(entry.session) != entry:
            db.execute(_ENTRY, _row(entry))
    for part, sent in after.parts.items():
        if before.parts.get(part) != sent:
            db.execute(_PART, (part, sent.title, sent.name, sent.release))
            for session, sequence in sent.sequences.items():
                db.execute(_HELD, (part, session, sequence))
    if after.last_stamp:
        db.execute("UPDATE document SET last_stamp = ?", (after.last_stamp.isoformat(),))
    if release:
        text = json.dumps(to_plain(release.programme), ensure_ascii=False)
        row = (release.number, release.made.isoformat(), release.note, text)
        db.execute("INSERT INTO releases (number, made, note, programme) VALUES (?, ?, ?, ?)", row)


_ENTRY = """INSERT INTO ledger (session, created, modified, sequence, event) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (session) DO UPDATE SET created = excluded.created, modified = excluded.modified,
  sequence = excluded.sequence, event = excluded.event"""

_PART = """INSERT INTO sent_parts (part, title, name, release) VALUES (?, ?, ?, ?)
  ON CONFLICT (part) DO UPDATE SET title = excluded.title, name = excluded.name, release = excluded.release"""
_HELD = """INSERT INTO calendar_parts (part, session, sequence) VALUES (?, ?, ?)
  ON CONFLICT (part, session) DO UPDATE SET sequence = excluded.sequence"""


def _row(entry: Entry) -> tuple[str | int, ...]:
    return (
        entry.session,
        entry.created.isoformat(),
        entry.modified.isoformat(),
        entry.sequence,
        json.dumps(to_plain(entry.event), ensure_ascii=False),
    )
