"""The import dialog shows doubtful points, opens on the differences, and can be searched, sorted and used by keys."""

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from planner.wording import Wording
from planner.workspace import Workspace
from tests.importing.schedules import Importing, event, one, person, persons, written
from tests.ui.import_dialog import FIRST, LONDON, SECOND, accepting, chip, choose_zone, shown
from ui.features.importing.import_commands import import_into, import_new
from ui.features.importing.plan_table import CHANGE, VERDICT, WHAT
from ui.kit.theme.presentation import Presentation
from ui.kit.theme.theme import LIGHT
from ui.state.document import Document


@pytest.fixture
def presentation():
    return Presentation(Wording("en"), QLocale("en_GB"), LIGHT)


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def document(tmp_path, env, presentation, qapp):
    """Yield the document of a conference that was imported from the first version of a file."""
    document = Document(
        Workspace.create(tmp_path / "conference.estrad", Importing(tmp_path).new(FIRST), env), presentation
    )
    yield document
    document.close()


@pytest.fixture
def doubtful(tmp_path):
    """Return a file with people who share an id, whose zone differs from that of the conference."""
    crowd = persons(person("Ada", id="7"), person("Bo", id="7"))
    return written(tmp_path / "london.xml", LONDON.replace("</event>", crowd + "</event>", 1))


def test_a_zone_that_the_file_contradicts_is_not_chosen_for_anybody(document, answers, parent, doubtful):
    seen = []

    def choose(dialog):
        zone, chips = dialog.zone, [chip.pos() for chip in dialog.chips.buttons()]
        seen.append((zone.currentText(), zone.itemText(0), dialog.go.isEnabled(), dialog.warns.text()))
        choose_zone(dialog, "london")
        seen.append((zone.currentText(), dialog.go.isEnabled(), dialog.isVisible()))
        dialog.layout().activate()
        assert [chip.pos() for chip in dialog.chips.buttons()] == chips

    answers.source, answers.does = doubtful, accepting(choose)

    assert import_into(document, answers, parent)
    assert seen[0][:3] == ("", "Europe/Dublin", False)
    assert seen[0][3].endswith(
        "An id in the file stands for several names; its 2 people are told apart by name.\n"
        "The file's times are not those of Europe/Stockholm: 2 of them, such as 2024-04-25T09:00+01:00, are counted "
        "from UTC otherwise.\nChoose the time zone of the place.\n1 row is doubtful."
    )
    assert seen[1] == ("Europe/London", True, True)
    assert [s.placement.span.start for s in document.agenda.sessions_in_order[3:]] == [600, 660]


def test_the_conference_s_own_zone_can_be_chosen_all_the_same(document, answers, parent, doubtful):
    answers.source, answers.does = doubtful, accepting(lambda dialog: choose_zone(dialog, "europe/stockholm"))

    assert import_into(document, answers, parent)
    assert [s.placement.span.start for s in document.agenda.sessions_in_order[3:]] == [540, 600]


def test_a_new_conference_is_in_the_zone_that_is_chosen(env, presentation, answers, parent, tmp_path):
    india = LONDON.replace("+01:00", "+05:30")
    answers.source, seen = written(tmp_path / "india.xml", india), []

    def choose(dialog):
        seen.append((dialog.zone.currentText(), "Asia/Kolkata" in dialog.plan.contradiction.fitting))
        choose_zone(dialog, "kolkata")

    answers.does = accepting(choose)
    made = import_new(env, presentation, answers, parent, tmp_path, pytest.fail)

    assert (seen, made.conference.timezone) == ([("", True)], "Asia/Kolkata")
    assert [p.span.start for _, p in made.placed] == [540, 600]


