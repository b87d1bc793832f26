"""Tests of what an import costs: it grows with the file, and no faster; counted in calls, as no clock is steady."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from planner.cli.importing import counts_left_alone
from planner.importing.sources.ics_times import ClockRule, FileZone
from tests.importing.calendar_files import read, vcalendar, vevent
from tests.importing.lists import a_list, listed, somebody

FEW, FOUR_TIMES = 120, 480


def calls(run: Callable[[], object]) -> int:
    """Return how many functions of Python a call calls, and how often it goes on with a generator."""
    n = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal n
        n += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return n


def sessions(n, *, word="Talk", minutes=0):
    """Return a list of sessions in one hall, each with a person of their own."""
    starts = (datetime(2024, 4, 25, 8, minutes, tzinfo=UTC) + timedelta(hours=i % 9, days=i // 9) for i in range(n))
    return a_list(*(listed(f"{word} {i}", f"{at:%H:%M}", f"Ada {i}", on=at.date(), key=str(i))
                    for i, at in enumerate(starts)))  # fmt: skip


def people(n, word="Ada"):
    """Return a list of people, whose names all begin alike."""
    return a_list(*(somebody(f"{word} Number{i}", email=f"{word}{i}@example.org", key=f"{word}{i}") for i in range(n)))


LISTS = {
    "sessions": (lambda n: sessions(0), sessions),
    "the same again": (sessions, sessions),
    "all retitled": (sessions, lambda n: sessions(n, word="Another")),
    "all moved": (sessions, lambda n: sessions(n, minutes=10)),
    "another list": (sessions, lambda n: replace(sessions(n, word="Quite another"), namespace="other")),
    "people": (lambda n: people(0), people),
    "other people beside them": (people, lambda n: people(n, word="Ann")),
}


@pytest.mark.parametrize(("first", "then"), LISTS.values(), ids=LISTS)
def test_planning_four_times_as_much_costs_at_most_five_times_as_much(importing, first, then):
    def cost(n):
        before, told = importing.new(first(n)), then(n)
        return calls(lambda: importing.plan(before, told).change())

    assert cost(FOUR_TIMES) <= 5 * cost(FEW)


@pytest.mark.parametrize("of", [sessions, people])
def test_what_the_command_line_leaves_alone_is_counted_at_the_same_cost(importing, of):
    def cost(n):
        plan = importing.new_plan(of(n))
        return calls(lambda: counts_left_alone(plan, ("conflict", "gone")))

    assert cost(FOUR_TIMES) <= 5 * cost(FEW)


def test_a_zone_of_900_rules_is_looked_through_once_for_all_times_of_a_year():
    hours = [timezone(timedelta(hours=n)) for n in range(9)]
    rules = tuple(ClockRule(datetime(1990, 1, 1) + timedelta(days=10 * n), hours[n % 9]) for n in range(900))
    zone = FileZone(rules)

    assert calls(lambda: [zone.utc_offset(datetime(2024, 4, 25) + timedelta(minutes=n)) for n in range(5000)]) < 20_000
    assert zone.utc_offset(datetime(2024, 4, 25)) == rules[-1].offset
    assert zone.utc_offset(datetime(1990, 1, 12)) == hours[1]
    assert zone.utc_offset(datetime(1980, 1, 1)) == hours[0]


def test_a_line_of_very_many_parameters_says_nothing():
    parameters = "".join(f";A{n}=1" for n in range(20_000))

    (session,) = read(vcalendar(vevent(f"X-LONG{parameters}:x"))).sessions
    assert [str(remark) for remark in session.remarks] == ["Line 8 says nothing that can be understood."]
