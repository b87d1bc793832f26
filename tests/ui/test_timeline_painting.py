"""Repainting of the timeline: every changed part, and little else."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication, QMargins, QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QRegion
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.ripple import delay_day
from planner.commands.timeline import place, unplace
from planner.domain.entities import Day, Person, Session
from planner.domain.span import parse_clock_time
from planner.domain.value_objects import Kind
from planner.layout.grid import Box
from tests.builders import DAY, day, person, room, speaker, talk
from tests.every_field import BLUE, PICTURES
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import SHIFT, TOP, Key, Painted, WindowDriver, painted_whole
from ui.plan.canvas.canvas import Canvas
from ui.plan.canvas.scene import Layer, dirty_region
from ui.plan.day.day_scene import DayScene
from ui.state.view_state import Colouring, SessionFilter

NEXT = DAY + timedelta(days=1)
CAST = (
    day(opens="09:00", closes="13:00"), room("hall"), room("lab", 1), room("attic", 2), person("ada"),
    talk("one", "hall", "09:00-09:40", people=(speaker("ada"),)), talk("two", "hall", "09:50-10:20"),
    talk("three", "hall", "12:00-12:50"),
    talk("beside", "attic", "10:00-10:30", people=(speaker("ada"),)), talk("aside", "lab", "09:00-12:30"),
)  # fmt: skip
"""A morning in three rooms, one of which has a session that nothing changes."""


def on_viewport(driver: WindowDriver, box: QRectF) -> QRect:
    """Return the viewport's part for a box of the grid."""
    return box.translated(-driver.canvas.scene.area.topLeft()).toRect()


def painted(watch: Painted) -> QRegion:
    """Return the region painted since the last call."""
    QCoreApplication.sendPostedEvents()
    found, watch.region = watch.region, QRegion()
    return found


def watched(driver: WindowDriver) -> Painted:
    """Return a watch over what is painted of the timeline from now on."""
    watch = Painted(driver.canvas.viewport())
    painted(watch)
    return watch


def making_way(driver: WindowDriver) -> list[QRect]:
    """Return the viewport's parts of what makes way for the dragged session."""
    ghosts = driver.timeline.view.ghost.side_effect_boxes(driver.held, driver.timeline.view.grid)
    return [on_viewport(driver, box) for box in ghosts]


def is_within(region: QRegion, box: QRect) -> bool:
    """Return whether a region contains a box."""
    return QRegion(box).subtracted(region).isEmpty()


def is_outlined(driver: WindowDriver, name: str) -> bool:
    """Return whether a tile has a line, or an outline, in the colour of problems."""
    image = driver.canvas.viewport().grab(box_of(driver, name)).toImage()
    row, problem = image.height() - 12, driver.document.presentation.theme.colour("problem")
    return any(image.pixelColor(x, row) == problem for x in range(image.width()))


def box_of(driver: WindowDriver, name: str) -> QRect:
    """Return the viewport's part for a session's tile."""
    return on_viewport(driver, driver.timeline.view.find_boxes(name)[0])


