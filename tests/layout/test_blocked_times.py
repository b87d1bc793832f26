"""The places of the reasons in blocked times: readable, inside their time, and beside no block."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.layout.day_layout import BlockedTime, ReasonText, reason_boxes, text_room
from planner.layout.grid import Box, Grid
from tests.builders import DAY
from tests.tries import tries

GRID = Grid(DAY, ("hall", "lab"), 480, 1080, 480, 1080, 150, 1)
LINE = 15
Spots = dict[int, list[tuple[Box, str]]]


def laid(*parts: BlockedTime, blocks: tuple[Box, ...] = (), width: float = 40) -> Spots:
    """Return the texts of blocked times on a grid of two columns, a pixel a minute."""
    return reason_boxes(GRID, [(part, ReasonText(part.why, width)) for part in parts], blocks, LINE)


def block(start: int, end: int, column: int = 0) -> Box:
    """Return the box of a block that fills a column."""
    return GRID.box((column, column), start, end)


def meet(one: Box, other: Box) -> bool:
    """Return whether two boxes share an area."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 1e-9 and down > 1e-9


HALF = Box(75, 120, 75, 60)


@pytest.mark.parametrize(
    ("times", "blocks", "width", "expected"),
    [
        pytest.param([(480, 1080)], (), 40, [4, 204, 404, 581], id="a long time says why again, and at its end"),
        pytest.param([(600, 619)], (), 40, [124], id="a time just high enough"),
        pytest.param([(600, 618)], (), 40, [], id="a time too low for a text has none"),
        pytest.param([(0, 480), (1080, 1440)], (), 40, [], id="nor has what lies outside the hours"),
        pytest.param([(600, 660)], (block(590, 620),), 40, [142], id="below a block"),
        pytest.param([(600, 660)], (block(590, 620, 1),), 40, [124], id="a block in another column moves nothing"),
        pytest.param([(600, 660)], (HALF,), 50, [124], id="nor one beside the text"),
        pytest.param([(600, 660)], (HALF,), 90, [], id="which leaves no room for a wider text"),
        pytest.param([(720, 840)], (block(720, 815),), 40, [337], id="a lunch over most of it leaves one text"),
        pytest.param([(600, 660)], (block(590, 650),), 40, [], id="where blocks leave no room nothing is said"),
    ],
)
def test_where_texts_stand(
    times: list[tuple[int, int]], blocks: tuple[Box, ...], width: float, expected: list[float]
) -> None:
    parts = [BlockedTime((0, 0), start, end, "Closed") for start, end in times]

    assert [box.y for box, _text in laid(*parts, blocks=blocks, width=width)[0]] == expected


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
        grid, [(BlockedTime((0, 0), 600, 640, "Closed"), ReasonText("Closed", text_room(grid)))], (), LINE
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
def test_texts_lie_in_their_time_and_on_no_block_and_no_other_text(
    blocked: list[tuple[tuple[tuple[int, int], int, int], float]],
    placed: list[tuple[tuple[tuple[int, int], int, int], tuple[int, int]]],
    scale: float,
    line: float,
) -> None:
    grid = Grid(DAY, ("a", "b", "c", "d"), 480, 1080, 480, 1080, 100, scale)
    parts = [(BlockedTime(columns, start, start + length, str(n)), width)
             for n, ((columns, start, length), width) in enumerate(blocked)]  # fmt: skip
    blocks = [grid.box(columns, start, start + length, *lane) for (columns, start, length), lane in placed]

    spots = reason_boxes(grid, [(part, ReasonText(part.why, width)) for part, width in parts], blocks, line)

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
            assert not any(meet(box, block) for block in blocks)
        assert not any(meet(one, other) for (one, _), (other, _) in combinations(texts, 2))


@tries(300)
@given(st.integers(480, 1000), st.integers(1, 600), SCALES)
def test_a_time_without_blocks_always_says_why_if_it_is_high_enough(start: int, length: int, scale: float) -> None:
    grid = Grid(DAY, ("a",), 480, 1080, 480, 1080, 100, scale)
    part = BlockedTime((0, 0), start, start + length, "Closed")

    spots = reason_boxes(grid, [(part, ReasonText("Closed", 40))], (), LINE)

    assert bool(spots[0]) == (part.box(grid).height >= LINE + 4)
