"""The line for a person takes the name it shows: the suggestion stands in the line, its added letters selected."""

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QRegion, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.domain.entities import Cover, Person, Session
from planner.domain.value_objects import Kind, Role, State
from tests.builders import DAY, day, moderator, person, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.fields import choose_in, editor, people_field
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused
from ui.features.inspector.entity_list import AnswersField
from ui.features.inspector.people_field import AppearanceRow
from ui.forms.person_line import PersonLineEdit, PersonOffersPopup

pytestmark = pytest.mark.forms

CAST = (
    day(), Person(id="stefan", name="Stefan Singman", title="Moderator", organisation="Mötesbolaget"),
    Person(id="gunilla", name="Gunilla Ek"), Person(id="anna", name="Anna Bergström"),
    Person(id="karin", name="Karin Öst"),
    talk("a", "hall", "09:00-10:00"), talk("panel", kind=Kind.PANEL), talk("workshop", kind=Kind.WORKSHOP),
)  # fmt: skip


@pytest.fixture
def driver(driver: WindowDriver) -> WindowDriver:
    """Return a window driver with a talk shown, and the cursor in the line for a speaker."""
    begin(driver, "a")
    return driver


def cast(driver: WindowDriver, session: str) -> list[tuple[str, Role]]:
    """Return the people in a session by name."""
    people = driver.agenda.people
    return [(people[a.person].name, a.role) for a in driver.agenda.sessions[session].people]


def begin(driver: WindowDriver, *sessions: str) -> None:
    """Show these sessions, with the cursor in the line that adds a person."""
    driver.plan.select(sessions)
    driver.scrolled_to(people_field(driver).adder).setFocus()


def reads(driver: WindowDriver) -> tuple[str, str]:
    """Return the text of the line, and the selected part of it."""
    line = people_field(driver).adder
    return line.text(), line.selectedText()


def rows_of(line: PersonLineEdit) -> QListView:
    """Return the list of suggestions of a line."""
    return line.findChild(PersonOffersPopup)


def popup(driver: WindowDriver) -> QListView:
    """Return the list below the line of the session's people."""
    return rows_of(people_field(driver).adder)


def rows(driver: WindowDriver) -> list[str]:
    """Return the rows of that list; the one that Enter takes is marked."""
    view = popup(driver)
    current = view.currentIndex().row()
    texts = [str(view.model().index(n, 0).data()) for n in range(view.model().rowCount())]
    return [f"> {text}" if n == current else text for n, text in enumerate(texts)]


def names(driver: WindowDriver, session: str = "a") -> list[str]:
    return [name for name, _role in cast(driver, session)]


def test_of_a_pasted_list_all_refused_names_stay(driver: WindowDriver) -> None:
    line = people_field(driver).adder
    line.clear()
    QGuiApplication.clipboard().setText("Eva By <eva@a.example>; Bo Ek, Cia Al <cia@a.example>")
    line.paste()
    assert (line.text(), names(driver)) == ("Eva By <eva@a.example>; Cia Al <cia@a.example>", ["Bo Ek"])


# suggestions in the line ---------------------------------------------------------------------------------


def begin_again(driver: WindowDriver, *sessions: str) -> None:
    """Begin with these sessions as they were at first."""
    people_field(driver).adder.clear()
    driver.plan.select(())
    driver.start_over()
    begin(driver, *sessions or ("a",))


RETURN, DOWN, UP = Key.Key_Return, Key.Key_Down, Key.Key_Up
TAKEN: tuple[tuple[str, tuple[Key, ...], list[str], int], ...] = (
    ("Stef", (RETURN,), ["Stefan Singman"], 4), ("gun", (Key.Key_Enter,), ["Gunilla Ek"], 4),
    ("ost", (Key.Key_Tab,), ["Karin Öst"], 4), ("Ek", (RETURN,), ["Gunilla Ek"], 4),
    ("Ek", (Key.Key_End, RETURN), ["Gunilla Ek"], 4), ("Ek", (Key.Key_Right, RETURN), ["Gunilla Ek"], 4),
    ("Stef,", (), ["Stef"], 5), ("Stef;", (), ["Stef"], 5), ("gunilla ek,", (), ["Gunilla Ek"], 4),
    ("Anna Berg", (RETURN,), ["Anna Berg"], 5), ("Stef", (Key.Key_Backspace, RETURN), ["Stef"], 5),
    ("Stef", (DOWN, RETURN), ["Stef"], 5), ("Stef", (DOWN, UP, RETURN), ["Stefan Singman"], 4),
    ("Stef", (Key.Key_Escape,), [], 4),
)  # fmt: skip
"""Typed letters, keys after them, whom the session has then, and how many people there are."""


