"""Repainting of the timeline: every changed part, and little else."""

from datetime import timedelta
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication, QMargins, QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget

from planner.commands.edit import edit
from planner.commands.ripple import delay
from planner.commands.timeline import place, unplace
from planner.domain.entities import Day, Person
from planner.domain.span import minutes_of
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import SHIFT, TOP, Key, Painted, WindowDriver
from ui.state.canvas.canvas import Canvas

pytestmark = pytest.mark.usefixtures("forms_sleep")

NEXT = DAY + timedelta(days=1)
CAST = (
    day(opens="09:00", closes="13:00"), room("hall"), room("lab", 1), room("attic", 2), person("ada"),
    talk("one", "hall", "09:00-09:40", people=(speaker("ada"),)), talk("two", "hall", "09:50-10:20"),
    talk("three", "hall", "12:00-12:50"),
    talk("beside", "attic", "10:00-10:30", people=(speaker("ada"),)), talk("aside", "lab", "09:00-12:30"),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a morning in three rooms, one of which has a session that nothing changes."""
    return hands_on(*CAST)


def on_viewport(driver: WindowDriver, box: QRectF) -> QRect:
    """Return the viewport's part for a box of the grid."""
    return box.translated(-driver.timeline.canvas.scene.area.topLeft()).toRect()


def painted(watch: Painted) -> QRegion:
    """Return the region painted since the last call."""
    QCoreApplication.sendPostedEvents()
    found, watch.region = watch.region, QRegion()
    return found


def watched(driver: WindowDriver) -> Painted:
    """Return a watch over what is painted of the timeline from now on."""
    watch = Painted(driver.timeline.canvas.viewport())
    painted(watch)
    return watch


def making_way(driver: WindowDriver) -> list[QRect]:
    """Return the viewport's parts of what makes way for the dragged session."""
    ghosts = driver.timeline.view.ghost.besides(driver.held, driver.timeline.view.grid)
    return [on_viewport(driver, box) for box in ghosts]


def is_within(region: QRegion, box: QRect) -> bool:
    """Return whether a region contains a box."""
    return QRegion(box).subtracted(region).isEmpty()


def is_outlined(driver: WindowDriver, name: str) -> bool:
    """Return whether a block has a line, or an outline, in the colour of problems."""
    image = (
        driver.timeline.canvas.viewport().grab(on_viewport(driver, driver.timeline.view.boxes_of(name)[0])).toImage()
    )
    row, problem = image.height() - 12, driver.page.document.presentation.theme.colour("problem")
    return any(image.pixelColor(x, row) == problem for x in range(image.width()))


def test_what_makes_way_is_painted_where_it_was_and_where_it_would_be_and_no_other_room_is(
    driver: WindowDriver,
) -> None:
    driver.take(driver.on_block("one"), driver.on_block("one") + driver.by(minutes=10), SHIFT)
    watch = watched(driver)
    ghosts = making_way(driver)

    driver.move(driver.on_block("one") + driver.by(minutes=15), SHIFT)

    region = painted(watch)
    assert len(ghosts) == 2
    assert all(is_within(region, ghost) for ghost in (*ghosts, *making_way(driver)))
    aside = on_viewport(driver, driver.timeline.view.boxes_of("aside")[0])
    assert region.intersected(aside.adjusted(10, aside.height() // 2, -10, -10)).isEmpty()  # the label lies above


def test_what_no_longer_makes_way_is_painted_as_it_was(driver: WindowDriver) -> None:
    driver.take(driver.on_block("one"), driver.on_block("one") + driver.by(minutes=15), SHIFT)
    watch = watched(driver)
    ghosts = making_way(driver)

    driver.move(driver.on_block("one") + driver.by(minutes=5))

    region = painted(watch)
    there = [on_viewport(driver, driver.timeline.view.boxes_of(name)[0]) for name in ("two", "three")]
    assert all(is_within(region, box) for box in (*ghosts, *there))


def test_one_that_meets_another_is_outlined_and_what_makes_way_has_the_size_of_the_zoom(driver: WindowDriver) -> None:
    # one that meets another in another room is marked there, and so are both once they clash
    driver.take(driver.on_block("one"), driver.on_block("one") + driver.by(minutes=15), SHIFT)
    watch = watched(driver)
    driver.move(driver.on_block("one") + driver.by(minutes=30), SHIFT)
    assert "beside" in driver.held.clashing
    assert is_within(painted(watch), on_viewport(driver, driver.timeline.view.boxes_of("beside")[0]))
    assert [is_outlined(driver, name) for name in ("beside", "aside")] == [True, False]

    driver.key(Key.Key_Escape)
    assert not is_outlined(driver, "beside")
    driver.release(SHIFT)
    driver.page.document.apply(lambda now: place(now, "one", DAY, minutes_of("09:30"), ["hall"]))
    assert [is_outlined(driver, name) for name in ("one", "beside", "aside")] == [True, True, False]

    # after a zoom what makes way has that size
    driver.anew()
    driver.take(driver.on_block("one"), driver.on_block("one") + driver.by(minutes=15), SHIFT)
    before = driver.timeline.view.ghost.besides(driver.held, driver.timeline.view.grid)[0]
    driver.timeline.canvas.zoom(0.5)
    after = driver.timeline.view.ghost.besides(driver.held, driver.timeline.view.grid)[0]
    assert after.height() == pytest.approx(before.height() / 2)


def test_a_day_that_would_end_later_grows_below_what_was_there(driver: WindowDriver) -> None:
    driver.timeline.canvas.zoom(0.6)
    grid, watch = driver.timeline.view.grid, watched(driver)

    driver.take(driver.on_block("three"), driver.on_block("three") + driver.by(minutes=40), SHIFT)
    driver.move(driver.on_block("three") + driver.by(minutes=70), SHIFT)

    later = driver.timeline.view.grid
    assert later.last > grid.last
    below = on_viewport(driver, QRectF(0, grid.height, later.width, later.height - grid.height))
    seen = below.intersected(driver.timeline.canvas.viewport().rect())
    assert (seen.height() > 10, is_within(painted(watch), seen)) == (True, True)


def test_hours_that_change_are_painted_all_over(driver: WindowDriver) -> None:
    watch = watched(driver)

    driver.page.document.apply(lambda now: edit(now, Day, DAY.isoformat(), closes=minutes_of("15:00")))

    assert is_within(painted(watch), driver.timeline.canvas.viewport().rect())


def test_many_that_show_something_else_are_painted_at_once(hands_on: HandsOn) -> None:
    rooms = [room(f"r{n}", n) for n in range(6)]
    times = [f"{9 + n:02}:00-{9 + n:02}:30" for n in range(9)]
    everywhere = {"people": (speaker("ada"),)}
    driver = hands_on(
        person("ada"), *rooms, *(talk(f"{r.id} {t}", r.id, t, **everywhere) for r in rooms for t in times)
    )
    watch = watched(driver)

    driver.page.document.apply(lambda now: edit(now, Person, "ada", name="Another"))

    region = painted(watch)
    seen = driver.timeline.canvas.viewport().rect()
    boxes = [
        on_viewport(driver, driver.timeline.view.boxes_of(name)[0]) for name in driver.timeline.view.source.model.keys
    ]
    assert len(boxes) == 54
    assert all(is_within(region, box.intersected(seen)) for box in boxes)


def on_the_screen(driver: WindowDriver) -> QImage:
    """Return the timeline as the screen shows it, with whatever was not repainted."""
    QCoreApplication.sendPostedEvents()
    window, timeline = driver.window, driver.timeline
    picture = window.screen().grabWindow(window.winId()).toImage()
    return picture.copy(QRect(timeline.canvas.mapTo(window, QPoint()), timeline.canvas.size()))


def is_clean(driver: WindowDriver) -> bool:
    """Return whether the screen equals a full repaint."""
    seen = on_the_screen(driver)
    for widget in (driver.timeline.canvas, *driver.timeline.canvas.findChildren(QWidget)):
        widget.update()
    return seen == on_the_screen(driver)


def test_one_that_no_longer_clashes_is_painted_though_the_rows_are_others(hands_on: HandsOn) -> None:
    both = {"people": (speaker("ada"),)}
    driver = hands_on(
        day(opens="09:00", closes="13:00"), day(NEXT), room("hall"), room("lab", 1), person("ada"),
        talk("a", "hall", "09:00-09:40", **both), talk("b", "lab", "09:20-10:00", **both),
        talk("c", "lab", "11:00-11:30"),
    )  # fmt: skip
    for gone in (
        "unplaced",
        "on another day",
        "later than the others",
    ):
        assert driver.timeline.view.source.model.contents["a"].reason
        on_the_screen(driver)

        driver.page.document.apply(
            lambda agenda, gone=gone: {
                "unplaced": lambda: unplace(agenda, "b"),
                "on another day": lambda: place(agenda, "b", NEXT, 600, ("lab",)),
                "later than the others": lambda: place(agenda, "b", DAY, 720, ("lab",)),
            }[gone]()
        )

        assert (driver.timeline.view.source.model.contents["a"].reason, is_clean(driver)) == ("", True)
        driver.anew()


def test_after_a_zoom_nothing_is_left_of_where_it_was_carried(driver: WindowDriver) -> None:
    for end in (
        "moved on",
        "let go",
    ):
        driver.take(driver.on_block("one"), driver.on_block("one") + driver.by(minutes=60))
        driver.timeline.canvas.zoom(0.7)
        on_the_screen(driver)

        if end == "moved on":
            driver.move(driver.on_slot("lab", "12:40"))
        else:
            driver.key(Key.Key_Escape)

        assert is_clean(driver)
        driver.anew()


def test_a_day_that_becomes_shorter_in_the_hand_leaves_nothing(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(opens="09:00", closes="13:00"), talk("one", "hall", "11:00-11:40"), talk("two", "hall", "12:00-12:50")
    )  # fmt: skip
    driver.timeline.canvas.zoom(2.2)
    bar = driver.timeline.canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    start = driver.on_block("one")
    driver.take(start, start + driver.by(minutes=90), SHIFT)
    bar.setValue(bar.maximum())
    longest = bar.value()
    driver.move(start + driver.by(minutes=90) + QPoint(0, 1), SHIFT)
    on_the_screen(driver)

    driver.move(start + driver.by(minutes=90) - QPoint(300, 100))

    assert (bar.value() < longest, is_clean(driver)) == (True, True)


def test_the_overview_shows_a_day_that_grows(driver: WindowDriver) -> None:
    driver.timeline.canvas.zoom(4)
    on_the_screen(driver)

    driver.timeline.show_preview(delay(driver.agenda, DAY, 720, 240).change)
    on_the_screen(driver)

    overview = driver.timeline.frame.strip
    assert overview._picture
    assert overview._picture.toImage() == overview._drawn().toImage()


def test_the_hint_of_an_empty_day_stays_in_the_middle_when_scrolled(hands_on: HandsOn) -> None:
    driver = hands_on(day(opens="09:00", closes="18:00"), talk("waiting", minutes=30))
    driver.timeline.canvas.zoom(2)
    on_the_screen(driver)

    driver.timeline.canvas.verticalScrollBar().setValue(driver.timeline.canvas.verticalScrollBar().value() + 100)

    assert is_clean(driver)


def test_days_beside_each_other_grow_together(hands_on: HandsOn) -> None:
    driver = hands_on(day(), day(NEXT), room("hall"), talk("late", "hall", "17:00-17:50"))
    driver.page.document.view_state.show_all_days(True)
    driver.timeline.canvas.zoom(4)

    driver.timeline.show_preview(delay(driver.agenda, DAY, 720, 240).change)

    bar = driver.timeline.canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() == bar.maximum()


def test_the_label_leaves_nothing_when_the_day_is_scrolled_below_it(driver: WindowDriver) -> None:
    driver.timeline.canvas.zoom(4)
    bar, viewport = driver.timeline.canvas.verticalScrollBar(), driver.timeline.canvas.viewport()
    bar.setValue(0)
    start = driver.on_block("one", TOP) + QPoint(0, 12)
    driver.take(start, QPoint(start.x(), viewport.mapTo(driver.window, viewport.rect().bottomLeft()).y() - 4))
    on_the_screen(driver)
    for _ in range(3):
        bar.setValue(bar.value() + 9)
        on_the_screen(driver)

    driver.key(Key.Key_Escape)

    assert is_clean(driver)


def test_the_overview_settles_where_its_width_brings_a_scroll_bar(
    hands_on: HandsOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the overview the columns may need a scroll bar, below which the day is not in sight without scrolling."""
    driver, random = hands_on(day(opens="09:00", closes="15:00"), room("hall"), room("lab", 1)), Random(3)
    canvas, document, frame = driver.timeline.canvas, driver.page.document, driver.timeline.frame
    minutes = driver.timeline.view.grid.last - driver.timeline.view.grid.first
    set_margins, changes = canvas.setViewportMargins, list[QMargins]()
    monkeypatch.setattr(Canvas, "setViewportMargins", lambda _, to: (changes.append(to), set_margins(to)))

    for _ in range(400):
        changes.clear()
        frame.setFixedSize(random.randrange(226, 250), random.randrange(365, 378))
        canvas.zoom(random.randrange(318, 350) / minutes / canvas.scale_now, 0)
        if random.random() < 0.5:
            document.hide_rooms("lab")
        else:
            document.view_state.show_rooms({"lab"})
        frame.setFixedSize(random.randrange(226, 250), 371)
        assert len(changes) < 9


def test_what_is_dragged_is_painted_anew_when_it_says_something_else(driver: WindowDriver) -> None:
    driver.does("colour_kind")  # with a legend below
    driver.take(driver.on_block("three"), driver.on_slot("attic", "11:40"))
    watch = watched(driver)

    driver.does("colour_status")

    (ghost,) = driver.timeline.view.ghost.boxes(driver.held, driver.timeline.view.grid)
    assert is_within(painted(watch), on_viewport(driver, ghost))
