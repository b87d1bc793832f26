"""Typed text in a focused field is saved before a verb changes its session."""

import pytest

from planner.domain.entities import Room, Session
from tests.builders import room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Hands


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on two sessions one after the other."""
    return hands_on(room("hall"), room("lab", 1), talk("a", "hall", "09:00-09:30"), talk("b", "hall", "09:30-10:00"))


def retitle(hands: Hands, text: str) -> None:
    """Type another title over that of the session shown, and stay in the field."""
    hands.page.desk.edit_wanted.emit()
    hands.retype(text)


@pytest.mark.parametrize("place", ["go_agenda", "go_sessions"])
def test_a_session_is_deleted_while_its_title_is_typed(hands: Hands, place: str) -> None:
    hands.does(place)
    hands.page.desk.select(("a",))
    retitle(hands, "Another")

    hands.does("delete")

    assert "a" not in hands.agenda.sessions
    hands.does("undo")
    assert hands.agenda.sessions["a"].title == "Another"


def test_a_title_that_is_no_title_goes_with_its_session(hands: Hands) -> None:
    hands.page.desk.select(("a",))
    retitle(hands, "")

    hands.does("delete")

    assert set(hands.agenda.sessions) == {"b"}


def test_a_room_is_deleted_while_its_name_is_typed(hands: Hands) -> None:
    hands.does("go_venue")
    hands.page.desk.show(Room, "lab")
    retitle(hands, "Another")

    hands.does("delete")

    assert set(hands.agenda.rooms) == {"hall"}


def test_what_was_typed_of_several_is_in_the_one_they_become(hands: Hands) -> None:
    hands.page.desk.select(("a", "b"))
    form = hands.page.inspector._page(Session).form_of("tags")
    form.focus("tags")
    hands.retype("words")

    hands.does("merge")

    assert [session.tags for session in hands.agenda.sessions.values()] == [("words",)]
