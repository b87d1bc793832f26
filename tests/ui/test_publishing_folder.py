"""The folder into which the window publishes: asked for once, and what is cut short or unknown there."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton

from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.domain.published_files import FileState
from planner.exporting.ics import to_ics
from planner.programme.programme import programme
from planner.programme.release import Ledger
from planner.wording import Wording
from tests.builders import DAY, agenda, room, talk
from tests.calendars import ENGLISH, sent
from tests.parts import room_part
from tests.readers import read
from tests.ui.answers import Answers
from tests.ui.test_publishing import CAST as CAST
from tests.ui.test_publishing import (
    HALL,
    LAB,
    STRANGER,
    WHOLE_FILE,
    button,
    calendar,
    change_everything,
    ledger,
    lines,
    look,
    move,
    names,
    numbers,
    publish,
    tick,
)  # fmt: skip
from tests.ui.test_publishing import everything as everything
from tests.ui.window_driver import WindowDriver
from ui.features.publishing.publish_dialog import PublishDialog
from ui.features.publishing.publish_folder import WHOLE, PublishFolder
from ui.features.publishing.publish_lines import WithdrawDialog
from ui.kit.widgets import notice_bar
from ui.kit.widgets.buttons import LinkStrip


def full(source: object, target: object) -> None:
    """Let no file take the place of another: no room is left."""
    raise OSError(28, "No space left on device")


def test_the_folder_is_asked_for_once_and_remembered_until_another_is_chosen(
    driver: WindowDriver, answers: Answers, web: Path, tmp_path: Path
) -> None:
    texts = publish(driver, answers)
    assert (texts[-1], answers.offered) == ("Publish…", [tmp_path / "the-conference-2024"])
    assert (names(web), (tmp_path / "the-conference-2024").exists()) == ([WHOLE_FILE], False)
    publish(driver, answers)
    assert (answers.offered, numbers(driver)) == ([], [1])

    move(driver, 600)
    texts = publish(driver, answers)
    assert (answers.offered, str(web) in texts, texts[-1]) == ([], True, "Publish to web")
    assert "T100000" in calendar(web / WHOLE_FILE)
    move(driver, 615)
    answers.fills = None
    publish(driver, answers, "Change folder…")  # no folder chosen is back at the dialog
    assert "T101500" in calendar(web / WHOLE_FILE)

    answers.fills = tmp_path / "other"
    move(driver, 630)
    publish(driver, answers, "Change folder…")
    move(driver, 660)
    publish(driver, answers)
    written = calendar(tmp_path / "other" / WHOLE_FILE), calendar(web / WHOLE_FILE)
    assert ("T110000" in written[0], "T101500" in written[1]) == (True, True)


def test_a_folder_that_is_gone_is_said_and_a_copy_of_the_file_asks_again(
    driver: WindowDriver, answers: Answers, web: Path, tmp_path: Path
) -> None:
    publish(driver, answers)
    written = calendar(web / WHOLE_FILE)
    shutil.rmtree(web)
    assert f"The folder “{web}” is not there any more." in publish(driver, answers)
    assert (answers.offered, calendar(web / WHOLE_FILE)) == ([tmp_path / "the-conference-2024"], written)

    shutil.copy(driver.workspace.path, tmp_path / "copy.estrad")
    assert driver.window.open_path(tmp_path / "copy.estrad")
    move(driver, 600)
    answers.fills = None
    publish(driver, answers)
    assert (answers.offered, calendar(web / WHOLE_FILE)) == ([tmp_path / "the-conference-2024"], written)


def test_a_calendar_of_an_older_estrad_keeps_its_folder_and_its_name(
    driver: WindowDriver, answers: Answers, web: Path
) -> None:
    document, old = driver.document, web / "subscribed.ics"
    web.mkdir()
    (part,) = document.workspace.outbox.with_calendar_names()
    written = lambda sending: {old: to_ics(sending.release.programme, sending.ledger, Wording("en"))}  # noqa: E731
    document.workspace.outbox.send(written, targets={old: part})
    PublishFolder(document, driver.window._context.settings).saved.store_path(WHOLE, old)
    move(driver, 600)
    texts = publish(driver, answers, tick("calendar-room"))

    assert (answers.offered, texts[-1], "subscribed.ics" in texts) == ([], "Publish to web", True)
    assert (names(web), "T100000" in calendar(web / "subscribed.ics")) == (["subscribed.ics", HALL, LAB], True)


def test_a_strangers_file_is_said_once_and_only_its_own_link_replaces_it(
    driver: WindowDriver, answers: Answers, web: Path, tmp_path: Path
) -> None:
    web.mkdir()
    out = web / WHOLE_FILE
    out.write_bytes(STRANGER)
    told: list[list[str]] = []
    press = lambda dialog: (dialog.go.click(), told.append(lines(dialog)))  # noqa: E731
    look(driver, answers, press)
    assert (out.read_bytes(), told[0][-1]) == (STRANGER, f"“{out.name}” was not made by Estrad, or cannot be read.")
    look(driver, answers, press, "Replace it")
    assert calendar(out).count("BEGIN:VEVENT") == 2

    ours = out.read_bytes()
    move(driver, 600)
    publish(driver, answers)

    def replace_another(dialog: PublishDialog) -> None:
        out.write_bytes(STRANGER)
        dialog.go.click()
        out.write_bytes(ours)  # another file since the dialog described it
        button(dialog, "Replace it").click()
        told.append(lines(dialog))

    look(driver, answers, replace_another)
    assert told[-1][-1] == f"“{out.name}” is this calendar as it was sent earlier, not as it was sent last."
    assert out.read_bytes() == ours
    answers.fills = tmp_path / "other"
    publish(driver, answers, press, "Choose another folder…")
    assert ("T100000" in calendar(tmp_path / "other" / WHOLE_FILE), out.read_bytes()) == (True, ours)


def test_a_name_that_another_calendar_has_is_not_kept(driver: WindowDriver, answers: Answers, web: Path) -> None:
    publish(driver, answers, tick("calendar-room"))
    PublishFolder(driver.document, driver.window._context.settings).saved.store_path(WHOLE, web / HALL)
    move(driver, 600)
    publish(driver, answers)
    assert (names(web), numbers(driver)) == ([HALL, LAB, WHOLE_FILE], [1, 2])
    assert "T100000" in calendar(web / WHOLE_FILE)


def test_what_is_in_the_way_is_counted_until_it_is_replaced_or_another_choice_is_made(
    driver: WindowDriver, answers: Answers, web: Path
) -> None:
    publish(driver, answers, tick("calendar-room"))
    for name in (HALL, LAB):
        (web / name).write_bytes(STRANGER)
    told: list[list[str]] = []
    tell = lambda dialog: told.append([line for line in lines(dialog) if "not made by Estrad" in line])  # noqa: E731
    look(driver, answers, lambda dialog: dialog.go.click(), tell, tick("changes"), tell)
    assert told == [[f"“{HALL}” was not made by Estrad, or cannot be read. There is 1 more such file."], []]
    look(driver, answers, lambda dialog: dialog.go.click(), "Replace them")
    assert "BEGIN:VEVENT" in calendar(web / LAB)


def test_what_cannot_be_written_is_said_and_the_ledger_stays(
    everything: WindowDriver, answers: Answers, web: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(everything, answers)
    change_everything(everything)
    before, written = ledger(everything), calendar(web / WHOLE_FILE)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        publish(everything, answers)
    assert everything.said == (
        f"“{WHOLE_FILE}” cannot be written: No space left on device. Make room on the disk, or choose another folder."
    )
    assert (ledger(everything), numbers(everything), calendar(web / WHOLE_FILE)) == (before, [1], written)
    publish(everything, answers)
    assert (numbers(everything), everything.page.status.sent.text()) == ([1, 2], "Same as v2")


def test_the_folder_is_remembered_before_anything_is_written(
    driver: WindowDriver, answers: Answers, web: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        publish(driver, answers)
    assert (names(web), answers.offered) == ([], [web.parent / "the-conference-2024"])
    publish(driver, answers)
    assert (names(web), answers.offered) == ([WHOLE_FILE], [])


def test_after_it_where_it_is_is_said_shown_and_copied(
    driver: WindowDriver, answers: Answers, web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(notice_bar, "show_in_folder", shown.append)
    out, notice, status = web / WHOLE_FILE, driver.window.notice, driver.page.status
    publish(driver, answers)
    assert driver.said == f"Version 1: 1 file is in {web}."
    lower = notice.mapTo(driver.window, notice.rect().bottomLeft()).y()
    assert lower < status.mapTo(driver.window, status.rect().topLeft()).y()  # the count of problems stays in sight
    driver.push("Show in folder")
    publish(driver, answers)
    driver.push("Copy path")
    assert (shown, QGuiApplication.clipboard().text()) == ([out], str(out))

    answers.saves = tmp_path / "copy.estrad"
    driver.does("save_copy")
    assert driver.said == f"Saved in {answers.saves}."
    assert {"Show in folder", "Copy path"} <= {b.text() for b in notice.findChildren(QPushButton) if b.isEnabled()}

    programs, urls = list[object](), list[str]()
    monkeypatch.undo()
    monkeypatch.setattr(notice_bar.QProcess, "startDetached", lambda *words: (programs.append(words), (True, 1))[1])
    monkeypatch.setattr(notice_bar.QDesktopServices, "openUrl", lambda url: urls.append(url.toLocalFile()))
    for platform in ("linux", "darwin"):
        monkeypatch.setattr(sys, "platform", platform)
        notice_bar.show_in_folder(Path("/a b/out.ics"))
    assert (programs, urls) == ([("/usr/bin/open", ["-R", "/a b/out.ics"])], ["/a b"])


# cut short --------------------------------------------------------------------------------------------------


def cut_short(driver: WindowDriver) -> None:
    """Leave the file as a kill leaves it between the record and the last file."""
    releases, path = driver.releases, driver.workspace.path
    known = releases.published()
    with releases._connection.transaction() as db:
        db.conn.execute("UPDATE published_files SET state = ? WHERE state = ?", [FileState.OWED, FileState.OUT])
    assert known != releases.published()
    assert driver.window.open_path(path, anew=True)


def test_a_publishing_that_was_cut_short_is_said_at_the_next_start_and_ended_by_one_press(
    driver: WindowDriver, answers: Answers, web: Path
) -> None:
    publish(driver, answers, tick("calendar-room"))
    (web / HALL).unlink()
    cut_short(driver)
    assert driver.said == "Publishing version 1 was cut short: 3 files may still be as they were before."

    driver.push("Publish again")

    assert (names(web), driver.said) == ([HALL, LAB, WHOLE_FILE], f"Version 1: 3 files are in {web}.")
    assert {file.state for file in driver.releases.published()} == {FileState.OUT}
    driver.window.open_path(driver.workspace.path, anew=True)
    assert not driver.window.notice.isVisible()


def test_what_was_changed_since_is_not_sent_unseen_with_what_was_cut_short(
    driver: WindowDriver, answers: Answers, web: Path
) -> None:
    publish(driver, answers)
    cut_short(driver)
    move(driver, 600)
    seen: list[str] = []
    answers.does = lambda dialog: seen.append(dialog.go.text())
    driver.push("Publish again")
    assert (seen, numbers(driver)) == (["Publish to web"], [1])


def test_where_the_folder_is_not_known_what_was_cut_short_opens_the_dialog(
    driver: WindowDriver, answers: Answers, web: Path
) -> None:
    publish(driver, answers)
    shutil.rmtree(web)
    cut_short(driver)
    seen: list[str] = []
    answers.does = lambda dialog: seen.append(dialog.go.text())
    driver.push("Publish again")
    assert seen == ["Publish…"]


# calendars there that the conference knows nothing of -------------------------------------------------------


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


def act_in_turn(
    driver: WindowDriver, answers: Answers, *acts: Callable[[PublishDialog | WithdrawDialog], object]
) -> None:
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
    act_in_turn(driver, answers, save)

    def withdraw(dialog: WithdrawDialog) -> None:
        dialog.calendars.items[0].setCheckState(0, Qt.CheckState.Checked)
        lost.unlink()
        dialog.withdraw.click()

    act_in_turn(driver, answers, lambda dialog: dialog.unknown.withdraw.click(), withdraw)
    assert driver.said.startswith(f"“{LOST}” cannot be read: ")


def test_an_unknown_calendar_is_named_and_publishing_leaves_it(
    driver: WindowDriver, answers: Answers, lost: Path
) -> None:
    before, seen = lost.read_bytes(), list[tuple[bool, str]]()
    answers.fills = lost.parent
    act_in_turn(driver, answers, save)
    assert LOST in driver.said  # the folder was asked for only then

    def look(dialog: PublishDialog) -> None:
        seen.append((dialog.unknown.isVisible(), dialog.unknown.sentence.text()))
        dialog.go.click()

    act_in_turn(driver, answers, look)

    ((shown, sentence),) = seen
    assert (shown, lost.read_bytes()) == (True, before)
    assert sentence.startswith(f"“{LOST}” is a calendar of this conference that this file knows nothing of: ")


def test_its_own_button_withdraws_what_is_ticked_and_it_is_not_named_again(
    driver: WindowDriver, answers: Answers, lost: Path
) -> None:
    answers.fills = lost.parent
    act_in_turn(driver, answers, save)
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

    act_in_turn(driver, answers, press, tick)
    act_in_turn(driver, answers, lambda dialog: said.append(dialog.unknown.isVisible()))

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
    act_in_turn(driver, answers, save)
    assert driver.document.apply(lambda now: place(now, "keynote", DAY, 600, ("hall",)))
    before, seen = hall.read_bytes(), list[str]()

    def look(dialog: PublishDialog) -> None:
        seen.extend(
            line.sentence.text() for line in dialog.findChildren(LinkStrip) if hall.name in line.sentence.text()
        )
        dialog.go.click()

    act_in_turn(driver, answers, look)

    assert seen == [f"“{hall.name}” was sent by another copy of this conference, or later than this file knows."]
    assert (hall.read_bytes(), "T100000" in (tmp_path / "the-conference-2024.ics").read_text()) == (before, True)
