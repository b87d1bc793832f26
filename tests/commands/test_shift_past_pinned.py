"""Tests of delays past pinned sessions: one stays and shields what is behind it, whether it comes first or later on."""

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
    """Return the new start of each session that the ripple moves."""
    after = plan.after(found.change).sessions
    return {
        edit.entity.id: clock(p.span.start) for edit in found.change.edits if (p := after[edit.entity.id].placement)
    }


@pytest.mark.parametrize("rooms", [None, frozenset({"hall"})])
def test_what_is_behind_a_pinned_session_stays(rooms: frozenset[str] | None) -> None:
    found = delay(PLAN, DAY, minutes_of("10:00"), 10, rooms)

    assert starts(found) == ({} if rooms else {"d": "10:10"})
    assert (found.staying, found.shielded) == (("Held",), 2)


def test_no_gap_is_inserted_behind_one() -> None:
    found = insert_gap(PLAN, DAY, minutes_of("10:00"), 15, frozenset({"hall"}))

    assert (starts(found), found.staying, found.shielded) == ({}, ("Held",), 2)


def test_a_pinned_session_further_on_takes_up_the_delay() -> None:
    found = delay(PLAN, DAY, minutes_of("09:00"), 10, frozenset({"hall"}))

    assert (starts(found), found.staying, found.shielded) == ({"a": "09:10"}, ("Held",), 2)


def test_from_a_time_behind_it_all_is_shifted() -> None:
    found = delay(PLAN, DAY, minutes_of("10:30"), 10)

    assert (starts(found), found.staying) == ({"b": "10:40", "c": "11:20"}, ())


def test_two_pinned_ones_at_the_beginning_both_stay_with_what_is_behind_them() -> None:
    plan = agenda(
        talk("one", "hall", "10:00-10:30", pinned=True), talk("two", "hall", "10:30-11:00", pinned=True),
        talk("three", "hall", "11:00-11:30"),
    )  # fmt: skip
    found = delay(plan, DAY, minutes_of("10:00"), 10)

    assert (starts(found, plan), found.staying, found.shielded) == ({}, ("One",), 2)


def test_in_each_room_it_is_the_same_whatever_is_before_the_pin() -> None:
    """One shift covers both cases: in one room three pile up at the pin, in the other the pin comes first."""
    plan = agenda(
        room("hall"), room("lab", 1),
        talk("early", "hall", "12:00-12:30"), talk("pin", "hall", "12:50-13:20", pinned=True),
        talk("late", "hall", "13:30-14:00"),
        talk("first", "lab", "15:00-15:50", pinned=True), talk("next", "lab", "17:00-17:50"),
    )  # fmt: skip
    found = delay(plan, DAY, minutes_of("11:15"), 45)

    assert set(starts(found, plan)) == {"early"}
    assert (found.staying, found.shielded) == (("Pin", "First"), 2)
