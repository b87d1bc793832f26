"""Publishing in the window: problems are shown first, the place is remembered, no other file is replaced unasked."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from planner.commands.edit import edit
from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.domain.entities import Session
from planner.workspace import Environment, Workspace
from tests.builders import DAY, Clock, agenda, person, room, speaker, talk
from tests.storage.version_2 import STORED
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.test_sending import calendar, choose, ledger
from tests.ui.window_driver import WindowDriver
from ui.features.publishing.publish_dialog import PublishDialog
from ui.kit.widgets import notice_bar

CAST = (
    room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("panel", "lab", "11:00-11:30", people=(speaker("bo"),)),
)  # fmt: skip
STRANGER = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a morning in two rooms without problems."""
    return hands_on(*CAST)


def words_of(dialog: QDialog) -> list[str]:
    """Return the texts of the visible labels."""
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]


def button(dialog: QWidget, text: str) -> QPushButton:
    """Return the only visible button with that text."""
    (found,) = [b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    return found


def buttons(dialog: QWidget) -> list[str]:
    """Return the texts of the visible buttons that are enabled."""
    return [b.text() for b in dialog.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]


def publish(
    driver: WindowDriver, answers: Answers, *presses: str, look: Callable[[PublishDialog], object] | None = None
) -> list[str]:
    """Open the dialog, press these buttons one after the other, and return the texts that were there before."""
    seen: list[str] = []

    def work(dialog: QDialog) -> bool:
        assert isinstance(dialog, PublishDialog)
        if look:
            look(dialog)
        seen.extend(words_of(dialog))
        for text in presses:
            button(dialog, text).click()
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does = work
    answers.offered.clear()
    driver.does("send")
    return seen


def the_hall(dialog: PublishDialog) -> None:
    """Choose the calendar of the hall."""
    choose(dialog.what, "A room")
    choose(dialog.which, "Hall")


def each_room(dialog: PublishDialog) -> None:
    """Choose a calendar for each room."""
    choose(dialog.what, "A room")
    choose(dialog.which, "Each of the 2, in a file of its own")


def choose_file(driver: WindowDriver, answers: Answers, path: Path) -> None:
    """Publish for the first time, to that file."""
    answers.saves = path
    publish(driver, answers, "Choose the file…")


def move(driver: WindowDriver, start: int) -> None:
    """Move the keynote to that start, in minutes after midnight."""
    assert driver.page.document.apply(lambda now: place(now, "keynote", DAY, start, ("hall",)))


# problems ---------------------------------------------------------------------------------------------------


def test_what_is_wrong_is_said_first_and_one_is_led_there_or_publishes_all_the_same(
    hands_on: HandsOn, answers: Answers, tmp_path: Path
) -> None:
    driver = hands_on(*CAST, talk("clash", "hall", "09:15-09:30"), talk("second", "lab", "11:15-11:45"))
    page = driver.page
    publish(driver, answers, look=lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_F8))
    assert page.problems.isVisible()
    page.problems.close()
    page.places.go("people")

    counted, problems, version, *_ = publish(driver, answers, "Show the problems")

    first, _, warning, more = problems.splitlines()
    assert counted.startswith("2 problems · 2 warnings")
    assert first.startswith("● Problem: Hall is taken twice")
    assert warning.startswith("▲ Warning: ")
    assert (more, version) == ("and 1 more", "This becomes version 1.")
    assert (page.places.shown, page.problems.isVisible(), page.problems.listing.hasFocus()) == ("agenda", True, True)
    assert page.document.workspace.releases.last is None
    choose_file(driver, answers, tmp_path / "out.ics")
    assert calendar(tmp_path / "out.ics").count("BEGIN:VEVENT") == 4


# the place --------------------------------------------------------------------------------------------------


