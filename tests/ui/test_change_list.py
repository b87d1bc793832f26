"""The list of what attendees see changed: folded where only texts changed, worked by keys, and copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from planner.commands.edit import edit
from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.domain.entities import Session
from tests.builders import DAY, room, talk
from tests.ui.answers import Answers
from tests.ui.window_driver import HandsOn
from ui.features.publishing.publish_dialog import PublishDialog


def test_many_changed_texts_share_a_row_that_keys_open_and_the_list_is_copied(
    hands_on: HandsOn, answers: Answers
) -> None:
    driver = hands_on(room("hall"), *(talk(f"s{n}", "hall", f"{9 + n}:00-{9 + n}:30") for n in range(7)))
    driver.page.document.workspace.outbox.send(lambda sending: {})
    for n in range(6):
        assert driver.page.document.apply(lambda now, n=n: edit(now, Session, f"s{n}", abstract="New."))
    assert driver.page.document.apply(lambda now: delete_session(now, "s6"))
    gone, count = "Cancelled: “S6”, 2024-04-25 15:00–15:30", "6 sessions with other texts: the abstract"
    steps: list[object] = []

    @answers.meets
    def work(dialog: PublishDialog) -> bool:
        rows, spoken = dialog.changes, Qt.ItemDataRole.AccessibleTextRole
        steps.append([rows.rows.data(rows.rows.index(n), spoken) for n in range(rows.rows.rowCount())])
        rows.setFocus()
        QTest.keyClick(rows, Qt.Key.Key_Down)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Space):
            QTest.keyClick(rows, key)
            steps.append(rows.rows.rowCount())
        rows.clearSelection()
        QTest.keyClick(rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        steps.append(QGuiApplication.clipboard().text().split("\n"))
        return False

    driver.does("send")
    opened = [f"Text: “S{n}”, changed: the abstract" for n in range(6)]
    assert steps == [[gone, f"{count}, folded"], 2, 8, 8, 2, 8, [gone, count, *opened]]


def test_three_changed_texts_have_a_row_each(hands_on: HandsOn, answers: Answers) -> None:
    driver = hands_on(room("hall"), *(talk(f"s{n}", "hall", f"{9 + n}:00-{9 + n}:30") for n in range(3)))
    driver.page.document.workspace.outbox.send(lambda sending: {})
    for n in range(3):
        assert driver.page.document.apply(lambda now, n=n: edit(now, Session, f"s{n}", abstract="New."))
    said: list[str] = []

    @answers.meets
    def look(dialog: PublishDialog) -> bool:
        rows = dialog.changes.rows
        said.extend(rows.data(rows.index(n), Qt.ItemDataRole.AccessibleTextRole) for n in range(rows.rowCount()))
        return False

    driver.does("send")
    assert said == [f"Text: “S{n}”, changed: the abstract" for n in range(3)]


def test_what_matters_less_is_counted_below_what_was_moved(hands_on: HandsOn, answers: Answers) -> None:
    driver = hands_on(room("hall"), *(talk(f"s{n}", "hall", f"{9 + n}:00-{9 + n}:30") for n in range(6)))
    driver.page.document.workspace.outbox.send(lambda sending: {})
    for n in range(5):
        field = {"abstract": "New."} if n else {"title": "Another"}
        assert driver.page.document.apply(lambda now, n=n, field=field: edit(now, Session, f"s{n}", **field))
    assert driver.page.document.apply(lambda now: place(now, "s5", DAY, 15 * 60, ("hall",)))
    said: list[str] = []

    @answers.meets
    def look(dialog: PublishDialog) -> bool:
        said.extend([dialog.noticed.text(), *dialog.changes.text().splitlines()])
        return False

    driver.does("send")
    assert said == [
        "WHAT ATTENDEES WILL NOTICE · 6", "Moved: “S5”, from 14:00–14:30 to 15:00–15:30", "and 5 smaller changes",
    ]  # fmt: skip
