"""A search in the tray finds its sessions, and clearing it shows all again."""

import pytest

from tests.builders import room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Hands, Key, focused


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on two sessions in the tray, and one placed on the day."""
    return hands_on(room("hall"), talk("one"), talk("two"), talk("placed", "hall", "09:00-09:30"))


def test_the_count_says_that_some_are_left_out(hands: Hands) -> None:
    assert hands.page.tray._count.text() == "2"

    hands.page.tray.search.setText("one")

    assert hands.page.tray._count.text() == "1 of 2"


def test_escape_shows_all_again_and_then_goes_to_the_timeline(hands: Hands) -> None:
    hands.page.tray.search.setFocus()
    hands.type("one")

    hands.key(Key.Key_Escape)
    assert (hands.page.tray.search.text(), focused()) == ("", hands.page.tray.search)

    hands.key(Key.Key_Escape)
    assert focused() is hands.timeline
