"""The meaning of a table's columns: asked for only in doubt, chosen above the table, and shown at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from planner.domain.agenda import Change, Edit
from planner.domain.text import Text
from tests.builders import day, room, talk
from tests.ui.answers import Answers
from tests.ui.conftest import DocumentOf
from tests.ui.fields import choose_by_letters
from tests.ui.test_enter import reachable
from tests.ui.window_driver import activate, type_at
from ui.features.importing.columns_step import ColumnsStep
from ui.features.importing.import_commands import import_new, import_summary, run_import
from ui.features.importing.plan_dialog import ImportPlanDialog
from ui.features.importing.table_preview import MeaningBox
from ui.state.document import Document
from ui.state.view_state import Settings

SURE = "Titel;Start;Slut;Sal;Talare\nVälkomna;9.00;9.15;Hall;Anna Berg\nKaffe;9.15;9.30;;\n"
ODD = "Titell;Kl;Vem;Hotell\nVälkomna;9.00;Anna Berg;Clarion\nIntegritet;9.30;Bo Ek, Eva Falk;Scandic\n"
ENTER = Qt.Key.Key_Return
pytestmark = pytest.mark.usefixtures("reads_at_once")


@pytest.fixture
def document(document_of: DocumentOf) -> Document:
    return document_of(day(), room("hall"))


Look = Callable[[ImportPlanDialog, ColumnsStep], object]


@pytest.fixture
def shows(document, answers: Answers, parent, settings: Settings, tmp_path: Path):
    """Return a function that imports a table, acts on the dialog, and returns whether anything was imported."""

    def show(text: str | bytes | Path, act: Look, *, accept: bool = True) -> bool:
        source = text if isinstance(text, Path) else tmp_path / "list.csv"
        if not isinstance(text, Path):
            source.write_bytes(text if isinstance(text, bytes) else text.encode())

        @answers.meets
        def does(dialog: ImportPlanDialog) -> bool:
            act(dialog, dialog.columns)
            return accept

        return run_import(document, answers, parent, source, settings)

    return show


def asks(dialog: ImportPlanDialog) -> bool:
    return dialog.columns is not None and dialog.columns.isVisible()


def meanings(step: ColumnsStep) -> list[str]:
    return [step.fields.boxes[column].currentText() for column in sorted(step.fields.boxes)]


def cards(step: ColumnsStep) -> list[tuple[str, ...]]:
    return [(card.title, *card.about) for card in step.preview.cards]


def choose(step: ColumnsStep, column: int, typed: str) -> None:
    """Type a part of a field's name above a column, and press Enter."""
    choose_by_letters(step.fields.boxes[column], typed)


# what is brought -------------------------------------------------------------------------------------------


def test_a_chosen_time_zone_stays_when_the_columns_are_looked_at_again(shows) -> None:
    def look(dialog, _step):
        dialog.zone.choose("Asia/Tokyo")
        dialog.back.click()
        dialog.go.click()
        assert (dialog.zone.value, dialog.plan.zone.zone.key) == ("Asia/Tokyo", "Asia/Tokyo")

    shows("Title;Date;Start;End;Room\nWelcome;2024-04-25;09:00;09:30;Hall\n", look, accept=False)


def test_what_was_only_known_again_did_not_change_and_a_list_that_is_here_brings_nothing(
    shows, document: Document
) -> None:
    here = "Title;Date;Start;End;Room\nWelcome;2024-04-25;09:00;09:30;Hall\n"
    welcome = talk("welcome", "hall", "09:00-09:30", title="Welcome")
    document.apply(lambda _now: Change(Text("Add"), (Edit(None, welcome),)))
    shows(f"{here}Talk;2024-04-25;09:30;10:00;Hall\n", lambda dialog, _step: None)
    step = document.workspace.history.last
    assert import_summary(step.change, document.presentation.words) == "It brought 1 new session."

    people, told = "Name;E-mail\nAda Ek;ada@a.example\n", list[str]()
    shows(people, lambda dialog, _step: None)
    shows(people, lambda dialog, _step: told.append(dialog.nothing.text()), accept=False)
    assert told == ["There is nothing new in the file."]


