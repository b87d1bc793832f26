"""The tile that an arrow key goes to from another one, on the timeline and on the moderators' board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TypeVar

from planner.layout.grid import Box

K = TypeVar("K")
Distance = Callable[[Box, Box], tuple[float, float]]


class Direction(Enum):
    """The direction of an arrow key, or the first or last tile of the day."""

    FIRST = "first"
    LAST = "last"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"


def next_key_by_time(way: Direction, here: K | None, boxes: Sequence[tuple[K, Box]], keys: Sequence[K]) -> K | None:
    """Return the key of the next or previous tile by time, in the same column if possible, or of the nearest beside.

    ``keys`` are the keys of all tiles, sorted by time. Without ``here``, or for ``FIRST``, return the first of them,
    for ``LAST`` the last, and None if there are none. If no tile lies that way, return ``here``. ``boxes`` are the
    boxes with their keys; a key has several if its rooms are not adjacent.
    """
    if here is None or way in (Direction.FIRST, Direction.LAST):
        return end_key(way, here, keys)
    mine = next(box for key, box in boxes if key == here)
    others = [(key, box) for key, box in boxes if key != here]
    if way in (Direction.LEFT, Direction.RIGHT):
        return _nearest_sideways(way, here, mine, others, _centre_distance)
    n, inline = keys.index(here), {key for key, box in others if _is_in_same_column(mine, box)}
    ahead = keys[n + 1 :] if way is Direction.DOWN else keys[:n][::-1]
    return next((key for key in ahead if key in inline), ahead[0] if ahead else here)


def end_key(way: Direction, here: K | None, keys: Sequence[K]) -> K | None:
    """Return the last key for ``LAST`` if ``here`` is given, otherwise the first; None if there are none."""
    return None if not keys else keys[-1] if here is not None and way is Direction.LAST else keys[0]


def nearest_key_by_place(way: Direction, here: K, boxes: Sequence[tuple[K, Box]]) -> K:
    """Return the key of the nearest tile above, below or beside ``here``.

    It is ``here`` itself if no tile lies that way, or if ``here`` has no box.
    """
    mine = next((box for key, box in boxes if key == here), None)
    others = [(key, box) for key, box in boxes if key != here]
    if mine is None:
        return here
    if way in (Direction.LEFT, Direction.RIGHT):
        return _nearest_sideways(way, here, mine, others, _gap_distance)
    sign = 1 if way is Direction.DOWN else -1
    start = (sign * mine.y, sign * mine.x)
    ahead = [p for p in others if (sign * p[1].y, sign * p[1].x) > start and _is_in_same_column(mine, p[1])]
    return min(ahead, key=lambda p: (sign * p[1].y, abs(p[1].x - mine.x)))[0] if ahead else here


def _nearest_sideways(way: Direction, here: K, mine: Box, others: Sequence[tuple[K, Box]], distance: Distance) -> K:
    """Return the key of the nearest tile on the right or left, or ``here`` if there is none."""
    right = way is Direction.RIGHT
    beside = [(k, b) for k, b in others if (b.x >= mine.right - 1 if right else b.right <= mine.x + 1)]
    return min(beside, key=lambda pair: distance(mine, pair[1]))[0] if beside else here


def _is_in_same_column(mine: Box, box: Box) -> bool:
    return box.x < mine.right - 1 and box.right > mine.x + 1


def _centre_distance(mine: Box, box: Box) -> tuple[float, float]:
    return abs(box.y + box.height / 2 - (mine.y + mine.height / 2)), abs(box.x - mine.x)


def _gap_distance(mine: Box, box: Box) -> tuple[float, float]:
    """Return the vertical gap between two boxes, then the distance across, and in a tie that of their tops."""
    across = abs(box.x + box.width / 2 - mine.x - mine.width / 2)
    return max(0.0, box.y - mine.bottom, mine.y - box.bottom), across + abs(box.y - mine.y) / 10_000
