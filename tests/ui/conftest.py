"""Fixtures of the tests of the window, offscreen: conferences and settings in temporary files, and a person who
answers as the test says.
"""

from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtCore import QLocale, QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible, QWindow
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.commands.conference import sample_conference
from planner.domain.entities import Entity
from planner.domain.long_task import LongTask, Progress
from planner.environment import Environment
from planner.tables import reading
from planner.tables.delimited import ReadingOptions
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables
from planner.wording import Wording, wording
from planner.workspace import Workspace
from tests.builders import agenda
from tests.kit.conftest import qapp as qapp
from tests.tables.workbooks import read_at_once
from tests.ui.answers import Answers
from tests.ui.third_language import CODE, compiled, forget, speak
from tests.ui.window_driver import HandsOn, NewWindow, OpenWith, WindowDriver, bury
from ui.features.importing import import_commands
from ui.features.inspector.inspector import Inspector
from ui.kit.dialogs import progress
from ui.kit.theme.theme import LIGHT, Presentation, Theme
from ui.plan.canvas import canvas
from ui.shell.first_steps import FirstSteps
from ui.shell.main_window import MainWindow
from ui.state.document import Document
from ui.state.open_window import WindowContext
from ui.state.view_state import Settings

NAME = "conference.estrad"


@pytest.fixture(scope="session")
def resources_in_three_languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the catalogues of our languages and of a made-up one."""
    return compiled(tmp_path_factory.mktemp("resources"))


@pytest.fixture
def third_language(resources_in_three_languages: Path) -> Iterator[Wording]:
    """Yield the catalogue of a made-up language, which is one of the program's meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        speak(resources_in_three_languages, patch)
        yield wording(CODE)
    forget()


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> Iterator[None]:
    """Make the application for every test, since whatever paints needs one, even without a window.
    Release all keys after a test: Qt takes the modifiers from the last key event, and a Ctrl that seems held changes
    how a click selects.
    """
    yield
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a busy machine from showing progress dialogs, and from scrolling while a drag passes an edge.

    Tests about progress set the delay themselves, and those about scrolling emit the timer's signal.
    """
    monkeypatch.setattr(progress, "PATIENCE", 60_000)
    monkeypatch.setattr(canvas, "PAUSE", 3_600_000)


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """Return pytest-qt's bot, changed so that it holds the widgets added to it.
    The original only closes them: if a test keeps no more than a child, the parent is left to the garbage collector,
    and when that runs while the child paints, the interpreter crashes.
    """
    add, held = qtbot.addWidget, []

    def add_and_hold(widget: QWidget, *, before_close_func: Callable[[QWidget], None] | None = None) -> None:
        held.append(widget)
        add(widget, before_close_func=before_close_func)

    monkeypatch.setattr(qtbot, "addWidget", add_and_hold)
    return qtbot


@pytest.fixture(autouse=True)
def nothing_stays_on_the_clipboard(qapp: QApplication) -> Iterator[None]:
    """Clear the clipboard after a test: what one made in Python would be deleted by Qt in the middle of another, and
    if it outlived Python, the process would crash.
    """
    yield
    data = QApplication.clipboard().mimeData()
    if data is not None and data.formats():
        QApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def no_button_stays_down(qapp: QApplication) -> Iterator[None]:
    """Release the mouse buttons that a test has left pressed: Qt remembers them for the tests that follow."""
    yield
    nowhere = QWindow()
    nowhere.resize(1, 1)
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        if qapp.mouseButtons() & button:
            QTest.mouseRelease(nowhere, button, Qt.KeyboardModifier.NoModifier, QPoint())


@pytest.fixture
def screen_reader() -> Iterator[None]:
    """Have a screen reader active."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def answers() -> Answers:
    return Answers(Wording("en"))


@pytest.fixture
def web(tmp_path: Path, answers: Answers) -> Path:
    """Return the folder that is chosen when a dialog asks for one."""
    answers.fills = tmp_path / "web"
    return answers.fills


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the window's settings, in a file of the test's own."""
    found = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    found.remember_view_setting("tray", "open")  # also where nothing waits: its chips are what many drag
    return found


@pytest.fixture
def inspector_sleeps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the inspector from showing the conference before something is selected, unless the test is ``awake``:
    building that form takes a fifth of the time of a window.
    """
    if not request.node.get_closest_marker("awake"):
        monkeypatch.setattr(Inspector, "ensure_page", lambda self: None)


