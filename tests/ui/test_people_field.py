"""A name that is typed and not entered is neither lost nor added to another session."""

import pytest
from PySide6.QtWidgets import QMenu

from planner.domain.enums import Kind, Role
from tests.builders import person, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Hands, Key, focused
from ui.features.inspector.people_field import PeopleField, PersonChip

CAST = (person("ada"), person("bo"), talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:00-10:00"), talk("waiting"))


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands with the first of two sessions shown, and the cursor in the line for a speaker."""
    hands = hands_on(*CAST)
    hands.page.desk.select(("a",))
    hands.scrolled_to(field(hands).adder).setFocus()
    return hands


def field(hands: Hands) -> PeopleField:
    """Return the people field of the session that is shown."""
    (found,) = hands.page.inspector.findChildren(PeopleField)
    return found


def cast(hands: Hands, session: str) -> list[tuple[str, Role]]:
    """Return the people in a session by name."""
    people = hands.agenda.people
    return [(people[a.person].name, a.role) for a in hands.agenda.sessions[session].people]


def lines(hands: Hands) -> tuple[str, str]:
    """Return the texts of the two lines."""
    return field(hands).adder.text(), field(hands).moderator.text()


def test_a_break_is_offered_no_moderator(hands_on: HandsOn) -> None:
    hands = hands_on(
        person("ada"), talk("coffee", "hall", "09:00-09:30", kind=Kind.BREAK, people=(speaker("ada"),)),
        talk("one", "hall", "10:00-10:30", people=(speaker("ada"),)),
    )  # fmt: skip

    def offered(*sessions: str) -> bool:
        hands.page.desk.select(sessions)
        return not field(hands).moderator.isHidden()

    def roles(session: str) -> list[str]:
        hands.page.desk.select((session,))
        chip = field(hands).findChildren(PersonChip)[-1]  # the earlier ones are about to be deleted
        return [action.text() for action in chip.findChildren(QMenu)[0].actions()]

    assert (offered("one"), offered("coffee"), offered("coffee", "one")) == (True, False, True)
    assert [role for role in roles("one") if role not in roles("coffee")] == ["Moderator"]


def test_leaving_the_line_adds_them(hands: Hands) -> None:
    hands.type("Cy")
    hands.key(Key.Key_Tab)

    assert cast(hands, "a") == [("Cy", Role.SPEAKER)]
    assert (lines(hands), focused()) == (("", ""), field(hands).moderator)


def test_clicking_another_session_adds_them_where_they_were_typed(hands: Hands) -> None:
    field(hands).moderator.setFocus()
    hands.type("Cy")

    hands.click(hands.on_block("b"))

    assert (cast(hands, "a"), cast(hands, "b")) == ([("Cy", Role.MODERATOR)], [])
    assert (hands.page.desk.selected, lines(hands)) == (("b",), ("", ""))


@pytest.mark.parametrize("other", ["b", "waiting", ""])
def test_so_does_whatever_else_shows_another_session_or_none(hands: Hands, other: str) -> None:
    hands.type("Bo")

    hands.page.desk.select((other,) if other else ())

    assert cast(hands, "a") == [("Bo", Role.SPEAKER)]
    assert lines(hands) == ("", "")
    assert not other or cast(hands, other) == []


def test_closing_the_window_adds_them(hands: Hands) -> None:
    hands.type("Bo")
    workspace = hands.page.desk.workspace

    hands.window.close()

    assert [a.person for a in workspace.agenda.sessions["a"].people] == ["bo"]


def test_who_cannot_be_added_is_not_put_on_the_other_one(hands_on: HandsOn) -> None:
    hands = hands_on(person("ada"), talk("a", "hall", "09:00-10:00", people=(speaker("ada"),)), talk("b"))
    hands.page.desk.select(("a",))
    hands.scrolled_to(field(hands).adder).setFocus()
    hands.type("Ada")

    hands.page.desk.select(("b",))

    assert (len(cast(hands, "a")), cast(hands, "b"), lines(hands)) == (1, [], ("", ""))
    assert "already has that role" in hands.window.notice.sentence.text()


def test_escape_adds_nobody(hands: Hands) -> None:
    hands.type("Zed")
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_Tab)

    assert (cast(hands, "a"), lines(hands), hands.steps) == ([], ("", ""), [])


def test_enter_adds_them_once(hands: Hands) -> None:
    hands.type("Cy")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Tab)

    assert cast(hands, "a") == [("Cy", Role.SPEAKER)]


def test_a_session_that_is_deleted_meanwhile_takes_the_name_along(hands: Hands) -> None:
    hands.type("Cy")

    hands.does("delete")

    assert "a" not in hands.agenda.sessions
    assert lines(hands) == ("", "")
