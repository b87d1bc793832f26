"""Tests of the problems of sessions and rooms: one table of cases per rule, with every shape of overlap."""

from datetime import timedelta
from time import perf_counter

import pytest

from planner.domain.entities import Entity, Session
from planner.domain.value_objects import KINDS, Appearance, Kind, Role, State, Status
from planner.rules import check
from planner.rules.capacity import EQUIPMENT_MISSING, ROOM_TOO_SMALL
from planner.rules.completeness import SESSION_UNPLACED, SESSION_WITHOUT_SPEAKER
from planner.rules.hours import OUTSIDE_DAY_HOURS
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.rules.rooms import ROOM_DOUBLE_BOOKED, SETUP_IN_THE_WAY
from planner.rules.rule import Rule, Severity
from tests.builders import DAY, moderator, person, room, speaker, talk
from tests.rules.plans import NEXT, as_asked, plan, texts


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

    assert texts([*ROOM_DOUBLE_BOOKED.check(both), *PERSON_IN_TWO_PLACES.check(both)]) == [
        f"{what} at {when}: {titles}." for what in ("Hall is double-booked", "Ada is in two places") if when
    ]


@pytest.mark.parametrize(
    ("where", "rooms", "name"),
    [
        pytest.param("lab", (), "", id="another room is fine"),
        pytest.param("hall", ("hall",), "Hall", id="the same room"),
        pytest.param(("lab", "hall"), ("hall",), "Hall", id="one of two rooms"),
        pytest.param(("lab", "attic"), (), "", id="two other rooms are fine"),
        pytest.param("", ("hall",), "Hall", id="the whole venue takes all rooms"),
    ],
)
def test_rooms_that_meet(where: str | tuple[str, ...], rooms: tuple[str, ...], name: str) -> None:
    found = ROOM_DOUBLE_BOOKED.check(plan(talk("a", "hall", "09:00-10:00"), talk("b", where, "09:30-10:30")))

    assert [(c.rooms, str(c.text).split(" is ")[0]) for c in found] == [(rooms, name)] * bool(name)


def named(names: str, where: str | tuple[str, ...], times: str = "09:00-10:00") -> list[Session]:
    """Return a session of each name in those rooms."""
    return [talk(name, where, times) for name in names]


RUN = ("09:00-10:00", "09:00-11:00", "09:30-10:30", "10:00-11:30", "11:00-12:00")
BOTH = ("attic", "hall")


@pytest.mark.parametrize(
    ("sessions", "rooms", "expected", "short"),
    [
        pytest.param(named("ab", BOTH), ("hall", "attic"), ["Hall, Attic is double-booked at 09:00: “A” and “B”."],
                     "Room double-booked at 09:00", id="in two rooms two sessions clash once"),
        pytest.param([*named("a", ""), *named("b", "", "09:30-10:00")], (),
                     ["All rooms are double-booked at 09:30: “A” and “B”."],
                     "Room double-booked at 09:30", id="the whole venue taken twice"),
        pytest.param(named("abc", "hall"), ("hall",),
                     ["Hall 09:00–10:00: 3 sessions at once: “A”, “B” and 1 more."],
                     "3 at once in the room 09:00–10:00", id="three at once"),
        pytest.param(named("abc", BOTH), ("hall", "attic"),
                     ["Hall, Attic 09:00–10:00: 3 sessions at once: “A”, “B” and 1 more."],
                     "3 at once in the room 09:00–10:00", id="in several rooms"),
        pytest.param(named("abcd", ""), (),
                     ["All rooms 09:00–10:00: 4 sessions at once: “A”, “B” and 2 more."],
                     "4 at once in all rooms 09:00–10:00", id="everywhere"),
        pytest.param([talk(name, "", times) for name, times in zip("abcde", RUN, strict=True)], (),
                     ["All rooms are double-booked at 11:00: “D” and “E”.",
                      "All rooms 09:30–10:30: 4 sessions, up to 3 at once: “A”, “B” and 2 more."],
                     "3 at once in all rooms 09:30–10:30", id="a run everywhere of which some are at once"),
        pytest.param([talk(name, "hall", times) for name, times in zip("abcde", RUN, strict=True)], ("hall",),
                     ["Hall is double-booked at 11:00: “D” and “E”.",
                      "Hall 09:30–10:30: 4 sessions, up to 3 at once: “A”, “B” and 2 more."],
                     "3 at once in the room 09:30–10:30", id="a run of which some are at once says how many"),
    ],
)  # fmt: skip
def test_many_at_once_are_one_finding(
    sessions: list[Session], rooms: tuple[str, ...], expected: list[str], short: str
) -> None:
    found = list(ROOM_DOUBLE_BOOKED.check(plan(*sessions)))

    assert (texts(found), {conflict.rooms for conflict in found}) == (expected, {rooms})
    assert ({name for c in found for name in c.sessions}, str(found[-1].short)) == ({one.id for one in sessions}, short)


