"""The rule for who leads a day, and is therefore named once in the head of a sheet instead of in each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Set
from typing import Any, TypeVar

L = TypeVar("L", bound=Collection[Any])


def who_leads(
    found: Counter[L], sessions: int, names: Callable[[L], Set[str]], opening: Iterable[Set[str]]
) -> L | None:
    """Return those who moderate half of the sessions, or who alone moderate anything and are in an opening; or None.

    ``found`` counts the sessions by their moderators, ``sessions`` are all but pauses, and ``opening`` has the names of
    those in each opening.
    """
    if not found:
        return None
    leaders, led = found.most_common(1)[0]
    alone = len(found) == 1 and any(names(leaders) <= there for there in opening)
    return leaders if alone or 2 * led >= sessions else None
