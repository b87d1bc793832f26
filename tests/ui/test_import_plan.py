"""An import in the window: the plan is shown first, the ticked rows are imported, and all of it is one step."""

from pathlib import Path
from unicodedata import bidirectional
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMainWindow, QWidget

from planner.commands.edit import edit
from planner.domain.entities import Session
from planner.domain.errors import EstradError
from planner.domain.long_task import Progress
from planner.incoming_file import name_patterns
from planner.wording import Wording
from planner.workspace import Workspace
from tests.importing.schedules import Importing, event, one, person, persons, written
from tests.ui.import_dialog import FIRST, SECOND, SILENT, accepting, chip, choose_zone, shown
from ui.features.importing.import_commands import import_into, import_new
from ui.features.importing.plan_dialog import ImportPlanDialog
from ui.features.importing.plan_table import CHANGE, TICK, VERDICT, WHAT
from ui.kit.dialogs import progress
from ui.kit.dialogs.progress import ProgressDialog
from ui.kit.theme.presentation import Presentation
from ui.kit.theme.theme import LIGHT
from ui.state.document import Document
from ui.state.transfer import CopiedText


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
    whole = Importing(tmp_path).new(FIRST)
    document = Document(Workspace.create(tmp_path / "conference.estrad", whole, env), presentation)
    yield document
    document.close()


def titles(document):
    return [(s.title, s.placement is None) for s in document.agenda.sessions_in_order]


def plan_shown(document, answers, parent, source, act, names=False):
    """Open the dialog of an import, cancel it, and return the result of the act on it."""
    seen = []
    answers.does = lambda dialog: bool(seen.append(act(dialog)))
    import_into(document, answers, parent, source, names=names)
    return seen[0]


def test_a_second_version_is_shown_and_taken_as_one_step(document, answers, parent, tmp_path):
    answers.source = written(tmp_path / "schedule.xml", SECOND)
    seen = []
    answers.does = accepting(lambda d: seen.append((shown(d), shown(d, VERDICT), d.go.text(), d.zone.isVisible())))

    assert import_into(document, answers, parent)

    assert answers.patterns == name_patterns()
    assert seen == [
        (
            ["Moved", "<b>Added</b>", "Bad", "Dropped"],
            ["Changed", "New", "Refused", "Gone"],
            "Import 2 sessions",
            False,
        )
    ]
    assert titles(document) == [("Moved", False), ("Dropped", False), ("Stays", False), ("<b>Added</b>", False)]
    document.workspace.undo()
    assert titles(document) == [("Moved", False), ("Dropped", False), ("Stays", False)]
    assert document.workspace.history.undoable is None


def test_what_is_cancelled_or_wrong_leaves_nothing_to_undo(document, answers, parent, tmp_path, qtbot):
    assert not import_into(document, answers, parent)  # no file was chosen
    plan_shown(document, answers, parent, written(tmp_path / "schedule.xml", SECOND), lambda dialog: None)
    with qtbot.waitSignal(document.change_refused) as told:
        assert not import_into(document, answers, parent, written(tmp_path / "schedule.json", "{}"))

    assert str(told.args[0]) == "“schedule.json” is JSON without a list of anything that could be sessions."
    assert (len(document.agenda.sessions), document.workspace.history.undoable) == (3, None)


