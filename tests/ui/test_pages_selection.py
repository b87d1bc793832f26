"""What is selected in a list: several at once in the form, the same beside the timeline, deleted, made, by keys."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.domain.entities import Conference, Cover, Entity, Person, Room, Session, Venue
from planner.domain.kinds import Kind, Status
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.hands import CTRL, SHIFT, Hands, Key, focused
from tests.ui.lists import choose_columns, chosen, go, ids, listed, on_line, open_list, search, sort
from ui.fields.forms import FORMS
from ui.panels.choosers import ChoiceEditor, FlagEditor
from ui.panels.editors import LineEditor, TextEditor
from ui.panels.inspector_page import Page

NEXT = date(2024, 4, 26)
CAST = (
    day(), day(NEXT), room("hall", seats=300), room("lab", 1), room("attic", 2), track("law"), track("art"),
    person("ada", organisation="KTH", title="Dr"), person("bo", organisation="SU", title="Dr"), person("cy"),
    talk("a", "hall", "09:00-10:00", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("b", "lab", "11:00-12:00", people=(speaker("bo"),), pinned=True),
    talk("c", "hall", "09:00-10:00", on=NEXT), talk("d"),
    Cover(id="cover", person="ada", day=DAY, room="lab"),
)  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Three people, four sessions, three rooms."""
    return hands_on(*CAST)


def pick(hands: Hands, *entities: str) -> None:
    """Select rows by clicking them, with Ctrl after the first."""
    for n, entity in enumerate(entities):
        hands.click(on_line(hands, entity), CTRL if n else Qt.KeyboardModifier.NoModifier)


def editor(hands: Hands, kind: type[Entity], name: str) -> QWidget:
    """The editor of a field in the form beside the list, its section opened."""
    return hands.scrolled_to(cast(QWidget, hands.page.inspector.page(kind).form_of(name).editors[name]))


def heading(hands: Hands) -> str:
    """What the form is headed by."""
    page = hands.page.inspector.page(hands.page.desk.shown[0])
    assert isinstance(page, Page)
    assert page.isVisible()
    return page.head.text()


def notice(hands: Hands) -> str:
    """What the notice says, if there is one."""
    return hands.window.notice.sentence.text() if hands.window.notice.isVisible() else ""


# the form of several -------------------------------------------------------------------------------------


def test_what_is_clicked_is_in_the_form(hands: Hands) -> None:
    open_list(hands, "people")

    pick(hands, "bo")

    name = editor(hands, Person, "name")
    assert isinstance(name, LineEditor)
    assert (name.text(), heading(hands)) == ("Bo", "PERSON")


def test_several_are_in_the_form_with_what_they_share_and_where_they_differ(hands: Hands) -> None:
    open_list(hands, "people")

    pick(hands, "bo", "ada")

    assert (chosen(hands), heading(hands)) == (["ada", "bo"], "PERSON × 2")
    title, organisation = editor(hands, Person, "title"), editor(hands, Person, "organisation")
    assert isinstance(title, LineEditor)
    assert isinstance(organisation, LineEditor)
    assert (title.text(), organisation.text(), organisation.placeholderText()) == ("Dr", "", "several values")


@pytest.mark.parametrize("place", ["people", "sessions", "venue"])
def test_what_one_alone_can_have_is_not_in_the_form_of_several(hands: Hands, place: str) -> None:
    page = open_list(hands, place)
    kind = page._listing.kind
    pick(hands, *ids(hands)[:2])

    for field in FORMS[kind]:
        form = hands.page.inspector.page(kind).form_of(field.name)
        widget = cast(QWidget, form.editors[field.name])
        assert widget.isVisibleTo(hands.page.inspector) is not field.single, field.name


@pytest.mark.parametrize(("place", "kind"), [("people", Person), ("sessions", Session), ("venue", Room)])
def test_every_field_of_several_can_be_set_in_one_step(hands: Hands, place: str, kind: type[Entity]) -> None:
    """What is written into each of them is taken from the last one, so that it is a value it can have."""
    open_list(hands, place)
    two = ids(hands)[:2]
    pick(hands, *two)
    before = hands.agenda

    for field in FORMS[kind]:
        entity = hands.agenda.find(kind, two[1])
        assert entity
        value = field.value(hands.agenda, entity)
        if field.single or not value:
            continue
        form = hands.page.inspector.page(kind).form_of(field.name)
        form.editors[field.name].edited.emit(value)
        assert notice(hands) == "", field.name
        values = [field.value(hands.agenda, hands.agenda.find(kind, one)) for one in two]
        assert values == [value, value], field.name
    while hands.window.actions_by_name["undo"].isEnabled():
        hands.does("undo")
    assert hands.agenda == before


