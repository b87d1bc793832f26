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
from tests.ui.window_driver import CTRL, Hands, Key, focused
from ui.state.fields.person_line import OffersPopup, PersonLine

CAST = (
    day(), Person(id="stefan", name="Stefan Singman", title="Moderator", organisation="Mötesbolaget"),
    Person(id="gunilla", name="Gunilla Ek"), Person(id="anna", name="Anna Bergström"),
    Person(id="karin", name="Karin Öst"),
    talk("a", "hall", "09:00-10:00"), talk("panel", kind=Kind.PANEL), talk("workshop", kind=Kind.WORKSHOP),
)  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands with a talk shown, and the cursor in the line for a speaker."""
    hands = hands_on(*CAST)
    begin(hands, "a")
    return hands


def begin(hands: Hands, *sessions: str) -> None:
    """Show these sessions, with the cursor in the line that adds a person."""
    hands.page.desk.select(sessions)
    hands.scrolled_to(field(hands).adder).setFocus()


def reads(hands: Hands) -> tuple[str, str]:
    """Return the text of the line, and the selected part of it."""
    line = field(hands).adder
    return line.text(), line.selectedText()


def rows_of(line: PersonLine) -> QListView:
    """Return the list of suggestions of a line."""
    found = line.findChild(OffersPopup)
    assert isinstance(found, OffersPopup)
    return found


def popup(hands: Hands) -> QListView:
    """Return the list below the line of the session's people."""
    return rows_of(field(hands).adder)


def rows(hands: Hands) -> list[str]:
    """Return the rows of that list; the one that Enter takes is marked."""
    view = popup(hands)
    current = view.currentIndex().row()
    texts = [str(view.model().index(n, 0).data()) for n in range(view.model().rowCount())]
    return [f"> {text}" if n == current else text for n, text in enumerate(texts)]


def names(hands: Hands, session: str = "a") -> list[str]:
    return [name for name, _role in cast(hands, session)]


# suggestions in the line ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Tab])
@pytest.mark.parametrize(("typed", "who"), [("Stef", "Stefan Singman"), ("gun", "Gunilla Ek"), ("ost", "Karin Öst")])
def test_enter_and_tab_take_whom_one_reads(hands: Hands, key: Key, typed: str, who: str) -> None:
    hands.type(typed)
    hands.key(key)

    assert (names(hands), reads(hands)) == ([who], ("", ""))
    assert len(hands.agenda.people) == 4


def test_the_added_letters_are_selected(hands: Hands) -> None:
    hands.type("Stef")
    assert reads(hands) == ("Stefan Singman", "an Singman")
    assert rows(hands) == ["> Stefan Singman · Moderator · Mötesbolaget", "Add “Stef” as a new person"]

    hands.type("a")

    assert reads(hands) == ("Stefan Singman", "n Singman")


def test_a_surname_is_followed_by_the_name_that_is_meant(hands: Hands) -> None:
    hands.type("Ek")
    assert reads(hands) == ("Ek → Gunilla Ek", " → Gunilla Ek")

    hands.key(Key.Key_Return)

    assert names(hands) == ["Gunilla Ek"]


@pytest.mark.parametrize("comma", [",", ";"])
def test_a_comma_takes_what_was_typed(hands: Hands, comma: str) -> None:
    hands.type(f"Stef{comma}")

    assert (names(hands), reads(hands)) == (["Stef"], ("", ""))
    assert (hands.steps, len(hands.agenda.people)) == (["Add Stef to “A”"], 5)


def test_a_comma_after_somebodys_own_name_is_them(hands: Hands) -> None:
    hands.type("gunilla ek,")

    assert (names(hands), len(hands.agenda.people)) == (["Gunilla Ek"], 4)


