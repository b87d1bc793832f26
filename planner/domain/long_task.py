"""Long tasks that yield regularly, so that a window stays responsive and can cancel them."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a long task: the steps done, of the total."""

    done: int
    total: int


LongTask = Generator[Progress, None, T]
"""A long task that yields after each piece of work and returns its result; ``close()`` cancels it."""


def run_to_end(steps: LongTask[T]) -> T:
    """Run a long task to the end and return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
