"""The history beside the timeline: every step with its time, and a return to any moment, even of an earlier run."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Person, Session
from tests.builders import DAY, Clock, day, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.window_driver import CTRL, Key, WindowDriver
from ui.features.history.history_panel import ChangesTodayDialog, HistoryPanel

CAST = (
    day(), room("hall"), room("lab", 1), person("ada"),
    talk("one", "hall", "09:00-09:45", people=(speaker("ada"),)), talk("two", "lab", "11:00-11:30"),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn, clock: Clock) -> WindowDriver:
    """Return a window driver for two sessions, with one step made yesterday evening and three today."""
    driver = hands_on(*CAST)
    document = driver.page.document
    document.apply(lambda agenda: place(agenda, "one", DAY, 10 * 60, ["hall"]))
    clock.forward(days=1)
    document.apply(lambda agenda: edit(agenda, Session, "one", title="First"))
    clock.forward(minutes=5)
    document.apply(lambda agenda: place(agenda, "two", DAY, 12 * 60, ["hall"]))
    document.apply(lambda agenda: edit(agenda, Person, "ada", note="Vegan"))
    return driver


def panel(driver: WindowDriver) -> HistoryPanel:
    """Return the panel, opened by its key if it is hidden."""
    if driver.page.side.history is None or not driver.page.side.history.isVisible():
        driver.key(Key.Key_H, modifiers=CTRL)
    assert driver.page.side.history
    return driver.page.side.history


def rows(driver: WindowDriver) -> list[tuple[str, str]]:
    """Return the panel's rows: the heading of a day above the first of its steps, and the step."""
    return [(row.heading, row.what) for row in panel(driver).moments.rows]


def go(driver: WindowDriver, row: int) -> None:
    """Click a row."""
    driver.click(driver.on_row(panel(driver).listing, row))


def test_every_step_is_there_the_newest_first_under_its_day(driver: WindowDriver) -> None:
    assert rows(driver) == [
        ("Today", "Change note of “Ada”"),
        ("", "Move “Two”"),
        ("", "Change title of “One”"),
        ("Yesterday", "Move “One”"),
        ("", "As it was at first"),
    ]


def test_each_has_its_time(driver: WindowDriver, clock: Clock) -> None:
    times = [row.time for row in panel(driver).moments.rows]

    later, sooner = clock.now.astimezone(), (clock.now - timedelta(minutes=5)).astimezone()
    assert times == [f"{later:%H:%M}", f"{later:%H:%M}", f"{sooner:%H:%M}", f"{sooner:%H:%M}", ""]


def test_an_older_day_has_its_date(driver: WindowDriver, clock: Clock) -> None:
    clock.forward(days=3)
    panel(driver).refresh()

    assert [row.heading for row in panel(driver).moments.rows] == [
        "Sat 2 March 2024", "", "", "Fri 1 March 2024", "",
    ]  # fmt: skip


def test_a_click_goes_to_the_moment_after_a_step_and_the_later_ones_stay(driver: WindowDriver) -> None:
    whole = driver.agenda

    go(driver, 3)

    assert (driver.where("two"), driver.agenda.sessions["one"].title) == ("lab 11:00-11:30", "One")
    assert driver.where("one") == "hall 10:00-10:45"
    assert rows(driver)[0] == ("Today", "Change note of “Ada”")
    assert panel(driver).current == 3
    go(driver, 0)
    assert driver.agenda == whole


def test_the_beginning_is_a_moment_too(driver: WindowDriver) -> None:
    go(driver, 4)

    assert driver.where("one") == "hall 09:00-09:45"
    assert driver.window.actions_by_name["redo"].isEnabled()
    assert not driver.window.actions_by_name["undo"].isEnabled()


def test_by_keys(driver: WindowDriver) -> None:
    panel(driver)

    driver.key(Key.Key_Down, Key.Key_Down, Key.Key_Return)

    assert driver.where("two") == "lab 11:00-11:30"


def test_another_change_from_there_ends_what_came_later(driver: WindowDriver) -> None:
    go(driver, 3)

    driver.page.document.apply(lambda agenda: edit(agenda, Person, "ada", name="Eve"))

    assert [what for _heading, what in rows(driver)] == ["Change name of “Ada”", "Move “One”", "As it was at first"]


def test_it_follows_undo_and_redo(driver: WindowDriver) -> None:
    found = panel(driver)

    driver.does("undo")
    assert found.current == 1
    driver.does("redo")

    assert found.current == 0


