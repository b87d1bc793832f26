"""Tests of people in the plan who have not accepted yet, or have declined."""

from datetime import date

import pytest

from planner.domain.enums import Role, State, Status
from planner.domain.value_objects import Appearance
from planner.rules.availability import PERSON_DECLINED, PERSON_UNCONFIRMED
from tests.builders import moderator, speaker, talk
from tests.rules.plans import cover, parts, plan, texts

ASKED, ANSWERED = date(2024, 3, 12), date(2024, 3, 20)


@pytest.mark.parametrize(
    ("state", "dates", "waiting", "gone"),
    [
        (State.INVITED, {}, "Ada has not answered yet about “A”.", ""),
        (State.INVITED, {"asked": ASKED}, "Ada has not answered since 2024-03-12 about “A”.", ""),
        (State.TENTATIVE, {}, "Ada is not certain yet for “A”.", ""),
        (State.TENTATIVE, {"asked": ASKED}, "Ada was asked on 2024-03-12 and is not certain yet for “A”.", ""),
        (State.CONFIRMED, {"asked": ASKED}, "", ""),
        (State.NOT_ASKED, {}, "", ""),
        (State.NOT_ASKED, {"asked": ASKED}, "", ""),
        (State.DECLINED, {}, "", "Ada has declined “A” and still stands in it."),
        (State.DECLINED, {"answered": ANSWERED}, "", "Ada declined “A” on 2024-03-20 and still stands in it."),
        (State.CANCELLED, {}, "", "Ada has called off “A” and still stands in it."),
        (State.CANCELLED, {"answered": ANSWERED}, "", "Ada called off “A” on 2024-03-20 and still stands in it."),
    ],
)
def test_an_answer(state: State, dates: dict[str, date], waiting: str, gone: str) -> None:
    found = plan(talk("a", "hall", "09:00-10:00", people=(Appearance("ada", Role.SPEAKER, state, **dates),)))

    assert texts(PERSON_UNCONFIRMED.check(found)) == ([waiting] if waiting else [])
    assert texts(PERSON_DECLINED.check(found)) == ([gone] if gone else [])


def test_a_finding_for_each_person_and_session() -> None:
    people = (speaker("bo", State.INVITED), speaker("ada", State.TENTATIVE), speaker("cy", State.DECLINED))
    found = plan(talk("a", "hall", "09:00-10:00", people=people), talk("b", "", "11:00-12:00", people=people[:1]))

    assert parts(PERSON_UNCONFIRMED.check(found)) == [
        ("person-unconfirmed", "warning: Bo has not answered yet", ("a",), ("bo",), ("hall",)),
        ("person-unconfirmed", "warning: Ada is not certain yet", ("a",), ("ada",), ("hall",)),
        ("person-unconfirmed", "warning: Bo has not answered yet", ("b",), ("bo",), ()),
    ]
    assert parts(PERSON_DECLINED.check(found)) == [
        ("person-declined", "warning: Cy has declined", ("a",), ("cy",), ("hall",))
    ]


def test_two_roles_are_one_finding_with_the_date_that_is_known() -> None:
    people = (speaker("ada", State.INVITED), Appearance("ada", Role.MODERATOR, State.INVITED, asked=ASKED))

    assert texts(PERSON_UNCONFIRMED.check(plan(talk("a", "hall", "09:00-10:00", people=people)))) == [
        "Ada has not answered since 2024-03-12 about “A”."
    ]


def test_who_moderates_but_does_not_speak() -> None:
    people = (speaker("ada", State.CANCELLED), moderator("ada"))

    assert parts(PERSON_DECLINED.check(plan(talk("a", "hall", "09:00-10:00", people=people)))) == [
        ("person-declined", "warning: Ada has called off", ("a",), ("ada",), ("hall",))
    ]


@pytest.mark.parametrize("state", State)
def test_a_session_that_waits_or_is_cancelled_needs_no_answer(state: State) -> None:
    found = plan(
        talk("a", people=(speaker("ada", state),)),
        talk("b", "hall", "09:00-10:00", people=(speaker("ada", state),), status=Status.CANCELLED),
    )

    assert (list(PERSON_UNCONFIRMED.check(found)), list(PERSON_DECLINED.check(found))) == ([], [])


# shifts of moderators ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "waiting", "gone"),
    [
        (State.INVITED, "Ada has not answered yet about moderating Hall 09:00–12:00 on 2024-04-25.", ""),
        (State.TENTATIVE, "Ada is not certain yet about moderating Hall 09:00–12:00 on 2024-04-25.", ""),
        (State.CONFIRMED, "", ""),
        (State.DECLINED, "", "Ada has declined to moderate Hall 09:00–12:00 on 2024-04-25."),
        (State.CANCELLED, "", "Ada has called off moderating Hall 09:00–12:00 on 2024-04-25."),
    ],
)
def test_an_answer_about_a_stretch(state: State, waiting: str, gone: str) -> None:
    found = plan(cover("ada", "hall", "09:00-12:00", state=state))

    assert texts(PERSON_UNCONFIRMED.check(found)) == ([waiting] if waiting else [])
    assert texts(PERSON_DECLINED.check(found)) == ([gone] if gone else [])


def test_a_finding_for_each_stretch() -> None:
    found = plan(
        cover("ada", state=State.INVITED), cover("bo", "hall", state=State.TENTATIVE),
        cover("cy", "lab", "09:00-10:00", state=State.DECLINED), cover("cy", on=date(2024, 5, 1), state=State.INVITED),
    )  # fmt: skip

    assert parts(PERSON_UNCONFIRMED.check(found)) == [
        ("person-unconfirmed", "warning: Ada has not answered yet", (), ("ada",), ()),
        ("person-unconfirmed", "warning: Bo is not certain yet", (), ("bo",), ("hall",)),
    ]
    assert parts(PERSON_DECLINED.check(found)) == [
        ("person-declined", "warning: Cy has declined", (), ("cy",), ("lab",))
    ]
