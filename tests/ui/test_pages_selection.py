"""A list shares its selection with the timeline, and every part of a page works by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.commands.edit import edit
from planner.domain.entities import Conference, Person, Session, Venue
from planner.domain.enums import Status
from tests.ui.conftest import HandsOn
from tests.ui.lists import (
    CAST,
    NEXT,
    choose_columns,
    chosen,
    go,
    heading,
    ids,
    listed,
    open_list,
    pick,
    search,
    sort,
)
from tests.ui.window_driver import CTRL, SHIFT, Key, WindowDriver, focused


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for three people, four sessions and three rooms."""
    return hands_on(*CAST)


# shared with the timeline --------------------------------------------------------------------------------


@pytest.mark.parametrize("sessions", [("b",), ("a", "b"), ("c", "a", "d")])
def test_what_is_selected_in_the_timeline_is_selected_in_the_list(
    driver: WindowDriver, sessions: tuple[str, ...]
) -> None:
    driver.page.document.select(sessions)

    open_list(driver, "sessions")

    assert (sorted(chosen(driver)), sorted(driver.page.document.selected)) == (sorted(sessions), sorted(sessions))


@pytest.mark.parametrize("sessions", [("b",), ("a", "b")])
def test_what_is_selected_in_the_list_is_selected_in_the_timeline(
    driver: WindowDriver, sessions: tuple[str, ...]
) -> None:
    open_list(driver, "sessions")
    pick(driver, *sessions)

    go(driver, "agenda")

    timeline = driver.timeline
    rows = {index.row() for index in timeline.canvas.selectionModel().selectedIndexes()}
    assert {timeline.view.source.model.keys[row] for row in rows} == set(sessions)
    assert sorted(driver.page.document.selected) == sorted(sessions)


def test_a_session_of_another_day_turns_the_timeline_to_it(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    pick(driver, "c")

    go(driver, "agenda")

    assert driver.page.document.day.date == NEXT


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


def test_what_is_gone_is_not_selected(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo", "cy")

    driver.page.document.show(Person, "bo")
    driver.does("delete")

    assert chosen(driver) == []
    assert driver.page.document.shown[0] is Conference


def test_columns_may_change_under_a_selection(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "bo", "cy")

    choose_columns(driver, "phone", "bio")

    assert (chosen(driver), heading(driver)) == (["bo", "cy"], "PERSON × 2")


def test_select_all_takes_all_in_sight(driver: WindowDriver) -> None:
    open_list(driver, "people")
    search(driver, "dr")

    driver.does("select_all")

    assert (chosen(driver), heading(driver)) == (["ada", "bo"], "PERSON × 2")


def test_the_person_of_the_list_leads_to_their_session_and_back(driver: WindowDriver) -> None:
    open_list(driver, "people")
    pick(driver, "ada")

    driver.page.document.show(Session, "a")
    assert chosen(driver) == []
    go(driver, "sessions")
    assert chosen(driver) == ["a"]


def test_the_venue_has_a_button_of_its_own(driver: WindowDriver) -> None:
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


@pytest.mark.parametrize("place", ["people", "sessions", "venue"])
def test_tab_leads_through_all_of_the_page_and_then_the_form_and_back(driver: WindowDriver, place: str) -> None:
    page = open_list(driver, place)

    met = tabbed(driver, page.search)

    within = [w for w in met if page.isAncestorOf(w)]
    assert within[0] is page.search
    assert within[1] is page.columns_button
    assert within[-3:] == [page.adder, page.chips.buttons["all"], page.view]
    form = [w for w in met if driver.page.inspector.isAncestorOf(w)]
    assert met.index(page.view) + 1 == met.index(form[0])
    assert any(driver.page.rail.isAncestorOf(w) for w in met)


def test_tab_comes_to_the_fields_of_a_section_after_its_heading(driver: WindowDriver) -> None:
    page = open_list(driver, "people")
    driver.push("About (may be published), closed")

    names = [w.accessibleName() or w.objectName() for w in tabbed(driver, page.search)]

    after = names.index("About (may be published), open")
    assert names[after + 1 : after + 6] == [
        "Biography",
        "Pronouns",
        "Languages",
        "Links, a line each",
        "Equipment, closed",
    ]
    assert names.index("Available") == names.index("When they can come, open") + 1


@pytest.mark.parametrize("place", ["conference", "cover"])
def test_tab_leads_through_the_other_pages_too(driver: WindowDriver, place: str) -> None:
    go(driver, place)
    current = driver.page.places.current.widget
    wanted = {
        w for w in current.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
    }  # fmt: skip

    met = set(tabbed(driver, focused()))

    assert [w.accessibleName() or w.objectName() for w in wanted - met] == []


def test_chips_are_chosen_by_arrows(driver: WindowDriver) -> None:
    page = open_list(driver, "sessions")
    page.chips.buttons["all"].setFocus(Qt.FocusReason.TabFocusReason)

    driver.key(Key.Key_Right)

    assert (page.table.chip.name, sorted(ids(driver))) == ("placed", ["a", "b", "c"])
