"""Two people of one name, and the commands for the people of several sessions at once."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from planner.domain.entities import Cover, Person, Session
from planner.domain.value_objects import Role, State
from tests.builders import DAY, day, moderator, person, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.test_people_field import cast, field
from tests.ui.test_person_line import rows_of
from tests.ui.window_driver import Key, WindowDriver
from ui.features.inspector.entity_list import AnswersLine

CAST = (
    day(), Person(id="one", name="Ada", organisation="KTH"), Person(id="two", name="Ada", title="Dr"), person("bo"),
    talk("a", "hall", "09:00-10:00"), talk("b", people=(speaker("bo"), moderator("bo", State.INVITED))), talk("c"),
    Cover(id="morning", person="bo", day=DAY),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a conference with two Adas."""
    return hands_on(*CAST)


def ids(driver: WindowDriver, session: str) -> list[str]:
    """Return the ids of the people in a session."""
    return [a.person for a in driver.agenda.sessions[session].people]


def begin(driver: WindowDriver, *sessions: str) -> QListView:
    """Show these sessions with the cursor in the line for a speaker, and return its list of suggestions."""
    driver.page.document.select(sessions)
    driver.scrolled_to(field(driver).adder).setFocus()
    return rows_of(field(driver).adder)


def offered(popup: QListView) -> list[str]:
    """Return the suggestions of a list."""
    return [str(popup.model().index(n, 0).data()) for n in range(popup.model().rowCount())]


def test_both_are_offered_and_either_can_be_chosen(driver: WindowDriver) -> None:
    for row, who in ((0, "one"), (1, "two"), (None, "two")):
        popup = begin(driver, "a")
        driver.type("ada")
        assert offered(popup) == ["Ada · KTH", "Ada · Dr", "Add “ada” as a new person"]
        if row is None:
            driver.key(Key.Key_Down, Key.Key_Down, Key.Key_Return)
        else:
            at = popup.visualRect(popup.model().index(row, 0)).center()
            QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QCoreApplication.sendPostedEvents()

        assert (ids(driver, "a"), field(driver).adder.text(), len(driver.steps)) == ([who], "", 1)
        driver.start_over()


def test_the_name_alone_asks_which(driver: WindowDriver, qtbot: QtBot) -> None:
    popup = begin(driver, "a")
    driver.type("Ada")
    driver.key(Key.Key_Return)

    assert (ids(driver, "a"), field(driver).adder.text()) == ([], "Ada")
    assert driver.window.notice.sentence.text() == (
        "2 people are called “Ada”. Choose one of those that are offered while you type."
    )
    qtbot.waitUntil(popup.isVisible)
    assert offered(popup) == ["Ada · KTH", "Ada · Dr", "Add “Ada” as a new person"]
    popup.hide()


def test_a_speaker_and_a_moderator_are_added_to_all_that_are_selected(driver: WindowDriver) -> None:
    begin(driver, "a", "b")
    driver.type("Cy")
    driver.key(Key.Key_Return)
    field(driver).moderator.setFocus()
    driver.type("Bo")
    driver.key(Key.Key_Return)

    assert cast(driver, "a") == [("Cy", Role.SPEAKER), ("Bo", Role.MODERATOR)]
    assert cast(driver, "b") == [("Bo", Role.SPEAKER), ("Bo", Role.MODERATOR), ("Cy", Role.SPEAKER)]
    assert (cast(driver, "c"), driver.steps) == ([], ["Add Cy to 2 sessions", "Add Bo to “A”"])


# answers of the people -----------------------------------------------------------------------------------


def answers(driver: WindowDriver, kind: type) -> AnswersLine:
    """Return the line that sets the answers."""
    found = driver.page.inspector.page(kind).findChild(AnswersLine)
    assert isinstance(found, AnswersLine)
    return found


def choose(driver: WindowDriver, line: AnswersLine, name: str) -> None:
    """Choose an answer for all."""
    driver.scrolled_to(line.choice).setFocus()
    line.choice.showPopup()
    row = line.choice.findText(name, Qt.MatchFlag.MatchStartsWith)
    line.choice.view().setCurrentIndex(line.choice.model().index(row, 0))
    QTest.keyClick(line.choice.view(), Key.Key_Return)


def test_the_answers_of_several_people_or_sessions_are_set_at_once(driver: WindowDriver) -> None:
    driver.page.document.show(Person, "bo", "one")
    line = answers(driver, Person)
    assert (line.isVisible(), line.choice.placeholderText()) == (True, "several values")
    choose(driver, line, "Declined")
    assert [a.state for a in driver.agenda.sessions["b"].people] == [State.DECLINED] * 2
    assert driver.agenda.covers["morning"].state is State.DECLINED
    assert (driver.steps, line.choice.currentText()) == (["Change 3 answers"], "Declined")
    driver.start_over()

    driver.page.document.select(("a", "b"))
    choose(driver, answers(driver, Session), "Confirmed")
    assert [a.state for a in driver.agenda.sessions["b"].people] == [State.CONFIRMED] * 2
    assert driver.steps == ["Change 1 answer"]
    driver.start_over()

    for kind, shown in ((Person, ("bo",)), (Person, ("one", "two")), (Session, ("a", "c"))):
        driver.page.document.show(kind, *shown)  # of one thing, or where nobody answers, there is no such line
        assert not answers(driver, kind).isVisible()

    driver.page.document.show(Person, "one", "two", "bo")
    driver.push("Delete 3 people")
    assert not driver.agenda.people
    driver.page.document.select(("a",))
    assert driver.button("Delete session").isVisible()
