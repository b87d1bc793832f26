"""The world's faults: what a person is told when it is not our bug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.text import Text

if TYPE_CHECKING:
    from pathlib import Path  # a process that reads a table starts without it


class EstradError(Exception):
    """Something in the world is wrong: one sentence, where, and what one can do about it.

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
    """The conference can be read but not changed."""


class FileLocked(EstradError):
    """Another program holds the file."""


class FileMoved(EstradError):
    """The file was replaced or deleted under us; what we hold can still be saved as a copy."""


class StorageFull(EstradError):
    """The disk is full; the last change was not made."""


class Pinned(EstradError):
    """Sessions are pinned: their time and room stay. ``sessions`` are their ids."""

    def __init__(self, problem: Text, sessions: tuple[str, ...]) -> None:
        super().__init__(problem, Text("Unpin it first, if it shall move."))
        self.sessions = sessions
