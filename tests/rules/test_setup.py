"""Tests of the time a room needs for clearing after one session and setting up before the next."""

import pytest

from planner.domain.enums import Kind, Status
from planner.rules.rooms import ROOM_DOUBLE_BOOKED, SETUP_IN_THE_WAY
from tests.builders import talk
from tests.rules.plans import NEXT, parts, plan, texts


@pytest.mark.parametrize(
    ("teardown", "setup", "times", "needed", "free"),
    [
        pytest.param(10, 0, "10:10-11:00", 0, 0, id="cleared to the minute"),
        pytest.param(10, 0, "10:09-11:00", 10, 9, id="a minute short to clear"),
        pytest.param(0, 10, "10:10-11:00", 0, 0, id="set up to the minute"),
        pytest.param(0, 10, "10:09-11:00", 10, 9, id="a minute short to set up"),
        pytest.param(10, 20, "10:30-11:00", 0, 0, id="one after the other"),
        pytest.param(10, 20, "10:29-11:00", 30, 29, id="a minute short for both"),
        pytest.param(5, 0, "10:00-11:00", 5, 0, id="back to back"),
        pytest.param(0, 0, "10:00-11:00", 0, 0, id="nothing to clear"),
        pytest.param(0, 0, "09:00-11:00", 0, 0, id="nothing to clear, and they overlap"),
        pytest.param(30, 30, "09:59-11:00", 0, 0, id="those that overlap are the other rule's"),
    ],
)
def test_time_between_two_sessions(teardown: int, setup: int, times: str, needed: int, free: int) -> None:
    first = talk("b", "hall", "09:00-10:00", teardown=teardown, setup=120)
    found = texts(SETUP_IN_THE_WAY.check(plan(first, talk("a", "hall", times, setup=setup, teardown=99))))
    said = f"Hall needs {needed} minutes from 10:00 to be cleared and set up between “B” and “A”, and has {free}."

    assert found == ([said] if needed else [])


def test_a_finding_names_everything() -> None:
    both = [talk("a", ("attic", "hall"), "10:00-11:00", setup=1), talk("b", ("hall", "lab", "attic"), "09:00-10:00")]
    found = list(SETUP_IN_THE_WAY.check(plan(*both)))

    assert parts(found) == [("setup-in-the-way", "warning: 0 of 1 min to set up", ("a", "b"), (), ("hall", "attic"))]
    assert texts(found) == [
        "Hall, Attic needs 1 minute from 10:00 to be cleared and set up between “B” and “A”, and has 0."
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(talk("b", "lab", "10:00-11:00"), id="another room"),
        pytest.param(talk("b", "hall", "10:00-11:00", status=Status.CANCELLED), id="cancelled"),
        pytest.param(talk("b"), id="in the tray"),
        pytest.param(talk("b", "hall", "10:00-11:00", on=NEXT), id="another day"),
        pytest.param(talk("b", "", "10:00-11:00", kind=Kind.BREAK), id="a break for all: people clear away then"),
        pytest.param(talk("b", "", "10:00-11:00", kind=Kind.MEAL, setup=30), id="even one that is set up itself"),
    ],
)
def test_what_is_in_nobodys_way(other: object) -> None:
    session = talk("a", "hall", "09:00-10:00", teardown=30)

    assert list(SETUP_IN_THE_WAY.check(plan(session, other))) == []  # type: ignore[arg-type]


def test_after_a_break_for_all_the_next_session_is_met() -> None:
    things = [
        talk("a", "hall", "09:00-10:00", teardown=30),
        talk("b", "", "10:00-10:15", kind=Kind.BREAK),
        talk("c", "hall", "10:15-11:00", setup=15),
    ]

    assert [c.sessions for c in SETUP_IN_THE_WAY.check(plan(*things))] == [("a", "c")]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(talk("b", "hall", "10:00-11:00", kind=Kind.BREAK), id="a break in the room itself"),
        pytest.param(talk("b", "", "10:00-11:00", kind=Kind.KEYNOTE), id="a keynote for all"),
    ],
)
def test_what_is_in_the_way(other: object) -> None:
    session = talk("a", "hall", "09:00-10:00", teardown=30)

    assert [c.rooms for c in SETUP_IN_THE_WAY.check(plan(session, other))] == [("hall",)]  # type: ignore[arg-type]


def test_two_sessions_of_the_whole_venue() -> None:
    both = [talk("a", "", "09:00-10:00", teardown=5), talk("b", "", "10:04-11:00")]

    assert texts(SETUP_IN_THE_WAY.check(plan(*both))) == [
        "The whole venue needs 5 minutes from 10:00 to be cleared and set up between “A” and “B”, and has 4."
    ]


def test_three_rooms_in_common_are_one_finding_and_two_neighbours_two() -> None:
    rooms = ("hall", "lab", "attic")
    things = [talk(name, rooms, times, teardown=90) for name, times in (("a", "09:00-10:00"), ("b", "10:00-11:00"))]
    found = plan(*things, talk("c", "lab", "11:00-12:00"))

    assert [(c.sessions, c.rooms) for c in SETUP_IN_THE_WAY.check(found)] == [
        (("a", "b"), rooms),
        (("a", "c"), ("lab",)),
        (("b", "c"), ("lab",)),
    ]
    assert list(ROOM_DOUBLE_BOOKED.check(found)) == []


def test_across_midnight() -> None:
    both = [talk("a", "hall", "22:00-23:50", teardown=30), talk("b", "hall", "00:10-02:00", on=NEXT)]

    assert texts(SETUP_IN_THE_WAY.check(plan(*both))) == [
        "Hall needs 30 minutes from 23:50 to be cleared and set up between “A” and “B”, and has 20."
    ]


def test_the_later_one_may_be_the_one_with_the_longer_preparation() -> None:
    both = [talk("a", "hall", "09:00-10:00"), talk("b", "hall", "11:00-12:00", setup=180)]

    assert texts(SETUP_IN_THE_WAY.check(plan(*both))) == [
        "Hall needs 180 minutes from 10:00 to be cleared and set up between “A” and “B”, and has 60."
    ]
