"""Tests of every problem that a plan can have: one table of cases per rule, with every shape of overlap."""

from datetime import timedelta
from time import perf_counter

import pytest

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.enums import KINDS, Kind, Role, State, Status
from planner.rules import check
from planner.rules.completeness import SESSION_UNPLACED, SESSION_WITHOUT_SPEAKER
from planner.rules.conflict import Conflict
from planner.rules.hours import OUTSIDE_DAY_HOURS
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.rules.rooms import ROOM_DOUBLE_BOOKED
from tests.builders import DAY, Appearance, agenda, day, moderator, person, room, speaker, talk

NEXT = DAY + timedelta(days=1)
HALL, LAB, ATTIC = room("hall"), room("lab", 1), room("attic", 2)
ADA, BO = person("ada"), person("bo")


def plan(*sessions: Session) -> Agenda:
    """Return a plan of three rooms, two people and two days, the second from 20:00 to 03:00."""
    return agenda(day(), day(NEXT, "20:00", "27:00"), HALL, LAB, ATTIC, ADA, BO, *sessions)


def said(found: list[Conflict]) -> list[tuple[tuple[str, ...], str]]:
    """Return the sessions and the text of each finding."""
    return [(conflict.sessions, str(conflict.text)) for conflict in found]


SHAPES = [
    pytest.param("08:00-09:00", "", id="back to back before is fine"),
    pytest.param("10:00-11:00", "", id="back to back after is fine"),
    pytest.param("08:00-08:30", "", id="earlier is fine"),
    pytest.param("11:00-12:00", "", id="later is fine"),
    pytest.param("08:30-09:01", "09:00", id="one shared minute at the start"),
    pytest.param("09:59-11:00", "09:59", id="one shared minute at the end"),
    pytest.param("08:30-09:30", "09:00", id="over the start"),
    pytest.param("09:30-10:30", "09:30", id="over the end"),
    pytest.param("09:15-09:45", "09:15", id="inside"),
    pytest.param("08:00-11:00", "09:00", id="around"),
    pytest.param("09:00-10:00", "09:00", id="the same time"),
    pytest.param("09:00-09:30", "09:00", id="the same start"),
    pytest.param("09:30-10:00", "09:30", id="the same end"),
]


@pytest.mark.parametrize(("times", "when"), SHAPES)
def test_two_sessions_in_one_room(times: str, when: str) -> None:
    first, second = talk("a", "hall", "09:00-10:00"), talk("b", "hall", times)
    titles = "“B” and “A”" if times[:5] < "09:00" or times == "09:00-09:30" else "“A” and “B”"
    found = list(ROOM_DOUBLE_BOOKED.check(plan(first, second)))

    assert said(found) == ([(("a", "b"), f"Hall is taken twice at {when}: {titles}.")] if when else [])


@pytest.mark.parametrize(("times", "when"), SHAPES)
def test_one_person_in_two_sessions(times: str, when: str) -> None:
    first = talk("a", "hall", "09:00-10:00", people=(speaker("ada"),))
    second = talk("b", "lab", times, people=(moderator("ada"), speaker("bo")))
    titles = "“B” and “A”" if times[:5] < "09:00" or times == "09:00-09:30" else "“A” and “B”"
    found = list(PERSON_IN_TWO_PLACES.check(plan(first, second)))

    assert said(found) == ([(("a", "b"), f"Ada is in two places at {when}: {titles}.")] if when else [])


WHERE = [
    pytest.param("lab", (), "", id="another room is fine"),
    pytest.param("hall", ("hall",), "Hall", id="the same room"),
    pytest.param(("lab", "hall"), ("hall",), "Hall", id="one of two rooms"),
    pytest.param(("lab", "attic"), (), "", id="two other rooms are fine"),
    pytest.param("", ("hall",), "Hall", id="the whole venue takes every room"),
]


@pytest.mark.parametrize(("where", "rooms", "name"), WHERE)
def test_rooms_that_meet(where: str | tuple[str, ...], rooms: tuple[str, ...], name: str) -> None:
    found = list(ROOM_DOUBLE_BOOKED.check(plan(talk("a", "hall", "09:00-10:00"), talk("b", where, "09:30-10:30"))))

    assert [(c.rooms, str(c.text).split(" is ")[0]) for c in found] == ([(rooms, name)] if name else [])


def named(names: str, where: str | tuple[str, ...], times: str = "09:00-10:00") -> list[Session]:
    """Return a session of each name in those rooms."""
    return [talk(name, where, times) for name in names]


RUN = ("09:00-10:00", "09:00-11:00", "09:30-10:30", "10:00-11:30", "11:00-12:00")
BOTH = ("attic", "hall")


