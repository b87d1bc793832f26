"""Ends this process when it takes too much memory, by whatever the system offers for that."""

from __future__ import annotations

import os
import sys

from planner.tables.limits import MOST_MEMORY, MOST_SECONDS

LOOKS_EVERY = 0.05
"""Seconds between two looks at the memory, where the system has no limit of its own."""


def limit_memory() -> None:
    """Have the system refuse what is over the limits; where it does not do so, look from time to time."""
    if sys.platform == "linux":
        import resource

        limits = (
            (resource.RLIMIT_AS, MOST_MEMORY),
            (resource.RLIMIT_CPU, int(MOST_SECONDS)),
            (resource.RLIMIT_CORE, 0),  # what it held when it died is nobody's
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
        """Return how many bytes this process has taken at most."""
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
        """Return how many bytes this process has taken at most."""
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
