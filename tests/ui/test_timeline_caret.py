"""A click on the empty grid sets the place of the next paste or new session."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from planner.commands.timeline import place
from tests.builders import DAY, day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Key, WindowDriver

pytestmark = pytest.mark.usefixtures("forms_sleep")

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two days and two rooms with one session."""
    QGuiApplication.clipboard().clear()
    return hands_on(day(), day(NEXT), room("hall"), room("lab", 1), talk("one", "hall", "09:00-09:30"))


def test_what_is_pasted_or_new_goes_where_one_clicked(driver: WindowDriver) -> None:
    # what is pasted goes where one clicked
    driver.click(driver.on_block("one"))
    driver.key(Key.Key_X, modifiers=CTRL)
    driver.click(driver.on_slot("lab", "11:03"))
    driver.key(Key.Key_V, modifiers=CTRL)
    assert (driver.where("one"), driver.timeline.insertion_point.at) == ("lab 11:00-11:30", None)

    # a new session begins where one clicked
    driver.anew()
    driver.click(driver.on_slot("lab", "14:02"))
    driver.does("add")
    (new,) = driver.page.document.selected
    assert driver.where(new) == "lab 14:00-14:30"

    # a double click on the empty grid makes a session
    driver.anew()
    driver.double_click(driver.on_slot("lab", "14:02"))
    (new,) = driver.page.document.selected
    assert (driver.where(new), driver.steps) == ("lab 14:00-14:30", ["Add “New session”"])


def test_it_is_forgotten_with(driver: WindowDriver) -> None:
    for how in (
        "selection",
        "escape",
        "day",
        "change",
        "page",
    ):
        driver.click(driver.on_slot("lab", "14:00"))
        assert driver.page.insertion_point is not None
        if how == "selection":
            driver.click(driver.on_block("one"))
        elif how == "escape":
            driver.key(Key.Key_Escape)
        elif how == "day":
            driver.does("next_day")
        elif how == "change":
            driver.page.document.apply(lambda agenda: place(agenda, "one", DAY, 600, ("hall",)))
        else:
            driver.does("go_people")
        assert driver.page.insertion_point is None
        driver.anew()


def test_it_is_seen(driver: WindowDriver) -> None:
    before = driver.on_screen()
    driver.click(driver.on_slot("lab", "14:00"))
    assert driver.on_screen() != before
    driver.key(Key.Key_Escape)
    assert driver.on_screen() == before
