"""Copies of an open file: complete, verified, on the disk, and under their name only when they are all that."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.storage.faults import writing
from planner.storage.guard import Guard
from planner.storage.header import damaged


def save_copy(conn: sqlite3.Connection, target: Path) -> None:
    """Write the whole conference to another file by ``VACUUM INTO``; what was at the target stays until it is good."""
    Guard.refuse_held(target)
    temporary = beside(target)
    try:
        remove(temporary)
        with writing(target):
            conn.execute("VACUUM INTO ?", (str(temporary),))
            _verify(temporary, target)
        to_disk(temporary)
        os.replace(temporary, target)
        _settle(target.parent)
    except OSError as error:
        raise EstradError(
            Text("“{name}” cannot be written: {why}.", name=target.name, why=error.strerror or str(error)),
            Text("Choose another folder, or make room on the disk."),
            file=target,
        ) from error
    finally:
        with suppress(OSError):
            remove(temporary)


def take_name(temporary: Path, name: Path) -> None:
    """Give a finished file its name; raises ``FileExistsError``, and leaves what is there, if the name is taken."""
    name.open("xb").close()
    try:
        os.replace(temporary, name)
    except BaseException:
        name.unlink()
        raise
    _settle(name.parent)


def beside(target: Path) -> Path:
    """The temporary name of what will be the target, in the same folder."""
    return target.with_name(f".{target.name}.{os.getpid()}.new")


def _verify(copy: Path, target: Path) -> None:
    conn = sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)
    try:
        if conn.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise damaged(target)
    finally:
        conn.close()


def to_disk(path: Path) -> None:
    """Bring what was written to a file onto the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """Bring the folder's own entry onto the disk where the system can; Windows cannot, and does it by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Remove a temporary file and its journal, if they are there."""
    for name in (path, path.with_name(f"{path.name}-journal")):
        with suppress(FileNotFoundError):
            name.unlink()


def backup_name(path: Path, version: int, stamp: str) -> Path:
    """Where the backup before a migration from that version lies: beside the file, with the UTC time."""
    return path.with_name(f"{path.stem}.v{version}.{stamp}.bak.estrad")
