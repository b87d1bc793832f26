"""Long tasks that yield their progress regularly, so that a window stays responsive and can cancel them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a long task: the steps done, out of the total."""

    done: int
    total: int


LongTask = Generator[Progress, None, T]
"""A long task that yields its progress between pieces of work and returns its result; ``close()`` cancels it."""


def run_to_end(steps: LongTask[T], progressed: Callable[[Progress], object] | None = None) -> T:
    """Run a long task to the end and return its result; ``progressed`` is called with each progress it yields."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        if progressed:
            progressed(step)


A = TypeVar("A")
B = TypeVar("B")


def map_in_chunks(items: Sequence[A], act: Callable[[A], B], at_once: int) -> LongTask[list[B]]:
    """Return the results of ``act`` for all items, as a long task that yields after each ``at_once`` or fewer."""
    found: list[B] = []
    for start in range(0, len(items), at_once):
        found += map(act, items[start : start + at_once])
        yield Progress(min(start + at_once, len(items)), len(items))
    return found


def as_half(steps: LongTask[T], half: int) -> LongTask[T]:
    """Run the steps as the first half (0) or the second (1) of a longer task."""
    return as_share(steps, half, 2)


def as_share(steps: LongTask[T], share: int, shares: int) -> LongTask[T]:
    """Run the steps as one of several equal shares, counted from 0, of a longer task."""
    try:
        while True:
            step = next(steps)
            yield Progress(share * step.total + step.done, shares * step.total)
    except StopIteration as end:
        result: T = end.value
        return result
