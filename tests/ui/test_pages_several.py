"""Work on several selected rows of a list: edit in the form, delete, add, and use the menu."""

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QStyle, QStyleOptionComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.domain.entities import Entity, Person, Room, Session
from planner.domain.enums import Kind
from tests.ui.conftest import HandsOn
from tests.ui.lists import CAST, chosen, heading, ids, listed, on_line, open_list, pick, search
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused
from ui.kit.editors.choice_editors import ChoiceEditor, EditorChoice, FlagEditor, MultiChoiceEditor
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.state.fields.forms import FORMS


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for three people, four sessions and three rooms."""
    return hands_on(*CAST)


def editor(driver: WindowDriver, kind: type[Entity], name: str) -> QWidget:
    """Return the editor of a field in the form beside the list, after opening its section."""
    return driver.scrolled_to(cast(QWidget, driver.page.inspector.page(kind).form_of(name).fields[name].editor))


def notice(driver: WindowDriver) -> str:
    """Return the text of the notice, empty if it is hidden."""
    return driver.window.notice.sentence.text() if driver.window.notice.isVisible() else ""


# the form of several -------------------------------------------------------------------------------------


def test_what_is_clicked_is_in_the_form(driver: WindowDriver) -> None:
    open_list(driver, "people")

    pick(driver, "bo")

    name = editor(driver, Person, "name")
    assert isinstance(name, LineEditor)
    assert (name.text(), heading(driver)) == ("Bo", "PERSON")


def test_several_are_in_the_form_with_what_they_share_and_where_they_differ(driver: WindowDriver) -> None:
    open_list(driver, "people")

    pick(driver, "bo", "ada")

    assert (chosen(driver), heading(driver)) == (["ada", "bo"], "PERSON × 2")
    title, organisation = editor(driver, Person, "title"), editor(driver, Person, "organisation")
    assert isinstance(title, LineEditor)
    assert isinstance(organisation, LineEditor)
    assert (title.text(), organisation.text(), organisation.placeholderText()) == ("Dr", "", "several values")


@pytest.mark.parametrize("place", ["people", "sessions", "venue"])
def test_what_one_alone_can_have_is_not_in_the_form_of_several(driver: WindowDriver, place: str) -> None:
    page = open_list(driver, place)
    kind = page.listing.kind
    pick(driver, *ids(driver)[:2])

    for field in FORMS[kind]:
        form = driver.page.inspector.page(kind).form_of(field.name)
        widget = cast(QWidget, form.fields[field.name].editor)
        assert widget.isVisibleTo(driver.page.inspector) is not field.single, field.name


@pytest.mark.parametrize(("place", "kind"), [("people", Person), ("sessions", Session), ("venue", Room)])
def test_every_field_of_several_can_be_set_in_one_step(driver: WindowDriver, place: str, kind: type[Entity]) -> None:
    """The value written into both is taken from the second, so that it is one the field can have."""
    open_list(driver, place)
    two = ids(driver)[:2]
    pick(driver, *two)
    before = driver.agenda

    for field in FORMS[kind]:
        entity = driver.agenda.find(kind, two[1])
        assert entity
        value = field.value(driver.agenda, entity)
        if field.single or not value:
            continue
        form = driver.page.inspector.page(kind).form_of(field.name)
        form.fields[field.name].editor.edited.emit(value)
        assert notice(driver) == "", field.name
        values = [field.value(driver.agenda, driver.agenda.find(kind, one)) for one in two]
        assert values == [value, value], field.name
    while driver.window.actions_by_name["undo"].isEnabled():
        driver.does("undo")
    assert driver.agenda == before


def test_what_is_typed_for_several_is_one_step_that_undo_takes_back(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo", "cy")
    before = driver.agenda

    editor(driver, Person, "organisation").setFocus(Qt.FocusReason.TabFocusReason)
    driver.retype("Uni")
    driver.key(Key.Key_Return)

    assert [driver.agenda.people[p].organisation for p in ("ada", "bo", "cy")] == ["KTH", "Uni", "Uni"]
    assert driver.steps == ["Change organisation of 2 things"]
    assert chosen(driver) == ["bo", "cy"]
    driver.does("undo")
    assert driver.agenda == before
    assert (chosen(driver), heading(driver)) == (["bo", "cy"], "PERSON × 2")


def test_a_field_of_several_that_is_left_alone_changes_nothing(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo", "ada")

    for field in FORMS[Person]:
        if not field.single:
            widget = editor(driver, Person, field.name)
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            driver.key(Key.Key_Tab)
    pick(driver, "cy")

    assert driver.steps == []


def test_a_choice_of_several_says_so_and_sets_all(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    driver.page.document.apply(lambda now: edit(now, Session, "b", kind=Kind.KEYNOTE))
    pick(driver, "a", "b")
    widget = editor(driver, Session, "kind")
    assert isinstance(widget, ChoiceEditor)
    assert (widget.currentIndex(), widget.placeholderText()) == (-1, "several values")
    with_words = widget.grab().toImage()
    widget.setPlaceholderText("")
    assert widget.grab().toImage() != with_words

    widget.showPopup()
    widget.view().setCurrentIndex(widget.model().index(widget.findText("Panel"), 0))
    QTest.keyClick(widget.view(), Key.Key_Return)

    assert [driver.agenda.sessions[s].kind for s in ("a", "b")] == [Kind.PANEL, Kind.PANEL]
    assert widget.currentText() == "Panel"


def test_that_there_are_several_values_stands_there_whole(driver: WindowDriver) -> None:
    driver.window.resize(1280, 720)
    open_list(driver, "sessions")
    pick(driver, "a", "d")
    driver.page.places.go("agenda")
    driver.page.document.select(("a", "b"))

    rooms, track = editor(driver, Session, "rooms"), editor(driver, Session, "track")

    assert isinstance(rooms, MultiChoiceEditor)
    assert rooms.text().strip() == "several values"
    assert isinstance(track, ChoiceEditor)
    assert track.placeholderText() == "several values"
    track.grab()
    assert track.toolTip() == ""  # nothing is elided


def ticked(rooms: MultiChoiceEditor) -> list[str]:
    """Return the ticked entries of the menu."""
    return [action.text() for action in rooms.menu().actions() if action.isChecked()]


def test_where_the_rooms_differ_none_is_ticked_and_none_is_kept(driver: WindowDriver) -> None:
    driver.page.places.go("agenda")
    driver.page.document.select(("b",))
    driver.does("pin")  # unpins it
    driver.page.document.select(("a", "b"))
    rooms = editor(driver, Session, "rooms")
    assert isinstance(rooms, MultiChoiceEditor)
    assert (rooms.text().strip(), ticked(rooms)) == ("several values", [])

    rooms.menu().actions()[1].trigger()

    assert ticked(rooms) == [rooms.menu().actions()[1].text()]
    assert len({driver.where(session).split()[0] for session in "ab"}) == 1


def test_what_was_not_changed_for_all_still_differs(driver: WindowDriver) -> None:
    driver.page.places.go("agenda")
    driver.page.document.select(("a", "b"))
    rooms = editor(driver, Session, "rooms")
    assert isinstance(rooms, MultiChoiceEditor)

    rooms.menu().actions()[0].trigger()

    assert (driver.where("a"), driver.where("b")) == ("everywhere 09:00-10:00", "lab 11:00-12:00")
    assert notice(driver) == "“B” is pinned: its time and room stay."
    assert (rooms.text().strip(), ticked(rooms)) == ("several values", [])


def test_letters_find_a_room_in_the_menu(qtbot: QtBot) -> None:
    rooms = ("K.1.105", "H.1301", "Janson", "UB2 Annex", "Sal A", "Sal B")
    made = MultiChoiceEditor(lambda: [EditorChoice(name, name) for name in rooms], "Whole venue")
    qtbot.addWidget(made)
    made.show_value(())
    menu = made.menu()

    def found(letters: str) -> str:
        menu._since.invalidate()
        QTest.keyClicks(menu, letters)
        active = menu.activeAction()
        return active.text() if active else ""

    assert [found(letters) for letters in ("Jan", "ann", "sal b", "who", "h")] == [
        "Janson", "UB2 Annex", "Sal B", "Whole venue", "H.1301",
    ]  # fmt: skip
    edited: list[object] = []
    made.edited.connect(edited.append)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert edited == [("H.1301",)]


def test_what_is_cut_off_in_a_choice_ends_in_dots_before_its_arrow(driver: WindowDriver) -> None:
    def shown(name: str) -> ChoiceEditor:
        choice = ChoiceEditor(lambda: [EditorChoice(1, name)])
        choice.show_value(1)
        choice.resize(120, 31)
        choice.ensurePolished()
        return choice

    whole, option = shown("Something that is much too long for this"), QStyleOptionComboBox()
    whole.initStyleOption(option)
    field = whole.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, whole
    )
    cut = whole.fontMetrics().elidedText(whole.currentText(), Qt.TextElideMode.ElideRight, field.width())

    assert whole.grab().toImage() == shown(cut).grab().toImage()
    assert (cut[-1], whole.toolTip()) == ("…", whole.currentText())


def test_several_sessions_are_shifted_with_what_follows_them(driver: WindowDriver) -> None:
    asked: list[tuple[str, int]] = []
    driver.page.document.reschedule_requested.disconnect()
    driver.page.document.reschedule_requested.connect(lambda what, minutes: asked.append((what, minutes)))
    driver.page.document.select(("a", "b"))

    shown = [button for button in driver.page.inspector.findChildren(QToolButton) if button.text() in ("−5", "+5")]
    seen = [button.accessibleName() for button in shown if button.isVisible()]
    assert seen == ["5 min earlier, with what follows", "5 min later, with what follows"]
    driver.push("5 min later, with what follows")
    assert asked == [("follow", 5)]

    driver.page.document.select(("a",))
    assert len([button for button in shown if button.isVisible()]) == 4
    driver.page.document.select(("d",))
    assert not any(button.isVisible() for button in shown)


def test_a_tick_of_several_is_half_and_then_all(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    pick(driver, "a", "b")
    widget = editor(driver, Session, "pinned")
    assert isinstance(widget, FlagEditor)
    assert (widget.checkState(), widget.toolTip()) == (Qt.CheckState.PartiallyChecked, "several values")

    driver.click(driver.on(driver.scrolled_to(widget)) - widget.rect().center() + QPoint(10, widget.height() // 2))

    assert [driver.agenda.sessions[s].pinned for s in ("a", "b")] == [True, True]
    assert (widget.checkState(), widget.toolTip(), len(driver.steps)) == (Qt.CheckState.Checked, "", 1)


def test_what_is_half_typed_for_several_is_saved_for_those(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo", "ada")
    editor(driver, Person, "note").setFocus(Qt.FocusReason.TabFocusReason)
    driver.type("Late")

    pick(driver, "cy")

    assert [driver.agenda.people[p].note for p in ("ada", "bo", "cy")] == ["Late", "Late", ""]
    assert isinstance(editor(driver, Person, "note"), TextEditor)


# deleting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "rows", "sentence"),
    [
        ("people", ["cy"], "Done: Delete Cy."),
        ("people", ["ada"], "Done: Delete Ada, who was in 1 session, and 1 stretch of a moderator."),
        (
            "people", ["ada", "bo"],
            "Done: Delete 2 people, with effect on 2 sessions, and 1 stretch of a moderator.",
        ),
        ("sessions", ["a", "d"], "Done: Delete 2 sessions."),
        ("venue", ["hall"], "Done: Delete room “Hall” with 2 sessions in it."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["key", "menu key", "button"])
def test_delete_says_what_it_takes_along_and_its_button_brings_it_back(
    driver: WindowDriver, place: str, rows: list[str], sentence: str, way: str
) -> None:
    page = open_list(driver, place)
    pick(driver, *rows)
    before = driver.agenda

    if way == "key":
        driver.key(Key.Key_Delete)
    elif way == "menu key":
        driver.key(Key.Key_Delete, modifiers=CTRL)
    else:
        one = {"people": "Delete person", "sessions": "Delete session", "venue": "Delete room"}[place]
        driver.push(one if len(rows) == 1 else f"Delete {len(rows)} {place}")

    assert [driver.agenda.find(page.listing.kind, row) for row in rows] == [None] * len(rows)
    assert (notice(driver), len(driver.steps)) == (sentence, 1)
    (undo,) = driver.window.notice._remedies
    assert undo.text() == "Undo"
    driver.click(driver.on(undo))
    assert (driver.agenda, notice(driver)) == (before, "")


def test_the_notice_goes_with_the_next_change_so_that_its_button_undoes_nothing_else(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "cy")
    driver.key(Key.Key_Delete)

    driver.page.document.apply(lambda now: edit(now, Person, "bo", title="Prof"))

    assert notice(driver) == ""


def test_delete_in_a_field_of_the_form_deletes_a_letter(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo")
    driver.key(Key.Key_F2)

    driver.key(Key.Key_Home, Key.Key_Delete)

    assert "bo" in driver.agenda.people
    assert cast(QLineEdit, editor(driver, Person, "name")).text() == "o"


def test_after_a_delete_the_keys_go_on_where_it_was(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "ada")

    driver.key(Key.Key_Delete)
    assert listed(driver).view.hasFocus()
    driver.key(Key.Key_Down)

    assert chosen(driver) == ["cy"]


# adding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "kind", "button", "name"),
    [
        ("people", Person, "Add person", "New person"), ("sessions", Session, "Add session", "New session"),
        ("venue", Room, "Add room", "Room 4"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["button", "Insert"])
def test_a_new_one_has_the_cursor_in_its_name(
    driver: WindowDriver, place: str, kind: type[Entity], button: str, name: str, way: str
) -> None:
    page = open_list(driver, place)
    before = set(ids(driver))
    search(driver, ids(driver)[0])
    page.view.setFocus()

    driver.push(button) if way == "button" else driver.key(Key.Key_Insert)

    (new,) = set(ids(driver)) - before
    assert (chosen(driver), page.search.text()) == ([new], "")
    field = focused()
    assert isinstance(field, LineEditor)
    assert (field.objectName(), field.text(), field.selectedText()) == (
        "title" if kind is Session else "name", name, name,
    )  # fmt: skip
    driver.type("Something")
    driver.key(Key.Key_Return)
    found = driver.agenda.find(kind, new)
    assert found is not None
    assert getattr(found, field.objectName()) == "Something"
    assert chosen(driver) == [new]


def test_a_second_new_room_has_a_name_of_its_own(driver: WindowDriver) -> None:
    open_list(driver, "venue")

    driver.push("Add room")
    driver.push("Add room")

    assert (notice(driver), [r.name for r in driver.agenda.rooms_in_order][3:]) == ("", ["Room 4", "Room 5"])


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return, Key.Key_Enter])
def test_a_key_puts_the_cursor_into_the_name(driver: WindowDriver, key: Qt.Key) -> None:
    open_list(driver, "people")
    pick(driver, "bo")

    driver.key(key)

    field = focused()
    assert isinstance(field, LineEditor)
    assert (field.objectName(), field.selectedText()) == ("name", "Bo")


def test_a_double_click_does_too(driver: WindowDriver) -> None:
    open_list(driver, "people")

    driver.double_click(on_line(driver, "bo"))

    assert (focused().objectName(), cast(QLineEdit, focused()).text()) == ("name", "Bo")


@pytest.mark.parametrize(("place", "first"), [("people", "title"), ("sessions", "day"), ("venue", "seats")])
def test_of_several_the_cursor_goes_into_the_first_field_they_share(
    driver: WindowDriver, place: str, first: str
) -> None:
    open_list(driver, place)
    pick(driver, *ids(driver)[:2])

    driver.key(Key.Key_F2)

    assert focused().objectName() == first
    assert focused().isVisible()


def test_the_key_without_a_selection_takes_what_the_keys_are_on(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo")
    driver.click(on_line(driver, "bo"), CTRL)
    assert chosen(driver) == []

    driver.key(Key.Key_F2)

    assert (chosen(driver), focused().objectName()) == (["bo"], "name")


# the menu ------------------------------------------------------------------------------------------------


def menu_on(driver: WindowDriver, entity: str) -> QMenu:
    """Return the context menu of a row."""
    view = listed(driver).view
    point = view.viewport().mapFrom(driver.window, on_line(driver, entity))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, point)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize(
    ("place", "row", "names"),
    [
        ("people", "bo", ["edit", "", "copy", "copy_addresses", "", "export_table", "", "erase_person", "delete"]),
        ("venue", "lab", ["edit", "", "hide_room", "room_left", "room_right", "", "export_table", "", "delete"]),
        ("sessions", "b", ["edit", "rename", "move", "pin", "unplace", "", "cut", "copy", "paste", "duplicate", "",
                           "split", "keep_template", "", "shift_rest", "insert_gap", "close_gaps", "",
                           "export_table", "", "delete"]),
    ],
)  # fmt: skip
def test_a_row_has_a_menu_for_what_is_under_the_mouse(
    driver: WindowDriver, place: str, row: str, names: list[str]
) -> None:
    open_list(driver, place)

    menu = menu_on(driver, row)

    assert chosen(driver) == [row]
    assert [action.objectName() for action in menu.actions()] == names
    assert all(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    menu.actions()[-1].trigger()
    menu.close()
    assert row not in ids(driver)


def test_the_menu_of_a_selected_row_is_for_all_that_are_selected(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    pick(driver, "a", "c")

    menu = menu_on(driver, "c")

    assert chosen(driver) == ["a", "c"]
    menu.close()
    driver.does("unplace")
    assert [driver.where(s) for s in ("a", "c")] == ["tray", "tray"]


def test_closed_menus_do_not_pile_up(driver: WindowDriver, qtbot: QtBot) -> None:
    open_list(driver, "people")
    before = len(driver.window.findChildren(QMenu))

    for _ in range(3):
        menu_on(driver, "bo").close()

    qtbot.waitUntil(lambda: len(driver.window.findChildren(QMenu)) == before)


def test_several_are_duplicated_in_one_step(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    pick(driver, "a", "b")

    driver.does("duplicate")

    assert (driver.steps, len(chosen(driver)), len(ids(driver))) == (["Duplicate 2 sessions"], 2, 6)
    assert {driver.where(s) for s in chosen(driver)} == {"tray"}


def test_of_several_those_in_the_timeline_go_to_the_tray_whichever_was_clicked_first(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    pick(driver, "a", "d")

    driver.does("unplace")

    assert [driver.where(s) for s in ("a", "d")] == ["tray", "tray"]
