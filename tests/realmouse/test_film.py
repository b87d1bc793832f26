"""Thirty frames of each drag with a real mouse: what was painted bit by bit is what painting everything would show."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.span import clock
from planner.domain.value_objects import Kind
from tests.builders import day, moderator, person, room, span, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.view import Point, View
from tests.realmouse.window import Open, Window

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


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, with the whole day in sight."""
    return open_window(file).fit()


Film = Callable[[Callable[[View], object], Callable[[int], object]], str]


@pytest.fixture
def film(window: Window, tmp_path: Path) -> Film:
    """Return a function that films the window.

    It makes each move, waits until that part of the view has changed, and says in which frame pixels were stale, if
    any. That ends it, and the pictures of that frame lie beside the file.
    """

    def shoot(part: Callable[[View], object], move: Callable[[int], object]) -> str:
        for n in range(FRAMES):
            move(n)
            window.changed(part)
            if stale := window.stale_pixels(tmp_path):
                return f"{stale} pixels in frame {n + 1}"
        return ""

    return shoot


def spots(window: Window) -> list[Point]:
    """Return the points of a way over all rooms and the whole day: over free places, sessions and shaded times."""
    return [window.slot(ROOMS[n % 3], clock(8 * 60 + 20 + n * 25)) for n in range(FRAMES)]


def test_a_drag_while_the_rest_makes_way_leaves_nothing_behind(window: Window, film: Film) -> None:
    way = spots(window)
    window.press(window.view.blocks["Debate"].centre)
    window.hold("shift")

    try:
        assert film(lambda view: view.carried, lambda n: window.move_to(way[n])) == ""
    finally:
        window.let("shift")


def test_scrolling_by_itself_at_the_edge_leaves_nothing_behind(window: Window, film: Film) -> None:
    while window.view.scale < NEAR:
        window.wheel_up(window.view.timeline, held="ctrl")
        window.changed(lambda view: view.scale)
    area = window.view.timeline
    edges = Point(area.centre.x, area.y + 10), Point(area.centre.x, area.y + area.height - 10)
    window.press(window.view.blocks["Workshop"].centre)

    assert film(lambda view: view.blocks, lambda n: window.move_to(edges[n // 5 % 2])) == ""


def test_a_person_over_the_board_leaves_nothing_behind(window: Window, film: Film) -> None:
    window.click(window.view.buttons["Moderators"])
    window.until(lambda view: view.place == "cover" and view.rows)
    way = [window.lane(ROOMS[n % 3], clock(8 * 60 + 20 + n % 10 * 25)) for n in range(FRAMES)]
    window.press(window.view.rows["Ada"].centre)

    assert film(lambda view: view.held, lambda n: window.move_to(way[n])) == ""
