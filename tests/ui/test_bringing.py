"""Data pasted or dropped from other programs: it is imported into the open conference, or into a new one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, person, room, talk
from tests.importing.schedules import event, one, written
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.lists import listed
from tests.ui.window_driver import CTRL, Key, WindowDriver
from ui.features.importing.plan_dialog import ImportPlanDialog
from ui.state.transfer import WINDOWS_HTML, CopiedText, import_sources

TABLE = "Titel\tStart\tSlut\tSal\tTalare\nVälkomna\t9.00\t9.15\tHall\tAnna Berg\nIntegritet\t9.15\t10.00\tHall\tBo Ek\n"
PEOPLE = "Namn\tOrganisation\tE-post\nAnna Berg\tKTH\tanna@example.org\nBo Ek\tSU\tbo@example.org\n"
pytestmark = pytest.mark.usefixtures("reads_at_once")
PAGE = "<html><body><table><tr><td>Titel</td></tr><tr><td>Ett</td></tr></table></body></html>"


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a day in two rooms with one person, with an empty clipboard."""
    QGuiApplication.clipboard().clear()
    return hands_on(day(), room("hall"), room("lab", 1), person("ada"), talk("one", "lab", "09:00-09:45"))


Seen = list[tuple[str, list[str]]]


@pytest.fixture
def imports(answers: Answers) -> Seen:
    """Accept every import, and return the list of the headings and rows that were shown."""
    seen: Seen = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, ImportPlanDialog)
        if dialog.columns and not dialog.back.isVisible():
            dialog.go.click()
        seen.append((dialog.head.text(), [row.title for row in dialog.plan.rows]))
        return True

    answers.does = does
    return seen


def data(text: str = "", **forms: bytes) -> QMimeData:
    """Return the data that another program puts on the clipboard or drags."""
    made = QMimeData()
    if text:
        made.setText(text)
    for form, content in forms.items():
        made.setData({"html": "text/html", "windows": WINDOWS_HTML}[form], content)
    return made


def files(*paths: Path) -> QMimeData:
    """Return the data of files as a file manager copies or drags them."""
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return made


def drop(qtbot: QtBot, widget: QWidget, brought: QMimeData, done: Callable[[], object]) -> bool:
    """Drop data on a widget, and return whether the drop is accepted."""
    spot, copy = QPoint(20, 20), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(spot, copy, brought, left, none)
    QApplication.sendEvent(widget, entering)
    if entering.isAccepted():
        dropped = QDropEvent(QPointF(spot), copy, brought, left, none)
        QApplication.sendEvent(widget, dropped)
        assert dropped.dropAction() == Qt.DropAction.CopyAction
        qtbot.waitUntil(lambda: bool(done()))
    return entering.isAccepted()


# readable data --------------------------------------------------------------------------------------------


def test_a_line_of_text_is_nothing_to_import_and_a_table_a_list_or_files_are() -> None:
    assert import_sources(data("Just words")) == ()
    assert import_sources(data("Just words\n")) == ()
    assert import_sources(data("One\nTwo")) == (CopiedText(b"", "One\nTwo"),)
    assert import_sources(data("One\tTwo")) == (CopiedText(b"", "One\tTwo"),)
    assert import_sources(files(Path("/a/b.csv"))) == (Path("/a/b.csv"),)


@pytest.mark.parametrize("form", ["html", "windows"])
def test_a_table_is_taken_as_the_other_program_wrote_it(form: str) -> None:
    (clip,) = import_sources(data("Titel\nEtt", **{form: PAGE.encode()}))

    assert clip == CopiedText(PAGE.encode(), "Titel\nEtt")


def test_a_page_without_a_table_is_its_text() -> None:
    assert import_sources(data("Just words", html=b"<b>Just words</b>")) == ()


# paste ----------------------------------------------------------------------------------------------------


def test_a_table_is_imported_wherever_it_is_pasted(driver: WindowDriver, imports: Seen) -> None:
    QGuiApplication.clipboard().setMimeData(data(TABLE))
    for place in ("agenda", "people", "sessions", "venue", "cover", "conference"):
        driver.does(f"go_{place}")
        driver.does("paste")
        assert imports.pop() == ("Import clipboard", ["Välkomna", "Integritet"])
        assert driver.steps == ["Import “clipboard”"]
        said = driver.window.notice.sentence.text()
        assert said == "Done: Import “clipboard”. It brought 2 new sessions, 2 new people."
        driver.does("undo")


def test_a_table_that_is_pasted_where_one_searches_is_imported_too(driver: WindowDriver, imports: Seen) -> None:
    QGuiApplication.clipboard().setMimeData(data(PEOPLE))
    driver.does("go_people")
    search = listed(driver).search
    search.setFocus()

    QTest.keyClick(search, Key.Key_V, CTRL)

    assert (search.text(), imports) == ("", [("Import clipboard", ["Anna Berg", "Bo Ek"])])


