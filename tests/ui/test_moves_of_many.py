"""Several sessions moved at once: what would clash is asked about, what is over stays behind and is named."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint

from planner.commands.timeline import place, set_pinned
from planner.domain.value_objects import Kind
from tests.builders import DAY, Clock, day, room, talk
from tests.ui.window_driver import ALT, BOTTOM, CTRL, SHIFT, Key, WindowDriver

TAKEN = "This cannot be done, since a room would be double-booked."


CAST = (
    day(opens="09:00", closes="18:00"), day(DAY + timedelta(days=1)), room("hall"), room("lab", 1), room("den", 2),
    talk("one", "hall", "09:00-09:30"), talk("two", "hall", "10:00-10:30"), talk("three", "hall", "11:00-11:30"),
    talk("beside", "lab", "11:15-12:00"), talk("pin", "hall", "12:00-12:30", pinned=True),
    talk("tea", "", "14:00-14:30", kind=Kind.BREAK),
)  # fmt: skip
"""A room of three, a room beside it, and one more day."""


def places(driver: WindowDriver) -> list[str]:
    return [driver.where(name) for name in ("one", "two", "three")]


TEN = datetime(DAY.year, DAY.month, DAY.day, 8, tzinfo=UTC)
"""Ten o'clock of the first day at the conference."""
HALL = ["hall 09:00-09:30", "hall 10:00-10:30", "hall 11:00-11:30"]
LAB = [place.replace("hall", "lab") for place in HALL]


@pytest.mark.parametrize(
    "move",
    [
        pytest.param(lambda driver: driver.key(Key.Key_Right, modifiers=ALT), id="Alt and an arrow"),
        pytest.param(lambda driver: driver.key(Key.Key_M, Key.Key_Right, Key.Key_Return), id="M, an arrow and Enter"),
        pytest.param(lambda driver: driver.drag_by(driver.on_tile("one"), columns=1), id="a drag"),
    ],
)
def test_a_move_of_many_that_makes_a_clash_asks(driver: WindowDriver, move: Callable[[WindowDriver], None]) -> None:
    driver.selects("one", "two", "three")
    move(driver)
    bar = driver.page.reschedule_bar

    assert (places(driver), bar.isVisible(), bar.go.text(), bar.go.isEnabled()) == (HALL, True, "Move 3 sessions", True)
    assert "Lab is double-booked" in bar.summary.text()
    driver.key(Key.Key_Return)
    assert (places(driver), driver.steps, bar.isVisible()) == (LAB, ["Move 3 sessions"], False)
    assert driver.said.startswith("Done: Move 3 sessions.")


def test_what_clashes_with_nothing_moves_at_once_and_offers_to_undo(driver: WindowDriver) -> None:
    driver.key(Key.Key_Right, modifiers=ALT, of=("one", "two"))
    assert (places(driver), driver.said) == ([*LAB[:2], HALL[2]], "Done: Move 2 sessions.")
    assert driver.plan.selected == ("one", "two")
    driver.push("Undo")
    assert places(driver) == HALL


def test_what_is_over_stays_behind_and_is_named(driver: WindowDriver, clock: Clock) -> None:
    clock.now = TEN
    driver.key(Key.Key_Right, modifiers=ALT, of=("one", "two"))
    assert places(driver) == [HALL[0], LAB[1], HALL[2]]
    assert driver.said == "Done: Move “Two”. 1 session is over and stays: “One”."

    # whether taken by keys, by mouse or to another day
    for move in (
        lambda: driver.key(Key.Key_M, Key.Key_Right, Key.Key_Return),
        lambda: driver.drag_by(driver.on_tile("two"), columns=1),
    ):
        driver.anew("one", "two")
        move()
        assert places(driver) == [HALL[0], LAB[1], HALL[2]]
        assert "1 session is over and stays: “One”." in driver.said

    # what is over moves where it alone was chosen
    driver.key_anew(Key.Key_Right, modifiers=ALT, of="one")
    assert places(driver) == [LAB[0], *HALL[1:]]

    # while today is no day of the conference nothing is over
    clock.now = datetime(DAY.year + 1, 1, 1, tzinfo=UTC)
    driver.key_anew(Key.Key_Right, modifiers=ALT, of=("one", "two"))
    assert places(driver) == [*LAB[:2], HALL[2]]