@pytest.mark.parametrize(
    ("sessions", "rooms", "expected", "short"),
    [
        pytest.param(named("ab", BOTH), ("hall", "attic"), ["Hall, Attic is taken twice at 09:00: “A” and “B”."],
                     "Room taken twice at 09:00", id="in two rooms two sessions clash once"),
        pytest.param([*named("a", ""), *named("b", "", "09:30-10:00")], (),
                     ["The whole venue is taken twice at 09:30: “A” and “B”."],
                     "Room taken twice at 09:30", id="the whole venue taken twice"),
        pytest.param(named("abc", "hall"), ("hall",),
                     ["Hall 09:00–10:00: 3 sessions at once: “A”, “B” and 1 more."],
                     "3 at once in the room 09:00–10:00", id="three at once"),
        pytest.param(named("abc", BOTH), ("hall", "attic"),
                     ["Hall, Attic 09:00–10:00: 3 sessions at once: “A”, “B” and 1 more."],
                     "3 at once in the room 09:00–10:00", id="in several rooms"),
        pytest.param(named("abcd", ""), (),
                     ["The whole venue 09:00–10:00: 4 sessions at once: “A”, “B” and 2 more."],
                     "4 at once in the room 09:00–10:00", id="everywhere"),
        pytest.param([talk(name, "", times) for name, times in zip("abcde", RUN, strict=True)], (),
                     ["The whole venue is taken twice at 11:00: “D” and “E”.",
                      "The whole venue 09:30–10:30: 4 sessions, up to 3 at once: “A”, “B” and 2 more."],
                     "3 at once in the room 09:30–10:30", id="a run everywhere of which some are at once"),
        pytest.param([talk(name, "hall", times) for name, times in zip("abcde", RUN, strict=True)], ("hall",),
                     ["Hall is taken twice at 11:00: “D” and “E”.",
                      "Hall 09:30–10:30: 4 sessions, up to 3 at once: “A”, “B” and 2 more."],
                     "3 at once in the room 09:30–10:30", id="a run of which some are at once says how many"),
    ],
)  # fmt: skip
def test_many_at_once_are_one_finding(
    sessions: list[Session], rooms: tuple[str, ...], expected: list[str], short: str
) -> None:
    found = list(ROOM_DOUBLE_BOOKED.check(plan(*sessions)))

    assert [str(conflict.text) for conflict in found] == expected
    assert {conflict.rooms for conflict in found} == {rooms}
    assert {name for c in found for name in c.sessions} == {session.id for session in sessions}
    assert str(found[-1].short) == short


@pytest.mark.parametrize(
    ("times", "text"),
    [
        (["09:00-10:00"] * 3, "Ada is in 3 places at once 09:00–10:00: “A”, “B” and 1 more."),
        (RUN[:4], "Ada is in 4 sessions 09:30–10:30, up to 3 at once: “A”, “B” and 2 more."),
    ],
)
def test_one_person_in_many_sessions_at_once_is_one_finding(times: list[str], text: str) -> None:
    held = [talk(name, "hall", when, people=(speaker("ada"),)) for name, when in zip("abcd", times, strict=False)]

    assert said(list(PERSON_IN_TWO_PLACES.check(plan(*held)))) == [(tuple("abcd"[: len(held)]), text)]


def test_four_hundred_at_once_are_found_in_no_time() -> None:
    crowded = plan(*(talk(f"{n:03}", "hall", "12:00-12:50", people=(speaker("ada"),)) for n in range(400)))
    began = perf_counter()

    assert [len(c.sessions) for rule in (ROOM_DOUBLE_BOOKED, PERSON_IN_TWO_PLACES) for c in rule.check(crowded)] == [
        400,
        400,
    ]
    assert perf_counter() - began < 0.5


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        pytest.param(("22:00-26:00", DAY), ("01:00-03:00", NEXT), True, id="past midnight into the next day"),
        pytest.param(("22:00-25:00", DAY), ("01:00-03:00", NEXT), False, id="past midnight, back to back"),
        pytest.param(("09:00-10:00", DAY), ("09:00-10:00", NEXT), False, id="the same hour of another day"),
        pytest.param(("22:00-23:00", DAY), ("23:00-24:00", DAY), False, id="up to midnight"),
    ],
)
def test_across_midnight(first: tuple[str, object], second: tuple[str, object], clash: bool) -> None:
    found = plan(
        *(
            talk(name, "hall", times, on=on, people=(speaker("ada"),))  # type: ignore[arg-type]
            for name, (times, on) in zip("ab", (first, second), strict=True)
        )
    )

    assert (len(list(ROOM_DOUBLE_BOOKED.check(found))), len(list(PERSON_IN_TWO_PLACES.check(found)))) == (clash, clash)


