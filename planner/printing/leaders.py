"""The rule by which moderators lead a day, and are named once in the head of a sheet instead of in each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Set
from typing import Any, TypeVar

L = TypeVar("L", bound=Collection[Any])


def leading_moderators(
    found: Counter[L], sessions: int, names: Callable[[L], Set[str]], opening: Iterable[Set[str]]
) -> L | None:
    """Return the moderators who lead a day, or None.

    They lead it if they moderate at least half of its sessions, or if nobody else moderates any and they are all named
    in an opening. ``found`` counts sessions by their group of moderators; ``sessions`` is the number of all sessions
    but pauses; ``names`` returns the names in a group, and ``opening`` has the names of the people in each opening.
    """
    if not found:
        return None
    leaders, led = found.most_common(1)[0]
    alone = len(found) == 1 and any(names(leaders) <= there for there in opening)
    return leaders if alone or 2 * led >= sessions else None
