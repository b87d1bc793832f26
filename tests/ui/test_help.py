"""The help has a text and all that can be done by task, stays open, and is searched by words of several trades."""

import re
from collections import Counter
from itertools import groupby

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from planner.domain.languages import LANGUAGES
from planner.wording import wording
from resources import FOLDER
from tests.builders import room, talk
from tests.source_files import ROOT
from tests.ui.answers import Answers
from tests.ui.window_driver import Key, WindowDriver
from ui.features.help.help_dialog import HelpDialog
from ui.features.help.help_text import (
    HEADING,
    MARK,
    PLACE,
    help_chapters,
    help_source_text,
    help_topics,
    matching_sections,
    matching_topics,
)
from ui.kit.dialogs.dialog_service import DialogService
from ui.state import command_table
from ui.state.command_table import COMMANDS, LINE, TIMELINE, KeyBinding, MouseGesture, without_mnemonic
from ui.state.search_words import OTHER_WORDS

PLACES = [
    rows
    for rows in vars(command_table).values()
    if isinstance(rows, tuple) and rows and isinstance(rows[0], KeyBinding | MouseGesture)
]
"""The keys and gestures of all places."""


def found(typed: str, language: str = "en") -> list[str]:
    return [row.text for topic in matching_topics(help_topics(wording(language)), typed) for row in topic.rows]


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
        *((typed, "en", "Call off") for typed in ("cancel", "called off")),
        *((typed, "sv", "Ställ in") for typed in ("ställa in", "inställd")),
        *((typed, "en", "Calendar for a person") for typed in ("calendar person", "speaker ics")),
        *((typed, "sv", "Kalender för en person") for typed in ("kalender person", "talare kalender")),
    ],
)  # fmt: skip
def test_it_is_found_by_words_of_the_trade_by_old_ones_and_with_an_error(typed: str, language: str, hit: str) -> None:
    assert hit in found(typed, language)


def test_what_comes_near_stands_once_under_its_task_in_the_usual_order() -> None:
    topics = help_topics(wording("en"))
    near = [topic.title for topic in matching_topics(topics, "move the session zzzz")]
    assert near == [topic.title for topic in topics if topic.title in near]
    assert len(near) > 1


CAST = (room("hall"), talk("a", "hall", "09:00-09:30"))


def test_f1_opens_it_and_keys_alone_search_read_and_leave_it(driver: WindowDriver, answers: Answers) -> None:
    def look(dialog: HelpDialog) -> list[object]:
        seen: list[object] = [first_line(dialog)]
        QTest.keyClick(dialog.search, Key.Key_Down)
        seen.append((first_line(dialog), dialog.focusWidget() is dialog.contents, dialog.search.accessibleName()))
        QTest.keyClicks(dialog.search, "undo steps")
        seen.append(("History" in dialog.page.toPlainText(), "Take something back" in dialog.page.toPlainText()))
        QTest.keyClick(dialog.search, Key.Key_Return)
        seen.append(dialog.focusWidget() is dialog.page)
        dialog.search.setFocus()
        QTest.keyClick(dialog.search, Key.Key_Escape)
        QTest.keyClicks(dialog.search, "qqqq")
        seen.append((first_line(dialog)[:23], dialog.contents.count()))
        for _twice in range(2):
            QTest.keyClick(dialog.search, Key.Key_Escape)
        return [*seen, dialog.isVisible()]

    assert answers.read(lambda: driver.key(Key.Key_F1), look) == [
        "The first day in eight steps", ("The calendar", True, "Search the help"), (True, True), True,
        ("Nothing in the help fit", 0), False,
    ]  # fmt: skip


def first_line(dialog: HelpDialog) -> str:
    return dialog.page.toPlainText().splitlines()[0]


def test_what_was_found_is_marked_and_a_letter_alone_is_not(driver: WindowDriver, answers: Answers) -> None:
    def marked(dialog: HelpDialog, typed: str) -> set[str]:
        dialog.search.setText(typed)
        return {one.cursor.selectedText().lower() for one in dialog.page.extraSelections()}

    found = answers.read(lambda: driver.does("help"), lambda dialog: [marked(dialog, one) for one in ("q", "qr code")])
    assert found == [set(), {"qr", "code"}]


def test_lines_are_apart_a_picture_is_as_wide_as_the_page_and_a_link_leads_to_its_section(
    driver: WindowDriver, answers: Answers
) -> None:
    def look(dialog: HelpDialog) -> tuple[str, bool]:
        for name, chapter in (("timeline", 0), ("page", 2)):
            dialog.contents.setCurrentRow(chapter)
            kind = QTextDocument.ResourceType.ImageResource.value
            shown = dialog.page.document().resource(kind, QUrl(f"{name}.en.png"))
            assert shown.width() == dialog.page.viewport().width() - 32
        assert dialog.page.document().firstBlock().blockFormat().lineHeight() == 135
        dialog.page.anchorClicked.emit(QUrl("#called-off"))
        return first_line(dialog), dialog.page.verticalScrollBar().value() > 0

    assert answers.read(lambda: driver.does("help"), look) == ("When somebody is ill", True)


