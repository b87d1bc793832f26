"""Two people of one name, and the commands for the people of several sessions at once."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from planner.domain.entities import Cover, Person, Session
from planner.domain.enums import Role, State
from tests.builders import DAY, day, moderator, person, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.test_people_field import cast, field
from tests.ui.test_person_line import rows_of
from tests.ui.window_driver import Hands, Key
from ui.features.inspector.answers_line import AnswersLine

CAST = (
    day(), Person(id="one", name="Ada", organisation="KTH"), Person(id="two", name="Ada", title="Dr"), person("bo"),
    talk("a", "hall", "09:00-10:00"), talk("b", people=(speaker("bo"), moderator("bo", State.INVITED))), talk("c"),
    Cover(id="morning", person="bo", day=DAY),
)  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on a conference with two Adas."""
    return hands_on(*CAST)


def ids(hands: Hands, session: str) -> list[str]:
    """Return the ids of the people in a session."""
    return [a.person for a in hands.agenda.sessions[session].people]


def begin(hands: Hands, *sessions: str) -> QListView:
    """Show these sessions with the cursor in the line for a speaker, and return its list of suggestions."""
    hands.page.desk.select(sessions)
    hands.scrolled_to(field(hands).adder).setFocus()
    return rows_of(field(hands).adder)


def offered(popup: QListView) -> list[str]:
    """Return the suggestions of a list."""
    return [str(popup.model().index(n, 0).data()) for n in range(popup.model().rowCount())]


@pytest.mark.parametrize(("row", "who"), [(0, "one"), (1, "two")])
def test_both_are_offered_and_either_can_be_chosen(hands: Hands, row: int, who: str) -> None:
    popup = begin(hands, "a")
    hands.type("ada")
    assert offered(popup) == ["Ada · KTH", "Ada · Dr", "Add “ada” as a new person"]

    at = popup.visualRect(popup.model().index(row, 0)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QCoreApplication.sendPostedEvents()

    assert (ids(hands, "a"), field(hands).adder.text()) == ([who], "")


def test_by_keys_too(hands: Hands) -> None:
    begin(hands, "a")
    hands.type("ada")
    hands.key(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    QCoreApplication.sendPostedEvents()

    assert (ids(hands, "a"), field(hands).adder.text(), len(hands.steps)) == (["two"], "", 1)


def test_the_name_alone_asks_which(hands: Hands, qtbot: QtBot) -> None:
    popup = begin(hands, "a")
    hands.type("Ada")
    hands.key(Key.Key_Return)

    assert (ids(hands, "a"), field(hands).adder.text()) == ([], "Ada")
    assert hands.window.notice.sentence.text() == (
        "2 people are called “Ada”. Choose one of those that are offered while you type."
    )
    qtbot.waitUntil(popup.isVisible)
    assert offered(popup) == ["Ada · KTH", "Ada · Dr", "Add “Ada” as a new person"]
    popup.hide()


def test_a_speaker_and_a_moderator_are_added_to_all_that_are_selected(hands: Hands) -> None:
    begin(hands, "a", "b")
    hands.type("Cy")
    hands.key(Key.Key_Return)
    field(hands).moderator.setFocus()
    hands.type("Bo")
    hands.key(Key.Key_Return)

    assert cast(hands, "a") == [("Cy", Role.SPEAKER), ("Bo", Role.MODERATOR)]
    assert cast(hands, "b") == [("Bo", Role.SPEAKER), ("Bo", Role.MODERATOR), ("Cy", Role.SPEAKER)]
    assert (cast(hands, "c"), hands.steps) == ([], ["Add Cy to 2 sessions", "Add Bo to “A”"])


# answers of the people -----------------------------------------------------------------------------------


def answers(hands: Hands, kind: type) -> AnswersLine:
    """Return the line that sets the answers."""
    found = hands.page.inspector.page(kind).findChild(AnswersLine)
    assert isinstance(found, AnswersLine)
    return found


def choose(hands: Hands, line: AnswersLine, name: str) -> None:
    """Choose an answer for all."""
    hands.scrolled_to(line.choice).setFocus()
    line.choice.showPopup()
    row = line.choice.findText(name, Qt.MatchFlag.MatchStartsWith)
    line.choice.view().setCurrentIndex(line.choice.model().index(row, 0))
    QTest.keyClick(line.choice.view(), Key.Key_Return)


def test_the_answers_of_several_people_are_set_at_once(hands: Hands) -> None:
    hands.page.desk.show(Person, "bo", "one")
    line = answers(hands, Person)
    assert (line.isVisible(), line.choice.placeholderText()) == (True, "several values")

    choose(hands, line, "Declined")

    assert [a.state for a in hands.agenda.sessions["b"].people] == [State.DECLINED] * 2
    assert hands.agenda.covers["morning"].state is State.DECLINED
    assert (hands.steps, line.choice.currentText()) == (["Change 3 answers"], "Declined")


def test_the_answers_in_several_sessions_are_set_at_once(hands: Hands) -> None:
    hands.page.desk.select(("a", "b"))

    choose(hands, answers(hands, Session), "Confirmed")

    assert [a.state for a in hands.agenda.sessions["b"].people] == [State.CONFIRMED] * 2
    assert hands.steps == ["Change 1 answer"]


def test_of_one_thing_or_where_nobody_answers_there_is_no_such_line(hands: Hands) -> None:
    hands.page.desk.show(Person, "bo")
    assert not answers(hands, Person).isVisible()
    hands.page.desk.show(Person, "one", "two")
    assert not answers(hands, Person).isVisible()
    hands.page.desk.select(("a", "c"))
    assert not answers(hands, Session).isVisible()


def test_the_button_says_how_many_it_deletes(hands: Hands) -> None:
    hands.page.desk.show(Person, "one", "two", "bo")

    hands.push("Delete 3 people")

    assert not hands.agenda.people
    hands.page.desk.select(("a",))
    assert hands.button("Delete session").isVisible()
