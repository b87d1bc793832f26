"""Versions of the plan in the window: shown, restored whole or in part, saved as a file, erased."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place
from planner.domain.agenda import Agenda, Change
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

Does = Callable[[Callable[[PlanVersionsDialog], object]], None]
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
def driver(open_with: OpenWith, clock: Clock) -> WindowDriver:
    """Return a driver of a conference changed today: the keynote moved, the panel deleted, a session added."""
    driver = WindowDriver(open_with(*CONFERENCE))
    document = driver.page.document
    document.apply(lambda agenda: place(agenda, "keynote", DAY, 780, ["hall"]))
    clock.forward(minutes=1)
    document.apply(lambda agenda: delete_session(agenda, "panel"))
    document.apply(lambda agenda: add_session(agenda, "new", title="New"))
    return driver


def shown(dialog: PlanVersionsDialog) -> list[tuple[str, ...]]:
    rows = [dialog.sessions.topLevelItem(n) for n in range(dialog.sessions.topLevelItemCount())]
    return [tuple(row.text(n) for n in range(3)) for row in rows if row]


def tick(dialog: PlanVersionsDialog, title: str) -> None:
    (row,) = dialog.sessions.findItems(title, Qt.MatchFlag.MatchExactly)
    row.setCheckState(0, Qt.CheckState.Checked)


@pytest.fixture
def does(answers: Answers, driver: WindowDriver) -> Does:
    """Return a function that opens the dialog and acts in it."""

    def open_it(act: Callable[[PlanVersionsDialog], object]) -> None:
        def do(dialog: QDialog) -> bool:
            assert isinstance(dialog, PlanVersionsDialog)
            act(dialog)
            return dialog.result() == QDialog.DialogCode.Accepted

        answers.does = do
        driver.does("plan_versions")

    return open_it


def test_a_version_says_what_differs_and_gives_single_sessions_or_all_back(driver: WindowDriver, does: Does) -> None:
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

    does(fetch)
    assert (driver.where("panel"), driver.where("keynote")) == ("hall 10:00-10:30", "hall 13:00-13:45")
    assert "new" in driver.agenda.sessions
    assert driver.window.notice.sentence.text() == "Done: Fetch “Panel” back."
    driver.does("undo")
    assert driver.agenda == before

    def fetch_all(dialog: PlanVersionsDialog) -> None:
        dialog.versions.setCurrentRow(dialog.versions.count() - 1)
        dialog.fetch_plan.click()

    does(fetch_all)
    assert sorted(driver.agenda.sessions) == ["keynote", "panel", "waits"]
    assert driver.where("keynote") == "hall 09:00-09:45"
    assert reasons(driver)[-1] is Reason.DAY
    assert set(reasons(driver)[:-1]) == {Reason.FETCH}
    assert (workspace.releases.ledger(), workspace.releases.all()) == (ledger, releases)  # what was sent stays sent
    driver.does("undo")
    assert "new" in driver.agenda.sessions


def test_a_version_is_saved_as_a_file_of_its_own_or_erased_at_the_second_press(
    driver: WindowDriver, does: Does, answers: Answers, tmp_path: Path
) -> None:
    def erase(dialog: PlanVersionsDialog) -> None:
        dialog.erase.click()
        assert (dialog.erase.text(), dialog.versions.count()) == ("Erase 1 version for good", 1)
        dialog.erase.click()
        assert (dialog.versions.count(), dialog.fetch_plan.isEnabled()) == (0, False)
        assert dialog.head.text().startswith("Nothing was kept yet: ")

    answers.saves = tmp_path / "conference.estrad"
    does(lambda dialog: dialog.save_as.click())
    assert "is open" in driver.window.notice.sentence.text()  # the open file itself is not replaced
    answers.offered.clear()

    answers.saves = tmp_path / "earlier.estrad"
    does(lambda dialog: dialog.save_as.click())
    assert answers.offered == [tmp_path / "conference-2024-03-01.estrad"]
    assert driver.window.notice.sentence.text() == f"Saved in {tmp_path / 'earlier.estrad'}."
    opens = driver.window.notice.findChildren(QPushButton)[0]
    does(erase)
    opens.click()
    assert sorted(driver.agenda.sessions) == ["keynote", "panel", "waits"]


def test_the_day_is_kept_by_itself_before_anything_is_changed(open_with: OpenWith, clock: Clock, qtbot: QtBot) -> None:
    driver = WindowDriver(open_with(*CONFERENCE))
    qtbot.waitUntil(lambda: len(reasons(driver)) == 1)
    clock.forward(days=1)
    driver.page.document.apply(retitled)
    assert len(reasons(driver)) == 1  # the same plan as yesterday
    clock.forward(days=1)
    driver.page.watch.timeout.emit()
    assert len(reasons(driver)) == 2


def retitled(agenda: Agenda) -> Change:
    return edit(agenda, Conference, "conference", title="Another")


def test_a_full_folder_is_said_and_stops_nothing_but_that_another_file_is_loaded(
    open_with: OpenWith, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("no folder")
    driver = WindowDriver(open_with(*CONFERENCE))

    driver.page.watch.timeout.emit()
    assert driver.window.notice.sentence.text().startswith("No version of the plan can be kept in")
    driver.page.document.apply(retitled)
    assert driver.agenda.conference.title == "Another"

    agenda = driver.agenda
    driver.window.notice.hide()
    replaced(driver, b"nothing of ours")
    assert driver.agenda == agenda
    assert driver.window.notice.sentence.text().startswith("No version of the plan can be kept in ")


def reasons(driver: WindowDriver) -> list[Reason]:
    versions = driver.page.document.workspace.versions
    assert versions
    return [version.reason for version in versions.kept()]


def test_before_an_import_the_plan_is_kept(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    answers.source = written(tmp_path / "schedule.xml", one(event(1, "New here")))
    answers.does = lambda dialog: True
    driver.does("import")
    assert reasons(driver) == [Reason.IMPORT, Reason.DAY]


def replaced(driver: WindowDriver, content: bytes) -> None:
    """Write content into the open file from outside, let the window notice, and load the file."""
    driver.page.document.workspace.path.write_bytes(content)
    driver.page.watch.timeout.emit()
    driver.push("Load the file")


def opened(path: Path, env: Environment) -> Agenda:
    with closing(Workspace.open(path, env)) as workspace:
        return workspace.agenda


def test_what_was_open_is_kept_and_saved_although_another_conference_was_loaded(
    driver: WindowDriver, does: Does, answers: Answers, env: Environment, tmp_path: Path
) -> None:
    agenda = driver.agenda
    Workspace.create(tmp_path / "strange.estrad", another(conference(id="another"), talk("strange")), env).close()
    replaced(driver, (tmp_path / "strange.estrad").read_bytes())
    assert list(driver.agenda.sessions) == ["strange"]
    (kept,) = (tmp_path / "data" / "versions").rglob("*-load.estrad")
    assert opened(Path(shutil.copy(kept, tmp_path / "kept.estrad")), env) == agenda
    answers.saves = tmp_path / "mine.estrad"

    def save(dialog: PlanVersionsDialog) -> None:
        rows = [dialog.versions.item(n).text() for n in range(dialog.versions.count())]
        n = next(n for n, text in enumerate(rows) if text.endswith("before another file of its name was loaded"))
        assert "Of another file that lay here" in rows
        dialog.versions.setCurrentRow(n)
        assert dialog.head.text() == f"This is another conference: “{agenda.conference.title}”"
        assert not dialog.fetch_plan.isEnabled()
        dialog.save_as.click()

    does(save)
    assert opened(answers.saves, env) == agenda


def test_if_the_file_cannot_be_loaded_what_was_open_is_offered(
    driver: WindowDriver, answers: Answers, env: Environment, tmp_path: Path
) -> None:
    agenda, answers.saves = driver.agenda, tmp_path / "mine.estrad"
    replaced(driver, b"nothing of ours")
    assert driver.window.page is None
    driver.push("Save what was open…")
    assert opened(tmp_path / "mine.estrad", env) == agenda
