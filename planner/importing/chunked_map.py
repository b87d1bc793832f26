"""Maps a function over many items, with progress reports in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from planner.domain.long_task import LongTask, Progress

A = TypeVar("A")
B = TypeVar("B")


def map_in_chunks(items: Sequence[A], act: Callable[[A], B], at_once: int) -> LongTask[list[B]]:
    """Map ``act`` over all items, with a progress report after every ``at_once`` of them."""
    found: list[B] = []
    for start in range(0, len(items), at_once):
        found += map(act, items[start : start + at_once])
        yield Progress(min(start + at_once, len(items)), len(items))
    return found