READ: dict[tuple[str, tuple[Key, ...]], tuple[str, str]] = {
    ("Stef", ()): ("Stefan Singman", "an Singman"), ("Stefa", ()): ("Stefan Singman", "n Singman"),
    ("Ek", ()): ("Ek → Gunilla Ek", " → Gunilla Ek"), ("Ek", (Key.Key_End,)): ("Gunilla Ek", ""),
    ("Ek", (Key.Key_Right,)): ("Gunilla Ek", ""), ("Anna Berg", ()): ("Anna Berg", ""),
    ("Stef", (Key.Key_Backspace,)): ("Stef", ""), ("Stef", (DOWN,)): ("Stef", ""),
    ("Stef", (DOWN, UP)): ("Stefan Singman", "an Singman"),
}  # fmt: skip
"""The text of the line and the selected, added letters of it, by what was typed and the keys after that."""


def test_enter_tab_and_commas_take_whom_one_reads_and_the_added_letters_are_selected(driver: WindowDriver) -> None:
    for typed, keys, who, people in TAKEN:
        begin_again(driver)
        driver.type(typed, *keys)
        assert (names(driver), reads(driver), len(driver.agenda.people)) == (who, ("", ""), people), typed

    for (typed, keys), expected in READ.items():
        begin_again(driver)
        driver.type(typed, *keys)
        assert reads(driver) == expected, typed

    begin_again(driver)
    driver.type("Bo", RETURN)
    assert driver.steps == ["Add Bo to “A”"]
    driver.type("Stef")
    driver.key(Key.Key_Z, modifiers=CTRL)  # takes the typing back and nothing else
    assert (reads(driver), names(driver)) == (("", ""), ["Bo"])


def test_the_list_has_whom_it_may_be_and_a_new_person(driver: WindowDriver) -> None:
    driver.type("Stef")
    assert rows(driver) == ["> Stefan Singman · Moderator · Mötesbolaget", "Add “Stef” as a new person"]
    driver.key(Key.Key_Backspace)
    assert rows(driver) == ["> Add “Stef” as a new person", "Stefan Singman · Moderator · Mötesbolaget"]
    driver.key(Key.Key_Escape)
    assert not popup(driver).isVisible()

    driver.type("Anna Berg")
    assert rows(driver) == ["> Add “Anna Berg” as a new person", "Anna Bergström"]

    for row, who in ((0, "Stefan Singman"), (1, "Stef")):
        begin_again(driver)
        driver.type("Stef")
        view = popup(driver)
        at = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QCoreApplication.sendPostedEvents()
        assert (names(driver), reads(driver)) == ([who], ("", ""))


def test_several_names_are_pasted_at_once_and_commas_alone_are_nobody(hands_on: HandsOn) -> None:
    driver = hands_on(*CAST, Person(id="anna-2", name="Anna Bergström"))
    begin(driver, "a")
    for pasted, who, left in (
        ("Gunilla Ek, Cy Twombly; Stef", ["Gunilla Ek", "Cy Twombly"], ("Stefan Singman", "an Singman")),
        ("Anna Bergström, Cy Twombly", ["Cy Twombly"], ("Anna Bergström", "")),  # two have that name
        (",", [], ("", "")), (",,,", [], ("", "")), (" ; ", [], ("", "")),
    ):  # fmt: skip
        begin_again(driver)
        driver.paste(pasted)
        driver.key(*[] if who else [RETURN])
        assert (names(driver), reads(driver)) == (who, left)


def test_the_list_stays_below_its_line_and_goes_when_that_is_out_of_sight(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.window.resize(driver.window.width(), 480)  # so low that the line can be scrolled away
    driver.type("Stef")
    view, line = popup(driver), people_field(driver).adder
    with monkeypatch.context() as hidden:
        hidden.setattr(line, "visibleRegion", QRegion)  # as just after its form is shown
        bar = view.verticalScrollBar()
        QApplication.sendEvent(bar, QResizeEvent(bar.size(), QSize(1, 1)))  # it is laid out itself
        assert view.isVisible()

    bar = driver.page.inspector.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.value() + 20)
    assert (view.isVisible(), view.y()) == (True, line.mapToGlobal(line.rect().bottomLeft()).y() + 1)
    bar.setValue(bar.maximum())
    assert not view.isVisible()

    begin_again(driver)
    driver.type("Cy,Ek")  # the chip of the one before moves the line
    QCoreApplication.sendPostedEvents()
    assert (view.isVisible(), view.y()) == (True, line.mapToGlobal(line.rect().bottomLeft()).y() + 1)

    # one click elsewhere takes whom one reads, and does what it does there
    begin_again(driver)
    driver.type("Stef")
    assert popup(driver).isVisible()
    start = editor(driver, Session, "start")
    driver.click(driver.on(start))
    assert (names(driver), popup(driver).isVisible(), focused()) == (["Stefan Singman"], False, start)


