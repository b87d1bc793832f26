"""The line for a person takes the name it shows: the suggestion stands in the line, its added letters selected."""

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QRegion, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QScrollArea, QToolButton

from planner.domain.entities import Person, Session
from planner.domain.enums import Kind, Role
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


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Tab])
@pytest.mark.parametrize(("typed", "who"), [("Stef", "Stefan Singman"), ("gun", "Gunilla Ek"), ("ost", "Karin Öst")])
def test_enter_and_tab_take_whom_one_reads(driver: WindowDriver, key: Key, typed: str, who: str) -> None:
    driver.type(typed)
    driver.key(key)

    assert (names(driver), reads(driver)) == ([who], ("", ""))
    assert len(driver.agenda.people) == 4


def test_the_added_letters_are_selected(driver: WindowDriver) -> None:
    driver.type("Stef")
    assert reads(driver) == ("Stefan Singman", "an Singman")
    assert rows(driver) == ["> Stefan Singman · Moderator · Mötesbolaget", "Add “Stef” as a new person"]

    driver.type("a")

    assert reads(driver) == ("Stefan Singman", "n Singman")


def test_a_surname_is_followed_by_the_name_that_is_meant(driver: WindowDriver) -> None:
    driver.type("Ek")
    assert reads(driver) == ("Ek → Gunilla Ek", " → Gunilla Ek")

    driver.key(Key.Key_Return)

    assert names(driver) == ["Gunilla Ek"]


@pytest.mark.parametrize("comma", [",", ";"])
def test_a_comma_takes_what_was_typed(driver: WindowDriver, comma: str) -> None:
    driver.type(f"Stef{comma}")

    assert (names(driver), reads(driver)) == (["Stef"], ("", ""))
    assert (driver.steps, len(driver.agenda.people)) == (["Add Stef to “A”"], 5)


def test_a_comma_after_somebodys_own_name_is_them(driver: WindowDriver) -> None:
    driver.type("gunilla ek,")

    assert (names(driver), len(driver.agenda.people)) == (["Gunilla Ek"], 4)


def test_several_names_are_pasted_at_once(driver: WindowDriver) -> None:
    QGuiApplication.clipboard().setText("Gunilla Ek, Cy Twombly; Stef")
    driver.key(Key.Key_V, modifiers=CTRL)

    assert names(driver) == ["Gunilla Ek", "Cy Twombly"]
    assert reads(driver) == ("Stefan Singman", "an Singman")


def test_of_a_pasted_list_only_the_name_that_two_have_stays(hands_on: HandsOn) -> None:
    driver = hands_on(*CAST, Person(id="gunilla-2", name="Gunilla Ek"))
    begin(driver, "a")
    QGuiApplication.clipboard().setText("Gunilla Ek, Cy Twombly")
    driver.key(Key.Key_V, modifiers=CTRL)

    assert names(driver) == ["Cy Twombly"]
    assert reads(driver) == ("Gunilla Ek", "")


@pytest.mark.parametrize("typed", [",", ",,,", " ; "])
def test_commas_alone_are_nobody(driver: WindowDriver, typed: str) -> None:
    QGuiApplication.clipboard().setText(typed)
    driver.key(Key.Key_V, modifiers=CTRL)
    driver.key(Key.Key_Return)

    assert (names(driver), reads(driver)) == ([], ("", ""))


def test_the_list_is_not_gone_while_it_is_laid_out_itself(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.type("Stef")
    bar = popup(driver).verticalScrollBar()
    monkeypatch.setattr(field(driver).adder, "visibleRegion", QRegion)  # as just after its form is shown

    QApplication.sendEvent(bar, QResizeEvent(bar.size(), QSize(1, 1)))

    assert popup(driver).isVisible()


def test_a_whole_name_does_not_become_a_longer_one(driver: WindowDriver) -> None:
    driver.type("Anna Berg")
    assert reads(driver) == ("Anna Berg", "")
    assert rows(driver) == ["> Add “Anna Berg” as a new person", "Anna Bergström"]

    driver.key(Key.Key_Return)

    assert names(driver) == ["Anna Berg"]


def test_backspace_takes_the_added_letters_away(driver: WindowDriver) -> None:
    driver.type("Stef")
    driver.key(Key.Key_Backspace)
    assert reads(driver) == ("Stef", "")
    assert rows(driver) == ["> Add “Stef” as a new person", "Stefan Singman · Moderator · Mötesbolaget"]

    driver.key(Key.Key_Return)

    assert names(driver) == ["Stef"]


def test_escape_adds_nobody_and_closes_the_list(driver: WindowDriver) -> None:
    driver.type("Stef")
    driver.key(Key.Key_Escape)

    assert (names(driver), reads(driver), popup(driver).isVisible()) == ([], ("", ""), False)


def test_down_and_up_choose(driver: WindowDriver) -> None:
    driver.type("Stef")
    driver.key(Key.Key_Down)
    assert reads(driver) == ("Stef", "")
    driver.key(Key.Key_Up)
    assert reads(driver) == ("Stefan Singman", "an Singman")
    driver.key(Key.Key_Down, Key.Key_Return)

    assert (names(driver), len(driver.agenda.people)) == (["Stef"], 5)


@pytest.mark.parametrize(("row", "who"), [(0, "Stefan Singman"), (1, "Stef")])
def test_a_click_takes_a_row(driver: WindowDriver, row: int, who: str) -> None:
    driver.type("Stef")
    view = popup(driver)
    at = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QCoreApplication.sendPostedEvents()

    assert (names(driver), reads(driver)) == ([who], ("", ""))


def test_the_list_stays_below_its_line_and_goes_when_that_is_out_of_sight(driver: WindowDriver) -> None:
    driver.type("Stef")
    view, line = popup(driver), field(driver).adder
    bar = driver.page.inspector.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.value() + 20)
    assert (view.isVisible(), view.y()) == (True, line.mapToGlobal(line.rect().bottomLeft()).y() + 1)

    bar.setValue(bar.maximum())
    assert not view.isVisible()


