"""Drawn days for the laws of their layout: few rooms, minute-grained times close together, and ways to look at them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Session
from planner.domain.span import LATEST, Span
from planner.domain.value_objects import Placement
from planner.layout.day_layout import DayLayout, DayOptions, lay_out
from planner.layout.grid import SNAPS, Box
from tests.builders import DAY, agenda, day, room, talk

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
    return lay_out(None, plan, draw(days_of(plan)), draw(VIEWS))


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
    return Pair(before, lay_out(before, agenda, agenda.days[today], draw(views_after(before.view))))


def session_of(layout: DayLayout, name: str) -> tuple[Session, Placement]:
    """Return a session of the layout's day with its placement."""
    return next(pair for pair in layout.agenda.on(layout.day.date) if pair[0].id == name)


PARTS = st.sampled_from([0.0, 0.25, 0.5, 1.0]) | st.floats(-0.1, 1.1)
SHIFTS = st.sampled_from([0.0, 0.0, 0.0, -0.5, 0.5, -2.5, 2.5])


@st.composite
def points(draw: st.DrawFn, layout: DayLayout) -> tuple[float, float]:
    """Draw a point: in, at the edge of or just beside a block, or anywhere on the grid."""
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
