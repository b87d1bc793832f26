"""Tests of the layout of the moderators' board, and of the extent of a shift that is new, pulled or moved by keys."""

from dataclasses import replace

import pytest

from planner.domain.entities import Cover, Session
from planner.domain.span import parse_clock_time
from planner.domain.value_objects import Kind, Status
from planner.layout.board_layout import (
    BoardItem,
    BoardLayout,
    ModeratorShift,
    ShiftGrab,
    compute_board_layout,
    longest_visible_part,
    shift_after_key,
    shift_around_session,
    surrounding_shift,
    visible_text_width,
)
from planner.layout.drag import DragPart
from planner.layout.grid import Box, Grid
from planner.layout.neighbours import Direction
from tests.builders import DAY, agenda, day, person, room, talk


def shift(person_id: str = "ada", times: str = "", room_id: str | None = None, name: str = "shift") -> Cover:
    """Return a shift on DAY, over the whole day if no times are given."""
    start, end = (parse_clock_time(time) for time in times.split("-")) if times else (None, None)
    return Cover(id=name, person=person_id, day=DAY, start=start, end=end, room=room_id)


def above(board: BoardLayout, box: Box) -> list[Box]:
    """Return the boxes that lie above one of a board's."""
    return board.boxes_above[[found for _item, found in board.items].index(box)]


@pytest.fixture
def board() -> BoardLayout:
    """Return two rooms of 400 pixels with a session each, one over both, and shifts in a room and in all rooms."""
    plan = agenda(
        person("ada"), person("bo"), room("hall"), room("lab", 1), talk("early", "hall", "09:00-10:00"),
        talk("beside", "lab", "09:30-10:00"), talk("both", ("hall", "lab"), "10:00-11:00"),
        shift("ada", "09:00-11:00", "lab", "in lab"), shift("bo", "09:00-10:00", None, "everywhere"),
    )  # fmt: skip
    return compute_board_layout(plan, day(), 878, 2)


# lanes ---------------------------------------------------------------------------------------------------


def test_shifts_at_one_time_lie_side_by_side_and_widen_their_own_lane_alone() -> None:
    found = agenda(
        person("ada"), person("bo"), shift("ada", "09:00-10:00", "hall"), shift("bo", room_id="hall", name="other")
    )  # fmt: skip
    board_layout = compute_board_layout(found, day(), 800, 1)

    assert [(one.person, place, places) for one, place, places in board_layout.places] == [("bo", 0, 2), ("ada", 1, 2)]
    assert board_layout.lanes[0] > board_layout.lanes[1]


def test_a_conference_without_rooms_has_one_lane() -> None:
    plan = agenda()
    board_layout = compute_board_layout(plan.of(plan.conference, plan.venue, day()), day(), 800, 1)

    assert (board_layout.fixed, board_layout.find_room(10), len(board_layout.lanes)) == (0, None, 1)
    assert board_layout.shift_box(ModeratorShift(None)) is not None


def test_a_shift_outside_the_hours_is_in_sight() -> None:
    found = agenda(person("ada"), shift("ada", "06:10-20:05", "hall"), room("hall"))
    grid = compute_board_layout(found, day(), 800, 1).grid

    assert (grid.first, grid.last) == (parse_clock_time("06:00"), parse_clock_time("20:30"))


# what lies where -----------------------------------------------------------------------------------------


def test_a_shift_lies_above_the_session_that_it_crosses(board: BoardLayout) -> None:
    (crossing,) = board.find_boxes((Cover, "in lab"))
    (both,) = board.find_boxes((Session, "both"))
    assert crossing.meets(both)

    assert board.find_key(crossing.x + 1, both.y + 1) == (Cover, "in lab")
    assert board.find_key(crossing.x - 20, both.y + 1) == (Session, "both")
    assert board.find_key(crossing.x - 20, both.bottom + 1) is None


