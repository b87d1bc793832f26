"""Tests of the layout of the moderators' board: its lanes, what lies where, and where the arrow keys go."""

import pytest

from planner.domain.entities import Cover, Session
from planner.domain.span import minutes_of
from planner.layout.board_layout import BoardItem, BoardLayout, ModeratorShift, board_layout_of
from planner.layout.drag import DragPart
from planner.layout.grid import Box
from planner.layout.neighbours import Way
from tests.builders import DAY, agenda, day, person, room, talk


def shift(person_id: str = "ada", times: str = "", room_id: str | None = None, name: str = "shift") -> Cover:
    """Return a shift on DAY, over the whole day if no times are given."""
    start, end = (minutes_of(time) for time in times.split("-")) if times else (None, None)
    return Cover(id=name, person=person_id, day=DAY, start=start, end=end, room=room_id)


@pytest.fixture
def board() -> BoardLayout:
    """Return two rooms of 400 pixels with a session each, one over both, and shifts in a room and in every room."""
    plan = agenda(
        person("ada"), person("bo"), room("hall"), room("lab", 1), talk("early", "hall", "09:00-10:00"),
        talk("beside", "lab", "09:30-10:00"), talk("both", ("hall", "lab"), "10:00-11:00"),
        shift("ada", "09:00-11:00", "lab", "in lab"), shift("bo", "09:00-10:00", None, "everywhere"),
    )  # fmt: skip
    return board_layout_of(plan, day(), 878, 2)


# lanes ---------------------------------------------------------------------------------------------------


def test_stretches_at_one_time_lie_side_by_side_and_widen_their_own_lane_alone() -> None:
    found = agenda(
        person("ada"), person("bo"), shift("ada", "09:00-10:00", "hall"), shift("bo", room_id="hall", name="other")
    )  # fmt: skip
    board_layout = board_layout_of(found, day(), 800, 1)

    assert [(one.person, place, places) for one, place, places in board_layout.places] == [("bo", 0, 2), ("ada", 1, 2)]
    assert board_layout.lanes[0] > board_layout.lanes[1]


def test_a_conference_without_rooms_has_one_lane() -> None:
    plan = agenda()
    board_layout = board_layout_of(plan.of(plan.conference, plan.venue, day()), day(), 800, 1)

    assert (board_layout.fixed, board_layout.room_at(10), len(board_layout.lanes)) == (0, None, 1)
    assert board_layout.shift_box(ModeratorShift(None)) is not None


def test_a_stretch_outside_the_hours_is_in_sight() -> None:
    found = agenda(person("ada"), shift("ada", "06:10-20:05", "hall"), room("hall"))
    grid = board_layout_of(found, day(), 800, 1).grid

    assert (grid.first, grid.last) == (minutes_of("06:00"), minutes_of("20:30"))


# what lies where -----------------------------------------------------------------------------------------


def test_a_shift_lies_above_the_session_that_it_crosses(board: BoardLayout) -> None:
    (crossing,) = board.boxes_of((Cover, "in lab"))
    (both,) = board.boxes_of((Session, "both"))
    assert crossing.meets(both)

    assert board.key_at(crossing.x + 1, both.y + 1) == (Cover, "in lab")
    assert board.key_at(crossing.x - 20, both.y + 1) == (Session, "both")
    assert board.key_at(crossing.x - 20, both.bottom + 1) is None


def test_words_end_before_the_shift_that_crosses_their_session(board: BoardLayout) -> None:
    (crossing,) = board.boxes_of((Cover, "in lab"))
    (both,), (early,) = board.boxes_of((Session, "both")), board.boxes_of((Session, "early"))

    assert (board.words_width(both), board.words_width(early)) == (crossing.x - both.x, early.width)


@pytest.mark.parametrize(("across", "part"), [(0.01, DragPart.TOP), (0.5, DragPart.WHOLE), (0.99, DragPart.BOTTOM)])
def test_a_shift_is_grabbed_at_its_ends_or_as_a_whole(board: BoardLayout, across: float, part: DragPart) -> None:
    (box,) = board.boxes_of((Cover, "in lab"))

    assert board.grip_at(box.x + 1, box.y + across * box.height) == ("in lab", part)


def test_an_area_holds_what_it_touches_and_a_session_is_not_grabbed(board: BoardLayout) -> None:
    (both,) = board.boxes_of((Session, "both"))

    assert board.keys_in(both) == [(Session, "both"), (Cover, "in lab")]
    assert board.keys_in(Box(0, 0, 1, 1)) == []
    assert board.grip_at(both.x + 1, both.y + 1) is None


# keys ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "way", "there"),
    [
        pytest.param((Session, "early"), Way.RIGHT, (Cover, "in lab"), id="into the lane beside"),
        pytest.param((Session, "early"), Way.LEFT, (Cover, "everywhere"), id="into the lane for every room"),
        pytest.param((Session, "early"), Way.DOWN, (Session, "both"), id="down in the column"),
        pytest.param((Session, "both"), Way.UP, (Session, "beside"), id="up to what ends last"),
        pytest.param((Session, "both"), Way.DOWN, (Session, "both"), id="nowhere at the end"),
        pytest.param((Session, "both"), Way.FIRST, (Cover, "everywhere"), id="first"),
        pytest.param((Cover, "everywhere"), Way.LAST, (Session, "both"), id="last"),
        pytest.param(None, Way.DOWN, (Cover, "everywhere"), id="from nowhere to the first"),
    ],
)
def test_the_arrows_go_to_the_nearest(board: BoardLayout, here: BoardItem | None, way: Way, there: BoardItem) -> None:
    keys = ((Cover, "everywhere"), (Cover, "in lab"), (Session, "early"), (Session, "beside"), (Session, "both"))

    assert board.next_key(way, here, keys) == there
