"""Tests of drags of blocks as values: what moves, alone or not, what is dropped, and what joins and leaves."""

from planner.dragging.drag_state import (
    DragState,
    drop_change,
    move_by_step,
    move_outside,
    move_to_grid,
    move_to_own_times,
    move_to_point,
    move_to_tray,
    pointer_drag,
    start_block_drag,
    start_drag,
    toggle_block_alone,
    toggle_whole_venue,
)
from planner.dragging.grab import stand_in_session
from planner.layout.drag import DragPart
from planner.layout.grid import Grid, make_day_grid
from tests.builders import agenda, block, day, moderator, person, room, talk

PLAN = agenda(
    day(), room("hall"), room("lab", 1), room("attic", 2), person("ada"),
    block("morning", "hall", "10:00-11:30", chairs=(moderator("ada"),)),
    talk("a", "hall", "10:00-10:30", block="morning"), talk("b", ("hall", "attic"), "10:30-11:00", block="morning"),
    talk("p", "hall", "11:00-11:10", block="morning", pinned=True), talk("c", "lab", "12:00-12:30"),
    block("later", minutes=60), talk("l", minutes=20, block="later"), talk("m", minutes=30, block="later"),
)  # fmt: skip
GRID = make_day_grid(PLAN, PLAN.days_in_order[0], 100, 2)


def held(name: str = "morning", part: DragPart = DragPart.WHOLE, grid: Grid = GRID) -> DragState:
    """Return the drag of a block that is grabbed at its start in the first column."""
    found = PLAN.blocks[name]
    return start_block_drag(PLAN, (), pointer_drag(grid, stand_in_session(found), 50, grid.y(600), part), found)


def at(minute: int, column: int = 0) -> tuple[float, float]:
    """Return the point of a time in a column."""
    return 100 * column + 50, GRID.y(minute)


def slots(state: DragState) -> dict[str, str]:
    """Return where the block and its sessions would be, as `hall 600-690`."""
    return {
        name: f"{'+'.join(to.rooms) or 'everywhere'} {to.span.start}-{to.span.end}" for name, to in state.slots.items()
    }


def test_a_grabbed_block_holds_its_sessions_but_for_the_pinned_at_their_places() -> None:
    state = held()
    assert state.ids == frozenset({"morning", "a", "b"})
    assert slots(state) == {"morning": "hall 600-690", "a": "hall 600-630", "b": "hall+attic 630-660"}
    assert not drop_change(state)


def test_it_moves_with_its_sessions_as_the_command_does() -> None:
    state = move_to_point(held(), GRID, *at(630, 1))
    assert slots(state) == {"morning": "lab 630-720", "a": "lab 630-660", "b": "hall+attic 660-690"}
    assert drop_change(state).edited_ids(type(PLAN.blocks["morning"])) == ("morning",)


def test_apart_the_frame_moves_alone_and_its_sessions_stay_in_sight() -> None:
    state = move_to_point(held(), GRID, *at(630), apart=True)
    assert (slots(state), state.moving_ids) == ({"morning": "hall 630-720"}, frozenset({"morning"}))
    assert toggle_block_alone(state).moving_ids == frozenset({"morning", "a", "b"})
    assert move_to_tray(state).moving_ids == frozenset({"morning", "a", "b"})


def test_it_is_dropped_on_the_tray_in_all_rooms_on_another_day_and_outside() -> None:
    tray, wide = drop_change(move_to_tray(held())), toggle_whole_venue(move_to_point(held(), GRID, *at(630)))
    assert str(tray.label) == "Return block “Morning” to “Not placed”"
    assert slots(wide)["morning"] == "everywhere 630-720"
    assert not drop_change(move_outside(held()))
    assert slots(move_to_own_times(move_to_point(held(), GRID, *at(700))))["morning"] == "hall 600-690"
    assert slots(move_by_step(held(), minutes=5, columns=1))["a"] == "lab 605-635"


def test_a_block_that_waits_is_brought_in_with_its_sessions_one_after_another() -> None:
    state = move_to_point(held("later"), GRID, *at(790, 1), fine=True)
    assert slots(state) == {"later": "lab 780-840", "l": "lab 780-800", "m": "lab 800-830"}


def test_an_end_leaves_shifts_or_shares_out_and_leaves_what_does_not_fit() -> None:
    def end(minute: int, **how: bool) -> dict[str, str]:
        state = held(part=DragPart.BOTTOM)
        return slots(move_to_point(state, GRID, 50, GRID.y(minute - 90), **how))

    assert end(750) == {"morning": "hall 600-750"}
    assert end(780, apart=True) == {"morning": "hall 600-780", "a": "hall 600-660", "b": "hall+attic 660-720"}
    assert end(640, push=True) == {"morning": "hall 600-640", "b": "hall+attic 610-640"}
    assert end(610, push=True) == {"morning": "hall 600-610"}


def test_an_end_cannot_go_on_on_another_grid() -> None:
    other = make_day_grid(PLAN, PLAN.days_in_order[0], 100, 2, hidden=["attic"])
    assert move_to_grid(held(part=DragPart.BOTTOM), other) is None


def test_a_session_says_which_block_it_joins_or_leaves_and_is_asked_about_in_it() -> None:
    def blocks(name: str, minute: int, column: int) -> dict[str, str | None]:
        session = PLAN.sessions[name]
        assert session.placement
        grab = pointer_drag(GRID, session, 100 * column + 50, GRID.y(session.placement.span.start), DragPart.WHOLE)
        return dict(move_to_point(start_drag(PLAN, (), grab), GRID, *at(minute, column)).target.blocks)

    assert blocks("a", 610, 0) == {}
    assert blocks("a", 800, 0) == {"a": None}
