"""Opens an untrusted file: checks SQLite and the file's neighbours, locks the file and verifies it.

The order of the checks is in docs/file-format.md.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from planner.domain.text import EstradError, FileLocked, Text
from planner.storage.file_guard import lock_holder
from planner.storage.header import damaged_error
from planner.storage.sqlite_errors import file_locked_error, reporting_read_errors

LONGEST_VALUE = 64 * 1024 * 1024
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
"""The first bytes of a journal (SQLite file format, section 3), and its last ones if it names a super-journal."""
OLDEST_SQLITE = "3.37"
"""The first version with strict tables."""
TRIED = "CREATE TABLE tried (list TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(list))) STRICT"
LONGEST_NAME = 255
"""The maximum length of a file name in bytes on common file systems."""


def refuse_strange_neighbours(path: Path) -> None:
    """Raise ``EstradError`` if a journal or log beside the file cannot have been left by a killed Estrad.

    SQLite deletes the super-journal that a journal names, whatever file that is. Only transactions over several files
    have one, and Estrad has no such transactions. SQLite would also write through a link, and empty or remove a file
    that is not a journal.
    """
    for place in {path, Path(os.path.realpath(path))}:  # SQLite looks beside the target of a link
        name, journal, log = place.name, f"{place.name}-journal", f"{place.name}-wal"
        if is_strange_journal(place.with_name(journal)):
            raise EstradError(
                Text("“{journal}” lies beside “{name}” and is no journal of it.", journal=journal, name=name),
                Text("Move it to another folder, then open the conference. Neither file was touched."),
                file=path,
            )
        if os.path.lexists(place.with_name(log)):
            raise EstradError(
                Text("“{log}” lies beside “{name}”: another program wrote a log there.", log=log, name=name),
                Text("Close that program; if it stays, move it to another folder. Neither file was touched."),
                file=path,
            )


def is_strange_journal(journal: Path) -> bool:
    """Return whether a journal cannot be from a killed Estrad; False if there is none or it cannot be read."""
    try:
        if not stat.S_ISREG(os.lstat(journal).st_mode):
            return True
        handle = os.open(journal, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            begin, size = stream.read(len(JOURNAL_MAGIC)), stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - len(JOURNAL_MAGIC)))
            end = stream.read()
    except OSError:  # there is none, or SQLite cannot read it either
        return False
    if not begin.strip(b"\0"):  # it is no longer needed
        return size > len(JOURNAL_MAGIC) and end == JOURNAL_MAGIC
    return begin != JOURNAL_MAGIC[: len(begin)] or (size > len(JOURNAL_MAGIC) and end == JOURNAL_MAGIC)


def refuse_long_name(path: Path, told: Path | None = None) -> None:
    """Raise ``EstradError`` if the file's name with ``-journal`` appended would be too long.

    The error names ``told``, if given, for which ``path`` is a temporary file.
    """
    if len(os.fsencode(f"{path.name}-journal")) > LONGEST_NAME:
        told = told or path
        raise EstradError(
            Text("The name “{name}” is too long: a journal beside it would find no name.", name=told.name),
            Text("Choose a name that is shorter by a few letters."),
            file=told,
        )


def refuse_unfit_sqlite() -> None:
    """Raise ``EstradError`` if the SQLite of this Python cannot hold a conference."""
    _is_json_check_refused()


def _is_json_check_refused() -> bool:
    """Return whether this SQLite refuses a schema that uses ``json_valid`` under ``trusted_schema = OFF``.

    SQLite 3.40.1 refuses it and 3.46.1 accepts it; it is tried out, as the version that changed this is not known.
    Raise ``EstradError`` if there are no strict tables or no JSON.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.execute("PRAGMA trusted_schema = ON")
        try:
            conn.execute(TRIED)
        except sqlite3.OperationalError as error:
            raise EstradError(
                Text(
                    "Estrad needs SQLite {oldest} or newer, and this Python has {version}.",
                    oldest=OLDEST_SQLITE, version=sqlite3.sqlite_version,
                ),
                Text("Start it with a newer Python. No file was touched."),
            ) from error  # fmt: skip
        conn.execute("PRAGMA trusted_schema = OFF")
        conn.execute("PRAGMA writable_schema = RESET")  # the schema is loaded anew
        try:
            conn.execute("INSERT INTO tried DEFAULT VALUES")
        except sqlite3.DatabaseError:
            return True
    return False


def trust_schema(conn: sqlite3.Connection) -> None:
    """Let a connection's schema use ``json_valid``, if this SQLite refused it; it must have been verified as ours."""
    if conn.execute("PRAGMA writable_schema").fetchone()[0]:  # by harden
        conn.execute("PRAGMA trusted_schema = ON")
        conn.execute("PRAGMA writable_schema = RESET")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a connection with our settings for an untrusted file (see SQLite: Defense Against The Dark Arts).

    ``mode`` is ``rw`` or ``ro``; neither creates a file.
    """
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=0)
    try:
        set_untrusted_mode(conn)
        conn.execute(f"PRAGMA locking_mode = {'EXCLUSIVE' if mode == 'rw' else 'NORMAL'}")
        conn.execute("PRAGMA synchronous = EXTRA")
    except BaseException:
        conn.close()
        raise
    return conn


def set_untrusted_mode(conn: sqlite3.Connection) -> None:
    """Change a connection's settings to those for untrusted content; ``trust_schema`` takes some back."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    if _is_json_check_refused():
        conn.execute("PRAGMA writable_schema = ON")  # else its own schema could not be loaded, and so not compared
    for pragma in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_spill = OFF",  # nothing is written into the file before the commit
    ):
        conn.execute(f"PRAGMA {pragma}")


def lock(conn: sqlite3.Connection) -> bool:
    """Lock the file until the connection is closed; return False if the file or its folder is read-only.

    Raise ``sqlite3.OperationalError`` if another program has locked the file.

    The rollback does not release the lock, as ``locking_mode = EXCLUSIVE`` keeps it.
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
    """Open, lock and verify a file; return the connection, whether the file is writable, and its schema version.

    ``expected`` has the schema of each version. The version is read again, since the header may have been that of an
    interrupted migration, which SQLite has rolled back on opening. Raise ``EstradError`` if the file cannot be
    opened, is locked or is damaged; but for such a rollback, its content is unchanged then.
    """
    try:
        with reporting_read_errors(path):
            return _open_and_verify(path, expected)
    except FileLocked as error:
        raise file_locked_error(path, lock_holder(path)) from error


def _open_and_verify(path: Path, expected: Mapping[int, frozenset[str]]) -> tuple[sqlite3.Connection, bool, int]:
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

    The schema is compared first, since the other checks execute what it contains; extra triggers and views are refused.
    Only then is the schema trusted, where this SQLite would refuse ``json_valid`` otherwise. The check is
    integrity_check, not quick_check: a row missing from its index could be read but never changed.
    """
    schema = [sql for (sql,) in conn.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()]
    if len(schema) != len(expected) or set(schema) != expected:
        raise damaged_error(path)
    trust_schema(conn)
    is_whole = conn.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    if not is_whole or conn.execute("PRAGMA foreign_key_check").fetchone():
        raise damaged_error(path)
