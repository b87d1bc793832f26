"""The window in a third language, in which every text of ours stands in ⟦brackets⟧: an untranslated text is seen.

All data of the conference begins with “Zz”, so that a text without brackets is either data, a number, a date, a name of
Qt's own or of a language, or an error.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from planner.commands.conference import sample_conference
from planner.domain.agenda import Agenda
from planner.domain.entities import (
    ENTITY_TYPES,
    Conference,
    Cover,
    Day,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.text import Text
from planner.wording import Wording, wording
from planner.workspace import Workspace
from tests.builders import agenda, fixed_environment
from tests.every_field import PICTURES, SUBJECT, full_agenda, with_blocks_waiting
from tests.ui.answers import Answers, publishes
from tests.ui.conftest import bury
from tests.ui.lists import KEYS as PLACES
from tests.ui.lists import choose_columns, listed
from tests.ui.third_language import CAST, CODE, DAYS, ROW, bare
from tests.ui.window_driver import WindowDriver
from ui.features.help.help_text import help_chapters
from ui.features.inspector.entity_form import SectionHeader
from ui.features.lists.list_model import CELL
from ui.features.rescheduling.reschedule_bar import OPERATIONS
from ui.kit.editors.choice_editors import MultiChoiceEditor
from ui.kit.editors.text_editors import LineEditor
from ui.kit.theme.theme import LIGHT, Presentation, apply_theme
from ui.kit.widgets.plain_widgets import ElidedLabel
from ui.shell.application import Application, CrashHandler
from ui.shell.main_window import MainWindow
from ui.state.open_window import WindowContext
from ui.state.view_state import Settings

pytestmark = pytest.mark.awake


QTS_OWN = {"Scroll Left", "Scroll Right", "Cancel", "Close", "OK", "Show Details..."}


Shows = Callable[[Path, Agenda, Presentation], MainWindow]


@pytest.fixture
def shows(qtbot: object, qapp: object, settings: Settings) -> Iterator[Shows]:
    """Yield a function that shows a new file in a window, whose dialogs `answers` answers."""
    made: list[MainWindow] = []

    def show(path: Path, content: Agenda, presentation: Presentation) -> MainWindow:
        env, answers = fixed_environment(holder="Zzholder"), Answers(presentation.words)
        Workspace.create(path, content, env, PICTURES).close()
        window = MainWindow(WindowContext(env, lambda: sample_conference(env.ids), presentation, settings, answers))
        made.append(window)
        window.answers = answers
        window.open_path(path)
        window.resize(1366, 820)
        window.show()
        return window

    yield show
    for window in made:
        bury(window)


@pytest.fixture
def window(shows: Shows, tmp_path: Path, third_language: Wording) -> MainWindow:
    """Return a window in the language of brackets, with a conference of Zz."""
    content = agenda(*CAST, title="Zzconference", language=CODE)
    return shows(tmp_path / "zz.estrad", content, Presentation(third_language, QLocale(ROW.locale), LIGHT))


def spoken(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield all texts of a widget, each with its kind."""
    yield from (
        ("tool tip", widget.toolTip()), ("name", widget.accessibleName()), ("status", widget.statusTip()),
        ("description", widget.accessibleDescription()), ("title", widget.windowTitle()),
    )  # fmt: skip
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield "text", widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QPlainTextEdit):
        yield "text", widget.toPlainText()
    if isinstance(widget, QComboBox) and not widget.isEditable():  # editable boxes offer the world's time zones
        yield from (("choice", widget.itemText(n)) for n in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(n)) for n in range(widget.count()))
    if isinstance(widget, QMenu):
        yield "menu", widget.title()
    if isinstance(widget, QAbstractItemView) and widget.model():
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        for row in range(min(widget.model().rowCount(), 40)):
            for role in roles:
                yield "row", str(widget.model().index(row, 0).data(role) or "")
    for action in widget.actions():
        yield "action", action.text()
        yield "action's tip", action.toolTip()


