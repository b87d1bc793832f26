"""Limits the memory of this process, by the means that the operating system offers."""

from __future__ import annotations

import os
import sys

from planner.tables.limits import MOST_MEMORY, MOST_SECONDS

LOOKS_EVERY = 0.05
"""Seconds between two checks of the memory on systems without a memory limit."""


def limit_memory() -> None:
    """Set the system's limits on memory and time; on systems without them, start a thread that checks the memory."""
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
        from threading import Thread

        Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    from threading import Event

    never = Event()
    while not never.wait(LOOKS_EVERY):
        if memory_taken() > MOST_MEMORY:
            os._exit(1)


if sys.platform == "win32":

    def memory_taken() -> int:
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
        this_process = wintypes.HANDLE(-1)
        ctypes.windll.kernel32.K32GetProcessMemoryInfo(this_process, ctypes.byref(counters), counters.size)
        return int(counters.peak)

else:

    def memory_taken() -> int:
        """Return the peak resident memory of this process in bytes."""
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
