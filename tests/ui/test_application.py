"""The program around its windows: start-up, unexpected errors, the end, and nothing that closed windows leave behind.

Before the first paint only Python, Qt and our own modules are loaded, and a command needs no Qt. An unexpected error is
written to the log and told in one dialog, and the conference stays open.
"""

import gc
import json
import os
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock, call
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSettings, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

from planner.environment import Environment
from planner.wording import Wording
from planner.workspace import Workspace
from tests.builders import agenda, day, moderator, person, room, speaker, talk, track
from tests.ui.lists import KEYS, choose_columns, listed
from tests.ui.window_driver import HandsOn, NewWindow, WindowDriver, bury, close_popup
from ui.features.inspector.entity_form import EntityForm
from ui.features.inspector.inspector import Inspector
from ui.features.inspector.inspector_page import ConferencePage
from ui.features.lists.list_model import EntityTableModel
from ui.features.lists.list_page import ListPage
from ui.features.moderators.moderators_page import ModeratorsPage
from ui.features.timeline.timeline import Timeline
from ui.shell import application, program_end
from ui.shell.application import CrashHandler
from ui.shell.main_window import USUAL, MainWindow
from ui.shell.planner_page import PlannerPage
from ui.state.document import Document
from ui.state.view_state import Settings

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


@pytest.fixture
def watch(qapp: QApplication, boxes: Boxes, tmp_path: Path) -> Iterator[CrashHandler]:
    before = sys.excepthook
    found = CrashHandler(Wording("en"), tmp_path / "state" / "estrad.log")
    found.install()
    yield found
    sys.excepthook = before
    found.deleteLater()


def fall_over() -> None:
    raise KeyError("keynote")