def test_several_names_are_pasted_at_once(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("Gunilla Ek, Cy Twombly; Stef")
    hands.key(Key.Key_V, modifiers=CTRL)

    assert names(hands) == ["Gunilla Ek", "Cy Twombly"]
    assert reads(hands) == ("Stefan Singman", "an Singman")


def test_of_a_pasted_list_only_the_name_that_two_have_stays(hands_on: HandsOn) -> None:
    hands = hands_on(*CAST, Person(id="gunilla-2", name="Gunilla Ek"))
    begin(hands, "a")
    QGuiApplication.clipboard().setText("Gunilla Ek, Cy Twombly")
    hands.key(Key.Key_V, modifiers=CTRL)

    assert names(hands) == ["Cy Twombly"]
    assert reads(hands) == ("Gunilla Ek", "")


@pytest.mark.parametrize("typed", [",", ",,,", " ; "])
def test_commas_alone_are_nobody(hands: Hands, typed: str) -> None:
    QGuiApplication.clipboard().setText(typed)
    hands.key(Key.Key_V, modifiers=CTRL)
    hands.key(Key.Key_Return)

    assert (names(hands), reads(hands)) == ([], ("", ""))


def test_the_list_is_not_gone_while_it_is_laid_out_itself(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    hands.type("Stef")
    bar = popup(hands).verticalScrollBar()
    monkeypatch.setattr(field(hands).adder, "visibleRegion", QRegion)  # as just after its form is shown

    QApplication.sendEvent(bar, QResizeEvent(bar.size(), QSize(1, 1)))

    assert popup(hands).isVisible()


def test_a_whole_name_does_not_become_a_longer_one(hands: Hands) -> None:
    hands.type("Anna Berg")
    assert reads(hands) == ("Anna Berg", "")
    assert rows(hands) == ["> Add “Anna Berg” as a new person", "Anna Bergström"]

    hands.key(Key.Key_Return)

    assert names(hands) == ["Anna Berg"]


def test_backspace_takes_the_added_letters_away(hands: Hands) -> None:
    hands.type("Stef")
    hands.key(Key.Key_Backspace)
    assert reads(hands) == ("Stef", "")
    assert rows(hands) == ["> Add “Stef” as a new person", "Stefan Singman · Moderator · Mötesbolaget"]

    hands.key(Key.Key_Return)

    assert names(hands) == ["Stef"]


def test_escape_adds_nobody_and_closes_the_list(hands: Hands) -> None:
    hands.type("Stef")
    hands.key(Key.Key_Escape)

    assert (names(hands), reads(hands), popup(hands).isVisible()) == ([], ("", ""), False)


def test_down_and_up_choose(hands: Hands) -> None:
    hands.type("Stef")
    hands.key(Key.Key_Down)
    assert reads(hands) == ("Stef", "")
    hands.key(Key.Key_Up)
    assert reads(hands) == ("Stefan Singman", "an Singman")
    hands.key(Key.Key_Down, Key.Key_Return)

    assert (names(hands), len(hands.agenda.people)) == (["Stef"], 5)


@pytest.mark.parametrize(("row", "who"), [(0, "Stefan Singman"), (1, "Stef")])
def test_a_click_takes_a_row(hands: Hands, row: int, who: str) -> None:
    hands.type("Stef")
    view = popup(hands)
    at = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QCoreApplication.sendPostedEvents()

    assert (names(hands), reads(hands)) == ([who], ("", ""))


def test_the_list_stays_below_its_line_and_goes_when_that_is_out_of_sight(hands: Hands) -> None:
    hands.type("Stef")
    view, line = popup(hands), field(hands).adder
    bar = hands.page.inspector.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.value() + 20)
    assert (view.isVisible(), view.y()) == (True, line.mapToGlobal(line.rect().bottomLeft()).y() + 1)

    bar.setValue(bar.maximum())
    assert not view.isVisible()


def test_the_list_is_there_while_the_chip_of_the_one_before_moves_the_line(hands: Hands) -> None:
    hands.type("Cy,Ek")
    QCoreApplication.sendPostedEvents()

    view, line = popup(hands), field(hands).adder
    assert (view.isVisible(), view.y()) == (True, line.mapToGlobal(line.rect().bottomLeft()).y() + 1)


def test_one_click_elsewhere_takes_whom_one_reads_and_does_what_it_does_there(hands: Hands) -> None:
    hands.type("Stef")
    assert popup(hands).isVisible()

    hands.click(hands.on(field(hands).moderator))

    assert (names(hands), popup(hands).isVisible(), focused()) == (["Stefan Singman"], False, field(hands).moderator)


@pytest.mark.parametrize("key", [Key.Key_End, Key.Key_Right])
def test_going_to_the_end_keeps_the_name(hands: Hands, key: Key) -> None:
    hands.type("Ek")
    hands.key(key)
    assert reads(hands) == ("Gunilla Ek", "")

    hands.key(Key.Key_Return)

    assert names(hands) == ["Gunilla Ek"]


def test_undo_in_the_line_takes_the_typing_back_and_nothing_else(hands: Hands) -> None:
    hands.type("Bo")
    hands.key(Key.Key_Return)
    hands.type("Stef")
    hands.key(Key.Key_Z, modifiers=CTRL)

    assert (reads(hands), names(hands)) == (("", ""), ["Bo"])


def test_letters_that_are_being_composed_are_left_alone(hands: Hands) -> None:
    line = field(hands).adder
    hands.type("Stef")
    QApplication.sendEvent(line, QInputMethodEvent("\N{ACUTE ACCENT}", []))
    assert line.text() == "Stef"

    done = QInputMethodEvent()
    done.setCommitString("a")
    QApplication.sendEvent(line, done)

    assert reads(hands) == ("Stefan Singman", "n Singman")


# roles, and the text of the chips ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("session", "role", "label"),
    [
        ("a", Role.SPEAKER, "Add speaker"),
        ("panel", Role.PANELLIST, "Add panellist"),
        ("workshop", Role.HOST, "Add host"),
    ],
)
def test_who_is_typed_has_the_role_of_the_kind(hands: Hands, session: str, role: Role, label: str) -> None:
    begin(hands, session)
    assert field(hands).adder.accessibleName() == label

    hands.type("Gun")
    hands.key(Key.Key_Return)

    assert cast(hands, session) == [("Gunilla Ek", role)]


