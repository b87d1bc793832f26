"""Errors caused by the outside world rather than by a bug, with messages for the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.text import Text

if TYPE_CHECKING:
    from pathlib import Path  # a process that reads a table starts without it


class EstradError(Exception):
    """An error caused by the outside world; says in one sentence what is wrong, where, and what to do about it.

    ``file`` and ``line`` say where, if known; ``remedy`` says what to do. The code that raises it has left
    the file and the memory unchanged. Any other exception is a bug.
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
    """Raised when another program has locked the file."""


class FileMoved(EstradError):
    """Raised when the file was replaced or deleted while open; the document can still be saved as a copy."""


class StorageFull(EstradError):
    """Raised when the disk is full; the last change was not made."""


class Pinned(EstradError):
    """Raised when pinned sessions would change their time or room. ``sessions`` are their ids."""

    def __init__(self, problem: Text, sessions: tuple[str, ...]) -> None:
        super().__init__(problem, Text("Unpin it first, if it shall move."))
        self.sessions = sessions
