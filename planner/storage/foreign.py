"""Reads another conference file without changing it: it is copied into memory, then checked and migrated there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from planner.domain.agenda import Agenda
from planner.storage import schema
from planner.storage.file_guard import FileGuard, holder_of
from planner.storage.header import APPLICATION_ID, MAGIC, file_version
from planner.storage.opening import connect, verify
from planner.storage.rows import read_agenda
from planner.storage.sqlite_errors import file_locked, reading


def is_conference(path: Path) -> bool:
    """Return whether a file was made by Estrad; raise ``EstradError`` if it is open in this process.

    An open file must not even be read, since closing the handle would drop its lock.
    """
    FileGuard.refuse_held(path)
    try:
        if not path.is_file():  # a pipe would block for ever, or lose what is read here
            return False
        with path.open("rb") as stream:
            head = stream.read(100)
    except (OSError, ValueError):
        return False
    return head.startswith(MAGIC) and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def read_foreign(path: Path) -> Agenda:
    """Read the conference in a file.

    The file is locked only while it is copied; the copy of an older version is migrated in memory. Raise
    ``EstradError`` if the file was not made by Estrad, or is newer, damaged or open elsewhere.
    """
    FileGuard.refuse_held(path)
    file_version(path, len(schema.STEPS))
    with reading(path), _copied(path) as conn:
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        verify(conn, path, schema.EXPECTED[version])
        if version < len(schema.STEPS):
            _bring_up_to_date(conn, version)
        return read_agenda(conn)


@contextmanager
def _copied(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to a copy of the file in memory, with the settings for an untrusted file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        with closing(connect(path, "ro")) as file:
            try:
                file.execute("BEGIN")
                file.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # locks it; a backup would wait for ever
            except sqlite3.OperationalError as error:
                if (getattr(error, "sqlite_errorname", "") or "").startswith("SQLITE_BUSY"):
                    raise file_locked(path, holder_of(path)) from error
                raise
            file.backup(conn)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON"):
            conn.execute(f"PRAGMA {pragma}")
        yield conn


def _bring_up_to_date(conn: sqlite3.Connection, version: int) -> None:
    from planner.storage.database import FileDatabase

    db = FileDatabase(conn)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    schema.migrate(db, schema.STEPS, version)
    db.execute("COMMIT")
