"""Reads and writes releases, the calendar ledger, published files, addresses of rooms and ticked products.

They are not steps of the history, so undo keeps them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.domain.json_codec import from_json, to_json
from planner.domain.long_task import LongTask, Progress
from planner.domain.published_files import FileState, PublishedFile
from planner.domain.text import EstradError, Text
from planner.storage.connection import GuardedConnection
from planner.storage.recovery_cache import RecoveryCache, SentRecords, read_sent_records
from planner.storage.rows import parse_json

if TYPE_CHECKING:
    from planner.programme.release import Ledger, LedgerEntry, Release
    from planner.storage.database import FileDatabase


def _parse_utc(text: str) -> datetime:
    """Parse a stored time; raise ``ValueError`` if it has no UTC offset."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without a zone")
    return found


class ReleaseStore:
    """The stored record of what attendees were sent; ``last`` is the newest release, None if there is none.

    The ledger is read from the file at most once after each change of the record, as a sending needs it several times.
    """

    def __init__(self, connection: GuardedConnection, memory: RecoveryCache) -> None:
        self._connection, self._memory = connection, memory
        self._ledger: tuple[SentRecords, Ledger] | None = None
        self.refresh()

    def refresh(self) -> None:
        """Read the newest release anew; call this when the file was rewritten."""
        with self._connection.reading() as sql:
            row = sql.execute(f"{_RELEASES} ORDER BY number DESC LIMIT 1").fetchone()
            self.last: Release | None = _release_from_row(row) if row else None

    def all(self) -> list[Release]:
        """Return all releases, the oldest first."""
        with self._connection.reading() as sql:
            return [_release_from_row(row) for row in sql.execute(f"{_RELEASES} ORDER BY number").fetchall()]

    def programme_texts(self) -> list[tuple[int, datetime, str]]:
        """Return number, time and JSON of each release, the oldest first; faster than reading the programmes."""
        with self._connection.reading() as sql:
            rows = sql.execute("SELECT number, made, programme FROM releases ORDER BY number").fetchall()
            return [
                (number, _parse_utc(made), json.dumps(parse_json(text), ensure_ascii=False))
                for number, made, text in rows
            ]

    def credited_affiliations(self, person: str, names: Collection[str]) -> set[tuple[str, str]]:
        """Return title and organisation of each credit of a person in any release.

        A credit counts as the person's if it has their id or one of the ``names``, which are casefolded.
        """
        from planner.storage.erasing import find_credited_affiliations

        with self._connection.reading() as sql:
            return set(find_credited_affiliations(sql, person, names))

    def read(self, number: int) -> Release | None:
        """Return the release with the given number, or None if there is none."""
        with self._connection.reading() as sql:
            if self.last and self.last.number == number:
                return self.last
            row = sql.execute(f"{_RELEASES} WHERE number = ?", (number,)).fetchone()
            return _release_from_row(row) if row else None

    def ledger(self) -> Ledger:
        """Return the ledger, the record of the calendars sent to attendees."""
        with self._connection.reading() as sql:
            known = self._ledger
            if known is None or known[0] is not self._memory.sent:
                known = self._ledger = self._memory.sent, _read_ledger(sql)
            return known[1]

    def record(
        self,
        before: Ledger,
        after: Ledger,
        release: Release | None,
        owed: Iterable[PublishedFile] = (),
        rooms: Mapping[str, str] = MappingProxyType({}),
    ) -> LongTask[Callable[[], None]]:
        """Write the ledger, a new release and the files to be delivered or removed; return a function that undoes this.

        ``owed`` are these files; call ``record_delivery`` once they are delivered. ``rooms`` are the new
        addresses of rooms on the page, by room id. Raise ``EstradError`` if the file cannot be written, or if the
        ledger's numbers are exhausted.
        """
        kept, last = self._memory.sent, self.last
        with self._connection.transaction() as db:
            yield from _write_ledger(db, before, after, release)
            yield Progress(1, 1)
            write_pending_files(db, owed)
            db.table("room_addresses").insert_all({"room": room, "address": rooms[room]} for room in rooms)
            yield Progress(1, 1)
            sent = read_sent_records(self._connection.sql)
            if sent.is_exhausted:
                raise _exhausted_error(self._connection.path)
        self._cache_records(sent, after)
        self.last = release or last

        def take_back() -> None:
            with self._connection.transaction() as db:
                _restore_sent_records(db, kept, release)
            self._memory.sent, self.last = kept, last

        return take_back

    def record_delivery(self, files: Iterable[PublishedFile]) -> None:
        """Record that files were delivered to their folder or removed from it; if that fails, they stay owed."""
        with suppress(EstradError, sqlite3.Error):
            with self._connection.transaction() as db:
                write_delivered_files(db, files)
                sent = read_sent_records(self._connection.sql)
            self._cache_records(sent)

    def _cache_records(self, sent: SentRecords, ledger: Ledger | None = None) -> None:
        """Cache the records just written, with the ledger; without ``ledger``, a cached one is still valid."""
        known = ledger or (self._ledger[1] if self._ledger and self._ledger[0] is self._memory.sent else None)
        self._memory.sent = sent
        self._ledger = (sent, known) if known else None

    def published(self) -> tuple[PublishedFile, ...]:
        """Return the records of the published files: one for each content that a file has, had or is to have."""
        with self._connection.reading() as sql:
            return read_published_files(sql)

    def room_addresses(self) -> dict[str, str]:
        """Return the addresses of rooms on the page as they were published first, by room id."""
        with self._connection.reading() as sql:
            return dict(sql.execute("SELECT room, address FROM room_addresses").fetchall())

    def ticked_products(self) -> tuple[str, ...]:
        """Return the names of the products that are ticked for publishing."""
        with self._connection.reading() as sql:
            return tuple(name for (name,) in sql.execute("SELECT product FROM ticks ORDER BY rowid"))

    def set_ticked_products(self, products: Sequence[str]) -> None:
        """Remember which products are ticked for publishing; this is no step of the history."""
        if tuple(products) == self.ticked_products():
            return
        with self._connection.transaction() as db:
            db.table("ticks").delete_where()
            db.table("ticks").insert_all({"product": name} for name in products)
            sent = read_sent_records(self._connection.sql)
        self._cache_records(sent)

    @property
    def writable(self) -> bool:
        """True unless the file can only be read; then nothing can be recorded."""
        return self._connection.writable


