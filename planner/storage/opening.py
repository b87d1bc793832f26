"""Opening a file that is not yet trusted: lock it, check it, know its schema. The order is architecture.md's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from planner.domain.errors import FileLocked
from planner.storage.faults import file_locked, reading
from planner.storage.guard import holder_of
from planner.storage.header import damaged

LONGEST_VALUE = 64 * 1024 * 1024


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection with everything set that an untrusted file asks for (SQLite: defense against the dark arts).

    ``mode`` is ``rw`` or ``ro`` and never makes a file.
    """
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=0)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    for pragma in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "locking_mode = EXCLUSIVE",
        "synchronous = EXTRA",
    ):
        conn.execute(f"PRAGMA {pragma}")
    return conn


def lock(conn: sqlite3.Connection) -> bool:
    """Take the file for ourselves until the connection closes; False if it is read-only."""
    try:
        conn.execute("BEGIN EXCLUSIVE")
        try:
            version = conn.execute("PRAGMA user_version").fetchone()[0]
            conn.execute(f"PRAGMA user_version = {version:d}")  # on a read-only file this fails, BEGIN does not
        finally:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            return False
        raise
    return True


def open_checked(path: Path, expected: frozenset[str]) -> tuple[sqlite3.Connection, bool]:
    """A connection to a sound file of that schema, and whether it can be written.

    Raises ``EstradError`` otherwise, with the file untouched.
    """
    try:
        with reading(path):
            return _open(path, expected)
    except FileLocked as error:
        raise file_locked(path, holder_of(path)) from error


def _open(path: Path, expected: frozenset[str]) -> tuple[sqlite3.Connection, bool]:
    conn = connect(path, "rw")
    try:
        writable = lock(conn)
        if not writable:
            conn.close()
            conn = connect(path, "ro")
            conn.execute("PRAGMA locking_mode = NORMAL")
        verify(conn, path, expected)
    except BaseException:
        conn.close()
        raise
    return conn, writable


def verify(conn: sqlite3.Connection, path: Path, expected: frozenset[str]) -> None:
    """Raise ``EstradError`` unless pages, foreign keys and schema (no trigger or view more) are right."""
    if conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damaged(path)
    if conn.execute("PRAGMA foreign_key_check").fetchone():
        raise damaged(path)
    schema = {sql for (sql,) in conn.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    if schema != expected:
        raise damaged(path)
    mode = conn.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal":
        raise damaged(path)
