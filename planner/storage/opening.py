"""Opens an untrusted file: locks it and verifies its schema and content, in the order of docs/file-format.md."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from planner.domain.errors import FileLocked
from planner.storage.header import damaged
from planner.storage.lock_note import holder_of
from planner.storage.sqlite_errors import file_locked, reading

LONGEST_VALUE = 64 * 1024 * 1024


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a connection with all settings for an untrusted file (SQLite: Defense Against The Dark Arts).

    ``mode`` is ``rw`` or ``ro``; neither creates a file.
    """
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=0)
    try:
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "cache_spill = OFF",  # nothing is written into the file before the commit
            f"locking_mode = {'EXCLUSIVE' if mode == 'rw' else 'NORMAL'}",
            "synchronous = EXTRA",
        ):
            conn.execute(f"PRAGMA {pragma}")
    except BaseException:
        conn.close()
        raise
    return conn


def lock(conn: sqlite3.Connection) -> bool:
    """Lock the file until the connection is closed; return False if the file is read-only.

    The rollback does not release the lock, which is kept under ``locking_mode = EXCLUSIVE``.
    """
    try:
        conn.execute("BEGIN EXCLUSIVE")
        try:
            version = conn.execute("PRAGMA user_version").fetchone()[0]
            conn.execute(f"PRAGMA user_version = {version:d}")  # on a read-only file this fails, BEGIN does not
        finally:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            return False
        if not name.startswith("SQLITE_FULL"):  # a full disk can still be read, and the first change reports it
            raise
    return True


def open_checked(path: Path, expected: Mapping[int, frozenset[str]]) -> tuple[sqlite3.Connection, bool, int]:
    """Open and verify a file; return the connection, whether the file is writable, and its schema version.

    ``expected`` has the schema of each version. The version is read again, since the header may have been that of an
    interrupted migration, which SQLite has rolled back on opening. Raise ``EstradError`` if the file cannot be opened
    or is damaged; its content is unchanged then.
    """
    try:
        with reading(path):
            return _open(path, expected)
    except FileLocked as error:
        raise file_locked(path, holder_of(path)) from error


def _open(path: Path, expected: Mapping[int, frozenset[str]]) -> tuple[sqlite3.Connection, bool, int]:
    conn = connect(path, "rw")
    try:
        writable = lock(conn)
        if not writable:
            conn.close()
            conn = connect(path, "ro")
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        verify(conn, path, expected[version])
    except BaseException:
        conn.close()
        raise
    return conn, writable, version


def verify(conn: sqlite3.Connection, path: Path, expected: frozenset[str]) -> None:
    """Verify the schema, pages, indexes and foreign keys of a file; raise ``EstradError`` if it is damaged.

    The schema is compared first, since the other checks execute what it contains; extra triggers and views are
    refused. The check is integrity_check, not quick_check: a row missing from its index could be read but never
    changed.
    """
    schema = [sql for (sql,) in conn.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()]
    if len(schema) != len(expected) or set(schema) != expected:
        raise damaged(path)
    if conn.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise damaged(path)
    if conn.execute("PRAGMA foreign_key_check").fetchone():
        raise damaged(path)
