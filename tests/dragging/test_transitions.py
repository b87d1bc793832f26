"""The table of a drag: what each event makes of each state; and its laws on crowded nights, to the minute."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.timeline import is_placed_and_pinned
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Session
from planner.domain.span import LATEST, Span, format_clock, parse_clock_time
from planner.dragging.drag_state import (
    DragState,
    Target,
    drop_change,
    move_by_step,
    move_outside,
    move_to_grid,
    move_to_own_times,
    move_to_point,
    move_to_tray,
    placed_slot,
    pointer_drag,
    start_drag,
    toggle_push,
    toggle_whole_venue,
)
from planner.layout.drag import Drag, DragPart, Slot
from planner.layout.grid import Grid, make_day_grid
from planner.rules import check
from planner.rules.rule import Conflict
from tests.builders import DAY, agenda, day, room, talk
from tests.rules.crowded_plans import ROOMS, plans
from tests.rules.plans import NEXT
from tests.rules.test_drag_law import of_places
from tests.tries import tries

PLAN = agenda(
    day(), day(NEXT), room("hall"), room("lab", 1), room("attic", 2),
    talk("a", "hall", "09:00-10:00"), talk("b", "hall", "10:00-11:00"), talk("c", "lab", "09:00-10:00"), talk("waits"),
)  # fmt: skip
TODAY, TOMORROW = (make_day_grid(PLAN, day, 100, 2) for day in PLAN.days_in_order)


def take(session: str, hold: DragPart = DragPart.WHOLE, *others: str) -> DragState:
    """Return the state after a grab by the pointer, 10 minutes below the top of the tile, or at its end."""
    at = "10:00" if hold is DragPart.BOTTOM else "09:10"
    drag = pointer_drag(TODAY, PLAN.sessions[session], 50, TODAY.y(parse_clock_time(at)), hold)
    return start_drag(PLAN, check(PLAN), drag, others)


def point(room: int, time: str, *, push: bool = False, over: str = "") -> Callable[[DragState], DragState]:
    """Return the event of a pointer in a column at a time."""
    return lambda state: move_to_point(state, TODAY, room * 100 + 50, TODAY.y(parse_clock_time(time)), push, over=over)


def words(slot: Slot) -> str:
    on = "" if slot.span.day == DAY else "tomorrow "
    return f"{on}{'+'.join(slot.rooms) or 'everywhere'} {format_clock(slot.span.start)}-{format_clock(slot.span.end)}"


def told(state: DragState | None) -> str:
    """Return the target of a state in words."""
    match state and state.target:
        case None:
            return "ended"
        case Target(outside=True):
            return "outside"
        case Target(swap=other) if other:
            return f"swap {other} {words(state.slot)}"
        case Target(slots=slots, change=change):
            push = "" if change is None else "push "
            return push + ", ".join(map(words, slots.values())) if slots else "tray"


def moved_by(change: Change) -> str:
    """Return the places of the sessions after a change, in words."""
    after = [edit.after for edit in change.edits if isinstance(edit.after, Session)]
    return ", ".join(f"{s.id}: {words(slot) if (slot := placed_slot(s)) else 'tray'}" for s in after) or "nothing"


EVENTS: dict[str, Callable[[DragState], DragState | None]] = {
    "point": point(1, "12:10"),
    "push": point(0, "09:40", push=True),
    "swap": point(1, "09:30", over="c"),
    "tray": move_to_tray,
    "outside": move_outside,
    "own time": move_to_own_times,
    "later": lambda state: move_by_step(state, minutes=5),
    "right": lambda state: move_by_step(state, columns=1),
    "everywhere": toggle_whole_venue,
    "ripple": toggle_push,
    "tomorrow": lambda state: move_to_grid(state, TOMORROW),
    "today": lambda state: move_to_grid(state, TODAY),
}
PLACED = take("a")
STATES = {
    "placed": PLACED,
    "tray": move_to_tray(PLACED),
    "outside": move_outside(PLACED),
    "pushing": EVENTS["push"](PLACED),
    "swapping": EVENTS["swap"](PLACED),
    "from the tray": take("waits"),
    "end held": take("a", DragPart.BOTTOM),
    "several": take("a", DragPart.WHOLE, "c"),
    "on another day": move_to_grid(PLACED, TOMORROW),
}
TABLE = {
    "placed": {
        "point": "lab 12:00-13:00",
        "push": "push hall 09:30-10:30",
        "swap": "swap c lab 09:00-10:00",
        "tray": "tray",
        "outside": "outside",
        "own time": "hall 09:00-10:00",
        "later": "hall 09:05-10:05",
        "right": "lab 09:00-10:00",
        "everywhere": "everywhere 09:00-10:00",
        "ripple": "push hall 09:00-10:00",
        "tomorrow": "tomorrow hall 09:00-10:00",
        "today": "hall 09:00-10:00",
        "drop": "nothing",
    },
    "tray": {
        "point": "lab 12:00-13:00",
        "push": "push hall 09:30-10:30",
        "swap": "swap c lab 09:00-10:00",
        "tray": "tray",
        "outside": "outside",
        "own time": "hall 09:00-10:00",
        "later": "tray",
        "right": "tray",
        "everywhere": "tray",
        "ripple": "tray",
        "tomorrow": "tray",
        "today": "tray",
        "drop": "a: tray",
    },
    "outside": {
        "point": "lab 12:00-13:00",
        "push": "push hall 09:30-10:30",
        "swap": "swap c lab 09:00-10:00",
        "tray": "tray",
        "outside": "outside",
        "own time": "hall 09:00-10:00",
        "later": "outside",
        "right": "outside",
        "everywhere": "outside",
        "ripple": "outside",
        "tomorrow": "outside",
        "today": "outside",
        "drop": "nothing",
    },
    "pushing": {
        "point": "lab 12:00-13:00",
        "push": "push hall 09:30-10:30",
        "swap": "swap c lab 09:00-10:00",
        "tray": "tray",
        "outside": "outside",
        "own time": "hall 09:00-10:00",
        "later": "hall 09:35-10:35",
        "right": "lab 09:30-10:30",
        "everywhere": "everywhere 09:30-10:30",
        "ripple": "push hall 09:30-10:30",
        "tomorrow": "tomorrow hall 09:30-10:30",
        "today": "push hall 09:30-10:30",
        "drop": "a: hall 09:30-10:30, b: hall 10:30-11:30",
    },
    "swapping": {
        "point": "lab 12:00-13:00",
        "push": "push hall 09:30-10:30",
        "swap": "swap c lab 09:00-10:00",
        "tray": "tray",
        "outside": "outside",
        "own time": "hall 09:00-10:00",
        "later": "lab 09:05-10:05",
        "right": "attic 09:00-10:00",
        "everywhere": "everywhere 09:00-10:00",
        "ripple": "push lab 09:00-10:00",
        "tomorrow": "tomorrow lab 09:00-10:00",
        "today": "swap c lab 09:00-10:00",
        "drop": "a: lab 09:00-10:00, c: hall 09:00-10:00",
    },
    "from the tray": {
        "point": "lab 12:00-12:30",
        "push": "push hall 09:30-10:00",
        "swap": "swap c lab 09:00-09:30",
        "tray": "tray",
        "outside": "outside",
        "own time": "outside",
        "later": "tray",
        "right": "tray",
        "everywhere": "tray",
        "ripple": "tray",
        "tomorrow": "tray",
        "today": "tray",
        "drop": "nothing",
    },
    "end held": {
        "point": "hall 09:00-12:10",
        "push": "push hall 09:00-09:40",
        "swap": "hall 09:00-09:30",
        "tray": "hall 09:00-10:00",
        "outside": "outside",
        "own time": "hall 09:00-10:00",
        "later": "hall 09:00-10:00",
        "right": "hall 09:00-10:00",
        "everywhere": "hall 09:00-10:00",
        "ripple": "push hall 09:00-10:00",
        "tomorrow": "ended",
        "today": "hall 09:00-10:00",
        "drop": "nothing",
    },
    "several": {
        "point": "lab 12:00-13:00, attic 12:00-13:00",
        "push": "push hall 09:30-10:30, lab 09:30-10:30",
        "swap": "lab 09:20-10:20, attic 09:20-10:20",
        "tray": "tray",
        "outside": "outside",
        "own time": "hall 09:00-10:00, lab 09:00-10:00",
        "later": "hall 09:05-10:05, lab 09:05-10:05",
        "right": "lab 09:00-10:00, attic 09:00-10:00",
        "everywhere": "hall 09:00-10:00, lab 09:00-10:00",
        "ripple": "push hall 09:00-10:00, lab 09:00-10:00",
        "tomorrow": "tomorrow hall 09:00-10:00, tomorrow lab 09:00-10:00",
        "today": "hall 09:00-10:00, lab 09:00-10:00",
        "drop": "nothing",
    },
    "on another day": {
        "point": "tomorrow lab 12:00-13:00",
        "push": "push tomorrow hall 09:30-10:30",
        "swap": "swap c lab 09:00-10:00",
        "tray": "tray",
        "outside": "outside",
        "own time": "tomorrow hall 09:00-10:00",
        "later": "tomorrow hall 09:05-10:05",
        "right": "tomorrow lab 09:00-10:00",
        "everywhere": "tomorrow everywhere 09:00-10:00",
        "ripple": "push tomorrow hall 09:00-10:00",
        "tomorrow": "tomorrow hall 09:00-10:00",
        "today": "hall 09:00-10:00",
        "drop": "a: tomorrow hall 09:00-10:00",
    },
}
"""The target, in words, after each event in each state; for a drop its change."""


@pytest.mark.parametrize(
    ("state", "event", "expected"),
    [pytest.param(s, e, found, id=f"{s}, {e}") for s, row in TABLE.items() for e, found in row.items()],
)
def test_each_event_makes_of_each_state_what_the_table_says(state: str, event: str, expected: str) -> None:
    before = STATES[state]
    assert before
    if event == "drop":
        assert moved_by(drop_change(before)) == expected
    else:
        assert told(EVENTS[event](before)) == expected


def test_the_table_has_every_state_and_event() -> None:
    assert TABLE.keys() == STATES.keys()
    assert {frozenset(row) for row in TABLE.values()} == {frozenset({*EVENTS, "drop"})}


@pytest.mark.parametrize(
    ("taken", "expected"),
    [((), "hall 08:00-08:30"), (("08:00-09:15",), "hall 09:15-09:45"), (("08:00-17:45",), "hall 08:00-08:30")],
    ids=["an empty day", "a morning that is taken", "a full day"],
)
def test_by_keys_a_waiting_session_begins_at_its_first_free_place_or_else_with_the_day(
    taken: tuple[str, ...], expected: str
) -> None:
    plan = agenda(day(), room("hall"), *(talk("a", "hall", times) for times in taken), talk("waits", minutes=30))
    drag = Drag(make_day_grid(plan, plan.days_in_order[0], 100, 2), plan.sessions["waits"], None)

    assert told(start_drag(plan, check(plan), drag, by_keys=True)) == expected


@pytest.mark.parametrize(
    ("scale", "after", "lands"),
    [(2, 3, "09:33"), (2, 4, "09:35"), (4, 1, "09:33"), (4, 2, "09:35"), (1, 4, "09:33"), (1, 5, "09:40")],
)
def test_a_tile_snaps_to_a_neighbour_within_six_pixels_and_less_than_a_step(scale: int, after: int, lands: str) -> None:
    plan = agenda(day(), room("hall"), talk("odd", "hall", "09:00-09:33"), talk("free", "hall", "11:00-11:30"))
    grid = make_day_grid(plan, plan.days_in_order[0], 100, scale)
    state = start_drag(plan, (), pointer_drag(grid, plan.sessions["free"], 50, grid.y(660), DragPart.WHOLE))

    assert told(move_to_point(state, grid, 50, grid.y(parse_clock_time("09:33") + after))).startswith(f"hall {lands}-")


# laws -----------------------------------------------------------------------------------------------------

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
    day = plan.day_with_date(when)
    assert day
    return make_day_grid(plan, day, 100, 2, hidden)


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
    others = [name for name in others if name != session.id and plan.sessions[name] in dict(plan.day_sessions(when))]
    pinned = [s for s in plan.sessions.values() if s.id not in (session.id, *others) and draw(st.booleans())]
    plan = Agenda.of(*(replace(e, pinned=True) if e in pinned else e for e in plan.entities()))
    grid, draft, by_keys = grid_on(plan, when), session is new, draw(st.booleans())
    drag = Drag(grid, session, placed_slot(session))
    if not by_keys:
        y = grid.y(placed.span.start + draw(MINUTES)) if placed else 0
        x = 100 * grid.find_columns(placed.rooms)[0] + 50 if placed else 0
        drag = pointer_drag(grid, session, x, y, draw(st.sampled_from(parts)) if placed else DragPart.WHOLE)
    return start_drag(plan, check(plan), drag, others, draft=draft, by_keys=by_keys)


def event(draw: st.DrawFn, state: DragState) -> DragState:
    """Draw an event, and return the state after it; one that ends the drag is left out."""
    plan, grid = state.grab.agenda, state.drag.grid
    kind = draw(st.sampled_from(["point", "point", "step", "day", "hide", "plain"]))
    if kind == "point":
        over = draw(st.sampled_from(["", *plan.sessions]))
        there = (draw(st.floats(0, 300)), draw(st.floats(0, 1500)), draw(st.booleans()), draw(st.booleans()))
        return move_to_point(state, replace(grid, scale=draw(st.sampled_from([1, 2.5]))), *there, over)
    if kind == "step":
        return move_by_step(state, minutes=draw(st.integers(-90, 90)), columns=draw(st.integers(-2, 2)))
    if kind == "day":
        return move_to_grid(state, grid_on(plan, draw(st.sampled_from([DAY, NEXT])))) or state
    if kind == "hide":
        return (
            move_to_grid(state, grid_on(plan, grid.day, draw(st.sampled_from([("hall",), ("lab", "attic")])))) or state
        )
    return draw(st.sampled_from([move_to_tray, move_outside, move_to_own_times, toggle_whole_venue, toggle_push]))(
        state
    )


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
    home = move_to_grid(state, grid_on(state.grab.agenda, when)) or state

    if state.drag.hold is DragPart.WHOLE:
        assert move_to_own_times(home).outside is not bool(origins)
        assert not drop_change(move_to_own_times(home))
    assert state.target is target  # events change no earlier state
    assert home.grab.agenda is state.grab.agenda
    if state.outside:
        assert not change
        return
    assert {name: there(placed_slot(after.sessions[name])) for name in state.ids} == {
        name: there(state.slots.get(name)) for name in state.ids
    }
    assert not [
        name for name in change.edited_ids(Session) if name in sessions and is_placed_and_pinned(sessions[name])
    ]
    if state.change is None:
        assert set(change.edited_ids(Session)) <= state.ids
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
    assert move_to_point(state, near, x * 4, y * 2, fine=True) == move_to_point(state, grid, x, y, fine=True)

    if not state.grab.origins:
        return
    before, away = state.slot, move_by_step(state, minutes=minutes, columns=columns)
    assert before
    assert away.slot
    at, now = (away.drag.grid.find_columns(slot.rooms) for slot in (before, away.slot))
    free = away.slot.span.start - before.span.start == minutes
    free = free and (not before.rooms or [column + columns for column in at] == list(now))

    assert state.slots == state.grab.origins
    assert not drop_change(state)
    if free:  # no edge of the grid held it back
        assert move_by_step(away, minutes=-minutes, columns=-columns).slots == state.slots
