"""Long works that stop now and then, so that a window stays alive and they can be given up."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long work has come."""

    done: int
    total: int


Steps = Generator[Progress, None, T]
"""A long work that yields after each piece of it and returns its result; ``close()`` gives it up."""


def finish(steps: Steps[T]) -> T:
    """Return the result of a long work, without looking up in between."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
