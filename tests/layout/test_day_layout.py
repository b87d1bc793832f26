"""Laws of the layout of a day and of its arrow keys, each against a scan of all or a layout made from nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from math import ceil
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Session
from planner.domain.span import LATEST, Span
from planner.domain.value_objects import Placement
from planner.layout.day_layout import (
    DayLayout,
    DayOptions,
    Hit,
    compute_layout,
    dirty_areas,
    find_hit,
    session_in_tile_middle,
)
from planner.layout.drag import DragPart
from planner.layout.grid import SNAPS, Box, Tile, tiled_sessions
from planner.layout.neighbours import Direction, nearest_key_by_place, next_key_by_time
from planner.layout.strips import OUTLINE, STRIP
from tests.builders import DAY, agenda, day, room, talk
from tests.layout.test_grid import cross
from tests.tries import tries

NEXT = DAY + timedelta(days=1)
ROOMS = ("a", "b", "c", "d")


def among(names: Sequence[str], mask: int) -> tuple[str, ...]:
    """Return the names whose bits are set: a number is drawn faster than a set."""
    return tuple(name for n, name in enumerate(names) if mask >> n & 1)


SCALES = st.sampled_from([0.35, 1.0, 1.7, 3.3, 8.0]) | st.floats(0.35, 8)
WIDTHS = st.sampled_from([0, 20, 30, 47, 60, 333, 700, 1001])
PADDINGS = st.sampled_from([0, 0, 0, 1, 7, 45])
STARTS = st.integers(531, 575) | st.integers(531, 800) | st.integers(0, LATEST - 1)
"""Minutes at which sessions start; most are so near each other that they overlap."""
PLACES = st.builds(
    lambda start, minutes, mask: (start, min(LATEST, start + minutes), among(ROOMS, mask)),
    STARTS, st.integers(1, 9) | st.integers(1, 120), st.sampled_from([0, 1, 2, 4, 8]) | st.integers(0, 15),
)  # fmt: skip
"""A start, an end and rooms; no room is the whole venue."""
LEAST = st.sampled_from([0, 2, 4, 4])
TALKS = st.tuples(PLACES, st.sampled_from([DAY, DAY, DAY, DAY, NEXT]), PADDINGS, PADDINGS)


@st.composite
def plans(draw: st.DrawFn, most: int = 9, rooms: Sequence[str] = ROOMS) -> Agenda:
    """Draw a conference of two days with most of its sessions at the same time of the first; some rooms may be new."""
    there = rooms[: draw(st.sampled_from([0, 1, 2, 3, 4, 4]))]
    made = []
    drawn = draw(st.lists(TALKS, min_size=draw(LEAST), max_size=most))
    for n, ((start, end, where), on, setup, teardown) in enumerate(drawn):
        placement = Placement(Span(on, start, end), tuple(name for name in where if name in there))
        made.append(talk(f"s{n}", placement=placement, minutes=end - start, setup=setup, teardown=teardown))
    opens = draw(st.integers(0, 540))
    first = replace(day(), opens=opens, closes=draw(st.integers(opens + 1, 1500)))
    shown = draw(st.just(15) | st.integers(0, 15))
    columns = [room(name, n, column=bool(shown >> n & 1)) for n, name in enumerate(there)]
    return replace(agenda(first, day(NEXT, "07:10", "21:20"), *columns, *made), rooms={r.id: r for r in columns})


HIDDEN = st.sampled_from([0, 0, 2, 8, 11]).map(lambda mask: frozenset(among(ROOMS, mask)))
VIEWS = st.builds(
    DayOptions, WIDTHS, SCALES, HIDDEN, st.sampled_from(SNAPS),
    st.booleans(), st.sampled_from([True, True, False]), st.just(0) | st.integers(1, LATEST),
)  # fmt: skip


def days_of(plan: Agenda) -> st.SearchStrategy[Day]:
    """Draw a day of the plan, mostly the one with the sessions."""
    first, second = plan.days_in_order
    return st.sampled_from([first, first, first, first, second])


@st.composite
def layouts(draw: st.DrawFn) -> DayLayout:
    """Draw the layout of a day, made from nothing."""
    plan = draw(plans())
    return compute_layout(None, plan, draw(days_of(plan)), draw(VIEWS))


@st.composite
def moved(draw: st.DrawFn, plan: Agenda) -> Agenda:
    """Draw the plan after one of its sessions was moved; the same plan if it has none."""
    if not plan.sessions:
        return plan
    start, end, rooms = draw(PLACES)
    name = draw(st.sampled_from(sorted(plan.sessions)))
    where = [room for room in rooms if room in plan.rooms]
    return plan.after(place(plan, name, DAY, start, where, minutes=end - start))


@st.composite
def views_after(draw: st.DrawFn, view: DayOptions) -> DayOptions:
    """Draw the view after one thing of it was changed, or nothing, or everything."""
    other, name = draw(VIEWS), draw(st.sampled_from(["", "all", *DayOptions.__slots__]))
    return other if name == "all" else replace(view, **{name: getattr(other, name)}) if name else view


class Pair(NamedTuple):
    """A layout, and one made from it after a change of the plan or of the view."""

    before: DayLayout
    now: DayLayout


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Draw two layouts, one made from the other, of which mostly one thing differs."""
    before = draw(layouts())
    agenda = draw(st.sampled_from([before.agenda, before.agenda, None]))
    agenda = agenda or draw(moved(before.agenda) | moved(before.agenda) | plans())
    today = draw(st.sampled_from([before.day.id] * 4 + list(agenda.days)))
    return Pair(before, compute_layout(before, agenda, agenda.days[today], draw(views_after(before.view))))


