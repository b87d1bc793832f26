"""The child process that reads tables with limits on memory and time, so that a hostile file cannot do harm.

It reads bytes from standard input and writes ``READY`` and then lines of JSON to standard output; it writes no files.
"""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO

from planner.background import call_every
from planner.domain.text import EstradError
from planner.tables.delimited import ReadingOptions
from planner.tables.formats import read_in_pieces
from planner.tables.opened_file import MOST_MEMORY, MOST_SECONDS, MOST_UNPACKED, TOO_MUCH_MEMORY, TOO_MUCH_UNPACKED
from planner.tables.table import READY, pack


def main() -> None:
    """Read a table from standard input and write its pieces to standard output, after the line ``READY``.

    Both are opened by their numbers, since a frozen program without a console has neither ``sys.stdin`` nor
    ``sys.stdout``.
    """
    limit_resources()
    with open(0, "rb", closefd=False) as given, open(1, "wb", closefd=False) as out:
        out.write(READY)
        out.flush()
        how = ReadingOptions(**json.loads(given.readline()))
        write_pieces(given.read(), how, out)


def write_pieces(data: bytes, how: ReadingOptions, out: BinaryIO) -> None:
    """Write the pieces of a table to ``out``; if reading fails, the error follows the pieces that were read before."""
    written = 0
    try:
        for piece in read_in_pieces(data, how):
            line = pack(piece)
            written += len(line)
            if written > MOST_UNPACKED:
                raise EstradError(*TOO_MUCH_UNPACKED)
            out.write(line)
    except EstradError as fault:
        out.write(pack(fault))
    except MemoryError:
        out.write(pack(EstradError(*TOO_MUCH_MEMORY)))
    out.flush()


LOOKS_EVERY = 0.05
"""Seconds between two checks of the memory on systems without a memory limit."""


def limit_resources() -> None:
    """Limit memory and CPU time on Linux.

    Elsewhere, start a thread that ends the process if it takes too much memory.
    """
    if sys.platform == "linux":
        import resource

        limits = (
            (resource.RLIMIT_AS, MOST_MEMORY),
            (resource.RLIMIT_CPU, int(MOST_SECONDS)),
            (resource.RLIMIT_CORE, 0),  # no core dump of its content
        )
        for limit, most in limits:
            _soft, hard = resource.getrlimit(limit)
            if hard == resource.RLIM_INFINITY or most < hard:
                resource.setrlimit(limit, (most, hard))
    else:
        call_every(LOOKS_EVERY, _end_if_too_large)


def _end_if_too_large() -> None:
    if peak_memory() > MOST_MEMORY:
        os._exit(1)


if sys.platform == "win32":

    def peak_memory() -> int:
        """Return the peak resident memory of this process in bytes."""
        import ctypes
        from ctypes import wintypes

        class Counters(ctypes.Structure):
            _fields_ = [
                ("size", wintypes.DWORD),
                ("faults", wintypes.DWORD),
                ("peak", ctypes.c_size_t),
                ("others", ctypes.c_size_t * 7),
            ]

        counters = Counters(size=ctypes.sizeof(Counters))
        ctypes.windll.kernel32.K32GetProcessMemoryInfo(wintypes.HANDLE(-1), ctypes.byref(counters), counters.size)
        return int(counters.peak)

else:

    def peak_memory() -> int:
        """Return the peak resident memory of this process in bytes."""
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
