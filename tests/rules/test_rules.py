"""Tests of every problem that a plan can have: one table of cases per rule, with every shape of overlap."""

from dataclasses import replace
from datetime import timedelta
from time import perf_counter

import pytest

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.enums import KINDS, Kind, Role, State, Status
from planner.rules import RULES, check
from planner.rules.completeness import session_unplaced, session_without_speaker
from planner.rules.conflict import Conflict, Severity
from planner.rules.hours import outside_day_hours
from planner.rules.people import person_in_two_places
from planner.rules.rooms import room_double_booked
from tests.builders import DAY, Appearance, agenda, day, moderator, person, room, span, speaker, talk

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
    found = list(room_double_booked(plan(first, second)))

    assert said(found) == ([(("a", "b"), f"Hall is taken twice at {when}: {titles}.")] if when else [])


@pytest.mark.parametrize(("times", "when"), SHAPES)
def test_one_person_in_two_sessions(times: str, when: str) -> None:
    first = talk("a", "hall", "09:00-10:00", people=(speaker("ada"),))
    second = talk("b", "lab", times, people=(moderator("ada"), speaker("bo")))
    titles = "“B” and “A”" if times[:5] < "09:00" or times == "09:00-09:30" else "“A” and “B”"
    found = list(person_in_two_places(plan(first, second)))

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
    found = list(room_double_booked(plan(talk("a", "hall", "09:00-10:00"), talk("b", where, "09:30-10:30"))))

    assert [(c.rooms, str(c.text).split(" is ")[0]) for c in found] == ([(rooms, name)] if name else [])


def test_two_sessions_in_two_rooms_clash_once() -> None:
    both = [talk(name, ("attic", "hall"), "09:00-10:00") for name in "ab"]

    assert next(iter(room_double_booked(plan(*both)))).rooms == ("hall", "attic")
    assert said(list(room_double_booked(plan(*both)))) == [
        (("a", "b"), "Hall, Attic is taken twice at 09:00: “A” and “B”.")
    ]


def test_the_whole_venue_taken_twice() -> None:
    found = list(room_double_booked(plan(talk("a", "", "09:00-10:00"), talk("b", "", "09:30-10:00"))))

    assert said(found) == [(("a", "b"), "The whole venue is taken twice at 09:30: “A” and “B”.")]
    assert [conflict.rooms for conflict in found] == [()]


def test_three_at_once_are_one_finding() -> None:
    found = list(room_double_booked(plan(*(talk(name, "hall", "09:00-10:00") for name in "abc"))))

    assert said(found) == [(("a", "b", "c"), "Hall 09:00–10:00: 3 sessions at once: “A”, “B” and 1 more.")]
    assert [str(conflict.short) for conflict in found] == ["3 at once in the room 09:00–10:00"]
    assert [conflict.rooms for conflict in found] == [("hall",)]


def test_three_at_once_in_several_rooms_are_one_finding_too() -> None:
    both = [talk(name, ("attic", "hall"), "09:00-10:00") for name in "abc"]
    whole = [talk(name, "", "09:00-10:00") for name in "abcd"]

    assert [(c.rooms, str(c.text)[:28]) for c in room_double_booked(plan(*both))] == [
        (("hall", "attic"), "Hall, Attic 09:00–10:00: 3 s")
    ]
    assert said(list(room_double_booked(plan(*whole)))) == [
        (("a", "b", "c", "d"), "The whole venue 09:00–10:00: 4 sessions at once: “A”, “B” and 2 more.")
    ]


def test_a_run_of_which_some_are_at_once_says_how_many() -> None:
    times = ("09:00-10:00", "09:00-11:00", "09:30-10:30", "10:00-11:30", "11:00-12:00")
    found = room_double_booked(plan(*(talk(n, "hall", t) for n, t in zip("abcde", times, strict=True))))

    assert said(list(found)) == [
        (("d", "e"), "Hall is taken twice at 11:00: “D” and “E”."),
        (("a", "b", "c", "d"), "Hall 09:30–10:30: 4 sessions, up to 3 at once: “A”, “B” and 2 more."),
    ]


def test_one_person_in_three_sessions_at_once_is_one_finding() -> None:
    rooms = ("hall", "lab", "attic")
    found = person_in_two_places(
        plan(*(talk(n, r, "09:00-10:00", people=(speaker("ada"),)) for n, r in zip("abc", rooms, strict=True)))
    )

    assert said(list(found)) == [(("a", "b", "c"), "Ada is in 3 places at once 09:00–10:00: “A”, “B” and 1 more.")]


def test_four_hundred_at_once_are_found_in_no_time() -> None:
    crowded = plan(*(talk(f"{n:03}", "hall", "12:00-12:50", people=(speaker("ada"),)) for n in range(400)))
    began = perf_counter()

    assert [len(c.sessions) for rule in (room_double_booked, person_in_two_places) for c in rule(crowded)] == [400, 400]
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

    assert (len(list(room_double_booked(found))), len(list(person_in_two_places(found)))) == (clash, clash)


