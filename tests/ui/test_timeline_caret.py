"""A click on the empty grid sets the place of the next paste or new session."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from planner.commands.timeline import place
from tests.builders import DAY, day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Hands, Key
from ui.features.timeline.insertion_point import Caret

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on two days and two rooms with one session."""
    QGuiApplication.clipboard().clear()
    return hands_on(day(), day(NEXT), room("hall"), room("lab", 1), talk("one", "hall", "09:00-09:30"))


def caret(hands: Hands) -> Caret:
    return hands.timeline.caret


def test_what_is_pasted_goes_where_one_clicked(hands: Hands) -> None:
    hands.click(hands.on_block("one"))
    hands.key(Key.Key_X, modifiers=CTRL)
    hands.click(hands.on_slot("lab", "11:03"))
    hands.key(Key.Key_V, modifiers=CTRL)
    assert hands.where("one") == "lab 11:00-11:30"
    assert caret(hands).at is None


def test_a_new_session_begins_where_one_clicked(hands: Hands) -> None:
    hands.click(hands.on_slot("lab", "14:02"))
    hands.does("add")
    (new,) = hands.page.desk.selected
    assert hands.where(new) == "lab 14:00-14:30"


def test_a_double_click_on_the_empty_grid_makes_a_session(hands: Hands) -> None:
    hands.double_click(hands.on_slot("lab", "14:02"))
    (new,) = hands.page.desk.selected
    assert hands.where(new) == "lab 14:00-14:30"
    assert hands.steps == ["Add “New session”"]


@pytest.mark.parametrize("how", ["selection", "escape", "day", "change", "page"])
def test_it_is_forgotten_with(hands: Hands, how: str) -> None:
    hands.click(hands.on_slot("lab", "14:00"))
    assert hands.page.spot is not None
    if how == "selection":
        hands.click(hands.on_block("one"))
    elif how == "escape":
        hands.key(Key.Key_Escape)
    elif how == "day":
        hands.does("next_day")
    elif how == "change":
        hands.page.desk.perform(lambda agenda: place(agenda, "one", DAY, 600, ("hall",)))
    else:
        hands.does("go_people")
    assert hands.page.spot is None


def test_it_is_seen(hands: Hands) -> None:
    before = hands.on_screen()
    hands.click(hands.on_slot("lab", "14:00"))
    with_it = hands.on_screen()
    assert with_it != before
    hands.key(Key.Key_Escape)
    assert hands.on_screen() == before
