"""Is it still our file, and who else has it: the name on the disk, and the note beside the file."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from planner.domain.text import Text, text_from_json, text_to_json
from planner.storage.faults import file_locked, file_moved


class Guard:
    """Remembers which file the name meant at opening, and leaves a note for others who find it locked.

    The note is information only: SQLite's lock is the truth, and it ends with the process. But POSIX forgets a
    process's locks on a file as soon as it closes *any* handle of it, so a file that we hold must not be opened
    a second time in this process, not even for its header: hence ``_held``, as wide as the locks are.
    """

    _held: ClassVar[set[tuple[int, int]]] = set()

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity = _identity(path)
        self._note = note_beside(path)
        self._left = False
        self._holds = False

    @classmethod
    def refuse_held(cls, path: Path) -> None:
        """Raise ``FileLocked`` if this process holds the file; asks the name only, and opens nothing."""
        if _identity(path) in cls._held:
            raise file_locked(path, holder_of(path))

    def hold(self) -> None:
        """Remember that this process has the lock, until ``release``."""
        if self._identity:
            self._held.add(self._identity)
            self._holds = True

    def release(self) -> None:
        """Take the note away; the lock is gone."""
        if self._holds and self._identity:
            self._held.discard(self._identity)
            self._holds = False
        if self._left:
            with suppress(OSError):
                self._note.unlink()
            self._left = False

    @property
    def same(self) -> bool:
        """Whether the name still means the file that was opened."""
        return _identity(self._path) == self._identity

    def check(self) -> None:
        """Raise ``FileMoved`` if another file, or none, has the name now."""
        if not self.same:
            raise file_moved(self._path)

    def leave_note(self, holder: str | Text) -> None:
        """Write who holds the file; a folder that cannot be written is no fault."""
        with suppress(OSError):
            self._left = True  # a full disk takes the name and not the text
            note: dict[str, object] = {"holder": str(holder)}
            if isinstance(holder, Text):
                note["text"] = text_to_json(holder)
            self._note.write_text(json.dumps(note), encoding="utf-8")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino)


def note_beside(path: Path) -> Path:
    """Where the note of who holds the file lies."""
    return path.with_name(f".{path.name}.open")


def holder_of(path: Path) -> str | Text:
    """Who left the note beside the file, for a reader of any language if it says so, or an empty string."""
    try:
        note = json.loads(note_beside(path).read_text(encoding="utf-8"))
        found = text_from_json(note["text"]) if "text" in note else note["holder"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return found if isinstance(found, str | Text) else ""
