"""Data of other programs, pasted or dropped, becomes an import or a conference; and tables that leave the window."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.domain.entities import Person
from planner.domain.value_objects import State
from planner.environment import Environment
from planner.storage.versions import Versions
from planner.workspace import Workspace
from tests.builders import agenda, day, person, room, talk
from tests.exporting.tables.read_back import plain_rows, read_csv, read_xlsx
from tests.importing.schedules import event, one, written
from tests.ui.answers import Answers
from tests.ui.lists import CAST as LISTED
from tests.ui.lists import choose_columns, listed, open_list, pick, search, sort
from tests.ui.window_driver import CTRL, NONE, SHIFT, HandsOn, Key, NewWindow, WindowDriver, activate
from ui.features.exporting.export_commands import ExportTableDialog
from ui.features.importing.plan_dialog import ImportPlanDialog
from ui.state.command_table import without_mnemonic
from ui.state.transfer import WINDOWS_HTML, CopiedText, import_sources

TABLE = "Titel\tStart\tSlut\tSal\tTalare\nVälkomna\t9.00\t9.15\tHall\tAnna Berg\nIntegritet\t9.15\t10.00\tHall\tBo Ek\n"
DATED = TABLE.replace("Start\tSlut", "Datum\tStart").replace(
    "9.00\t9.15", "2026-05-07\t9.00").replace("9.15\t10.00", "2026-05-07\t9.15")  # fmt: skip
PEOPLE = "Namn\tOrganisation\tE-post\nAnna Berg\tKTH\tanna@example.org\nBo Ek\tSU\tbo@example.org\n"
pytestmark = pytest.mark.usefixtures("reads_at_once")
PAGE = "<html><body><table><tr><td>Titel</td></tr><tr><td>Ett</td></tr></table></body></html>"


CAST = (day(), room("hall"), room("lab", 1), person("ada"), talk("one", "lab", "09:00-09:45"))
Seen = list[tuple[str, list[str]]]


@pytest.fixture
def imports(answers: Answers) -> Seen:
    """Accept every import, and return the list of the headings and rows that were shown."""
    seen: Seen = []

    @answers.meets
    def does(dialog: ImportPlanDialog) -> bool:
        if dialog.columns and not dialog.back.isVisible():
            dialog.go.click()
        seen.append((dialog.head.text(), [row.title for row in dialog.plan.rows]))
        return True

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


def dragged_in(brought: QMimeData) -> QDragEnterEvent:
    """Return the event of data that are dragged into a widget."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    return QDragEnterEvent(QPoint(20, 20), actions, brought, Qt.MouseButton.LeftButton, NONE)


def drop(qtbot: QtBot, widget: QWidget, brought: QMimeData, done: Callable[[], object]) -> bool:
    """Drop data on a widget, and return whether the drop is accepted."""
    entering = dragged_in(brought)
    QApplication.sendEvent(widget, entering)
    if entering.isAccepted():
        dropped = QDropEvent(QPointF(20, 20), entering.possibleActions(), brought, Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(widget, dropped)
        assert dropped.dropAction() == Qt.DropAction.CopyAction
        qtbot.waitUntil(lambda: bool(done()))
    return entering.isAccepted()


# readable data --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brought", "sources"),
    [
        (lambda: data("Just words"), ()),
        (lambda: data("Just words\n"), ()),
        (lambda: data("Just words", html=b"<b>Just words</b>"), ()),
        (lambda: data("One\nTwo"), (CopiedText(b"", "One\nTwo"),)),
        (lambda: data("One\tTwo"), (CopiedText(b"", "One\tTwo"),)),
        (lambda: files(Path("/a/b.csv")), (Path("/a/b.csv"),)),
        (lambda: data("Titel\nEtt", html=PAGE.encode()), (CopiedText(PAGE.encode(), "Titel\nEtt"),)),
        (lambda: data("Titel\nEtt", windows=PAGE.encode()), (CopiedText(PAGE.encode(), "Titel\nEtt"),)),
    ],
)
def test_a_line_of_text_is_nothing_to_import_and_a_table_a_list_or_files_are(
    brought: Callable[[], QMimeData], sources: tuple[object, ...]
) -> None:
    assert import_sources(brought()) == sources


