"""Files in the window: the start page, new, open, recent, the sample, a copy, closing; and versions of the plan."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QFileSystemModel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place
from planner.domain.agenda import Agenda, Change, change
from planner.domain.entities import Conference
from planner.domain.text import Text
from planner.domain.zones import zones_likely_first
from planner.environment import Environment
from planner.storage.versions import Reason
from planner.workspace import Workspace
from tests.builders import DAY, Clock, agenda, conference, person, room, speaker, talk
from tests.importing.schedules import event, one, written
from tests.ui.answers import Answers
from tests.ui.test_unsaved import env as env
from tests.ui.window_driver import CTRL, SHIFT, Key, NewWindow, OpenWith, WindowDriver, stored, texts_of
from ui.features.conferences.conference_dialogs import NewConferenceDialog
from ui.features.conferences.start_page import StartPage
from ui.features.history.versions_dialog import PlanVersionsDialog
from ui.kit.dialogs.file_dialogs import FileDialogs
from ui.kit.editors.typed_values import FieldErrorLabel
from ui.kit.widgets.plain_widgets import SPOKEN
from ui.shell.main_window import MainWindow
from ui.state.view_state import MOST_RECENT, Settings


def start_page(window: MainWindow) -> StartPage:
    """Return the start page, which must be in sight."""
    assert window.page is None
    (page,) = [page for page in window.findChildren(StartPage) if page.isVisible()]
    return page


def make(path: Path, env: Environment) -> Path:
    Workspace.create(path, agenda(room("hall"), talk("keynote", "hall", "09:00-09:45")), env).close()
    return path


def problems(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(FieldErrorLabel) if label.isVisible()]


def fill_in(dialog: NewConferenceDialog) -> bool:
    """Fill in the dialog for a conference of three days in two rooms."""
    (accept,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Create…"]
    accept.click()
    assert (dialog.result(), problems(dialog)) == (0, ["Type a title."])
    zones = [dialog.timezone.itemText(n) for n in range(dialog.timezone.count())]
    assert zones == list(zones_likely_first(available_timezones(), dialog.timezone.currentText()))
    dialog.title.setText("Nordic days: 2027!")
    dialog.first.setText("1 september 2027")
    dialog.days.setValue(3)
    dialog.venue.setText("City hall")
    dialog.rooms.setText("Great hall; , Small hall")
    dialog.language.setCurrentText("Svenska")
    dialog.timezone.setCurrentText("Europe/Nowhere")
    accept.click()
    assert (dialog.result(), problems(dialog)) == (
        0,
        ["There is no time zone “Europe/Nowhere”. Type a city or a name such as Stockholm or Europe/Stockholm."],
    )
    dialog.timezone.setCurrentText("Helsinki")
    accept.click()
    return dialog.result() == QDialog.DialogCode.Accepted


# the start page ------------------------------------------------------------------------------------------


def test_without_a_file_there_is_the_start_page_from_which_one_is_opened(
    new_window: NewWindow, answers: Answers, tmp_path: Path, env: Environment, qtbot: QtBot
) -> None:
    driver = WindowDriver(window := new_window())
    page = start_page(window)
    assert [button.accessibleName() or button.text() for button in page.findChildren(QAbstractButton)] == [
        "New conference…", "Open…", "From Excel or a file…", "Open the sample", "Open the full example",
    ]  # fmt: skip
    assert (window.windowTitle(), choose_recent(window, "No file yet").isEnabled()) == ("Estrad", False)
    enabled = {name for name, action in window.actions_by_name.items() if action.isEnabled()}
    dresses = {name for name in window.actions_by_name if name.startswith(("scheme_", "language_"))}
    always = {"new", "open", "sample", "full_example", "import", "import_new", "paste", "quit", "help", "about"}
    assert enabled == always | dresses

    with qtbot.waitSignal(window.actions_by_name["open"].triggered):
        qtbot.keyClick(driver.button("Open…"), Key.Key_Return)  # Enter presses what has the focus
    driver.key(Key.Key_I, modifiers=CTRL)
    assert (len(answers.offered), "*.xlsx" in answers.patterns, bool(start_page(window))) == (2, True, True)

    answers.opens = make(tmp_path / "there.estrad", env)
    driver.key(Key.Key_O, modifiers=CTRL)
    assert driver.where("keynote") == "hall 09:00-09:45"

    for open_it, title in ((lambda: driver.does("about"), "About Estrad"), (lambda: driver.key(Key.Key_F1), "Help")):
        assert answers.read(open_it, lambda dialog: dialog.windowTitle()) == title


def test_the_files_opened_last_are_a_list_from_which_they_are_opened_or_taken_off(
    new_window: NewWindow, settings: Settings, tmp_path: Path, env: Environment
) -> None:
    first, second, third, gone = (tmp_path / f"{name}.estrad" for name in ("first", "second", "third", "gone"))
    for path in (first, second, third, gone):
        settings.add_recent_file(make(path, env))
    gone.unlink()
    os.utime(third, (0, 86400 * 365.5))
    os.utime(second, (0, datetime.combine(env.today(), time(9, 5)).timestamp()))
    driver = WindowDriver(new_window())
    files = start_page(driver.window).recent
    said = [files.rows.index(n).data(SPOKEN) for n in range(4)]
    assert (files.hasFocus(), said[:3]) == (
        True,
        [
            f"gone, {tmp_path}, Not found", f"third, {tmp_path}, Changed Fri 1 Jan 1971",
            f"second, {tmp_path}, Changed today 09:05",
        ],
    )  # fmt: skip

    driver.key(Key.Key_Down, Key.Key_Delete)
    driver.click(driver.on_row(files, 1))  # the second, opened by a press
    assert (driver.workspace.path, settings.all_recent_files) == (second, (second, gone, first))
    driver.does("close")
    files = start_page(driver.window).recent
    driver.click(driver.on(files) + QPoint(files.width() // 2 - 12, 0))  # the cross of the one in the middle
    driver.key(Key.Key_Return)
    assert (driver.workspace.path, settings.recent, first.exists()) == (first, (first, second), True)


def test_not_all_files_are_remembered(settings: Settings, tmp_path: Path) -> None:
    for n in range(MOST_RECENT + 3):
        (tmp_path / f"{n}.estrad").touch()
        settings.add_recent_file(tmp_path / f"{n}.estrad")

    assert [path.stem for path in settings.recent] == [str(n) for n in range(MOST_RECENT + 2, 2, -1)]


def test_a_new_conference(new_window: NewWindow, answers: Answers, tmp_path: Path) -> None:
    driver = WindowDriver(window := new_window())

    def twice(dialog: NewConferenceDialog) -> bool:
        dialog.title.setText("X")
        dialog.rooms.setText("Hall, Hall")
        dialog.accept()
        said = ["Two rooms have the same name. Give each room a name of its own."]
        assert (dialog.result(), problems(dialog)) == (0, said)
        return False

    cancelled: tuple[Callable[[QDialog], bool], ...] = (lambda dialog: False, fill_in)
    for answers.does in cancelled:  # in the dialog, and when asked for a file
        driver.push("New conference…")
        assert start_page(window)
    answers.does, answers.saves = twice, tmp_path / "new.estrad"
    driver.push("New conference…")
    assert {path.suffix for path in tmp_path.iterdir()} <= {".ini", ""}

    answers.does = fill_in
    answers.offered.clear()
    window.activateWindow()
    driver.key(Key.Key_N, modifiers=CTRL)
    made = driver.agenda
    assert [path.name for path in answers.offered] == ["Nordic days 2027.estrad"]
    assert (made.conference.title, made.conference.language, made.venue.name, made.conference.timezone) == (
        "Nordic days: 2027!", "sv", "City hall", "Europe/Helsinki",
    )  # fmt: skip
    assert [d.date for d in made.days_in_order] == [date(2027, 9, n) for n in (1, 2, 3)]
    assert [r.name for r in made.rooms_in_order] == ["Great hall", "Small hall"]
    assert (window.windowTitle(), driver.steps) == ("new.estrad – Estrad", [])


def test_the_sample_opens_at_once_as_a_copy_and_is_saved_elsewhere_by_one_press(
    new_window: NewWindow, answers: Answers, tmp_path: Path
) -> None:
    driver = WindowDriver(window := new_window())
    driver.push("Open the sample")
    first = driver.workspace.path
    assert (answers.offered, driver.agenda.conference.title.startswith("#Trygghetnu")) == ([], True)
    assert driver.timeline.view.source.model.rowCount() > 10

    driver.does("sample")
    assert driver.workspace.path != first  # what was tried in the first one stays
    answers.saves = tmp_path / "mine.estrad"
    driver.push("Save it elsewhere…")
    assert driver.workspace.path == answers.saves
    assert window.windowTitle() == "mine.estrad – Estrad"


def test_the_full_example_opens_as_a_copy_with_its_portraits(new_window: NewWindow, tmp_path: Path) -> None:
    driver = WindowDriver(new_window())
    driver.push("Open the full example")
    assert driver.document.agenda.conference.title == "The City After Dark 2027"
    assert all(driver.workspace.pictures.read(p.photo or "") for p in driver.document.agenda.people.values())


# with a conference open ----------------------------------------------------------------------------------


def choose_recent(window: MainWindow, name: str) -> QAction:
    """Choose a file in the menu of recent ones, which is filled when it opens."""
    window.recent.aboutToShow.emit()
    (action,) = [action for action in window.recent.actions() if action.text() == name]
    action.trigger()
    return action


def test_another_file_by_the_menu_and_closing_leads_to_the_start_page(
    open_with: OpenWith, settings: Settings, tmp_path: Path, env: Environment
) -> None:
    settings.add_recent_file(make(tmp_path / "other.estrad", env))
    driver = WindowDriver(window := open_with())
    page = window.page
    choose_recent(window, "conference.estrad")
    assert (window.page is page, window.notice.isVisible()) == (True, False)  # the open file is not opened again

    choose_recent(window, "other.estrad")
    assert driver.workspace.path == tmp_path / "other.estrad"
    Workspace.open(tmp_path / "conference.estrad", env).close()  # no longer held

    driver.key(Key.Key_W, modifiers=CTRL)
    assert [file.path.name for file in start_page(window).recent.rows.rows] == ["other.estrad", "conference.estrad"]
    assert window.windowTitle() == "Estrad"
    Workspace.open(tmp_path / "other.estrad", env).close()


def test_a_copy(open_with: OpenWith, answers: Answers, tmp_path: Path, env: Environment) -> None:
    driver = WindowDriver(open_with(room("hall"), talk("keynote", "hall", "09:00-09:45")))
    driver.does("edit", of="keynote")
    driver.retype("Typed and not left")
    answers.saves = tmp_path / "copy.estrad"

    driver.key(Key.Key_S, modifiers=CTRL | SHIFT)

    assert answers.offered == [tmp_path / "conference-copy.estrad"]
    copied = Workspace.open(tmp_path / "copy.estrad", env)
    assert (copied.agenda, copied.agenda.sessions["keynote"].title) == (driver.agenda, "Typed and not left")
    assert str(copied.history.undo_label) == "Change title of “Keynote”"
    copied.close()
    assert driver.workspace.path == tmp_path / "conference.estrad"

    answers.saves.unlink()
    for target, sentence in (
        ("conference.estrad", "“conference.estrad” is the open file itself. Choose another name."),
        (
            "nowhere/copy.estrad",
            "“copy.estrad” cannot be written: No such file or directory. Choose a folder that is there.",
        ),
    ):
        answers.saves = tmp_path / target
        driver.does("save_copy")
        assert driver.window.notice.sentence.text() == sentence
        assert not (tmp_path / "copy.estrad").exists()


def test_quitting_gives_the_file_back_and_the_next_window_is_where_it_was(
    open_with: OpenWith, new_window: NewWindow, tmp_path: Path, env: Environment, settings: Settings
) -> None:
    window = open_with()
    window.resize(window.minimumWidth(), 700)  # limited by the offscreen screen

    WindowDriver(window).key(Key.Key_Q, modifiers=CTRL)

    assert (window.isVisible(), settings.geometry is None) == (False, False)
    assert sorted(p.name for p in tmp_path.iterdir() if "estrad" in p.name) == ["conference.estrad"]
    Workspace.open(tmp_path / "conference.estrad", env).close()
    assert new_window(resized=False).size() == window.size()


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
def driver(open_with: OpenWith, clock: Clock) -> WindowDriver:
    """Return a driver of a conference changed today: the keynote moved, the panel deleted, a session added."""
    driver = WindowDriver(open_with(*CONFERENCE))
    driver.document.apply(lambda agenda: place(agenda, "keynote", DAY, 780, ["hall"]))
    clock.forward(minutes=1)
    driver.document.apply(lambda agenda: delete_session(agenda, "panel"))
    driver.document.apply(lambda agenda: add_session(agenda, "new", title="New"))
    return driver


@pytest.fixture
def does(answers: Answers, driver: WindowDriver) -> Does:
    def open_it(act: Callable[[PlanVersionsDialog], object]) -> None:
        @answers.meets
        def do(dialog: PlanVersionsDialog) -> bool:
            act(dialog)
            return dialog.result() == QDialog.DialogCode.Accepted

        driver.does("plan_versions")

    return open_it


def test_a_version_says_what_differs_and_gives_single_sessions_or_all_back(driver: WindowDriver, does: Does) -> None:
    before, workspace = driver.agenda, driver.workspace
    workspace.outbox.send(lambda sending: {}, note="First")
    ledger, releases = workspace.releases.ledger(), workspace.releases.all()

    def fetch(dialog: PlanVersionsDialog) -> None:
        (first,) = [dialog.versions.item(n).text() for n in range(dialog.versions.count())]
        assert first.endswith("\nbefore the changes of the day")
        assert (dialog.head.text(), *texts_of(dialog.sessions.items), dialog.others.text()) == (
            "1 session would disappear",
            ("Keynote", "Thu 25 Apr 09:00–09:45 · Hall", "Thu 25 Apr 13:00–13:45 · Hall"),
            ("Panel", "Thu 25 Apr 10:00–10:30 · Hall", "not there any more"),
            "2 sessions would change or come back",
        )
        assert not dialog.fetch_ticked.isEnabled()
        (row,) = dialog.sessions.findItems("Panel", Qt.MatchFlag.MatchExactly)
        row.setCheckState(0, Qt.CheckState.Checked)
        dialog.fetch_ticked.click()

    does(fetch)
    assert (driver.where("panel"), driver.where("keynote")) == ("hall 10:00-10:30", "hall 13:00-13:45")
    assert "new" in driver.agenda.sessions
    assert driver.window.notice.sentence.text() == "Done: Restore “Panel”."
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


def test_a_version_says_in_red_what_would_disappear_of_any_kind(driver: WindowDriver, does: Does) -> None:
    said: list[tuple[str, str, str]] = []

    def read(dialog: PlanVersionsDialog) -> None:
        for n in range(dialog.versions.count()):
            dialog.versions.setCurrentRow(n)
            said.append((dialog.head.text(), dialog.head.property("tone"), dialog.others.text()))

    driver.document.apply(lambda agenda: change(Text("Add"), (None, person("zoe")), (None, room("attic", 5))))
    does(read)
    does(lambda dialog: dialog.fetch_plan.click())
    does(read)
    assert said == [
        ("1 session, 1 person, 1 room would disappear", "problem", "2 sessions would change or come back"),
        ("1 session would disappear", "problem", "2 sessions, 1 person, 1 room would change or come back"),
        ("This is the plan as it is now", "", ""),
    ]


def test_a_version_is_saved_as_a_file_of_its_own_or_erased_at_the_second_press(
    driver: WindowDriver, does: Does, answers: Answers, tmp_path: Path
) -> None:
    def erase(dialog: PlanVersionsDialog) -> None:
        dialog.erase.click()
        assert (dialog.erase.text(), dialog.versions.count()) == ("Erase 1 kept plan for good", 1)
        dialog.erase.click()
        assert (dialog.versions.count(), dialog.fetch_plan.isEnabled()) == (0, False)
        assert dialog.head.text().startswith("No plan is kept: ")

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
    driver.document.apply(retitled)
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
    assert driver.window.notice.sentence.text().startswith("No plan can be kept in")
    driver.document.apply(retitled)
    assert driver.agenda.conference.title == "Another"

    agenda = driver.agenda
    driver.window.notice.hide()
    replaced(driver, b"nothing of ours")
    assert driver.agenda == agenda
    assert driver.window.notice.sentence.text().startswith("No plan can be kept in ")


def reasons(driver: WindowDriver) -> list[Reason]:
    return [version.reason for version in driver.workspace.versions.kept()]


def test_before_an_import_the_plan_is_kept(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    answers.source = written(tmp_path / "schedule.xml", one(event(1, "New here")))
    answers.does = lambda dialog: True
    driver.does("import")
    assert reasons(driver) == [Reason.IMPORT, Reason.DAY]


def replaced(driver: WindowDriver, content: bytes) -> None:
    """Write content into the open file from outside, let the window notice, and load the file."""
    driver.workspace.path.write_bytes(content)
    driver.page.watch.timeout.emit()
    driver.push("Load the file")


def test_what_was_open_is_kept_and_saved_although_another_conference_was_loaded(
    driver: WindowDriver, does: Does, answers: Answers, env: Environment, tmp_path: Path
) -> None:
    before = driver.agenda
    Workspace.create(tmp_path / "strange.estrad", agenda(conference(id="another"), talk("strange")), env).close()
    replaced(driver, (tmp_path / "strange.estrad").read_bytes())
    assert list(driver.agenda.sessions) == ["strange"]
    (kept,) = (tmp_path / "data" / "versions").rglob("*-load.estrad")
    assert stored(Path(shutil.copy(kept, tmp_path / "kept.estrad")), env) == before
    answers.saves = tmp_path / "mine.estrad"

    def save(dialog: PlanVersionsDialog) -> None:
        rows = [dialog.versions.item(n).text() for n in range(dialog.versions.count())]
        n = next(n for n, text in enumerate(rows) if text.endswith("before another file of its name was loaded"))
        assert "Of another file that lay here" in rows
        dialog.versions.setCurrentRow(n)
        assert dialog.head.text() == f"This is another conference: “{before.conference.title}”"
        assert not dialog.fetch_plan.isEnabled()
        dialog.save_as.click()

    does(save)
    assert stored(answers.saves, env) == before


def test_if_the_file_cannot_be_loaded_what_was_open_is_offered(
    driver: WindowDriver, answers: Answers, env: Environment, tmp_path: Path
) -> None:
    agenda, answers.saves = driver.agenda, tmp_path / "mine.estrad"
    replaced(driver, b"nothing of ours")
    assert driver.window.page is None
    driver.push("Save what was open…")
    assert stored(tmp_path / "mine.estrad", env) == agenda


WRITES = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN EXCLUSIVE')"


@pytest.mark.skipif(sys.platform == "win32", reason="what Windows locks stays locked")
@pytest.mark.parametrize("ask", ["existing", "folder", "to_write", "writing"])
def test_a_dialog_for_files_lets_nobody_write_into_what_is_open(
    qtbot: QtBot, tmp_path: Path, env: Environment, ask: str
) -> None:
    path = make(tmp_path / "day.estrad", env)
    window, dialogs = QWidget(), FileDialogs()
    qtbot.addWidget(window)
    command = [sys.executable, "-c", WRITES, str(path)]
    assert subprocess.run(command, check=False).returncode == 0

    def read() -> None:
        (dialog,) = window.findChildren(QFileDialog)
        (files,) = dialog.findChildren(QFileSystemModel)
        row = files.index(str(path))
        qtbot.waitUntil(lambda: not files.fileIcon(row).isNull() and files.type(row) == "estrad")
        dialog.reject()

    with closing(Workspace.open(path, env)):
        QTimer.singleShot(0, window, read)
        match ask:
            case "existing":
                dialogs.ask_existing_file(window, "Open", tmp_path, "Conferences (*.estrad);;All files (*)")
            case "folder":
                dialogs.folder(window, "Folder", tmp_path)
            case "to_write":
                dialogs.ask_file_to_write(window, "Save", tmp_path / "day.ics", confirm=True)
            case "writing":
                dialogs.writing(window, "Save", tmp_path / "day.pdf", "*.pdf").exec()
        assert subprocess.run(command, check=False, capture_output=True).returncode != 0


def test_the_name_of_a_new_file_keeps_vowel_signs_and_is_not_too_long(open_with: OpenWith, answers: Answers) -> None:
    files, answers.saves = open_with().files, None
    for title in ("การประชุมวิชาการ", "हिन्दी सम्मेलन", "x" * 400):
        files.create(title, agenda)
    assert [path.stem for path in answers.offered] == ["การประชุมวิชาการ", "हिन्दी सम्मेलन", "x" * 100]
