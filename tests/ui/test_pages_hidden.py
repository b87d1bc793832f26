"""Rows hidden by a search or a chip are neither selected nor deleted nor edited."""

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Conference, Person, Session
from tests.ui.conftest import HandsOn
from tests.ui.lists import CAST, chosen, heading, ids, listed, open_list, pick, search
from tests.ui.test_inspector_fields import enter
from tests.ui.window_driver import CTRL, Hands, Key


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on three people, four sessions and three rooms."""
    return hands_on(*CAST)


def shown(hands: Hands) -> list[str]:
    """Return the ids of the entities in the form."""
    return sorted(thing.id for thing in hands.page.desk.shown_things)


def choose(hands: Hands, chip: str) -> None:
    """Click a chip."""
    hands.click(hands.on(listed(hands).chips[chip]))


def test_the_search_narrows_the_selection_to_what_is_in_sight(hands: Hands) -> None:
    open_list(hands, "people")
    hands.key(Key.Key_A, modifiers=CTRL)
    assert heading(hands) == "PERSON × 3"

    assert search(hands, "KTH") == ["ada"]

    assert (chosen(hands), shown(hands), heading(hands)) == (["ada"], ["ada"], "PERSON")
    listed(hands).view.setFocus()
    hands.key(Key.Key_Delete)
    assert sorted(hands.agenda.people) == ["bo", "cy"]


def test_what_is_typed_goes_only_into_what_is_in_sight(hands: Hands) -> None:
    open_list(hands, "people")
    hands.key(Key.Key_A, modifiers=CTRL)
    search(hands, "dr")

    enter(hands, Person, "title", "Professor")

    assert {p.id: p.title for p in hands.agenda.people.values()} == {"ada": "Professor", "bo": "Professor", "cy": ""}


def test_a_chip_narrows_the_selection_too(hands: Hands) -> None:
    open_list(hands, "sessions")
    hands.key(Key.Key_A, modifiers=CTRL)

    choose(hands, "tray")

    assert (ids(hands), shown(hands)) == (["d"], ["d"])


def test_where_nothing_selected_is_in_sight_nothing_is_selected(hands: Hands) -> None:
    open_list(hands, "people")
    pick(hands, "bo")

    search(hands, "KTH")

    assert hands.page.desk.shown[0] is Conference
    listed(hands).view.setFocus()
    hands.key(Key.Key_Delete)
    assert (sorted(hands.agenda.people), hands.steps) == (["ada", "bo", "cy"], [])
    search(hands, "")
    assert chosen(hands) == []


def test_what_an_edit_hides_can_be_edited_on_but_not_deleted_from_the_list(hands: Hands) -> None:
    open_list(hands, "sessions")
    search(hands, "law")
    pick(hands, "a")

    hands.page.desk.perform(lambda now: edit(now, Session, "a", track=None))

    assert (ids(hands), shown(hands)) == ([], ["a"])
    listed(hands)._delete()
    assert "a" in hands.agenda.sessions
