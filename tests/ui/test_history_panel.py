"""The history beside the timeline: every step with its time, and a return to any moment, even of an earlier run."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Person, Session
from tests.builders import DAY, Clock, day, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.window_driver import CTRL, NONE, HandsOn, Key, WindowDriver
from ui.features.history.history_panel import ChangesTodayDialog, HistoryPanel

CAST = (
    day(), room("hall"), room("lab", 1), person("ada"),
    talk("one", "hall", "09:00-09:45", people=(speaker("ada"),)), talk("two", "lab", "11:00-11:30"),
)  # fmt: skip


@pytest.fixture
def driver(driver: WindowDriver, clock: Clock) -> WindowDriver:
    """Return a window driver for two sessions, with one step made yesterday evening and three today."""
    driver.document.apply(lambda agenda: place(agenda, "one", DAY, 10 * 60, ["hall"]))
    clock.forward(days=1)
    driver.document.apply(lambda agenda: edit(agenda, Session, "one", title="First"))
    clock.forward(minutes=5)
    driver.document.apply(lambda agenda: place(agenda, "two", DAY, 12 * 60, ["hall"]))
    driver.document.apply(lambda agenda: edit(agenda, Person, "ada", note="Vegan"))
    return driver


def panel(driver: WindowDriver) -> HistoryPanel:
    """Return the panel, opened by its key if it is hidden."""
    if not driver.page.history.isVisible():
        driver.key(Key.Key_H, modifiers=CTRL)
    return driver.page.history


def rows(driver: WindowDriver) -> list[tuple[str, str]]:
    """Return the panel's rows: the heading of a day above the first of its steps, and the step."""
    return [(row.heading, row.what) for row in panel(driver).moments.rows]


def go(driver: WindowDriver, row: int) -> None:
    driver.click(driver.on_row(panel(driver).listing, row))


def test_every_step_is_there_the_newest_first_under_its_day_with_its_time(driver: WindowDriver, clock: Clock) -> None:
    assert rows(driver) == [
        ("Today", "Change note of “Ada”"),
        ("", "Move “Two”"),
        ("", "Change title of “One”"),
        ("Yesterday", "Move “One”"),
        ("", "As it was at first"),
    ]
    later, sooner = clock.now.astimezone(), (clock.now - timedelta(minutes=5)).astimezone()
    times = [row.time for row in panel(driver).moments.rows]
    assert times == [f"{later:%H:%M}", f"{later:%H:%M}", f"{sooner:%H:%M}", f"{sooner:%H:%M}", ""]

    go(driver, 1)
    found = panel(driver).moments
    name = [str(found.data(found.index(row), Qt.ItemDataRole.AccessibleTextRole)) for row in (0, 1)]
    assert name == [f"Today, {times[0]}, Change note of “Ada”, undone", f"{times[1]}, Move “Two”, now"]
    assert panel(driver).listing.accessibleName() == "History"
    assert QAccessible.queryAccessibleInterface(panel(driver).listing).role() == QAccessible.Role.List

    clock.forward(days=3)
    panel(driver).refresh()
    assert [heading for heading, _what in rows(driver)] == ["Sat 2 March 2024", "", "", "Fri 1 March 2024", ""]


def test_a_click_or_enter_goes_to_the_moment_after_a_step_and_the_later_ones_stay(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = driver.agenda
    with monkeypatch.context() as shut:
        shut.setattr(driver.workspace, "writable", False)
        go(driver, 4)
        assert driver.agenda is whole  # it can be looked at only

    go(driver, 3)
    assert (driver.where("two"), driver.agenda.sessions["one"].title) == ("lab 11:00-11:30", "One")
    assert (driver.where("one"), panel(driver).current_row) == ("hall 10:00-10:45", 3)
    assert rows(driver)[0] == ("Today", "Change note of “Ada”")
    go(driver, 0)
    assert driver.agenda == whole
    driver.key(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert driver.where("two") == "lab 11:00-11:30"
    driver.does("redo")
    assert panel(driver).current_row == 1
    driver.does("undo")
    assert panel(driver).current_row == 2

    driver.timeline.grab_by_keys(driver.agenda.sessions["two"])
    go(driver, 4)
    assert driver.timeline.drag_controller.state is None  # it was let go
    enabled = [driver.actions[name].isEnabled() for name in ("undo", "redo")]
    assert (driver.where("one"), enabled) == ("hall 09:00-09:45", [False, True])

    before = rows(driver)
    driver.reopen()
    assert rows(driver) == before
    go(driver, 3)
    driver.document.apply(lambda agenda: edit(agenda, Person, "ada", name="Eve"))
    assert [what for _heading, what in rows(driver)] == ["Change name of “Ada”", "Move “One”", "As it was at first"]


# what changed today ---------------------------------------------------------------------------------------


def told(driver: WindowDriver, answers: Answers) -> tuple[str, list[str]]:
    """Return the texts of the dialog: the number of steps, and the changes that attendees would see."""

    def look(dialog: ChangesTodayDialog) -> tuple[str, list[str]]:
        return dialog.head.text(), dialog.changes.rows_as_text().splitlines()

    return answers.read(lambda: driver.does("changed_today"), look)


def test_its_key_or_escape_closes_it_and_gives_the_timeline_the_keyboard(driver: WindowDriver) -> None:
    for key, modifiers in ((Key.Key_H, CTRL), (Key.Key_Escape, NONE)):
        shown = panel(driver)
        assert shown.listing.hasFocus()

        driver.key(key, modifiers=modifiers)
        assert (shown.isVisible(), driver.canvas.hasFocus()) == (False, True)


def test_what_changed_today_is_what_attendees_would_see(driver: WindowDriver, answers: Answers) -> None:
    # it stands in the place of the inspector

    def seen() -> tuple[bool, bool]:
        return found.isVisible(), driver.page.inspector.isVisible()

    width, found = driver.canvas.width(), panel(driver)
    assert seen() == (True, False)
    assert abs(driver.canvas.width() - width) < 20
    driver.key(Key.Key_H, modifiers=CTRL)
    assert (seen(), driver.canvas.hasFocus()) == ((False, True), True)

    panel(driver)
    driver.does("edit", of="one")
    assert seen() == (False, True)
    panel(driver)
    driver.push("Close the history")
    assert seen() == (False, True)

    panel(driver)
    driver.push("Close this message")  # which lies over the panel's foot
    title = answers.read(lambda: driver.push("What changed today…"), lambda dialog: dialog.windowTitle())
    assert title == "What changed today"

    moved = "Moved: “Two”, from 11:00–11:30 to 12:00–12:30; from Lab to Hall"
    assert told(driver, answers) == ("3 steps today", [moved, "Title: “First”, was called “One”"])

    for undone in (3, 1):  # all of today, then a step of yesterday too, which is none of today
        for _ in range(undone):
            driver.does("undo")
        assert told(driver, answers) == ("0 steps today", ["Nothing that attendees would see."])


def test_what_was_undone_today_is_a_change_of_today(hands_on: HandsOn, clock: Clock, answers: Answers) -> None:
    driver = hands_on(talk("one", "hall", "09:00-09:30"))
    driver.document.apply(lambda agenda: edit(agenda, Session, "one", title="Other"))
    clock.forward(days=1)
    driver.window.open_path(driver.workspace.path, anew=True)
    driver.does("undo")
    assert told(driver, answers) == ("1 step today", ["Title: “One”, was called “Other”"])
