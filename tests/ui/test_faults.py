"""External faults in the window: each is provoked, and its message and remedies are checked."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.domain.agenda import Agenda
from planner.domain.entities import Session, Venue
from planner.domain.errors import StorageFull
from planner.storage.schema import STEPS
from planner.wording import Wording
from planner.workspace import Environment, Workspace
from tests.builders import agenda, fixed_environment, person, room, speaker, talk
from tests.ui.answers import Answers, publishes
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.window_driver import ALT, Hands, Key, focused
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.shell.main_window import Window

ROOT = Path(__file__).resolve().parent.parent.parent
CAST = (room("hall"), room("lab", 1), person("ada"), talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)))


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on a small conference."""
    return hands_on(*CAST)


def said(window: Window) -> str:
    """Return the text of the notice, which must be in sight."""
    assert window.notice.isVisible()
    return window.notice.sentence.text()


def offered(window: Window) -> list[str]:
    """Return the buttons of the notice."""
    return [b.text() for b in window.notice.findChildren(QPushButton) if b.isVisible()]


def saved(path: Path, env: Environment) -> Agenda:
    """Return the conference in a closed file."""
    workspace = Workspace.open(path, env)
    workspace.close()
    return workspace.agenda


def move_later(hands: Hands) -> None:
    """Move the keynote by a key."""
    hands.page.desk.select(("keynote",))
    hands.timeline.setFocus()
    hands.key(Key.Key_Down, modifiers=ALT)


# opening -------------------------------------------------------------------------------------------------


def become_text(path: Path) -> None:
    """Write something that is no conference into the file."""
    path.write_text("Dear organiser,\n" * 100)


def become_newer(path: Path) -> None:
    """Give the file the format version of a future Estrad."""
    content = bytearray(path.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(content)


def be_cut(path: Path) -> None:
    """Cut the file in half, as after a broken download."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def be_gone(path: Path) -> None:
    """Delete the file."""
    path.unlink()


REFUSED = [
    pytest.param(become_text, "“other.estrad” is not an Estrad conference. ", id="not ours"),
    pytest.param(
        become_newer,
        f"“other.estrad” was made by a newer Estrad (file version 99, this one knows {len(STEPS)}). ",
        id="newer",
    ),
    pytest.param(be_cut, "“other.estrad” is damaged. ", id="cut"),
    pytest.param(be_gone, "There is no file “other.estrad”. ", id="not there"),
]


@pytest.mark.parametrize("from_start", [True, False], ids=["from the start page", "with a conference open"])
@pytest.mark.parametrize(("spoil", "sentence"), REFUSED)
def test_a_file_that_is_refused(
    hands: Hands, new_window: NewWindow, answers: Answers, tmp_path: Path, env: Environment,
    spoil: Callable[[Path], None], sentence: str, from_start: bool,
) -> None:  # fmt: skip
    path = tmp_path / "other.estrad"
    Workspace.create(path, agenda(), env).close()
    spoil(path)
    before = path.read_bytes() if path.exists() else None
    window = new_window() if from_start else hands.window
    answers.opens = path

    Hands(window).does("open")

    assert said(window).startswith(sentence)
    assert len(said(window)) > len(sentence) + 10  # a remedy follows
    assert (path.read_bytes() if path.exists() else None) == before
    if from_start:
        assert window.page is None
        answers.opens = tmp_path / "good.estrad"
        Workspace.create(answers.opens, agenda(), env).close()
        Hands(window).does("open")
        assert window.page is not None
        assert not window.notice.isVisible()
    else:
        move_later(hands)
        assert hands.where("keynote") == "hall 09:05-09:50"


HOLDER = """
import sys
from pathlib import Path
from planner.workspace import Workspace
from tests.builders import fixed_environment
workspace = Workspace.open(Path(sys.argv[1]), fixed_environment(holder="Berit on LAPTOP-7"))
print("held", flush=True)
sys.stdin.read()
workspace.close()
"""


@contextmanager
def held_elsewhere(path: Path) -> Iterator[None]:
    """Hold the file open in another process."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdin
    assert holder.stdout
    try:
        assert holder.stdout.readline() == "held\n"
        yield
    finally:
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()


def test_a_file_that_is_held_says_by_whom_and_opens_when_it_is_free(
    hands: Hands, answers: Answers, tmp_path: Path, env: Environment
) -> None:
    path = answers.opens = tmp_path / "other.estrad"
    Workspace.create(path, agenda(room("attic")), env).close()

    with held_elsewhere(path):
        hands.does("open")
        assert said(hands.window) == "“other.estrad” is open elsewhere: Berit on LAPTOP-7. Close it there first."
        move_later(hands)
        assert hands.where("keynote") == "hall 09:05-09:50"

    hands.does("open")
    assert not hands.window.notice.isVisible()
    assert [r.id for r in hands.agenda.rooms_in_order] == ["attic"]


def test_a_file_that_this_window_has_cannot_be_opened_by_another(
    hands: Hands, new_window: NewWindow, tmp_path: Path
) -> None:
    other = new_window(tmp_path / "conference.estrad")

    assert said(other) == "“conference.estrad” is open elsewhere: a test. Close it there first."


@pytest.fixture
def theirs(env: Environment) -> Iterator[Path]:
    """Yield a file in a folder where we may read and not write."""
    if not hasattr(os, "seteuid"):
        pytest.skip("permissions are another matter here")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "theirs" / "other.estrad"
        path.parent.mkdir()
        Workspace.create(path, agenda(*CAST), env).close()
        (Path(name) / "mine").mkdir()
        for place, mode in ((path, 0o444), (path.parent, 0o555), (Path(name), 0o755), (Path(name) / "mine", 0o777)):
            os.chmod(place, mode)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)  # root ignores permissions
        yield path
        if root:
            os.seteuid(0)
        os.chmod(path.parent, 0o755)


