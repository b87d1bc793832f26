"""Laws of the arrow keys, and what they do spelled out a second time, as the item views of Qt once had it."""

from hypothesis import example, given
from hypothesis import strategies as st

from planner.layout.day_layout import DayLayout, DayOptions, lay_out
from planner.layout.grid import Box, shown_on
from planner.layout.neighbours import Way, by_place, by_time
from tests.builders import agenda, room, talk
from tests.layout.drawn_days import layouts
from tests.tries import tries

MANY = tries(300)
SIDES = st.sampled_from([Way.LEFT, Way.RIGHT, Way.UP, Way.DOWN])
Rows = list[tuple[Box, int]]


def keys_of(layout: DayLayout) -> list[str]:
    """Return the sessions of a layout in the order of the rows of the list."""
    return [session.id for session, _ in shown_on(layout.agenda, layout.day, layout.view.hidden)]


def next_row(way: Way, here: int, blocks: Rows, last: int) -> int:
    """Return the row that an arrow key moves to, or -1 if there are no rows: the first release's rule, word by word."""
    if here < 0 or way is Way.FIRST:
        return 0 if last >= 0 else -1
    if way is Way.LAST:
        return last
    mine = next(box for box, row in blocks if row == here)
    others = [(box, row) for box, row in blocks if row != here]
    if way in (Way.LEFT, Way.RIGHT):
        beside = [
            (b, r) for b, r in others if (b.x >= mine.right - 1 if way is Way.RIGHT else b.right <= mine.x + 1)
        ]  # fmt: skip
        middle = mine.y + mine.height / 2
        beside.sort(key=lambda pair: (abs(pair[0].y + pair[0].height / 2 - middle), abs(pair[0].x - mine.x)))
        return beside[0][1] if beside else here
    ahead = range(here + 1, last + 1) if way is Way.DOWN else range(here - 1, -1, -1)
    inline = {r for b, r in others if b.x < mine.right - 1 and b.right > mine.x + 1}
    return next((r for r in ahead if r in inline), ahead[0] if ahead else here)


@MANY
@given(layouts())
def test_an_arrow_key_goes_where_it_always_went_and_from_nowhere_to_the_first(layout: DayLayout) -> None:
    keys = keys_of(layout)
    rows = [(spot.box, keys.index(block.session)) for block, spot in layout.spots.items()]
    for way in Way:
        for n, here in enumerate(keys):
            assert layout.next_key(way, here, keys) == keys[next_row(way, n, rows, len(keys) - 1)]
        assert layout.next_key(way, None, keys) == (keys[0] if keys else None)
        assert by_time(way, None, [], []) is None


def test_a_session_out_of_line_with_its_neighbours_in_time_is_reached_from_none_of_them() -> None:
    """Nothing leads to ``b``: sideways the keys go to what is nearest in height, downwards to what is in line."""
    plan = agenda(
        room("left"), room("middle", 1), room("right", 2),
        talk("a", "left", "09:00-10:00"), talk("c", "right", "09:00-10:00"), talk("b", "middle", "09:10-10:10"),
        talk("d", "left", "10:00-11:00"), talk("e", "right", "10:00-11:00"),
    )  # fmt: skip
    layout = lay_out(None, plan, plan.days_in_order[0], DayOptions(600, 1))

    reached = {layout.next_key(way, here, keys_of(layout)) for way in Way for here in "acde"}

    assert reached == set("acde")


# by place, as on the moderators' board ------------------------------------------------------------------

NUMBERS = st.integers(0, 8).map(lambda n: n * 10.0)
BOXES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.builds(Box, NUMBERS, NUMBERS, st.sampled_from([10.0, 20.0, 1.0]), NUMBERS)),
    min_size=1, max_size=8,
)  # fmt: skip


def nearest(way: Way, mine: Box, others: list[tuple[str, Box]]) -> str | None:
    """Return the thing that an arrow key of the board goes to, or None: the first release's rule, word by word."""

    def far(pair: tuple[str, Box]) -> tuple[float, float]:
        box, across = pair[1], abs(pair[1].x + pair[1].width / 2 - mine.x - mine.width / 2)
        return max(0.0, box.y - mine.bottom, mine.y - box.bottom), across + abs(box.y - mine.y) / 10_000

    inline = [(k, b) for k, b in others if b.x < mine.right - 1 and b.right > mine.x + 1]
    if way is Way.DOWN:
        after = [pair for pair in inline if (pair[1].y, pair[1].x) > (mine.y, mine.x)]
        return min(after, key=lambda pair: (pair[1].y, abs(pair[1].x - mine.x)))[0] if after else None
    if way is Way.UP:
        before = [pair for pair in inline if (pair[1].y, pair[1].x) < (mine.y, mine.x)]
        return max(before, key=lambda pair: (pair[1].y, -abs(pair[1].x - mine.x)))[0] if before else None
    side = [(k, b) for k, b in others if (b.x >= mine.right - 1 if way is Way.RIGHT else b.right <= mine.x + 1)]
    return min(side, key=far)[0] if side else None


LEVEL = [("a", Box(0, 0, 10, 50)), ("b", Box(20, 30, 10, 10)), ("c", Box(20, 10, 10, 10))]
"""Two things at the same distance beside one: the upper one is nearer."""


STACK = [("a", Box(0, 80, 10, 10)), ("b", Box(0, 10, 10, 10)), ("c", Box(0, 40, 10, 10))]
"""Two things above one: the lower one is nearer."""


@MANY
@example(LEVEL, "a", Way.RIGHT)
@example(STACK, "a", Way.UP)
@given(BOXES, st.sampled_from("abcdef"), SIDES)
def test_on_the_board_an_arrow_key_goes_where_it_always_went(boxes: list[tuple[str, Box]], here: str, way: Way) -> None:
    mine = next((box for key, box in boxes if key == here), None)
    others = [pair for pair in boxes if pair[0] != here]
    assert by_place(way, here, boxes) == ((mine and nearest(way, mine, others)) or here)
