"""Tests of dragging a selection: it keeps its shape, and stops as a whole at the edges of the grid."""

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.span import Span
from planner.layout.drag import Slot, moved_together
from planner.layout.grid import Grid
from tests.builders import DAY, span

GRID = Grid(DAY, ("a", "b", "c"), 8 * 60, 18 * 60, 8 * 60, 18 * 60, 100, 2)


def test_all_move_as_far_as_the_one_under_the_pointer():
    both = {"one": Slot(span("09:00-09:30"), ("a",)), "two": Slot(span("10:00-10:15"), ("b",))}
    assert moved_together(GRID, both, Slot(span("09:20-09:50"), ("b",))) == {
        "one": Slot(span("09:20-09:50"), ("b",)), "two": Slot(span("10:20-10:35"), ("c",)),
    }  # fmt: skip


def test_they_stop_together_at_the_last_room_and_at_the_end_of_the_day():
    both = {"one": Slot(span("09:00-09:30"), ("a",)), "two": Slot(span("17:00-17:50"), ("b",))}
    assert moved_together(GRID, both, Slot(span("12:00-12:30"), ("c",))) == {
        "one": Slot(span("09:10-09:40"), ("b",)), "two": Slot(span("17:10-18:00"), ("c",)),
    }  # fmt: skip


def test_what_takes_the_whole_venue_keeps_it():
    both = {"one": Slot(span("09:00-09:30"), ("a",)), "lunch": Slot(span("12:00-13:00"), ())}
    assert moved_together(GRID, both, Slot(span("09:00-09:30"), ("c",)))["lunch"] == Slot(span("12:00-13:00"), ())


SLOTS = st.builds(
    lambda start, length, column: Slot(Span(DAY, start, start + length), (GRID.rooms[column],)),
    st.integers(8 * 60, 15 * 60), st.integers(5, 120), st.integers(0, 2),
)  # fmt: skip


def _shift(new: Slot, old: Slot) -> tuple[int, int]:
    return new.span.start - old.span.start, GRID.columns_of(new.rooms)[0] - GRID.columns_of(old.rooms)[0]


@given(st.lists(SLOTS, min_size=1, max_size=6), SLOTS)
def test_the_shape_is_kept_wherever_they_go(slots: list[Slot], to: Slot):
    names = {str(n): slot for n, slot in enumerate(slots)}
    moved = moved_together(GRID, names, to)
    assert [new.span.minutes for new in moved.values()] == [old.span.minutes for old in slots]
    shifts = {_shift(new, old) for new, old in zip(moved.values(), slots, strict=True)}
    assert len(shifts) == 1