def session_of(layout: DayLayout, name: str) -> tuple[Session, Placement]:
    """Return a session of the layout's day with its placement."""
    return next(pair for pair in layout.agenda.day_sessions(layout.day.date) if pair[0].id == name)


PARTS = st.sampled_from([0.0, 0.25, 0.5, 1.0]) | st.floats(-0.1, 1.1)
SHIFTS = st.sampled_from([0.0, 0.0, 0.0, -0.5, 0.5, -2.5, 2.5])


@st.composite
def points(draw: st.DrawFn, layout: DayLayout) -> tuple[float, float]:
    """Draw a point: in, at the edge of or just beside a tile, or anywhere on the grid."""
    anywhere = Box(-9, -9, layout.grid.width + 18, layout.grid.height + 18)
    box = draw(st.sampled_from([anywhere, *layout.boxes]))
    x, y = box.x + draw(PARTS) * box.width, box.y + draw(PARTS) * box.height
    return x + draw(SHIFTS), y + draw(SHIFTS)


@st.composite
def areas(draw: st.DrawFn, layout: DayLayout) -> Box:
    """Draw an area between two points."""
    one, other = draw(points(layout)), draw(points(layout))
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Box(left, top, right - left, bottom - top)


MANY = tries(300)
NEAR = 1e-6


def near(number: float) -> object:
    """Return what equals a number of pixels but for the rounding of a multiplication."""
    return pytest.approx(number, abs=NEAR)


def seen(layout: DayLayout) -> list[Tile]:
    """Return the tiles that no mark replaces."""
    return [tile for tile in layout.spots if tile not in layout.marks]


# places -------------------------------------------------------------------------------------------------


