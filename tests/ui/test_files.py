"""Files in the window: the start page, new, open, recent, the sample, a copy, closing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDialog, QDialogButtonBox
from pytestqt.qtbot import QtBot

from planner.workspace import Environment, Workspace
from tests.builders import agenda, room, talk
from tests.ui.answers import Answers
from tests.ui.conftest import NewWindow, OpenWith
from tests.ui.window_driver import CTRL, SHIFT, Key, WindowDriver
from ui.features.conferences.conference_dialogs import NewConferenceDialog
from ui.features.conferences.start_page import StartPage
from ui.kit.editors.typed_values import FieldError
from ui.shell.main_window import MainWindow
from ui.state.view_state import MOST_RECENT, Settings


def start_page(window: MainWindow) -> StartPage:
    """Return the start page, which must be in sight."""
    assert window.page is None
    (page,) = [page for page in window.findChildren(StartPage) if page.isVisible()]
    return page


def texts(page: StartPage) -> list[str]:
    """Return the texts of the page's buttons."""
    return [button.accessibleName() or button.text() for button in page.findChildren(QAbstractButton)]


def make(path: Path, env: Environment) -> Path:
    """Make a file with a conference and return its path."""
    Workspace.create(path, agenda(room("hall"), talk("keynote", "hall", "09:00-09:45")), env).close()
    return path


def problems(dialog: QDialog) -> list[str]:
    """Return the refusals at the dialog's fields."""
    return [label.text() for label in dialog.findChildren(FieldError) if label.isVisible()]


def fill_in(dialog: QDialog) -> bool:
    """Fill in the dialog for a conference of three days in two rooms."""
    assert isinstance(dialog, NewConferenceDialog)
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    (accept,) = [button for button in buttons.buttons() if button.text() == "Continue…"]
    accept.click()
    assert (dialog.result(), problems(dialog)) == (0, ["Type a title."])
    dialog.title.setText("Nordic days: 2027!")
    dialog.first.setText("1 september 2027")
    dialog.days.setValue(3)
    dialog.venue.setText("City hall")
    dialog.rooms.setText("Great hall, , Small hall")
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
    assert texts(page) == ["New conference…", "Open…", "Import a file…", "Open the sample…"]
    assert (window.windowTitle(), choose_recent(window, "No file yet").isEnabled()) == ("Estrad", False)
    enabled = {name for name, action in window.actions_by_name.items() if action.isEnabled()}
    dresses = {name for name in window.actions_by_name if name.startswith(("scheme_", "language_"))}
    assert enabled == {"new", "open", "sample", "import_new", "paste", "quit", "keys", "about", *dresses}

    (button,) = [b for b in page.findChildren(QAbstractButton) if b.text() == "Open…"]
    with qtbot.waitSignal(page.open_requested):
        qtbot.keyClick(button, Key.Key_Return)  # Enter presses what has the focus
    assert (len(answers.offered), bool(start_page(window))) == (1, True)  # it was cancelled

    answers.opens = make(tmp_path / "there.estrad", env)
    driver.key(Key.Key_O, modifiers=CTRL)
    assert driver.where("keynote") == "hall 09:00-09:45"

    titles: list[str] = []
    answers.does = lambda dialog: bool(titles.append(dialog.windowTitle()))
    driver.does("about")
    driver.key(Key.Key_F1)
    (about,) = answers.told
    assert (about.startswith("Estrad plans conferences: "), titles) == (True, ["Keys"])


def test_the_files_opened_last_are_offered(
    new_window: NewWindow, settings: Settings, tmp_path: Path, env: Environment
) -> None:
    for name in ("first", "second", "gone"):
        settings.remember(make(tmp_path / f"{name}.estrad", env))
    (tmp_path / "gone.estrad").unlink()
    window = new_window()
    assert texts(start_page(window))[4:] == ["Open second.estrad", "Open first.estrad"]

    WindowDriver(window).push("Open first.estrad")

    assert WindowDriver(window).page.document.workspace.path == tmp_path / "first.estrad"
    assert settings.recent == (tmp_path / "first.estrad", tmp_path / "second.estrad")