def test_the_chips_count_and_filter_and_the_head_of_the_ticks_takes_all_that_is_shown(
    document, answers, parent, tmp_path, qtbot
):
    def look(dialog):
        view, header = dialog.view, dialog.view.horizontalHeader()
        head = middle_of_ink(header.viewport(), QRect(0, 0, header.sectionSize(TICK), header.height()))
        boxes = [view.visualRect(view.filter.index(row, TICK)) for row in (0, 1, 3)]
        assert max(abs(middle_of_ink(view.viewport(), box) - head) for box in boxes) <= 1  # it stands over those
        assert view.filter.index(2, TICK).data(Qt.ItemDataRole.CheckStateRole) is None  # it cannot be taken
        heard = view.filter.index(0, TICK).data(Qt.ItemDataRole.AccessibleTextRole)
        assert heard == "Changed, Moved, time and room: 09:00–09:30 → 11:00–11:30, ticked"
        assert view.accessibleName() == "What would be imported"

        found = []
        for _ in range(2):
            place = QPoint(header.sectionViewportPosition(TICK) + 8, header.height() // 2)
            qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
            found.append((len(dialog.ticked), dialog.go.isEnabled()))
        assert found == [(3, True), (0, False)]

        assert [button.text() for button in dialog.chips.buttons()] == [
            "All 5", "Different 4", "New 1", "Changed 1", "Conflict 0", "Doubtful 0", "Same 1", "Gone 1", "Refused 1",
        ]  # fmt: skip
        assert dialog.chips.checkedButton().text() == "Different 4"
        for name, rows in {
            "New": ["<b>Added</b>"], "Gone": ["Dropped"],
            "All": ["Moved", "Stays", "<b>Added</b>", "Bad", "Dropped"],
        }.items():  # fmt: skip
            chip(dialog, name).click()
            assert shown(dialog) == rows

        QTest.keyClicks(dialog.search, "added")
        QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
        assert (dialog.search.text(), dialog.isVisible()) == ("", True)
        QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
        return dialog.isVisible()

    assert not plan_shown(document, answers, parent, written(tmp_path / "s.xml", SECOND), look)


def test_a_file_of_another_conference_is_warned_of_and_one_sort_of_things_shown_alone(
    document, answers, parent, tmp_path
):
    def warned(dialog):
        return dialog.warns.text(), dialog.warns.isVisible()

    def alone(dialog):
        chip(dialog, "All").click()
        sorts, everything = [dialog.sorts.itemText(n).split(" ")[0] for n in range(2)], len(shown(dialog))
        dialog.sorts.setCurrentIndex(1)
        dialog.sorts.activated.emit(1)
        return sorts, everything, shown(dialog)

    text = one(event(1), head="<title>Other</title>").replace("2024-04-25", "2031-01-01")
    assert plan_shown(document, answers, parent, written(tmp_path / "schedule.xml", text), warned) == (
        "The file seems to belong to another conference: it is of “Other”, 2031-01-01, "
        "and this is “The Conference”, 2024-04-25.", True,
    )  # fmt: skip
    assert plan_shown(document, answers, parent, written(tmp_path / "schedule.xml", SECOND), warned) == (
        "1 row cannot be taken in: 9 Bad", True,
    )  # fmt: skip
    another = written(tmp_path / "schedule.xml", SECOND.replace("The Conference", "Another"))
    assert plan_shown(document, answers, parent, another, alone) == (
        ["Everything", "Sessions"], 6, ["Moved", "Stays", "<b>Added</b>", "Bad", "Dropped"],
    )  # fmt: skip


def test_what_both_changed_is_not_ticked_and_can_be(document, answers, parent, tmp_path):
    answers.source = written(tmp_path / "schedule.xml", FIRST.replace("Dropped", "Theirs"))
    dropped = next(s for s in document.agenda.sessions.values() if s.title == "Dropped")
    document.apply(lambda agenda: edit(agenda, Session, dropped.id, title="Mine"))
    seen = []

    def tick(dialog):
        seen.extend([shown(dialog, VERDICT)[0], shown(dialog, CHANGE)[0], dialog.go.isEnabled()])
        assert [str(field.last) for row in dialog.plan.rows for field in row.differences] == ["Dropped"]
        dialog.table.tick([1], True)

    answers.does = accepting(tick)

    assert import_into(document, answers, parent)
    assert seen == [
        "Conflict",
        "title: Mine → Theirs · Changed here and in the file. Tick it to take what the file says.",
        False,
    ]
    assert [title for title, _ in titles(document)] == ["Moved", "Theirs", "Stays"]


def test_keys_tick_what_is_selected(document, answers, parent, tmp_path):
    answers.source = written(tmp_path / "schedule.xml", SECOND)
    seen = []

    def by_keys(dialog):
        assert dialog.focusWidget() is dialog.view
        chip(dialog, "All").click()
        dialog.view.selectRow(0)
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
            QTest.keyClick(dialog.view, key)
            seen.append(dialog.go.text())
        QTest.keyClick(dialog.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        seen.append(dialog.go.text())
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        seen.append(dialog.go.text())

    answers.does = accepting(by_keys)
    import_into(document, answers, parent)

    one_session = ["Import 1 session"]
    assert seen == [*one_session * 4, "Import", "Import 3 sessions", "Import"]
    assert document.workspace.history.undoable is None


def test_a_session_that_is_gone_goes_to_the_tray_when_ticked(document, answers, parent, tmp_path):
    answers.source = written(tmp_path / "schedule.xml", SECOND)

    def tick(dialog):
        index = dialog.view.filter.index(3, TICK)
        assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
        assert dialog.view.filter.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)

    answers.does = accepting(tick)
    import_into(document, answers, parent)

    assert ("Dropped", True) in titles(document)


def middle_of_ink(widget, rect):
    """Return the pixels from the left of the rectangle to the middle of the ink in it."""
    image = widget.grab(rect).toImage()
    ground = image.pixelColor(1, image.height() // 2).lightness()
    inked = [
        x for x in range(image.width()) for y in range(3, image.height() - 3)
        if abs(image.pixelColor(x, y).lightness() - ground) > 40
    ]  # fmt: skip
    return (min(inked) + max(inked)) / 2 / image.devicePixelRatio()


def test_foreign_text_is_never_markup(document, answers, parent, tmp_path):
    text = SECOND.replace("<slug", "<x").replace("</schedule>", "<b>bold</b></schedule>")
    answers.source = written(tmp_path / "<b>&amp;.xml", text)
    seen = []

    def look(dialog):
        seen.append({label.textFormat() for label in dialog.findChildren(QLabel) if "{" not in label.text()})
        seen.append((dialog.head.text(), dialog.unmapped.text()))
        seen.append(dialog.view.filter.index(1, WHAT).data(Qt.ItemDataRole.ToolTipRole))

    answers.does = accepting(look)
    import_into(document, answers, parent)

    assert seen == [
        {Qt.TextFormat.PlainText},
        ("Import <b>&amp;.xml", "Without a place here: b 1."),
        "<qt>&lt;b&gt;Added&lt;/b&gt;</qt>",
    ]


def test_a_zone_that_the_file_does_not_tell_is_asked_for(env, presentation, answers, parent, tmp_path):
    source = written(tmp_path / "silent.xml", SILENT)
    seen = []

    def choose(dialog):
        assert dialog.zone.isVisible()
        choose_zone(dialog, "tokyo")
        seen.append((dialog.says.text(), shown(dialog, CHANGE)))

    answers.does = accepting(choose)
    made = import_new(env, presentation, answers, parent, tmp_path, pytest.fail, source)

    assert made
    assert seen == [
        ("Times are read in Asia/Tokyo, as asked for.", ["2024-04-25 09:00–09:30, Hall · nobody yet"]),
    ]  # fmt: skip
    assert made.conference.timezone == "Asia/Tokyo"


def test_what_was_unticked_stays_so_in_another_zone(document, presentation, answers, parent, tmp_path):
    answers.source = written(tmp_path / "silent.xml", SILENT)
    seen = []

    def choose(dialog):
        dialog.table.tick([0], False)
        choose_zone(dialog, "tokyo")
        seen.append((dialog.ticked, dialog.says.text()))

    answers.does = accepting(choose)
    import_into(document, answers, parent)

    assert seen == [
        (frozenset(), "Times are read in Asia/Tokyo, as asked for. "
                      "The times are converted to Europe/Stockholm, the conference's own time zone.")
    ]  # fmt: skip


def test_a_new_conference(env, presentation, answers, parent, tmp_path):
    answers.source = written(tmp_path / "schedule.xml", FIRST)
    answers.does = accepting()

    made = import_new(env, presentation, answers, parent, tmp_path, pytest.fail)

    assert made
    assert (made.conference.title, len(made.sessions), len(made.people)) == ("The Conference", 3, 1)
    Workspace.create(tmp_path / "new.estrad", made, env).close()

    answers.does = accepting(lambda dialog: dialog.table.tick(range(3), False))
    made = import_new(env, presentation, answers, parent, tmp_path, pytest.fail)
    assert made
    assert (len(made.sessions), len(made.days)) == (0, 1)  # of nothing but its name

    answers.does = lambda dialog: False
    assert import_new(env, presentation, answers, parent, tmp_path, pytest.fail) is None
    answers.source = None
    assert import_new(env, presentation, answers, parent, tmp_path, pytest.fail) is None


@pytest.mark.parametrize("text", ["", "<schedule/>"])
def test_a_new_conference_from_a_wrong_file(env, presentation, answers, parent, tmp_path, text):
    told: list[EstradError] = []

    source = written(tmp_path / "schedule.xml", text)
    assert import_new(env, presentation, answers, parent, tmp_path, told.append, source) is None
    assert [error.file for error in told] == [source]


def test_a_long_work_shows_how_far_it_is(document, answers, parent, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    answers.source = written(tmp_path / "schedule.xml", SECOND)
    seen = []

    def does(dialog):
        seen.append(type(dialog))
        if isinstance(dialog, ProgressDialog):
            qtbot.waitUntil(lambda: dialog.result() == QDialog.DialogCode.Accepted)
        return True

    answers.does = does

    assert import_into(document, answers, parent)
    assert seen == [ProgressDialog, ProgressDialog, ImportPlanDialog]
    assert len(document.agenda.sessions) == 4


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
    working = ProgressDialog(steps, presentation.words)
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

    assert progress.run_with_progress(reading(), presentation.words, answers, window) is None

    assert (all(steps), done) == (True, [True])
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_fault_in_a_long_work_is_told(document, answers, parent, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    answers.source = written(tmp_path / "schedule.xml", "<schedule/>")

    def does(dialog):
        qtbot.waitUntil(lambda: dialog.fault is not None)
        return False

    answers.does = does

    with qtbot.waitSignal(document.change_refused) as told:
        assert not import_into(document, answers, parent)
    assert told.args[0].file == Path(answers.source)


def test_the_zone_of_this_machine_is_one_that_there_is():
    from PySide6.QtCore import QTimeZone

    assert ZoneInfo(QTimeZone.systemTimeZoneId().toStdString())


# one field at a time --------------------------------------------------------------------------------------

BOTH = one(event(1, "Moved on", start="11:00", inside=persons(person("Ada", id="7"))), event(2, "Dropped"),
           event(3, "Stays"))  # fmt: skip


def fields(dialog):
    """Return the fields of the current row: the name, and the value here, in the file and at the last import."""
    rows, model = dialog.differences.rowCount(), dialog.differences
    return [tuple(model.index(row, column).data() for column in range(4)) for row in range(rows)]


def test_a_row_is_seen_field_by_field_with_what_it_was_the_last_time(document, answers, parent, tmp_path):
    def look(dialog):
        assert (dialog.fields.isVisible(), fields(dialog)) == (
            True,
            [("title", "Moved", "Moved on", "Moved"), ("time and room", "09:00–09:30", "11:00–11:30", "09:00–09:30")],
        )
        for field in (0, 1):
            dialog.differences.toggle(field)
        none = (dialog.ticked, dialog.go.isEnabled())  # all fields unticked is the row unticked
        dialog.differences.toggle(1)
        dialog.table.toggle([0])  # and a tick of the row takes all
        return none, (len(dialog.ticked), dialog.go.text())

    seen = plan_shown(document, answers, parent, written(tmp_path / "schedule.xml", BOTH), look)
    assert seen == ((frozenset(), False), (1, "Import 1 session"))


def test_one_field_of_a_row_is_taken_alone_by_keys(document, answers, parent, tmp_path):
    answers.source = written(tmp_path / "schedule.xml", BOTH)
    seen = []

    def by_keys(dialog):
        QTest.keyClick(dialog.view, Qt.Key.Key_Right)
        assert dialog.focusWidget() is dialog.fields
        QTest.keyClick(dialog.fields, Qt.Key.Key_Space)
        seen.append((dialog.ticked, dialog.view.filter.index(0, TICK).data(Qt.ItemDataRole.CheckStateRole)))
        QTest.keyClick(dialog.fields, Qt.Key.Key_Left)
        assert dialog.focusWidget() is dialog.view

    answers.does = accepting(by_keys)
    import_into(document, answers, parent)

    ((keys, state),) = seen
    assert ([key.rpartition("/")[2] for key in keys], state) == (["placement"], Qt.CheckState.PartiallyChecked)
    moved = next(s for s in document.agenda.sessions.values() if s.title == "Moved")
    assert moved.placement
    assert moved.placement.span.start == 11 * 60


def test_where_all_are_people_the_head_says_so_and_nobody_comes_along_with_themselves(document, answers, parent):
    def look(dialog):
        return shown(dialog), dialog.table.headerData(WHAT, Qt.Orientation.Horizontal), dialog.brings.isVisible()

    clip = CopiedText(b"", "Name\tE-mail\nBo Ek\tbo@example.org\nEva Falk\teva@example.org\n")

    assert plan_shown(document, answers, parent, clip, look) == (["Bo Ek", "Eva Falk"], "Person", False)


def test_what_is_searched_for_is_seen_from_its_first_row(document, answers, parent):
    rows = "".join(f"Talk {n}\tBo\n" for n in range(100))

    def look(dialog):
        dialog.view.selectRow(90)
        QTest.keyClicks(dialog.search, "talk")
        return dialog.view.rowAt(0), dialog.view.currentIndex().row()

    assert plan_shown(document, answers, parent, CopiedText(b"", f"Title\tSpeaker\n{rows}"), look) == (0, 0)

    clip = CopiedText(b"", "Title\tSpeaker\n\u0645\u0631\u062d\u0628\u0627\tBo Ek\n")
    text = plan_shown(document, answers, parent, clip, lambda dialog: dialog.full.text())
    # a title in Arabic turns no sentence around
    assert next(found for found in map(bidirectional, text) if found in ("L", "R", "AL")) == "L"