def test_a_file_that_is_read_only_is_shown_and_can_be_copied(
    hands: Hands, answers: Answers, theirs: Path, env: Environment
) -> None:
    answers.opens = theirs
    hands.does("open")

    assert said(hands.window) == (
        "“other.estrad” is read-only here; you can look, print and save a copy. "
        "Save a copy in a folder of your own to change it."
    )
    assert hands.page.status.saved.text() == "Read-only"
    move_later(hands)
    assert hands.where("keynote") == "hall 09:00-09:45"
    assert not hands.page.inspector.page(type(hands.agenda.sessions["keynote"])).form.isEnabled()
    answers.saves = theirs.parent.parent / "mine" / "copy.estrad"
    hands.does("save_copy")
    assert saved(answers.saves, env) == hands.agenda
    assert hands.window.open_path(answers.saves)
    move_later(hands)
    assert (hands.where("keynote"), hands.page.status.saved.text()) == ("hall 09:05-09:50", "Saved")


# while editing -------------------------------------------------------------------------------------------

FULL = (
    "The disk is full, so “conference.estrad” could not be changed. "
    "Make room on the disk and try again. Nothing saved before is lost."
)


def fill_the_disk(hands: Hands) -> None:
    """Fill the file until no further step fits."""
    workspace = hands.page.desk.workspace
    workspace._file._conn.execute("PRAGMA max_page_count = 1")
    for n in range(1000):
        try:
            workspace.apply(edit(workspace.agenda, Venue, "venue", address=f"Street {n}"))
        except StorageFull:
            return
    raise AssertionError("the disk is not full")


def make_room(hands: Hands) -> None:
    """Make room in the file again."""
    hands.page.desk.workspace._file._conn.execute("PRAGMA max_page_count = 1000000")


MOVED = (
    "“conference.estrad” was replaced, moved or deleted by another program. "
    "Save your conference as a copy, or load the file that is there now."
)
CHANGED = (
    "“conference.estrad” was changed by another program while it was open here. "
    "Save your conference as a copy, or load the file that is there now."
)
OTHERS = "Somebody else's conference"


