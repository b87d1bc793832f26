"""Rows hidden by a search or a chip are neither selected nor deleted nor edited."""

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Conference, Person, Session
from tests.ui.conftest import HandsOn
from tests.ui.lists import CAST, chosen, heading, ids, listed, open_list, pick, search
from tests.ui.test_inspector_fields import enter
from tests.ui.window_driver import CTRL, Key, WindowDriver


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for three people, four sessions and three rooms."""
    return hands_on(*CAST)


def shown(driver: WindowDriver) -> list[str]:
    """Return the ids of the entities in the form."""
    return sorted(thing.id for thing in driver.page.document.shown_things)


def choose(driver: WindowDriver, chip: str) -> None:
    """Click a chip."""
    driver.click(driver.on(listed(driver).chips.buttons[chip]))


def test_the_search_narrows_the_selection_to_what_is_in_sight(driver: WindowDriver) -> None:
    open_list(driver, "people")
    driver.key(Key.Key_A, modifiers=CTRL)
    assert heading(driver) == "PERSON × 3"

    assert search(driver, "KTH") == ["ada"]

    assert (chosen(driver), shown(driver), heading(driver)) == (["ada"], ["ada"], "PERSON")
    listed(driver).view.setFocus()
    driver.key(Key.Key_Delete)
    assert sorted(driver.agenda.people) == ["bo", "cy"]


def test_what_is_typed_goes_only_into_what_is_in_sight(driver: WindowDriver) -> None:
    open_list(driver, "people")
    driver.key(Key.Key_A, modifiers=CTRL)
    search(driver, "dr")

    enter(driver, Person, "title", "Professor")

    assert {p.id: p.title for p in driver.agenda.people.values()} == {"ada": "Professor", "bo": "Professor", "cy": ""}


def test_a_chip_narrows_the_selection_too(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    driver.key(Key.Key_A, modifiers=CTRL)

    choose(driver, "tray")

    assert (ids(driver), shown(driver)) == (["d"], ["d"])


def test_where_nothing_selected_is_in_sight_nothing_is_selected(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo")

    search(driver, "KTH")

    assert driver.page.document.shown[0] is Conference
    listed(driver).view.setFocus()
    driver.key(Key.Key_Delete)
    assert (sorted(driver.agenda.people), driver.steps) == (["ada", "bo", "cy"], [])
    search(driver, "")
    assert chosen(driver) == []


def test_what_an_edit_hides_can_be_edited_on_but_not_deleted_from_the_list(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    search(driver, "law")
    pick(driver, "a")

    driver.page.document.apply(lambda now: edit(now, Session, "a", track=None))

    assert (ids(driver), shown(driver)) == ([], ["a"])
    listed(driver).view.delete_requested.emit()
    assert "a" in driver.agenda.sessions
