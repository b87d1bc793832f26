"""The states of ordering rooms by drag: idle, pressed and dragged, and the columns that a drag moves a room by."""

import pytest

from planner.layout.drag import IDLE, RoomOrder
from planner.layout.grid import Grid
from tests.builders import DAY

GRID = Grid(DAY, ("hall", "lab", "attic"), 480, 1080, 540, 1020, 100, 1)


@pytest.mark.parametrize(
    ("before", "x", "after"),
    [
        (IDLE, 90, IDLE),
        (RoomOrder("hall", 50, 50), 55, RoomOrder("hall", 50, 50)),
        (RoomOrder("hall", 50, 50), 60, RoomOrder("hall", 50, 60, dragged=True)),
        (RoomOrder("hall", 50, 50), 40, RoomOrder("hall", 50, 40, dragged=True)),
        (RoomOrder("hall", 50, 60, dragged=True), 51, RoomOrder("hall", 50, 51, dragged=True)),
    ],
    ids=["idle", "pressed, near", "pressed, far", "pressed, far to the left", "dragged, back again"],
)
def test_a_pressed_room_is_dragged_from_ten_pixels_on(before: RoomOrder, x: float, after: RoomOrder) -> None:
    assert before.to(x, 10) == after


@pytest.mark.parametrize(
    ("room", "x", "by"),
    [
        ("hall", -400, 0), ("hall", 149, 0), ("hall", 151, 1), ("hall", 249, 1), ("hall", 900, 2),
        ("lab", 49, -1), ("lab", 51, 0), ("lab", 249, 0), ("lab", 251, 1), ("attic", 0, -2),
    ],
)  # fmt: skip
def test_a_room_moves_to_the_nearest_edge_which_at_its_own_column_is_nowhere(room: str, x: float, by: int) -> None:
    assert RoomOrder(room, 0, x, dragged=True).by(GRID) == by
