"""What changed for attendees is copied by a button: after publishing, and among the versions."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from planner.commands.timeline import place
from tests.builders import DAY, day, room, talk
from tests.ui.answers import Answers, publishes
from tests.ui.window_driver import HandsOn, WindowDriver
from ui.features.publishing.published_versions import ReleasesDialog

MOVED = "Moved: “One”, from 09:00–09:30 to 10:00–10:30"


@pytest.fixture
def driver(hands_on: HandsOn, answers: Answers, tmp_path: Path) -> WindowDriver:
    """Return a window driver for two talks, sent once, of which one was moved then."""
    driver = hands_on(day(), room("hall"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "11:00-11:30"))
    answers.does, answers.fills = publishes, tmp_path / "web"
    driver.does("send")
    assert "Copy what changed" not in offered(driver)  # nobody has anything yet
    driver.page.document.apply(lambda now: place(now, "one", DAY, 10 * 60, ("hall",)))
    QGuiApplication.clipboard().clear()
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
    copied: list[tuple[bool, str]] = []

    @answers.meets
    def copy(dialog: ReleasesDialog) -> bool:
        (button,) = [found for found in dialog.findChildren(QPushButton) if found.text() == "Copy what changed"]
        for other in ("The plan as it is now", "The version before it"):
            dialog.other.setCurrentText(other)
            button.click()
            copied.append((button.isEnabled(), QGuiApplication.clipboard().text()))
        return False

    driver.does("releases")

    assert copied == [(False, ""), (True, MOVED)]