def test_words_end_before_the_shift_that_crosses_their_session(board: BoardLayout) -> None:
    (crossing,) = board.find_boxes((Cover, "in lab"))
    (both,), (early,) = board.find_boxes((Session, "both")), board.find_boxes((Session, "early"))

    found = [visible_text_width(box, above(board, box)) for box in (both, early)]
    assert found == [crossing.x - both.x, early.width]


def with_breaks(times: str) -> tuple[BoardLayout, Box]:
    """Return two rooms with a break and a plenary, and the box of a shift in the second room."""
    plan = agenda(
        person("ada"), room("hall"), room("lab", 1), shift("ada", times, "lab"),
        talk("coffee", (), "09:30-10:00", kind=Kind.BREAK), talk("plenary", (), "11:00-11:45"),
    )  # fmt: skip
    board = compute_board_layout(plan, day(), 878, 2)
    return board, board.find_boxes((Cover, "shift"))[0]


def test_a_shift_goes_behind_what_is_for_the_whole_venue_and_is_named_where_it_is_longest() -> None:
    board, bar = with_breaks("09:00-12:00")
    (coffee,) = board.find_boxes((Session, "coffee"))

    assert [board.find_key(bar.x + 1, bar.y + y) for y in (1, 61, 121)] == [
        (Cover, "shift"), (Session, "coffee"), (Cover, "shift"),
    ]  # fmt: skip
    assert above(board, coffee) == []
    seen = ((0, 999), (40, 999), (150, 999), (250, 999), (0, 200), (900, 999))  # of the board, from where to where
    parts = [
        longest_visible_part(bar, above(board, bar), Box(0, bar.y + start, 878, end - start)) for start, end in seen
    ]
    assert [(part.y - bar.y, part.height) for part in parts] == [
        (120, 120), (120, 120), (150, 90), (330, 30), (120, 80), (900, 0),
    ]  # fmt: skip


def test_a_box_inside_another_one_hides_no_less_than_both() -> None:
    above = [Box(0, 10, 5, 80), Box(0, 20, 5, 10)]

    assert longest_visible_part(Box(0, 0, 5, 100), above, Box(0, 0, 5, 100)) == Box(0, 0, 5, 10)


@pytest.mark.parametrize("times", ["09:00-09:45", "09:45-10:30", "11:00-11:45"])
def test_a_shift_of_which_an_end_or_all_would_be_hidden_stays_above(times: str) -> None:
    board, bar = with_breaks(times)

    assert (board.keys_in_area(bar)[-1], above(board, bar)) == ((Cover, "shift"), [])


@pytest.mark.parametrize(("across", "part"), [(0.01, DragPart.TOP), (0.5, DragPart.WHOLE), (0.99, DragPart.BOTTOM)])
def test_a_shift_is_grabbed_at_its_ends_or_as_a_whole(board: BoardLayout, across: float, part: DragPart) -> None:
    (box,) = board.find_boxes((Cover, "in lab"))

    assert board.find_grip(box.x + 1, box.y + across * box.height) == ("in lab", part)


def test_an_area_holds_what_it_touches_and_a_session_is_not_grabbed(board: BoardLayout) -> None:
    (both,) = board.find_boxes((Session, "both"))

    assert board.keys_in_area(both) == [(Session, "both"), (Cover, "in lab")]
    assert board.keys_in_area(Box(0, 0, 1, 1)) == []
    assert board.find_grip(both.x + 1, both.y + 1) is None


