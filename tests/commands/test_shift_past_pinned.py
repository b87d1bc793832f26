"""Tests of delays past pinned sessions: one stays and shields what is behind it, whether it comes first or later on."""

import pytest

from planner.commands.ripple import Ripple, delay, insert_gap
from planner.domain.agenda import Agenda
from planner.domain.span import clock
from tests.builders import DAY, agenda, room, talk

PLAN = agenda(
    room("hall"), room("lab", 1),
    talk("a", "hall", "09:00-09:30"), talk("held", "hall", "10:00-10:30", pinned=True),
    talk("b", "hall", "10:30-11:00"), talk("c", "hall", "11:10-11:30"), talk("d", "lab", "10:00-10:30"),
)  # fmt: skip


def starts(found: Ripple, plan: Agenda) -> dict[str, str]:
    """Return the new start of each session that the ripple moves."""
    after = plan.after(found.change).sessions
    return {
        edit.entity.id: clock(p.span.start) for edit in found.change.edits if (p := after[edit.entity.id].placement)
    }


HALL = frozenset({"hall"})
TWO = agenda(
    talk("one", "hall", "10:00-10:30", pinned=True), talk("two", "hall", "10:30-11:00", pinned=True),
    talk("three", "hall", "11:00-11:30"),
)  # fmt: skip
PILED = agenda(
    room("hall"), room("lab", 1),
    talk("early", "hall", "12:00-12:30"), talk("pin", "hall", "12:50-13:20", pinned=True),
    talk("late", "hall", "13:30-14:00"),
    talk("first", "lab", "15:00-15:50", pinned=True), talk("next", "lab", "17:00-17:50"),
)  # fmt: skip
"""In one room three pile up at the pin, in the other the pin comes first."""


@pytest.mark.parametrize(
    ("plan", "found", "moved", "staying"),
    [
        pytest.param(PLAN, delay(PLAN, DAY, 600, 10), {"d": "10:10"}, ("Held",), id="what is behind it stays"),
        pytest.param(PLAN, delay(PLAN, DAY, 600, 10, HALL), {}, ("Held",), id="in one room too"),
        pytest.param(PLAN, insert_gap(PLAN, DAY, 600, 15, HALL), {}, ("Held",), id="no gap is inserted behind it"),
        pytest.param(PLAN, delay(PLAN, DAY, 540, 10, HALL), {"a": "09:10"}, ("Held",), id="further on it takes it up"),
        pytest.param(PLAN, delay(PLAN, DAY, 630, 10), {"b": "10:40", "c": "11:20"}, (), id="from a time behind it"),
        pytest.param(TWO, delay(TWO, DAY, 600, 10), {}, ("One",), id="of two at the beginning both stay"),
        pytest.param(PILED, delay(PILED, DAY, 675, 45), {"early": "12:45"}, ("Pin", "First"), id="in each room"),
    ],
)
def test_a_pinned_session_stays_and_shields_what_is_behind_it(
    plan: Agenda, found: Ripple, moved: dict[str, str], staying: tuple[str, ...]
) -> None:
    assert (starts(found, plan), found.staying, found.shielded) == (moved, staying, 2 if staying else 0)