def test_what_is_typed_for_several_is_one_step_that_undo_takes_back(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "bo", "cy")
    before = hands.agenda

    editor(hands, Person, "organisation").setFocus(Qt.FocusReason.TabFocusReason)
    hands.retype("Uni")
    hands.key(Key.Key_Return)

    assert [hands.agenda.people[p].organisation for p in ("ada", "bo", "cy")] == ["KTH", "Uni", "Uni"]
    assert hands.steps == ["Change organisation of 2 things"]
    assert chosen(hands) == ["bo", "cy"]
    hands.does("undo")
    assert hands.agenda == before
    assert (chosen(hands), heading(hands)) == (["bo", "cy"], "PERSON × 2")


def test_a_field_of_several_that_is_left_alone_changes_nothing(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "bo", "ada")

    for field in FORMS[Person]:
        if not field.single:
            widget = editor(hands, Person, field.name)
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            hands.key(Key.Key_Tab)
    pick(hands, "cy")

    assert hands.steps == []


def test_a_choice_of_several_says_so_and_sets_all(hands: Hands) -> None:
    open_list(hands, "sessions")
    hands.page.desk.perform(lambda now: edit(now, Session, "b", kind=Kind.KEYNOTE))
    pick(hands, "a", "b")
    widget = editor(hands, Session, "kind")
    assert isinstance(widget, ChoiceEditor)
    assert (widget.currentIndex(), widget.placeholderText()) == (-1, "several values")
    with_words = widget.grab().toImage()
    widget.setPlaceholderText("")
    assert widget.grab().toImage() != with_words

    widget.showPopup()
    widget.view().setCurrentIndex(widget.model().index(widget.findText("Panel"), 0))
    QTest.keyClick(widget.view(), Key.Key_Return)

    assert [hands.agenda.sessions[s].kind for s in ("a", "b")] == [Kind.PANEL, Kind.PANEL]
    assert widget.currentText() == "Panel"


def test_a_tick_of_several_is_half_and_then_all(hands: Hands) -> None:
    open_list(hands, "sessions")
    pick(hands, "a", "b")
    widget = editor(hands, Session, "pinned")
    assert isinstance(widget, FlagEditor)
    assert (widget.checkState(), widget.toolTip()) == (Qt.CheckState.PartiallyChecked, "several values")

    hands.click(hands.on(hands.scrolled_to(widget)) - widget.rect().center() + _near_the_tick(widget))

    assert [hands.agenda.sessions[s].pinned for s in ("a", "b")] == [True, True]
    assert (widget.checkState(), widget.toolTip(), len(hands.steps)) == (Qt.CheckState.Checked, "", 1)


def _near_the_tick(box: QCheckBox):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QPoint

    return QPoint(10, box.height() // 2)


def test_what_is_half_typed_for_several_is_saved_for_those(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "bo", "ada")
    editor(hands, Person, "note").setFocus(Qt.FocusReason.TabFocusReason)
    hands.type("Late")

    pick(hands, "cy")

    assert [hands.agenda.people[p].note for p in ("ada", "bo", "cy")] == ["Late", "Late", ""]
    assert isinstance(editor(hands, Person, "note"), TextEditor)


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
    hands: Hands, place: str, rows: list[str], sentence: str, way: str
) -> None:
    page = open_list(hands, place)
    pick(hands, *rows)
    before = hands.agenda

    if way == "key":
        hands.key(Key.Key_Delete)
    elif way == "menu key":
        hands.key(Key.Key_Delete, modifiers=CTRL)
    else:
        hands.push({"people": "Delete person", "sessions": "Delete session", "venue": "Delete room"}[place])

    assert [hands.agenda.find(page._listing.kind, row) for row in rows] == [None] * len(rows)
    assert (notice(hands), len(hands.steps)) == (sentence, 1)
    (undo,) = hands.window.notice._remedies
    assert undo.text() == "Undo"
    hands.click(hands.on(undo))
    assert (hands.agenda, notice(hands)) == (before, "")


