"""Creates, opens, writes, copies and closes a conference file; each change is written in one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner import disk
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.storage import backups, history, ledger, schema
from planner.storage.creation import fill_new_file
from planner.storage.file_guard import FileGuard
from planner.storage.header import damaged, file_version
from planner.storage.journal import refuse_long_name, refuse_strange_neighbours
from planner.storage.opening import open_checked
from planner.storage.pictures import read_picture, write_pictures
from planner.storage.recovery_cache import RecoveryCache, read_sent
from planner.storage.rows import read_agenda, write_edits
from planner.storage.sqlite_errors import file_moved, making, read_only, reading, writing

if TYPE_CHECKING:
    from sqlite_utils import Database

    from planner.programme.release import Ledger, Release


class ConferenceFile:
    """An open conference file, locked by this process until ``close``; made by ``create_file`` and ``open_file``."""

    def __init__(
        self,
        path: Path,
        conn: sqlite3.Connection,
        *,
        writable: bool,
        holder: str | Text,
        backup: Path | None = None,
    ) -> None:
        self.path = path
        self.backup = backup  # made before the migration, if the file was migrated on opening
        self.writable = writable
        self._conn = conn
        self._db: Database | None = None
        self._guard = FileGuard(path, hold=writable)  # before anything is read, lest the content be another file's
        try:
            self._writes = history.read_writes(conn)
            self._position = history.read_position(conn)
            self._memory = RecoveryCache(conn, self._position)
        except BaseException:
            self.close()
            raise
        if writable:
            self._guard.note.leave(holder)
            if now := self._guard.note.written_at:
                disk.clear_stale([path, self._guard.note.place], now)

    # reading -------------------------------------------------------------------------------------------

    def read_agenda(self) -> Agenda:
        """Return the conference as stored in the file."""
        with self._guard.reading():
            return read_agenda(self._conn)

    def read_picture(self, picture: str) -> bytes | None:
        """Return the bytes of a picture, or None if the id is unknown.

        If another program changed the file, only the pictures held in memory are known.
        """
        if not self._guard.untouched:
            return self._memory.pictures.get(picture)
        with self._guard.reading():
            data = read_picture(self._conn, picture)
        if data is not None:
            self._memory.hold_pictures({picture: data})
        return data

    def read_step(self, number: int) -> history.Step | None:
        """Return the step with the given number, or None if there is none."""
        with self._guard.reading():
            row = history.read_row(self._conn, number)
            step = history.step_of(row) if row else None
        if row:
            self._memory.hold_step(row)
        return step

    def read_steps(self) -> list[history.Step]:
        """Return the whole history, the oldest step first."""
        with self._guard.reading():
            return history.read_steps(self._conn)

    def read_changes(self, position: int) -> Iterator[Change]:
        """Return the changes of the first ``position`` steps, the newest first, decoding them lazily.

        All rows are read at once. Decoding no longer needs the file, so another thread may do it.
        """
        with self._guard.reading():
            rows = list(next(history.read_rows_around(self._conn, position)))
        return self._understood(rows)

    def _understood(self, rows: Iterable[history.Row]) -> Iterator[Change]:
        with reading(self.path):
            for row in rows:
                yield history.step_of(row).change

    def read_labels(self) -> list[tuple[str, Text]]:
        """Return the time (UTC in ISO 8601) and label of each step, the oldest first."""
        with self._guard.reading():
            return history.read_labels(self._conn)

    def read_position(self) -> int:
        """Return the position in the history: the number of steps done; the rest can be redone."""
        with self._guard.reading():
            return history.read_position(self._conn)

    def read_releases(self) -> list[Release]:
        """Return all releases, the oldest first."""
        with self._guard.reading():
            return ledger.read_releases(self._conn)

    def read_last_release(self) -> Release | None:
        """Return the newest release, or None if there is none."""
        with self._guard.reading():
            return ledger.read_last_release(self._conn)

    def read_release(self, number: int) -> Release | None:
        """Return the release with the given number, or None if there is none."""
        with self._guard.reading():
            return ledger.read_release(self._conn, number)

    def read_ledger(self) -> Ledger:
        """Return the ledger, the record of what attendees were sent."""
        with self._guard.reading():
            return ledger.read_ledger(self._conn)

    @property
    def id(self) -> str:
        """The id given to the file when it was created; a copy of the file has the same id."""
        return str(self._memory.sent.document["file_id"])

    @property
    def writes(self) -> int:
        """The number of writes since the file was created."""
        return self._writes

    def fault(self) -> EstradError | None:
        """Return an error if the file on disk was replaced, moved, deleted or changed in place, or else None."""
        return self._guard.fault()

    def use_pause(self) -> None:
        """Read the next piece of the file for its digest, which takes a few milliseconds; call this when idle."""
        self._guard.contents.take_digest()

    # writing -------------------------------------------------------------------------------------------

    def prepare_to_write(self) -> None:
        """Import ``sqlite_utils``, which writing needs, so that the first change does not wait for it."""
        if self._db is None:
            from sqlite_utils import Database

            self._db = Database(self._conn, execute_plugins=False, strict=True)

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """Run a transaction and flush it to disk; roll it back and raise ``EstradError`` if that fails."""
        if not self.writable:
            raise read_only(self.path)
        self._guard.check()
        self.prepare_to_write()
        assert self._db is not None
        with writing(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                if not history.count_write(self._db, self._writes):
                    raise file_moved(self.path)  # another program wrote, so memory no longer matches the file
                yield self._db
                self._guard.check()  # SQLite checks when it opens its journal, but ours is open already
                self._commit(self._db)
            except BaseException:
                self._roll_back()
                raise
            self._writes += 1

    def _commit(self, db: Database) -> None:
        try:
            db.execute("COMMIT")
        except sqlite3.Error:  # an interrupt can come after the commit succeeded
            if self._conn.in_transaction or history.read_writes(self._conn) == self._writes:
                self._roll_back()
                raise
        finally:
            self._guard.contents.remember()  # nothing is written before COMMIT, and failures were rolled back

    def _roll_back(self) -> None:
        if self._conn.in_transaction:  # SQLite may have done it already
            self._conn.execute("ROLLBACK")

    def write(
        self, change: Change, step: history.Step | None, position: int, pictures: Mapping[str, bytes] | None = None
    ) -> None:
        """Write the rows of a change, and append ``step`` to the history or, without one, set its position.

        ``pictures`` are the new pictures of the change by id; undo does not remove them, so that redo finds them.
        """
        trust = writing if step else reading  # undo and redo write what was read from the file itself
        row = history.row_of(step) if step else None
        with trust(self.path), self.transaction() as db:
            write_pictures(db, pictures or {})
            write_edits(db, change.edits)
            if row:
                history.append_row(db, row)
            else:
                history.set_position(db, position)
        self._position = position
        self._memory.hold_pictures(pictures or {})
        if row:
            self._memory.write_step(row)

    def write_anew(self, change: Change, rewrite: Callable[[Database], None]) -> EstradError | None:
        """Write the rows of a change and start a new history; ``rewrite`` deletes the old one and other data.

        Deleted data is overwritten on disk, in the journal too. Return the error if the file could not be vacuumed
        afterwards, so that older traces may remain in it; return None on success.
        """
        from planner.storage.erasing import leave_nothing, scrub  # imported only here, as nothing else needs it

        leave_nothing(self._conn)
        with self.transaction() as db:
            write_edits(db, change.edits)
            rewrite(db)
        self._position = 0
        self._memory = RecoveryCache(self._conn, 0)
        try:
            with writing(self.path):
                self._guard.check()
                scrub(self._conn)
        except EstradError as error:
            return error
        finally:
            self._guard.contents.remember()
        return None

    def write_ledger(
        self,
        before: Ledger,
        after: Ledger,
        release: Release | None,
        deliver: Callable[[], Callable[[], None]],
    ) -> None:
        """Write the ledger if ``deliver`` succeeds in writing the calendar files; if it raises, write nothing.

        ``deliver`` returns a function that undoes the delivery, which is called if the ledger cannot be written.
        """
        take_back: Callable[[], None] | None = None
        try:
            with self.transaction() as db:
                ledger.write_ledger(db, before, after, release)
                sent = read_sent(self._conn)
                take_back = deliver()
        except BaseException:
            if take_back:
                take_back()
            raise
        self._memory.sent = sent

    def save_copy(self, target: Path, agenda: Agenda) -> Text | None:
        """Write the conference to another file, replacing an existing one only by a verified copy.

        If another program changed the open file, the copy is made from ``agenda`` and the data held in memory. In that
        case return a text on what the copy lacks, or None if it lacks nothing.
        """
        FileGuard.refuse_held(target, but=self._guard if self.fault() else None)
        guard = self._guard
        if guard.untouched and backups.save_copy(self._conn, target, trusted=lambda: guard.untouched):
            return None
        from planner.storage.rescue import save_from_memory  # imported here so that the window starts without it

        return save_from_memory(target, agenda, self._position, self._writes, self._memory)

    def close(self) -> None:
        """Close and unlock the file, and remove its lock note."""
        self._conn.close()
        self._guard.release()


def create_file(
    path: Path, agenda: Agenda, *, file_id: str, holder: str | Text = "", pictures: Mapping[str, bytes] | None = None
) -> ConferenceFile:
    """Create a file with a conference and its pictures, and open it.

    Raise ``EstradError`` if the path exists or cannot be written.
    """
    temporary: Path | None = None
    try:
        refuse_long_name(path)
        if os.path.lexists(path):
            raise FileExistsError
        temporary = disk.new_temporary_file(path, disk.PRIVATE)
        document = {"file_id": file_id, "writes": 0, "position": 0, "last_stamp": ""}
        with making(path):
            fill_new_file(temporary, agenda, document, pictures or {})
        disk.claim_name(temporary, path)
    except FileExistsError as error:
        raise EstradError(
            Text("“{name}” exists already.", name=path.name),
            Text("Choose another name, or open that file."),
            file=path,
        ) from error
    except OSError as error:
        raise EstradError(
            Text("“{name}” cannot be made: {why}.", name=path.name, why=error.strerror or str(error)),
            disk.remedy(error),
            file=path,
        ) from error
    finally:
        if temporary:
            with suppress(OSError):
                disk.remove(temporary)
    return open_file(path, holder=holder)


def open_file(
    path: Path,
    *,
    holder: str | Text = "",
    now: Callable[[], datetime] | None = None,
    steps: tuple[schema.Step, ...] = schema.STEPS,
    expected: dict[int, frozenset[str]] = schema.EXPECTED,
) -> ConferenceFile:
    """Open a conference file, migrating it if it is of an older version.

    The order of the checks is in docs/file-format.md. ``holder`` is shown to others who find the file locked. Raise
    ``EstradError`` if the file was not made by Estrad, or is newer, damaged or locked; a read-only file opens with
    ``writable`` False. Tests pass other ``steps`` and ``expected`` to try a migration.
    """
    FileGuard.refuse_held(path)
    file_version(path, len(steps))
    refuse_long_name(path)
    refuse_strange_neighbours(path)
    conn, writable, version = open_checked(path, expected)
    backup: Path | None = None
    try:
        if version < len(steps):
            if not writable:
                raise read_only(path)
            backup = _migrate(path, conn, version, steps, now)
        with reading(path):
            return ConferenceFile(path, conn, writable=writable, holder=holder, backup=backup)
    except BaseException:
        conn.close()
        raise


def _migrate(
    path: Path,
    conn: sqlite3.Connection,
    version: int,
    steps: tuple[schema.Step, ...],
    now: Callable[[], datetime] | None,
) -> Path:
    """Back up the file, run all pending migration steps in one transaction, and return the backup's path."""
    from sqlite_utils import Database

    stamp = now().strftime("%Y%m%dT%H%M%SZ") if now else "before"
    backup = backups.back_up(conn, path, version, stamp)
    with writing(path):
        db = Database(conn, execute_plugins=False, strict=True)
        db.execute("PRAGMA foreign_keys = OFF")  # ignored inside a transaction, so before it
        db.execute("BEGIN IMMEDIATE")
        try:
            schema.migrate(db, steps, version)
            if conn.execute("PRAGMA foreign_key_check").fetchone():
                raise damaged(path)
            db.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                db.execute("ROLLBACK")
            raise
        db.execute("PRAGMA foreign_keys = ON")
    return backup
