"""Taking times: the same act many times over, medians and 99th percentiles, in milliseconds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds."""

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
    """Do it ``times`` times after a few that do not count; ``cpu`` takes processor time instead of the wall's.

    What is done ``before`` each time does not count.
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
    """A line of the table: what, our figures, the floor's, the ratio or figure that is allowed."""

    what: str
    ours: str
    floor: str
    result: str
    budget: str


def ms(figures: Figures) -> str:
    """Median / 99th percentile and how often."""
    return f"{figures.median:.3g} / {figures.p99:.3g} ms (n = {figures.times})"
