"""Tests of the frames of blocks: boxes, heads above or within, tiles that are set in, free time, what is grabbed."""

import pytest

from planner.domain.entities import Entity
from planner.layout.day_layout import DayLayout, DayOptions, compute_layout, find_hit
from planner.layout.drag import DragPart
from planner.layout.frames import BELOW, BESIDE, HEAD, LOW_HEAD, longest_free_times
from planner.layout.neighbours import Direction
from tests.builders import agenda, block, day, room, talk

ROOMS = (room("hall"), room("lab", 1), room("attic", 2))


def layout(*things: Entity) -> DayLayout:
    """Return the layout of the day at 600 by 2 pixels a minute, three columns of 200."""
    plan = agenda(day(), *ROOMS, *things)
    return compute_layout(None, plan, plan.days_in_order[0], DayOptions(600, 2))


def test_a_frame_has_its_head_above_its_start_and_its_sessions_are_set_in() -> None:
    shown = layout(block("a", "hall", "10:00-11:00"), talk("x", "hall", "10:00-10:30", block="a"))
    grid, (box,) = shown.grid, shown.find_boxes("a")

    assert box == (1, grid.y(600) - HEAD, grid.column_width - 2, 120 + HEAD + BELOW)
    assert shown.find_boxes("x") == [(BESIDE, grid.y(600), grid.column_width - 2 * BESIDE, 60)]


def test_the_head_is_within_the_frame_if_something_low_is_above_and_the_first_session_begins_below_it() -> None:
    shown = layout(
        talk("w", "hall", "09:40-10:00"), block("a", "hall", "10:00-11:00"), talk("x", "hall", "10:00-10:30", block="a")
    )
    grid, (box,), (tile,) = shown.grid, shown.find_boxes("a"), shown.find_boxes("x")

    assert (box.y, tile.y, tile.bottom) == (grid.y(600), grid.y(600) + HEAD, grid.y(630))
    assert shown.find_boxes("w")[0].width == grid.column_width


def test_the_head_is_above_a_frame_over_the_end_of_a_tall_tile() -> None:
    shown = layout(talk("w", "hall", "09:00-10:00"), block("a", "hall", "10:00-11:00"))
    (frame,) = shown.frames.all

    assert (frame.above, frame.covers, shown.find_key(100, shown.grid.y(600) - 5)) == (True, True, "a")
    assert shown.find_boxes("a")[0].y == shown.grid.y(600) - HEAD


@pytest.mark.parametrize(("start", "above"), [("09:35", True), ("09:45", False), ("09:51", False), ("09:55", True)])
def test_the_head_does_not_cover_the_title_of_a_session_that_goes_on_past_the_start(start: str, above: bool) -> None:
    shown = layout(
        talk("w", "hall", f"{start}-10:40"), block("a", "hall", "10:00-11:00"),
        talk("x", "hall", "10:00-10:30", block="a"),
    )  # fmt: skip
    (frame,) = shown.frames.all

    assert (frame.above, frame.covers, frame.head) == (above, True, HEAD)
    assert shown.find_boxes("x")[0].y == shown.grid.y(600) + (0 if above else HEAD)
    assert shown.find_key(30, shown.grid.y(600) + (-5 if above else 5)) == "a"


def test_the_head_stays_above_over_a_title_if_the_sessions_of_the_block_leave_no_room_within() -> None:
    shown = layout(
        talk("w", "hall", "09:50-10:40"), block("a", "hall", "10:00-11:00"),
        talk("x", "hall", "10:00-10:10", block="a"),
    )  # fmt: skip
    assert [(frame.above, frame.head) for frame in shown.frames.all] == [(True, HEAD)]


@pytest.mark.parametrize(("times", "head"), [("10:00-10:16", HEAD), ("10:00-10:13", LOW_HEAD), ("10:00-10:10", 0)])
def test_a_head_within_the_frame_is_lower_or_none_if_the_first_session_is_short(times: str, head: int) -> None:
    shown = layout(
        talk("w", "hall", "09:40-10:00"), block("a", "hall", "10:00-11:00"), talk("x", "hall", times, block="a"),
        talk("y", "lab", "10:00-10:30", block="a"),
    )  # fmt: skip
    assert shown.find_boxes("x")[0].y == shown.grid.y(600) + head
    assert shown.find_boxes("y")[0].width == shown.grid.column_width