def test_what_makes_way_is_painted_where_it_was_and_where_it_would_be_and_no_other_room_is(
    driver: WindowDriver,
) -> None:
    view = driver.timeline.view
    driver.take_by(driver.on_tile("one"), minutes=10, modifiers=SHIFT)
    watch = watched(driver)
    ghosts = making_way(driver)
    driver.move(driver.on_tile("one") + driver.by(minutes=15), SHIFT)
    region = painted(watch)
    assert len(ghosts) == 2
    assert all(is_within(region, ghost) for ghost in (*ghosts, *making_way(driver)))
    aside = box_of(driver, "aside")
    assert region.intersected(aside.adjusted(10, aside.height() // 2, -10, -10)).isEmpty()  # the label lies above

    # what no longer makes way is painted as it was
    ghosts = making_way(driver)
    driver.move(driver.on_tile("one") + driver.by(minutes=5))
    region = painted(watch)
    assert all(is_within(region, box) for box in (*ghosts, box_of(driver, "two"), box_of(driver, "three")))

    # one that meets another in another room is marked there, and so are both once they clash
    driver.move(driver.on_tile("one") + driver.by(minutes=30), SHIFT)
    assert "beside" in driver.held.clashing
    assert is_within(painted(watch), box_of(driver, "beside"))
    assert [is_outlined(driver, name) for name in ("beside", "aside")] == [True, False]
    driver.key(Key.Key_Escape)
    assert not is_outlined(driver, "beside")
    driver.release(SHIFT)
    driver.document.apply(lambda now: place(now, "one", DAY, parse_clock_time("09:30"), ["hall"]))
    assert [is_outlined(driver, name) for name in ("one", "beside", "aside")] == [True, True, False]

    # hours that change are painted all over
    painted(watch)
    driver.document.apply(lambda now: edit(now, Day, DAY.isoformat(), closes=parse_clock_time("15:00")))
    assert is_within(painted(watch), driver.canvas.viewport().rect())

    # after a zoom what makes way has that size
    driver.anew()
    driver.take_by(driver.on_tile("one"), minutes=15, modifiers=SHIFT)
    before = view.ghost.side_effect_boxes(driver.held, view.grid)[0]
    driver.canvas.zoom(0.5)
    assert view.ghost.side_effect_boxes(driver.held, view.grid)[0].height() == pytest.approx(before.height() / 2)

    # what is dragged is painted anew when it says something else
    driver.anew()
    driver.canvas.fit()
    driver.does("colour_kind")  # with a legend below
    driver.take(driver.on_tile("three"), driver.on_slot("attic", "11:40"))
    painted(watch)
    driver.does("colour_status")
    (ghost,) = view.ghost.boxes(driver.held, view.grid)
    assert is_within(painted(watch), on_viewport(driver, ghost))

    # a day that would end later grows below what was there
    driver.anew()
    driver.canvas.fit()
    driver.canvas.zoom(0.6)
    grid = view.grid
    painted(watch)
    driver.take_by(driver.on_tile("three"), minutes=40, modifiers=SHIFT)
    driver.move(driver.on_tile("three") + driver.by(minutes=70), SHIFT)
    assert view.grid.last > grid.last
    below = on_viewport(driver, QRectF(0, grid.height, view.grid.width, view.grid.height - grid.height))
    seen = below.intersected(driver.canvas.viewport().rect())
    assert (seen.height() > 10, is_within(painted(watch), seen)) == (True, True)


@pytest.mark.parametrize("columns", [6, 23])
def test_many_that_show_something_else_are_painted_at_once(hands_on: HandsOn, columns: int) -> None:
    rooms = [room(f"r{n}", n) for n in range(columns)]
    times = [f"{9 + n:02}:00-{9 + n:02}:30" for n in range(9)]
    talks = [talk(f"{r.id} {t}", r.id, t, people=(speaker("ada"),)) for r in rooms for t in times]
    driver = hands_on(person("ada"), *rooms, *talks)
    watch = watched(driver)

    driver.document.apply(lambda now: edit(now, Person, "ada", name="Another"))

    region = painted(watch)
    seen = driver.canvas.viewport().rect()
    boxes = [box_of(driver, name) for name in driver.timeline.view.source.model.keys]
    assert len(boxes) == 9 * columns
    assert all(is_within(region, box.intersected(seen)) for box in boxes)


def test_a_tile_that_was_painted_before_is_painted_as_what_it_is_now(driver: WindowDriver) -> None:
    view_state, canvas = driver.plan.view_state, driver.canvas

    def picture(*, anew: bool = False) -> QImage:
        """Return what is painted, also ``anew`` with another layout in between."""
        if anew:
            canvas.zoom(1.5)
            canvas.viewport().grab()
            canvas.fit()
        return canvas.viewport().grab().toImage()

    before, dimmed = picture(), SessionFilter(kinds=frozenset({Kind.PANEL}))
    for other, usual in (
        (lambda: view_state.set_colouring(Colouring.STATUS), lambda: view_state.set_colouring(Colouring.TRACK)),
        (lambda: view_state.set_filter(dimmed), lambda: view_state.set_filter(SessionFilter())),
    ):
        other()
        found = picture()
        assert (found != before, found == picture(anew=True)) == (True, True)
        usual()
        assert picture() == before
    driver.document.apply(lambda now: edit(now, Session, "two", title="Another"))
    assert picture() != before
    driver.document.apply(lambda now: edit(now, Session, "two", title="Two"))
    assert picture() == before


def test_a_photo_takes_the_place_of_the_initials_once_it_is_read(driver: WindowDriver, qtbot: QtBot) -> None:
    document, canvas = driver.document, driver.canvas.viewport()

    with qtbot.waitSignal(document.plan.photos.loaded):
        document.apply(lambda now: edit(now, Person, "ada", photo=BLUE), PICTURES)
        before = canvas.grab().toImage()

    assert canvas.grab().toImage() != before


def test_one_that_no_longer_clashes_is_painted_though_the_rows_are_others(hands_on: HandsOn) -> None:
    both = {"people": (speaker("ada"),)}
    driver = hands_on(
        day(opens="09:00", closes="13:00"), day(NEXT), room("hall"), room("lab", 1), person("ada"),
        talk("a", "hall", "09:00-09:40", **both), talk("b", "lab", "09:20-10:00", **both),
        talk("c", "lab", "11:00-11:30"),
    )  # fmt: skip
    for goes in (
        lambda agenda: unplace(agenda, "b"),
        lambda agenda: place(agenda, "b", NEXT, 600, ("lab",)),
        lambda agenda: place(agenda, "b", DAY, 720, ("lab",)),  # later than the others
    ):
        assert driver.timeline.view.source.model.contents["a"].reason
        driver.on_screen()

        driver.document.apply(goes)

        assert (driver.timeline.view.source.model.contents["a"].reason, painted_whole(driver)) == ("", True)
        driver.anew()


def test_nothing_is_left_of_what_was_carried_after_a_zoom_or_a_scroll_below_it(driver: WindowDriver) -> None:
    # after a zoom
    for ends in (lambda: driver.move(driver.on_slot("lab", "12:40")), lambda: driver.key(Key.Key_Escape)):
        driver.anew()
        driver.take_by(driver.on_tile("one"), minutes=60)
        driver.canvas.zoom(0.7)
        driver.on_screen()
        ends()
        assert painted_whole(driver)

    # the label leaves nothing when the day is scrolled below it
    driver.anew()
    driver.canvas.fit()
    driver.canvas.zoom(4)
    bar, viewport = driver.canvas.verticalScrollBar(), driver.canvas.viewport()
    bar.setValue(0)
    start = driver.on_tile("one", TOP) + QPoint(0, 12)
    driver.take(start, QPoint(start.x(), viewport.mapTo(driver.window, viewport.rect().bottomLeft()).y() - 4))
    driver.on_screen()
    for _ in range(3):
        bar.setValue(bar.value() + 9)
        driver.on_screen()
    driver.key(Key.Key_Escape)
    assert painted_whole(driver)

    # the overview shows a day that grows
    overview = driver.timeline.frame.strip
    driver.timeline.show_preview(delay_day(driver.agenda, DAY, 720, 240).change)
    driver.on_screen()
    assert overview._picture.toImage() == overview._draw_picture().toImage()


def test_a_day_that_becomes_shorter_in_the_hand_leaves_nothing(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(opens="09:00", closes="13:00"), talk("one", "hall", "11:00-11:40"), talk("two", "hall", "12:00-12:50")
    )  # fmt: skip
    driver.canvas.zoom(1.6)
    bar = driver.canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    start = driver.on_tile("one")
    driver.take(start, start + driver.by(minutes=90), SHIFT)
    bar.setValue(bar.maximum())
    longest = bar.value()
    driver.move(start + driver.by(minutes=90) + QPoint(0, 1), SHIFT)
    driver.on_screen()

    driver.move(start + driver.by(minutes=90) - QPoint(300, 100))

    assert (bar.value() < longest, painted_whole(driver)) == (True, True)


def test_the_hint_of_an_empty_day_stays_in_the_middle_when_scrolled(hands_on: HandsOn) -> None:
    driver = hands_on(day(opens="09:00", closes="18:00"), talk("waiting", minutes=30))
    driver.canvas.zoom(2)
    driver.on_screen()

    driver.canvas.verticalScrollBar().setValue(driver.canvas.verticalScrollBar().value() + 100)

    assert painted_whole(driver)


def test_days_beside_each_other_grow_together(hands_on: HandsOn) -> None:
    driver = hands_on(day(), day(NEXT), room("hall"), talk("late", "hall", "17:00-17:50"))
    driver.plan.view_state.toggle_all_days()
    driver.canvas.zoom(4)

    driver.timeline.show_preview(delay_day(driver.agenda, DAY, 720, 240).change)

    bar = driver.canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() == bar.maximum()


def test_the_overview_settles_where_its_width_brings_a_scroll_bar(
    hands_on: HandsOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the overview the columns may need a scroll bar, below which the day is not in sight without scrolling."""
    driver, random = hands_on(day(opens="09:00", closes="15:00"), room("hall"), room("lab", 1)), Random(3)
    canvas, document, frame = driver.canvas, driver.document, driver.timeline.frame
    minutes = driver.timeline.view.grid.last - driver.timeline.view.grid.first
    set_margins, changes = canvas.setViewportMargins, list[QMargins]()
    monkeypatch.setattr(Canvas, "setViewportMargins", lambda _, to: (changes.append(to), set_margins(to)))

    for _ in range(200):
        changes.clear()
        frame.setFixedSize(random.randrange(226, 250), random.randrange(365, 378))
        canvas.zoom(random.randrange(318, 350) / minutes / canvas.scale_now, 0)
        if random.random() < 0.5:
            document.plan.hide_rooms("lab")
        else:
            document.plan.view_state.show_rooms({"lab"})
        frame.setFixedSize(random.randrange(226, 250), 371)
        assert len(changes) < 9


@pytest.mark.parametrize(
    ("boxes", "painted_as"),
    [
        ([Box(10, 10, 90, 40), Box(40, 30, 90, 40)], [QRect(9, 9, 122, 62)]),
        ([Box(10, 10, 90, 40), Box(610, 510, 90, 40)], [QRect(9, 9, 92, 42), QRect(609, 509, 92, 42)]),
    ],
)
def test_what_is_close_together_is_painted_at_once_and_what_is_far_apart_by_itself(
    driver: WindowDriver, boxes: list[Box], painted_as: list[QRect]
) -> None:
    class Changed(Layer[DayScene]):
        def dirty(self, before: DayScene, now: DayScene) -> list[Box]:
            return boxes

    scene = replace(driver.canvas.scene, area=QRectF(0, 0, 900, 600))
    assert list(dirty_region([Changed()], scene, scene)) == painted_as  # type: ignore[call-overload]