def test_not_all_files_are_remembered(settings: Settings, tmp_path: Path) -> None:
    for n in range(MOST_RECENT + 3):
        (tmp_path / f"{n}.estrad").touch()
        settings.remember(tmp_path / f"{n}.estrad")

    assert [path.stem for path in settings.recent] == [str(n) for n in range(MOST_RECENT + 2, 2, -1)]


def test_a_new_conference(new_window: NewWindow, answers: Answers, tmp_path: Path) -> None:
    driver = WindowDriver(window := new_window())

    def twice(dialog: QDialog) -> bool:
        assert isinstance(dialog, NewConferenceDialog)
        dialog.title.setText("X")
        dialog.rooms.setText("Hall, Hall")
        return True

    cancelled: tuple[Callable[[QDialog], bool], ...] = (lambda dialog: False, fill_in)
    for answers.does in cancelled:  # in the dialog, and when asked for a file
        driver.push("New conference…")
        assert start_page(window)
    answers.does, answers.saves = twice, tmp_path / "new.estrad"
    driver.push("New conference…")
    assert window.notice.sentence.text() == "Two rooms have the same name. Give each room a name of its own."
    assert {path.suffix for path in tmp_path.iterdir()} <= {".ini"}

    answers.does = fill_in
    answers.offered.clear()
    driver.push("New conference…")
    made = driver.agenda
    assert [path.name for path in answers.offered] == ["Nordic days 2027.estrad"]
    assert (made.conference.title, made.conference.language, made.venue.name, made.conference.timezone) == (
        "Nordic days: 2027!", "sv", "City hall", "Europe/Helsinki",
    )  # fmt: skip
    assert [d.date for d in made.days_in_order] == [date(2027, 9, n) for n in (1, 2, 3)]
    assert [r.name for r in made.rooms_in_order] == ["Great hall", "Small hall"]
    assert (window.windowTitle(), driver.steps) == ("new.estrad – Estrad", [])


def test_the_sample(new_window: NewWindow, answers: Answers, tmp_path: Path, env: Environment) -> None:
    driver = WindowDriver(window := new_window())
    answers.saves = make(tmp_path / "there.estrad", env)
    before = answers.saves.read_bytes()
    driver.push("Open the sample…")
    assert start_page(window)
    assert window.notice.sentence.text() == "“there.estrad” exists already. Choose another name, or open that file."
    assert answers.saves.read_bytes() == before

    answers.saves = tmp_path / "sample.estrad"
    driver.push("Open the sample…")
    assert driver.agenda.conference.title.startswith("#Trygghetnu")
    assert [path.name for path in answers.offered] == ["trygghetnu.estrad"] * 2
    assert driver.timeline.view.source.model.rowCount() > 10


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
    settings.remember(make(tmp_path / "other.estrad", env))
    driver = WindowDriver(window := open_with())
    page = window.page
    choose_recent(window, "conference.estrad")
    assert (window.page is page, window.notice.isVisible()) == (True, False)  # the open file is not opened again

    choose_recent(window, "other.estrad")
    assert driver.page.document.workspace.path == tmp_path / "other.estrad"
    Workspace.open(tmp_path / "conference.estrad", env).close()  # no longer held

    driver.key(Key.Key_W, modifiers=CTRL)
    assert texts(start_page(window))[4:] == ["Open other.estrad", "Open conference.estrad"]
    assert window.windowTitle() == "Estrad"
    Workspace.open(tmp_path / "other.estrad", env).close()


def test_a_copy(open_with: OpenWith, answers: Answers, tmp_path: Path, env: Environment) -> None:
    driver = WindowDriver(open_with(room("hall"), talk("keynote", "hall", "09:00-09:45")))
    driver.page.document.select(("keynote",))
    driver.does("edit")
    driver.retype("Typed and not left")
    answers.saves = tmp_path / "copy.estrad"

    driver.key(Key.Key_S, modifiers=CTRL | SHIFT)

    assert answers.offered == [tmp_path / "conference-copy.estrad"]
    copied = Workspace.open(tmp_path / "copy.estrad", env)
    assert (copied.agenda, copied.agenda.sessions["keynote"].title) == (driver.agenda, "Typed and not left")
    assert str(copied.history.undoable) == "Change title of “Keynote”"
    copied.close()
    assert driver.page.document.workspace.path == tmp_path / "conference.estrad"

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
