"""The meaning of a table's columns: asked for only in doubt, chosen above the table, and shown at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from planner.wording import Wording
from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, room
from tests.ui.answers import Answers
from ui.features.importing.columns_step import ColumnsStep
from ui.features.importing.field_box import FieldBox
from ui.features.importing.import_commands import import_into, import_new
from ui.features.importing.plan_dialog import ImportPlanDialog
from ui.kit.theme.presentation import Presentation
from ui.kit.theme.theme import LIGHT
from ui.state.document import Document
from ui.state.settings import Settings

SURE = "Titel;Start;Slut;Sal;Talare\nVälkomna;9.00;9.15;Hall;Anna Berg\nKaffe;9.15;9.30;;\n"
ODD = "Ämnet;Kl;Vem;Hotell\nVälkomna;9.00;Anna Berg;Clarion\nIntegritet;9.30;Bo Ek, Eva Falk;Scandic\n"
ENTER = Qt.Key.Key_Return
pytestmark = pytest.mark.usefixtures("reads_at_once")


@pytest.fixture
def presentation() -> Presentation:
    return Presentation(Wording("en"), QLocale("en_GB"), LIGHT)


@pytest.fixture
def parent(qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def document(tmp_path, env, presentation, qapp):
    """Yield the document of a conference of one day with a hall."""
    document = Document(
        Workspace.create(tmp_path / "conference.estrad", agenda(day(), room("hall")), env), presentation
    )
    yield document
    document.close()


Look = Callable[[ImportPlanDialog, ColumnsStep], object]


@pytest.fixture
def shows(document, answers: Answers, parent, settings: Settings, tmp_path: Path):
    """Return a function that imports a table, acts on the dialog, and returns whether anything was imported."""

    def show(text: str | bytes | Path, act: Look, *, accept: bool = True) -> bool:
        source = text if isinstance(text, Path) else tmp_path / "list.csv"
        if not isinstance(text, Path):
            source.write_bytes(text if isinstance(text, bytes) else text.encode())

        def does(dialog: QDialog) -> bool:
            assert isinstance(dialog, ImportPlanDialog)
            assert dialog.columns
            act(dialog, dialog.columns)
            return accept

        answers.does = does
        return import_into(document, answers, parent, source, settings)

    return show


def asks(dialog: ImportPlanDialog) -> bool:
    """Return whether the columns are in sight."""
    return dialog.columns is not None and dialog.columns.isVisible()


def meanings(step: ColumnsStep) -> list[str]:
    """Return the meanings above the columns in sight."""
    return [step.fields.boxes[column].currentText() for column in sorted(step.fields.boxes)]


def cards(step: ColumnsStep) -> list[tuple[str, ...]]:
    return [(card.title, *card.about) for card in step.cards.rows]


def choose(step: ColumnsStep, column: int, typed: str) -> None:
    """Type a part of a field's name above a column, and press Enter."""
    box = step.fields.boxes[column]
    box.setFocus()
    assert box.lineEdit()
    box.lineEdit().selectAll()
    QTest.keyClicks(box, typed)
    QTest.keyClick(QApplication.activePopupWidget() or box, ENTER)


# asking ---------------------------------------------------------------------------------------------------


def test_a_table_whose_columns_are_known_is_not_asked_about_and_can_be_looked_at(shows) -> None:
    seen = []

    def look(dialog, step):
        seen.append((asks(dialog), dialog.back.isVisible(), dialog.go.text()))
        dialog.back.click()
        seen.append((asks(dialog), dialog.back.isVisible(), dialog.go.text()))
        dialog.go.click()
        seen.append((asks(dialog), dialog.back.isVisible(), dialog.go.text()))

    shows(SURE, look)

    assert seen == [(False, True, "Import 2 sessions"), (True, False, "Continue"), (False, True, "Import 2 sessions")]


