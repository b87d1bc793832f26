"""Tests of the grid, hidden rooms, set-up and clearing, tiles side by side, and the reasons in blocked times."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import LATEST, format_clock, parse_clock_time
from planner.layout.day_layout import BlockedTime, ReasonText, max_text_width, reason_boxes
from planner.layout.grid import (
    LEAST_LANE,
    LEAST_MARK,
    Box,
    Grid,
    Tile,
    bounding_box,
    column_runs,
    day_columns,
    make_day_grid,
    make_tiles,
    shown_minutes,
    tiled_sessions,
    tiles_and_clash_groups,
)
from tests.builders import DAY, agenda, day, room, talk
from tests.strategies import agendas
from tests.tries import tries


def grid(**fields: object) -> Grid:
    """Return a grid of three rooms of 100 pixels from 8:00 to 18:00, a pixel a minute, half an hour around it."""
    given = {
        "day": DAY, "rooms": ("hall", "lab", "attic"), "first": 450, "last": 1110, "opens": 480, "closes": 1080,
        "column_width": 100, "scale": 1.0,
    }  # fmt: skip
    return Grid(**(given | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hours", "times", "shown"),
    [
        pytest.param("08:00-18:00", [], "07:30-18:30", id="half an hour around the day"),
        pytest.param("08:10-18:10", [], "07:30-19:00", id="from whole half hours"),
        pytest.param("08:00-18:00", ["07:15-07:30"], "06:30-18:30", id="with what lies before it"),
        pytest.param("08:00-18:00", ["19:00-21:40"], "07:30-22:30", id="with what lies after it"),
        pytest.param("20:00-27:00", [], "19:30-27:30", id="past midnight"),
        pytest.param("00:10-12:00", [], "00:00-12:30", id="never before the day's midnight"),
        pytest.param("12:00-47:50", [], "11:30-48:00", id="never after the following night"),
    ],
)
def test_what_of_a_day_is_shown(hours: str, times: list[str], shown: str) -> None:
    opens, closes = hours.split("-")
    opened = day(opens=opens, closes=closes)

    found = shown_minutes(agenda(opened, *(talk(f"t{n}", "hall", t) for n, t in enumerate(times))), opened)

    assert [f"{minute // 60:02}:{minute % 60:02}" for minute in found] == shown.split("-")


def test_rooms_are_columns_in_their_order() -> None:
    opened = agenda(room("lab", 1), room("hall", 0), room("attic", 2))

    assert make_day_grid(opened, opened.days_in_order[0], 150, 1.7).rooms == ("hall", "lab", "attic")


@pytest.mark.parametrize(
    ("scale", "apart"),
    [
        pytest.param(8.0, 15, id="a line each quarter where there is room"),
        pytest.param(1.7, 30, id="each half hour at the usual zoom"),
        pytest.param(1.0, 60, id="each hour"),
        pytest.param(0.35, 120, id="each second hour"),
        pytest.param(0.1, 120, id="and never less"),
    ],
)
def test_lines_are_as_far_apart_as_the_zoom_asks(scale: float, apart: int) -> None:
    zoomed = grid(scale=scale)

    lines = zoomed.line_minutes(0, zoomed.height)

    assert list(lines) == [minute for minute in range(450, 1111) if minute % apart == 0]


@tries(300)
@given(st.floats(0.35, 8), st.floats(0, 1), st.floats(0, 1))
def test_every_line_in_a_part_of_the_grid_is_among_its_lines(scale: float, one: float, other: float) -> None:
    zoomed = grid(scale=scale)
    top, bottom = sorted((one * zoomed.height, other * zoomed.height))
    every = list(zoomed.line_minutes(0, zoomed.height))

    lines = list(zoomed.line_minutes(top, bottom))

    assert set(lines) <= set(every)
    assert {minute for minute in every if top <= zoomed.y(minute) <= bottom} <= set(lines)
    assert len(lines) <= (bottom - top) / scale / (every[1] - every[0]) + 3


@pytest.mark.parametrize(
    ("ask", "given", "expected"),
    [
        *[(Grid.find_columns, *pair) for pair in (((), (0, 1, 2)), (("lab",), (1,)), (("attic", "hall"), (0, 2)))],
        *[(Grid.column, *pair) for pair in ((-40, 0), (0, 0), (99.9, 0), (100, 1), (299, 2), (300, 2), (9999, 2))],
        *[(Grid.snapped, *pair) for pair in ((541, 540), (542.4, 540), (542.6, 545), (1438, 1440), (-3, -5))],
    ],
)
def test_what_a_grid_answers(ask: Callable[[Grid, object], object], given: object, expected: object) -> None:
    assert ask(grid(), given) == expected
    bare = grid(rooms=())
    assert (bare.columns, bare.width, bare.column(950), bare.find_columns(())) == (1, 100, 0, (0,))


@pytest.mark.parametrize(
    ("columns", "lane", "lanes", "box"),
    [
        pytest.param((0, 0), 0, 1, Box(0, 90, 100, 30), id="one column"),
        pytest.param((0, 2), 0, 1, Box(0, 90, 300, 30), id="three columns"),
        pytest.param((1, 1), 0, 2, Box(100, 90, 50, 30), id="the left of two lanes"),
        pytest.param((1, 1), 1, 2, Box(150, 90, 50, 30), id="the right of two lanes"),
    ],
)
def test_the_place_of_a_tile(columns: tuple[int, int], lane: int, lanes: int, box: Box) -> None:
    assert grid().box(columns, parse_clock_time("09:00"), parse_clock_time("09:30"), lane, lanes) == box


def test_the_box_around_several_reaches_to_the_outermost_of_them() -> None:
    boxes = [Box(10, 50, 30, 40), Box(60, 20, 5, 10), Box(20, 30, 10, 10)]

    assert bounding_box(boxes) == Box(10, 20, 55, 70)
    assert bounding_box(boxes[:1]) == boxes[0]


def test_a_box_ends_where_the_next_one_begins() -> None:
    box = Box(10, 20, 30, 40)

    assert [box.holds(*point) for point in ((10, 20), (39.9, 59.9), (40, 30), (20, 60), (9, 30))] == [
        True, True, False, False, False,
    ]  # fmt: skip


@given(st.floats(0, LATEST), st.floats(0.35, 8))
def test_a_minute_is_found_where_it_is_drawn(minute: float, scale: float) -> None:
    zoomed = grid(scale=scale)

    assert zoomed.minute(zoomed.y(minute)) == pytest.approx(minute)


@tries(15)
@given(agendas())
def test_the_grid_holds_the_day_and_all_that_is_placed_on_it(made: Agenda) -> None:
    for opened in made.days_in_order:
        found = make_day_grid(made, opened, 150, 1)

        assert 0 <= found.first <= opened.opens < opened.closes <= found.last <= LATEST
        for _, placement in made.day_sessions(opened.date):
            assert found.first <= placement.span.start < placement.span.end <= found.last


def test_a_room_that_is_no_column_has_one_only_on_the_days_that_it_holds_something() -> None:
    second = date(2024, 4, 26)
    made = agenda(
        day(), day(second), room("hall"), room("store", 1, column=False), talk("a", "store", "09:00-10:00", on=second)
    )

    columns = [make_day_grid(made, found, 100, 1).rooms for found in made.days_in_order]

    assert columns == [("hall",), ("hall", "store")]


# hidden rooms, set-up and clearing -------------------------------------------------------------------------

NOW = agenda(
    room("hall"), room("lab", 1), room("attic", 2), talk("a", "hall", "09:00-10:00"),
    talk("b", "lab", "09:00-10:00"), talk("c", "attic", "09:00-10:00"),
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
def test_a_hidden_room_has_no_column_and_its_sessions_no_tile(
    hidden: set[str], columns: tuple[str, ...], expected: dict[str, tuple[int, int]]
) -> None:
    (today,) = NOW.days_in_order
    grid = make_day_grid(NOW, today, 100, 1, hidden)

    assert day_columns(NOW, today, hidden) == grid.rooms == columns
    assert {tile.session: tile.columns for tile in make_tiles(grid, NOW.day_sessions(today.date))} == expected
    assert [session.id for session, _ in tiled_sessions(NOW, today, hidden)] == list(expected)


def test_setting_up_and_clearing_are_shown_too() -> None:
    now = agenda(talk("show", "hall", "10:00-11:00", setup=15), talk("end", "lab", "10:00-11:00", teardown=20))
    grid = make_day_grid(now, day(), 100, 2)
    show, end = make_tiles(grid, now.day_sessions(day().date))

    assert shown_minutes(now, day(opens="10:00", closes="11:00")) == (9 * 60, 12 * 60)
    assert (show, end) == (
        Tile("show", 600, 660, (0, 0), setup=15), Tile("end", 600, 660, (1, 1), teardown=20),
    )  # fmt: skip
    assert show.buffers(grid) == (Box(0, grid.y(585), 100, 30), None)
    assert end.buffers(grid) == (None, Box(100, grid.y(660), 100, 40))


# tiles side by side --------------------------------------------------------------------------------------

ROOMS = (room("a", 0), room("b", 1), room("c", 2), room("d", 3))


def of_day(made: Agenda) -> tuple[Grid, tuple[Tile, ...]]:
    """Return the grid and the tiles of the first day."""
    opened = made.days_in_order[0]
    grid = make_day_grid(made, opened, 120, 1)
    return grid, make_tiles(grid, made.day_sessions(opened.date))


def drawn(*sessions: Session) -> list[str]:
    """Return each tile in words: session, first and last column, lane of lanes."""
    return [
        f"{b.session} {'abcd'[b.columns[0]]}{'abcd'[b.columns[1]]} {b.lane + 1}/{b.lanes}"
        for b in of_day(agenda(*ROOMS, *sessions))[1]
    ]


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        pytest.param([talk("x", "b", "09:00-10:00")], ["x bb 1/1"], id="one room"),
        pytest.param([talk("x", ("b", "c"), "09:00-10:00")], ["x bc 1/1"], id="neighbours are one tile"),
        pytest.param([talk("x", ("a", "c"), "09:00-10:00")], ["x aa 1/1", "x cc 1/1"], id="others are two"),
        pytest.param(
            [talk("x", ("a", "b", "d"), "09:00-10:00")], ["x ab 1/1", "x dd 1/1"], id="two neighbours and another"
        ),
        pytest.param([talk("x", "", "09:00-10:00")], ["x ad 1/1"], id="all rooms"),
        pytest.param(
            [talk("x", "a", "09:00-10:00"), talk("y", "a", "10:00-11:00")],
            ["x aa 1/1", "y aa 1/1"],
            id="one after the other",
        ),
        pytest.param(
            [talk("x", "a", "09:00-10:00"), talk("y", "a", "09:30-11:00")],
            ["x aa 1/2", "y aa 2/2"],
            id="clashing ones side by side",
        ),
        pytest.param(
            [talk("x", "a", "09:00-10:00"), talk("y", "b", "09:00-10:00")],
            ["x aa 1/1", "y bb 1/1"],
            id="in two rooms they do not clash",
        ),
        pytest.param(
            [talk("x", "a", "09:00-10:00"), talk("y", "a", "09:30-10:30"), talk("z", "a", "10:00-11:00")],
            ["x aa 1/2", "y aa 2/2", "z aa 1/2"],
            id="a lane is free again when its session is over",
        ),
        pytest.param(
            [talk("x", ("a", "b"), "09:00-10:00"), talk("y", "b", "09:30-10:30")],
            ["x aa 1/1", "x bb 1/2", "y bb 2/2"],
            id="only the room of a clash has lanes",
        ),
        pytest.param(
            [talk("x", "", "09:00-10:00"), talk("y", "d", "09:30-10:30")],
            ["x ac 1/1", "x dd 1/2", "y dd 2/2"],
            id="the whole venue makes room only where it clashes",
        ),
        pytest.param(
            [talk("x", "a", "09:00-09:30"), talk("y", "b", "09:00-09:30"), talk("z", ("a", "b"), "09:15-10:00")],
            ["x aa 1/2", "y bb 1/2", "z aa 2/2", "z bb 2/2"],
            id="two that meet only through a third share its lanes",
        ),
    ],
)
def test_what_is_drawn(sessions: Sequence[Session], expected: list[str]) -> None:
    assert sorted(drawn(*sessions)) == sorted(expected)


def test_a_night_is_drawn_past_midnight() -> None:
    made = agenda(day(opens="20:00", closes="27:00"), *ROOMS, talk("x", "b", "23:30-25:30"))

    grid, (tile,) = of_day(made)

    assert tile.box(grid) == Box(120, (23.5 - 19.5) * 60, 120, 120)


@pytest.mark.parametrize(
    ("columns", "runs"),
    [((), []), ((2,), [(2, 2)]), ((0, 1, 2), [(0, 2)]), ((0, 2), [(0, 0), (2, 2)]), ((0, 1, 3), [(0, 1), (3, 3)])],
)
def test_neighbouring_columns_are_one_run(columns: tuple[int, ...], runs: list[tuple[int, int]]) -> None:
    assert column_runs(columns) == runs


def cross(one: Box, other: Box) -> bool:
    """Return whether two boxes overlap by more than the rounding of a division."""
    near = 1e-6
    return (
        one.x + near < other.x + other.width
        and other.x + near < one.x + one.width
        and one.y + near < other.y + other.height
        and other.y + near < one.y + one.height
    )


# sessions that do not fit beside the others --------------------------------------------------------------

CROWDS = st.lists(st.tuples(st.sampled_from("aab"), st.integers(0, 20), st.integers(1, 8)), max_size=40)
WIDTHS = st.sampled_from([6, 8, 9, 17, 18, 21, 27, 51, 52, 80, 150, 400])


def crowd(found: Sequence[tuple[str, int, int]]) -> tuple[Grid, tuple[Tile, ...]]:
    """Return the tiles of sessions given as room, start and length, both in steps of ten minutes."""
    made = agenda(
        *ROOMS,
        *(
            talk(f"s{n}", where, f"{format_clock(480 + 10 * start)}-{format_clock(480 + 10 * (start + length))}")
            for n, (where, start, length) in enumerate(found)
        ),
    )
    return of_day(made)


def marks(count: int, width: float) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the lanes and the folds of `count` simultaneous sessions in a column of that width.

    Lanes are those of the tiles that are shown; a fold has the number of its sessions and its places.
    """
    _grid, placed = crowd([("a", 6, 5)] * count)
    shown, folds = tiles_and_clash_groups(placed, width)
    return [(b.lane, b.lanes) for b in shown], [(len(f.sessions), f.places) for f in folds]


