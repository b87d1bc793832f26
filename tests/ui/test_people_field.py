"""A name that is typed and not entered is neither lost nor added to another session."""

import pytest
from PySide6.QtWidgets import QMenu

from planner.domain.value_objects import Kind, Role
from tests.builders import person, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Key, WindowDriver, focused
from ui.features.inspector.people_field import PeopleField, PersonChip

CAST = (person("ada"), person("bo"), talk("a", "hall", "09:00-10:00"), talk("b", "lab", "09:00-10:00"), talk("waiting"))


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver with the first of two sessions shown, and the cursor in the line for a speaker."""
    driver = hands_on(*CAST)
    begin(driver)
    return driver


def field(driver: WindowDriver) -> PeopleField:
    """Return the people field of the session that is shown."""
    (found,) = driver.page.inspector.findChildren(PeopleField)
    return found


def cast(driver: WindowDriver, session: str) -> list[tuple[str, Role]]:
    """Return the people in a session by name."""
    people = driver.agenda.people
    return [(people[a.person].name, a.role) for a in driver.agenda.sessions[session].people]


def lines(driver: WindowDriver) -> tuple[str, str]:
    """Return the texts of the two lines."""
    return field(driver).adder.text(), field(driver).moderator.text()


def test_a_break_is_offered_no_moderator(hands_on: HandsOn) -> None:
    driver = hands_on(
        person("ada"), talk("coffee", "hall", "09:00-09:30", kind=Kind.BREAK, people=(speaker("ada"),)),
        talk("one", "hall", "10:00-10:30", people=(speaker("ada"),)),
    )  # fmt: skip

    def offered(*sessions: str) -> bool:
        driver.page.document.select(sessions)
        return not field(driver).moderator.isHidden()

    def roles(session: str) -> list[str]:
        driver.page.document.select((session,))
        chip = field(driver).findChildren(PersonChip)[-1]  # the earlier ones are about to be deleted
        return [action.text() for action in chip.findChildren(QMenu)[0].actions()]

    assert (offered("one"), offered("coffee"), offered("coffee", "one")) == (True, False, True)
    assert [role for role in roles("one") if role not in roles("coffee")] == ["Moderator"]


def begin(driver: WindowDriver, *, moderator: bool = False) -> None:
    """Begin with the first session as it was at first, and the cursor in one of its lines."""
    driver.page.document.select(())
    driver.start_over()
    driver.page.document.select(("a",))
    driver.scrolled_to(field(driver).moderator if moderator else field(driver).adder).setFocus()


def test_leaving_the_line_adds_them_once_where_they_were_typed(driver: WindowDriver) -> None:
    driver.type("Cy")
    driver.key(Key.Key_Tab)
    assert (cast(driver, "a"), lines(driver), focused()) == ([("Cy", Role.SPEAKER)], ("", ""), field(driver).moderator)

    begin(driver)
    driver.type("Cy")
    driver.key(Key.Key_Return, Key.Key_Tab)
    assert cast(driver, "a") == [("Cy", Role.SPEAKER)]

    begin(driver)
    driver.type("Zed")
    driver.key(Key.Key_Escape, Key.Key_Tab)
    assert (cast(driver, "a"), lines(driver), driver.steps) == ([], ("", ""), [])

    begin(driver, moderator=True)
    driver.type("Cy")
    driver.click(driver.on_block("b"))
    assert (cast(driver, "a"), cast(driver, "b")) == ([("Cy", Role.MODERATOR)], [])
    assert (driver.page.document.selected, lines(driver)) == (("b",), ("", ""))

    begin(driver)
    driver.type("Cy")
    driver.does("delete")
    assert ("a" in driver.agenda.sessions, lines(driver)) == (False, ("", ""))


@pytest.mark.parametrize("other", ["b", "waiting", ""])
def test_so_does_whatever_else_shows_another_session_or_none(driver: WindowDriver, other: str) -> None:
    driver.type("Bo")

    driver.page.document.select((other,) if other else ())

    assert (cast(driver, "a"), lines(driver)) == ([("Bo", Role.SPEAKER)], ("", ""))
    assert not other or cast(driver, other) == []


def test_closing_the_window_adds_them(driver: WindowDriver) -> None:
    driver.type("Bo")
    workspace = driver.page.document.workspace

    driver.window.close()

    assert [a.person for a in workspace.agenda.sessions["a"].people] == ["bo"]


def test_who_cannot_be_added_is_not_put_on_the_other_one(hands_on: HandsOn) -> None:
    driver = hands_on(person("ada"), talk("a", "hall", "09:00-10:00", people=(speaker("ada"),)), talk("b"))
    driver.page.document.select(("a",))
    driver.scrolled_to(field(driver).adder).setFocus()
    driver.type("Ada")

    driver.page.document.select(("b",))

    assert (len(cast(driver, "a")), cast(driver, "b"), lines(driver)) == (1, [], ("", ""))
    assert "already has that role" in driver.window.notice.sentence.text()