@pytest.mark.parametrize(("brought", "typed"), [(PEOPLE, ""), ("Anna", "Anna")])
def test_so_it_is_by_the_menu_of_that_line(driver: WindowDriver, imports: Seen, brought: str, typed: str) -> None:
    QGuiApplication.clipboard().setText(brought)
    driver.does("go_people")
    search = listed(driver).search
    at = QPoint(5, 5)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, search.mapToGlobal(at))
    QApplication.sendEvent(search, asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)

    next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
    if isValid(menu):
        menu.close()

    assert (search.text(), len(imports)) == (typed, brought == PEOPLE)


def test_somebody_who_may_be_here_already_is_offered_after_the_import(driver: WindowDriver, imports: Seen) -> None:
    QGuiApplication.clipboard().setText("Name\tE-mail\nAda Lovelace\ta@x.org\nAda Lovelase\tb@x.org\n")

    driver.does("paste")

    assert [button.text() for button in driver.window.notice._remedies] == ["Undo", "Possible duplicates…"]


def test_what_is_said_of_an_import_counts_people_who_are_changed(driver: WindowDriver, imports: Seen) -> None:
    QGuiApplication.clipboard().setText("Name\tE-mail\nAda\ta@x.org\nBo Ek\tb@x.org\n")

    driver.does("paste")

    said = driver.window.notice.sentence.text()
    assert said == "Done: Import “clipboard”. It brought 1 new person, 1 changed person."


def test_so_it_is_in_the_search_of_the_tray_but_a_line_is_searched_for(driver: WindowDriver, imports: Seen) -> None:
    search = driver.page.tray.search
    search.setFocus()
    QGuiApplication.clipboard().setText("Anna")
    QTest.keyClick(search, Key.Key_V, CTRL)
    assert (search.text(), imports) == ("Anna", [])

    QGuiApplication.clipboard().setMimeData(data(TABLE))
    QTest.keyClick(search, Key.Key_V, CTRL)

    assert (search.text(), len(imports)) == ("Anna", 1)


def test_a_file_that_was_copied_in_a_file_manager_is_imported(
    driver: WindowDriver, imports: Seen, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setMimeData(files(written(tmp_path / "schedule.xml", one(event(1, "Glass")))))

    driver.does("paste")

    assert imports == [("Import schedule.xml", ["Glass", "The Conference"])]


def test_sessions_of_ours_are_pasted_as_sessions(driver: WindowDriver) -> None:
    driver.page.document.select(("one",))
    driver.does("copy")

    driver.does("paste")

    assert driver.steps == ["Paste 1 session"]


def test_what_has_no_time_waits_and_is_filled_in_by_one_button(driver: WindowDriver, imports: Seen) -> None:
    QGuiApplication.clipboard().setMimeData(data("Titel\tMinuter\nEtt\t30\nTvå\t20\n"))
    driver.does("paste")

    undo, fill = driver.window.notice._remedies
    assert (undo.text(), fill.text()) == ("Undo", "Fill in order")
    fill.click()

    new = [session.id for session in driver.agenda.sessions_in_order if session.title in ("Ett", "Två")]
    assert [driver.where(session) for session in new] == ["hall 08:00-08:30", "hall 08:30-08:50"]


# drop -----------------------------------------------------------------------------------------------------


def test_a_file_that_is_dropped_is_imported_and_never_moved(
    driver: WindowDriver, imports: Seen, tmp_path: Path, qtbot: QtBot
) -> None:
    source = written(tmp_path / "schedule.xml", one(event(1, "Glass")))

    assert drop(qtbot, driver.window, files(source), lambda: imports)

    assert imports == [("Import schedule.xml", ["Glass", "The Conference"])]
    assert source.exists()


def test_a_table_that_is_dragged_out_of_another_program_is_imported(
    driver: WindowDriver, imports: Seen, qtbot: QtBot
) -> None:
    assert drop(qtbot, driver.window, data(TABLE), lambda: imports)

    assert imports == [("Import clipboard", ["Välkomna", "Integritet"])]


def test_a_word_cannot_be_dropped(driver: WindowDriver, qtbot: QtBot) -> None:
    assert not drop(qtbot, driver.window, data("word"), lambda: True)


def test_a_search_leaves_a_table_to_the_window_and_takes_a_word(driver: WindowDriver, qtbot: QtBot) -> None:
    def accepts(brought: QMimeData) -> bool:
        entering = QDragEnterEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, brought, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        driver.page.tray.search.dragEnterEvent(entering)
        return entering.isAccepted()

    assert (accepts(data(TABLE)), accepts(data("word"))) == (False, True)


# without a conference -------------------------------------------------------------------------------------


def test_on_the_start_page_a_table_becomes_a_new_conference(
    new_window: NewWindow, answers: Answers, imports: Seen, tmp_path: Path
) -> None:
    window = new_window()
    QGuiApplication.clipboard().setMimeData(data(TABLE.replace("Start\tSlut", "Datum\tStart").replace(
        "9.00\t9.15", "2026-05-07\t9.00").replace("9.15\t10.00", "2026-05-07\t9.15")))  # fmt: skip
    answers.saves = tmp_path / "new.estrad"

    window.actions_by_name["paste"].trigger()

    assert window.page
    titles = [session.title for session in window.page.document.agenda.sessions_in_order]
    assert (titles, window.page.document.workspace.path) == (["Välkomna", "Integritet"], tmp_path / "new.estrad")
    assert window.page.document.agenda.conference.title == "New conference"


def test_a_conference_that_is_dropped_on_the_start_page_is_opened(
    new_window: NewWindow, tmp_path: Path, env: Environment, qtbot: QtBot
) -> None:
    path = tmp_path / "there.estrad"
    Workspace.create(path, agenda(day(), room("hall")), env).close()
    window = new_window()

    assert drop(qtbot, window, files(path), lambda: window.page)

    assert window.page
    assert window.page.document.workspace.path == path


# lists without columns, cards and calendars ---------------------------------------------------------------

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Berg\nN:Berg;Anna;;;\nEND:VCARD\n"
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Somebody//EN\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20240101T000000Z\n"
    "DTSTART:20240425T090000\nDTEND:20240425T093000\nSUMMARY:Ett\nEND:VEVENT\nEND:VCALENDAR\n"
)


