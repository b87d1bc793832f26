"""An import in the window: the plan and its doubts are shown first, the ticked rows are imported, all in one step."""

from pathlib import Path
from unicodedata import bidirectional
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimeZone
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow

from planner.commands.edit import edit
from planner.domain.entities import Session
from planner.domain.long_task import Progress
from planner.domain.text import EstradError
from planner.importing.plan import SORTS, ImportRow, Verdict
from planner.incoming_file import file_name_patterns
from planner.workspace import Workspace
from tests.importing.schedules import Importing, event, one, person, persons, written
from tests.ui.fields import choose_by_letters
from tests.ui.window_driver import texts_of, type_at
from ui.features.importing.import_commands import import_new, run_import
from ui.features.importing.plan_dialog import ImportPlanDialog
from ui.features.importing.plan_table import (
    CHANGE,
    LINE,
    SORT_NAMES,
    TICK,
    VERDICT,
    WHAT,
    ImportTableModel,
    toggle_check_box,
)
from ui.kit.dialogs import progress
from ui.kit.dialogs.progress import ProgressDialog
from ui.state.document import Document
from ui.state.transfer import CopiedText

FIRST = one(event(1, "Moved", inside=persons(person("Ada", id="7"))), event(2, "Dropped"), event(3, "Stays"))
SECOND = one(
    event(1, "Moved", start="11:00", inside=persons(person("Ada", id="7"))), event(3, "Stays"),
    event(4, "<b>Added</b>"), event(5, "Bad", duration="soon"),
)  # fmt: skip
SILENT = one(event(1), head="<title>Silent</title>")
LONDON = one(
    event(1, date="2024-04-25T09:00:00+01:00"), event(2, date="2024-04-25T10:00:00+01:00", start="10:00"),
    head="<title>Silent</title>",
)  # fmt: skip


@pytest.fixture
def document(tmp_path, env, presentation, qapp):
    """Yield the document of a conference that was imported from the first version of a file."""
    whole = Importing(tmp_path).new(FIRST)
    document = Document(Workspace.create(tmp_path / "conference.estrad", whole, env), presentation)
    yield document
    document.close()


@pytest.fixture
def shows(document, answers, parent, tmp_path):
    def show(source, act, name="schedule.xml", *, accept=False):
        def does(dialog):
            seen.append(act(dialog))
            return accept

        seen, answers.does = [], does
        source = source if isinstance(source, CopiedText) else written(tmp_path / name, source)
        assert (run_import(document, answers, parent, source) is False) is accept
        return seen[0]

    return show


@pytest.fixture
def made_new(env, presentation, answers, parent):
    def make(source, tells=pytest.fail):
        return import_new(env, presentation, answers, parent, tells, source)

    return make


def shown(dialog, column=WHAT):
    filtered = dialog.table
    return [filtered.index(row, column).data() for row in range(filtered.rowCount())]


def accepting(act=lambda dialog: None):
    def does(dialog: QDialog) -> bool:
        act(dialog)
        return True

    return does


def chip(dialog, name):
    return next(button for button in dialog.chips.buttons() if button.text().startswith(name))


def click(widget, at):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def titles(document):
    return [(s.title, s.placement is None) for s in document.agenda.sessions_in_order]


def test_a_second_version_is_shown_and_taken_as_one_step(document, answers, parent, tmp_path, shows):
    answers.source = written(tmp_path / "schedule.xml", SECOND)
    seen = []
    answers.does = accepting(lambda d: seen.append((shown(d), shown(d, VERDICT), d.go.text(), d.zone.isVisible())))

    assert run_import(document, answers, parent) is False

    assert answers.patterns == file_name_patterns()
    assert seen == [
        (
            ["Moved", "<b>Added</b>", "Bad", "Dropped"],
            ["Changed", "New", "Rejected", "Missing"],
            "Import 2 sessions",
            False,
        )
    ]
    assert titles(document) == [("Moved", False), ("Dropped", False), ("Stays", False), ("<b>Added</b>", False)]
    document.workspace.undo()
    assert titles(document) == [("Moved", False), ("Dropped", False), ("Stays", False)]
    assert document.workspace.history.undo_label is None

    def tick(dialog):
        index = dialog.table.index(3, TICK)
        assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
        click(dialog.view.viewport(), dialog.view.visualRect(index).center())
        assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked

    shows(SECOND, tick, accept=True)
    assert ("Dropped", True) in titles(document)  # what is gone goes to the tray when ticked


