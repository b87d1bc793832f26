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
from ui.features.publishing.publish_dialog import PublishDialog
from ui.kit.dialogs import progress

OPENING, MAKING, WRITING = range(3)
"""What shows progress when something is published, in this order."""
Sends = Callable[..., tuple[WindowDriver, list[PublishDialog]]]


@pytest.fixture
def kept() -> list[str]:
    """Collect the notes with which the dialogs begin."""
    return []


@pytest.fixture
def sends(
    hands_on: HandsOn, answers: Answers, kept: list[str], tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Sends:  # fmt: skip
    """Return a function that publishes a calendar for each person, and cancels what shows progress at that turn."""

    def send(cancelled: int | None) -> tuple[WindowDriver, list[PublishDialog]]:
        driver, shown, waited = hands_on(*TWO_DAYS), list[PublishDialog](), waits(qtbot, cancelled)
        kept.clear()

        def does(dialog: QDialog) -> bool:
            if waited(dialog):
                return True
            assert isinstance(dialog, PublishDialog)
            shown.append(dialog)
            kept.append(dialog.note.text())
            dialog.note.setText("after the meeting")
            dialog.products.cards["calendar-person"].box.setChecked(True)
            dialog.go.click()
            if cancelled == MAKING:
                assert dialog.isVisible()
            return dialog.result() == QDialog.DialogCode.Accepted

        monkeypatch.setattr(progress, "PATIENCE", 0)
        answers.does, answers.fills = does, tmp_path / "calendars"
        driver.does("send")
        return driver, shown

    (tmp_path / "calendars").mkdir()
    return send


def test_each_calendar_is_written_when_nothing_is_cancelled(sends: Sends, tmp_path: Path) -> None:
    driver, _shown = sends(None)

    assert len(list((tmp_path / "calendars").iterdir())) == 3
    assert [release.number for release in driver.page.document.workspace.releases.all()] == [1]


@pytest.mark.parametrize("turn", [OPENING, MAKING, WRITING], ids=["opening", "making", "writing"])
def test_what_is_cancelled_sends_nothing(sends: Sends, tmp_path: Path, turn: int) -> None:
    driver, shown = sends(turn)

    assert len(shown) == (turn != OPENING)
    assert list((tmp_path / "calendars").iterdir()) == []
    assert driver.page.document.workspace.releases.all() == []


def test_the_note_of_what_was_not_sent_is_there_the_next_time(sends: Sends, answers: Answers, kept: list[str]) -> None:
    driver, _shown = sends(WRITING)
    for _twice in range(2):
        driver.does("send")

    assert kept == ["", "after the meeting", ""]
    (release,) = driver.page.document.workspace.releases.all()
    assert release.note == "after the meeting"