# keys ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "way", "there"),
    [
        pytest.param((Session, "early"), Direction.RIGHT, (Cover, "in lab"), id="into the lane beside"),
        pytest.param((Session, "early"), Direction.LEFT, (Cover, "everywhere"), id="into the lane for all rooms"),
        pytest.param((Session, "early"), Direction.DOWN, (Session, "both"), id="down in the column"),
        pytest.param((Session, "both"), Direction.UP, (Session, "beside"), id="up to what ends last"),
        pytest.param((Session, "both"), Direction.DOWN, (Session, "both"), id="nowhere at the end"),
        pytest.param((Session, "both"), Direction.FIRST, (Cover, "everywhere"), id="first"),
        pytest.param((Cover, "everywhere"), Direction.LAST, (Session, "both"), id="last"),
        pytest.param(None, Direction.DOWN, (Cover, "everywhere"), id="from nowhere to the first"),
    ],
)
def test_the_arrows_go_to_the_nearest(
    board: BoardLayout, here: BoardItem | None, way: Direction, there: BoardItem
) -> None:
    keys = ((Cover, "everywhere"), (Cover, "in lab"), (Session, "early"), (Session, "beside"), (Session, "both"))

    assert board.next_key(way, here, keys) == there


# the extent of a shift ------------------------------------------------------------------------------------

PLACES = (
    talk("coffee", "", "10:00-10:30", kind=Kind.BREAK),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("tea", "lab", "14:00-14:15", kind=Kind.BREAK),
    talk("called off", "", "16:00-16:30", kind=Kind.BREAK, status=Status.CANCELLED),
)
PLAN = agenda(*PLACES)


def said(shift: ModeratorShift | None) -> str:
    """Return a shift in words: ``hall 09:00-10:00``, ``all rooms all day``."""
    assert shift
    where = shift.room or "all rooms"
    if shift.start is None or shift.end is None:
        return f"{where} all day"
    return f"{where} {shift.start // 60:02}:{shift.start % 60:02}-{shift.end // 60:02}:{shift.end % 60:02}"


# the start of a shift ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room_id", "time", "expected"),
    [
        pytest.param("hall", "09:10", "hall 08:00-10:00", id="from the morning to the first pause"),
        pytest.param("hall", "11:00", "hall 10:30-12:00", id="between two pauses"),
        pytest.param("hall", "13:30", "hall 13:00-18:00", id="from the last pause to the evening"),
        pytest.param("lab", "13:30", "lab 13:00-14:00", id="the pause of a room is the room's own"),
        pytest.param("hall", "10:10", "hall 10:30-12:00", id="in a pause, what follows"),
        pytest.param("hall", "07:40", "hall 08:00-10:00", id="before the day, its beginning"),
        pytest.param("hall", "18:20", "hall 13:00-18:00", id="after the day, its end"),
        pytest.param(None, "13:30", "all rooms 13:00-18:00", id="all rooms has the pauses of all alone"),
    ],
)
def test_a_shift_begins_and_ends_with_a_pause(room_id: str | None, time: str, expected: str) -> None:
    assert said(surrounding_shift(PLAN, day(), room_id, parse_clock_time(time))) == expected


def test_sessions_outside_the_hours_are_inside_the_shift() -> None:
    late = agenda(talk("late", "hall", "17:30-19:00"))

    assert said(surrounding_shift(late, day(), "hall", parse_clock_time("17:40"))) == "hall 08:00-19:00"


def test_in_a_pause_that_ends_the_day_it_is_the_pause() -> None:
    party = agenda(talk("party", "", "17:00-18:00", kind=Kind.SOCIAL))

    assert said(surrounding_shift(party, day(), "hall", parse_clock_time("17:30"))) == "hall 17:00-18:00"


def test_between_two_pauses_that_touch_there_is_none_and_it_is_the_first_of_them() -> None:
    pauses = agenda(
        talk("coffee", "", "10:00-10:30", kind=Kind.BREAK), talk("lunch", "", "10:30-11:30", kind=Kind.MEAL)
    )

    assert said(surrounding_shift(pauses, day(), "hall", parse_clock_time("10:10"))) == "hall 10:00-10:30"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param("hall", "hall 10:30-12:00", id="one room"),
        pytest.param(("hall", "lab"), "all rooms 10:30-12:00", id="two rooms"),
        pytest.param("", "all rooms 10:30-12:00", id="all rooms"),
    ],
)
def test_the_shift_around_a_session(where: str | tuple[str, ...], expected: str) -> None:
    found = agenda(*PLACES, talk("keynote", where, "11:00-11:30"))

    assert said(shift_around_session(found, found.sessions["keynote"])) == expected