# paste ----------------------------------------------------------------------------------------------------


def paste(driver: WindowDriver, brought: QMimeData | str) -> str:
    QGuiApplication.clipboard().setMimeData(data(brought) if isinstance(brought, str) else brought)
    driver.does("paste")
    return driver.window.notice.sentence.text()


def test_where_one_searches_a_table_is_imported_too_but_a_line_is_searched_for(
    driver: WindowDriver, imports: Seen, qtbot: QtBot
) -> None:
    driver.does("go_people")
    for line in (listed(driver).search, driver.page.timeline_page.bar.search):
        if line is driver.page.timeline_page.bar.search:
            driver.does("go_agenda")
        with qtbot.waitActive(driver.window):  # a dialog was closed
            driver.window.activateWindow()
        line.setFocus()
        for brought, typed in (("Anna", "Anna"), (PEOPLE, "Anna")):
            QGuiApplication.clipboard().setText(brought)
            QTest.keyClick(line, Key.Key_V, CTRL)
            assert (line.text(), len(imports)) == (typed, brought == PEOPLE)
        assert imports.pop() == ("Import clipboard", ["Anna Berg", "Bo Ek"])
        driver.does("undo")

    for brought in (data(TABLE), data("word")):
        entering = dragged_in(brought)
        driver.page.timeline_page.bar.search.dragEnterEvent(entering)
        assert entering.isAccepted() is not brought.text().startswith("Titel")  # it leaves a table to the window


def test_so_it_is_by_the_menu_of_that_line(driver: WindowDriver, imports: Seen) -> None:
    driver.does("go_people")
    search, at = listed(driver).search, QPoint(5, 5)
    for brought, typed in (("Anna", "Anna"), (PEOPLE, "Anna")):
        QGuiApplication.clipboard().setText(brought)
        QApplication.sendEvent(search, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, search.mapToGlobal(at)))
        menu = QApplication.activePopupWidget()
        next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
        if isValid(menu):
            menu.close()
        assert (search.text(), len(imports)) == (typed, brought == PEOPLE)


def test_what_is_said_of_an_import_and_offered_after_it(driver: WindowDriver, imports: Seen, tmp_path: Path) -> None:
    def offered() -> list[str]:
        return [button.text() for button in driver.window.notice._remedies]

    paste(driver, "Name\tE-mail\nAda Lovelace\ta@x.org\nAda Lovelase\tb@x.org\n")
    assert offered() == ["Undo", "Possible duplicates…"]
    driver.does("undo")
    said = paste(driver, "Name\tE-mail\nAda\ta@x.org\nBo Ek\tb@x.org\n")
    assert said == "Done: Import “clipboard”. It brought 1 new person, 1 changed person."
    driver.does("undo")
    imports.clear()
    paste(driver, files(written(tmp_path / "schedule.xml", one(event(1, "Glass")))))  # as a file manager copies it
    assert imports == [("Import schedule.xml", ["Glass", "The Conference"])]
    driver.does("undo")

    paste(driver, "Titel\tMinuter\nEtt\t30\nTvå\t20\n")
    assert offered() == ["Undo", "Place all in order"]  # what has no time waits
    driver.window.notice._remedies[1].click()
    new = [session.id for session in driver.agenda.sessions_in_order if session.title in ("Ett", "Två")]
    assert [driver.where(session) for session in new] == ["hall 08:00-08:30", "hall 08:30-08:50"]