# asking ---------------------------------------------------------------------------------------------------


def test_a_table_whose_columns_are_known_is_not_asked_about_and_can_be_looked_at(shows) -> None:
    def state(dialog):
        return asks(dialog), dialog.back.isVisible(), dialog.go.text()

    def look(dialog, step):
        rows = {row.title: row for row in dialog.plan.rows}
        assert state(dialog) == (False, True, "Import 2 sessions")
        dialog.table.toggle_ticks([rows["Kaffe"]])
        dialog.back.click()
        assert state(dialog) == (True, False, "Continue")
        choose(step, 2, "left out")
        dialog.go.click()
        assert state(dialog) == (False, True, "Import 1 session")
        taken = {row.title: dialog.table.has_ticks(row) for row in dialog.plan.rows}
        assert taken == {"Välkomna": True, "Kaffe": False}  # what was ticked by hand stays so

        dialog.back.click()
        choose(step, 0, "left out")
        assert (step.asks.text(), dialog.go.isEnabled()) == ("No column is the title.", False)

    shows(SURE, look, accept=False)


def test_one_that_is_not_sure_is_asked_about_first_and_what_was_chosen_is_remembered(shows, document) -> None:
    def marked(step):
        return [n for n, box in sorted(step.fields.boxes.items()) if box.property("unsure") == "true"]

    def look(dialog, step):
        assert (asks(dialog), dialog.go.text(), marked(step)) == (True, "Continue", [0, 3])
        asked = "Look whether each column means what stands above it, first of all A, D."
        assert (dialog.focusWidget() is step.fields.boxes[0], step.asks.text()) == (True, asked)
        assert step.fields.boxes[3].accessibleName() == "Meaning of the column Hotell, not sure"
        choose(step, 0, "abstract")
        assert (marked(step), step.asks.text()) == ([], "No column is the title.")
        choose(step, 0, "title")
        assert (meanings(step)[0], asks(dialog)) == ("Title", True)
        QTest.keyClick(step.view, ENTER)
        assert (asks(dialog), dialog.go.text()) == (False, "Import 2 sessions")

    def again(dialog, step):
        assert (asks(dialog), meanings(step)[:1]) == (False, ["Title"])

    shows(ODD, look)
    assert [s.title for s in document.agenda.sessions_in_order] == ["Välkomna", "Integritet"]
    shows(ODD.replace("Integritet", "Ansvar"), again)


def test_the_name_of_a_field_is_read_whole(shows) -> None:
    def look(dialog, step):
        dialog.back.click()
        choose(step, 1, "start date")
        choose(step, 2, "first name")
        for box in step.fields.boxes.values():
            line = box.lineEdit()
            assert line.fontMetrics().horizontalAdvance(line.text()) < line.width(), line.text()

    shows(SURE.replace("Titel", "A long title that makes no difference"), look, accept=False)


# display --------------------------------------------------------------------------------------------------


def test_the_preview_shows_every_field_that_comes_in_and_what_is_doubtful(shows) -> None:
    names = ("Bo", "Eva", "Siri") * 3
    rows = "".join(f"{9 + n}.00;{10 + n}.00;Nr {n};{name} Ek;KTH;Hall;Kort;7\n" for n, name in enumerate(names))
    text = f"Start;Slut;Titel;Talare;Organisation;Sal;Sammanfattning;Zonkod\n{rows}1.00;2.00;Natt;;;;;\n"

    def look(dialog, step):
        assert cards(step)[0] == (
            "Nr 0", "Thu 25 Apr 09:00 · 60 min · Hall", "Bo Ek (KTH)", "abstract: Kort", "Zonkod: 7",
        )  # fmt: skip
        assert [card[0] for card in cards(step)] == [*(f"Nr {n}" for n in range(8)), "Natt"]
        assert "It begins in the night, at 01:00." in cards(step)[-1]

    shows(text, look, accept=False)


