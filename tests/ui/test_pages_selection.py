"""A list shares its selection with the timeline, never with what is out of sight, and works by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.commands.edit import edit
from planner.domain.entities import Conference, Person, Session, Venue
from planner.domain.enums import Status
from tests.ui.conftest import HandsOn
from tests.ui.lists import CAST, NEXT, choose_columns, chosen, go, heading, ids, listed, open_list, pick, search, sort
from tests.ui.test_inspector_fields import enter
from tests.ui.window_driver import CTRL, SHIFT, Key, WindowDriver, focused


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for three people, four sessions and three rooms."""
    return hands_on(*CAST)


# shared with the timeline --------------------------------------------------------------------------------


def test_list_and_timeline_select_the_same(driver: WindowDriver) -> None:
    timeline, document = driver.timeline, driver.page.document
    for sessions in (("b",), ("a", "b"), ("c", "a", "d")):
        go(driver, "agenda")
        document.select(sessions)
        open_list(driver, "sessions")
        assert sorted(chosen(driver)) == sorted(document.selected) == sorted(sessions)

    for sessions in (("b",), ("a", "b")):
        open_list(driver, "sessions")
        pick(driver, *sessions)
        go(driver, "agenda")
        rows = {index.row() for index in timeline.canvas.selectionModel().selectedIndexes()}
        assert {timeline.view.source.model.keys[row] for row in rows} == set(sessions)
        assert sorted(document.selected) == sorted(sessions)

    open_list(driver, "sessions")
    pick(driver, "c")
    go(driver, "agenda")
    assert document.day.date == NEXT  # a session of another day turns the timeline to it


