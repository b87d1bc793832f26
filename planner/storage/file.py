"""Creates, opens, writes, packs, copies and closes a conference file; each change, even an erasure, is one transaction.

Another conference file is read without changing it: it is copied into memory, then checked and migrated there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner import disk
from planner.domain.agenda import Agenda, Change
from planner.domain.text import EstradError, Text
from planner.storage import backups, history, schema
from planner.storage.connection import GuardedConnection
from planner.storage.file_guard import FileGuard
from planner.storage.header import file_version, is_conference_header
from planner.storage.opening import open_checked, refuse_long_name, refuse_strange_neighbours
from planner.storage.owed import Debt, delete_paid_debts, read_debts
from planner.storage.pictures import PictureStore, write_pictures
from planner.storage.recovery_cache import RecoveryCache, read_sent_records
from planner.storage.rows import read_agenda, write_edits
from planner.storage.sqlite_errors import (
    read_only,
    reporting_creation_errors,
    reporting_read_errors,
    reporting_write_errors,
)

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase


class ConferenceFile:
    """An open conference file, locked until ``close`` if it is writable, or a copy of one in memory (``read_file``)."""

    def __init__(
        self,
        path: Path,
        conn: sqlite3.Connection,
        *,
        writable: bool,
        holder: str | Text,
        backup: Path | None = None,
        guard: FileGuard | None = None,
    ) -> None:
        self.path = path
        self.backup = backup  # made before the migration, if the file was migrated on opening
        guard = guard or FileGuard(path, hold=writable)  # before the reading, lest the content be another file's
        try:
            self.connection = GuardedConnection(path, conn, guard, writable=writable)
            self.memory = RecoveryCache(conn)
        except BaseException:
            conn.close()
            guard.release()
            raise
        self.pictures = PictureStore(self.connection, self.memory)
        if writable:
            guard.note.write_note(holder)
            if now := guard.note.written_at:
                disk.remove_stale_files([path, guard.note.place], now)

    @property
    def id(self) -> str:
        """The id given to the file when it was created; a copy of the file has the same id."""
        return str(self.memory.sent.document["file_id"])

    def read_agenda(self) -> Agenda:
        """Return the conference as stored in the file."""
        with self.connection.reading() as sql:
            return read_agenda(sql)

    def write(
        self, change: Change, step: history.Step | None, position: int, pictures: Mapping[str, bytes] | None = None
    ) -> None:
        """Write the rows of a change, and append ``step`` to the history or, without one, set its position.

        ``pictures`` are the new pictures of the change by id; undo does not remove them, so that redo finds them.
        """
        trust = (
            reporting_write_errors if step else reporting_read_errors
        )  # undo and redo write what was read from the file itself
        row = history.encode_step(step) if step else None
        with trust(self.path), self.connection.transaction() as db:
            write_pictures(db, pictures or {})
            write_edits(db, change.edits)
            if row:
                history.append_row(db, row)
            else:
                history.set_position(db, position)
        self.memory.position = position
        self.memory.hold_pictures(pictures or {})
        if row:
            self.memory.hold_step(row)

    def write_and_clear_history(self, change: Change, rewrite: Callable[[FileDatabase], None]) -> None:
        """Write the rows of a change and start a new history; ``rewrite`` deletes the old history and other data.

        What this deletes is overwritten in the file, and the journal is emptied. What was deleted before may stay in
        free pages until ``pack``.
        """
        from planner.storage.erasing import overwrite_deleted_data  # imported only here, as nothing else needs it

        overwrite_deleted_data(self.connection.sql)
        with self.connection.transaction() as db:
            write_edits(db, change.edits)
            rewrite(db)
        self.memory.refresh(self.connection.sql)

    def pack(self) -> None:
        """Remove the file's free pages, in which deleted data may remain; raise ``EstradError`` if that fails."""
        from planner.storage.erasing import overwrite_deleted_data, vacuum

        sql, guard = self.connection.sql, self.connection.guard
        try:
            with reporting_write_errors(self.path):
                guard.check()
                overwrite_deleted_data(sql)
                vacuum(sql)
        finally:
            guard.contents.remember()

    @property
    def debts(self) -> tuple[Debt, ...]:
        """The things that erasures still have to remove, the oldest first."""
        with self.connection.reading() as sql:
            return read_debts(sql)

    def record_paid(self, debts: Collection[Debt]) -> None:
        """Record that debts are paid, or were settled by hand; raise ``EstradError`` if that cannot be written."""
        with self.connection.transaction() as db:
            delete_paid_debts(db, debts)
        self.memory.sent = read_sent_records(self.connection.sql)

    def save_copy(self, target: Path, agenda: Agenda) -> Text | None:
        """Write the conference to another file, replacing an existing one only by a verified copy.

        If another program changed the open file, the copy is made from ``agenda`` and the data held in memory. In that
        case return a text on what the copy lacks; return None if it lacks nothing. Raise ``EstradError`` if the target
        is open in this process or cannot be written.
        """
        guard = self.connection.guard
        FileGuard.refuse_held(target, but=guard if guard.fault() else None)
        if guard.is_untouched and backups.save_copy(self.connection.sql, target, trusted=lambda: guard.is_untouched):
            return None
        from planner.storage.new_file import save_from_memory  # imported here so that the window starts without it

        return save_from_memory(target, agenda, self.connection.writes, self.memory)

    def close(self) -> None:
        """Close and unlock the file, and remove its lock note."""
        self.connection.sql.close()
        self.connection.guard.release()


