"""Guards an open file: keeps its lock, leaves a note, and detects changes by other programs before it is written."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from planner.disk import new_file, new_temporary_file
from planner.domain.text import EstradError, Text, text_from_json, text_to_json
from planner.storage.kept_lock import KeptLock
from planner.storage.sqlite_errors import (
    file_changed,
    file_locked_error,
    file_moved,
    file_taken,
    read_only,
    reporting_read_errors,
)

HEADER = 100
"""The size of SQLite's header in bytes.

A program that writes the file through SQLite increments the file change counter in that header (file format, section
1.3.7): at each transaction or, if it keeps the file locked, at the first one only.
"""
PIECE = 4 * 1024 * 1024
"""The number of bytes read at once for the digest, which takes a few milliseconds."""
TIME_TELLS = sys.platform != "win32"
"""True if a changed modification time alone shows that a file changed; Windows may update the time much later."""
LONGEST = 10_000
"""The maximum size of a lock note in bytes; of a larger file only this and one byte more are read."""


class FileGuard:
    """Remembers an open file's identity and content as last written, keeps its lock and holds its lock note.

    POSIX drops a process's locks on a file as soon as the process closes *any* handle of it. ``KeptLock`` repairs that
    when other code does it. Our code avoids opening a file that is held here a second time, even to read its header:
    hence ``_held``, which is process-wide like the locks.
    """

    _held: ClassVar[set[tuple[int, int]]] = set()

    def __init__(self, path: Path, *, hold: bool) -> None:
        self._path = path
        self._identity = _file_identity(path)
        self._holds = hold and self._identity is not None
        if self._holds and self._identity:
            self._held.add(self._identity)
        self.note = LockNote(path)
        self.contents = FileContents(path, keep_open=hold)
        self._lock = KeptLock(self.contents.handle)

    @classmethod
    def refuse_held(cls, path: Path, but: FileGuard | None = None) -> None:
        """Raise ``FileLocked`` if a guard other than ``but`` holds the file; the file is not opened."""
        found = _file_identity(path)
        if found in cls._held and not (but and found == but._identity):
            raise file_locked_error(path, lock_holder(path))

    def release(self) -> None:
        """Stop guarding the file and remove its note; call this after SQLite has released the lock."""
        if self._holds and self._identity:
            self._held.discard(self._identity)
            self._holds = False
        self.note.remove_note()
        self._lock.release()
        self.contents.close()

    @property
    def is_at_path(self) -> bool:
        """True if the path still refers to the file that was opened."""
        return _file_identity(self._path) == self._identity

    @property
    def is_untouched(self) -> bool:
        """True unless another program seems to have changed the opened file, as ``FileContents`` tells.

        A file that was only renamed is untouched; one with another modification time alone is not, unless a digest was
        taken before, or on Windows. Also true if that cannot be told, as no handle is open and the path no longer leads
        to that file.
        """
        if self.contents.handle is None and not self.is_at_path:
            return True  # the path no longer leads to the opened file, so nothing can be compared
        return self.contents.is_unchanged

    def fault(self) -> EstradError | None:
        """Return ``FileMoved`` if the file was replaced, moved, deleted, locked or changed in place, or else None."""
        if not self.is_at_path:
            return file_moved(self._path)
        if not self._lock.keep():
            return file_taken(self._path)
        return None if self.is_untouched else file_changed(self._path)

    def check(self) -> None:
        """Raise the error that ``fault`` returns, if any."""
        if fault := self.fault():
            raise fault

    def unwritable_error(self) -> EstradError:
        """Return the error for a change of a file that cannot be written."""
        return read_only(self._path)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Guard a block that reads the open file; raise ``FileMoved`` if another program has changed the file.

        Other errors of the block are converted as by ``reporting_read_errors``.
        """
        if not self.is_untouched:
            raise file_changed(self._path)
        try:
            with reporting_read_errors(self._path):
                yield
        except EstradError as error:
            if self.is_untouched:
                raise
            raise file_changed(self._path) from error


def _file_identity(path: Path) -> tuple[int, int] | None:
    try:
        return _identity(os.stat(path))
    except (OSError, ValueError):
        return None


class FileStamp(NamedTuple):
    """The size, modification time (nanoseconds) and header of a file, which quickly reveal that it was changed."""

    size: int
    time: int
    header: bytes