@MANY
@given(layouts(), st.integers(0, 2880), SCALES)
def test_each_session_in_a_shown_room_has_a_box_at_its_minutes_in_each_of_its_columns_at_any_zoom(
    layout: DayLayout, until: int, scale: float
) -> None:
    view, grid = layout.view, layout.grid
    assert {tile.session for tile in layout.spots} == {
        session.id for session, _ in tiled_sessions(layout.agenda, layout.day, layout.hidden)
    }
    for session, placement in layout.agenda.day_sessions(layout.day.date):
        tiles = [tile for tile in layout.spots if tile.session == session.id]
        columns = [n for tile in tiles for n in range(tile.columns[0], tile.columns[1] + 1)]
        assert sorted(columns) == list(grid.find_columns(placement.rooms))
        for spot in [layout.spots[tile] for tile in tiles if tile not in layout.marks]:
            box, painted = spot.box, spot.painted
            assert box.y == near((placement.span.start - grid.first) * view.scale)
            assert box.height == near(placement.span.minutes * view.scale)
            assert box.y - painted.y == near(max(OUTLINE, session.setup * view.scale))
            below = 0 if spot.others is None else STRIP - box.height + OUTLINE
            assert painted.bottom - box.bottom == near(max(OUTLINE, session.teardown * view.scale, below))
            assert box.height < STRIP if spot.others is not None else box.height >= STRIP or not spot.covered
            assert (box.x - painted.x, painted.right - box.right) == (near(OUTLINE), near(OUTLINE))
            assert 0 <= box.y < box.bottom <= grid.height + NEAR

    # a view gives widths, hours and zoom, and moves nothing else
    share = view.width / grid.columns
    least = 64 if view.fitted else 80 if view.beside else 196 if share < 150 else 150
    assert grid.column_width == near(max(least, share))
    assert (grid.snap, grid.scale, layout.size) == (view.snap, view.scale, (grid.width, grid.height))
    pending = compute_layout(None, layout.agenda, layout.day, replace(view, until=until))
    assert pending.grid == replace(grid, last=max(layout.last, until))
    assert (pending.spots, pending.last) == (layout.spots, layout.last)
    zoomed = compute_layout(layout, layout.agenda, layout.day, replace(view, scale=scale))
    assert list(zoomed.spots) == list(layout.spots)
    for before, after in zip(layout.boxes, zoomed.boxes, strict=True):
        assert zoomed.grid.minute(after.y) == near(grid.minute(before.y))
        assert zoomed.grid.minute(after.bottom) == near(grid.minute(before.bottom))
        assert (after.x, after.width) == (before.x, before.width)
    beside = [
        compute_layout(None, layout.agenda, day, replace(view, beside=True)).grid for day in layout.agenda.days_in_order
    ]
    assert len({(found.first, max(found.last, view.until)) for found in beside}) == 1


# questions ------------------------------------------------------------------------------------------------

INSIDE = st.floats(0.01, 0.99)


@MANY
@given(st.data(), INSIDE, INSIDE, st.lists(st.sampled_from([f"s{n}" for n in range(9)]), unique=True))
def test_what_is_at_a_point_or_in_an_area_is_what_a_scan_finds_there(
    data: st.DataObject, across: float, down: float, selected: list[str]
) -> None:
    layout = data.draw(layouts())
    mine = [layout.spots[tile] for name in selected for tile in layout.tiles if tile.session == name]
    assert (layout.find_boxes(*selected), layout.painted_areas(selected)) == (
        [s.box for s in mine], [s.painted for s in mine],
    )  # fmt: skip
    assert [box.y for box in layout.boxes] == sorted(layout.spots[tile].box.y for tile in layout.tiles)
    for x, y in data.draw(st.lists(points(layout), min_size=4, max_size=4)):
        tile = next((tile for tile in layout.tiles if layout.spots[tile].box.holds(x, y)), None)
        if tile is None or layout.spots[tile].box.height >= STRIP:  # a strip lies over what is below it
            tile = next((head for head, spot in layout.tiles_with_strip if spot.strip.holds(x, y)), tile)
        hit = find_hit(layout, x, y, ())
        assert (layout.find_tile(x, y), layout.find_key(x, y)) == (tile, tile and tile.session)
        assert (hit and (hit.session, hit.mark)) == (tile and (tile.session, layout.marks.get(tile)))
        assert session_in_tile_middle(layout, x, y) in ("", tile.session if tile and tile not in layout.marks else "")
    for area in data.draw(st.lists(areas(layout), min_size=3, max_size=3)):
        met = [n for n, box in enumerate(layout.boxes) if box.meets(area)]
        assert layout.painted_tile_indices(area) == [
            n for n, painted in enumerate(spot.painted for spot in layout.places) if painted.meets(area)
        ]
        assert layout.keys_in_area(area) == list(dict.fromkeys(layout.tiles[n].session for n in met))
        assert set(layout.tile_indices_between(area.y, area.bottom)) >= {
            n for n, box in enumerate(layout.boxes) if box.y <= area.bottom and area.y < box.bottom
        }
    check_parts(layout, across, down, selected)