def test_a_tile_beside_one_that_a_head_moved_down_is_found_at_its_top() -> None:
    shown = layout(
        talk("w", "hall", "09:45-10:00"), block("a", "hall", "10:00-11:00"),
        talk("x", "hall", "10:00-10:30", block="a"), talk("c", "lab", "10:05-10:30"),
    )  # fmt: skip
    tops = [box.y for box in shown.boxes]
    assert (tops, shown.find_key(shown.grid.column_width + 100, shown.grid.y(605) + 1)) == (sorted(tops), "c")


def test_a_head_covers_the_first_sessions_if_they_are_too_low_for_words() -> None:
    shown = layout(
        talk("w", "hall", "09:40-10:00"),
        block("a", "hall", "10:00-11:00"),
        *(talk(f"x{n}", "hall", f"10:0{n}-10:0{n + 1}", block="a") for n in range(9)),
    )
    (frame,) = shown.frames.all
    assert (frame.above, frame.head, frame.covers) == (False, LOW_HEAD, True)
    assert [shown.find_boxes("x0")[0].y, shown.find_key(100, shown.grid.y(600) + 3)] == [shown.grid.y(600), "a"]

    lower = layout(
        talk("w", "hall", "09:50-10:00"), block("a", "hall", "10:00-10:10"), talk("x", "hall", "10:00-10:05", block="a")
    )
    assert [(frame.head, frame.covers) for frame in lower.frames.all] == [(0, False)]


def test_a_block_in_rooms_that_are_not_adjacent_has_a_frame_in_each_run() -> None:
    shown = layout(block("a", ("hall", "attic"), "10:00-11:00"), block("b", "", "13:00-14:00"))
    assert [box.x for box in shown.find_boxes("a")] == [1, 2 * shown.grid.column_width + 1]
    assert [box.width for box in shown.find_boxes("b")] == [3 * shown.grid.column_width - 2]


def test_a_block_alone_gives_its_room_a_column_and_its_time_is_shown() -> None:
    plan = agenda(day(), *ROOMS, room("cellar", 3, column=False), block("a", "cellar", "22:00-23:00"))
    shown = compute_layout(None, plan, plan.days_in_order[0], DayOptions(600, 2))

    assert shown.grid.rooms == ("hall", "lab", "attic", "cellar")
    assert (shown.grid.last, shown.content_minutes[1]) == (23 * 60 + 30, 23 * 60)


@pytest.mark.parametrize(
    ("minute", "down", "selected", "expected"),
    [
        (600, -10, (), ("a", DragPart.WHOLE)),
        (600, 10, (), ("x", DragPart.WHOLE)),
        (640, 0, (), None),
        (660, BELOW, (), ("a", DragPart.BOTTOM)),
        (600, -HEAD, (), ("a", DragPart.TOP)),
        (630, -1, (), ("x", DragPart.BOTTOM)),
    ],
)
def test_the_head_and_the_ends_of_a_frame_are_grabbed(
    minute: int, down: float, selected: tuple[str, ...], expected: tuple[str, DragPart] | None
) -> None:
    shown = layout(block("a", "hall", "10:00-11:00"), talk("x", "hall", "10:00-10:30", block="a"))
    hit = find_hit(shown, 100, shown.grid.y(minute) + down, selected)
    assert (hit and (hit.session, hit.part)) == expected


def test_the_end_of_a_selected_frame_is_above_the_tile_that_ends_there() -> None:
    shown = layout(block("a", "hall", "10:00-11:00"), talk("x", "hall", "10:30-11:00", block="a"))
    at = (100, shown.grid.y(660) - 1)
    found = [find_hit(shown, *at, selected) for selected in ((), ("a",))]
    assert [(hit.session, hit.part) for hit in found if hit] == [("x", DragPart.BOTTOM), ("a", DragPart.BOTTOM)]


def test_the_longest_free_time_of_each_column_is_offered() -> None:
    shown = layout(
        block("a", ("hall", "lab"), "10:00-11:30"), talk("x", "hall", "10:00-10:30", block="a"),
        talk("y", "hall", "10:40-11:00"), talk("z", "lab", "10:00-11:20", block="a"),
    )  # fmt: skip
    (frame,) = shown.frames.all
    assert longest_free_times(shown.agenda, frame, shown.grid) == [(0, (660, 690))]


def test_arrow_keys_go_by_the_head_of_a_block() -> None:
    shown = layout(
        talk("w", "hall", "09:00-09:20"), block("a", "hall", "10:00-11:00"), talk("x", "hall", "10:00-10:30", block="a")
    )
    keys = ("w", "a", "x")
    assert [shown.next_key(Direction.DOWN, here, keys) for here in ("w", "a")] == ["a", "x"]
    assert shown.next_key(Direction.UP, "x", keys) == "a"