def test_the_list_is_there_while_the_chip_of_the_one_before_moves_the_line(driver: WindowDriver) -> None:
    driver.type("Cy,Ek")
    QCoreApplication.sendPostedEvents()

    view, line = popup(driver), field(driver).adder
    assert (view.isVisible(), view.y()) == (True, line.mapToGlobal(line.rect().bottomLeft()).y() + 1)


def test_one_click_elsewhere_takes_whom_one_reads_and_does_what_it_does_there(driver: WindowDriver) -> None:
    driver.type("Stef")
    assert popup(driver).isVisible()

    driver.click(driver.on(field(driver).moderator))

    assert (names(driver), popup(driver).isVisible(), focused()) == (["Stefan Singman"], False, field(driver).moderator)


@pytest.mark.parametrize("key", [Key.Key_End, Key.Key_Right])
def test_going_to_the_end_keeps_the_name(driver: WindowDriver, key: Key) -> None:
    driver.type("Ek")
    driver.key(key)
    assert reads(driver) == ("Gunilla Ek", "")

    driver.key(Key.Key_Return)

    assert names(driver) == ["Gunilla Ek"]


def test_undo_in_the_line_takes_the_typing_back_and_nothing_else(driver: WindowDriver) -> None:
    driver.type("Bo")
    driver.key(Key.Key_Return)
    driver.type("Stef")
    driver.key(Key.Key_Z, modifiers=CTRL)

    assert (reads(driver), names(driver)) == (("", ""), ["Bo"])


def test_letters_that_are_being_composed_are_left_alone(driver: WindowDriver) -> None:
    line = field(driver).adder
    driver.type("Stef")
    QApplication.sendEvent(line, QInputMethodEvent("\N{ACUTE ACCENT}", []))
    assert line.text() == "Stef"

    done = QInputMethodEvent()
    done.setCommitString("a")
    QApplication.sendEvent(line, done)

    assert reads(driver) == ("Stefan Singman", "n Singman")


# roles, and the text of the chips ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("session", "role", "label"),
    [
        ("a", Role.SPEAKER, "Add speaker"),
        ("panel", Role.PANELLIST, "Add panellist"),
        ("workshop", Role.HOST, "Add host"),
    ],
)
def test_who_is_typed_has_the_role_of_the_kind(driver: WindowDriver, session: str, role: Role, label: str) -> None:
    begin(driver, session)
    assert field(driver).adder.accessibleName() == label

    driver.type("Gun")
    driver.key(Key.Key_Return)

    assert cast(driver, session) == [("Gunilla Ek", role)]


def test_in_several_sessions_each_gives_its_own(driver: WindowDriver) -> None:
    begin(driver, "a", "panel", "workshop")
    assert field(driver).adder.accessibleName() == "Add person"

    driver.type("Gun")
    driver.key(Key.Key_Return)

    assert [cast(driver, sid)[0][1] for sid in ("a", "panel", "workshop")] == [Role.SPEAKER, Role.PANELLIST, Role.HOST]
    assert driver.steps == ["Add Gunilla Ek to 3 sessions"]


def told(driver: WindowDriver) -> list[str]:
    """Return the texts of the chips below the people's names."""
    QCoreApplication.sendPostedEvents()
    return [label.text() for label in field(driver).findChildren(QLabel, "about") if label.isVisible()]


def test_a_chip_says_who_it_is_or_that_they_are_new(driver: WindowDriver) -> None:
    driver.type("Stef,")
    driver.type("Stefa")
    driver.key(Key.Key_Return)
    assert told(driver) == ["new", "Moderator · Mötesbolaget"]

    driver.page.document.show(Person, cast_ids(driver)[0])
    driver.page.document.select(("a",))
    assert told(driver) == ["new", "Moderator · Mötesbolaget"]


def cast_ids(driver: WindowDriver) -> list[str]:
    return [a.person for a in driver.agenda.sessions["a"].people]


def test_the_role_is_changed_on_the_chip_by_keys(hands_on: HandsOn) -> None:
    driver = hands_on(day(), person("ada"), talk("a", people=(speaker("ada"),), kind=Kind.PANEL))
    driver.page.document.select(("a",))
    (more,) = [b for b in field(driver).findChildren(QToolButton) if b.menu()]
    assert more.accessibleName() == "Role and state of Ada: Speaker"
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus

    menu = more.menu()
    next(action for action in menu.actions() if action.text() == "Panellist").trigger()

    assert cast(driver, "a") == [("Ada", Role.PANELLIST)]
    assert driver.agenda.sessions["a"] == driver.agenda.find(Session, "a")


def test_names_and_roles_begin_below_each_other_and_the_crosses_stand_at_the_right(driver: WindowDriver) -> None:
    driver.type("Cy,Gunilla Ek,Stefan Singman,")
    QCoreApplication.sendPostedEvents()
    found = field(driver)

    def lefts(begins: str) -> set[int]:
        buttons = [b for b in found.findChildren(QToolButton) if b.accessibleName().startswith(begins)]
        assert len(buttons) == 3
        return {b.mapTo(found, b.rect().topLeft()).x() for b in buttons}

    assert lefts("Show") == lefts("Role and state")
    assert [len(lefts(begins)) for begins in ("Show", "Role and state", "Remove")] == [1, 1, 1]
