"""Work on several selected rows of a list: edit in the form, delete, add, and use the menu."""

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QStyle, QStyleOptionComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.domain.entities import Entity, Person, Session
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


def test_what_is_clicked_is_in_the_form_with_what_several_share_and_where_they_differ(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo")
    assert (cast(QLineEdit, editor(driver, Person, "name")).text(), heading(driver)) == ("Bo", "PERSON")

    pick(driver, "bo", "ada")
    assert (chosen(driver), heading(driver)) == (["ada", "bo"], "PERSON × 2")
    title, organisation = (cast(QLineEdit, editor(driver, Person, name)) for name in ("title", "organisation"))
    assert (title.text(), organisation.text(), organisation.placeholderText()) == ("Dr", "", "several values")

    for field in FORMS[Person]:
        if not field.single:
            editor(driver, Person, field.name).setFocus(Qt.FocusReason.TabFocusReason)
            driver.key(Key.Key_Tab)
    pick(driver, "cy")
    assert driver.steps == []  # a field that is left alone changes nothing

    for place, first in (("people", "title"), ("sessions", "day"), ("venue", "seats")):
        kind = open_list(driver, place).listing.kind
        pick(driver, *ids(driver)[:2])
        driver.key(Key.Key_F2)
        assert focused().objectName() == first
        for field in FORMS[kind]:
            form = driver.page.inspector.page(kind).form_of(field.name)
            widget = cast(QWidget, form.fields[field.name].editor)
            assert widget.isVisibleTo(driver.page.inspector) is not field.single, field.name


def test_every_field_of_several_can_be_set_in_one_step(driver: WindowDriver) -> None:
    """The value written into both is taken from the second, so that it is one the field can have."""
    before = driver.agenda
    for place in ("people", "sessions", "venue"):
        kind, two = open_list(driver, place).listing.kind, ids(driver)[:2]
        pick(driver, *two)
        for field in FORMS[kind]:
            entity = driver.agenda.find(kind, two[1])
            assert entity
            value = field.value(driver.agenda, entity)
            if field.single or not value:
                continue
            driver.page.inspector.page(kind).form_of(field.name).fields[field.name].editor.edited.emit(value)
            assert notice(driver) == "", field.name
            values = [field.value(driver.agenda, driver.agenda.find(kind, one)) for one in two]
            assert values == [value, value], field.name
        driver.start_over()
        assert driver.agenda == before


def test_what_is_typed_for_several_is_one_step_that_undo_takes_back(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo", "cy")
    before = driver.agenda

    editor(driver, Person, "organisation").setFocus(Qt.FocusReason.TabFocusReason)
    driver.retype("Uni")
    driver.key(Key.Key_Return)

    assert [driver.agenda.people[p].organisation for p in ("ada", "bo", "cy")] == ["KTH", "Uni", "Uni"]
    assert (driver.steps, chosen(driver)) == (["Change organisation of 2 things"], ["bo", "cy"])
    driver.does("undo")
    assert (driver.agenda, chosen(driver), heading(driver)) == (before, ["bo", "cy"], "PERSON × 2")


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


def ticked(rooms: MultiChoiceEditor) -> list[str]:
    """Return the ticked entries of the menu."""
    return [action.text() for action in rooms.menu().actions() if action.isChecked()]


def test_rooms_of_several_differ_until_one_is_chosen_for_all(driver: WindowDriver) -> None:
    driver.window.resize(1280, 720)
    open_list(driver, "sessions")
    pick(driver, "a", "d")
    driver.page.places.go("agenda")
    driver.page.document.select(("a", "b"))
    rooms, track = editor(driver, Session, "rooms"), editor(driver, Session, "track")
    assert isinstance(rooms, MultiChoiceEditor)
    assert isinstance(track, ChoiceEditor)
    assert (rooms.text().strip(), track.placeholderText(), ticked(rooms)) == ("several values", "several values", [])
    track.grab()
    assert track.toolTip() == ""  # nothing is elided

    rooms.menu().actions()[0].trigger()
    assert (driver.where("a"), driver.where("b")) == ("everywhere 09:00-10:00", "lab 11:00-12:00")
    assert notice(driver) == "“B” is pinned: its time and room stay."
    assert (rooms.text().strip(), ticked(rooms)) == ("several values", [])
    driver.start_over()

    driver.page.document.select(("b",))
    driver.does("pin")  # unpins it
    driver.page.document.select(("a", "b"))
    rooms.menu().actions()[1].trigger()
    assert ticked(rooms) == [rooms.menu().actions()[1].text()]
    assert len({driver.where(session).split()[0] for session in "ab"}) == 1


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


DELETED = (
    ("people", ["cy"], "key", "Done: Delete Cy."),
    ("people", ["ada"], "Delete person", "Done: Delete Ada, who was in 1 session, and 1 stretch of a moderator."),
    ("people", ["ada", "bo"], "Delete 2 people",
     "Done: Delete 2 people, with effect on 2 sessions, and 1 stretch of a moderator."),
    ("people", ["ada", "bo"], "menu key",
     "Done: Delete 2 people, with effect on 2 sessions, and 1 stretch of a moderator."),
    ("sessions", ["a", "d"], "key", "Done: Delete 2 sessions."),
    ("sessions", ["a", "d"], "Delete 2 sessions", "Done: Delete 2 sessions."),
    ("venue", ["hall"], "menu key", "Done: Delete room “Hall” with 2 sessions in it."),
    ("venue", ["hall"], "Delete room", "Done: Delete room “Hall” with 2 sessions in it."),
)  # fmt: skip
"""A list, the rows that are deleted there, by a key or by a button, and the notice."""


def test_delete_says_what_it_takes_along_and_its_button_brings_it_back(driver: WindowDriver) -> None:
    before = driver.agenda
    for place, rows, way, sentence in DELETED:
        page = open_list(driver, place)
        pick(driver, *rows)
        if way.endswith("key"):
            driver.key(Key.Key_Delete, modifiers=CTRL if way == "menu key" else Qt.KeyboardModifier.NoModifier)
        else:
            driver.push(way)

        assert [driver.agenda.find(page.listing.kind, row) for row in rows] == [None] * len(rows)
        assert (notice(driver), len(driver.steps)) == (sentence, 1)
        (undo,) = driver.window.notice._remedies
        assert undo.text() == "Undo"
        driver.click(driver.on(undo))
        assert (driver.agenda, notice(driver)) == (before, "")


def test_after_a_delete_the_keys_go_on_where_it_was_and_the_notice_goes_with_the_next_change(
    driver: WindowDriver,
) -> None:
    open_list(driver, "people")
    pick(driver, "bo")
    driver.key(Key.Key_F2)
    driver.key(Key.Key_Home, Key.Key_Delete)  # in a field it deletes a letter
    assert cast(QLineEdit, editor(driver, Person, "name")).text() == "o"
    driver.key(Key.Key_Escape)
    assert driver.agenda.people["bo"].name == "Bo"

    pick(driver, "ada")
    driver.key(Key.Key_Delete)
    assert (listed(driver).view.hasFocus(), bool(notice(driver))) == (True, True)
    driver.key(Key.Key_Down)
    assert chosen(driver) == ["cy"]
    driver.page.document.apply(lambda now: edit(now, Person, "bo", title="Prof"))
    assert notice(driver) == ""


# adding --------------------------------------------------------------------------------------------------


def test_a_new_one_has_the_cursor_in_its_name(driver: WindowDriver) -> None:
    for place, way, name in (
        ("people", "Add person", "New person"), ("sessions", "Add session", "New session"),
        ("venue", "Add room", "Room 4"), ("people", "Insert", "New person"), ("sessions", "Insert", "New session"),
        ("venue", "Insert", "Room 4"),
    ):  # fmt: skip
        page = open_list(driver, place)
        before = set(ids(driver))
        search(driver, ids(driver)[0])
        page.view.setFocus()
        driver.key(Key.Key_Insert) if way == "Insert" else driver.push(way)

        (new,) = set(ids(driver)) - before
        assert (chosen(driver), page.search.text()) == ([new], "")
        field = focused()
        assert isinstance(field, LineEditor)
        assert field.objectName() == ("title" if place == "sessions" else "name")
        assert (field.text(), field.selectedText()) == (name, name)
        driver.type("Something")
        driver.key(Key.Key_Return)
        found = driver.agenda.find(page.listing.kind, new)
        assert found is not None
        assert (getattr(found, field.objectName()), chosen(driver)) == ("Something", [new])
        page.view.setFocus()
        driver.start_over()


def test_a_second_new_room_has_a_name_of_its_own(driver: WindowDriver) -> None:
    open_list(driver, "venue")

    driver.push("Add room")
    driver.push("Add room")

    assert (notice(driver), [r.name for r in driver.agenda.rooms_in_order][3:]) == ("", ["Room 4", "Room 5"])


def test_keys_and_a_double_click_put_the_cursor_into_the_name(driver: WindowDriver) -> None:
    open_list(driver, "people")
    for key in (Key.Key_F2, Key.Key_Return, Key.Key_Enter, None):
        pick(driver, "bo")
        driver.key(key) if key else driver.double_click(on_line(driver, "bo"))
        field = focused()
        assert isinstance(field, LineEditor)
        assert (field.objectName(), field.text()) == ("name", "Bo")
        assert not key or field.selectedText() == "Bo"


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


MENUS = {
    ("people", "bo"): ["edit", "", "copy", "copy_addresses", "", "export_table", "", "erase_person", "delete"],
    ("venue", "lab"): ["edit", "", "hide_room", "room_left", "room_right", "", "export_table", "", "delete"],
    ("sessions", "b"): [
        "edit", "rename", "move", "pin", "unplace", "", "cut", "copy", "paste", "duplicate", "", "split",
        "keep_template", "", "shift_rest", "insert_gap", "close_gaps", "", "export_table", "", "delete",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("place", "row"), MENUS)
def test_a_row_has_a_menu_for_what_is_under_the_mouse(driver: WindowDriver, place: str, row: str, qtbot: QtBot) -> None:
    open_list(driver, place)
    pick(driver, row)
    before = len(driver.window.findChildren(QMenu))
    for _ in range(2):
        menu_on(driver, row).close()
    qtbot.waitUntil(lambda: len(driver.window.findChildren(QMenu)) == before)  # they do not pile up

    menu = menu_on(driver, row)
    assert (chosen(driver), [action.objectName() for action in menu.actions()]) == ([row], MENUS[place, row])
    assert all(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    menu.actions()[-1].trigger()
    menu.close()
    assert row not in ids(driver)


def test_of_several_sessions_all_go_to_the_tray_or_are_duplicated_in_one_step(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    pick(driver, "a", "c")
    menu = menu_on(driver, "c")
    assert chosen(driver) == ["a", "c"]  # the menu of a selected row is for all that are selected
    menu.close()
    driver.does("unplace")
    assert [driver.where(s) for s in ("a", "c")] == ["tray", "tray"]
    driver.start_over()

    pick(driver, "a", "d")
    driver.does("unplace")
    assert [driver.where(s) for s in ("a", "d")] == ["tray", "tray"]
    driver.start_over()

    pick(driver, "a", "b")
    driver.does("duplicate")
    assert (driver.steps, len(chosen(driver)), len(ids(driver))) == (["Duplicate 2 sessions"], 2, 6)
    assert {driver.where(s) for s in chosen(driver)} == {"tray"}
