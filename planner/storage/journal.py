"""Checks the journal and log beside a conference before SQLite opens the file and acts on them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from planner.domain.errors import EstradError
from planner.domain.text import Text

MAGIC = bytes.fromhex("d9d505f920a163d7")
"""The first bytes of a journal (SQLite file format, section 3), and its last ones if it names a super-journal."""
LONGEST_NAME = 255
"""The maximum length of a file name in bytes on common file systems."""


def refuse_strange_neighbours(path: Path) -> None:
    """Raise ``EstradError`` if a journal or log beside the file cannot have been left by a killed Estrad.

    SQLite deletes the super-journal that a journal names, whatever file that is. Only transactions over several files
    have one, and Estrad has no such transactions. SQLite would also write through a link, and empty or remove a file
    that is not a journal.
    """
    for place in {path, Path(os.path.realpath(path))}:  # SQLite looks beside the target of a link
        name, journal, log = place.name, f"{place.name}-journal", f"{place.name}-wal"
        if _is_strange(place.with_name(journal)):
            raise EstradError(
                Text("“{journal}” lies beside “{name}” and is no journal of it.", journal=journal, name=name),
                Text("Move it to another folder, then open the conference. Neither file was touched."),
                file=path,
            )
        if os.path.lexists(place.with_name(log)):
            raise EstradError(
                Text("“{log}” lies beside “{name}”: another program wrote a log there.", log=log, name=name),
                Text("Close that program; if it stays, move it to another folder. Neither file was touched."),
                file=path,
            )


def _is_strange(journal: Path) -> bool:
    try:
        if not stat.S_ISREG(os.lstat(journal).st_mode):
            return True
        handle = os.open(journal, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            begin, size = stream.read(len(MAGIC)), stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - len(MAGIC)))
            end = stream.read()
    except FileNotFoundError:
        return False
    except OSError:  # SQLite cannot read it either
        return False
    if not begin.strip(b"\0"):  # it is no longer needed
        return size > len(MAGIC) and end == MAGIC
    return begin != MAGIC[: len(begin)] or (size > len(MAGIC) and end == MAGIC)


def refuse_long_name(path: Path) -> None:
    """Raise ``EstradError`` if the file's name with ``-journal`` appended would be too long."""
    if len(os.fsencode(f"{path.name}-journal")) > LONGEST_NAME:
        raise EstradError(
            Text("The name “{name}” is too long: a journal beside it would find no name.", name=path.name),
            Text("Choose a name that is shorter by a few letters."),
            file=path,
        )