def forgotten(root: QWidget) -> set[str]:
    """Return the texts of a window, page or dialog without brackets."""
    QCoreApplication.sendPostedEvents()
    found = set()
    qts = {b.text() for box in root.findChildren(QDialogButtonBox) for b in box.buttons() if box.standardButton(b)}
    for widget in (root, *root.findChildren(QWidget)):
        for kind, text in () if is_qts_own(widget) else spoken(widget):
            if (rest := bare(text)) and text.replace("&", "") not in QTS_OWN | {t.replace("&", "") for t in qts}:
                found.add(f"{type(widget).__name__} {kind}: {text} ({rest})")
    for action in root.findChildren(QAction):
        if bare(action.text()) and action.text() not in QTS_OWN and not inner_action(action):
            found.add(f"action: {action.text()}")
    return found


def is_qts_own(widget: QWidget) -> bool:
    """Return whether Qt made the widget inside of ours, such as the list of a combo box, which repeats the box."""
    above, parent = [], widget.parentWidget()
    while parent:
        above.append(parent)
        parent = parent.parentWidget()
    return any(isinstance(w, QComboBox) for w in above) or widget.objectName().startswith("qt_")


def inner_action(action: QAction) -> bool:
    """Return whether the action is Qt's own, such as that of the cross in a search field."""
    return action.objectName().startswith("_q_") or isinstance(action.parent(), QComboBox)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("⟦Undo⟧", ""), ("Undo", "Undo"), ("⟦Room ⟦Lab⟧ taken⟧ by Zzada, 09:30", "by"), ("⟦Cut off at the e", ""),
        ("⟦{n} min⟧ free", "free"), ("czw., 25. kwietnia 2024 · 08:00–18:00", ""), ("zz.estrad – Estrad", ""),
        ("● 3 problems", "problems"), ("Svenska, Qx tale", ""), ("⟦Zoom in⟧ (Ctrl++)", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_is_forgotten_is_found(text: str, rest: str) -> None:
    assert bare(text) == rest


def test_the_menus_and_every_page_of_the_inspector(window: MainWindow) -> None:
    things = [
        (Conference, "conference"), (Session, "zzkeynote"), (Session, "zzclash"), (Session, "zzlate"),
        (Session, "zzgone"), (Session, "zzlunch"), (Session, "zzwaiting"), (Person, "zzada"), (Room, "zzhall"),
        (Track, "zzlaw"), (Day, DAYS[1]), (Venue, "venue"), (Partner, "zzpartner"), (Cover, "zzcover"),
        (Template, "zztemplate"),
    ]  # fmt: skip
    assert len(window.findChildren(QMenu)) >= 8
    window.recent.aboutToShow.emit()
    WindowDriver(window).does("problems")
    found = {"problems": forgotten(window)}
    WindowDriver(window).does("problems")
    for kind, thing in things:
        WindowDriver(window).page.document.plan.show(kind, thing)
        for section in WindowDriver(window).page.inspector.page(kind).sheet.sections.values():
            section.open_form()
        found[thing] = forgotten(window)

    assert found == {thing: set() for thing in ("problems", *(thing for _kind, thing in things))}


def test_every_place_empty_searched_and_after_a_delete(window: MainWindow) -> None:
    driver, found = WindowDriver(window), {}
    for place in PLACES:
        driver.does(f"go_{place}")
        cells = in_the_list(driver) if place in ("people", "sessions", "venue") else []
        found[place] = {text for text in cells if bare(text)} | forgotten(window)
        driver.does("select_all")
        found[place] |= forgotten(window)
    assert found == {place: set() for place in PLACES}

    for place in ("people", "sessions", "venue"):
        driver.does(f"go_{place}")
        listed(driver).search.setText("Zznothing")
        assert forgotten(window) == set()
        listed(driver).search.setText("")
        driver.does("select_all", "delete")
        assert (window.notice.isVisible(), forgotten(window)) == (True, set())


def in_the_list(driver: WindowDriver) -> list[str]:
    """Return the headers and cells of the list in sight, with all columns shown."""
    choose_columns(driver, *(column.name for column in listed(driver).columns.all))
    model = listed(driver).table
    heads = [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]
    cells = [model.index(row, n) for row in range(len(model.ids)) for n in range(model.columnCount())]
    told = [str(index.data(Qt.ItemDataRole.DisplayRole)) for index in cells]
    return [*heads, *told, *(index.data(CELL).below for index in cells)]


def test_every_dialog(window: MainWindow) -> None:
    actions = (
        "new",
        "send",
        "help",
        "print_programme",
        "print_runsheet",
        "releases",
        "new_edition",
        "changed_today",
    )
    found: list[tuple[str, set[str]]] = []

    of_help = {f"QListWidget row: {chapter.title} ({chapter.title})" for chapter in help_chapters(wording("en"))}

    # the help is a text of its own in each language
    window.answers.does = lambda dialog: found.append((action, forgotten(dialog) - of_help))
    for action in actions:
        WindowDriver(window).does(action)

    WindowDriver(window).does("finder")
    found.append(("finder", forgotten(window)))

    assert found == [(action, set()) for action in (*actions, "finder")]


def test_the_bar_of_what_moves_all_that_follows_the_history_and_what_is_proposed(window: MainWindow) -> None:
    driver, found = WindowDriver(window), {}
    driver.plan.select(("zzkeynote",))
    for verb in OPERATIONS:
        driver.page.reschedule_bar.open_operation(verb.name, 10 * 60, ("zzhall", "zzlab"))
        asked = forgotten(window)
        driver.page.reschedule_bar.time.setText("zz")
        found[verb.name] = asked, forgotten(window)
    assert found == {verb.name: (set(), set()) for verb in OPERATIONS}

    for session, verb, minutes in (("zzlunch", "follow", 5), ("zzkeynote", "end", 120)):
        driver.plan.select((session,))
        driver.document.reschedule_requested.emit(verb, minutes)
        assert forgotten(window) == set()

    driver.does("pin", "history")
    moments = driver.page.history.moments
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    told = [str(moments.data(moments.index(row), role)) for row in range(moments.rowCount()) for role in roles]
    assert ([text for text in told if bare(text)], forgotten(window)) == ([], set())


def test_what_is_said_while_dragging_after_sending_and_over_an_empty_tray(window: MainWindow, tmp_path: Path) -> None:
    driver = WindowDriver(window)
    driver.canvas.fit()
    driver.take_by(driver.on_tile("zzlate"), columns=-1, minutes=-500)
    assert [bare(line) for line in driver.timeline.view.ghost.label.announcement_lines(driver.held)] == ["", "", ""]
    driver.give_up()

    window.answers.does, window.answers.fills = publishes, tmp_path / "zz"
    driver.does("send")
    assert forgotten(window) == set()
    driver.drag_by(driver.on_tile("zzkeynote"), columns=1, minutes=30)
    assert forgotten(window) == set()

    driver.page.tray.line.setText("Zznothing")
    assert forgotten(window) == set()
    driver.page.tray.line.setText("")
    driver.does("delete", of=tuple(driver.agenda.sessions))
    assert forgotten(window) == set()


def be_deleted(window: MainWindow) -> None:
    """Delete the open file."""
    WindowDriver(window).page.document.workspace.path.unlink()
    WindowDriver(window).page.watch.timeout.emit()


def mistype(window: MainWindow) -> None:
    """Enter a text that is no time of day."""
    for field in WindowDriver(window).page.inspector.findChildren(LineEditor, "start"):
        field.setText("zz")
        field.setModified(True)
        field.commit()


def test_what_is_said_of_faults_about_and_on_the_start_page(window: MainWindow) -> None:
    WindowDriver(window).page.document.plan.select(("zzkeynote",))
    for fault in (mistype, lambda window: window.open_path(Path("zznowhere.estrad")), be_deleted):
        fault(window)
        assert forgotten(window) == set()

    shown: list[set[str]] = []
    window.answers.does = lambda dialog: bool(shown.append(forgotten(dialog)))
    WindowDriver(window).does("about")
    window.close_conference()
    names = {said for lines in shown for said in lines if "Qt" in said or "offscreen" in said}
    assert (len(shown), *(lines - names for lines in (*shown, forgotten(window)))) == (1, set(), set())


@pytest.mark.usefixtures("screen_reader")
def test_what_a_screen_reader_hears(window: MainWindow) -> None:
    driver = WindowDriver(window)
    driver.does("problems")
    heard: list[str] = []
    for view in (driver.canvas, driver.page.tray.cards, driver.page.problems.listing):
        found = QAccessible.queryAccessibleInterface(view)
        heard += [found.child(n).text(QAccessible.Text.Name) for n in range(found.childCount())]

    assert len(heard) > 10
    assert [name for name in heard if bare(name)] == []


@pytest.fixture
def program(qapp: QApplication, settings: Settings, third_language: Wording) -> Iterator[Application]:
    """Yield the program of somebody who has chosen the language; afterwards Qt speaks English again."""
    env, settings.language = fixed_environment(), CODE
    started = Application(qapp, env, lambda: sample_conference(env.ids), settings, ["en"], Answers)
    yield started
    qapp.styleHints().colorSchemeChanged.disconnect(started._on_system_scheme_changed)
    started._load_qt_translations(QLocale("en_GB"))
    QLocale.setDefault(QLocale("en_GB"))
    apply_theme(qapp, LIGHT)


def test_the_program_and_the_dialogs_of_qt_in_it(program: Application) -> None:
    window = program.show()
    qts_own = QCoreApplication.translate("QPlatformTheme", "Cancel")

    assert (forgotten(window), QLocale().name(), qts_own) == (set(), ROW.locale, "Anuluj")
    bury(window)


def test_the_crash_dialog(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, third_language: Wording
) -> None:
    found: list[set[str]] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: found.append(forgotten(box)))

    CrashHandler(third_language, tmp_path / "zz.log")._tell_user("Zzfault")

    assert [{line for line in lines if "tmp" not in line} for lines in found] == [set()]


