"""Tests of the problems of sessions and rooms: one table of cases per rule, with every shape of overlap."""

from datetime import date, timedelta
from time import perf_counter

import pytest

from planner.domain.entities import Session
from planner.domain.value_objects import KINDS, Appearance, Kind, Role, State, Status
from planner.rules import check
from planner.rules.capacity import EQUIPMENT_MISSING, ROOM_TOO_SMALL
from planner.rules.completeness import SESSION_UNPLACED, SESSION_WITHOUT_SPEAKER
from planner.rules.hours import OUTSIDE_DAY_HOURS
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.rules.rooms import ROOM_DOUBLE_BOOKED, SETUP_IN_THE_WAY
from planner.rules.rule import Conflict, Severity
from tests.builders import DAY, moderator, person, room, speaker, talk
from tests.rules.plans import NEXT, parts, plan, texts


def said(found: list[Conflict]) -> list[tuple[tuple[str, ...], str]]:
    """Return the sessions and the text of each finding."""
    return [(conflict.sessions, str(conflict.text)) for conflict in found]


@pytest.mark.parametrize(
    ("times", "when"),
    [
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
    ],
)
def test_two_sessions_in_one_room_and_of_one_person(times: str, when: str) -> None:
    first = talk("a", "hall", "09:00-10:00", people=(speaker("ada"), moderator("ada")))
    both = plan(first, talk("b", "hall", times, people=(moderator("ada"), speaker("bo"))))
    titles = "“B” and “A”" if times[:5] < "09:00" or times == "09:00-09:30" else "“A” and “B”"
    found = [*ROOM_DOUBLE_BOOKED.check(both), *PERSON_IN_TWO_PLACES.check(both)]

    assert said(found) == [
        (("a", "b"), f"{what} at {when}: {titles}.") for what in ("Hall is taken twice", "Ada is in two places") if when
    ]


@pytest.mark.parametrize(
    ("where", "rooms", "name"),
    [
        pytest.param("lab", (), "", id="another room is fine"),
        pytest.param("hall", ("hall",), "Hall", id="the same room"),
        pytest.param(("lab", "hall"), ("hall",), "Hall", id="one of two rooms"),
        pytest.param(("lab", "attic"), (), "", id="two other rooms are fine"),
        pytest.param("", ("hall",), "Hall", id="the whole venue takes every room"),
    ],
)
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


@pytest.mark.parametrize(
    ("times", "on", "text"),
    [
        pytest.param("08:00-18:00", DAY, "", id="the whole day is fine"),
        pytest.param("07:59-09:00", DAY, "“A” begins at 07:59, before the day opens at 08:00.", id="a minute early"),
        pytest.param("17:00-18:01", DAY, "“A” ends at 18:01, after the day closes at 18:00.", id="a minute late"),
        pytest.param("06:00-20:00", DAY, "“A” begins at 06:00, before the day opens at 08:00.", id="the start counts"),
        pytest.param("23:00-25:00", DAY, "“A” ends at 01:00, after the day closes at 18:00.", id="past midnight"),
        pytest.param("20:00-27:00", NEXT, "", id="a night that is open past midnight"),
        pytest.param("26:00-27:01", NEXT, "“A” ends at 03:01, after the day closes at 03:00.", id="late in the night"),
        pytest.param("09:00-10:00", DAY - timedelta(days=1),
                     "“A” is on 2024-04-24, which is not a day of the conference.", id="a date that is no day"),
    ],
)  # fmt: skip
def test_outside_the_days_hours(times: str, on: date, text: str) -> None:
    found = list(OUTSIDE_DAY_HOURS.check(plan(talk("a", "hall", times, on=on))))

    assert said(found) == ([(("a",), text)] if text else [])


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


# the time that a room needs between two sessions ----------------------------------------------------------


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
IN_TWO_ROOMS = [
    talk("a", ("attic", "hall"), "10:00-11:00", setup=1),
    talk("b", ("hall", "lab", "attic"), "09:00-10:00"),
]
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
        pytest.param(IN_TWO_ROOMS, [("ab", ("hall", "attic"))],
                     "Hall, Attic needs 1 minute from 10:00 to be cleared and set up between “B” and “A”, and has 0.",
                     id="one minute"),
    ],
)  # fmt: skip
def test_who_is_in_the_way(things: list[Session], found: list[tuple[str, tuple[str, ...]]], text: str) -> None:
    conflicts = list(SETUP_IN_THE_WAY.check(plan(*things)))

    assert [("".join(c.sessions), c.rooms) for c in conflicts] == found
    assert text in [*texts(conflicts), ""][0]
    assert {c.severity for c in conflicts} <= {Severity.WARNING}
    assert list(ROOM_DOUBLE_BOOKED.check(plan(*things))) == []


# seats and equipment --------------------------------------------------------------------------------------


HALL, LAB = room("hall", seats=80), room("lab", 1, seats=1)


