"""Reads a conference file that may be open elsewhere: a copy in memory of one committed state, without any lock."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from io import FileIO
from pathlib import Path
from time import sleep
from typing import NamedTuple

from planner import disk
from planner.domain.text import EstradError, StorageFull, Text
from planner.storage import schema
from planner.storage.file_guard import HEADER, PIECE, FileGuard, FileStamp, lock_holder
from planner.storage.header import damaged_error, file_version, read_header_version, unreadable_error
from planner.storage.kept_lock import is_unlocked
from planner.storage.opening import connect, is_strange_journal, refuse_strange_neighbours, set_untrusted_mode, verify
from planner.storage.sqlite_errors import (
    abandoned_file_error,
    being_written_error,
    copy_error,
    reporting_read_errors,
    shown_copy_error,
    too_large,
)

ATTEMPTS = 5
LOOKS, PAUSE = 200, 0.001
"""The number of times an attempt looks whether the transaction under way is done, and the seconds between two looks.

A commit takes a millisecond on a disk of one's own, and longer on a network share.
"""
JOURNAL_HEADER = 28
"""The size in bytes of a journal's header, which the writer empties when its transaction is done."""
LOCKS_BEGIN = 2**30
"""The offset of SQLite's lock bytes (file format, section 1.4); Windows does not let others read locked bytes."""


PREFIX = "estrad-left-"
"""The beginning of the names of the temporary folders; the id of the process that made one follows."""
_OURS = re.compile(rf"{PREFIX}(?P<process>\d{{1,10}})-.+")


class CopyGuard(FileGuard):
    """Guards a copy in memory, which no other program can change; the file itself may change at any time.

    ``left`` is a notice if another program died while changing the file (that change is left out), else None.
    """

    def __init__(self, path: Path, stamp: FileStamp, *, left: bool) -> None:
        super().__init__(path, hold=False)
        self._stamp = stamp
        self.left = abandoned_file_error(path) if left else None

    @property
    def is_at_path(self) -> bool:
        """Always true, since nothing is written back."""
        return True

    @property
    def is_untouched(self) -> bool:
        """Always true, since other programs cannot reach the memory."""
        return True

    @property
    def is_outdated(self) -> bool:
        """True if the file seems to have changed since it was read, or cannot be read now."""
        try:
            with FileIO(self._path, "rb") as stream:
                return _read_stamp(stream) != self._stamp
        except (OSError, ValueError):
            return True

    @property
    def holder(self) -> str | Text:
        """The name of whoever has the file open, by its lock note; empty if there is none, or ``left`` is set."""
        return "" if self.left else lock_holder(self._path)

    def unwritable_error(self) -> EstradError:
        """Return the error for a change of a copy, which can only be read."""
        return self.left or (shown_copy_error(self._path, self.holder) if self.holder else super().unwritable_error())


class CommittedState(NamedTuple):
    """A committed state of a file, with its stamp; ``left`` is true if a program died while making the next change."""

    content: bytes
    stamp: FileStamp
    left: bool = False


def open_copy(path: Path) -> tuple[sqlite3.Connection, CopyGuard]:
    """Open a copy of a file in memory; a copy of an older version is migrated in memory.

    The checks are those of opening, but for the length of the name. The file is neither locked nor changed. If a
    program died while changing it, that change is rolled back in the copy, and ``left`` of the guard says so. The
    connection may be used by any thread, one at a time. Raise ``FileLocked`` if the file is open in this process, whose
    locks would be lost, or is being written; ``EstradError`` if it cannot be read, is newer, damaged or not ours.
    """
    FileGuard.refuse_held(path)
    file_version(path, len(schema.STEPS))
    refuse_strange_neighbours(path)
    found = read_committed_state(path)
    return open_memory_copy(found.content, path), CopyGuard(path, found.stamp, left=found.left)


def open_memory_copy(content: bytes, path: Path) -> sqlite3.Connection:
    """Open the bytes of a conference file in memory: verify them, and migrate them if they are of an older version.

    ``path`` names them in errors. Raise ``EstradError`` if they are newer, damaged or not ours.
    """
    newest = len(schema.STEPS)
    version = read_header_version(content[:HEADER], path, newest)
    with reporting_read_errors(path):
        sql = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, uri=True)
        try:
            sql.deserialize(content)
            set_untrusted_mode(sql)
            verify(sql, path, schema.EXPECTED[version])
            if version < newest:
                schema.migrate_file(sql, path, schema.STEPS, version)
        except BaseException:
            sql.close()
            raise
    return sql


def read_committed_state(path: Path, wait: Callable[[float], object] = sleep) -> CommittedState:
    """Return one committed state of a file; raise ``EstradError`` if it cannot be read, or if five attempts fail.

    A transaction is waited for before it is taken for one that a dead program left: its writer may use locks that
    cannot be seen from here, as on some network shares.
    """
    try:
        for _attempt in range(ATTEMPTS):
            for _look in range(LOOKS):
                if not _busy_journals(path):
                    break
                wait(PAUSE)
            if found := _read_once(path) or _read_abandoned(path):
                return found
    except (OSError, ValueError) as error:
        raise unreadable_error(path, error) from error
    raise being_written_error(path, lock_holder(path))


