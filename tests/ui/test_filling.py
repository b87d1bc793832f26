"""Fill in order: sessions from the tray are placed on the shown day one after another, and the rest stays."""

from planner.domain.value_objects import Kind
from planner.rules import check
from planner.rules.conflict import Severity
from tests.builders import agenda, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import WindowDriver
from ui.features.sessions.session_commands import fill_day


def places(driver: WindowDriver, *sessions: str) -> list[str]:
    return [driver.where(session) for session in sessions]


def test_all_that_waits_follows_one_another_in_the_first_room_in_the_order_of_the_list(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(opens="09:00", closes="12:00"), room("hall"), room("lab", 1),
        talk("a", minutes=45), talk("b", minutes=30), talk("c", minutes=20),
    )  # fmt: skip

    driver.does("fill_in_order")

    assert places(driver, "a", "b", "c") == ["hall 09:00-09:45", "hall 09:45-10:15", "hall 10:15-10:35"]
    assert driver.steps == ["Fill in 3 sessions"]
    assert driver.window.notice.sentence.text() == "Done: Fill in 3 sessions."
    driver.does("undo")
    assert places(driver, "a", "b", "c") == ["tray", "tray", "tray"]


def test_a_pause_goes_over_the_whole_venue_and_what_is_placed_stays(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(opens="09:00", closes="12:00"), room("hall"), room("lab", 1),
        talk("coffee", "", "09:45-10:00", kind=Kind.BREAK), talk("there", "hall", "10:00-10:30"),
        talk("a", minutes=45), talk("b", minutes=30), talk("pause", minutes=15, kind=Kind.BREAK), talk("c", minutes=30),
    )  # fmt: skip

    driver.does("fill_in_order")

    assert places(driver, "coffee", "there", "a", "b", "pause", "c") == [
        "everywhere 09:45-10:00", "hall 10:00-10:30", "hall 09:00-09:45", "hall 10:30-11:00", "everywhere 11:00-11:15",
        "hall 11:15-11:45",
    ]  # fmt: skip


def test_what_does_not_fit_into_one_room_goes_into_the_next_and_what_fits_nowhere_stays_and_is_said(
    hands_on: HandsOn,
) -> None:
    driver = hands_on(
        day(opens="09:00", closes="10:00"), room("hall"), room("lab", 1),
        talk("a", minutes=45), talk("b", minutes=45), talk("c", minutes=45), talk("d", minutes=15),
    )  # fmt: skip

    driver.does("fill_in_order")

    assert places(driver, "a", "b", "c", "d") == ["hall 09:00-09:45", "lab 09:00-09:45", "tray", "hall 09:45-10:00"]
    assert driver.window.notice.sentence.text() == "Done: Fill in 3 sessions. 1 session does not fit into the day."


def test_nobody_is_in_two_rooms_at_once() -> None:
    plan = agenda(
        day(opens="09:00", closes="10:00"), room("hall"), room("lab", 1), person("ada"),
        talk("a", minutes=60, people=(speaker("ada"),)), talk("b", minutes=30, people=(speaker("ada"),)),
    )  # fmt: skip

    filled = fill_day(plan, plan.days_in_order[0], ["a", "b"])

    after = plan.after(filled.change)
    assert filled.left == ("b",)
    assert [found for found in check(after) if found.severity is Severity.PROBLEM] == []


def test_a_day_without_room_is_said(hands_on: HandsOn) -> None:
    driver = hands_on(day(opens="09:00", closes="09:30"), room("hall"), talk("a", minutes=45))

    driver.does("fill_in_order")

    assert (driver.where("a"), driver.steps) == ("tray", [])
    assert driver.window.notice.sentence.text().startswith("The day has no free place for what waits.")
