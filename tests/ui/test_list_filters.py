"""The list of sessions is narrowed: a phrase comes first, a day and a room are picked, and the chip says how many."""

from collections.abc import Sequence

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.commands.deleting import delete_entities
from planner.domain.entities import Room
from planner.domain.value_objects import Kind
from tests.builders import FRIDAY, day, person, room, speaker, talk
from tests.ui.lists import chips, chosen, filter_by, ids, listed, on_line, open_list, search, sort
from tests.ui.window_driver import CTRL, HandsOn, Key, WindowDriver, type_at
from ui.kit.editors.search_menus import SearchMenu

CAST = (
    day(), day(FRIDAY), room("a", name="Sal A"), room("b", 1, name="Sal B"), room("c", 2, name="Sal C"),
    room("empty", 3), person("berg", name="Anna Berg"),
    talk("early", "a", "08:00-08:30", people=(speaker("berg"),)), talk("coffee", "", "10:00-10:30", kind=Kind.BREAK),
    talk("beyond", "c", "09:00-09:30"), talk("here", "b", "11:00-12:00"), talk("both", ("a", "b"), "13:00-14:00"),
    talk("next", "b", "09:00-10:00", on=FRIDAY), talk("park", "", "15:00-16:00", on=FRIDAY, place="The park"),
    talk("waiting", title="In sal b"),
)  # fmt: skip


@pytest.fixture
def driver(driver: WindowDriver) -> WindowDriver:
    """Return a window driver with the list of eight sessions in three rooms on two days."""
    open_list(driver, "sessions")
    return driver


def menu_of(driver: WindowDriver, name: str) -> SearchMenu:
    """Open the menu of a choice by its button, and return it."""
    driver.click(driver.on(listed(driver).chips.choices[name]))
    menu = QApplication.activePopupWidget()
    menu._since.invalidate()  # what is typed into it next is another search
    return menu


def offered(driver: WindowDriver, name: str) -> Sequence[str]:
    menu = menu_of(driver, name)
    QTest.keyClick(menu, Key.Key_Escape)
    return [entry.text().replace("\t", " ") for entry in menu.actions()]


def pick_option(driver: WindowDriver, name: str, typed: str) -> None:
    """Pick an option of a choice by typing the beginning of its text."""
    menu = menu_of(driver, name)
    type_at(menu, typed, Key.Key_Return)


def test_a_phrase_in_one_field_comes_before_words_that_are_scattered(driver: WindowDriver) -> None:
    search(driver, "sal b")
    assert ids(driver) == ["here", "both", "next", "waiting", "early", "beyond"]
    assert chips(driver)[0] == "All 6 of 8"
    sort(driver, "title", falling=True)
    assert ids(driver) == ["next", "waiting", "here", "both", "early", "beyond"]
    search(driver, "sal")  # one word is sorted as ever
    assert ids(driver) == ["next", "waiting", "here", "early", "both", "beyond"]


def test_a_day_and_a_room_are_picked_beside_a_chip_and_the_search(driver: WindowDriver) -> None:
    assert (offered(driver, "day"), offered(driver, "room")) == (
        ["All", "Thu 25 Apr 5", "Fri 26 Apr 2"], ["All", "Sal A 2", "Sal B 3", "Sal C 1", "All rooms 1"],
    )  # fmt: skip
    pick_option(driver, "room", "sal b")
    assert (ids(driver), chips(driver)[:3]) == (["here", "both", "next"], ["All 3 of 8", "Day", "Sal B"])
    pick_option(driver, "day", "thu")
    assert (ids(driver), chips(driver)[:3]) == (["here", "both"], ["All 2 of 8", "Thu 25 Apr", "Sal B"])
    assert search(driver, "both") == ["both"]
    filter_by(driver, "No speaker 6")
    assert (ids(driver), "No speaker 1 of 6" in chips(driver)) == (["both"], True)

    search(driver, "")
    filter_by(driver, "All 8")
    pick_option(driver, "room", "all rooms")
    assert ids(driver) == ["coffee"]
    pick_option(driver, "room", "all")
    pick_option(driver, "day", "all")
    assert (len(ids(driver)), chips(driver)[:3]) == (8, ["All 8", "Day", "Room"])
    assert [button.isChecked() for button in listed(driver).chips.choices.values()] == [False, False, False]


def test_what_is_picked_lets_go_of_what_it_hides_and_of_a_room_that_is_deleted(driver: WindowDriver) -> None:
    driver.click(on_line(driver, "early"))
    pick_option(driver, "room", "sal c")
    assert (ids(driver), chosen(driver), driver.plan.selected) == (["beyond"], [], ())

    driver.document.apply(lambda now: delete_entities(now, Room, ("c",)))
    assert (len(ids(driver)), chips(driver)[:3]) == (8, ["All 8", "Day", "Room"])
    driver.does("undo")
    pick_option(driver, "day", "fri")
    driver.key(Key.Key_N, modifiers=CTRL)  # a new one is seen, whatever was picked
    assert (len(ids(driver)), chips(driver)[:3]) == (9, ["All 9", "Day", "Room"])


def test_what_has_no_room_on_the_line_is_in_the_menu_which_is_marked_while_it_filters(driver: WindowDriver) -> None:
    line = listed(driver).chips
    for name, typed in (("room", "sal c"), ("day", "thu")):
        pick_option(driver, name, typed)
    driver.window.resize(720, 450)
    assert (ids(driver), line.choices["room"].isVisible(), line.more.isChecked()) == (["beyond"], False, True)

    driver.key_in(line.more, Key.Key_Space)
    for typed, key in (("room", Key.Key_Right), ("all", Key.Key_Return)):
        menu = QApplication.activePopupWidget()
        type_at(menu, typed, key)
    assert (ids(driver), line.more.isChecked()) == (["early", "beyond", "coffee", "here", "both"], False)


def test_one_day_and_one_room_are_no_choice(hands_on: HandsOn) -> None:
    driver = hands_on(talk("a", "hall", "09:00-10:00"), talk("b", "hall", "10:00-11:00"))
    open_list(driver, "sessions")
    assert [button.isVisible() for button in listed(driver).chips.choices.values()] == [False, False, False]
