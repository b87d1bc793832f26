"""The figures of two trees beside each other: when the tree of now counts as slower."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect

from tools.pairs.acts import SESSION, SLOT, named, path
from tools.pairs.hand import Unfound
from tools.pairs.verdict import Pair, Share, p99


def pair(*rounds: tuple[float, float, float], equal: bool = True) -> Pair:
    """Return what was measured in rounds, each of a share in which every step took the same: before, now, again."""
    return Pair("drag", "60", [Share(n, *([cost] * 9 for cost in costs)) for n, costs in enumerate(rounds)], equal)


@pytest.mark.parametrize(
    ("before", "now", "again", "slower"),
    [
        (1.0, 1.0, 1.0, False),
        (1.0, 1.04, 1.0, False),
        (1.0, 1.07, 1.0, True),
        (1.0, 0.5, 1.0, False),
        (1.0, 1.15, 1.2, False),  # the tree before differs from itself by a fifth
        (1.2, 1.15, 1.0, False),
        (1.0, 1.4, 1.2, True),
    ],
)
def test_slower_is_what_is_slower_by_a_twentieth_and_by_more_than_the_tree_before_differs_from_itself(
    before: float, now: float, again: float, slower: bool
) -> None:
    assert pair((before, now, again)).is_slower is slower


def test_a_busy_machine_that_slows_all_three_alike_changes_no_ratio() -> None:
    assert pair((1.0, 1.0, 1.0), (3.0, 3.0, 3.0), (2.0, 2.0, 2.0)).ratio == 1


def test_the_round_in_which_the_tree_before_differed_most_from_itself_counts() -> None:
    assert pair((1.0, 1.0, 1.0), (1.0, 1.0, 0.5), (1.0, 1.0, 1.2)).limit == 2


def test_the_row_says_what_was_measured_and_whether_both_looked_the_same() -> None:
    assert pair((2.0, 3.0, 2.0)).row == (
        "drag", "60", "9", "2.000 / 2.00 ms", "3.000 / 3.00 ms", "× 1.500", "× 1.000", "× 1.500", "SLOWER"
    )  # fmt: skip
    assert pair((2.0, 2.0, 2.0), equal=False).row[-1] == "ok, OTHER PICTURE"


def test_the_99th_percentile_leaves_a_hundredth_above_it() -> None:
    assert p99(range(1000)) == 990
    assert p99([5.0]) == 5.0


@pytest.mark.parametrize("down", [SLOT, SESSION])
def test_the_pointer_stays_in_the_area_and_moves_at_every_step(down: int) -> None:
    area = QRect(60, 60, 900, 700)
    points = [path(area, n, down) for n in range(500)]

    assert all(area.contains(point) for point in points)
    assert all((b - a).manhattanLength() >= down for a, b in pairwise(points))


def test_acts_are_chosen_by_a_part_of_their_names() -> None:
    assert [act.name for act in named(["Shift", "drop"])] == ["drag with Shift", "drop until the next frame"]
    assert len({act.name for act in named([])}) == len(named([])) >= 9
    with pytest.raises(Unfound, match="there are drag, drag with Shift"):
        named(["swim"])