def test_fields_are_found_by_words_and_the_first_rows_follow_each_choice(shows) -> None:
    def look(dialog, step):
        dialog.back.click()
        whole = ("Välkomna", "Thu 25 Apr 09:00 · 15 min · Hall", "Anna Berg")
        assert cards(step)[0] == whole
        step.day.setFocus()
        for widget in [*(step.fields.boxes[n] for n in range(5)), step.view]:
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            assert dialog.focusWidget() is widget  # from above through the columns to the table

        box = step.fields.boxes[0]
        box.setFocus()
        type_at(box, "zzz", ENTER)
        assert (box.currentText(), asks(dialog)) == ("Title", True)  # an unknown word is no field
        for typed, key in {
            "moder": "session.moderators", "talare": "session.speakers", "e-post": "person.email",
        }.items():  # fmt: skip
            choose(step, 4, typed)
            assert step.fields.boxes[4].value == key
        assert cards(step)[0] == (*whole[:2], "E2: “Anna Berg” does not fit there and is left out.")
        choose(step, 4, "moderators")
        choose(step, 3, "track")
        assert cards(step)[0] == whole

    shows(SURE, look, accept=False)


def test_lines_above_the_headings_are_grey_and_another_row_can_be_the_headings(shows) -> None:
    def look(dialog, step):
        dialog.back.click()
        above, head = (step.view.item(row, 0).foreground().color().name() for row in (0, 2))
        assert (step.head.value(), above != head) == (3, True)
        step.head.setValue(2)
        assert (step.head.value(), step.mapping.main_sheet.head) == (2, 1)

    shows("Programmet 2026;;;;\n;;;;\n" + SURE, look, accept=False)


# choosing -------------------------------------------------------------------------------------------------


def test_another_encoding_is_tried_and_the_order_of_dates_is_asked_where_it_is_open(shows) -> None:
    def encoded(dialog, step):
        dialog.back.click()
        assert cards(step)[0][0] == "Välkomna"
        step.encoding.setCurrentIndex(step.encoding.findText("850", Qt.MatchFlag.MatchContains))
        step.encoding.activated.emit(step.encoding.currentIndex())
        assert cards(step)[0][0] == "Võlkomna"

    def ordered(dialog, step):
        assert (asks(dialog), step.order.isVisible(), dialog.go.isEnabled(), step.asks.text()) == (
            True, True, False, "Dates such as 03/04 can be read in two ways; choose which.",
        )  # fmt: skip
        step.order.setCurrentIndex(2)
        step.order.activated.emit(2)
        assert (step.mapping.order, dialog.go.isEnabled(), step.order.isVisible()) == ("month_first", True, True)

    shows(SURE.encode("cp1252"), encoded, accept=False)
    shows("Titel;Datum;Start;Slut\nEtt;03/04/2026;9.00;9.30\n", ordered, accept=False)