def test_the_notice_goes_with_the_next_change_so_that_its_button_undoes_nothing_else(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "cy")
    hands.key(Key.Key_Delete)

    hands.page.desk.perform(lambda now: edit(now, Person, "bo", title="Prof"))

    assert notice(hands) == ""


def test_delete_in_a_field_of_the_form_deletes_a_letter(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "bo")
    hands.key(Key.Key_F2)

    hands.key(Key.Key_Home, Key.Key_Delete)

    assert "bo" in hands.agenda.people
    assert cast(QLineEdit, editor(hands, Person, "name")).text() == "o"


def test_after_a_delete_the_keys_go_on_where_it_was(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "ada")

    hands.key(Key.Key_Delete)
    assert listed(hands).view.hasFocus()
    hands.key(Key.Key_Down)

    assert chosen(hands) == ["cy"]


# making --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "kind", "button", "name"),
    [
        ("people", Person, "Add person", "New person"), ("sessions", Session, "Add session", "New session"),
        ("venue", Room, "Add room", "Room 4"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["button", "Insert"])
def test_a_new_one_has_the_cursor_in_its_name(
    hands: Hands, place: str, kind: type[Entity], button: str, name: str, way: str
) -> None:
    page = open_list(hands, place)
    before = set(ids(hands))
    search(hands, ids(hands)[0])
    page.view.setFocus()

    hands.push(button) if way == "button" else hands.key(Key.Key_Insert)

    (new,) = set(ids(hands)) - before
    assert (chosen(hands), page.search.text()) == ([new], "")
    field = focused()
    assert isinstance(field, LineEditor)
    assert (field.objectName(), field.text(), field.selectedText()) == (
        "title" if kind is Session else "name", name, name,
    )  # fmt: skip
    hands.type("Something")
    hands.key(Key.Key_Return)
    found = hands.agenda.find(kind, new)
    assert found is not None
    assert getattr(found, field.objectName()) == "Something"
    assert chosen(hands) == [new]


def test_a_second_new_room_has_a_name_of_its_own(hands: Hands) -> None:
    open_list(hands, "venue")

    hands.push("Add room")
    hands.push("Add room")

    assert (notice(hands), [r.name for r in hands.agenda.rooms_in_order][3:]) == ("", ["Room 4", "Room 5"])


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return, Key.Key_Enter])
def test_a_key_puts_the_cursor_into_the_name(hands: Hands, key: Qt.Key) -> None:
    open_list(hands, "people")
    pick(hands, "bo")

    hands.key(key)

    field = focused()
    assert isinstance(field, LineEditor)
    assert (field.objectName(), field.selectedText()) == ("name", "Bo")


def test_a_double_click_does_too(hands: Hands) -> None:
    open_list(hands, "people")

    hands.double_click(on_line(hands, "bo"))

    assert (focused().objectName(), cast(QLineEdit, focused()).text()) == ("name", "Bo")


@pytest.mark.parametrize(("place", "first"), [("people", "title"), ("sessions", "day"), ("venue", "seats")])
def test_of_several_the_cursor_goes_into_the_first_field_they_share(hands: Hands, place: str, first: str) -> None:
    open_list(hands, place)
    pick(hands, *ids(hands)[:2])

    hands.key(Key.Key_F2)

    assert focused().objectName() == first
    assert focused().isVisible()


def test_the_key_without_a_selection_takes_what_the_keys_are_on(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "bo")
    hands.click(on_line(hands, "bo"), CTRL)
    assert chosen(hands) == []

    hands.key(Key.Key_F2)

    assert (chosen(hands), focused().objectName()) == (["bo"], "name")


# the menu ------------------------------------------------------------------------------------------------


