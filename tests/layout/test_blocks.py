"""Tests of blocks: the shape of a session, and overlapping sessions side by side."""

from collections.abc import Sequence
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import clock
from planner.layout.grid import LEAST_LANE, LEAST_MARK, Block, Box, Grid, blocks, grid_of, grouped_clashes, neighbours
from tests.builders import agenda, day, room, talk
from tests.tries import tries

ROOMS = (room("a", 0), room("b", 1), room("c", 2), room("d", 3))


def of_day(made: Agenda) -> tuple[Grid, tuple[Block, ...]]:
    """Return the grid and the blocks of the first day."""
    opened = made.days_in_order[0]
    grid = grid_of(made, opened, 120, 1)
    return grid, blocks(grid, made.on(opened.date))


def drawn(*sessions: Session) -> list[str]:
    """Return each block in words: session, first and last column, lane of lanes."""
    return [
        f"{b.session} {'abcd'[b.columns[0]]}{'abcd'[b.columns[1]]} {b.lane + 1}/{b.lanes}"
        for b in of_day(agenda(*ROOMS, *sessions))[1]
    ]


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        pytest.param([talk("x", "b", "09:00-10:00")], ["x bb 1/1"], id="one room"),
        pytest.param([talk("x", ("b", "c"), "09:00-10:00")], ["x bc 1/1"], id="neighbours are one block"),
        pytest.param([talk("x", ("a", "c"), "09:00-10:00")], ["x aa 1/1", "x cc 1/1"], id="others are two"),
        pytest.param(
            [talk("x", ("a", "b", "d"), "09:00-10:00")], ["x ab 1/1", "x dd 1/1"], id="two neighbours and another"
        ),
        pytest.param([talk("x", "", "09:00-10:00")], ["x ad 1/1"], id="the whole venue"),
        pytest.param(
            [talk("x", "a", "09:00-10:00"), talk("y", "a", "10:00-11:00")],
            ["x aa 1/1", "y aa 1/1"],
            id="one after the other",
        ),
        pytest.param(
            [talk("x", "a", "09:00-10:00"), talk("y", "a", "09:30-11:00")],
            ["x aa 1/2", "y aa 2/2"],
            id="clashing ones side by side",
        ),
        pytest.param(
            [talk("x", "a", "09:00-10:00"), talk("y", "b", "09:00-10:00")],
            ["x aa 1/1", "y bb 1/1"],
            id="in two rooms they do not clash",
        ),
        pytest.param(
            [talk("x", "a", "09:00-10:00"), talk("y", "a", "09:30-10:30"), talk("z", "a", "10:00-11:00")],
            ["x aa 1/2", "y aa 2/2", "z aa 1/2"],
            id="a lane is free again when its session is over",
        ),
        pytest.param(
            [talk("x", ("a", "b"), "09:00-10:00"), talk("y", "b", "09:30-10:30")],
            ["x aa 1/1", "x bb 1/2", "y bb 2/2"],
            id="only the room of a clash has lanes",
        ),
        pytest.param(
            [talk("x", "", "09:00-10:00"), talk("y", "d", "09:30-10:30")],
            ["x ac 1/1", "x dd 1/2", "y dd 2/2"],
            id="the whole venue makes room only where it clashes",
        ),
        pytest.param(
            [talk("x", "a", "09:00-09:30"), talk("y", "b", "09:00-09:30"), talk("z", ("a", "b"), "09:15-10:00")],
            ["x aa 1/2", "y bb 1/2", "z aa 2/2", "z bb 2/2"],
            id="two that meet only through a third share its lanes",
        ),
    ],
)
def test_what_is_drawn(sessions: Sequence[Session], expected: list[str]) -> None:
    assert sorted(drawn(*sessions)) == sorted(expected)


def test_a_night_is_drawn_past_midnight() -> None:
    made = agenda(day(opens="20:00", closes="27:00"), *ROOMS, talk("x", "b", "23:30-25:30"))

    grid, (block,) = of_day(made)

    assert block.box(grid) == Box(120, (23.5 - 19.5) * 60, 120, 120)


