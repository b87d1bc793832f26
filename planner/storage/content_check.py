"""Detects whether an open file was changed in place by another program."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

HEADER = 100
"""The size of SQLite's header in bytes.

Every write through SQLite increments the file change counter in it (file format, section 1.3.7).
"""
PIECE = 4 * 1024 * 1024
"""The number of bytes read at once for the digest, which takes a few milliseconds."""
TIME_TELLS = sys.platform != "win32"
"""True if a changed modification time alone reveals a change; Windows may record the time long after it."""


class FileStamp(NamedTuple):
    """The size, modification time (nanoseconds) and header of a file, which quickly reveal that it was changed."""

    size: int
    time: int
    header: bytes


class FileContents:
    """Remembers the content of a file as last written, to detect changes by other programs.

    A different ``FileStamp`` reveals a change. If only the time differs and a digest of the whole file could be taken
    before, the same digest means that the file was merely touched. One handle stays open as long as the lock: POSIX
    drops a process's locks on a file when the process closes any handle of it, so ``close`` must come after SQLite's.
    """

    def __init__(self, path: Path, *, keep_open: bool) -> None:
        self._path = path
        self._handle: int | None = None
        if keep_open:
            with suppress(OSError):
                self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self.remember()

    def remember(self) -> None:
        """Remember the current content as the expected one; call this on opening, and after each commit."""
        self._left = self._marks()
        self._strange: FileStamp | None = None
        self._digest: bytes | None = None
        self._hash: Any = None
        self._read = 0

    @property
    def is_held(self) -> bool:
        """True if the handle is open, so that the opened file is checked even if another one has its path."""
        return self._handle is not None

    @property
    def is_ours(self) -> bool:
        """True if the file's content is as last remembered."""
        now = self._marks()
        if now == self._left:
            return True
        if now is None or self._left is None or now == self._strange:
            return False
        if (now.size, now.header) == (self._left.size, self._left.header):
            if self._digest is None and not TIME_TELLS:
                return True
            if self._digest is not None and self._digest_now() == self._digest and self._marks() == now:
                self._left = now  # only its modification time has changed
                return True
        self._strange = now
        return False

    def take_digest(self) -> bool:
        """Read the next piece of the file for the digest; return True if there is nothing more to read.

        Call this repeatedly when idle.
        """
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
        """Close the handle; call this after SQLite's connection is closed."""
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