def test_one_that_is_not_sure_is_asked_about_first(shows, document) -> None:
    seen = []

    def look(dialog, step):
        seen.append((asks(dialog), dialog.go.text()))
        choose(step, 0, "title")
        seen.append((meanings(step)[0], asks(dialog)))
        QTest.keyClick(step.view, ENTER)
        seen.append((asks(dialog), dialog.go.text()))

    shows(ODD, look)

    assert seen == [(True, "Continue"), ("Title", True), (False, "Import 2 sessions")]
    assert [s.title for s in document.agenda.sessions_in_order] == ["Välkomna", "Integritet"]


def test_without_a_title_nothing_goes_on_and_it_is_said(shows) -> None:
    seen = []

    def look(dialog, step):
        choose(step, 0, "left out")
        seen.append((step.asks.text(), dialog.go.isEnabled()))

    shows(SURE, lambda dialog, step: (dialog.back.click(), look(dialog, step)), accept=False)

    assert seen == [("No column is the title.", False)]


def test_the_columns_that_are_a_guess_are_marked_named_and_first_to_have_the_keys(shows) -> None:
    seen = []

    def marked(step):
        return [n for n, box in sorted(step.fields.boxes.items()) if box.property("unsure") == "true"]

    def look(dialog, step):
        seen.append((marked(step), dialog.focusWidget() is step.fields.boxes[0], step.asks.text()))
        seen.append(step.fields.boxes[3].accessibleName())
        choose(step, 0, "abstract")
        seen.append((marked(step), step.asks.text()))

    shows(ODD, look, accept=False)

    asked = "Look whether each column means what stands above it, first of all {}."
    assert seen == [
        ([0, 3], True, asked.format("A, D")),
        "Meaning of the column Hotell, not sure",
        ([], "No column is the title."),
    ]


def test_the_name_of_a_field_is_read_whole(shows) -> None:
    def look(dialog, step):
        dialog.back.click()
        choose(step, 1, "start date")
        choose(step, 2, "first name")
        for box in step.fields.boxes.values():
            line = box.lineEdit()
            assert line.fontMetrics().horizontalAdvance(line.text()) < line.width(), line.text()

    shows(SURE.replace("Titel", "A long title that makes no difference"), look, accept=False)


def test_tab_goes_from_above_through_the_columns_to_the_table(shows) -> None:
    seen = []

    def look(dialog, step):
        dialog.back.click()
        step.day.setFocus()
        for _ in range(6):
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            seen.append(dialog.focusWidget())
        assert seen == [*(step.fields.boxes[n] for n in range(5)), step.view]

    shows(SURE, look, accept=False)


# display --------------------------------------------------------------------------------------------------


def test_the_first_rows_are_seen_as_they_would_become_and_follow_each_choice(shows) -> None:
    seen = []

    def look(dialog, step):
        dialog.back.click()
        seen.append(cards(step)[0])
        choose(step, 4, "moderators")
        choose(step, 3, "track")
        seen.append(cards(step)[0])

    shows(SURE, look)

    assert seen == [
        ("Välkomna", "Thu 25 Apr 09:00 · 15 min · Hall", "Anna Berg"),
        ("Välkomna", "Thu 25 Apr 09:00 · 15 min · Hall", "Anna Berg"),
    ]


def test_a_field_is_found_in_either_language_and_by_headings_for_it(shows) -> None:
    found = []

    def look(dialog, step):
        dialog.back.click()
        for typed in ("moder", "talare", "e-post"):
            choose(step, 4, typed)
            found.append(step.fields.boxes[4].key)

    shows(SURE, look, accept=False)

    assert found == ["session.moderators", "session.speakers", "person.email"]


def test_escape_in_a_box_takes_back_what_was_typed_and_an_unknown_word_is_no_field(shows) -> None:
    seen = []

    def look(dialog, step):
        dialog.back.click()
        box = step.fields.boxes[0]
        box.setFocus()
        QTest.keyClicks(box, "zzz")
        QTest.keyClick(box, ENTER)
        seen.append((box.currentText(), asks(dialog)))

    shows(SURE, look, accept=False)

    assert seen == [("Title", True)]