@pytest.mark.parametrize(
    ("count", "width", "shown", "folds"),
    [
        pytest.param(2, 21, [(0, 2), (1, 2)], [], id="two have room in a narrow column"),
        pytest.param(3, 21, [], [(3, 1)], id="three have not: one mark for all"),
        pytest.param(385, 6, [], [(385, 1)], id="in the narrowest column"),
        pytest.param(16, 150, [(n, 16) for n in range(16)], [], id="sixteen in a wide one"),
        pytest.param(17, 150, [(n, 5) for n in range(4)], [(13, 5)], id="of seventeen, four and a mark for the rest"),
        pytest.param(385, 150, [(n, 5) for n in range(4)], [(381, 5)], id="of as many as one likes"),
    ],
)
def test_what_has_no_room_is_one_mark(
    count: int, width: float, shown: list[tuple[int, int]], folds: list[tuple[int, int]]
) -> None:
    assert marks(count, width) == (shown, folds)


@tries(60)
@given(CROWDS, WIDTHS)
def test_at_any_width_each_session_is_seen_or_counted_in_a_mark(found: list[tuple[str, int, int]], width: int) -> None:
    _grid, placed = crowd(found)

    shown, folds = tiles_and_clash_groups(placed, width)

    counted = [(tile.session, tile.columns) for fold in folds for tile in fold.tiles]
    seen = [(tile.session, tile.columns) for tile in shown]
    assert sorted(seen + counted) == sorted((tile.session, tile.columns) for tile in placed)
    assert all(tile.lanes == 1 or width / tile.lanes >= LEAST_LANE for tile in shown)
    assert all(len(fold.tiles) > 1 and width / fold.places >= min(LEAST_MARK, width) for fold in folds)