def test_what_has_no_time_is_imported_and_placed_by_one_button(driver: WindowDriver, answers: Answers) -> None:
    offered: list[bool] = []

    @answers.meets
    def does(dialog: ImportPlanDialog) -> bool:
        offered.append(dialog.place.isVisible())
        (dialog.place if offered[-1] else dialog.go).click()
        return True

    paste(driver, TABLE)  # it has times
    paste(driver, "Titel\tMinuter\nEtt\t30\nTvå\t20\n")
    titles = {session.title: session.id for session in driver.agenda.sessions.values()}
    assert (offered, driver.agenda.tray) == ([False, True], ())
    assert [driver.where(titles[title]) for title in ("Ett", "Två")] == ["hall 08:00-08:30", "hall 08:30-08:50"]
    driver.does("undo")
    assert [session.title for session in driver.agenda.tray] == ["Ett", "Två"]


# drop -----------------------------------------------------------------------------------------------------


def test_what_is_dropped_is_imported_and_never_moved(
    driver: WindowDriver, imports: Seen, tmp_path: Path, qtbot: QtBot, env: Environment
) -> None:
    source = written(tmp_path / "schedule.xml", one(event(1, "Glass")))
    path, listed = tmp_path / "there.estrad", "- Opening words – Anna Berg\n- The future of trains – Bo Ek\n- Lunch\n"
    Workspace.create(path, agenda(day(), room("hall"), talk("theirs", "hall", "10:00-10:30")), env).close()
    (tmp_path / "talks.txt").write_text(listed, encoding="utf-8")
    assert not drop(qtbot, driver.window, data("word"), lambda: True)
    paste(driver, listed)  # a list that was pasted is known as a file too
    assert imports.pop() == ("Import clipboard", ["Opening words", "The future of trains", "Lunch"])
    for brought, head, titles in (
        (files(source), "schedule.xml", ["Glass", "The Conference"]),
        (files(tmp_path / "talks.txt"), "talks.txt", ["Opening words", "The future of trains", "Lunch"]),
        (files(path), "there.estrad", ["Theirs"]),
        (data(TABLE), "clipboard", ["Välkomna", "Integritet"]),
    ):
        assert drop(qtbot, driver.window, brought, lambda: imports)
        assert imports[0][0] == f"Import {head}"
        assert set(titles) <= set(imports.pop()[1])
    assert len(driver.agenda.sessions) == 8
    assert (source.exists(), driver.workspace.path != path) == (True, True)


def test_while_a_file_is_dragged_over_the_window_it_says_what_a_drop_does(
    driver: WindowDriver, new_window: NewWindow, imports: Seen, tmp_path: Path, qtbot: QtBot
) -> None:
    def hints(window: QWidget) -> list[str]:
        labels = window.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text().startswith("Drop it")]

    def hints_over(window: QWidget, brought: QMimeData) -> list[str]:
        QApplication.sendEvent(window, dragged_in(brought))
        return hints(window)

    source = files(written(tmp_path / "schedule.xml", one(event(1, "Glass"))))
    assert hints_over(driver.window, data("word")) == []
    assert hints_over(driver.window, source) == ["Drop it here to import"]
    QApplication.sendEvent(driver.window, QDragLeaveEvent())
    assert hints(driver.window) == []

    assert drop(qtbot, driver.window, source, lambda: imports)
    assert hints(driver.window) == []

    assert hints_over(new_window(), files(tmp_path / "there.estrad")) == ["Drop it here to open it"]


# without a conference -------------------------------------------------------------------------------------


def test_a_new_conference_that_was_not_saved_can_be_saved_without_importing_again(
    new_window: NewWindow, answers: Answers, imports: Seen, tmp_path: Path
) -> None:
    window = new_window()
    QGuiApplication.clipboard().setText(DATED)
    for place, said in (
        (tmp_path / "nowhere" / "day.estrad", "cannot be made"), (None, "The new conference was not saved"),
    ):  # fmt: skip
        answers.saves = place
        window.actions_by_name["paste"].trigger()
        assert (window.page, said in window.notice.sentence.text()) == (None, True)
        (again,) = (button for button in window.notice._remedies if button.text() == "Save it…")
    answers.saves = tmp_path / "day.estrad"
    again.click()
    assert (len(imports), window.page is not None, answers.saves.exists()) == (2, True, True)