def test_it_is_still_selected_after_an_undo_and_after_a_change_from_elsewhere(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    pick(driver, "a", "b")

    driver.page.document.apply(lambda now: edit(now, Session, "b", title="A first one"))
    sort(driver, "title")
    assert (chosen(driver), driver.page.document.selected) == (["a", "b"], ("b", "a"))
    driver.does("undo")
    assert chosen(driver) == ["a", "b"]

    driver.page.document.apply(lambda now: edit(now, Session, "d", title="Zz", status=Status.DRAFT))
    assert sorted(chosen(driver)) == ["a", "b"]


def test_people_that_are_selected(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo", "cy")
    choose_columns(driver, "phone", "bio")
    assert (chosen(driver), heading(driver)) == (["bo", "cy"], "PERSON × 2")

    search(driver, "dr")
    driver.does("select_all")  # all in sight
    assert (chosen(driver), heading(driver)) == (["ada", "bo"], "PERSON × 2")

    search(driver, "")
    pick(driver, "ada")
    driver.page.document.show(Session, "a")
    assert chosen(driver) == []
    go(driver, "sessions")
    assert chosen(driver) == ["a"]

    open_list(driver, "people")
    pick(driver, "bo", "cy")
    driver.page.document.show(Person, "bo")
    driver.does("delete")
    assert (chosen(driver), driver.page.document.shown[0]) == ([], Conference)

    open_list(driver, "venue")
    driver.push("Venue…")
    assert (driver.page.document.shown[0], heading(driver), chosen(driver)) == (Venue, "VENUE", [])


# keys alone ----------------------------------------------------------------------------------------------


def test_all_of_it_by_keys(driver: WindowDriver) -> None:
    go(driver, "people")
    assert listed(driver).view.hasFocus()

    driver.key(Key.Key_Home, modifiers=CTRL)
    assert chosen(driver) == ["ada"]
    driver.key(Key.Key_Down)
    assert chosen(driver) == ["bo"]
    driver.key(Key.Key_Down, modifiers=SHIFT)
    assert chosen(driver) == ["bo", "cy"]
    driver.key(Key.Key_F, modifiers=CTRL)
    driver.type("ada")
    assert ids(driver) == ["ada"]


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


def test_tab_leads_through_all_of_a_page_and_then_the_form_and_back(driver: WindowDriver) -> None:
    for place in ("people", "sessions", "venue"):
        page = open_list(driver, place)
        met = tabbed(driver, page.search)
        within = [w for w in met if page.isAncestorOf(w)]
        assert within[:2] == [page.search, page.columns_button]
        assert within[-3:] == [page.adder, page.chips.buttons["all"], page.view]
        form = [w for w in met if driver.page.inspector.isAncestorOf(w)]
        assert met.index(page.view) + 1 == met.index(form[0])
        assert any(driver.page.rail.isAncestorOf(w) for w in met)

    page = open_list(driver, "people")
    driver.push("About (may be published), closed")
    names = [w.accessibleName() or w.objectName() for w in tabbed(driver, page.search)]
    after = names.index("About (may be published), open")
    assert names[after + 1 : after + 6] == [
        "Biography", "Pronouns", "Languages", "Links, a line each", "Equipment, closed",
    ]  # fmt: skip
    assert names.index("Available") == names.index("When they can come, open") + 1

    for place in ("conference", "cover"):
        go(driver, place)
        current = driver.page.places.current.widget
        wanted = {
            w for w in current.findChildren(QWidget)
            if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
        }  # fmt: skip
        met = tabbed(driver, focused())
        assert [w.accessibleName() or w.objectName() for w in wanted - set(met)] == []

    page = open_list(driver, "sessions")
    page.chips.buttons["all"].setFocus(Qt.FocusReason.TabFocusReason)
    driver.key(Key.Key_Right)
    assert (page.table.chip.name, sorted(ids(driver))) == ("placed", ["a", "b", "c"])


def shown(driver: WindowDriver) -> list[str]:
    """Return the ids of the entities in the form."""
    return sorted(thing.id for thing in driver.page.document.shown_things)


def choose(driver: WindowDriver, chip: str) -> None:
    """Click a chip."""
    driver.click(driver.on(listed(driver).chips.buttons[chip]))


def test_the_search_narrows_the_selection_to_what_is_in_sight(driver: WindowDriver) -> None:
    open_list(driver, "people")
    driver.key(Key.Key_A, modifiers=CTRL)
    assert heading(driver) == "PERSON × 3"

    assert search(driver, "KTH") == ["ada"]

    assert (chosen(driver), shown(driver), heading(driver)) == (["ada"], ["ada"], "PERSON")
    listed(driver).view.setFocus()
    driver.key(Key.Key_Delete)
    assert sorted(driver.agenda.people) == ["bo", "cy"]


def test_what_is_typed_goes_only_into_what_is_in_sight(driver: WindowDriver) -> None:
    open_list(driver, "people")
    driver.key(Key.Key_A, modifiers=CTRL)
    search(driver, "dr")

    enter(driver, Person, "title", "Professor")

    assert {p.id: p.title for p in driver.agenda.people.values()} == {"ada": "Professor", "bo": "Professor", "cy": ""}


def test_a_chip_narrows_the_selection_too(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    driver.key(Key.Key_A, modifiers=CTRL)

    choose(driver, "tray")

    assert (ids(driver), shown(driver)) == (["d"], ["d"])


def test_where_nothing_selected_is_in_sight_nothing_is_selected(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo")

    search(driver, "KTH")

    assert driver.page.document.shown[0] is Conference
    listed(driver).view.setFocus()
    driver.key(Key.Key_Delete)
    assert (sorted(driver.agenda.people), driver.steps) == (["ada", "bo", "cy"], [])
    search(driver, "")
    assert chosen(driver) == []


def test_what_an_edit_hides_can_be_edited_on_but_not_deleted_from_the_list(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    search(driver, "law")
    pick(driver, "a")

    driver.page.document.apply(lambda now: edit(now, Session, "a", track=None))

    assert (ids(driver), shown(driver)) == ([], ["a"])
    listed(driver).view.delete_requested.emit()
    assert "a" in driver.agenda.sessions
