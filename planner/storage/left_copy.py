"""Takes back an unfinished change in a copy of a file that a program left when it died; the file stays as it is."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from planner import disk
from planner.domain.text import StorageFull
from planner.storage.header import damaged
from planner.storage.opening import connect, is_strange_journal
from planner.storage.sqlite_errors import cannot_copy, reading

PREFIX = "estrad-left-"
"""What the names of the folders begin with; the process that made one follows."""
_OURS = re.compile(rf"{PREFIX}(?P<process>\d{{1,10}})-.+")


def rolled_back(content: bytes, journal: bytes, path: Path) -> bytes:
    """Return the content of a file after SQLite has taken back what its journal says was not finished.

    ``path`` names the file in errors. SQLite works on a copy, in a folder of the system's for temporary files that only
    this account may read; it goes at once, and so do those of readers that were killed. Raise ``EstradError`` if no
    copy can be made, or the journal is none that Estrad leaves.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
            _clear(Path(folder))
            place = Path(folder) / "left.estrad"
            beside = place.with_name(f"{place.name}-journal")
            for copy, data in ((place, content), (beside, journal)):
                with os.fdopen(disk.new_file(copy, 0o600), "wb") as stream:
                    stream.write(data)
            if is_strange_journal(beside):  # which the file's was not before
                raise damaged(path)
            with reading(path), closing(connect(place, "rw")) as conn:
                conn.execute("PRAGMA user_version").fetchone()  # the first reading takes back what was not finished
            return place.read_bytes()
    except StorageFull as error:
        raise cannot_copy(path, tempfile.gettempdir(), os.strerror(errno.ENOSPC)) from error
    except OSError as error:
        raise cannot_copy(path, tempfile.gettempdir(), error.strerror or str(error)) from error


def _clear(ours: Path) -> None:
    """Remove the folders that killed readers of this account left beside ``ours``, which was made just now."""
    made = ours.stat()
    with suppress(OSError), os.scandir(ours.parent) as entries:
        for entry in entries:
            if found := _OURS.fullmatch(entry.name):
                with suppress(OSError):
                    there = entry.stat(follow_symlinks=False)
                    is_left = disk.is_stale(there, int(found["process"]), made.st_mtime)
                    if stat.S_ISDIR(there.st_mode) and there.st_uid == made.st_uid and is_left:
                        shutil.rmtree(entry.path, ignore_errors=True)