@pytest.mark.parametrize(
    ("times", "text"),
    [
        (["09:00-10:00"] * 3, "Ada is in 3 places at once 09:00–10:00: “A”, “B” and 1 more."),
        (RUN[:4], "Ada is in 4 sessions 09:30–10:30, up to 3 at once: “A”, “B” and 2 more."),
    ],
)
def test_one_person_in_many_sessions_at_once_is_one_finding(times: list[str], text: str) -> None:
    held = [talk(name, "hall", when, people=(speaker("ada"),)) for name, when in zip("abcd", times, strict=False)]
    (found,) = PERSON_IN_TWO_PLACES.check(plan(*held))

    assert (found.sessions, str(found.text)) == (tuple("abcd"[: len(held)]), text)


def test_four_hundred_at_once_are_found_in_no_time() -> None:
    crowded = plan(*(talk(f"{n:03}", "hall", "12:00-12:50", people=(speaker("ada"),)) for n in range(400)))
    began = perf_counter()
    found = [*ROOM_DOUBLE_BOOKED.check(crowded), *PERSON_IN_TWO_PLACES.check(crowded)]

    assert ([len(c.sessions) for c in found], perf_counter() - began < 0.5) == ([400, 400], True)


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


def test_a_cancelled_session_is_in_nobodys_way() -> None:
    found = plan(
        talk("a", "hall", "09:00-10:00", abstract="About it.", people=(speaker("ada"),)),
        talk("b", "hall", "09:00-10:00", status=Status.CANCELLED, people=(speaker("ada"),)),
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
    both = [
        talk("b", "hall", "09:00-10:00", teardown=teardown, setup=120),
        talk("a", "hall", times, setup=setup, teardown=99),
    ]
    said = f"Hall needs {needed} minutes from 10:00 to be cleared and set up between “B” and “A”, and has {free}."

    assert texts(SETUP_IN_THE_WAY.check(plan(*both))) == [said] * bool(needed)


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
        pytest.param([CLEARED, talk("b")], [], "", id="not placed"),
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
        pytest.param(WHOLE, [("ab", ())], "All rooms need 5 minutes from 10:00 to be cleared and set up between"
                     " “A” and “B”, and have 4.", id="two sessions of the whole venue"),
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
    assert ({c.severity for c in conflicts} - {Severity.WARNING}, list(ROOM_DOUBLE_BOOKED.check(plan(*things)))) == (
        set(),
        [],
    )


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
        pytest.param("", 500, "", id="all rooms"),
    ],
)
def test_seats_for_all_who_are_expected(where: str, audience: int | None, text: str) -> None:
    held = talk("a", where, "09:00-10:00", audience=audience)

    assert texts(ROOM_TOO_SMALL.check(plan(HALL, LAB, held))) == [text] * bool(text)


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
        pytest.param("", ("Piano",), (), "", id="all rooms"),
        pytest.param("attic", (), ("bo",), "", id="nothing needed"),
    ],
)
def test_the_things_a_session_needs(where: str, wanted: tuple[str, ...], people: tuple[str, ...], text: str) -> None:
    session = talk("a", where, "09:00-10:00", equipment=wanted, people=tuple(map(speaker, people)))
    found = EQUIPMENT_MISSING.check(plan(EQUIPPED, room("lab", 1, equipment=("Piano",)), ADA, BO, session))

    assert texts(found) == [f"“A” needs what {text}."] * bool(text)