def test_it_stays_beside_the_window_and_there_is_one(driver: WindowDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answers, "show_beside_window", DialogService.show_beside_window)
    driver.does("help")
    (dialog,) = driver.window.findChildren(HelpDialog)
    driver.does("help")
    assert (driver.window.findChildren(HelpDialog), dialog.isModal()) == ([dialog], False)
    dialog.close()


def test_about_copies_version_and_places_for_a_report(driver: WindowDriver, answers: Answers) -> None:
    def look(dialog: QDialog) -> list[str]:
        (copy,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Copy for a report"]
        copy.click()
        return [line.partition(":")[0] for line in QGuiApplication.clipboard().text().splitlines()]

    assert answers.read(lambda: driver.does("about"), look) == [
        "Version", "System", "Qt", "Data", "Settings", "Kept plans", "Error log",
    ]  # fmt: skip


# its text names only what is there, says the same in each language, and is not long -----------------------

MOST_WORDS, MOST_BYTES = 6000, 1_500_000
"""Words of the help in a language, and bytes of all its pictures."""
PICTURES = PLACE / "pictures"
each_language = pytest.mark.parametrize("language", LANGUAGES)


def messages() -> set[str]:
    with (ROOT / "resources" / "translations" / "estrad.pot").open("rb") as stream:
        return {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(stream)}


def marks(language: str) -> set[tuple[str, str]]:
    return set(MARK.findall(help_source_text(language)))


def all_text(language: str) -> str:
    return "\n".join(chapter.markdown for chapter in help_chapters(wording(language)))


@each_language
def test_every_action_key_and_text_that_it_names_is_there_in_its_own_words_with_menu_and_keys(language: str) -> None:
    there = {
        "action": {row.name for row in COMMANDS}, "menu": {row.name for row in COMMANDS},
        "key": {one.name for one in TIMELINE}, "text": messages(),
    }  # fmt: skip

    assert {(kind, name) for kind, name in marks(language) if name not in there[kind]} == set()
    assert re.findall(r"\{[^}]*\}", all_text(language)) == []
    words = wording(language)
    send = next(row for row in COMMANDS if row.name == "send")

    said = f"**{without_mnemonic(words(send.menu))} ▸ {without_mnemonic(words(send.text))}** (`\u2009Ctrl\u2009`"
    assert said in all_text(language)


def test_all_languages_have_the_same_sections_marks_and_pictures() -> None:
    assert {path.stem for path in PLACE.glob("*.md")} == {*LANGUAGES}
    assert len({tuple(HEADING.findall(help_source_text(language))) and heads(language) for language in LANGUAGES}) == 1
    assert len({frozenset(marks(language)) for language in LANGUAGES}) == 1


def heads(language: str) -> tuple[tuple[str, str], ...]:
    return tuple((level, name) for level, _title, name in HEADING.findall(help_source_text(language)))


@each_language
def test_each_link_leads_to_a_section_and_each_picture_is_there(language: str) -> None:
    text = help_source_text(language)
    names = [name for _level, name in heads(language)]

    assert len(names) == len({*names})
    assert {*re.findall(r"\]\(#([^)]+)\)", text)} <= {*names}
    assert {*re.findall(r"\]\(([^#)]+)\)", text)} == {path.name for path in PICTURES.glob(f"*.{language}.png")}


@each_language
def test_it_is_short(language: str) -> None:
    assert len(all_text(language).split()) <= MOST_WORDS


def test_its_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= MOST_BYTES
    assert {path.suffix for path in PICTURES.iterdir()} == {".png"}
    assert PLACE.is_relative_to(FOLDER)  # so it is in the wheel


def test_a_language_without_a_help_has_the_english_one() -> None:
    assert (help_source_text("fi"), (PLACE / "fi.md").exists()) == (help_source_text("en"), False)


@pytest.mark.parametrize(
    ("language", "typed", "section"),
    [
        ("en", "ill", "When somebody is ill"), ("sv", "sjuk", "När någon blir sjuk"),
        ("en", "qr code", "Subscribe or import"), ("sv", "excel allt", "Allt, som Excel"),
        ("en", "eight steps", "The first day in eight steps"), ("sv", "farval", "Så tar du farväl"),
    ],
)  # fmt: skip
def test_a_section_is_found_by_its_words(language: str, typed: str, section: str) -> None:
    found = matching_sections(help_chapters(wording(language)), typed)[:3]

    assert section in [one.title for _chapter, one in found]
