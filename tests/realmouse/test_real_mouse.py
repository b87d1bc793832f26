"""Sessions moved with a real mouse and a real keyboard; afterwards the file must hold what the screen showed."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from planner.domain.span import format_clock
from planner.domain.value_objects import Kind
from tests.builders import DAY, day, person, room, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Open, Point, Window, carries_to

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with two days of six hours in three rooms: some sessions placed, two in the tray."""
    return new_file(
        *(day(DAY + timedelta(n), opens="09:00", closes="15:00") for n in range(2)),
        room("hall"), room("lab", 1), room("attic", 2), person("ada"), person("bo"),
        talk("keynote", "hall", "10:00-10:45", people=(speaker("ada"),)), talk("beside", "lab", "10:00-10:45"),
        talk("coffee", "", "10:45-11:05", kind=Kind.BREAK), talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
        talk("cameras", minutes=30, people=(speaker("ada"),)), talk("privacy", minutes=45, people=(speaker("bo"),)),
    )  # fmt: skip


def times_in(file: Path) -> dict[str, str]:
    """Return room and time of the sessions in a closed file, in the format of `View.times`."""
    query = """
        SELECT title, start, minutes, (SELECT group_concat(name, ', ') FROM (
            SELECT name FROM rooms WHERE id IN (SELECT room FROM session_rooms WHERE session = sessions.id)
            OR NOT EXISTS (SELECT * FROM session_rooms WHERE session = sessions.id) ORDER BY rooms.position))
        FROM sessions WHERE day IS NOT NULL ORDER BY start, title"""
    with closing(sqlite3.connect(file)) as rows:
        return {
            title: f"{rooms} {format_clock(start)}–{format_clock(start + minutes)}"
            for title, start, minutes, rooms in rows.execute(query)
        }


def labels_in(file: Path) -> tuple[list[str], int]:
    """Return the history of a closed file: the label of each step, and the number of steps that are done."""
    query = "SELECT json_extract(label, '$[0]') FROM changes ORDER BY number"
    with closing(sqlite3.connect(file)) as rows:
        return [label for (label,) in rows.execute(query)], rows.execute("SELECT position FROM document").fetchone()[0]


STANDING = {
    "Beside": "Lab 10:00–10:45", "Coffee": "Hall, Lab, Attic 10:45–11:05", "Keynote": "Hall 10:00–10:45",
    "Lunch": "Hall, Lab, Attic 12:00–13:00",
}  # fmt: skip


def leave_drags(window: Window) -> None:
    """Begin drags of a tile, a card and a chip, and end each elsewhere, by Escape and by the right button."""
    before, area = window.view, window.view.timeline
    for start in (before.tiles["Keynote"], before.tray["Cameras"], before.chips["Coffee 15 min"]):
        outside = Point(area.x + area.width + 120, area.centre.y)
        for let_go in (
            lambda to=outside: window.move(window.slot("Lab", "11:20"), to), lambda: window.keys("Escape"),
            lambda: window.xdotool("click", "3"),
        ):  # fmt: skip
            window.press(start.centre)
            window.move(start.centre, window.slot("Lab", "11:20"))
            window.until(lambda view: view.carried and view.carried.where != "outside")
            let_go()
            window.until(lambda view: view.carried is None or carries_to(view, "outside"))
            seen = window.release()
            assert (seen.times, seen.tray, seen.undo, seen.menu) == (before.times, before.tray, "", {})


def test_dragged_from_the_tray_moved_resized_pushed_taken_to_another_day_and_undone(
    file: Path, open_window: Open
) -> None:
    window = open_window(file).fit()
    leave_drags(window)

    # from the tray
    window.take_from_tray(window.view.tray["Cameras"], "Lab", "9:15", "Lab 09:15–09:45")
    window.release()
    seen = window.until(lambda view: "Cameras" in view.times)
    assert (seen.times, list(seen.tray)) == (STANDING | {"Cameras": "Lab 09:15–09:45"}, ["Privacy"])
    assert seen.undo == "Undo Place “Cameras”"

    # moved, resized at both ends, and undone
    window.take("Cameras", "Attic", "14:00", "Attic 14:00–14:30")
    for end, time, where in (
        ("bottom", "14:50", "Attic 14:00–14:50"),
        ("top", "13:20", "Attic 13:20–14:50"),
    ):
        window.release()
        window.until(lambda view: view.times["Cameras"].startswith("Attic 14:00"))
        window.carry(getattr(window.view.tiles["Cameras"], end), window.slot("Attic", time), where)
    window.release()
    window.until(lambda view: view.times["Cameras"] == "Attic 13:20–14:50")
    for times in ("Attic 14:00–14:50", "Attic 14:00–14:30"):
        window.keys("ctrl+z")
        seen = window.until(lambda view, times=times: view.times["Cameras"] == times)
    assert (seen.undo, seen.redo) == ("Undo Move “Cameras”", "Redo Resize “Cameras”")

    # several are dragged as one
    window.click(window.view.tiles["Keynote"])
    window.click(window.view.tiles["Beside"], held="ctrl")
    window.take("Keynote", "Lab", "13:10", "Lab 13:10–13:55")
    window.release()
    seen = window.until(lambda view: view.times["Beside"] == "Attic 13:10–13:55")
    assert seen.times["Keynote"] == "Lab 13:10–13:55"
    window.keys("ctrl+z", "Escape")
    window.until(lambda view: view.times["Beside"] == "Lab 10:00–10:45")

    # what follows makes way
    tile = window.view.tiles["Keynote"]
    window.press(tile.bottom)
    window.xdotool("keydown", "shift")
    window.move(tile.bottom, window.slot("Hall", "11:00"))
    window.until(lambda view: carries_to(view, "Hall 10:00–11:00"))
    window.release()
    window.xdotool("keyup", "shift")
    seen = window.until(lambda view: view.times["Keynote"] == "Hall 10:00–11:00")
    assert seen.times == STANDING | {
        "Keynote": "Hall 10:00–11:00", "Coffee": "Hall, Lab, Attic 11:00–11:10",
        "Lunch": "Hall, Lab, Attic 12:05–13:00", "Cameras": "Attic 14:00–14:30",
    }  # fmt: skip

    # over the tab of a day what is carried goes there
    today, tile, tomorrow = seen.times, window.view.tiles["Keynote"], [*window.view.days.values()][1].centre
    window.press(tile.centre)
    window.move(tile.centre, tomorrow)
    window.until(lambda view: not view.times)
    window.move(tomorrow, window.slot("Lab", "11:10"))
    window.until(lambda view: view.carried and view.carried.where.startswith("Lab 1"))
    window.release()
    seen = window.until(lambda view: "Keynote" in view.times)

    window.close()
    assert times_in(file) == today | seen.times
    assert labels_in(file)[1] == 4
