"""Tests of hidden rooms, which have no column, and of the time in which a room is set up and cleared."""

import pytest

from planner.layout.blocks import Block, blocks
from planner.layout.grid import Box, columns_on, grid_of, shown_minutes, shown_on
from tests.builders import agenda, day, room, talk

ROOMS = (room("hall"), room("lab", 1), room("attic", 2))


NOW = agenda(
    *ROOMS, talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:00-10:00"), talk("c", "attic", "09:00-10:00"),
    talk("two", ("lab", "attic"), "11:00-12:00"), talk("lunch", "", "12:00-13:00"),
)  # fmt: skip
"""A session in each of three rooms, one in two of them, and lunch everywhere."""


@pytest.mark.parametrize(
    ("hidden", "columns", "expected"),
    [
        pytest.param({"lab"}, ("hall", "attic"), {"a": (0, 0), "c": (1, 1), "two": (1, 1), "lunch": (0, 1)}, id="one"),
        pytest.param({"lab", "attic"}, ("hall",), {"a": (0, 0), "lunch": (0, 0)}, id="what is in them alone has none"),
        pytest.param(
            {"hall", "lab", "attic"},
            ("hall", "lab", "attic"),
            {"a": (0, 0), "b": (1, 1), "c": (2, 2), "two": (1, 2), "lunch": (0, 2)},
            id="the last column cannot be hidden",
        ),
    ],
)
def test_a_hidden_room_has_no_column_and_its_sessions_no_block(
    hidden: set[str], columns: tuple[str, ...], expected: dict[str, tuple[int, int]]
) -> None:
    (today,) = NOW.days_in_order
    grid = grid_of(NOW, today, 100, 1, hidden)

    assert columns_on(NOW, today, hidden) == grid.rooms == columns
    assert {block.session: block.columns for block in blocks(grid, NOW.on(today.date))} == expected
    assert [session.id for session, _ in shown_on(NOW, today, hidden)] == list(expected)


def test_setting_up_and_clearing_are_shown_too() -> None:
    now = agenda(talk("show", "hall", "08:30-17:40", setup=60, teardown=60))

    assert shown_minutes(now, day()) == (7 * 60, 19 * 60 + 30)


def test_a_block_knows_when_its_room_is_set_up_and_cleared() -> None:
    now = agenda(talk("show", "hall", "10:00-11:00", setup=15), talk("end", "lab", "10:00-11:00", teardown=20))
    grid = grid_of(now, day(), 100, 2)
    show, end = blocks(grid, now.on(day().date))

    assert (show, end) == (
        Block("show", 600, 660, (0, 0), setup=15), Block("end", 600, 660, (1, 1), teardown=20),
    )  # fmt: skip
    assert show.buffers(grid) == (Box(0, grid.y(585), 100, 30), None)
    assert end.buffers(grid) == (None, Box(100, grid.y(660), 100, 40))