def test_in_several_sessions_each_gives_its_own(hands: Hands) -> None:
    begin(hands, "a", "panel", "workshop")
    assert field(hands).adder.accessibleName() == "Add person"

    hands.type("Gun")
    hands.key(Key.Key_Return)

    assert [cast(hands, sid)[0][1] for sid in ("a", "panel", "workshop")] == [Role.SPEAKER, Role.PANELLIST, Role.HOST]
    assert hands.steps == ["Add Gunilla Ek to 3 sessions"]


def told(hands: Hands) -> list[str]:
    """Return the texts of the chips below the people's names."""
    QCoreApplication.sendPostedEvents()
    return [label.text() for label in field(hands).findChildren(QLabel, "about") if label.isVisible()]


def test_a_chip_says_who_it_is_or_that_they_are_new(hands: Hands) -> None:
    hands.type("Stef,")
    hands.type("Stefa")
    hands.key(Key.Key_Return)
    assert told(hands) == ["new", "Moderator · Mötesbolaget"]

    hands.page.desk.show(Person, cast_ids(hands)[0])
    hands.page.desk.select(("a",))
    assert told(hands) == ["new", "Moderator · Mötesbolaget"]


def cast_ids(hands: Hands) -> list[str]:
    return [a.person for a in hands.agenda.sessions["a"].people]


def test_the_role_is_changed_on_the_chip_by_keys(hands_on: HandsOn) -> None:
    hands = hands_on(day(), person("ada"), talk("a", people=(speaker("ada"),), kind=Kind.PANEL))
    hands.page.desk.select(("a",))
    (more,) = [b for b in field(hands).findChildren(QToolButton) if b.menu()]
    assert more.accessibleName() == "Role and state of Ada: Speaker"
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus

    menu = more.menu()
    next(action for action in menu.actions() if action.text() == "Panellist").trigger()

    assert cast(hands, "a") == [("Ada", Role.PANELLIST)]
    assert hands.agenda.sessions["a"] == hands.agenda.find(Session, "a")


def test_names_and_roles_begin_below_each_other_and_the_crosses_stand_at_the_right(hands: Hands) -> None:
    hands.type("Cy,Gunilla Ek,Stefan Singman,")
    QCoreApplication.sendPostedEvents()
    found = field(hands)

    def lefts(begins: str) -> set[int]:
        buttons = [b for b in found.findChildren(QToolButton) if b.accessibleName().startswith(begins)]
        assert len(buttons) == 3
        return {b.mapTo(found, b.rect().topLeft()).x() for b in buttons}

    assert lefts("Show") == lefts("Role and state")
    assert [len(lefts(begins)) for begins in ("Show", "Role and state", "Remove")] == [1, 1, 1]
