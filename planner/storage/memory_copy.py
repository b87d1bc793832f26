"""Reads a conference file that may be open elsewhere: a copy in memory of one committed state, without any lock."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path
from time import sleep
from typing import NamedTuple

from planner.domain.text import EstradError
from planner.storage import schema
from planner.storage.file_guard import HEADER, PIECE, FileGuard, FileStamp, lock_holder
from planner.storage.header import file_version, read_header_version, unreadable
from planner.storage.kept_lock import is_free
from planner.storage.left_copy import rolled_back
from planner.storage.opening import harden, refuse_strange_neighbours, verify
from planner.storage.sqlite_errors import abandoned_file_error, being_written, reading, shown_to_read, too_large

ATTEMPTS = 5
LOOKS, PAUSE = 200, 0.001
"""How often an attempt looks whether the transaction under way is done, and the seconds between two looks.

A commit takes a millisecond on a disk of one's own, and longer on a share.
"""
JOURNAL_HEADER = 28
"""The size in bytes of a journal's header, which the writer empties when its transaction is done."""
LOCKS_BEGIN = 2**30
"""The offset of SQLite's lock bytes (file format, section 1.4); Windows does not let others read locked bytes."""


class CopyGuard(FileGuard):
    """Guards a copy in memory: no other program can change it, and the file may change at any time."""

    def __init__(self, path: Path, stamp: FileStamp, *, left: bool) -> None:
        super().__init__(path, hold=False)
        self._stamp = stamp
        self.left = abandoned_file_error(path) if left else None

    @property
    def has_name(self) -> bool:
        """Always true, since nothing is written back."""
        return True

    @property
    def untouched(self) -> bool:
        """Always true, since other programs cannot reach the memory."""
        return True

    @property
    def is_outdated(self) -> bool:
        """True if the file seems to have changed since it was read, or cannot be read now."""
        try:
            with _opened(self._path) as stream:
                return _stamp(stream) != self._stamp
        except (OSError, ValueError):
            return True

    def unwritable(self) -> EstradError:
        """Return the error for a change of what is only read here."""
        if self.left:
            return self.left
        holder = lock_holder(self._path)
        return shown_to_read(self._path, holder) if holder else super().unwritable()


class Committed(NamedTuple):
    """The bytes of a committed state of a file, and its stamp; ``left`` if a program died in the change after it."""

    content: bytes
    stamp: FileStamp
    left: bool = False


class MemoryCopy(NamedTuple):
    """A connection to a checked copy in memory, and its guard."""

    sql: sqlite3.Connection
    guard: CopyGuard


def open_copy(path: Path) -> MemoryCopy:
    """Open a copy of a file in memory, with all checks of opening; a copy of an older version is migrated there.

    The file is neither locked nor changed. If a program died in the midst of a change, that is taken back in a copy of
    the file, and ``left`` of the guard says so. The connection may be used by any thread, one at a time. Raise
    ``FileLocked`` if the file is open in this process, whose locks would be lost, or is being written; ``EstradError``
    if it is damaged or not ours.
    """
    FileGuard.refuse_held(path)
    file_version(path, len(schema.STEPS))
    refuse_strange_neighbours(path)
    found = committed_content(path)
    return MemoryCopy(open_memory_copy(found.content, path), CopyGuard(path, found.stamp, left=found.left))


def open_memory_copy(content: bytes, path: Path) -> sqlite3.Connection:
    """Open the bytes of a conference file in memory, with all checks; ``path`` names them in errors."""
    newest = len(schema.STEPS)
    version = read_header_version(content[:HEADER], path, newest)
    with reading(path):
        sql = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        try:
            sql.deserialize(content)
            harden(sql)
            verify(sql, path, schema.EXPECTED[version])
            if version < newest:
                _migrate(sql, version)
        except BaseException:
            sql.close()
            raise
    return sql


def _migrate(sql: sqlite3.Connection, version: int) -> None:
    from planner.storage.database import FileDatabase  # imports sqlite_utils, which takes a while

    db = FileDatabase(sql)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    schema.migrate(db, schema.STEPS, version)
    db.execute("COMMIT")


