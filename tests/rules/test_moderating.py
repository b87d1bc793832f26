"""Tests of the hints, once each, for people with a shift over every room: several sessions at once, or their own."""

import pytest

from planner.domain.entities import Cover, Entity
from planner.domain.enums import Kind, State, Status
from planner.domain.span import minutes_of
from planner.domain.value_objects import Appearance
from planner.rules.completeness import MODERATOR_IN_SEVERAL_ROOMS, MODERATOR_ON_STAGE
from planner.rules.conflict import Severity
from planner.rules.people import PERSON_IN_TWO_PLACES
from tests.builders import DAY, agenda, day, moderator, person, room, speaker, talk
from tests.rules.plans import NEXT, cover, plan, texts

BESIDE = (
    talk("a", "hall", "10:30-11:00"), talk("b", "lab", "10:40-11:20"), talk("c", "attic", "10:50-11:30"),
    talk("d", "hall", "11:00-11:40"),
)  # fmt: skip


def test_one_finding_says_how_many_rooms_and_when_they_are_the_most() -> None:
    found = list(MODERATOR_IN_SEVERAL_ROOMS.check(plan(*BESIDE, cover("ada"))))

    assert texts(found) == ["Ada moderates 3 rooms at once at 10:50."]
    assert [(c.severity, c.sessions, c.people, str(c.short)) for c in found] == [
        (Severity.HINT, ("a", "b", "c"), ("ada",), "Ada moderates 3 rooms at once")
    ]


LATER = (talk("e", "hall", "13:00-14:00"), talk("f", "lab", "13:00-14:00"), talk("g", "lab", "15:00-16:00"))
OTHERS = (
    talk("a", "hall", "10:00-11:00"), talk("b", "lab", "10:00-11:00", people=(moderator("bo"),)),
    talk("c", "attic", "10:00-11:00", kind=Kind.BREAK), talk("d", "lab", "10:00-11:00", status=Status.CANCELLED),
)  # fmt: skip
TWINS = (talk("a", "hall", "10:00-11:00"), talk("b", "hall", "10:00-11:00"))
MANY = [thing for n in range(400) for thing in (room(f"r{n}", n), talk(f"s{n}", f"r{n}", "10:00-11:00"))]
ADA = cover("ada")
AT_ONCE = "Ada moderates 3 rooms at once at 10:50."


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        pytest.param([*BESIDE, *LATER, ADA], [AT_ONCE, "Ada moderates 2 rooms at once at 13:00."], id="each run"),
        pytest.param([*OTHERS, ADA], [], id="what has a moderator of its own or takes none does not count"),
        pytest.param([*TWINS, ADA], [], id="two in one room are one place"),
        pytest.param([talk("a", ("hall", "lab"), "10:00-11:00"), ADA], [], id="and so is one in two rooms"),
        pytest.param([*BESIDE, cover("ada", "hall")], [], id="a stretch in a room is none over every room"),
        pytest.param([*BESIDE, cover("ada", on=NEXT)], [], id="nor is one on another day"),
        pytest.param([*BESIDE, cover("ada", state=State.DECLINED)], [], id="nor a declined one"),
        pytest.param([*BESIDE, cover("ada", None, "10:00-12:00"), cover("ada", None, "09:00-13:00")], [AT_ONCE],
                     id="two stretches of one day are told once"),
        pytest.param([*MANY, ADA], ["Ada moderates 400 rooms at once at 10:00."], id="four hundred are one finding"),
    ],
)  # fmt: skip
def test_who_is_in_several_rooms(things: list[Entity], expected: list[str]) -> None:
    assert texts(MODERATOR_IN_SEVERAL_ROOMS.check(plan(*things))) == expected


@pytest.mark.parametrize(
    ("role", "shift", "found"),
    [
        (speaker("bo"), cover("ada", "hall"), True),
        (speaker("bo"), ADA, True),
        (speaker("bo"), cover("ada", "lab"), False),
        (speaker("bo"), cover("cy"), False),
        (speaker("bo"), cover("ada", "hall", "10:30-12:00"), False),
        (moderator("ada"), ADA, False),  # who is a moderator by name is meant to be
    ],
)
def test_who_moderates_what_they_are_on_stage_in(role: Appearance, shift: Cover, found: bool) -> None:
    session = talk("a", "hall", "10:00-11:00", people=(speaker("ada"), role))

    assert (
        texts(MODERATOR_ON_STAGE.check(plan(person("cy"), session, shift)))
        == ["Ada moderates “A” and is on stage in it."] * found
    )


def test_two_stretches_of_one_room_that_say_the_same_say_it_once() -> None:
    late = agenda(
        day(opens="21:00", closes="28:00"),
        person("cy"),
        Cover(id="day", person="cy", day=DAY, room="lab"),
        Cover(id="hour", person="cy", day=DAY, start=minutes_of("21:00"), end=minutes_of("22:00"), room="lab"),
        talk("late", "hall", "20:00-22:00", people=(speaker("cy"),)),
    )

    assert [conflict.sessions for conflict in PERSON_IN_TWO_PLACES.check(late)] == [("late",)]
