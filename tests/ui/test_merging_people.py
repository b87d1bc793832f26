"""Merging two entries of one person in the window: offered, shown side by side, merged by keys and mouse, or kept
apart.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.domain.entities import Person
from tests.builders import moderator, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.lists import open_list
from tests.ui.window_driver import WindowDriver, focused
from ui.features.lists import list_page
from ui.features.lists.list_page import DuplicatesLine
from ui.features.people.people_dialogs import DuplicatesDialog, MergePeopleDialog, ValueChoice

CAST = (
    room("hall"),
    person("anna", name="Anna Lindqvist", organisation="KTH", bio="She plans.", languages=("sv",)),
    person("al", name="A. Lindqvist", phone="070", bio="She speaks.", languages=("en",)),
    person("bo", name="Bo Ek"),
    talk("one", "hall", "09:00-09:30", people=(speaker("anna"),)),
    talk("two", "hall", "10:00-10:30", people=(moderator("al"), speaker("bo"))),
)


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a conference with two entries of Anna, in a session each."""
    return hands_on(*CAST)


def does(
    answers: Answers, act: Callable[[MergePeopleDialog], object], pairs: Callable[[DuplicatesDialog], object] = id
) -> None:
    """Set the person's acts in the dialogs."""

    def do(dialog: QDialog) -> bool:
        if isinstance(dialog, DuplicatesDialog):
            pairs(dialog)
        else:
            assert isinstance(dialog, MergePeopleDialog)
            act(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does = do


def both(driver: WindowDriver) -> None:
    """Select the two entries in the list of people."""
    driver.does("go_people")
    driver.page.document.show(Person, "anna", "al")


def said(value: ValueChoice) -> str:
    return ("● " if value.button.isChecked() else "○ ") + value.words.text()


def shown(dialog: MergePeopleDialog) -> dict[str, list[str]]:
    """Return the values of each field, with the chosen one marked."""
    return {field: [said(value) for value in values] for field, values in dialog.values.items()}


def test_the_fields_that_differ_stand_side_by_side(driver: WindowDriver, answers: Answers) -> None:
    def look(dialog: MergePeopleDialog) -> None:
        assert shown(dialog) == {
            "name": ["● Anna Lindqvist", "○ A. Lindqvist"],
            "organisation": ["● KTH", "○ –"],
            "phone": ["○ –", "● 070"],
            "bio": ["● She plans.", "○ She speaks.", "○ both"],
            "languages": ["○ sv", "○ en", "● both"],
        }
        assert [value.button.accessibleName() for value in dialog.values["phone"]] == [
            "Phone (never published): nothing, Anna Lindqvist", "Phone (never published): 070, A. Lindqvist",
        ]  # fmt: skip
        seen.append(dialog)

    seen: list[object] = []
    does(answers, look)
    both(driver)
    driver.does("merge_people")
    assert (len(seen), driver.steps) == (1, [])

    able = []
    for chosen in (("anna",), ("anna", "al"), ("anna", "al", "bo")):
        driver.page.document.show(Person, *chosen)
        able.append(driver.window.actions_by_name["merge_people"].isEnabled())
    assert able == [False, True, False]


def merged(driver: WindowDriver, answers: Answers, act: Callable[[MergePeopleDialog], object]) -> Person:
    """Merge the two entries as an act in the dialog says, and return the one that stays."""
    does(answers, act)
    both(driver)
    driver.does("merge_people")
    (found,) = (person for person in driver.agenda.people.values() if person.id != "bo")
    return found


def by_arrows(dialog: MergePeopleDialog) -> None:
    """Choose the other name by an arrow, and go on by Tab and Enter."""
    dialog.activateWindow()
    assert QTest.qWaitForWindowExposed(dialog)
    assert QTest.qWaitForWindowActive(dialog)
    dialog.values["name"][0].button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is dialog.values["organisation"][0].button
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def by_clicks(dialog: MergePeopleDialog) -> None:
    """Choose a text by a click on its words."""
    QTest.mouseClick(dialog.values["bio"][1].words, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


def swapped(dialog: MergePeopleDialog) -> None:
    """Keep the other one; what was chosen is chosen still."""
    dialog.values["bio"][2].button.click()
    dialog.values["organisation"][0].button.click()  # the proposed value
    dialog.values["phone"][0].button.click()  # another one
    dialog.swap.click()
    assert shown(dialog)["organisation"] == ["○ –", "● KTH"]
    assert shown(dialog)["name"] == ["● A. Lindqvist", "○ Anna Lindqvist"]
    assert shown(dialog)["phone"] == ["○ 070", "● –"]
    dialog.go.click()


def test_two_are_merged_as_proposed_or_chosen_in_one_step(driver: WindowDriver, answers: Answers) -> None:
    before = driver.agenda
    anna = merged(driver, answers, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    assert (anna.id, anna.phone, anna.languages) == ("anna", "070", ("sv", "en"))
    assert {a.person for a in driver.agenda.sessions["two"].people} == {"anna", "bo"}
    assert driver.window.notice.sentence.text() == "Done: Merge A. Lindqvist into Anna Lindqvist, in 1 session."
    assert driver.page.document.shown == (Person, "anna")
    driver.does("undo")
    assert driver.agenda == before

    assert merged(driver, answers, by_arrows).name == "A. Lindqvist"
    driver.start_over()
    assert merged(driver, answers, by_clicks).bio == "She speaks."
    driver.start_over()
    al = merged(driver, answers, swapped)
    assert (al.id, al.bio) == ("al", "She plans.\nShe speaks.")


# likely duplicates ----------------------------------------------------------------------------------------


def listed(dialog: DuplicatesDialog) -> list[tuple[str, ...]]:
    rows = [dialog.pairs.topLevelItem(n) for n in range(dialog.pairs.topLevelItemCount())]
    return [tuple(row.text(n) for n in range(3)) for row in rows if row]


def test_pairs_are_listed_with_their_sessions_and_merged_from_there(driver: WindowDriver, answers: Answers) -> None:
    seen: list[object] = []

    def look(dialog: DuplicatesDialog) -> None:
        seen.extend(listed(dialog))
        QTest.keyClick(dialog.pairs, Qt.Key.Key_Return)
        seen.extend((listed(dialog), dialog.head.text(), dialog.look.isVisible()))

    does(answers, lambda dialog: dialog.go.click(), look)
    driver.does("duplicates")

    assert seen == [
        ("A. Lindqvist · 1 session", "Anna Lindqvist · 1 session", "the same surname, and initials that fit"),
        [], "Nobody seems to be there twice.", False,
    ]  # fmt: skip
    assert len(driver.agenda.people) == 2
    assert driver.window.notice.sentence.text().startswith("Done: Merge ")


def test_two_who_are_two_are_not_offered_again(driver: WindowDriver, answers: Answers) -> None:
    seen: list[str] = []
    does(answers, id, lambda dialog: dialog.two.click())
    driver.does("duplicates")
    does(answers, id, lambda dialog: seen.append(dialog.head.text()))
    driver.does("duplicates")
    assert (seen, len(driver.agenda.people)) == (["Nobody seems to be there twice."], 3)
    steps = driver.steps
    driver.start_over()

    does(answers, lambda dialog: dialog.two.click())
    both(driver)
    driver.does("merge_people")
    assert (steps, driver.steps) == (["A. Lindqvist is somebody else"], ["Anna Lindqvist is somebody else"])


def test_a_quiet_line_leads_there(
    driver: WindowDriver, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_page, "PAUSE", 0)
    seen: list[str] = []
    does(answers, id, lambda dialog: seen.append(dialog.head.text()))

    open_list(driver, "people")
    (line,) = driver.page.findChildren(DuplicatesLine)
    qtbot.waitUntil(line.look.isVisible)
    assert line.says.text() == "1 person may be there twice."
    driver.push("Look at possible duplicates")
    driver.page.document.apply(lambda agenda: edit(agenda, Person, "al", name="Cy Al"))
    qtbot.waitUntil(line.look.isHidden)

    assert seen == ["1 pair may be one person"]


def test_after_an_import_the_notice_leads_there_only_if_one_of_them_came(
    driver: WindowDriver, answers: Answers
) -> None:
    offered = []
    answers.does = lambda dialog: True
    open_list(driver, "people")
    for names in ("Cy Dee\nDi Fox\n", "Bo Eck\nEve Gold\n"):
        QGuiApplication.clipboard().setText(names)
        driver.does("paste")
        QCoreApplication.sendPostedEvents()
        buttons = driver.window.notice.findChildren(QPushButton)
        offered.append([button.text() for button in buttons if button.isVisible()])

    assert offered == [["Undo"], ["Undo", "Possible duplicates…"]]
