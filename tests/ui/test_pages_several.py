"""Several rows of a list: one selection for list and timeline, edited in the form, deleted, added, and their menu."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QStyle, QStyleOptionComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.domain.entities import Conference, Person, Session, Venue
from planner.domain.value_objects import Kind, Status
from tests.ui.fields import editor, enter
from tests.ui.lists import CAST as CAST
from tests.ui.lists import (
    NEXT,
    choose_columns,
    chosen,
    filter_by,
    go,
    heading,
    ids,
    listed,
    on_line,
    open_list,
    pick,
    pick_in,
    search,
    sort,
)
from tests.ui.window_driver import CTRL, SHIFT, Key, WindowDriver, focused, type_at
from ui.forms.forms import FORMS
from ui.kit.editors.choice_editors import ChoiceEditor, EditorChoice, MultiChoiceEditor

# the form of several -------------------------------------------------------------------------------------


def test_what_is_clicked_is_in_the_form_with_what_several_share_and_where_they_differ(driver: WindowDriver) -> None:
    pick_in(driver, "people", "bo")
    assert (editor(driver, Person, "name").text(), heading(driver)) == ("Bo", "PERSON")

    pick(driver, "bo", "ada")
    assert (chosen(driver), heading(driver)) == (["ada", "bo"], "2 PEOPLE")
    title, organisation = (editor(driver, Person, name) for name in ("title", "organisation"))
    assert (title.text(), organisation.text(), organisation.placeholderText()) == ("Dr", "", "mixed")

    for field in FORMS[Person]:
        if not field.single:
            driver.key_in(editor(driver, Person, field.name), Key.Key_Tab, reason=Qt.FocusReason.TabFocusReason)
    pick(driver, "cy")
    assert driver.steps == []  # a field that is left alone changes nothing

    # what is typed for several is one step that undo takes back
    pick(driver, "bo", "cy")
    before = driver.agenda
    driver.retype_in(
        editor(driver, Person, "organisation"), "Uni", Key.Key_Return, reason=Qt.FocusReason.TabFocusReason
    )
    assert [driver.agenda.people[p].organisation for p in ("ada", "bo", "cy")] == ["KTH", "Uni", "Uni"]
    assert (driver.steps, chosen(driver)) == (["Change organisation of 2 things"], ["bo", "cy"])
    driver.does("undo")
    assert (driver.agenda, chosen(driver), heading(driver)) == (before, ["bo", "cy"], "2 PEOPLE")

    # what is half typed for several is saved for those
    pick(driver, "bo", "ada")
    driver.type_in(editor(driver, Person, "note"), "Late", reason=Qt.FocusReason.TabFocusReason)
    pick(driver, "cy")
    assert [driver.agenda.people[p].note for p in ("ada", "bo", "cy")] == ["Late", "Late", ""]


def test_every_field_of_several_can_be_set_in_one_step(driver: WindowDriver) -> None:
    """The value written into both is taken from the second, so that it is one the field can have."""
    before = driver.agenda
    for place in ("people", "sessions", "venue"):
        kind, two = open_list(driver, place).listing.kind, ids(driver)[:2]
        pick(driver, *two)
        driver.key(Key.Key_F2)
        assert focused().objectName() == {"people": "title", "sessions": "start", "venue": "seats"}[place]
        for field in FORMS[kind]:
            widget = driver.page.inspector.page(kind).find_form(field.name).fields[field.name].editor
            both = [entity for one in two if (entity := driver.agenda.find(kind, one))]
            shown = not field.single and field.fits(driver.agenda, both)
            assert widget.isVisibleTo(driver.page.inspector) is shown, field.name
            value = field.value(driver.agenda, both[1])
            if not shown or not value:
                continue
            widget.edited.emit(value)
            assert driver.window.notice.property("tone") != "problem", field.name
            values = [field.value(driver.agenda, driver.agenda.find(kind, one)) for one in two]
            assert values == [value, value], field.name
        driver.start_over()
        assert driver.agenda == before


def test_a_choice_of_several_says_so_and_sets_all_and_a_tick_is_half_and_then_all(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    driver.document.apply(lambda now: edit(now, Session, "b", kind=Kind.KEYNOTE))
    pick(driver, "a", "b")
    widget = editor(driver, Session, "kind")
    assert (widget.currentIndex(), widget.placeholderText()) == (-1, "mixed")
    with_words = widget.grab().toImage()
    widget.setPlaceholderText("")
    assert widget.grab().toImage() != with_words

    widget.showPopup()
    widget.view().setCurrentIndex(widget.model().index(widget.findText("Panel"), 0))
    QTest.keyClick(widget.view(), Key.Key_Return)

    assert [driver.agenda.sessions[s].kind for s in ("a", "b")] == [Kind.PANEL, Kind.PANEL]
    assert widget.currentText() == "Panel"

    driver.document.apply(lambda now: edit(now, Session, "a", pinned=False))
    pick(driver, "a", "b")
    tick = editor(driver, Session, "pinned")
    assert (tick.checkState(), tick.toolTip()) == (Qt.CheckState.PartiallyChecked, "mixed")
    steps = len(driver.steps)
    driver.click(driver.on(driver.scrolled_to(tick)) - tick.rect().center() + QPoint(10, tick.height() // 2))
    assert [driver.agenda.sessions[s].pinned for s in ("a", "b")] == [True, True]
    assert (tick.checkState(), tick.toolTip(), len(driver.steps) - steps) == (Qt.CheckState.Checked, "", 1)


def ticked(rooms: MultiChoiceEditor) -> list[str]:
    """Return the ticked entries of the menu."""
    return [action.text() for action in rooms.menu().actions() if action.isChecked()]


def test_rooms_of_several_differ_until_one_is_chosen_for_all(driver: WindowDriver) -> None:
    driver.window.resize(1280, 720)
    pick_in(driver, "sessions", "a", "d")
    driver.page.places.go("agenda")
    driver.plan.select(("a", "b"))
    rooms, track = editor(driver, Session, "rooms"), editor(driver, Session, "track")
    assert (rooms.text().strip(), track.placeholderText(), ticked(rooms)) == ("mixed", "mixed", [])
    track.grab()
    assert track.toolTip() == ""  # nothing is elided

    rooms.menu().actions()[0].trigger()
    assert (driver.where("a"), driver.where("b")) == ("everywhere 09:00-10:00", "lab 11:00-12:00")
    assert driver.said == "“B” is pinned: its time and room stay."
    assert (rooms.text().strip(), ticked(rooms)) == ("mixed", [])
    driver.start_over()

    driver.does("pin", of="b")  # unpins it
    driver.plan.select(("a", "b"))
    rooms.menu().actions()[1].trigger()
    assert ticked(rooms) == [rooms.menu().actions()[1].text()]
    assert len({driver.where(session).split()[0] for session in "ab"}) == 1


def test_a_name_with_a_comma_is_read_as_one_and_what_two_have_is_refused(qtbot: QtBot) -> None:
    rooms = [EditorChoice(n, name) for n, name in enumerate(("Hall", "East", "Hall, East", "Lab", "lab"))]
    made = MultiChoiceEditor(lambda: rooms, "All rooms", "Several: Space")
    qtbot.addWidget(made)
    texts = ("Hall, East", "hall", "East, Hall", "all rooms", "")
    assert [made.parse_value(text) for text in texts] == [(2,), (0,), (1, 0), (), ()]
    for text in ("Lab", "Hall, lab", "Attic"):
        with pytest.raises(ValueError, match="Hall, East, Hall, East, Lab, lab"):
            made.parse_value(text)


def test_a_room_is_picked_by_its_letters_and_several_are_ticked(qtbot: QtBot) -> None:
    rooms = ("K.1.105", "H.1301", "Janson", "UB2 Annex", "Sal A", "Sal B")
    made = MultiChoiceEditor(lambda: [EditorChoice(name, name) for name in rooms], "All rooms", "Several: Space")
    qtbot.addWidget(made)
    made.show()
    made.show_value(())
    menu, edited = made.menu(), list[tuple[str, ...]]()
    made.edited.connect(lambda value: (edited.append(value), made.show_value(value)))

    def pick(letters: str, key: Qt.Key) -> tuple[str, ...]:
        menu._since.invalidate()
        QTest.keyClicks(made, letters[0])  # which opens the menu
        type_at(menu, letters[1:], key)
        assert ticked(made) == list(edited[-1] or ("All rooms",))
        return edited[-1]

    enter, tab = Qt.Key.Key_Return, Qt.Key.Key_Tab
    assert [pick(*typed) for typed in (("Jan", tab), ("ann", enter), ("sal b", tab), ("all", tab), ("h", enter))] == [
        ("Janson",), ("UB2 Annex",), ("Sal B",), (), ("H.1301",),
    ]  # fmt: skip
    assert not menu.isVisible()

    for letters in ("Jan", "k"):
        menu._since.invalidate()
        QTest.keyClicks(made if letters == "Jan" else menu, letters)
        menu._since.invalidate()
        QTest.keyClick(menu, Qt.Key.Key_Space)
    assert (edited[-1], menu.isVisible()) == (("H.1301", "Janson", "K.1.105"), True)
    janson = menu.actionGeometry(menu.actions()[3]).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, janson)
    how_to = menu.actionGeometry(menu.actions()[-1]).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, how_to)
    assert (edited[-1], menu.isVisible()) == (("H.1301", "K.1.105"), True)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, janson)
    assert (edited[-1], menu.isVisible()) == (("Janson",), False)


def test_what_is_cut_off_in_a_choice_ends_in_dots_before_its_arrow(qapp: QApplication) -> None:
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


# deleting ------------------------------------------------------------------------------------------------


DELETED = (
    ("people", ["cy"], "key", "Done: Delete Cy."),
    ("people", ["ada"], "Delete person", "Done: Delete Ada, who was in 1 session, and 1 shift of a moderator."),
    ("people", ["ada", "bo"], "Delete 2 people",
     "Done: Delete 2 people, with effect on 2 sessions, and 1 shift of a moderator."),
    ("people", ["ada", "bo"], "menu key",
     "Done: Delete 2 people, with effect on 2 sessions, and 1 shift of a moderator."),
    ("sessions", ["a", "d"], "key", "Done: Delete 2 sessions."),
    ("sessions", ["a", "d"], "Delete 2 sessions", "Done: Delete 2 sessions."),
    ("venue", ["hall"], "menu key", "Done: Delete room “Hall” with 2 sessions in it."),
    ("venue", ["hall"], "Delete room", "Done: Delete room “Hall” with 2 sessions in it."),
)  # fmt: skip
"""A list, the rows that are deleted there, by a key or by a button, and the notice."""


@pytest.mark.forms
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
        assert (driver.said, len(driver.steps)) == (sentence, 1)
        (undo,) = driver.window.notice._remedies
        assert undo.text() == "Undo"
        driver.click(driver.on(undo))
        assert (driver.agenda, driver.said) == (before, "")


def test_after_a_delete_the_keys_go_on_where_it_was_and_the_notice_goes_with_the_next_change(
    driver: WindowDriver,
) -> None:
    pick_in(driver, "people", "bo")
    driver.key(Key.Key_F2, Key.Key_Home, Key.Key_Delete)  # in a field it deletes a letter
    assert focused().text() == "o"
    driver.key(Key.Key_Escape)
    assert driver.agenda.people["bo"].name == "Bo"

    pick(driver, "ada")
    driver.key(Key.Key_Delete)
    assert (listed(driver).view.hasFocus(), bool(driver.said)) == (True, True)
    driver.key(Key.Key_Down)
    assert chosen(driver) == ["cy"]
    driver.document.apply(lambda now: edit(now, Person, "bo", title="Prof"), silent=True)
    assert driver.said == ""

    for key in (Key.Key_F2, Key.Key_Return, Key.Key_Enter, None):  # a double click has no key
        pick(driver, "bo")
        driver.key(key) if key else driver.double_click(on_line(driver, "bo"))
        field = focused()
        assert (field.objectName(), field.text()) == ("name", "Bo")
        assert not key or field.selectedText() == "Bo"
        driver.key(Key.Key_Escape)  # lets go of the cell


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
        assert field.objectName() == ("title" if place == "sessions" else "name")
        assert (field.text(), field.selectedText()) == (name, name)
        driver.type("Something", Key.Key_Return)
        found = driver.agenda.find(page.listing.kind, new)
        assert (getattr(found, field.objectName()), chosen(driver)) == ("Something", [new])
        page.view.setFocus()
        driver.start_over()

    open_list(driver, "venue")
    driver.push("Add room")
    driver.push("Add room")
    assert (driver.said, [r.name for r in driver.agenda.rooms_in_order][3:]) == (
        "Done: Add room “Room 5”.",
        ["Room 4", "Room 5"],
    )


# the menu ------------------------------------------------------------------------------------------------


def menu_on(driver: WindowDriver, entity: str) -> QMenu:
    """Return the context menu of a row."""
    view = listed(driver).view
    point = view.viewport().mapFrom(driver.window, on_line(driver, entity))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, point)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), asked)
    return QApplication.activePopupWidget()


MENUS = {
    ("people", "bo"): [
        "edit", "", "copy", "copy_addresses", "person_calendar", "", "fill_down", "paste_down", "",
        "export_table", "", "delete", "", "erase_person",
    ],
    ("venue", "lab"): [
        "edit", "", "hide_room", "room_left", "room_right", "", "fill_down", "paste_down", "", "export_table", "",
        "delete",
    ],
    ("sessions", "b"): [
        "edit", "rename", "move", "swap", "pin", "unplace", "", "cut", "copy", "paste", "duplicate", "",
        "split", "keep_template", "", "group", "", "shift_rest", "insert_gap", "close_gaps", "",
        "fill_down", "paste_down", "",
        "export_table", "", "call_off", "delete",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("place", "row"), MENUS)
def test_a_row_has_a_menu_for_what_is_under_the_mouse(driver: WindowDriver, place: str, row: str, qtbot: QtBot) -> None:
    pick_in(driver, place, row)
    before = len(driver.window.findChildren(QMenu))
    for _ in range(2):
        menu_on(driver, row).close()
    qtbot.waitUntil(lambda: len(driver.window.findChildren(QMenu)) == before)  # they do not pile up

    menu = menu_on(driver, row)
    assert (chosen(driver), [action.objectName() for action in menu.actions()]) == ([row], MENUS[place, row])
    assert all(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    next(action for action in menu.actions() if action.objectName() == "delete").trigger()
    menu.close()
    assert row not in ids(driver)


@pytest.mark.forms
def test_several_sessions_go_to_the_tray_are_duplicated_and_are_shifted_in_one_step(driver: WindowDriver) -> None:
    pick_in(driver, "sessions", "a", "c")
    menu = menu_on(driver, "c")
    assert chosen(driver) == ["a", "c"]  # the menu of a selected row is for all that are selected
    menu.close()
    for two in (("a", "c"), ("a", "d")):
        pick(driver, *two)
        driver.does("unplace")
        assert [driver.where(s) for s in two] == ["tray", "tray"]
        driver.start_over()

    pick(driver, "a", "b")
    driver.does("duplicate")
    assert (driver.steps, len(chosen(driver)), len(ids(driver))) == (["Duplicate 2 sessions"], 2, 6)
    assert {driver.where(s) for s in chosen(driver)} == {"tray"}
    driver.start_over()

    asked: list[tuple[str, int]] = []
    driver.page.places.go("agenda")
    driver.document.reschedule_requested.disconnect()
    driver.document.reschedule_requested.connect(lambda what, minutes: asked.append((what, minutes)))
    driver.plan.select(("a", "b"))
    shown = [button for button in driver.page.inspector.findChildren(QToolButton) if button.text() in ("−5", "+5")]
    seen = [button.accessibleName() for button in shown if button.isVisible()]
    assert seen == ["Start 5 min earlier, and what follows", "Start 5 min later, and what follows"]
    driver.push("Start 5 min later, and what follows")
    assert asked == [("follow", 5)]
    for session, buttons in (("a", 2), ("d", 0)):
        driver.plan.select((session,))
        assert len([button for button in shown if button.isVisible()]) == buttons


# the selection, shared with the timeline and never of what is out of sight ------------------------------


def test_list_and_timeline_select_the_same(driver: WindowDriver) -> None:
    timeline, document = driver.timeline, driver.document
    for sessions in (("b",), ("a", "b"), ("c", "a", "d")):
        go(driver, "agenda")
        document.plan.select(sessions)
        open_list(driver, "sessions")
        assert sorted(chosen(driver)) == sorted(document.plan.selected) == sorted(sessions)

    for sessions in (("b",), ("a", "b")):
        pick_in(driver, "sessions", *sessions)
        go(driver, "agenda")
        rows = {index.row() for index in timeline.canvas.selectionModel().selectedIndexes()}
        assert {timeline.view.source.model.keys[row] for row in rows} == set(sessions)
        assert sorted(document.plan.selected) == sorted(sessions)

    pick_in(driver, "sessions", "c")
    go(driver, "agenda")
    assert document.plan.day.date == NEXT  # a session of another day turns the timeline to it

    open_list(driver, "sessions")  # it is still selected after an undo and after a change from elsewhere
    pick(driver, "a", "b")

    driver.document.apply(lambda now: edit(now, Session, "b", title="A first one"))
    sort(driver, "title")
    assert (chosen(driver), driver.plan.selected) == (["a", "b"], ("b", "a"))
    driver.does("undo")
    assert chosen(driver) == ["a", "b"]

    driver.document.apply(lambda now: edit(now, Session, "d", title="Zz", status=Status.DRAFT))
    assert sorted(chosen(driver)) == ["a", "b"]


def shown(driver: WindowDriver) -> list[str]:
    """Return the ids of the entities in the form."""
    return sorted(thing.id for thing in driver.plan.shown_entities)


def test_the_search_narrows_the_selection_to_what_is_in_sight(driver: WindowDriver) -> None:
    go(driver, "people")
    assert listed(driver).view.hasFocus()
    driver.key(Key.Key_Home, modifiers=CTRL)
    assert chosen(driver) == ["ada"]
    driver.key(Key.Key_Down)
    assert chosen(driver) == ["bo"]
    driver.key(Key.Key_Down, modifiers=SHIFT)
    choose_columns(driver, "phone", "bio")
    assert (chosen(driver), heading(driver)) == (["bo", "cy"], "2 PEOPLE")
    driver.key(Key.Key_F, modifiers=CTRL)
    driver.type("dr")
    driver.does("select_all")  # all in sight
    assert (ids(driver), chosen(driver), heading(driver)) == (["ada", "bo"], ["ada", "bo"], "2 PEOPLE")
    search(driver, "")

    driver.key_in(listed(driver).view, Key.Key_A, modifiers=CTRL)
    assert heading(driver) == "3 PEOPLE"
    search(driver, "dr")
    enter(driver, Person, "title", "Professor")  # goes only into what is in sight
    assert {p.id: p.title for p in driver.agenda.people.values()} == {"ada": "Professor", "bo": "Professor", "cy": ""}
    driver.start_over()
    assert search(driver, "KTH") == ["ada"]
    assert (chosen(driver), shown(driver), heading(driver)) == (["ada"], ["ada"], "PERSON")
    driver.key_in(listed(driver).view, Key.Key_Delete)
    assert sorted(driver.agenda.people) == ["bo", "cy"]
    driver.start_over()

    search(driver, "")
    pick(driver, "bo")
    search(driver, "KTH")  # nothing selected is in sight
    assert driver.plan.shown[0] is Conference
    driver.key_in(listed(driver).view, Key.Key_Delete)
    assert (sorted(driver.agenda.people), driver.steps) == (["ada", "bo", "cy"], [])
    search(driver, "")
    assert chosen(driver) == []


def test_what_is_shown_elsewhere_or_hidden_by_a_chip_is_not_selected(driver: WindowDriver) -> None:
    pick_in(driver, "people", "ada")
    driver.plan.show(Session, "a")
    assert chosen(driver) == []
    go(driver, "sessions")
    assert chosen(driver) == ["a"]
    driver.key(Key.Key_A, modifiers=CTRL)
    filter_by(driver, "Not placed 1")
    assert (ids(driver), shown(driver)) == (["d"], ["d"])
    filter_by(driver, "All 4")

    search(driver, "law")
    pick(driver, "a")
    driver.document.apply(lambda now: edit(now, Session, "a", track=None))
    assert (ids(driver), shown(driver)) == ([], ["a"])  # what an edit hides can be edited on
    listed(driver).view.delete_requested.emit()
    assert "a" in driver.agenda.sessions  # but not deleted from the list

    pick_in(driver, "people", "bo", "cy")
    driver.does("delete", shown=(Person, "bo"))
    assert (chosen(driver), driver.plan.shown[0]) == ([], Conference)
    open_list(driver, "venue")
    driver.push("Venue…")
    assert (driver.plan.shown[0], heading(driver), chosen(driver)) == (Venue, "VENUE", [])


def tabbed(driver: WindowDriver, start: QWidget) -> list[QWidget]:
    """Return the widgets that Tab visits from a widget until it returns there."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    met = [focused()]
    while len(met) < 200:
        driver.key(Key.Key_Tab)
        if focused() is met[0]:
            return met
        met.append(focused())
    raise AssertionError([w.accessibleName() or w.objectName() for w in met[-30:]])