@pytest.mark.parametrize("state", State)
def test_who_does_not_come_needs_and_brings_nothing(state: State) -> None:
    comes = state not in (State.DECLINED, State.CANCELLED)
    needs = talk("a", "hall", "09:00-10:00", people=(speaker("ada", state),))
    brings = talk("b", "hall", "10:00-11:00", equipment=("Laser",), people=(speaker("bo", state),))

    assert [c.sessions for c in EQUIPMENT_MISSING.check(plan(EQUIPPED, ADA, BO, needs, brings))] == [
        ("a",) if comes else ("b",)
    ]


LACKING = (
    EQUIPPED, person("ada", needs=("Clicker",)), person("bo", needs=("clicker",)),
    talk("a", "hall", "09:00-10:00", people=(speaker("ada"), speaker("bo"), speaker("cy"))),
    talk("b", "attic", "09:00-10:00", equipment=("Piano",)),
    talk("c", "hall", "09:00-10:00", equipment=("Piano",), status=Status.CANCELLED), talk("d", equipment=("Piano",)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "things", "expected"),
    [
        *(
            pytest.param(OUTSIDE_DAY_HOURS, [talk("a", "hall", times, on=on)], [text] if text else [], id=name)
            for times, on, text, name in (
                ("08:00-18:00", DAY, "", "the whole day is fine"),
                ("07:59-09:00", DAY, "“A” begins at 07:59, before the day opens at 08:00.", "a minute early"),
                ("17:00-18:01", DAY, "“A” ends at 18:01, after the day closes at 18:00.", "a minute late"),
                ("06:00-20:00", DAY, "“A” begins at 06:00, before the day opens at 08:00.", "the start counts"),
                ("23:00-25:00", DAY, "“A” ends at 01:00, after the day closes at 18:00.", "past midnight"),
                ("20:00-27:00", NEXT, "", "a night that is open past midnight"),
                ("26:00-27:01", NEXT, "“A” ends at 03:01, after the day closes at 03:00.", "late in the night"),
                ("09:00-10:00", DAY - timedelta(days=1),
                 "“A” is on 2024-04-24, which is not a day of the conference.", "a date that is no day"),
            )
        ),
        *(
            pytest.param(SESSION_WITHOUT_SPEAKER, [talk("a", kind=kind)],
                         ["“A” has no speaker yet."] * KINDS[kind].needs_speaker, id=f"who needs a speaker: {kind}")
            for kind in Kind
        ),
        *(
            pytest.param(SESSION_WITHOUT_SPEAKER, [talk("a", people=(Appearance("ada", role),))],
                         ["“A” has no speaker yet."] * (not enough), id=f"who is on stage: {role}")
            for role, enough in (
                (Role.SPEAKER, True), (Role.PANELLIST, True), (Role.HOST, True), (Role.MODERATOR, False),
                (Role.RESERVE, False),
            )
        ),
        pytest.param(SESSION_UNPLACED, [talk("a"), talk("b", "hall", "09:00-10:00")],
                     ["“A” is not placed in the timeline yet."], id="in the tray"),
        pytest.param(
            ROOM_TOO_SMALL,
            [HALL, LAB, room("attic", 2, seats=0), talk("a", "hall", "09:00-10:00", audience=90),
             talk("d", "attic", "09:00-10:00", audience=1),
             talk("b", "lab", "09:00-10:00", audience=90, status=Status.CANCELLED), talk("c", audience=90)],
            [("room-too-small", "warning: 80 seats for 90", ("a",), (), ("hall",)),
             ("room-too-small", "warning: 0 seats for 1", ("d",), (), ("attic",))],
            id="too small in short",
        ),
        pytest.param(
            EQUIPMENT_MISSING, LACKING,
            [("equipment-missing", "warning: Missing: Clicker", ("a",), ("ada", "bo"), ("hall",)),
             ("equipment-missing", "hint: Not known to be there: Piano", ("b",), (), ("attic",))],
            id="where nothing is said it is to be found out",
        ),
        pytest.param(
            EQUIPMENT_MISSING, LACKING[:4], ["“A” needs what is not in Hall: Clicker (Ada, Bo)."],
            id="what two people need is missing once",
        ),
    ],
)  # fmt: skip
def test_what_is_found(rule: Rule, things: list[Entity], expected: list[object]) -> None:
    assert as_asked(rule.check(plan(*things)), expected) == expected