def test_what_is_cancelled_or_wrong_leaves_nothing_to_undo(document, answers, parent, tmp_path, qtbot, shows):
    assert run_import(document, answers, parent) is None  # no file was chosen
    shows(SECOND, lambda dialog: None)
    with qtbot.waitSignal(document.change_refused) as told:
        assert run_import(document, answers, parent, written(tmp_path / "schedule.json", "{}")) is None

    assert str(told.args[0]) == "“schedule.json” is JSON without a list of anything that could be sessions."
    assert (len(document.agenda.sessions), document.workspace.history.undo_label) == (3, None)


def test_the_chips_count_and_filter_and_the_head_of_the_ticks_takes_all_that_is_shown(shows, qtbot):
    def look(dialog):
        view, header = dialog.view, dialog.view.horizontalHeader()
        head = middle_of_ink(header.viewport(), QRect(0, 0, header.sectionSize(TICK), header.height()))
        boxes = [view.visualRect(dialog.table.index(row, TICK)) for row in (0, 1, 3)]
        assert max(abs(middle_of_ink(view.viewport(), box) - head) for box in boxes) <= 1  # it stands over those
        assert dialog.table.index(2, TICK).data(Qt.ItemDataRole.CheckStateRole) is None  # it cannot be taken
        heard = dialog.table.index(0, TICK).data(Qt.ItemDataRole.AccessibleTextRole)
        assert heard == "Changed, Moved, time and room: 09:00–09:30 → 11:00–11:30, ticked"
        assert view.accessibleName() == "What would be imported"

        found = []
        for _ in range(2):
            place = QPoint(header.sectionViewportPosition(TICK) + 8, header.height() // 2)
            qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
            found.append((len(dialog.table.keys), dialog.go.isEnabled()))
        assert found == [(3, True), (0, False)]

        assert [button.text() for button in dialog.chips.buttons()] == [
            "All 5", "To import 4", "New 1", "Changed 1", "Conflict 0", "Check 0", "Same 1", "Missing 1", "Rejected 1",
        ]  # fmt: skip
        assert dialog.chips.checkedButton().text() == "To import 4"
        for name, rows in {
            "New": ["<b>Added</b>"], "Missing": ["Dropped"],
            "All": ["Moved", "Stays", "<b>Added</b>", "Bad", "Dropped"],
        }.items():  # fmt: skip
            chip(dialog, name).click()
            assert shown(dialog) == rows

        type_at(dialog.search, "added", Qt.Key.Key_Escape)
        assert (dialog.search.text(), dialog.isVisible()) == ("", True)
        QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
        return dialog.isVisible()

    assert not shows(SECOND, look)


def middle_of_ink(widget, rect):
    """Return the pixels from the left of the rectangle to the middle of the ink in it."""
    image = widget.grab(rect).toImage()
    ground = image.pixelColor(1, image.height() // 2).lightness()
    inked = [
        x for x in range(image.width()) for y in range(3, image.height() - 3)
        if abs(image.pixelColor(x, y).lightness() - ground) > 40
    ]  # fmt: skip
    return (min(inked) + max(inked)) / 2 / image.devicePixelRatio()


def test_a_file_of_another_conference_is_warned_of_and_one_sort_of_things_shown_alone(shows):
    def warned(dialog):
        return dialog.warns.text(), dialog.warns.isVisible()

    def alone(dialog):
        chip(dialog, "All").click()
        sorts, everything = [dialog.sorts.itemText(n).split(" ")[0] for n in range(2)], len(shown(dialog))
        dialog.sorts.setCurrentIndex(1)
        dialog.sorts.activated.emit(1)
        return sorts, everything, shown(dialog)

    assert shows(one(event(1), head="<title>Other</title>").replace("2024-04-25", "2031-01-01"), warned) == (
        "The file seems to belong to another conference: it is of “Other”, 2031-01-01, "
        "and this is “The Conference”, 2024-04-25.", True,
    )  # fmt: skip
    assert shows(SECOND, warned) == (
        "1 row cannot be taken in: 9 Bad", True,
    )  # fmt: skip
    assert shows(SECOND.replace("The Conference", "Another"), alone) == (
        ["Everything", "Sessions"], 6, ["Moved", "Stays", "<b>Added</b>", "Bad", "Dropped"],
    )  # fmt: skip


def test_what_both_changed_is_not_ticked_and_can_be(document, shows):
    dropped = next(s for s in document.agenda.sessions.values() if s.title == "Dropped")
    document.apply(lambda agenda: edit(agenda, Session, dropped.id, title="Mine"))

    def tick(dialog):
        assert (shown(dialog, VERDICT)[0], shown(dialog, CHANGE)[0], dialog.go.isEnabled()) == (
            "Conflict", "title: Mine → Theirs · Changed here and in the file. Tick it to take what the file says.",
            False,
        )  # fmt: skip
        assert [str(field.last) for row in dialog.plan.rows for field in row.differences] == ["Dropped"]
        dialog.table.toggle_ticks(dialog.table.rows[:1])

    shows(FIRST.replace("Dropped", "Theirs"), tick, accept=True)
    assert [title for title, _ in titles(document)] == ["Moved", "Theirs", "Stays"]


def test_keys_tick_what_is_selected_and_enter_does_what_the_marked_button_says(document, shows):
    def by_keys(dialog):
        assert (dialog.focusWidget() is dialog.view, dialog.go.isDefault()) == (True, True)
        chip(dialog, "All").click()
        dialog.view.selectRow(0)
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
            QTest.keyClick(dialog.view, key)
            said.append(dialog.go.text())
        QTest.keyClick(dialog.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for _twice in range(2):
            QTest.keyClick(dialog.view, Qt.Key.Key_Space)
            said.append(dialog.go.text())

    def enter(dialog):
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        return dialog.isVisible(), dialog.result()

    said = []
    shows(SECOND, by_keys, accept=True)
    assert said == [*["Import 1 session"] * 4, "Import", "Import 3 sessions", "Import"]
    assert document.workspace.history.undo_label is None
    assert shows(SECOND, enter, accept=True) == (False, QDialog.DialogCode.Accepted)

    def nothing(dialog):
        said = (dialog.nothing.text(), dialog.nothing.isVisible(), dialog.go.isVisible(), dialog.leave.text())
        return *said, *enter(dialog)

    document.workspace.undo()
    assert shows(FIRST, nothing) == (
        "Nothing new: 3 sessions are here as the file has them.", True, False, "Close", False,
        QDialog.DialogCode.Rejected,
    )  # fmt: skip


def test_foreign_text_is_never_markup_and_the_whole_of_a_long_row_is_told_below(shows):
    def look(dialog):
        assert {w.textFormat() for w in dialog.findChildren(QLabel) if "{" not in w.text()} == {Qt.TextFormat.PlainText}
        return dialog.head.text(), dialog.unmapped.text(), dialog.table.index(1, WHAT).data(Qt.ItemDataRole.ToolTipRole)

    text = SECOND.replace("<slug", "<x").replace("</schedule>", "<b>bold</b></schedule>")
    assert shows(text, look, "<b>&amp;.xml") == (
        "Import <b>&amp;.xml", "Left out, as there is no field for it: b (1).", "<qt>&lt;b&gt;Added&lt;/b&gt;</qt>",
    )  # fmt: skip

    def read(dialog):
        index = dialog.table.index(0, WHAT)
        return dialog.full.text().lstrip("\u200e"), index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()

    title = "A very long title " * 12
    full, heard = shows(one(event(9, title)), read)
    assert (full.startswith(title.strip() + ": 2024-04-25"), heard) == (True, title.strip())


def test_a_zone_that_the_file_does_not_tell_is_asked_for(made_new, shows, answers, tmp_path):
    def unticked(dialog):
        dialog.table.toggle_ticks(dialog.table.rows[:1])
        choose_by_letters(dialog.zone, "tokyo")
        return dialog.table.keys, dialog.says.text()

    assert shows(SILENT, unticked, accept=True) == (
        frozenset(),  # what was unticked stays so in another zone
        "Times are read in Asia/Tokyo, as asked for. "
        "The times are converted to Europe/Stockholm, the conference's own time zone.",
    )

    def choose(dialog):
        assert dialog.zone.isVisible()
        choose_by_letters(dialog.zone, "tokyo")
        assert (dialog.says.text(), shown(dialog, CHANGE)) == (
            "Times are read in Asia/Tokyo, as asked for.", ["2024-04-25 09:00–09:30, Hall · nobody yet"],
        )  # fmt: skip

    answers.does = accepting(choose)
    assert made_new(written(tmp_path / "silent.xml", SILENT)).conference.timezone == "Asia/Tokyo"
    assert ZoneInfo(QTimeZone.systemTimeZoneId().toStdString())  # the zone of this machine is one that there is


def test_a_new_conference(env, made_new, answers, tmp_path):
    source = written(tmp_path / "schedule.xml", FIRST)
    answers.does = accepting()
    made = made_new(source)
    assert (made.conference.title, len(made.sessions), len(made.people)) == ("The Conference", 3, 1)
    Workspace.create(tmp_path / "new.estrad", made, env).close()

    answers.does = accepting(lambda dialog: dialog.table.toggle_ticks(dialog.table.rows[:3]))
    made = made_new(source)
    assert (len(made.sessions), len(made.days)) == (0, 1)  # of nothing but its name

    answers.does = lambda dialog: False
    assert made_new(source) is None
    for text in ("", "<schedule/>"):
        told: list[EstradError] = []
        source = written(tmp_path / "schedule.xml", text)
        assert (made_new(source, told.append), [error.file for error in told]) == (None, [source])


def test_a_long_work_shows_how_far_it_is_and_its_fault(document, answers, parent, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    answers.source = written(tmp_path / "schedule.xml", SECOND)
    seen = []

    @answers.meets
    def does(dialog):
        seen.append(type(dialog))
        if isinstance(dialog, ProgressDialog):
            qtbot.waitUntil(lambda: dialog.result() == QDialog.DialogCode.Accepted)
        return True

    assert run_import(document, answers, parent) is False
    assert (seen, len(document.agenda.sessions)) == ([ProgressDialog, ProgressDialog, ImportPlanDialog], 4)

    answers.does = lambda dialog: bool(qtbot.waitUntil(lambda: dialog.fault is not None))
    with qtbot.waitSignal(document.change_refused) as told:
        assert run_import(document, answers, parent, written(tmp_path / "schedule.xml", "<schedule/>")) is None
    assert told.args[0].file == Path(answers.source)


def test_a_long_work_is_given_up(qtbot, presentation):
    closed = []

    def endless():
        n = 0
        try:
            while True:
                yield Progress(n % 100, 100)
                n += 1
        finally:
            closed.append(n)

    steps = endless()
    working = ProgressDialog(steps, "Import", "Reading…")
    qtbot.addWidget(working)
    working.show()
    qtbot.waitUntil(lambda: working.bar.value() > 0)

    working.reject()
    steps.close()

    assert (working.result(), len(closed), working.outcome) == (0, 1, None)


def test_a_window_that_is_closed_while_it_reads_gives_the_reading_up_first(qtbot, presentation, answers):
    window, steps, done = QMainWindow(), [], []
    qtbot.addWidget(window)
    window.show()

    def reading():
        try:
            while True:
                yield Progress(0, 1)
                steps.append(window.isVisible())
                if len(steps) == 3:
                    window.close()
        finally:
            done.append(window.isVisible())

    assert progress.run_with_progress(reading(), answers, window, "Import", "Reading…") is None

    assert (all(steps), done) == (True, [True])
    qtbot.waitUntil(lambda: not window.isVisible())


# one field at a time --------------------------------------------------------------------------------------

BOTH = one(event(1, "Moved on", start="11:00", inside=persons(person("Ada", id="7"))), event(2, "Dropped"),
           event(3, "Stays"))  # fmt: skip


def test_a_row_is_seen_field_by_field_and_one_field_is_taken_alone_by_keys(document, shows):
    def look(dialog):
        assert (dialog.fields.isVisible(), texts_of(dialog.fields.items, 4)) == (
            True,
            [("title", "Moved", "Moved on", "Moved"), ("time and room", "09:00–09:30", "11:00–11:30", "09:00–09:30")],
        )
        for field in dialog.fields.items:
            toggle_check_box(field)
        none = (dialog.table.keys, dialog.go.isEnabled())  # all fields unticked is the row unticked
        toggle_check_box(dialog.fields.items[1])
        dialog.table.toggle_ticks(dialog.table.rows[:1])  # and a tick of the row takes all
        return none, (len(dialog.table.keys), dialog.go.text())

    assert shows(BOTH, look) == ((frozenset(), False), (1, "Import 1 session"))

    def by_keys(dialog):
        QTest.keyClick(dialog.view, Qt.Key.Key_Right)
        assert dialog.focusWidget() is dialog.fields
        QTest.keyClick(dialog.fields, Qt.Key.Key_Space)
        ticked, state = dialog.table.keys, dialog.table.index(0, TICK).data(Qt.ItemDataRole.CheckStateRole)
        assert ([key.rpartition("/")[2] for key in ticked], state) == (["placement"], Qt.CheckState.PartiallyChecked)
        assert dialog.table.index(0, TICK).data(Qt.ItemDataRole.AccessibleTextRole).endswith(", partly ticked")
        QTest.keyClick(dialog.fields, Qt.Key.Key_Left)
        assert dialog.focusWidget() is dialog.view

    shows(BOTH, by_keys, accept=True)
    assert next(s for s in document.agenda.sessions.values() if s.title == "Moved").placement.span.start == 11 * 60


def test_what_is_pasted_says_what_it_is_and_what_is_searched_for_is_seen_from_its_first_row(shows):
    def people(dialog):
        return shown(dialog), dialog.table.headerData(WHAT, Qt.Orientation.Horizontal), dialog.brings.isVisible()

    clip = CopiedText(b"", "Name\tE-mail\nBo Ek\tbo@example.org\nEva Falk\teva@example.org\n")
    assert shows(clip, people) == (["Bo Ek", "Eva Falk"], "Person", False)  # nobody comes along with themselves

    def look(dialog):
        dialog.view.selectRow(90)
        QTest.keyClicks(dialog.search, "talk")
        return dialog.view.rowAt(0), dialog.view.currentIndex().row()

    rows = "".join(f"Talk {n}\tBo\n" for n in range(100))
    assert shows(CopiedText(b"", f"Title\tSpeaker\n{rows}"), look) == (0, 0)

    clip = CopiedText(b"", "Title\tSpeaker\n\u0645\u0631\u062d\u0628\u0627\tBo Ek\n")
    text = shows(clip, lambda dialog: dialog.full.text())
    # a title in Arabic turns no sentence around
    assert next(found for found in map(bidirectional, text) if found in ("L", "R", "AL")) == "L"


# doubts ---------------------------------------------------------------------------------------------------

CROWD = persons(person("Ada", id="7"), person("", id="8"))
DOUBTFUL = LONDON.replace("</event>", CROWD + "</event>", 1)
"""Somebody without a name, and a zone that differs from that of the conference."""


def test_a_zone_that_the_file_contradicts_is_not_chosen_for_anybody(document, shows):
    def choose(dialog):
        zone, chips = dialog.zone, [chip.pos() for chip in dialog.chips.buttons()]
        assert (zone.currentText(), zone.itemText(0), dialog.go.isEnabled()) == ("", "Europe/London", False)
        assert zone.itemText(len(dialog.plan.contradiction.fitting) + 1) == "Asia/Kolkata"  # below those that fit
        assert dialog.warns.text().endswith(
            "The file's times are not those of Europe/Stockholm: 2 of them, such as 2024-04-25T09:00+01:00, are "
            "counted from UTC otherwise.\nChoose the time zone of the place.\n1 row to check."
        )
        choose_by_letters(dialog.zone, "london")
        assert (zone.currentText(), dialog.go.isEnabled(), dialog.isVisible()) == ("Europe/London", True, True)
        dialog.layout().activate()
        assert [chip.pos() for chip in dialog.chips.buttons()] == chips

    # the conference's own zone can be chosen all the same
    for act, starts in (
        (choose, [600, 660]),
        (lambda dialog: choose_by_letters(dialog.zone, "europe/stockholm"), [540, 600]),
    ):
        shows(DOUBTFUL, act, accept=True)
        assert [s.placement.span.start for s in document.agenda.sessions_in_order[3:]] == starts
        document.workspace.undo()


def test_a_new_conference_is_in_the_zone_that_is_chosen(made_new, answers, tmp_path):
    def choose(dialog):
        assert (dialog.zone.currentText(), "Asia/Kolkata" in dialog.plan.contradiction.fitting) == ("", True)
        choose_by_letters(dialog.zone, "kolkata")

    answers.does = accepting(choose)
    made = made_new(written(tmp_path / "india.xml", LONDON.replace("+01:00", "+05:30")))
    assert (made.conference.timezone, [p.span.start for _, p in made.placed]) == ("Asia/Kolkata", [540, 600])


def test_enter_in_the_box_of_zones_takes_what_is_meant_or_nothing(shows):
    def choose(dialog):
        refused = "There is no time zone “nowhere”. Type a city or a name such as Stockholm or Europe/Stockholm."
        for typed, zone, said in (
            ("nowhere", "nowhere", refused), ("berlin", "Europe/Berlin", ""), ("new york", "America/New_York", ""),
            ("Asia/Tokyo", "Asia/Tokyo", ""),
        ):  # fmt: skip
            choose_by_letters(dialog.zone, typed)
            assert (dialog.zone.currentText(), dialog.no_zone.text(), dialog.isVisible()) == (zone, said, True)
        dialog.zone.setFocus()
        dialog.zone.lineEdit().selectAll()
        QTest.keyClicks(dialog.zone, "new york")  # it is taken when the box is left, too
        QApplication.sendEvent(dialog.zone, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
        assert (dialog.zone.currentText(), dialog.go.isEnabled()) == ("America/New_York", True)
        chip(dialog, "Check").click()
        (said,) = shown(dialog, CHANGE)
        assert "has no name and is left out." in said
        assert chip(dialog, "Check").text() == "Check 1"

    shows(DOUBTFUL, choose)


def test_rows_are_filtered_searched_and_sorted_and_enter_there_never_imports(shows):
    def by_keys(dialog):
        chip(dialog, "Rejected").setFocus()
        QTest.keyClick(chip(dialog, "Rejected"), Qt.Key.Key_Return)
        assert (shown(dialog), dialog.isVisible()) == (["Bad"], True)
        chip(dialog, "All").click()
        dialog.search.setFocus()
        type_at(dialog.search, "added", Qt.Key.Key_Return)
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
            header = dialog.view.horizontalHeader()
            click(header.viewport(), QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2))
            assert [title[:5] for title in shown(dialog)] == rows.split()

    shows(SECOND, by_keys)


def test_the_button_says_what_it_does_and_the_dialog_uses_the_screen(made_new, answers, tmp_path):
    def look(dialog):
        room = dialog.screen().availableGeometry()
        assert (dialog.width() >= min(1440, room.width() * 9 // 10), dialog.head.height() < 40) == (True, True)
        assert dialog.unmapped.text().endswith("and 12 more.")  # many names without a place are counted
        assert dialog.go.text() == "Import 20 sessions and 1 other change"
        dialog.table.toggle_ticks(dialog.table.rows[:20])
        assert dialog.go.text() == "Import 1 change"
        return False

    made = one(*(event(n, inside=f"<x{n}>y</x{n}>") for n in range(20))).replace("</day>", '<room name="Attic"/></day>')
    answers.does = look
    assert made_new(written(tmp_path / "a-very-long-name-of-a-schedule.xml", made)) is None


def test_the_cell_of_a_row_names_its_sheet_only_where_there_are_several(presentation):
    model = ImportTableModel(presentation)

    def cells(*found):
        rows = [ImportRow(cell or "gone", Session, Verdict.NEW, "A", cell=cell) for cell in found]
        model.tick_proposed(rows, ())
        model.show_rows(rows)
        return [model.index(n, LINE).data() for n in range(len(found))]

    assert cells("Program!C5", "Program!C6", "") == ["C5", "C6", "–"]
    assert cells("C5", "C6") == ["C5", "C6"]
    assert cells("Day 1!C5", "Day 2!C5") == ["Day 1!C5", "Day 2!C5"]


def test_every_sort_of_rows_has_its_name():
    assert set(SORT_NAMES) == set(SORTS)


def test_what_would_be_is_shown_beside_today_before_it_is(document, shows, answers):
    before, seen = document.agenda, []

    def compare(dialog):
        seen.extend((found.id, found.first is None, found.names) for found in dialog.differences)
        return True

    def look(dialog):
        answers.does = compare
        dialog.open_comparison.click()
        return dialog.plan.change(dialog.table.keys)

    after = before.after(shows(SECOND, look))
    assert {name for name, _new, _names in seen} == {
        name for name in before.sessions.keys() | after.sessions.keys()
        if (here := before.sessions.get(name)) is None or (there := after.sessions.get(name)) is None
        or (here.title, here.placement, here.people) != (there.title, there.placement, there.people)
    }  # fmt: skip
    assert document.agenda == before
