"""Writes the note beside an open file that tells others who holds it; the lock itself is SQLite's."""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

from planner.disk import new_file, new_temporary_file
from planner.domain.text import Text, text_from_json, text_to_json

LONGEST = 10_000
"""The maximum size in bytes of a note that is read; a longer one is ignored."""


class LockNote:
    """The note that this process writes beside an open file; a file of that name that is not a note is kept."""

    def __init__(self, path: Path) -> None:
        self.place = note_beside(path)
        self._left: tuple[int, int] | None = None

    def leave(self, holder: str | Text) -> None:
        """Write the note with the file's holder, replacing a note left by a killed program.

        Nothing is written, and no error raised, if the folder is not writable, or a link or another file has the name.
        """
        note: dict[str, object] = {"holder": str(holder)}
        if isinstance(holder, Text):
            note["text"] = text_to_json(holder)
        content = json.dumps(note).encode()
        with suppress(OSError):
            try:
                handle = new_file(self.place)
            except FileExistsError:
                if _read(self.place) is None:
                    return
                self._replace(content)
                return
            self._left = _identity(os.fstat(handle))  # a full disk accepts the name but not the text
            _write(handle, content)

    def _replace(self, content: bytes) -> None:
        aside = new_temporary_file(self.place)
        try:
            _write(os.open(aside, os.O_WRONLY), content)
            left = _identity(os.stat(aside))
            os.replace(aside, self.place)
            self._left = left
        finally:
            with suppress(OSError):
                aside.unlink()

    def take_away(self) -> None:
        """Remove the note if it is still the one that this process wrote."""
        with suppress(OSError):
            if self._left and _identity(os.lstat(self.place)) == self._left:
                self.place.unlink()
        self._left = None

    @property
    def written_at(self) -> float | None:
        """The modification time of the note by the disk's clock, in seconds; None if this process wrote none."""
        with suppress(OSError):
            return os.lstat(self.place).st_mtime if self._left else None
        return None


def _write(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def note_beside(path: Path) -> Path:
    """Return the path of the lock note of a file."""
    return path.with_name(f".{path.name}.open")


def holder_of(path: Path) -> str | Text:
    """Return the holder in a file's lock note, translatable if stored as ``Text``; empty if there is no valid note."""
    note = _read(note_beside(path)) or {}
    try:
        found = text_from_json(note["text"]) if "text" in note else note["holder"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return found if isinstance(found, str | Text) else ""


def _read(place: Path) -> dict[str, Any] | None:
    """Return the content of a note, or None if it is missing or not a note (a link, a pipe, another file)."""
    try:
        if not stat.S_ISREG(os.lstat(place).st_mode):
            return None
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            content = stream.read(LONGEST + 1)
        note = json.loads(content) if content else {"holder": ""}  # a full disk accepted the name but not the text
    except (OSError, ValueError, RecursionError):
        return None
    return note if isinstance(note, dict) and "holder" in note else None