def test_letters_that_are_being_composed_are_left_alone(driver: WindowDriver) -> None:
    line = people_field(driver).adder
    driver.type("Stef")
    QApplication.sendEvent(line, QInputMethodEvent("\N{ACUTE ACCENT}", []))
    assert line.text() == "Stef"

    done = QInputMethodEvent()
    done.setCommitString("a")
    QApplication.sendEvent(line, done)
    assert reads(driver) == ("Stefan Singman", "n Singman")


# roles, and the text of the chips ------------------------------------------------------------------------


def said_of(driver: WindowDriver) -> tuple[str, str, str]:
    """Return the name and the description of the line that adds a person, and the name of the role beside it."""
    line = people_field(driver).adder
    return line.accessibleName(), line.accessibleDescription(), people_field(driver).roles.accessibleName()


def ask(driver: WindowDriver, role: str) -> None:
    """Choose the role beside the line."""
    choose_in(people_field(driver).roles.menu(), role)


def test_who_is_typed_has_the_role_of_the_kind(driver: WindowDriver) -> None:
    for session, role, usual in (
        ("a", Role.SPEAKER, "Speaker"), ("panel", Role.PANELLIST, "Panellist"), ("workshop", Role.HOST, "Host"),
    ):  # fmt: skip
        begin(driver, session)
        assert said_of(driver) == ("Add person", usual, f"Role of who is added: {usual}")
        driver.type("Gun", RETURN)
        assert cast(driver, session) == [("Gunilla Ek", role)]

    begin_again(driver, "a", "panel", "workshop")
    assert said_of(driver) == ("Add person", "Role by type", "Role of who is added: Role by type")
    driver.type("Gun", RETURN)
    assert [cast(driver, sid)[0][1] for sid in ("a", "panel", "workshop")] == [Role.SPEAKER, Role.PANELLIST, Role.HOST]
    assert driver.steps == ["Add Gunilla Ek to 3 sessions"]


def told(driver: WindowDriver) -> list[str]:
    """Return the texts of the rows below the people's names."""
    QCoreApplication.sendPostedEvents()
    buttons = [b for b in people_field(driver).findChildren(QToolButton) if b.isVisible()]
    return [b.accessibleDescription() for b in buttons if b.accessibleName().startswith("Show ")]


def test_chips_say_who_it_is_and_stand_below_each_other(driver: WindowDriver) -> None:
    driver.type("Stef,Stefa", RETURN)
    assert told(driver) == ["new", "Moderator · Mötesbolaget"]

    driver.plan.show(Person, driver.agenda.sessions["a"].people[0].person)
    driver.plan.select(("a",))
    assert told(driver) == ["new", "Moderator · Mötesbolaget"]

    begin_again(driver)
    driver.type("Cy,Gunilla Ek,Stefan Singman,")
    QCoreApplication.sendPostedEvents()
    found = people_field(driver)

    def lefts(begins: str) -> set[int]:
        buttons = [
            b for b in found.findChildren(QToolButton) if b.isVisible() and b.accessibleName().startswith(begins)
        ]
        assert len(buttons) == 3
        return {b.mapTo(found, b.rect().topLeft()).x() for b in buttons}

    assert max(lefts("Show")) + 60 < min(lefts("Role and reply"))  # at the right, whatever else is said of it
    assert [len(lefts(begins)) for begins in ("Show", "Role and reply")] == [1, 1]


def test_a_break_is_offered_no_moderator_and_the_role_is_changed_on_the_chip_by_keys(hands_on: HandsOn) -> None:
    driver = hands_on(
        person("ada"), talk("coffee", "hall", "09:00-09:30", kind=Kind.BREAK, people=(speaker("ada"),)),
        talk("one", "hall", "10:00-10:30", people=(speaker("ada"),)),
    )  # fmt: skip

    def offered(*sessions: str) -> bool:
        driver.plan.select(sessions)
        return "Moderator" in [
            action.text() for action in people_field(driver).roles.menu().actions() if action.isVisible()
        ]

    def chip(session: str) -> QToolButton:
        driver.plan.select((session,))
        (more,) = [
            b for b in people_field(driver).findChildren(AppearanceRow)[-1].findChildren(QToolButton) if b.menu()
        ]
        return more  # of the last chip: the earlier ones are about to be deleted

    assert (offered("one"), offered("coffee"), offered("coffee", "one")) == (True, False, True)
    roles = {name: [action.text() for action in chip(name).menu().actions()] for name in ("one", "coffee")}
    assert [role for role in roles["one"] if role not in roles["coffee"]] == ["Moderator"]

    more = chip("one")
    assert more.accessibleName() == "Role and reply of Ada: Speaker · Confirmed"
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus
    next(action for action in more.menu().actions() if action.text() == "Panellist").trigger()
    assert cast(driver, "one") == [("Ada", Role.PANELLIST)]


