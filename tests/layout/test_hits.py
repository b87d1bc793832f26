"""Laws of the part of a block that a point hits."""

from hypothesis import given
from hypothesis import strategies as st

from planner.layout.blocks import Block
from planner.layout.day_layout import DayLayout, DayOptions, Hit, hit_at, lay_out, middle_at
from planner.layout.drag import DragPart
from tests.builders import agenda, room, talk
from tests.layout.drawn_days import layouts, points
from tests.tries import tries

MANY = tries(300)


def scanned(layout: DayLayout, x: float, y: float) -> Block | None:
    """Return the first block at a point, or None, by looking at all of them."""
    return next((block for block, spot in layout.spots.items() if spot.box.holds(x, y)), None)


@MANY
@given(st.data())
def test_a_point_hits_a_session_exactly_where_a_block_is(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    for x, y in data.draw(st.lists(points(layout), min_size=4, max_size=4)):
        block, hit = scanned(layout, x, y), hit_at(layout, x, y, ())
        assert (hit and (hit.session, hit.mark)) == (block and (block.session, layout.marks.get(block)))
        assert middle_at(layout, x, y) in ("", block.session if block and block not in layout.marks else "")


@MANY
@given(layouts(), st.floats(0.01, 0.99))
def test_the_ends_of_a_block_are_its_edges_and_the_rest_is_the_whole_of_it(layout: DayLayout, part: float) -> None:
    for block, (box, _painted) in layout.spots.items():
        if block in layout.marks:
            continue
        y, reach = box.y + part * box.height, min(6, box.height / 4)
        above, below = y - box.y, box.bottom - y
        if abs(above - reach) > 0.001 and abs(below - reach) > 0.001:
            expected = DragPart.TOP if above < reach else DragPart.BOTTOM if below < reach else DragPart.WHOLE
            assert hit_at(layout, box.x + box.width / 2, y, ()) == Hit(block.session, expected)


@MANY
@given(layouts(), st.lists(st.sampled_from([f"s{n}" for n in range(9)]), unique=True))
def test_of_a_mark_the_first_selected_session_is_hit_or_else_the_first_of_all(
    layout: DayLayout, selected: list[str]
) -> None:
    for block, mark in layout.marks.items():
        box = layout.spots[block].box
        hit = hit_at(layout, box.x + box.width / 2, box.y + box.height / 2, selected)
        chosen = next((name for name in selected if name in mark.sessions), mark.sessions[0])
        assert hit == Hit(chosen, DragPart.WHOLE, mark)
        assert middle_at(layout, box.x + box.width / 2, box.y + box.height / 2) == ""


@MANY
@given(layouts(), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_the_middle_is_half_as_wide_as_its_block_and_a_third_as_high(
    layout: DayLayout, across: float, down: float
) -> None:
    for block, (box, _painted) in layout.spots.items():
        x, y = abs(across - 0.5) * box.width, abs(down - 0.5) * box.height
        inside = x < box.width / 4 and y < max(box.height / 6, 4)
        if block not in layout.marks and abs(x - box.width / 4) > 0.001 and abs(y - max(box.height / 6, 4)) > 0.001:
            found = middle_at(layout, box.x + across * box.width, box.y + down * box.height)
            assert found == (block.session if inside else "")


def test_a_block_too_low_for_edges_of_six_pixels_has_some_of_a_quarter() -> None:
    plan = agenda(room("hall"), talk("a", "hall", "09:00-09:08"))
    layout = lay_out(None, plan, plan.days_in_order[0], DayOptions(300, 1))
    top = layout.boxes[0].y

    hits = [hit_at(layout, 10, top + n + 0.5, ()) for n in range(8)]

    assert [hit.part.value for hit in hits if hit] == ["top"] * 2 + ["whole"] * 4 + ["bottom"] * 2