def check_parts(layout: DayLayout, across: float, down: float, selected: list[str]) -> None:
    """Check the boxes, and which part of each tile is hit at these shares of its width and height.

    Boxes lie in their columns and share no area. The ends are the edges; the middle is half as wide and a third as
    high; of a mark the first selected session is hit, or else the first of all.
    """
    wide = layout.grid.column_width
    for tile, spot in layout.spots.items():
        box, painted, (first, last) = spot.box, spot.painted, tile.columns
        assert first * wide - NEAR <= box.x < box.right <= (last + 1) * wide + NEAR <= layout.grid.width + 2 * NEAR
        assert tile.lanes > 1 or tile in layout.marks or box.width == near((last - first + 1) * wide)
        x, y = box.x + across * box.width, box.y + down * box.height
        if mark := layout.marks.get(tile):
            inside = [session_of(layout, name)[1].span for name in mark.sessions]
            assert tile in mark.tiles
            assert len(mark.sessions) > 1
            assert tile.columns == (mark.tiles[0].columns[0],) * 2
            assert box.y == near(layout.grid.y(min(span.start for span in inside)))
            assert box.bottom == near(layout.grid.y(max(span.end for span in inside)))
            assert tuple(painted) == tuple(map(near, box.grown(OUTLINE)))
            chosen = next((name for name in selected if name in mark.sessions), mark.sessions[0])
            assert (find_hit(layout, x, y, selected), session_in_tile_middle(layout, x, y)) == (
                Hit(chosen, DragPart.WHOLE, mark), "",
            )  # fmt: skip
            continue
        if box.height >= STRIP and any(low.strip.holds(x, y) for _head, low in layout.tiles_with_strip):
            continue  # the strip of another tile lies over it
        reach, above, below = min(6, box.height / 4), y - box.y, box.bottom - y
        if min(abs(above - reach), abs(below - reach)) > 0.001:
            part = DragPart.TOP if above < reach else DragPart.BOTTOM if below < reach else DragPart.WHOLE
            assert find_hit(layout, x, y, ()) == Hit(tile.session, part)
        aside = abs(across - 0.5) * box.width - box.width / 4, abs(down - 0.5) * box.height - max(box.height / 6, 4)
        if min(map(abs, aside)) > 0.001:
            assert session_in_tile_middle(layout, x, y) == (tile.session if max(aside) < 0 else "")
    for one, other in combinations(layout.spots, 2):
        together = one in layout.marks and layout.marks[one] is layout.marks.get(other)
        assert together or not cross(layout.spots[one].box, layout.spots[other].box)


def test_a_tile_too_low_for_edges_of_six_pixels_has_some_of_a_quarter() -> None:
    plan = agenda(room("hall"), talk("a", "hall", "09:00-09:08"))
    layout = compute_layout(None, plan, plan.days_in_order[0], DayOptions(300, 1))
    hits = [find_hit(layout, 10, layout.boxes[0].y + n + 0.5, ()) for n in range(8)]

    assert [hit.part.value for hit in hits if hit] == ["top"] * 2 + ["whole"] * 4 + ["bottom"] * 2


def test_a_mark_that_begins_before_some_of_its_sessions_hides_no_other_tile() -> None:
    """The sessions of the mark all stand at 9:00, although two of them start after the long one beside."""
    plan = agenda(
        room("hall"), room("lab", 1), talk("x", "hall", "09:00-12:00"), talk("long", "lab", "10:00-13:30"),
        talk("y", "hall", "11:00-12:00"), *(talk(f"z{n}", "hall", "11:30-12:00") for n in range(8)),
    )  # fmt: skip
    layout = compute_layout(None, plan, plan.days_in_order[0], DayOptions(12, 1, fitted=True))
    (box,) = layout.find_boxes("long")

    assert len(set(layout.marks.values())) == 1
    assert layout.find_key(box.x + 1, box.bottom - 20) == "long"
    assert [layout.tiles[n].session for n in layout.painted_tile_indices(Box(box.x + 4, box.bottom - 20, 1, 1))] == [
        "long"
    ]


def test_an_outline_is_painted_below_the_tallest_tile() -> None:
    plan = agenda(room("hall"), talk("x", "hall", "09:00-12:00"))
    layout = compute_layout(None, plan, plan.days_in_order[0], DayOptions(300, 1))

    assert layout.painted_tile_indices(Box(10, layout.boxes[0].bottom + OUTLINE - 1, 1, 1)) == [0]


