"""Publishing of much, which shows how far it is: what is cancelled sends nothing, and leaves the dialog as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.ui.answers import Answers, waits
from tests.ui.conftest import HandsOn
from tests.ui.test_publishing import TWO_DAYS
from tests.ui.window_driver import WindowDriver
from ui.kit.dialogs import progress

OPENING, MAKING, WRITING = range(3)
"""What shows progress when something is published, in this order."""
Sends = Callable[..., tuple[WindowDriver, list[str]]]


@pytest.fixture
def sends(hands_on: HandsOn, answers: Answers, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Sends:
    """Return a function that publishes a calendar for each person, and cancels what shows progress at that turn.

    It also returns the notes with which the dialogs begin.
    """

    def send(cancelled: int | None) -> tuple[WindowDriver, list[str]]:
        driver, notes, waited = hands_on(*TWO_DAYS), list[str](), waits(qtbot, cancelled)

        def does(dialog: QDialog) -> bool:
            if waited(dialog):
                return True
            notes.append(dialog.note.text())
            dialog.note.setText("after the meeting")
            dialog.products.cards["calendar-person"].box.setChecked(True)
            dialog.go.click()
            if cancelled == MAKING:
                assert dialog.isVisible()
            return dialog.result() == QDialog.DialogCode.Accepted

        monkeypatch.setattr(progress, "PATIENCE", 0)
        answers.does, answers.fills = does, tmp_path / "calendars"
        driver.does("send")
        return driver, notes

    (tmp_path / "calendars").mkdir()
    return send


def test_each_calendar_is_written_when_nothing_is_cancelled(sends: Sends, tmp_path: Path) -> None:
    driver, _notes = sends(None)

    assert len(list((tmp_path / "calendars").iterdir())) == 3
    assert [release.number for release in driver.page.document.workspace.releases.all()] == [1]


@pytest.mark.parametrize("turn", [OPENING, MAKING, WRITING], ids=["opening", "making", "writing"])
def test_what_is_cancelled_sends_nothing(sends: Sends, tmp_path: Path, turn: int) -> None:
    driver, notes = sends(turn)

    assert len(notes) == (turn != OPENING)
    assert list((tmp_path / "calendars").iterdir()) == []
    assert driver.page.document.workspace.releases.all() == []


def test_the_note_of_what_was_not_sent_is_there_the_next_time(sends: Sends, answers: Answers) -> None:
    driver, notes = sends(WRITING)
    for _twice in range(2):
        driver.does("send")

    assert notes == ["", "after the meeting", ""]
    (release,) = driver.page.document.workspace.releases.all()
    assert release.note == "after the meeting"
