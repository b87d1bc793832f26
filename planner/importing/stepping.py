"""The same done with many things, with looks up in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from planner.domain.steps import Progress, Steps

A = TypeVar("A")
B = TypeVar("B")


def each(items: Sequence[A], act: Callable[[A], B], at_once: int) -> Steps[list[B]]:
    """Return what ``act`` makes of each, so many of them between two looks at whether it shall go on."""
    found: list[B] = []
    for start in range(0, len(items), at_once):
        found += map(act, items[start : start + at_once])
        yield Progress(min(start + at_once, len(items)), len(items))
    return found