def _exhausted_error(path: Path) -> EstradError:
    return EstradError(
        Text("“{name}” cannot be sent: its calendars have counted as far as calendars can.", name=path.name),
        Text("Write to another place if a calendar of another program lies there; a next edition counts anew."),
        file=path,
    )


_RECORDS = ("ledger", "calendar_parts", "sent_parts", "published_files", "room_addresses")
_RELEASES = "SELECT number, made, programme, note FROM releases"


def _release_from_row(row: tuple[int, str, str, str]) -> Release:
    from planner.programme.programme import Programme  # imported here for a faster start before anything is sent
    from planner.programme.release import Release

    number, made, text, note = row
    return Release(number, _parse_utc(made), from_json(Programme, parse_json(text)), note)


def _read_ledger(conn: sqlite3.Connection) -> Ledger:
    from planner.programme.release import WHOLE, Ledger, LedgerEntry, SentEvent, SentFile

    entries: dict[str, dict[str, LedgerEntry]] = {}
    older: dict[str, dict[str, int]] = {}
    for part, session, created, modified, sequence, event, dropped in conn.execute(_ENTRIES, (WHOLE,)).fetchall():
        held = entries.setdefault(part, {})
        if created:
            sent = from_json(SentEvent, parse_json(event))
            held[session] = LedgerEntry(
                session, sent, _parse_utc(created), _parse_utc(modified), sequence, bool(dropped)
            )
        else:
            older.setdefault(part, {})[session] = sequence
    known = {part: row for part, *row in conn.execute(_FILES).fetchall()}
    files = {}
    for part in known.keys() | entries.keys():
        title, name, release, stamp, modified, about, *more = known.get(part, ("", "", 0, "", "", "", 0, ""))
        times, held = (_parse_optional_utc(stamp), _parse_optional_utc(modified)), entries.get(part, {})
        files[part] = SentFile(held, title, name, release, *times, about, older.get(part, {}), *more)
    stamp, drafts, first = conn.execute("SELECT last_stamp, drafts, first_public FROM document").fetchone()
    return Ledger(files, _parse_optional_utc(stamp), drafts, _parse_optional_utc(first))


_FILES = "SELECT part, title, name, release, stamp, modified, about, previous, digest FROM sent_parts"
_ENTRIES = """SELECT ?, session, created, modified, sequence, event, dropped FROM ledger UNION ALL
  SELECT part, session, created, modified, sequence, event, dropped FROM calendar_parts"""


def _parse_optional_utc(text: str) -> datetime | None:
    return _parse_utc(text) if text else None


