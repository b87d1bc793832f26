"""Tests of the moderators of sessions: adding one, adding several at once, and removing them."""

from collections.abc import Callable

import pytest

from planner.commands.appearances import add_by_name
from planner.commands.covers import add_cover, add_moderator, remove_moderators
from planner.commands.sessions import add_appearance, change_appearance
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.enums import Kind, Role, State
from planner.domain.errors import EstradError
from planner.domain.value_objects import Appearance
from tests.builders import DAY, agenda, moderator, person, speaker, talk

BOTH = agenda(
    person("ada"), person("bo"),
    talk("one", "hall", "09:00-10:00", people=(speaker("bo"),)), talk("two", "hall", "10:00-11:00"),
)  # fmt: skip


def people(found: Agenda, session: str) -> tuple[Appearance, ...]:
    return found.sessions[session].people


ASKED = agenda(person("ada"), talk("one", people=(moderator("ada", State.INVITED),)), talk("two"))
FULL = agenda(person("ada"), person("bo"), talk("one", people=(speaker("ada"), moderator("ada"), moderator("bo"))))
NEW = moderator("ada", State.NOT_ASKED)


@pytest.mark.parametrize(
    ("plan", "act", "label", "expected"),
    [
        (BOTH, lambda plan: add_moderator(plan, ("one",), "ada"), "Let Ada moderate “One”",
         {"one": (speaker("bo"), NEW), "two": ()}),
        (BOTH, lambda plan: add_moderator(plan, ("one", "two"), "ada"), "Let Ada moderate 2 sessions",
         {"one": (speaker("bo"), NEW), "two": (NEW,)}),
        (ASKED, lambda plan: add_moderator(plan, ("one", "two"), "ada"), "Let Ada moderate “Two”",
         {"one": (moderator("ada", State.INVITED),), "two": (NEW,)}),
        (FULL, lambda plan: remove_moderators(plan, ("one",)), "Remove the moderator of “One”",
         {"one": (speaker("ada"),)}),
    ],
)  # fmt: skip
def test_who_moderates_then(
    plan: Agenda, act: Callable[[Agenda], Change], label: str, expected: dict[str, tuple[Appearance, ...]]
) -> None:
    change = act(plan)

    assert str(change.label) == label
    assert {session: people(plan.after(change), session) for session in expected} == expected


@pytest.mark.parametrize(
    ("plan", "act", "problem", "remedy"),
    [
        (ASKED, lambda plan: add_moderator(plan, ("one",), "ada"), "Ada already has that role in “One”.",
         "Choose another role or another person."),
        (BOTH, lambda plan: remove_moderators(plan, ("one",)), "“One” has no moderator of its own.",
         "There is nothing to remove."),
        (BOTH.after(add_cover(BOTH, "cover", "ada", DAY, room="hall")), lambda plan: remove_moderators(plan, ("one",)),
         "“One” has no moderator of its own.", "Select the stretch and delete that."),
    ],
)  # fmt: skip
def test_what_is_refused(plan: Agenda, act: Callable[[Agenda], Change], problem: str, remedy: str) -> None:
    with pytest.raises(EstradError) as refused:
        act(plan)

    assert (str(refused.value), str(refused.value.remedy)) == (problem, remedy)


def test_a_pause_takes_no_moderator_whichever_way_one_comes() -> None:
    mixed = agenda(person("ada"), talk("one"), talk("coffee", kind=Kind.BREAK, people=(speaker("ada"),)))
    ways = (
        lambda: add_moderator(mixed, ("coffee",), "ada"),
        lambda: add_appearance(mixed, "coffee", moderator("ada")),
        lambda: change_appearance(mixed, "coffee", "ada", Role.SPEAKER, new_role=Role.MODERATOR),
        lambda: add_by_name(mixed, ("coffee",), "Ada", Role.MODERATOR, "new"),
    )

    for way in ways:
        with pytest.raises(EstradError, match="“Coffee” takes no moderator"):
            way()
    for change in (
        add_moderator(mixed, ("coffee", "one"), "ada"),
        add_by_name(mixed, ("coffee", "one"), "Ada", Role.MODERATOR, "new"),
    ):
        after = mixed.after(change)
        assert (people(after, "one"), people(after, "coffee")) == (
            (moderator("ada", State.NOT_ASKED),),
            (speaker("ada"),),
        )