def test_a_fault_in_a_slot_is_written_down_and_told_and_its_details_are_copied(
    watch: CrashHandler, boxes: Boxes, qtbot: QtBot, tmp_path: Path
) -> None:
    log = tmp_path / "state" / "estrad.log"

    def copy(box: QMessageBox) -> None:
        (button,) = [button for button in box.buttons() if "opy" in button.text()]
        assert button.text() == "Copy the details"
        button.click()

    boxes.does = copy
    for n in (1, 2, 3):  # an error in painting returns with every repaint, even when the dialog closes
        QTimer.singleShot(0, fall_over)
        qtbot.waitUntil(lambda wanted=n: log.exists() and log.read_text().count("KeyError:") == wanted)
        QCoreApplication.sendPostedEvents()
        if n == 1:
            (box,) = boxes.shown
            assert box.text() == "Something went wrong in Estrad. Your conference is saved up to your last change."
            assert (box.informativeText(), box.detailedText()) == (f"The details are in {log}.", log.read_text()[:-1])
            assert box.detailedText().endswith("KeyError: 'keynote'\n")
            qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == boxes.shown[0].detailedText())
    assert len(boxes.shown) == 1  # the same one is told once

    QTimer.singleShot(0, lambda: {}["panel"])
    qtbot.waitUntil(lambda: len(boxes.shown) == 2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_the_log_is_its_owners_alone_from_its_first_byte_and_an_older_one_becomes_so(
    watch: CrashHandler, boxes: Boxes, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, opened = tmp_path / "state" / "estrad.log", list[int]()
    real = os.open

    def look(path: str, flags: int, mode: int = 0o777, **at: int | None) -> int:
        handle = real(path, flags, mode, **at)
        opened.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return handle

    monkeypatch.setattr(os, "open", look)
    before = os.umask(0)
    try:
        QTimer.singleShot(0, fall_over)
        qtbot.waitUntil(lambda: len(boxes.shown) == 1)
    finally:
        os.umask(before)
    assert (opened, stat.S_IMODE(log.parent.stat().st_mode)) == ([0o600], 0o700)

    log.chmod(0o644)
    watch.install()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the settings are in no file of ours")
def test_the_settings_are_in_a_folder_of_their_owner_and_an_older_file_becomes_the_owners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settings() -> QSettings:
        return QSettings(str(tmp_path / "config" / "Estrad" / "Estrad.conf"), QSettings.Format.IniFormat)

    monkeypatch.setattr(application, "QSettings", settings)
    store = application.user_settings()
    assert [stat.S_IMODE(place.stat().st_mode) for place in (tmp_path / "config", tmp_path / "config" / "Estrad")] == [
        0o700, 0o700,
    ]  # fmt: skip

    store.setValue("recent", "a conference")
    store.sync()
    place = Path(store.fileName())
    place.chmod(0o644)
    store = application.user_settings()
    store.setValue("recent", "another")
    store.sync()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_storm_of_faults_is_one_dialog_and_all_of_them_in_the_log(
    watch: CrashHandler, boxes: Boxes, qtbot: QtBot, tmp_path: Path
) -> None:
    def while_it_is_open(box: QMessageBox) -> None:
        for _ in range(3):
            watch._log_exception(ValueError, ValueError("again"), None)
        QCoreApplication.sendPostedEvents()  # the dialog's own loop does the same

    boxes.does = while_it_is_open
    QTimer.singleShot(0, fall_over)
    qtbot.waitUntil(lambda: len(boxes.shown) >= 1)

    log = (tmp_path / "state" / "estrad.log").read_text()
    assert (log.count("KeyError:"), log.count("ValueError: again"), len(boxes.shown)) == (1, 3, 1)


def test_the_conference_goes_on_also_where_the_log_cannot_be_written(
    hands_on: HandsOn, watch: CrashHandler, boxes: Boxes, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "state").touch()  # where the log's folder should be
    watch.install()
    driver = hands_on(talk("keynote", "hall", "09:00-09:45"))
    driver.plan.changed.connect(fall_over)

    driver.drag_by(driver.on_tile("keynote"), columns=1)
    qtbot.waitUntil(lambda: len(boxes.shown) == 1)

    driver.plan.changed.disconnect(fall_over)
    driver.does("undo")
    assert driver.where("keynote") == "hall 09:00-09:45"


# the end ------------------------------------------------------------------------------------------------


class Program(QObject):
    """A stand-in for the application, since nobody can make the session manager that its own signal carries."""

    commitDataRequest = Signal(object)
    aboutToQuit = Signal()


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a program on a system without signals, so that the signal handlers of the tests stay as they are."""
    monkeypatch.setattr(program_end.sys, "platform", "win32")
    return Program()


def test_before_a_log_out_what_was_typed_is_settled_and_at_the_end_the_file_is_given_back(
    program: Any, qapp: QApplication
) -> None:
    assert hasattr(qapp, "commitDataRequest")  # by which Qt tells of a log-out here
    told = Mock()
    program_end.save_and_close_on_end(program, told.save_without_asking, told.close)

    program.commitDataRequest.emit("a session manager")
    assert told.method_calls == [call.save_without_asking()]
    program.aboutToQuit.emit()

    assert told.method_calls == [call.save_without_asking(), call.close()]


# the size of the window ---------------------------------------------------------------------------------


def fits(window: MainWindow) -> bool:
    """Return whether the window fits on its screen, which is smaller than the usual size."""
    room = window.screen().availableGeometry().size()
    assert room.width() < USUAL.width(), "another screen than that of the tests"
    return window.frameGeometry().size().boundedTo(room) == window.frameGeometry().size()


def test_it_opens_within_the_screen_also_where_it_was_larger_on_another(
    new_window: NewWindow, settings: Settings
) -> None:
    assert fits(new_window(resized=False))
    for width, height in ((2400, 1400), (640, 600)):
        before = QMainWindow()
        before.resize(width, height)
        settings.geometry = before.saveGeometry()
        window = new_window(resized=False)
        assert fits(window)
    assert (window.width(), window.height()) == (window.minimumWidth(), 600)  # as large as it was if that fits


# what closed windows leave behind -----------------------------------------------------------------------


CAST = (
    day(), room("hall"), room("lab", 1), track("law"), person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("ada"))), talk("waiting"),
)  # fmt: skip


KINDS = (
    MainWindow, PlannerPage, Timeline, ListPage, ConferencePage, ModeratorsPage, EntityTableModel, Inspector,
    EntityForm, Document,
)  # fmt: skip


def alive() -> Counter[type]:
    """Return the number of objects of each type that Python still holds."""
    gc.collect()
    return Counter(
        kind
        for thing in gc.get_objects()
        for kind in (type(thing).__mro__ if isinstance(thing, KINDS) else ())
        if kind in KINDS
    )


def work(driver: WindowDriver) -> None:
    """Use the parts that create objects: pages, chips, menus, a drag, the list of problems."""
    driver.plan.select(("keynote",))
    driver.does("problems", "add", shown=(type(driver.agenda.rooms["hall"]), "hall"))
    driver.drag_by(driver.on_tile("keynote"), columns=1)
    driver.does("undo")
    for place in KEYS:
        driver.does(f"go_{place}", "select_all")
    driver.does("go_people")
    choose_columns(driver, "phone", "organisation")
    listed(driver).search.setText("a")
    listed(driver).view.customContextMenuRequested.emit(QPoint(5, 5))
    close_popup()
    driver.does("delete", "undo", "go_agenda")


@pytest.mark.awake
def test_closed_windows_are_gone(hands_on: HandsOn) -> None:
    before = alive()
    windows: list[Callable[[], MainWindow | None]] = []
    for _ in range(2):
        driver = hands_on(*CAST)
        work(driver)
        windows.append(ref(driver.window))
        bury(driver.window)
        del driver

    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    assert (alive(), [window() for window in windows]) == (before, [None] * 2)


@pytest.mark.awake
def test_a_closed_conference_leaves_the_window(hands_on: HandsOn) -> None:
    before = alive()  # objects that an earlier test still holds do not count
    driver = hands_on(*CAST)
    for _ in range(2):
        work(driver)
        driver.reopen()
        driver.canvas.fit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert len(driver.window.findChildren(PlannerPage)) == 1
    made = alive() - before
    assert (made[PlannerPage], made[Timeline], made[Document]) == (1, 1, 1)
    work(driver)
    made = alive() - before
    assert (made[ListPage], made[ConferencePage], made[ModeratorsPage]) == (3, 1, 1)


# the start ----------------------------------------------------------------------------------------------


ROOT = Path(__file__).resolve().parent.parent.parent
QT = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap"}
OURS = {"main", "planner", "ui", "resources", "tests"}

LATER = (
    "planner.cli", "planner.commands.conference", "planner.commands.duplicates",
    "planner.domain.input_parsing", "planner.eraser", "planner.exporting", "planner.importing", "planner.incoming_file",
    "planner.printing", "planner.programme", "planner.storage.memory_copy", "planner.storage.versions",
    "planner.tables", "planner.workbook",
    "ui.features.command_palette.command_palette", "ui.features.conferences",
    "ui.features.exporting.export_commands", "ui.features.help", "ui.features.history.history_panel",
    "ui.features.history.versions_dialog", "ui.features.importing", "ui.features.inspector.entity_form",
    "ui.features.inspector.inspector_page", "ui.features.lists", "ui.features.moderators",
    "ui.features.people.erase_dialog", "ui.features.people.people_dialogs", "ui.features.printing.page_painter",
    "ui.features.printing.print_preview", "ui.features.publishing.publish_commands",
    "ui.features.publishing.publish_dialog", "ui.features.rescheduling.reschedule_bar",
    "ui.kit.dialogs.file_dialogs", "ui.kit.editors.choice_editors", "ui.kit.editors.search_menus",
    "ui.kit.editors.typed_values", "ui.kit.pictures.picture_bytes",
    "ui.shell.reading_bar", "planner.commands.window_text", "ui.forms.conference_fields",
    "ui.forms.field",
    "ui.forms.forms", "ui.forms.photo_editor", "planner.commands.value_text", "ui.state.unconfirmed_line",
)  # fmt: skip
"""Modules that the first paint does not need and that would slow the start: they are loaded on demand."""

PROBE = """
import builtins, gc, json, sys

def loaded():
    return sorted({name.split(".")[0] for name in sys.modules})

def look(estrad):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    first, ours, window = [], [], estrad.window

    def painted():
        if not first:
            first.extend(loaded())
            ours.extend(sorted(name for name in sys.modules if name.startswith(("planner.", "ui."))))

    def proceed():
        if first and "sqlite_utils" in sys.modules:
            found = {"first": first, "ours": ours, "later": loaded(), "shown": window.page is not None}
            found["import"], found["collects"] = builtins.__import__.__name__, gc.isenabled()
            print(json.dumps(found), flush=True)
            window.close()
            QApplication.quit()
        else:
            QTimer.singleShot(1, proceed)

    window.painted.connect(painted)
    proceed()
"""


def run(*words: str, hook: Path | None = None, code: str = "", home: Path) -> subprocess.CompletedProcess[str]:
    """Run Estrad, or code in its folder, in a process of its own, with a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "LC_", "LANG"))}
    env = kept | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *([str(hook.parent)] if hook else [])]),
        "LANG": "C",
    }
    if hook:
        env["ESTRAD_TEST_HOOK"] = f"{hook.stem}:look"
    argv = ["-c", code] if code else [str(ROOT / "main.py")]
    return subprocess.run(
        [sys.executable, *argv, *words], cwd=home, env=env, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def path(tmp_path: Path, env: Environment) -> Path:
    found = tmp_path / "conference.estrad"
    Workspace.create(found, agenda(talk("keynote", "hall", "09:00-09:45")), env).close()
    return found


def test_up_to_the_first_paint_only_python_qt_and_ourselves_are_loaded(path: Path, tmp_path: Path) -> None:
    hook = tmp_path / "first_paint_probe.py"
    hook.write_text(PROBE)

    done = run(str(path), hook=hook, home=tmp_path)

    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["shown"]
    machine = {"sitecustomize", "usercustomize"}  # some systems ship these with Python
    allowed = OURS | QT | set(sys.stdlib_module_names) | {hook.stem, "__main__"} | machine
    assert [name for name in found["first"] if name not in allowed and not name.startswith("_")] == []
    assert "html" not in found["first"]  # its table of names takes longer than what it is good for
    assert {"sqlite_utils"} <= set(found["later"]) - set(found["first"])
    assert [name for name in found["ours"] if f"{name}.".startswith(tuple(f"{room}." for room in LATER))] == []
    assert found["import"] != "__feature_import__"  # PySide's import hook, which reads every source
    assert found["collects"]  # the garbage collector is off only until the first paint


def test_a_command_loads_no_qt(path: Path, tmp_path: Path) -> None:
    done = run(
        code=f"import json, sys, main; code = main.main({['check', str(path)]!r});"
        "print('\\n' + json.dumps([code, sorted(sys.modules)]))",
        home=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    code, modules = json.loads(done.stdout.splitlines()[-1])

    assert code in (0, 1)
    assert [name for name in modules if name.startswith(("PySide6", "shiboken", "ui"))] == []


def test_importing_main_loads_next_to_nothing(tmp_path: Path) -> None:
    done = run(
        code="import json, sys, main; print(json.dumps(sorted({n.split('.')[0] for n in sys.modules})))", home=tmp_path
    )

    assert set(json.loads(done.stdout)) & {"PySide6", "ui", "sqlite_utils", "click", "babel", "icalendar"} == set()


def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    code = (
        "import os, main\n"
        "for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM'): os.environ.pop(name, None)\n"
        "raise SystemExit(main.main([]))"
    )

    done = run(code=code, home=tmp_path)

    if not sys.platform.startswith("linux"):
        pytest.skip("there is always a display here")
    assert (done.returncode, done.stderr) == (
        2, "There is no display for the window. `estrad --help` shows what works without.\n",
    )  # fmt: skip
