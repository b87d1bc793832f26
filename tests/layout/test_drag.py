"""Tests of a drag: the time and rooms that a position of the pointer means, for one, several, or a room's column."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Session
from planner.domain.span import LATEST, Span, parse_clock_time
from planner.domain.value_objects import Kind
from planner.layout.drag import IDLE, Drag, DragPart, RoomDrag, Slot, slots_moved_together
from planner.layout.grid import Grid, make_day_grid
from tests.builders import DAY, agenda, day, room, span, talk

ROOMS = ("hall", "lab", "attic")
GRID = make_day_grid(agenda(*(room(name, n) for n, name in enumerate(ROOMS))), day(), column_width=100, scale=2)
NIGHT = make_day_grid(
    agenda(night := day(opens="20:00", closes="27:00"), *(room(n, i) for i, n in enumerate(ROOMS))), night, 100, 2
)
KEYNOTE = talk("keynote", "hall", "09:00-09:45")


def grabbed(session: Session, minute: float = 10, *, hold: DragPart = DragPart.WHOLE, grid: Grid = GRID) -> Drag:
    """Return a drag of a session held so many minutes below its top, in the first of its columns."""
    placement = session.placement
    origin = Slot(placement.span, placement.rooms) if placement else None
    column = grid.find_columns(placement.rooms)[0] if placement else 0
    return Drag(grid, session, origin, minute, column, hold)


def at(room: str, time: str, grid: Grid = GRID) -> tuple[float, float]:
    """Return the middle of a room's column, at a time."""
    return (ROOMS.index(room) + 0.5) * grid.column_width, grid.y(parse_clock_time(time))


def slot(times: str, *rooms: str) -> Slot:
    """Return a slot at those times in those rooms."""
    return Slot(span(times), rooms)


ODD, LATE = talk("odd", "hall", "09:03-09:48"), talk("late", "hall", "22:00-23:30")


@pytest.mark.parametrize(
    ("drag", "room", "pointer", "expected"),
    [
        *[
            pytest.param(grabbed(KEYNOTE), room, pointer, expected, id=said)
            for room, pointer, expected, said in (
                ("hall", "09:10", slot("09:00-09:45", "hall"), "where it was grabbed it stays"),
                ("hall", "10:10", slot("10:00-10:45", "hall"), "another time"),
                ("lab", "09:10", slot("09:00-09:45", "lab"), "another room"),
                ("lab", "10:12", slot("10:00-10:45", "lab"), "the nearest five minutes of its top, above"),
                ("lab", "10:13", slot("10:05-10:50", "lab"), "the nearest five minutes of its top, below"),
                ("lab", "07:20", slot("07:30-08:15", "lab"), "not above the grid"),
                ("lab", "18:30", slot("17:45-18:30", "lab"), "not below the grid"),
            )
        ],
        pytest.param(grabbed(ODD), "hall", "09:13", slot("09:05-09:50", "hall"), id="from between the steps onto them"),
        pytest.param(grabbed(LATE, 0, grid=NIGHT), "lab", "25:15", slot("25:15-26:45", "lab"), id="past midnight"),
        pytest.param(grabbed(LATE, 0, grid=NIGHT), "lab", "27:30", slot("26:00-27:30", "lab"), id="not below a night"),
        pytest.param(
            grabbed(LATE, 0, hold=DragPart.BOTTOM, grid=NIGHT), "hall", "26:30", slot("22:00-26:30", "hall"),
            id="its end past midnight",
        ),
    ],
)  # fmt: skip
def test_a_tile_follows_its_top_not_the_pointer(drag: Drag, room: str, pointer: str, expected: Slot) -> None:
    assert drag.slot_at_point(*at(room, pointer, drag.grid)) == expected


@pytest.mark.parametrize(
    ("hold", "pointer", "expected"),
    [
        pytest.param(DragPart.TOP, "08:41", slot("08:40-09:45", "hall"), id="its top earlier"),
        pytest.param(DragPart.TOP, "09:28", slot("09:30-09:45", "hall"), id="its top later"),
        pytest.param(DragPart.TOP, "12:00", slot("09:40-09:45", "hall"), id="its top stops before its end"),
        pytest.param(DragPart.TOP, "00:00", slot("07:30-09:45", "hall"), id="its top stops at the grid"),
        pytest.param(DragPart.BOTTOM, "10:14", slot("09:00-10:15", "hall"), id="its end later"),
        pytest.param(DragPart.BOTTOM, "08:00", slot("09:00-09:05", "hall"), id="its end stops after its start"),
        pytest.param(DragPart.BOTTOM, "25:00", slot("09:00-18:30", "hall"), id="its end stops at the grid"),
    ],
)
def test_an_edge_resizes(hold: DragPart, pointer: str, expected: Slot) -> None:
    assert grabbed(KEYNOTE, 0, hold=hold).slot_at_point(*at("lab", pointer)) == expected