@pytest.mark.parametrize("role", Role)
def test_every_role_takes_the_person(role: Role) -> None:
    first = talk("a", "hall", "09:00-10:00", people=(Appearance("ada", role),))
    second = talk("b", "lab", "09:00-10:00", people=(Appearance("ada", Role.SPEAKER), speaker("bo")))

    assert [c.people for c in PERSON_IN_TWO_PLACES.check(plan(first, second))] == [("ada",)]


@pytest.mark.parametrize(
    ("state", "clash"),
    [
        (State.INVITED, True),
        (State.TENTATIVE, True),
        (State.CONFIRMED, True),
        (State.DECLINED, False),
        (State.CANCELLED, False),
    ],
)
def test_who_is_still_expected(state: State, clash: bool) -> None:
    first = talk("a", "hall", "09:00-10:00", people=(speaker("ada", state),))
    found = plan(first, talk("b", "lab", "09:00-10:00", people=(speaker("ada"),)))

    assert len(list(PERSON_IN_TWO_PLACES.check(found))) == clash
    assert [c.sessions for c in SESSION_WITHOUT_SPEAKER.check(found)] == ([] if clash else [("a",)])


def test_two_roles_in_one_session_are_no_clash() -> None:
    found = plan(talk("a", "hall", "09:00-10:00", people=(speaker("ada"), moderator("ada"))))

    assert list(PERSON_IN_TWO_PLACES.check(found)) == []


@pytest.mark.parametrize(
    ("times", "text"),
    [
        pytest.param("08:00-18:00", "", id="the whole day is fine"),
        pytest.param("07:59-09:00", "“A” begins at 07:59, before the day opens at 08:00.", id="a minute early"),
        pytest.param("17:00-18:01", "“A” ends at 18:01, after the day closes at 18:00.", id="a minute late"),
        pytest.param("06:00-20:00", "“A” begins at 06:00, before the day opens at 08:00.", id="both: the start counts"),
        pytest.param("23:00-25:00", "“A” ends at 01:00, after the day closes at 18:00.", id="past midnight"),
    ],
)
def test_outside_the_days_hours(times: str, text: str) -> None:
    assert said(list(OUTSIDE_DAY_HOURS.check(plan(talk("a", "hall", times))))) == ([(("a",), text)] if text else [])


def test_a_night_that_is_open_past_midnight() -> None:
    inside = talk("a", "hall", "20:00-27:00", on=NEXT)
    assert said(list(OUTSIDE_DAY_HOURS.check(plan(inside, talk("b", "lab", "26:00-27:01", on=NEXT))))) == [
        (("b",), "“B” ends at 03:01, after the day closes at 03:00.")
    ]


def test_a_date_that_is_no_day() -> None:
    lost = talk("a", "hall", "09:00-10:00", on=DAY - timedelta(days=1))

    assert said(list(OUTSIDE_DAY_HOURS.check(plan(lost)))) == [
        (("a",), "“A” is on 2024-04-24, which is not a day of the conference.")
    ]


@pytest.mark.parametrize("kind", Kind)
def test_who_needs_a_speaker(kind: Kind) -> None:
    found = list(SESSION_WITHOUT_SPEAKER.check(plan(talk("a", kind=kind))))

    assert said(found) == ([(("a",), "“A” has no speaker yet.")] if KINDS[kind].needs_speaker else [])


@pytest.mark.parametrize(
    ("role", "enough"),
    [
        (Role.SPEAKER, True),
        (Role.PANELLIST, True),
        (Role.HOST, True),
        (Role.MODERATOR, False),
        (Role.RESERVE, False),
    ],
)
def test_who_is_on_stage(role: Role, enough: bool) -> None:
    found = list(SESSION_WITHOUT_SPEAKER.check(plan(talk("a", people=(Appearance("ada", role),)))))

    assert len(found) == (not enough)


def test_a_session_in_the_tray() -> None:
    found = list(SESSION_UNPLACED.check(plan(talk("a"), talk("b", "hall", "09:00-10:00"))))

    assert said(found) == [(("a",), "“A” is not placed in the timeline yet.")]


def test_a_cancelled_session_is_in_nobodys_way() -> None:
    gone = {"status": Status.CANCELLED, "people": (speaker("ada"),)}
    there = {"people": (speaker("ada"),)}
    found = plan(
        talk("a", "hall", "09:00-10:00", abstract="About it.", **there),
        talk("b", "hall", "09:00-10:00", **gone),
        talk("c", "hall", "05:00-06:00", status=Status.CANCELLED),
        talk("d", status=Status.CANCELLED),
    )

    assert check(found) == ()