# a language that is a quarter longer, and Swedish -------------------------------------------------------


class Longer(Wording):
    """English with a quarter more letters; words with braces are kept."""

    def __call__(self, message: str) -> str:
        return self._longer(super().__call__(message)) if message else ""

    def plural(self, one: str, many: str, n: int) -> str:
        return self._longer(super().plural(one, many, n))

    def say(self, text: Text) -> str:
        return self._longer(super().say(text))

    @staticmethod
    def _longer(text: str) -> str:
        words = text.split(" ")
        return " ".join(w if "{" in w or "\n" in w else w + w[: len(w) // 4].strip("&") for w in words)


@pytest.fixture(params=["longer", "sv"])
def laptop(shows: Shows, tmp_path: Path, request: pytest.FixtureRequest) -> WindowDriver:
    """Return a window driver for a full conference, on the screen of a small laptop."""
    presentation = Presentation(Longer("en") if request.param == "longer" else wording("sv"), QLocale("en_GB"), LIGHT)
    window = shows(tmp_path / "full.estrad", with_blocks_waiting(full_agenda()), presentation)
    window.resize(1280, 760)
    return WindowDriver(window)


def cut(root: QWidget, *, hints: bool) -> list[str]:
    """Return the widgets below a root that are cut off or stick out; ``hints`` adds empty fields' placeholders."""
    for _ in range(5):  # a layout asks the layout around it
        QCoreApplication.sendPostedEvents()
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel | MultiChoiceEditor):
            continue  # these elide their text, and show it whole in a tooltip
        need = widget.sizeHint()
        if isinstance(widget, SectionHeader) or (isinstance(widget, QLabel) and widget.wordWrap()):
            fits = widget.heightForWidth(widget.width()) <= widget.height() + 1
        elif isinstance(widget, QLabel) or (isinstance(widget, QAbstractButton) and widget.text()):
            fits = need.width() <= widget.width() + 1 and widget.fontMetrics().height() <= widget.height() + 1
        elif hints and isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QComboBox):
            room = widget.width() - 12
            fits = widget.fontMetrics().horizontalAdvance(widget.placeholderText()) <= room or bool(widget.text())
        else:
            continue
        if not fits and "…" not in getattr(widget, "text", str)():
            found.append(f"{type(widget).__name__} {widget.objectName()}: {_said(widget)}")
        if not inside(widget):
            found.append(f"{type(widget).__name__} {widget.objectName()} sticks out: {_said(widget)}")
    return found


