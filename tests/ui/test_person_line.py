"""The line for a person takes the name it shows: the suggestion stands in the line, its added letters selected."""

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QRegion, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QScrollArea, QToolButton

from planner.domain.entities import Person, Session
from planner.domain.value_objects import Kind, Role
from tests.builders import day, person, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.test_people_field import cast, field
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused
from ui.state.fields.person_line import PersonLine, PersonOffersPopup

CAST = (
    day(), Person(id="stefan", name="Stefan Singman", title="Moderator", organisation="Mötesbolaget"),
    Person(id="gunilla", name="Gunilla Ek"), Person(id="anna", name="Anna Bergström"),
    Person(id="karin", name="Karin Öst"),
    talk("a", "hall", "09:00-10:00"), talk("panel", kind=Kind.PANEL), talk("workshop", kind=Kind.WORKSHOP),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver with a talk shown, and the cursor in the line for a speaker."""
    driver = hands_on(*CAST)
    begin(driver, "a")
    return driver


def begin(driver: WindowDriver, *sessions: str) -> None:
    """Show these sessions, with the cursor in the line that adds a person."""
    driver.page.document.select(sessions)
    driver.scrolled_to(field(driver).adder).setFocus()


def reads(driver: WindowDriver) -> tuple[str, str]:
    """Return the text of the line, and the selected part of it."""
    line = field(driver).adder
    return line.text(), line.selectedText()


def rows_of(line: PersonLine) -> QListView:
    """Return the list of suggestions of a line."""
    found = line.findChild(PersonOffersPopup)
    assert isinstance(found, PersonOffersPopup)
    return found


def popup(driver: WindowDriver) -> QListView:
    """Return the list below the line of the session's people."""
    return rows_of(field(driver).adder)


def rows(driver: WindowDriver) -> list[str]:
    """Return the rows of that list; the one that Enter takes is marked."""
    view = popup(driver)
    current = view.currentIndex().row()
    texts = [str(view.model().index(n, 0).data()) for n in range(view.model().rowCount())]
    return [f"> {text}" if n == current else text for n, text in enumerate(texts)]


def names(driver: WindowDriver, session: str = "a") -> list[str]:
    return [name for name, _role in cast(driver, session)]


# suggestions in the line ---------------------------------------------------------------------------------


def begin_again(driver: WindowDriver, *sessions: str) -> None:
    """Begin with these sessions as they were at first."""
    field(driver).adder.clear()
    driver.page.document.select(())
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


def test_enter_tab_and_commas_take_whom_one_reads(driver: WindowDriver) -> None:
    for typed, keys, who, people in TAKEN:
        begin_again(driver)
        driver.type(typed)
        driver.key(*keys)

        assert (names(driver), reads(driver), len(driver.agenda.people)) == (who, ("", ""), people), typed


READ: dict[tuple[str, tuple[Key, ...]], tuple[str, str]] = {
    ("Stef", ()): ("Stefan Singman", "an Singman"), ("Stefa", ()): ("Stefan Singman", "n Singman"),
    ("Ek", ()): ("Ek → Gunilla Ek", " → Gunilla Ek"), ("Ek", (Key.Key_End,)): ("Gunilla Ek", ""),
    ("Ek", (Key.Key_Right,)): ("Gunilla Ek", ""), ("Anna Berg", ()): ("Anna Berg", ""),
    ("Stef", (Key.Key_Backspace,)): ("Stef", ""), ("Stef", (DOWN,)): ("Stef", ""),
    ("Stef", (DOWN, UP)): ("Stefan Singman", "an Singman"),
}  # fmt: skip
"""The text of the line and the selected, added letters of it, by what was typed and the keys after that."""


def test_the_added_letters_are_selected(driver: WindowDriver) -> None:
    found = {}
    for typed, keys in READ:
        begin_again(driver)
        driver.type(typed)
        driver.key(*keys)
        found[typed, keys] = reads(driver)

    assert found == READ


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
        QGuiApplication.clipboard().setText(pasted)
        driver.key(Key.Key_V, modifiers=CTRL)
        driver.key(*[] if who else [RETURN])
        assert (names(driver), reads(driver)) == (who, left)


def test_the_list_is_not_gone_while_it_is_laid_out_itself(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.type("Stef")
    bar = popup(driver).verticalScrollBar()
    monkeypatch.setattr(field(driver).adder, "visibleRegion", QRegion)  # as just after its form is shown

    QApplication.sendEvent(bar, QResizeEvent(bar.size(), QSize(1, 1)))

    assert popup(driver).isVisible()


def test_the_list_stays_below_its_line_and_goes_when_that_is_out_of_sight(driver: WindowDriver) -> None:
    driver.type("Stef")
    view, line = popup(driver), field(driver).adder
    bar = driver.page.inspector.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.value() + 20)
    assert (view.isVisible(), view.y()) == (True, line.mapToGlobal(line.rect().bottomLeft()).y() + 1)

    bar.setValue(bar.maximum())
    assert not view.isVisible()

    begin_again(driver)
    driver.type("Cy,Ek")  # the chip of the one before moves the line
    QCoreApplication.sendPostedEvents()
    assert (view.isVisible(), view.y()) == (True, line.mapToGlobal(line.rect().bottomLeft()).y() + 1)


def test_one_click_elsewhere_takes_whom_one_reads_and_does_what_it_does_there(driver: WindowDriver) -> None:
    driver.type("Stef")
    assert popup(driver).isVisible()

    driver.click(driver.on(field(driver).moderator))

    assert (names(driver), popup(driver).isVisible(), focused()) == (["Stefan Singman"], False, field(driver).moderator)


def test_letters_that_are_being_composed_are_left_alone(driver: WindowDriver) -> None:
    line = field(driver).adder
    driver.type("Stef")
    QApplication.sendEvent(line, QInputMethodEvent("\N{ACUTE ACCENT}", []))
    assert line.text() == "Stef"

    done = QInputMethodEvent()
    done.setCommitString("a")
    QApplication.sendEvent(line, done)

    assert reads(driver) == ("Stefan Singman", "n Singman")


def test_undo_in_the_line_takes_the_typing_back_and_nothing_else(driver: WindowDriver) -> None:
    driver.type("Bo")
    driver.key(RETURN)
    assert driver.steps == ["Add Bo to “A”"]
    driver.type("Stef")
    driver.key(Key.Key_Z, modifiers=CTRL)

    assert (reads(driver), names(driver)) == (("", ""), ["Bo"])


# roles, and the text of the chips ------------------------------------------------------------------------


def test_who_is_typed_has_the_role_of_the_kind(driver: WindowDriver) -> None:
    for session, role, label in (
        ("a", Role.SPEAKER, "Add speaker"), ("panel", Role.PANELLIST, "Add panellist"),
        ("workshop", Role.HOST, "Add host"),
    ):  # fmt: skip
        begin(driver, session)
        assert field(driver).adder.accessibleName() == label
        driver.type("Gun")
        driver.key(RETURN)
        assert cast(driver, session) == [("Gunilla Ek", role)]

    begin_again(driver, "a", "panel", "workshop")
    assert field(driver).adder.accessibleName() == "Add person"
    driver.type("Gun")
    driver.key(RETURN)
    assert [cast(driver, sid)[0][1] for sid in ("a", "panel", "workshop")] == [Role.SPEAKER, Role.PANELLIST, Role.HOST]
    assert driver.steps == ["Add Gunilla Ek to 3 sessions"]


def told(driver: WindowDriver) -> list[str]:
    """Return the texts of the chips below the people's names."""
    QCoreApplication.sendPostedEvents()
    return [label.text() for label in field(driver).findChildren(QLabel, "about") if label.isVisible()]


def test_chips_say_who_it_is_and_stand_below_each_other(driver: WindowDriver) -> None:
    driver.type("Stef,")
    driver.type("Stefa")
    driver.key(Key.Key_Return)
    assert told(driver) == ["new", "Moderator · Mötesbolaget"]

    driver.page.document.show(Person, driver.agenda.sessions["a"].people[0].person)
    driver.page.document.select(("a",))
    assert told(driver) == ["new", "Moderator · Mötesbolaget"]

    begin_again(driver)
    driver.type("Cy,Gunilla Ek,Stefan Singman,")
    QCoreApplication.sendPostedEvents()
    found = field(driver)

    def lefts(begins: str) -> set[int]:
        buttons = [
            b for b in found.findChildren(QToolButton) if b.isVisible() and b.accessibleName().startswith(begins)
        ]
        assert len(buttons) == 3
        return {b.mapTo(found, b.rect().topLeft()).x() for b in buttons}

    assert lefts("Show") == lefts("Role and state")
    assert [len(lefts(begins)) for begins in ("Show", "Role and state", "Remove")] == [1, 1, 1]


def test_the_role_is_changed_on_the_chip_by_keys(hands_on: HandsOn) -> None:
    driver = hands_on(day(), person("ada"), talk("a", people=(speaker("ada"),), kind=Kind.PANEL))
    driver.page.document.select(("a",))
    (more,) = [b for b in field(driver).findChildren(QToolButton) if b.menu()]
    assert more.accessibleName() == "Role and state of Ada: Speaker"
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus

    next(action for action in more.menu().actions() if action.text() == "Panellist").trigger()

    assert cast(driver, "a") == [("Ada", Role.PANELLIST)]
    assert driver.agenda.sessions["a"] == driver.agenda.find(Session, "a")