def test_it_is_whole_when_the_file_is_opened_again(driver: WindowDriver, new_window: NewWindow) -> None:
    before, path = rows(driver), driver.page.document.workspace.path
    driver.window.close()

    again = WindowDriver(new_window(path))

    assert rows(again) == before
    go(again, 4)
    assert again.where("one") == "hall 09:00-09:45"


def test_it_stands_in_the_place_of_the_inspector(driver: WindowDriver) -> None:
    width = driver.timeline.canvas.width()

    found = panel(driver)
    assert (found.isVisible(), driver.page.inspector.isVisible()) == (True, False)
    assert abs(driver.timeline.canvas.width() - width) < 20
    driver.key(Key.Key_H, modifiers=CTRL)

    assert (found.isVisible(), driver.page.inspector.isVisible()) == (False, True)
    assert driver.timeline.canvas.hasFocus()


def test_the_inspector_comes_back_to_edit(driver: WindowDriver) -> None:
    found = panel(driver)
    driver.page.document.select(("one",))

    driver.does("edit")

    assert (found.isVisible(), driver.page.inspector.isVisible()) == (False, True)


def test_its_button_closes_it(driver: WindowDriver) -> None:
    found = panel(driver)

    driver.push("Close the history")

    assert (found.isVisible(), driver.page.inspector.isVisible()) == (False, True)


def test_what_is_in_the_hand_is_let_go_before(driver: WindowDriver) -> None:
    panel(driver)
    driver.timeline.grab_by_keys(driver.agenda.sessions["two"])

    go(driver, 4)

    assert driver.timeline.drag_controller.state is None


def test_a_screen_reader_hears_the_day_the_time_and_what_is_undone(driver: WindowDriver) -> None:
    go(driver, 1)
    found = panel(driver).moments

    def name(row: int) -> str:
        return str(found.data(found.index(row), Qt.ItemDataRole.AccessibleTextRole))

    times = [row.time for row in found.rows]
    assert name(0) == f"Today, {times[0]}, Change note of “Ada”, undone"
    assert name(1) == f"{times[1]}, Move “Two”, now"
    assert panel(driver).listing.accessibleName() == "History"
    assert QAccessible.queryAccessibleInterface(panel(driver).listing).role() == QAccessible.Role.List


def test_what_cannot_be_changed_can_be_looked_at(driver: WindowDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver.page.document.workspace, "writable", False)
    before = driver.agenda

    go(driver, 4)

    assert driver.agenda is before


# what changed today ---------------------------------------------------------------------------------------


def told(driver: WindowDriver, answers: Answers) -> tuple[str, list[str]]:
    """Return the texts of the dialog: the number of steps, and the changes that attendees would see."""
    found: list[tuple[str, list[str]]] = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, ChangesTodayDialog)
        found.append((dialog.head.text(), dialog.changes.toPlainText().splitlines()))
        return False

    answers.does = does
    driver.does("changed_today")
    return found[0]


def test_what_changed_today_is_what_attendees_would_see(driver: WindowDriver, answers: Answers) -> None:
    steps, lines = told(driver, answers)

    assert steps == "3 steps today"
    assert lines == [
        "“Two” moves from 11:00–11:30 to 12:00–12:30", "“Two” changes room from Lab to Hall",
        "“One” is now called “First”",
    ]  # fmt: skip


def test_what_was_undone_has_not_changed(driver: WindowDriver, answers: Answers) -> None:
    for _ in range(3):
        driver.does("undo")

    assert told(driver, answers) == ("0 steps today", ["Nothing that attendees would see."])


def test_what_was_undone_of_yesterday_is_no_step_of_today(driver: WindowDriver, answers: Answers) -> None:
    go(driver, 4)

    assert told(driver, answers) == ("0 steps today", ["Nothing that attendees would see."])


def test_the_panel_has_a_button_for_it(driver: WindowDriver, answers: Answers) -> None:
    panel(driver)
    seen: list[str] = []

    def look(dialog: QDialog) -> bool:
        seen.append(dialog.windowTitle())
        return False

    answers.does = look
    driver.push("What changed today…")

    assert seen == ["What changed today"]


def test_what_was_undone_today_is_a_change_of_today(hands_on: HandsOn, clock: Clock, answers: Answers) -> None:
    driver = hands_on(talk("one", "hall", "09:00-09:30"))
    driver.page.document.apply(lambda agenda: edit(agenda, Session, "one", title="Other"))
    clock.forward(days=1)
    path = driver.page.document.workspace.path
    driver.window.open_path(path, anew=True)
    driver.does("undo")
    assert told(driver, answers) == ("1 step today", ["“Other” is now called “One”"])