def menu_on(hands: Hands, entity: str) -> QMenu:
    """The context menu of a row."""
    view = listed(hands).view
    point = view.viewport().mapFrom(hands.window, on_line(hands, entity))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, point)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize(
    ("place", "row", "names"),
    [
        ("people", "bo", ["edit", "delete"]), ("venue", "lab", ["edit", "delete"]),
        ("sessions", "b", ["edit", "move", "unplace", "duplicate", "delete"]),
    ],
)  # fmt: skip
def test_a_row_has_a_menu_for_what_is_under_the_mouse(hands: Hands, place: str, row: str, names: list[str]) -> None:
    open_list(hands, place)

    menu = menu_on(hands, row)

    assert chosen(hands) == [row]
    assert [action.objectName() for action in menu.actions()] == names
    assert all(action.isEnabled() for action in menu.actions())
    menu.actions()[-1].trigger()
    menu.close()
    assert row not in ids(hands)


def test_the_menu_of_a_selected_row_is_for_all_that_are_selected(hands: Hands) -> None:
    open_list(hands, "sessions")
    pick(hands, "a", "b")

    menu = menu_on(hands, "b")

    assert chosen(hands) == ["a", "b"]
    menu.close()
    hands.does("unplace")
    assert [hands.where(s) for s in ("a", "b")] == ["tray", "tray"]


def test_closed_menus_do_not_pile_up(hands: Hands, qtbot: QtBot) -> None:
    open_list(hands, "people")
    before = len(hands.window.findChildren(QMenu))

    for _ in range(3):
        menu_on(hands, "bo").close()

    qtbot.waitUntil(lambda: len(hands.window.findChildren(QMenu)) == before)


def test_several_are_duplicated_in_one_step(hands: Hands) -> None:
    open_list(hands, "sessions")
    pick(hands, "a", "b")

    hands.does("duplicate")

    assert (hands.steps, len(chosen(hands)), len(ids(hands))) == (["Duplicate 2 sessions"], 2, 6)
    assert {hands.where(s) for s in chosen(hands)} == {"tray"}


def test_of_several_those_in_the_timeline_go_to_the_tray_whichever_was_clicked_first(hands: Hands) -> None:
    open_list(hands, "sessions")
    pick(hands, "a", "d")

    hands.does("unplace")

    assert [hands.where(s) for s in ("a", "d")] == ["tray", "tray"]


# the same beside the timeline ----------------------------------------------------------------------------


@pytest.mark.parametrize("sessions", [("b",), ("a", "b"), ("c", "a", "d")])
def test_what_is_selected_in_the_timeline_is_selected_in_the_list(hands: Hands, sessions: tuple[str, ...]) -> None:
    hands.page.desk.select(sessions)

    open_list(hands, "sessions")

    assert (sorted(chosen(hands)), sorted(hands.page.desk.selected)) == (sorted(sessions), sorted(sessions))


@pytest.mark.parametrize("sessions", [("b",), ("a", "b")])
def test_what_is_selected_in_the_list_is_selected_in_the_timeline(hands: Hands, sessions: tuple[str, ...]) -> None:
    open_list(hands, "sessions")
    pick(hands, *sessions)

    go(hands, "agenda")

    timeline = hands.timeline
    rows = {index.row() for index in timeline.selectionModel().selectedIndexes()}
    assert {timeline.days.ids[row] for row in rows} == set(sessions)
    assert sorted(hands.page.desk.selected) == sorted(sessions)


def test_a_session_of_another_day_turns_the_timeline_to_it(hands: Hands) -> None:
    open_list(hands, "sessions")
    pick(hands, "c")

    go(hands, "agenda")

    assert hands.page.desk.day.date == NEXT


def test_it_is_still_selected_after_an_undo_and_after_a_change_from_elsewhere(hands: Hands) -> None:
    open_list(hands, "sessions")
    pick(hands, "a", "b")

    hands.page.desk.perform(lambda now: edit(now, Session, "b", title="A first one"))
    sort(hands, "title")
    assert (chosen(hands), hands.page.desk.selected) == (["a", "b"], ("b", "a"))
    hands.does("undo")
    assert chosen(hands) == ["a", "b"]

    hands.page.desk.perform(lambda now: edit(now, Session, "d", title="Zz", status=Status.DRAFT))
    assert sorted(chosen(hands)) == ["a", "b"]


def test_what_a_filter_hides_is_still_in_the_form_and_comes_back(hands: Hands) -> None:
    open_list(hands, "sessions")
    pick(hands, "a", "b")

    search(hands, "b")
    assert "b" in chosen(hands)
    search(hands, "nothing like that")
    assert (ids(hands), hands.page.desk.selected) == ([], ("b", "a"))
    search(hands, "")

    assert (chosen(hands), hands.page.desk.selected) == (["a", "b"], ("b", "a"))