def test_lines_a_calendar_and_cards_are_imported(driver: WindowDriver, imports: Seen) -> None:
    for place, text, titles in (
        ("sessions", "Ett\nTvå\nTre\n", ["Ett", "Två", "Tre"]),
        ("agenda", CALENDAR, ["Ett"]),
        ("agenda", CARD, ["Anna Berg"]),
    ):
        QGuiApplication.clipboard().setText(text)
        driver.does(f"go_{place}")
        driver.does("paste")
        assert imports.pop() == ("Import clipboard", titles)
        driver.does("undo")


def test_a_list_that_was_pasted_is_known_as_a_file_too(
    driver: WindowDriver, imports: Seen, tmp_path: Path, qtbot: QtBot
) -> None:
    listed = "- Opening words – Anna Berg\n- The future of trains – Bo Ek\n- Lunch\n"
    QGuiApplication.clipboard().setText(listed)
    driver.does("paste")
    (tmp_path / "talks.txt").write_text(listed, encoding="utf-8")

    assert drop(qtbot, driver.window, files(tmp_path / "talks.txt"), lambda: len(imports) > 1)

    assert imports == [("Import clipboard", ["Opening words", "The future of trains", "Lunch"])] + [
        ("Import talks.txt", ["Opening words", "The future of trains", "Lunch"])
    ]
    assert len(driver.agenda.sessions) == 4


def test_a_list_that_is_pasted_among_the_people_is_one_of_names(driver: WindowDriver, imports: Seen) -> None:
    QGuiApplication.clipboard().setText("Anna Berg\nBo Ek\n")
    driver.does("go_people")

    driver.does("paste")

    assert sorted(person.name for person in driver.agenda.people.values()) == ["Ada", "Anna Berg", "Bo Ek"]
    assert len(driver.agenda.sessions) == 1


def test_a_list_of_titles_can_be_said_to_be_one_of_names(driver: WindowDriver, answers: Answers) -> None:
    QGuiApplication.clipboard().setText("Anna Berg\nBo Ek\n")

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, ImportPlanDialog)
        assert dialog.columns
        if dialog.back.isVisible():
            dialog.back.click()
        shape = dialog.columns.shape
        shape.setCurrentIndex(shape.findText("A row for each person"))
        shape.activated.emit(shape.currentIndex())
        dialog.go.click()
        return True

    answers.does = does
    driver.does("paste")

    assert sorted(person.name for person in driver.agenda.people.values()) == ["Ada", "Anna Berg", "Bo Ek"]


def test_a_conference_that_is_dropped_on_another_is_imported_into_it(
    driver: WindowDriver, imports: Seen, tmp_path: Path, env: Environment, qtbot: QtBot
) -> None:
    path = tmp_path / "there.estrad"
    Workspace.create(path, agenda(day(), room("hall"), talk("theirs", "hall", "10:00-10:30")), env).close()

    assert drop(qtbot, driver.window, files(path), lambda: imports)

    assert "Theirs" in imports[0][1]
    assert driver.page.document.workspace.path != path
