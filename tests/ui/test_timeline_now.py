"""The line at the current time, and the minimap beside a day that is taller than the window."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

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
    # now is where the conference is
    at(clock, 8, 30)
    assert driver.timeline.view.now.minute(driver.timeline.view.grid) == 10 * 60 + 30  # Stockholm, in summer

    # it is not said on another day or outside it
    for hours, days in (
        (1, 0),
        (20, 0),
        (8, 1),
        (8, -1),
    ):
        at(clock, hours, days=days)
        assert driver.timeline.view.now.minute(driver.timeline.view.grid) is None


def test_a_night_that_goes_on_is_still_the_day_before(hands_on: HandsOn, clock: Clock) -> None:
    driver = hands_on(day(closes="27:00"), room("hall"), talk("party", "hall", "22:00-26:00"))
    at(clock, 23, 30)

    assert driver.timeline.view.now.minute(driver.timeline.view.grid) == 25 * 60 + 30


def _line(driver: WindowDriver, minute: int) -> bool:
    """Return whether the screen shows the line."""
    y = round(driver.timeline.view.grid.y(minute)) - driver.timeline.canvas.verticalScrollBar().value()
    image = driver.timeline.canvas.viewport().grab(QRect(40, y - 1, 4, 3)).toImage()
    return any(image.pixel(1, row) == QColor(LIGHT.accent).rgb() for row in range(3))


def test_it_is_a_line_that_moves_while_somebody_sees_it(driver: WindowDriver, clock: Clock) -> None:
    # the ruler says the time
    before = driver.timeline.frame.ruler.grab().toImage()
    at(clock, 9)
    assert driver.timeline.frame.ruler.grab().toImage() != before

    # it is a line that moves
    at(clock, 9)
    driver.timeline.view.now.ticked.emit()
    assert _line(driver, 11 * 60)
    at(clock, 10)
    driver.timeline.view.now.ticked.emit()
    assert (_line(driver, 11 * 60), _line(driver, 12 * 60)) == (False, True)

    # nobody looks at the clock who is not seen
    assert driver.timeline.view.now.timer.isActive()
    driver.does("go_people")
    assert not driver.timeline.view.now.timer.isActive()
    driver.does("go_agenda")
    assert driver.timeline.view.now.timer.isActive()


# the minimap ---------------------------------------------------------------------------------------------


def test_the_overview_is_there_for_a_tall_day_with_a_frame_that_scrolls(driver: WindowDriver) -> None:
    # it is there when the day is taller than the window
    overview = driver.timeline.frame.strip
    width = driver.timeline.canvas.viewport().width()
    assert not overview.isVisible()
    driver.timeline.canvas.zoom(3)
    assert (overview.isVisible(), driver.timeline.canvas.viewport().width()) == (True, width - STRIP)
    assert (overview.height(), overview.accessibleName()) == (
        driver.timeline.canvas.viewport().height(),
        "Overview of the day",
    )
    driver.timeline.canvas.fit()
    assert (overview.isVisible(), driver.timeline.canvas.viewport().width()) == (False, width)

    # the frame is what is seen
    timeline = driver.timeline
    timeline.canvas.zoom(2)
    timeline.canvas.verticalScrollBar().setValue(timeline.canvas.verticalScrollBar().maximum())
    seen = timeline.frame.strip.seen
    assert seen.bottom() == pytest.approx(timeline.frame.strip.height(), abs=1)
    assert seen.height() == pytest.approx(timeline.frame.strip.height() / 2, abs=1)

    # a click and a drag scroll there
    timeline.canvas.zoom(3)
    overview, bar = timeline.frame.strip, timeline.canvas.verticalScrollBar()
    bottom = driver.on(overview) + QPoint(0, overview.height() // 2 - 3)
    driver.click(bottom)
    assert bar.value() == bar.maximum()
    driver.drag(bottom, driver.on(overview))
    assert overview.seen.center().y() == pytest.approx(overview.height() / 2, abs=2)


def test_it_shows_where_blocks_are_and_what_is_dimmed(driver: WindowDriver, qtbot: QtBot) -> None:
    timeline = driver.timeline
    timeline.canvas.zoom(3)
    plain = timeline.frame.strip.grab().toImage()

    driver.page.document.view_state.set_filter(SessionFilter("keynote"))

    assert timeline.frame.strip.grab().toImage() != plain
    driver.page.document.view_state.set_filter(SessionFilter())
    assert timeline.frame.strip.grab().toImage() == plain