def committed_content(path: Path, wait: Callable[[float], object] = sleep) -> Committed:
    """Return one committed state of a file, in five attempts; raise ``EstradError``.

    A transaction is waited for before it is taken for one of a dead program: its writer may lock in a way that is out
    of sight here, as on some shares.
    """
    try:
        for _attempt in range(ATTEMPTS):
            for _look in range(LOOKS):
                if _is_idle(path):
                    break
                wait(PAUSE)
            if found := _read_once(path) or _read_left(path):
                return found
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    raise being_written(path, lock_holder(path))


def _read_once(path: Path) -> Committed | None:
    """Return the file's bytes and stamp, or None if a transaction came in between.

    A transaction fills the journal's header before it writes the file, where it counts in SQLite's header, and empties
    it afterwards. The journal is empty before and after the second reading: a transaction that wrote meanwhile began
    and ended there, so it changed the counter between the stamps, one of which is taken before and one after. What was
    rolled back leaves the counter as it was, hence the two readings.
    """
    with _opened(path) as stream:
        before = _stamp(stream)
        if before.size >= LOCKS_BEGIN:
            raise too_large(path)
        if _is_idle(path) and (content := _content(stream)) and _is_idle(path):
            same = _is_still(stream, content)
            if same and _is_idle(path) and _stamp(stream) == before:
                return Committed(content, before)
    return None


def _read_left(path: Path) -> Committed | None:
    """Return the state before the change in which a program died, or None if another one has the file or writes it.

    File and journal are read twice, as in ``_read_once``, while nobody locks the file: so together they are what SQLite
    would find, and what it takes back in a copy of both.
    """
    journal = Path(f"{os.path.realpath(path)}-journal")
    with _opened(path) as stream:
        before = _stamp(stream)
        if {*map(os.path.realpath, _busy_journals(path))} != {str(journal)} or not is_free(stream.fileno()):
            return None
        unfinished, content = _journal_content(journal), _content(stream)
        same = _is_still(stream, content) and _journal_content(journal) == unfinished and _stamp(stream) == before
        if not (same and _is_busy(unfinished) and is_free(stream.fileno())):
            return None
    return Committed(rolled_back(content, unfinished, path), before, left=True)


def _journal_content(journal: Path) -> bytes:
    """Return the content of a journal, or nothing if it is gone, or larger than that of any file that is read."""
    with suppress(FileNotFoundError), _opened(journal) as stream:
        return stream.readall() if os.fstat(stream.fileno()).st_size < LOCKS_BEGIN else b""
    return b""


def _opened(path: Path) -> FileIO:
    return FileIO(path, "rb")


def _stamp(stream: FileIO) -> FileStamp:
    stream.seek(0)
    header, found = stream.read(HEADER), os.fstat(stream.fileno())
    return FileStamp(found.st_size, found.st_mtime_ns, header)


def _content(stream: FileIO) -> bytes:
    stream.seek(0)
    return stream.readall()


def _is_still(stream: FileIO, content: bytes) -> bool:
    """Return whether a second reading gives the same bytes; it takes no memory for all of them."""
    stream.seek(0)
    known, place = memoryview(content), 0
    while piece := stream.read(PIECE):
        if piece != known[place : place + len(piece)]:
            return False
        place += len(piece)
    return place == len(content)


def _is_idle(path: Path) -> bool:
    """Return whether no transaction is under way: there is no journal, or its header is empty."""
    return not _busy_journals(path)


def _busy_journals(path: Path) -> set[Path]:
    """Return the journals whose header says that a transaction is under way, or that cannot be read."""
    found = set[Path]()
    for place in {path, Path(os.path.realpath(path))}:  # SQLite's lies beside the target of a link
        journal = place.with_name(f"{place.name}-journal")
        try:
            with _opened(journal) as stream:
                if _is_busy(stream.read(JOURNAL_HEADER)):
                    found.add(journal)
        except FileNotFoundError:
            continue
        except OSError:  # Windows: it is being deleted
            found.add(journal)
    return found


def _is_busy(journal: bytes) -> bool:
    return bool(journal[:JOURNAL_HEADER].strip(b"\0"))
