"""External faults in the window: each is provoked, and its message and remedies are checked."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from planner import VERSION
from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.domain.agenda import Agenda
from planner.domain.entities import Session, Venue
from planner.domain.text import StorageFull
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import agenda, fixed_environment, person, room, speaker, talk
from tests.ui.answers import Answers, publishes
from tests.ui.fields import text_of
from tests.ui.window_driver import ALT, Key, NewWindow, WindowDriver, focused, left_in_file, stored
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.shell.main_window import MainWindow

pytestmark = pytest.mark.forms

CAST = (room("hall"), room("lab", 1), person("ada"), talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)))
"""A small conference."""


def offered(window: MainWindow) -> list[str]:
    return [b.text() for b in window.notice.findChildren(QPushButton) if b.isVisible()]


def move_later(driver: WindowDriver) -> None:
    driver.key(Key.Key_Down, modifiers=ALT, of="keynote")


# opening -------------------------------------------------------------------------------------------------


def become_text(path: Path) -> None:
    path.write_text("Dear organiser,\n" * 100)


def become_newer(path: Path) -> None:
    """Give the file the format version of a future Estrad."""
    content = bytearray(path.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(content)


REFUSED = (
    (become_text, "“other.estrad” is not an Estrad conference. "),
    (become_newer, f"“other.estrad” needs Estrad 0.99 or newer, and this is {VERSION}. "),
    (lambda path: os.truncate(path, path.stat().st_size // 2), "“other.estrad” is damaged. "),
    (Path.unlink, "There is no file “other.estrad”. "),
)


def refuses(driver: WindowDriver, answers: Answers, path: Path) -> None:
    """Check for each file that cannot be opened what is said."""
    answers.opens, good = path, path.read_bytes()
    for spoil, sentence in REFUSED:
        path.write_bytes(good)
        spoil(path)
        before = path.read_bytes() if path.exists() else None

        driver.does("open")

        assert driver.said.startswith(sentence)
        assert len(driver.said) > len(sentence) + 10  # a remedy follows
        assert (path.read_bytes() if path.exists() else None) == before
    path.write_bytes(good)


def test_a_file_that_is_refused_leaves_the_start_page_and_the_open_conference_as_they_are(
    driver: WindowDriver, new_window: NewWindow, answers: Answers, tmp_path: Path, env: Environment
) -> None:
    path, start = tmp_path / "other.estrad", WindowDriver(new_window())
    Workspace.create(path, agenda(), env).close()

    refuses(start, answers, path)
    assert start.page is None
    start.does("open")
    assert (start.page is not None, start.said) == (True, "")
    start.does("close")

    refuses(driver, answers, path)
    move_later(driver)
    assert driver.where("keynote") == "hall 09:05-09:50"


def test_a_file_that_this_program_has_already_is_not_opened_twice(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path
) -> None:
    another = WindowDriver(new_window(tmp_path / "conference.estrad"))
    assert another.said == "“conference.estrad” is open elsewhere: a test. Close it there first."
    move_later(driver)
    assert driver.where("keynote") == "hall 09:05-09:50"


@contextmanager
def only_read(content: Agenda, env: Environment, pictures: Mapping[str, bytes] | None = None) -> Iterator[Path]:
    """Make a file in a folder where we may read and not write, with a folder `mine` beside that one."""
    if not hasattr(os, "seteuid"):
        pytest.skip("permissions are another matter here")
    with tempfile.TemporaryDirectory() as name:
        theirs, mine = Path(name) / "theirs", Path(name) / "mine"
        for folder in (theirs, mine):
            folder.mkdir()
        Workspace.create(theirs / "theirs.estrad", content, env, pictures or {}).close()
        for place, mode in ((theirs / "theirs.estrad", 0o444), (theirs, 0o555), (Path(name), 0o755), (mine, 0o777)):
            os.chmod(place, mode)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)  # root ignores permissions
        yield theirs / "theirs.estrad"
        if root:
            os.seteuid(0)
        os.chmod(theirs, 0o755)


@pytest.fixture
def theirs(env: Environment) -> Iterator[Path]:
    """Yield a file in a folder where we may read and not write."""
    with only_read(agenda(*CAST), env) as path:
        yield path


def test_a_file_that_is_read_only_is_shown_and_can_be_copied(
    driver: WindowDriver, answers: Answers, theirs: Path, env: Environment
) -> None:
    answers.opens = theirs
    driver.does("open")

    assert driver.said == (
        "“theirs.estrad” is read-only here; you can look, print and save a copy. "
        "Save a copy in a folder of your own to change it."
    )
    assert driver.page.status.saved.text() == "Read-only"
    driver.push("Edit here")
    assert driver.said.startswith("“theirs.estrad” cannot be changed here: the file or its folder is read-only. ")
    assert driver.page.reading_bar.isVisible()  # it follows what somebody else may write
    move_later(driver)
    assert driver.where("keynote") == "hall 09:00-09:45"
    assert not driver.page.inspector.page(Session).find_form("title").isEnabled()
    answers.saves = theirs.parent.parent / "mine" / "copy.estrad"
    driver.does("save_copy")
    assert stored(answers.saves, env) == driver.agenda
    assert driver.window.open_path(answers.saves)
    move_later(driver)
    assert (driver.where("keynote"), driver.page.status.saved.text()) == ("hall 09:05-09:50", "Saved")


# while editing -------------------------------------------------------------------------------------------

FULL = (
    "The disk is full, so “conference.estrad” could not be changed. "
    "Make room on the disk and try again. Nothing saved before is lost."
)


def fill_the_disk(driver: WindowDriver) -> None:
    driver.workspace._file.connection.sql.execute("PRAGMA max_page_count = 1")
    for n in range(1000):
        try:
            driver.workspace.apply(edit(driver.workspace.agenda, Venue, "venue", address=f"Street {n}"))
        except StorageFull:
            return
    raise AssertionError("the disk is not full")


MOVED = (
    "“conference.estrad” was replaced, moved or deleted by another program. "
    "Save your conference as a copy, or load the file that is there now."
)
CHANGED = (
    "“conference.estrad” was changed by another program while it was open here. "
    "Save your conference as a copy, or load the file that is there now."
)
OTHERS = "Somebody else's conference"


def be_replaced(driver: WindowDriver) -> None:
    """Replace the file, as a synchronising program does."""
    path = driver.workspace.path
    other = path.with_name("incoming.estrad")
    Workspace.create(other, agenda(room("attic"), title=OTHERS), fixed_environment()).close()
    os.replace(other, path)


def be_deleted(driver: WindowDriver) -> None:
    driver.workspace.path.unlink()


def be_copied_over(driver: WindowDriver) -> None:
    """Copy a backup into the file itself, as another program might."""
    path = driver.workspace.path
    other = path.with_name("backup.estrad")
    if not other.exists():
        Workspace.create(other, agenda(room("attic"), title=OTHERS), fixed_environment()).close()
    subprocess.run(["cp", str(other), str(path)], check=True)


def type_a_title(driver: WindowDriver) -> None:
    driver.does("edit", of="keynote")
    line = focused()
    line.selectAll()
    line.insert("A long title " * 140)
    driver.key(Key.Key_Return)


@pytest.mark.parametrize(
    ("happen", "sentence", "buttons"),
    [
        (fill_the_disk, FULL, []),
        (be_replaced, MOVED, ["Save a copy…", "Load the file"]),
        (be_deleted, MOVED, ["Save a copy…"]),
        (be_copied_over, CHANGED, ["Save a copy…", "Load the file"]),
    ],
)
def test_a_fault_in_mid_edit_is_said_and_changes_nothing(
    driver: WindowDriver, answers: Answers, tmp_path: Path, happen: Callable[[WindowDriver], None], sentence: str,
    buttons: list[str],
) -> None:  # fmt: skip
    driver.document.apply(lambda now: edit(now, Session, "keynote", abstract="A long abstract. " * 500))
    move_later(driver)
    happen(driver)
    before, undoable = driver.agenda, driver.workspace.history.undo_label
    answers.does, answers.fills = publishes, tmp_path / "web"
    acts: dict[str, Callable[[], object]] = {
        "drag": lambda: driver.drag_by(driver.on_tile("keynote"), columns=1), "key": lambda: move_later(driver),
        "undo": lambda: driver.does("undo"), "title": lambda: type_a_title(driver), "send": lambda: driver.does("send"),
    }  # fmt: skip
    if happen is fill_the_disk:
        del acts["undo"]  # it may need no room
    for name, act in acts.items():
        act()

        assert (driver.said, offered(driver.window)) == (sentence, buttons), name
        assert (driver.agenda, driver.workspace.history.undo_label) == (before, undoable)
        assert not (tmp_path / "web").exists()
        assert driver.timeline.drag_controller.state is None
        driver.push("Close this message")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the buttons of this notice


def in_sight(driver: WindowDriver, name: str) -> LineEditor | TextEditor:
    lines, texts = (driver.page.inspector.findChildren(kind, name) for kind in (LineEditor, TextEditor))
    (field,) = [field for field in (*lines, *texts) if field.isVisible()]
    return field


def test_a_full_disk_loses_neither_the_file_nor_what_was_typed_and_one_can_go_on(
    driver: WindowDriver, env: Environment
) -> None:
    typed = "All that was typed. "
    move_later(driver)
    fill_the_disk(driver)
    before = driver.agenda
    for name, text in (("abstract", typed * 4500), ("title", typed * 95)):
        field = in_sight(driver, name)
        driver.scrolled_to(field).setFocus()
        field.selectAll()
        field.insertPlainText(text) if isinstance(field, TextEditor) else field.insert(text)
        driver.canvas.setFocus()
        assert (driver.said, driver.agenda == before, text_of(field)) == (FULL, True, text)

    driver.workspace._file.connection.sql.execute("PRAGMA max_page_count = 1000000")
    driver.push("Close this message")
    driver.does("conference")
    keynote = driver.agenda.sessions["keynote"]
    assert (keynote.abstract, keynote.title) == ((typed * 4500).strip(), (typed * 95).strip())
    move_later(driver)
    assert (driver.said[:10], driver.where("keynote")) == ("Done: Move", "hall 09:10-09:55")
    assert driver.agenda == left_in_file(driver, env)


def test_what_could_not_be_saved_does_not_end_up_in_another_session(driver: WindowDriver) -> None:
    driver.document.apply(lambda now: add_session(now, "other", title="Other"))
    driver.plan.select(("keynote",))
    be_deleted(driver)
    for name in ("subtitle", "abstract"):
        field = in_sight(driver, name)
        driver.scrolled_to(field)
        driver.type_in(field, "for the keynote")

    driver.plan.select(("other",))

    assert (text_of(in_sight(driver, "subtitle")), text_of(in_sight(driver, "abstract"))) == ("", "")


# changes to the open file --------------------------------------------------------------------------------


def test_it_is_noticed_without_an_edit_and_a_copy_that_is_not_made_keeps_what_one_has(
    driver: WindowDriver, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    driver.page.watch.timeout.emit()
    os.utime(driver.workspace.path, (1, 1))
    driver.page.watch.timeout.emit()
    move_later(driver)
    assert (driver.said[:10], driver.where("keynote")) == ("Done: Move", "hall 09:05-09:50")  # it was only touched

    before = driver.agenda
    driver.page.watch.setInterval(1)
    be_deleted(driver)
    qtbot.waitUntil(lambda: driver.said == MOVED)
    driver.page.watch.stop()
    driver.push("Save a copy…")
    assert (driver.agenda, len(answers.offered)) == (before, 1)  # no name for it
    driver.page.watch.timeout.emit()
    answers.saves = tmp_path / "nowhere" / "copy.estrad"
    driver.push("Save a copy…")
    assert driver.said.startswith("“copy.estrad” cannot be ")
    assert driver.agenda is before
    driver.push("Close this message")
    driver.page.watch.timeout.emit()
    assert offered(driver.window) == ["Save a copy…"]


@pytest.mark.parametrize(
    ("happen", "name"),
    [
        (be_replaced, "copy.estrad"),
        (be_deleted, "conference.estrad"),
        (be_copied_over, "conference.estrad"),
    ],
)
def test_saved_as_a_copy_one_goes_on_in_it(
    driver: WindowDriver,
    answers: Answers,
    env: Environment,
    tmp_path: Path,
    happen: Callable[[WindowDriver], None],
    name: str,
) -> None:
    move_later(driver)
    before = driver.agenda
    happen(driver)
    driver.page.watch.timeout.emit()
    answers.saves = tmp_path / name

    driver.push("Save a copy…")

    assert driver.said == f"Saved in {tmp_path / name}."
    assert (driver.agenda, driver.workspace.path) == (before, tmp_path / name)
    driver.push("Close this message")
    driver.page.watch.timeout.emit()
    assert driver.said == ""
    assert driver.actions["undo"].text() == "&Undo Move “Keynote”"
    move_later(driver)
    after = driver.agenda
    driver.window.close()
    assert stored(tmp_path / name, env) == after
    if name == "copy.estrad" and happen is not be_deleted:
        assert stored(tmp_path / "conference.estrad", env).conference.title == OTHERS


def test_a_copy_out_of_memory_says_what_is_missing(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    for n in range(260):
        driver.document.apply(lambda now, n=n: edit(now, Venue, "venue", address=f"Street {n}"))
    driver.reopen()
    be_copied_over(driver)
    driver.page.watch.timeout.emit()
    answers.saves = tmp_path / "copy.estrad"

    driver.push("Save a copy…")

    missing = "The copy holds the whole plan. Not in it: 60 steps of the history."
    assert driver.said == f"Saved in {tmp_path / 'copy.estrad'}. {missing}"
    assert driver.workspace.path == tmp_path / "copy.estrad"
    assert driver.agenda.venue.address == "Street 259"


def test_what_would_read_a_changed_file_says_so_and_the_file_that_is_there_now_is_loaded(driver: WindowDriver) -> None:
    move_later(driver)
    be_copied_over(driver)
    for look in ("history", "changed_today"):
        driver.does(look)
        assert (driver.said, offered(driver.window)) == (CHANGED, ["Save a copy…", "Load the file"])
        driver.push("Close this message")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    be_replaced(driver)
    driver.page.watch.timeout.emit()
    driver.push("Load the file")
    assert (driver.said, driver.agenda.conference.title) == ("", OTHERS)
    driver.does("add")
    assert [s.title for s in driver.agenda.tray] == ["New session"]

    path = driver.workspace.path
    be_replaced(driver)
    become_text(path)
    driver.page.watch.timeout.emit()
    driver.push("Load the file")  # if it cannot be loaded, one is told on the start page
    assert driver.said.startswith("“conference.estrad” is not an Estrad conference. ")
    assert driver.window.page is None
    assert driver.actions["open"].isEnabled()


def test_a_refused_last_word_is_said_when_the_conference_is_closed(driver: WindowDriver) -> None:
    driver.does("edit", of="keynote")
    driver.retype("Too late")
    be_deleted(driver)

    driver.does("close")

    assert driver.said == MOVED
    assert driver.window.page is None


def test_a_full_disk_at_the_last_word_is_no_fault_of_ours(driver: WindowDriver, env: Environment) -> None:
    path = driver.workspace.path
    fill_the_disk(driver)
    before = driver.agenda
    driver.plan.select(("keynote",))
    for name in ("abstract", "title"):
        field = in_sight(driver, name)
        field.setFocus()
        field.selectAll()
        driver.type("Too late " * 3)
        field.insertPlainText("x" * 9000) if isinstance(field, TextEditor) else field.insert("x" * 1900)

    driver.does("close")

    assert (driver.said, stored(path, env)) == (FULL, before)
