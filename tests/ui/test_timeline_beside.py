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


def lies(driver: WindowDriver, session: str) -> str:
    """Return the day and the place of a session."""
    placement = driver.agenda.sessions[session].placement
    assert placement
    return f"{placement.span.day.day} {driver.where(session)}"


def test_the_timeline_stands_among_the_other_days_and_lets_one_work_there(driver: WindowDriver) -> None:
    views, canvas = [driver.timeline.view, other(driver, 1), other(driver, 2)], driver.timeline.canvas
    assert left_to_right(driver) == ["[25]", "26", "27"]
    assert [view.source.model.keys for view in views] == [("keynote",), ("shop",), ("end",)]

    # they are as wide as each other, and their hours beside each other
    widths = [view.canvas.width() for view in views]
    assert max(widths) - min(widths) <= 1
    assert len({(view.grid.first, view.grid.last, view.grid.scale) for view in views}) == 1
    canvas.zoom(3)
    canvas.verticalScrollBar().setValue(200)
    assert {(view.canvas.scale_now, view.canvas.verticalScrollBar().value()) for view in views} == {
        (canvas.scale_now, 200)
    }
    canvas.fit()

    # whoever presses in another day has the timeline there
    driver.page.tray.search.setFocus()
    driver.click(on_other(driver, 1, "shop"))
    assert left_to_right(driver) == ["25", "[26]", "27"]
    assert (driver.page.document.selected, focused()) == (("shop",), driver.timeline.canvas)

    # one drag is enough there
    driver.anew()
    driver.drag_by(on_other(driver, 1, "shop"), minutes=60)
    assert lies(driver, "shop") == "26 lab 14:00-15:00"

    # what is carried over another day lands there, from the tray too
    driver.anew()
    driver.drag(driver.on_card("waiting"), on_other(driver, 1, "shop") - driver.by(minutes=90))
    assert lies(driver, "waiting").startswith("26 lab")
    driver.anew()
    driver.drag(driver.on_block("keynote"), on_other(driver, 2, "end") - driver.by(minutes=120))
    assert lies(driver, "keynote").startswith("27 hall")
    assert left_to_right(driver) == ["25", "26", "[27]"]

    # days come and go
    driver.anew()
    document = driver.page.document
    document.apply(lambda now: add_day(now, "new", when=DAYS[2] + timedelta(1)))
    assert left_to_right(driver) == ["[25]", "26", "27", "28"]
    document.apply(lambda now: delete_day(now, DAYS[0].isoformat()))
    assert left_to_right(driver) == ["[26]", "27", "28"]
    assert 3 * driver.timeline.canvas.width() == pytest.approx(driver.page.timeline_page.beside.width(), abs=3)
    driver.does("undo")
    assert left_to_right(driver) == ["[25]", "26", "27", "28"]  # in its place again

    # alone again it is the day that is shown
    driver.anew()
    driver.key(Key.Key_PageDown, modifiers=CTRL)
    assert left_to_right(driver) == ["25", "[26]", "27"]
    driver.key(Key.Key_1, modifiers=CTRL | SHIFT)
    assert left_to_right(driver) == ["[26]"]


def test_they_are_there_the_next_time_but_more_than_five_are_too_many(driver: WindowDriver) -> None:
    path, all_days = driver.page.document.workspace.path, driver.window.actions_by_name["all_days"]
    driver.does("close")
    driver.window.open_path(path)
    assert (left_to_right(driver), all_days.isChecked()) == (["[25]", "26", "27"], True)

    for n in range(3, 6):
        driver.page.document.apply(lambda now, n=n: add_day(now, f"new{n}", when=DAY + timedelta(n)))
    assert (left_to_right(driver), all_days.isEnabled()) == (["[25]"], False)


def test_one_day_has_nothing_beside_it(hands_on: HandsOn) -> None:
    assert not hands_on(room("hall")).window.actions_by_name["all_days"].isEnabled()