def test_lines_above_the_headings_are_grey_and_another_row_can_be_the_headings(shows) -> None:
    seen = []

    def look(dialog, step):
        dialog.back.click()
        seen.append((step.head.value(), [colour_of(step, row) for row in range(3)]))
        step.head.setValue(2)
        seen.append((step.head.value(), step.mapping.main.head))

    shows("Programmet 2026;;;;\n;;;;\n" + SURE, look, accept=False)

    (first, colours), second = seen
    assert (first, colours[0] != colours[2], second) == (3, True, (2, 1))


def colour_of(step: ColumnsStep, row: int) -> str:
    return step.model.index(row, 0).data(Qt.ItemDataRole.ForegroundRole).name()


# choosing -------------------------------------------------------------------------------------------------


def test_another_encoding_is_tried_and_seen_at_once(shows) -> None:
    seen = []

    def look(dialog, step):
        dialog.back.click()
        seen.append(cards(step)[0][0])
        step.encoding.setCurrentIndex(step.encoding.findData("cp850"))
        step.encoding.activated.emit(step.encoding.currentIndex())
        seen.append(cards(step)[0][0])

    shows(SURE.encode("cp1252"), look, accept=False)

    assert seen == ["Välkomna", "VõLkomna".replace("L", "l")]


def test_the_order_of_dates_is_asked_where_it_is_open(shows) -> None:
    seen = []

    def look(dialog, step):
        seen.append((asks(dialog), step.order.isVisible(), dialog.go.isEnabled(), step.asks.text()))
        step.order.setCurrentIndex(2)
        step.order.activated.emit(2)
        seen.append((step.mapping.order, dialog.go.isEnabled(), step.order.isVisible()))

    shows("Titel;Datum;Start;Slut\nEtt;03/04/2026;9.00;9.30\n", look, accept=False)

    assert seen == [
        (True, True, False, "Dates such as 03/04 can be read in two ways; choose which."),
        ("month_first", True, True),
    ]


def test_a_sheet_is_chosen_among_several(shows, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, title in (("Torsdag", "Ett"), ("Utkast", "Två")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["Titel", "Start", "Slut", "Sal"])
        sheet.write_row(1, 0, [title, "9:00", "9:30", "Hall"])
    book.close()
    seen = []

    def look(dialog, step):
        if not asks(dialog):
            dialog.back.click()
        seen.append(([step.sheet.itemText(n) for n in range(step.sheet.count())], step.only.isChecked()))
        seen.append([card[0] for card in cards(step)])
        step.sheet.setCurrentIndex(1)
        step.sheet.activated.emit(1)
        seen.append((step.model.index(1, 0).data(), [card[0] for card in cards(step)]))
        step.only.click()
        seen.append((step.model.index(1, 0).data(), [card[0] for card in cards(step)]))

    shows(path, look, accept=False)

    assert seen == [
        (["Torsdag", "Utkast"], False), ["Ett", "Två"], ("Två", ["Ett", "Två"]), ("Två", ["Två"]),
    ]  # fmt: skip


def test_times_without_a_date_ask_for_the_day(
    env: Environment, presentation, answers: Answers, parent, tmp_path: Path
) -> None:
    source = tmp_path / "list.csv"
    source.write_text(SURE, encoding="utf-8")
    seen = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, ImportPlanDialog)
        step = dialog.columns
        assert step
        seen.append((asks(dialog), step.day.isVisible(), dialog.go.isEnabled()))
        assert dialog.focusWidget() is step.day
        QTest.keyClicks(step.day, "7 May 2026")
        QTest.keyClick(step.day, ENTER)
        seen.append((asks(dialog), dialog.go.text()))
        return True

    answers.does = does
    made = import_new(env, presentation, answers, parent, tmp_path, pytest.fail, source)

    assert seen == [(True, True, False), (False, "Import 2 sessions")]
    assert made
    assert [one.date.isoformat() for one in made.days_in_order] == ["2026-05-07"]