@pytest.mark.parametrize("role", Role)
def test_every_role_takes_the_person(role: Role) -> None:
    first = talk("a", "hall", "09:00-10:00", people=(Appearance("ada", role),))
    second = talk("b", "lab", "09:00-10:00", people=(Appearance("ada", Role.SPEAKER), speaker("bo")))

    assert [c.people for c in person_in_two_places(plan(first, second))] == [("ada",)]


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
    second = talk("b", "lab", "09:00-10:00", people=(speaker("ada"),))
    found = plan(first, second)

    assert len(list(person_in_two_places(found))) == clash
    assert [c.sessions for c in session_without_speaker(found)] == ([] if clash else [("a",)])


def test_two_roles_in_one_session_are_no_clash() -> None:
    found = plan(talk("a", "hall", "09:00-10:00", people=(speaker("ada"), moderator("ada"))))

    assert list(person_in_two_places(found)) == []


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
    found = list(outside_day_hours(plan(talk("a", "hall", times))))

    assert said(found) == ([(("a",), text)] if text else [])


def test_a_night_that_is_open_past_midnight() -> None:
    inside = talk("a", "hall", "20:00-27:00", on=NEXT)
    late = talk("b", "lab", "26:00-27:01", on=NEXT)

    assert said(list(outside_day_hours(plan(inside, late)))) == [
        (("b",), "“B” ends at 03:01, after the day closes at 03:00.")
    ]


def test_a_date_that_is_no_day() -> None:
    lost = talk("a", "hall", "09:00-10:00", on=DAY - timedelta(days=1))

    assert said(list(outside_day_hours(plan(lost)))) == [
        (("a",), "“A” is on 2024-04-24, which is not a day of the conference.")
    ]


@pytest.mark.parametrize("kind", Kind)
def test_who_needs_a_speaker(kind: Kind) -> None:
    found = list(session_without_speaker(plan(talk("a", kind=kind))))

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
    found = list(session_without_speaker(plan(talk("a", people=(Appearance("ada", role),)))))

    assert len(found) == (not enough)


def test_a_session_in_the_tray() -> None:
    found = list(session_unplaced(plan(talk("a"), talk("b", "hall", "09:00-10:00"))))

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


def faulty() -> Agenda:
    """Return a plan in which every rule finds something, except the one about the night in which the clocks change."""
    clicker = replace(person("ada", needs=("clicker",)), availability=(span("09:00-10:00"),))
    shut = room("hall", seats=9, equipment=("piano",), closed=(span("19:00-20:00"),))
    made = agenda(
        day(),
        shut,
        clicker,
        BO,
        talk("a", kind=Kind.PANEL),
        talk("b", "hall", "09:00-10:00", people=(speaker("ada"),), abstract="About it.", audience=10, teardown=1),
        talk("c", "hall", "07:00-09:30", people=(speaker("ada"), speaker("bo", State.INVITED)), abstract="About it."),
        talk("d", "hall", "10:00-20:00", people=(speaker("bo"), moderator("ada", State.DECLINED)), abstract="Yes."),
    )
    return replace(made, venue=replace(made.venue, closes=19 * 60))


def test_the_gravest_come_first() -> None:
    found = check(faulty())

    assert [(c.rule, c.severity, c.sessions) for c in found] == [
        ("room-double-booked", Severity.PROBLEM, ("b", "c")),
        ("person-in-two-places", Severity.PROBLEM, ("b", "c")),
        ("person-unavailable", Severity.PROBLEM, ("c",)),
        ("room-closed", Severity.PROBLEM, ("d",)),
        ("outside-day-hours", Severity.WARNING, ("c",)),
        ("outside-day-hours", Severity.WARNING, ("d",)),
        ("venue-closed", Severity.WARNING, ("d",)),
        ("setup-in-the-way", Severity.WARNING, ("b", "d")),
        ("room-too-small", Severity.WARNING, ("b",)),
        ("equipment-missing", Severity.WARNING, ("c",)),
        ("equipment-missing", Severity.WARNING, ("b",)),
        ("person-declined", Severity.WARNING, ("d",)),
        ("person-unconfirmed", Severity.WARNING, ("c",)),
        ("session-without-speaker", Severity.WARNING, ("a",)),
        ("session-without-moderator", Severity.WARNING, ("a",)),
        ("session-without-abstract", Severity.HINT, ("a",)),
        ("session-unplaced", Severity.HINT, ("a",)),
    ]
    # the rules about shifts are in test_moderating.py, the one about the clocks in test_clocks.py
    assert len({c.rule for c in found}) == len(RULES) - 3


def test_the_order_does_not_hang_on_the_order_of_things() -> None:
    twins = [talk(name, "attic", "09:00-10:00", number=99) for name in "hgfedcba"]
    found = room_double_booked(plan(*twins))

    assert [c.sessions for c in found] == [tuple("abcdefgh")]
    assert check(Agenda.of(*reversed(list(faulty().entities())))) == check(faulty())


def test_the_short_texts_fit_on_a_block() -> None:
    found = check(faulty())

    assert list(dict.fromkeys(str(c.short) for c in found)) == [
        "Room taken twice at 09:00",
        "Ada in two places at 09:00",
        "Ada cannot be there at 07:00",
        "Hall is closed at 19:00",
        "Before the day opens at 08:00",
        "After the day closes at 18:00",
        "After the house closes at 19:00",
        "0 of 1 min to set up",
        "9 seats for 10",
        "Missing: clicker",
        "Ada has declined",
        "Bo has not answered yet",
        "No speaker yet",
        "No moderator yet",
        "No abstract yet",
        "Not placed yet",
    ]
    assert max(len(str(c.short)) for c in found) < 32
