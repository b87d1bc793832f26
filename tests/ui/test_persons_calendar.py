"""A calendar for one person, from the person: written alone, and shown in its folder."""

from pathlib import Path

import pytest

from planner.commands.timeline import place
from planner.domain.entities import Person
from tests.builders import DAY, Clock, day, moderator, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.test_typed_verbs import typed
from tests.ui.window_driver import WindowDriver
from ui.kit.widgets import notice_bar
from ui.shell.conference_commands import MENUS


@pytest.fixture
def driver(hands_on: HandsOn, answers: Answers) -> WindowDriver:
    """Return a window driver for a list of three people, one of whom is on nothing; no dialog is expected."""
    driver = hands_on(
        day(), room("hall"), person("ada", email="ada@example.org"), person("bo"), person("cy"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("panel", "hall", "11:00-11:30", people=(speaker("bo"), moderator("ada"))),
        talk("closing", "hall", "12:00-12:30", people=(speaker("bo"),)),
    )  # fmt: skip
    driver.does("go_people")
    return driver


def sent(driver: WindowDriver) -> set[str]:
    """Return the keys of the calendars that were sent."""
    files = driver.page.document.workspace.releases.ledger().files
    return {key for key in files if files[key].was_sent}


def titles(path: Path) -> list[str]:
    return [line.partition(":")[2] for line in path.read_text("utf-8").splitlines() if line.startswith("SUMMARY")]


def test_it_holds_what_they_are_in_and_nothing_else_is_sent_and_the_next_one_goes_where_the_last_one_went(
    driver: WindowDriver, answers: Answers, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(notice_bar, "show_in_folder", shown.append)
    driver.page.document.plan.show(Person, "ada")
    answers.saves = tmp_path / "ada.ics"

    driver.does("person_calendar")

    assert [name.name for name in answers.offered] == ["the-conference-2024-ada.ics"]
    assert (titles(answers.saves), sent(driver)) == (["Keynote", "Panel"], {"person:ada"})
    assert driver.said == f"Version 1 is saved in {answers.saves}. It holds only the sessions of Ada: mail it."
    driver.push("Show in folder")
    assert shown == [answers.saves]

    driver.page.document.apply(lambda now: place(now, "keynote", DAY, 10 * 60, ("hall",)))
    clock.forward(minutes=5)

    driver.does("person_calendar")

    assert (len(answers.offered), driver.said.startswith("Version 2 is saved")) == (1, True)
    assert "T100000" in answers.saves.read_text("utf-8")


@pytest.mark.parametrize("replaces", [True, False])
def test_what_lies_there_is_replaced_only_when_asked(
    driver: WindowDriver, answers: Answers, tmp_path: Path, replaces: bool
) -> None:
    driver.page.document.plan.show(Person, "ada")
    answers.saves, answers.leaves = tmp_path / "ada.ics", replaces
    answers.saves.write_text("mine", "utf-8")

    driver.does("person_calendar")

    assert [question for question, _more in answers.left] == ["Replace the file?"]
    assert (answers.saves.read_text("utf-8") != "mine", sent(driver) != set()) == (replaces, replaces)


def test_who_is_in_no_session_gets_none_and_that_is_said(driver: WindowDriver) -> None:
    driver.does("person_calendar", shown=(Person, "cy"))
    assert driver.said == (
        "“Cy” is in no session of the programme. A calendar holds what is placed, not called off and not declined."
    )


def test_it_is_found_on_the_person_and_by_typing(driver: WindowDriver) -> None:
    action = driver.window.actions_by_name["person_calendar"]
    driver.page.document.plan.show(Person, "ada", "bo")
    assert ("person_calendar" in MENUS[Person], action.isEnabled()) == (True, False)
    driver.page.document.plan.show(Person, "ada")
    assert (action.text(), action.isEnabled()) == ("&Calendar for this person…", True)
    assert [hit.title for hit in typed(driver, "calendar person").hits.rows] == ["Calendar for a person"]