def test_what_was_chosen_is_remembered_for_such_a_table(shows) -> None:
    seen = []

    def choose_once(dialog, step):
        seen.append(asks(dialog))
        choose(step, 0, "title")
        dialog.go.click()

    shows(ODD, choose_once)
    shows(ODD.replace("Integritet", "Ansvar"), lambda dialog, step: seen.append((asks(dialog), meanings(step)[:1])))

    assert seen == [True, (False, ["Title"])]


# keys and screen readers ----------------------------------------------------------------------------------


def reachable(dialog: QDialog) -> list[QWidget]:
    return [
        w
        for w in dialog.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
    ]


def test_enter_goes_on_from_everywhere(shows) -> None:
    gone: list[tuple[str, bool]] = []

    def look(dialog, step):
        dialog.back.click()
        for field in [w for w in reachable(dialog) if not isinstance(w, QAbstractButton)]:
            dialog.back.click()
            field.setFocus()
            QTest.keyClick(field, ENTER)
            gone.append((type(field).__name__, asks(dialog)))

    shows(SURE, look, accept=False)

    assert {still for _name, still in gone} == {False}
    assert "FieldBox" in {name for name, _ in gone}


def test_ctrl_enter_goes_on_too(shows) -> None:
    seen = []

    def look(dialog, step):
        dialog.back.click()
        dialog.activateWindow()
        assert QTest.qWaitForWindowActive(dialog)
        QTest.keyClick(step.view, ENTER, Qt.KeyboardModifier.ControlModifier)
        seen.append(asks(dialog))

    shows(SURE, look, accept=False)

    assert seen == [False]


def test_everything_has_a_name(shows) -> None:
    unnamed: list[str] = []

    def look(dialog, step):
        dialog.back.click()
        unnamed.extend(
            type(w).__name__
            for w in reachable(dialog)
            if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
        )
        assert step.fields.boxes[3].accessibleName() == "Meaning of the column Sal"

    shows(SURE, look, accept=False)

    assert unnamed == []


def test_boxes_are_made_for_the_columns_in_sight_alone(shows) -> None:
    seen = []

    def look(dialog, step):
        dialog.back.click()
        seen.append(len(step.fields.boxes) < 30)
        step.view.scrollTo(step.model.index(0, 119))
        seen.append(119 in step.fields.boxes)
        assert isinstance(step.fields.boxes[119], FieldBox)

    wide = ";".join(f"Fråga {n}" for n in range(116))
    shows(f"Titel;Start;Slut;Sal;{wide}\nEtt;9.00;9.30;Hall;{';'.join('x' * 116)}\n", look, accept=False)

    assert seen == [True, True]


def test_what_was_ticked_by_hand_stays_so_when_one_has_looked_at_the_columns_again(shows) -> None:
    def look(dialog, step):
        rows = {row.title: n for n, row in enumerate(dialog.plan.rows)}
        dialog.table.tick([rows["Kaffe"]], False)
        dialog.back.click()
        choose(step, 2, "left out")
        dialog.go.click()
        assert {row.title: dialog.table.is_taken(row) for row in dialog.plan.rows} == {"Välkomna": True, "Kaffe": False}

    shows(SURE, look, accept=False)


def test_a_field_that_was_unticked_by_hand_stays_so_too(shows, document) -> None:
    shows(SURE, lambda dialog, step: None)

    def look(dialog, step):
        row = next(row for row in dialog.plan.rows if row.title == "Kaffe")
        first, *others = (row.field_key(one) for one in row.differences)
        dialog.table.tick_fields(row, frozenset(others))
        dialog.back.click()
        dialog.go.click()
        (row,) = [row for row in dialog.plan.rows if row.title == "Kaffe"]
        assert dialog.table.fields_of(row) == frozenset(others) != frozenset({first, *others})

    shows(SURE.replace("Kaffe;9.15;9.30;;", "Kaffe;9.30;9.50;Hall;Bo Ek"), look, accept=False)
