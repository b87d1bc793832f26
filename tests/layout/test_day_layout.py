"""Laws of the layout of a day, each against a scan of everything or against a layout made from nothing."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.layout.day_layout import OUTLINE, DayLayout, DayOptions, Hit, dirty, hit_at, lay_out, middle_at
from planner.layout.drag import DragPart
from planner.layout.grid import Block, Box, shown_on
from tests.builders import agenda, room, talk
from tests.layout.drawn_days import (
    SCALES,
    VIEWS,
    Pair,
    areas,
    days_of,
    layouts,
    moved,
    pairs,
    plans,
    points,
    session_of,
)
from tests.layout.test_blocks import cross
from tests.tries import tries

MANY = tries(300)
NEAR = 1e-6


def near(number: float) -> object:
    """Return what equals a number of pixels but for the rounding of a multiplication."""
    return pytest.approx(number, abs=NEAR)


def seen(layout: DayLayout) -> list[Block]:
    """Return the blocks that no mark replaces."""
    return [block for block in layout.spots if block not in layout.marks]


# places -------------------------------------------------------------------------------------------------


@MANY
@given(layouts(), st.integers(0, 2880), SCALES)
def test_each_session_in_a_shown_room_has_a_box_at_its_minutes_in_each_of_its_columns_at_any_zoom(
    layout: DayLayout, until: int, scale: float
) -> None:
    view, grid = layout.view, layout.grid
    assert {block.session for block in layout.spots} == {
        session.id for session, _ in shown_on(layout.agenda, layout.day, view.hidden)
    }
    for session, placement in layout.agenda.on(layout.day.date):
        blocks = [block for block in layout.spots if block.session == session.id]
        columns = [n for block in blocks for n in range(block.columns[0], block.columns[1] + 1)]
        assert sorted(columns) == list(grid.columns_of(placement.rooms))
        for box, painted in [layout.spots[block] for block in blocks if block not in layout.marks]:
            assert box.y == near((placement.span.start - grid.first) * view.scale)
            assert box.height == near(placement.span.minutes * view.scale)
            assert box.y - painted.y == near(max(OUTLINE, session.setup * view.scale))
            assert painted.bottom - box.bottom == near(max(OUTLINE, session.teardown * view.scale))
            assert (box.x - painted.x, painted.right - box.right) == (near(OUTLINE), near(OUTLINE))
            assert 0 <= box.y < box.bottom <= grid.height + NEAR

    # a view gives widths, hours and zoom, and moves nothing else
    least = 6 if view.fitted else 80 if view.beside else 150
    assert grid.column_width == near(max(least, view.width / grid.columns))
    assert (grid.snap, grid.scale, layout.size) == (view.snap, view.scale, (grid.width, grid.height))
    pending = lay_out(None, layout.agenda, layout.day, replace(view, until=until))
    assert pending.grid == replace(grid, last=max(layout.last, until))
    assert (pending.spots, pending.last) == (layout.spots, layout.last)
    zoomed = lay_out(layout, layout.agenda, layout.day, replace(view, scale=scale))
    assert list(zoomed.spots) == list(layout.spots)
    for before, after in zip(layout.boxes, zoomed.boxes, strict=True):
        assert zoomed.grid.minute(after.y) == near(grid.minute(before.y))
        assert zoomed.grid.minute(after.bottom) == near(grid.minute(before.bottom))
        assert (after.x, after.width) == (before.x, before.width)
    beside = [lay_out(None, layout.agenda, day, replace(view, beside=True)).grid for day in layout.agenda.days_in_order]
    assert len({(found.first, max(found.last, view.until)) for found in beside}) == 1


# questions ------------------------------------------------------------------------------------------------

INSIDE = st.floats(0.01, 0.99)


@MANY
@given(st.data(), INSIDE, INSIDE, st.lists(st.sampled_from([f"s{n}" for n in range(9)]), unique=True))
def test_what_is_at_a_point_or_in_an_area_is_what_a_scan_finds_there(
    data: st.DataObject, across: float, down: float, selected: list[str]
) -> None:
    layout = data.draw(layouts())
    mine = [layout.spots[block] for name in selected for block in layout.blocks if block.session == name]
    assert (layout.boxes_of(*selected), layout.painted_of(selected)) == (
        [s.box for s in mine], [s.painted for s in mine],
    )  # fmt: skip
    assert [box.y for box in layout.boxes] == sorted(layout.spots[block].box.y for block in layout.blocks)
    for x, y in data.draw(st.lists(points(layout), min_size=4, max_size=4)):
        block = next((block for block in layout.blocks if layout.spots[block].box.holds(x, y)), None)
        hit = hit_at(layout, x, y, ())
        assert (layout.at(x, y), layout.key_at(x, y)) == (block, block and block.session)
        assert (hit and (hit.session, hit.mark)) == (block and (block.session, layout.marks.get(block)))
        assert middle_at(layout, x, y) in ("", block.session if block and block not in layout.marks else "")
    for area in data.draw(st.lists(areas(layout), min_size=3, max_size=3)):
        met = [n for n, box in enumerate(layout.boxes) if box.meets(area)]
        assert layout.painted_in(area) == [n for n, painted in enumerate(layout.painted) if painted.meets(area)]
        assert layout.keys_in(area) == list(dict.fromkeys(layout.blocks[n].session for n in met))
        assert set(layout.between(area.y, area.bottom)) >= {
            n for n, box in enumerate(layout.boxes) if box.y <= area.bottom and area.y < box.bottom
        }
    check_parts(layout, across, down, selected)


def check_parts(layout: DayLayout, across: float, down: float, selected: list[str]) -> None:
    """Check the boxes, and which part of each block is hit at these shares of its width and height.

    Boxes lie in their columns and share no area. The ends are the edges; the middle is half as wide and a third as
    high; of a mark the first selected session is hit, or else the first of all.
    """
    wide = layout.grid.column_width
    for block, (box, painted) in layout.spots.items():
        first, last = block.columns
        assert first * wide - NEAR <= box.x < box.right <= (last + 1) * wide + NEAR <= layout.grid.width + 2 * NEAR
        assert block.lanes > 1 or block in layout.marks or box.width == near((last - first + 1) * wide)
        x, y = box.x + across * box.width, box.y + down * box.height
        if mark := layout.marks.get(block):
            inside = [session_of(layout, name)[1].span for name in mark.sessions]
            assert block in mark.blocks
            assert len(mark.sessions) > 1
            assert block.columns == (mark.blocks[0].columns[0],) * 2
            assert box.y == near(layout.grid.y(min(span.start for span in inside)))
            assert box.bottom == near(layout.grid.y(max(span.end for span in inside)))
            assert tuple(painted) == tuple(map(near, box.grown(OUTLINE)))
            chosen = next((name for name in selected if name in mark.sessions), mark.sessions[0])
            assert (hit_at(layout, x, y, selected), middle_at(layout, x, y)) == (
                Hit(chosen, DragPart.WHOLE, mark), "",
            )  # fmt: skip
            continue
        reach, above, below = min(6, box.height / 4), y - box.y, box.bottom - y
        if min(abs(above - reach), abs(below - reach)) > 0.001:
            part = DragPart.TOP if above < reach else DragPart.BOTTOM if below < reach else DragPart.WHOLE
            assert hit_at(layout, x, y, ()) == Hit(block.session, part)
        aside = abs(across - 0.5) * box.width - box.width / 4, abs(down - 0.5) * box.height - max(box.height / 6, 4)
        if min(map(abs, aside)) > 0.001:
            assert middle_at(layout, x, y) == (block.session if max(aside) < 0 else "")
    for one, other in combinations(layout.spots, 2):
        together = one in layout.marks and layout.marks[one] is layout.marks.get(other)
        assert together or not cross(layout.spots[one].box, layout.spots[other].box)


def test_a_block_too_low_for_edges_of_six_pixels_has_some_of_a_quarter() -> None:
    plan = agenda(room("hall"), talk("a", "hall", "09:00-09:08"))
    layout = lay_out(None, plan, plan.days_in_order[0], DayOptions(300, 1))
    hits = [hit_at(layout, 10, layout.boxes[0].y + n + 0.5, ()) for n in range(8)]

    assert [hit.part.value for hit in hits if hit] == ["top"] * 2 + ["whole"] * 4 + ["bottom"] * 2


def test_a_mark_that_begins_before_some_of_its_sessions_hides_no_other_block() -> None:
    """The sessions of the mark all stand at 9:00, although two of them start after the long one beside."""
    plan = agenda(
        room("hall"), room("lab", 1), talk("x", "hall", "09:00-12:00"), talk("long", "lab", "10:00-13:30"),
        talk("y", "hall", "11:00-12:00"), talk("z", "hall", "11:30-12:00"),
    )  # fmt: skip
    layout = lay_out(None, plan, plan.days_in_order[0], DayOptions(12, 1, fitted=True))
    (box,) = layout.boxes_of("long")

    assert len(set(layout.marks.values())) == 1
    assert layout.key_at(box.x + 1, box.bottom - 20) == "long"
    assert [layout.blocks[n].session for n in layout.painted_in(Box(box.x + 4, box.bottom - 20, 1, 1))] == ["long"]


def test_an_outline_is_painted_below_the_tallest_block() -> None:
    plan = agenda(room("hall"), talk("x", "hall", "09:00-12:00"))
    layout = lay_out(None, plan, plan.days_in_order[0], DayOptions(300, 1))

    assert layout.painted_in(Box(10, layout.boxes[0].bottom + OUTLINE - 1, 1, 1)) == [0]


# from one layout to the next ------------------------------------------------------------------------------


@MANY
@given(pairs())
def test_a_layout_made_from_another_is_the_one_made_from_nothing_and_itself_if_nothing_differs(pair: Pair) -> None:
    before, now = pair
    fresh = lay_out(None, now.agenda, now.day, now.view)
    assert (now, list(now.spots), list(now.marks)) == (fresh, list(fresh.spots), list(fresh.marks))
    assert lay_out(now, now.agenda, now.day, replace(now.view)) is now
    assert (now is before) == (now.agenda is before.agenda and (now.day, now.view) == (before.day, before.view))
    assert dirty(now, now) == []
    for day in now.agenda.days_in_order:
        assert lay_out(now, now.agenda, day, now.view).day == day


PITCH = 5.0
"""Pixels from one point of a raster to the next."""
Raster = dict[tuple[int, int], set[object]]


def drawn(layout: DayLayout) -> Iterator[tuple[Box, object]]:
    """Yield all that is painted of a layout: its area, and all that its look depends on."""
    grid, wide = layout.grid, max(layout.grid.width, layout.view.width)
    ground = (grid.rooms, grid.column_width, grid.scale, grid.first, grid.opens, grid.closes, grid.snap)
    yield Box(0, 0, wide, grid.height), ("ground", ground)
    yield Box(0, grid.y(grid.last) - 1, wide, 2), ("last line", grid.last)
    if not layout.spots:
        yield Box(0, 0, wide, grid.height), "the hint of an empty day"
    for block in seen(layout):
        box = block.box(grid)
        yield box.grown(OUTLINE), ("block", block, box)
        yield from ((buffer, ("buffer", block, buffer)) for buffer in block.buffers(grid) if buffer)
    for mark in dict.fromkeys(layout.marks.values()):
        yield mark.box(grid).grown(OUTLINE), ("mark", mark)


def raster(layout: DayLayout) -> Raster:
    """Return what is painted at each point of a coarse raster."""
    found: Raster = {}
    for box, what in drawn(layout):
        for column in range(ceil(box.x / PITCH), ceil(box.right / PITCH)):
            for row in range(ceil(box.y / PITCH), ceil(box.bottom / PITCH)):
                found.setdefault((column, row), set()).add(what)
    return found


@st.composite
def small_pairs(draw: st.DrawFn) -> Pair:
    """Draw two layouts of few pixels on grids that are mostly the same."""
    plan, view = draw(plans(most=6)), replace(draw(VIEWS), width=draw(st.integers(1, 150)), fitted=True)
    view = replace(view, scale=draw(st.floats(0.35, 0.7)))
    day = draw(days_of(plan))
    after = draw(moved(plan) | moved(plan) | moved(plan).flatmap(moved) | plans(most=6))
    if draw(st.integers(0, 5)) == 5:
        after = replace(after, rooms={name: replace(room, name="Renamed") for name, room in after.rooms.items()})
    until = draw(st.just(0) | st.integers(1, 2880))
    before = lay_out(None, plan, day, view)
    return Pair(before, lay_out(before, after, after.days[day.id], replace(view, until=until)))


@MANY
@given(small_pairs())
def test_what_is_dirty_covers_every_difference_and_is_all_only_if_the_grid_or_rooms_differ(pair: Pair) -> None:
    before, now = pair
    boxes = dirty(before, now)
    same = replace(before.grid, last=0) == replace(now.grid, last=0) and before.agenda.rooms is now.agenda.rooms
    assert (boxes is not None) == (same and bool(before.spots) == bool(now.spots))
    if boxes is None:
        return
    old, new = raster(before), raster(now)
    for column, row in {*old, *new}:
        if old.get((column, row)) != new.get((column, row)):
            assert any(box.holds(column * PITCH, row * PITCH) for box in boxes)


def related(layout: DayLayout, name: str) -> set[str]:
    """Return the sessions that overlap one in time, directly or through others, in whatever rooms."""
    found, spans = {name}, [(session.id, where.span) for session, where in layout.agenda.on(layout.day.date)]
    for _ in spans:
        found |= {one for one, span in spans if any(o in found and span.overlaps(other) for o, other in spans)}
    return found


@MANY
@given(st.data())
def test_a_session_that_moves_makes_only_itself_and_what_it_overlaps_dirty(data: st.DataObject) -> None:
    before = data.draw(layouts())
    after = data.draw(moved(before.agenda))
    now = lay_out(before, after, after.days[before.day.id], before.view)
    boxes = dirty(before, now)
    names = [name for name in after.sessions if after.sessions[name] is not before.agenda.sessions[name]]
    if boxes is None or not names:
        return
    touched = related(before, names[0]) | related(now, names[0])
    may = [*before.painted_of(touched), *now.painted_of(touched)]
    assert all(box in may or before.grid.last != now.grid.last for box in boxes)
