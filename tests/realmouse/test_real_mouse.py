"""Sessions moved with a real mouse and a real keyboard; afterwards the file must hold what the screen showed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.span import clock
from planner.domain.value_objects import Kind
from tests.builders import day, person, room, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.view import Point
from tests.realmouse.window import Open, Window, carries_to

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a day of six hours in three rooms: two sessions placed, two in the tray, Ada speaks in one of
    each.
    """
    return new_file(
        day(opens="09:00", closes="15:00"),
        room("hall"),
        room("lab", 1),
        room("attic", 2),
        person("ada"),
        person("bo"),
        talk("keynote", "hall", "10:00-10:45", people=(speaker("ada"),)),
        talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
        talk("cameras", minutes=30, people=(speaker("ada"),)),
        talk("privacy", minutes=45, people=(speaker("bo"),)),
    )


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, with the whole day in sight."""
    return open_window(file).fit()


def times_in(file: Path) -> dict[str, str]:
    """Return room and time of the sessions in a closed file, in the format of `View.times`."""
    query = """
        SELECT title, start, minutes, (SELECT group_concat(name, ', ') FROM (
            SELECT name FROM rooms WHERE id IN (SELECT room FROM session_rooms WHERE session = sessions.id)
            OR NOT EXISTS (SELECT * FROM session_rooms WHERE session = sessions.id) ORDER BY rooms.position))
        FROM sessions WHERE day IS NOT NULL ORDER BY start, title"""
    with closing(sqlite3.connect(file)) as rows:
        return {
            title: f"{rooms} {clock(start)}–{clock(start + minutes)}"
            for title, start, minutes, rooms in rows.execute(query)
        }


def labels_in(file: Path) -> tuple[list[str], int]:
    """Return the history of a closed file: the label of each step, and the number of steps that are done."""
    query = "SELECT json_extract(label, '$[0]') FROM changes ORDER BY number"
    with closing(sqlite3.connect(file)) as rows:
        return [label for (label,) in rows.execute(query)], rows.execute("SELECT position FROM document").fetchone()[0]


STANDING = {"Keynote": "Hall 10:00–10:45", "Lunch": "Hall, Lab, Attic 12:00–13:00"}


def test_dragged_from_the_tray_moved_resized_undone_and_reopened(window: Window, file: Path, open_window: Open) -> None:
    window.take_from_tray(window.view.tray["Cameras"], "Lab", "9:15", "Lab 09:15–09:45")
    window.release()
    seen = window.until(lambda view: "Cameras" in view.times)
    assert (seen.times, list(seen.tray)) == (STANDING | {"Cameras": "Lab 09:15–09:45"}, ["Privacy"])
    assert seen.undo == "Undo Place “Cameras”"

    window.take("Cameras", "Attic", "14:00", "Attic 14:00–14:30")
    window.release()
    window.until(lambda view: view.times["Cameras"] == "Attic 14:00–14:30")

    block = window.view.blocks["Cameras"]
    window.carry(block.bottom, window.slot("Attic", "14:50"), "Attic 14:00–14:50")
    window.release()
    window.until(lambda view: view.times["Cameras"] == "Attic 14:00–14:50")

    block = window.view.blocks["Cameras"]
    window.carry(block.top, window.slot("Attic", "13:20"), "Attic 13:20–14:50")
    window.release()
    window.until(lambda view: view.times["Cameras"] == "Attic 13:20–14:50")

    window.keys("ctrl+z")
    window.until(lambda view: view.times["Cameras"] == "Attic 14:00–14:50")
    window.keys("ctrl+z")
    seen = window.until(lambda view: view.times["Cameras"] == "Attic 14:00–14:30")
    assert (seen.undo, seen.redo) == ("Undo Move “Cameras”", "Redo Resize “Cameras”")

    window.close()
    assert times_in(file) == seen.times == STANDING | {"Cameras": "Attic 14:00–14:30"}
    assert labels_in(file)[1] == 2

    again = open_window(file).fit().view
    assert (again.times, again.undo, again.redo) == (seen.times, seen.undo, seen.redo)


def test_whatever_ends_a_drag_elsewhere_leaves_everything_as_it_was(window: Window, file: Path) -> None:
    before, area = window.view, window.view.timeline
    for start in (before.blocks["Keynote"], before.tray["Cameras"], before.chips["Coffee 15"]):
        window.press(start.centre)
        window.move(start.centre, window.slot("Lab", "11:00"))
        window.until(lambda view: view.carried and view.carried.where != "outside")
        window.move(window.slot("Lab", "11:00"), Point(area.x + area.width + 120, area.centre.y))
        window.until(lambda view: carries_to(view, "outside"))
        window.release()
        window.until(lambda view: view.carried is None)
        for let_go in (lambda: window.keys("Escape"), window.right_click):
            window.press(start.centre)
            window.move(start.centre, window.slot("Lab", "11:00"))
            window.until(lambda view: view.carried)
            let_go()
            window.until(lambda view: view.carried is None)
            window.move(window.slot("Lab", "11:00"), window.slot("Attic", "14:00"))
            seen = window.release()
            assert (seen.times, seen.tray, seen.undo, seen.menu) == (before.times, before.tray, "", {})

    window.close()
    assert (times_in(file), labels_in(file)) == (STANDING, ([], 0))
