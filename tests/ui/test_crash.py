"""Unexpected errors: the log, one dialog whose text can be copied, and a conference that stays open."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from planner.wording import Wording
from tests.builders import talk
from tests.ui.conftest import HandsOn
from ui.shell.application import CrashHandler

Click = Callable[[QMessageBox], None]


class Boxes:
    """The dialogs that were shown, and the person's reaction to each."""

    def __init__(self) -> None:
        self.shown: list[QMessageBox] = []
        self.does: Click = lambda box: None

    def show(self, box: QMessageBox) -> int:
        self.shown.append(box)
        self.does(box)
        return 0


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Boxes:
    """Replace the message boxes by ones that do not wait for anybody."""
    found = Boxes()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: found.show(box))
    return found


def fall_otherwise() -> None:
    """Raise an error other than that of `fall_over`."""
    raise ValueError("panel")


@pytest.fixture
def watch(qapp: QApplication, boxes: Boxes, tmp_path: Path) -> Iterator[CrashHandler]:
    """Yield the watch that catches errors."""
    before = sys.excepthook
    found = CrashHandler(Wording("en"), tmp_path / "state" / "estrad.log")
    found.install()
    yield found
    sys.excepthook = before
    found.deleteLater()


def fall_over() -> None:
    """Raise an unexpected error."""
    raise KeyError("keynote")


def test_a_fault_in_a_slot_is_written_down_and_told(
    watch: CrashHandler, boxes: Boxes, qtbot: QtBot, tmp_path: Path
) -> None:
    QTimer.singleShot(0, fall_over)

    qtbot.waitUntil(lambda: len(boxes.shown) == 1)

    (box,) = boxes.shown
    log = tmp_path / "state" / "estrad.log"
    assert box.text() == "Something went wrong in Estrad. Your conference is saved up to your last change."
    assert (box.informativeText(), box.detailedText()) == (f"The details are in {log}.", log.read_text()[:-1])
    assert box.detailedText().endswith("KeyError: 'keynote'\n")
    assert [button.text() for button in box.buttons() if "opy" in button.text()] == ["Copy the details"]


def test_a_storm_of_faults_is_one_dialog_and_all_of_them_in_the_log(
    watch: CrashHandler, boxes: Boxes, qtbot: QtBot, tmp_path: Path
) -> None:
    def while_it_is_open(box: QMessageBox) -> None:
        for _ in range(3):
            watch._hook(ValueError, ValueError("again"), None)
        QCoreApplication.sendPostedEvents()  # the dialog's own loop does the same

    boxes.does = while_it_is_open
    QTimer.singleShot(0, fall_over)

    qtbot.waitUntil(lambda: len(boxes.shown) >= 1)

    log = (tmp_path / "state" / "estrad.log").read_text()
    assert (log.count("KeyError:"), log.count("ValueError: again"), len(boxes.shown)) == (1, 3, 1)


def test_a_later_fault_is_told_again(watch: CrashHandler, boxes: Boxes, qtbot: QtBot) -> None:
    for n, fault in enumerate((fall_over, fall_otherwise), start=1):
        QTimer.singleShot(0, fault)
        wanted = n
        qtbot.waitUntil(lambda: len(boxes.shown) == wanted)  # noqa: B023 - asked before the next one comes


def test_the_same_fault_again_is_in_the_log_alone(
    watch: CrashHandler, boxes: Boxes, qtbot: QtBot, tmp_path: Path
) -> None:
    log = tmp_path / "state" / "estrad.log"
    for n in (1, 2, 3):  # an error in painting returns with every repaint, even when the dialog closes
        QTimer.singleShot(0, fall_over)
        wanted = n
        qtbot.waitUntil(lambda: log.exists() and log.read_text().count("KeyError:") == wanted)  # noqa: B023 - as above
        QCoreApplication.sendPostedEvents()

    assert len(boxes.shown) == 1


def test_the_details_are_copied(watch: CrashHandler, boxes: Boxes, qtbot: QtBot) -> None:
    def copy(box: QMessageBox) -> None:
        (button,) = [b for b in box.buttons() if b.text() == "Copy the details"]
        button.click()

    boxes.does = copy
    QTimer.singleShot(0, fall_over)

    qtbot.waitUntil(lambda: len(boxes.shown) == 1)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == boxes.shown[0].detailedText())


def test_a_log_that_cannot_be_written_is_no_second_fault(
    qapp: QApplication, boxes: Boxes, qtbot: QtBot, tmp_path: Path
) -> None:
    before = sys.excepthook
    (tmp_path / "file").touch()
    watch = CrashHandler(Wording("en"), tmp_path / "file" / "estrad.log")
    watch.install()

    QTimer.singleShot(0, fall_over)
    qtbot.waitUntil(lambda: len(boxes.shown) == 1)

    sys.excepthook = before
    watch.deleteLater()


def test_the_conference_goes_on(hands_on: HandsOn, watch: CrashHandler, boxes: Boxes, qtbot: QtBot) -> None:
    driver = hands_on(talk("keynote", "hall", "09:00-09:45"))
    driver.page.document.changed.connect(fall_over)
    start = driver.on_block("keynote")

    driver.drag(start, start + driver.by(columns=1))
    qtbot.waitUntil(lambda: len(boxes.shown) == 1)

    driver.page.document.changed.disconnect(fall_over)
    driver.does("undo")
    assert driver.where("keynote") == "hall 09:00-09:45"
