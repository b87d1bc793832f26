"""Publishing in the window: problems and changes are shown first, and no other file is replaced unasked."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton, QWidget

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place
from planner.commands.venue import delete_day, delete_room
from planner.domain.entities import Session
from planner.domain.value_objects import Placement
from planner.programme.release import Ledger
from tests.builders import DAY, Clock, day, moderator, person, room, span, speaker, talk, track
from tests.storage.version_2 import STORED
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.window_driver import WindowDriver
from ui.features.publishing.publish_dialog import PublishDialog
from ui.features.publishing.published_versions import ReleasesDialog, show_releases
from ui.kit.widgets import notice_bar
from ui.shell.bars import publish_label

CAST = (
    room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("panel", "lab", "11:00-11:30", people=(speaker("bo"),)),
)  # fmt: skip
SAVE = "Save the calendar…"
STRANGER = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n"
SECOND = date(2024, 4, 26)
TWO_DAYS = (
    day(), day(SECOND), room("hall"), room("lab", 1), track("safety"), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), track="safety"),
    talk("panel", "lab", "11:00-11:30", people=(speaker("ada"), moderator("bo"))),
    talk("workshop", "lab", "13:00-14:30", on=SECOND, people=(speaker("ada"),)),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a morning in two rooms without problems."""
    return hands_on(*CAST)


@pytest.fixture
def everything(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two days with three sessions."""
    return hands_on(*TWO_DAYS)


def ledger(driver: WindowDriver) -> Ledger:
    return driver.page.document.workspace.releases.ledger()


def calendar(path: Path) -> str:
    """Return the written calendar, with its folded lines joined."""
    return path.read_bytes().decode().replace("\r\n ", "")


def choose(box: QComboBox, text: str) -> None:
    """Choose a row by its text, with the keys that get there."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _step in range(box.findText(text)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def send(
    driver: WindowDriver, answers: Answers, path: Path | None, *, note: str = "", what: str = "", which: str = "",
    look: Callable[[PublishDialog], object] = bool,
) -> list[str]:  # fmt: skip
    """Send a calendar to a file, or one of each to a folder, and return the lines about changes for attendees."""
    seen: list[str] = []

    def agree(dialog: QDialog) -> bool:
        assert isinstance(dialog, PublishDialog)
        seen.extend([dialog.head.text(), *dialog.changes.text().split("\n")])
        dialog.note.setText(note)
        if what:
            choose(dialog.what, what)
            choose(dialog.which, which)
        look(dialog)
        # Send to the chosen path even if another place is known; the test decides what is in it.
        (dialog.go if dialog.place.elsewhere.isHidden() else dialog.place.elsewhere).click()
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does, answers.saves, answers.fills = agree, path, path
    driver.does("send")
    return seen


def change_everything(driver: WindowDriver) -> None:
    """Move one session, retitle one, add one, delete one."""
    document = driver.page.document
    assert document.apply(lambda now: place(now, "keynote", DAY, 600, ("lab",)))
    assert document.apply(lambda now: edit(now, Session, "panel", title="Another panel"))
    assert document.apply(lambda now: delete_session(now, "workshop"))
    fresh = Placement(span("15:00-15:30"), ("hall",))
    assert document.apply(lambda now: add_session(now, "fresh", title="Fresh", placement=fresh))


def words_of(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]