class FileContents:
    """Remembers the content of a file as last written, to detect changes by other programs.

    A different ``FileStamp`` reveals a change. If only the time differs and a digest of the whole file had been taken
    before, the same digest means that the file was merely touched. One ``handle`` stays open as long as the lock: POSIX
    drops a process's locks on a file when the process closes any handle of it, so call ``close`` after SQLite's own.
    """

    def __init__(self, path: Path, *, keep_open: bool) -> None:
        self._path = path
        self.handle: int | None = None
        if keep_open:
            with suppress(OSError):
                self.handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        self.remember()

    def remember(self) -> None:
        """Remember the current content as the expected one; call this on opening, and after each commit."""
        self._left = self._current_stamp()
        self._strange: FileStamp | None = None
        self._digest: bytes | None = None
        self._hash: Any = None
        self._read = 0

    @property
    def is_unchanged(self) -> bool:
        """True if the file's content is as last remembered, by its stamp or, if only the time differs, by its digest.

        On Windows a new modification time alone counts as no change, unless there is a digest to compare.
        """
        now = self._current_stamp()
        if now == self._left:
            return True
        if now is None or self._left is None or now == self._strange:
            return False
        if (now.size, now.header) == (self._left.size, self._left.header):
            if self._digest is None and not TIME_TELLS:
                return True
            if self._digest is not None and self._current_digest() == self._digest and self._current_stamp() == now:
                self._left = now  # only its modification time has changed
                return True
        self._strange = now
        return False

    def digest_next_piece(self) -> bool:
        """Read the next piece of the file for the digest; return True if there is nothing more to read.

        Call this repeatedly when idle.
        """
        if self._digest is not None or self.handle is None:
            return True
        if self._left is None or self._current_stamp() != self._left:
            return True
        if self._hash is None:
            self._hash, self._read = blake2b(), 0
        with suppress(OSError):
            piece = self._read_bytes(self._read, PIECE)
            self._hash.update(piece)
            self._read += len(piece)
            if len(piece) == PIECE:
                return False
            if self._current_stamp() == self._left:
                self._digest = self._hash.digest()
        self._hash = None
        return True

    def close(self) -> None:
        """Close the handle; call this after SQLite's connection is closed."""
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None

    def _current_stamp(self) -> FileStamp | None:
        try:
            if self.handle is None:
                found, header = os.stat(self._path), b""
            else:
                found, header = os.fstat(self.handle), self._read_bytes(0, HEADER)
        except (OSError, ValueError):
            return None
        return FileStamp(found.st_size, found.st_mtime_ns, header)

    def _current_digest(self) -> bytes | None:
        assert self.handle is not None
        with suppress(OSError), open(self.handle, "rb", closefd=False) as stream:
            stream.seek(0)
            return file_digest(stream, blake2b).digest()
        return None

    def _read_bytes(self, place: int, most: int) -> bytes:
        assert self.handle is not None
        if sys.platform == "win32":
            os.lseek(self.handle, place, os.SEEK_SET)
            return os.read(self.handle, most)
        return os.pread(self.handle, most, place)


class LockNote:
    """The note that this process writes beside an open file; a file of that name that is not a note is left alone.

    A note is recognised as ours by the file's device and inode number and by its text, which names the process: a file
    system may give the number of a deleted note to the next one.
    """

    def __init__(self, path: Path) -> None:
        self.place = lock_note_path(path)
        self._left: tuple[int, int] | None = None
        self._content = b""

    def write_note(self, holder: str | Text) -> None:
        """Write the note, naming the holder of the file; it replaces a note left by a killed program.

        Nothing is written, and no error raised, if the folder is not writable, or a link or another file has the name.
        """
        note: dict[str, object] = {"holder": str(holder), "process": os.getpid()}
        if isinstance(holder, Text):
            note["text"] = text_to_json(holder)
        self._content = content = json.dumps(note).encode()
        with suppress(OSError):
            try:
                handle = new_file(self.place)
            except FileExistsError:
                if _read_note(self.place) is None:
                    return
                self._replace(content)
                return
            self._left = _identity(os.fstat(handle))  # a full disk accepts the name but not the text
            _write_and_close(handle, content)

    def _replace(self, content: bytes) -> None:
        aside = new_temporary_file(self.place)
        try:
            _write_and_close(os.open(aside, os.O_WRONLY), content)
            left = _identity(os.stat(aside))
            os.replace(aside, self.place)
            self._left = left
        finally:
            with suppress(OSError):
                aside.unlink()

    def remove_note(self) -> None:
        """Remove the note if it is still the one that this process wrote."""
        with suppress(OSError):
            if self._left and _identity(os.lstat(self.place)) == self._left and self._has_our_text():
                self.place.unlink()
        self._left = None

    def _has_our_text(self) -> bool:
        found = _first_bytes(self.place)
        return found is not None and self._content.startswith(found)  # a full disk may have cut it short

    @property
    def written_at(self) -> float | None:
        """The modification time of the note by the disk's clock, in seconds; None if there is none of this process."""
        with suppress(OSError):
            return os.lstat(self.place).st_mtime if self._left else None
        return None


def _write_and_close(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def lock_note_path(path: Path) -> Path:
    """Return the path of the lock note of a file."""
    return path.with_name(f".{path.name}.open")


def lock_holder(path: Path) -> str | Text:
    """Return the holder named in a file's lock note, a ``Text`` if stored as one; empty without a valid note."""
    note = _read_note(lock_note_path(path)) or {}
    try:
        found = text_from_json(note["text"]) if "text" in note else note["holder"]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return ""
    return found if isinstance(found, str | Text) else ""


def _read_note(place: Path) -> dict[str, Any] | None:
    """Return the content of a note, or None if it is missing or not a note (a link, a pipe, another file).

    An empty file counts as a note without a holder.
    """
    content = _first_bytes(place)
    if content is None:
        return None
    try:
        note = json.loads(content) if content else {"holder": ""}  # a full disk accepted the name but not the text
    except (ValueError, RecursionError):
        return None
    return note if isinstance(note, dict) and "holder" in note else None


def _first_bytes(place: Path) -> bytes | None:
    """Return at most the first ``LONGEST`` + 1 bytes of a regular file, one more than a note may have.

    Return None if it is no regular file or cannot be read.
    """
    try:
        if not stat.S_ISREG(os.lstat(place).st_mode):
            return None
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            return stream.read(LONGEST + 1)
    except OSError:
        return None