def test_a_place_is_remembered_until_another_is_chosen(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    out, other = tmp_path / "out.ics", tmp_path / "other.ics"
    seen = publish(driver, answers)
    assert seen[:2] == ["2 to do", "This becomes version 1."]  # what is left to do is only counted
    choose_file(driver, answers, out)
    publish(driver, answers, "Publish version 1 again")
    assert (answers.offered, len(driver.page.document.workspace.releases.all())) == ([], 1)

    move(driver, 600)
    seen = publish(driver, answers, "Publish version 2")
    assert (answers.offered, str(out) in seen, "T100000" in calendar(out)) == ([], True, True)
    move(driver, 615)
    answers.saves = None
    publish(driver, answers, "Elsewhere…", "Publish version 3")  # no file chosen is back at the dialog
    assert "T101500" in calendar(out)

    move(driver, 630)
    answers.saves = other
    publish(driver, answers, "Elsewhere…")
    move(driver, 660)
    publish(driver, answers, "Publish version 5")
    assert ("T110000" in calendar(other), "T101500" in calendar(out)) == (True, True)


def test_a_strangers_file_is_said_once_and_only_its_own_button_replaces_it(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    out = tmp_path / "out.ics"
    out.write_bytes(STRANGER)
    choose_file(driver, answers, out)
    assert (out.read_bytes(), answers.confirms) == (STRANGER, [False])
    publish(driver, answers, "Choose the file…", "Replace it")
    assert calendar(out).count("BEGIN:VEVENT") == 2

    ours = out.read_bytes()
    move(driver, 600)
    publish(driver, answers, "Publish version 2")
    out.write_bytes(STRANGER)
    default: list[tuple[str, bool]] = []
    seen = publish(driver, answers, look=lambda dialog: default.append((dialog.go.text(), dialog.go.isDefault())))
    assert default == [("Choose another place…", True)]
    assert "“out.ics” was not made by Estrad, or cannot be read." in seen
    assert out.read_bytes() == STRANGER

    def replace_another(dialog: PublishDialog) -> None:
        out.write_bytes(ours)  # another file since the dialog described it
        button(dialog, "Replace it").click()

    seen = publish(driver, answers, look=replace_another)
    assert "“out.ics” is this calendar as it was sent earlier, not as it was sent last." in seen
    assert out.read_bytes() == ours
    publish(driver, answers, "Replace it")
    assert "T100000" in calendar(out)


def test_a_rival_copys_file_is_said_and_sequence_goes_on_above_it(
    driver: WindowDriver, answers: Answers, tmp_path: Path, env: Environment
) -> None:
    out, rival = tmp_path / "out.ics", tmp_path / "rival.estrad"
    choose_file(driver, answers, out)
    shutil.copy(driver.page.document.workspace.path, rival)
    with_rival = Workspace.open(rival, env)
    for start in (700, 720):
        with_rival.apply(place(with_rival.agenda, "keynote", DAY, start, ("hall",)))
        send_from(with_rival, out)
    with_rival.close()
    move(driver, 600)

    publish(driver, answers)
    assert "SEQUENCE:2" in calendar(out)
    publish(driver, answers, "Replace it")

    assert "SEQUENCE:3" in calendar(out)
    assert "T100000" in calendar(out)


def send_from(workspace: Workspace, out: Path) -> None:
    """Send the whole conference's calendar to a file, as the command line does."""
    from planner.exporting.ics import to_ics

    def render(sending: object) -> dict[Path, bytes]:
        return {out: to_ics(sending.release.programme, sending.ledger, workspace.wording)}  # type: ignore[attr-defined]

    workspace.outbox.send(render)


def test_a_copy_of_the_file_asks_again(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    choose_file(driver, answers, tmp_path / "out.ics")
    copy = tmp_path / "copy.estrad"
    shutil.copy(driver.page.document.workspace.path, copy)
    assert driver.window.open_path(copy)
    move(driver, 600)

    answers.saves = None
    publish(driver, answers, "Choose the file…")

    assert answers.offered == [tmp_path / "the-conference-2024.ics"]
    assert "T090000" in calendar(tmp_path / "out.ics")


def test_a_part_goes_where_the_whole_went_and_a_folder_that_is_gone_is_said(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    web = tmp_path / "web"
    web.mkdir()
    choose_file(driver, answers, web / "out.ics")
    answers.saves = None
    publish(driver, answers, "Choose the file…", look=the_hall)
    assert answers.offered == [web / "the-conference-2024-hall.ics"]
    shutil.rmtree(web)
    answers.saves = tmp_path / "out.ics"

    seen = publish(driver, answers, "Choose the file…")

    assert f"The folder “{web}” is not there any more." in seen
    assert answers.offered == [tmp_path / "the-conference-2024.ics"]


def test_each_in_a_folder_asks_nothing_the_second_time_and_counts_what_is_in_the_way(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    web = tmp_path / "web"
    web.mkdir()
    answers.fills = web
    publish(driver, answers, "Choose the folder…", look=each_room)
    move(driver, 600)
    publish(driver, answers, "Publish version 2", look=each_room)
    hall, lab = (web / f"the-conference-2024-{name}.ics" for name in ("hall", "lab"))
    assert ("T100000" in calendar(hall), answers.offered) == (True, [])

    for path in (hall, lab):
        path.write_bytes(STRANGER)
    seen = publish(driver, answers, "Replace them", look=each_room)
    assert f"“{hall.name}” was not made by Estrad, or cannot be read. There is 1 more such file." in seen
    assert "BEGIN:VEVENT" in calendar(lab)


# changes and outdated calendars -----------------------------------------------------------------------------


def test_what_changed_is_told_since_the_last_version_of_that_file_and_two_calendars_never_go_to_one(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    hall, told = tmp_path / "the-conference-2024-hall.ics", list[str]()
    answers.saves = hall
    publish(driver, answers, "Choose the file…", look=the_hall)
    assert driver.page.document.apply(lambda now: edit(now, Session, "panel", title="In the lab"))
    choose_file(driver, answers, tmp_path / "out.ics")

    def look(dialog: PublishDialog) -> None:
        the_hall(dialog)
        told.append(dialog.changes.toPlainText())

    publish(driver, answers, look=look)
    assert told == ["Nothing."]
    move(driver, 600)
    answers.saves = hall
    publish(driver, answers, "Elsewhere…", "Replace it", look=lambda dialog: dialog.along.click())
    assert calendar(hall).count("BEGIN:VEVENT") == 2  # the calendar of the whole conference, as its button said


def test_files_that_are_out_of_date_go_along(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    choose_file(driver, answers, tmp_path / "out.ics")
    answers.saves = tmp_path / "hall.ics"
    publish(driver, answers, "Choose the file…", look=the_hall)
    move(driver, 600)

    publish(driver, answers, "Publish version 2")
    assert "T090000" in calendar(tmp_path / "hall.ics")
    move(driver, 660)
    publish(driver, answers, "Publish version 3", look=lambda dialog: dialog.along.click())
    assert "T110000" in calendar(tmp_path / "hall.ics")
    assert driver.window.notice.sentence.text() == f"Version 3: 2 calendars are saved in {tmp_path}."
    move(driver, 720)
    publish(driver, answers, "Publish version 4")  # the tick is remembered
    assert {"T120000" in calendar(tmp_path / name) for name in ("out.ics", "hall.ics")} == {True}


def test_the_first_public_version_forgets_what_was_cancelled(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    seen: list[bool] = []
    choose_file(driver, answers, tmp_path / "out.ics")
    publish(driver, answers, look=lambda dialog: seen.append(dialog.first.isVisible()))
    driver.page.document.apply(lambda now: delete_session(now, "panel"))
    publish(driver, answers, "Publish version 2", look=lambda dialog: seen.append(dialog.first.isVisible()))
    assert "STATUS:CANCELLED" in calendar(tmp_path / "out.ics")

    publish(driver, answers, "Publish version 2 again", look=lambda dialog: dialog.first.click())

    assert seen == [False, True]
    assert "STATUS:CANCELLED" not in calendar(tmp_path / "out.ics")
    assert ledger(driver).first_public is not None


# afterwards ---------------------------------------------------------------------------------------------------


def test_after_it_where_it_is_is_said_shown_and_copied(
    driver: WindowDriver, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(notice_bar, "show_in_folder", shown.append)
    out, notice, status = tmp_path / "out.ics", driver.window.notice, driver.page.status
    choose_file(driver, answers, out)
    assert notice.sentence.text() == f"Version 1 is saved in {out}."
    lower = notice.mapTo(driver.window, notice.rect().bottomLeft()).y()
    assert lower < status.mapTo(driver.window, status.rect().topLeft()).y()  # the count of problems stays in sight
    driver.push("Show in folder")
    publish(driver, answers, "Publish version 1 again")
    driver.push("Copy path")
    assert (shown, QGuiApplication.clipboard().text()) == ([out], str(out))

    answers.saves = tmp_path / "copy.estrad"
    driver.does("save_copy")
    assert notice.sentence.text() == f"Saved in {answers.saves}."
    assert {"Show in folder", "Copy path"} <= set(buttons(notice))


# further notes ----------------------------------------------------------------------------------------------


def test_a_clock_that_is_wrong_is_said(driver: WindowDriver, answers: Answers, tmp_path: Path, clock: Clock) -> None:
    clock.forward(days=400)
    choose_file(driver, answers, tmp_path / "out.ics")
    clock.forward(days=-400)

    seen = publish(driver, answers)

    assert [line for line in seen if line.startswith("The version before was sent when the clock said 2025-04-05")]


def test_what_an_older_estrad_sent_changes_once_and_that_is_said(
    new_window: NewWindow, answers: Answers, tmp_path: Path
) -> None:
    driver = WindowDriver(new_window(Path(shutil.copy(STORED, tmp_path / "old.estrad"))))

    def each(dialog: PublishDialog) -> None:
        choose(dialog.what, "A room")
        dialog.which.setCurrentIndex(0)

    seen = publish(driver, answers, look=each)

    assert [line for line in seen if line.startswith("The entries of 2 calendars get identities of their own")]


def test_the_conferences_own_file_is_never_replaced(
    new_window: NewWindow, answers: Answers, tmp_path: Path, env: Environment
) -> None:
    own = tmp_path / "odd.ics"
    Workspace.create(own, agenda(*CAST), env).close()
    driver = WindowDriver(new_window(own))
    answers.saves = own

    publish(driver, answers, "Choose the file…", "Replace it")

    assert driver.window.notice.sentence.text() == "“odd.ics” is the open file itself. Choose another name."
    assert own.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    ("platform", "started", "opened"),
    [("linux", [], ["/a b"]), ("darwin", [("/usr/bin/open", ["-R", "/a b/out.ics"])], [])],
)
def test_a_file_is_shown_in_its_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, started: list[object], opened: list[str]
) -> None:
    programs: list[object] = []
    urls: list[str] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(notice_bar.QProcess, "startDetached", lambda *words: (programs.append(words), (True, 1))[1])
    monkeypatch.setattr(notice_bar.QDesktopServices, "openUrl", lambda url: urls.append(url.toLocalFile()))

    notice_bar.show_in_folder(Path("/a b/out.ics"))

    assert (programs, urls) == (started, opened)