def test_all_rooms_in_sight_folds_the_empty_ones_first_and_then_scrolls() -> None:
    plan = agenda(*(room(f"r{n}", n) for n in range(20)), *(talk(f"t{n}", f"r{n}", "09:00-10:00") for n in range(8)))

    def fitted(width: int, *hidden: str) -> tuple[int, float]:
        view = DayOptions(width, 1, frozenset(hidden), fitted=True)
        grid = compute_layout(None, plan, plan.days_in_order[0], view).grid
        return grid.columns, grid.column_width

    assert fitted(20 * 64) == (20, 64)
    assert fitted(20 * 64 - 1) == (8, near((20 * 64 - 1) / 8))
    assert fitted(300) == (8, 64)  # it scrolls
    assert fitted(300, "r0") == (7, 64)
    assert fitted(300, *(f"r{n}" for n in range(8))) == (12, 64)  # where all are empty, none is folded


# from one layout to the next ------------------------------------------------------------------------------


@MANY
@given(pairs())
def test_a_layout_made_from_another_is_the_one_made_from_nothing_and_itself_if_nothing_differs(pair: Pair) -> None:
    before, now = pair
    fresh = compute_layout(None, now.agenda, now.day, now.view)
    assert (now, list(now.spots), list(now.marks)) == (fresh, list(fresh.spots), list(fresh.marks))
    assert compute_layout(now, now.agenda, now.day, replace(now.view)) is now
    assert (now is before) == (now.agenda is before.agenda and (now.day, now.view) == (before.day, before.view))
    assert dirty_areas(now, now) == []
    for other in now.agenda.days_in_order:
        assert compute_layout(now, now.agenda, other, now.view).day == other


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
    for tile in seen(layout):
        box = tile.box(grid)
        yield box.grown(OUTLINE), ("tile", tile, box)
        yield from ((buffer, ("buffer", tile, buffer)) for buffer in tile.buffers(grid) if buffer)
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
    before = compute_layout(None, plan, day, view)
    return Pair(before, compute_layout(before, after, after.days[day.id], replace(view, until=until)))


@MANY
@given(small_pairs())
def test_what_is_dirty_covers_every_difference_and_is_all_only_if_the_grid_or_rooms_differ(pair: Pair) -> None:
    before, now = pair
    boxes = dirty_areas(before, now)
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
    found, spans = {name}, [(session.id, where.span) for session, where in layout.agenda.day_sessions(layout.day.date)]
    for _ in spans:
        found |= {one for one, span in spans if any(o in found and span.overlaps(other) for o, other in spans)}
    return found


@MANY
@given(st.data())
def test_a_session_that_moves_makes_only_itself_and_what_it_overlaps_dirty(data: st.DataObject) -> None:
    before = data.draw(layouts())
    after = data.draw(moved(before.agenda))
    now = compute_layout(before, after, after.days[before.day.id], before.view)
    boxes = dirty_areas(before, now)
    names = [name for name in after.sessions if after.sessions[name] is not before.agenda.sessions[name]]
    if boxes is None or not names:
        return
    touched = related(before, names[0]) | related(now, names[0])
    may = [*before.painted_areas(touched), *now.painted_areas(touched)]
    may += [s.painted for at in (before, now) for s in at.spots.values() if s.covered or s.box.height < STRIP]
    assert all(box in may or before.grid.last != now.grid.last for box in boxes)


# the arrow keys -------------------------------------------------------------------------------------------

SIDES = st.sampled_from([Direction.LEFT, Direction.RIGHT, Direction.UP, Direction.DOWN])
Rows = list[tuple[Box, int]]


def keys_of(layout: DayLayout) -> list[str]:
    """Return the sessions of a layout in the order of the rows of the list."""
    return [session.id for session, _ in tiled_sessions(layout.agenda, layout.day, layout.hidden)]


def next_row(way: Direction, here: int, tiles: Rows, last: int) -> int:
    """Return the row that an arrow key moves to, or -1 if there are no rows: the first release's rule, word by word."""
    if here < 0 or way is Direction.FIRST:
        return 0 if last >= 0 else -1
    if way is Direction.LAST:
        return last
    mine = next(box for box, row in tiles if row == here)
    others = [(box, row) for box, row in tiles if row != here]
    if way in (Direction.LEFT, Direction.RIGHT):
        beside = [
            (b, r) for b, r in others if (b.x >= mine.right - 1 if way is Direction.RIGHT else b.right <= mine.x + 1)
        ]  # fmt: skip
        middle = mine.y + mine.height / 2
        beside.sort(key=lambda pair: (abs(pair[0].y + pair[0].height / 2 - middle), abs(pair[0].x - mine.x)))
        return beside[0][1] if beside else here
    ahead = range(here + 1, last + 1) if way is Direction.DOWN else range(here - 1, -1, -1)
    inline = {r for b, r in others if b.x < mine.right - 1 and b.right > mine.x + 1}
    return next((r for r in ahead if r in inline), ahead[0] if ahead else here)