@pytest.mark.parametrize(
    ("columns", "runs"),
    [((), []), ((2,), [(2, 2)]), ((0, 1, 2), [(0, 2)]), ((0, 2), [(0, 0), (2, 2)]), ((0, 1, 3), [(0, 1), (3, 3)])],
)
def test_neighbouring_columns_are_one_run(columns: tuple[int, ...], runs: list[tuple[int, int]]) -> None:
    assert neighbours(columns) == runs


def cross(one: Box, other: Box) -> bool:
    """Return whether two boxes overlap by more than the rounding of a division."""
    near = 1e-6
    return (
        one.x + near < other.x + other.width
        and other.x + near < one.x + one.width
        and one.y + near < other.y + other.height
        and other.y + near < one.y + one.height
    )


# sessions that do not fit beside the others --------------------------------------------------------------

CROWDS = st.lists(st.tuples(st.sampled_from("aab"), st.integers(0, 20), st.integers(1, 8)), max_size=40)
WIDTHS = st.sampled_from([6, 8, 9, 17, 18, 21, 27, 51, 52, 80, 150, 400])


def crowd(found: Sequence[tuple[str, int, int]]) -> tuple[Grid, tuple[Block, ...]]:
    """Return the blocks of sessions given as room, start and length, both in steps of ten minutes."""
    made = agenda(
        *ROOMS,
        *(
            talk(f"s{n}", where, f"{clock(480 + 10 * start)}-{clock(480 + 10 * (start + length))}")
            for n, (where, start, length) in enumerate(found)
        ),
    )
    return of_day(made)


def marks(count: int, width: float) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the lanes and the folds of `count` simultaneous sessions in a column of that width.

    Lanes are those of the blocks that are shown; a fold has the number of its sessions and its places.
    """
    _grid, placed = crowd([("a", 6, 5)] * count)
    shown, folds = grouped_clashes(placed, width)
    return [(b.lane, b.lanes) for b in shown], [(len(f.sessions), f.places) for f in folds]


@pytest.mark.parametrize(
    ("count", "width", "shown", "folds"),
    [
        pytest.param(2, 21, [(0, 2), (1, 2)], [], id="two have room in a narrow column"),
        pytest.param(3, 21, [], [(3, 1)], id="three have not: one mark for all"),
        pytest.param(385, 6, [], [(385, 1)], id="in the narrowest column"),
        pytest.param(16, 150, [(n, 16) for n in range(16)], [], id="sixteen in a wide one"),
        pytest.param(17, 150, [(n, 5) for n in range(4)], [(13, 5)], id="of seventeen, four and a mark for the rest"),
        pytest.param(385, 150, [(n, 5) for n in range(4)], [(381, 5)], id="of as many as one likes"),
    ],
)
def test_what_has_no_room_is_one_mark(
    count: int, width: float, shown: list[tuple[int, int]], folds: list[tuple[int, int]]
) -> None:
    assert marks(count, width) == (shown, folds)


@tries(60)
@given(CROWDS, WIDTHS)
def test_at_any_width_each_session_is_seen_or_counted_in_a_mark(found: list[tuple[str, int, int]], width: int) -> None:
    _grid, placed = crowd(found)

    shown, folds = grouped_clashes(placed, width)

    counted = [(block.session, block.columns) for fold in folds for block in fold.blocks]
    seen = [(block.session, block.columns) for block in shown]
    assert sorted(seen + counted) == sorted((block.session, block.columns) for block in placed)
    assert all(block.lanes == 1 or width / block.lanes >= LEAST_LANE for block in shown)
    assert all(len(fold.blocks) > 1 and width / fold.places >= min(LEAST_MARK, width) for fold in folds)


def test_four_hundred_at_once_are_laid_out_within_a_frame() -> None:
    began = perf_counter()
    _grid, placed = crowd([("a", 6, 5)] * 400)
    made = perf_counter()

    assert len(grouped_clashes(placed, 21)[1]) == 1
    assert made - began < 0.5


def test_a_session_left_alone_beside_those_that_stay_keeps_its_block() -> None:
    _grid, placed = crowd([("a", 0, 18), *[("a", 0, 1)] * 5, ("a", 6, 6)])

    shown, folds = grouped_clashes(placed, 52)

    assert [(block.session, block.lane, block.lanes) for block in shown] == [("s0", 0, 2), ("s6", 1, 2)]
    assert [fold.sessions for fold in folds] == [("s1", "s2", "s3", "s4", "s5")]
