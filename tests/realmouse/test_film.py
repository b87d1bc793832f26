"""Thirty frames of each drag with a real mouse: what was painted bit by bit is what painting everything would show."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.span import format_clock
from planner.domain.value_objects import Kind
from tests.builders import day, moderator, person, room, span, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Open, Point, View

pytestmark = pytest.mark.realmouse
FRAMES = 30
NEAR = 6
"""Pixels a minute at which a few hours fill the window."""
ROOMS = ("Hall", "Lab", "Attic")


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a long day in three rooms: sessions that follow each other, two that clash, a closed
    room, and Ada, who speaks in the first and comes later.
    """
    ada = replace(person("ada"), availability=(span("11:00-22:00"),))
    return new_file(
        day(closes="22:00"), room("hall"), room("lab", 1), room("attic", 2, closed=(span("08:00-09:30"),)),
        ada, person("bo"),
        talk("keynote", "hall", "10:00-10:45", people=(speaker("ada"), moderator("bo"))),
        talk("debate", "hall", "11:00-11:40"), talk("cameras", "hall", "11:40-12:00"),
        talk("lunch", "", "12:00-13:00", kind=Kind.MEAL), talk("privacy", "hall", "13:00-14:00"),
        talk("demo", "lab", "10:30-11:30", people=(speaker("bo"),)), talk("twin", "lab", "11:00-11:50"),
        talk("workshop", "attic", "13:30-15:00", people=(speaker("ada"),)), talk("late", "lab", "16:00-17:00"),
    )  # fmt: skip


def test_no_drag_leaves_anything_behind(file: Path, open_window: Open, tmp_path: Path) -> None:
    window = open_window(file).fit()

    def film(title: str, part: Callable[[View], object], way: Sequence[Point]) -> None:
        """Film the window: make each move, wait until that part of the view has changed, and look for stale pixels.

        The pictures of a frame that has some lie beside the file.
        """
        for n, point in enumerate(way):
            window.xdotool("mousemove", str(point.x), str(point.y))
            window.changed(part)
            assert (title, n, window.stale_pixels(tmp_path)) == (title, n, 0)
        window.keys("Escape")
        window.release()

    # while the rest makes way, over all rooms and the whole day: over free places, sessions and shaded times
    way = [window.slot(ROOMS[n % 3], format_clock(8 * 60 + 20 + n * 25 % 540)) for n in range(FRAMES)]
    window.press(window.view.tiles["Debate"].centre)
    window.xdotool("keydown", "shift")
    try:
        film("making way", lambda view: view.carried, way)
    finally:
        window.xdotool("keyup", "shift")

    # scrolling by itself at the edge
    while window.view.scale < NEAR:
        window.wheel_up(window.view.timeline, held="ctrl")
        window.changed(lambda view: view.scale)
    area = window.view.timeline
    edges = Point(area.centre.x, area.y + 10), Point(area.centre.x, area.y + area.height - 10)
    window.press(window.view.tiles["Workshop"].centre)
    film("scrolling", lambda view: view.tiles, [edges[n // 5 % 2] for n in range(FRAMES)])

    # a person over the board
    window.click(window.view.buttons["Moderators"])
    window.until(lambda view: view.place == "cover" and view.rows)
    way = [window.lane(ROOMS[n % 3], format_clock(8 * 60 + 20 + n % 10 * 25)) for n in range(FRAMES)]
    window.press(window.view.rows["Ada"].centre)
    film("a person", lambda view: view.held, way)
