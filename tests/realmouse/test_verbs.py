"""The timeline's commands with real mouse and keys: several, swapping, moving what follows, other days."""

from datetime import timedelta
from pathlib import Path

import pytest

from planner.domain.enums import Kind
from planner.workspace import Environment, Workspace
from tests.builders import DAY, agenda, day, person, room, speaker, talk
from tests.realmouse.test_real_mouse import times_in
from tests.realmouse.view import Point
from tests.realmouse.window import Open, Window, carries_to

pytestmark = pytest.mark.realmouse


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with a morning on two days in three rooms, with a break and a pinned lunch."""
    path = tmp_path / "conference.estrad"
    conference = agenda(
        day(opens="09:00", closes="13:00"),
        day(DAY + timedelta(days=1), opens="09:00", closes="13:00"),
        room("hall"), room("lab", 1), room("attic", 2),
        person("ada"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("coffee", "", "09:45-10:05", kind=Kind.BREAK),
        talk("first", "hall", "10:05-10:35"),
        talk("beside", "lab", "10:05-10:50"),
        talk("lunch", "", "12:00-13:00", kind=Kind.MEAL, pinned=True),
    )  # fmt: skip
    Workspace.create(path, conference, env).close()
    return path


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, with the whole day in sight."""
    return open_window(file).fit()


def test_a_selection_is_dragged_as_one_and_undone(window: Window, file: Path) -> None:
    window.click(window.view.blocks["First"])
    window.click(window.view.blocks["Beside"], held="ctrl")
    block = window.view.blocks["First"]
    end = window.slot("Lab", "11:00")
    window.carry(block.centre, Point(end.x, end.y + block.centre.y - block.y), "Lab 11:00–11:30")
    window.release()
    seen = window.until(lambda view: view.times["Beside"] == "Attic 11:00–11:45")
    assert seen.times["First"] == "Lab 11:00–11:30"

    window.keys("ctrl+z")
    window.until(lambda view: view.times["Beside"] == "Lab 10:05–10:50")
    window.keys("alt+Down")
    seen = window.until(lambda view: view.times["Beside"] == "Lab 10:10–10:55")
    assert seen.times["First"] == "Hall 10:10–10:40"
    window.close()
    assert times_in(file)["First"] == "Hall 10:10–10:40"


def test_a_band_chooses_and_a_drop_on_the_middle_exchanges(window: Window, file: Path) -> None:
    window.drag(window.slot("Attic", "10:40"), window.slot("Lab", "10:20"))
    window.keys("alt+Down")
    window.until(lambda view: view.times["Beside"] == "Lab 10:10–10:55")
    window.keys("ctrl+z", "Escape")
    window.until(lambda view: view.times["Beside"] == "Lab 10:05–10:50")

    window.press(window.view.blocks["First"].centre)
    window.move(window.view.blocks["First"].centre, window.view.blocks["Beside"].centre)
    seen = window.until(lambda view: view.carried is not None and "⇄" in view.carried.tip[0])
    assert seen.carried
    window.release()
    seen = window.until(lambda view: view.times["First"].startswith("Lab"))
    assert (seen.times["First"], seen.times["Beside"]) == ("Lab 10:05–10:35", "Hall 10:05–10:50")
    window.close()
    assert times_in(file)["Beside"] == "Hall 10:05–10:50"


def test_with_shift_what_follows_makes_way(window: Window, file: Path) -> None:
    block = window.view.blocks["Keynote"]
    window.press(block.bottom)
    window.hold("shift")
    window.move(block.bottom, window.slot("Hall", "10:00"))
    window.until(lambda view: carries_to(view, "Hall 09:00–10:00"))
    window.release()
    window.let("shift")
    seen = window.until(lambda view: view.times["Keynote"] == "Hall 09:00–10:00")
    assert seen.times["Coffee"] == "Hall, Lab, Attic 10:00–10:10"
    assert (seen.times["First"], seen.times["Beside"]) == ("Hall 10:10–10:40", "Lab 10:10–10:55")
    assert seen.times["Lunch"] == "Hall, Lab, Attic 12:00–13:00"
    window.keys("ctrl+z")
    window.until(lambda view: view.times["Keynote"] == "Hall 09:00–09:45")
    window.close()
    assert times_in(file)["Coffee"] == "Hall, Lab, Attic 09:45–10:05"


def test_f2_types_the_title_in_its_place(window: Window) -> None:
    window.click(window.view.blocks["First"])
    window.keys("F2")
    window.until(lambda view: view.focus == "TitleEditor")
    window.type("Words")
    window.keys("Return")
    window.until(lambda view: "Words" in view.times)