def _write_ledger(db: FileDatabase, before: Ledger, after: Ledger, release: Release | None) -> LongTask[None]:
    """Write the differences between two states of the ledger, and insert ``release`` if given."""
    for done, (part, file) in enumerate(after.files.items()):
        yield Progress(done, len(after.files))
        old = before.file(part)
        if old != file:
            about = {"title": file.title, "name": file.name, "release": file.release, "about": file.about}
            times = {"stamp": _encode_optional_time(file.stamp), "modified": _encode_optional_time(file.modified)}
            known = {"previous": file.previous, "digest": file.digest}
            db.table("sent_parts").upsert({"part": part, **about, **times, **known}, pk="part")
            if old.older:  # an older Estrad did not store their events
                db.table("calendar_parts").delete_where("part = ?", (part,))
            _write_entries(db, part, old.entries, file.entries)
    times = {
        "last_stamp": _encode_optional_time(after.last_stamp),
        "first_public": _encode_optional_time(after.first_public),
    }
    db.table("document").update(1, {**times, "drafts": after.drafts})
    if release:
        text = json.dumps(to_json(release.programme), ensure_ascii=False)
        row = {"number": release.number, "made": release.made.isoformat(), "note": release.note, "programme": text}
        db.table("releases").insert(row)


def _restore_sent_records(db: FileDatabase, kept: SentRecords, release: Release | None) -> None:
    """Restore the record of what was sent to what was ``kept``, and delete ``release`` if one had been added."""
    for table in _RECORDS:
        columns, rows = kept.rows[table]
        db.table(table).delete_where()
        db.table(table).insert_all(dict(zip(columns, row, strict=True)) for row in rows)
    db.table("document").update(1, {name: kept.document[name] for name in ("last_stamp", "first_public", "drafts")})
    if release:
        db.table("releases").delete(release.number)


def _encode_optional_time(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _write_entries(
    db: FileDatabase, part: str, before: Mapping[str, LedgerEntry], after: Mapping[str, LedgerEntry]
) -> None:
    """Write the differences between the entries of a calendar file; the whole calendar has a table of its own."""
    from planner.programme.release import WHOLE

    table, of_part = (db.table("ledger"), {}) if part == WHOLE else (db.table("calendar_parts"), {"part": part})
    for session in before.keys() - after.keys():
        table.delete((*of_part.values(), session))
    changed = [{**of_part, **_entry_row(entry)} for session, entry in after.items() if before.get(session) != entry]
    table.upsert_all(changed, pk=tuple(table.pks))


def _entry_row(entry: LedgerEntry) -> dict[str, str | int]:
    return {
        "session": entry.session,
        "created": entry.created.isoformat(),
        "modified": entry.modified.isoformat(),
        "sequence": entry.sequence,
        "event": json.dumps(to_json(entry.event), ensure_ascii=False),
        "dropped": int(entry.dropped),
    }


def read_published_files(conn: sqlite3.Connection) -> tuple[PublishedFile, ...]:
    """Return the records of the published files, one for each content of a file, in the order of name and version.

    Raise ``ValueError`` for an unknown state.
    """
    rows = conn.execute("SELECT name, digest, product, version, state FROM published_files ORDER BY name, version")
    found: list[tuple[str, str, str, int, str]] = rows.fetchall()
    return tuple(PublishedFile(*row[:4], FileState(row[4])) for row in found)


def write_pending_files(db: FileDatabase, files: Iterable[PublishedFile]) -> None:
    """Record the files to be delivered or removed, within the caller's transaction; records of other contents stay."""
    db.table("published_files").upsert_all([_file_row(file, file.state) for file in files], pk=("name", "digest"))


def write_delivered_files(db: FileDatabase, files: Iterable[PublishedFile]) -> None:
    """Record that owed files are in their folder and leaving ones are not; other contents of these names are past.

    A content that may name an erased person stays marked so, as it may be in another folder, until it is itself among
    ``files``.
    """
    rows = [_file_row(file, FileState.PAST if file.state is FileState.LEAVING else FileState.OUT) for file in files]
    past = "UPDATE published_files SET state = 'past' WHERE name = ? AND state != 'erased'"
    db.conn.executemany(past, [(row["name"],) for row in rows])
    db.table("published_files").upsert_all(rows, pk=("name", "digest"))


def _file_row(file: PublishedFile, state: FileState) -> dict[str, str | int]:
    known = {"name": file.name, "digest": file.digest, "product": file.product}
    return {**known, "version": file.version, "state": state.value}
