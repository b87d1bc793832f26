"""The table of a drag: what each event makes of each state, on a day with a session that follows and one beside."""

from collections.abc import Callable

import pytest

from planner.domain.agenda import Change
from planner.domain.entities import Session
from planner.domain.span import clock, minutes_of
from planner.dragging.drag_state import (
    DragState,
    Target,
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
from planner.layout.grid import grid_of
from planner.rules import check
from tests.builders import DAY, agenda, day, room, talk
from tests.rules.plans import NEXT

PLAN = agenda(
    day(), day(NEXT), room("hall"), room("lab", 1), room("attic", 2),
    talk("a", "hall", "09:00-10:00"), talk("b", "hall", "10:00-11:00"), talk("c", "lab", "09:00-10:00"), talk("waits"),
)  # fmt: skip
TODAY, TOMORROW = (grid_of(PLAN, day, 100, 2) for day in PLAN.days_in_order)


def take(session: str, hold: DragPart = DragPart.WHOLE, *others: str) -> DragState:
    """Return the state after a grab by the pointer, 10 minutes below the top of the block, or at its end."""
    at = "10:00" if hold is DragPart.BOTTOM else "09:10"
    drag = held_at(TODAY, PLAN.sessions[session], 50, TODAY.y(minutes_of(at)), hold)
    return grabbed(PLAN, check(PLAN), drag, others)


def point(room: int, time: str, *, push: bool = False, over: str = "") -> Callable[[DragState], DragState]:
    """Return the event of a pointer in a column at a time."""
    return lambda state: to_point(state, TODAY, room * 100 + 50, TODAY.y(minutes_of(time)), push, over=over)


def words(slot: Slot) -> str:
    on = "" if slot.span.day == DAY else "tomorrow "
    return f"{on}{'+'.join(slot.rooms) or 'everywhere'} {clock(slot.span.start)}-{clock(slot.span.end)}"


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
    return ", ".join(f"{s.id}: {words(slot) if (slot := own_slot(s)) else 'tray'}" for s in after) or "nothing"


EVENTS: dict[str, Callable[[DragState], DragState | None]] = {
    "point": point(1, "12:10"),
    "push": point(0, "09:40", push=True),
    "swap": point(1, "09:30", over="c"),
    "tray": to_tray,
    "outside": to_outside,
    "own time": to_own_time,
    "later": lambda state: stepped(state, minutes=5),
    "right": lambda state: stepped(state, columns=1),
    "everywhere": toggled_everywhere,
    "ripple": toggled_push,
    "tomorrow": lambda state: rebased(state, TOMORROW),
    "today": lambda state: rebased(state, TODAY),
}
PLACED = take("a")
STATES = {
    "placed": PLACED,
    "tray": to_tray(PLACED),
    "outside": to_outside(PLACED),
    "pushing": EVENTS["push"](PLACED),
    "swapping": EVENTS["swap"](PLACED),
    "from the tray": take("waits"),
    "end held": take("a", DragPart.BOTTOM),
    "several": take("a", DragPart.WHOLE, "c"),
    "on another day": rebased(PLACED, TOMORROW),
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
    drag = Drag(grid_of(plan, plan.days_in_order[0], 100, 2), plan.sessions["waits"], None)

    assert told(grabbed(plan, check(plan), drag, by_keys=True)) == expected


@pytest.mark.parametrize(
    ("scale", "after", "lands"),
    [(2, 3, "09:33"), (2, 4, "09:35"), (4, 1, "09:33"), (4, 2, "09:35"), (1, 4, "09:33"), (1, 5, "09:40")],
)
def test_a_block_snaps_to_a_neighbour_within_six_pixels_and_less_than_a_step(
    scale: int, after: int, lands: str
) -> None:
    plan = agenda(day(), room("hall"), talk("odd", "hall", "09:00-09:33"), talk("free", "hall", "11:00-11:30"))
    grid = grid_of(plan, plan.days_in_order[0], 100, scale)
    state = grabbed(plan, (), held_at(grid, plan.sessions["free"], 50, grid.y(660), DragPart.WHOLE))

    assert told(to_point(state, grid, 50, grid.y(minutes_of("09:33") + after))).startswith(f"hall {lands}-")
