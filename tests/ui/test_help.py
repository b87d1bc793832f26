"""The help has a text and all that can be done by task, stays open, and is searched by words of several trades."""

from collections import Counter
from itertools import groupby

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from planner.wording import wording
from tests.builders import room, talk
from tests.ui.answers import Answers
from tests.ui.window_driver import HandsOn
from ui.features.help.help_dialog import HelpDialog
from ui.features.help.help_text import fitting, help_topics
from ui.kit.dialogs.dialog_service import DialogService
from ui.state import command_table
from ui.state.command_table import COMMANDS, LINE, KeyBinding, MouseGesture, without_mnemonic
from ui.state.search_words import OTHER_WORDS

PLACES = [
    rows
    for rows in vars(command_table).values()
    if isinstance(rows, tuple) and rows and isinstance(rows[0], KeyBinding | MouseGesture)
]
"""The keys and gestures of all places."""


def found(typed: str, language: str = "en") -> list[str]:
    return [row.text for topic in fitting(help_topics(wording(language)), typed) for row in topic.rows]


def test_it_has_every_command_key_and_gesture_once() -> None:
    rows = [row for topic in help_topics(wording("en")) for row in topic.rows]
    commands = [row for row in COMMANDS if row.name != LINE and not row.key_binding]
    names = [without_mnemonic(row.alone or row.text).rstrip("…") for row in commands]
    texts = [text for one in PLACES for text, _same in groupby(one, key=lambda row: row.text)]
    assert Counter(row.text for row in rows) == Counter([*names, *texts])

    strokes = [row for one in PLACES for row in one if isinstance(row, KeyBinding)]
    keys = [*(key for row in commands for key in row.keys), *(key for row in strokes for key in row.keys)]
    assert Counter(key for row in rows for key in row.keys) == Counter(key for key in keys if key != "Return")
    gestures = {row.how for one in PLACES for row in one if isinstance(row, MouseGesture)}
    assert gestures <= {how for row in rows for how in row.how.split(" · ")}
    assert OTHER_WORDS.keys() <= {*(row.name for row in (*COMMANDS, *strokes)), *texts}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_keys_that_are_called_the_same_stand_once(language: str) -> None:
    words = wording(language)
    lines = [line.split("|")[2] for topic in help_topics(words) for line in topic.table(words).splitlines()]

    keys = [[part for part in line.split("  ") if part.startswith(" `") or part.startswith("`")] for line in lines]
    assert [row for row in keys if len({*map(str.strip, row)}) < len(row)] == []


@pytest.mark.parametrize(
    ("typed", "language", "hit"),
    [
        ("excel", "en", "Export to Excel"), ("ICS", "en", "Publish"),
        ("tray", "en", "Edit the template"), ("double booked", "en", "Problems"), ("problms", "en", "Problems"),
        ("delay", "en", "Shift what follows"), ("ctrl+e", "en", "Publish"),
        ("väntelista", "sv", "Redigera mallen"), ("tray", "sv", "Redigera mallen"), ("krock", "sv", "Problem"),
        ("outlook", "sv", "Publicera"), ("rundown", "en", "Print run sheet"),
    ],
)  # fmt: skip
def test_it_is_found_by_words_of_the_trade_by_old_ones_and_with_an_error(typed: str, language: str, hit: str) -> None:
    assert hit in found(typed, language)


def test_what_comes_near_stands_once_under_its_task_in_the_usual_order() -> None:
    topics = help_topics(wording("en"))
    near = [topic.title for topic in fitting(topics, "move the session zzzz")]
    assert near == [topic.title for topic in topics if topic.title in near]
    assert len(near) > 1


