"""Detects whether an open file was replaced, moved or changed by another program; it is not written then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from planner.domain.errors import EstradError
from planner.storage.content_check import FileContents
from planner.storage.lock_note import LockNote, holder_of
from planner.storage.sqlite_errors import file_changed, file_locked, file_moved, reading


class FileGuard:
    """Remembers an open file's identity and content as last written, and holds its lock note.

    POSIX drops a process's locks on a file as soon as the process closes *any* handle of it. A file held here must
    therefore not be opened a second time in this process, not even to read its header: hence ``_held``, which is
    process-wide like the locks.
    """

    _held: ClassVar[set[tuple[int, int]]] = set()

    def __init__(self, path: Path, *, hold: bool) -> None:
        self._path = path
        self._identity = _identity(path)
        self._holds = hold and self._identity is not None
        if self._holds and self._identity:
            self._held.add(self._identity)
        self.note = LockNote(path)
        self.contents = FileContents(path, keep_open=hold)

    @classmethod
    def refuse_held(cls, path: Path, but: FileGuard | None = None) -> None:
        """Raise ``FileLocked`` if a guard other than ``but`` holds the file; the file is not opened."""
        found = _identity(path)
        if found in cls._held and not (but and found == but._identity):
            raise file_locked(path, holder_of(path))

    def release(self) -> None:
        """Stop guarding the file and remove its note; call this after SQLite has released the lock."""
        if self._holds and self._identity:
            self._held.discard(self._identity)
            self._holds = False
        self.note.take_away()
        self.contents.close()

    @property
    def has_name(self) -> bool:
        """True if the path still refers to the file that was opened."""
        return _identity(self._path) == self._identity

    @property
    def untouched(self) -> bool:
        """True if no other program changed the content of the file that was opened, even if it was renamed."""
        if not self.contents.is_held and not self.has_name:
            return True  # the path no longer leads to the opened file, so nothing can be compared
        return self.contents.is_ours

    def fault(self) -> EstradError | None:
        """Return ``FileMoved`` if the file was replaced, moved, deleted or changed in place, or else None."""
        if not self.has_name:
            return file_moved(self._path)
        return None if self.untouched else file_changed(self._path)

    def check(self) -> None:
        """Raise the error that ``fault`` returns, if any."""
        if fault := self.fault():
            raise fault

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Guard a block that reads the open file; raise ``FileMoved`` if another program changed the file."""
        if not self.untouched:
            raise file_changed(self._path)
        try:
            with reading(self._path):
                yield
        except EstradError as error:
            if self.untouched:
                raise
            raise file_changed(self._path) from error


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino)
