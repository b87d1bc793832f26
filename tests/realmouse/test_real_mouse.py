"""Sessions moved with a real mouse and a real keyboard; afterwards the file must hold what the screen showed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.enums import Kind
from planner.domain.span import clock
from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, person, room, speaker, talk
from tests.realmouse.view import Carried, Point
from tests.realmouse.window import Open, Window, carries_to

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with a day of six hours in three rooms: two sessions placed, two in the tray, Ada speaks in one of
    each.
    """
    path = tmp_path / "conference.estrad"
    conference = agenda(
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
    Workspace.create(path, conference, env).close()
    return path


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


def titles_in(file: Path, where: str) -> list[str]:
    """Return the titles of the sessions in a closed file that fit a condition, by number."""
    with closing(sqlite3.connect(file)) as rows:
        return [title for (title,) in rows.execute(f"SELECT title FROM sessions WHERE {where} ORDER BY number")]


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


def test_a_chip_becomes_a_session_where_it_is_dropped(window: Window, file: Path) -> None:
    window.take_from_tray(window.view.chips["Opening 10"], "Lab", "9:00", "Hall, Lab, Attic 09:00–09:10", below=5)
    window.release()
    seen = window.until(lambda view: "Opening" in view.times)
    assert seen.times == STANDING | {"Opening": "Hall, Lab, Attic 09:00–09:10"}

    window.close()
    assert times_in(file) == seen.times


def test_a_session_goes_back_into_the_tray(window: Window, file: Path) -> None:
    window.carry(window.view.blocks["Keynote"].centre, window.view.tray["Privacy"].centre, "tray")
    window.release()
    seen = window.until(lambda view: "Keynote" in view.tray)
    assert seen.times == {"Lunch": STANDING["Lunch"]}

    window.close()
    assert titles_in(file, "day IS NULL") == list(seen.tray) == ["Keynote", "Cameras", "Privacy"]


def test_escape_in_mid_drag_leaves_everything_as_it_was(window: Window, file: Path) -> None:
    before = window.view
    window.take("Keynote", "Lab", "14:00", "Lab 14:00–14:45")
    window.keys("Escape")
    window.until(lambda view: view.carried is None)
    window.move(window.slot("Lab", "14:00"), window.slot("Attic", "11:00"))
    seen = window.release()
    assert (seen.times, seen.tray, seen.undo) == (before.times, before.tray, "")

    window.take_from_tray(window.view.tray["Cameras"], "Lab", "9:15", "Lab 09:15–09:45")
    window.keys("Escape")
    window.until(lambda view: view.carried is None)
    seen = window.release()
    assert (seen.times, seen.tray, seen.undo) == (before.times, before.tray, "")

    window.close()
    assert (times_in(file), labels_in(file)) == (STANDING, ([], 0))


@pytest.mark.parametrize("source", ["tray", "chips"])
def test_after_escape_the_mouse_may_move_on_with_its_button_down(window: Window, source: str) -> None:
    card = {"tray": window.view.tray["Cameras"], "chips": window.view.chips["Coffee 15"]}[source]
    window.press(card.centre)
    window.move(card.centre, window.slot("Lab", "11:00"))
    window.until(lambda view: view.carried)
    window.keys("Escape")
    window.until(lambda view: view.carried is None)
    window.move(window.slot("Lab", "11:00"), window.slot("Attic", "14:00"))
    seen = window.release()
    assert (seen.times, seen.undo) == (STANDING, "")


def test_control_z_undoes_while_the_cursor_stands_in_a_field(window: Window) -> None:
    window.take("Keynote", "Lab", "14:00", "Lab 14:00–14:45")
    window.release()
    window.until(lambda view: view.times["Keynote"] == "Lab 14:00–14:45")
    window.keys("Return")
    window.until(lambda view: view.focus == "title")

    window.keys("ctrl+z", "F8")
    assert window.until(lambda view: view.focus == "QListView").times == STANDING


def test_a_clash_is_named_and_shaded_while_dragging(window: Window) -> None:
    keynote = window.view.blocks["Keynote"]
    plain = window.watch(Point(keynote.bottom.x, keynote.bottom.y - 8)).watched

    window.take_from_tray(window.view.tray["Cameras"], "Lab", "10:00", "Lab 10:00–10:30")
    seen = window.until(lambda view: view.watched != plain)
    ada = "Ada is in Hall until 10:45: “Keynote”."
    assert seen.carried == Carried(
        "Cameras", "Lab 10:00–10:30", ("10:00 – 10:30", ada), ("Keynote",), ("person-in-two-places",)
    )

    window.move(window.slot("Lab", "10:10"), window.slot("Attic", "14:10"))
    seen = window.until(lambda view: carries_to(view, "Attic 14:00–14:30") and view.watched == plain)
    assert seen.carried == Carried("Cameras", "Attic 14:00–14:30", ("14:00 – 14:30",), ())

    window.move(window.slot("Attic", "14:10"), window.slot("Attic", "12:10"))
    seen = window.until(lambda view: carries_to(view, "Attic 12:00–12:30"))
    lunch = "Attic is taken until 13:00: “Lunch”."
    assert seen.carried == Carried(
        "Cameras", "Attic 12:00–12:30", ("12:00 – 12:30", lunch), ("Lunch",), ("room-double-booked",)
    )

    window.keys("Escape")
    window.until(lambda view: view.carried is None)
    window.release()


def test_a_title_with_letters_beyond_ascii_is_saved(window: Window, file: Path) -> None:
    title = "Överblick på Café Ängeln: é, ß & 日本"
    window.click(window.view.blocks["Keynote"], times=2)
    window.until(lambda view: view.focus == "title")
    window.paste(title)
    window.until(lambda view: view.fields["title"] == title)
    window.keys("Return")
    seen = window.until(lambda view: title in view.times)
    assert seen.times == {title: STANDING["Keynote"], "Lunch": STANDING["Lunch"]}

    window.close()
    assert titles_in(file, "day IS NOT NULL") == [title, "Lunch"]


def test_what_was_typed_is_saved_when_the_window_is_closed(window: Window, file: Path) -> None:
    window.click(window.view.blocks["Keynote"], times=2)
    window.until(lambda view: view.focus == "title")
    window.paste("Åter")
    window.until(lambda view: view.fields["title"] == "Åter")

    window.close()
    assert titles_in(file, "day IS NOT NULL") == ["Åter", "Lunch"]


def test_control_and_the_wheel_zoom_around_the_pointer(window: Window) -> None:
    before = window.view
    window.wheel_up(before.blocks["Lunch"], held="ctrl")
    seen = window.until(lambda view: view.scale != before.scale)
    assert seen.scale / before.scale == pytest.approx(1.0015**120)
    assert seen.blocks["Lunch"].centre.y == pytest.approx(before.blocks["Lunch"].centre.y, abs=1)
    assert seen.times == before.times
