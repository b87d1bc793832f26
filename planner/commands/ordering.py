"""The organiser's order of entities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from planner.domain.entities import Partner, Room, Template, Track

E = TypeVar("E", Partner, Room, Template, Track)


def moved(things: Iterable[E], entity_id: str, places: int) -> list[tuple[E, E]]:
    """Return each entity before and after moving one of them ``places`` down (negative: up), as far as possible."""
    order = list(things)
    index = [thing.id for thing in order].index(entity_id)
    order.insert(max(0, min(len(order) - 1, index + places)), order.pop(index))
    return [(thing, replace(thing, position=n)) for n, thing in enumerate(order)]