@pytest.mark.forms
def test_tab_leads_through_all_of_a_page_and_then_the_form_and_back(driver: WindowDriver) -> None:
    for place in ("people", "sessions", "venue"):
        page = open_list(driver, place)
        met = tabbed(driver, page.search)
        within = [w for w in met if page.isAncestorOf(w)]
        choices = [choice for choice in page.chips.choices.values() if choice.isVisible()]
        chips = [page.chips.buttons["all"], *choices, *([page.chips.more] if page.chips.more.isVisible() else [])]
        assert within == [page.search, *chips, page.columns_button, within[-3], page.adder, page.view]
        assert driver.page.inspector.isAncestorOf(met[met.index(page.view) + 1])
        assert any(driver.page.rail.isAncestorOf(w) for w in met)

    page = open_list(driver, "people")
    driver.push("About (may be published), closed")
    names = [w.accessibleName() or w.objectName() for w in tabbed(driver, page.search)]
    after = names.index("About (may be published), open")
    assert names[after + 1 : after + 7] == [
        "Biography", "Pronouns", "Languages", "Links, a line each", "Publish biography, photo and links",
        "On stage, closed",
    ]  # fmt: skip
    assert names.index("Available") == names.index("When they can come, open") + 1

    for place in ("conference", "cover"):
        go(driver, place)
        wanted = {
            w for w in driver.page.places.current.widget.findChildren(QWidget)
            if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
        }  # fmt: skip
        driver.key(Key.Key_Tab)  # from the page to its first field
        met = tabbed(driver, focused())
        assert [w.accessibleName() or w.objectName() for w in wanted - set(met)] == []

    page = open_list(driver, "sessions")
    driver.key_in(page.chips.buttons["all"], Key.Key_Right, reason=Qt.FocusReason.TabFocusReason)
    assert (page.table.chip.name, sorted(ids(driver))) == ("placed", ["a", "b", "c"])
