"""Tests of people's own answers: when they count, what a session takes over, and what becomes of them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.commands.answers import change_own_answer, people_in_plan, set_answers
from planner.commands.duplicates import field_choices, merge_two_people
from planner.commands.people import add_known_person, add_moderator
from planner.commands.sessions import add_appearance, change_appearance, remove_appearance
from planner.domain.entities import Cover, Person
from planner.domain.value_objects import Appearance, Role, State
from tests.builders import DAY, agenda, day, person, speaker, talk

ASKED, ANSWERED, TODAY = date(2024, 1, 2), date(2024, 2, 3), date(2024, 3, 4)
NOT_ASKED, INVITED, CONFIRMED, DECLINED = State.NOT_ASKED, State.INVITED, State.CONFIRMED, State.DECLINED
YES = person("ada", state=CONFIRMED, asked=ASKED, answered=ANSWERED)


@pytest.mark.parametrize(
    ("before", "said", "expected"),
    [
        ((NOT_ASKED, None, None), {"state": INVITED}, (INVITED, TODAY, None)),
        ((INVITED, ASKED, None), {"state": CONFIRMED}, (CONFIRMED, ASKED, TODAY)),
        ((INVITED, ASKED, None), {"state": CONFIRMED, "answered": ANSWERED}, (CONFIRMED, ASKED, ANSWERED)),
        ((CONFIRMED, ASKED, ANSWERED), {"state": NOT_ASKED}, (NOT_ASKED, None, None)),
        ((NOT_ASKED, None, None), {"asked": ASKED}, (INVITED, ASKED, None)),
        ((CONFIRMED, ASKED, ANSWERED), {"answered": None}, (CONFIRMED, ASKED, None)),
    ],
)
def test_an_own_answer_has_its_dates_as_one_about_a_session_has(
    before: tuple[Any, ...], said: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    state, asked, answered = before
    plan = agenda(person("ada", state=state, asked=asked, answered=answered), talk("a", people=(speaker("bo"),)))

    change = change_own_answer(plan, "ada", **{"today": TODAY, **said})

    found = plan.after(change).people["ada"]
    assert (found.state, found.asked, found.answered, str(change.label)) == (*expected, "Change the reply of Ada")
    assert plan.after(change).after(change.inverse()) == plan


def test_it_counts_for_whom_no_session_and_no_shift_names() -> None:
    plan = agenda(
        day(), person("ada"), person("bo"), person("cy"), Cover(id="c", person="cy", day=DAY),
        talk("a", people=(speaker("bo"),)),
    )  # fmt: skip

    assert people_in_plan(plan) == {"bo", "cy"}


def test_who_is_put_into_a_session_begins_there_with_it_and_then_each_answer_is_its_own() -> None:
    taken = Appearance("ada", Role.SPEAKER, CONFIRMED, ASKED, ANSWERED)
    plan = agenda(YES, talk("a"), talk("b"))

    joined = plan.after(add_known_person(plan, ["a", "b"], "ada", None))
    off = joined.after(change_appearance(joined, "a", "ada", Role.SPEAKER, state=DECLINED, today=TODAY))
    asked_again = off.after(change_own_answer(off, "ada", state=INVITED, today=TODAY))

    assert [joined.sessions[session].people for session in "ab"] == [(taken,), (taken,)]
    assert (off.people["ada"], off.sessions["b"].people) == (YES, (taken,))
    assert asked_again.sessions == off.sessions
    out = joined.after(remove_appearance(joined, "a", "ada", Role.SPEAKER))
    assert (out.people["ada"], out.sessions["a"].people) == (YES, ())


def test_a_no_is_taken_over_too_and_a_moderator_has_it_but_an_answer_that_is_given_stays() -> None:
    no = replace(YES, state=DECLINED)
    plan = agenda(no, talk("a"), talk("b"))

    assert plan.after(add_moderator(plan, ["a"], "ada")).sessions["a"].people == (
        Appearance("ada", Role.MODERATOR, DECLINED, ASKED, ANSWERED),
    )
    given = Appearance("ada", Role.SPEAKER, INVITED, TODAY)
    assert plan.after(add_appearance(plan, "b", given)).sessions["b"].people == (given,)


def test_the_answers_of_several_people_are_set_in_their_sessions_or_else_on_themselves() -> None:
    plan = agenda(person("ada", state=INVITED, asked=ASKED), person("bo"), talk("a", people=(Appearance("bo"),)))

    change = set_answers(plan, CONFIRMED, people=["ada", "bo"], today=TODAY)

    after = plan.after(change)
    assert str(change.label) == "Change 2 answers"
    assert after.people == {"ada": person("ada", state=CONFIRMED, asked=ASKED, answered=TODAY), "bo": person("bo")}
    assert after.sessions["a"].people == (Appearance("bo", Role.SPEAKER, CONFIRMED, answered=TODAY),)


def replies(who: Person) -> tuple[State, date | None, date | None]:
    return who.state, who.asked, who.answered


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        ((INVITED, ASKED, None), (CONFIRMED, None, ANSWERED), (CONFIRMED, None, ANSWERED)),
        ((CONFIRMED, None, ANSWERED), (INVITED, ASKED, None), (CONFIRMED, None, ANSWERED)),
        ((NOT_ASKED, None, None), (DECLINED, ASKED, ANSWERED), (DECLINED, ASKED, ANSWERED)),
        ((DECLINED, None, ANSWERED), (NOT_ASKED, None, None), (DECLINED, None, ANSWERED)),
        ((INVITED, None, None), (INVITED, ASKED, None), (INVITED, ASKED, None)),
    ],
)
def test_of_two_who_are_one_the_stronger_answer_is_proposed_with_its_dates(
    ours: tuple[Any, ...], theirs: tuple[Any, ...], kept: tuple[Any, ...]
) -> None:
    names = ("state", "asked", "answered")
    plan = agenda(
        person("ada", **dict(zip(names, ours, strict=True))), person("bo", **dict(zip(names, theirs, strict=True)))
    )

    after = plan.after(merge_two_people(plan, "ada", "bo", {"name": "Ada"}))

    assert replies(after.people["ada"]) == kept
    assert {one.field for one in field_choices(plan.people["ada"], plan.people["bo"])} >= {
        name for name, one, other in zip(names, ours, theirs, strict=True) if one != other
    }