def swedish(laptop: WindowDriver) -> bool:
    """Return whether the window is in Swedish, not in the longer language."""
    return not isinstance(laptop.page.document.presentation.words, Longer)


def _said(widget: QWidget) -> str:
    return getattr(widget, "text", str)() or getattr(widget, "placeholderText", str)()


def inside(widget: QWidget) -> bool:
    """Return whether a widget lies between the left and right edges of its ancestors, up to an area that scrolls."""
    parent = widget.parentWidget()
    while parent and not parent.isWindow() and not isinstance(parent.parentWidget(), QTabBar | QComboBox):
        left = widget.mapTo(parent, widget.rect().topLeft()).x()
        if left < -1 or left + widget.width() > parent.width() + 1:
            return False
        if isinstance(parent.parentWidget(), QScrollArea):
            return True
        parent = parent.parentWidget()
    return True


def test_on_every_page_in_the_bar_of_what_follows_and_in_the_history(laptop: WindowDriver) -> None:
    found = {}
    for place in PLACES:
        laptop.does(f"go_{place}")
        for choice in ("one", "several"):
            if choice == "several":
                laptop.does("select_all")
            found[place, choice] = cut(laptop.window, hints=swedish(laptop))
    assert found == {(place, choice): [] for place in PLACES for choice in ("one", "several")}

    laptop.does("go_agenda")
    bar = laptop.page.reschedule_bar
    for verb in OPERATIONS:
        bar.open_operation(verb.name, 10 * 60, tuple(laptop.agenda.rooms))
        bar.summary.setText("Nothing " * 60)
        fits = laptop.window.minimumSizeHint().width() <= 1280
        assert (verb.name, cut(bar, hints=swedish(laptop)), fits) == (verb.name, [], True)

    laptop.does("history")
    assert cut(laptop.page.history, hints=swedish(laptop)) == []


def test_in_every_form(laptop: WindowDriver) -> None:
    for place in ("agenda", "people"):  # beside the timeline, and wider beside a list
        laptop.does(f"go_{place}")
        found = {}
        for kind in ENTITY_TYPES:
            laptop.page.document.plan.show(kind, SUBJECT)
            for section in laptop.page.inspector.page(kind).sheet.sections.values():
                section.open_form()
            found[kind] = cut(laptop.page.inspector, hints=swedish(laptop))
        assert found == {kind: [] for kind in ENTITY_TYPES}


def test_in_every_dialog(laptop: WindowDriver) -> None:
    actions = ["send", "releases", "print_runsheet", "print_programme", "new_edition", "new", "help"]
    found: list[tuple[str, list[str]]] = []

    laptop.window.answers.does = lambda dialog: found.append((action, cut(dialog, hints=swedish(laptop))))
    for action in actions:
        laptop.does(action)

    assert found == [(action, []) for action in actions]