def test_shift_what_follows_leaves_what_is_over_and_takes_it_if_asked(driver: WindowDriver, clock: Clock) -> None:
    clock.now = TEN
    driver.does("shift_rest")
    bar = driver.page.reschedule_bar
    assert (bar.time.text(), bar.also.isVisible(), bar.also.text()) == ("09:00", True, "Also what is over")
    assert "1 session is over and stays: “One”." in bar.summary.text()
    assert bar.go.text() == "Move 4 sessions"  # and tea gives
    driver.click(driver.on(bar.also))
    assert ("is over" in bar.summary.text(), bar.go.text()) == (False, "Move 5 sessions")
    driver.key(Key.Key_Escape)

    # and so it is on the day before, which is over
    clock.now = TEN + timedelta(days=1, hours=2)
    driver.does("close_gaps")
    assert (bar.summary.text(), bar.go.isEnabled()) == (
        "Nothing to move after 09:00. 3 sessions are over and stay: “Two”, “Three”, “Tea”.", False,
    )  # fmt: skip


def test_what_follows_is_not_moved_where_a_room_would_be_taken_twice(driver: WindowDriver) -> None:
    bar = driver.page.reschedule_bar
    driver.selects("three")
    for _press in range(7):
        driver.key(Key.Key_Right, modifiers=CTRL | SHIFT)
    assert (driver.where("three"), bar.isVisible(), bar.go.isEnabled()) == ("hall 11:00-12:00", True, False)
    assert TAKEN in bar.summary.text()
    driver.key(Key.Key_Return)  # on Cancel
    assert (driver.where("three"), bar.isVisible()) == ("hall 11:00-12:00", False)

    # nor by a drag with Shift
    driver.anew()
    driver.drag_by(driver.on_tile("three", BOTTOM) + QPoint(0, 1), minutes=50, modifiers=SHIFT)
    assert (driver.where("three"), bar.isVisible(), bar.go.isEnabled()) == ("hall 11:00-11:30", True, False)
    assert TAKEN in bar.summary.text()
    driver.key(Key.Key_Escape)
    assert (bar.isVisible(), driver.steps) == (False, [])


def test_what_is_asked_about_a_drop_on_another_day_is_asked_until_it_is_answered(driver: WindowDriver) -> None:
    """The dragged session, which is no longer selected, would lead back to its own day."""
    driver.document.apply(lambda agenda: set_pinned(agenda, "pin", on=False))
    driver.document.apply(lambda agenda: place(agenda, "pin", DAY + timedelta(days=1), 720, ["hall"]))
    driver.document.apply(lambda agenda: set_pinned(agenda, "pin", on=True))
    driver.key(Key.Key_M, of="one")
    driver.plan.show_day(driver.agenda.days_in_order[1])
    driver.key(*[Key.Key_PageDown] * 3, Key.Key_R)
    driver.plan.select(())
    driver.key(Key.Key_Return)

    assert (driver.where("one"), driver.page.reschedule_bar.isVisible()) == ("hall 09:00-09:30", True)


def test_what_is_dragged_in_and_would_take_a_room_twice_says_why_it_cannot(driver: WindowDriver) -> None:
    chip, before = driver.page.tray.palette_chips.chips[0], driver.agenda
    driver.drag(chip.mapTo(driver.window, chip.rect().center()), driver.on_slot("hall", "11:55"), SHIFT)
    bar = driver.page.reschedule_bar

    assert (bar.isVisible(), bar.go.isEnabled(), TAKEN in bar.summary.text()) == (True, False, True)
    assert driver.agenda == before
