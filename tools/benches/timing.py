"""Timing of an act repeated many times: medians and 99th percentiles, in milliseconds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """Median and 99th percentile in milliseconds, and the number of measurements."""

    median: float
    p99: float
    times: int


def measure(
    act: Callable[[int], object],
    times: int,
    *,
    warm_up: int = 3,
    cpu: bool = False,
    before: Callable[[int], object] = lambda n: None,
) -> Figures:
    """Time ``times`` calls of a function after a few warm-up calls; ``cpu`` measures processor time, not wall time.

    The time of ``before``, which is called before each call, is not included.
    """
    now = time.process_time if cpu else time.perf_counter
    taken = []
    for n in range(-warm_up, times):
        before(n)
        start = now()
        act(n)
        if n >= 0:
            taken.append((now() - start) * 1000)
    taken.sort()
    return Figures(statistics.median(taken), taken[min(len(taken) - 1, int(len(taken) * 0.99))], times)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: subject, our figures, the floor's, the ratio or figure, and the limit for it."""

    what: str
    ours: str
    floor: str
    result: str
    budget: str


def ms(figures: Figures) -> str:
    """Return median / 99th percentile and the number of measurements as text."""
    return f"{figures.median:.3g} / {figures.p99:.3g} ms (n = {figures.times})"
