"""Versions of the plan in the window: shown, restored whole or in part, saved as a file, erased."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place
from planner.domain.entities import Conference
from planner.storage.versions import Reason
from planner.workspace import Environment, Workspace
from tests.builders import DAY, Clock, conference, fixed_environment, person, room, speaker, talk
from tests.builders import agenda as another
from tests.importing.schedules import event, one, written
from tests.ui.answers import Answers
from tests.ui.conftest import OpenWith
from tests.ui.window_driver import WindowDriver
from ui.features.history.versions_dialog import PlanVersionsDialog
from ui.shell.main_window import MainWindow

CONFERENCE = (
    conference(),
    room("hall"),
    person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("panel", "hall", "10:00-10:30"),
    talk("waits"),
)


@pytest.fixture
def env(tmp_path: Path, clock: Clock) -> Environment:
    """Return an environment with a data folder, so that versions are kept."""
    return replace(fixed_environment(clock), data_folder=tmp_path / "data")


@pytest.fixture
def window(open_with: OpenWith, clock: Clock) -> MainWindow:
    """Return a window on a conference changed today: the keynote moved, the panel deleted, a session added."""
    window = open_with(*CONFERENCE)
    assert window.page
    document = window.page.document
    document.apply(lambda agenda: place(agenda, "keynote", DAY, 780, ["hall"]))
    clock.forward(minutes=1)
    document.apply(lambda agenda: delete_session(agenda, "panel"))
    document.apply(lambda agenda: add_session(agenda, "new", title="New"))
    return window


def shown(dialog: PlanVersionsDialog) -> list[tuple[str, ...]]:
    rows = [dialog.sessions.topLevelItem(n) for n in range(dialog.sessions.topLevelItemCount())]
    return [tuple(row.text(n) for n in range(3)) for row in rows if row]


def tick(dialog: PlanVersionsDialog, title: str) -> None:
    (row,) = dialog.sessions.findItems(title, Qt.MatchFlag.MatchExactly)
    row.setCheckState(0, Qt.CheckState.Checked)


def does(answers: Answers, act: Callable[[PlanVersionsDialog], object]) -> None:
    """Set the person's act in the dialog."""

    def do(dialog: QDialog) -> bool:
        assert isinstance(dialog, PlanVersionsDialog)
        act(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does = do


def test_a_version_says_what_differs_and_gives_single_sessions_or_all_back(
    window: MainWindow, answers: Answers
) -> None:
    driver = WindowDriver(window)
    before, workspace = driver.agenda, driver.page.document.workspace
    workspace.outbox.send(lambda sending: {}, note="First")
    ledger, releases = workspace.releases.ledger(), workspace.releases.all()

    def fetch(dialog: PlanVersionsDialog) -> None:
        (first,) = [dialog.versions.item(n).text() for n in range(dialog.versions.count())]
        assert first.endswith("\nbefore the changes of the day")
        assert (dialog.head.text(), *shown(dialog), dialog.others.text()) == (
            "2 sessions differ from the plan as it is now",
            ("Keynote", "Thu 25 Apr 09:00–09:45 · Hall", "Thu 25 Apr 13:00–13:45 · Hall"),
            ("Panel", "Thu 25 Apr 10:00–10:30 · Hall", "not there any more"),
            "Besides the sessions differ: 1 session that came since would go.",
        )
        assert not dialog.fetch_ticked.isEnabled()
        tick(dialog, "Panel")
        dialog.fetch_ticked.click()

    does(answers, fetch)
    driver.does("plan_versions")
    assert (driver.where("panel"), driver.where("keynote")) == ("hall 10:00-10:30", "hall 13:00-13:45")
    assert "new" in driver.agenda.sessions
    assert window.notice.sentence.text() == "Done: Fetch “Panel” back."
    driver.does("undo")
    assert driver.agenda == before

    def fetch_all(dialog: PlanVersionsDialog) -> None:
        dialog.versions.setCurrentRow(dialog.versions.count() - 1)
        dialog.fetch_plan.click()

    does(answers, fetch_all)
    driver.does("plan_versions")
    assert sorted(driver.agenda.sessions) == ["keynote", "panel", "waits"]
    assert driver.where("keynote") == "hall 09:00-09:45"
    assert reasons(window)[-1] is Reason.DAY
    assert set(reasons(window)[:-1]) == {Reason.FETCH}
    assert (workspace.releases.ledger(), workspace.releases.all()) == (ledger, releases)  # what was sent stays sent
    driver.does("undo")
    assert "new" in driver.agenda.sessions


def test_a_version_is_saved_as_a_file_of_its_own(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    does(answers, lambda dialog: dialog.save_as.click())
    answers.saves = tmp_path / "conference.estrad"
    WindowDriver(window).does("plan_versions")
    assert "is open" in window.notice.sentence.text()  # the open file itself is not replaced
    answers.offered.clear()

    answers.saves = tmp_path / "earlier.estrad"
    WindowDriver(window).does("plan_versions")
    assert answers.offered == [tmp_path / "conference-2024-03-01.estrad"]
    assert window.notice.sentence.text() == f"Saved in {tmp_path / 'earlier.estrad'}."
    window.notice.findChildren(QPushButton)[0].click()
    assert window.page
    assert sorted(window.page.document.agenda.sessions) == ["keynote", "panel", "waits"]


def test_a_version_is_erased_at_the_second_press(window: MainWindow, answers: Answers) -> None:
    found: list[object] = []

    def erase(dialog: PlanVersionsDialog) -> None:
        dialog.erase.click()
        found.append((dialog.erase.text(), dialog.versions.count()))
        dialog.erase.click()
        found.append((dialog.versions.count(), dialog.head.text()[:22], dialog.fetch_plan.isEnabled()))

    does(answers, erase)
    WindowDriver(window).does("plan_versions")

    assert found == [("Erase 1 version for good", 1), (0, "Nothing was kept yet: ", False)]


def test_the_day_is_kept_by_itself_before_anything_is_changed(
    open_with: OpenWith, env: Environment, clock: Clock, qtbot: QtBot
) -> None:
    window = open_with(*CONFERENCE)
    assert window.page
    versions = window.page.document.workspace.versions
    assert versions

    qtbot.waitUntil(lambda: len(versions.kept()) == 1)
    clock.forward(days=1)
    window.page.document.apply(lambda agenda: edit(agenda, Conference, "conference", title="Another"))
    assert len(versions.kept()) == 1  # the same plan as yesterday
    clock.forward(days=1)
    window.page.watch.timeout.emit()
    assert len(versions.kept()) == 2


def test_a_full_folder_is_said_and_stops_nothing(open_with: OpenWith, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    window = open_with(*CONFERENCE)
    assert window.page

    window.page.watch.timeout.emit()

    assert window.notice.sentence.text().startswith("No version of the plan can be kept in")
    window.page.document.apply(lambda agenda: edit(agenda, Conference, "conference", title="Another"))
    assert window.page.document.agenda.conference.title == "Another"


def reasons(window: MainWindow) -> list[Reason]:
    assert window.page
    versions = window.page.document.workspace.versions
    assert versions
    return [version.reason for version in versions.kept()]


def test_before_an_import_the_plan_is_kept(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    answers.source = written(tmp_path / "schedule.xml", one(event(1, "New here")))
    answers.does = lambda dialog: True

    WindowDriver(window).does("import")

    assert reasons(window) == [Reason.IMPORT, Reason.DAY]


def test_before_another_file_of_the_name_is_loaded_what_is_in_memory_is_kept(
    window: MainWindow, env: Environment, tmp_path: Path
) -> None:
    assert window.page
    path, agenda = window.page.document.workspace.path, window.page.document.agenda
    Workspace.create(tmp_path / "strange.estrad", another(talk("strange")), env).close()
    path.write_bytes((tmp_path / "strange.estrad").read_bytes())
    window.page.watch.timeout.emit()

    (load,) = [b for b in window.notice.findChildren(QPushButton) if b.text() == "Load the file"]
    load.click()

    assert list(window.page.document.agenda.sessions) == ["strange"]
    (kept,) = [p for p in (tmp_path / "data" / "versions").rglob("*-load.estrad")]
    copy = Workspace.open(Path(shutil.copy(kept, tmp_path / "kept.estrad")), env)
    assert copy.agenda == agenda
    copy.close()


def replaced(window: MainWindow, content: bytes) -> None:
    """Write content into the open file from outside, and let the window notice."""
    assert window.page
    window.page.document.workspace.path.write_bytes(content)
    window.page.watch.timeout.emit()


def push(window: MainWindow, text: str) -> None:
    """Press a button of the notice."""
    (button,) = [b for b in window.notice.findChildren(QPushButton) if b.text() == text]
    button.click()


def test_what_was_open_is_saved_although_another_conference_was_loaded(
    window: MainWindow, answers: Answers, env: Environment, tmp_path: Path
) -> None:
    assert window.page
    agenda = window.page.document.agenda
    Workspace.create(tmp_path / "strange.estrad", another(conference(id="another"), talk("strange")), env).close()
    replaced(window, (tmp_path / "strange.estrad").read_bytes())
    push(window, "Load the file")
    answers.saves = tmp_path / "mine.estrad"

    def save(dialog: PlanVersionsDialog) -> None:
        rows = [dialog.versions.item(n).text() for n in range(dialog.versions.count())]
        n = next(n for n, text in enumerate(rows) if text.endswith("before another file of its name was loaded"))
        assert "Of another file that lay here" in rows
        dialog.versions.setCurrentRow(n)
        assert dialog.head.text() == f"This is another conference: “{agenda.conference.title}”"
        assert not dialog.fetch_plan.isEnabled()
        dialog.save_as.click()

    does(answers, save)
    WindowDriver(window).does("plan_versions")

    saved = Workspace.open(tmp_path / "mine.estrad", env)
    assert saved.agenda == agenda
    saved.close()


def test_if_the_file_cannot_be_loaded_what_was_open_is_offered(
    window: MainWindow, answers: Answers, env: Environment, tmp_path: Path
) -> None:
    assert window.page
    agenda = window.page.document.agenda
    replaced(window, b"nothing of ours")
    push(window, "Load the file")
    assert window.page is None
    answers.saves = tmp_path / "mine.estrad"

    push(window, "Save what was open…")

    saved = Workspace.open(tmp_path / "mine.estrad", env)
    assert saved.agenda == agenda
    saved.close()


def test_nothing_is_loaded_if_what_is_open_cannot_be_kept(open_with: OpenWith, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    window = open_with(*CONFERENCE)
    assert window.page
    agenda = window.page.document.agenda
    window.page.watch.timeout.emit()
    window.notice.hide()
    replaced(window, b"nothing of ours")

    push(window, "Load the file")

    assert window.page
    assert window.page.document.agenda == agenda
    assert window.notice.sentence.text().startswith("No version of the plan can be kept in ")
