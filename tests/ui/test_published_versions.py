"""The published versions: compared by list and beside each other, looked at alone, and brought back as one step."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from planner.commands.edit import edit
from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.domain.entities import Session
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import WindowDriver
from ui.features.publishing.published_versions import ReleasesDialog
from ui.plan.comparison import ComparisonDialog, PlanDialog
from ui.plan.day.day_view import DayView

SECOND = DAY + timedelta(days=1)
PLAN = (
    day(), day(SECOND), room("hall"), room("lab", 1), person("ada"),
    talk("stays", "hall", "09:00-10:00", note="Secret"), talk("moved", "hall", "11:00-12:00"),
    talk("gone", "lab", "11:00-12:00", people=(speaker("ada"),)), talk("late", "lab", "16:00-17:00", on=SECOND),
)  # fmt: skip


def publish(driver: WindowDriver) -> None:
    driver.page.document.workspace.outbox.send(lambda sending: {})


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a plan that was published twice, and changed after each time."""
    driver = hands_on(*PLAN)
    document = driver.page.document
    publish(driver)
    document.apply(lambda now: place(now, "moved", DAY, 13 * 60, ("lab",)))
    document.apply(lambda now: delete_session(now, "gone"))
    publish(driver)
    document.apply(lambda now: edit(now, Session, "stays", title="Stays on"))
    return driver


def in_dialog(driver: WindowDriver, answers: Answers, act: Callable[[ReleasesDialog], object]) -> None:
    """Open the published versions, and act there with the version 1 chosen."""

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReleasesDialog)
        dialog.versions.setFocus()
        QTest.keyClick(dialog.versions, Qt.Key.Key_Down)
        act(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does = look
    driver.does("releases")


def shown(view: DayView) -> set[str]:
    return {content.title for content in view.source.model.contents.values()}


def test_two_versions_or_one_and_the_plan_are_shown_beside_each_other(driver: WindowDriver, answers: Answers) -> None:
    seen: list[tuple[str, list[set[str]], list[tuple[str, ...]]]] = []

    def compare(dialog: QDialog) -> bool:
        assert isinstance(dialog, ComparisonDialog)
        rows = [tuple(item.text(n) for n in range(3)) for item in dialog.list.items]
        seen.append((dialog.windowTitle(), [shown(view) for view in dialog.views], rows))
        assert [view.plan.editable() for view in dialog.views] == [False, False]
        first, second = (view.plan.agenda for view in dialog.views)
        assert first.rooms_in_order == second.rooms_in_order
        return False

    def beside(dialog: ReleasesDialog) -> None:
        answers.does = compare
        dialog.beside.click()
        dialog.other.setCurrentText("Version 2")
        dialog.beside.click()
        dialog.other.setCurrentText("The version before it")
        assert not dialog.beside.isEnabled()

    in_dialog(driver, answers, beside)

    gone = ("Gone", "Thu 25 Apr 11:00–12:00 · Lab", "not there")
    moved = ("Moved", "Thu 25 Apr 11:00–12:00 · Hall", "Thu 25 Apr 13:00–14:00 · Lab")
    retitled = ("Stays on", "Stays · Thu 25 Apr 09:00–10:00 · Hall", "Thu 25 Apr 09:00–10:00 · Hall")
    then = {"Stays", "Moved", "Gone"}
    assert seen == [
        ("Version 1 · Now, as attendees would see it", [then, {"Stays on", "Moved"}], [retitled, moved, gone]),
        ("Version 1 · Version 2", [then, {"Stays", "Moved"}], [moved, gone]),
    ]


def test_one_version_is_looked_at_alone_with_nothing_that_attendees_have_not(
    driver: WindowDriver, answers: Answers
) -> None:
    document, looked = driver.page.document, list[str]()
    before = document.agenda

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, PlanDialog)
        looked.append(dialog.windowTitle())
        assert shown(dialog.view) == {"Stays", "Moved", "Gone"}
        dialog.days.setCurrentIndex(1)
        assert shown(dialog.view) == {"Late"}
        assert dialog.view.plan.agenda.sessions["stays"].note == ""
        assert dialog.view.plan.problems.all == ()
        dialog.view.plan.select(["late"])
        for key in (Qt.Key.Key_M, Qt.Key.Key_Delete, Qt.Key.Key_Down):
            QTest.keyClick(dialog.view.canvas, key)
        return False

    def press(dialog: ReleasesDialog) -> None:
        answers.does = look
        dialog.look.click()

    in_dialog(driver, answers, press)

    assert looked == ["Version 1 · Fri 1 March 2024 13:00"]
    assert (document.agenda, document.plan.selected) == (before, ())