# a name that is typed and not entered is neither lost nor added to another session ----------------------


@pytest.fixture
def plain(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver with the first of two sessions shown, and the cursor in the line for a speaker."""
    driver = hands_on(
        person("ada"), person("bo"), talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:00-10:00"), talk("waiting")
    )
    begin(driver, "a")
    return driver


def lines(driver: WindowDriver) -> tuple[str, str]:
    """Return the text of the line, and the role that it adds."""
    return people_field(driver).adder.text(), people_field(driver).roles.text()


def test_leaving_the_line_adds_them_once_where_they_were_typed(plain: WindowDriver) -> None:
    for keys, who in (
        ((Key.Key_Tab,), [("Cy", Role.SPEAKER)]), ((RETURN, Key.Key_Tab), [("Cy", Role.SPEAKER)]),
        ((Key.Key_Escape, Key.Key_Tab), []),
    ):  # fmt: skip
        begin_again(plain)
        plain.type("Cy", *keys)
        assert (cast(plain, "a"), lines(plain), len(plain.steps)) == (who, ("", "Speaker"), len(who))
        assert Key.Key_Escape in keys or focused() is people_field(plain).roles

    begin_again(plain)
    ask(plain, "Moderator")
    plain.type("Cy")
    plain.click(plain.on_tile("b"))
    assert (cast(plain, "a"), cast(plain, "b")) == ([("Cy", Role.MODERATOR)], [])
    assert (plain.page.document.plan.selected, lines(plain)) == (("b",), ("", "Speaker"))

    begin_again(plain)
    plain.type("Cy")
    plain.does("delete")
    assert ("a" in plain.agenda.sessions, people_field(plain).adder.text()) == (False, "")

    begin_again(plain)
    plain.type("Bo")
    workspace = plain.page.document.workspace
    plain.window.close()
    assert [a.person for a in workspace.agenda.sessions["a"].people] == ["bo"]


@pytest.mark.parametrize("other", ["b", "waiting", ""])
def test_so_does_whatever_else_shows_another_session_or_none(plain: WindowDriver, other: str) -> None:
    plain.type("Bo")
    plain.page.document.plan.select((other,) if other else ())
    assert (cast(plain, "a"), lines(plain)) == ([("Bo", Role.SPEAKER)], ("", "Speaker"))
    assert not other or cast(plain, other) == []


def test_who_cannot_be_added_is_not_put_on_the_other_one(plain: WindowDriver) -> None:
    plain.type("Bo", RETURN)
    plain.type("Bo")
    plain.page.document.plan.select(("b",))
    assert (len(cast(plain, "a")), cast(plain, "b"), lines(plain)) == (1, [], ("", "Speaker"))
    assert "already has that role" in plain.said


# two people of one name, and several sessions at once ----------------------------------------------------


@pytest.fixture
def adas(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a conference with two Adas."""
    return hands_on(
        day(), Person(id="one", name="Ada", organisation="KTH"), Person(id="two", name="Ada", title="Dr"), person("bo"),
        talk("a", "hall", "09:00-10:00"), talk("b", people=(speaker("bo"), moderator("bo", State.INVITED))), talk("c"),
        Cover(id="morning", person="bo", day=DAY),
    )  # fmt: skip


def offered(driver: WindowDriver) -> list[str]:
    """Return the suggestions below the line for a speaker."""
    return [text.removeprefix("> ") for text in rows(driver)]


def test_both_are_offered_and_either_can_be_chosen(adas: WindowDriver, qtbot: QtBot) -> None:
    for row, who in ((0, "one"), (1, "two"), (None, "two")):
        begin(adas, "a")
        adas.type("ada")
        assert offered(adas) == ["Ada · KTH", "Ada · Dr", "Add “ada” as a new person"]
        if row is None:
            adas.key(DOWN, DOWN, RETURN)
        else:
            at = popup(adas).visualRect(popup(adas).model().index(row, 0)).center()
            QTest.mouseClick(popup(adas).viewport(), Qt.MouseButton.LeftButton, pos=at)
        QCoreApplication.sendPostedEvents()
        found = [a.person for a in adas.agenda.sessions["a"].people]
        assert (found, people_field(adas).adder.text(), len(adas.steps)) == ([who], "", 1)
        adas.start_over()

    begin(adas, "a", "b")
    for role, name in (("Speaker", "Cy"), ("Moderator", "Bo")):
        ask(adas, role)
        adas.type(name, RETURN)
    assert cast(adas, "a") == [("Cy", Role.SPEAKER), ("Bo", Role.MODERATOR)]
    assert cast(adas, "b") == [("Bo", Role.SPEAKER), ("Bo", Role.MODERATOR), ("Cy", Role.SPEAKER)]
    assert (cast(adas, "c"), adas.steps) == ([], ["Add Cy to 2 sessions", "Add Bo to “A”"])
    adas.start_over()

    begin(adas, "a")
    adas.type("Ada", RETURN)  # the name alone asks which
    assert (adas.agenda.sessions["a"].people, people_field(adas).adder.text()) == ((), "Ada")
    assert adas.said == "2 people are called “Ada”. Choose one of those that are offered while you type."
    qtbot.waitUntil(popup(adas).isVisible)
    assert offered(adas) == ["Ada · KTH", "Ada · Dr", "Add “Ada” as a new person"]
    popup(adas).hide()


# answers of the people -----------------------------------------------------------------------------------


def answers(driver: WindowDriver, kind: type) -> AnswersField:
    """Return the line that sets the answers."""
    return driver.page.inspector.page(kind).findChild(AnswersField)


def choose(driver: WindowDriver, line: AnswersField, name: str) -> None:
    """Choose an answer for all."""
    driver.scrolled_to(line.choice).setFocus()
    line.choice.showPopup()
    row = line.choice.findText(name, Qt.MatchFlag.MatchStartsWith)
    line.choice.view().setCurrentIndex(line.choice.model().index(row, 0))
    QTest.keyClick(line.choice.view(), Key.Key_Return)


def test_the_answers_of_several_people_or_sessions_are_set_at_once(adas: WindowDriver) -> None:
    adas.page.document.plan.show(Person, "bo", "one")
    line = answers(adas, Person)
    assert (line.isVisible(), line.choice.placeholderText()) == (True, "mixed")
    choose(adas, line, "Declined")
    assert [a.state for a in adas.agenda.sessions["b"].people] == [State.DECLINED] * 2
    assert adas.agenda.covers["morning"].state is State.DECLINED
    assert (adas.agenda.people["one"].state, adas.agenda.people["bo"].state) == (State.DECLINED, State.NOT_ASKED)
    assert (adas.steps, line.choice.currentText()) == (["Change 4 answers"], "Declined")
    adas.start_over()

    adas.page.document.plan.select(("a", "b"))
    choose(adas, answers(adas, Session), "Confirmed")
    assert [a.state for a in adas.agenda.sessions["b"].people] == [State.CONFIRMED] * 2
    assert adas.steps == ["Change 1 answer"]
    adas.start_over()

    for kind, shown in ((Person, ("bo",)), (Person, ("one", "two")), (Session, ("a", "c"))):
        adas.page.document.plan.show(kind, *shown)  # of one thing, or where nobody answers, there is no such line
        assert not answers(adas, kind).isVisible()

    adas.page.document.plan.show(Person, "one", "two", "bo")
    adas.push("Delete 3 people")
    assert not adas.agenda.people
    adas.page.document.plan.select(("a",))
    assert adas.button("Delete session").isVisible()


@pytest.mark.parametrize("typed", ["gun", "Zoe Quist"])
def test_who_is_typed_is_added_once_when_another_session_is_shown_meanwhile(driver: WindowDriver, typed: str) -> None:
    driver.type(typed)
    driver.plan.select(("panel",))
    assert (len(names(driver)), names(driver, "panel"), reads(driver), len(driver.document.drafts)) == (
        1,
        [],
        ("", ""),
        0,
    )
    assert len(driver.workspace.history.labels()) == 1


def test_a_long_name_is_cut_beside_its_role_and_widens_no_form(driver: WindowDriver) -> None:
    people = (moderator("stefan"), speaker("anna", State.NOT_ASKED))
    assert driver.document.apply(lambda now: edit(now, Session, "a", people=people))
    QCoreApplication.sendPostedEvents()
    room = driver.page.inspector.findChild(QScrollArea).viewport().width()
    assert [chip.minimumSizeHint().width() <= room for chip in people_field(driver).findChildren(AppearanceRow)] == [
        True,
        True,
    ]
