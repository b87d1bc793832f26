"""Tests of the order of a block's sessions, and of sessions put into its free time."""

from dataclasses import replace

import pytest

from planner.commands.arranging import merge_sessions, move_together
from planner.commands.block_order import block_candidates, free_placements, join_in_free_time, move_within_block
from planner.commands.blocks import BlockFit, resize_block
from planner.commands.edit import move_in_order
from planner.commands.ripple import make_way
from planner.commands.timeline import place
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Room
from planner.domain.text import EstradError
from planner.domain.value_objects import Status
from tests.builders import DAY, agenda, block, room, span, talk

PLAN = agenda(
    room("hall"), room("lab", 1), block("morning", ("hall", "lab"), "09:00-11:00"), block("idle"),
    talk("a", "hall", "09:00-09:30", block="morning"), talk("b", "hall", "09:40-10:00", block="morning"),
    talk("c", "hall", "10:00-10:30", block="morning"), talk("beside", "lab", "09:15-10:15", block="morning"),
    talk("waits", minutes=45), talk("long", minutes=90), talk("late", "lab", "14:00-14:30"),
    talk("within", "lab", "10:15-10:30"), talk("queued", block="idle"),
)  # fmt: skip


def times(plan: Agenda, *names: str) -> list[str]:
    """Return where sessions are, as “hall 540-570”."""
    places = [plan.sessions[name].placement for name in names]
    return [f"{'+'.join(where.rooms)} {where.span.start}-{where.span.end}" if where else "" for where in places]


def after(made: Change, plan: Agenda = PLAN) -> Agenda:
    return plan.after(made)


@pytest.mark.parametrize(
    ("name", "to", "expected"),
    [
        ("c", 0, ["hall 580-610", "hall 610-630", "hall 540-570"]),
        ("a", 3, ["hall 600-630", "hall 540-560", "hall 570-600"]),
        ("b", 0, ["hall 570-600", "hall 540-560", "hall 600-630"]),
        ("a", 0, ["hall 540-570", "hall 580-600", "hall 600-630"]),
        ("a", 1, ["hall 540-570", "hall 580-600", "hall 600-630"]),  # past the one beside, which is in another room
    ],
)
def test_the_sessions_of_a_room_follow_each_other_in_the_new_order_and_the_gaps_stay(
    name: str, to: int, expected: list[str]
) -> None:
    assert [session.id for session in PLAN.member_sessions("morning")] == ["a", "beside", "b", "c"]
    plan = after(move_within_block(PLAN, name, to))

    assert (times(plan, "a", "b", "c"), times(plan, "beside")) == (expected, ["lab 555-615"])


def test_what_waits_and_what_is_pinned_has_no_other_place_in_the_order() -> None:
    pinned = replace(PLAN, sessions={**PLAN.sessions, "b": replace(PLAN.sessions["b"], pinned=True)})

    with pytest.raises(EstradError, match="not placed"):
        move_within_block(PLAN, "queued", 0)
    with pytest.raises(EstradError, match="pinned"):
        move_within_block(pinned, "c", 0)


def test_a_session_goes_to_the_first_free_time_that_is_long_enough_and_else_stays() -> None:
    free = [(place.rooms, place.span.start, place.span.end) for place in free_placements(PLAN, PLAN.blocks["morning"])]
    made = {
        name: after(join_in_free_time(PLAN, name, "morning")) for name in ("waits", "long", "late", "within")
    }  # fmt: skip

    assert free == [
        (("lab",), 540, 555), (("hall",), 570, 580), (("hall",), 630, 660), (("lab",), 630, 660),
    ]  # fmt: skip
    assert {name: times(plan, name) for name, plan in made.items()} == {
        "waits": [""], "long": [""], "late": ["hall 630-660"], "within": ["lab 615-630"],
    }  # fmt: skip
    assert {plan.sessions[name].block for name, plan in made.items()} == {"morning"}
    assert times(after(join_in_free_time(PLAN, "late", "idle")), "late") == ["lab 840-870"]
    assert str(join_in_free_time(PLAN, "late", "morning").label) == "Put “Late” into “Morning”"


def test_what_waits_is_offered_first_and_nothing_of_the_block_itself() -> None:
    assert [session.id for session in block_candidates(PLAN, "morning")] == [
        "waits",
        "long",
        "queued",
        "within",
        "late",
    ]


def test_a_cancelled_session_beside_another_takes_no_part_in_the_order() -> None:
    plan = agenda(
        block("b", "hall", "09:00-11:00"),
        talk("x", "hall", "09:00-09:30", block="b"),
        talk("off", "hall", "09:00-09:30", block="b", status=Status.CANCELLED),
        talk("z", "hall", "09:30-10:00", block="b"),
    )

    ordered = after(move_within_block(plan, "z", 0), plan)

    assert times(ordered, "z", "x", "off") == ["hall 540-570", "hall 570-600", "hall 540-570"]


def test_a_closed_room_has_no_free_time() -> None:
    plan = agenda(room("hall", closed=(span("09:00-10:00"),)), block("b", "hall", "09:00-11:00"), talk("x", minutes=30))

    assert times(after(join_in_free_time(plan, "x", "b"), plan), "x") == ["hall 600-630"]


def test_the_order_in_which_rooms_were_given_does_not_matter_when_the_columns_have_moved() -> None:
    both = ("hall", "lab")
    plan = agenda(
        room("hall"), room("lab", 1), block("b", both, "09:00-12:00"),
        talk("x", both, "09:00-09:30", block="b"), talk("y", both, "09:30-10:00", block="b"),
    )  # fmt: skip
    plan = plan.after(move_in_order(plan, Room, "lab", -1))
    later = plan.after(place(plan, "y", DAY, 580, both))

    assert not place(plan, "x", DAY, 540, both)
    assert times(later.after(move_within_block(later, "y", 0)), "y", "x") == ["hall+lab 540-570", "hall+lab 580-610"]
    assert str(merge_sessions(later, ["x", "y"]).label) == "Merge 2 sessions into “X”"
    put = make_way(plan, move_together(plan, {"x": replace(plan.sessions["x"].placement, span=span("09:10-09:40"))}))
    assert str(put.change.label) == "Shift “X” and what follows by 10 min"
    shared = resize_block(later, "b", 540, 600, BlockFit.SHIFT)
    assert times(later.after(shared), "x", "y") == ["hall+lab 540-570", "hall+lab 570-600"]