@pytest.fixture
def forms_sleep(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the inspector empty until a form is asked for, unless the test is about ``forms``: the first one takes
    longer than the rest of a window.
    """
    if {mark.name for mark in request.node.iter_markers()} & {"forms", "awake"}:
        return
    show, made = Inspector.refresh, Inspector._make_page

    def page(inspector: Inspector, kind: type[Entity]) -> object:
        found = made(inspector, kind)
        show(inspector)
        return found

    monkeypatch.setattr(Inspector, "refresh", lambda inspector: show(inspector) if inspector._pages else None)
    monkeypatch.setattr(Inspector, "page", page)


@pytest.fixture
def no_first_steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the first steps off the empty timeline, on which many tests begin, unless the test is ``guided``."""
    if not request.node.get_closest_marker("guided"):
        monkeypatch.setattr(FirstSteps, "show_if_wanted", lambda self: None)


@pytest.fixture
def new_window(
    qtbot: QtBot, env: Environment, settings: Settings, answers: Answers, inspector_sleeps: None,
    forms_sleep: None, no_first_steps: None,
) -> Iterator[NewWindow]:  # fmt: skip
    """Yield a function that makes visible windows, with a file or the start page."""
    made: list[ref[MainWindow]] = []

    def make(
        path: Path | None = None, *, words: Wording | None = None, theme: Theme = LIGHT, resized: bool = True
    ) -> MainWindow:
        presentation = Presentation(words or Wording("en"), QLocale("en_GB"), theme)
        window = MainWindow(WindowContext(env, lambda: sample_conference(env.ids), presentation, settings, answers))
        made.append(ref(window))
        if path is None or not window.open_path(path):
            window.show_start()
        if resized:
            window.resize(1366, 820)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        if window.page:
            window.page.inspector.ensure_page()
        return window

    yield make
    for found in made:
        if (window := found()) and isValid(window):
            bury(window)


WRITTEN: dict[Hashable, bytes] = {}
"""The files made so far by content; copying one is faster than writing it."""


@pytest.fixture
def open_with(new_window: NewWindow, tmp_path: Path, env: Environment) -> OpenWith:
    """Return a function that opens a window on a new file with a conference of these entities."""

    def make(*entities: Entity, words: Wording | None = None, theme: Theme = LIGHT, **fields: str) -> MainWindow:
        path, content = tmp_path / NAME, (entities, *sorted(fields.items()))
        if written := WRITTEN.get(content):
            env.ids()  # the id that a new file takes
            path.write_bytes(written)
        else:
            Workspace.create(path, agenda(*entities, **fields), env).close()
            WRITTEN[content] = path.read_bytes()
        return new_window(path, words=words, theme=theme)

    return make


@pytest.fixture
def presentation() -> Presentation:
    """Return texts in English and light colours."""
    return Presentation(Wording("en"), QLocale("en_GB"), LIGHT)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def hands_on(open_with: OpenWith) -> HandsOn:
    """Return a function like `open_with` that fits the whole day in sight and returns a window driver."""

    def make(*entities: Entity, **fields: str) -> WindowDriver:
        driver = WindowDriver(open_with(*entities, **fields))
        driver.canvas.fit()
        return driver

    return make


@pytest.fixture
def driver(hands_on: HandsOn, request: pytest.FixtureRequest) -> WindowDriver:
    """Return a window driver for the conference that the test's module calls ``CAST``."""
    return hands_on(*request.module.CAST)


DocumentOf = Callable[..., Document]


@pytest.fixture
def document_of(tmp_path: Path, env: Environment) -> Iterator[DocumentOf]:
    """Yield a function that opens a document of these entities without a window."""
    opened: list[Workspace] = []

    def make(*entities: Entity, theme: Theme = LIGHT) -> Document:
        opened.append(Workspace.create(tmp_path / NAME, agenda(*entities), env))
        return Document(opened[-1], Presentation(Wording("en"), QLocale("en_GB"), theme))

    yield make
    for workspace in opened:
        workspace.close()


@pytest.fixture
def reads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read tables in this process, since starting another takes longer than the rest of a test."""

    def read(opened: OpenedFile, how: ReadingOptions) -> LongTask[Tables]:
        yield Progress(0, 1)
        return read_at_once(opened, how)

    for module in (reading, import_commands):
        monkeypatch.setattr(module, "read_tables", read)


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    result = QPrinter(QPrinter.PrinterMode.HighResolution)
    result.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    result.setOutputFileName(str(tmp_path / "printed.pdf"))
    return result
