"""Tests of a drag: the time and rooms that a position of the pointer means."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Session
from planner.domain.enums import Kind
from planner.domain.span import LATEST, Span, minutes_of
from planner.layout.drag import Drag, DragPart, Slot
from planner.layout.grid import Grid, grid_of
from tests.builders import DAY, agenda, day, room, span, talk

ROOMS = ("hall", "lab", "attic")
GRID = grid_of(agenda(*(room(name, n) for n, name in enumerate(ROOMS))), day(), column_width=100, scale=2)
NIGHT = grid_of(
    agenda(night := day(opens="20:00", closes="27:00"), *(room(n, i) for i, n in enumerate(ROOMS))), night, 100, 2
)
KEYNOTE = talk("keynote", "hall", "09:00-09:45")


def grabbed(session: Session, minute: float = 10, *, hold: DragPart = DragPart.WHOLE, grid: Grid = GRID) -> Drag:
    """Return a drag of a session held so many minutes below its top, in the first of its columns."""
    placement = session.placement
    origin = Slot(placement.span, placement.rooms) if placement else None
    column = grid.columns_of(placement.rooms)[0] if placement else 0
    return Drag(grid, session, origin, minute, column, hold)


def at(room: str, time: str, grid: Grid = GRID) -> tuple[float, float]:
    """Return the middle of a room's column, at a time."""
    return (ROOMS.index(room) + 0.5) * grid.column_width, grid.y(minutes_of(time))


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
def test_a_block_follows_its_top_not_the_pointer(drag: Drag, room: str, pointer: str, expected: Slot) -> None:
    assert drag.moved(*at(room, pointer, drag.grid)) == expected


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
    assert grabbed(KEYNOTE, 0, hold=hold).moved(*at("lab", pointer)) == expected


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

    assert grabbed(wide, 0).moved(*at(to, "09:00")).rooms == expected


@pytest.mark.parametrize(
    ("kind", "rooms"), [(Kind.TALK, ("lab",)), (Kind.BREAK, ()), (Kind.OPENING, ())], ids=lambda v: str(v)
)
def test_from_the_tray_it_takes_the_room_below_unless_its_kind_is_for_all(kind: Kind, rooms: tuple[str, ...]) -> None:
    assert grabbed(talk("new", kind=kind)).moved(*at("lab", "10:10")) == slot("10:00-10:30", *rooms)


def test_everywhere_and_without_rooms_it_is_the_whole_venue() -> None:
    bare = replace(GRID, rooms=())

    assert grabbed(KEYNOTE).moved(*at("lab", "10:10"), everywhere=True) == slot("10:00-10:45")
    assert grabbed(talk("new"), grid=bare).moved(50, bare.y(610)) == slot("10:00-10:30")


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

    assert drag.stepped(drag.origin, minutes=minutes, columns=columns) == expected


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
        return grabbed(session, draw(PLACES), grid=grid_of(agenda(*made), day(), 100, 2))
    placed = talk("x", tuple(sorted(rooms, key=ROOMS.index)), "09:00-09:30")
    assert placed.placement
    placed = replace(
        placed, minutes=minutes, placement=replace(placed.placement, span=Span(DAY, start, start + minutes))
    )
    grid = grid_of(agenda(*made, placed), day(), 100, 2)
    return grabbed(placed, draw(PLACES), hold=draw(HOLDS), grid=grid)


@given(drags(), PLACES, PLACES, st.booleans())
def test_a_drag_never_leaves_the_grid(drag: Drag, x: float, y: float, everywhere: bool) -> None:
    grid = drag.grid

    found = drag.moved(x, y, everywhere=everywhere)

    assert set(found.rooms) <= set(grid.rooms)
    if drag.session.minutes <= grid.last - grid.first:
        assert grid.first <= found.span.start < found.span.end <= grid.last
    if drag.hold is DragPart.WHOLE:
        assert found.span.minutes == drag.session.minutes


@given(drags(), st.integers(-3000, 3000), st.integers(-5, 5))
def test_keys_never_leave_the_grid(drag: Drag, minutes: int, columns: int) -> None:
    grid = drag.grid
    start = drag.origin or drag.moved(0, 0)

    found = drag.stepped(start, minutes=minutes, columns=columns)

    assert len(found.rooms) == len(start.rooms)
    assert found.span.minutes == start.span.minutes
    if found.span.minutes <= grid.last - grid.first:
        assert grid.first <= found.span.start < found.span.end <= grid.last
