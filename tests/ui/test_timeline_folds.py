"""Many clashing sessions in a narrow column: a mark shows their number and can be used like a block."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.domain.entities import Session
from tests.builders import DAY, room, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Key, WindowDriver, painted_whole
from ui.kit.theme.theme import LIGHT

pytestmark = pytest.mark.usefixtures("forms_sleep")

ROOMS = [room(f"r{n:02}", n) for n in range(34)]


def crowd(n: int, where: str = "r05", times: str = "13:00-14:00") -> list[Session]:
    """Return that many sessions at once in a room."""
    return [talk(f"s{i:03}", where, times) for i in range(n)]


def in_sight(driver: WindowDriver) -> WindowDriver:
    """Fit all 34 rooms, at about 20 pixels a column, and the whole day."""
    driver.does("fit_rooms")
    driver.timeline.canvas.fit()
    return driver


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for five sessions at once in one of 34 rooms, all of them in sight."""
    return in_sight(hands_on(*ROOMS, *crowd(5), talk("alone", "r07", "13:00-14:00"), talk("waiting")))


def on_mark(driver: WindowDriver) -> QPoint:
    """Return the middle of the mark."""
    return driver.on_block("s000")


def reds(driver: WindowDriver, session: str) -> int:
    """Return the number of pixels of a session's box that have about the colour of a problem."""
    shown: QImage = driver.timeline.canvas.viewport().grab().toImage()
    box = driver.timeline.view.boxes_of(session)[0].translated(-driver.timeline.canvas.scene.area.topLeft()).toRect()
    red, soft = LIGHT.colour("problem"), LIGHT.colour("problem_soft")

    def near(pixel: QPoint) -> bool:
        colour = shown.pixelColor(pixel)
        return any(
            abs(colour.red() - c.red()) + abs(colour.green() - c.green()) + abs(colour.blue() - c.blue()) < 12
            for c in (red, soft)
        )

    return sum(near(QPoint(x, y)) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom()))


@pytest.mark.parametrize("n", [3, 5, 385])
def test_the_most_crowded_room_is_the_reddest(hands_on: HandsOn, n: int) -> None:
    driver = in_sight(hands_on(*ROOMS, *crowd(n), talk("alone", "r07", "13:00-14:00")))
    (box,) = set(map(tuple, (b.getRect() for b in driver.timeline.view.boxes_of("s000", "s001", "s002"))))

    assert box[2] == driver.timeline.view.grid.column_width
    assert reds(driver, "s000") > 0.35 * box[2] * box[3]


def test_a_mark_says_how_many_are_at_once_and_is_seen(driver: WindowDriver) -> None:
    # its sessions say how many are at once
    name = driver.timeline.view.source.model.index_of("s003").data(Qt.ItemDataRole.AccessibleTextRole)
    assert name.endswith("Problem: 5 at once in the room 13:00–14:00")

    # a single session in the narrowest column is seen
    box = driver.timeline.view.boxes_of("alone")[0].translated(-driver.timeline.canvas.scene.area.topLeft()).toRect()
    shown = driver.timeline.canvas.viewport().grab().toImage()
    assert shown.pixelColor(box.center()) != shown.pixelColor(QPoint(box.center().x(), box.top() - 20))


def test_clicks_and_arrows_walk_through_it(driver: WindowDriver) -> None:
    # a click selects all of it and further clicks one after the other
    chosen = []
    for _click in range(7):
        driver.click(on_mark(driver))
        chosen.append(driver.page.document.selected)
    every = tuple(f"s{n:03}" for n in range(5))
    assert chosen == [every, *((name,) for name in every), every]

    # with ctrl it is added to what is selected
    driver.anew("alone")
    driver.click(on_mark(driver), CTRL)
    assert set(driver.page.document.selected) == {"alone", *(f"s{n:03}" for n in range(5))}

    # the arrows walk through it
    driver.anew("s000")
    driver.key(Key.Key_Down)
    assert driver.page.document.selected == ("s001",)


def test_dragged_all_of_it_moves_and_nothing_changes_places_with_it(driver: WindowDriver) -> None:
    # dropped on it nothing changes places
    driver.take(driver.on_block("alone"), on_mark(driver))
    assert driver.held.target.swap == ""
    driver.key(Key.Key_Escape)

    # dragged all of it moves or the one that is selected
    driver.anew()
    driver.drag(on_mark(driver), on_mark(driver) + driver.by(minutes=60))
    assert {driver.where(f"s{n:03}") for n in range(5)} == {"r05 14:00-15:00"}
    driver.page.document.select(("s002",))
    driver.drag(on_mark(driver), on_mark(driver) + driver.by(columns=5))
    assert [driver.where(f"s{n:03}") for n in (1, 2, 3)] == ["r05 14:00-15:00", "r10 14:00-15:00", "r05 14:00-15:00"]


def test_its_tooltip_tells_of_all(driver: WindowDriver, qtbot: QtBot) -> None:
    area = driver.timeline.canvas.viewport()
    at = area.mapFrom(driver.window, on_mark(driver))
    QApplication.sendEvent(area, QHelpEvent(QEvent.Type.ToolTip, at, area.mapToGlobal(at)))

    for words in ("5 clash", "S000", "S002", "and 2 more"):
        assert words in QToolTip.text()
    QToolTip.hideText()


def test_what_changes_in_it_or_is_carried_over_it_is_painted_anew(driver: WindowDriver) -> None:
    # while something is carried over it it is painted whole
    driver.take(driver.on_block("alone"), on_mark(driver))
    assert painted_whole(driver)
    driver.move(driver.on_block("alone"))
    assert painted_whole(driver)
    driver.key(Key.Key_Escape)
    driver.release()
    assert painted_whole(driver)

    # what changes in it is painted anew
    driver.anew()
    driver.on_screen()
    document = driver.page.document
    driver.page.document.select(("s001",))
    assert painted_whole(driver)
    document.apply(lambda now: place(now, "s004", DAY, 13 * 60 + 30, ("r05",)))
    assert painted_whole(driver)
    document.apply(lambda now: place(now, "waiting", DAY, 12 * 60 + 45, ("r05",)))
    assert painted_whole(driver)
    for name in ("s000", "s001", "s002", "s003"):
        document.apply(lambda now, name=name: delete_session(now, name))
        assert painted_whole(driver)
    for _step in range(6):
        driver.does("undo")
        assert painted_whole(driver)


def test_scrolled_halfway_its_number_stays_in_sight(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, *crowd(30, times="09:00-17:00"))
    driver.zoom_to(11 * 60, 3)
    driver.on_screen()
    bar = driver.timeline.canvas.verticalScrollBar()

    bar.setValue(bar.value() + 57)

    assert painted_whole(driver)


def test_in_a_wide_column_some_are_shown_and_the_rest_counted(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), *crowd(200, "hall"))
    boxes = {tuple(box.getRect()) for box in driver.timeline.view.boxes_of(*(f"s{n:03}" for n in range(200)))}
    grid, layout = driver.timeline.view.grid, driver.timeline.canvas.scene.layout
    fold = layout.marks.get(layout.at(grid.column_width - 5, grid.y(13 * 60 + 30)))

    assert fold
    assert (len(boxes), len(fold.sessions)) == (fold.places, 200 - (fold.places - 1))
