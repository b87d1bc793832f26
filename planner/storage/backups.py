"""Copies an open file (``VACUUM INTO``), or backs it up before a migration.

A copy is complete, verified and flushed to disk before it gets its name.
"""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from planner import disk
from planner.domain.text import N_, FileLocked
from planner.storage.file_guard import FileGuard
from planner.storage.header import damaged_error
from planner.storage.sqlite_errors import reporting_creation_errors


def save_copy(conn: sqlite3.Connection, target: Path, *, trusted: Callable[[], bool] = lambda: True) -> bool:
    """Copy the conference to another file with ``VACUUM INTO``, replacing an existing target only by a verified copy.

    Return True. If ``trusted`` returns False after everything has been read, leave the target unchanged and return
    False.
    """
    with replacement_file(target) as (temporary, place):
        _make_verified_copy(conn, temporary, target)
        if not trusted():
            return False
        put_in_place(temporary, place)
    return True


@contextmanager
def replacement_file(target: Path) -> Iterator[tuple[Path, Path]]:
    """Yield an empty temporary file beside the target, and the target with links resolved.

    The temporary file is removed afterwards, unless ``put_in_place`` has renamed it. Raise ``EstradError`` if the
    target cannot be written.
    """
    with disk.reporting_errors(target, N_("“{name}” cannot be written: {why}.")):
        place = disk.resolve_target(target)
        with disk.temporary_file(place, disk.PRIVATE) as temporary:
            yield temporary, place


def put_in_place(temporary: Path, place: Path) -> None:
    """Flush a finished temporary file to disk and rename it to ``place``, replacing any file there.

    Then remove the temporary files that killed programs left beside it. Raise ``OSError`` on failure.
    """
    disk.sync_file(temporary)
    disk.replace(temporary, place)
    disk.sync_folder(place.parent)
    disk.remove_stale_files([place], os.stat(place).st_mtime)


def create_backup(conn: sqlite3.Connection, path: Path, version: int, stamp: str) -> Path:
    """Back up a file beside itself before its migration, and return the backup's path.

    If an identical backup exists, as after a killed migration, return that one instead.
    """
    import filecmp  # imported here so that the window starts without it

    with replacement_file(backup_path(path, version, stamp)) as (temporary, place):
        _make_verified_copy(conn, temporary, place)
        for known in _closed_backups(path, version):
            if filecmp.cmp(temporary, known, shallow=False):
                return known
        os.chmod(temporary, stat.S_IMODE(os.stat(temporary).st_mode) & (os.stat(path).st_mode | 0o600))
        disk.sync_file(temporary)
        for number in count(2):
            try:
                disk.rename_without_replacing(temporary, place)
                break
            except FileExistsError:
                place = backup_path(path, version, f"{stamp}-{number}")
    return place


def _closed_backups(path: Path, version: int) -> Iterator[Path]:
    """Yield the backups of a file in one schema version, except those open in this process."""
    for found in _files_named_like_backups(path, str(version)):
        with suppress(FileLocked):  # reading a file that is open here would drop its lock
            FileGuard.refuse_held(found)
            yield found


def find_backups(path: Path) -> tuple[Path, ...]:
    """Return the backups beside a file, of all schema versions; none if its folder cannot be read."""
    try:
        return tuple(_files_named_like_backups(path, "[0-9]+"))
    except OSError:
        return ()


def _files_named_like_backups(path: Path, version: str) -> Iterator[Path]:
    """Yield the regular files beside ``path`` that are named like its backups; ``version`` is a regular expression."""
    name = re.compile(rf"{re.escape(path.stem)}\.v(?:{version})\..*\.bak\.estrad", re.DOTALL)
    for found in sorted(path.parent.iterdir()):
        if name.fullmatch(found.name) and stat.S_ISREG(os.lstat(found).st_mode):
            yield found


def _make_verified_copy(conn: sqlite3.Connection, temporary: Path, target: Path) -> None:
    with reporting_creation_errors(target):
        conn.execute("VACUUM INTO ?", (temporary.absolute().as_uri(),))  # a path need not be UTF-8
        _verify_copy(temporary, target)


def _verify_copy(copy: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        if conn.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise damaged_error(target)


def backup_path(path: Path, version: int, stamp: str) -> Path:
    """Return the path of a backup: beside the file, with the schema version and ``stamp`` in its name."""
    return path.with_name(f"{path.stem}.v{version}.{stamp}.bak.estrad")
