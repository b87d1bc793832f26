"""Erasing a person in the window: the preview, the decisions, and the update of every open part."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.domain.entities import Conference, Person, Session
from planner.domain.text import EstradError, Text
from planner.storage.erasing import Traces
from planner.storage.versions import Reason
from tests.builders import person, room, speaker, talk
from tests.ui.answers import Answers, looked_through
from tests.ui.fields import kept
from tests.ui.lists import ids, open_list
from tests.ui.test_unsaved import env as env
from tests.ui.window_driver import WindowDriver
from ui.features.people.erase_dialog import ErasePersonDialog
from ui.features.publishing.publish_dialog import PublishDialog
from ui.state.document import Draft, DraftSpot

Erases = Callable[..., None]
CAST = (
    room("hall"), person("zelda", name="Zelda Quistgaard"), person("ada"),
    talk("ships", "hall", "09:00-09:30", title="Ships by Zelda Quistgaard", people=(speaker("zelda"),)),
    talk("prize", "hall", "10:00-10:30", title="The Quistgaard Prize"),
)  # fmt: skip


@pytest.fixture
def driver(driver: WindowDriver) -> WindowDriver:
    """Return a window driver for a conference with Zelda in a title, the history and two kept versions; she is
    selected in the list.
    """
    driver.document.apply(lambda agenda: edit(agenda, Person, "zelda", bio="She writes."))
    driver.workspace.versions.keep(Reason.IMPORT)
    driver.workspace.outbox.send(lambda sending: {}, note="First")
    open_list(driver, "people")
    driver.plan.show(Person, "zelda")
    return driver


@pytest.fixture
def erases(answers: Answers, driver: WindowDriver, qtbot: QtBot) -> Erases:
    """Return a function that opens the dialog, goes through all texts, and does this."""

    def open_it(act: Callable[[ErasePersonDialog], object] = lambda dialog: dialog.go.click()) -> None:
        @answers.meets
        def do(dialog: ErasePersonDialog) -> bool:
            looked_through(qtbot, dialog)
            act(dialog)
            return dialog.result() == QDialog.DialogCode.Accepted

        driver.does("erase_person")

    return open_it


def rows(dialog: ErasePersonDialog) -> list[tuple[bool, str, str]]:
    return [(r.checkState(0) == Qt.CheckState.Checked, r.text(0), r.text(1)) for r in dialog.texts.items]


def test_it_says_what_goes_and_what_has_left_and_looks_through_a_file_at_a_time(
    driver: WindowDriver, answers: Answers, erases: Erases, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    def look(dialog: ErasePersonDialog) -> None:
        names = [part.accessibleName() for part in (dialog.texts, dialog.text, dialog.sent)]
        assert names == ["Texts in which the name stands", "The whole text", "What was sent"]
        seen.extend([dialog.head.text(), dialog.kept.text(), *rows(dialog)])
        seen.extend(dialog.sent.item(n).text() for n in range(dialog.sent.count()))
        for n in range(2):
            dialog.texts.setCurrentItem(dialog.texts.topLevelItem(n))
            found = [selection.cursor.selectedText() for selection in dialog.text.extraSelections()]  # type: ignore[attr-defined]
            seen.append((dialog.text.toPlainText(), found))

    erases(look)
    assert seen == [
        "Erase Zelda Quistgaard",
        "2 kept plans are deleted whole.",
        (True, "title of “Ships by Zelda Quistgaard”", "the name"),
        (False, "title of “The Quistgaard Prize”", "a part of the name"),
        "Version 1 of the programme, sent on 2024-03-01",
        "The calendar “the-conference-2024.ics”, last sent with version 1",
        ("Ships by Zelda Quistgaard", ["Zelda Quistgaard"]),
        ("The Quistgaard Prize", ["Quistgaard"]),
    ]
    assert driver.steps  # erased nothing

    looked: list[Path] = []
    monkeypatch.setattr("planner.eraser.find_traces", lambda path, who: looked.append(path) or Traces())  # type: ignore[func-returns-value]

    @answers.meets
    def cancel(dialog: ErasePersonDialog) -> bool:
        assert (dialog.go.isEnabled(), looked) == (False, [])  # the window lives meanwhile
        dialog.reject()
        return False

    driver.does("erase_person")
    erases(lambda dialog: seen.append(len(looked)))
    assert seen[-1] == 2


def test_enter_erases_nobody_by_the_way_and_what_is_not_saved_is_asked_about_first(
    driver: WindowDriver, answers: Answers, erases: Erases, qtbot: QtBot
) -> None:
    seen: list[bool] = []

    def press_enter(dialog: ErasePersonDialog) -> None:
        dialog.show()
        QTest.qWaitForWindowActive(dialog)
        looked_through(qtbot, dialog)
        seen.append(dialog.focusWidget() is dialog.go)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    for person_id in ("ada", "zelda"):  # whose name stands nowhere else, and in other texts
        driver.plan.show(Person, person_id)
        erases(press_enter)
    assert (seen, {"zelda", "ada"} <= set(driver.agenda.people)) == ([False, False], True)

    driver.document.drafts.keep(DraftSpot.of(Session, ["prize"], "title"), Draft("", why="It needs a name."))
    answers.leaves = False  # no dialog is expected
    driver.does("erase_person")
    assert answers.left[0][0] == "1 text is not saved."
    assert answers.left[0][1].endswith(
        "It goes if it is about this person, and else stays in its field, without the name."
    )
    assert "zelda" in driver.agenda.people
    answers.leaves = True

    driver.document.drafts.forget(lambda spot: True)
    driver.plan.show(Person, "zelda")
    erases(lambda dialog: QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton))
    assert "zelda" not in driver.agenda.people  # only the button does


def test_ticks_are_set_by_keys_and_decide(driver: WindowDriver, erases: Erases) -> None:
    def decide(dialog: ErasePersonDialog) -> None:
        QTest.keyClick(dialog.texts, Qt.Key.Key_Space)
        QTest.keyClick(dialog.texts, Qt.Key.Key_Down)
        QTest.keyClick(dialog.texts, Qt.Key.Key_Space)
        QTest.keyClick(dialog.go, Qt.Key.Key_Return)

    erases(decide)

    titles = [driver.agenda.sessions[name].title for name in ("ships", "prize")]
    assert titles == ["Ships by Zelda Quistgaard", "The [name erased] Prize"]
    assert driver.window.notice.sentence.text() == (
        "“Zelda Quistgaard” is erased. What was done before cannot be undone any more. 1 text was left as it is."
    )


def test_every_open_part_follows_and_what_could_not_be_done_is_said(
    driver: WindowDriver, erases: Erases, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.does("history")
    assert driver.page.side.shows(driver.page.history)

    def fails(_versions: object) -> None:
        raise EstradError(Text("“old.estrad” cannot be removed."), Text("Delete it yourself."))

    monkeypatch.setattr("planner.storage.versions.delete_versions", fails)
    driver.document.apply(lambda agenda: edit(agenda, Person, "zelda", phone="1"))
    driver.does("undo")
    driver.plan.show(Person, "zelda")
    driver.document.opened_at = 1  # as if the first step had been made before the file was opened

    erases()

    assert driver.window.notice.sentence.text() == (
        "“Zelda Quistgaard” is erased from the conference, but not from everywhere. “old.estrad” cannot be removed. "
        "Delete it yourself."
    )

    actions, document = driver.actions, driver.document
    assert [actions[name].isEnabled() for name in ("undo", "redo", "erase_person")] == [False, False, False]
    assert [row.what for row in driver.page.history.moments.rows] == ["As it was at first"]
    assert (ids(driver), document.plan.shown) == (["ada"], (Conference, "conference"))
    assert document.agenda.sessions["ships"].title == "Ships by [name erased]"
    assert (document.opened_at, driver.steps) == (0, [])
    assert driver.page.status.counts.text() == "2 sessions · 0 not placed"
    titles = [driver.timeline.view.source.model.index(n).data() for n in range(2)]
    assert not any("Zelda" in str(title) for title in titles)
    document.apply(lambda agenda: edit(agenda, Session, "prize", title="A prize"))
    assert (driver.steps, actions["undo"].isEnabled()) == (["Change title of “The Quistgaard Prize”"], True)


def test_what_was_typed_for_them_goes_and_elsewhere_loses_the_name(driver: WindowDriver, erases: Erases) -> None:
    theirs, other = DraftSpot.of(Person, ["zelda"], "email"), DraftSpot.of(Session, ["prize"], "title")
    asked = DraftSpot.of(Session, ["ships"], "asked speaker zelda")
    for spot, text in ((theirs, "z@"), (asked, "soon"), (other, "The Zelda Quistgaard Prize")):
        driver.document.drafts.keep(spot, Draft(text, why="not yet"))
    erases()

    assert [(spot, draft.text) for spot, draft in driver.document.drafts] == [(other, "The [name erased] Prize")]
    assert kept(driver) == ["The [name erased] Prize"]


@pytest.mark.parametrize(
    ("copied", "here", "left"),
    [("Zelda Quistgaard", True, ""), ("Ada", True, "Ada"), ("Zelda Quistgaard", False, "Zelda Quistgaard")],
)
def test_what_was_copied_here_loses_the_name_as_well(
    erases: Erases, copied: str, here: bool, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: here)  # a hidden window never owns it
    QGuiApplication.clipboard().setText(copied)
    erases()
    assert QGuiApplication.clipboard().text() == left


def test_what_an_erasure_still_owes_is_said_at_opening_and_can_be_closed_by_hand(
    driver: WindowDriver, tmp_path: Path
) -> None:
    path = driver.workspace.path
    with driver.workspace._file.connection.transaction() as db:
        db.table("owed").insert({"since": "", "machine": "another", "kind": "log", "item": ""})
    driver.window.open_path(path, anew=True)
    notice = driver.window.notice
    assert notice.sentence.text() == (
        "Somebody was erased, and this is still to go on another computer, in another account, or where the file lay "
        "then: the error log."
    )
    driver.document.apply(lambda agenda: edit(agenda, Session, "prize", title="A prize"))
    assert notice.isVisible()

    driver.push("I have looked after it")

    assert not notice.isVisible()
    driver.window.open_path(path, anew=True)
    assert not notice.isVisible()


def test_the_next_publishing_by_the_window_removes_their_own_calendar(
    driver: WindowDriver, answers: Answers, erases: Erases, tmp_path: Path
) -> None:
    web = tmp_path / "web"

    def press(dialog: PublishDialog) -> bool:
        if "calendar-person" in dialog.products.cards:
            dialog.products.cards["calendar-person"].box.setChecked(not unknown)  # the first time
        unknown.append(dialog.unknown.isVisible())
        dialog.go.click()
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does, answers.fills, unknown = press, web, list[bool]()
    driver.does("send")
    hers = next(path for path in web.iterdir() if "zelda" in path.name)
    erases()
    answers.does = press
    driver.does("send")

    assert unknown == [False, False]  # it is not named, and goes by itself
    assert f"“{hers.name}” was the calendar of somebody who is erased; it is removed." in driver.said
    assert (hers.exists(), driver.workspace.debt.left) == (False, ())
