"""The menus' commands on the selection: when each is enabled, and its effect."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu

from planner.domain.value_objects import Kind, Segment
from tests.builders import day, moderator, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.lists import open_list
from tests.ui.window_driver import Key, WindowDriver
from ui.state.command_table import without_mnemonic

CAST = (
    day(), room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("one", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("two", "hall", "09:45-10:15", people=(moderator("bo"),)),
    talk("three", "lab", "11:00-11:30"),
    talk("held", "lab", "14:00-15:00", pinned=True),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("waiting", minutes=20), talk("later", minutes=40),
)  # fmt: skip
ON_SESSIONS = (
    "cut", "copy", "duplicate", "move", "swap", "split", "merge", "pin", "unplace", "keep_template", "edit", "delete",
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a morning with a pinned session, and two sessions in the tray."""
    return hands_on(*CAST)


def choose(driver: WindowDriver, *sessions: str) -> None:
    """Select sessions."""
    driver.page.document.select(sessions)


# enabled commands -----------------------------------------------------------------------------------------


def test_what_can_be_done_with_what_is_selected(driver: WindowDriver) -> None:
    for chosen, not_possible in (
        ((), {*ON_SESSIONS}),
        (("one",), {"swap", "merge"}),
        (("waiting",), {"swap", "merge", "unplace"}),
        (("one", "three"), {"split", "keep_template"}),
        (("one", "waiting"), {"split", "keep_template"}),
        (("waiting", "later"), {"split", "keep_template", "swap", "unplace"}),
        (("one", "two", "three"), {"split", "keep_template", "swap"}),
    ):
        choose(driver, *chosen)
        assert {name for name in ON_SESSIONS if not driver.window.actions_by_name[name].isEnabled()} == not_possible


def test_what_is_shown_and_no_session_can_be_edited_and_deleted_only(driver: WindowDriver) -> None:
    driver.page.document.show(type(CAST[1]), "hall")

    assert {name for name in ON_SESSIONS if driver.window.actions_by_name[name].isEnabled()} == {"edit", "delete"}