def _read_once(path: Path) -> CommittedState | None:
    """Return the file's bytes and stamp, or None if a transaction came in between or the file is empty.

    A transaction fills the journal's header before it writes the file, and empties it afterwards. The file is read
    twice, with an empty header before, between and after the readings: a transaction that wrote meanwhile, or was
    rolled back, began and ended within one of them. So a first reading that mixes two states differs from the second.
    """
    with FileIO(path, "rb") as stream:
        before = _read_stamp(stream)
        if before.size >= LOCKS_BEGIN:
            raise too_large(path)
        if not _busy_journals(path) and (content := _whole_content(stream)) and not _busy_journals(path):
            same = _has_same_content(stream, content)
            if same and not _busy_journals(path) and _read_stamp(stream) == before:
                return CommittedState(content, before)
    return None


def _read_abandoned(path: Path) -> CommittedState | None:
    """Return the state before the change during which a program died.

    Return None if there is no such change, or another program locks or writes the file.

    File and journal are read twice, as in ``_read_once``, while nobody locks the file: so together they are what SQLite
    would find, and it rolls the change back in a copy of both.
    """
    journal = Path(f"{os.path.realpath(path)}-journal")
    with FileIO(path, "rb") as stream:
        before = _read_stamp(stream)
        if {*map(os.path.realpath, _busy_journals(path))} != {str(journal)} or not is_unlocked(stream.fileno()):
            return None
        unfinished, content = _journal_content(journal), _whole_content(stream)
        same = (
            _has_same_content(stream, content)
            and _journal_content(journal) == unfinished
            and _read_stamp(stream) == before
        )
        if not (same and _has_transaction(unfinished) and is_unlocked(stream.fileno())):
            return None
    return CommittedState(rolled_back(content, unfinished, path), before, left=True)


def rolled_back(content: bytes, journal: bytes, path: Path) -> bytes:
    """Return the content of a file after SQLite has rolled back the unfinished transaction in its ``journal``.

    ``path`` names the file in errors. SQLite works on a copy, in a temporary folder that only this account may read.
    The folder is removed at once, and so are those left by readers that were killed. Raise ``EstradError`` if no copy
    can be made, or if Estrad never leaves such a journal.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
            _remove_stale_folders(Path(folder))
            place = Path(folder) / "left.estrad"
            beside = place.with_name(f"{place.name}-journal")
            for copy, data in ((place, content), (beside, journal)):
                with os.fdopen(disk.new_file(copy, 0o600), "wb") as stream:
                    stream.write(data)
            if is_strange_journal(beside):  # which the file's was not before
                raise damaged_error(path)
            with reporting_read_errors(path), closing(connect(place, "rw")) as conn:
                conn.execute("PRAGMA user_version").fetchone()  # the first reading takes back what was not finished
            return place.read_bytes()
    except StorageFull as error:
        raise copy_error(path, tempfile.gettempdir(), os.strerror(errno.ENOSPC)) from error
    except OSError as error:
        raise copy_error(path, tempfile.gettempdir(), error.strerror or str(error)) from error


def _remove_stale_folders(ours: Path) -> None:
    """Remove the folders that killed readers of this account left beside ``ours``, which was made just now."""
    made = ours.stat()
    with suppress(OSError), os.scandir(ours.parent) as entries:
        for entry in entries:
            if found := _OURS.fullmatch(entry.name):
                with suppress(OSError):
                    there = entry.stat(follow_symlinks=False)
                    is_left = disk.is_stale(there, int(found["process"]), made.st_mtime)
                    if stat.S_ISDIR(there.st_mode) and there.st_uid == made.st_uid and is_left:
                        shutil.rmtree(entry.path, ignore_errors=True)


def _journal_content(journal: Path) -> bytes:
    """Return the content of a journal; empty if it is gone, or larger than any file that is read."""
    with suppress(FileNotFoundError), FileIO(journal, "rb") as stream:
        return stream.readall() if os.fstat(stream.fileno()).st_size < LOCKS_BEGIN else b""
    return b""


def _read_stamp(stream: FileIO) -> FileStamp:
    stream.seek(0)
    header, found = stream.read(HEADER), os.fstat(stream.fileno())
    return FileStamp(found.st_size, found.st_mtime_ns, header)


def _whole_content(stream: FileIO) -> bytes:
    stream.seek(0)
    return stream.readall()


def _has_same_content(stream: FileIO, content: bytes) -> bool:
    """Return whether reading the file again gives the same bytes; it is read in pieces, to save memory."""
    stream.seek(0)
    known, place = memoryview(content), 0
    while piece := stream.read(PIECE):
        if piece != known[place : place + len(piece)]:
            return False
        place += len(piece)
    return place == len(content)


def _busy_journals(path: Path) -> set[Path]:
    """Return the file's journals in which a transaction is under way by their headers, or which cannot be read."""
    found = set[Path]()
    for place in {path, Path(os.path.realpath(path))}:  # SQLite's lies beside the target of a link
        journal = place.with_name(f"{place.name}-journal")
        try:
            with FileIO(journal, "rb") as stream:
                if _has_transaction(stream.read(JOURNAL_HEADER)):
                    found.add(journal)
        except FileNotFoundError:
            continue
        except OSError:  # Windows: it is being deleted
            found.add(journal)
    return found


def _has_transaction(journal: bytes) -> bool:
    return bool(journal[:JOURNAL_HEADER].strip(b"\0"))
