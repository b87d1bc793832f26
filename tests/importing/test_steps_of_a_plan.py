"""Tests of how much work a plan does between two pauses for other events: calls are counted, not timed."""

import sys
from dataclasses import replace

import pytest

from planner.domain.enums import Role
from planner.importing.planning import plan_import
from planner.importing.zones import choose_zone
from tests.importing.lists import a_list, listed, somebody
from tests.importing.schedules import ZONE

MANY = 400
MOST_CALLS = 20_000
"""Most function calls between two pauses; a slow machine does a hundred thousand in 16 ms without a profiler."""


def programme(suffix="", ids="", named=False):
    """Return a list of many sessions with a person each, thirty at a time."""
    people = [somebody(f"Person {n} of {n * 7919 % MANY}", f"{ids}{n}", phone="1") for n in range(MANY)]
    sessions = [
        listed(f"Talk on {n * 7919 % MANY}{suffix}", f"{8 + n // 30 % 12:02}:00", key="" if named else f"{ids}{n}",
               said={"abstract": f"About {n}"}, rooms=(f"Room {n % 30}",))
        for n in range(MANY)
    ]  # fmt: skip
    on_stage = [replace(s, people=((p.key, Role.SPEAKER),)) for s, p in zip(sessions, people, strict=True)]
    return a_list(*on_stage, *people)


def most_calls(steps):
    """Return the most function calls between two steps."""
    most = now = 0

    def count(frame, event, arg):
        nonlocal now
        now += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        for _ in steps:
            most, now = max(most, now), 0
    finally:
        sys.setprofile(None)
    return max(most, now)


@pytest.mark.parametrize(
    "second",
    [programme(" again"), programme(" anew", ids="x"), programme("s", named=True)],
    ids=["retitled", "other ids and titles", "without ids"],
)
@pytest.mark.long
def test_a_plan_looks_up_often_whatever_has_become_of_the_list(importing, second):

    calls = most_calls(plan_import(importing.new(programme()), second, choose_zone("", ZONE), importing.new_id))

    assert calls < MOST_CALLS