def button(dialog: QWidget, text: str) -> QPushButton:
    (found,) = [b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    return found


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


def each_room(dialog: PublishDialog, which: str = "Each of the 2, in a file of its own") -> None:
    choose(dialog.what, "A room")
    choose(dialog.which, which)


def the_hall(dialog: PublishDialog) -> None:
    each_room(dialog, "Hall")


def choose_file(driver: WindowDriver, answers: Answers, path: Path) -> None:
    answers.saves = path
    publish(driver, answers, SAVE)


def move(driver: WindowDriver, start: int) -> None:
    assert driver.page.document.apply(lambda now: place(now, "keynote", DAY, start, ("hall",)))


def test_what_is_sent_goes_on_in_versions_that_are_compared(
    everything: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    page, out, again = everything.page, tmp_path / "out.ics", tmp_path / "again.ics"
    releases = page.document.workspace.releases

    def said() -> tuple[str, str]:
        return page.status.sent.text(), publish_label(page.document)

    assert said() == ("Not published", "Publish v1…")
    assert send(everything, answers, out, note="First & best") == [
        "This becomes version 1.", "The first version, with 3 sessions.",
    ]  # fmt: skip
    assert (answers.offered, said()) == ([tmp_path / "the-conference-2024.ics"], ("Same as v1", "Publish…"))
    assert calendar(out).count("BEGIN:VEVENT") == 3
    assert [(one.number, one.note) for one in releases.all()] == [(1, "First & best")]
    assert sorted(ledger(everything).entries) == ["keynote", "panel", "workshop"]

    before = ledger(everything)
    assert send(everything, answers, again) == ["Nothing changed for attendees since version 1.", "Nothing."]
    assert (again.read_bytes(), ledger(everything), len(releases.all())) == (out.read_bytes(), before, 1)

    change_everything(everything)
    assert said() == ("Changed since v1: 1 moved, 1 added, 1 cancelled, 1 changed", "Publish v2…")
    assert send(everything, answers, out) == [
        "This becomes version 2.",
        "Cancelled: “Workshop”, 2024-04-26 13:00–14:30",
        "Moved: “Keynote”, from 09:00–09:45 to 10:00–10:45; from Hall to Lab",
        "New: “Fresh”, 2024-04-25 15:00–15:30, Hall",
        "Title: “Another panel”, was called “Panel”",
    ]
    written = calendar(out)
    assert (written.count("STATUS:CANCELLED"), written.count("BEGIN:VEVENT")) == (1, 4)
    assert said() == ("Same as v2", "Publish…")

    assert page.document.apply(lambda now: edit(now, Session, "keynote", title="Welcome"))
    compared: list[str] = []

    def compare(dialog: QDialog) -> bool:
        if isinstance(dialog, PublishDialog):
            dialog.earlier.click()
            return False
        assert isinstance(dialog, ReleasesDialog)
        compared.extend(dialog.versions.item(row).text() for row in range(dialog.versions.count()))
        for row, other in ((0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (1, 3)):
            dialog.versions.setCurrentRow(row)
            dialog.other.setCurrentIndex(other)
            told = [dialog.changes.text([n]) for n in range(dialog.changes.rows.rowCount())]
            compared.append(f"{dialog.head.text()} / {told[-1:]}")
        return False

    answers.does = compare
    everything.does("send")
    assert compared == [
        "Version 2 · Fri 1 March 2024 13:00",
        "Version 1 · Fri 1 March 2024 13:00 · First & best",
        "From version 2 to now: 1 changed / ['Title: “Welcome”, was called “Keynote”']",
        "From version 1 to version 2: 1 moved, 1 added, 1 cancelled, 1 changed"
        " / ['Title: “Another panel”, was called “Panel”']",
        "From version 1 to now: 1 moved, 1 added, 1 cancelled, 1 changed"
        " / ['Title: “Another panel”, was called “Panel”']",
        "The first version, with 3 sessions. / ['New: “Workshop”, 2024-04-26 13:00–14:30, Lab']",
        "From version 1 to version 2: 1 moved, 1 added, 1 cancelled, 1 changed"
        " / ['Title: “Another panel”, was called “Panel”']",
        "From version 1 to version 1: no difference / []",
    ]


def test_a_part_and_the_file_that_was_written_last_is_proposed_again(
    everything: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    titles, shown = ("Keynote", "Panel", "Workshop"), list[tuple[bool, bool]]()
    look = lambda d: shown.append((d.note.isVisible(), d.which.isVisible()))  # noqa: E731
    web = tmp_path / "web"
    web.mkdir()
    for what, which, name, held in (
        ("", "", "the-conference-2024.ics", titles),
        ("A day", "Fri 26 April 2024", "the-conference-2024-04-26.ics", titles[2:]),
        ("A room", "Lab", "the-conference-2024-lab.ics", titles[1:]),
        ("A track", "Safety", "the-conference-2024-safety.ics", titles[:1]),
        ("A person's sessions", "Ada", "the-conference-2024-ada.ics", titles),
        ("What a person moderates", "Bo", "the-conference-2024-moderator-bo.ics", titles[1:2]),
    ):
        part, before = web / f"{what}.ics", web if shown else tmp_path
        for offered in (before / name, part):
            answers.offered.clear()
            send(everything, answers, part, what=what, which=which, look=look)
            assert answers.offered == [offered]
        written = calendar(part)
        assert tuple(t for t in titles if f"SUMMARY:{t}" in written) == held
    assert shown == [(True, False), (False, False), *[(False, True)] * 10]  # a note is a new version's, parts a part's


def test_what_is_offered_is_what_holds_something_and_cancelled_nothing_happens(
    everything: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    seen: list[list[str]] = []
    before = ledger(everything)

    def look(dialog: QDialog) -> bool:
        if isinstance(dialog, ReleasesDialog):
            seen.append([dialog.head.text()])
            return False
        assert isinstance(dialog, PublishDialog)
        for what in range(dialog.what.count()):
            dialog.what.setCurrentIndex(what)
            names = [dialog.which.itemText(n) for n in range(dialog.which.count())]
            seen.append([dialog.what.currentText(), *names, dialog.go.text()])
        return False

    answers.does, answers.saves = look, tmp_path / "out.ics"
    everything.does("send")
    show_releases(everything.page.document, answers, everything.window)
    assert seen == [
        ["The whole conference", SAVE],
        ["A day", "Each of the 2, in a file of its own", "Thu 25 April 2024", "Fri 26 April 2024", SAVE],
        ["A room", "Each of the 2, in a file of its own", "Hall", "Lab", SAVE],
        ["A track", "Safety", SAVE],
        ["A person's sessions", "Each of the 2, in a file of its own", "Ada", "Bo", SAVE],
        ["What a person moderates", "Bo", SAVE],
        ["Nothing was sent yet. Publish makes the first version."],
    ]
    assert answers.offered == []
    send(everything, answers, None)
    assert not (tmp_path / "out.ics").exists()
    assert (ledger(everything), everything.page.document.workspace.releases.last) == (before, None)
    assert everything.page.status.sent.text() == "Not published"


def test_the_calendar_of_what_was_deleted_is_offered_and_said_to_be_out_of_date(
    everything: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    document, folder = everything.page.document, tmp_path / "web"

    def reminded() -> list[str]:
        def look(dialog: QDialog) -> bool:
            assert isinstance(dialog, PublishDialog)
            seen.extend(dialog.stale.toPlainText().split("\n") if dialog.stale.isVisible() else ["nothing"])
            return False

        seen, answers.does = list[str](), look
        everything.does("send")
        return seen

    def send_all(bo: str, day: str) -> None:
        send(everything, answers, folder, what="A room", which="Each of the 2, in a file of its own")
        send(everything, answers, folder / "bo.ics", what="What a person moderates", which=bo)
        answers.offered.clear()
        send(everything, answers, folder / "day.ics", what="A day", which=day)

    folder.mkdir()
    send_all("Bo", "Fri 26 April 2024")
    assert reminded() == ["nothing"]
    document.apply(lambda now: delete_room(now, "lab"))
    document.apply(lambda now: delete_person(now, "bo"))
    document.apply(lambda now: delete_session(now, "workshop"))
    document.apply(lambda now: delete_day(now, SECOND.isoformat()))

    still = "; whoever subscribes to it still reads what was planned then."
    assert reminded() == [
        f"The calendar of Friday 26 April 2024, now deleted, was last sent with version 1{still}",
        f"The calendar of room “Lab”, now deleted, was last sent with version 1{still}",
        f"The calendar of “Moderator: Bo”, now deleted, was last sent with version 1{still}",
    ]
    send_all("Moderator: Bo (deleted)", "Fri 26 April 2024 (deleted)")
    assert answers.offered == [folder / "day.ics"]
    files = (folder / name for name in ("the-conference-2024-lab.ics", "bo.ics", "day.ics"))
    assert [calendar(path).count("STATUS:CANCELLED") for path in files] == [2, 1, 1]
    assert reminded() == ["nothing"]


def test_what_cannot_be_written_is_said_and_the_ledger_stays(
    everything: WindowDriver, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    driver, out = everything, tmp_path / "out.ics"
    releases = driver.page.document.workspace.releases
    send(driver, answers, tmp_path / "first.ics")
    change_everything(driver)
    before = ledger(driver)
    for path, why in (
        (tmp_path / "nowhere" / "out.ics", "No such file or directory. Choose a folder that is there."),
        (out, "No space left on device. Make room on the disk, or choose another folder."),
    ):
        if path is out:
            monkeypatch.setattr(os, "replace", full)
        send(driver, answers, path)
        assert driver.window.notice.sentence.text() == f"“out.ics” cannot be written: {why}"
        assert (ledger(driver), len(releases.all()), out.exists()) == (before, 1, False)
    monkeypatch.undo()
    send(driver, answers, out)
    assert (len(releases.all()), driver.page.status.sent.text()) == (2, "Same as v2")


def test_text_typed_and_not_left_is_sent_and_undo_does_not_take_back_what_was_sent(
    everything: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    everything.page.document.plan.select(("keynote",))
    everything.does("edit")
    everything.retype("Opening keynote")
    send(everything, answers, tmp_path / "out.ics")
    assert "SUMMARY:Opening keynote" in calendar(tmp_path / "out.ics")
    everything.page.document.apply(lambda now: place(now, "keynote", DAY, 600, ("lab",)))
    send(everything, answers, tmp_path / "out.ics")
    sent = ledger(everything)
    everything.does("undo")
    assert (ledger(everything), everything.where("keynote")) == (sent, "hall 09:00-09:45")
    assert everything.page.status.sent.text().startswith("Changed since v2: ")
    everything.does("undo")
    assert not everything.window.actions_by_name["undo"].isEnabled()


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
    assert counted.startswith("4 sessions in 2 problems · 2 warnings")
    assert first.startswith("● Problem: Hall is taken twice")
    assert warning.startswith("▲ Warning: ")
    assert (more, version) == ("and 1 more", "This becomes version 1.")
    assert (page.places.shown, page.problems.isVisible()) == ("agenda", True)
    assert driver.window.focusWidget() is page.problems.listing
    assert page.document.workspace.releases.last is None
    choose_file(driver, answers, tmp_path / "out.ics")
    assert calendar(tmp_path / "out.ics").count("BEGIN:VEVENT") == 4


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
    publish(driver, answers, SAVE, "Replace it")
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


def test_a_part_goes_where_the_whole_went_and_a_folder_that_is_gone_is_said(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    web, whole = tmp_path / "web", "the-conference-2024.ics"
    web.mkdir()
    choose_file(driver, answers, web / "out.ics")
    answers.saves = None
    publish(driver, answers, SAVE, look=the_hall)
    assert answers.offered == [web / "the-conference-2024-hall.ics"]
    written = calendar(web / "out.ics")
    shutil.rmtree(web)
    answers.saves = tmp_path / "out.ics"
    seen = publish(driver, answers, SAVE)
    assert f"The folder “{web}” is not there any more." in seen
    assert answers.offered == [tmp_path / whole]

    shutil.copy(driver.page.document.workspace.path, tmp_path / "copy.estrad")
    assert driver.window.open_path(tmp_path / "copy.estrad")  # a copy of the file asks again
    move(driver, 600)
    answers.saves = None
    publish(driver, answers, SAVE)
    assert (answers.offered, calendar(tmp_path / "out.ics")) == ([tmp_path / whole], written)


def test_each_in_a_folder_is_one_send_asks_nothing_the_second_time_and_counts_what_is_in_the_way(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    hall, lab = (tmp_path / "web" / f"the-conference-2024-{name}.ics" for name in ("hall", "lab"))
    hall.parent.mkdir()
    publish(driver, answers, "Save the calendars…", look=each_room)  # nothing is chosen
    answers.fills = hall.parent
    publish(driver, answers, "Save the calendars…", look=each_room)
    assert (answers.offered, sorted(hall.parent.iterdir())) == ([tmp_path], [hall, lab])
    sent = {key: file.sessions for key, file in ledger(driver).files.items() if file.was_sent}
    assert sent == {"room:hall": {"keynote"}, "room:lab": {"panel"}}
    assert [release.number for release in driver.page.document.workspace.releases.all()] == [1]

    move(driver, 600)
    publish(driver, answers, "Publish version 2", look=each_room)
    assert ("T100000" in calendar(hall), answers.offered) == (True, [])
    for path in (hall, lab):
        path.write_bytes(STRANGER)
    seen = publish(driver, answers, "Replace them", look=each_room)
    assert f"“{hall.name}” was not made by Estrad, or cannot be read. There is 1 more such file." in seen
    assert "BEGIN:VEVENT" in calendar(lab)


def test_what_changed_is_told_since_the_last_version_of_that_file_and_two_calendars_never_go_to_one(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    hall, told = tmp_path / "the-conference-2024-hall.ics", list[str]()
    answers.saves = hall
    publish(driver, answers, SAVE, look=the_hall)
    assert driver.page.document.apply(lambda now: edit(now, Session, "panel", title="In the lab"))
    choose_file(driver, answers, tmp_path / "out.ics")

    def look(dialog: PublishDialog) -> None:
        the_hall(dialog)
        told.append(dialog.changes.text())

    publish(driver, answers, look=look)
    assert told == ["Nothing."]
    move(driver, 600)
    answers.saves = hall
    publish(driver, answers, "Elsewhere…", "Replace it")
    assert calendar(hall).count("BEGIN:VEVENT") == 2  # the calendar of the whole conference, as its button said


def test_files_that_are_out_of_date_go_along(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    choose_file(driver, answers, tmp_path / "out.ics")
    answers.saves = tmp_path / "hall.ics"
    publish(driver, answers, SAVE, look=the_hall)
    move(driver, 600)

    publish(driver, answers, "Publish version 2")
    assert {"T100000" in calendar(tmp_path / name) for name in ("out.ics", "hall.ics")} == {True}
    assert driver.window.notice.sentence.text() == f"Version 2: 2 calendars are saved in {tmp_path}."
    move(driver, 660)
    publish(driver, answers, "Publish version 3", look=lambda dialog: dialog.along.click())
    move(driver, 720)
    publish(driver, answers, "Publish version 4")  # that it was not ticked is remembered
    assert ("T100000" in calendar(tmp_path / "hall.ics"), "T120000" in calendar(tmp_path / "out.ics")) == (True, True)


def test_the_first_public_version_forgets_what_was_cancelled_and_a_clock_that_is_wrong_is_said(
    driver: WindowDriver, answers: Answers, tmp_path: Path, clock: Clock
) -> None:
    seen: list[bool] = []
    choose_file(driver, answers, tmp_path / "out.ics")
    publish(driver, answers, look=lambda dialog: seen.append(dialog.first.isVisible()))
    driver.page.document.apply(lambda now: delete_session(now, "panel"))
    publish(driver, answers, "Publish version 2", look=lambda dialog: seen.append(dialog.first.isVisible()))
    assert "STATUS:CANCELLED" in calendar(tmp_path / "out.ics")

    clock.forward(days=400)
    publish(driver, answers, "Publish version 2 again", look=lambda dialog: dialog.first.click())
    assert (seen, "STATUS:CANCELLED" in calendar(tmp_path / "out.ics")) == ([False, True], False)
    assert ledger(driver).first_public is not None

    clock.forward(days=-400)
    (said,) = [line for line in publish(driver, answers) if "clock" in line]
    assert said.startswith("The version before was sent when the clock said 2025-04-05")


def test_after_it_where_it_is_is_said_shown_and_copied(
    driver: WindowDriver, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(notice_bar, "show_in_folder", shown.append)
    out, notice, status = tmp_path / "out.ics", driver.window.notice, driver.page.status
    choose_file(driver, answers, out)
    assert notice.sentence.text() == f"Version 1 is saved in {out}. Mail it, or put it on the web."
    lower = notice.mapTo(driver.window, notice.rect().bottomLeft()).y()
    assert lower < status.mapTo(driver.window, status.rect().topLeft()).y()  # the count of problems stays in sight
    driver.push("Show in folder")
    publish(driver, answers, "Publish version 1 again")
    driver.push("Copy path")
    assert (shown, QGuiApplication.clipboard().text()) == ([out], str(out))

    answers.saves = tmp_path / "copy.estrad"
    driver.does("save_copy")
    assert notice.sentence.text() == f"Saved in {answers.saves}."
    assert {"Show in folder", "Copy path"} <= {b.text() for b in notice.findChildren(QPushButton) if b.isEnabled()}

    programs, urls = list[object](), list[str]()
    monkeypatch.undo()
    monkeypatch.setattr(notice_bar.QProcess, "startDetached", lambda *words: (programs.append(words), (True, 1))[1])
    monkeypatch.setattr(notice_bar.QDesktopServices, "openUrl", lambda url: urls.append(url.toLocalFile()))
    for platform in ("linux", "darwin"):
        monkeypatch.setattr(sys, "platform", platform)
        notice_bar.show_in_folder(Path("/a b/out.ics"))
    assert (programs, urls) == ([("/usr/bin/open", ["-R", "/a b/out.ics"])], ["/a b"])


def test_what_an_older_estrad_sent_changes_once_and_that_is_said(
    new_window: NewWindow, answers: Answers, tmp_path: Path
) -> None:
    driver = WindowDriver(new_window(Path(shutil.copy(STORED, tmp_path / "old.estrad"))))

    def each(dialog: PublishDialog) -> None:
        choose(dialog.what, "A room")
        dialog.which.setCurrentIndex(0)
        dialog.along.setChecked(False)

    seen = publish(driver, answers, look=each)
    assert [line for line in seen if line.startswith("The entries of 2 calendars get identities of their own")]