@pytest.mark.parametrize(
    ("where", "audience", "text"),
    [
        pytest.param("hall", 80, "", id="to the last seat"),
        pytest.param("hall", 81, "“A” expects an audience of 81, but Hall has 80 seats.", id="one too many"),
        pytest.param("lab", 2, "“A” expects an audience of 2, but Lab has 1 seat.", id="one seat"),
        pytest.param("hall", None, "", id="nobody knows how many"),
        pytest.param("hall", 0, "", id="nobody"),
        pytest.param("attic", 500, "", id="seats unknown"),
        pytest.param(("lab", "hall"), 81, "", id="two rooms together"),
        pytest.param(
            ("lab", "hall"), 82, "“A” expects an audience of 82, but Hall, Lab has 81 seats.", id="two rooms, too many"
        ),
        pytest.param(("hall", "attic"), 500, "", id="one of two unknown"),
        pytest.param("", 500, "", id="the whole venue"),
    ],
)
def test_seats_for_all_who_are_expected(where: str, audience: int | None, text: str) -> None:
    found = list(ROOM_TOO_SMALL.check(plan(HALL, LAB, talk("a", where, "09:00-10:00", audience=audience))))

    assert texts(found) == ([text] if text else [])


def test_a_room_too_small_in_short() -> None:
    gone = talk("b", "lab", "09:00-10:00", audience=90, status=Status.CANCELLED)
    full, bare = talk("a", "hall", "09:00-10:00", audience=90), talk("d", "attic", "09:00-10:00", audience=1)

    assert parts(
        ROOM_TOO_SMALL.check(plan(HALL, LAB, room("attic", 2, seats=0), full, bare, gone, talk("c", audience=90)))
    ) == [
        ("room-too-small", "warning: 80 seats for 90", ("a",), (), ("hall",)),
        ("room-too-small", "warning: 0 seats for 1", ("d",), (), ("attic",)),
    ]


EQUIPPED = room("hall", equipment=("Projector", "hand  microphone"))
ADA, BO = person("ada", needs=("HDMI cable", "projector")), person("bo", brings=("hdmi  CABLE", "Laser"))


@pytest.mark.parametrize(
    ("where", "wanted", "people", "text"),
    [
        pytest.param("hall", ("projector", " Hand microphone "), (), "", id="case and spaces do not matter"),
        pytest.param("hall", ("Piano", "Laser", "projector"), (), "is not in Hall: Piano, Laser", id="two are missing"),
        pytest.param(("hall", "lab"), ("piano", "projector"), (), "", id="what either room has"),
        pytest.param(("hall", "lab"), ("Laser",), (), "is not in Hall, Lab: Laser", id="in neither"),
        pytest.param("hall", (), ("ada",), "is not in Hall: HDMI cable (Ada)", id="what a person needs"),
        pytest.param("hall", ("hdmi cable",), ("ada",), "is not in Hall: hdmi cable", id="both need it: said once"),
        pytest.param("hall", ("Laser",), ("ada", "bo"), "", id="brought by somebody else in it"),
        pytest.param("hall", ("  ",), (), "", id="a blank is nothing"),
        pytest.param("attic", ("Piano",), (), "is not known to be in Attic: Piano", id="nothing is said of the room"),
        pytest.param(
            ("hall", "attic"), ("Piano", "projector"), (), "is not known to be in Hall, Attic: Piano", id="of one room"
        ),
        pytest.param("", ("Piano",), (), "", id="the whole venue"),
        pytest.param("attic", (), ("bo",), "", id="nothing needed"),
    ],
)
def test_the_things_a_session_needs(where: str, wanted: tuple[str, ...], people: tuple[str, ...], text: str) -> None:
    session = talk("a", where, "09:00-10:00", equipment=wanted, people=tuple(map(speaker, people)))
    found = list(EQUIPMENT_MISSING.check(plan(EQUIPPED, room("lab", 1, equipment=("Piano",)), ADA, BO, session)))

    assert texts(found) == ([f"“A” needs what {text}."] if text else [])


def test_what_two_people_need_is_missing_once_and_where_nothing_is_said_it_is_to_be_found_out() -> None:
    people = [person(name, needs=(thing,)) for name, thing in (("ada", "Clicker"), ("bo", "clicker"))]
    session = talk("a", "hall", "09:00-10:00", people=(speaker("ada"), speaker("bo"), speaker("cy")))
    unknown = talk("b", "attic", "09:00-10:00", equipment=("Piano",))
    gone = talk("c", "hall", "09:00-10:00", equipment=("Piano",), status=Status.CANCELLED)
    found = list(
        EQUIPMENT_MISSING.check(plan(EQUIPPED, *people, session, unknown, gone, talk("d", equipment=("Piano",))))
    )

    assert texts(found)[0] == "“A” needs what is not in Hall: Clicker (Ada, Bo)."
    assert parts(found) == [
        ("equipment-missing", "warning: Missing: Clicker", ("a",), ("ada", "bo"), ("hall",)),
        ("equipment-missing", "hint: Not known to be there: Piano", ("b",), (), ("attic",)),
    ]


@pytest.mark.parametrize("state", State)
def test_who_does_not_come_needs_and_brings_nothing(state: State) -> None:
    comes = state not in (State.DECLINED, State.CANCELLED)
    needs = talk("a", "hall", "09:00-10:00", people=(speaker("ada", state),))
    brings = talk("b", "hall", "10:00-11:00", equipment=("Laser",), people=(speaker("bo", state),))

    assert [c.sessions for c in EQUIPMENT_MISSING.check(plan(EQUIPPED, ADA, BO, needs, brings))] == [
        ("a",) if comes else ("b",)
    ]