@MANY
@given(layouts())
def test_an_arrow_key_goes_where_it_always_went_and_from_nowhere_to_the_first(layout: DayLayout) -> None:
    keys = keys_of(layout)
    rows = [(spot.box, keys.index(tile.session)) for tile, spot in layout.spots.items()]
    for way in Direction:
        for n, here in enumerate(keys):
            assert layout.next_key(way, here, keys) == keys[next_row(way, n, rows, len(keys) - 1)]
        assert layout.next_key(way, None, keys) == (keys[0] if keys else None)
        assert next_key_by_time(way, None, [], []) is None


def test_a_session_out_of_line_with_its_neighbours_in_time_is_reached_from_none_of_them() -> None:
    """Nothing leads to ``b``: sideways the keys go to what is nearest in height, downwards to what is in line."""
    plan = agenda(
        room("left"), room("middle", 1), room("right", 2),
        talk("a", "left", "09:00-10:00"), talk("c", "right", "09:00-10:00"), talk("b", "middle", "09:10-10:10"),
        talk("d", "left", "10:00-11:00"), talk("e", "right", "10:00-11:00"),
    )  # fmt: skip
    layout = compute_layout(None, plan, plan.days_in_order[0], DayOptions(600, 1))

    reached = {layout.next_key(way, here, keys_of(layout)) for way in Direction for here in "acde"}

    assert reached == set("acde")


# by place, as on the moderators' board ------------------------------------------------------------------

NUMBERS = st.integers(0, 8).map(lambda n: n * 10.0)
BOXES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.builds(Box, NUMBERS, NUMBERS, st.sampled_from([10.0, 20.0, 1.0]), NUMBERS)),
    min_size=1, max_size=8,
)  # fmt: skip


def nearest(way: Direction, mine: Box, others: list[tuple[str, Box]]) -> str | None:
    """Return the thing that an arrow key of the board goes to, or None: the first release's rule, word by word."""

    def far(pair: tuple[str, Box]) -> tuple[float, float]:
        box, across = pair[1], abs(pair[1].x + pair[1].width / 2 - mine.x - mine.width / 2)
        return max(0.0, box.y - mine.bottom, mine.y - box.bottom), across + abs(box.y - mine.y) / 10_000

    inline = [(k, b) for k, b in others if b.x < mine.right - 1 and b.right > mine.x + 1]
    if way is Direction.DOWN:
        after = [pair for pair in inline if (pair[1].y, pair[1].x) > (mine.y, mine.x)]
        return min(after, key=lambda pair: (pair[1].y, abs(pair[1].x - mine.x)))[0] if after else None
    if way is Direction.UP:
        before = [pair for pair in inline if (pair[1].y, pair[1].x) < (mine.y, mine.x)]
        return max(before, key=lambda pair: (pair[1].y, -abs(pair[1].x - mine.x)))[0] if before else None
    side = [(k, b) for k, b in others if (b.x >= mine.right - 1 if way is Direction.RIGHT else b.right <= mine.x + 1)]
    return min(side, key=far)[0] if side else None


LEVEL = [("a", Box(0, 0, 10, 50)), ("b", Box(20, 30, 10, 10)), ("c", Box(20, 10, 10, 10))]
"""Two things at the same distance beside one: the upper one is nearer."""


STACK = [("a", Box(0, 80, 10, 10)), ("b", Box(0, 10, 10, 10)), ("c", Box(0, 40, 10, 10))]
"""Two things above one: the lower one is nearer."""


@MANY
@example(LEVEL, "a", Direction.RIGHT)
@example(STACK, "a", Direction.UP)
@given(BOXES, st.sampled_from("abcdef"), SIDES)
def test_on_the_board_an_arrow_key_goes_where_it_always_went(
    boxes: list[tuple[str, Box]], here: str, way: Direction
) -> None:
    mine = next((box for key, box in boxes if key == here), None)
    others = [pair for pair in boxes if pair[0] != here]
    assert nearest_key_by_place(way, here, boxes) == ((mine and nearest(way, mine, others)) or here)
