"""A search in the tray finds its sessions, and clearing it shows all again."""

import pytest

from tests.builders import room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Key, WindowDriver, focused

pytestmark = pytest.mark.usefixtures("forms_sleep")


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two sessions in the tray, and one placed on the day."""
    return hands_on(room("hall"), talk("one"), talk("two"), talk("placed", "hall", "09:00-09:30"))


def test_the_count_says_that_some_are_left_out_until_escape_shows_all_again(driver: WindowDriver) -> None:
    # the count says that some are left out
    assert driver.page.tray._count.text() == "2"
    driver.page.tray.search.setText("one")
    assert driver.page.tray._count.text() == "1 of 2"

    # escape shows all again and then goes to the timeline
    driver.page.tray.search.clear()
    driver.page.tray.search.setFocus()
    driver.type("one")
    driver.key(Key.Key_Escape)
    assert (driver.page.tray.search.text(), focused()) == ("", driver.page.tray.search)
    driver.key(Key.Key_Escape)
    assert focused() is driver.timeline.canvas
