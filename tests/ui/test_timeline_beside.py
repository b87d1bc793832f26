"""All days of a small conference beside each other."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint

from planner.commands.venue import add_day, delete_day
from tests.builders import DAY, day, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, SHIFT, Key, WindowDriver, focused
from ui.features.timeline.day_view import DayView

pytestmark = pytest.mark.usefixtures("forms_sleep")

DAYS = tuple(DAY + timedelta(n) for n in range(3))
CAST = (
    day(DAYS[0]), day(DAYS[1], opens="10:00", closes="20:00", title="Workshops"), day(DAYS[2]),
    room("hall"), room("lab", 1), talk("keynote", "hall", "09:00-10:00"),
    talk("shop", "lab", "13:00-14:00", on=DAYS[1]),
    talk("end", "hall", "16:00-17:00", on=DAYS[2]), talk("waiting"),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for three days, all in sight."""
    driver = hands_on(*CAST)
    driver.key(Key.Key_1, modifiers=CTRL | SHIFT)
    driver.timeline.canvas.fit()
    return driver


def other(driver: WindowDriver, n: int) -> DayView:
    """Return one of the days beside the timeline's own."""
    return driver.page.timeline_page.beside.others[DAYS[n].isoformat()]


def on_other(driver: WindowDriver, n: int, session: str) -> QPoint:
    """Return the middle of a block on that day, as a point of the window."""
    view = other(driver, n)
    box = view.boxes_of(session)[0].translated(-view.canvas.scene.area.topLeft()).toRect()
    assert view.canvas.viewport().rect().contains(box)
    return view.canvas.viewport().mapTo(driver.window, box.center())


def left_to_right(driver: WindowDriver) -> list[str]:
    """Return the days from left to right, the timeline's own in brackets."""
    views = [
        view
        for view in (driver.timeline.view, *driver.page.timeline_page.beside.others.values())
        if view.canvas.isVisible()
    ]
    views.sort(key=lambda view: view.canvas.mapTo(driver.window, QPoint(0, 0)).x())
    dates = [(view, view.source.day.date.day) for view in views]
    return [f"[{date}]" if view is driver.timeline.view else str(date) for view, date in dates]


def test_the_timeline_stands_among_the_other_days(driver: WindowDriver) -> None:
    assert left_to_right(driver) == ["[25]", "26", "27"]
    assert [view.source.model.keys for view in (driver.timeline.view, other(driver, 1), other(driver, 2))] == [
        ("keynote",), ("shop",), ("end",),
    ]  # fmt: skip

    driver.key(Key.Key_PageDown, modifiers=CTRL)
    assert left_to_right(driver) == ["25", "[26]", "27"]

    driver.key(Key.Key_1, modifiers=CTRL | SHIFT)
    assert left_to_right(driver) == ["[26]"]


def test_the_days_are_as_wide_as_each_other_and_their_hours_beside_each_other(driver: WindowDriver) -> None:
    # they are as wide as each other
    widths = [view.canvas.width() for view in (driver.timeline.view, other(driver, 1), other(driver, 2))]
    assert max(widths) - min(widths) <= 1

    # the hours are beside each other
    grids = [view.grid for view in (driver.timeline.view, other(driver, 1), other(driver, 2))]
    assert len({(grid.first, grid.last, grid.scale) for grid in grids}) == 1
    driver.timeline.canvas.zoom(3)
    driver.timeline.canvas.verticalScrollBar().setValue(200)
    assert {other(driver, n).canvas.scale_now for n in (1, 2)} == {driver.timeline.canvas.scale_now}
    assert {other(driver, n).canvas.verticalScrollBar().value() for n in (1, 2)} == {200}


def test_whoever_presses_in_another_day_has_the_timeline_there(driver: WindowDriver) -> None:
    driver.page.tray.search.setFocus()

    driver.click(on_other(driver, 1, "shop"))

    assert left_to_right(driver) == ["25", "[26]", "27"]
    assert (driver.page.document.selected, focused()) == (("shop",), driver.timeline.canvas)


def test_one_drag_is_enough_there(driver: WindowDriver) -> None:
    driver.drag_by(on_other(driver, 1, "shop"), minutes=60)

    assert driver.agenda.sessions["shop"].placement == talk("x", "lab", "14:00-15:00", on=DAYS[1]).placement


def test_what_is_carried_over_another_day_lands_there(driver: WindowDriver) -> None:
    # from the tray too
    driver.drag(driver.on_card("waiting"), on_other(driver, 1, "shop") - driver.by(minutes=90))
    placement = driver.agenda.sessions["waiting"].placement
    assert placement
    assert (placement.span.day, placement.rooms) == (DAYS[1], ("lab",))

    # carried over another day it lands there
    driver.anew()
    target = on_other(driver, 2, "end") - driver.by(minutes=120)
    driver.drag(driver.on_block("keynote"), target)
    placement = driver.agenda.sessions["keynote"].placement
    assert placement
    assert (placement.span.day, placement.rooms, left_to_right(driver)) == (DAYS[2], ("hall",), ["25", "26", "[27]"])


def test_days_come_and_go(driver: WindowDriver) -> None:
    document = driver.page.document

    document.apply(lambda now: add_day(now, "new", when=DAYS[2] + timedelta(1)))
    assert left_to_right(driver) == ["[25]", "26", "27", "28"]

    document.apply(lambda now: delete_day(now, DAYS[0].isoformat()))
    assert left_to_right(driver) == ["[26]", "27", "28"]
    assert 3 * driver.timeline.canvas.width() == pytest.approx(driver.page.timeline_page.beside.width(), abs=3)
    driver.does("undo")
    assert left_to_right(driver) == ["[25]", "26", "27", "28"]  # in its place again


def test_more_than_five_are_too_many(driver: WindowDriver) -> None:
    for n in range(3, 6):
        driver.page.document.apply(lambda now, n=n: add_day(now, f"new{n}", when=DAY + timedelta(n)))

    assert (left_to_right(driver), driver.window.actions_by_name["all_days"].isEnabled()) == (["[25]"], False)


def test_one_day_has_nothing_beside_it(hands_on: HandsOn) -> None:
    assert not hands_on(room("hall")).window.actions_by_name["all_days"].isEnabled()


def test_they_are_there_the_next_time(driver: WindowDriver) -> None:
    path = driver.page.document.workspace.path

    driver.does("close")
    driver.window.open_path(path)

    assert left_to_right(driver) == ["[25]", "26", "27"]
    assert driver.window.actions_by_name["all_days"].isChecked()
