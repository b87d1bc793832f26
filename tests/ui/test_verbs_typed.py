"""Typed text in a focused field is saved before a command changes its session."""

import pytest

from planner.domain.entities import Room, Session
from tests.builders import room, talk
from tests.ui.window_driver import WindowDriver

pytestmark = pytest.mark.forms

CAST = (room("hall"), room("lab", 1), talk("a", "hall", "09:00-09:30"), talk("b", "hall", "09:30-10:00"))
"""Two sessions one after the other."""


def retitle(driver: WindowDriver, text: str) -> None:
    """Type another title over that of the session shown, and stay in the field."""
    driver.page.document.edit_requested.emit()
    driver.retype(text)


@pytest.mark.parametrize("place", ["go_agenda", "go_sessions"])
def test_a_session_is_deleted_while_its_title_is_typed(driver: WindowDriver, place: str) -> None:
    driver.does(place)
    driver.page.document.plan.select(("a",))
    retitle(driver, "Another")

    driver.does("delete")

    assert "a" not in driver.agenda.sessions
    driver.does("undo")
    assert driver.agenda.sessions["a"].title == "Another"


def test_a_title_that_is_no_title_goes_with_its_session(driver: WindowDriver) -> None:
    driver.page.document.plan.select(("a",))
    retitle(driver, "")

    driver.does("delete")

    assert set(driver.agenda.sessions) == {"b"}


def test_a_room_is_deleted_while_its_name_is_typed(driver: WindowDriver) -> None:
    driver.does("go_venue")
    driver.page.document.plan.show(Room, "lab")
    retitle(driver, "Another")

    driver.does("delete")

    assert set(driver.agenda.rooms) == {"hall"}


def test_what_was_typed_of_several_is_in_the_one_they_become(driver: WindowDriver) -> None:
    driver.page.document.plan.select(("a", "b"))
    driver.page.inspector._page(Session).find_form("tags").focus("tags")
    driver.retype("words")

    driver.does("merge")

    assert [session.tags for session in driver.agenda.sessions.values()] == [("words",)]