# resizing ------------------------------------------------------------------------------------------------

GRID = Grid(DAY, ("hall", "lab"), 450, 1110, 480, 1080, 200, 1.5)
MORNING, ALL_DAY = ModeratorShift("hall", 540, 600), ModeratorShift("hall")


@pytest.mark.parametrize(
    ("origin", "hold", "time", "to", "expected"),
    [
        pytest.param(MORNING, DragPart.TOP, "08:52", "hall", "hall 08:40-10:00", id="earlier, to five minutes"),
        pytest.param(MORNING, DragPart.TOP, "11:00", "hall", "hall 09:55-10:00", id="never turned round"),
        pytest.param(MORNING, DragPart.BOTTOM, "11:38", "lab", "hall 09:00-11:30", id="later, in its own lane"),
        pytest.param(MORNING, DragPart.BOTTOM, "08:00", "hall", "hall 09:00-09:05", id="five minutes at least"),
        pytest.param(MORNING, DragPart.WHOLE, "10:10", "lab", "lab 10:00-11:00", id="to another room and time"),
        pytest.param(MORNING, DragPart.WHOLE, "09:10", None, "all rooms 09:00-10:00", id="to all rooms"),
        pytest.param(ALL_DAY, DragPart.WHOLE, "14:00", "lab", "lab all day", id="a whole day stays one"),
        pytest.param(ALL_DAY, DragPart.BOTTOM, "12:10", "hall", "hall 08:00-12:00", id="until it is pulled"),
    ],
)
def test_a_shift_is_pulled(origin: ModeratorShift, hold: DragPart, time: str, to: str | None, expected: str) -> None:
    assert said(ShiftGrab(GRID, origin, hold, grab=10).dropped_shift(parse_clock_time(time), to)) == expected


@pytest.mark.parametrize(
    ("origin", "way", "expected"),
    [
        pytest.param(MORNING, "earlier", "hall 08:55-09:55", id="earlier"),
        pytest.param(MORNING, "longer", "hall 09:00-10:05", id="longer"),
        pytest.param(MORNING, "right", "lab 09:00-10:00", id="to the next room"),
        pytest.param(MORNING, "left", "all rooms 09:00-10:00", id="before the first room is all rooms"),
        pytest.param(ModeratorShift("lab", 540, 600), "right", "lab 09:00-10:00", id="after the last room is none"),
        pytest.param(ALL_DAY, "later", "hall all day", id="a whole day stays one"),
        pytest.param(ALL_DAY, "shorter", "hall 08:00-17:55", id="until it ends earlier"),
    ],
)
def test_a_shift_is_moved_by_keys(origin: ModeratorShift, way: str, expected: str) -> None:
    assert said(shift_after_key(GRID, origin, way)) == expected


def test_a_shift_from_midnight_moves_by_a_step() -> None:
    grid = replace(GRID, first=0)
    assert shift_after_key(grid, ModeratorShift(None, 0, 60), "later") == ModeratorShift(
        None, grid.snap, 60 + grid.snap
    )


def test_a_room_without_a_column_has_one_on_the_board_while_somebody_has_a_shift_there() -> None:
    plan = agenda(room("hall"), room("attic", 1, column=False), person("ada"), shift(room_id="attic"))
    board = compute_board_layout(plan, plan.days_in_order[0], 800, 1)

    assert (board.grid.rooms, [cover.id for cover, _place, _places in board.places]) == (("hall", "attic"), ["shift"])
    assert shift_after_key(board.grid, ModeratorShift("attic", 540, 600), "left").room == "hall"
