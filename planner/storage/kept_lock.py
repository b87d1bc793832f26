"""Keeps the lock of an open file, which POSIX drops when the process closes any other handle of the file."""

from __future__ import annotations

import os
import struct
import sys
from contextlib import suppress

try:
    import fcntl
except ImportError:  # on Windows, what is locked stays locked
    fcntl = None  # type: ignore[assignment]

BEGINS, LENGTH = 2**30, 512
"""The offset and number of SQLite's lock bytes (file format, section 1.4).

To begin reading, a program locks the first one for a moment.
"""
HANDLES_LOCK = sys.platform == "linux" and hasattr(fcntl, "F_OFD_SETLK")
"""True if a lock can belong to a handle instead of the process."""
ATTEMPTS = 100
"""The number of attempts to lock the first byte: another program may hold it just then, for a few microseconds."""


def is_unlocked(handle: int) -> bool:
    """Return whether no other program has locked SQLite's lock bytes of a file for writing; False if that is unknown.

    On Linux and Windows a lock for reading counts too. On Linux the system is asked. Elsewhere the bytes are locked for
    a moment, and another program may find them locked. Closing the handle drops all locks of this process on the file,
    so it must not have the file open.
    """
    try:
        if HANDLES_LOCK:
            asked = struct.pack("hhqqi0q", fcntl.F_WRLCK, os.SEEK_SET, BEGINS, LENGTH, 0)
            return bool(struct.unpack("hhqqi0q", fcntl.fcntl(handle, fcntl.F_OFD_GETLK, asked))[0] == fcntl.F_UNLCK)
        if sys.platform == "win32":
            import msvcrt

            for mode in (msvcrt.LK_NBLCK, msvcrt.LK_UNLCK):
                os.lseek(handle, BEGINS, os.SEEK_SET)
                msvcrt.locking(handle, mode, LENGTH)
        else:
            fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB, LENGTH, BEGINS)
            fcntl.lockf(handle, fcntl.LOCK_UN, LENGTH, BEGINS)
    except OSError:
        return False
    return True


class KeptLock:
    """The exclusive lock that SQLite has on a file in this process, kept even if another handle of the file is closed.

    SQLite's locks belong to the process, and any library that opens and closes the file drops them. On Linux the first
    of the lock bytes is therefore handed over to ``handle``, whose own lock ends only with it: without that byte nobody
    can begin to read or write. SQLite keeps the other bytes, and asks for none again until it closes. Where that is
    impossible, ``keep`` takes the process's lock again. Where even that fails from the beginning, since locks do not
    work there or belong to handles anyway, nothing is done. ``handle`` must be writable, and be closed after SQLite's.
    """

    def __init__(self, handle: int | None) -> None:
        self._handle = handle
        self._can_retake = self._lock_for_process()
        self._is_own = self._can_retake and self._lock_for_handle()

    def keep(self) -> bool:
        """Take the lock again if it was dropped; return False if that fails, as another program has it now.

        Return True, and do nothing, where locks cannot be kept.
        """
        return self._is_own or not self._can_retake or self._lock_for_process()

    def release(self) -> None:
        """Release the handle's own lock, even if a forked process has the handle; call this after SQLite has closed."""
        if self._is_own:
            self._is_own = False
            with suppress(OSError):
                self._set_first_byte_lock(fcntl.F_UNLCK)

    def _lock_for_process(self) -> bool:
        """Lock all bytes for the process, unless it has locked them already; return whether it has them now."""
        if fcntl is None or self._handle is None:
            return False
        try:
            fcntl.lockf(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB, LENGTH, BEGINS)
        except OSError:
            return False
        return True

    def _lock_for_handle(self) -> bool:
        """Lock the first byte for the handle instead of the process; return whether that succeeded.

        The other bytes, locked for the process, keep everybody out meanwhile.
        """
        if not HANDLES_LOCK or self._handle is None:
            return False
        with suppress(OSError):
            fcntl.lockf(self._handle, fcntl.LOCK_UN, 1, BEGINS)
            for _ in range(ATTEMPTS):
                with suppress(BlockingIOError):
                    self._set_first_byte_lock(fcntl.F_WRLCK)
                    return True
        return False

    def _set_first_byte_lock(self, kind: int) -> None:
        assert self._handle is not None
        fcntl.fcntl(self._handle, fcntl.F_OFD_SETLK, struct.pack("hhqqi0q", kind, os.SEEK_SET, BEGINS, 1, 0))