def be_replaced(hands: Hands) -> None:
    """Replace the file, as a synchronising program does."""
    path = hands.page.desk.workspace.path
    other = path.with_name("incoming.estrad")
    Workspace.create(other, agenda(room("attic"), title=OTHERS), fixed_environment()).close()
    os.replace(other, path)


def be_deleted(hands: Hands) -> None:
    """Delete the file."""
    hands.page.desk.workspace.path.unlink()


def be_copied_over(hands: Hands) -> None:
    """Copy a backup into the file itself, as another program might."""
    path = hands.page.desk.workspace.path
    other = path.with_name("backup.estrad")
    if not other.exists():
        Workspace.create(other, agenda(room("attic"), title=OTHERS), fixed_environment()).close()
    subprocess.run(["cp", str(other), str(path)], check=True)


def drag(hands: Hands, answers: Answers) -> None:
    """Drag the keynote to the lab."""
    start = hands.on_block("keynote")
    hands.drag(start, start + hands.by(columns=1))


def press_a_key(hands: Hands, answers: Answers) -> None:
    """Move the keynote by a key."""
    move_later(hands)


def type_a_title(hands: Hands, answers: Answers) -> None:
    """Type a title that needs room."""
    hands.page.desk.select(("keynote",))
    hands.does("edit")
    line = focused()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    line.insert("A long title " * 140)
    hands.key(Key.Key_Return)


def undo(hands: Hands, answers: Answers) -> None:
    """Undo."""
    hands.does("undo")


def send(hands: Hands, answers: Answers) -> None:
    """Send the calendar."""
    answers.does, answers.saves = publishes, hands.page.desk.workspace.path.with_name("out.ics")
    hands.does("send")


Act = Callable[[Hands, Answers], None]


