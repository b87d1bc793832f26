"""The SQLite connection of an open file: each read is guarded, each write is one transaction, flushed to disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.storage import history
from planner.storage.file_guard import FileGuard
from planner.storage.sqlite_errors import file_moved, reporting_write_errors

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase


class GuardedConnection:
    """The connection of an open file; it refuses to read or write the file once another program has changed it.

    ``writes`` is the number of writes since the file was created, modulo ``history.MOST_WRITES``.
    """

    def __init__(self, path: Path, sql: sqlite3.Connection, guard: FileGuard, *, writable: bool) -> None:
        self.path, self.sql, self.guard, self.writable = path, sql, guard, writable
        self._database: FileDatabase | None = None
        self.writes = history.read_write_count(sql)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield the SQLite connection for a block that reads the file, guarded as by ``FileGuard.reading``."""
        with self.guard.reading():
            yield self.sql

    def database(self) -> FileDatabase:
        """Return the connection for writing; the first call imports ``sqlite_utils``, which takes a while."""
        if self._database is None:
            from planner.storage.database import FileDatabase

            self._database = FileDatabase(self.sql)
        return self._database

    @contextmanager
    def transaction(self) -> Iterator[FileDatabase]:
        """Run a block as a transaction, flushed to disk; if that fails, roll it back.

        Errors are reported as by ``reporting_write_errors``. Raise ``EstradError`` if the file is read-only, or
        another program moved, locked or changed it.
        """
        if not self.writable:
            raise self.guard.unwritable_error()
        self.guard.check()
        db = self.database()
        with reporting_write_errors(self.path):
            db.execute("BEGIN IMMEDIATE")
            try:
                if not history.count_write(db, self.writes):
                    raise file_moved(self.path)  # another program wrote, so memory no longer matches the file
                yield db
                self.guard.check()  # SQLite checks when it opens its journal, but ours is open already
                self._commit(db)
            except BaseException:
                self._roll_back()
                raise
            self.writes = history.next_write_count(self.writes)

    def _commit(self, db: FileDatabase) -> None:
        try:
            db.execute("COMMIT")
        except sqlite3.Error:  # an interrupt can come after the commit succeeded
            if self.sql.in_transaction or history.read_write_count(self.sql) == self.writes:
                self._roll_back()
                raise
        finally:
            self.guard.contents.remember()  # nothing is written before COMMIT, and failures were rolled back

    def _roll_back(self) -> None:
        if self.sql.in_transaction:  # SQLite may have done it already
            self.sql.execute("ROLLBACK")
