"""Tests of the moderators of sessions: adding one, adding several at once, and removing them."""

import pytest

from planner.commands.appearances import add_by_name
from planner.commands.covers import add_cover, add_moderator, remove_moderators
from planner.commands.sessions import add_appearance, change_appearance
from planner.domain.agenda import Agenda
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


def test_a_person_moderates_a_session_and_nobody_leaves_it() -> None:
    change = add_moderator(BOTH, ("one",), "ada")

    assert str(change.label) == "Let Ada moderate “One”"
    assert people(BOTH.after(change), "one") == (speaker("bo"), moderator("ada", State.NOT_ASKED))


def test_several_sessions_are_one_change() -> None:
    change = add_moderator(BOTH, ("one", "two"), "ada")

    assert str(change.label) == "Let Ada moderate 2 sessions"
    assert people(BOTH.after(change), "two") == (moderator("ada", State.NOT_ASKED),)


def test_what_they_moderate_already_stays_as_it_is() -> None:
    asked = agenda(person("ada"), talk("one", people=(moderator("ada", State.INVITED),)), talk("two"))

    change = add_moderator(asked, ("one", "two"), "ada")

    assert str(change.label) == "Let Ada moderate “Two”"
    assert people(asked.after(change), "one") == (moderator("ada", State.INVITED),)


def test_a_session_that_they_moderate_already_is_refused() -> None:
    after = BOTH.after(add_moderator(BOTH, ("one",), "ada"))

    with pytest.raises(EstradError) as refused:
        add_moderator(after, ("one",), "ada")

    assert str(refused.value) == "Ada already has that role in “One”."


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


def test_moderators_are_taken_out_and_speakers_stay() -> None:
    full = agenda(
        person("ada"), person("bo"), talk("one", people=(speaker("ada"), moderator("ada"), moderator("bo")))
    )  # fmt: skip

    change = remove_moderators(full, ("one",))

    assert str(change.label) == "Remove the moderator of “One”"
    assert people(full.after(change), "one") == (speaker("ada"),)


def test_a_session_without_one_has_none_to_take_out() -> None:
    with pytest.raises(EstradError) as refused:
        remove_moderators(BOTH, ("one",))

    assert str(refused.value) == "“One” has no moderator of its own."
    assert str(refused.value.remedy) == "There is nothing to remove."


def test_who_moderates_by_a_stretch_is_taken_out_by_that() -> None:
    covered = BOTH.after(add_cover(BOTH, "cover", "ada", DAY, room="hall"))

    with pytest.raises(EstradError) as refused:
        remove_moderators(covered, ("one",))

    assert str(refused.value.remedy) == "Select the stretch and delete that."