def test_f1_opens_it_and_keys_alone_search_read_and_leave_it(hands_on: HandsOn, answers: Answers) -> None:
    driver, seen = hands_on(room("hall"), talk("a", "hall", "09:00-09:30")), list[object]()

    @answers.meets
    def look(dialog: HelpDialog) -> bool:
        seen.append(first_line(dialog))
        QTest.keyClick(dialog.search, Qt.Key.Key_Down)
        seen.append((first_line(dialog), dialog.focusWidget() is dialog.contents, dialog.search.accessibleName()))
        QTest.keyClicks(dialog.search, "undo steps")
        seen.append(("History" in dialog.page.toPlainText(), "Take something back" in dialog.page.toPlainText()))
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        seen.append(dialog.focusWidget() is dialog.page)
        dialog.search.setFocus()
        QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
        QTest.keyClicks(dialog.search, "qqqq")
        seen.append((first_line(dialog)[:23], dialog.contents.count()))
        for _twice in range(2):
            QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
        seen.append(dialog.isVisible())
        return False

    driver.key(Qt.Key.Key_F1)
    assert seen == [
        "The first day in eight steps", ("The calendar", True, "Search the help"), (True, True), True,
        ("Nothing in the help fit", 0), False,
    ]  # fmt: skip


def first_line(dialog: HelpDialog) -> str:
    return dialog.page.toPlainText().splitlines()[0]


def test_what_was_found_is_marked_and_a_letter_alone_is_not(hands_on: HandsOn, answers: Answers) -> None:
    driver, seen = hands_on(room("hall"), talk("a", "hall", "09:00-09:30")), list[set[str]]()

    @answers.meets
    def look(dialog: HelpDialog) -> bool:
        for typed in ("q", "qr code"):
            dialog.search.setText(typed)
            marked = [one.cursor.selectedText() for one in dialog.page.extraSelections()]
            seen.append({text.lower() for text in marked})
        return False

    driver.key(Qt.Key.Key_F1)
    assert seen == [set(), {"qr", "code"}]


def test_a_picture_is_as_wide_as_the_page_and_as_sharp_as_the_screen(hands_on: HandsOn, answers: Answers) -> None:
    driver, seen = hands_on(room("hall"), talk("a", "hall", "09:00-09:30")), list[tuple[int, int]]()

    @answers.meets
    def look(dialog: HelpDialog) -> bool:
        for name, chapter in (("timeline", 0), ("page", 2)):
            dialog.contents.setCurrentRow(chapter)
            kind = QTextDocument.ResourceType.ImageResource.value
            shown = dialog.page.document().resource(kind, QUrl(f"{name}.en.png"))
            seen.append((shown.width(), dialog.page.viewport().width() - 32))
        return False

    driver.key(Qt.Key.Key_F1)
    assert [shown for shown, _page in seen] == [page for _shown, page in seen]


def test_a_link_leads_to_its_section(hands_on: HandsOn, answers: Answers) -> None:
    driver, seen = hands_on(room("hall"), talk("a", "hall", "09:00-09:30")), list[object]()

    @answers.meets
    def look(dialog: HelpDialog) -> bool:
        dialog.page.anchorClicked.emit(QUrl("#called-off"))
        seen.append((first_line(dialog), dialog.page.verticalScrollBar().value() > 0))
        return False

    driver.key(Qt.Key.Key_F1)
    assert seen == [("When somebody is ill", True)]


def test_it_stays_beside_the_window_and_there_is_one(hands_on: HandsOn, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = hands_on(room("hall"), talk("a", "hall", "09:00-09:30"))
    monkeypatch.setattr(Answers, "beside", DialogService.beside)
    driver.does("help")
    (dialog,) = driver.window.findChildren(HelpDialog)
    driver.does("help")
    assert (driver.window.findChildren(HelpDialog), dialog.isModal()) == ([dialog], False)
    dialog.close()


def test_about_copies_version_and_places_for_a_report(hands_on: HandsOn, answers: Answers) -> None:
    driver, seen = hands_on(room("hall"), talk("a", "hall", "09:00-09:30")), list[object]()

    @answers.meets
    def look(dialog: QDialog) -> bool:
        (copy,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Copy for a report"]
        copy.click()
        seen.append([line.partition(":")[0] for line in QGuiApplication.clipboard().text().splitlines()])
        return False

    driver.does("about")
    assert seen == [["Version", "System", "Qt", "Data", "Settings", "Kept plans", "Error log"]]