ACTS = (drag, press_a_key, type_a_title, undo, send)
HAPPENINGS: tuple[tuple[Callable[[Hands], None], str, list[str]], ...] = (
    (fill_the_disk, FULL, []), (be_replaced, MOVED, ["Save a copy…", "Load the file"]),
    (be_deleted, MOVED, ["Save a copy…"]), (be_copied_over, CHANGED, ["Save a copy…", "Load the file"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("happen", "sentence", "buttons", "act"),
    [
        pytest.param(*happening, act, id=f"{happening[0].__name__}, {act.__name__}")
        for happening in HAPPENINGS
        for act in ACTS
        if (happening[0], act) != (fill_the_disk, undo)  # an undo may need no room
    ],
)
def test_a_fault_in_mid_edit_is_said_and_changes_nothing(
    hands: Hands, answers: Answers, tmp_path: Path, happen: Callable[[Hands], None], sentence: str, buttons: list[str],
    act: Act,
) -> None:  # fmt: skip
    hands.page.desk.perform(lambda now: edit(now, Session, "keynote", abstract="A long abstract. " * 500))
    move_later(hands)
    happen(hands)
    before, undoable = hands.agenda, hands.page.desk.workspace.undoable

    act(hands, answers)

    assert (said(hands.window), offered(hands.window)) == (sentence, buttons)
    assert (hands.agenda, hands.page.desk.workspace.undoable) == (before, undoable)
    assert not (tmp_path / "out.ics").exists()
    assert hands.timeline.hand.held is None


def in_sight(hands: Hands, name: str) -> LineEditor | TextEditor:
    """Return the visible editor of a field."""
    lines, texts = (hands.page.inspector.findChildren(kind, name) for kind in (LineEditor, TextEditor))
    (field,) = [field for field in (*lines, *texts) if field.isVisible()]
    assert isinstance(field, LineEditor | TextEditor)
    return field


def text_of(field: LineEditor | TextEditor) -> str:
    """Return the text of an editor."""
    return field.toPlainText() if isinstance(field, TextEditor) else field.text()


@pytest.mark.parametrize(
    ("name", "text"), [("abstract", "All that was typed. " * 4500), ("title", "All that was typed. " * 95)]
)
def test_a_full_disk_loses_neither_the_file_nor_what_was_typed(
    hands: Hands, env: Environment, name: str, text: str
) -> None:
    path = hands.page.desk.workspace.path
    move_later(hands)
    fill_the_disk(hands)
    before = hands.agenda
    field = in_sight(hands, name)
    hands.scrolled_to(field)
    field.setFocus()
    field.selectAll()
    field.insertPlainText(text) if isinstance(field, TextEditor) else field.insert(text)
    hands.timeline.setFocus()

    assert (said(hands.window), hands.agenda == before) == (FULL, True)
    assert text_of(field) == text

    make_room(hands)
    hands.does("conference")
    assert getattr(hands.agenda.sessions["keynote"], name) == text.strip()
    hands.window.close()
    assert getattr(saved(path, env).sessions["keynote"], name) == text.strip()


def test_what_could_not_be_saved_does_not_end_up_in_another_session(hands: Hands) -> None:
    hands.page.desk.perform(lambda now: add_session(now, "other", title="Other"))
    hands.page.desk.select(("keynote",))
    be_deleted(hands)
    for name in ("subtitle", "abstract"):
        field = in_sight(hands, name)
        hands.scrolled_to(field)
        field.setFocus()
        hands.type("for the keynote")

    hands.page.desk.select(("other",))

    assert text_of(in_sight(hands, "subtitle")) == ""
    assert text_of(in_sight(hands, "abstract")) == ""


def test_after_a_full_disk_one_can_go_on(hands: Hands) -> None:
    fill_the_disk(hands)
    type_a_title(hands, Answers(Wording("en")))
    assert said(hands.window) == FULL

    make_room(hands)
    hands.push("Close this message")
    move_later(hands)

    assert not hands.window.notice.isVisible()
    assert hands.where("keynote") == "hall 09:05-09:50"


# changes to the open file --------------------------------------------------------------------------------


def test_it_is_noticed_without_an_edit(hands: Hands, qtbot: QtBot) -> None:
    hands.page.watch.setInterval(1)
    assert not hands.window.notice.isVisible()

    be_deleted(hands)

    qtbot.waitUntil(hands.window.notice.isVisible)
    assert said(hands.window) == MOVED


@pytest.mark.parametrize("happen", [be_replaced, be_deleted, be_copied_over])
@pytest.mark.parametrize("name", ["copy.estrad", "conference.estrad"], ids=["another name", "the same name"])
def test_saved_as_a_copy_one_goes_on_in_it(
    hands: Hands, answers: Answers, env: Environment, tmp_path: Path, happen: Callable[[Hands], None], name: str
) -> None:
    move_later(hands)
    before = hands.agenda
    happen(hands)
    hands.page.watch.timeout.emit()
    answers.saves = tmp_path / name

    hands.push("Save a copy…")

    assert said(hands.window) == f"Saved in {tmp_path / name}."
    assert (hands.agenda, hands.page.desk.workspace.path) == (before, tmp_path / name)
    hands.push("Close this message")
    hands.page.watch.timeout.emit()
    assert not hands.window.notice.isVisible()
    assert hands.window.actions_by_name["undo"].text() == "&Undo Move “Keynote”"
    move_later(hands)
    after = hands.agenda
    hands.window.close()
    assert saved(tmp_path / name, env) == after
    if name == "copy.estrad" and happen is not be_deleted:
        assert saved(tmp_path / "conference.estrad", env).conference.title == OTHERS


def test_a_copy_out_of_memory_says_what_is_missing(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    path = hands.page.desk.workspace.path
    for n in range(260):
        hands.page.desk.perform(lambda now, n=n: edit(now, Venue, "venue", address=f"Street {n}"))
    hands.window.close_conference()
    hands.window.open_path(path)
    be_copied_over(hands)
    hands.page.watch.timeout.emit()
    answers.saves = tmp_path / "copy.estrad"

    hands.push("Save a copy…")

    missing = "The copy holds the whole plan. Not in it: 60 steps of the history."
    assert said(hands.window) == f"Saved in {tmp_path / 'copy.estrad'}. {missing}"
    assert hands.page.desk.workspace.path == tmp_path / "copy.estrad"
    assert hands.agenda.venue.address == "Street 259"


@pytest.mark.parametrize("look", ["history", "changed_today"])
def test_what_would_read_a_changed_file_says_so_and_is_no_fault_of_ours(hands: Hands, look: str) -> None:
    move_later(hands)
    be_copied_over(hands)

    hands.does(look)

    assert (said(hands.window), offered(hands.window)) == (CHANGED, ["Save a copy…", "Load the file"])


def test_a_file_that_was_only_touched_is_no_alarm(hands: Hands) -> None:
    path = hands.page.desk.workspace.path
    hands.page.watch.timeout.emit()
    os.utime(path, (1, 1))
    hands.page.watch.timeout.emit()
    move_later(hands)

    assert not hands.window.notice.isVisible()
    assert hands.where("keynote") == "hall 09:05-09:50"


def test_a_copy_that_cannot_be_saved_keeps_what_one_has(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    before = hands.agenda
    be_deleted(hands)
    hands.page.watch.timeout.emit()
    answers.saves = tmp_path / "nowhere" / "copy.estrad"

    hands.push("Save a copy…")

    assert said(hands.window).startswith("“copy.estrad” cannot be ")
    assert hands.agenda is before
    hands.push("Close this message")
    hands.page.watch.timeout.emit()
    assert offered(hands.window) == ["Save a copy…"]


def test_no_name_for_the_copy_keeps_what_one_has(hands: Hands, answers: Answers) -> None:
    before = hands.agenda
    be_deleted(hands)
    hands.page.watch.timeout.emit()

    hands.push("Save a copy…")

    assert hands.agenda is before
    assert len(answers.offered) == 1


def test_the_file_that_is_there_now_is_loaded(hands: Hands) -> None:
    be_replaced(hands)
    hands.page.watch.timeout.emit()

    hands.push("Load the file")

    assert not hands.window.notice.isVisible()
    assert hands.agenda.conference.title == OTHERS
    hands.does("add")
    assert [s.title for s in hands.agenda.tray] == ["New session"]


def test_if_it_cannot_be_loaded_one_is_told_on_the_start_page(hands: Hands) -> None:
    path = hands.page.desk.workspace.path
    be_replaced(hands)
    become_text(path)
    hands.page.watch.timeout.emit()

    hands.push("Load the file")

    assert said(hands.window).startswith("“conference.estrad” is not an Estrad conference. ")
    assert hands.window.page is None
    assert hands.window.actions_by_name["open"].isEnabled()


def test_a_refused_last_word_is_said_when_the_conference_is_closed(hands: Hands) -> None:
    hands.page.desk.select(("keynote",))
    hands.does("edit")
    hands.retype("Too late")
    be_deleted(hands)

    hands.does("close")

    assert said(hands.window) == MOVED
    assert hands.window.page is None


def test_a_full_disk_at_the_last_word_is_no_fault_of_ours(hands: Hands, env: Environment) -> None:
    path = hands.page.desk.workspace.path
    fill_the_disk(hands)
    before = hands.agenda
    hands.page.desk.select(("keynote",))
    for name in ("abstract", "title"):
        field = in_sight(hands, name)
        field.setFocus()
        field.selectAll()
        hands.type("Too late " * 3)
        field.insertPlainText("x" * 9000) if isinstance(field, TextEditor) else field.insert("x" * 1900)

    hands.does("close")

    assert said(hands.window) == FULL
    assert saved(path, env) == before
