"""People, sessions and rooms are made and gone through one after the other by keys, without the mouse."""

import pytest

from planner.domain.entities import Conference, Person, Room, Session
from tests.ui.conftest import HandsOn
from tests.ui.lists import CAST as CAST
from tests.ui.lists import go, ids, open_list, sort
from tests.ui.window_driver import ALT, CTRL, Key, WindowDriver, focused

pytestmark = pytest.mark.forms


def new(driver: WindowDriver) -> str:
    """Press Ctrl+N and return the text that the menu has for it."""
    text = driver.actions["add"].text().replace("&", "")
    driver.key(Key.Key_N, modifiers=CTRL)
    return text


def test_people_are_typed_one_after_the_other_in_a_key_each(hands_on: HandsOn) -> None:
    driver = hands_on()
    open_list(driver, "people")
    for name, title, organisation, email, phone in (
        ("Anna Berg", "Dr", "KTH", "anna@example.org", "1"), ("Bo Lind", "", "SU", "bo@example.org", "2"),
    ):  # fmt: skip
        assert new(driver) == "New person"
        assert focused().objectName() == "name"
        for text in (name, title, organisation, email, phone):
            driver.type(text, Key.Key_Tab)
    assert {p.name: (p.title, p.organisation, p.email, p.phone) for p in driver.agenda.people.values()} == {
        "Anna Berg": ("Dr", "KTH", "anna@example.org", "1"), "Bo Lind": ("", "SU", "bo@example.org", "2"),
    }  # fmt: skip

    go(driver, "venue")
    assert (new(driver), driver.plan.shown[0]) == ("New room", Room)
    go(driver, "agenda")
    assert (new(driver), driver.plan.shown[0]) == ("New session", Session)


def test_the_next_one_is_shown_in_the_lists_order_and_the_field_keeps_the_cursor(driver: WindowDriver) -> None:
    open_list(driver, "people")
    sort(driver, "name", falling=True)
    assert ids(driver) == ["cy", "bo", "ada"]
    driver.plan.show(Person, "cy")
    driver.scrolled_to(driver.page.inspector.page(Person).find_form("phone").fields["phone"].widget).setFocus()
    for number in ("1", "2", "3"):
        driver.type(number)
        driver.key(Key.Key_PageDown, modifiers=ALT)
        line = focused()
        assert line.objectName() == "phone"
    assert [driver.agenda.people[p].phone for p in ("cy", "bo", "ada")] == ["1", "2", "3"]
    assert driver.plan.shown == (Person, "ada")  # the last one stays
    assert line.text() == "3"
    driver.key(Key.Key_PageUp, modifiers=ALT)
    assert (driver.plan.shown, line.text(), line.selectedText()) == ((Person, "bo"), "2", "2")

    go(driver, "agenda")
    driver.plan.select(("a",))
    order = ["a"]
    for _ in range(4):
        driver.key(Key.Key_PageDown, modifiers=ALT)
        order.append(driver.plan.selected[0])
    assert order == ["a", "b", "c", "d", "d"]  # by time over all days, then what waits


def test_where_nothing_is_shown_the_next_one_is_the_first_and_the_one_before_the_last(driver: WindowDriver) -> None:
    open_list(driver, "people")
    for key, shown in ((Key.Key_PageDown, "ada"), (Key.Key_PageUp, "cy")):
        driver.plan.show(Conference, driver.agenda.conference.id)
        driver.key(key, modifiers=ALT)
        assert driver.plan.shown == (Person, shown)