@pytest.mark.parametrize(
    ("rooms", "to", "expected"),
    [
        pytest.param(("hall", "lab"), "lab", ("lab", "attic"), id="two rooms go together"),
        pytest.param(("hall", "lab"), "attic", ("lab", "attic"), id="they stop together at the edge"),
        pytest.param(("hall", "attic"), "lab", ("hall", "attic"), id="with the edge already reached they stay"),
        pytest.param((), "attic", (), id="the whole venue stays the whole venue"),
    ],
)
def test_several_rooms_keep_their_shape(rooms: tuple[str, ...], to: str, expected: tuple[str, ...]) -> None:
    wide = talk("wide", rooms, "09:00-09:45")

    assert grabbed(wide, 0).slot_at_point(*at(to, "09:00")).rooms == expected


@pytest.mark.parametrize(
    ("kind", "rooms"), [(Kind.TALK, ("lab",)), (Kind.BREAK, ()), (Kind.OPENING, ())], ids=lambda v: str(v)
)
def test_from_the_tray_it_takes_the_room_below_unless_its_kind_is_for_all(kind: Kind, rooms: tuple[str, ...]) -> None:
    assert grabbed(talk("new", kind=kind)).slot_at_point(*at("lab", "10:10")) == slot("10:00-10:30", *rooms)


def test_everywhere_and_without_rooms_it_is_the_whole_venue() -> None:
    bare = replace(GRID, rooms=())

    assert grabbed(KEYNOTE).slot_at_point(*at("lab", "10:10"), everywhere=True) == slot("10:00-10:45")
    assert grabbed(talk("new"), grid=bare).slot_at_point(50, bare.y(610)) == slot("10:00-10:30")


@pytest.mark.parametrize(
    ("minutes", "columns", "expected"),
    [
        (5, 0, slot("09:05-09:50", "hall")),
        (-60, 0, slot("08:00-08:45", "hall")),
        (-600, 0, slot("07:30-08:15", "hall")),
        (0, 1, slot("09:00-09:45", "lab")),
        (0, -1, slot("09:00-09:45", "hall")),
        (0, 9, slot("09:00-09:45", "attic")),
    ],
)
def test_keys_step(minutes: int, columns: int, expected: Slot) -> None:
    drag = grabbed(KEYNOTE)
    assert drag.origin

    assert drag.slot_after_step(drag.origin, minutes=minutes, columns=columns) == expected


PLACES = st.floats(-1e5, 1e5)
LENGTHS = st.integers(1, LATEST)
HOLDS = st.sampled_from(DragPart)


@st.composite
def drags(draw: st.DrawFn) -> Drag:
    """Draw a drag of any session, held anywhere, on a grid that shows it."""
    minutes = draw(LENGTHS)
    start = draw(st.none() | st.integers(0, LATEST - minutes))
    rooms = draw(st.lists(st.sampled_from(ROOMS), unique=True))
    session = talk("x", minutes=minutes)
    made = [room(name, n) for n, name in enumerate(ROOMS)]
    if start is None:
        return grabbed(session, draw(PLACES), grid=make_day_grid(agenda(*made), day(), 100, 2))
    placed = talk("x", tuple(sorted(rooms, key=ROOMS.index)), "09:00-09:30")
    assert placed.placement
    placed = replace(
        placed, minutes=minutes, placement=replace(placed.placement, span=Span(DAY, start, start + minutes))
    )
    grid = make_day_grid(agenda(*made, placed), day(), 100, 2)
    return grabbed(placed, draw(PLACES), hold=draw(HOLDS), grid=grid)


