"""Read a file for import: another program's, or another Estrad conference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.domain.long_task import LongTask, Progress
from planner.importing.incoming import Incoming
from planner.importing.source_registry import SOURCES, read_file
from planner.storage.foreign import is_conference, read_foreign
from planner.tables.delimited import ReadingOptions
from planner.tables.table import Tables

KEY = "estrad"
"""The kind of source that means another conference's file."""
SUFFIX = ".estrad"
Reader = Callable[[Path, str, ReadingOptions | None], LongTask[Incoming | Tables]]


def name_patterns() -> tuple[str, ...]:
    """Return the usual names of all files that can be imported, for a dialog that offers them."""
    return (*dict.fromkeys(pattern for source in SOURCES for pattern in source.patterns), f"*{SUFFIX}")


def read_incoming(path: Path, kind: str = "", how: ReadingOptions | None = None) -> LongTask[Incoming | Tables]:
    """Read a file for import like ``read_file``, but also a conference file, which stays unchanged.

    Raise ``EstradError`` if it cannot be read, or is a conference that is open here.
    """
    if is_conference(path) or kind == KEY or (not kind and path.suffix.lower() == SUFFIX):
        from planner.importing.sources.conference import incoming_of

        yield Progress(0, 2)
        agenda = read_foreign(path)
        yield Progress(1, 2)
        return incoming_of(agenda, path.name)
    return (yield from read_file(path, kind, how))
