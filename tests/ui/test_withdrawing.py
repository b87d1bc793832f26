"""Tests of calendars in the folder that the conference knows nothing of: named, and withdrawn by a button."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.exporting.ics import to_ics
from planner.programme.programme import programme
from planner.programme.release import Ledger
from tests.builders import DAY, agenda, person, room, speaker, talk
from tests.calendars import ENGLISH, sent
from tests.parts import room_part
from tests.readers import read
from tests.ui.answers import Answers
from tests.ui.window_driver import WindowDriver
from ui.features.publishing.publish_dialog import PublishDialog
from ui.features.publishing.publish_lines import WithdrawDialog
from ui.kit.widgets.buttons import TintedLine

CAST = (
    room("hall"), room("lab", 1), person("ada"), talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
)  # fmt: skip
LOST = "the-conference-2024-sal-c.ics"


def lay(path: Path, theirs: Agenda, name: str) -> Path:
    """Lay the calendar of a room of theirs somewhere."""
    part = room_part(theirs, programme(theirs), theirs.rooms[name])
    path.write_bytes(to_ics(programme(theirs), sent(Ledger(), theirs, part), ENGLISH, part=part))
    return path


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """Lay the calendar of a room that only another copy has where the calendar is saved."""
    return lay(tmp_path / LOST, agenda(*CAST, room("sal-c", 2), talk("extra", "sal-c", "13:00-13:30")), "sal-c")


def statuses(path: Path) -> list[str]:
    return [event["STATUS"] for event in read(path.read_bytes()).all("VEVENT")]


def publish(driver: WindowDriver, answers: Answers, *acts: Callable[[PublishDialog | WithdrawDialog], object]) -> None:
    """Open the dialog; the first act is for it, each next one for a dialog that it opens."""
    left = list(acts)

    @answers.meets
    def work(dialog: PublishDialog | WithdrawDialog) -> bool:
        left.pop(0)(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted

    driver.does("send")
    assert left == []


def save(dialog: PublishDialog) -> None:
    dialog.go.click()


def test_one_that_is_gone_when_it_is_withdrawn_is_said(driver: WindowDriver, answers: Answers, lost: Path) -> None:
    answers.fills = lost.parent
    publish(driver, answers, save)

    def withdraw(dialog: WithdrawDialog) -> None:
        dialog.calendars.items[0].setCheckState(0, Qt.CheckState.Checked)
        lost.unlink()
        dialog.withdraw.click()

    publish(driver, answers, lambda dialog: dialog.unknown.withdraw.click(), withdraw)
    assert driver.said.startswith(f"“{LOST}” cannot be read: ")


def test_an_unknown_calendar_is_named_and_publishing_leaves_it(
    driver: WindowDriver, answers: Answers, lost: Path
) -> None:
    before, seen = lost.read_bytes(), list[tuple[bool, str]]()
    answers.fills = lost.parent
    publish(driver, answers, save)
    assert LOST in driver.said  # the folder was asked for only then

    def look(dialog: PublishDialog) -> None:
        seen.append((dialog.unknown.isVisible(), dialog.unknown.sentence.text()))
        dialog.go.click()

    publish(driver, answers, look)

    ((shown, sentence),) = seen
    assert (shown, lost.read_bytes()) == (True, before)
    assert sentence.startswith(f"“{LOST}” is a calendar of this conference that this file knows nothing of: ")


def test_its_own_button_withdraws_what_is_ticked_and_it_is_not_named_again(
    driver: WindowDriver, answers: Answers, lost: Path
) -> None:
    answers.fills = lost.parent
    publish(driver, answers, save)
    said = list[object]()

    def press(dialog: PublishDialog) -> None:
        dialog.unknown.withdraw.click()
        said.append((dialog.unknown.sentence.text(), dialog.unknown.withdraw.isVisible()))

    def tick(dialog: WithdrawDialog) -> None:
        dialog.withdraw.click()
        said.append((dialog.missing.isVisible(), statuses(lost)))
        (item,) = dialog.calendars.items
        item.setCheckState(0, Qt.CheckState.Checked)
        dialog.withdraw.click()

    publish(driver, answers, press, tick)
    publish(driver, answers, lambda dialog: said.append(dialog.unknown.isVisible()))

    assert said == [
        (True, ["CONFIRMED"]), (f"“{LOST}” is withdrawn: all its entries are cancelled.", False), False,
    ]  # fmt: skip
    assert statuses(lost) == ["CANCELLED"]


def test_what_another_copy_sends_is_named_and_not_sent_along(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    """The room is known here, but its calendar was only ever sent by a colleague."""
    hall = lay(tmp_path / "the-conference-2024-hall.ics", agenda(*CAST), "hall")
    answers.fills = tmp_path
    publish(driver, answers, save)
    assert driver.page.document.apply(lambda now: place(now, "keynote", DAY, 600, ("hall",)))
    before, seen = hall.read_bytes(), list[str]()

    def look(dialog: PublishDialog) -> None:
        seen.extend(
            line.sentence.text() for line in dialog.findChildren(TintedLine) if hall.name in line.sentence.text()
        )
        dialog.go.click()

    publish(driver, answers, look)

    assert seen == [f"“{hall.name}” was sent by another copy of this conference, or later than this file knows."]
    assert (hall.read_bytes(), "T100000" in (tmp_path / "the-conference-2024.ics").read_text()) == (before, True)
