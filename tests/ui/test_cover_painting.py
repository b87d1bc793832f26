"""Repainting of the moderators' board: nothing for nothing, the label alone where it moves alone, else all of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QRegion

from planner.domain.entities import Cover
from planner.domain.span import minutes_of
from tests.builders import DAY, person, room, talk
from tests.ui.board_driver import BoardDriver
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import BOTTOM, Painted
from ui.features.moderators.board_layers import BoardLayer, BoardPainter
from ui.kit.theme.theme import LIGHT
from ui.state.canvas.scene import dirty_region

pytestmark = pytest.mark.usefixtures("forms_sleep")

EVERYWHERE = Cover(id="all", person="bo", day=DAY, start=minutes_of("09:00"), end=minutes_of("12:00"))


@pytest.fixture
def cover(hands_on: HandsOn) -> BoardDriver:
    """Return a window driver for twelve rooms, more than are in sight, and a shift in every room."""
    rooms = [room(f"r{n}", n) for n in range(12)]
    return BoardDriver(hands_on(*rooms, person("bo"), talk("demo", "r0", "09:00-17:00"), EVERYWHERE))


def watched(cover: BoardDriver) -> Painted:
    """Return what is painted of the board from now on."""
    cover.driver.on_screen()
    return Painted(cover.board.canvas.viewport())


def test_a_moved_pointer_paints_no_more_than_the_label(cover: BoardDriver) -> None:
    # a pointer that passes over a session paints nothing
    cover.driver.move(cover.session("demo"))
    watch = watched(cover)
    cover.driver.move(cover.session("demo") + QPoint(5, 5))
    QCoreApplication.sendPostedEvents()
    assert watch.region.isEmpty()

    # inside of one target only the label moves
    cover.driver.take(cover.person("bo"), cover.session("demo"))
    watch = watched(cover)
    cover.driver.move(cover.session("demo") + QPoint(5, 5))
    QCoreApplication.sendPostedEvents()
    assert 0 < watch.region.boundingRect().height() < cover.board.canvas.viewport().height() / 2


def test_a_board_that_is_scrolled_sideways_is_painted_from_edge_to_edge(cover: BoardDriver) -> None:
    canvas = cover.board.canvas
    for across in (
        40,
        400,
    ):
        canvas.horizontalScrollBar().setValue(across)
        layers, before = [BoardLayer(BoardPainter(cover.board.document))], canvas.scene

        region = dirty_region(layers, before, replace(before, person="bo"))

        assert before.area.x() == across
        assert QRegion(canvas.viewport().rect()).subtracted(region).isEmpty()


def test_a_dragged_shift_that_begins_above_what_is_in_sight_is_painted_from_the_edge(cover: BoardDriver) -> None:
    canvas = cover.board.canvas
    canvas.zoom(4)
    canvas.verticalScrollBar().setValue(round(cover.board.layout.grid.y(minutes_of("08:45"))))
    cover.driver.take(cover.person("bo"), cover.head("r1"))
    x = canvas.viewport().mapFrom(cover.driver.window, cover.head("r1")).x()

    image = canvas.viewport().grab().toImage()

    assert canvas.verticalScrollBar().value() > 10
    assert {image.pixelColor(x, y).name() for y in range(4)} == {LIGHT.colour("accent_soft").name()}


def test_a_shift_that_is_dragged_away_is_pale_where_it_was_and_no_other_is(hands_on: HandsOn) -> None:
    later = replace(EVERYWHERE, id="later", start=minutes_of("14:00"), end=minutes_of("16:00"))
    cover = BoardDriver(hands_on(room("hall"), person("bo"), talk("demo", "hall", "09:00-17:00"), EVERYWHERE, later))
    view = cover.board.canvas.viewport()
    spots = [view.mapFrom(cover.driver.window, cover.shift(name, BOTTOM)) - QPoint(0, 8) for name in ("all", "later")]

    def inks() -> list[str]:
        image = view.grab().toImage()
        return [image.pixelColor(spot).name() for spot in spots]

    before = inks()
    cover.driver.take(cover.shift("all"), cover.lane("hall", "16:30"))
    now = inks()

    full = LIGHT.colour("accent_soft").name()
    assert (before, now[1]) == ([full, full], full)
    assert now[0] != full
