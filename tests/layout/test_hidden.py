"""Tests of hidden rooms, which have no column, and of the time in which a room is set up and cleared."""

import pytest

from planner.domain.agenda import Agenda
from planner.layout.blocks import Block, blocks
from planner.layout.grid import Box, columns_on, grid_of, shown_minutes, shown_on
from tests.builders import agenda, day, room, talk

ROOMS = (room("hall"), room("lab", 1), room("attic", 2))


@pytest.fixture
def now() -> Agenda:
    """Return a plan with a session in each of three rooms, one in two of them, and lunch everywhere."""
    return agenda(
        *ROOMS, talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:00-10:00"), talk("c", "attic", "09:00-10:00"),
        talk("two", ("lab", "attic"), "11:00-12:00"), talk("lunch", "", "12:00-13:00"),
    )  # fmt: skip


def of(now: Agenda, *hidden: str) -> list[tuple[str, tuple[int, int]]]:
    """Return the blocks of the plan's day by session, with the columns they take."""
    (today,) = now.days_in_order
    found = blocks(grid_of(now, today, 100, 1, hidden), now.on(today.date))
    return [(block.session, block.columns) for block in found]


def test_a_hidden_room_has_no_column(now: Agenda) -> None:
    (today,) = now.days_in_order

    assert columns_on(now, today, {"lab"}) == ("hall", "attic")
    assert grid_of(now, today, 100, 1, {"lab"}).width == 200


def test_what_is_in_hidden_rooms_alone_has_no_block(now: Agenda) -> None:
    (today,) = now.days_in_order

    assert of(now, "lab") == [("a", (0, 0)), ("c", (1, 1)), ("two", (1, 1)), ("lunch", (0, 1))]
    assert of(now, "lab", "attic") == [("a", (0, 0)), ("lunch", (0, 0))]
    assert [session.id for session, _ in shown_on(now, today, {"lab", "attic"})] == ["a", "lunch"]


def test_the_last_column_cannot_be_hidden(now: Agenda) -> None:
    (today,) = now.days_in_order

    assert columns_on(now, today, {"hall", "lab", "attic"}) == ("hall", "lab", "attic")


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
