"""Tests of the time a room needs for clearing after one session and setting up before the next."""

import pytest

from planner.domain.entities import Session
from planner.domain.enums import Kind, Status
from planner.rules.conflict import Severity
from planner.rules.rooms import ROOM_DOUBLE_BOOKED, SETUP_IN_THE_WAY
from tests.builders import talk
from tests.rules.plans import NEXT, plan, texts


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


CLEARED = talk("a", "hall", "09:00-10:00", teardown=30)
ALL = ("hall", "lab", "attic")
WHOLE = [talk("a", "", "09:00-10:00", teardown=5), talk("b", "", "10:04-11:00")]
NIGHT = [talk("a", "hall", "22:00-23:50", teardown=30), talk("b", "hall", "00:10-02:00", on=NEXT)]
THREE = [talk(name, ALL, times, teardown=90) for name, times in (("a", "09:00-10:00"), ("b", "10:00-11:00"))]
BOTH = [talk("a", ("attic", "hall"), "10:00-11:00", setup=1), talk("b", ("hall", "lab", "attic"), "09:00-10:00")]
PAUSE = talk("b", "", "10:00-10:15", kind=Kind.BREAK)


@pytest.mark.parametrize(
    ("things", "found", "text"),
    [
        pytest.param([CLEARED, talk("b", "lab", "10:00-11:00")], [], "", id="another room"),
        pytest.param([CLEARED, talk("b", "hall", "10:00-11:00", status=Status.CANCELLED)], [], "", id="cancelled"),
        pytest.param([CLEARED, talk("b")], [], "", id="in the tray"),
        pytest.param([CLEARED, talk("b", "hall", "10:00-11:00", on=NEXT)], [], "", id="another day"),
        pytest.param([CLEARED, talk("b", "", "10:00-11:00", kind=Kind.BREAK)], [], "",
                     id="a break for all: people clear away then"),
        pytest.param([CLEARED, talk("b", "", "10:00-11:00", kind=Kind.MEAL, setup=30)], [], "",
                     id="even one that is set up itself"),
        pytest.param([CLEARED, PAUSE, talk("c", "hall", "10:15-11:00", setup=15)], [("ac", ("hall",))],
                     "45 minutes from 10:00", id="after a break for all the next session is met"),
        pytest.param([CLEARED, talk("b", "hall", "10:00-11:00", kind=Kind.BREAK)], [("ab", ("hall",))],
                     "30 minutes from 10:00", id="a break in the room itself"),
        pytest.param([CLEARED, talk("b", "", "10:00-11:00", kind=Kind.KEYNOTE)], [("ab", ("hall",))],
                     "30 minutes from 10:00", id="a keynote for all"),
        pytest.param(WHOLE, [("ab", ())], "The whole venue needs 5 minutes from 10:00 to be cleared and set up between"
                     " “A” and “B”, and has 4.", id="two sessions of the whole venue"),
        pytest.param([*THREE, talk("c", "lab", "11:00-12:00")], [("ab", ALL), ("ac", ("lab",)), ("bc", ("lab",))],
                     "Hall, Lab, Attic needs 90", id="rooms in common are one finding, two neighbours two"),
        pytest.param(NIGHT, [("ab", ("hall",))], "Hall needs 30 minutes from 23:50 to be cleared and set up between"
                     " “A” and “B”, and has 20.", id="across midnight"),
        pytest.param([talk("a", "hall", "09:00-10:00"), talk("b", "hall", "11:00-12:00", setup=180)],
                     [("ab", ("hall",))], "180 minutes from 10:00", id="the later one has the longer preparation"),
        pytest.param(BOTH, [("ab", ("hall", "attic"))], "Hall, Attic needs 1 minute from 10:00 to be cleared and set up"
                     " between “B” and “A”, and has 0.", id="one minute"),
    ],
)  # fmt: skip
def test_who_is_in_the_way(things: list[Session], found: list[tuple[str, tuple[str, ...]]], text: str) -> None:
    conflicts = list(SETUP_IN_THE_WAY.check(plan(*things)))

    assert [("".join(c.sessions), c.rooms) for c in conflicts] == found
    assert text in [*texts(conflicts), ""][0]
    assert {c.severity for c in conflicts} <= {Severity.WARNING}
    assert list(ROOM_DOUBLE_BOOKED.check(plan(*things))) == []