def test_on_the_start_page_a_table_becomes_a_new_conference(
    new_window: NewWindow, answers: Answers, imports: Seen, tmp_path: Path
) -> None:
    window = new_window()
    QGuiApplication.clipboard().setText(DATED)
    answers.saves = tmp_path / "new.estrad"

    window.actions_by_name["paste"].trigger()

    titles = [session.title for session in window.page.document.agenda.sessions_in_order]
    assert (titles, window.page.document.workspace.path) == (["Välkomna", "Integritet"], tmp_path / "new.estrad")
    assert window.page.document.agenda.conference.title == "New conference"

    QGuiApplication.clipboard().setText("Trygghet i staden – program (utkast 3)\t\t\t\t\n" + DATED)
    answers.saves = tmp_path / "other.estrad"
    window.actions_by_name["close"].trigger()
    window.actions_by_name["paste"].trigger()
    assert window.page.document.agenda.conference.title == "Trygghet i staden"


def test_a_conference_made_of_a_file_is_to_be_saved_beside_it(
    new_window: NewWindow, answers: Answers, imports: Seen, tmp_path: Path
) -> None:
    window = new_window()
    (tmp_path / "lists").mkdir()
    window.actions_by_name["import_new"].trigger()
    assert (answers.offered[1:], imports) == ([], [])  # no file was chosen

    answers.source = written(tmp_path / "lists" / "schedule.xml", one(event(1, "Glass")))
    window.actions_by_name["import_new"].trigger()
    assert answers.offered[-1] == tmp_path / "lists" / "The Conference.estrad"


def test_a_conference_that_is_dropped_on_the_start_page_is_opened(
    new_window: NewWindow, tmp_path: Path, env: Environment, qtbot: QtBot
) -> None:
    path = tmp_path / "there.estrad"
    Workspace.create(path, agenda(day(), room("hall")), env).close()
    window = new_window()

    assert drop(qtbot, window, files(path), lambda: window.page)

    assert window.page.document.workspace.path == path


# lists without columns, cards and calendars ---------------------------------------------------------------

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Berg\nN:Berg;Anna;;;\nEND:VCARD\n"
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Somebody//EN\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20240101T000000Z\n"
    "DTSTART:20240425T090000\nDTEND:20240425T093000\nSUMMARY:Ett\nEND:VEVENT\nEND:VCALENDAR\n"
)


def test_a_table_is_imported_wherever_it_is_pasted_and_so_are_lines_a_calendar_and_cards(
    driver: WindowDriver, imports: Seen
) -> None:
    for place, text, titles, brought in (
        *(
            (place, TABLE, ["Välkomna", "Integritet"], "2 new sessions, 2 new people")
            for place in ("agenda", "people", "cover", "conference")
        ),
        ("sessions", "Ett\nTvå\nTre\n", ["Ett", "Två", "Tre"], "3 new sessions"),
        ("agenda", CALENDAR, ["Ett"], "1 new session"),
        ("agenda", CARD, ["Anna Berg"], "1 new person"),
    ):
        driver.does(f"go_{place}")
        said = paste(driver, text)
        assert imports.pop() == ("Import clipboard", titles)
        assert driver.steps == ["Import “clipboard”"]
        assert said.startswith(f"Done: Import “clipboard”. It brought {brought}.")
        driver.does("undo")


