"""Typed text in a focused field is saved before a command changes its session."""

import pytest

from planner.domain.entities import Entity, Room, Session
from tests.builders import room, talk
from tests.ui.window_driver import WindowDriver

pytestmark = pytest.mark.forms

CAST = (room("hall"), room("lab", 1), talk("a", "hall", "09:00-09:30"), talk("b", "hall", "09:30-10:00"))
"""Two sessions one after the other."""


@pytest.mark.parametrize(
    ("place", "kind", "thing", "field", "typed", "after"),
    [
        ("go_agenda", Session, "a", "title", "Another", "Another"),
        ("go_sessions", Session, "a", "title", "Another", "Another"),
        ("go_agenda", Session, "a", "title", "", "A"),  # what is no title goes with it
        ("go_venue", Room, "lab", "name", "Another", "Another"),
    ],
)
def test_it_is_deleted_while_its_title_is_typed(
    driver: WindowDriver, place: str, kind: type[Entity], thing: str, field: str, typed: str, after: str
) -> None:
    driver.does(place)
    driver.page.document.plan.show(kind, thing)
    driver.page.document.edit_requested.emit()
    driver.retype(typed)

    driver.does("delete")

    assert {*driver.agenda.sessions, *driver.agenda.rooms} == {"a", "b", "hall", "lab"} - {thing}
    driver.does("undo")
    assert getattr(driver.agenda.find(kind, thing), field) == after


def test_what_was_typed_of_several_is_in_the_one_they_become(driver: WindowDriver) -> None:
    driver.page.document.plan.select(("a", "b"))
    driver.page.inspector._page(Session).find_form("tags").focus("tags")
    driver.retype("words")

    driver.does("merge")

    assert [session.tags for session in driver.agenda.sessions.values()] == [("words",)]