def test_four_hundred_at_once_are_laid_out_within_a_frame() -> None:
    began = perf_counter()
    _grid, placed = crowd([("a", 6, 5)] * 400)
    made = perf_counter()

    assert len(tiles_and_clash_groups(placed, 21)[1]) == 1
    assert made - began < 0.5


def test_a_session_left_alone_beside_those_that_stay_keeps_its_tile() -> None:
    _grid, placed = crowd([("a", 0, 18), *[("a", 0, 1)] * 5, ("a", 6, 6)])

    shown, folds = tiles_and_clash_groups(placed, 52)

    assert [(tile.session, tile.lane, tile.lanes) for tile in shown] == [("s0", 0, 2), ("s6", 1, 2)]
    assert [fold.sessions for fold in folds] == [("s1", "s2", "s3", "s4", "s5")]


# the places of the reasons in blocked times ---------------------------------------------------------------

GRID = Grid(DAY, ("hall", "lab"), 480, 1080, 480, 1080, 150, 1)
LINE = 15
Spots = dict[int, list[tuple[Box, str]]]


def laid(*parts: BlockedTime, tiles: tuple[Box, ...] = (), width: float = 40) -> Spots:
    """Return the texts of blocked times on a grid of two columns, a pixel a minute."""
    return reason_boxes(GRID, [(part, ReasonText(part.why, width)) for part in parts], tiles, LINE)


