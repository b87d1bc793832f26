"""Laws of a drag on crowded nights with minute-grained times: its state says what a drop does, and no event is lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.commands.timeline import is_placed_and_pinned
from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import LATEST, Span
from planner.dragging.drag_state import (
    DragState,
    drop_change,
    grabbed,
    held_at,
    own_slot,
    rebased,
    stepped,
    to_outside,
    to_own_time,
    to_point,
    to_tray,
    toggled_everywhere,
    toggled_push,
)
from planner.layout.drag import Drag, DragPart, Slot
from planner.layout.grid import Grid, grid_of
from planner.rules import check
from planner.rules.rule import Conflict
from tests.builders import DAY, talk
from tests.rules.test_registry import NEXT, ROOMS, of_places, plans
from tests.tries import tries

EXAMPLES = 300
MINUTES = st.integers(0, 59)


@st.composite
def to_the_minute(draw: st.DrawFn, session: Session) -> Session:
    """Draw the session at another minute, its rooms in order."""
    if session.placement is None:
        return session
    span, rooms = session.placement.span, sorted(session.placement.rooms, key=ROOMS.index)
    start = span.start + draw(MINUTES)
    span = Span(span.day, start, min(LATEST, start + span.minutes + draw(MINUTES)))
    return replace(session, minutes=span.minutes, placement=replace(session.placement, span=span, rooms=tuple(rooms)))


def grid_on(plan: Agenda, when: date, hidden: Sequence[str] = ()) -> Grid:
    day = plan.day_of(when)
    assert day
    return grid_of(plan, day, 100, 2, hidden)


@st.composite
def grabs(draw: st.DrawFn, parts: tuple[DragPart, ...] = tuple(DragPart)) -> DragState:
    """Draw a drag just begun, of one session or of several, by pointer or keys; others may be pinned."""
    plan = draw(plans())
    plan = Agenda.of(*(draw(to_the_minute(e)) if isinstance(e, Session) else e for e in plan.entities()))
    new = talk("new", minutes=draw(st.integers(1, 200)), number=9)
    session = draw(st.sampled_from([*plan.sessions.values(), new]))
    placed = session.placement
    when = placed.span.day if placed else draw(st.sampled_from([DAY, NEXT]))
    others = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=2)) if placed else []
    others = [name for name in others if name != session.id and plan.sessions[name] in dict(plan.on(when))]
    pinned = [s for s in plan.sessions.values() if s.id not in (session.id, *others) and draw(st.booleans())]
    plan = Agenda.of(*(replace(e, pinned=True) if e in pinned else e for e in plan.entities()))
    grid, draft, by_keys = grid_on(plan, when), session is new, draw(st.booleans())
    drag = Drag(grid, session, own_slot(session))
    if not by_keys:
        y = grid.y(placed.span.start + draw(MINUTES)) if placed else 0
        x = 100 * grid.columns_of(placed.rooms)[0] + 50 if placed else 0
        drag = held_at(grid, session, x, y, draw(st.sampled_from(parts)) if placed else DragPart.WHOLE)
    return grabbed(plan, check(plan), drag, others, draft=draft, by_keys=by_keys)


def event(draw: st.DrawFn, state: DragState) -> DragState:
    """Draw an event, and return the state after it; one that ends the drag is left out."""
    plan, grid = state.grab.agenda, state.drag.grid
    kind = draw(st.sampled_from(["point", "point", "step", "day", "hide", "plain"]))
    if kind == "point":
        over = draw(st.sampled_from(["", *plan.sessions]))
        there = (draw(st.floats(0, 300)), draw(st.floats(0, 1500)), draw(st.booleans()), draw(st.booleans()))
        return to_point(state, replace(grid, scale=draw(st.sampled_from([1, 2.5]))), *there, over)
    if kind == "step":
        return stepped(state, minutes=draw(st.integers(-90, 90)), columns=draw(st.integers(-2, 2)))
    if kind == "day":
        return rebased(state, grid_on(plan, draw(st.sampled_from([DAY, NEXT])))) or state
    if kind == "hide":
        return rebased(state, grid_on(plan, grid.day, draw(st.sampled_from([("hall",), ("lab", "attic")])))) or state
    plain = st.sampled_from([to_tray, to_outside, to_own_time, toggled_everywhere, toggled_push])
    return draw(plain)(state)


@st.composite
def drags(draw: st.DrawFn) -> DragState:
    """Draw a drag after some events."""
    state = draw(grabs())
    for _ in range(draw(st.integers(0, 4))):
        state = event(draw, state)
    return state


def there(slot: Slot | None) -> Any:
    return slot and (slot.span, set(slot.rooms))


def conflicts_after(state: DragState) -> set[Conflict]:
    """Return the conflicts of the dragged sessions with others that all rules find after a drop."""
    after = state.grab.agenda.after(drop_change(state))
    return {
        pair for name in state.ids for pair in of_places(after, name) if len(state.ids.intersection(pair.sessions)) == 1
    }


def about(found: Conflict) -> tuple[Any, ...]:
    """Return a conflict but for the order of its rooms, which a drop puts in order."""
    return found.rule, found.sessions, found.people, frozenset(found.rooms)


@tries(EXAMPLES)
@given(drags())
def test_after_a_drop_all_is_as_the_state_said_and_from_everywhere_it_finds_back(state: DragState) -> None:
    change, sessions, target = drop_change(state), state.grab.agenda.sessions, state.target
    after, origins = state.grab.agenda.after(change), state.grab.origins
    when = next(iter(origins.values())).span.day if origins else DAY
    home = rebased(state, grid_on(state.grab.agenda, when)) or state

    if state.drag.hold is DragPart.WHOLE:
        assert to_own_time(home).outside is not bool(origins)
        assert not drop_change(to_own_time(home))
    assert state.target is target  # events change no earlier state
    assert home.grab.agenda is state.grab.agenda
    if state.outside:
        assert not change
        return
    assert {name: there(own_slot(after.sessions[name])) for name in state.ids} == {
        name: there(state.slots.get(name)) for name in state.ids
    }
    assert not [name for name in change.ids(Session) if name in sessions and is_placed_and_pinned(sessions[name])]
    if state.change is None:
        assert set(change.ids(Session)) <= state.ids
    if state.slots and state.change is None:
        assert Counter(map(about, state.conflicts)) == Counter(map(about, conflicts_after(state)))
        assert state.clashing == {name for found in state.conflicts for name in found.sessions} - state.ids


@tries(EXAMPLES)
@given(grabs((DragPart.WHOLE,)), st.integers(-90, 90), st.integers(-1, 1), st.floats(0, 300), st.integers(0, 1500))
def test_a_step_there_and_back_is_no_change_and_a_point_means_the_same_at_any_zoom(
    state: DragState, minutes: int, columns: int, x: float, y: int
) -> None:
    grid = state.drag.grid
    near = replace(grid, scale=grid.scale * 2, column_width=grid.column_width * 4)
    assert to_point(state, near, x * 4, y * 2, fine=True) == to_point(state, grid, x, y, fine=True)

    if not state.grab.origins:
        return
    before, away = state.slot, stepped(state, minutes=minutes, columns=columns)
    assert before
    assert away.slot
    at, now = (away.drag.grid.columns_of(slot.rooms) for slot in (before, away.slot))
    free = away.slot.span.start - before.span.start == minutes
    free = free and (not before.rooms or [column + columns for column in at] == list(now))

    assert state.slots == state.grab.origins
    assert not drop_change(state)
    if free:  # no edge of the grid held it back
        assert stepped(away, minutes=-minutes, columns=-columns).slots == state.slots
