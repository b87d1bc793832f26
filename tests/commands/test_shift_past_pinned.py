"""What is pinned at the beginning stays and is no reason for the rest to stay; what is pinned later ends the chain."""

import pytest

from planner.commands.ripple import Ripple, delay, insert_gap
from planner.domain.agenda import Agenda
from planner.domain.span import clock, minutes_of
from tests.builders import DAY, agenda, room, talk

PLAN = agenda(
    room("hall"), room("lab", 1),
    talk("a", "hall", "09:00-09:30"), talk("held", "hall", "10:00-10:30", pinned=True),
    talk("b", "hall", "10:30-11:00"), talk("c", "hall", "11:10-11:30"), talk("d", "lab", "10:00-10:30"),
)  # fmt: skip


def starts(found: Ripple, plan: Agenda = PLAN) -> dict[str, str]:
    """When what it moves begins then."""
    after = plan.after(found.change).sessions
    return {
        edit.entity.id: clock(p.span.start) for edit in found.change.edits if (p := after[edit.entity.id].placement)
    }


@pytest.mark.parametrize("rooms", [None, frozenset({"hall"})])
def test_what_follows_a_pinned_session_is_shifted(rooms: frozenset[str] | None) -> None:
    found = delay(PLAN, DAY, minutes_of("10:00"), 10, rooms)

    beside = {} if rooms else {"d": "10:10"}
    assert starts(found) == {"b": "10:40", "c": "11:20", **beside}


def test_a_gap_is_inserted_after_one() -> None:
    assert starts(insert_gap(PLAN, DAY, minutes_of("10:00"), 15, frozenset({"hall"}))) == {"b": "10:45", "c": "11:25"}


def test_a_pinned_session_further_on_takes_up_the_delay() -> None:
    assert starts(delay(PLAN, DAY, minutes_of("09:00"), 10, frozenset({"hall"}))) == {"a": "09:10"}


def test_two_pinned_ones_at_the_beginning_are_both_passed_by() -> None:
    plan = agenda(
        talk("one", "hall", "10:00-10:30", pinned=True), talk("two", "hall", "10:30-11:00", pinned=True),
        talk("three", "hall", "11:00-11:30"),
    )  # fmt: skip

    assert starts(delay(plan, DAY, minutes_of("10:00"), 10), plan) == {"three": "11:10"}
