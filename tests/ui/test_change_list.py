"""The list of what attendees see changed: folded where only texts changed, worked by keys, and copied; also by buttons.

One stands in the notice after publishing, and one among the versions.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from planner.commands.edit import edit
from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Session
from tests.builders import DAY, day, room, talk
from tests.ui.answers import Answers, publishes
from tests.ui.window_driver import CTRL, HandsOn, Key, WindowDriver
from ui.features.publishing.publish_dialog import PublishDialog
from ui.features.publishing.published_versions import ReleasesDialog
from ui.state.change_list import ChangeList


def changed(hands_on: HandsOn, *makes: Callable[[Agenda], Change]) -> WindowDriver:
    """Return a window driver for as many talks as changes, which were published before these changes."""
    driver = hands_on(room("hall"), *(talk(f"s{n}", "hall", f"{9 + n}:00-{9 + n}:30") for n in range(len(makes))))
    driver.page.document.workspace.outbox.send(lambda sending: {})
    for make in makes:
        assert driver.page.document.apply(make)
    return driver


def new_texts(*numbers: int) -> list[Callable[[Agenda], Change]]:
    return [lambda now, n=n: edit(now, Session, f"s{n}", abstract="New.") for n in numbers]


def spoken(changes: ChangeList) -> list[str]:
    """Return what a screen reader says of each row."""
    return [changes.rows.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(changes.rows.rowCount())]


def test_many_changed_texts_share_a_row_that_keys_open_and_the_list_is_copied(
    hands_on: HandsOn, answers: Answers
) -> None:
    driver = changed(hands_on, *new_texts(*range(6)), lambda now: delete_session(now, "s6"))
    gone, count = "Cancelled: “S6”, 2024-04-25 15:00–15:30", "6 sessions with other texts: the abstract"

    def work(dialog: PublishDialog) -> list[object]:
        rows = dialog.changes
        steps: list[object] = [spoken(rows)]
        rows.setFocus()
        QTest.keyClick(rows, Key.Key_Down)
        for key in (Key.Key_Down, Key.Key_Return, Key.Key_Right, Key.Key_Left, Key.Key_Space):
            QTest.keyClick(rows, key)
            steps.append(rows.rows.rowCount())
        rows.clearSelection()
        QTest.keyClick(rows, Key.Key_C, CTRL)
        return [*steps, QGuiApplication.clipboard().text().split("\n")]

    opened = [f"Text: “S{n}”, changed: the abstract" for n in range(6)]
    assert answers.read(lambda: driver.does("send"), work) == [
        [gone, f"{count}, folded"], 2, 8, 8, 2, 8, [gone, count, *opened],
    ]  # fmt: skip


def test_three_changed_texts_have_a_row_each(hands_on: HandsOn, answers: Answers) -> None:
    driver = changed(hands_on, *new_texts(0, 1, 2))
    said = answers.read(lambda: driver.does("send"), lambda dialog: spoken(dialog.changes))
    assert said == [f"Text: “S{n}”, changed: the abstract" for n in range(3)]


def test_what_matters_less_is_counted_below_what_was_moved(hands_on: HandsOn, answers: Answers) -> None:
    driver = changed(
        hands_on, lambda now: edit(now, Session, "s0", title="Another"), *new_texts(1, 2, 3, 4),
        lambda now: place(now, "s5", DAY, 15 * 60, ("hall",)),
    )  # fmt: skip

    def look(dialog: PublishDialog) -> list[str]:
        return [dialog.noticed.text(), *dialog.changes.text().splitlines()]

    assert answers.read(lambda: driver.does("send"), look) == [
        "WHAT ATTENDEES WILL NOTICE · 6", "Moved: “S5”, from 14:00–14:30 to 15:00–15:30", "and 5 smaller changes",
    ]  # fmt: skip


# copied by a button ----------------------------------------------------------------------------------------

MOVED = "Moved: “One”, from 09:00–09:30 to 10:00–10:30"


@pytest.fixture
def driver(hands_on: HandsOn, answers: Answers, tmp_path: Path) -> WindowDriver:
    """Return a window driver for two talks, sent once, of which one was moved then."""
    driver = hands_on(day(), room("hall"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "11:00-11:30"))
    answers.does, answers.fills = publishes, tmp_path / "web"
    driver.does("send")
    assert "Copy what changed" not in offered(driver)  # nobody has anything yet
    driver.page.document.apply(lambda now: place(now, "one", DAY, 10 * 60, ("hall",)))
    return driver


def offered(driver: WindowDriver) -> list[str]:
    return [button.text() for button in driver.window.notice.findChildren(QPushButton) if button.isEnabled()]


def test_after_publishing_the_notice_copies_what_changed(driver: WindowDriver) -> None:
    driver.does("send")
    driver.push("Copy what changed")
    assert QGuiApplication.clipboard().text() == MOVED

    driver.does("send")  # the same version again
    assert "Copy what changed" not in offered(driver)


def test_the_versions_have_a_button_that_copies_it(driver: WindowDriver, answers: Answers) -> None:
    driver.does("send")

    def copy(dialog: ReleasesDialog) -> list[tuple[bool, str]]:
        copied = []
        (button,) = [found for found in dialog.findChildren(QPushButton) if found.text() == "Copy what changed"]
        for other in ("The plan as it is now", "The version before it"):
            dialog.other.setCurrentText(other)
            button.click()
            copied.append((button.isEnabled(), QGuiApplication.clipboard().text()))
        return copied

    assert answers.read(lambda: driver.does("releases"), copy) == [(False, ""), (True, MOVED)]
