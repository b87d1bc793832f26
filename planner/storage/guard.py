"""Is it still our file: the name on the disk, and what is in it. Nothing is written to one that is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from planner.domain.errors import EstradError
from planner.storage.contents import Contents
from planner.storage.faults import file_changed, file_locked, file_moved, reading
from planner.storage.note import Note, holder_of


class Guard:
    """Remembers which file the name meant at opening and how we left it; keeps the note for others who want it.

    POSIX forgets a process's locks on a file as soon as it closes *any* handle of it, so a file that we hold must not
    be opened a second time in this process, not even for its header: hence ``_held``, as wide as the locks are.
    """

    _held: ClassVar[set[tuple[int, int]]] = set()

    def __init__(self, path: Path, *, hold: bool) -> None:
        self._path = path
        self._identity = _identity(path)
        self._holds = hold and self._identity is not None
        if self._holds and self._identity:
            self._held.add(self._identity)
        self.note = Note(path)
        self.contents = Contents(path, keep_open=hold)

    @classmethod
    def refuse_held(cls, path: Path, but: Guard | None = None) -> None:
        """Raise ``FileLocked`` if this process holds the file, otherwise than by ``but``; opens nothing."""
        found = _identity(path)
        if found in cls._held and not (but and found == but._identity):
            raise file_locked(path, holder_of(path))

    def release(self) -> None:
        """Take the note away and let go of the file; the lock is gone."""
        if self._holds and self._identity:
            self._held.discard(self._identity)
            self._holds = False
        self.note.take_away()
        self.contents.close()

    @property
    def has_name(self) -> bool:
        """Whether the name still means the file that was opened."""
        return _identity(self._path) == self._identity

    @property
    def untouched(self) -> bool:
        """Whether nothing else wrote into the file that was opened, whatever its name is now."""
        if not self.contents.is_held and not self.has_name:
            return True  # all that could be asked is another file
        return self.contents.is_ours

    def fault(self) -> EstradError | None:
        """``FileMoved`` if another file, or none, has the name now, or if something else wrote into ours; or None."""
        if not self.has_name:
            return file_moved(self._path)
        return None if self.untouched else file_changed(self._path)

    def check(self) -> None:
        """Raise what ``fault`` answers."""
        if fault := self.fault():
            raise fault

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read what is ours; raises ``FileMoved`` if something else wrote into the file, before or meanwhile."""
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
