"""Today: the day on which a conference opens, and going to the current time."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import DAY, Clock, day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Key, WindowDriver


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for three days, the second until 3 in the morning, opened weeks before them."""
    second, third = day(DAY + timedelta(1), closes="27:00"), day(DAY + timedelta(2))
    return hands_on(day(), second, third, room("hall"), talk("keynote", "hall", "09:00-09:45"))


def opened_again(driver: WindowDriver, clock: Clock, hours: int, days: int) -> int:
    """Close the conference, open it at that time in UTC so many days after the first, and return the shown day."""
    path = driver.workspace.path
    driver.does("close")
    clock.now = datetime(DAY.year, DAY.month, DAY.day, hours, tzinfo=UTC) + timedelta(days)
    driver.window.open_path(path)
    return (driver.plan.day.date - DAY).days


@pytest.mark.parametrize(
    ("hours", "days", "shown"),
    [
        pytest.param(12, -50, 0, id="the first before the conference"),
        pytest.param(6, 0, 0, id="the first day"),
        pytest.param(6, 1, 1, id="the second day"),
        pytest.param(23, 1, 1, id="one o'clock in Stockholm, in the night that belongs to the second day"),
        pytest.param(2, 2, 2, id="the third once that night is over"),
        pytest.param(12, 3, 0, id="the first after the conference"),
    ],
)
def test_it_opens_on_today(driver: WindowDriver, clock: Clock, hours: int, days: int, shown: int) -> None:
    assert opened_again(driver, clock, hours, days) == shown
    assert driver.page.timeline_page.day_tabs.currentIndex() == shown
    assert driver.actions["now"].isEnabled() == (0 <= days < 3)


def test_it_opens_on_the_day_last_seen_in_this_file_where_today_is_none(driver: WindowDriver, clock: Clock) -> None:
    driver.does("next_day", "next_day")
    for days, shown in ((-9, 2), (1, 1), (-9, 1)):
        assert opened_again(driver, clock, 6, days) == shown

    # one that was deleted since is none
    driver.plan.view_state.remember_conference_setting("sight", "gone 1 1 1")
    assert driver.page.timeline_page.stored_day is None


def test_go_to_now_shows_today_and_the_line(driver: WindowDriver, clock: Clock) -> None:
    driver.key(Key.Key_G, modifiers=CTRL)
    assert (driver.actions["now"].isEnabled(), driver.plan.day.date) == (False, DAY)

    clock.now = datetime(DAY.year, DAY.month, DAY.day, 13, tzinfo=UTC) + timedelta(1)  # 15:00 in Stockholm
    driver.timeline.view.now.ticked.emit()
    driver.canvas.zoom(4)
    driver.does("go_people")
    driver.key(Key.Key_G, modifiers=CTRL)
    y = driver.timeline.view.grid.y(15 * 60) - driver.canvas.verticalScrollBar().value()
    assert (driver.page.places.shown, driver.plan.day.date) == ("agenda", DAY + timedelta(1))
    assert 0 < y < driver.canvas.viewport().height()


def test_what_is_scrolled_to_begins_with_a_whole_half_hour(driver: WindowDriver, clock: Clock) -> None:
    view, bar = driver.timeline.view, driver.canvas.verticalScrollBar()
    driver.canvas.zoom(4)
    beginning = set()
    for n in range(0, 180, 10):  # from eleven o'clock in Stockholm
        clock.now = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=UTC) + timedelta(minutes=n)
        view.now.ticked.emit()
        view.scroll_to_now()
        beginning.add(round(view.grid.minute(bar.value() + 8)))

    assert beginning == {600, 630, 660, 690, 720, 750}