def tile(start: int, end: int, column: int = 0) -> Box:
    """Return the box of a tile that fills a column."""
    return GRID.box((column, column), start, end)


def meet(one: Box, other: Box) -> bool:
    """Return whether two boxes share an area."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 1e-9 and down > 1e-9


HALF = Box(75, 120, 75, 60)


@pytest.mark.parametrize(
    ("times", "tiles", "width", "expected"),
    [
        pytest.param([(480, 1080)], (), 40, [4, 204, 404, 581], id="a long time says why again, and at its end"),
        pytest.param([(600, 619)], (), 40, [124], id="a time just high enough"),
        pytest.param([(600, 618)], (), 40, [], id="a time too low for a text has none"),
        pytest.param([(0, 480), (1080, 1440)], (), 40, [], id="nor has what lies outside the hours"),
        pytest.param([(600, 660)], (tile(590, 620),), 40, [142], id="below a tile"),
        pytest.param([(600, 660)], (tile(590, 620, 1),), 40, [124], id="a tile in another column moves nothing"),
        pytest.param([(600, 660)], (HALF,), 50, [124], id="nor one beside the text"),
        pytest.param([(600, 660)], (HALF,), 90, [], id="which leaves no room for a wider text"),
        pytest.param([(720, 840)], (tile(720, 815),), 40, [337], id="a lunch over most of it leaves one text"),
        pytest.param([(600, 660)], (tile(590, 650),), 40, [], id="where tiles leave no room nothing is said"),
    ],
)
def test_where_texts_stand(
    times: list[tuple[int, int]], tiles: tuple[Box, ...], width: float, expected: list[float]
) -> None:
    parts = [BlockedTime((0, 0), start, end, "Closed") for start, end in times]

    assert [box.y for box, _text in laid(*parts, tiles=tiles, width=width)[0]] == expected


def test_texts_of_several_columns_and_times_stand_in_each_and_do_not_lie_on_each_other() -> None:
    spots = laid(BlockedTime((0, 1), 600, 660, "Ada is away"), BlockedTime((1, 1), 600, 700, "Closed"))

    assert [(box.x, text) for box, text in spots[0]] == [(8, "Ada is away")]
    assert [(box.x, text) for box, text in spots[1]] == [(158, "Ada is away"), (158, "Closed"), (158, "Closed")]
    assert not any(meet(one, other) for (one, _), (other, _) in combinations(spots[1], 2))
    large = [(BlockedTime((0, 0), 600, 690, "Closed"), ReasonText("Closed", 40))]
    assert reason_boxes(GRID, large, (), 90) == {0: []}  # the font is higher than the time


@pytest.mark.parametrize("width", [60, 150, 400.5])
def test_the_widest_text_fits_into_its_column(width: float) -> None:
    grid = Grid(DAY, ("hall",), 480, 1080, 480, 1080, width, 1)
    spots = reason_boxes(
        grid, [(BlockedTime((0, 0), 600, 640, "Closed"), ReasonText("Closed", max_text_width(grid)))], (), LINE
    )

    ((box, _text),) = spots[0]
    assert box.x > 0
    assert box.x + box.width < width


COLUMNS = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda pair: (min(pair), max(pair)))
TIMES = st.tuples(COLUMNS, st.integers(0, 1500), st.integers(1, 900))
LANES = st.integers(1, 3).flatmap(lambda lanes: st.tuples(st.integers(0, lanes - 1), st.just(lanes)))
SCALES = st.floats(0.35, 8)


@tries(300)
@given(
    st.lists(st.tuples(TIMES, st.floats(1, 76)), min_size=1, max_size=5),
    st.lists(st.tuples(TIMES, LANES), max_size=12),
    SCALES,
    st.sampled_from([12.0, 14.515625, 30.0, 90.0]),
)
def test_texts_lie_in_their_time_and_on_no_tile_and_no_other_text(
    blocked: list[tuple[tuple[tuple[int, int], int, int], float]],
    placed: list[tuple[tuple[tuple[int, int], int, int], tuple[int, int]]],
    scale: float,
    line: float,
) -> None:
    grid = Grid(DAY, ("a", "b", "c", "d"), 480, 1080, 480, 1080, 100, scale)
    parts = [(BlockedTime(columns, start, start + length, str(n)), width)
             for n, ((columns, start, length), width) in enumerate(blocked)]  # fmt: skip
    tiles = [grid.box(columns, start, start + length, *lane) for (columns, start, length), lane in placed]

    spots = reason_boxes(grid, [(part, ReasonText(part.why, width)) for part, width in parts], tiles, line)

    for column, texts in spots.items():
        for box, text in texts:
            part, width = parts[int(text)]
            area = part.box(grid)
            assert part.columns[0] <= column <= part.columns[1]
            assert (box.width, box.height) == (width + 8, line)
            assert column * 100 <= box.x
            assert box.x + box.width <= (column + 1) * 100
            assert area.y <= box.y
            assert box.y + box.height <= area.y + area.height + 1e-9
            assert not any(meet(box, tile) for tile in tiles)
        assert not any(meet(one, other) for (one, _), (other, _) in combinations(texts, 2))


@tries(300)
@given(st.integers(480, 1000), st.integers(1, 600), SCALES)
def test_a_time_without_tiles_always_says_why_if_it_is_high_enough(start: int, length: int, scale: float) -> None:
    grid = Grid(DAY, ("a",), 480, 1080, 480, 1080, 100, scale)
    part = BlockedTime((0, 0), start, start + length, "Closed")

    spots = reason_boxes(grid, [(part, ReasonText("Closed", 40))], (), LINE)

    assert bool(spots[0]) == (part.box(grid).height >= LINE + 4)