def test_what_is_gone_is_not_selected(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "bo", "cy")

    hands.page.desk.show(Person, "bo")
    hands.does("delete")

    assert chosen(hands) == []
    assert hands.page.desk.shown[0] is Conference


def test_columns_may_change_under_a_selection(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "bo", "cy")

    choose_columns(hands, "phone", "bio")

    assert (chosen(hands), heading(hands)) == (["bo", "cy"], "PERSON × 2")


def test_select_all_takes_all_in_sight(hands: Hands) -> None:
    open_list(hands, "people")
    search(hands, "dr")

    hands.does("select_all")

    assert (chosen(hands), heading(hands)) == (["ada", "bo"], "PERSON × 2")


def test_the_person_of_the_list_leads_to_their_session_and_back(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "ada")

    hands.page.desk.show(Session, "a")
    assert chosen(hands) == []
    go(hands, "sessions")
    assert chosen(hands) == ["a"]


def test_the_venue_has_a_button_of_its_own(hands: Hands) -> None:
    open_list(hands, "venue")

    hands.push("Venue…")

    assert (hands.page.desk.shown[0], heading(hands), chosen(hands)) == (Venue, "VENUE", [])


# keys alone ----------------------------------------------------------------------------------------------


def test_all_of_it_by_keys(hands: Hands) -> None:
    go(hands, "people")
    assert listed(hands).view.hasFocus()

    hands.key(Key.Key_Home, modifiers=CTRL)
    assert chosen(hands) == ["ada"]
    hands.key(Key.Key_Down)
    assert chosen(hands) == ["bo"]
    hands.key(Key.Key_Down, modifiers=SHIFT)
    assert chosen(hands) == ["bo", "cy"]
    hands.key(Key.Key_F, modifiers=CTRL)
    hands.type("ada")
    assert ids(hands) == ["ada"]


def tabbed(hands: Hands, start: QWidget) -> list[QWidget]:
    """What Tab comes to from a widget until it is there again."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    met = [focused()]
    while len(met) < 200:
        hands.key(Key.Key_Tab)
        if focused() is met[0]:
            return met
        met.append(focused())
    raise AssertionError([w.accessibleName() or w.objectName() for w in met[-30:]])


@pytest.mark.parametrize("place", ["people", "sessions", "venue"])
def test_tab_leads_through_all_of_the_page_and_then_the_form_and_back(hands: Hands, place: str) -> None:
    page = open_list(hands, place)

    met = tabbed(hands, page.search)

    within = [w for w in met if page.isAncestorOf(w)]
    assert within[0] is page.search
    assert within[1] is page.columns_button
    assert within[-3:] == [page.adder, page.chips["all"], page.view]
    form = [w for w in met if hands.page.inspector.isAncestorOf(w)]
    assert met.index(page.view) + 1 == met.index(form[0])
    assert any(hands.page.rail.isAncestorOf(w) for w in met)


def test_tab_comes_to_the_fields_of_a_section_after_its_heading(hands: Hands) -> None:
    page = open_list(hands, "people")
    hands.push("About (published), closed")

    names = [w.accessibleName() or w.objectName() for w in tabbed(hands, page.search)]

    after = names.index("About (published), open")
    assert names[after + 1 : after + 6] == [
        "Biography",
        "Pronouns",
        "Languages",
        "Links, a line each",
        "Equipment, closed",
    ]
    assert names.index("Available") == names.index("When they can come, open") + 1


@pytest.mark.parametrize("place", ["conference", "cover"])
def test_tab_leads_through_the_other_pages_too(hands: Hands, place: str) -> None:
    go(hands, place)
    current = hands.page.current
    assert current
    wanted = {
        w for w in current.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
    }  # fmt: skip

    met = set(tabbed(hands, focused()))

    assert [w.accessibleName() or w.objectName() for w in wanted - met] == []


def test_chips_are_chosen_by_arrows(hands: Hands) -> None:
    page = open_list(hands, "sessions")
    page.chips["all"].setFocus(Qt.FocusReason.TabFocusReason)

    hands.key(Key.Key_Right)

    assert (page.table.chip.name, sorted(ids(hands))) == ("placed", ["a", "b", "c"])