def test_a_sheet_is_chosen_among_several(shows, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, title in (("Torsdag", "Ett"), ("Utkast", "Två")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["Titel", "Start", "Slut", "Sal"])
        sheet.write_row(1, 0, [title, "9:00", "9:30", "Hall"])
    book.close()

    def look(dialog, step):
        if not asks(dialog):
            dialog.back.click()
        sheets = [step.sheet.itemText(n) for n in range(step.sheet.count())]
        assert (sheets, step.only.isChecked(), titles(step)) == (["Torsdag", "Utkast"], False, ["Ett", "Två"])
        step.sheet.setCurrentIndex(1)
        step.sheet.activated.emit(1)
        assert (step.view.model().index(1, 0).data(), titles(step)) == ("Två", ["Ett", "Två"])
        step.only.click()
        assert (step.view.model().index(1, 0).data(), titles(step)) == ("Två", ["Två"])

    def titles(step):
        return [card[0] for card in cards(step)]

    shows(path, look, accept=False)


def test_times_without_a_date_ask_for_the_day(env, presentation, answers: Answers, parent, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(SURE, encoding="utf-8")

    @answers.meets
    def does(dialog: ImportPlanDialog) -> bool:
        step = dialog.columns
        assert (asks(dialog), step.day.isVisible(), dialog.go.isEnabled()) == (True, True, False)
        assert dialog.focusWidget() is step.day
        type_at(step.day, "7 May 2026", ENTER)
        assert (asks(dialog), dialog.go.text()) == (False, "Import 2 sessions")
        return True

    made = import_new(env, presentation, answers, parent, pytest.fail, tmp_path / "list.csv")
    assert [one.date.isoformat() for one in made.days_in_order] == ["2026-05-07"]


def test_a_click_into_a_field_selects_it_whole_so_that_typing_replaces_it(shows, qtbot: QtBot) -> None:
    def look(dialog, step):
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)

        def click(box):
            QTest.mouseClick(box.line, Qt.MouseButton.LeftButton, pos=box.line.rect().center())
            return box.line.selectedText()

        focused, other = step.fields.boxes[0], step.fields.boxes[1]
        assert focused.hasFocus()
        assert (click(focused), click(focused)) == ("Title", "")  # the second click sets the cursor
        assert (click(other), click(other)) == ("Start", "")
        QTest.keyClicks(other, "x")
        assert click(other) == ""

    shows(ODD, look, accept=False)


def test_the_table_keeps_its_place_when_there_is_nothing_more_to_check(shows) -> None:
    def look(dialog, step):
        def top():
            step.layout().activate()
            return step.view.mapTo(dialog, QPoint()).y()

        before = top()
        step.confirm()
        choose(step, 1, "start")
        choose(step, 3, "left out")
        assert (step.asks.text(), top()) == ("", before)

    shows(ODD, look, accept=False)


# keys and screen readers ----------------------------------------------------------------------------------


def test_enter_goes_on_from_everywhere(shows) -> None:
    def look(dialog, step):
        dialog.back.click()
        for field in [w for w in reachable(dialog) if not isinstance(w, QAbstractButton)]:
            dialog.back.click()
            field.setFocus()
            QTest.keyClick(field, ENTER)
            assert not asks(dialog), field

        dialog.back.click()
        assert any(isinstance(field, MeaningBox) for field in reachable(dialog))
        assert not [
            type(w).__name__ for w in reachable(dialog)
            if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
        ]  # fmt: skip
        assert step.fields.boxes[3].accessibleName() == "Meaning of the column Sal"
        activate(dialog)
        QTest.keyClick(step.view, ENTER, Qt.KeyboardModifier.ControlModifier)
        assert not asks(dialog)

    shows(SURE, look, accept=False)


def test_the_column_that_is_asked_about_first_is_in_sight(shows) -> None:
    def look(dialog, step):
        box = dialog.focusWidget()
        assert (box, asks(dialog)) == (step.fields.boxes[4], True)
        assert step.fields.rect().contains(box.geometry())

    rows = "".join(
        f"{9 + n}.00;{10 + n}.00;Nr {n};{'Bo' if n % 3 == 0 else 'Eva'} Ek;KTH;Hall;Kort;7\n" for n in range(9)
    )
    shows(f"Start;Slut;Titel;Talare;Organisation;Sal;Sammanfattning;Zonkod\n{rows}", look, accept=False)


def test_boxes_are_made_for_the_columns_in_sight_alone(shows) -> None:
    def look(dialog, step):
        dialog.back.click()
        assert len(step.fields.boxes) < 30
        step.view.scrollTo(step.view.model().index(0, 119))
        assert isinstance(step.fields.boxes[119], MeaningBox)

    wide = ";".join(f"Fråga {n}" for n in range(116))
    shows(f"Titel;Start;Slut;Sal;{wide}\nEtt;9.00;9.30;Hall;{';'.join('x' * 116)}\n", look, accept=False)


def test_a_field_that_was_unticked_by_hand_stays_so_too(shows, document) -> None:
    shows(SURE, lambda dialog, step: None)

    def look(dialog, step):
        row = next(row for row in dialog.plan.rows if row.title == "Kaffe")
        first, *others = (row.field_key(one) for one in row.differences)
        dialog.table.replace_ticks([row], others)
        dialog.back.click()
        dialog.go.click()
        (row,) = [row for row in dialog.plan.rows if row.title == "Kaffe"]
        assert dialog.table.ticked_fields(row) == frozenset(others) != frozenset({first, *others})

    shows(SURE.replace("Kaffe;9.15;9.30;;", "Kaffe;9.30;9.50;Hall;Bo Ek"), look, accept=False)
