"""Tests of the grid of rooms and times, which the page's style draws from a width on."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.span import format_clock
from planner.exporting.page.room_grid import GridCell, GridHead, day_grid
from planner.programme.programme import programme
from tests.builders import agenda, room, talk


def grid(*sessions):
    """Return the grid of these sessions in the rooms `hall`, `lab` and `yard`."""
    return day_grid(programme(agenda(room("hall"), room("lab", 1), room("yard", 2), *sessions)).items)


def test_rooms_are_columns_and_times_are_rows():
    found = grid(talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:30-10:00"), talk("all", "", "10:00-10:30"))

    assert found.heads == (GridHead("Hall", 2, 3), GridHead("Lab", 3, 4))
    assert found.cells == {"a": GridCell(1, 3, 2, 3), "b": GridCell(2, 3, 3, 4), "all": GridCell(3, 4, 2, 4)}


def test_two_at_once_in_one_room_stand_beside_each_other():
    found = grid(talk("a", "hall", "09:00-10:00"), talk("b", "hall", "09:30-10:30"), talk("c", "lab", "09:00-10:00"))

    assert found.heads == (GridHead("Hall", 2, 4), GridHead("Lab", 4, 5))
    assert (found.cells["a"].column, found.cells["b"].column) == (2, 3)


def test_a_break_of_all_rooms_during_a_talk_stands_behind_the_rooms():
    found = grid(talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:00-09:30"), talk("all", "", "09:45-10:15"))

    assert found.heads[-1] == GridHead("", 4, 5)
    assert found.cells["all"].column == 4


def test_neighbouring_rooms_are_one_cell_and_others_stand_behind():
    found = grid(
        talk("a", "hall", "08:00-09:00"), talk("b", "lab", "08:00-09:00"), talk("c", "yard", "08:00-09:00"),
        talk("two", ("hall", "lab"), "09:00-10:00"), talk("apart", ("hall", "yard"), "10:00-11:00"),
    )  # fmt: skip

    assert (found.cells["two"].column, found.cells["two"].column_end) == (2, 4)
    assert (found.cells["apart"].column, found.cells["apart"].column_end) == (5, 6)


def test_a_day_in_one_room_has_no_grid():
    assert grid(talk("a", "hall", "09:00-10:00"), talk("all", "", "10:00-11:00")) is None


@given(
    st.lists(
        st.tuples(
            st.sets(st.sampled_from(["hall", "lab", "yard"])), st.integers(0, 20), st.integers(1, 8)
        ),
        min_size=1, max_size=14,
    )
)  # fmt: skip
def test_nothing_lies_upon_another(drawn):
    sessions = [
        talk(f"s{n}", tuple(sorted(rooms)), f"{format_clock(start * 15)}-{format_clock((start + length) * 15)}")
        for n, (rooms, start, length) in enumerate(drawn)
    ]
    cells = (found.cells if (found := grid(*sessions)) else {}).values()

    assert not [
        (a, b)
        for a, b in combinations(cells, 2)
        if max(a.row, b.row) < min(a.row_end, b.row_end) and max(a.column, b.column) < min(a.column_end, b.column_end)
    ]
