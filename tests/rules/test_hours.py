"""Tests of closed rooms and of the venue's closing time."""

import pytest

from planner.domain.enums import Status
from planner.rules.hours import ROOM_CLOSED, VENUE_CLOSED
from tests.builders import DAY, room, span, talk
from tests.rules.plans import NEXT, parts, plan, texts

CASES = [
    pytest.param("11:00-12:00", "", id="up to the minute it closes"),
    pytest.param("13:00-14:00", "", id="from the minute it opens again"),
    pytest.param("11:30-12:01", "12:00", id="a minute too long"),
    pytest.param("12:59-14:00", "12:59", id="a minute too early"),
    pytest.param("12:15-12:45", "12:15", id="inside"),
    pytest.param("11:00-14:00", "12:00", id="around"),
]


@pytest.mark.parametrize(("times", "when"), CASES)
def test_a_session_in_a_room_that_is_closed(times: str, when: str) -> None:
    shut = room("hall", closed=(span("12:30-13:00"), span("12:00-12:30")))
    found = list(ROOM_CLOSED.check(plan(shut, talk("a", "hall", times))))
    said = f"Hall is closed 12:00–13:00 on 2024-04-25, but “A” is there {times.replace('-', '–')}."

    assert texts(found) == ([said] if when else [])
    assert parts(found) == (
        [("room-closed", f"problem: Hall is closed at {when}", ("a",), (), ("hall",))] if when else []
    )


@pytest.mark.parametrize(
    "session",
    [
        pytest.param(talk("a", "", "12:00-13:00"), id="the whole venue does without it"),
        pytest.param(talk("a", "lab", "12:00-13:00"), id="another room"),
        pytest.param(talk("a", "hall", "12:00-13:00", on=NEXT), id="another day"),
        pytest.param(talk("a", "hall", "12:00-13:00", status=Status.CANCELLED), id="cancelled"),
        pytest.param(talk("a"), id="in the tray"),
    ],
)
def test_who_does_not_mind_a_closed_room(session: object) -> None:
    shut = room("hall", closed=(span("12:00-13:00"),))

    assert list(ROOM_CLOSED.check(plan(shut, session))) == []  # type: ignore[arg-type]


def test_each_closed_room_is_a_finding_also_over_night() -> None:
    shut = [room(name, n, closed=(span("12:00-13:00"), span("22:00-30:00"))) for n, name in enumerate(("hall", "lab"))]
    noon = talk("a", ("lab", "attic", "hall"), "12:00-13:00")
    night = [talk("b", "hall", "05:59-07:00", on=NEXT), talk("c", "hall", "06:00-07:00", on=NEXT)]

    assert [c.rooms for c in ROOM_CLOSED.check(plan(*shut, noon))] == [("lab",), ("hall",)]
    assert texts(ROOM_CLOSED.check(plan(*shut, *night))) == [
        "Hall is closed 00:00–06:00 on 2024-04-26, but “B” is there 05:59–07:00."
    ]


SHUT = [
    pytest.param(1020, DAY, "16:00-17:00", "", id="to the minute"),
    pytest.param(1020, DAY, "16:00-17:01", "“A” ends at 17:01, after the house closes at 17:00.", id="a minute late"),
    pytest.param(None, DAY, "16:00-23:00", "", id="a house that never shuts"),
    pytest.param(1440, DAY, "20:00-24:01", "“A” ends at 00:01, after the house closes at 00:00.", id="at midnight"),
    pytest.param(1500, DAY, "20:00-25:00", "", id="written as past midnight"),
    pytest.param(60, NEXT, "22:00-25:00", "", id="before the day opens is the night that follows"),
    pytest.param(60, NEXT, "22:00-25:01", "“A” ends at 01:01, after the house closes at 01:00.", id="a minute into it"),
    pytest.param(60, DAY, "09:00-10:00", "", id="and not the night before"),
    pytest.param(1200, NEXT, "20:00-27:00", "", id="the minute a day opens is a day later"),
    pytest.param(1201, NEXT, "20:00-20:02", "“A” ends at 20:02, after the house closes at 20:01.", id="a minute after"),
    pytest.param(60, NEXT.replace(day=27), "09:00-10:00", "", id="a date that is no day"),
]


@pytest.mark.parametrize(("closes", "on", "times", "text"), SHUT)
@pytest.mark.parametrize("where", ["hall", ""])
def test_a_session_after_the_house_shuts(closes: int, on: object, times: str, text: str, where: str) -> None:
    found = list(VENUE_CLOSED.check(plan(talk("a", where, times, on=on), closes=closes)))  # type: ignore[arg-type]

    assert texts(found) == ([text] if text else [])
    assert [c.rooms for c in found] == [(where,) if where else ()] * bool(text)


def test_a_cancelled_session_needs_no_open_house() -> None:
    late = talk("a", "hall", "16:00-18:00", status=Status.CANCELLED)

    assert list(VENUE_CLOSED.check(plan(late, closes=1020))) == []
    assert parts(VENUE_CLOSED.check(plan(talk("b", "lab", "16:00-18:00"), closes=1020))) == [
        ("venue-closed", "warning: After the house closes at 17:00", ("b",), (), ("lab",))
    ]
