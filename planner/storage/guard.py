"""Is it still our file, and who else has it: the name on the disk, and the note beside the file."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from planner.storage.faults import file_moved


class Guard:
    """Remembers which file the name meant at opening, and leaves a note for others who find it locked.

    The note is information only: SQLite's lock is the truth, and it ends with the process.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity = self._look()
        self._note = note_beside(path)
        self._left = False

    def _look(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)
        except OSError:
            return None
        return (found.st_dev, found.st_ino)

    @property
    def same(self) -> bool:
        """Whether the name still means the file that was opened."""
        return self._look() == self._identity

    def check(self) -> None:
        """Raise ``FileMoved`` if another file, or none, has the name now."""
        if not self.same:
            raise file_moved(self._path)

    def leave_note(self, holder: str) -> None:
        """Write who holds the file; a folder that cannot be written is no fault."""
        with suppress(OSError):
            self._note.write_text(json.dumps({"holder": holder}), encoding="utf-8")
            self._left = True

    def take_note_away(self) -> None:
        """Remove the note that we left."""
        if self._left:
            with suppress(OSError):
                self._note.unlink()


def note_beside(path: Path) -> Path:
    """Where the note of who holds the file lies."""
    return path.with_name(f".{path.name}.open")


def holder_of(path: Path) -> str:
    """Who left the note beside the file, or an empty string."""
    try:
        found = json.loads(note_beside(path).read_text(encoding="utf-8"))["holder"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return found if isinstance(found, str) else ""
