"""Tests of a person in a session: role and state change, and the dates of asking and answering are kept."""

from datetime import date
from typing import Any

import pytest

from planner.commands.sessions import change_appearance
from planner.domain.agenda import Agenda
from planner.domain.enums import Role, State
from planner.domain.errors import EstradError
from planner.domain.value_objects import Appearance
from tests.builders import agenda, moderator, person, speaker, talk

ASKED, ANSWERED, TODAY = date(2024, 1, 2), date(2024, 2, 3), date(2024, 3, 4)
INVITED, TENTATIVE, CONFIRMED, DECLINED = State.INVITED, State.TENTATIVE, State.CONFIRMED, State.DECLINED
NOT_ASKED = State.NOT_ASKED


def plan(appearance: Appearance) -> Agenda:
    return agenda(person("ada"), person("bo"), talk("a", people=(Appearance("bo"), appearance)))


def dates(found: Appearance) -> tuple[date | None, date | None]:
    return found.asked, found.answered


@pytest.mark.parametrize(
    ("before", "state", "expected"),
    [
        pytest.param((CONFIRMED, None, None), INVITED, (TODAY, None), id="invited today"),
        pytest.param((CONFIRMED, ASKED, ANSWERED), INVITED, (ASKED, None), id="asked again, long since"),
        pytest.param((INVITED, ASKED, None), CONFIRMED, (ASKED, TODAY), id="said yes today"),
        pytest.param((INVITED, ASKED, None), DECLINED, (ASKED, TODAY), id="said no today"),
        pytest.param((INVITED, None, None), TENTATIVE, (None, TODAY), id="said perhaps today"),
        pytest.param((TENTATIVE, ASKED, ANSWERED), CONFIRMED, (ASKED, TODAY), id="now says yes"),
        pytest.param((CONFIRMED, ASKED, ANSWERED), State.CANCELLED, (ASKED, TODAY), id="called off today"),
        pytest.param((CONFIRMED, ASKED, ANSWERED), CONFIRMED, (ASKED, ANSWERED), id="no new state, no new date"),
        pytest.param((NOT_ASKED, None, None), INVITED, (TODAY, None), id="asked for the first time"),
        pytest.param((NOT_ASKED, None, None), CONFIRMED, (None, TODAY), id="said yes unasked"),
        pytest.param((CONFIRMED, ASKED, ANSWERED), NOT_ASKED, (None, None), id="not asked after all"),
    ],
)
def test_a_new_state_has_its_date(
    before: tuple[State, date | None, date | None], state: State, expected: tuple[date | None, date | None]
) -> None:
    old = plan(Appearance("ada", Role.SPEAKER, *before))

    change = change_appearance(old, "a", "ada", Role.SPEAKER, state=state, today=TODAY)

    bo, ada = old.after(change).sessions["a"].people
    assert (ada.state, dates(ada), bo) == (state, expected, Appearance("bo"))
    assert old.after(change).after(change.inverse()) == old


@pytest.mark.parametrize(
    ("before", "asked_for", "expected"),
    [
        pytest.param((INVITED, ASKED), {"state": CONFIRMED, "today": None}, (CONFIRMED, ASKED, None), id="no clock"),
        *[
            pytest.param((CONFIRMED, ASKED, ANSWERED), typed, (CONFIRMED, *dates), id=f"typed: {' '.join(typed)}")
            for typed, dates in (
                ({"asked": TODAY}, (TODAY, ANSWERED)),
                ({"answered": TODAY}, (ASKED, TODAY)),
                ({"asked": None}, (None, ANSWERED)),
                ({"asked": None, "answered": None}, (None, None)),
            )
        ],
        pytest.param((NOT_ASKED,), {"asked": ASKED}, (INVITED, ASKED, None), id="who has a date was asked"),
        pytest.param((INVITED, ASKED), {"new_role": Role.MODERATOR}, (INVITED, ASKED, None), id="another role"),
    ],
)
def test_what_is_typed_is_kept(
    before: tuple[Any, ...], asked_for: dict[str, Any], expected: tuple[State, date | None, date | None]
) -> None:
    old = plan(Appearance("ada", Role.SPEAKER, *before))

    change = change_appearance(old, "a", "ada", Role.SPEAKER, **{"today": TODAY, **asked_for})

    role = asked_for.get("new_role", Role.SPEAKER)
    assert old.after(change).sessions["a"].people[1] == Appearance("ada", role, *expected)


def test_only_the_role_that_is_meant_changes() -> None:
    both = agenda(person("ada"), talk("a", people=(speaker("ada"), moderator("ada"))))

    after = both.after(change_appearance(both, "a", "ada", Role.MODERATOR, state=DECLINED))

    assert [(a.role, a.state) for a in after.sessions["a"].people] == [
        (Role.SPEAKER, CONFIRMED), (Role.MODERATOR, DECLINED),
    ]  # fmt: skip
    with pytest.raises(EstradError, match="already has that role"):
        change_appearance(both, "a", "ada", Role.MODERATOR, new_role=Role.SPEAKER)
