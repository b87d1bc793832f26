"""A session is called off, from the menus, by typing and in its form; and the whole conference, in a later version."""

from pathlib import Path

import pytest

from planner.commands.timeline import unplace
from planner.domain.entities import Session
from planner.domain.value_objects import Kind, Status
from planner.wording import wording
from tests.builders import FRIDAY, day, room, talk
from tests.ui.answers import Answers, publishes
from tests.ui.fields import editor
from tests.ui.test_finder import palette
from tests.ui.test_typed_verbs import typed
from tests.ui.window_driver import HandsOn, Key, WindowDriver

CAST = (
    day(), day(FRIDAY), room("hall"), talk("one", "hall", "09:00-09:30"), talk("two"),
    talk("key", "hall", "09:00-09:45", on=FRIDAY, kind=Kind.KEYNOTE, title="Trams"),
)  # fmt: skip


def off(driver: WindowDriver) -> set[str]:
    return {name for name, session in driver.agenda.sessions.items() if session.status is Status.CANCELLED}


def test_what_is_selected_is_called_off_and_held_after_all(driver: WindowDriver) -> None:
    action = driver.actions["call_off"]
    driver.plan.select(("one", "two"))
    assert action.text() == "&Call off"
    driver.does("call_off")
    assert (off(driver), driver.steps[-1], action.text()) == (
        {"one", "two"},
        "Call off 2 sessions",
        "Not &called off",
    )

    driver.does("call_off", of="one")
    assert (off(driver), driver.steps[-1]) == ({"two"}, "Hold “One” after all")
    driver.does("call_off", of=("one", "two"))
    assert (off(driver), driver.steps[-1]) == ({"one", "two"}, "Call off “One”")


@pytest.mark.parametrize("text", ["call off", "cancel", "inställd", "ställ in"])
def test_ctrl_k_calls_off_what_is_selected_and_asks_which_if_nothing_is(hands_on: HandsOn, text: str) -> None:
    language = "sv" if "ä" in text else "en"
    driver = hands_on(room("hall"), talk("one", "hall", "09:00-09:30"), talk("two"), words=wording(language))
    driver.plan.select(("one",))
    assert [hit.title for hit in typed(driver, text).hits.rows] == [wording(language)("Call off")]
    driver.key(Key.Key_Return)
    assert off(driver) == {"one"}

    driver.plan.select(())
    typed(driver, text)
    driver.key(Key.Key_Return)
    assert [hit.title for hit in palette(driver).hits.rows] == ["Two"]  # one is off already
    driver.key(Key.Key_Return, Key.Key_Return)
    assert off(driver) == {"one", "two"}


@pytest.mark.parametrize("text", ["cancel keynote", "ställ in trams 26", "Trams inställd", "call off fri"])
def test_which_session_is_typed_and_one_out_of_sight_is_asked_about(driver: WindowDriver, text: str) -> None:
    finder = typed(driver, text)
    assert [(hit.title, hit.detail, hit.sort) for hit in finder.hits.rows] == [
        ("Trams", "Fri 26 Apr 09:00–09:45 Hall", "Call off")
    ]
    assert finder.summary.text() == "1 found · Enter asks before it is called off."
    driver.key(Key.Key_Return)
    assert (off(driver), driver.page.reschedule_bar.summary.text()) == (
        set(),
        "Call off “Trams”: Nothing new would clash.",
    )
    driver.key(Key.Key_Return)
    assert (off(driver), driver.plan.day.date) == ({"key"}, FRIDAY)

    driver.does("undo")
    assert typed(driver, text).summary.text() == "1 found · Enter calls it off, Escape closes."
    driver.key(Key.Key_Return)
    assert off(driver) == {"key"}


@pytest.mark.parametrize("height", [400, 740, 1000])
def test_the_list_of_the_status_shows_all_there_is_to_choose(driver: WindowDriver, height: int) -> None:
    driver.window.resize(790, height)
    driver.plan.select(("one",))
    driver.page.side.open()
    box = editor(driver, Session, "status")
    box.showPopup()
    view, last = box.view(), box.view().model().index(2, 0)

    assert last.data() == "Cancelled"
    assert view.visualRect(last).bottom() <= view.viewport().rect().bottom()
    assert view.window().rect().contains(view.geometry())
    box.hidePopup()


def test_calling_a_conference_off_is_asked_about_once(hands_on: HandsOn, answers: Answers, tmp_path: Path) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "10:00-10:30"))
    document, answers.does, answers.fills = driver.document, publishes, tmp_path
    file = tmp_path / "the-conference-2024.ics"

    def publish(answer: bool) -> tuple[int, int]:
        answers.leaves = answer
        driver.does("send")
        sent = document.workspace.releases.last
        return sent.number if sent else 0, file.read_bytes().count(b"STATUS:CANCELLED")

    assert publish(False) == (1, 0)
    for name in ("one", "two"):
        document.apply(lambda now, name=name: unplace(now, name))
    assert [publish(answer) for answer in (False, True, False)] == [(1, 0), (2, 2), (2, 2)]
    more = "No session is placed any more. Version 2 shows all 2 sessions that attendees have as cancelled in every"
    assert answers.left == [("Call the conference off?", f"{more} calendar.")] * 2
