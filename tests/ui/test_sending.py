"""Sending the calendar: changes for attendees are shown first; the ledger changes only together with the file."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place
from planner.commands.venue import delete_day, delete_room
from planner.domain.entities import Session
from planner.domain.value_objects import Placement
from planner.programme.release import Ledger
from tests.builders import DAY, day, moderator, person, room, span, speaker, talk, track
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.window_driver import WindowDriver
from ui.features.publishing.publish_commands import ReleasesDialog, show_releases
from ui.features.publishing.publish_dialog import PublishDialog
from ui.shell.bars import publish_label

SECOND = date(2024, 4, 26)
CAST = (
    day(), day(SECOND), room("hall"), room("lab", 1), track("safety"), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), track="safety"),
    talk("panel", "lab", "11:00-11:30", people=(speaker("ada"), moderator("bo"))),
    talk("workshop", "lab", "13:00-14:30", on=SECOND, people=(speaker("ada"),)),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two days with three sessions."""
    return hands_on(*CAST)


def ledger(driver: WindowDriver) -> Ledger:
    """Return the calendar's ledger in the file."""
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
        seen.extend([dialog.head.text(), *dialog.changes.toPlainText().split("\n")])
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


def test_what_is_sent_goes_on_in_versions_that_are_compared(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    page, out, again = driver.page, tmp_path / "out.ics", tmp_path / "again.ics"
    releases = page.document.workspace.releases

    def said() -> tuple[str, str]:
        return page.status.sent.text(), publish_label(page.document)

    assert said() == ("Not sent yet", "Publish v1…")
    assert send(driver, answers, out, note="First & best") == [
        "This becomes version 1.", "The first version, with 3 sessions.",
    ]  # fmt: skip
    assert (answers.offered, said()) == ([tmp_path / "the-conference-2024.ics"], ("As sent in v1", "Publish…"))
    assert calendar(out).count("BEGIN:VEVENT") == 3
    assert [(one.number, one.note) for one in releases.all()] == [(1, "First & best")]
    assert sorted(ledger(driver).entries) == ["keynote", "panel", "workshop"]

    before = ledger(driver)
    assert send(driver, answers, again) == ["Nothing changed for attendees since version 1.", "Nothing."]
    assert again.read_bytes() == out.read_bytes()
    assert (ledger(driver), len(releases.all())) == (before, 1)

    change_everything(driver)
    assert said() == ("Changed since v1: 1 moved, 1 added, 1 cancelled, 1 changed", "Publish v2…")
    assert send(driver, answers, out) == [
        "This becomes version 2.",
        "“Keynote” moves from 09:00–09:45 to 10:00–10:45",
        "“Keynote” changes room from Hall to Lab",
        "New: “Fresh”, 2024-04-25 15:00–15:30, Hall",
        "Cancelled: “Workshop”, 2024-04-26 13:00–14:30",
        "“Panel” is now called “Another panel”",
    ]
    written = calendar(out)
    assert (written.count("STATUS:CANCELLED"), written.count("BEGIN:VEVENT")) == (1, 4)
    assert said() == ("As sent in v2", "Publish…")

    assert page.document.apply(lambda now: edit(now, Session, "keynote", title="Welcome"))
    assert compared(driver, answers) == [
        "Version 2 · Fri 1 March 2024 13:00",
        "Version 1 · Fri 1 March 2024 13:00 · First & best",
        "From version 2 to now: 1 changed / ['“Keynote” is now called “Welcome”']",
        "From version 1 to version 2: 1 moved, 1 added, 1 cancelled, 1 changed"
        " / ['“Keynote” moves from 09:00–09:45 to 10:00–10:45']",
        "From version 1 to now: 1 moved, 1 added, 1 cancelled, 2 changed"
        " / ['“Welcome” moves from 09:00–09:45 to 10:00–10:45']",
        "The first version, with 3 sessions. / ['New: “Keynote”, 2024-04-25 09:00–09:45, Hall']",
        "From version 1 to version 2: 1 moved, 1 added, 1 cancelled, 1 changed"
        " / ['“Keynote” moves from 09:00–09:45 to 10:00–10:45']",
        "From version 1 to version 1: no difference / []",
    ]


def compared(driver: WindowDriver, answers: Answers) -> list[str]:
    """Return the earlier versions as the dialog lists and compares them."""
    seen: list[str] = []

    def look(dialog: QDialog) -> bool:
        if isinstance(dialog, PublishDialog):
            dialog.earlier.click()
            return False
        assert isinstance(dialog, ReleasesDialog)
        seen.extend(dialog.versions.item(row).text() for row in range(dialog.versions.count()))
        for row, other in ((0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (1, 3)):
            dialog.versions.setCurrentRow(row)
            dialog.other.setCurrentIndex(other)
            seen.append(f"{dialog.head.text()} / {dialog.changes.toPlainText().splitlines()[:1]}")
        return False

    answers.does = look
    driver.does("send")
    return seen


def test_a_part(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    titles, part = ("Keynote", "Panel", "Workshop"), tmp_path / "part.ics"
    shown, found = list[bool](), []
    for what, which in (
        ("A day", "Fri 26 April 2024"), ("A room", "Lab"), ("A track", "Safety"),
        ("A person's sessions", "Ada"), ("What a person moderates", "Bo"),
    ):  # fmt: skip
        answers.offered.clear()
        send(
            driver,
            answers,
            tmp_path / "part.ics",
            what=what,
            which=which,
            look=lambda d: shown.append(d.note.isVisible()),
        )
        written = calendar(tmp_path / "part.ics")
        found.append((*(path.name for path in answers.offered), *(t for t in titles if f"SUMMARY:{t}" in written)))
        part.unlink()

    assert found == [
        ("the-conference-2024-04-26.ics", "Workshop"),
        ("the-conference-2024-lab.ics", "Panel", "Workshop"),
        ("the-conference-2024-safety.ics", "Keynote"),
        ("the-conference-2024-ada.ics", "Keynote", "Panel", "Workshop"),
        ("the-conference-2024-moderator-bo.ics", "Panel"),
    ]
    assert shown == [True, False, False, False, False]  # a note belongs to a new version


def test_a_calendar_for_each_is_one_send(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    folder = tmp_path / "web"
    folder.mkdir()

    send(driver, answers, folder, what="A room", which="Each of the 2, in a file of its own")
    answers.fills = None
    send(driver, answers, None, what="A room", which="Each of the 2, in a file of its own")

    assert sorted(path.name for path in folder.iterdir()) == [
        "the-conference-2024-hall.ics",
        "the-conference-2024-lab.ics",
    ]
    sent = {key: file.sessions for key, file in ledger(driver).files.items() if file.was_sent}
    assert sent == {"room:hall": {"keynote"}, "room:lab": {"panel", "workshop"}}
    assert [release.number for release in driver.page.document.workspace.releases.all()] == [1]
    assert answers.offered == [tmp_path, folder]


def test_what_is_offered_is_what_holds_something_and_cancelled_nothing_happens(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    seen: list[list[str]] = []
    before = ledger(driver)

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
    driver.does("send")
    show_releases(driver.page.document, answers, driver.window)

    assert seen == [
        ["The whole conference", "Choose the file…"],
        ["A day", "Each of the 2, in a file of its own", "Thu 25 April 2024", "Fri 26 April 2024", "Choose the file…"],
        ["A room", "Each of the 2, in a file of its own", "Hall", "Lab", "Choose the file…"],
        ["A track", "Safety", "Choose the file…"],
        ["A person's sessions", "Each of the 2, in a file of its own", "Ada", "Bo", "Choose the file…"],
        ["What a person moderates", "Bo", "Choose the file…"],
        ["Nothing was sent yet. Publish makes the first version."],
    ]
    assert answers.offered == []
    send(driver, answers, None)
    assert not (tmp_path / "out.ics").exists()
    assert (ledger(driver), driver.page.document.workspace.releases.last) == (before, None)
    assert driver.page.status.sent.text() == "Not sent yet"


def test_who_was_sent_a_calendar_stays_on_offer_and_a_day_that_is_no_more(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    bo, day_file = tmp_path / "bo.ics", tmp_path / "day.ics"
    send(driver, answers, bo, what="What a person moderates", which="Bo")
    send(driver, answers, day_file, what="A day", which="Fri 26 April 2024")
    driver.page.document.apply(lambda now: delete_session(now, "panel"))
    driver.page.document.apply(lambda now: delete_day(now, SECOND.isoformat()))

    send(driver, answers, bo, what="What a person moderates", which="Bo")
    send(driver, answers, day_file, what="A day", which="Fri 26 April 2024 (deleted)")

    assert [calendar(path).count("STATUS:CANCELLED") for path in (bo, day_file)] == [1, 1]


def test_the_calendar_of_what_was_deleted_is_offered_and_said_to_be_out_of_date(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    document, seen = driver.page.document, list[str]()

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, PublishDialog)
        seen.extend(dialog.stale.toPlainText().split("\n") if dialog.stale.isVisible() else ["nothing"])
        return False

    def reminded() -> list[str]:
        seen.clear()
        answers.does = look
        driver.does("send")
        return list(seen)

    folder = tmp_path / "web"
    folder.mkdir()
    send(driver, answers, folder, what="A room", which="Each of the 2, in a file of its own")
    send(driver, answers, folder / "bo.ics", what="What a person moderates", which="Bo")
    assert reminded() == ["nothing"]

    document.apply(lambda now: delete_room(now, "lab"))
    document.apply(lambda now: delete_person(now, "bo"))

    still = "; whoever subscribes to it still reads what was planned then."
    assert reminded() == [
        f"The calendar of room “Lab”, now deleted, was last sent with version 1{still}",
        f"The calendar of “Moderator: Bo”, now deleted, was last sent with version 1{still}",
    ]
    send(driver, answers, folder, what="A room", which="Each of the 2, in a file of its own")
    assert calendar(folder / "the-conference-2024-lab.ics").count("STATUS:CANCELLED") == 2
    answers.offered.clear()
    send(driver, answers, folder / "bo.ics", what="What a person moderates", which="Moderator: Bo (deleted)")
    assert answers.offered == [folder / "bo.ics"]
    assert "STATUS:CANCELLED" in calendar(folder / "bo.ics")
    assert reminded() == ["nothing"]


def no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a path in a folder that does not exist."""
    return tmp_path / "nowhere" / "out.ics"


def no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a path where the disk is full when the file is put in place."""

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    return tmp_path / "out.ics"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (no_folder, "No such file or directory. Choose a folder that is there."),
        (no_room, "No space left on device. Make room on the disk, or choose another folder."),
    ],
)
def test_what_cannot_be_written_is_said_and_the_ledger_stays(
    driver: WindowDriver, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path, pytest.MonkeyPatch], Path], why: str,
) -> None:  # fmt: skip
    send(driver, answers, tmp_path / "first.ics")
    change_everything(driver)
    before = ledger(driver)

    send(driver, answers, spoil(tmp_path, monkeypatch))

    assert driver.window.notice.sentence.text() == f"“out.ics” cannot be written: {why}"
    assert (ledger(driver), len(driver.page.document.workspace.releases.all())) == (before, 1)
    assert not (tmp_path / "out.ics").exists()
    monkeypatch.undo()
    send(driver, answers, tmp_path / "out.ics")
    assert (len(driver.page.document.workspace.releases.all()), driver.page.status.sent.text()) == (2, "As sent in v2")


def test_text_typed_and_not_left_is_sent_and_undo_does_not_take_back_what_was_sent(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    driver.page.document.select(("keynote",))
    driver.does("edit")
    driver.retype("Opening keynote")
    send(driver, answers, tmp_path / "out.ics")
    assert "SUMMARY:Opening keynote" in calendar(tmp_path / "out.ics")
    driver.page.document.apply(lambda now: place(now, "keynote", DAY, 600, ("lab",)))
    send(driver, answers, tmp_path / "out.ics")
    sent = ledger(driver)

    driver.does("undo")

    assert (ledger(driver), driver.where("keynote")) == (sent, "hall 09:00-09:45")
    assert driver.page.status.sent.text().startswith("Changed since v2: ")
    driver.does("undo")
    assert not driver.window.actions_by_name["undo"].isEnabled()


def test_a_file_that_cannot_be_changed_is_printed_but_not_sent(
    driver: WindowDriver, answers: Answers, new_window: NewWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver.page.document.workspace, "writable", False)
    driver.window._enable()

    enabled = {name for name, action in driver.window.actions_by_name.items() if action.isEnabled()}

    assert {"print_programme", "save_copy", "close", "open", "fit"} <= enabled
    assert not {"send", "undo", "redo", "add", "move", "delete", "duplicate", "unplace", "edit"} & enabled


def test_the_file_that_was_written_last_is_proposed_again(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    folder = tmp_path / "web"
    folder.mkdir()

    send(driver, answers, folder / "all.ics")
    send(driver, answers, folder / "first day.ics", what="A day", which="Thu 25 April 2024")
    answers.offered.clear()
    send(driver, answers, None)
    send(driver, answers, None, what="A day", which="Thu 25 April 2024")
    send(driver, answers, None, what="A day", which="Fri 26 April 2024")

    names = ["all.ics", "first day.ics", "the-conference-2024-04-26.ics"]
    assert answers.offered == [folder / name for name in names]