@given(drags(), PLACES, PLACES, st.booleans(), st.integers(-3000, 3000), st.integers(-5, 5))
def test_neither_pointer_nor_keys_take_a_drag_out_of_the_grid(
    drag: Drag, x: float, y: float, everywhere: bool, minutes: int, columns: int
) -> None:
    grid, start = drag.grid, drag.origin or drag.slot_at_point(0, 0)
    found, stepped = (
        drag.slot_at_point(x, y, everywhere=everywhere),
        drag.slot_after_step(start, minutes=minutes, columns=columns),
    )

    assert set(found.rooms) <= set(grid.rooms)
    if drag.session.minutes <= grid.last - grid.first:
        assert grid.first <= found.span.start < found.span.end <= grid.last
    if drag.hold is DragPart.WHOLE:
        assert found.span.minutes == drag.session.minutes
    assert (len(stepped.rooms), stepped.span.minutes) == (len(start.rooms), start.span.minutes)
    if stepped.span.minutes <= grid.last - grid.first:
        assert grid.first <= stepped.span.start < stepped.span.end <= grid.last


# several at once -----------------------------------------------------------------------------------------

FEW = Grid(DAY, ("a", "b", "c"), 8 * 60, 18 * 60, 8 * 60, 18 * 60, 100, 2)


@pytest.mark.parametrize(
    ("other", "to", "one_lands", "other_lands"),
    [
        pytest.param(
            slot("10:00-10:15", "b"), slot("09:20-09:50", "b"), slot("09:20-09:50", "b"), slot("10:20-10:35", "c"),
            id="all move as far as the one under the pointer",
        ),
        pytest.param(
            slot("17:00-17:50", "b"), slot("12:00-12:30", "c"), slot("09:10-09:40", "b"), slot("17:10-18:00", "c"),
            id="they stop together at the last room and at the end of the day",
        ),
        pytest.param(
            slot("12:00-13:00"), slot("09:00-09:30", "c"), slot("09:00-09:30", "c"), slot("12:00-13:00"),
            id="what takes the whole venue keeps it",
        ),
    ],
)  # fmt: skip
def test_a_selection_moves_together(other: Slot, to: Slot, one_lands: Slot, other_lands: Slot) -> None:
    before = {"one": slot("09:00-09:30", "a"), "other": other}
    assert slots_moved_together(FEW, before, to) == {"one": one_lands, "other": other_lands}


SLOTS = st.builds(
    lambda start, length, column: Slot(Span(DAY, start, start + length), (FEW.rooms[column],)),
    st.integers(8 * 60, 15 * 60), st.integers(5, 120), st.integers(0, 2),
)  # fmt: skip


@given(st.lists(SLOTS, min_size=1, max_size=6), SLOTS)
def test_the_shape_is_kept_wherever_they_go(slots: list[Slot], to: Slot) -> None:
    moved = slots_moved_together(FEW, {str(n): slot for n, slot in enumerate(slots)}, to)
    assert [new.span.minutes for new in moved.values()] == [old.span.minutes for old in slots]
    pairs = zip(moved.values(), slots, strict=True)
    shifts = {(n.span.start - o.span.start, ord(n.rooms[0]) - ord(o.rooms[0])) for n, o in pairs}
    assert len(shifts) == 1


# a room by its head --------------------------------------------------------------------------------------

HELD = RoomDrag("hall", 50, 50)


@pytest.mark.parametrize(
    ("before", "x", "after"),
    [
        pytest.param(IDLE, 90, IDLE, id="idle"),
        pytest.param(HELD, 55, HELD, id="pressed, near"),
        pytest.param(HELD, 60, RoomDrag("hall", 50, 60, dragged=True), id="pressed, far"),
        pytest.param(HELD, 40, RoomDrag("hall", 50, 40, dragged=True), id="pressed, far to the left"),
        pytest.param(
            RoomDrag("hall", 50, 60, dragged=True), 51, RoomDrag("hall", 50, 51, dragged=True), id="dragged, back"
        ),
    ],
)
def test_a_pressed_room_is_dragged_from_ten_pixels_on(before: RoomDrag, x: float, after: RoomDrag) -> None:
    assert before.after_move(x, 10) == after


@pytest.mark.parametrize(
    ("room_id", "x", "by"),
    [
        ("hall", -400, 0), ("hall", 149, 0), ("hall", 151, 1), ("hall", 249, 1), ("hall", 900, 2),
        ("lab", 49, -1), ("lab", 51, 0), ("lab", 249, 0), ("lab", 251, 1), ("attic", 0, -2),
    ],
)  # fmt: skip
def test_a_room_moves_to_the_nearest_edge_which_at_its_own_column_is_nowhere(room_id: str, x: float, by: int) -> None:
    assert RoomDrag(room_id, 0, x, dragged=True).columns_moved(GRID) == by
