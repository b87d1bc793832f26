"""Tables that leave the window: the lists as shown, the workbook, layouts, and people copied to the clipboard."""

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from planner.domain.entities import Person
from tests.builders import person
from tests.exporting.tables.read_back import plain_rows, read_csv, read_xlsx
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.lists import CAST, choose_columns, open_list, pick, search, sort
from tests.ui.window_driver import CTRL, SHIFT, Key, WindowDriver
from ui.features.exporting.export_commands import ExportTableDialog
from ui.state.command_table import without_mnemonic

PRIVATE = "It is yours: it may hold what is never published, such as notes, addresses and answers."


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for five people, four sessions and three rooms."""
    return hands_on(*CAST, person("eve", name="Berg, Eve", email="eve@a.example"), person("åsa", email="asa@a.example"))


class Exporting:
    """A person who sets the boxes of the export dialog by their texts."""

    def __init__(self, what: str, suffix: str = ".xlsx", language: str = "English") -> None:
        self.what, self.suffix, self.language = what, suffix, language
        self.offered: list[str] = []
        self.hint = ""

    def __call__(self, dialog: QDialog) -> bool:
        assert isinstance(dialog, ExportTableDialog)
        self.offered = [dialog.what_field.itemText(n) for n in range(dialog.what_field.count())]
        dialog.what_field.setCurrentIndex(next(n for n, name in enumerate(self.offered) if self.what in name))
        dialog.file_field.setCurrentIndex(dialog.file_field.findData(self.suffix))
        dialog.language_field.setCurrentText(self.language)
        self.hint = dialog.hint.text()
        dialog.go_on.click()
        return dialog.result() == QDialog.DialogCode.Accepted


def export(driver: WindowDriver, answers: Answers, exporting: Exporting, path: Path) -> None:
    """Export with the keyboard shortcut."""
    answers.does, answers.saves = exporting, path
    driver.key(Key.Key_X, modifiers=CTRL | SHIFT)
    driver.window.activateWindow()
    QTest.qWaitForWindowActive(driver.window)


def test_a_list_leaves_as_it_stands_on_its_page_and_in_its_order(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    open_list(driver, "sessions")
    search(driver, "law")
    choose_columns(driver, "when", "title", "people", "abstract")
    export(driver, answers, exporting := Exporting("as on the page"), tmp_path / "o.xlsx")
    assert exporting.offered[0] == "Sessions as on the page, 1 row"
    assert plain_rows(read_xlsx(tmp_path / "o.xlsx")) == [
        ["Day", "Start", "End", "Minutes", "Title", "Track", "People", "Moderators", "Abstract"],
        [date(2024, 4, 25), time(9), time(10), 60, "A", "Law", "Ada", "Bo", ""],
    ]
    assert answers.offered[-1].name.endswith("-sessions.xlsx")
    assert driver.window.notice.sentence.text() == f"Saved in {tmp_path / 'o.xlsx'}."

    open_list(driver, "people")
    choose_columns(driver, "name", "email")
    sort(driver, "name", falling=True)
    export(driver, answers, Exporting("as on the page", ".csv"), tmp_path / "o.csv")
    assert [row[0] for row in read_csv(tmp_path / "o.csv", ",").sheets[0].rows] == [
        "Name", "Cy", "Bo", "Berg, Eve", "Åsa", "Ada",
    ]  # fmt: skip


def test_everything_leaves_as_a_workbook_in_another_language_and_for_an_event_app_and_nothing_is_sent(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    export(driver, answers, exporting := Exporting("Everything", language="Svenska"), tmp_path / "o.xlsx")
    assert [sheet.name for sheet in read_xlsx(tmp_path / "o.xlsx").sheets][:3] == [
        "Programpunkter", "Medverkande", "Salar",
    ]  # fmt: skip
    assert exporting.hint == PRIVATE

    export(driver, answers, exporting := Exporting("Whova", ".csv"), tmp_path / "o.csv")
    assert [row[4] for row in read_csv(tmp_path / "o.csv", ",").sheets[0].rows] == ["*Session Title", "A", "B", "C"]
    assert exporting.hint.startswith("It holds what attendees may see")
    assert driver.page.document.workspace.releases.last is None

    path = driver.page.document.workspace.path
    before = path.read_bytes()
    export(driver, answers, Exporting("Everything"), path)
    assert path.read_bytes() == before
    assert driver.window.notice.sentence.text().startswith(f"“{path.name}” is the open file itself.")


def test_people_are_copied_as_a_table_in_the_columns_of_their_page_or_as_addresses(driver: WindowDriver) -> None:
    open_list(driver, "people")
    choose_columns(driver, "name", "email")
    pick(driver, "eve", "ada")
    driver.key(Key.Key_C, modifiers=CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Name\tTitle\tE-mail (never published)\nAda\tDr\t\nBerg, Eve\t\teve@a.example\n"
    assert "<td>Berg, Eve</td>" in data.html()
    assert driver.window.notice.sentence.text() == "2 people are on the clipboard."

    pick(driver, "ada", "eve", "åsa")
    driver.window.actions_by_name["copy_addresses"].trigger()
    assert QGuiApplication.clipboard().text() == '"Berg, Eve" <eve@a.example>; Åsa <asa@a.example>'
    assert driver.window.notice.sentence.text() == "2 addresses are on the clipboard. 1 has none: Ada."

    driver.page.document.show(Person, "ada")
    driver.page.places.menu_requested.emit(QPoint(100, 300))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    texts = [without_mnemonic(action.text()) for action in popup.actions() if action.text()]
    popup.close()
    assert texts == ["Edit", "Copy", "Copy addresses", "Export a table…", "Erase…", "Delete"]
