"""Detect whether an open file still has the content we left in it, or was changed in place by something else."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

HEADER = 100
"""The size of SQLite's header in bytes.

Whatever writes through SQLite counts there (file change counter, file format section 1.3.7).
"""
PIECE = 4 * 1024 * 1024
"""The number of bytes read for the digest at once, which takes a few milliseconds."""
TIME_TELLS = sys.platform != "win32"
"""True if a changed time alone is an alarm; Windows may record the time long after the change."""


class FileStamp(NamedTuple):
    """The marks that tell two states of a file apart at a glance: its size, its time and its header."""

    size: int
    time: int
    header: bytes


class FileContents:
    """The remembered content of a file as we left it, for comparison.

    Size, time (nanoseconds) and header reveal a change at once. If there was time for a digest of the whole file, the
    same bytes under another time are no change: somebody touched the file. One handle stays open as long as the lock:
    POSIX drops a process's locks on a file when it closes any handle of it, so ``close`` comes after SQLite's.
    """

    def __init__(self, path: Path, *, keep_open: bool) -> None:
        self._path = path
        self._handle: int | None = None
        if keep_open:
            with suppress(OSError):
                self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self.remember()

    def remember(self) -> None:
        """Take the present content as ours: at opening, and after each commit of ours."""
        self._left = self._marks()
        self._strange: FileStamp | None = None
        self._digest: bytes | None = None
        self._hash: Any = None
        self._read = 0

    @property
    def is_held(self) -> bool:
        """True if the handle is open, so that it reports on the file itself, whatever has its name."""
        return self._handle is not None

    @property
    def is_ours(self) -> bool:
        """True if the file is as we left it."""
        now = self._marks()
        if now == self._left:
            return True
        if now is None or self._left is None or now == self._strange:
            return False
        if (now.size, now.header) == (self._left.size, self._left.header):
            if self._digest is None and not TIME_TELLS:
                return True
            if self._digest is not None and self._digest_now() == self._digest and self._marks() == now:
                self._left = now  # touched, but still ours
                return True
        self._strange = now
        return False

    def take_digest(self) -> bool:
        """Read one more piece for the digest when idle; return True when the digest is complete."""
        if self._digest is not None or self._handle is None:
            return True
        if self._left is None or self._marks() != self._left:
            return True
        if self._hash is None:
            self._hash, self._read = _new_hash(), 0
        with suppress(OSError):
            piece = self._bytes(self._read, PIECE)
            self._hash.update(piece)
            self._read += len(piece)
            if len(piece) == PIECE:
                return False
            if self._marks() == self._left:
                self._digest = self._hash.digest()
        self._hash = None
        return True

    def close(self) -> None:
        """Close the handle; call this after SQLite has closed its own."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _marks(self) -> FileStamp | None:
        try:
            if self._handle is None:
                found, header = os.stat(self._path), b""
            else:
                found, header = os.fstat(self._handle), self._bytes(0, HEADER)
        except (OSError, ValueError):
            return None
        return FileStamp(found.st_size, found.st_mtime_ns, header)

    def _digest_now(self) -> bytes | None:
        found, place = _new_hash(), 0
        with suppress(OSError):
            while piece := self._bytes(place, PIECE):
                found.update(piece)
                place += len(piece)
            return bytes(found.digest())
        return None

    def _bytes(self, place: int, most: int) -> bytes:
        assert self._handle is not None
        if sys.platform == "win32":
            os.lseek(self._handle, place, os.SEEK_SET)
            return os.read(self._handle, most)
        return os.pread(self._handle, most, place)


def _new_hash() -> Any:
    from hashlib import blake2b  # imported here so that the window starts without it

    return blake2b()
