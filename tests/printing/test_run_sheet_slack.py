"""Tests of slack: the time that a stretch of a room's day can lose."""

from typing import Any

import pytest

from planner.domain.entities import Session
from planner.domain.enums import Kind, Status
from planner.domain.span import minutes_of
from planner.printing.run_sheet_sections import Slack, can_give, slack_in
from tests.builders import agenda, talk


def slacks(*sessions: Session, closes: str | None = "18:00") -> dict[str, Slack]:
    return slack_in(agenda(*sessions).placed, minutes_of(closes) if closes else None)


def pause(name: str, times: str, **fields: Any) -> Session:
    return talk(name, "", times, **{"kind": Kind.BREAK, **fields})


LUNCH = talk("lunch", "", "12:10-13:00", kind=Kind.MEAL, pinned=True)


@pytest.mark.parametrize(
    ("minutes", "kind", "given"),
    [
        pytest.param(30, Kind.BREAK, 15, id="half of a break"),
        pytest.param(60, Kind.MEAL, 30, id="half of a meal"),
        pytest.param(15, Kind.BREAK, 7, id="the longer half is kept"),
        pytest.param(8, Kind.BREAK, 3, id="five minutes are kept"),
        pytest.param(4, Kind.BREAK, 0, id="a break shorter than that gives nothing"),
        pytest.param(60, Kind.TALK, 0, id="a talk gives nothing"),
        pytest.param(60, Kind.REGISTRATION, 0, id="registration gives nothing"),
    ],
)
def test_what_can_be_taken_from_a_session(minutes: int, kind: Kind, given: int) -> None:
    assert can_give(talk("x", kind=kind, minutes=minutes)) == given


@pytest.mark.parametrize("fields", [{"pinned": True}, {"status": Status.CANCELLED}])
def test_a_break_that_is_pinned_or_cancelled_gives_nothing(fields: dict[str, Any]) -> None:
    assert can_give(talk("x", kind=Kind.BREAK, minutes=30, **fields)) == 0


def test_gaps_and_breaks_until_the_pinned_session_and_then_until_the_day_closes() -> None:
    found = slacks(
        talk("one", "hall", "09:00-10:00"),
        pause("coffee", "10:00-10:20"),
        talk("two", "hall", "10:25-12:10"),
        LUNCH,
        talk("three", "hall", "13:00-14:00"),
    )

    morning, afternoon = Slack("Lunch", minutes_of("12:10"), gaps=5, breaks=10), Slack("", 18 * 60, gaps=240)
    assert found == {
        "one": morning,
        "coffee": morning,
        "two": morning,
        "lunch": afternoon,
        "three": afternoon,
    }


@pytest.mark.parametrize(
    ("first", "second", "gaps"),
    [
        pytest.param({}, {}, 30, id="a gap"),
        pytest.param({"teardown": 10}, {}, 20, id="clearing away takes of it"),
        pytest.param({}, {"setup": 5}, 25, id="setting up takes of it"),
        pytest.param({"teardown": 20}, {"setup": 20}, 0, id="never less than nothing"),
    ],
)
def test_a_gap(first: dict[str, Any], second: dict[str, Any], gaps: int) -> None:
    found = slacks(
        talk("one", "hall", "09:00-11:40", **first), talk("two", "hall", "12:10-13:00", pinned=True, **second)
    )

    assert found["one"] == Slack("Two", minutes_of("12:10"), gaps)


def test_what_overlaps_leaves_no_gap_behind_the_shorter_one() -> None:
    found = slacks(talk("long", "hall", "09:00-12:00"), talk("short", "hall", "09:10-09:30"), LUNCH)

    assert found["long"].gaps == 10


def test_a_cancelled_session_is_a_gap() -> None:
    found = slacks(
        talk("one", "hall", "09:00-10:00"), talk("off", "hall", "10:00-11:00", status=Status.CANCELLED), LUNCH
    )

    assert (found["one"].gaps, "off" in found) == (130, False)


def test_a_day_that_is_over_time_or_whose_end_is_unknown_says_nothing_of_its_end() -> None:
    late = talk("late", "hall", "17:00-19:00")

    assert slacks(late) == slacks(late, closes=None) == {}
