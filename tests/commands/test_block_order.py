"""Tests of the order of a block's sessions, and of sessions put into its free time."""

from dataclasses import replace

import pytest

from planner.commands.block_order import block_candidates, free_places, join_in_free_time, reorder
from planner.domain.agenda import Agenda, Change
from planner.domain.text import EstradError
from tests.builders import agenda, block, room, talk

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
    plan = after(reorder(PLAN, name, to))

    assert (times(plan, "a", "b", "c"), times(plan, "beside")) == (expected, ["lab 555-615"])


def test_what_waits_and_what_is_pinned_has_no_other_place_in_the_order() -> None:
    pinned = replace(PLAN, sessions={**PLAN.sessions, "b": replace(PLAN.sessions["b"], pinned=True)})

    with pytest.raises(EstradError, match="not placed"):
        reorder(PLAN, "queued", 0)
    with pytest.raises(EstradError, match="pinned"):
        reorder(pinned, "c", 0)


def test_a_session_goes_to_the_first_free_time_that_is_long_enough_and_else_stays() -> None:
    free = [(place.rooms, place.span.start, place.span.end) for place in free_places(PLAN, PLAN.blocks["morning"])]
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