def test_a_list_that_is_pasted_among_the_people_or_said_to_be_is_one_of_names(
    driver: WindowDriver, answers: Answers, imports: Seen
) -> None:
    def everybody() -> list[str]:
        return sorted(person.name for person in driver.agenda.people.values())

    driver.does("go_people")
    paste(driver, "Anna Berg\nBo Ek\n")
    assert (everybody(), len(driver.agenda.sessions)) == (["Ada", "Anna Berg", "Bo Ek"], 1)
    driver.does("undo")

    @answers.meets
    def does(dialog: ImportPlanDialog) -> bool:
        if dialog.back.isVisible():
            dialog.back.click()
        shape = dialog.columns.shape
        shape.setCurrentIndex(shape.findText("A row for each person"))
        shape.activated.emit(shape.currentIndex())
        dialog.go.click()
        return True

    driver.does("go_agenda")
    paste(driver, "Anna Berg\nBo Ek\n")
    assert everybody() == ["Ada", "Anna Berg", "Bo Ek"]


PRIVATE = "It is yours: it may hold what is never published, such as notes, addresses and answers."


@pytest.fixture
def lists(hands_on: HandsOn) -> WindowDriver:
    return hands_on(
        *LISTED,
        person("eve", name="Berg, Eve", email="eve@a.example"),
        person("åsa", email="asa@a.example", state=State.INVITED, asked=date(2023, 11, 2)),
    )


class Exporting:
    """A person who sets the boxes of the export dialog by their texts."""

    def __init__(self, what: str, suffix: str = ".xlsx", language: str = "English") -> None:
        self.what, self.suffix, self.language = what, suffix, language
        self.offered: list[str] = []
        self.hint = ""

    def __call__(self, dialog: ExportTableDialog) -> bool:
        self.offered = [dialog.what_field.itemText(n) for n in range(dialog.what_field.count())]
        dialog.what_field.setCurrentIndex(next(n for n, name in enumerate(self.offered) if self.what in name))
        dialog.file_field.setCurrentIndex(dialog.file_field.findData(self.suffix))
        dialog.language_field.setCurrentText(self.language)
        self.hint = dialog.hint.text()
        dialog.proceed.click()
        return dialog.result() == QDialog.DialogCode.Accepted


def export(driver: WindowDriver, answers: Answers, exporting: Exporting, path: Path) -> None:
    answers.does, answers.saves = exporting, path
    driver.key(Key.Key_X, modifiers=CTRL | SHIFT)
    activate(driver.window)