def test_enter_in_the_box_of_zones_takes_what_is_meant_or_nothing(document, answers, parent, doubtful):
    seen = []

    def choose(dialog):
        for typed in ("nowhere", "berlin", "new york", "Asia/Tokyo"):
            choose_zone(dialog, typed)
            seen.append((dialog.zone.currentText(), dialog.no_zone.text(), dialog.isVisible()))
        dialog.zone.setFocus()
        dialog.zone.lineEdit().selectAll()
        QTest.keyClicks(dialog.zone, "new york")  # it is taken when the box is left, too
        QApplication.sendEvent(dialog.zone, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
        assert (dialog.zone.currentText(), dialog.go.isEnabled()) == ("America/New_York", True)
        chip(dialog, "Doubtful").click()
        (said,) = shown(dialog, CHANGE)
        assert "“Ada” has an id that stands for other names as well." in said
        assert chip(dialog, "Doubtful").text() == "Doubtful 1"

    answers.source, answers.does = doubtful, accepting(choose)
    import_into(document, answers, parent)

    refused = "There is no time zone “nowhere”. Type a city or a name such as Stockholm or Europe/Stockholm."
    assert seen == [
        ("nowhere", refused, True), ("Europe/Berlin", "", True), ("America/New_York", "", True),
        ("Asia/Tokyo", "", True),
    ]  # fmt: skip


def test_rows_are_filtered_searched_and_sorted_and_enter_there_never_imports(document, answers, parent, tmp_path):
    answers.source = written(tmp_path / "schedule.xml", SECOND)

    def by_keys(dialog):
        chip(dialog, "Refused").setFocus()
        QTest.keyClick(chip(dialog, "Refused"), Qt.Key.Key_Return)
        assert (shown(dialog), dialog.isVisible()) == (["Bad"], True)
        chip(dialog, "All").click()
        dialog.search.setFocus()
        QTest.keyClicks(dialog.search, "added")
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        assert (shown(dialog), dialog.isVisible(), dialog.focusWidget()) == (["<b>Added</b>"], True, dialog.view)

        everything = ["Moved", "Stays", "<b>Added</b>", "Bad", "Dropped"]
        for typed, rows in {
            "moved": ["Moved"], "11:00 HALL": [], "soon": ["Bad"], "11:00 soon": [], "": everything,
        }.items():  # fmt: skip
            dialog.search.setText(typed)
            assert shown(dialog) == rows
        for column, rows in (
            (WHAT, "<b>Ad Bad Dropp Moved Stays"), (WHAT, "Stays Moved Dropp Bad <b>Ad"),
            (WHAT, "Moved Stays <b>Ad Bad Dropp"), (VERDICT, "<b>Ad Moved Stays Dropp Bad"),
        ):  # fmt: skip
            dialog.view.horizontalHeader().sectionClicked.emit(column)
            assert [title[:5] for title in shown(dialog)] == rows.split()
        return False

    answers.does = by_keys
    assert not import_into(document, answers, parent)


def test_enter_in_the_rows_does_what_the_marked_button_says(document, answers, parent, tmp_path):
    answers.source = written(tmp_path / "schedule.xml", SECOND)
    seen = []

    def by_keys(dialog):
        seen.append(dialog.go.isDefault())
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        seen.append((dialog.isVisible(), dialog.result()))
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does = by_keys

    assert import_into(document, answers, parent)
    assert seen == [True, (False, QDialog.DialogCode.Accepted)]


def test_the_same_again_is_nothing_new(document, answers, parent, tmp_path):
    answers.source = written(tmp_path / "schedule.xml", FIRST)
    seen = []

    def look(dialog):
        seen.append((dialog.nothing.text(), dialog.nothing.isVisible(), dialog.go.isVisible(), dialog.leave.text()))
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        seen.append((dialog.isVisible(), dialog.result()))
        return False

    answers.does = look
    import_into(document, answers, parent)

    assert seen == [
        ("Nothing new: 3 sessions are here as the file has them.", True, False, "Close"),
        (False, QDialog.DialogCode.Rejected),
    ]


def test_the_whole_of_a_long_row_is_told_below_and_to_a_reader_of_the_screen(document, answers, parent, tmp_path):
    title = "A very long title " * 12
    answers.source = written(tmp_path / "schedule.xml", one(event(9, title)))
    seen = []

    def look(dialog):
        index = dialog.view.filter.index(0, WHAT)
        seen.extend(
            [dialog.full.text().lstrip("\u200e"), index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()]
        )

    answers.does = accepting(look)
    import_into(document, answers, parent)

    assert (seen[0].startswith(title.strip() + ": 2024-04-25"), seen[1]) == (True, title.strip())


def test_the_button_says_what_it_does_and_the_dialog_uses_the_screen(env, presentation, answers, parent, tmp_path):
    def look(dialog):
        room = dialog.screen().availableGeometry()
        assert (dialog.width() >= min(1440, room.width() * 9 // 10), dialog.head.height() < 40) == (True, True)
        assert dialog.unmapped.text().endswith("and 12 more.")  # many names without a place are counted
        assert dialog.go.text() == "Import 20 sessions and 1 other change"
        dialog.table.tick(range(20), False)
        assert dialog.go.text() == "Import 1 change"
        return False

    made = one(*(event(n, inside=f"<x{n}>y</x{n}>") for n in range(20))).replace("</day>", '<room name="Attic"/></day>')
    answers.source = written(tmp_path / "a-very-long-name-of-a-schedule.xml", made)
    answers.does = look
    assert import_new(env, presentation, answers, parent, tmp_path, pytest.fail) is None
