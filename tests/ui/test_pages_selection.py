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
from tests.ui.window_driver import CTRL, SHIFT, Hands, Key, focused


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on three people, four sessions and three rooms."""
    return hands_on(*CAST)


# shared with the timeline --------------------------------------------------------------------------------


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
    """Return the widgets that Tab visits from a widget until it returns there."""
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
    hands.push("About (may be published), closed")

    names = [w.accessibleName() or w.objectName() for w in tabbed(hands, page.search)]

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