def create_file(
    path: Path, agenda: Agenda, *, file_id: str, holder: str | Text = "", pictures: Mapping[str, bytes] | None = None
) -> ConferenceFile:
    """Create a file with a conference and its pictures, and open it.

    Raise ``EstradError`` if the path exists or cannot be written.
    """
    from planner.storage.new_file import fill_new_file  # imported here so that the window starts without it

    try:
        refuse_long_name(path.with_name(f".{path.name}.{os.getpid()}.new"), path)
        if os.path.lexists(path):
            raise FileExistsError
        document = {"file_id": file_id, "writes": 0, "position": 0, "last_stamp": ""}
        with disk.temporary_file(path, disk.PRIVATE) as temporary:
            with reporting_creation_errors(path):
                fill_new_file(temporary, agenda, document, pictures or {})
            disk.rename_without_replacing(temporary, path)
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
    return open_file(path, holder=holder)


def open_file(
    path: Path,
    *,
    holder: str | Text = "",
    now: Callable[[], datetime] | None = None,
    steps: tuple[schema.Migration, ...] = schema.STEPS,
    expected: dict[int, frozenset[str]] = schema.EXPECTED,
) -> ConferenceFile:
    """Open a conference file, migrating it if it is of an older version.

    The order of the checks is in docs/file-format.md. ``holder`` is shown to others who find the file locked. Raise
    ``EstradError`` as ``file_version`` does, and if the file is damaged or locked, has a name that is too long, has
    something beside it that Estrad never leaves there, or cannot be migrated; also if it is read-only, and is older or
    has an unfinished change. Any other read-only file opens with ``connection.writable`` False. Tests pass other
    ``steps`` and ``expected`` to try a migration.
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
            stamp = now().strftime("%Y%m%dT%H%M%SZ") if now else "before"
            backup = backups.create_backup(conn, path, version, stamp)
            with reporting_write_errors(path):
                schema.migrate_file(conn, path, steps, version)
        with reporting_read_errors(path):
            return ConferenceFile(path, conn, writable=writable, holder=holder, backup=backup)
    except BaseException:
        conn.close()
        raise


def read_file(path: Path) -> ConferenceFile:
    """Open a copy of a file in memory, to be read only; see ``open_copy``."""
    from planner.storage.memory_copy import open_copy  # imported here so that the window starts without it

    sql, guard = open_copy(path)
    with reporting_read_errors(path):
        return ConferenceFile(path, sql, writable=False, holder="", guard=guard)


def is_conference(path: Path) -> bool:
    """Return whether a file was made by Estrad; False if it cannot be read.

    Raise ``FileLocked`` if it is open in this process: it must not even be read then, since closing the handle would
    drop its lock.
    """
    FileGuard.refuse_held(path)
    try:
        if not path.is_file():  # a pipe would block for ever, or lose what is read here
            return False
        with path.open("rb") as stream:
            head = stream.read(100)
    except (OSError, ValueError):
        return False
    return is_conference_header(head)


def read_other_conference(path: Path, content: bytes | None = None) -> tuple[Agenda, EstradError | None]:
    """Read the conference in a file, which is neither locked nor changed and may be open elsewhere.

    Also return a notice if a program died while changing the file, else None; that change is left out. ``content`` are
    the bytes if there is no file; ``path`` then only names them in errors. Raise ``EstradError`` if the file cannot be
    read, was not made by Estrad, or is newer, damaged, being written or open here.
    """
    from planner.storage.memory_copy import open_copy, open_memory_copy

    sql, guard = (open_memory_copy(content, path), None) if content is not None else open_copy(path)
    with closing(sql), reporting_read_errors(path):
        return read_agenda(sql), guard.left if guard else None
