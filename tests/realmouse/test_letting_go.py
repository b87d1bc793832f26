"""The ends of a drag with a real mouse: outside, on a day's tab, by the right button, and after five pixels."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from planner.workspace import Environment, Workspace
from tests.builders import DAY, agenda, day, person, room, speaker, talk
from tests.realmouse.view import Point
from tests.realmouse.window import Open, Window, carries_to

pytestmark = pytest.mark.realmouse
NEXT = DAY + timedelta(days=1)
STANDING = {"Keynote": "Hall 10:00–11:00", "Late": "Lab 16:00–17:00"}


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with two days in two rooms; the second day opens later, one session waits, Ada moderates nothing
    yet.
    """
    path = tmp_path / "conference.estrad"
    conference = agenda(
        day(), day(NEXT, opens="09:00"), room("hall"), room("lab", 1), person("ada"),
        talk("keynote", "hall", "10:00-11:00", people=(speaker("ada"),)), talk("late", "lab", "16:00-17:00"),
        talk("waiting"),
    )  # fmt: skip
    Workspace.create(path, conference, env).close()
    return path


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, with the whole day in sight at about one pixel a minute."""
    return open_window(file).fit()


def beside(window: Window) -> Point:
    """Return a point in the inspector."""
    area = window.view.timeline
    return Point(area.x + area.width + 120, area.y + area.height // 2)


@pytest.mark.parametrize("source", ["block", "tray", "chip"])
def test_let_go_outside_the_timeline_nothing_changes(window: Window, source: str) -> None:
    view = window.view
    start = {"block": view.blocks["Keynote"], "tray": view.tray["Waiting"], "chip": view.chips["Coffee 15"]}[source]
    window.press(start.centre)
    window.move(start.centre, window.slot("Lab", "13:00"))
    window.until(lambda view: view.carried and view.carried.where != "outside")

    window.move(window.slot("Lab", "13:00"), beside(window))
    window.until(lambda view: carries_to(view, "outside"))
    window.release()

    seen = window.until(lambda view: view.carried is None)
    assert (seen.times, list(seen.tray), seen.undo) == (STANDING, ["Waiting"], "")


@pytest.mark.parametrize("source", ["block", "tray"])
def test_the_right_button_in_mid_drag_lets_go_and_opens_no_menu(window: Window, source: str) -> None:
    start = {"block": window.view.blocks["Keynote"], "tray": window.view.tray["Waiting"]}[source]
    window.press(start.centre)
    window.move(start.centre, window.slot("Lab", "13:00"))
    window.until(lambda view: view.carried)

    window.right_click()
    window.until(lambda view: view.carried is None)
    window.move(window.slot("Lab", "13:00"), window.slot("Hall", "14:00"))
    seen = window.release()

    assert (seen.times, list(seen.tray), seen.undo, seen.menu) == (STANDING, ["Waiting"], "", {})


def test_five_pixels_at_its_end_make_a_session_five_minutes_shorter(window: Window) -> None:
    end = window.view.blocks["Keynote"].bottom
    assert 4 <= 5 * window.view.scale < 7.5

    window.drag(end, Point(end.x, end.y - round(5 * window.view.scale)))

    assert window.until(lambda view: view.undo).times == STANDING | {"Keynote": "Hall 10:00–10:55"}


def test_on_the_tab_of_another_day_it_keeps_its_time_and_its_room(window: Window, file: Path) -> None:
    tab = next(area for name, area in window.view.days.items() if "26" in name)
    block = window.view.blocks["Late"]
    window.press(block.centre)
    window.move(block.centre, tab.centre)
    window.until(lambda view: carries_to(view, "Lab 16:00–17:00") and "Keynote" not in view.times)

    window.release()

    seen = window.until(lambda view: view.undo)
    assert seen.times == {"Late": "Lab 16:00–17:00"}
    window.close()
    with closing(sqlite3.connect(file)) as rows:
        assert rows.execute("SELECT day, start FROM sessions WHERE title = 'Late'").fetchall() == [
            (NEXT.isoformat(), 16 * 60)
        ]
