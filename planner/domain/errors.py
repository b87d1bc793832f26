"""Errors caused by the outside world rather than by a bug, with what to tell the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.text import Text

if TYPE_CHECKING:
    from pathlib import Path  # a process that reads a table starts without it


class EstradError(Exception):
    """Raised when something in the outside world is wrong; says in one sentence what, where, and what to do about it.

    ``file`` and ``line`` name the place where known; ``remedy`` says what to do. Whoever raises it has left
    the file and the memory as they were. Everything that is not an ``EstradError`` is a bug of ours.
    """

    def __init__(
        self, problem: Text, remedy: Text | None = None, *, file: Path | None = None, line: int | None = None
    ) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.remedy = remedy
        self.file = file
        self.line = line


class ReadOnlyFile(EstradError):
    """Raised when the conference can be read but not changed."""


class FileLocked(EstradError):
    """Raised when the file is held by another program."""


class FileMoved(EstradError):
    """Raised when the file was replaced or deleted while open; what is in memory can still be saved as a copy."""


class StorageFull(EstradError):
    """Raised when the disk is full; the last change was not made."""


class Pinned(EstradError):
    """Raised when sessions are pinned and so keep their time and room. ``sessions`` are their ids."""

    def __init__(self, problem: Text, sessions: tuple[str, ...]) -> None:
        super().__init__(problem, Text("Unpin it first, if it shall move."))
        self.sessions = sessions
