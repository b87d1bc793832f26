"""Tests of the hints, once each, for people with a shift over every room: several sessions at once, or their own."""

from planner.domain.entities import Cover
from planner.domain.enums import Kind, State, Status
from planner.domain.span import minutes_of
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


def test_each_run_of_sessions_is_told_by_itself() -> None:
    later = (talk("e", "hall", "13:00-14:00"), talk("f", "lab", "13:00-14:00"), talk("g", "lab", "15:00-16:00"))

    assert texts(MODERATOR_IN_SEVERAL_ROOMS.check(plan(*BESIDE, *later, cover("ada")))) == [
        "Ada moderates 3 rooms at once at 10:50.",
        "Ada moderates 2 rooms at once at 13:00.",
    ]


def test_what_has_a_moderator_of_its_own_or_takes_none_does_not_count() -> None:
    others = (
        talk("a", "hall", "10:00-11:00"), talk("b", "lab", "10:00-11:00", people=(moderator("bo"),)),
        talk("c", "attic", "10:00-11:00", kind=Kind.BREAK), talk("d", "lab", "10:00-11:00", status=Status.CANCELLED),
    )  # fmt: skip

    assert list(MODERATOR_IN_SEVERAL_ROOMS.check(plan(*others, cover("ada")))) == []


def test_two_in_one_room_and_one_in_two_rooms_are_one_place() -> None:
    twins = (talk("a", "hall", "10:00-11:00"), talk("b", "hall", "10:00-11:00"))

    assert list(MODERATOR_IN_SEVERAL_ROOMS.check(plan(*twins, cover("ada")))) == []
    assert list(MODERATOR_IN_SEVERAL_ROOMS.check(plan(talk("a", ("hall", "lab"), "10:00-11:00"), cover("ada")))) == []


def test_a_stretch_in_a_room_on_another_day_or_declined_is_none_over_every_room() -> None:
    for other in (cover("ada", "hall"), cover("ada", on=NEXT), cover("ada", state=State.DECLINED)):
        assert list(MODERATOR_IN_SEVERAL_ROOMS.check(plan(*BESIDE, other))) == []


def test_two_stretches_of_one_day_are_told_once() -> None:
    both = (cover("ada", None, "10:00-12:00"), cover("ada", None, "09:00-13:00"))

    assert len(list(MODERATOR_IN_SEVERAL_ROOMS.check(plan(*BESIDE, *both)))) == 1


def test_four_hundred_rooms_are_one_finding() -> None:
    rooms = [room(f"r{n}", n) for n in range(400)]
    sessions = [talk(f"s{n}", f"r{n}", "10:00-11:00") for n in range(400)]

    assert texts(MODERATOR_IN_SEVERAL_ROOMS.check(plan(*rooms, *sessions, cover("ada")))) == [
        "Ada moderates 400 rooms at once at 10:00."
    ]


def test_who_moderates_what_they_are_on_stage_in() -> None:
    session = talk("a", "hall", "10:00-11:00", people=(speaker("ada"), speaker("bo")))

    assert texts(MODERATOR_ON_STAGE.check(plan(session, cover("ada", "hall")))) == [
        "Ada moderates “A” and is on stage in it."
    ]
    assert texts(MODERATOR_ON_STAGE.check(plan(session, cover("ada")))) == ["Ada moderates “A” and is on stage in it."]
    for other in (cover("ada", "lab"), cover("cy"), cover("ada", "hall", "10:30-12:00")):
        assert list(MODERATOR_ON_STAGE.check(plan(person("cy"), session, other))) == []


def test_who_is_a_moderator_by_name_is_meant_to_be() -> None:
    session = talk("a", "hall", "10:00-11:00", people=(speaker("ada"), moderator("ada")))

    assert list(MODERATOR_ON_STAGE.check(plan(session, cover("ada")))) == []


def test_two_stretches_of_one_room_that_say_the_same_say_it_once() -> None:
    late = agenda(
        day(opens="21:00", closes="28:00"),
        person("cy"),
        Cover(id="day", person="cy", day=DAY, room="lab"),
        Cover(id="hour", person="cy", day=DAY, start=minutes_of("21:00"), end=minutes_of("22:00"), room="lab"),
        talk("late", "hall", "20:00-22:00", people=(speaker("cy"),)),
    )

    assert [conflict.sessions for conflict in PERSON_IN_TWO_PLACES.check(late)] == [("late",)]
