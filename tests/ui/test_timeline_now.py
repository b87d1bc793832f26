"""The line at the current time, and the minimap beside a day that is taller than the window."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor

from tests.builders import DAY, Clock, day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import WindowDriver
from ui.features.timeline.day_view import STRIP
from ui.kit.theme.theme import LIGHT
from ui.state.view_state import SessionFilter

pytestmark = pytest.mark.usefixtures("forms_sleep")

CAST = (
    day(), day(DAY + timedelta(1)), room("hall"), room("lab", 1), talk("keynote", "hall", "09:00-09:45"),
    talk("late", "lab", "16:00-17:00"),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two days; it is March, and the conference is in April."""
    return hands_on(*CAST)


def at(clock: Clock, hours: int, minutes: int = 0, days: int = 0) -> None:
    """Set the clock to that time of the first day, in UTC."""
    clock.now = datetime(DAY.year, DAY.month, DAY.day + days, hours, minutes, tzinfo=UTC)


# the current time ----------------------------------------------------------------------------------------


def test_now_is_where_the_conference_is_and_not_on_another_day(driver: WindowDriver, clock: Clock) -> None:
    view = driver.timeline.view
    for hours, minutes, days, shown in (
        (8, 30, 0, 10 * 60 + 30),  # Stockholm, in summer
        (1, 0, 0, None), (20, 0, 0, None), (8, 0, 1, None), (8, 0, -1, None),  # outside it, or on another day
    ):  # fmt: skip
        at(clock, hours, minutes, days)
        assert view.now.minute(view.grid) == shown

    # the ruler says the time
    before = driver.timeline.frame.ruler.grab().toImage()
    at(clock, 9)
    assert driver.timeline.frame.ruler.grab().toImage() != before

    # it is a line that moves
    view.now.ticked.emit()
    assert _line(driver, 11 * 60)
    at(clock, 10)
    view.now.ticked.emit()
    assert (_line(driver, 11 * 60), _line(driver, 12 * 60)) == (False, True)

    # nobody looks at the clock who is not seen
    assert view.now.timer.isActive()
    for place, runs in (("go_people", False), ("go_agenda", True)):
        driver.does(place)
        assert view.now.timer.isActive() is runs


def test_a_night_that_goes_on_is_still_the_day_before(hands_on: HandsOn, clock: Clock) -> None:
    driver = hands_on(day(closes="27:00"), room("hall"), talk("party", "hall", "22:00-26:00"))
    at(clock, 23, 30)

    assert driver.timeline.view.now.minute(driver.timeline.view.grid) == 25 * 60 + 30


def _line(driver: WindowDriver, minute: int) -> bool:
    """Return whether the screen shows the line."""
    y = round(driver.timeline.view.grid.y(minute)) - driver.timeline.canvas.verticalScrollBar().value()
    image = driver.timeline.canvas.viewport().grab(QRect(40, y - 1, 4, 3)).toImage()
    return any(image.pixel(1, row) == QColor(LIGHT.accent).rgb() for row in range(3))


# the minimap ---------------------------------------------------------------------------------------------


def test_the_overview_is_there_for_a_tall_day_with_a_frame_that_scrolls(driver: WindowDriver) -> None:
    # it is there when the day is taller than the window
    canvas, overview = driver.timeline.canvas, driver.timeline.frame.strip
    width, bar = canvas.viewport().width(), canvas.verticalScrollBar()
    assert not overview.isVisible()
    canvas.zoom(3)
    assert (overview.isVisible(), canvas.viewport().width()) == (True, width - STRIP)
    assert (overview.height(), overview.accessibleName()) == (canvas.viewport().height(), "Overview of the day")
    canvas.fit()
    assert (overview.isVisible(), canvas.viewport().width()) == (False, width)

    # the frame is what is seen
    canvas.zoom(2)
    bar.setValue(bar.maximum())
    high = overview.height()
    assert (overview.seen.bottom(), overview.seen.height()) == (
        pytest.approx(high, abs=1), pytest.approx(high / 2, abs=1),
    )  # fmt: skip

    # a click and a drag scroll there
    canvas.zoom(3)
    bottom = driver.on(overview) + QPoint(0, overview.height() // 2 - 3)
    driver.click(bottom)
    assert bar.value() == bar.maximum()
    driver.drag(bottom, driver.on(overview))
    assert overview.seen.center().y() == pytest.approx(overview.height() / 2, abs=2)

    # it shows where blocks are and what is dimmed
    plain = overview.grab().toImage()
    for searched, same in (("keynote", False), ("", True)):
        driver.page.document.view_state.set_filter(SessionFilter(searched))
        assert (overview.grab().toImage() == plain) is same