def test_what_cannot_be_changed_can_be_copied_and_looked_at(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(driver, "one", "three")
    monkeypatch.setattr(driver.page.document.workspace, "writable", False)
    driver.window._enable()

    assert {name for name in ON_SESSIONS if driver.window.actions_by_name[name].isEnabled()} == {"copy"}
    changing = ("paste", "shift_rest", "insert_gap", "close_gaps", "fit_gaps", "fit_lengths", "breaks")
    assert not any(driver.window.actions_by_name[name].isEnabled() for name in changing)
    looking = ("history", "changed_today", "finder")
    assert all(driver.window.actions_by_name[name].isEnabled() for name in looking)


# swap -----------------------------------------------------------------------------------------------------


def test_two_change_places_and_each_keeps_its_length(driver: WindowDriver) -> None:
    choose(driver, "one", "three")

    driver.does("swap")

    assert (driver.where("one"), driver.where("three")) == ("lab 11:00-11:45", "hall 09:00-09:30")
    assert (driver.steps, driver.said) == (["Swap “One” and “Three”"], "Done: Swap “One” and “Three”.")
    driver.push("Undo")
    assert (driver.where("one"), driver.where("three")) == ("hall 09:00-09:45", "lab 11:00-11:30")


def test_x_does_so_in_the_timeline(driver: WindowDriver) -> None:
    choose(driver, "one", "three")
    driver.timeline.canvas.setFocus()

    driver.key(Key.Key_X)

    assert driver.steps == ["Swap “One” and “Three”"]


def test_one_that_waits_takes_the_others_place(driver: WindowDriver) -> None:
    choose(driver, "one", "waiting")

    driver.does("swap")

    assert (driver.where("one"), driver.where("waiting")) == ("tray", "hall 09:00-09:20")


def test_a_pinned_one_is_not_swapped_and_can_be_unpinned(driver: WindowDriver) -> None:
    choose(driver, "one", "held")

    driver.does("swap")

    assert (driver.said, driver.steps) == ("“Held” is pinned: its time and room stay.", [])
    assert driver.button("Unpin").isVisible()


# split and merge ------------------------------------------------------------------------------------------


def test_a_session_is_split_after_as_many_minutes_as_one_says(driver: WindowDriver, answers: Answers) -> None:
    choose(driver, "one")
    answers.types = 30

    driver.does("split")

    assert answers.asked == [("Split “One” (45 min)", "The first part is so many minutes long:", 20, 44)]
    first, second = driver.page.document.selected
    assert (driver.where(first), driver.where(second)) == ("hall 09:00-09:30", "hall 09:30-09:45")
    assert driver.steps == ["Split “One”"]


def test_where_its_first_part_ends_is_proposed_and_else_the_middle_to_whole_five_minutes(
    hands_on: HandsOn, answers: Answers
) -> None:
    parts = (Segment("Talk", 25), Segment("Questions", 20))
    lengths = {30: 15, 45: 20, 10: 5, 6: 5, 2: 1}
    driver = hands_on(talk("one", minutes=45, segments=parts), *(talk(f"t{n}", minutes=n) for n in lengths))
    for session in ("one", *(f"t{n}" for n in lengths)):
        choose(driver, session)
        driver.does("split")

    assert [asked[2:] for asked in answers.asked] == [(25, 44), *((usual, n - 1) for n, usual in lengths.items())]
    assert driver.steps == []


def test_sessions_that_follow_one_another_become_one(driver: WindowDriver) -> None:
    choose(driver, "one", "two")

    driver.does("merge")

    assert (driver.where("one"), driver.page.document.selected) == ("hall 09:00-10:15", ("one",))
    assert [a.person for a in driver.agenda.sessions["one"].people] == ["ada", "bo"]
    assert "two" not in driver.agenda.sessions
    assert driver.steps == ["Merge 2 sessions into “One”"]


def test_what_cannot_be_one_is_said(driver: WindowDriver) -> None:
    choose(driver, "one", "three")

    driver.does("merge")

    assert driver.said.startswith("Only sessions that follow one another in the same room can become one.")
    assert driver.steps == []


# others ---------------------------------------------------------------------------------------------------


def test_all_that_is_selected_is_duplicated_and_pinned_in_one_step_each(driver: WindowDriver) -> None:
    choose(driver, "one", "three")
    driver.does("duplicate")
    assert (driver.steps, len(driver.page.document.selected)) == (["Duplicate 2 sessions"], 2)

    choose(driver, "one", "three")
    driver.does("pin")

    assert driver.steps[1:] == ["Pin 2 sessions"]


def menu(driver: WindowDriver) -> list[str]:
    """Return the texts of the open menu, and close it."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    texts = [without_mnemonic(action.text()) for action in popup.actions()]
    popup.close()
    return texts


def test_the_menu_of_a_session_has_what_can_be_done_with_it(driver: WindowDriver) -> None:
    choose(driver, "one")

    driver.timeline.canvas.menu_requested.emit(QPoint(500, 300))

    assert menu(driver) == [
        "Edit", "Rename", "Move with the arrow keys", "Pin to its time", "Return to the tray", "", "Cut", "Copy",
        "Paste", "Duplicate", "", "Split…", "Keep as a template", "", "Shift what follows…", "Insert a gap…",
        "Close the gaps…", "", "Delete",
    ]  # fmt: skip


def test_that_of_two_lets_them_change_places_and_become_one(driver: WindowDriver) -> None:
    choose(driver, "one", "two")

    driver.timeline.canvas.menu_requested.emit(QPoint(500, 300))

    texts = menu(driver)
    assert {"Swap the two", "Merge into one"} <= {*texts}
    assert not {"Split…", "Keep as a template"} & {*texts}


def test_the_menu_of_nothing_is_that_of_the_day(driver: WindowDriver) -> None:
    choose(driver)

    driver.timeline.canvas.menu_requested.emit(QPoint(500, 300))

    assert menu(driver) == [
        "New session", "Paste", "", "Shift what follows…", "Insert a gap…", "Close the gaps…",
        "Fit into the day by its gaps…", "Fit into the day by the lengths…", "All breaks to…", "", "Fill in order",
    ]  # fmt: skip


def test_a_card_of_the_tray_has_the_menu_too(driver: WindowDriver) -> None:
    choose(driver, "waiting")

    driver.page.tray.cards.menu_requested.emit(QPoint(100, 300))

    assert {"Duplicate", "Fill in order"} <= {*menu(driver)}


def test_the_list_of_people_has_a_short_one(driver: WindowDriver) -> None:
    open_list(driver, "people")
    driver.page.document.show(type(CAST[3]), "ada")

    driver.page.places.menu_requested.emit(QPoint(100, 300))

    assert menu(driver) == ["Edit", "", "Copy", "Copy addresses", "", "Export a table…", "", "Erase…", "Delete"]
