"""Open a file that is not yet trusted: lock it, check it, verify its schema, in the order of docs/file-format.md."""

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
    """Open a connection with all settings for an untrusted file (SQLite: defense against the dark arts).

    ``mode`` is ``rw`` or ``ro`` and never makes a file.
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
    """Lock the file for us until the connection closes; return False if it is read-only.

    The rollback releases nothing: with ``locking_mode = EXCLUSIVE`` a lock once taken stays.
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
    """Return a connection to a sound file with one of those schemas, whether it is writable, and its version.

    The version is read again: the header may have shown an interrupted migration, which SQLite has rolled back by now.
    Otherwise raise ``EstradError``, with the file untouched.
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
    """Raise ``EstradError`` unless schema (without extra triggers or views), pages, indexes and foreign keys are right.

    The schema comes first, since the other checks execute what it contains. The whole integrity_check is used, not
    quick_check: a row missing from its index could be read but never changed.
    """
    schema = [sql for (sql,) in conn.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()]
    if len(schema) != len(expected) or set(schema) != expected:
        raise damaged(path)
    if conn.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise damaged(path)
    if conn.execute("PRAGMA foreign_key_check").fetchone():
        raise damaged(path)