def test_a_list_leaves_as_it_stands_on_its_page_and_in_its_order(
    lists: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    open_list(lists, "sessions")
    search(lists, "law")
    choose_columns(lists, "when", "title", "people", "abstract")
    export(lists, answers, exporting := Exporting("as on the page"), tmp_path / "o.xlsx")
    assert exporting.offered[0] == "Sessions as on the page, 1 row"
    assert plain_rows(read_xlsx(tmp_path / "o.xlsx")) == [
        ["Day", "Start", "End", "Minutes", "Title", "Track", "People", "Moderators", "Abstract"],
        [date(2024, 4, 25), time(9), time(10), 60, "A", "Law", "Ada", "Bo", ""],
    ]
    assert answers.offered[-1].name.endswith("-sessions.xlsx")
    assert lists.window.notice.sentence.text() == f"Saved in {tmp_path / 'o.xlsx'}."

    open_list(lists, "people", columns=("name", "asked"))
    sort(lists, "name", falling=True)
    export(lists, answers, Exporting("as on the page", ".csv"), tmp_path / "o.csv")
    assert [(row[0], row[2]) for row in read_csv(tmp_path / "o.csv", ",").sheets[0].rows] == [
        ("Name", "Asked"), ("Cy", ""), ("Bo", ""), ("Berg, Eve", ""), ("Åsa", "2023-11-02"), ("Ada", ""),
    ]  # fmt: skip


def test_everything_leaves_as_a_workbook_in_another_language_and_for_an_event_app_and_nothing_is_sent(
    lists: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    export(lists, answers, exporting := Exporting("Everything", language="Svenska"), tmp_path / "o.xlsx")
    assert [sheet.name for sheet in read_xlsx(tmp_path / "o.xlsx").sheets][:3] == [
        "Programpunkter", "Medverkande", "Block",
    ]  # fmt: skip
    assert exporting.hint == PRIVATE

    export(lists, answers, exporting := Exporting("Whova", ".csv"), tmp_path / "o.csv")
    assert [row[4] for row in read_csv(tmp_path / "o.csv", ",").sheets[0].rows] == ["*Session Title", "A", "B", "C"]
    assert exporting.hint.startswith("It holds what attendees may see")

    export(lists, answers, exporting := Exporting("Programme for others"), tmp_path / "others.xlsx")
    assert plain_rows(read_xlsx(tmp_path / "others.xlsx"))[:2] == [
        ["Date", "Start", "End", "Room", "Title", "Type", "People", "Track"],
        [date(2024, 4, 25), time(9), time(10), "Hall", "A", "Talk", "Ada, Bo (moderator)", "Law"],
    ]
    assert answers.offered[-1].name.endswith("-programme.xlsx")
    assert lists.page.document.workspace.releases.last is None

    path = lists.page.document.workspace.path
    before = path.read_bytes()
    export(lists, answers, Exporting("Everything"), path)
    assert path.read_bytes() == before
    assert lists.window.notice.sentence.text().startswith(f"“{path.name}” is the open file itself.")


def test_people_are_copied_as_a_table_in_the_columns_of_their_page_or_as_addresses(lists: WindowDriver) -> None:
    open_list(lists, "people", columns=("name", "email"))
    pick(lists, "eve", "ada")
    lists.key(Key.Key_C, modifiers=CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Name\tTitle\tE-mail (never published)\nAda\tDr\t\nBerg, Eve\t\teve@a.example\n"
    assert "<td>Berg, Eve</td>" in data.html()
    assert lists.window.notice.sentence.text() == "2 people are on the clipboard."

    pick(lists, "ada", "eve", "åsa")
    lists.window.actions_by_name["copy_addresses"].trigger()
    assert QGuiApplication.clipboard().text() == '"Berg, Eve" <eve@a.example>; Åsa <asa@a.example>'
    assert lists.window.notice.sentence.text() == "2 addresses are on the clipboard. 1 has no usable address: Ada."

    lists.page.document.plan.show(Person, "ada")
    lists.page.places.menu_requested.emit(QPoint(100, 300))
    popup = QApplication.activePopupWidget()
    texts = [without_mnemonic(action.text()) for action in popup.actions() if action.text()]
    popup.close()
    assert texts == [
        "Edit", "Copy", "Copy addresses", "Calendar for this person…", "Fill down", "Paste cells", "Export to Excel…",
        "Delete", "Erase personal data…",
    ]  # fmt: skip


def test_that_no_version_could_be_kept_before_an_import_is_said_with_what_was_imported(
    driver: WindowDriver, tmp_path: Path, imports: Seen
) -> None:
    (tmp_path / "data").write_text("in the way")
    vars(driver.workspace)["versions"] = Versions(
        tmp_path / "data", driver.workspace._file, driver.workspace.now, driver.workspace.save_copy
    )
    driver.page.watch.stop()

    driver.window.imports.run_import(written(tmp_path / "s.xml", one(event(1))))

    assert driver.said.startswith("Done: Import “s.xml”. It brought 1 new session. ")
    assert "No plan can be kept in “" in driver.said
    assert driver.button("Undo")


def test_a_person_whom_the_list_hides_is_copied_all_the_same(lists: WindowDriver) -> None:
    open_list(lists, "people").search.setText("eve")
    lists.page.places.go("agenda")
    lists.page.document.plan.show(Person, "ada")
    lists.window.actions_by_name["copy"].trigger()
    assert "Ada" in QGuiApplication.clipboard().text()
    assert lists.said == "1 person is on the clipboard."
